"""Coding with a moving target: the arithmetic coder driven by any predictor of the ladder.

The encoder asks the predictor, writes the symbol with what it was told, and tells the predictor
the symbol. The decoder asks its own predictor, which has learnt from the same symbols and so says
the same; it reads the symbol, and tells it on. The model itself is never sent.

The predictors of the ladder reckon in floating point as it comes, so a file is to be read where
it was written; `ee376a.prequential.codec` has the models whose files are read everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ee376a.arithmetic import Decoder, Encoder
from ee376a.prequential.predictors import Predictor

__all__ = ["decode", "encode", "frequencies"]

_TOTAL = 1 << 22


def frequencies(probabilities: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Give whole numbers in proportion to probabilities, none less than 1, for the coder.

    Parameters
    ----------
    probabilities : array_like, shape (alphabet,)
        A distribution.

    Returns
    -------
    ndarray of int64, shape (alphabet,)
        With a sum of at most 2**22, or little less.

    Examples
    --------
    >>> frequencies([0.75, 0.25, 0])
    array([3145726, 1048576,       1])
    """
    shares = np.asarray(probabilities, dtype=np.float64)
    return 1 + np.floor(shares * (_TOTAL - shares.size)).astype(np.int64)


def encode(predictor: Predictor, symbols: Sequence[int]) -> bytes:
    """Write symbols with what a predictor says of each before it comes.

    Parameters
    ----------
    predictor : Predictor
        A fresh one; it learns on the way.
    symbols : sequence of int
        Of its alphabet.

    Returns
    -------
    bytes
        They do not say how many symbols there are.

    Raises
    ------
    ValueError
        If a symbol is not of the alphabet.

    Examples
    --------
    >>> from ee376a.prequential.predictors import Backoff
    >>> len(encode(Backoff(256, order=3), b"a rose is a rose is a rose"))
    11
    """
    encoder = Encoder()
    for symbol in symbols:
        if not 0 <= symbol < predictor.alphabet:
            raise ValueError(f"symbols: {symbol} given, 0 to {predictor.alphabet - 1} allowed")
        encoder.encode(symbol, frequencies(predictor.probabilities()))
        predictor.update(symbol)
    return encoder.finish()


def decode(predictor: Predictor, data: bytes, length: int) -> list[int]:
    """Read symbols with a predictor that learns them as they are read.

    Parameters
    ----------
    predictor : Predictor
        One like that of the encoder, as fresh as it was.
    data : bytes
        What `encode` gave.
    length : int
        How many symbols to read.

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        If `length` is negative.

    Examples
    --------
    >>> from ee376a.prequential.predictors import Backoff
    >>> data = encode(Backoff(256, order=3), b"a rose is a rose is a rose")
    >>> bytes(decode(Backoff(256, order=3), data, 26))
    b'a rose is a rose is a rose'
    """
    if length < 0:
        raise ValueError(f"length: {length} given, 0 or more needed")
    decoder = Decoder(data)
    symbols = []
    for _ in range(length):
        symbols.append(decoder.decode(frequencies(predictor.probabilities())))
        predictor.update(symbols[-1])
    return symbols
