"""The deck: 64 clues, 64 pictures that a guesser can tell apart, and the code book."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.panopticon.deck import CLUES, PICTURES, bound, decode, encode, number_of, show


def test_sixty_four_clues_and_pictures() -> None:
    assert len(set(CLUES)) == len(CLUES) == 64
    assert PICTURES.shape == (64, 8, 8)
    assert set(np.unique(PICTURES)) == {0, 1}


def test_pictures_are_drawings_and_no_two_are_nearly_alike() -> None:
    flat = PICTURES.reshape(64, 64).astype(int)
    apart = np.abs(flat[:, None] - flat).sum(axis=2) + 64 * np.eye(64, dtype=int)
    assert apart.min() == 8
    black = flat.sum(axis=1)
    assert 16 <= black.min() <= black.max() <= 52


def test_nobody_repaints_the_deck() -> None:
    with pytest.raises(ValueError, match="read-only"):
        PICTURES[0, 0, 0] = 1


def test_names_with_a_space_are_cut_right() -> None:
    assert number_of("ice cream") == 45
    assert show("heart").splitlines()[1:3] == ["■■■■■■■■"] * 2


@given(st.sampled_from(CLUES))
def test_code_book_spells_and_reads(clue: str) -> None:
    assert decode(encode(clue)) == clue


@given(st.tuples(*[st.integers(0, 1)] * 6))
def test_every_six_squares_are_a_clue(squares: tuple[int, ...]) -> None:
    assert encode(decode(squares)) == squares


@pytest.mark.parametrize("squares", [(0,) * 5, (0,) * 7, (0, 0, 0, 0, 0, 2)])
def test_what_is_not_six_squares_is_refused(squares: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="squares must be six of 0 or 1"):
        decode(squares)


def test_what_is_not_in_the_deck_is_refused() -> None:
    for look in (number_of, encode, show):
        with pytest.raises(ValueError, match="clue must be one of the deck's 64 names, got 'yak'"):
            look("yak")


def test_bound_is_log2_and_needs_a_deck() -> None:
    assert [bound(clues) for clues in (1, 2, 64)] == [0, 1, 6]
    with pytest.raises(ValueError, match="clues must be at least 1, got 0"):
        bound(0)
