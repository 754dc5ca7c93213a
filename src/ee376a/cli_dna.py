"""The command ``ee376a dna``: a file as strands, the strands sequenced, and the file again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ee376a import _files

__all__ = ["app", "recover", "sequence", "store"]

app = typer.Typer(name="dna", no_args_is_help=True, help="Store a file in simulated DNA.")


@app.command()
def store(
    file: Annotated[Path, typer.Argument(help="To be stored; - is the standard input.")],
    strands: Annotated[
        Path, typer.Argument(help="A FASTA file to be written; - is the standard output.")
    ],
    scheme: Annotated[str, typer.Option(help="robust, or dense for few errors.")] = "robust",
) -> None:
    """Turn a file into strands of DNA.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     _ = Path("word").write_text("Hello!")
    ...     app("dna store word strands.fasta".split(), standalone_mode=False)
    6 strands of 270 bases, 33.75 bases a bit
    """
    from ee376a.dna.sequencefiles import save_fasta
    from ee376a.dna.strands import SCHEMES, encode

    if scheme not in SCHEMES:
        raise ValueError(f"scheme: {scheme!r} given, {' or '.join(SCHEMES)} allowed")
    data = _files.read(file)
    made = encode(data, SCHEMES[scheme])
    _files.write_by(strands, lambda path: save_fasta(path, made))
    bases = len(made) * len(made[0])
    cost = f", {bases / (8 * len(data)):.2f} bases a bit" if data else ""
    _files.say(f"{len(made)} strands of {len(made[0])} bases{cost}", strands)


@app.command()
def sequence(
    strands: Annotated[Path, typer.Argument(help="A FASTA file; - is the standard input.")],
    reads: Annotated[
        Path, typer.Argument(help="A FASTQ file to be written; - is the standard output.")
    ],
    profile: Annotated[
        str, typer.Option(help="illumina, nanopore, duplex, or rates such as 0.01/0.02/0.03.")
    ] = "nanopore",
    coverage: Annotated[float, typer.Option(help="Reads a strand, on average.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Of the random numbers.")] = 1,
) -> None:
    """Simulate a sequencer: insertions, deletions, substitutions, lost and turned strands.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     _ = Path("word").write_text("Hello!")
    ...     app("dna store word strands.fasta".split(), standalone_mode=False)
    ...     options = "--profile illumina --coverage 5"
    ...     app(f"dna sequence strands.fasta reads.fastq {options}".split(), standalone_mode=False)
    6 strands of 270 bases, 33.75 bases a bit
    31 reads
    """
    import numpy as np

    from ee376a.dna import sequencing
    from ee376a.dna.sequencefiles import load, save_fastq

    channel = sequencing.profile(profile)
    rng = np.random.default_rng(seed)
    with _files.as_file(strands) as path:
        given = load(path)
    if not given:
        raise ValueError(f"strands: {strands} has no strand of the letters A, C, G and T")
    found = sequencing.sequence(given, channel, coverage, rng)
    _files.write_by(reads, lambda path: save_fastq(path, found, channel))
    _files.say(f"{len(found)} reads", reads)


@app.command()
def recover(
    reads: Annotated[Path, typer.Argument(help="A FASTQ or FASTA file; - is the standard input.")],
    file: Annotated[Path, typer.Argument(help="To be written; - is the standard output.")],
) -> None:
    """Read the stored file out of the reads.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     _ = Path("word").write_text("Hello!")
    ...     app("dna store word strands.fasta".split(), standalone_mode=False)
    ...     app("dna sequence strands.fasta reads.fastq".split(), standalone_mode=False)
    ...     app("dna recover reads.fastq again".split(), standalone_mode=False)
    ...     Path("again").read_text()
    6 strands of 270 bases, 33.75 bases a bit
    60 reads
    6 bytes
    'Hello!'
    """
    from ee376a.dna import sequencing
    from ee376a.dna.sequencefiles import load

    with _files.as_file(reads) as path:
        given = load(path)
    data = sequencing.recover(given)
    _files.write(file, data)
    _files.say(f"{len(data)} bytes", file)
