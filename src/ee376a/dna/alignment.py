"""What a read says about the bases of a sequence of which only probabilities are known.

A forward-backward pass over all alignments near a path gives the likelihood of each base at each
place. Alignments are those of a pair hidden Markov model, so that insertions and deletions come in
runs.

References
----------
R. Durbin, S. R. Eddy, A. Krogh and G. Mitchison, *Biological Sequence Analysis*, Cambridge
University Press, 1998, chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from ee376a.dna.placement import Placement, turn

__all__ = ["Alignment", "ReadModel", "align"]

Floats = npt.NDArray[np.float64]
Bases = npt.NDArray[np.uint8]

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
            raise ValueError(
                f"p_ins, p_del: {self.p_ins}, {self.p_del} given, a sum under 1 needed"
            )


@dataclass(frozen=True)
class Alignment:
    """What a read says about the places that it covers.

    Attributes
    ----------
    read : array of uint8
        As it was placed.
    placement : Placement
    places : array of int, shape (rows,)
        Of the reference.
    evidence : array of float, shape (rows, 4)
        Logarithm of the likelihood of each base, up to a constant: 0 for the likeliest.
    right, wrong, inserted, deleted : float
        How many bases were read right, read as another, inserted and deleted, on average over the
        alignments.
    runs : array of float, shape (2,)
        Of insertions and of deletions.
    log_likelihood : float
        Of the read.
    """

    read: Bases
    placement: Placement
    places: npt.NDArray[np.int64]
    evidence: Floats
    right: float
    wrong: float
    inserted: float
    deleted: float
    runs: Floats
    log_likelihood: float

    @property
    def model(self) -> ReadModel:
        """The rates of this read, as if a few ordinary bases had been seen before it.

        Examples
        --------
        >>> from ee376a.dna.placement import Reference
        >>> sure = np.eye(4)[np.random.default_rng(1).integers(0, 4, 400)]
        >>> reference = Reference(0.996 * sure + 0.001)
        >>> read = sure[100:300].argmax(axis=1).astype(np.uint8)
        >>> found = align(read, reference.prior, reference.place(read), ReadModel())
        >>> f"{found.wrong:.2f} wrong of {len(read)}, so p_sub {found.model.p_sub:.4f}"
        '0.00 wrong of 200, so p_sub 0.0029'
        """
        bases = self.right + self.wrong + 500
        begun = self.runs + 2
        gaps = self.inserted + self.deleted + 6
        p_ins, p_del = (begun / bases).tolist()
        return ReadModel((self.wrong + 2) / bases, p_ins, p_del, 1 - float(begun.sum()) / gaps)


def align(read: Bases, prior: Floats, placement: Placement, model: ReadModel) -> Alignment:
    """Weigh all alignments near the path of a placement.

    Parameters
    ----------
    read : array of uint8, shape (bases,)
        As it was placed: 0 to 3 for A, C, G and T.
    prior : array of float, shape (length, 4)
        Of the circular sequence: the probability of each base at each place.
    placement : Placement
        Of this read on this sequence.
    model : ReadModel
        How reads differ from what they are reads of.

    Returns
    -------
    Alignment
        What the read says of a base takes nothing from that base's own prior.

    Examples
    --------
    A read of 200 bases that lacks one, on a circle of 400 of which all but some doubt is known:

    >>> from ee376a.dna.placement import Reference
    >>> sure = np.eye(4)[np.random.default_rng(1).integers(0, 4, 400)]
    >>> reference = Reference(0.96 * sure + 0.01)
    >>> read = np.delete(sure[100:300].argmax(axis=1).astype(np.uint8), 80)
    >>> found = align(read, reference.prior, reference.place(read), ReadModel())
    >>> found.places[[0, -1]].tolist(), f"{found.deleted:.1f} lost, {found.wrong:.1f} wrong"
    ([100, 299], '1.0 lost, 0.0 wrong')
    """
    forward = turn(read) if placement.backwards else read
    at, on = placement.path.T
    rows = np.arange(int(on[0] - at[0]), int(on[-1] + len(forward) - at[-1]))
    rows = np.arange(rows[0] - _HALF_BAND, rows[-1] + _HALF_BAND)
    # Straight on beyond the ends of the path.
    ends = [rows[0] - 1, rows[-1] + 1]
    path = [at[0] + ends[0] - on[0], *at, at[-1] + ends[1] - on[-1]]
    centres = np.interp(rows, [ends[0], *on, ends[1]], path)
    begins = np.round(centres).astype(np.int64) - _HALF_BAND
    places = rows % len(prior)
    law = (model.p_sub, model.p_ins, model.p_del, model.p_more)
    evidence, events, runs, log_likelihood = _forward_backward(
        np.ascontiguousarray(forward), prior[places], begins, 2 * _HALF_BAND + 1, law
    )
    # Beyond its ends a read says next to nothing.
    covered = np.ptp(evidence, axis=1) > 0.1
    right, wrong, inserted, deleted = events
    return Alignment(
        read,
        placement,
        places[covered],
        evidence[covered],
        *(right, wrong, inserted, deleted),
        runs,
        log_likelihood,
    )


@numba.njit(cache=True, error_model="numpy")
def _forward(
    read: Any, prior: Any, begins: Any, width: int, law: Any, into: Any, states: Any, scale: Any
) -> float:
    """Sum over the beginnings of alignments within the band; give the log-likelihood.

    An alignment begins at any row with the first base of the read and ends at any with the last.
    Cell (row, k) has ``begins[row] + k`` bases of the read; its states: the last of them is of this
    row (0), was inserted after it (1), or the row has none (2). Each row is scaled to sum to 1;
    `into` has what comes into state 0 before its emission, in the scale of the row before.
    """
    p_sub, p_ins, p_del, p_more = law
    start, log_scale, log_total = 1.0, 0.0, -np.inf
    for row in range(len(prior)):
        up = begins[row] - begins[row - 1] if row else width
        most = 0.0
        for k in range(width):
            have = begins[row] + k
            if have < 0 or have > len(read):
                continue
            same, before = k + up, k + up - 1  # in the row before: as many bases, and one fewer
            if have > 0:
                total = start if have == 1 else 0.0
                if 0 <= before < width:
                    total += (1 - p_ins - p_del) * states[row - 1, before, 0]
                    gaps = states[row - 1, before, 1] + states[row - 1, before, 2]
                    total += (1 - p_more) * gaps
                seen = prior[row, read[have - 1]]
                into[row, k] = total
                states[row, k, 0] = total * (seen * (1 - p_sub) + (1 - seen) * p_sub / 3)
                if k:
                    states[row, k, 1] = 0.25 * (
                        p_ins * states[row, k - 1, 0] + p_more * states[row, k - 1, 1]
                    )
            if 0 <= same < width:
                states[row, k, 2] = (
                    p_del * states[row - 1, same, 0] + p_more * states[row - 1, same, 2]
                )
            most += states[row, k, 0] + states[row, k, 1] + states[row, k, 2]
        if most > 0:
            scale[row] = most
            states[row] /= most
            start /= most
            log_scale += np.log(most)
        k = len(read) - begins[row]
        if 0 <= k < width and states[row, k, 0] + states[row, k, 1] > 0:
            ended = np.log(states[row, k, 0] + states[row, k, 1]) + log_scale
            larger = max(ended, log_total)
            log_total = larger + np.log(np.exp(ended - larger) + np.exp(log_total - larger))
    return log_total


@numba.njit(cache=True, error_model="numpy")
def _forward_backward(read: Any, prior: Any, begins: Any, width: int, law: Any) -> Any:
    """Give what the read says of each row, and how often each kind of event happened."""
    p_sub, p_ins, p_del, p_more = law
    rows = len(prior)
    into, states, scale = np.zeros((rows, width)), np.zeros((rows, width, 3)), np.ones(rows)
    log_total = _forward(read, prior, begins, width, law, into, states, scale)
    evidence, events, runs = np.zeros((rows, 4)), np.zeros(4), np.zeros(2)
    if log_total == -np.inf:
        return evidence, events, runs, log_total
    log_scale = np.log(scale).sum()
    # The rest of the alignments, in a scale that makes state times rest a probability.
    rest, later = np.zeros((width, 3)), np.zeros((width, 3))
    for row in range(rows - 1, -1, -1):
        ending = np.exp(log_scale - log_total)
        down = begins[row] - begins[row + 1] if row + 1 < rows else width
        matched = 0.0
        for k in range(width - 1, -1, -1):
            have = begins[row] + k
            rest[k] = 0.0
            if have < 0 or have > len(read):
                continue
            end = ending if have == len(read) else 0.0
            same, after = k + down, k + down + 1  # in the next row: as many bases, and one more
            match = gap = more = 0.0
            if have < len(read):
                if 0 <= after < width:
                    seen = prior[row + 1, read[have]]
                    match = later[after, 0] * (seen * (1 - p_sub) + (1 - seen) * p_sub / 3)
                    match /= scale[row + 1]
                if k + 1 < width:
                    more = 0.25 * rest[k + 1, 1]
            if 0 <= same < width:
                gap = later[same, 2] / scale[row + 1]
            rest[k, 0] = end + (1 - p_ins - p_del) * match + p_ins * more + p_del * gap
            rest[k, 1] = end + (1 - p_more) * match + p_more * more
            rest[k, 2] = (1 - p_more) * match + p_more * gap
            runs[0] += states[row, k, 0] * p_ins * more
            runs[1] += states[row, k, 0] * p_del * gap
            events[2] += states[row, k, 1] * rest[k, 1]
            events[3] += states[row, k, 2] * rest[k, 2]
            if have > 0:
                base = read[have - 1]
                weight = into[row, k] / scale[row] * rest[k, 0]
                wrong = weight * (1 - prior[row, base]) * p_sub / 3
                right = weight * prior[row, base] * (1 - p_sub)
                events[0] += right
                events[1] += wrong
                matched += right + wrong
                evidence[row] += weight * p_sub / 3
                evidence[row, base] += weight * (1 - p_sub - p_sub / 3)
        if matched > 0:
            # Alignments without a base here say nothing of it.
            evidence[row] = np.log(evidence[row] + max(0.0, 1 - matched))
            evidence[row] -= evidence[row].max()
        rest, later = later, rest
        log_scale -= np.log(scale[row])
    return evidence, events, runs, log_total
