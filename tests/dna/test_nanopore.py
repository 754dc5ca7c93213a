"""A small plasmid of our own, and the real one: placed, aligned, decoded."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from ee376a.dna.channel import PROFILES, IDSChannel
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.matrices import peg
from ee376a.dna.nanopore import Archive
from ee376a.dna.placement import turn
from ee376a.dna.source import MarkovSource

Symbols = npt.NDArray[np.uint8]
MESSAGE = b"I don't know what your dream is. That dream is possible, and it is hard. Not easy."
DATA = Path(os.environ.get("EE376A_DATA", "not there"))
needs_data = pytest.mark.skipif(
    not (DATA / "nanopore-duplex").is_dir(), reason="EE376A_DATA has no dataset nanopore-duplex"
)


@cache
def small() -> Archive:
    """Give a code of 2,400 bits and a plasmid of 1,900 bases."""
    rng = np.random.default_rng(1)
    matrix = peg(8 * len(MESSAGE) * 4, 8 * len(MESSAGE) * 3, rng, degree=3)
    watermark = rng.integers(0, 2, matrix.shape[1] * 5 // 4, dtype=np.uint8)
    head, tail = rng.integers(0, 4, (2, 200), dtype=np.uint8)
    return Archive(LDPCCode(matrix), rng.permutation(matrix.shape[1]), watermark, head, tail)


def cuts(plasmid: Symbols, channel: IDSChannel, count: int, seed: int) -> list[Symbols]:
    """Give reads of 800 bases from anywhere on the circle, half of them turned."""
    rng = np.random.default_rng(seed)
    reads = []
    for _ in range(count):
        begin = rng.integers(len(plasmid))
        read = channel.transmit(np.tile(plasmid, 2)[begin : begin + 800], rng)
        reads.append(turn(read) if rng.random() < 0.5 else read)
    return reads


def test_the_poem_of_a_small_plasmid() -> None:
    archive = small()
    plasmid = archive.encode(MESSAGE)
    assert len(plasmid) == 400 + archive.code.n * 5 // 8
    found = [archive.align(read) for read in cuts(plasmid, PROFILES["duplex"], 6, 2)]
    assert all(found)
    result = archive.decode([one for one in found if one])
    assert (result.message, result.satisfied) == (MESSAGE, True)
    assert 0.5 < result.covered <= 1


def test_reads_say_what_is_there() -> None:
    archive = small()
    plasmid = archive.encode(MESSAGE)
    channel = IDSChannel(0.01, 0.01, 0.01, insertions="geometric", alphabet=4)
    events, right = np.zeros(4), []
    for read in cuts(plasmid, channel, 10, 3):
        one = archive.align(read)
        assert one is not None
        right.append((one.evidence.argmax(axis=1) == plasmid[one.places]).mean())
        assert len(np.unique(one.places)) == len(one.places)
        assert 780 < len(one.places) < 840
        events += [one.right, one.wrong, one.inserted, one.deleted]
    # Around an insertion or a deletion the watermark leaves its place open.
    assert min(right) > 0.8
    assert np.mean(right) > 0.9
    assert np.allclose(events[1:] / events.sum(), 0.01, atol=0.007)


def test_knowing_english_helps() -> None:
    archive = small()
    source = MarkovSource.learn(b"I know what is hard, what is not. Dream your dream: it is easy. ")
    plasmid = archive.encode(MESSAGE)
    rng = np.random.default_rng(4)
    plain = helped = 0
    for _ in range(8):
        begin = 200 + rng.integers(len(plasmid) - 800)
        one = archive.align(plasmid[begin : begin + 520])
        assert one is not None
        plain += archive.decode([one]).message == MESSAGE
        helped += archive.decode([one], source=source).message == MESSAGE
    assert plain < helped


def test_a_foreign_read_lies_nowhere() -> None:
    rng = np.random.default_rng(5)
    for size in (0, 50, 300, 2000):
        assert small().align(rng.integers(0, 4, size, dtype=np.uint8)) is None


def test_without_reads_nothing_is_claimed() -> None:
    result = small().decode([])
    assert not result.satisfied
    assert result.covered == 0


@needs_data
def test_the_real_plasmid_is_what_was_ordered() -> None:
    from ee376a.dna import poem
    from ee376a.dna.bases import bases_to_symbols

    plasmid = (DATA / "nanopore-duplex" / "TJ0083169-1-plasmid-A.txt").read_text().strip()
    differ = poem.archive().encode(poem.poem()) != bases_to_symbols(plasmid)
    assert differ.sum() == 2  # of 51,339; such were synthesised


@needs_data
def test_real_reads_are_placed_where_their_finders_say() -> None:
    from ee376a.dna import poem

    name = "Watermark_alignment_result_output.txt"
    lines = (DATA / "nanopore-duplex" / name).read_text().split("\n")
    length = len(poem.archive().reference.prior)
    for number in (0, 3, 20, 372, 503):  # the last two cross places that look alike
        read = poem.reads()[number]
        said = int(lines[2 * number].split()[0])
        for way in (read, turn(read)):
            placement = poem.archive().reference.place(way)
            assert placement is not None
            assert placement.backwards == (way is not read)
            at, on = placement.path[0]
            assert abs((on - at - said + length // 2) % length - length // 2) < 40


@needs_data
def test_the_poem_from_twenty_real_reads() -> None:
    from ee376a.dna import poem

    assert len(poem.reads()) == 800
    record = poem.recover(range(20), prior="none")
    assert (record["recovered"], record["wrong"], record["possible"]) == (1, 0, 1)
