"""Text, bytes, bits and digits of any base: the one currency between the projects.

Each conversion stands next to its inverse. Bits and digits are one-dimensional numpy arrays, most
significant first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = [
    "as_bits",
    "bits_to_bytes",
    "bytes_to_bits",
    "digits_per_character",
    "digits_to_int",
    "digits_to_text",
    "int_to_digits",
    "text_to_digits",
]

Bits = npt.NDArray[np.uint8]
Digits = npt.NDArray[np.int64]
_ASCII = 128


def bytes_to_bits(data: bytes) -> Bits:
    """Turn bytes into bits, the most significant bit of each byte first.

    Parameters
    ----------
    data : bytes
        Any bytes, of length ``n``.

    Returns
    -------
    ndarray of uint8, shape (8 n,)
        Zeros and ones.

    Examples
    --------
    >>> bytes_to_bits(b"A").tolist()
    [0, 1, 0, 0, 0, 0, 0, 1]
    """
    return np.unpackbits(np.frombuffer(bytes(data), dtype=np.uint8))


def bits_to_bytes(bits: npt.ArrayLike) -> bytes:
    """Turn bits into bytes: the inverse of `bytes_to_bits`.

    Parameters
    ----------
    bits : array_like of int, shape (8 n,)
        Zeros and ones, most significant first.

    Returns
    -------
    bytes
        Of length ``n``.

    Raises
    ------
    ValueError
        If something is not 0 or 1, or if the bits do not fill whole bytes.

    Examples
    --------
    >>> bits_to_bytes([0, 1, 0, 0, 0, 0, 0, 1])
    b'A'
    """
    digits = _digits(bits, 2, "bits")
    if digits.size % 8:
        raise ValueError(f"bits: {digits.size} given, a whole number of bytes (8 n bits) needed")
    return np.packbits(digits.astype(np.uint8)).tobytes()


def as_bits(values: npt.ArrayLike, name: str = "bits") -> Bits:
    """Check that all values are 0 or 1.

    Parameters
    ----------
    values : array_like
        Of any shape.
    name : str
        What an error calls them.

    Returns
    -------
    ndarray of uint8
        Of the same shape.

    Raises
    ------
    ValueError
        If one is something else.

    Examples
    --------
    >>> as_bits([[1, 0], [0.0, True]]).tolist()
    [[1, 0], [0, 1]]
    """
    given = np.asarray(values)
    if ((given != 0) & (given != 1)).any():
        raise ValueError(f"{name}: values other than 0 and 1 given")
    return given.astype(np.uint8)


def int_to_digits(number: int, base: int, length: int | None = None) -> Digits:
    """Write a whole number in a base.

    Parameters
    ----------
    number : int
        Whole, zero or more; of any size.
    base : int
        Two or more.
    length : int, optional
        How many digits to write, with zeros in front; as few as possible when not given
        (zero itself takes one).

    Returns
    -------
    ndarray of int64, shape (length,)
        Digits in ``range(base)``, most significant first.

    Raises
    ------
    ValueError
        If the number is negative or not whole, the base is under two, or the number needs more
        digits.

    Examples
    --------
    >>> int_to_digits(2026, 8).tolist()
    [3, 7, 5, 2]
    >>> int_to_digits(5, 2, length=8).tolist()
    [0, 0, 0, 0, 0, 1, 0, 1]
    """
    _check_base(base)
    if number < 0:
        raise ValueError(f"number: {number} given, zero or more allowed")
    if number % 1:
        raise ValueError(f"number: {number} given, a whole one allowed")
    if length is not None and length < 0:
        raise ValueError(f"length: {length} given, zero or more allowed")
    rest, digits = number, []
    while rest:
        rest, digit = divmod(rest, base)
        digits.append(digit)
    if length is None:
        length = max(len(digits), 1)
    if len(digits) > length:
        raise ValueError(
            f"number: {number} needs {len(digits)} digits of base {base}, {length} allowed"
        )
    return np.array(digits + [0] * (length - len(digits)), dtype=np.int64)[::-1]


def digits_to_int(digits: npt.ArrayLike, base: int) -> int:
    """Read a whole number from its digits: the inverse of `int_to_digits`.

    Parameters
    ----------
    digits : array_like of int, shape (n,)
        Digits in ``range(base)``, most significant first; none at all is zero.
    base : int
        Two or more.

    Returns
    -------
    int
        A Python integer, of any size.

    Raises
    ------
    ValueError
        If the base is under two or something is not a digit of it.

    Examples
    --------
    >>> digits_to_int([3, 7, 5, 2], 8)
    2026
    """
    number = 0
    for digit in _digits(digits, base, "digits").tolist():
        number = number * base + digit
    return number


def digits_per_character(base: int) -> int:
    """Count the digits of a base that one ASCII character (seven bits) takes.

    Parameters
    ----------
    base : int
        Two or more.

    Returns
    -------
    int
        The least ``n`` for which ``base ** n`` is at least 128.

    Raises
    ------
    ValueError
        If the base is under two.

    Examples
    --------
    >>> [digits_per_character(base) for base in (2, 3, 4, 8, 16, 127, 128)]
    [7, 5, 4, 3, 2, 2, 1]
    """
    return int_to_digits(_ASCII - 1, base).size


def text_to_digits(text: str, base: int) -> Digits:
    """Write ASCII text in a base, each character with the same number of digits.

    Parameters
    ----------
    text : str
        ASCII characters only.
    base : int
        Two or more.

    Returns
    -------
    ndarray of int64, shape (digits_per_character(base) * len(text),)
        Digits in ``range(base)``, character by character, most significant first.

    Raises
    ------
    ValueError
        If a character is not ASCII (it is named with its place), or the base is under two.

    Examples
    --------
    >>> text_to_digits("Hi", 8).tolist()
    [1, 1, 0, 1, 5, 1]
    """
    width = digits_per_character(base)
    for place, character in enumerate(text):
        if ord(character) >= _ASCII:
            raise ValueError(
                f"text: {character!r} (character {place + 1}) given, only ASCII allowed"
            )
    codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8).astype(np.int64)
    places = np.array([base**power for power in reversed(range(width))], dtype=np.int64)
    return np.asarray(codes[:, None] // places % base, dtype=np.int64).ravel()


def digits_to_text(digits: npt.ArrayLike, base: int) -> str:
    """Read ASCII text from its digits: the inverse of `text_to_digits`.

    Parameters
    ----------
    digits : array_like of int, shape (digits_per_character(base) * n,)
        Digits in ``range(base)``, most significant first.
    base : int
        Two or more.

    Returns
    -------
    str
        Of ``n`` ASCII characters.

    Raises
    ------
    ValueError
        If something is not a digit of the base, the digits do not fill whole characters, or they
        spell a number over 127.

    Examples
    --------
    >>> digits_to_text([1, 1, 0, 1, 5, 1], 8)
    'Hi'
    """
    values = _digits(digits, base, "digits")
    width = digits_per_character(base)
    if values.size % width:
        raise ValueError(
            f"digits: {values.size} given, a whole number of characters ({width} n digits) needed"
        )
    codes = [digits_to_int(group, base) for group in values.reshape(-1, width)]
    for place, code in enumerate(codes):
        if code >= _ASCII:
            raise ValueError(f"digits: character {place + 1} has code {code}, 0 to 127 allowed")
    return bytes(codes).decode("ascii")


def _check_base(base: int) -> None:
    if base < 2:
        raise ValueError(f"base: {base} given, two or more allowed")


def _digits(values: npt.ArrayLike | Sequence[int], base: int, name: str) -> Digits:
    """Check that the values are digits of the base, and give them as one flat array."""
    _check_base(base)
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name}: shape {array.shape} given, one dimension allowed")
    if array.size == 0:
        return np.empty(0, dtype=np.int64)
    if array.dtype.kind not in "biu":
        raise ValueError(f"{name}: dtype {array.dtype} given, whole numbers allowed")
    wrong = (array < 0) | (array >= base)
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        raise ValueError(f"{name}: {array[place]} at {place} given, 0 to {base - 1} allowed")
    return array.astype(np.int64)
