"""Blocks of 4 × 4 pixels, their coefficients, and the order in which these are coded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = [
    "BLOCK",
    "CHANNELS",
    "LEAST_SCALE",
    "MOST_SCALE",
    "SLICES",
    "TURNS",
    "ZIGZAG",
    "cosines",
    "typical",
]

BLOCK = 4
CHANNELS = BLOCK**2
#: Channels of each slice, from coarse to fine.
SLICES = (1, 2, 3, 4, 6)
#: Row and column, modulo 2, of the blocks of each turn: first every other one both ways, then
#: those with four known neighbours at the corners, then those between.
TURNS = ((0, 0), (1, 1), (0, 1), (1, 0))
#: The scale of a logistic distribution, in units of `typical`.
LEAST_SCALE, MOST_SCALE = 0.004, 8.0


def _zigzag() -> tuple[int, ...]:
    """Order the coefficients, row by row at the start, by how fine they are."""
    places = [(row, column) for row in range(BLOCK) for column in range(BLOCK)]
    places.sort(key=lambda at: (sum(at), at[sum(at) % 2]))
    return tuple(BLOCK * row + column for row, column in places)


ZIGZAG = _zigzag()


def cosines() -> npt.NDArray[np.float64]:
    """Give the orthonormal cosine transform (DCT-II) of 4 numbers.

    Returns
    -------
    ndarray of float64, shape (4, 4)
        A row is a frequency, a column a place.

    Examples
    --------
    >>> np.allclose(cosines() @ cosines().T, np.eye(4))
    True
    """
    frequency, place = np.arange(BLOCK)[:, None], np.arange(BLOCK)[None]
    waves = np.cos(np.pi * (2 * place + 1) * frequency / (2 * BLOCK)) * np.sqrt(2 / BLOCK)
    waves[0] /= np.sqrt(2)
    return np.asarray(waves)


def typical() -> npt.NDArray[np.float64]:
    """Give a typical size of each coefficient, in the order of `ZIGZAG` and in grey values.

    The networks see coefficients in these units. They fall as those of most pictures do.

    Returns
    -------
    ndarray of float64, shape (16,)

    Examples
    --------
    >>> typical()[[0, 1, 15]].round(1).tolist()
    [128.0, 55.7, 4.6]
    """
    return np.asarray(128.0 / (1 + np.arange(CHANNELS)) ** 1.2)
