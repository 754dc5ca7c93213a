"""The guesser: Bayes' rule, the bits that squares tell, and whole games."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.measures import entropy
from ee376a.panopticon.deck import PICTURES
from ee376a.panopticon.pictionary import capacity, information, play, posterior
from ee376a.panopticon.places import fixed_order, questions, still_possible

DECK = PICTURES.reshape(64, 64)
places = st.lists(st.integers(0, 63), unique=True, max_size=12)


@settings(max_examples=50, deadline=None)
@given(places, st.integers(0, 63))
def test_clean_squares_leave_equal_chances_to_what_fits(squares: list[int], clue: int) -> None:
    colours = DECK[clue, squares]
    fits = (DECK[:, squares] == colours).all(axis=1)
    np.testing.assert_allclose(posterior(DECK, squares, colours.tolist()), fits / fits.sum())


@settings(max_examples=50, deadline=None)
@given(places, st.data(), st.floats(0.01, 0.5))
def test_chances_are_updated_square_by_square(
    squares: list[int], data: st.DataObject, flip: float
) -> None:
    colours = [data.draw(st.integers(0, 1)) for _ in squares]
    step = np.full(64, 1 / 64)
    for square, colour in zip(squares, colours, strict=True):
        step *= np.where(DECK[:, square] == colour, 1 - flip, flip)
        step /= step.sum()
    np.testing.assert_allclose(posterior(DECK, squares, colours, flip), step, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(places)
def test_information_is_what_the_chances_lose_on_average(squares: list[int]) -> None:
    left = [entropy(posterior(DECK, squares, DECK[c, squares].tolist())) for c in range(64)]
    assert information(DECK, squares) == pytest.approx(6 - np.mean(left))
    assert information(DECK, squares) <= min(len(squares), 6) + 1e-9


def test_bad_squares_are_refused() -> None:
    with pytest.raises(ValueError, match=r"colours must be one a square \(2\), got 1"):
        posterior(DECK, [0, 1], [0])
    for square in (-1, 64):
        with pytest.raises(ValueError, match=f"squares must be from 0 to 63, got {square}"):
            posterior(DECK, [square], [0])
        with pytest.raises(ValueError, match=f"squares must be from 0 to 63, got {square}"):
            information(DECK, [0, square])
    with pytest.raises(ValueError, match="colours must be those of some picture"):
        posterior(DECK, list(range(8)), [1, 0] * 4)
    for flip in (-0.1, 0.6):
        with pytest.raises(ValueError, match="flip must be from 0 to 1/2"):
            posterior(DECK, [0], [0], flip)
        with pytest.raises(ValueError, match="flip must be from 0 to 1/2"):
            capacity(flip)


def test_capacity_falls_from_one_bit_to_none() -> None:
    steps = [capacity(flip) for flip in np.linspace(0, 0.5, 11)]
    assert steps[0] == 1
    assert steps[-1] == 0
    assert steps == sorted(steps, reverse=True)


def test_adaptive_games_follow_the_tree_of_questions() -> None:
    games = play(DECK, range(64), "adaptive", np.random.default_rng(1))
    assert games.needed(1).tolist() == list(questions(DECK))
    assert games.right[:, -1].all()


def test_fixed_games_know_what_fixed_squares_tell() -> None:
    order = fixed_order(DECK)
    games = play(DECK, range(64), order, np.random.default_rng(1))
    exact = [information(DECK, order[:shown]) for shown in range(len(order) + 1)]
    np.testing.assert_allclose(games.bits.mean(axis=0), exact, atol=1e-12)


def test_random_games_leave_as_many_clues_as_counted() -> None:
    games = play(DECK, np.tile(np.arange(64), 60), "random", np.random.default_rng(2))
    left = 1 / games.sure  # without noise, equal chances for all that fit
    for shown in (1, 3, 5, 8):
        error = 5 * left[:, shown].std() / len(left) ** 0.5
        assert left[:, shown].mean() == pytest.approx(float(still_possible(DECK, shown)), abs=error)


def test_same_seed_same_games() -> None:
    first, second = (
        play(DECK, range(64), "random", np.random.default_rng(3), flip=0.1) for _ in range(2)
    )
    np.testing.assert_array_equal(first.bits, second.bits)


@pytest.mark.parametrize("order", ["random", "adaptive"])
def test_noisy_squares_tell_at_most_the_capacity(order: str) -> None:
    games = play(DECK, np.tile(np.arange(64), 20), order, np.random.default_rng(4), flip=0.1)  # type: ignore[arg-type]
    known = games.bits.mean(axis=0)
    assert (np.diff(known) <= capacity(0.1) + 0.03).all()
    needed = games.needed(0.95)
    spoken = games.right[np.arange(len(needed)), needed]
    # At least so sure, and so right at least as often: the guesser's chances are honest.
    assert spoken.mean() > 0.95
    assert needed.mean() > games.bits[np.arange(len(needed)), needed].mean() / capacity(0.1)


def test_a_guesser_that_never_gets_sure_sees_every_square() -> None:
    games = play(DECK, [0, 1], "random", np.random.default_rng(5), flip=0.5)
    assert games.needed(0.9).tolist() == [64, 64]
    np.testing.assert_allclose(games.bits, 0, atol=1e-9)


@pytest.mark.parametrize(
    ("clues", "order", "told"),
    [
        ([64], "random", "clues must be from 0 to 63, got 64"),
        ([0], "adaptve", "order must be random, adaptive or places of squares, got 'adaptve'"),
        ([0], [0, 64], "order must be from 0 to 63, got 64"),
        ([0], [5, 5], "order must have each square once"),
    ],
)
def test_bad_games_are_refused(clues, order, told) -> None:
    with pytest.raises(ValueError, match=told):
        play(DECK, clues, order, np.random.default_rng(1))
