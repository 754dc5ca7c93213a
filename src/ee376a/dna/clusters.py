"""Reads of the same strand, found without knowing the strands.

Reads of one strand share many words of a dozen bases; reads of different strands hardly any, for
what they hold is scrambled. Each read joins the group with which it, or its other strand, shares
most words, or begins one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from ee376a.dna.placement import turn

__all__ = ["cluster"]

Symbols = npt.NDArray[np.uint8]

_WORD = 12
# Reads with an error in ten bases share about seventeen words of 270. Strands of a big file may
# share some bases by chance: for eight words it takes 19 in a row.
_SHARED = 8


def cluster(reads: Sequence[Symbols]) -> list[list[Symbols]]:
    """Sort reads into groups that are of the same strand.

    Parameters
    ----------
    reads : sequence of array of uint8
        0 to 3 for A, C, G and T; either strand.

    Returns
    -------
    list of list of array of uint8
        Reads of a group all go the same way, though not always forwards. Reads too short for a
        word are left out.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.integers(0, 4, (2, 100), dtype=np.uint8)
    >>> [len(group) for group in cluster([a, b, turn(a), a[20:]])]
    [3, 1]
    """
    kept = [read for read in reads if len(read) >= _WORD]
    if not kept:
        return []
    ends = np.cumsum([len(read) for read in kept])
    labels, turned = _assign(np.concatenate(kept), ends)
    groups: list[list[Symbols]] = [[] for _ in range(labels.max() + 1)]
    for read, label, around in zip(kept, labels, turned, strict=True):
        groups[label].append(turn(read) if around else read)
    return groups


@numba.njit(cache=True)
def _assign(bases: Any, ends: Any) -> Any:
    owner = np.full(4**_WORD, -1, dtype=np.int32)  # the group in which a word was last seen
    labels, turned = np.empty(len(ends), np.int64), np.zeros(len(ends), np.bool_)
    shared = np.zeros(len(ends), np.int64)
    groups, begin = 0, 0
    for read in range(len(ends)):
        words = ends[read] - begin - _WORD + 1
        ways = np.zeros((2, words), np.int64)
        ahead = back = 0
        for i in range(begin, ends[read]):
            ahead = (ahead << 2 | bases[i]) & (4**_WORD - 1)
            back = back >> 2 | (3 - bases[i]) << 2 * (_WORD - 1)
            if i - begin >= _WORD - 1:
                ways[0, i - begin - _WORD + 1] = ahead
                ways[1, i - begin - _WORD + 1] = back
        best, label, way = _SHARED - 1, groups, 0
        for around in range(2):
            for word in ways[around]:
                if owner[word] >= 0:
                    shared[owner[word]] += 1
                    if shared[owner[word]] > best:
                        best, label, way = shared[owner[word]], owner[word], around
            for word in ways[around]:
                if owner[word] >= 0:
                    shared[owner[word]] = 0
        if label == groups:
            groups += 1
        for word in ways[way]:
            owner[word] = label
        labels[read], turned[read] = label, way == 1
        begin = ends[read]
    return labels, turned
