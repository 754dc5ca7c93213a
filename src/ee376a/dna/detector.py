"""The detector: how likely each symbol, word or drift is, given what was received.

It sums over every way in which the channel may have made what was received of what was sent (the
forward–backward or MAP algorithm of Davey and MacKay on a lattice of positions and drifts). What
it gives is extrinsic: the likelihood of a symbol, with the priors of all others but not its own.
So two detectors, or a detector and the decoder of a code, may tell each other what they found
without hearing their own voice again.

A log-likelihood ratio (LLR) is always log P(bit = 0) / P(bit = 1).

References
----------
M. C. Davey, D. J. C. MacKay, "Reliable communication over channels with insertions, deletions,
and substitutions", IEEE Transactions on Information Theory 47 (2001), 687-698.
F. Wang, D. Fertonani, T. M. Duman, "Symbol-level synchronization and LDPC code design for
insertion/deletion channels", IEEE Transactions on Communications 59 (2011), 1287-1297.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ee376a.dna.channel import IDSChannel
from ee376a.dna.lattice import Law, detect_frames, joint_frames, sweep

__all__ = ["Detection", "all_words", "demap", "detect", "detect_words", "drift_posterior"]

Floats = npt.NDArray[np.float64]
Symbols = npt.NDArray[np.uint8]

# Half the band in standard deviations: what lies outside is rarer than one frame in a million.
_WIDTH = 4.0
#: LLRs are kept within these limits: past them a probability is 0 or 1 to the last digit.
LLR_LIMIT = 30.0


@dataclass(frozen=True)
class Detection:
    """What a detector says of some frames.

    Attributes
    ----------
    likelihoods : ndarray of float64, shape (frames, n, alphabet) or (frames, groups, words)
        Of each value at each place, summing to one over the values; all equal where nothing is
        learnt (the place is known, or the frame cannot have come from what was sent).
    evidence : ndarray of float64, shape (frames,)
        Natural logarithm of the probability of what was received, -inf for what cannot be.
    """

    likelihoods: Floats
    evidence: Floats


def detect(
    received: Sequence[npt.ArrayLike],
    priors: Floats,
    channel: IDSChannel,
    *,
    loose: int = 0,
    threads: int = 1,
) -> Detection:
    """Give the likelihood of each value of each symbol sent.

    Parameters
    ----------
    received : sequence of array_like of int, each of shape (m_f,)
        What was received, one frame each, of any lengths.
    priors : ndarray of float64, shape (n, alphabet) or (frames, n, alphabet)
        Probability of each value of each symbol sent; a marker is a symbol with a certain one.
    channel : IDSChannel
        As the receiver believes it to be.
    loose : int
        Start and end unknown: up to this many received symbols at either end may be foreign.
    threads : int
        Frames are shared out over this many threads.

    Returns
    -------
    Detection
        Likelihoods of shape (frames, n, alphabet).

    Raises
    ------
    ValueError
        If the priors do not fit the frames and the alphabet or are no probabilities, or a symbol
        is not of the alphabet.

    Examples
    --------
    Of three bits one was lost; the middle one may have been either of what was received:

    >>> found = detect([[0, 1]], np.full((3, 2), 0.5), IDSChannel(p_del=0.1))
    >>> found.likelihoods[0, :, 1].round(2).tolist()
    [0.17, 0.5, 0.83]
    """
    frames = _Frames(received, priors, channel)
    likelihoods = np.full((frames.count, *frames.priors.shape[1:]), 1 / channel.alphabet)
    evidence = np.empty(frames.count)

    def run(part: slice) -> None:
        detect_frames(*frames.part(part), _law(channel, loose), likelihoods[part], evidence[part])

    _share(run, frames.count, threads)
    return Detection(likelihoods, evidence + frames.chance)


def detect_words(
    received: Sequence[npt.ArrayLike],
    priors: Floats,
    channel: IDSChannel,
    starts: npt.ArrayLike,
    words: npt.ArrayLike,
    *,
    offsets: npt.ArrayLike | None = None,
    loose: int = 0,
    threads: int = 1,
) -> Detection:
    """Give the joint likelihood of the symbols of groups (Wang, Fertonani and Duman 2011).

    Within a group all is known together, such as that exactly one of two neighbours was lost;
    `demap` makes use of it.

    Parameters
    ----------
    received, priors, channel, loose, threads
        As for `detect`.
    starts : array_like of int, shape (groups,)
        The first symbol of each group.
    words : array_like of int, shape (words, length)
        What a group may be, in lexicographic order without repetition (see `all_words`).
    offsets : array_like of int, shape (n,), optional
        XORed to the words where they stand, such as a watermark.

    Returns
    -------
    Detection
        Likelihoods of shape (frames, groups, words).

    Raises
    ------
    ValueError
        As for `detect`; if the words are not in order, or a group does not fit in.

    Examples
    --------
    Of two bits one was lost, and the other is a 1:

    >>> found = detect_words([[1]], np.full((2, 2), 0.5), IDSChannel(p_del=0.1), [0], all_words(2))
    >>> found.likelihoods[0, 0].round(2).tolist()
    [0.0, 0.25, 0.25, 0.5]
    """
    frames = _Frames(received, priors, channel)
    # A copy: a read-only array would be compiled for once more.
    book = np.array(words, dtype=np.uint8, order="C")
    if book.ndim != 2 or [*map(bytes, book)] != sorted({*map(bytes, book)}):
        raise ValueError("words: rows in lexicographic order without repetition needed")
    if book.max() >= channel.alphabet:
        raise ValueError(f"words: symbols 0 to {channel.alphabet - 1} allowed")
    first = np.array(starts, dtype=np.int64)
    length = frames.priors.shape[1]
    if first.size and not 0 <= first.min() <= first.max() <= length - book.shape[1]:
        raise ValueError(f"starts: 0 to {length - book.shape[1]} allowed")
    shift = np.zeros(length, np.uint8) if offsets is None else np.array(offsets, np.uint8)
    if shift.shape != (length,) or shift.max(initial=0) >= channel.alphabet:
        raise ValueError(f"offsets: {length} symbols 0 to {channel.alphabet - 1} needed")
    likelihoods = np.full((frames.count, first.size, book.shape[0]), 1 / book.shape[0])
    evidence = np.empty(frames.count)

    def run(part: slice) -> None:
        reads, law = frames.part(part), _law(channel, loose)
        joint_frames(*reads, law, first, book, shift, likelihoods[part], evidence[part])

    _share(run, frames.count, threads)
    return Detection(likelihoods, evidence + frames.chance)


def drift_posterior(
    received: npt.ArrayLike, priors: Floats, channel: IDSChannel, *, loose: int = 0
) -> Floats:
    """Give the posterior of the drift lattice of one frame, for a picture of it.

    Parameters
    ----------
    received : array_like of int, shape (m,)
    priors : ndarray of float64, shape (n, alphabet)
    channel : IDSChannel
    loose : int
        As for `detect`.

    Returns
    -------
    ndarray of float64, shape (n + 1, m + 1)
        At ``[i, j]`` the probability that the first ``i`` symbols sent became the first ``j``
        received. Each row sums to one, or to zero if the frame cannot have come from this.

    Raises
    ------
    ValueError
        As for `detect`.

    Examples
    --------
    >>> drift_posterior([1, 1], np.full((2, 2), 0.5), IDSChannel(p_del=0.1)).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    frames = _Frames([received], priors, channel)
    lattice = np.zeros((frames.priors.shape[1] + 1, frames.reads.size + 1))
    law = _law(channel, loose)
    evidence, low, high, before, after, _ = sweep(frames.reads, frames.priors[0], law, np.empty(0))
    if evidence > -np.inf:
        for i in range(low.size):
            size = high[i] - low[i] + 1
            row = before[i, :size] * after[i, :size]
            lattice[i, low[i] : high[i] + 1] = row / row.sum()
    return lattice


