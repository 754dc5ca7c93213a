"""The sums over the drift lattice, compiled.

A node ``(i, j)`` of the lattice says that the first ``i`` symbols sent have become the first ``j``
received. Every probability here is relative to that of symbols of pure chance: what is received
at random weighs 1, and a copy weighs ``alphabet × P(received | sent)``. Rows are scaled to sum
to one, in the plain (not the logarithmic) domain, and hold only the band of ``j`` where the drift
can reasonably be; ``low`` and ``high`` are the first and the last ``j`` of each row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

__all__ = ["Law", "detect_frames", "joint_frames", "sweep"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Symbols = npt.NDArray[np.uint8]
F = TypeVar("F", bound=Callable[..., object])


class Law(NamedTuple):
    """What the detector believes of the channel; for the tables see `ee376a.dna.channel`.

    `loose` is how many received symbols, at either end, may not belong to what was sent; `width`
    is that of the band in standard deviations.

    Examples
    --------
    >>> from ee376a.dna.channel import IDSChannel
    >>> bit = IDSChannel(p_del=0.1)
    >>> law = Law(bit.random, bit.copied, bit.confusion, bit.growth[1], loose=0, width=4.0)
    >>> law.random.tolist(), law.copied.tolist(), round(law.variance, 2)
    ([0.1, 0.0, 0.0], [0.0, 0.9, 0.0], 0.09)
    """

    random: Floats
    copied: Floats
    confusion: Floats
    variance: float
    loose: int
    width: float


def _compiled(function: F) -> F:
    """Compile at the first call; fastmath stays off, so that every machine sums alike."""
    return cast(F, numba.njit(nogil=True, cache=True, error_model="numpy")(function))


@_compiled
def _band(sent: int, received: int, law: Law) -> tuple[Ints, Ints]:
    """Give the first and last ``j`` of each row, two int64 arrays of shape (sent + 1,).

    The drift is a random walk tied at both ends (or with `loose` symbols of play there), so the
    band is a lens of `width` standard deviations to each side.
    """
    low = np.empty(sent + 1, np.int64)
    high = np.empty(sent + 1, np.int64)
    # A final drift that is out of the ordinary was not reached by ordinary steps.
    step = max(law.variance, abs(received - sent) / max(sent, 1))
    loose = min(law.loose, received)
    for i in range(sent + 1):
        part = i / max(sent, 1)
        half = law.width * math.sqrt(step * i * (1 - part)) + 2.0
        line = (received - loose) * part
        low[i] = max(0, math.floor(line - half))
        high[i] = min(received, math.ceil(line + loose + half))
    return low, high


@_compiled
def _emission(prior: Floats, confusion: Floats, weight: Floats) -> None:
    """Fill in how likely each received symbol is as a copy, relative to chance."""
    alphabet = prior.size
    for y in range(alphabet):
        total = 0.0
        for x in range(alphabet):
            total += prior[x] * confusion[x, y]
        weight[y] = alphabet * total


@_compiled
def _spread(
    source: Floats, low: int, high: int, table: Floats, target: Floats, first: int, last: int
) -> None:
    """Move the mass of a row by runs of each length: target(j) = sum_k table[k] source(j - k)."""
    for t in range(last - first + 1):
        target[t] = 0.0
    for k in range(table.size):
        share = table[k]
        if share != 0.0:
            begin, end = max(first, low + k), min(last, high + k) + 1
            # Slices, indexed from 0: loops that the compiler can make parallel.
            part, moved = (
                target[begin - first : end - first],
                source[begin - k - low : end - k - low],
            )
            for t in range(end - begin):
                part[t] += share * moved[t]


@_compiled
def _step(
    source: Floats,
    low: int,
    high: int,
    read: Symbols,
    law: Law,
    weight: Floats,
    target: Floats,
    first: int,
    last: int,
    copies: Floats,
) -> None:
    """Send one symbol: the row before it becomes the row after it."""
    _spread(source, low, high, law.random, target, first, last)
    _spread(source, low, high, law.copied, copies, first, last)
    begin = max(first, 1)
    part, arrived, seen = target[begin - first :], copies[begin - first :], read[begin - 1 : last]
    for t in range(last + 1 - begin):
        part[t] += arrived[t] * weight[seen[t]]


@_compiled
def _scale(row: Floats, length: int) -> float:
    """Make a row sum to one; give what it summed to, zero for what is too small to scale."""
    total = 0.0
    for t in range(length):
        total += row[t]
    if total < 1e-300:
        row[:length] = 0.0
        return 0.0
    inverse = 1.0 / total
    for t in range(length):
        row[t] *= inverse
    return total


@_compiled
def _forward(
    read: Symbols,
    priors: Floats,
    law: Law,
    low: Ints,
    high: Ints,
    rows: Floats,
) -> float:
    """Fill the rows from the start; give the logarithm of the whole sum."""
    sent = priors.shape[0]
    copies = np.empty(rows.shape[1])
    weight = np.empty(priors.shape[1])
    for j in range(low[0], high[0] + 1):
        rows[0, j - low[0]] = 1.0 if j <= law.loose else 0.0
    _scale(rows[0], high[0] - low[0] + 1)
    evidence = 0.0
    for i in range(sent):
        _emission(priors[i], law.confusion, weight)
        first, last = low[i + 1], high[i + 1]
        _step(rows[i], low[i], high[i], read, law, weight, rows[i + 1], first, last, copies)
        total = _scale(rows[i + 1], last - first + 1)
        if total <= 0.0:
            return -np.inf
        evidence += math.log(total)
    size, ends = int(high[sent] - low[sent]) + 1, min(law.loose, read.size) + 1
    reached = rows[sent, size - ends : size].sum()
    return evidence + math.log(reached / ends) if reached > 0.0 else -np.inf


@_compiled
def _backward(
    read: Symbols,
    priors: Floats,
    law: Law,
    low: Ints,
    high: Ints,
    rows: Floats,
) -> None:
    """Fill the rows from the end."""
    sent = priors.shape[0]
    copies = np.empty(rows.shape[1])
    weight = np.empty(priors.shape[1])
    for j in range(low[sent], high[sent] + 1):
        rows[sent, j - low[sent]] = 1.0 if j >= read.size - law.loose else 0.0
    _scale(rows[sent], int(high[sent] - low[sent] + 1))
    for i in range(sent - 1, -1, -1):
        _emission(priors[i], law.confusion, weight)
        low0, high0, low1, high1 = low[i], high[i], low[i + 1], high[i + 1]
        after, here = rows[i + 1], rows[i]
        begin = max(low1, 1)
        seen, part, source = read[begin - 1 : high1], copies[begin - low1 :], after[begin - low1 :]
        for t in range(high1 + 1 - begin):
            part[t] = source[t] * weight[seen[t]]
        for t in range(high0 - low0 + 1):
            here[t] = 0.0
        for k in range(law.random.size):
            begin, end = max(low0, low1 - k), min(high0, high1 - k) + 1
            target = here[begin - low0 : end - low0]
            random, copied = law.random[k], law.copied[k]
            if random != 0.0:
                source = after[begin + k - low1 :]
                for t in range(end - begin):
                    target[t] += random * source[t]
            if copied != 0.0:
                source = copies[begin + k - low1 :]
                for t in range(end - begin):
                    target[t] += copied * source[t]
        _scale(here, high0 - low0 + 1)


@_compiled
def _symbols(
    read: Symbols,
    priors: Floats,
    law: Law,
    low: Ints,
    high: Ints,
    before: Floats,
    after: Floats,
    likelihoods: Floats,
) -> None:
    """Fill in the likelihood of each value of each symbol, all others having their priors."""
    sent, alphabet = priors.shape
    copies = np.empty(before.shape[1])
    chance = np.empty(before.shape[1])
    seen = np.empty(alphabet)
    for i in range(sent):
        if priors[i].max() == 1.0:
            continue  # known: nobody asks
        first, last = low[i + 1], high[i + 1]
        _spread(before[i], low[i], high[i], law.random, chance, first, last)
        _spread(before[i], low[i], high[i], law.copied, copies, first, last)
        base = 0.0
        seen[:] = 0.0
        later = after[i + 1]
        for t in range(last + 1 - first):
            base += chance[t] * later[t]
        # A copy is at least one symbol received.
        for j in range(max(first, 1), last + 1):
            seen[read[j - 1]] += copies[j - first] * later[j - first]
        for x in range(alphabet):
            total = base
            for y in range(alphabet):
                total += alphabet * seen[y] * law.confusion[x, y]
            likelihoods[i, x] = total
        if _scale(likelihoods[i], alphabet) == 0.0:
            likelihoods[i] = 1.0 / alphabet


@_compiled
def _words(
    read: Symbols,
    law: Law,
    low: Ints,
    high: Ints,
    before: Floats,
    after: Floats,
    starts: Ints,
    words: Symbols,
    offsets: Symbols,
    likelihoods: Floats,
) -> None:
    """Fill in the likelihood of each word at each start; words in order share their beginnings."""
    length = words.shape[1]
    copies = np.empty(before.shape[1])
    weight = law.confusion * law.confusion.shape[0]
    rows = np.empty((length + 1, before.shape[1]))
    for g in range(starts.size):
        start = starts[g]
        rows[0] = before[start]
        end = start + length
        for w in range(words.shape[0]):
            shared = 0
            if w > 0:
                while words[w, shared] == words[w - 1, shared]:
                    shared += 1
            for d in range(shared, length):
                i, x = start + d, words[w, d] ^ offsets[start + d]
                first, last = low[i + 1], high[i + 1]
                _step(
                    rows[d], low[i], high[i], read, law, weight[x], rows[d + 1], first, last, copies
                )
            total = 0.0
            for t in range(high[end] - low[end] + 1):
                total += rows[length, t] * after[end, t]
            likelihoods[g, w] = total
        if _scale(likelihoods[g], words.shape[0]) == 0.0:
            likelihoods[g] = 1.0 / words.shape[0]


@_compiled
def sweep(
    read: Symbols, prior: Floats, law: Law, store: Floats
) -> tuple[float, Ints, Ints, Floats, Floats, Floats]:
    """Go through the lattice both ways.

    Parameters
    ----------
    read : array of uint8, shape (m,)
        What was received.
    prior : array of float64, shape (n, alphabet)
        Probability of each value of each symbol sent.
    law : Law
    store : array of float64
        Memory to use, if it is large enough: fresh memory costs as much as the sums.

    Returns
    -------
    evidence : float
        Natural logarithm of the whole sum; -inf if what was received cannot be.
    low, high : array of int64, shape (n + 1,)
        The first and the last ``j`` of each row.
    before, after : array of float64, shape (n + 1, width)
        The rows filled from the start and from the end, from their ``low`` on; the latter are left
        as they were if the sum is zero.
    store : array of float64
        The memory that they lie in, that given or a larger one, for the next frame.

    Examples
    --------
    Of two bits one was lost, and either may be the one; it happens with probability 2 · 0.1 · 0.9.

    >>> from ee376a.dna.channel import IDSChannel
    >>> bit = IDSChannel(p_del=0.1)
    >>> law = Law(bit.random, bit.copied, bit.confusion, bit.growth[1], loose=0, width=4.0)
    >>> read, prior = np.array([1], np.uint8), np.full((2, 2), 0.5)
    >>> evidence, low, high, before, after, store = sweep(read, prior, law, np.empty(0))
    >>> posterior = before * after
    >>> (posterior / posterior.sum(axis=1, keepdims=True)).tolist(), round(math.exp(evidence), 2)
    ([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]], 0.18)
    """
    low, high = _band(prior.shape[0], read.size, law)
    length, width = prior.shape[0] + 1, (high - low).max() + 1
    if store.size < 2 * length * width:
        store = np.empty(2 * length * width)
    rows = store[: 2 * length * width].reshape(2, length, width)
    before, after = rows[0], rows[1]
    evidence = _forward(read, prior, law, low, high, before)
    if evidence > -np.inf:
        _backward(read, prior, law, low, high, after)
    return evidence, low, high, before, after, store


@_compiled
def detect_frames(
    reads: Symbols,
    bounds: Ints,
    priors: Floats,
    law: Law,
    likelihoods: Floats,
    evidence: Floats,
) -> None:
    """Fill in the likelihoods of the symbols of frames.

    Parameters
    ----------
    reads : array of uint8
        All frames end to end.
    bounds : array of int64, shape (frames + 1,)
        Frame ``f`` is ``reads[bounds[f] : bounds[f + 1]]``.
    priors : array of float64, shape (1, n, alphabet) or (frames, n, alphabet)
        One set for all frames, or one each.
    law : Law
    likelihoods : array of float64, shape (frames, n, alphabet)
        To be filled; frames that cannot be, and symbols that are known, are left as they were.
    evidence : array of float64, shape (frames,)
        To be filled, as `sweep` gives it.

    Examples
    --------
    >>> from ee376a.dna.channel import IDSChannel
    >>> bit = IDSChannel(p_del=0.1)
    >>> law = Law(bit.random, bit.copied, bit.confusion, bit.growth[1], loose=0, width=4.0)
    >>> reads, bounds = np.array([0, 1, 1], np.uint8), np.array([0, 2, 3])
    >>> likelihoods, evidence = np.empty((2, 3, 2)), np.empty(2)
    >>> detect_frames(reads, bounds, np.full((1, 3, 2), 0.5), law, likelihoods, evidence)
    >>> likelihoods[:, :, 1].round(2).tolist()
    [[0.17, 0.5, 0.83], [0.67, 0.67, 0.67]]
    """
    store = np.empty(0)
    for f in range(bounds.size - 1):
        read = reads[bounds[f] : bounds[f + 1]]
        prior = priors[f % priors.shape[0]]
        evidence[f], low, high, before, after, store = sweep(read, prior, law, store)
        if evidence[f] > -np.inf:
            _symbols(read, prior, law, low, high, before, after, likelihoods[f])


@_compiled
def joint_frames(
    reads: Symbols,
    bounds: Ints,
    priors: Floats,
    law: Law,
    starts: Ints,
    words: Symbols,
    offsets: Symbols,
    likelihoods: Floats,
    evidence: Floats,
) -> None:
    """Fill in the likelihoods of words, as `detect_frames` does those of symbols.

    Parameters
    ----------
    reads, bounds, priors, law, evidence
        As for `detect_frames`.
    starts : array of int64, shape (groups,)
        The first symbol of each group.
    words : array of uint8, shape (words, length)
        What a group may be, in lexicographic order.
    offsets : array of uint8, shape (n,)
        XORed to the words where they stand.
    likelihoods : array of float64, shape (frames, groups, words)
        To be filled; frames that cannot be are left as they were.

    Examples
    --------
    >>> from ee376a.dna.channel import IDSChannel
    >>> bit = IDSChannel(p_del=0.1)
    >>> law = Law(bit.random, bit.copied, bit.confusion, bit.growth[1], loose=0, width=4.0)
    >>> words = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.uint8)
    >>> likelihoods, evidence = np.empty((1, 1, 4)), np.empty(1)
    >>> read, bounds = np.array([1], np.uint8), np.array([0, 1])
    >>> start, offsets = np.array([0]), np.zeros(2, np.uint8)
    >>> prior = np.full((1, 2, 2), 0.5)
    >>> joint_frames(read, bounds, prior, law, start, words, offsets, likelihoods, evidence)
    >>> likelihoods.round(2).tolist()
    [[[0.0, 0.25, 0.25, 0.5]]]
    """
    store = np.empty(0)
    for f in range(bounds.size - 1):
        read = reads[bounds[f] : bounds[f + 1]]
        prior = priors[f % priors.shape[0]]
        evidence[f], low, high, before, after, store = sweep(read, prior, law, store)
        if evidence[f] > -np.inf:
            _words(read, law, low, high, before, after, starts, words, offsets, likelihoods[f])
