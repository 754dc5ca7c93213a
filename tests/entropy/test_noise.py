"""The noisy wire: exact chances beside every way it can go, and beside the wire itself."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.entropy.noise import decode, encode, error_chance, flip, telephone_chance

bits = st.lists(st.integers(0, 1), max_size=40)
odd = st.sampled_from([1, 3, 5, 7])
chance = st.fractions(0, 1, max_denominator=50)


@given(bits, odd)
def test_decode_undoes_encode(message: list[int], times: int) -> None:
    sent = encode(message, times)
    assert len(sent) == times * len(message)
    assert decode(sent, times).tolist() == message


@given(st.lists(st.integers(0, 1), min_size=1, max_size=12), st.sampled_from([3, 5]), st.data())
def test_a_minority_of_wrong_copies_does_no_harm(
    message: list[int], times: int, data: st.DataObject
) -> None:
    sent = encode(message, times).reshape(-1, times)
    for copies in sent:
        wrong = data.draw(st.sets(st.integers(0, times - 1), max_size=times // 2))
        copies[list(wrong)] ^= 1
    assert decode(sent.ravel(), times).tolist() == message


def test_the_story_s_chances() -> None:
    assert error_chance(Fraction(1, 10), 1) == Fraction(1, 10)
    assert error_chance(Fraction(1, 10), 3) == Fraction(28, 1000)
    assert error_chance(Fraction(1, 10), 5) == Fraction(856, 100000)


@given(chance, st.sampled_from([1, 3, 5]))
def test_error_chance_is_summed_over_all_that_can_happen(p: Fraction, times: int) -> None:
    total = sum(
        prod((p if turned else 1 - p) for turned in turns)
        for turns in product((0, 1), repeat=times)
        if sum(turns) > times / 2
    )
    assert error_chance(p, times) == total
    assert error_chance(1 - p, times) == 1 - total


@given(chance, st.integers(0, 8))
def test_telephone_chance_wire_by_wire(p: Fraction, wires: int) -> None:
    wrong = Fraction(0)
    for _ in range(wires):
        wrong = wrong * (1 - p) + (1 - wrong) * p
    assert telephone_chance(p, wires) == wrong


@pytest.mark.parametrize("times", [1, 3, 5])
def test_the_wire_errs_as_often_as_is_reckoned(times: int) -> None:
    count = 40_000
    sent = encode(np.zeros(count, dtype=int), times)
    wrong = decode(flip(sent, 0.1, np.random.default_rng(times)), times).sum()
    p = float(error_chance(Fraction(1, 10), times))
    assert abs(wrong - count * p) < 4 * (count * p * (1 - p)) ** 0.5


def test_a_quiet_wire_and_a_contrary_one() -> None:
    rng = np.random.default_rng(1)
    square = rng.integers(0, 2, (8, 8))
    assert (flip(square, 0, rng) == square).all()
    assert (flip(square, 1, rng) == 1 - square).all()


def test_refusals() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="bits: 2 given"):
        flip([0, 2], 0.1, rng)
    with pytest.raises(ValueError, match="chance: 2 given"):
        flip([0], 2, rng)
    for times in (0, 2, -1):
        with pytest.raises(ValueError, match=f"times: {times} given, an odd number"):
            encode([1], times)
    with pytest.raises(ValueError, match="received: 4 given, a multiple of 3"):
        decode([1, 1, 1, 0], 3)
    with pytest.raises(ValueError, match="chance: -1 given"):
        error_chance(Fraction(-1), 3)
    with pytest.raises(ValueError, match="wires: -1 given"):
        telephone_chance(Fraction(1, 10), -1)
