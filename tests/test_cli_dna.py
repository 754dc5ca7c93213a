"""`ee376a dna store`, `sequence` and `recover`: there and back through files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ee376a.cli import app


def run(*arguments: object):
    return CliRunner().invoke(app, ["dna", *(str(argument) for argument in arguments)])


def test_there_and_back(tmp_path: Path) -> None:
    data = np.random.default_rng(1).bytes(1000)
    names = ("file", "strands.fasta", "reads.fastq", "again")
    file, strands, reads, again = (tmp_path / name for name in names)
    file.write_bytes(data)
    stored = run("store", file, strands)
    assert (stored.exit_code, stored.stdout) == (0, "38 strands of 270 bases, 1.28 bases a bit\n")
    options = ("--profile", "nanopore", "--coverage", 10, "--seed", 1)
    assert run("sequence", strands, reads, *options).exit_code == 0
    assert run("recover", reads, again).stdout == "1000 bytes\n"
    assert again.read_bytes() == data
    first = reads.read_bytes()
    run("sequence", strands, reads, *options)
    assert reads.read_bytes() == first


@pytest.mark.parametrize("scheme", ["robust", "dense"])
def test_an_empty_file(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert run("store", tmp_path / "file", tmp_path / "s", "--scheme", scheme).exit_code == 0
    assert run("recover", tmp_path / "s", tmp_path / "again").stdout == "0 bytes\n"
    assert (tmp_path / "again").read_bytes() == b""


def test_mistakes_are_told_and_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"hello")
    reads, again = tmp_path / "reads.fastq", tmp_path / "again"
    reads.write_text("@a\nACGTACGTACGTACGT\n+\n!!!!!!!!!!!!!!!!\n")
    none = tmp_path / "none.fasta"
    none.write_text(">a\nACGN\n")
    before = sorted(tmp_path.iterdir())
    cases = [
        (("store", tmp_path / "none", tmp_path / "s"), "none"),
        (("store", tmp_path / "file", tmp_path / "s", "--scheme", "x"), "robust or dense"),
        (("sequence", reads, tmp_path / "r", "--profile", "x"), "profile: 'x' given"),
        (("sequence", reads, tmp_path / "r", "--coverage", "-1"), "coverage: -1.0 given"),
        (("sequence", reads, tmp_path / "r", "--coverage", "1e9"), "up to 1,000,000 allowed"),
        (("sequence", none, tmp_path / "r"), "no strand of the letters A, C, G and T"),
        (("store", tmp_path / "file", tmp_path / "no" / "s"), "there is no such folder"),
        (("recover", tmp_path / "file", again), "neither > (FASTA) nor @ (FASTQ)"),
        (("recover", reads, again), "no strand of a stored file among 1 reads"),
    ]
    for arguments, told in cases:
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("ee376a: ")
        assert told in result.stderr
        assert result.stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_seed_is_no_negative_number(tmp_path: Path) -> None:
    result = run("sequence", tmp_path / "s", tmp_path / "r", "--seed", "-1")
    assert result.exit_code == 2
    assert "--seed" in result.stderr


def test_pipes(tmp_path: Path) -> None:
    def pipe(*arguments: str, data: bytes) -> bytes:
        result = CliRunner().invoke(app, ["dna", *arguments], input=data)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout_bytes

    strands = pipe("store", "-", "-", data=b"hello")
    assert strands.startswith(b">strand1\n")
    reads = pipe("sequence", "-", "-", "--profile", "illumina", data=strands)
    assert reads.startswith(b"@read1\n")
    assert pipe("recover", "-", "-", data=reads) == b"hello"
