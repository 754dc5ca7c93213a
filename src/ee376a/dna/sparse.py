"""Words of few ones on a watermark: between the bases of a plasmid's payload and its bits.

Each four bits become five, few of them ones; these are added to a watermark; and two by two, one
of the first half of the payload's bits and one of the second, they are bases. So five bases hold
two words of four bits.

References
----------
M. C. Davey and D. J. C. MacKay, "Reliable communication over channels with insertions, deletions,
and substitutions", IEEE Trans. Inf. Theory 47 (2001), 687-698.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

__all__ = ["SPARSE", "bases", "beliefs", "demap", "expected", "likelihoods"]

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]

_FIVES = (
    "00000 00001 00010 00011 00100 00101 00110 11000 "
    "01000 01001 01010 10100 01100 10010 10001 10000"
)
#: What each four bits become, shape (16, 5).
SPARSE = np.array(list(_FIVES.replace(" ", "")), dtype=np.uint8).reshape(16, 5)
_FOURS = np.array([[word >> shift & 1 for shift in (3, 2, 1, 0)] for word in range(16)])
# Two bits to a base: ACGT, number 0 to 3, by the bit of the first half and that of the second.
_BASE = np.array([[0, 3], [2, 1]])


def bases(bits: Bits, watermark: Bits) -> Bits:
    """Write bits as bases.

    Parameters
    ----------
    bits : array of 0 and 1, shape (8 * groups,)
    watermark : array of 0 and 1, shape (10 * groups,)

    Returns
    -------
    array of uint8, shape (5 * groups,)
        0 to 3 for A, C, G and T.

    Examples
    --------
    >>> bases(np.zeros(8, np.uint8), np.zeros(10, np.uint8)).tolist()
    [0, 0, 0, 0, 0]
    """
    words = bits.reshape(-1, 4) @ [8, 4, 2, 1]
    first, second = (SPARSE[words].ravel() ^ watermark).reshape(2, -1)
    written: Bits = _BASE[first, second].astype(np.uint8)
    return written


def expected(watermark: Bits) -> Floats:
    """Give the probability of each base to one who knows the watermark alone.

    Parameters
    ----------
    watermark : array of 0 and 1, shape (10 * groups,)

    Returns
    -------
    array of float, shape (5 * groups, 4)

    Examples
    --------
    >>> expected(np.zeros(10, np.uint8)).sum(axis=1).round(6).tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """
    one = np.where(watermark, 1 - SPARSE.mean(), SPARSE.mean())
    first, second = np.stack([1 - one, one], axis=1).reshape(2, -1, 2)
    prior = np.zeros((len(first), 4))
    for a in (0, 1):
        for b in (0, 1):
            prior[:, _BASE[a, b]] = first[:, a] * second[:, b]
    return prior


def likelihoods(evidence: Floats, watermark: Bits) -> Floats:
    """Give how likely five bases make each pair of words of four bits.

    Parameters
    ----------
    evidence : array of float, shape (5 * groups, 4)
        Log-likelihoods of the bases.
    watermark : array of 0 and 1, shape (10 * groups,)

    Returns
    -------
    array of float, shape (groups, 16, 16)
        The word of the first half, that of the second; the likeliest pair has 1.

    Examples
    --------
    Bits 1011 and 0010, words 11 and 2, written as bases and read a little unsurely:

    >>> bits, watermark = np.array([1, 0, 1, 1, 0, 0, 1, 0], np.uint8), np.zeros(10, np.uint8)
    >>> evidence = np.log(0.96 * np.eye(4)[bases(bits, watermark)] + 0.01)
    >>> np.argwhere(likelihoods(evidence, watermark) == 1).tolist()
    [[0, 11, 2]]
    """
    scores = _scores(evidence.reshape(-1, 5, 4), watermark.reshape(2, -1, 5), SPARSE, _BASE)
    found: Floats = np.exp(scores - scores.max(axis=(1, 2), keepdims=True))
    return found


def demap(pairs: Floats, llr: Floats) -> Floats:
    """Give what the pairs of words say of each bit besides what is given of it.

    Parameters
    ----------
    pairs : array of float, shape (groups, 16, 16)
        As of `likelihoods`.
    llr : array of float, shape (8 * groups,)
        What is known of the bits: log P(0) / P(1).

    Returns
    -------
    array of float, shape (8 * groups,)
        Extrinsic.

    Examples
    --------
    >>> bits, watermark = np.array([1, 0, 1, 1, 0, 0, 1, 0], np.uint8), np.zeros(10, np.uint8)
    >>> evidence = np.log(0.96 * np.eye(4)[bases(bits, watermark)] + 0.01)
    >>> demap(likelihoods(evidence, watermark), np.zeros(8)).round(1).tolist()
    [-3.9, 3.2, -3.9, -3.9, 3.5, 3.2, -3.5, 3.5]
    """
    first, second = _words(llr)
    halves = (
        first * np.einsum("gab,gb->ga", pairs, second),
        second * np.einsum("gab,ga->gb", pairs, first),
    )
    tiny = np.finfo(np.float64).tiny
    ones = np.stack([half @ _FOURS for half in halves])
    zeros = np.stack([half @ (1 - _FOURS) for half in halves])
    posterior = np.log(np.maximum(zeros, tiny)) - np.log(np.maximum(ones, tiny))
    extrinsic: Floats = posterior.ravel() - np.clip(llr, -100, 100)
    return extrinsic


def beliefs(pairs: Floats, llr: Floats, watermark: Bits) -> Floats:
    """Give the posterior of each base.

    Parameters
    ----------
    pairs : array of float, shape (groups, 16, 16)
        As of `likelihoods`.
    llr : array of float, shape (8 * groups,)
        What is known of the bits: log P(0) / P(1).
    watermark : array of 0 and 1, shape (10 * groups,)

    Returns
    -------
    array of float, shape (5 * groups, 4)
        Each row sums to 1.

    Examples
    --------
    Bases of which each was read with probability 0.97, when all five are taken together:

    >>> bits, watermark = np.array([1, 0, 1, 1, 0, 0, 1, 0], np.uint8), np.zeros(10, np.uint8)
    >>> evidence = np.log(0.96 * np.eye(4)[bases(bits, watermark)] + 0.01)
    >>> found = beliefs(likelihoods(evidence, watermark), np.zeros(8), watermark)
    >>> found.max(axis=1).round(3).tolist()
    [0.97, 0.99, 0.97, 0.989, 0.99]
    """
    first, second = _words(llr)
    joint = pairs * first[:, :, None] * second[:, None, :]
    joint /= joint.sum(axis=(1, 2), keepdims=True)
    found: Floats = _sums(joint, watermark.reshape(2, -1, 5), SPARSE, _BASE).reshape(-1, 4)
    return found


def _words(llr: Floats) -> tuple[Floats, Floats]:
    """Give the weight of each word of four bits, of both halves."""
    scores = -np.clip(llr, -100, 100).reshape(2, -1, 4) @ _FOURS.T
    first, second = np.exp(scores - scores.max(axis=2, keepdims=True))
    return first, second


@numba.njit(cache=True)
def _scores(evidence: Any, watermark: Any, fives: Any, base: Any) -> Any:
    scores = np.zeros((len(evidence), 16, 16))
    for group in range(len(evidence)):
        for first in range(16):
            for second in range(16):
                for i in range(5):
                    a = fives[first, i] ^ watermark[0, group, i]
                    b = fives[second, i] ^ watermark[1, group, i]
                    scores[group, first, second] += evidence[group, i, base[a, b]]
    return scores


@numba.njit(cache=True)
def _sums(joint: Any, watermark: Any, fives: Any, base: Any) -> Any:
    sums = np.zeros((len(joint), 5, 4))
    for group in range(len(joint)):
        for first in range(16):
            for second in range(16):
                for i in range(5):
                    a = fives[first, i] ^ watermark[0, group, i]
                    b = fives[second, i] ^ watermark[1, group, i]
                    sums[group, i, base[a, b]] += joint[group, first, second]
    return sums
