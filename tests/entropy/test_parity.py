"""The parity square: any one card is found, two are noticed, and missing cards come back."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ee376a.entropy.parity import TooManyTurned, decode, encode, fill, odd_lines, turned

Table = npt.NDArray[np.uint8]
tables = arrays(
    np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=7), elements=st.integers(0, 1)
)


@given(tables)
def test_every_line_is_even_and_decode_undoes_encode(cards: Table) -> None:
    square = encode(cards)
    assert odd_lines(square) == ([], [])
    assert turned(square) is None
    np.testing.assert_array_equal(decode(square), cards)


@given(tables)
def test_any_card_that_is_turned_is_found(cards: Table) -> None:
    whole = encode(cards)
    for place in np.ndindex(whole.shape):
        square = whole.copy()
        square[place] ^= 1
        assert turned(square) == place
        np.testing.assert_array_equal(decode(square), cards)


def test_two_turned_cards_are_noticed_but_not_named() -> None:
    whole = encode(np.random.default_rng(5).integers(0, 2, (4, 4)))
    for first, second in combinations(np.ndindex(whole.shape), 2):
        square = whole.copy()
        square[first] ^= 1
        square[second] ^= 1
        with pytest.raises(TooManyTurned, match="not one card turned"):
            decode(square)


def test_four_at_the_corners_of_a_box_go_unnoticed() -> None:
    square = encode(np.zeros((3, 3), dtype=int))
    square[np.ix_([0, 2], [1, 3])] ^= 1
    assert turned(square) is None


@given(tables, st.data())
def test_up_to_three_missing_cards_always_come_back(cards: Table, data: st.DataObject) -> None:
    whole = encode(cards)
    places = st.integers(0, whole.size - 1)
    chosen = data.draw(st.sets(places, max_size=3))
    missing = np.isin(np.arange(whole.size), list(chosen)).reshape(whole.shape)
    damaged = np.where(missing, data.draw(st.integers(0, 1)), whole)
    back, lost = fill(damaged, missing)
    np.testing.assert_array_equal(back, whole)
    assert not lost.any()


def test_a_whole_row_comes_back_and_a_box_of_four_does_not() -> None:
    whole = encode(np.random.default_rng(8).integers(0, 2, (5, 5)))
    row = np.zeros(whole.shape, dtype=bool)
    row[2] = True
    back, lost = fill(whole, row)
    np.testing.assert_array_equal(back, whole)
    assert not lost.any()
    box = np.zeros(whole.shape, dtype=bool)
    box[1:3, 2:4] = True
    box[5, 5] = True
    back, lost = fill(whole, box)
    assert lost.sum() == 4
    assert not back[lost].any()
    np.testing.assert_array_equal(back[~lost], whole[~lost])
    assert box.sum() == 5, "what was given is left alone"


def test_refusals() -> None:
    with pytest.raises(ValueError, match="cards: shape"):
        encode([0, 1])
    with pytest.raises(ValueError, match="cards: other values given"):
        encode([[0, 2]])
    with pytest.raises(ValueError, match="square: shape"):
        decode([[1]])
    with pytest.raises(ValueError, match="missing: shape"):
        fill([[0, 0], [0, 0]], [True])
