"""Where a read lies on a sequence of which only probabilities are known, and what it says there.

A sequence is known here as a probability for each of four bases at each place: nearly certain where
it is fixed, and leaning towards the watermark where data hides in it. A read is placed by its
correlation with what is expected, both ways round; the drift along it is followed from segment to
segment; and a forward-backward pass over all alignments near that path gives the likelihood of each
base at each place.

References
----------
R. Durbin, S. R. Eddy, A. Krogh and G. Mitchison, *Biological Sequence Analysis*, Cambridge
University Press, 1998, chapter 4 (the pair hidden Markov model).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import scipy.fft

__all__ = ["Alignment", "Placement", "ReadModel", "Reference"]

Floats = npt.NDArray[np.float64]
Bases = npt.NDArray[np.uint8]

# Long enough to be told from 100,000 wrong places, short enough that most have no insertion or
# deletion.
_SEGMENT = 96
_PROBES = 12  # segments that look for the place
_STEP = 48  # between segments that follow the drift
_HALF_BAND = 32


@dataclass(frozen=True)
class ReadModel:
    """How a read differs from what it is a read of: a pair hidden Markov model.

    Attributes
    ----------
    p_sub : float
        A base is read as another.
    p_ins, p_del : float
        An insertion or a deletion begins before a base.
    p_more : float
        It goes on with one more base.

    Raises
    ------
    ValueError
        If one is not between 0 and 1, or insertions and deletions together reach 1.
    """

    p_sub: float = 0.004
    p_ins: float = 0.003
    p_del: float = 0.004
    p_more: float = 0.3

    def __post_init__(self) -> None:
        for name in ("p_sub", "p_ins", "p_del", "p_more"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name}: {getattr(self, name)} given, between 0 and 1 needed")
        if self.p_ins + self.p_del >= 1:
            raise ValueError(f"p_ins, p_del: {self.p_ins}, {self.p_del} given, a sum under 1 needed")

    @property
    def _numbers(self) -> tuple[float, float, float, float]:
        return self.p_sub, self.p_ins, self.p_del, self.p_more


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


@dataclass(frozen=True)
class Alignment:
    """What a read says about the places that it covers.

    Attributes
    ----------
    places : array of int, shape (rows,)
        Of the reference.
    evidence : array of float, shape (rows, 4)
        Logarithm of the likelihood of each base, up to a constant: 0 for the likeliest.
    events : array of float, shape (4,)
        How many bases were, on average over the alignments, read right, read as another,
        inserted, and deleted.
    begins : int
        Deletions and insertions are runs: how many there were.
    """

    places: npt.NDArray[np.int64]
    evidence: Floats
    events: Floats
    begins: float


@dataclass(frozen=True, eq=False)
class Reference:
    """A circular sequence, known by a probability of each base at each place.

    Parameters
    ----------
    prior : array of float, shape (length, 4)
        Of A, C, G and T; rows sum to 1.
    model : ReadModel
        Of the reads.

    Raises
    ------
    ValueError
        If the shape is wrong, a row does not sum to 1, or it is shorter than a segment.
    """

    prior: Floats
    model: ReadModel = ReadModel()  # noqa: RUF009 - it is frozen

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
        sub = self.model.p_sub
        read = self.prior * (1 - sub) + (1 - self.prior) * sub / 3
        scores: Floats = np.log2(np.maximum(read, 1e-4) / 0.25)
        return scores

    @cached_property
    def _spectrum(self) -> npt.NDArray[np.complex128]:
        spectrum: npt.NDArray[np.complex128] = scipy.fft.rfft(self._scores, axis=0)
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
        """Correlate segments with the whole reference; segments that agree add up."""
        length = len(self.prior)
        forward = turn(read) if backwards else read
        probes = min(_PROBES, len(read) // _SEGMENT)
        begins = np.linspace(0, len(read) - _SEGMENT, probes).astype(int)
        peaks = []
        for begin in begins:
            ones = np.zeros((length, 4))
            ones[np.arange(_SEGMENT), forward[begin : begin + _SEGMENT]] = 1
            product = (self._spectrum * scipy.fft.rfft(ones, axis=0).conj()).sum(axis=1)
            correlation = scipy.fft.irfft(product, n=length)
            place = int(correlation.argmax())
            peaks.append((float(correlation[place]), begin, place - begin))
        score, begin, diagonal = max(peaks)
        for other, at, apart in peaks:
            shift = (apart - diagonal + length // 2) % length - length // 2
            if at != begin and abs(shift) <= 8 + abs(at - begin) // 25:
                score += other
        return score, int(begin), int(diagonal), backwards

    def align(self, read: Bases, placement: Placement) -> Alignment:
        """Weigh all alignments near the path of a placement.

        Parameters
        ----------
        read : array of uint8, shape (bases,)
            As it was given to `place`.
        placement : Placement

        Returns
        -------
        Alignment
            What the read says of a base takes nothing from that base's own prior.
        """
        forward = turn(read) if placement.backwards else read
        at, on = placement.path.T
        first = int(on[0] - at[0]) - _HALF_BAND
        last = int(on[-1] + len(forward) - at[-1]) + _HALF_BAND
        rows = np.arange(first, last)
        # Straight on beyond the ends of the path.
        centres = np.interp(
            rows,
            [first - 1, *on, last + 1],
            [at[0] - (on[0] - first + 1), *at, at[-1] + last + 1 - on[-1]],
        )
        begins = (np.round(centres) - _HALF_BAND).astype(np.int64)
        places = rows % len(self.prior)
        evidence, events, gaps = _forward_backward(
            forward, self.prior[places], begins, 2 * _HALF_BAND + 1, *self.model._numbers
        )
        covered = np.ptp(evidence, axis=1) > 0
        return Alignment(places[covered], evidence[covered], events, float(gaps))


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


@numba.njit(cache=True, error_model="numpy")
def _forward_backward(
    read: Any,
    prior: Any,
    begins: Any,
    width: int,
    p_sub: float,
    p_ins: float,
    p_del: float,
    p_more: float,
) -> Any:
    """Sum over the alignments within the band.

    A path begins anywhere with the first base of the read and ends anywhere with the last. States
    after a row: a base of the read for this place (match), one more inserted after it, or none
    (deleted). Cell (row, k) has read ``begins[row] + k`` bases.
    """
    rows, n = len(prior), len(read)
    on, other = 1 - p_ins - p_del, 1 - p_more
    right, wrong = 1 - p_sub, p_sub / 3
    # What comes into a match, without its emission; and the three states, scaled row by row.
    into = np.zeros((rows, width))
    deleted = np.zeros((rows, width))
    inserted = np.zeros((rows, width))
    match = np.zeros((rows, width))
    scale = np.ones(rows)
    start = 1.0
    for row in range(rows):
        begin = begins[row]
        up = begin - begins[row - 1] if row else 0  # cell k of this row is k + up of the one before
        for k in range(width):
            have = begin + k
            if have < 0 or have > n:
                continue
            if have > 0:
                total = start if have == 1 else 0.0
                k_before = k + up - 1
                if row and 0 <= k_before < width:
                    total += (
                        on * match[row - 1, k_before]
                        + other * (inserted[row - 1, k_before] + deleted[row - 1, k_before])
                    )
                into[row, k] = total
                seen = read[have - 1]
                match[row, k] = total * (wrong + (right - wrong) * prior[row, seen])
            k_same = k + up
            if row and 0 <= k_same < width:
                deleted[row, k] = (
                    p_del * match[row - 1, k_same] + p_more * deleted[row - 1, k_same]
                )
            if k and have > 0:
                inserted[row, k] = 0.25 * (
                    p_ins * match[row, k - 1] + p_more * inserted[row, k - 1]
                )
        most = 0.0
        for k in range(width):
            most += match[row, k] + inserted[row, k] + deleted[row, k]
        if most > 0:
            scale[row] = most
            start /= most
            for k in range(width):
                match[row, k] /= most
                inserted[row, k] /= most
                deleted[row, k] /= most
        # `into` keeps the scale of the row before; so does the backward pass.
    return _backward(
        read, prior, begins, into, match, inserted, deleted, scale, p_sub, p_ins, p_del, p_more
    )
