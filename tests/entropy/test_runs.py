"""Runs: a row as lengths and back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.entropy.runs import decode, encode


@given(st.lists(st.integers(0, 1)))
def test_decode_undoes_encode(row: list[int]) -> None:
    lengths = encode(row)
    assert decode(lengths) == row
    assert sum(lengths) == len(row)
    changes = sum(one != other for one, other in pairwise(row))
    assert len(lengths) == (changes + 1 + row[0] if row else 0)


@given(st.lists(st.integers(1, 9)), st.booleans())
def test_encode_undoes_decode(lengths: list[int], dark: bool) -> None:
    lengths = [0, *lengths] if dark and lengths else lengths
    assert encode(decode(lengths)) == lengths


@pytest.mark.parametrize(
    ("row", "lengths"),
    [("0001110", [3, 3, 1]), ("1000", [0, 1, 3]), ("1", [0, 1]), ("00", [2]), ("", [])],
)
def test_rows_as_in_the_classroom(row: str, lengths: list[int]) -> None:
    assert encode([int(square) for square in row]) == lengths


def test_refusals() -> None:
    with pytest.raises(ValueError, match="row: 2 given"):
        encode([0, 2])
    for lengths in ([1, 0], [-1], [0], [0, 1, 0]):
        with pytest.raises(ValueError, match="1 or more allowed"):
            decode(lengths)
