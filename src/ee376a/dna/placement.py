"""Where a read lies on a circular sequence of which only probabilities are known.

The probabilities are those of four bases at each place: nearly certain where the sequence is fixed,
and leaning towards the watermark where data hides in it. Segments of the read are correlated with
what is expected, both ways round, and the drift is then followed from segment to segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import scipy.fft

__all__ = ["Placement", "Reference", "turn"]

Floats = npt.NDArray[np.float64]
Bases = npt.NDArray[np.uint8]

# Long enough to be told from 100,000 wrong places, short enough that most have no gap.
_SEGMENT = 96
_PROBES = 12  # segments that look for the place
_STEP = 48  # between segments that follow the drift
# How often a read is taken to be wrong; less would let one error outweigh a segment.
_WRONG = 0.02


@dataclass(frozen=True)
class Placement:
    """Where a read lies.

    Attributes
    ----------
    backwards : bool
        The read is of the other strand.
    path : array of float, shape (points, 2)
        Places of the read (turned forwards) and of the reference that belong together, both
        ascending; beyond the reference's end it goes on at its beginning.
    score : float
        Bits in favour of this place against a random read, over the segments that found it.
    """

    backwards: bool
    path: Floats
    score: float


@dataclass(frozen=True, eq=False)
class Reference:
    """A circular sequence, known by a probability of each base at each place.

    Parameters
    ----------
    prior : array of float, shape (length, 4)
        Of A, C, G and T; rows sum to 1.

    Raises
    ------
    ValueError
        If the shape is wrong, a row does not sum to 1, or it is shorter than a segment.

    Examples
    --------
    A read of the other strand, from across the end of a circle of 400 bases:

    >>> circle = np.random.default_rng(1).integers(0, 4, 400, dtype=np.uint8)
    >>> reference = Reference(np.eye(4)[circle])
    >>> found = reference.place(turn(np.roll(circle, 100)[:200]))
    >>> found.backwards, found.path[0].tolist()
    (True, [85.0, 385.0])
    """

    prior: Floats

    def __post_init__(self) -> None:
        prior = np.ascontiguousarray(self.prior, dtype=np.float64)
        if prior.ndim != 2 or prior.shape[1] != 4 or len(prior) < _SEGMENT:
            raise ValueError(f"prior: shape {prior.shape} given, (at least {_SEGMENT}, 4) needed")
        if prior.min() < 0 or not np.allclose(prior.sum(axis=1), 1):
            raise ValueError("prior: rows that are not probabilities given")
        object.__setattr__(self, "prior", prior)

    @cached_property
    def _scores(self) -> Floats:
        """Bits in favour of this place if a base is read there, shape (length, 4)."""
        read = self.prior * (1 - _WRONG) + (1 - self.prior) * _WRONG / 3
        scores: Floats = np.log2(read / 0.25)
        return scores

    @cached_property
    def _spectrum(self) -> npt.NDArray[np.complex64]:
        """Of the scores, and of the first ones again: a read may lie across the end."""
        around = np.concatenate([self._scores, self._scores[:_SEGMENT]])
        size = scipy.fft.next_fast_len(len(around), real=True)
        spectrum: npt.NDArray[np.complex64] = scipy.fft.rfft(
            around.astype(np.float32), size, axis=0
        )
        return spectrum

    def place(self, read: Bases) -> Placement | None:
        """Find where a read lies, and which way round.

        Parameters
        ----------
        read : array of uint8, shape (bases,)
            0 to 3 for A, C, G and T.

        Returns
        -------
        Placement or None
            None if no place is clearly better than all others would be by chance.
        """
        if len(read) < _SEGMENT:
            return None
        found = [self._probe(read, backwards) for backwards in (False, True)]
        # The best of as many wrong places as there are scores about log2 of their number.
        needed = np.log2(2 * len(self.prior)) + 20
        best = max(found, key=lambda one: one[0])
        if best[0] < needed:
            return None
        score, at, diagonal, backwards = best
        forward = turn(read) if backwards else read
        path = _follow(forward, self._scores, at, diagonal, _SEGMENT, _STEP)
        return Placement(backwards, path, score)

    def _probe(self, read: Bases, backwards: bool) -> tuple[float, int, int, bool]:
        """Correlate segments with the whole sequence; segments that agree add up."""
        length = len(self.prior)
        forward = turn(read) if backwards else read
        size = scipy.fft.next_fast_len(length + _SEGMENT, real=True)
        begins = np.linspace(0, len(read) - _SEGMENT, _PROBES).astype(np.int64)
        peaks, diagonals = np.empty(_PROBES), np.empty(_PROBES, dtype=np.int64)
        for probe, begin in enumerate(begins):
            ones = np.zeros((size, 4), dtype=np.float32)
            ones[np.arange(_SEGMENT), forward[begin : begin + _SEGMENT]] = 1
            product = (self._spectrum * scipy.fft.rfft(ones, axis=0).conj()).sum(axis=1)
            correlation = scipy.fft.irfft(product, size)[:length]
            place = int(correlation.argmax())
            peaks[probe], diagonals[probe] = correlation[place], place - begin
        apart = (diagonals[:, None] - diagonals + length // 2) % length - length // 2
        agree = np.abs(apart) <= 8 + np.abs(begins[:, None] - begins) // 25
        best = int((agree @ peaks).argmax())
        # Of those that agree, the one that stands out most is followed from.
        chosen = int(np.where(agree[best], peaks, -np.inf).argmax())
        score = float(agree[best] @ peaks)
        return score, int(begins[chosen]), int(diagonals[chosen]), backwards


def turn(read: Bases) -> Bases:
    """Give the other strand: complements, last base first; twice gives the read again.

    Parameters
    ----------
    read : array of uint8, shape (bases,)
        0 to 3 for A, C, G and T.

    Returns
    -------
    array of uint8, shape (bases,)

    Examples
    --------
    >>> turn(np.array([0, 0, 1], np.uint8)).tolist()  # AAC
    [2, 3, 3]
    """
    return (3 - read)[::-1]


@numba.njit(cache=True)
def _correlate(read: Any, begin: int, length: int, scores: Any, place: int) -> float:
    total = 0.0
    for i in range(length):
        total += scores[(place + i) % len(scores), read[begin + i]]
    return total


@numba.njit(cache=True)
def _follow(read: Any, scores: Any, at: int, diagonal: int, segment: int, step: int) -> Any:
    """Follow the drift both ways from a segment of known place, segment by segment."""
    count = len(read) // step + 2
    points = np.empty((2 * count, 2))
    low, high = count, count  # points[low:high] are found
    for way in (-1, 1):
        now, begin, missed = diagonal, at if way < 0 else at + step, 0
        while 0 <= begin <= len(read) - segment:
            # After each miss look further to either side.
            reach = 12 * (1 + missed)
            best, shift = -np.inf, 0
            for candidate in range(-reach, reach + 1):
                score = _correlate(read, begin, segment, scores, now + begin + candidate)
                score -= 0.5 * abs(candidate)
                if score > best:
                    best, shift = score, candidate
            if best > 12:
                now, missed = now + shift, 0
                place = begin + segment / 2
                if way < 0:
                    low -= 1
                    points[low, 0], points[low, 1] = place, place + now
                else:
                    points[high, 0], points[high, 1] = place, place + now
                    high += 1
            else:
                missed = min(missed + 1, 20)
            begin += way * step
    # Where segments disagree on the order, the later is dropped.
    kept = low
    for i in range(low + 1, high):
        if points[i, 1] > points[kept, 1]:
            kept += 1
            points[kept] = points[i]
    return points[low : kept + 1].copy()
