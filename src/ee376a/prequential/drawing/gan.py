"""A generator of handwritten digits that turns a few numbers into a picture.

It learned against a second network that tried to tell its pictures from real ones
(`ee376a.prequential.drawing.gan_training`). Here it only draws; the page's own script does the same
sums.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ee376a.published import FOLDER

__all__ = ["DIGITS", "STYLE", "Generator", "draw", "load", "walk"]

Floats = npt.NDArray[np.float32]

#: How many numbers say how a digit is drawn, besides which digit it is.
STYLE = 8
DIGITS = 10
_SLOPE = np.float32(0.2)


class Generator(NamedTuple):
    """Weights of one byte each, and the size of a unit of each layer.

    `dense` (`DIGITS` + `STYLE`, C · 7 · 7), then three convolutions, int8, (outputs, inputs, 3, 3);
    their biases, float32; `units` (4), float32.
    """

    dense: npt.NDArray[np.int8]
    dense_bias: Floats
    first: npt.NDArray[np.int8]
    first_bias: Floats
    second: npt.NDArray[np.int8]
    second_bias: Floats
    last: npt.NDArray[np.int8]
    last_bias: Floats
    units: Floats


@cache
def load() -> Generator:
    """Give the generator that comes with the package.

    Examples
    --------
    >>> load().dense.shape[0] == DIGITS + STYLE
    True
    """
    with np.load(FOLDER.parent / "weights" / "gan.npz") as file:
        return Generator(**{name: file[name] for name in Generator._fields})


def draw(code: npt.ArrayLike, generator: Generator | None = None) -> Floats:
    """Draw a picture.

    Parameters
    ----------
    code : array of float, shape (`DIGITS` + `STYLE`,)
        How much of each digit, adding up to 1, and how it is drawn: usual are numbers from the
        normal distribution.
    generator : Generator, optional
        `load` gives it when not given.

    Returns
    -------
    array, float32, shape (28, 28)
        Ink, 0 to 1.

    Raises
    ------
    ValueError
        If the code has another shape.

    Examples
    --------
    >>> draw(np.eye(18)[3]).shape
    (28, 28)
    """
    net = generator or load()
    numbers = np.asarray(code, np.float32)
    if numbers.shape != (DIGITS + STYLE,):
        raise ValueError(f"code: shape {numbers.shape} given, ({DIGITS + STYLE},) needed")
    image = _rectified(numbers @ net.dense * net.units[0] + net.dense_bias).reshape(-1, 7, 7)
    image = _rectified(_convolved(_doubled(image), net.first * net.units[1], net.first_bias))
    image = _rectified(_convolved(_doubled(image), net.second * net.units[2], net.second_bias))
    (logits,) = _convolved(image, net.last * net.units[3], net.last_bias)
    ink: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return ink


def walk(start: npt.ArrayLike, end: npt.ArrayLike, steps: int) -> Floats:
    """Draw the pictures on the straight way between two codes.

    Parameters
    ----------
    start, end : array of float, shape (`DIGITS` + `STYLE`,)
    steps : int
        How many pictures, both ends counted: 2 or more.

    Returns
    -------
    array, float32, shape (steps, 28, 28)

    Raises
    ------
    ValueError
        If there are less than 2 steps, or a code has another shape.

    Examples
    --------
    From a three to an eight, both with the style of zeros:

    >>> codes = np.eye(DIGITS + STYLE)
    >>> pictures = walk(codes[3], codes[8], 5)
    >>> pictures.shape, np.allclose(pictures[-1], draw(codes[8]), atol=1e-4)
    ((5, 28, 28), True)
    """
    if steps < 2:
        raise ValueError(f"steps: {steps} given, at least 2 needed")
    first, last = np.asarray(start, np.float32), np.asarray(end, np.float32)
    return np.stack([draw(first + (last - first) * t) for t in np.linspace(0, 1, steps)])


def _rectified(values: Floats) -> Floats:
    result: Floats = np.maximum(values, _SLOPE * values)
    return result


def _doubled(image: Floats) -> Floats:
    return image.repeat(2, 1).repeat(2, 2)


def _convolved(image: Floats, weights: Floats, bias: Floats) -> Floats:
    """Convolve (inputs, n, n) with (outputs, inputs, 3, 3), paper around."""
    padded = np.pad(image, ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), (1, 2))
    result: Floats = np.einsum("ihwyx,oiyx->ohw", windows, weights, optimize=True)
    return result + bias[:, None, None]
