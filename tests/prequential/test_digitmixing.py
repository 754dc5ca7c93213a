"""Mixing the opinions of a pixel: who is right is heard more."""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a.prequential.counters import squash
from ee376a.prequential.digitmixing import learn, weigh


@njit
def _mixed(weights: np.ndarray, opinions: np.ndarray, rounds: int) -> int:
    for _ in range(rounds):
        error = (65536 - squash(weigh(weights, 0, opinions))) * 8 >> 4
        learn(weights, 0, opinions, error)
    return int(squash(weigh(weights, 0, opinions)))


def test_the_one_that_is_right_is_heard() -> None:
    weights = np.full((1, 2), 1 << 16, np.int32)
    opinions = np.array([600, -600], np.int32)
    assert abs(_mixed(weights, opinions, 0) - 32768) < 300
    assert _mixed(weights, opinions, 2000) > 55_000
    assert weights[0, 0] > 1 << 16 > weights[0, 1]


def test_weights_stay_within_their_limits() -> None:
    weights = np.full((1, 1), (1 << 20) - 1, np.int32)
    _mixed(weights, np.array([2047], np.int32), 50)
    assert abs(int(weights[0, 0])) < 1 << 20
