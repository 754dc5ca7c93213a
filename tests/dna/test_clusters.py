"""Reads of the same strand are found."""

from __future__ import annotations

import numpy as np

from ee376a.dna.channel import PROFILES
from ee376a.dna.clusters import cluster
from ee376a.dna.placement import turn


def test_reads_with_many_errors_and_of_both_strands() -> None:
    rng = np.random.default_rng(1)
    strands = rng.integers(0, 4, (30, 270), dtype=np.uint8)
    owner, reads = {}, []
    for number in rng.permutation(np.repeat(np.arange(30), 8)):
        read = PROFILES["nanopore"].transmit(strands[number], rng)
        for way in (read, turn(read)):
            owner[way.tobytes()] = number
        reads.append(turn(read) if rng.random() < 0.5 else read)
    groups = cluster(reads)
    assert sum(len(group) for group in groups) == len(reads)
    assert all(len({owner[read.tobytes()] for read in group}) == 1 for group in groups)
    assert sorted(len(group) for group in groups)[-30:].count(8) >= 22
    # All of a group go the same way: they resemble each other more than their other strands.
    for group in groups:
        for read in group[1:3]:
            assert shared(group[0], read) >= shared(group[0], turn(read))


def shared(a: np.ndarray, b: np.ndarray) -> int:
    """Count words of nine bases that are in both."""
    words = [{read[i : i + 9].tobytes() for i in range(len(read) - 8)} for read in (a, b)]
    return len(words[0] & words[1])


def test_nothing_and_too_short() -> None:
    assert cluster([]) == []
    assert cluster([np.zeros(11, np.uint8)]) == []
    assert [len(group) for group in cluster([np.zeros(12, np.uint8)])] == [1]


def test_cut_reads_join() -> None:
    strand = np.random.default_rng(1).integers(0, 4, 270, dtype=np.uint8)
    assert [len(group) for group in cluster([strand, strand[:60], strand[200:]])] == [3]
