"""Counters: what a context mixer remembers of one context, and what it learns from that memory.

Everything is an integer, so that every CPU computes the same probabilities. A probability has 16 bits
(65536 is certainty); in the *stretched* domain, ln(p / (1 - p)), one unit is 1/256.

Sources: M. Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech
CS-2005-16 (bit histories, adaptive maps, logistic mixing); the tables here are made by our own rules.
"""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from numba import njit

STRETCH_LIMIT = 2047
"""Largest stretched input, 8 nats: one chance in 3000."""
SQUASH_LIMIT = 3071
"""Largest stretched output, 12 nats: one chance in 160,000 (the coder's floor is 1 in 65536)."""
MAXIMUM_COUNT = 1023
"""The count of an adaptive probability has 10 bits."""
HISTORY_LENGTH = 4
"""Histories up to this length are kept bit by bit; longer ones as two counts and the last bit."""
LARGEST_COUNT = (48, 40, 12, 6, 5, 5, 6, 7)
"""How far one count may go when the other stands at 0, 1, 2, ..."""


@cache
def squash_table() -> npt.NDArray[np.uint16]:
    """Return the logistic function: 16-bit probability of a stretched value x at index x + 3072."""
    values = [65536 / (1 + math.exp(-x / 256)) for x in range(-SQUASH_LIMIT - 1, SQUASH_LIMIT + 1)]
    return np.array([min(65535, max(1, round(value))) for value in values], np.uint16)


@cache
def stretch_table() -> npt.NDArray[np.int16]:
    """Return the inverse, ln(p / (1 - p)), for the upper 12 bits of a 16-bit probability."""
    odds = [(i + 0.5) / (4095.5 - i) for i in range(4096)]
    values = [round(256 * math.log(odd)) for odd in odds]
    return np.clip(values, -STRETCH_LIMIT, STRETCH_LIMIT).astype(np.int16)


@cache
def reciprocals() -> npt.NDArray[np.int32]:
    """Return the adaptation rates 65536 / (n + 1.5): average first, then forget slowly."""
    return np.array([65536 * 2 // (2 * n + 3) for n in range(MAXIMUM_COUNT + 1)], np.int32)
