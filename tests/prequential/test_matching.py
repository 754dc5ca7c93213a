"""Match models: found, followed, lost; classes of length."""

import numpy as np
import pytest

from ee376a.prequential import contexts as past
from ee376a.prequential.contexts import remember
from ee376a.prequential.matching import LONGEST, SHORTEST, find_matches, length_class


def feed(text, ring=4096):
    """Give the registers after each byte."""
    reg = np.zeros(past.REGISTERS, np.int64)
    history, places = np.zeros(ring, np.uint8), np.zeros((2, 1024), np.int32)
    for byte in text:
        history[reg[past.POSITION] & (ring - 1)] = byte
        reg[past.POSITION] += 1
        remember(reg, byte)
        find_matches(reg, history, places)
        yield reg.copy()


def test_a_repeated_phrase_is_foretold():
    text = b"call me ishmael. --- call me ishmael."
    states = list(feed(text))
    second = text.index(b"call", 5)
    after = second + max(SHORTEST) - 1
    for at in range(after, len(text) - 1):
        assert states[at][past.MATCH_LENGTH] >= SHORTEST[0]
        assert states[at][past.MATCH_BYTE] == text[at + 1]


def test_the_short_model_sees_a_match_first():
    *_, last = feed(b"abcdX....abcd")
    assert last[past.MATCH_LENGTH] == 0
    assert last[past.MATCH_LENGTH + 1] == 4
    assert last[past.MATCH_BYTE + 1] == ord("X")


def test_a_match_that_errs_is_dropped():
    *_, last = feed(b"0123456789A-0123456789B")
    assert last[past.MATCH_LENGTH] == last[past.MATCH_LENGTH + 1] == 0


def test_the_length_is_verified_and_bounded():
    *_, last = feed(b"z" * 3000)
    assert last[past.MATCH_LENGTH] > LONGEST
    assert last[past.MATCH_BYTE] == ord("z")
    *_, last = feed(np.random.default_rng(1).bytes(3000))
    assert last[past.MATCH_LENGTH] == 0  # equal hashes of unlike bytes are no match


def test_what_left_the_ring_is_not_matched():
    block = np.random.default_rng(2).bytes(700)
    *_, last = feed(block + bytes(range(256)) * 3 + block, ring=1024)
    assert last[past.MATCH_LENGTH] == 0


@pytest.mark.parametrize(("length", "kind"), [(0, 0), (15, 15), (16, 16), (31, 17), (600, 21 + 1)])
def test_length_classes(length, kind):
    assert length_class.py_func(length) == kind


def test_length_classes_rise():
    classes = [length_class.py_func(n) for n in range(1000)]
    assert (np.diff(classes) >= 0).all()
    assert classes[-1] == 22
