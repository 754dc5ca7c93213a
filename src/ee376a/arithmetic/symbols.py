"""The arithmetic coder for one symbol at a time, and for a sequence of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic.interval import (
    MAX_TOTAL,
    PROBABILITY_BITS,
    Bytes,
    State,
    decode_bit,
    decode_symbol,
    encode_bit,
    encode_symbol,
    finish,
    start_decoder,
    start_encoder,
)

__all__ = ["Decoder", "Encoder", "decode", "encode"]


class Encoder:
    """Write symbols one at a time.

    Examples
    --------
    >>> encoder = Encoder()
    >>> encoder.encode_bit(1, 0.9)
    >>> encoder.encode(2, [5, 1, 2])
    >>> decoder = Decoder(encoder.finish())
    >>> decoder.decode_bit(0.9), decoder.decode([5, 1, 2])
    (1, 2)
    """

    def __init__(self) -> None:
        self._coder: State = start_encoder()
        self._out: Bytes = np.zeros(64, np.uint8)

    def encode_bit(self, bit: int, p1: float) -> None:
        """Write a bit whose probability of being 1 is `p1`.

        Parameters
        ----------
        bit : int
            0 or 1.
        p1 : float
            Between 0 and 1, these excluded; it is rounded to a whole number of 1/65536.

        Raises
        ------
        ValueError
            If it is no bit or no such probability.

        Examples
        --------
        >>> encoder = Encoder()
        >>> for bit in (1, 1, 1, 0, 1, 1, 1, 1):
        ...     encoder.encode_bit(bit, 0.9)
        >>> len(encoder.finish())
        1
        """
        if bit not in (0, 1):
            raise ValueError(f"bit: {bit!r} given, 0 or 1 allowed")
        self._make_room()
        encode_bit(self._coder, self._out, int(bit), _whole(p1))

    def encode(self, symbol: int, frequencies: Sequence[int] | npt.NDArray[np.integer]) -> None:
        """Write a symbol, 0 or more, whose probability is its part of the frequencies.

        Parameters
        ----------
        symbol : int
        frequencies : sequence of int
            0 or more each, that of `symbol` not 0; their sum is at most 2²⁴.

        Raises
        ------
        ValueError
            If the symbol has no frequency, or the frequencies are not such.

        Examples
        --------
        >>> encoder = Encoder()
        >>> encoder.encode(0, [255, 1])
        >>> encoder.encode(1, [0, 7])
        >>> encoder.finish()
        b''
        """
        cumulative = _accumulate(frequencies)
        _check(np.array([symbol]), cumulative)
        self._make_room()
        encode_symbol(self._coder, self._out, int(symbol), cumulative)

    def finish(self) -> bytes:
        """Give the stream; nothing can be written after this.

        Examples
        --------
        >>> Encoder().finish()
        b''
        """
        self._make_room()
        length = finish(self._coder, self._out)
        return self._out[:length].tobytes()

    def _make_room(self) -> None:
        """Have room for the bytes of any symbol: 4, and as many of the end."""
        if self._coder[2] + 8 > len(self._out):
            self._out = np.concatenate([self._out, np.zeros_like(self._out)])


class Decoder:
    """Read symbols one at a time, with the probabilities that they were written with.

    Parameters
    ----------
    data : bytes
        What `Encoder.finish` gave. It does not say how many symbols it has: after the last,
        others will be read.
    """

    def __init__(self, data: bytes) -> None:
        self._data: Bytes = np.frombuffer(data, np.uint8)
        self._coder: State = start_decoder(self._data)

    def decode_bit(self, p1: float) -> int:
        """Read a bit.

        Parameters
        ----------
        p1 : float
            As for `Encoder.encode_bit`.

        Returns
        -------
        int

        Raises
        ------
        ValueError
            As there.

        Examples
        --------
        >>> encoder = Encoder()
        >>> encoder.encode_bit(0, 0.2)
        >>> Decoder(encoder.finish()).decode_bit(0.2)
        0
        """
        return int(decode_bit(self._coder, self._data, _whole(p1)))

    def decode(self, frequencies: Sequence[int] | npt.NDArray[np.integer]) -> int:
        """Read a symbol.

        Parameters
        ----------
        frequencies : sequence of int
            As for `Encoder.encode`.

        Returns
        -------
        int

        Raises
        ------
        ValueError
            As there.

        Examples
        --------
        >>> encoder = Encoder()
        >>> encoder.encode(2, [5, 1, 2])
        >>> Decoder(encoder.finish()).decode([5, 1, 2])
        2
        """
        return int(decode_symbol(self._coder, self._data, _accumulate(frequencies)))


def encode(
    symbols: Sequence[int] | npt.NDArray[np.integer],
    frequencies: Sequence[int] | npt.NDArray[np.integer],
) -> bytes:
    """Write a sequence of symbols, each with the same frequencies.

    Parameters
    ----------
    symbols : sequence of int
    frequencies : sequence of int
        As for `Encoder.encode`.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If a symbol has no frequency, or the frequencies are not such.

    Examples
    --------
    Nine symbols of 0.152 bits and one of 3.32, 4.69 bits together, in one byte:

    >>> encode([0, 0, 0, 0, 1, 0, 0, 0, 0, 0], [9, 1]).hex()
    '98'
    """
    cumulative = _accumulate(frequencies)
    given = np.asarray(symbols, np.int64)
    _check(given, cumulative)
    # A symbol narrows the interval to 1/2²⁴ at the most, 4 bytes with those of the rounding.
    out = np.zeros(4 * len(given) + 4, np.uint8)
    return out[: _encode_all(given, cumulative, out)].tobytes()


def decode(
    data: bytes, frequencies: Sequence[int] | npt.NDArray[np.integer], length: int
) -> npt.NDArray[np.int64]:
    """Read a sequence of symbols.

    Parameters
    ----------
    data : bytes
        What `encode` gave.
    frequencies : sequence of int
        As there.
    length : int
        How many symbols.

    Returns
    -------
    array, int64, shape (length,)

    Raises
    ------
    ValueError
        If the frequencies are not such, or the length is negative.

    Examples
    --------
    >>> decode(bytes.fromhex("98"), [9, 1], 10).tolist()
    [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    """
    if length < 0:
        raise ValueError(f"length: {length} given, 0 or more allowed")
    symbols: npt.NDArray[np.int64] = _decode_all(
        np.frombuffer(data, np.uint8), _accumulate(frequencies), length
    )
    return symbols


@njit(cache=True)
def _encode_all(symbols: State, cumulative: State, out: Bytes) -> int:
    coder = start_encoder()
    for symbol in symbols:
        encode_symbol(coder, out, symbol, cumulative)
    return finish(coder, out)


@njit(cache=True)
def _decode_all(data: Bytes, cumulative: State, length: int) -> State:
    coder = start_decoder(data)
    symbols = np.empty(length, np.int64)
    for index in range(length):
        symbols[index] = decode_symbol(coder, data, cumulative)
    return symbols


def _whole(p1: float) -> int:
    if not 0 < p1 < 1:
        raise ValueError(f"p1: {p1} given, between 0 and 1 (these excluded) allowed")
    return min(max(round(p1 * (1 << PROBABILITY_BITS)), 1), (1 << PROBABILITY_BITS) - 1)


def _accumulate(frequencies: Sequence[int] | npt.NDArray[np.integer]) -> State:
    given = np.asarray(frequencies)
    if given.ndim != 1 or not given.size or not np.issubdtype(given.dtype, np.integer):
        raise ValueError(f"frequencies: {frequencies!r} given, a sequence of whole numbers needed")
    # Each is looked at alone first, so that no sum overflows.
    if given.min() < 0 or given.max() > MAX_TOTAL or not 0 < given.sum(dtype=float) <= MAX_TOTAL:
        raise ValueError(
            f"frequencies: {int(given.min())} to {int(given.max())} given, 0 or more each with a "
            f"sum of 1 to {MAX_TOTAL} allowed"
        )
    return np.concatenate([[0], np.cumsum(given, dtype=np.int64)])


def _check(symbols: npt.NDArray[np.integer], cumulative: State) -> None:
    """See that each symbol has a frequency."""
    wrong = (symbols < 0) | (symbols >= len(cumulative) - 1)
    if not wrong.any():
        wrong = np.diff(cumulative)[symbols] == 0
    if wrong.any():
        raise ValueError(
            f"symbol: {symbols[wrong][0]} given, one of 0 to {len(cumulative) - 2} whose frequency "
            "is not 0 allowed"
        )
