"""The robust painting's protection: a CRC-32 and a Reed-Solomon code with one symbol a character.

Three triangles carry nine bits, so a symbol of GF(2⁹) is a character: first the message, which can
still be read by hand, then four symbols of CRC-32, then parity up to the end of the painting. A
code over GF(2⁹) has at most 511 symbols, and the painting's 506 characters fit in one codeword.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt
from reedsolo import ReedSolomonError, RSCodec, init_tables

__all__ = ["CHECK", "CODEWORD", "LIMIT", "Uncorrectable", "protect", "recover"]

CODEWORD = 506
"""Symbols of the codeword: the characters of a robust painting."""

CHECK = 4
"""Symbols of the CRC: 36 bits, the first four zero."""

_LEAST_PARITY = 64
LIMIT = CODEWORD - CHECK - _LEAST_PARITY
"""Characters that a robust painting holds at most; the rest of the codeword, at least 64 symbols,
is parity."""

Symbols = npt.NDArray[np.int64]


class Uncorrectable(ValueError):  # noqa: N818
    """There are too many errors, or the checksum is wrong after correction."""


def protect(text: str) -> Symbols:
    """Add the check and the parity.

    Parameters
    ----------
    text : str
        ASCII characters, at most `LIMIT` of them.

    Returns
    -------
    ndarray of int64, shape (506,)
        Symbols 0 to 511: the codes of the characters, the check, the parity.

    Raises
    ------
    ValueError
        If the text is longer, or not ASCII.

    Examples
    --------
    >>> protect("Art")[:3].tolist()
    [65, 114, 116]
    """
    if len(text) > LIMIT:
        raise ValueError(f"text: {len(text)} characters given, at most {LIMIT} allowed")
    if not text.isascii():
        raise ValueError(f"text: {text!r} given, only ASCII allowed")
    codes = [*text.encode("ascii"), *_check(text)]
    return np.array(_codec(CODEWORD - len(codes)).encode(codes), dtype=np.int64)


def recover(symbols: npt.ArrayLike, length: int, erased: npt.ArrayLike = ()) -> str:
    """Correct and check: the inverse of `protect`.

    Parameters
    ----------
    symbols : array_like of int, shape (506,)
        Symbols 0 to 511, some of them wrong.
    length : int
        Characters of the text, 0 to `LIMIT`.
    erased : array_like of int
        Places of symbols that are not to be trusted; each costs half of what an error costs.

    Returns
    -------
    str
        The text.

    Raises
    ------
    Uncorrectable
        If there are too many errors, or the checksum is wrong.
    ValueError
        If these are no such symbols, or there is no such length or place.

    Examples
    --------
    >>> seen = protect("Art")
    >>> seen[:200] = 0
    >>> recover(seen, 3)
    'Art'
    """
    given, places = np.asarray(symbols), np.asarray(erased, dtype=np.int64)
    if given.shape != (CODEWORD,) or not 0 <= given.min() <= given.max() <= 511:
        raise ValueError(f"symbols: shape {given.shape} given, {CODEWORD} of 0 to 511 needed")
    if not 0 <= length <= LIMIT:
        raise ValueError(f"length: {length} given, 0 to {LIMIT} allowed")
    if places.size and not 0 <= places.min() <= places.max() < CODEWORD:
        raise ValueError(f"erased: 0 to {CODEWORD - 1} allowed")
    parity = CODEWORD - length - CHECK
    try:
        codes = list(_codec(parity).decode(given.tolist(), erase_pos=places.tolist())[0])
    except ReedSolomonError:
        raise Uncorrectable("there are too many errors") from None
    # characters over 127 are not text: a check of one more bit each
    if max(codes[:length], default=0) < 128:
        text = bytes(codes[:length]).decode("ascii")
        if codes[length:] == _check(text):
            return text
    raise Uncorrectable("the checksum is wrong")


def _check(text: str) -> list[int]:
    check = crc32(text.encode("ascii"))
    return [check >> shift & 511 for shift in (27, 18, 9, 0)]


def _codec(parity: int) -> RSCodec:
    # reedsolo keeps the field in its module: a code over another field may have been used since
    codec = _cached(parity)
    init_tables(codec.prim, codec.generator, codec.c_exp)
    return codec


@lru_cache
def _cached(parity: int) -> RSCodec:
    return RSCodec(parity, nsize=511, c_exp=9)
