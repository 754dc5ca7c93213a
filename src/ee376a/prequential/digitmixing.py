"""Weighing the opinions of a pixel: a sum of stretched chances, its weights learned as it is used.

Whole numbers, as in `ee376a.prequential.mixing`: a weight of 1 is 2¹⁸.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a.prequential.counters import SQUASH_LIMIT

__all__ = ["learn", "weigh"]

_HIGHEST, _LOWEST = np.int32((1 << 20) - 1), np.int32(1 - (1 << 20))
_MOST = 524_287


@njit(inline="always")
def weigh(weights, row, opinions):  # type: ignore[no-untyped-def]
    """Give the sum of opinions times the weights of a row, stretched."""
    total = np.int32(0)
    for i in range(opinions.size):
        total = np.int32(total + (np.int32(weights[row, i] * opinions[i]) >> 10))
    return min(SQUASH_LIMIT, max(-SQUASH_LIMIT, np.int64(total) >> 8))


@njit(inline="always")
def learn(weights, row, opinions, error):  # type: ignore[no-untyped-def]
    """Move the weights by opinion times error, which has the rate in it."""
    error = np.int32(min(_MOST, max(-_MOST, error)))
    for i in range(opinions.size):
        step = np.int32(np.int32(opinions[i] * error) + np.int32(32768)) >> 16
        weight = np.int32(weights[row, i] + np.int32(step))
        weight = weight if weight < _HIGHEST else _HIGHEST
        weights[row, i] = weight if weight > _LOWEST else _LOWEST
