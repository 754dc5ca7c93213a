"""A linear prediction whose weights are those that were best for the picture so far.

Least squares over all pixels that are known, each a little less important than the next, with a
penalty for weights far from 0. The normal equations are solved anew every few pixels, in 64-bit
floats and in one order, so that the decoder finds the very same weights. Compiled functions for
other compiled functions: what they are given is not checked.

References
----------
X. Wu, K. U. Barthel and W. Zhang, "Piecewise 2D autoregression for predictive image coding", ICIP
1998. Solving every few pixels is the way of the picture models of Matt Mahoney's paq8px.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["LeastSquares", "learn", "new_least_squares", "predict"]

#: How much less a pixel counts than the next.
_FORGETTING = 0.9995
#: The penalty for weights far from 0.
_RIDGE = 30.0
#: Pixels between two solutions.
_EVERY = 16
#: Targets and predictions lie within this, in units of the local contrast.
_LIMIT = 8.0
_SURPRISE = 4.0
_TINY = 1e-9

Doubles = npt.NDArray[np.float64]


class LeastSquares(NamedTuple):
    """Sums over the pixels so far, of N neighbours each.

    `products` (N, N), lower half, and `targets` (N,): the normal equations, multiplied by
    ``scale[0]``, which grows instead of their shrinking; ``scale[1]`` counts the pixels since they
    were solved. `root` (N, N) is their Cholesky factor, `weights` (N,) the solution.
    """

    products: Doubles
    targets: Doubles
    root: Doubles
    weights: Doubles
    scale: Doubles


@njit(cache=True)
def new_least_squares(neighbours: int) -> LeastSquares:
    """Give sums over no pixel, and weights of 0.

    Parameters
    ----------
    neighbours : int
        How many, N.

    Returns
    -------
    LeastSquares

    Examples
    --------
    >>> state = new_least_squares(3)
    >>> state.products.shape, state.weights.tolist()
    ((3, 3), [0.0, 0.0, 0.0])
    """
    return LeastSquares(
        np.zeros((neighbours, neighbours)),
        np.zeros(neighbours),
        np.zeros((neighbours, neighbours)),
        np.zeros(neighbours),
        np.array([1.0, 0.0]),
    )


@njit(cache=True)
def predict(state: LeastSquares, near: npt.NDArray[np.float32]) -> float:
    """Give the weighted sum of the first neighbours, within ±8.

    Parameters
    ----------
    state : LeastSquares
    near : array, float32, N or more
        What is known of the neighbours, in units of the local contrast.

    Returns
    -------
    float
        In the same unit.

    Examples
    --------
    >>> state = new_least_squares(2)
    >>> state.weights[:] = 0.75, 0.5
    >>> predict(state, np.array([4, 2], np.float32)), predict(state, np.array([40, 2], np.float32))
    (4.0, 8.0)
    """
    total = 0.0
    for i in range(len(state.weights)):
        total += state.weights[i] * near[i]
    return min(max(total, -_LIMIT), _LIMIT)


@njit(cache=True)
def learn(
    state: LeastSquares, near: npt.NDArray[np.float32], predicted: float, target: float
) -> None:
    """Add a pixel to the sums, and solve them when it is time.

    Parameters
    ----------
    state : LeastSquares
        It is changed.
    near : array, float32
        As for `predict`.
    predicted : float
        What `predict` gave.
    target : float
        The pixel itself, in the same unit; one that surprises much counts as if it surprised less.

    Examples
    --------
    A neighbour that is always like the pixel, and the penalty for saying so too soon:

    >>> state, near = new_least_squares(1), np.ones(1, np.float32)
    >>> for pixel in range(1, 33):
    ...     learn(state, near, predict(state, near), 1.0)
    ...     if pixel in (15, 16, 32):
    ...         print(pixel, round(float(state.weights[0]), 3))
    15 0.0
    16 0.347
    32 0.514
    """
    target = min(max(target, predicted - _SURPRISE), predicted + _SURPRISE)
    size = len(state.weights)
    state.scale[0] /= _FORGETTING
    for i in range(size):
        a = state.scale[0] * near[i]
        state.targets[i] += a * target
        for j in range(i + 1):
            state.products[i, j] += a * near[j]
    state.scale[1] += 1
    if state.scale[1] == _EVERY:
        state.scale[1] = 0
        for i in range(size):
            state.targets[i] /= state.scale[0]
            for j in range(i + 1):
                state.products[i, j] /= state.scale[0]
        state.scale[0] = 1.0
        _solve(state)


@njit(cache=True)
def _solve(state: LeastSquares) -> None:
    """Solve (products + ridge) weights = targets by Cholesky's factors."""
    size, root, weights = len(state.weights), state.root, state.weights
    for i in range(size):
        for j in range(i + 1):
            a = state.products[i, j]
            if i == j:
                a += _RIDGE
            for k in range(j):
                a -= root[i, k] * root[j, k]
            if i == j:
                root[i, i] = np.sqrt(max(a, _TINY))
            else:
                root[i, j] = a / root[j, j]
    for i in range(size):
        a = state.targets[i]
        for k in range(i):
            a -= root[i, k] * weights[k]
        weights[i] = a / root[i, i]
    for i in range(size - 1, -1, -1):
        a = weights[i]
        for k in range(i + 1, size):
            a -= root[k, i] * weights[k]
        weights[i] = a / root[i, i]
