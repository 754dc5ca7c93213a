"""What is known of a pixel before it is: its neighbours above and to the left, and past errors.

A picture is read line by line. Of each pixel the 56 nearest that were read before are looked at,
relative to the mean of the nearest six and in units of the local contrast; so it does not matter
how far a picture was stretched. A linear prediction that learns
(`ee376a.medical.lossless.leastsquares`), and how far it was off nearby, lately, and where it was
as bright, are told as well. All in 32-bit floats and in one order, for the decoder must see the
same.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.medical.lossless.leastsquares import LeastSquares, learn, new_least_squares, predict

__all__ = ["INPUTS", "Known", "end_line", "look", "mean_grey", "new_known", "put"]

Floats = npt.NDArray[np.float32]

#: Lines and columns that are looked at beyond a pixel.
_MARGIN = 6
_PLACES = np.array(
    sorted(
        (
            (dy, dx)
            for dy in range(-_MARGIN, 1)
            for dx in range(-_MARGIN, _MARGIN + 1)
            if (dy < 0 or dx < 0) and dy * dy + dx * dx <= _MARGIN * _MARGIN
        ),
        key=lambda place: (place[0] ** 2 + place[1] ** 2, place),
    ),
    np.int64,
)
_NEIGHBOURS = len(_PLACES)
# The nearest six give the mean, the nearest 22 the contrast.
_NEAREST, _NEAR = 6, 22
_WEIGHTS = (lambda squares: ((1 / squares) / (1 / squares).sum()).astype(np.float32))(
    (_PLACES[:_NEAREST] ** 2).sum(axis=1)
)
_SIGNED = 4
#: How many numbers are told of a pixel.
INPUTS = _NEIGHBOURS + _SIGNED + 7
# Errors are averaged over pixels of the same eighth of 256 greys, and over the latest of all.
_BINS, _WIDTH = 32, 8
_FADING, _LATELY = 0.99, 0.01
_ZERO, _ONE, _LIMIT = np.float32(0), np.float32(1), np.float32(6)
_FLOOR = np.float32(0.25)
# Where the numbers of the state are.
_MEAN, _CONTRAST, _PREDICTED, _RECENT = range(4)


class Known(NamedTuple):
    """What is known when a pixel is to be read.

    `lines` and `errors`, float32 (7, width + 12): grey values and the linear prediction's errors,
    this line's the last, with a margin. `past` (32, 2): sums of errors' sizes and counts, by
    brightness. `now` (4,): mean and contrast around the pixel, its linear prediction in units of
    the contrast, and the errors' sizes lately in such units. `linear` learns to predict.
    """

    lines: Floats
    errors: Floats
    past: npt.NDArray[np.float64]
    now: npt.NDArray[np.float64]
    linear: LeastSquares


@njit(cache=True)
def new_known(width: int, mean: int) -> Known:
    """Give what is known before the first pixel.

    Parameters
    ----------
    width : int
        Of the picture, in pixels.
    mean : int
        What is taken for grey values outside of it: its own mean.

    Returns
    -------
    Known

    Examples
    --------
    >>> known = new_known(48, 100)
    >>> known.lines.shape, np.unique(known.lines).tolist()
    ((7, 60), [100.0])
    """
    lines = np.full((_MARGIN + 1, width + 2 * _MARGIN), np.float32(mean))
    errors = np.zeros((_MARGIN + 1, width + 2 * _MARGIN), np.float32)
    now = np.zeros(4)
    now[_RECENT] = 0.7
    return Known(lines, errors, np.zeros((_BINS, 2)), now, new_least_squares(_NEAR))


@njit(cache=True)
def look(known: Known, column: int, seen: Floats) -> None:
    """Write down what is seen before the next pixel of this line.

    Parameters
    ----------
    known : Known
        Its `now` is set.
    column : int
        Of the pixel, in the picture.
    seen : array, float32, shape (`INPUTS`,)
        It is written.

    Examples
    --------
    Of the six nearest only the one to the left is brighter; it has 1/3.5 of their weight:

    >>> known, seen = new_known(48, 100), np.zeros(INPUTS, np.float32)
    >>> look(known, 0, seen)
    >>> put(known, 0, seen, 120)
    >>> look(known, 1, seen)
    >>> round(float(known.now[0]) - 100, 3) == round(20 / 3.5, 3)
    True
    """
    at = column + _MARGIN
    mean = _ZERO
    for i in range(_NEAREST):
        mean += _WEIGHTS[i] * known.lines[_MARGIN + _PLACES[i, 0], at + _PLACES[i, 1]]
    squares = _ZERO
    for i in range(_NEIGHBOURS):
        seen[i] = known.lines[_MARGIN + _PLACES[i, 0], at + _PLACES[i, 1]] - mean
        if i < _NEAR:
            squares += seen[i] * seen[i]
    contrast = np.sqrt(squares / np.float32(_NEAR) + _FLOOR)
    unit = _ONE / contrast
    for i in range(_NEIGHBOURS):
        seen[i] = min(max(seen[i] * unit, -_LIMIT), _LIMIT)
    nearest, near = _ZERO, _ZERO
    for i in range(_NEAR):
        error = known.errors[_MARGIN + _PLACES[i, 0], at + _PLACES[i, 1]]
        near += abs(error)
        if i < _NEAREST:
            nearest += abs(error)
        if i < _SIGNED:
            seen[_NEIGHBOURS + i] = min(max(error * unit, -_LIMIT), _LIMIT)
    known.now[_MEAN], known.now[_CONTRAST] = mean, contrast
    known.now[_PREDICTED] = predict(known.linear, seen)
    past = known.past[int(mean_grey(known)) // _WIDTH]
    usual = (past[0] + 2 * known.now[_RECENT] * contrast) / (past[1] + 2)
    rest = seen[_NEIGHBOURS + _SIGNED :]
    rest[0] = _logarithm((nearest / np.float32(_NEAREST) + np.float32(0.1)) * unit)
    rest[1] = _logarithm((near / np.float32(_NEAR) + np.float32(0.1)) * unit)
    rest[2] = np.float32(known.now[_PREDICTED])
    rest[3] = _logarithm(contrast) / np.float32(3) - _ONE
    rest[4] = mean / np.float32(64) - _ONE
    rest[5] = _logarithm((np.float32(usual) + np.float32(0.05)) * unit)
    rest[6] = _logarithm(np.float32(known.now[_RECENT]) + np.float32(0.01))


@njit(cache=True)
def mean_grey(known: Known) -> float:
    """Give the linear prediction as a grey value, 0 to 255, for the pixel that was looked at.

    Parameters
    ----------
    known : Known
        After `look`.

    Returns
    -------
    float

    Examples
    --------
    What has learnt nothing takes the mean of the nearest:

    >>> known, seen = new_known(48, 100), np.zeros(INPUTS, np.float32)
    >>> look(known, 0, seen)
    >>> round(mean_grey(known), 3)
    100.0
    """
    grey = float(known.now[_MEAN] + known.now[_CONTRAST] * known.now[_PREDICTED])
    return min(max(grey, 0.0), 255.0)


@njit(cache=True)
def put(known: Known, column: int, seen: Floats, grey: int) -> None:
    """Learn from the pixel, now that it is read.

    Parameters
    ----------
    known : Known
        It is changed.
    column : int
        Of the pixel, in the picture.
    seen : array, float32, shape (`INPUTS`,)
        What `look` wrote.
    grey : int
        The pixel's value, 0 to 255.

    Examples
    --------
    >>> known, seen = new_known(48, 100), np.zeros(INPUTS, np.float32)
    >>> look(known, 3, seen)
    >>> put(known, 3, seen, 120)
    >>> known.lines[-1, 8:11].tolist(), round(float(known.errors[-1, 9]), 3)
    ([100.0, 120.0, 100.0], 20.0)
    """
    at = column + _MARGIN
    predicted = mean_grey(known)
    error = grey - predicted
    known.lines[_MARGIN, at] = np.float32(grey)
    known.errors[_MARGIN, at] = np.float32(error)
    past = known.past[int(predicted) // _WIDTH]
    past[0] = _FADING * past[0] + abs(error)
    past[1] = _FADING * past[1] + 1
    contrast = known.now[_CONTRAST]
    known.now[_RECENT] += _LATELY * (abs(error) / contrast - known.now[_RECENT])
    learn(known.linear, seen, known.now[_PREDICTED], (grey - known.now[_MEAN]) / contrast)


@njit(cache=True)
def end_line(known: Known) -> None:
    """Go to the next line: what is left and right of the picture is as its nearest pixel.

    Parameters
    ----------
    known : Known
        It is changed.

    Examples
    --------
    >>> known, seen = new_known(3, 100), np.zeros(INPUTS, np.float32)
    >>> for column, grey in enumerate([7, 8, 9]):
    ...     look(known, column, seen)
    ...     put(known, column, seen, grey)
    >>> end_line(known)
    >>> known.lines[-2, 5:].tolist()
    [100.0, 7.0, 8.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0]
    """
    width = known.lines.shape[1] - 2 * _MARGIN
    for plane in (known.lines, known.errors):
        plane[_MARGIN, _MARGIN + width :] = plane[_MARGIN, _MARGIN + width - 1]
        for row in range(_MARGIN):
            plane[row] = plane[row + 1]
        plane[_MARGIN] = 0
    known.lines[_MARGIN, :_MARGIN] = known.lines[_MARGIN - 1, _MARGIN]


@njit(cache=True)
def _logarithm(x: np.float32) -> np.float32:
    """Give about the logarithm to base 2 of a positive number, the same on every CPU."""
    bits = np.float32(x).view(np.int32)
    exponent = np.float32((bits >> 23) - 127)
    rest = np.int32((bits & 0x7FFFFF) | 0x3F800000).view(np.float32) - _ONE
    return exponent + rest * (np.float32(1.344) - np.float32(0.344) * rest)
