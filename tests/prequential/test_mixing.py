"""Mixers and corrections: they find the good opinion, and say what it is worth."""

from types import SimpleNamespace

import numpy as np

from ee376a.prequential.counters import squash
from ee376a.prequential.mixing import (
    MAPS,
    combine,
    correct,
    learn_corrections,
    train,
    train_last,
    untaught_corrections,
    weigh,
)
from ee376a.prequential.opinions import SETS


def mixer(inputs):
    return SimpleNamespace(
        weights=np.zeros((SETS, inputs), np.int32),
        inputs=np.zeros(inputs, np.int32),
        visits=np.zeros(SETS, np.int32),
        rows=np.arange(SETS + 2 + MAPS, dtype=np.uint32),
        outputs=np.zeros((2, SETS + 2), np.int64),
        haste=np.full(4, 200),
    )


def test_weights_of_one_pass_an_input_on():
    state = mixer(8)
    state.inputs[3] = 700
    state.weights[:, 3] = 1 << 18
    weigh(state.weights, state.rows, state.inputs, state.outputs)
    assert (state.outputs[0, :SETS] == 700).all()
    assert state.outputs[1, 0] == squash.py_func(700)


def test_training_finds_who_knows():
    rng = np.random.default_rng(1)
    state = mixer(8)
    for _ in range(3000):
        bit = int(rng.integers(2))
        state.inputs[:] = rng.integers(-500, 500, 8)
        state.inputs[5] = 600 if bit else -600
        weigh(state.weights, state.rows, state.inputs, state.outputs)
        train.py_func(state, bit)
    weights = state.weights[0] / (1 << 18)
    assert weights[5] > 1.5
    assert np.abs(np.delete(weights, 5)).max() < 0.4
    assert state.outputs[1, 0] > 64000 if bit else state.outputs[1, 0] < 1536


def test_weights_keep_within_bounds():
    state = mixer(8)
    state.haste[:] = 1 << 14
    for _ in range(200):
        state.inputs[:] = 2047
        state.outputs[1] = 1  # wrong, whatever the weights
        train.py_func(state, 1)
    assert (state.weights == (1 << 20) - 1).all()


def test_the_last_layer_follows_the_better_mixer():
    rng = np.random.default_rng(2)
    final = np.full((2, 4, SETS), 65536 // SETS, np.int32)
    rows = np.zeros(SETS + 2, np.uint32)
    outputs = np.zeros((2, SETS + 2), np.int64)
    for _ in range(4000):
        bit = int(rng.integers(2))
        outputs[0, :SETS] = rng.integers(-300, 300, SETS)
        outputs[0, 2] = 400 if bit else -400
        combine.py_func(final, rows, outputs)
        train_last.py_func(final, rows, outputs, 8, bit)
    assert (final[:, 0].argmax(axis=1) == 2).all()


def test_untaught_corrections_correct_nothing():
    corrections, rows = untaught_corrections(), np.zeros(SETS + 2 + MAPS, np.uint32)
    for x in range(-2047, 2048, 89):
        p = correct(corrections, rows, x, (0, 1, 2))
        # Between bins the line is not the curve: at most 1/8 of a bin's bend.
        assert abs(p - squash.py_func(x)) < 170


def test_corrections_learn_what_a_probability_is_worth():
    rng = np.random.default_rng(3)
    corrections, rows = untaught_corrections(), np.zeros(SETS + 2 + MAPS, np.uint32)
    said = 250  # 73 %, though it is 95 %
    before = correct(corrections, rows, said, (7, 8, 9))
    for _ in range(2000):
        correct(corrections, rows, said, (7, 8, 9))
        learn_corrections(corrections, rows, int(rng.random() < 0.95))
    after = correct(corrections, rows, said, (7, 8, 9))
    assert before < 0.75 * 65536
    assert after > 0.83 * 65536  # a quarter of the say stays with the mixture
    assert abs(correct(corrections, rows, said, (1, 2, 3)) - before) < 400
