"""The painter's code: each character is its ASCII code in three octal digits.

Three digits of base 8 carry nine bits and ASCII has seven, so the first digit of each character is
0 or 1 only: a redundancy that the painting shows as an imbalance of colours.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ee376a.bits import digits_to_text, text_to_digits

__all__ = ["DIGITS_PER_CHARACTER", "decode", "encode"]

DIGITS_PER_CHARACTER = 3
"""Octal digits of a character."""


def encode(text: str) -> npt.NDArray[np.uint8]:
    """Write text in octal digits, three a character, most significant first.

    Parameters
    ----------
    text : str
        ASCII characters only; empty text has no digits.

    Returns
    -------
    ndarray of uint8, shape (3 * len(text),)
        Digits 0 to 7.

    Raises
    ------
    ValueError
        If a character is not ASCII; it is named with its place.

    Examples
    --------
    >>> encode("Art").tolist()
    [1, 0, 1, 1, 6, 2, 1, 6, 4]
    """
    return text_to_digits(text, 8).astype(np.uint8)


def decode(digits: npt.ArrayLike) -> str:
    """Read text from octal digits: the inverse of `encode`.

    Parameters
    ----------
    digits : array_like of int, shape (3 * n,)
        Digits 0 to 7, three a character, most significant first.

    Returns
    -------
    str
        Of ``n`` ASCII characters.

    Raises
    ------
    ValueError
        If something is not an octal digit, the digits do not fill whole characters, or three of
        them spell a number over 127.

    Examples
    --------
    >>> decode([1, 0, 1, 1, 6, 2, 1, 6, 4])
    'Art'
    """
    return digits_to_text(digits, 8)
