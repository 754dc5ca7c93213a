"""The interval of the arithmetic coder, narrowed and widened by compiled functions.

They are made for other compiled functions: what they are given is not checked.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = [
    "MAX_TOTAL",
    "PROBABILITY_BITS",
    "decode_bit",
    "decode_symbol",
    "encode_bit",
    "encode_part",
    "encode_symbol",
    "find",
    "finish",
    "part_of",
    "start_decoder",
    "start_encoder",
    "take_part",
]

Bytes = npt.NDArray[np.uint8]
State = npt.NDArray[np.int64]

#: The probability of a bit is a whole number of 1/65536.
PROBABILITY_BITS = 16
#: The largest sum of the frequencies of symbols: the least range of the coder.
MAX_TOTAL = 1 << 24

_MASK = 0xFFFFFFFF
_BOTTOM = 1 << 24
# The places in the state. An encoder's first is the lower end of the interval; a decoder's, how
# far above it the number that is read lies.
_LOW, _RANGE, _POSITION = 0, 1, 2


@njit(cache=True)
def start_encoder() -> State:
    """Give the state of an encoder that has written nothing.

    Returns
    -------
    array, int64, shape (3,)
        The lower end of the interval, its length, and how many bytes were written.

    Examples
    --------
    >>> start_encoder().tolist()
    [0, 4294967296, 0]
    """
    coder = np.zeros(3, np.int64)
    coder[_RANGE] = 1 << 32
    return coder


@njit(cache=True)
def start_decoder(data: Bytes) -> State:
    """Give the state of a decoder that is to read these bytes.

    Parameters
    ----------
    data : array, uint8

    Returns
    -------
    array, int64, shape (3,)
        How far the number lies above the lower end of the interval, the interval's length, and
        how many bytes were read, those after the end (zeros) counted.

    Examples
    --------
    >>> start_decoder(np.array([1, 2, 3, 4, 5], np.uint8)).tolist()
    [16909060, 4294967296, 4]
    """
    coder = np.zeros(3, np.int64)
    coder[_RANGE] = 1 << 32
    for _ in range(4):
        coder[_LOW] = (coder[_LOW] << 8) | _next(coder, data)
    return coder


@njit(cache=True)
def encode_bit(coder: State, out: Bytes, bit: int, p1: int) -> None:
    """Write a bit.

    Bytes for which `out` has no room are counted in the state and not written: look there whether
    all of them found a place.

    Parameters
    ----------
    coder : array
        Of `start_encoder`; it is changed.
    out : array, uint8
        Where the bytes go.
    bit : int
        0 or 1.
    p1 : int
        Probability that it is 1, in 1/65536: 1 to 65535. It is not checked.

    Examples
    --------
    >>> coder, out = start_encoder(), np.zeros(8, np.uint8)
    >>> for bit in (1, 1, 0):
    ...     encode_bit(coder, out, bit, p1=49152)
    >>> out[: finish(coder, out)].tolist()
    [108]
    """
    bound = (coder[_RANGE] * p1) >> PROBABILITY_BITS
    if bit:
        _narrow(coder, out, 0, bound)
    else:
        _narrow(coder, out, bound, coder[_RANGE] - bound)


@njit(cache=True)
def decode_bit(coder: State, data: Bytes, p1: int) -> int:
    """Read a bit.

    Parameters
    ----------
    coder : array
        Of `start_decoder`; it is changed.
    data : array, uint8
        The same as there.
    p1 : int
        What the encoder was given.

    Returns
    -------
    int
        0 or 1.

    Examples
    --------
    >>> data = np.array([108], np.uint8)
    >>> coder = start_decoder(data)
    >>> [decode_bit(coder, data, p1=49152) for _ in range(3)]
    [1, 1, 0]
    """
    bound = (coder[_RANGE] * p1) >> PROBABILITY_BITS
    if coder[_LOW] < bound:
        coder[_RANGE] = bound
        bit = 1
    else:
        coder[_LOW] -= bound
        coder[_RANGE] -= bound
        bit = 0
    _widen(coder, data)
    return bit


@njit(cache=True)
def encode_symbol(coder: State, out: Bytes, symbol: int, cumulative: State) -> None:
    """Write a symbol of an alphabet of any size.

    Parameters
    ----------
    coder : array
        Of `start_encoder`; it is changed.
    out : array, uint8
        Where the bytes go, as for `encode_bit`.
    symbol : int
        Its frequency must not be 0; it is not checked.
    cumulative : array, int64, shape (size of the alphabet + 1,)
        The sums of the frequencies before each symbol, from 0 to their total, at most 2²⁴.

    Examples
    --------
    >>> coder, out = start_encoder(), np.zeros(8, np.uint8)
    >>> encode_symbol(coder, out, 2, np.array([0, 5, 6, 8]))
    >>> out[: finish(coder, out)].tolist()
    [192]
    """
    encode_part(coder, out, cumulative[symbol], cumulative[symbol + 1], cumulative[-1])


@njit(cache=True)
def encode_part(coder: State, out: Bytes, below: int, above: int, total: int) -> None:
    """Write a symbol by the sums of the frequencies before and with it.

    Parameters
    ----------
    coder : array
        Of `start_encoder`; it is changed.
    out : array, uint8
        Where the bytes go, as for `encode_bit`.
    below, above, total : int
        0 <= below < above <= total <= `MAX_TOTAL`; it is not checked.

    Examples
    --------
    The symbol that has 5 to 6 of a total of 8, as `encode_symbol` wrote symbol 1 of [0, 5, 6, 8]:

    >>> coder, out = start_encoder(), np.zeros(8, np.uint8)
    >>> encode_part(coder, out, below=5, above=6, total=8)
    >>> out[: finish(coder, out)].tolist()
    [160]
    """
    start = coder[_RANGE] * below // total
    end = coder[_RANGE] * above // total
    _narrow(coder, out, start, end - start)


@njit(cache=True)
def decode_symbol(coder: State, data: Bytes, cumulative: State) -> int:
    """Read a symbol.

    Parameters
    ----------
    coder : array
        Of `start_decoder`; it is changed.
    data : array, uint8
        The same as there.
    cumulative : array, int64
        What the encoder was given.

    Returns
    -------
    int

    Examples
    --------
    >>> data = np.array([192], np.uint8)
    >>> decode_symbol(start_decoder(data), data, np.array([0, 5, 6, 8]))
    2
    """
    total = cumulative[-1]
    symbol = find(cumulative, part_of(coder, total))
    take_part(coder, data, cumulative[symbol], cumulative[symbol + 1], total)
    return symbol


@njit(cache=True)
def part_of(coder: State, total: int) -> int:
    """Tell where in the total of the frequencies the number lies that is read.

    Parameters
    ----------
    coder : array
        Of `start_decoder`.
    total : int
        What the encoder was given.

    Returns
    -------
    int
        0 to `total`, that excluded, in a stream that an encoder wrote: the symbol has
        ``below <= part < above``. `take_part` then goes on.

    Examples
    --------
    >>> coder = start_decoder(np.array([160], np.uint8))
    >>> part_of(coder, total=8)
    5
    """
    # The largest part of the total whose place in the interval is not above the number.
    return int(((coder[_LOW] + 1) * total - 1) // coder[_RANGE])


@njit(cache=True)
def take_part(coder: State, data: Bytes, below: int, above: int, total: int) -> None:
    """Go on behind a symbol that was found by `part_of`.

    Parameters
    ----------
    coder, data : array
        As for `decode_bit`.
    below, above, total : int
        What the encoder was given.

    Examples
    --------
    The number 176/256 is in the middle between 5/8 and 6/8: the next symbol is read there.

    >>> data = np.array([176], np.uint8)
    >>> coder = start_decoder(data)
    >>> first = part_of(coder, total=8)
    >>> take_part(coder, data, below=5, above=6, total=8)
    >>> first, part_of(coder, total=8)
    (5, 4)
    """
    start = coder[_RANGE] * below // total
    end = coder[_RANGE] * above // total
    coder[_LOW] -= start
    coder[_RANGE] = end - start
    _widen(coder, data)


@njit(cache=True)
def find(cumulative: State, part: int) -> int:
    """Find the symbol in whose part of the total a number lies.

    Parameters
    ----------
    cumulative : array, int64
        As for `encode_symbol`.
    part : int
        0 to the total, that excluded.

    Returns
    -------
    int
        The symbol with ``cumulative[symbol] <= part < cumulative[symbol + 1]``.

    Examples
    --------
    >>> find(np.array([0, 5, 6, 8]), 5)
    1
    """
    below, above = 0, len(cumulative) - 1
    while above - below > 1:
        middle = (below + above) // 2
        if cumulative[middle] <= part:
            below = middle
        else:
            above = middle
    return below


@njit(cache=True)
def finish(coder: State, out: Bytes) -> int:
    """Write the shortest number in the interval, without zeros at its end.

    The decoder reads zeros after the end of its bytes, but must be told how many bytes it has
    and how many symbols to read.

    Parameters
    ----------
    coder : array
        Of `start_encoder`; it is of no use after this.
    out : array, uint8
        Where the bytes went.

    Returns
    -------
    int
        How long the stream is, in bytes. More than ``len(out)`` says that there was no room.

    Examples
    --------
    >>> coder, out = start_encoder(), np.zeros(8, np.uint8)
    >>> encode_bit(coder, out, 0, p1=32768)
    >>> finish(coder, out)
    1
    """
    low, end = coder[_LOW], coder[_LOW] + coder[_RANGE]
    # No byte more, if a carry or none gives a number in the interval; else one, for the range is
    # at least 2²⁴.
    unit = 1 << 32
    if -(-low // unit) * unit >= end:
        unit = _BOTTOM
    _narrow(coder, out, -(-low // unit) * unit - low, 1 << 16)
    length = int(coder[_POSITION])
    if length <= len(out):
        while length and out[length - 1] == 0:
            length -= 1
    return length


@njit(cache=True)
def _narrow(coder: State, out: Bytes, start: int, length: int) -> None:
    """Go to a part of the interval, and write the bytes that are now known."""
    low = coder[_LOW] + start
    position = coder[_POSITION]
    if low > _MASK:
        low &= _MASK
        place = position - 1
        while place < len(out) and out[place] == 255:
            out[place] = 0
            place -= 1
        if place < len(out):
            out[place] += np.uint8(1)
    while length < _BOTTOM:
        if position < len(out):
            out[position] = low >> 24
        position += 1
        low = (low << 8) & _MASK
        length <<= 8
    coder[_LOW], coder[_RANGE], coder[_POSITION] = low, length, position


@njit(cache=True)
def _widen(coder: State, data: Bytes) -> None:
    """Read as many bytes as the encoder wrote for this symbol."""
    while coder[_RANGE] < _BOTTOM:
        coder[_LOW] = (coder[_LOW] << 8) | _next(coder, data)
        coder[_RANGE] <<= 8


@njit(cache=True)
def _next(coder: State, data: Bytes) -> int:
    position = coder[_POSITION]
    coder[_POSITION] += 1
    return int(data[position]) if position < len(data) else 0
