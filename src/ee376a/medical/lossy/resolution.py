"""Pictures at half their size, and back, in whole numbers.

A large picture whose finest details are noise costs fewer bits when its halves are coded. The way
back is the interpolation at quarters of a pixel of HEVC, which is where the pixels of the large
picture lie between those of the small one.

References
----------
G. J. Sullivan, J.-R. Ohm, W.-J. Han and T. Wiegand, "Overview of the High Efficiency Video Coding
(HEVC) standard", IEEE Transactions on Circuits and Systems for Video Technology 22(12), 1649-1668,
2012: the weights.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.images import shrink

__all__ = ["double", "halve"]

Pixels: TypeAlias = npt.NDArray[np.uint8]

# Of seven pixels for the place a quarter to the right of the middle one, in 1/64.
_QUARTER = (-1, 4, -10, 58, 17, -5, 1)
_REACH, _UNIT = 3, 64


def halve(picture: Pixels) -> Pixels:
    """Give the means of 2 x 2 pixels.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width)
        An odd last row or column is repeated.

    Returns
    -------
    ndarray of uint8
        Half as many rows and columns, rounded up.

    Examples
    --------
    >>> halve(np.array([[0, 2, 9], [2, 0, 9]], np.uint8)).tolist()
    [[1, 9]]
    """
    return shrink(np.pad(picture, [(0, side % 2) for side in picture.shape], mode="edge"), 2)


def double(picture: Pixels, shape: tuple[int, int]) -> Pixels:
    """Interpolate what `halve` left.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width)
    shape : tuple of int
        Rows and columns wanted, twice as many as there are, or one less.

    Returns
    -------
    ndarray of uint8, shape `shape`

    Examples
    --------
    >>> double(np.array([[0, 64]], np.uint8), (2, 3)).tolist()
    [[0, 13, 51], [0, 13, 51]]
    """
    sums = _stretch(_stretch(picture.astype(np.int64)).T).T
    grey = (sums + _UNIT**2 // 2) // _UNIT**2
    return np.asarray(np.clip(grey, 0, 255)[: shape[0], : shape[1]], np.uint8)


def _stretch(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give twice as many columns, times `_UNIT`."""
    wide = values.shape[1]
    beyond = np.pad(values, ((0, 0), (_REACH, _REACH)), mode="edge")
    near = [beyond[:, at : at + wide] for at in range(2 * _REACH + 1)]
    right = sum(weight * part for weight, part in zip(_QUARTER, near, strict=True))
    left = sum(weight * part for weight, part in zip(_QUARTER[::-1], near, strict=True))
    return np.stack([left, right], axis=2).reshape(len(values), 2 * wide)
