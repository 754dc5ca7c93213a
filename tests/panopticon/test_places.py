"""Who chooses the squares: each answer against a slower one, and the deck's own numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ee376a.panopticon.deck import PICTURES
from ee376a.panopticon.pictionary import Pictures, information
from ee376a.panopticon.places import (
    coin_flip_squares,
    fewest_squares,
    fixed_order,
    questions,
    separating_squares,
    still_possible,
)

DECK = PICTURES.reshape(64, 64)

small_decks = st.integers(2, 6).flatmap(
    lambda clues: arrays(np.uint8, (clues, 6), elements=st.integers(0, 1)).filter(
        lambda deck: len(np.unique(deck, axis=0)) == len(deck)
    )
)


def tells_apart(deck: Pictures, squares: tuple[int, ...]) -> bool:
    return len(np.unique(deck[:, list(squares)], axis=0)) == len(deck)


@settings(max_examples=60, deadline=None)
@given(small_decks)
def test_fewest_fixed_squares_against_all_subsets(deck: Pictures) -> None:
    fewest = next(
        n for n in range(7) if any(tells_apart(deck, s) for s in combinations(range(6), n))
    )
    assert separating_squares(deck, fewest - 1) is None
    found = separating_squares(deck, fewest)
    assert found is not None
    assert tells_apart(deck, found)
    assert tells_apart(deck, fixed_order(deck))
    assert len(fixed_order(deck)) >= fewest


@settings(max_examples=60, deadline=None)
@given(small_decks)
def test_painter_against_all_subsets(deck: Pictures) -> None:
    for clue in range(len(deck)):
        fewest = next(
            n
            for n in range(7)
            for s in combinations(range(6), n)
            if (deck[:, list(s)] == deck[clue, list(s)]).all(axis=1).sum() == 1
        )
        shown = list(fewest_squares(deck, clue))
        assert len(shown) == fewest
        assert (deck[:, shown] == deck[clue, shown]).all(axis=1).sum() == 1


@settings(max_examples=60, deadline=None)
@given(small_decks)
def test_questions_make_a_full_binary_tree(deck: Pictures) -> None:
    depths = questions(deck)
    assert sum(Fraction(1, 2**depth) for depth in depths) == 1  # Kraft with equality
    assert sum(depths) / len(deck) >= np.log2(len(deck)) - 1e-9


@settings(max_examples=60, deadline=None)
@given(small_decks, st.integers(0, 6))
def test_still_possible_against_all_places(deck: Pictures, shown: int) -> None:
    fits = [
        int((deck[:, list(s)] == deck[clue, list(s)]).all(axis=1).sum())
        for s in combinations(range(6), shown)
        for clue in range(len(deck))
    ]
    assert still_possible(deck, shown) == Fraction(sum(fits), len(fits))


def test_coin_flip_squares_against_the_chain_of_survivors() -> None:
    # From k other clues, each shown square leaves a binomial number: solve for the expectation.
    wait = [Fraction(0)]
    for k in range(1, 8):
        ways = [Fraction(1, 2**k) * len(list(combinations(range(k), j))) for j in range(k + 1)]
        wait.append((1 + sum(w * e for w, e in zip(ways[:k], wait, strict=True))) / (1 - ways[k]))
    for others, expected in enumerate(wait):
        assert coin_flip_squares(others + 1) == pytest.approx(float(expected), abs=1e-12)


def test_the_deck_in_squares() -> None:
    assert sum(questions(DECK)) == 385
    assert sorted(set(questions(DECK))) == [5, 6, 7]
    assert len(fixed_order(DECK)) == 9
    assert separating_squares(DECK, 7) is None
    eight = separating_squares(DECK, 8)
    assert eight is not None
    assert len(eight) == 8
    assert information(DECK, eight) == pytest.approx(6)
    fewest = [len(fewest_squares(DECK, clue)) for clue in range(64)]
    assert sum(fewest) == 179
    assert min(fewest) == 2  # so the rival in the page may double a bid of one square


def test_a_deck_with_twins_is_refused() -> None:
    twins = np.zeros((2, 3), dtype=np.uint8)
    for ask in (fixed_order, questions):
        with pytest.raises(ValueError, match="pictures must all differ"):
            ask(twins)
    with pytest.raises(ValueError, match="pictures must all differ"):
        separating_squares(twins, 3)
    with pytest.raises(ValueError, match="pictures must all differ"):
        fewest_squares(twins, 0)


def test_what_is_out_of_range_is_named() -> None:
    squares = DECK.shape[1]
    for call, told in [
        (lambda: still_possible(DECK, -1), f"shown must be from 0 to {squares}, got -1"),
        (lambda: still_possible(DECK, squares + 1), f"shown must be .* got {squares + 1}"),
        (lambda: coin_flip_squares(0), "clues must be at least 1, got 0"),
        (lambda: separating_squares(DECK, -1), "count must be at least 0, got -1"),
        (lambda: fewest_squares(DECK, 64), "clue must be from 0 to 63, got 64"),
        (lambda: fewest_squares(DECK, -1), "clue must be from 0 to 63, got -1"),
    ]:
        with pytest.raises(ValueError, match=told):
            call()
