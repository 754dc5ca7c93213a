"""FASTA and FASTQ: what is written is read; what is something else is said to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ee376a.dna.channel import PROFILES, IDSChannel
from ee376a.dna.sequencefiles import load, save_fasta, save_fastq

READS = st.lists(arrays(np.uint8, st.integers(1, 90), elements=st.integers(0, 3)), max_size=5)


@pytest.mark.parametrize("fastq", [False, True])
@given(reads=READS)
@settings(max_examples=30)
def test_there_and_back(tmp_path_factory, fastq: bool, reads: list) -> None:
    path = tmp_path_factory.mktemp("reads") / "file"
    if fastq:
        save_fastq(path, reads, PROFILES["nanopore"])
    else:
        save_fasta(path, reads)
    assert [read.tolist() for read in load(path)] == [read.tolist() for read in reads]


def test_quality_is_that_of_the_channel(tmp_path: Path) -> None:
    path = tmp_path / "a.fastq"
    save_fastq(path, [np.array([0, 1])], IDSChannel(0.001, 0.004, 0.005, alphabet=4))
    assert path.read_text() == "@read1\nAC\n+\n55\n"  # Q20
    save_fastq(path, [np.array([3])], IDSChannel(alphabet=4))
    assert path.read_text().endswith("]\n")  # Q60


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (">a\nACG\nTAC\n>b\n\n>c\nTT\n", [[0, 1, 2, 3, 0, 1], [3, 3]]),
        (">a\r\nacgt\r\n>n\r\nACNT\r\n", [[0, 1, 2, 3]]),
        ("@a\nAC\n+\n!!\n@b\nGT\n+b\n@@\n", [[0, 1], [2, 3]]),
        ("@a\nAC\n+\n!!\n@b\nGT\n+\n!", [[0, 1]]),  # cut short
        ("@a\nAC\n+\n!!\n@b\nGT", [[0, 1]]),
    ],
)
def test_by_hand(tmp_path: Path, text: str, found: list) -> None:
    (tmp_path / "a").write_bytes(text.encode())
    assert [read.tolist() for read in load(tmp_path / "a")] == found


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"hello\n", "begins with neither"),
        (b"\xff\xfe\x00", "no text"),
        (b"@a\nAC\n+\n!!\nAC\n+\n!!\n@b\n", "line 5"),
    ],
)
def test_other_files(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(ValueError, match=told):
        load(tmp_path / "a")
