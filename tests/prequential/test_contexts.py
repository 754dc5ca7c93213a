"""What of the past the contexts see, and what they do not."""

import numpy as np
import pytest

from ee376a.prequential import contexts as past
from ee376a.prequential.contexts import CONTEXTS, hash_contexts, mix_bits, remember


def after(text):
    reg = np.zeros(past.REGISTERS, np.int64)
    for byte in text:
        remember(reg, byte)
    return reg


def hashes(text):
    out = np.zeros(CONTEXTS, np.int64)
    hash_contexts(after(text), out)
    return out


def test_every_context_is_its_own_32_bit_number():
    seen = hashes(b"It was a bright cold day in April, and")
    assert len(set(seen)) == CONTEXTS
    assert ((seen >= 0) & (seen < 1 << 32)).all()


@pytest.mark.parametrize("order", range(1, 8))
def test_an_order_sees_that_many_bytes(order):
    tail = b"abcdefg"[-order:]
    a, b = hashes(b"zzzzzzz " + tail), hashes(b"qq qqqq " + tail)
    assert a[order - 1] == b[order - 1]
    assert a[order - 1] != hashes(b"zzzzzzz " + b"!" + tail[1:])[order - 1]


def test_orders_above_one_take_a_line_end_for_a_space():
    a, b = hashes(b"the quick brown"), hashes(b"the quick\r\nbrown")
    assert (a[1:7] == b[1:7]).all()


def test_words_are_the_same_in_capitals():
    assert hashes(b"-- Alice")[7] == hashes(b"?! aLICE")[7]
    assert hashes(b"-- Alice")[12] != hashes(b"-- alice")[12]  # but how they are written is seen


def test_words_before_are_remembered():
    reg = after(b"one two three")
    assert reg[past.WORD1] == after(b"two")[past.WORD0]
    assert reg[past.WORD2] == after(b"one")[past.WORD0]
    assert reg[past.WORD_LENGTH] == 5


def test_columns_are_counted_from_the_line_end():
    assert after(b"first line\nab")[past.COLUMN] == 2
    assert hashes(b"first line\nab")[17] == hashes(b"x\nyz")[17]


def test_hash_spreads():
    places = np.array([mix_bits(i, 1) for i in range(4096)])
    counts = np.bincount(places >> 24, minlength=256)  # 16 each on average
    assert counts.max() < 45
    assert len(set(places)) == 4096
