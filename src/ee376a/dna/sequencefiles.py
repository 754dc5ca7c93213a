"""Files of strands and reads: FASTA and FASTQ.

References
----------
P. J. A. Cock, C. J. Fields, N. Goto, M. L. Heuer and P. M. Rice, "The Sanger FASTQ file format for
sequences with quality scores, and the Solexa/Illumina FASTQ variants", Nucleic Acids Research 38
(2010), 1767-1771.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ee376a.dna.bases import bases_to_symbols, symbols_to_bases
from ee376a.dna.channel import IDSChannel

__all__ = ["load", "save_fasta", "save_fastq"]

Symbols = npt.NDArray[np.uint8]


def save_fasta(path: Path, strands: Iterable[Symbols]) -> None:
    """Write strands to a file.

    Parameters
    ----------
    path : Path
    strands : iterable of array of uint8
        0 to 3 for A, C, G and T.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_fasta(Path(folder) / "two.fasta", [np.array([0, 1, 2, 3]), np.array([3, 3])])
    ...     print((Path(folder) / "two.fasta").read_text(encoding="ascii"), end="")
    >strand1
    ACGT
    >strand2
    TT
    """
    with path.open("w", encoding="ascii") as file:
        for number, strand in enumerate(strands, 1):
            file.write(f">strand{number}\n{symbols_to_bases(strand)}\n")


def save_fastq(path: Path, reads: Iterable[Symbols], channel: IDSChannel) -> None:
    """Write reads to a file, all bases of the same quality: that of the channel.

    Parameters
    ----------
    path : Path
    reads : iterable of array of uint8
        0 to 3 for A, C, G and T.
    channel : IDSChannel
        Its rate of errors is the quality.

    Examples
    --------
    An error in a hundred bases is a quality of 20, written as a 5:

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read = np.array([0, 1, 2, 3])
    ...     save_fastq(Path(folder) / "one.fastq", [read], IDSChannel(p_sub=0.01, alphabet=4))
    ...     print((Path(folder) / "one.fastq").read_text(encoding="ascii"), end="")
    @read1
    ACGT
    +
    5555
    """
    wrong = channel.p_sub + channel.p_ins + channel.p_del
    phred = 60 if wrong <= 1e-6 else round(-10 * math.log10(wrong))
    with path.open("w", encoding="ascii") as file:
        for number, read in enumerate(reads, 1):
            quality = chr(33 + phred) * len(read)
            file.write(f"@read{number}\n{symbols_to_bases(read)}\n+\n{quality}\n")


def load(path: Path) -> list[Symbols]:
    """Read the sequences of a FASTA or FASTQ file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of array of uint8
        0 to 3 for A, C, G and T. Those with other letters (an N is a base that could not be told)
        are left out, and so is a last record that is cut short.

    Raises
    ------
    ValueError
        If it is neither FASTA nor FASTQ; the line is named.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_fasta(Path(folder) / "one.fasta", [np.array([0, 1, 2, 3], np.uint8)])
    ...     found = load(Path(folder) / "one.fasta")
    >>> [strand.tolist() for strand in found]
    [[0, 1, 2, 3]]
    """
    try:
        lines = path.read_text(encoding="ascii").split("\n")
    except UnicodeDecodeError:
        raise ValueError(f"path: {path} is no text, FASTA or FASTQ needed") from None
    lines = [line.strip() for line in lines]
    first = next((line for line in lines if line), "@")
    if first[0] not in "@>":
        raise ValueError(f"path: {path} begins with neither > (FASTA) nor @ (FASTQ)")
    sequences = _fasta(lines) if first[0] == ">" else _fastq(lines, path)
    upper = (bases.upper() for bases in sequences)
    return [bases_to_symbols(bases) for bases in upper if bases and not set(bases) - set("ACGT")]


def _fasta(lines: list[str]) -> list[str]:
    records: list[list[str]] = []
    for line in lines:
        if line.startswith(">"):
            records.append([])
        elif line:
            records[-1].append(line)
    return ["".join(record) for record in records]


def _fastq(lines: list[str], path: Path) -> list[str]:
    """Take records of four lines: name, bases, a plus, qualities."""
    found = []
    filled = [(number, line) for number, line in enumerate(lines, 1)]
    while filled and not filled[-1][1]:
        filled.pop()
    for begin in range(0, len(filled) - 3, 4):
        (number, name), (_, bases), (_, plus), (_, quality) = filled[begin : begin + 4]
        if not name.startswith("@") or not plus.startswith("+"):
            raise ValueError(f"path: {path}, line {number}: no FASTQ record begins here")
        if len(quality) == len(bases):
            found.append(bases)
    return found
