"""Mixing: many opinions of the next bit made one, and that one corrected by experience.

A *mixer* adds the stretched probabilities with weights, and moves the weights down the gradient of
the code length: Mahoney's logistic mixing (PAQ7, 2005), a network of one layer trained while
coding. Which vector of weights is used depends on a small context. Several such mixers look at
different contexts; a second layer mixes them. *Corrections* (secondary symbol estimation, in PAQ
adaptive probability maps) then learn what such a probability has been worth in the present context.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.counters import SQUASH_LIMIT, kernel, squash, squash_table
from ee376a.prequential.opinions import SETS

MAPS = 3
"""Corrections: by the bits of this byte; by the last byte as well; by a hash of the last two."""
_BINS = 33
_WEIGHT_LIMIT = (1 << 20) - 1
"""A weight of 1 is 2^18; weights stay within -4 to 4, so that products fit into 32 bits."""
_HIGHEST, _LOWEST = np.int32(_WEIGHT_LIMIT), np.int32(-_WEIGHT_LIMIT)


@kernel
def weigh(weights, rows, inputs, outputs):  # type: ignore[no-untyped-def]
    """Let each mixer add up the inputs: stretched to `outputs[0]`, as probabilities to the next."""
    for k in range(SETS):
        row = np.int64(rows[k])
        total = np.int32(0)
        for i in range(inputs.size):
            total = np.int32(total + (np.int32(weights[row, i] * inputs[i]) >> 10))
        outputs[0, k] = min(SQUASH_LIMIT, max(-SQUASH_LIMIT, np.int64(total) >> 8))
        outputs[1, k] = squash(outputs[0, k])


@njit(inline="always")
def train(state, bit):  # type: ignore[no-untyped-def]
    """Move the weights that were used by rate times input times error of their own mixer."""
    weights, inputs, visits, haste = state.weights, state.inputs, state.visits, state.haste
    for k in range(SETS):
        row = np.int64(state.rows[k])
        rate = haste[min(visits[row] >> 6, haste.size - 1)]
        visits[row] += visits[row] < 1 << 16
        error = ((bit << 16) - state.outputs[1, k]) * rate >> 6
        error = np.int32(min(524287, max(-524287, error)))
        for i in range(inputs.size):
            step = np.int32(np.int32(inputs[i] * error) + np.int32(32768)) >> 16
            weight = np.int32(weights[row, i] + np.int32(step))
            weight = weight if weight < _HIGHEST else _HIGHEST
            weights[row, i] = weight if weight > _LOWEST else _LOWEST


@njit(inline="always")
def combine(final, rows, outputs):  # type: ignore[no-untyped-def]
    """Return the mean of the last layer's two mixtures, stretched."""
    for j in range(2):
        total = 0
        for k in range(SETS):
            total += np.int64(final[j, rows[SETS + j], k]) * outputs[0, k]
        outputs[0, SETS + j] = min(SQUASH_LIMIT, max(-SQUASH_LIMIT, total >> 16))
        outputs[1, SETS + j] = squash(outputs[0, SETS + j])
    return (outputs[0, SETS] + outputs[0, SETS + 1]) >> 1


@njit(inline="always")
def train_last(final, rows, outputs, rate, bit):  # type: ignore[no-untyped-def]
    """Move the weights of the last layer in the same way."""
    for j in range(2):
        error = ((bit << 16) - outputs[1, SETS + j]) * rate >> 4
        for k in range(SETS):
            final[j, rows[SETS + j], k] += (outputs[0, k] * error + (1 << 13)) >> 16


def untaught_corrections() -> npt.NDArray[np.uint16]:
    """Return the corrections before any bit is seen: none. Flat, of shape (maps, 65536, bins)."""
    stretched = (np.arange(_BINS) - _BINS // 2) * 128
    return np.tile(squash_table()[stretched + SQUASH_LIMIT + 1], MAPS << 16)


@njit(inline="always")
def correct(corrections, rows, mixed, contexts):  # type: ignore[no-untyped-def]
    """Return the mean of the mixture (weight 2) and its worth in three contexts (1, 2, 3)."""
    x = min(2047, max(-2047, mixed)) + 2048
    low, above = x >> 7, x & 127
    total = 2 * squash(mixed)
    for k in range(MAPS):
        place = (k << 16 | contexts[k]) * _BINS + low
        p = (corrections[place] * (128 - above) + corrections[place + 1] * above) >> 7
        total += p * (k + 1)
        rows[SETS + 2 + k] = place + (above >> 6)  # the nearer of the two will learn
    return min(65535, max(1, total >> 3))


@njit(inline="always")
def learn_corrections(corrections, rows, bit):  # type: ignore[no-untyped-def]
    """Move the corrections that were used towards the bit, by 1/64."""
    for k in range(MAPS):
        place = np.int64(rows[SETS + 2 + k])
        p = np.int64(corrections[place])
        corrections[place] = p + ((65535 * bit - p) >> 6)
