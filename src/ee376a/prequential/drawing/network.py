"""A small network that foresees the next pixel of a handwritten digit.

It is trained beforehand (`ee376a.prequential.drawing.training`) and only used here: what it sees of
the picture so far, and its sums, in 32-bit floats and in one order, so that they come out the same
on every CPU. A pixel is foreseen in steps: is it paper (0)? Full ink (252 to 255), and which of
the four? Else which of the 251 grays?
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.strict import exponential
from ee376a.published import FOLDER

__all__ = [
    "FEATURES",
    "HEADS",
    "INK",
    "MARGIN",
    "SIDE",
    "Network",
    "blank",
    "gray_chances",
    "is_near",
    "load",
    "look",
    "think",
    "unpacked",
]

Floats = npt.NDArray[np.float32]

SIDE = 28
#: The least value of full ink; lower ones but 0 are gray.
INK = 252
#: Paper around a picture, so that every look stays within the array.
MARGIN = 15
_REACH = 6
_NEIGHBOURS = _REACH * (2 * _REACH + 1) + _REACH
# Blocks of 3 × 3 farther off: above the neighbours, and on either side of them.
_BLOCKS = tuple((-dy, dx) for dy in (9, 12, 15) for dx in (-7, -4, -1, 2, 5))
_BLOCKS += tuple((-dy, dx) for dy in (3, 6) for dx in (-12, -9, 7, 10))
_BLOCK_PLACES = np.array(_BLOCKS, np.int64)
FEATURES = 3 * _NEIGHBOURS + len(_BLOCKS) + 2 * SIDE
#: Outputs: is it ink at all; full ink; which of the four of it. The grays come apart.
HEADS = 1 + 1 + 4
_ZERO, _ONE = np.float32(0), np.float32(1)


class Network(NamedTuple):
    """Weights, H hidden units.

    `first` (`FEATURES`, H), `second` and `third` (H, H), `heads` (H, 6), `grays` (H, 251), each
    with its bias. `starts`, uint16 (28, 28): the chance in 1/65536 of ink where none is near.
    """

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    third: Floats
    third_bias: Floats
    heads: Floats
    heads_bias: Floats
    grays: Floats
    grays_bias: Floats
    starts: npt.NDArray[np.uint16]


def unpacked(file: Mapping[str, npt.NDArray[Any]]) -> Network:
    """Give the network of a file, in which each weight is a byte.

    Parameters
    ----------
    file : mapping of array
        A weight is a number of units, int8; the unit of each column has ``_unit`` in its name. What
        is not int8 is taken as it is.

    Returns
    -------
    Network

    Examples
    --------
    >>> file = dict.fromkeys(Network._fields, np.zeros(3, np.float32))
    >>> file |= {"first": np.array([[4, -6]], np.int8), "first_unit": np.array([0.5, 0.25])}
    >>> unpacked(file).first.tolist()
    [[2.0, -1.5]]
    """
    parts = {}
    for name in Network._fields:
        part = file[name]
        parts[name] = part * file[f"{name}_unit"] if part.dtype == np.int8 else part
    return Network(**parts)


@cache
def load() -> Network:
    """Give the network that comes with the package.

    Returns
    -------
    Network
        Trained on the first 8,000 of the 10,000 test digits of MNIST.

    Examples
    --------
    >>> load().grays.shape[1] == INK - 1
    True
    """
    with np.load(FOLDER.parent / "weights" / "digits.npz") as file:
        return unpacked(file)


def blank() -> npt.NDArray[np.uint8]:
    """Give a picture with nothing on it yet, with its margins.

    Returns
    -------
    array, uint8, shape (`MARGIN` + 28, `MARGIN` + 28 + `MARGIN`)
        Pixel (row, column) is at [row + `MARGIN`, column + `MARGIN`].

    Examples
    --------
    >>> blank().shape, int(blank().max())
    ((43, 58), 0)
    """
    return np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)


@njit(cache=True)
def is_near(picture, row, column):  # type: ignore[no-untyped-def]
    """Say whether there is ink near the pixel: two rows up or three pixels to the left.

    Parameters
    ----------
    picture : array, uint8, shape (43, 58)
        With margins, as of `blank`.
    row, column : int
        0 to 27.

    Returns
    -------
    bool

    Examples
    --------
    >>> picture = blank()
    >>> picture[MARGIN + 5, MARGIN + 10] = 255
    >>> is_near(picture, 5, 13), is_near(picture, 5, 14), is_near(picture, 7, 10)
    (True, False, True)
    """
    y, x = row + MARGIN, column + MARGIN
    for dx in range(-3, 4):
        if picture[y - 1, x + dx] or picture[y - 2, x + dx] or (dx < 0 and picture[y, x + dx]):
            return True
    return False


@njit(cache=True, error_model="numpy")
def look(picture, row, column, seen):  # type: ignore[no-untyped-def]
    """Write what the network sees of the pixels before (row, column) into `seen`.

    Parameters
    ----------
    picture : array, uint8, shape (43, 58)
        With margins, as of `blank`; what is not known yet may be anything.
    row, column : int
        0 to 27.
    seen : array, float32, shape (`FEATURES`,)
        Is set: three numbers of each neighbour (how dark, whether ink, whether full ink), the
        sums of blocks farther off, and the row and the column, one-hot.

    Examples
    --------
    The neighbour on the left comes last of all 84:

    >>> picture, seen = blank(), np.zeros(FEATURES, np.float32)
    >>> picture[MARGIN + 5, MARGIN + 12] = 255
    >>> look(picture, 5, 13, seen)
    >>> seen[3 * 83 : 3 * 84].tolist(), np.flatnonzero(seen[-2 * SIDE :]).tolist()
    ([1.0, 1.0, 1.0], [5, 41])
    """
    y, x = row + MARGIN, column + MARGIN
    seen[:] = 0
    k = 0
    for dy in range(-_REACH, 1):
        for dx in range(-_REACH, _REACH + 1 if dy else 0):
            value = picture[y + dy, x + dx]
            if value:
                seen[k] = np.float32(value) * np.float32(1 / 255)
                seen[k + 1] = _ONE
                if value >= INK:
                    seen[k + 2] = _ONE
            k += 3
    for block in range(_BLOCK_PLACES.shape[0]):
        total = 0
        for dy in range(3):
            for dx in range(3):
                total += picture[y + _BLOCK_PLACES[block, 0] + dy, x + _BLOCK_PLACES[block, 1] + dx]
        seen[k] = np.float32(total) * np.float32(1 / 1000)
        k += 1
    seen[k + row] = _ONE
    seen[k + SIDE + column] = _ONE


@njit(cache=True, error_model="numpy")
def _add(inputs, weights, bias, sums):  # type: ignore[no-untyped-def]
    """Add the weighted inputs to the bias, one input after the other."""
    sums[:] = bias
    for i in range(inputs.size):
        x = inputs[i]
        if x != 0:
            for j in range(sums.size):
                sums[j] += x * weights[i, j]


@njit(cache=True, error_model="numpy")
def think(net, picture, row, column, seen, hidden, heads):  # type: ignore[no-untyped-def]
    """Look, and compute the hidden units and what they say of the pixel.

    Parameters
    ----------
    net : Network
    picture, row, column, seen
        As for `look`.
    hidden : array, float32, shape (3, H)
        Is set; the last row is what the outputs see.
    heads : array, float32, shape (`HEADS`,)
        Is set to logits, in nats: of ink, of full ink, of each of the four kinds of it.

    Examples
    --------
    After nothing there is hardly ink; on the right of a stroke, below one, there is:

    >>> net, picture = load(), blank()
    >>> seen, hidden = np.zeros(FEATURES, np.float32), np.zeros((3, net.heads.shape[0]), np.float32)
    >>> after_nothing, after_ink = np.zeros((2, HEADS), np.float32)
    >>> think(net, picture, 14, 14, seen, hidden, after_nothing)
    >>> picture[MARGIN + 8 : MARGIN + 14, MARGIN + 13 : MARGIN + 15] = 254
    >>> picture[MARGIN + 14, MARGIN + 13] = 254
    >>> think(net, picture, 14, 14, seen, hidden, after_ink)
    >>> bool(after_nothing[0] < 0), bool(after_ink[0] > 0)
    (True, True)
    """
    look(picture, row, column, seen)
    _add(seen, net.first, net.first_bias, hidden[0])
    for unit in range(hidden.shape[1]):
        hidden[0, unit] = max(hidden[0, unit], _ZERO)
    _add(hidden[0], net.second, net.second_bias, hidden[1])
    for unit in range(hidden.shape[1]):
        hidden[1, unit] = hidden[0, unit] + max(hidden[1, unit], _ZERO)
    _add(hidden[1], net.third, net.third_bias, hidden[2])
    for unit in range(hidden.shape[1]):
        hidden[2, unit] = hidden[1, unit] + max(hidden[2, unit], _ZERO)
    _add(hidden[2], net.heads, net.heads_bias, heads)


@njit(cache=True, error_model="numpy")
def gray_chances(net, hidden, logits, below):  # type: ignore[no-untyped-def]
    """Compute, after `think`, how likely the grays are.

    Parameters
    ----------
    net : Network
    hidden : array, float32, shape (3, H)
        As `think` set it.
    logits : array, float32, shape (251,)
        Room: the logits of the grays, in nats.
    below : array, float32, shape (257,)
        Is set: below[v] is the weight of all grays less than v.

    Examples
    --------
    Half of the weight is of grays less than this, right of a single dot:

    >>> net, picture = load(), blank()
    >>> seen, hidden = np.zeros(FEATURES, np.float32), np.zeros((3, net.heads.shape[0]), np.float32)
    >>> heads, logits = np.zeros(HEADS, np.float32), np.zeros(INK - 1, np.float32)
    >>> picture[MARGIN + 14, MARGIN + 13] = 254
    >>> think(net, picture, 14, 14, seen, hidden, heads)
    >>> below = np.zeros(257, np.float32)
    >>> gray_chances(net, hidden, logits, below)
    >>> below[:2].tolist(), int(np.searchsorted(below, below[256] / 2))
    ([0.0, 0.0], 191)
    """
    _add(hidden[2], net.grays, net.grays_bias, logits)
    highest = logits[0]
    for i in range(logits.size):
        highest = max(highest, logits[i])
    total = _ZERO
    below[0] = below[1] = total
    for i in range(logits.size):
        total += exponential(logits[i] - highest)
        below[i + 2] = total
    below[logits.size + 2 :] = total
