"""Undo the mixing of colours: from a blurred photograph to the digit of each triangle.

With the mixing matrix known, least squares gives the colour of each triangle as if there were no
blur, though noisily where the blur is wide. That each colour is one of eight is used next: digits
are changed one at a time, as long as the painting that they make explains the photograph better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

__all__ = ["Unmixed", "unmix"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Unmixed:
    """What the unknown patches are made of.

    Parameters
    ----------
    digits : ndarray of int64, shape (n,)
        The best digit of each.
    costs : ndarray, shape (n, 8)
        Squared residual of the whole photo with each digit, the others being as they are, above
        the least.
    colours : ndarray, shape (n, 3)
        Colours by least squares, in the light that falls on them.
    """

    digits: npt.NDArray[np.int64]
    costs: Floats
    colours: Floats


def unmix(
    matrix: sparse.csr_matrix, seen: Floats, weights: Floats, palette: Floats, sweeps: int = 10
) -> Unmixed:
    """Find the digits that explain a photograph best.

    Parameters
    ----------
    matrix : csr_matrix, shape (S, n)
        How the unknown patches mix at each sample.
    seen : ndarray, shape (S, 3)
        Colours sampled, less what known paints give there.
    weights : ndarray, shape (S,)
        How far each sample counts.
    palette : ndarray, shape (n, 8, 3)
        Colours that the digits would have at each patch, in the light that falls on it.
    sweeps : int
        At most so many rounds of improvement.

    Returns
    -------
    Unmixed
        Digits, and how sure they are.

    Examples
    --------
    Eight greys, two patches of them, and three samples, one of which sees half of each:

    >>> greys = np.repeat(np.linspace(0, 252, 8)[:, None], 3, axis=1)
    >>> matrix = sparse.csr_matrix([[0.9, 0.1], [0.5, 0.5], [0.1, 0.9]])
    >>> found = unmix(matrix, matrix @ greys[[2, 5]], np.ones(3), np.stack([greys, greys]))
    >>> found.digits.tolist(), found.colours[:, 0].round().tolist()
    ([2, 5], [72.0, 180.0])
    """
    weighted = matrix.multiply(weights[:, None]).tocsr()
    square = (matrix.T @ weighted).tocsr()
    right = weighted.T @ seen
    dense = square.toarray()
    prior = palette.mean(axis=1)
    # A little pull to the mean colour, for what is not seen or not separable
    pull = 1e-3 * float(np.median(square.diagonal())) + 1e-6
    dense[np.diag_indices_from(dense)] += pull
    colours = linalg.cho_solve(linalg.cho_factor(dense, check_finite=False), right + pull * prior)
    distance = ((colours[:, None] - palette) ** 2).sum(axis=2)
    digits = distance.argmin(axis=1)
    costs = _improve(square.indptr, square.indices, square.data, right, palette, digits, sweeps)
    return Unmixed(digits, costs, colours)


@numba.njit(cache=True)
def _improve(starts, places, values, right, palette, digits, sweeps):  # type: ignore[no-untyped-def]
    n = digits.shape[0]
    costs = np.zeros((n, 8))
    rest = np.zeros(3)
    for _ in range(sweeps):
        changed = False
        for i in range(n):
            own = 0.0
            for c in range(3):
                rest[c] = right[i, c]
            for at in range(starts[i], starts[i + 1]):
                j = places[at]
                if j == i:
                    own = values[at]
                    continue
                for c in range(3):
                    rest[c] -= values[at] * palette[j, digits[j], c]
            best = 0
            for d in range(8):
                cost = 0.0
                for c in range(3):
                    cost += palette[i, d, c] * (own * palette[i, d, c] - 2 * rest[c])
                costs[i, d] = cost
                if cost < costs[i, best]:
                    best = d
            least = costs[i, best]
            for d in range(8):
                costs[i, d] -= least
            if best != digits[i]:
                digits[i] = best
                changed = True
        if not changed:
            break
    return costs
