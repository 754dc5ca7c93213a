"""Palettes: which grays a handwritten digit can have depends on how far its scan was shrunk.

The digits of MNIST are scans in black and white that were shrunk until they were 20 pixels high
(or wide), and a gray is how much of a pixel the pen covered. A scan of 40 rows makes pixels of
2 × 2 of its own, and no gray but a quarter, a half and three quarters: 64, 128, 191. One of 60
makes ninths. How high a scan was is not in the file, but its first grays betray it.

A palette is the chance of each value of ink. They were found by expectation maximization in the
training digits (`ee376a.prequential.drawing.training`), and are here judged by each pixel of a
picture: by Bayes' rule, the logarithms of the chances are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.drawing.network import INK
from ee376a.prequential.drawing.walk import level_of
from ee376a.prequential.strict import exponential
from ee376a.published import FOLDER

__all__ = ["Palettes", "judge", "load", "share_at", "unpacked"]

_PER_NAT = np.float32(1 / 256)
# Palettes behind the best by more than 8 nats are not heard.
_HOPELESS = -2048
_SURENESS = (256, 768, 2048)


class Palettes(NamedTuple):
    """K palettes, and what is thought of them in the picture at hand.

    `logs`, int64 (K, 256): 256 times the natural logarithms of the chances of ink's values;
    `chances` (K, 256): they themselves; `shares`, int64 (K): 256 times the logarithms of how common
    the palettes are. `scores`, int64 (K): the sums of logarithms so far. `fit`, int64 (3): which
    is the best, which the second, and how sure that is, 0 to 3. `below` (257): `below[v]` is the
    weight of all values of ink less than v, by all palettes together.
    """

    logs: npt.NDArray[np.int64]
    chances: npt.NDArray[np.float32]
    shares: npt.NDArray[np.int64]
    scores: npt.NDArray[np.int64]
    fit: npt.NDArray[np.int64]
    below: npt.NDArray[np.float32]


def unpacked(file: Mapping[str, npt.NDArray[Any]]) -> Palettes:
    """Give the palettes of a file.

    Parameters
    ----------
    file : mapping of array
        With `palettes` (K, 256) and `shares` (K): 256 times natural logarithms, int16.

    Returns
    -------
    Palettes

    Examples
    --------
    A palette of quarters, and one of thirds:

    >>> chances = np.full((2, 256), 1e-4)
    >>> chances[0, [64, 128, 191, 255]], chances[1, [85, 170, 254]] = 0.24, 0.32
    >>> logs = np.rint(256 * np.log(chances)).astype(np.int16)
    >>> found = unpacked({"palettes": logs, "shares": np.array([-177, -177], np.int16)})
    >>> print(found.chances[:, [128, 170]].round(2))
    [[0.24 0.  ]
     [0.   0.32]]
    """
    logs, shares = file["palettes"].astype(np.int64), file["shares"].astype(np.int64)
    return Palettes(
        logs=logs,
        chances=_chances(logs),
        shares=shares,
        scores=np.zeros_like(shares),
        fit=np.zeros(3, np.int64),
        below=np.zeros(257, np.float32),
    )


def load() -> Palettes:
    """Give the palettes that come with the package, with nothing judged yet.

    Returns
    -------
    Palettes

    Examples
    --------
    >>> quarters = load().chances[:, [64, 128, 191]].sum(axis=1)
    >>> bool(quarters.max() > 0.2)
    True
    """
    return unpacked(_file())


@cache
def _file() -> dict[str, npt.NDArray[Any]]:
    with np.load(FOLDER.parent / "weights" / "digits.npz") as file:
        return {name: file[name] for name in ("palettes", "shares")}


@njit(cache=True, error_model="numpy")
def _chances(logs):  # type: ignore[no-untyped-def]
    # Not numpy's exponential: it may differ from one CPU to the next.
    chances = np.zeros(logs.shape, np.float32)
    for k in range(logs.shape[0]):
        for value in range(1, 256):
            chances[k, value] = exponential(np.float32(logs[k, value]) * _PER_NAT)
    return chances


@njit(cache=True, error_model="numpy")
def judge(palettes, value):  # type: ignore[no-untyped-def]
    """Take a pixel of ink into the judgement; a value of 0 begins a picture.

    Parameters
    ----------
    palettes : Palettes
        `scores`, `fit` and `below` are set.
    value : int
        0 to 255.

    Examples
    --------
    After some quarters, the palette that fits best is one of quarters:

    >>> palettes = load()
    >>> for value in (0, 128, 64, 191, 64, 128, 191):
    ...     judge(palettes, value)
    >>> round(float(palettes.chances[palettes.fit[0], [64, 128, 191, 255]].sum()), 1)
    1.0
    """
    scores, fit, below = palettes.scores, palettes.fit, palettes.below
    first, second = 0, 1
    for k in range(scores.size):
        scores[k] = scores[k] + palettes.logs[k, value] if value else palettes.shares[k]
        if k == 1 and scores[1] > scores[0]:
            first, second = 1, 0
        elif k > 1 and scores[k] > scores[first]:
            first, second = k, first
        elif k > 1 and scores[k] > scores[second]:
            second = k
    gap = scores[first] - scores[second]
    sure = 0
    for bound in _SURENESS:
        sure += gap >= bound
    fit[0], fit[1], fit[2] = first, second, sure
    below[:] = 0
    for k in range(scores.size):
        behind = scores[k] - scores[first]
        if behind > _HOPELESS:
            share = exponential(np.float32(behind) * _PER_NAT)
            for v in range(1, 256):
                below[v + 1] += share * palettes.chances[k, v]
    for v in range(1, 256):
        below[v + 1] += below[v]


@njit(inline="always")
def share_at(below, node):  # type: ignore[no-untyped-def]
    """Give the weight of the values after a 1 at a node, and of those after either (0 at the root).

    Parameters
    ----------
    below : array, float32, shape (257,)
        That of `Palettes`, or any such sums: below[v] is the weight of the values of ink below v.
    node : int
        As of `ee376a.prequential.drawing.walk`.

    Returns
    -------
    some, all_of_it : float

    Examples
    --------
    Were all values of ink alike, 4 of the 255 would be full ink, and 124 of the 251 grays dark:

    >>> below = np.maximum(np.arange(257, dtype=np.float32) - 1, 0)
    >>> share_at(below, 1), share_at(below, 9)
    ((4.0, 255.0), (124.0, 251.0))
    """
    if node == 0:
        low = middle = high = 0
    elif node == 1:
        low, middle, high = 1, INK, 256
    elif node == 2:
        low, middle, high = INK, INK + 2, 256
    elif node < 8:
        low = INK + 2 * (node - 4)
        middle, high = low + 1, low + 2
    else:
        level = level_of(node)
        low = ((node - 8) << (8 - level)) & 255
        middle = min(low + (128 >> level), INK)
        high = min(low + (256 >> level), INK)
    return below[high] - below[middle], below[high] - below[low]
