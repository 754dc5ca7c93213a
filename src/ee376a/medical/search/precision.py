"""How good is what a search found? Precision, its average, chance, and intervals by wells.

References
----------
C. D. Manning, P. Raghavan and H. Schütze, "Introduction to Information Retrieval", Cambridge
University Press, 2008, chapter 8: precision at k, average precision.
B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman & Hall, 1993.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["auc", "average_precision", "chance_average_precision", "interval", "precision_at_k"]

Indices: TypeAlias = npt.NDArray[np.int64]


def precision_at_k(relevant: npt.ArrayLike, k: int) -> float:
    """Give the share of what was sought among the first `k` that were found.

    By chance it is the share of what was sought among all.

    Parameters
    ----------
    relevant : array_like of bool, shape (found,)
        Whether each is what was sought, the nearest first.
    k : int
        At least 1.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If fewer than `k` were found.

    Examples
    --------
    >>> precision_at_k([True, False, True, False], k=2)
    0.5
    """
    sought = np.asarray(relevant, dtype=bool)
    if not 1 <= k <= sought.size:
        raise ValueError(f"k: {k} given, 1 to {sought.size} (those found) allowed")
    return float(sought[:k].mean())


def average_precision(relevant: npt.ArrayLike) -> float:
    """Give the mean of the precisions at each place where something sought stands.

    Parameters
    ----------
    relevant : array_like of bool, shape (found,)
        Whether each is what was sought, the nearest first; all that could be found.

    Returns
    -------
    float
        1 if all that was sought comes first. Its mean over queries is the mean average precision.

    Raises
    ------
    ValueError
        If nothing was sought.

    Examples
    --------
    >>> average_precision([False, True, False, True])
    0.5
    """
    sought = np.asarray(relevant, dtype=bool)
    if not sought.any():
        raise ValueError("relevant: nothing sought is among those found, at least one needed")
    places = np.flatnonzero(sought) + 1
    return float((np.arange(1, places.size + 1) / places).mean())


def chance_average_precision(sought: int, found: int) -> float:
    """Give the mean of `average_precision` over all orders in which pictures could be found.

    Parameters
    ----------
    sought : int
        How many of them are what was sought, at least 1.
    found : int
        How many there are.

    Returns
    -------
    float
        Exact: at each place the precision to expect if something sought stands there.

    Raises
    ------
    ValueError
        If `sought` is not 1 to `found`.

    Examples
    --------
    >>> chance_average_precision(1, 2)
    0.75
    """
    if not 1 <= sought <= found:
        raise ValueError(f"sought: {sought} given, 1 to {found} (those found) allowed")
    if found == 1:
        return 1.0
    others = (sought - 1) / (found - 1)
    return math.fsum((1 + place * others) / (place + 1) for place in range(found)) / found


def auc(scores: npt.ArrayLike, positive: npt.ArrayLike) -> float:
    """Give the probability that a positive has a higher score than a negative; a tie is half.

    Parameters
    ----------
    scores : array_like, shape (pictures,)
        Any numbers.
    positive : array_like of bool, shape (pictures,)
        Which are positive.

    Returns
    -------
    float
        The area under the curve of true against false positives: .5 by chance, 1 at best; not a
        number if there is no positive or no negative.

    Raises
    ------
    ValueError
        If there are not as many of the one as of the other.

    Examples
    --------
    >>> auc([3, 1, 2, 2], [True, False, True, False])
    0.875
    """
    values, sought = np.asarray(scores, dtype=np.float64), np.asarray(positive, dtype=bool)
    if values.shape != sought.shape or values.ndim != 1:
        raise ValueError(f"positive: shape {sought.shape} given, {values.shape} needed, a row")
    high, low = values[sought][:, None], values[~sought][None, :]
    if high.size == 0 or low.size == 0:
        return math.nan
    return float(((high > low) + 0.5 * (high == low)).mean())


def interval(
    statistic: Callable[[Indices], float],
    groups: Sequence[int],
    rng: np.random.Generator,
    *,
    repeats: int = 1000,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Give a bootstrap interval that draws whole groups: pictures of one well are no strangers.

    Parameters
    ----------
    statistic : callable
        Given the numbers of the pictures drawn, it gives a number; draws for which this is not a
        number are left out.
    groups : sequence of int
        The group (well) of each picture.
    rng : numpy.random.Generator
        Draws the groups.
    repeats : int, optional
        How many draws, at least 1.
    confidence : float, optional
        Share of the draws that lie inside, 0 to 1.

    Returns
    -------
    low, high : float

    Raises
    ------
    ValueError
        If a parameter is not allowed, or the statistic is a number in no draw.

    Examples
    --------
    >>> values = np.array([1.0, 1.0, 0.0, 0.0])
    >>> interval(lambda drawn: values[drawn].mean(), [7, 7, 8, 8], np.random.default_rng(1))
    (0.0, 1.0)
    """
    given = np.asarray(groups)
    if not given.size:
        raise ValueError("groups: none given, at least one needed")
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence: {confidence} given, 0 to 1 allowed")
    members = [np.flatnonzero(given == group) for group in np.unique(given)]
    drawn = []
    for _ in range(repeats):
        chosen = rng.integers(len(members), size=len(members))
        drawn.append(statistic(np.concatenate([members[group] for group in chosen])))
    kept = [value for value in drawn if not math.isnan(value)]
    if not kept:
        raise ValueError("statistic: not a number in any draw, one at least needed")
    low, high = np.quantile(kept, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
