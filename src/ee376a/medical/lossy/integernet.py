"""Small convolutional networks in whole numbers, so that every machine gets the same result.

Weights and activations are whole numbers, held as float64: their sums stay below 2⁵³, where
float64 is exact whatever the order of summation. So a matrix product of any library, on any CPU
and any number of threads, gives the same; rounding happens where this module says so, and only by
powers of two. (In float32 with rounding, learned codecs are known to decode garbage on another
machine.)

References
----------
J. Ballé, N. Johnston and D. Minnen, "Integer networks for data compression with latent-variable
models", ICLR 2019.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.lossy.blocks import TURNS

__all__ = [
    "ONE",
    "WIDE",
    "Layer",
    "Slice",
    "Transform",
    "around",
    "by_quality",
    "expect",
    "settle",
    "taps",
    "transform",
]

Numbers: TypeAlias = npt.NDArray[np.float64]

#: What stands for 1 in an activation.
ONE = 256
_MOST = 32767.0


def by_quality(knots: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Interpolate between learnt qualities, in whole numbers.

    Parameters
    ----------
    knots : ndarray of integers, shape (knots, outputs) or (outputs,)
        At evenly spaced qualities from 0 to 100; one row is for all of them and stays as it is.

    Returns
    -------
    ndarray of int64, shape (101, outputs) or (outputs,)
        Halves are rounded upwards.

    Examples
    --------
    >>> by_quality(np.array([[0], [10], [50]]))[[0, 5, 50, 75, 100], 0].tolist()
    [0, 1, 10, 30, 50]
    """
    whole = knots.astype(np.int64)
    if whole.ndim == 1:
        return whole
    place = np.arange(101) * (len(whole) - 1)
    below = np.minimum(place // 100, len(whole) - 2)
    part = (place - 100 * below)[:, None]
    return np.asarray((whole[below] * (100 - part) + whole[below + 1] * part + 50) // 100)


@dataclass(frozen=True, eq=False)
class Layer:
    """A convolution.

    Attributes
    ----------
    weights : ndarray of float64, shape (taps, inputs, outputs)
        Whole numbers, up to 2¹⁵.
    bias : ndarray of float64, shape (outputs,) or (101, outputs)
        Whole numbers, in the unit of the sums; a row for each quality where it depends on that.
    unit : ndarray of float64, shape (outputs,)
        Powers of two, at most 1: an output is the sum times this, rounded.

    Examples
    --------
    >>> file = {"a.weights": np.array([[[3]]]), "a.bias": np.array([256]), "a.shift": np.array([2])}
    >>> layer = Layer.unpacked(file, "a")
    >>> layer.weights.dtype.name, layer.unit.tolist()
    ('float64', [0.25])
    """

    weights: Numbers
    bias: Numbers
    unit: Numbers

    @classmethod
    def unpacked(cls, file: Mapping[str, npt.NDArray[Any]], name: str) -> Layer:
        """Read it from a file of weights."""
        return cls(
            file[f"{name}.weights"].astype(np.float64),
            by_quality(file[f"{name}.bias"]).astype(np.float64),
            np.ldexp(1.0, -file[f"{name}.shift"].astype(np.int64)),
        )


@dataclass(frozen=True, eq=False)
class Transform:
    """What is added to coefficients: a linear part, and what the other layers say.

    Attributes
    ----------
    straight : Layer
        The linear part, of 3 x 3 blocks.
    first, last : Layer
        To the hidden units and from them, of 3 x 3 blocks.
    blocks : tuple of (Layer, Layer)
        Of each residual block, one of 3 x 3 blocks and one of a single block.

    Examples
    --------
    >>> from ee376a.medical.lossy.picturemodel import load
    >>> analysis = Transform.unpacked(load().file, "analysis")
    >>> analysis.straight.weights.shape, len(analysis.blocks)
    ((9, 16, 16), 2)
    """

    straight: Layer
    first: Layer
    blocks: tuple[tuple[Layer, Layer], ...]
    last: Layer

    @classmethod
    def unpacked(cls, file: Mapping[str, npt.NDArray[Any]], name: str) -> Transform:
        """Read it from a file of weights."""
        blocks: list[tuple[Layer, Layer]] = []
        while f"{name}.wide.{len(blocks)}.weights" in file:
            wide, narrow = (f"{name}.{kind}.{len(blocks)}" for kind in ("wide", "narrow"))
            blocks.append((Layer.unpacked(file, wide), Layer.unpacked(file, narrow)))
        ends = ("straight", "first", "last")
        straight, first, last = (Layer.unpacked(file, f"{name}.{end}") for end in ends)
        return cls(straight, first, tuple(blocks), last)


@dataclass(frozen=True, eq=False)
class Slice:
    """What tells the distributions of a slice of the latents.

    Attributes
    ----------
    before : ndarray of float64, shape (25, channels before, hidden + channels)
        For the slices before: what the hidden units see, and what the means get at once.
    beside : tuple of ndarray of float64, shape (taps, channels, hidden + channels)
        For the slice itself, at each turn after the first (`taps`).
    bias : ndarray of float64, shape (101, 4, hidden + channels)
        At each quality and turn; the means have none.
    unit : ndarray of float64, shape (hidden + channels,)
        As of a `Layer`.
    middle, late, out : Layer
        From the hidden units on, at one place.

    Examples
    --------
    The third slice has three channels, and three before it:

    >>> from ee376a.medical.lossy.picturemodel import load
    >>> third = Slice.unpacked(load().file, "slice.2")
    >>> third.before.shape[:2], [weights.shape[:2] for weights in third.beside]
    ((25, 3), [(4, 3), (12, 3), (16, 3)])
    """

    before: Numbers
    beside: tuple[Numbers, ...]
    bias: Numbers
    unit: Numbers
    middle: Layer
    late: Layer
    out: Layer

    @classmethod
    def unpacked(cls, file: Mapping[str, npt.NDArray[Any]], name: str) -> Slice:
        """Read it from a file of weights."""
        beside = (file[f"{name}.beside.{turn}"].astype(np.float64) for turn in range(1, 4))
        return cls(
            file[f"{name}.before"].astype(np.float64),
            tuple(beside),
            (by_quality(file[f"{name}.bias"])[:, None] + file[f"{name}.turn"]).astype(np.float64),
            np.ldexp(1.0, -file[f"{name}.shift"].astype(np.int64)),
            *(Layer.unpacked(file, f"{name}.{part}") for part in ("middle", "late", "out")),
        )


def settle(sums: Numbers, unit: Numbers, least: float = -_MOST) -> Numbers:
    """Round sums to activations, halves upwards, and hold them within their range.

    Parameters
    ----------
    sums : ndarray of float64, shape (..., outputs)
        Whole numbers below 2⁵² in size; they are overwritten.
    unit : ndarray of float64, shape (outputs,)
        Powers of two.
    least : float, optional
        0 for a rectified unit.

    Returns
    -------
    ndarray of float64
        The same array.

    Examples
    --------
    >>> settle(np.array([[5.0, -6.0, 1e9]]), np.array([0.5, 0.25, 1.0])).tolist()
    [[3.0, -1.0, 32767.0]]
    """
    sums *= unit
    sums += 0.5
    np.floor(sums, out=sums)
    return np.clip(sums, least, _MOST, out=sums)


def taps(turn: int) -> list[tuple[int, int]]:
    """List the places, relative to a latent, of those known at its turn within two blocks.

    Parameters
    ----------
    turn : int
        1, 2 or 3.

    Returns
    -------
    list of tuple of int
        Rows and columns, row by row.

    Examples
    --------
    >>> taps(1)
    [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    """
    row, column = TURNS[turn]
    reach = range(-2, 3)
    known = TURNS[:turn]
    return [(y, x) for y in reach for x in reach if ((row + y) % 2, (column + x) % 2) in known]


def around(given: Numbers, weights: Numbers, places: Sequence[tuple[int, int]]) -> Numbers:
    """Convolve, without bias: sum over the places around; beyond the edge is nothing.

    Parameters
    ----------
    given : ndarray of float64, shape (rows, columns, inputs)
    weights : ndarray of float64, shape (len(places), inputs, outputs)
    places : sequence of tuple of int
        Rows and columns, relative to an entry.

    Returns
    -------
    ndarray of float64, shape (rows, columns, outputs)

    Examples
    --------
    Each less the one to its right:

    >>> given = np.array([[1.0, 2, 4], [8, 16, 32]])[:, :, None]
    >>> around(given, np.array([[[1.0]], [[-1.0]]]), [(0, 0), (0, 1)])[:, :, 0].tolist()
    [[-1.0, -2.0, 4.0], [-8.0, -16.0, 32.0]]
    """
    edge = max(abs(step) for place in places for step in place)
    wide = np.pad(given, ((edge, edge), (edge, edge), (0, 0)))
    return _gather(wide, weights, places, edge, (0, 0), 1)


def _gather(
    wide: Numbers,
    weights: Numbers,
    places: Sequence[tuple[int, int]],
    edge: int,
    start: tuple[int, int],
    stride: int,
) -> Numbers:
    """Sum over the places around each `stride`-th entry of what has an edge around it."""
    rows, columns = (length - 2 * edge for length in wide.shape[:2])
    seen = [
        wide[edge + start[0] + y : edge + y + rows : stride,
             edge + start[1] + x : edge + x + columns : stride]
        for y, x in places
    ]  # fmt: skip
    stacked = np.concatenate(seen, axis=2)
    return stacked @ weights.reshape(-1, weights.shape[2])


_NEAR = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
#: Where a slice looks at the slices before it.
WIDE = [(y, x) for y in range(-2, 3) for x in range(-2, 3)]


def transform(net: Transform, normal: Numbers, quality: int) -> Numbers:
    """Give what the network adds to coefficients.

    Parameters
    ----------
    net : Transform
    normal : ndarray of float64, shape (rows, columns, 16)
        Coefficients in typical units, times `ONE`, whole numbers.
    quality : int
        0 to 100.

    Returns
    -------
    ndarray of float64, shape (rows, columns, 16)
        Whole numbers, in the unit of the last layer: 1/16 of a grey value in the file that is
        shipped (`ee376a.medical.lossy.picturemodel.GRAIN`).

    Examples
    --------
    >>> from ee376a.medical.lossy.picturemodel import load
    >>> added = transform(load().analysis, np.full((4, 6, 16), 100.0), quality=50)
    >>> added.shape, np.array_equal(added, np.rint(added))
    ((4, 6, 16), True)
    """
    first = net.first
    hidden = settle(around(normal, first.weights, _NEAR) + first.bias[quality], first.unit, 0)
    for wide, narrow in net.blocks:
        inner = settle(around(hidden, wide.weights, _NEAR) + wide.bias, wide.unit, 0)
        added = settle(inner @ narrow.weights[0] + narrow.bias, narrow.unit)
        hidden = np.clip(hidden + added, -_MOST, _MOST)
    straight, last = net.straight, net.last
    added = settle(around(hidden, last.weights, _NEAR) + last.bias, last.unit)
    return settle(around(normal, straight.weights, _NEAR) + straight.bias, straight.unit) + added


def expect(net: Slice, before: Numbers | None, own: Numbers, quality: int, turn: int) -> Numbers:
    """Give the numbers that tell the distributions of the latents of one turn.

    Parameters
    ----------
    net : Slice
    before : ndarray of float64, shape (rows, columns, hidden + channels) or None
        The sums over the slices before (`around`), None if there are none.
    own : ndarray of float64, shape (rows + 4, columns + 4, channels)
        The slice so far, in typical units times `ONE`, 0 where it is not known and in an edge
        of two.
    quality : int
        0 to 100.
    turn : int
        0 to 3, see `ee376a.medical.lossy.blocks.TURNS`.

    Returns
    -------
    ndarray of float64, shape (rows / 2, columns / 2, 5 * channels)
        Mean, logarithm of the scale, the same of the second part, and the weight's logit, of all
        channels after each other, times `ONE`.

    Examples
    --------
    At the first turn of the first slice nothing is known, so all places are alike:

    >>> from ee376a.medical.lossy.picturemodel import load
    >>> numbers = expect(load().slices[0], None, np.zeros((8, 12, 1)), quality=50, turn=0)
    >>> numbers.shape, len(np.unique(numbers.reshape(-1, 5), axis=0))
    ((2, 4, 5), 1)
    """
    row, column = TURNS[turn]
    sums = np.broadcast_to(
        net.bias[quality, turn],
        (own.shape[0] // 2 - 2, own.shape[1] // 2 - 2, net.bias.shape[2]),
    )
    if before is not None:
        sums = sums + before[row::2, column::2]
    if turn:
        sums = sums + _gather(own, net.beside[turn - 1], taps(turn), 2, (row, column), 2)
    channels = own.shape[2]
    seen = settle(np.array(sums), net.unit)
    hidden, mean = np.maximum(seen[..., :-channels], 0), seen[..., -channels:]
    for layer in (net.middle, net.late):
        hidden = settle(hidden @ layer.weights[0] + layer.bias, layer.unit, 0)
    numbers = settle(hidden @ net.out.weights[0] + net.out.bias, net.out.unit)
    for part in (0, 2):
        numbers[..., part * channels : (part + 1) * channels] += mean
    return numbers
