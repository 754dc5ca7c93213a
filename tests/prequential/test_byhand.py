"""Arithmetic coding in fractions: nested intervals, codewords within them, and the way back."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.prequential.byhand import (
    UNIT,
    Interval,
    Law,
    adaptive,
    decode,
    encode,
    fixed,
    intervals,
)
from ee376a.prequential.predictors import kt_probability

LAWS: list[Law] = [fixed([1, 1, 1]), fixed([1, 5, 2]), adaptive(3)]
laws = st.sampled_from(LAWS)
messages = st.lists(st.integers(0, 2), max_size=25)


def of(bits: str) -> Interval:
    """All numbers that begin with these bits."""
    return Interval(Fraction(int(f"0{bits}", 2), 2 ** len(bits)), Fraction(1, 2 ** len(bits)))


def inside(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high


@given(laws, messages)
def test_decode_undoes_encode(law: Law, message: list[int]) -> None:
    assert decode(law, encode(law, message), len(message)) == message


@given(laws, messages, st.text("01", max_size=12))
def test_what_follows_in_the_file_does_not_matter(law: Law, message: list[int], more: str) -> None:
    assert decode(law, encode(law, message) + more, len(message)) == message


@given(laws, messages)
def test_less_than_two_bits_beyond_the_ideal(law: Law, message: list[int]) -> None:
    ideal = -log2(intervals(law, message)[-1].width)
    assert ideal - 1e-9 <= len(encode(law, message)) < ideal + 2


@given(laws, messages)
def test_intervals_nest_and_multiply(law: Law, message: list[int]) -> None:
    found = intervals(law, message)
    assert found[0] == UNIT
    for place, (outer, inner) in enumerate(pairwise(found)):
        assert inside(inner, outer)
        assert inner.width == outer.width * law(message[:place])[message[place]]


@pytest.mark.parametrize("law", LAWS)
def test_all_messages_of_a_length_share_the_unit_interval(law: Law) -> None:
    ends = [intervals(law, word)[-1] for word in product(range(3), repeat=4)]
    assert ends[0].low == 0
    assert all(left.high == right.low for left, right in pairwise(ends))
    assert ends[-1].high == 1


@given(messages)
def test_adaptive_width_is_the_kt_probability(message: list[int]) -> None:
    counts = [message.count(symbol) for symbol in range(3)]
    assert intervals(adaptive(3), message)[-1].width == kt_probability(counts)


@given(laws, messages)
def test_codeword_is_the_shortest_in_the_interval(law: Law, message: list[int]) -> None:
    last = intervals(law, message)[-1]
    word = last.codeword()
    assert inside(of(word), last)
    if 0 < len(word) <= 12:
        shorter = ("".join(bits) for bits in product("01", repeat=len(word) - 1))
        assert not any(inside(of(bits), last) for bits in shorter)


@given(laws, messages)
def test_settled_bits_are_common_to_all_and_never_taken_back(law: Law, message: list[int]) -> None:
    found = intervals(law, message)
    for outer, inner in pairwise([each.settled() for each in found]):
        assert inner.startswith(outer)
    last, bits = found[-1], found[-1].settled()
    assert inside(last, of(bits))
    assert not inside(last, of(bits + "0"))
    assert not inside(last, of(bits + "1"))
    assert last.codeword().startswith(bits)


def test_by_hand() -> None:
    """Half, then a quarter: the first eighth of the second half."""
    found = intervals(fixed([2, 1, 1]), [1, 0, 2])
    assert [str(each) for each in found] == [
        "[0, 1)", "[1/2, 3/4)", "[1/2, 5/8)", "[19/32, 5/8)",
    ]  # fmt: skip
    assert encode(fixed([2, 1, 1]), [1, 0, 2]) == "10011"
    assert encode(adaptive(2), []) == ""
    assert Interval(Fraction(1, 3), Fraction(1, 3)).settled() == ""
    assert Interval(Fraction(1, 3), Fraction(1, 3)).codeword() == "011"


def test_a_symbol_without_a_share() -> None:
    with pytest.raises(ValueError, match="width: 0 given"):
        encode(fixed([1, 0]), [1])
    with pytest.raises(ValueError, match="width: 0 given"):
        intervals(fixed([1, 0]), [1])[-1].settled()
    assert decode(fixed([1, 0, 1]), "1", 1) == [2]


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="symbol: 3 given, 0 to 2 allowed"):
        encode(LAWS[0], [3])
    with pytest.raises(ValueError, match=r"weights: \[0, 0\] given"):
        fixed([0, 0])
    with pytest.raises(ValueError, match=r"weights: \[2, -1\] given"):
        fixed([2, -1])
    with pytest.raises(ValueError, match="alphabet: 0 given"):
        adaptive(0)
    with pytest.raises(ValueError, match="bits: '012' given"):
        decode(LAWS[0], "012", 1)
    with pytest.raises(ValueError, match="count: -1 given"):
        decode(LAWS[0], "01", -1)
