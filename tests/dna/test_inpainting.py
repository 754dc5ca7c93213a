"""Guesses for what is lost, and what they are worth."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.dna.erasures import erase
from ee376a.dna.inpainting import METHODS, Method, bits_still_missing, fill, psnr

RAMP = np.add.outer(3 * np.arange(24), 4 * np.arange(32)).astype(np.uint8)
every_method = pytest.mark.parametrize("method", METHODS)


@every_method
def test_what_is_left_is_not_touched_and_what_is_lost_is_not_seen(method: Method) -> None:
    rng = np.random.default_rng(1)
    lost = erase(RAMP.shape, 0.4, rng)
    guess = fill(RAMP, lost, method)
    assert guess.dtype == np.uint8
    np.testing.assert_array_equal(guess[~lost], RAMP[~lost])
    spoilt = np.where(lost, rng.integers(0, 256, RAMP.shape), RAMP)
    np.testing.assert_array_equal(fill(spoilt, lost, method), guess)


@every_method
def test_a_plain_picture_comes_back(method: Method) -> None:
    plain = np.full((16, 16), 77, np.uint8)
    lost = erase(plain.shape, 0.9, np.random.default_rng(2))
    np.testing.assert_array_equal(fill(plain, lost, method), plain)


def test_smooth_guesses_are_better_on_a_slope() -> None:
    lost = np.zeros(RAMP.shape, bool)
    lost[8:14, 10:20] = True  # a hole inside: a plane solves both equations
    for method in ("diffusion", "biharmonic"):
        np.testing.assert_array_equal(fill(RAMP, lost, method), RAMP)
    scores = [psnr(RAMP, fill(RAMP, lost, method)) for method in ("mean", "nearest", "diffusion")]
    assert scores == sorted(scores)


def test_diffusion_is_the_mean_of_its_neighbours() -> None:
    rng = np.random.default_rng(3)
    grey = rng.integers(0, 256, (12, 12)).astype(np.uint8)
    lost = erase(grey.shape, 0.3, rng)
    guess = fill(grey, lost, "diffusion").astype(float)
    around = np.pad(guess, 1, constant_values=np.nan)
    beside = np.stack([around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:]])
    assert np.abs(np.nanmean(beside, axis=0) - guess)[lost].max() <= 1  # each is rounded


def test_nearest_copies_one_that_is_nearest() -> None:
    rng = np.random.default_rng(4)
    grey = rng.permutation(144).reshape(12, 12).astype(np.uint8)
    lost = erase(grey.shape, 0.6, rng)
    guess = fill(grey, lost, "nearest")
    place = {int(value): at for at, value in np.ndenumerate(grey)}
    left = np.argwhere(~lost)
    for at in np.argwhere(lost):
        source = place[int(guess[tuple(at)])]
        assert not lost[source]
        assert ((at - source) ** 2).sum() == ((at - left) ** 2).sum(axis=1).min()


def test_nothing_lost() -> None:
    nothing = np.zeros(RAMP.shape, bool)
    np.testing.assert_array_equal(fill(RAMP, nothing), RAMP)
    assert psnr(RAMP, fill(RAMP, nothing)) == np.inf


def test_bits_count_what_the_guess_leaves_open() -> None:
    rng = np.random.default_rng(5)
    true = rng.integers(0, 4, (200, 200))
    lost = erase(true.shape, 0.5, rng)
    assert bits_still_missing(true, np.zeros_like(true), lost) == pytest.approx(2, abs=0.01)
    known_high_bit = true & 2
    assert bits_still_missing(true, known_high_bit, lost) == pytest.approx(1, abs=0.01)
    assert bits_still_missing(true, true, lost) == 0


def test_what_is_refused() -> None:
    everything = np.ones(RAMP.shape, bool)
    with pytest.raises(ValueError, match="lost: all of the picture"):
        fill(RAMP, everything)
    with pytest.raises(ValueError, match=r"lost: shape \(2, 2\) given"):
        fill(RAMP, np.zeros((2, 2), bool))
    with pytest.raises(ValueError, match="method: 'magic' given"):
        fill(RAMP, ~everything, "magic")  # type: ignore[arg-type]
    for value in (300, -1, np.nan):
        with pytest.raises(ValueError, match="picture: values of 0 to 255"):
            fill([[0, value]], np.array([[True, False]]))
    with pytest.raises(ValueError, match="guess: shapes"):
        bits_still_missing(RAMP, RAMP[:2], everything)
    with pytest.raises(ValueError, match="guess: shape"):
        psnr([[1]], [[1, 2]])
    with pytest.raises(ValueError, match="lost: nothing"):
        bits_still_missing(RAMP, RAMP, ~everything)
