"""Store, sequence, recover: the same file, or a clear error."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from ee376a.dna.channel import PROFILES, IDSChannel
from ee376a.dna.placement import turn
from ee376a.dna.sequencing import profile, recover, sequence
from ee376a.dna.strands import SCHEMES, LostStrands, encode

Symbols = npt.NDArray[np.uint8]
DATA = np.random.default_rng(1).bytes(2000)


@pytest.mark.parametrize(
    ("scheme", "name", "coverage"),
    [
        ("robust", "nanopore", 10),
        ("robust", "0.03/0.03/0.03", 7),
        ("robust", "duplex", 5),
        ("dense", "0.01/0.01/0.01", 10),
        ("dense", "illumina", 6),
    ],
)
def test_exact(scheme: str, name: str, coverage: float) -> None:
    strands = encode(DATA, SCHEMES[scheme])
    reads = sequence(strands, profile(name), coverage, np.random.default_rng(2))
    assert recover(reads) == DATA


@pytest.mark.parametrize("data", [b"", b"\0", bytes(range(256)), b"same " * 200])
def test_any_file(data: bytes) -> None:
    strands = encode(data, SCHEMES["robust"])
    reads = sequence(strands, PROFILES["nanopore"], 8, np.random.default_rng(3))
    assert recover(reads) == data


def reads_of(data: bytes, seed: int) -> list[Symbols]:
    strands = encode(data, SCHEMES["robust"])
    return sequence(strands, profile("0.02/0.02/0.02"), 8, np.random.default_rng(seed))


def test_shuffled_turned_doubled_and_foreign_reads() -> None:
    rng = np.random.default_rng(4)
    reads = reads_of(DATA, 4)
    reads += [turn(read) for read in reads[:100]] + reads[100:200]
    reads += [rng.integers(0, 4, 270, dtype=np.uint8) for _ in range(100)]
    reads += [rng.integers(0, 4, size, dtype=np.uint8) for size in (0, 5, 11, 12, 40, 3000)]
    reads += [np.full(270, base, np.uint8) for base in range(4)]
    mixed = [reads[i] for i in rng.permutation(len(reads))]
    assert recover(mixed) == DATA


def test_cut_reads() -> None:
    rng = np.random.default_rng(5)
    reads = reads_of(DATA, 5)
    cut = [read[: rng.integers(20, 200)] if rng.random() < 0.4 else read for read in reads]
    assert recover(cut) == DATA
    with pytest.raises(LostStrands):
        recover([read[:100] for read in reads])


def test_reads_of_two_files_are_not_mixed_up() -> None:
    other = np.random.default_rng(9).bytes(2000)
    ours, theirs = reads_of(DATA, 6), reads_of(other, 7)
    assert recover(ours + theirs[: len(theirs) // 20]) == DATA
    with pytest.raises(LostStrands):
        recover(ours + theirs)


def test_too_few_reads() -> None:
    reads = reads_of(DATA, 8)
    with pytest.raises(LostStrands, match=r"strands found, \d+ needed|last strands|no strand"):
        recover(reads[: len(reads) // 12])
    with pytest.raises(LostStrands, match="among 0 reads"):
        recover([])


def test_sequencer() -> None:
    strands = list(np.random.default_rng(1).integers(0, 4, (200, 50), dtype=np.uint8))
    reads = sequence(strands, IDSChannel(alphabet=4), 3, np.random.default_rng(2))
    both = {strand.tobytes(): False for strand in strands}
    both |= {turn(strand).tobytes(): True for strand in strands}
    turned = [both[read.tobytes()] for read in reads]
    assert 500 < len(reads) < 700
    assert 0.4 < np.mean(turned) < 0.6
    again = sequence(strands, IDSChannel(alphabet=4), 3, np.random.default_rng(2))
    assert all((a == b).all() for a, b in zip(reads, again, strict=True))


def test_profiles() -> None:
    assert profile("nanopore") is PROFILES["nanopore"]
    channel = profile("0.01/0.02/0.03")
    assert (channel.p_sub, channel.p_ins, channel.p_del) == (0.01, 0.02, 0.03)
    with pytest.raises(ValueError, match="profile: 'sanger' given, one of illumina"):
        profile("sanger")
    with pytest.raises(ValueError, match="coverage: 0 given"):
        sequence([], channel, 0, np.random.default_rng(1))
