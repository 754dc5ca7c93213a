"""Bits, symbols and bases, and what a chemist asks of a strand.

A base is two bits: A is 00, C 01, G 10 and T 11; its symbol is the number 0 to 3. Strands with
long runs of one base, or with far more of G and C than of A and T or the other way round, are
hard to synthesise and to sequence. `encode_without_runs` writes any bits without a run at all,
for log2(3) = 1.58 instead of 2 bits a base.

References
----------
N. Goldman et al., "Towards practical, high-capacity, low-maintenance information storage in
synthesized DNA", Nature 494 (2013), 77-80 (the rotating code, after bits are turned into trits).
"""

from __future__ import annotations

import math
from itertools import groupby

import numpy as np
import numpy.typing as npt

from ee376a.bits import digits_to_int, int_to_digits

__all__ = [
    "bases_to_bits",
    "bases_to_symbols",
    "bits_to_bases",
    "decode_without_runs",
    "encode_without_runs",
    "gc_content",
    "longest_run",
    "symbols_to_bases",
]

Bits = npt.NDArray[np.uint8]
_BASES = "ACGT"
# Turns base letters into symbols; 255 for what is none.
_SYMBOLS = np.full(256, 255, np.uint8)
_SYMBOLS[[*_BASES.encode()]] = range(4)


def symbols_to_bases(symbols: npt.ArrayLike) -> str:
    """Write symbols as bases.

    Parameters
    ----------
    symbols : array_like of int, shape (n,)
        0 to 3.

    Returns
    -------
    str
        Of A, C, G and T, length ``n``.

    Raises
    ------
    ValueError
        If a symbol is not 0 to 3.

    Examples
    --------
    >>> symbols_to_bases([0, 1, 2, 3])
    'ACGT'
    """
    values = np.asarray(symbols)
    if values.size and not 0 <= values.min() <= values.max() <= 3:
        raise ValueError(f"symbols: {values.min()} to {values.max()} given, 0 to 3 allowed")
    return np.frombuffer(_BASES.encode(), np.uint8)[values.astype(np.int64)].tobytes().decode()


def bases_to_symbols(strand: str) -> npt.NDArray[np.uint8]:
    """Read bases as symbols: the inverse of `symbols_to_bases`.

    Parameters
    ----------
    strand : str
        Of A, C, G and T, length ``n``.

    Returns
    -------
    ndarray of uint8, shape (n,)
        0 to 3.

    Raises
    ------
    ValueError
        If there is another letter.

    Examples
    --------
    >>> bases_to_symbols("TAG").tolist()
    [3, 0, 2]
    """
    # What is not ASCII becomes "?", which is no base either.
    symbols = _SYMBOLS[np.frombuffer(strand.encode("ascii", "replace"), np.uint8)]
    if symbols.max(initial=0) > 3:
        letter = strand[int(np.argmax(symbols > 3))]
        raise ValueError(f"strand: {letter!r} given, only A, C, G and T allowed")
    return symbols


def bits_to_bases(bits: npt.ArrayLike) -> str:
    """Write two bits as each base.

    Parameters
    ----------
    bits : array_like of 0 and 1, shape (2 n,)

    Returns
    -------
    str
        Of length ``n``.

    Raises
    ------
    ValueError
        If the number of bits is odd, or something is not 0 or 1.

    Examples
    --------
    >>> bits_to_bases([0, 0, 0, 1, 1, 0, 1, 1])
    'ACGT'
    """
    values = _checked(bits)
    if values.size % 2:
        raise ValueError(f"bits: {values.size} given, an even number needed")
    return symbols_to_bases(2 * values[::2] + values[1::2])


def bases_to_bits(strand: str) -> Bits:
    """Read two bits from each base: the inverse of `bits_to_bases`.

    Parameters
    ----------
    strand : str
        Of A, C, G and T, length ``n``.

    Returns
    -------
    ndarray of uint8, shape (2 n,)

    Raises
    ------
    ValueError
        If there is another letter.

    Examples
    --------
    >>> bases_to_bits("CT").tolist()
    [0, 1, 1, 1]
    """
    symbols = bases_to_symbols(strand)
    return np.stack([symbols >> 1, symbols & 1], axis=1).ravel()


def encode_without_runs(bits: npt.ArrayLike) -> str:
    """Write bits so that no base stands next to itself (after Goldman et al. 2013).

    The bits are a number, its digits to base 3 say by how much each base differs from the one
    before it.

    Parameters
    ----------
    bits : array_like of 0 and 1, shape (n,)

    Returns
    -------
    str
        Of the fewest bases for so many bits, ``ceil(n log 2 / log 3)``.

    Raises
    ------
    ValueError
        If something is not 0 or 1.

    Examples
    --------
    >>> encode_without_runs([0] * 19)
    'CGTACGTACGTA'
    """
    values = _checked(bits)
    trits = int_to_digits(digits_to_int(values, 2), 3, _trits(values.size))
    return symbols_to_bases(np.cumsum(trits + 1) % 4)


def decode_without_runs(strand: str, bits: int) -> Bits:
    """Read what `encode_without_runs` wrote.

    Parameters
    ----------
    strand : str
    bits : int
        How many were written.

    Returns
    -------
    ndarray of uint8, shape (bits,)

    Raises
    ------
    ValueError
        If no such bits are written like this: a wrong length, a letter that is no base, a run, or
        a number too large.

    Examples
    --------
    >>> decode_without_runs("CGTACGTACGTA", 19).any()
    np.False_
    """
    symbols = bases_to_symbols(strand).astype(np.int64)
    steps = np.mod(np.diff(symbols, prepend=0), 4) - 1
    if steps.size != _trits(bits) or steps.min(initial=0) < 0:
        raise ValueError(f"strand: {_trits(bits)} bases without runs, not from A, needed")
    number = digits_to_int(steps, 3)
    if number >> bits:
        raise ValueError(f"strand: a number of more than {bits} bits given")
    return int_to_digits(number, 2, bits).astype(np.uint8)


def gc_content(strand: str) -> float:
    """Give the share of G and C among the bases.

    Parameters
    ----------
    strand : str
        Not empty.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If the strand is empty.

    Examples
    --------
    >>> gc_content("GATC")
    0.5
    """
    if not strand:
        raise ValueError("strand: nothing given, a base needed")
    return (strand.count("G") + strand.count("C")) / len(strand)


def longest_run(strand: str) -> int:
    """Give the length of the longest run of one base.

    Parameters
    ----------
    strand : str

    Returns
    -------
    int
        0 for an empty strand.

    Examples
    --------
    >>> longest_run("GATTTACA")
    3
    """
    return max((len([*run]) for _, run in groupby(strand)), default=0)


def _trits(bits: int) -> int:
    """Fewest trits that can tell so many bits apart."""
    guess = max(1, round(bits * math.log(2) / math.log(3)))
    # Logarithms of floats may be off by one where it is close.
    return next(trits for trits in (guess - 1, guess, guess + 1) if int(3**trits) >= 1 << bits)


def _checked(bits: npt.ArrayLike) -> Bits:
    values = np.asarray(bits)
    if values.ndim != 1 or not np.isin(values, (0, 1)).all():
        raise ValueError("bits: one row of zeros and ones needed")
    return values.astype(np.uint8)
