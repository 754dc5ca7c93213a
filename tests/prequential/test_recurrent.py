"""The recurrent network: its sums, its first weights, and sizes that cannot be."""

import numpy as np
import pytest

from ee376a.prequential.recurrent import correct, logit, new_recurrent, step

RATES = (0.008, 0.6, 0.2, 1500.0, 0.0005)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def test_a_step_is_that_of_the_formulas():
    net = new_recurrent(16, 4, 0, 4, 5, RATES)
    rng = np.random.default_rng(3)
    net.cells[0, 1], net.hidden[0, 1] = rng.normal(size=(2, 16))
    net.read[0, 1] = 77
    step(net, 0, 1)
    weights = net.weights.astype(float)
    sums = net.inputs[77] + net.hidden[0, 1].astype(float) @ weights[:16] + weights[16]
    enter, keep, candidate, leave = sums.reshape(4, 16)
    cell = sigmoid(keep) * net.cells[0, 1] + sigmoid(enter) * np.tanh(candidate)
    np.testing.assert_allclose(net.cells[0, 2], cell, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(
        net.hidden[0, 2], sigmoid(leave) * np.tanh(cell), rtol=1e-5, atol=1e-6
    )


def test_eight_sums_are_one():
    net = new_recurrent(24, 4, 0, 4, 1, RATES)
    rng = np.random.default_rng(1)
    net.outputs[7], net.biases[7] = rng.normal(size=24), 0.25
    wanted = float(net.hidden[0, 1].astype(float) @ net.outputs[7].astype(float)) + 0.25
    assert float(logit(net, 0, 0, 7)) == pytest.approx(wanted, rel=1e-5)


def test_a_node_moves_towards_its_bit():
    net = new_recurrent(8, 4, 0, 4, 1, RATES)
    before = float(logit(net, 0, 0, 7))
    correct(net, 0, 0, 7, np.float32(0.5))
    assert float(logit(net, 0, 0, 7)) > before + 0.2
    assert float(logit(net, 0, 0, 8)) == 0
    assert not net.errors[0, 0].any()  # the weights were zero when the error came
    correct(net, 0, 0, 7, np.float32(-0.5))
    assert net.errors[0, 0].any()


def test_the_seed_sets_the_weights():
    one, same, other = (new_recurrent(8, 4, 0, 4, seed, RATES) for seed in (1, 1, 2))
    assert np.array_equal(one.weights, same.weights)
    assert not np.array_equal(one.weights, other.weights)
    assert np.abs(one.inputs).max() <= 1 / np.sqrt(8)
    assert np.abs(one.inputs.mean()) < 0.01
    assert np.array_equal(one.turned, one.weights[:8].T)


@pytest.mark.parametrize(
    ("units", "window", "name"), [(12, 4, "units"), (0, 4, "units"), (8, 3, "window")]
)
def test_sizes_that_cannot_be(units, window, name):
    with pytest.raises(ValueError, match=name):
        new_recurrent(units, window, 0, 4, 1, RATES)


def test_a_history_of_nothing_is_told():
    with pytest.raises(ValueError, match="history: 0 given, 1 or more allowed"):
        new_recurrent(8, 2, 0, 0, 1, RATES)
