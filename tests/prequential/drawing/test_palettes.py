"""Palettes: Bayes' rule in whole numbers, and shares that are those of ranges of values."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from ee376a.prequential.drawing.network import INK
from ee376a.prequential.drawing.palettes import Palettes, judge, load, share_at, unpacked
from ee376a.prequential.drawing.walk import branch, follow


@pytest.fixture
def two() -> Palettes:
    """Quarters, and thirds."""
    chances = np.full((2, 256), 1e-4)
    chances[0, [64, 128, 191, 255]] = 0.24
    chances[1, [85, 170, 254]] = 0.32
    logs = np.rint(256 * np.log(chances)).astype(np.int16)
    shares = np.rint(256 * np.log([0.3, 0.7])).astype(np.int16)
    return unpacked({"palettes": logs, "shares": shares})


def test_the_first_judgement_is_how_common_they_are(two: Palettes) -> None:
    judge(two, 0)
    assert two.fit.tolist() == [1, 0, 0]
    mass = np.diff(two.below)
    assert mass[85] / mass[64] == pytest.approx(0.7 * 0.32 / (0.3 * 0.24), rel=0.03)


def test_what_is_seen_decides_and_the_next_picture_begins_anew(two: Palettes) -> None:
    judge(two, 0)
    judge(two, 128)
    assert two.fit.tolist() == [0, 1, 2]  # by ln(2400 * 3 / 7), nearly 7 nats
    judge(two, 64)
    assert two.fit.tolist() == [0, 1, 3]
    for _ in range(5):
        judge(two, 170)
    assert two.fit.tolist() == [1, 0, 3]
    judge(two, 0)
    assert two.fit.tolist() == [1, 0, 0]


def test_the_two_best_of_many() -> None:
    palettes, rng = load(), np.random.default_rng(1)
    judge(palettes, 0)
    for value in rng.integers(1, 256, 40):
        judge(palettes, int(value))
        order = np.sort(palettes.scores)[::-1]
        assert palettes.scores[palettes.fit[:2]].tolist() == order[:2].tolist()


@njit
def _chance(below: np.ndarray, value: int) -> float:
    node, chance = 1, 1.0
    while node >= 0:
        some, all_of_it = share_at(below, node)
        bit = branch(value, node)
        chance *= (some if bit else all_of_it - some) / all_of_it
        node = follow(node, bit)
    return chance


def test_walks_have_the_chances_of_their_values() -> None:
    below = np.zeros(257, np.float32)
    below[1:] = np.cumsum(np.r_[0, np.random.default_rng(2).random(255)])
    chances = [_chance(below, value) for value in range(1, 256)]
    assert chances == pytest.approx(np.diff(below)[1:] / below[256], rel=1e-3)
    assert sum(chances[: INK - 1]) < 1


def test_quarters_were_found_in_the_digits() -> None:
    best = load().chances[:, [64, 128, 191, 255]].sum(axis=1).max()
    assert best > 0.9
