"""Opinions: who speaks, who is silent, which weights are chosen."""

import numpy as np

from ee376a.prequential import contextmixing as cm
from ee376a.prequential import contexts as past
from ee376a.prequential.opinions import INPUTS, OPINIONS, ROWS, SETS, SILENT

ORDERS = range(past.ORDER_CONTEXTS)


def feed(text, bits=b""):
    """Give the state as it is after a prediction."""
    state = cm.new_state(cm.Parameters(buckets=1 << 12, history=12))
    for bit in [*np.unpackbits(np.frombuffer(text, np.uint8)), *bits]:
        cm.predict(state)
        cm.update(state, int(bit))
    cm.predict(state)
    return state


def test_before_anything_is_seen_only_the_constant_speaks():
    state = feed(b"")
    assert state.inputs[INPUTS - 1] == 256
    assert not state.inputs[: INPUTS - 1].any()
    assert (state.used[1::2] >= SILENT).all()


def test_where_it_has_been_each_order_expects_the_same():
    state = feed(b"0123456789abcdefgX_0123456789abcdefg")  # an X, 0x58, is next: its first bit is 0
    opinions = state.inputs[: OPINIONS * past.CONTEXTS].reshape(-1, OPINIONS)
    assert state.registers[past.ORDERS] == past.ORDER_CONTEXTS
    assert (opinions[ORDERS] < 0).all()


def test_the_last_byte_is_silent_once_it_is_wrong():
    text = b"0123456789abcdefgX_0123456789abcdefg"
    state = feed(text, [0, 1, 0, 0])  # not an X any more
    opinions = state.inputs[: OPINIONS * past.CONTEXTS].reshape(-1, OPINIONS)
    assert not opinions[ORDERS, 2].any()
    assert not opinions[ORDERS, 1].any()  # nor has any order been here


def test_rows_stay_in_their_sets():
    rng = np.random.default_rng(1)
    state = cm.new_state(cm.Parameters(buckets=1 << 10, history=12))
    for bit in np.unpackbits(np.frombuffer(rng.bytes(60) + b"The cat sat. " * 20, np.uint8)):
        cm.predict(state)
        assert (state.rows[:SETS] // ROWS == np.arange(SETS)).all()
        assert (state.rows[SETS : SETS + 2] < state.final.shape[1]).all()
        cm.update(state, int(bit))