def all_words(length: int, alphabet: int = 2) -> Symbols:
    """Give all words of a length, in lexicographic order.

    Parameters
    ----------
    length, alphabet : int
        At least 1.

    Returns
    -------
    ndarray of uint8, shape (alphabet ** length, length)

    Raises
    ------
    ValueError
        If one is less.

    Examples
    --------
    >>> all_words(2).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    if length < 1 or alphabet < 1:
        raise ValueError(f"length, alphabet: {length}, {alphabet} given, at least 1 needed")
    return np.indices((alphabet,) * length, dtype=np.uint8).reshape(length, -1).T.copy()


def demap(likelihoods: Floats, labels: npt.ArrayLike, llr: Floats | None = None) -> Floats:
    """Turn likelihoods of words into extrinsic LLRs of the bits that label them.

    Parameters
    ----------
    likelihoods : ndarray of float64, shape (..., words)
        Such as `Detection.likelihoods`.
    labels : array_like of int, shape (words, bits)
        The bits that stand for each word.
    llr : ndarray of float64, shape (..., bits), optional
        What is known of the bits beforehand; nothing if not given. With it, this is the joint
        demapper: what a decoder found out about one bit of a word tells about the others.

    Returns
    -------
    ndarray of float64, shape (..., bits)
        LLR of each bit, its own prior not included, within ± 30.

    Raises
    ------
    ValueError
        If there is not a label for each word, or not an LLR for each of its bits.

    Examples
    --------
    Of two bits only one was received, a 1:

    >>> one_seen = np.array([0.0, 0.25, 0.25, 0.5])
    >>> demap(one_seen, all_words(2)).round(1).tolist()
    [-1.1, -1.1]

    If the first bit is known to be 0, it was the second:

    >>> demap(one_seen, all_words(2), np.array([30.0, 0.0])).round(1).tolist()
    [-1.1, -30.0]
    """
    bits = np.asarray(labels)
    if bits.ndim != 2 or len(bits) != likelihoods.shape[-1]:
        words = likelihoods.shape[-1]
        raise ValueError(
            f"labels: shape {bits.shape} given, a row for each of {words} words needed"
        )
    joint = likelihoods
    if llr is not None:
        wanted = (*likelihoods.shape[:-1], bits.shape[1])
        if np.shape(llr) != wanted:
            raise ValueError(f"llr: shape {np.shape(llr)} given, {wanted} needed")
        half = 0.5 * np.clip(llr, -LLR_LIMIT, LLR_LIMIT)
        weight = half @ (1.0 - 2.0 * bits.T)
        joint = joint * np.exp(weight - weight.max(axis=-1, keepdims=True))
    zero, one = joint @ (bits == 0).astype(np.float64), joint @ (bits == 1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.nan_to_num(np.log(zero) - np.log(one), nan=0.0)
    if llr is not None:
        found = found - 2 * half
    return np.asarray(np.clip(found, -LLR_LIMIT, LLR_LIMIT), dtype=np.float64)


class _Frames:
    """Frames of any lengths end to end, with their priors, checked."""

    def __init__(
        self, received: Sequence[npt.ArrayLike], priors: Floats, channel: IDSChannel
    ) -> None:
        reads = [np.asarray(read) for read in received]
        lengths = np.array([read.size for read in reads], dtype=np.int64)
        self.count = len(reads)
        symbols = np.concatenate([np.empty(0, np.uint8), *reads])
        if not 0 <= symbols.min(initial=0) <= symbols.max(initial=0) < channel.alphabet:
            raise ValueError(f"received: symbols 0 to {channel.alphabet - 1} allowed")
        self.reads = symbols.astype(np.uint8)
        self.bounds = np.insert(np.cumsum(lengths), 0, 0)
        self.priors = np.array(priors, dtype=np.float64, order="C")
        if self.priors.ndim == 2:
            self.priors = self.priors[None]
        shape = self.priors.shape
        if len(shape) != 3 or shape[0] not in (1, self.count) or shape[2] != channel.alphabet:
            raise ValueError(
                f"priors: shape {np.shape(priors)} given, (n, {channel.alphabet}) or "
                f"({self.count}, n, {channel.alphabet}) needed"
            )
        if not (self.priors >= 0).all():
            raise ValueError("priors: less than nothing, or no number, given")
        #: Logarithm of the probability of what was received, were it pure chance.
        self.chance = -np.log(channel.alphabet) * lengths

    def part(self, part: slice) -> tuple[Symbols, npt.NDArray[np.int64], Floats]:
        """Give the reads, bounds and priors of some frames."""
        bounds = self.bounds[part.start : part.stop + 1]
        return self.reads, bounds, self.priors if len(self.priors) == 1 else self.priors[part]


@lru_cache(maxsize=64)
def _law(channel: IDSChannel, loose: int) -> Law:
    if loose < 0:
        raise ValueError(f"loose: {loose} given, zero or more allowed")
    _, variance = channel.growth
    return Law(channel.random, channel.copied, channel.confusion, variance, loose, _WIDTH)


def _share(run: Callable[[slice], None], frames: int, threads: int) -> None:
    """Run on all frames, in as many parts as there are threads."""
    edges = np.linspace(0, frames, max(1, min(threads, frames)) + 1).astype(int).tolist()
    parts = [slice(low, high) for low, high in itertools.pairwise(edges)]
    if len(parts) == 1:
        run(parts[0])
        return
    with ThreadPoolExecutor(len(parts)) as pool:
        list(pool.map(run, parts))
