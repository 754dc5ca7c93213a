"""What a search finds on a plate: the same channel, well, dose and answer to the drug.

The wells are divided into parts. Those of a part are asked about with an encoding that was fitted
to the others. What is searched is either all seen by the encoding or all unseen: an encoding that
was learnt from some pictures can tell them from others, and a search among both would find the
unseen ones near each other, whatever they show.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.images import DOSES, Micrograph, shrink
from ee376a.medical.search.features import Map
from ee376a.medical.search.index import Index, compression_distances

__all__ = [
    "ANSWERED",
    "TASKS",
    "UNCLEAR",
    "Distances",
    "Found",
    "by_compression",
    "by_encoding",
    "divide",
    "few_greys",
    "rank",
    "relevant",
    "votes",
]

Floats: TypeAlias = npt.NDArray[np.float64]
#: From rows of pictures that are asked about, and of pictures that are searched, to an array of
#: distances, shape (asked about, searched).
Distances: TypeAlias = Callable[[Floats, Floats], Floats]

#: Doses at which the cells of BBBC016 have answered, and those at which only some have.
ANSWERED, UNCLEAR = (10.0, 30.0), (3.0, 100.0)
#: What is asked for: see `relevant`.
TASKS = ("channel", "well", "dose", "answer")


@dataclass(frozen=True, eq=False)
class Found:
    """A picture that was asked about, and all others from the nearest to the farthest.

    Attributes
    ----------
    query : Micrograph
        The picture asked about.
    seen : tuple of Micrograph
        Of the wells to which the encoding was fitted.
    unseen : tuple of Micrograph
        Of the other wells, and the other pictures of the query's own.
    """

    query: Micrograph
    seen: tuple[Micrograph, ...]
    unseen: tuple[Micrograph, ...]


def divide(parts: int = 4) -> tuple[frozenset[int], ...]:
    """Divide the wells of the plate into parts; wells of one dose come into different ones.

    Parameters
    ----------
    parts : int, optional
        How many, 2 to 4.

    Returns
    -------
    tuple of frozenset of int
        Numbers of wells.

    Raises
    ------
    ValueError
        If `parts` is not 2 to 4.

    Examples
    --------
    >>> [len(part) for part in divide()]
    [6, 6, 6, 6]
    """
    if not 2 <= parts <= 4:
        raise ValueError(f"parts: {parts} given, 2 to 4 allowed")
    # Twins are neighbours on the plate, and so are the three wells with no drug.
    return tuple(frozenset(well for well in DOSES if well % parts == part) for part in range(parts))


def rank(
    pictures: Sequence[Micrograph],
    rows: Floats,
    learn: Callable[[Floats], Distances],
    asked: frozenset[int],
) -> list[Found]:
    """Ask about the pictures of some wells.

    Parameters
    ----------
    pictures : sequence of Micrograph
        The plate.
    rows : ndarray, shape (pictures, numbers)
        What each is described by, as `ee376a.medical.search.features.Encoding.rows` does.
    learn : callable
        Given the rows of the pictures of all other wells, it gives `Distances`.
    asked : frozenset of int
        The wells.

    Returns
    -------
    list of Found
        One for each picture of these wells.

    Raises
    ------
    ValueError
        If there is not a row for each picture, no well is asked about, or none is left to learn
        from.

    Examples
    --------
    >>> from ee376a.medical.search.features import as_they_are
    >>> blank = np.zeros((8, 8), np.uint8)
    >>> pictures = [Micrograph(well, 0, "gfp", blank) for well in (4, 5, 6, 7)]
    >>> rows = np.array([[9.0], [3.0], [3.5], [6.0]])
    >>> (found,) = rank(pictures, rows, by_encoding(as_they_are), frozenset({5}))
    >>> found.query.well, [picture.well for picture in found.seen], found.unseen
    (5, [6, 7, 4], ())
    """
    if len(rows) != len(pictures):
        raise ValueError(f"rows: {len(rows)} given, {len(pictures)} (the pictures) allowed")
    inside = np.array([picture.well in asked for picture in pictures], dtype=bool)
    if inside.all() or not inside.any():
        raise ValueError(f"asked: {sorted(asked)} given, some wells of the plate allowed, not all")
    seen, unseen = (
        [pictures[place] for place in np.flatnonzero(part).tolist()] for part in (~inside, inside)
    )
    far = learn(rows[~inside])(rows[inside], np.concatenate([rows[~inside], rows[inside]]))
    return [
        Found(
            query,
            _in_order(seen, row[: len(seen)]),
            tuple(p for p in _in_order(unseen, row[len(seen) :]) if p is not query),
        )
        for query, row in zip(unseen, far, strict=True)
    ]


def _in_order(pictures: Sequence[Micrograph], far: Floats) -> tuple[Micrograph, ...]:
    return tuple(pictures[place] for place in np.argsort(far, kind="stable").tolist())


def relevant(found: Found, task: str) -> npt.NDArray[np.bool_]:
    """Tell which of the pictures found are what was sought.

    Parameters
    ----------
    found : Found
        What a search found.
    task : str
        ``channel``: among seen pictures those of the query's channel. The others look among
        pictures of the query's channel only. ``well``: among unseen ones those of its well.
        ``dose``: among seen ones those of its dose. ``answer``: asked only about pictures with a
        dose in `ANSWERED`, among seen ones those with another such dose; pictures with a dose in
        `UNCLEAR` are left out.

    Returns
    -------
    ndarray of bool, shape (candidates,)
        The nearest first; empty if the task asks nothing about this picture.

    Raises
    ------
    ValueError
        If there is no such task.

    Examples
    --------
    >>> blank = np.zeros((8, 8), np.uint8)
    >>> query, *seen = [Micrograph(well, 0, "gfp", blank) for well in (5, 6, 4, 7)]
    >>> [picture.dose for picture in (query, *seen)]
    [30.0, 30.0, 0.0, 10.0]
    >>> found = Found(query, tuple(seen), ())
    >>> [relevant(found, task).tolist() for task in ("dose", "answer", "well")]
    [[True, False, False], [True, False, True], []]
    """
    query = found.query
    seen = [picture for picture in found.seen if picture.channel == query.channel]
    unseen = [picture for picture in found.unseen if picture.channel == query.channel]
    if task == "channel":
        sought = [picture.channel == query.channel for picture in found.seen]
    elif task == "well":
        sought = [picture.well == query.well for picture in unseen]
    elif task == "dose":
        sought = [picture.dose == query.dose for picture in seen]
    elif task == "answer":
        asked = query.dose in ANSWERED
        clear = [picture.dose for picture in seen if asked and picture.dose not in UNCLEAR]
        sought = [dose in ANSWERED for dose in clear]
    else:
        raise ValueError(f"task: {task!r} given, one of {', '.join(TASKS)} allowed")
    return np.array(sought if any(sought) else [], dtype=bool)


def votes(found: Found, k: int) -> tuple[float, float]:
    """Let the nearest seen pictures of the same channel say what a picture's well has got.

    Parameters
    ----------
    found : Found
        What a search found: among the seen pictures of the query's channel one at least with a dose
        that is not in `UNCLEAR`, and one with a dose above 0.
    k : int
        How many vote, at the most.

    Returns
    -------
    answered : float
        The share of them that have answered, of those with a dose that is not in `UNCLEAR`.
    decade : float
        The mean of the decimal logarithms of their doses, of those that have got any.

    Examples
    --------
    >>> blank = np.zeros((8, 8), np.uint8)
    >>> query, *seen = [Micrograph(well, 0, "gfp", blank) for well in (5, 7, 4, 15, 9)]
    >>> [picture.dose for picture in seen]
    [10.0, 0.0, 0.1, 3.0]
    >>> votes(Found(query, tuple(seen), ()), k=2)
    (0.5, 0.0)
    """
    seen = [picture.dose for picture in found.seen if picture.channel == found.query.channel]
    clear = [dose in ANSWERED for dose in seen if dose not in UNCLEAR]
    dosed = [np.log10(dose) for dose in seen if dose > 0]
    return float(np.mean(clear[:k])), float(np.mean(dosed[:k]))


def by_encoding(learn: Callable[[Floats], Map]) -> Callable[[Floats], Distances]:
    """Give Euclid's distances of encodings.

    Parameters
    ----------
    learn : callable
        Given rows, it gives a `Map`, as in `ee376a.medical.search.features.ENCODINGS`.

    Returns
    -------
    callable
        Given the same rows, it gives `Distances`.

    Examples
    --------
    >>> from ee376a.medical.search.features import as_they_are
    >>> known = np.array([[0.0, 0.0], [3.0, 4.0]])
    >>> by_encoding(as_they_are)(known)(np.array([[0.0, 1.0]]), known).round(3).tolist()
    [[1.0, 4.243]]
    """

    def learn_distances(known: Floats) -> Distances:
        encode = learn(known)

        def distances(asked: Floats, searched: Floats) -> Floats:
            index = Index(encode(searched))
            return np.array([index.distances(query) for query in encode(asked)])

        return distances

    return learn_distances


def few_greys(picture: npt.NDArray[np.uint8]) -> Floats:
    """Describe a picture of 512 x 512 by 64 x 64 of 16 greys, for `by_compression`.

    With more pixels or greys a picture is mostly noise, which no other picture tells about.

    Examples
    --------
    >>> few_greys(np.full((512, 512), 128, np.uint8)).shape
    (4096,)
    """
    return np.asarray((shrink(picture, 8) >> 4).ravel(), dtype=np.float64)


def by_compression(_: Floats) -> Distances:
    """Give normalised compression distances by zlib, of rows of whole numbers up to 255.

    Returns
    -------
    Distances

    Examples
    --------
    >>> same, other = np.zeros((1, 500)), np.arange(500.0)[None] % 251
    >>> far = by_compression(same)(same, np.concatenate([same, other]))
    >>> bool(far[0, 0] < far[0, 1])
    True
    """

    def distances(asked: Floats, searched: Floats) -> Floats:
        first, second = (
            [row.astype(np.uint8).tobytes() for row in rows] for rows in (asked, searched)
        )
        return compression_distances(first, second, lambda data: zlib.compress(data, 9))

    return distances
