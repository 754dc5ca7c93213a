"""Ways to give pictures back without a network."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.encoders.baselines import (
    BASELINES,
    flat,
    largest_waves,
    mean_picture,
    nearest,
    principal_components,
    slowest_waves,
)

RNG = np.random.default_rng(2)
LEARN = RNG.integers(0, 256, (6, 16, 16), dtype=np.uint8)
TEST = RNG.integers(0, 256, (4, 16, 16), dtype=np.uint8)


def error(back: np.ndarray, pictures: np.ndarray = TEST) -> float:
    return float(((back.astype(float) - pictures) ** 2).mean())


@pytest.mark.parametrize("name", BASELINES)
def test_pictures_come_back_as_pictures(name: str) -> None:
    back = BASELINES[name](LEARN, TEST)
    assert back.shape == TEST.shape
    assert back.dtype == np.uint8


def test_the_mean_picture_is_the_best_constant_one() -> None:
    back = mean_picture(LEARN, LEARN)
    assert (back == back[0]).all()
    for other in (back[0].astype(int) + 2, LEARN[0]):
        assert error(back, LEARN) < error(np.broadcast_to(other, LEARN.shape), LEARN)


def test_flat_pictures_have_their_own_mean() -> None:
    back = flat(LEARN, TEST)
    assert back[:, 0, 0].tolist() == [round(float(p.mean())) for p in TEST]
    assert all(len(np.unique(p)) == 1 for p in back)


def test_nearest_is_found() -> None:
    noisy = np.clip(LEARN[[3, 1]].astype(int) + RNG.integers(-9, 10, (2, 16, 16)), 0, 255)
    assert (nearest(LEARN, noisy.astype(np.uint8)) == LEARN[[3, 1]]).all()


def test_components_give_back_what_was_learnt_and_all_it_spans() -> None:
    assert (principal_components(LEARN, LEARN) == LEARN).all()
    between = ((LEARN[0].astype(int) + LEARN[1]) // 2).astype(np.uint8)
    assert error(principal_components(LEARN, between[None]), between[None]) < 0.5
    # Elsewhere it is the orthogonal projection, better than any one picture of the span.
    assert error(principal_components(LEARN, TEST)) < error(mean_picture(LEARN, TEST))
    assert error(principal_components(LEARN, TEST)) < error(nearest(LEARN, TEST))


def test_slow_waves_come_back_and_fast_ones_do_not() -> None:
    y, x = np.mgrid[:32, :32] + 0.5
    slow = 128 + 90 * np.cos(3 * np.pi * y / 32) * np.cos(2 * np.pi * x / 32)
    fast = 128 + 90 * np.cos(30 * np.pi * y / 32)
    slow, fast = (np.round(p)[None].astype(np.uint8) for p in (slow, fast))
    assert error(slowest_waves(slow, slow), slow) < 0.2
    assert (slowest_waves(fast, fast) == 128).all()
    assert error(largest_waves(fast, fast), fast) < 0.2


def test_an_eighth_of_the_numbers_is_kept() -> None:
    from scipy.fft import dctn

    # Dim pictures, so that nothing is cut at black or white, and rounding is small.
    dim = (100 + LEARN // 8).astype(np.uint8)
    for way in (slowest_waves, largest_waves):
        back = dctn(way(dim, dim).astype(float), axes=(1, 2), norm="ortho")
        # Rounding to grey values leaves less than 2 in each number.
        assert all(int((np.abs(one) > 3).sum()) <= 32 for one in back)
    assert error(largest_waves(dim, dim), dim) < error(slowest_waves(dim, dim), dim)
