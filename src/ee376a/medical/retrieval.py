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
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.features import ENCODINGS, fit
from ee376a.medical.images import DOSES, Micrograph, shrink
from ee376a.medical.search import Index, compression_distance

__all__ = [
    "ANSWERED",
    "METHODS",
    "TASKS",
    "UNCLEAR",
    "Distances",
    "Found",
    "divide",
    "rank",
    "relevant",
    "votes",
]

Pixels: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float64]
#: From pictures that are asked about, and pictures that are searched, to an array of distances,
#: shape (asked about, searched).
Distances: TypeAlias = Callable[[Sequence[Pixels], Sequence[Pixels]], Floats]

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
    method: Callable[[Sequence[Pixels]], Distances],
    asked: frozenset[int],
) -> list[Found]:
    """Ask about the pictures of some wells.

    Parameters
    ----------
    pictures : sequence of Micrograph
        The plate.
    method : callable
        Fitted to the pictures of all other wells, it gives `Distances`; as in `METHODS`.
    asked : frozenset of int
        The wells.

    Returns
    -------
    list of Found
        One for each picture of these wells.

    Raises
    ------
    ValueError
        If no well is asked about or none is left to fit to.
    """
    seen = [picture for picture in pictures if picture.well not in asked]
    unseen = [picture for picture in pictures if picture.well in asked]
    if not seen or not unseen:
        raise ValueError(f"asked: {len(unseen)} of {len(pictures)} pictures given, some allowed")
    distances = method([picture.pixels for picture in seen])
    far = distances(
        [picture.pixels for picture in unseen], [picture.pixels for picture in seen + unseen]
    )
    return [
        Found(
            query,
            _in_order(seen, row[: len(seen)]),
            tuple(p for p in _in_order(unseen, row[len(seen) :]) if p is not query),
        )
        for query, row in zip(unseen, far, strict=True)
    ]


def _in_order(pictures: Sequence[Micrograph], far: Floats) -> tuple[Micrograph, ...]:
    return tuple(pictures[place] for place in np.argsort(far, kind="stable"))


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
        What a search found.
    k : int
        How many vote.

    Returns
    -------
    answered : float
        The share of them that have answered, of those with a dose that is not in `UNCLEAR`.
    decade : float
        The mean of the decimal logarithms of their doses, of those that have got any.
    """
    seen = [picture.dose for picture in found.seen if picture.channel == found.query.channel]
    clear = [dose in ANSWERED for dose in seen if dose not in UNCLEAR]
    dosed = [np.log10(dose) for dose in seen if dose > 0]
    return float(np.mean(clear[:k])), float(np.mean(dosed[:k]))


def by_encoding(name: str, pictures: Sequence[Pixels]) -> Distances:
    """Give Euclid's distances of encodings.

    Parameters
    ----------
    name : str
        A key of `ee376a.medical.features.ENCODINGS`.
    pictures : sequence of ndarray of uint8, shape (512, 512)
        The encoding is fitted to them.

    Returns
    -------
    Distances
    """
    encode = fit(name, pictures)

    def distances(asked: Sequence[Pixels], searched: Sequence[Pixels]) -> Floats:
        index = Index(encode(searched))
        return np.array([index.distances(query) for query in encode(asked)])

    return distances


def by_compression(_: Sequence[Pixels]) -> Distances:
    """Give normalised compression distances by zlib, of 64 x 64 pixels in 16 greys.

    With more pixels or greys each picture is mostly noise, which no picture tells about another.

    Returns
    -------
    Distances
    """
    squeeze = partial(zlib.compress, level=9)

    def distances(asked: Sequence[Pixels], searched: Sequence[Pixels]) -> Floats:
        queries, others = (
            [(shrink(picture, 8) >> 4).tobytes() for picture in pictures]
            for pictures in (asked, searched)
        )
        return np.array(
            [[compression_distance(query, other, squeeze) for other in others] for query in queries]
        )

    return distances


def at_random(pictures: Sequence[Pixels]) -> Distances:
    """Give numbers that have nothing to do with the pictures: to see how far luck goes.

    Returns
    -------
    Distances
    """
    rng = np.random.default_rng(len(pictures))

    def distances(asked: Sequence[Pixels], searched: Sequence[Pixels]) -> Floats:
        return rng.random((len(asked), len(searched)))

    return distances


#: How to search: by each of the encodings, by compression, and at random.
METHODS: dict[str, Callable[[Sequence[Pixels]], Distances]] = {
    name: partial(by_encoding, name) for name in ENCODINGS
} | {"compression": by_compression, "random": at_random}
