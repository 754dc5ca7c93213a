"""Mixing: many opinions of the next bit made one, and that one corrected by experience.

A *mixer* adds the stretched probabilities with weights, and moves the weights along the gradient of
the code length: Mahoney's logistic mixing (PAQ7, 2005), a one-layer network trained while coding.
Which vector of weights is used depends on a small context. Several such mixers look at different
contexts; a second layer mixes them. *Adaptive probability maps* (secondary symbol estimation, S.
Bloom's and Mahoney's SSE) then learn what a probability is worth in a context.
"""

import numpy as np
from numba import njit

from ee376a.prequential.counters import SQUASH_LIMIT

WEIGHT_LIMIT = (1 << 20) - 1
"""A weight of 1 is 2^18; weights stay within -4 to 4, so products fit into 32 bits."""
_HIGHEST, _LOWEST = np.int32(WEIGHT_LIMIT), np.int32(-WEIGHT_LIMIT)


@njit(inline="always")
def dot(weights, row, inputs):  # type: ignore[no-untyped-def]
    """Return the weighted sum of the inputs, stretched and within the limit."""
    total = np.int32(0)
    for i in range(inputs.size):
        total = np.int32(total + (np.int32(weights[row, i] * inputs[i]) >> 10))
    return min(SQUASH_LIMIT, max(-SQUASH_LIMIT, np.int64(total) >> 8))


@njit(inline="always")
def train(weights, row, inputs, error):  # type: ignore[no-untyped-def]
    """Move the weights by input times error, the error (times the rate) being at most 2^19."""
    for i in range(inputs.size):
        step = np.int32(np.int32(inputs[i] * np.int32(error)) + np.int32(32768)) >> 16
        weight = np.int32(weights[row, i] + np.int32(step))
        weight = weight if weight < _HIGHEST else _HIGHEST
        weights[row, i] = weight if weight > _LOWEST else _LOWEST
