"""Arithmetic coding by hand: intervals with exact ends, and the bits that name them.

A law gives each symbol a share of what is there; a message narrows [0, 1) symbol by symbol, and
any number of the last interval tells the whole message. This is the idea in fractions;
`ee376a.arithmetic` does it with 32 bits.

References
----------
J. Rissanen, "Generalized Kraft inequality and arithmetic coding", IBM Journal of Research and
Development 20 (1976), 198-203. R. Pasco, "Source coding algorithms for fast data compression",
PhD thesis, Stanford 1976.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil

from ee376a.prequential.predictors import estimate

__all__ = ["UNIT", "Interval", "Law", "adaptive", "decode", "encode", "fixed", "intervals"]

#: What a law is: from the symbols that have come to the shares of the next.
Law = Callable[[Sequence[int]], Sequence[Fraction]]


@dataclass(frozen=True)
class Interval:
    """The numbers from `low` on that are less than ``low + width``.

    Examples
    --------
    >>> print(Interval(Fraction(1, 4), Fraction(1, 2)).narrow(fixed([1, 2])([]), 1))
    [5/12, 3/4)
    """

    low: Fraction
    width: Fraction

    @property
    def high(self) -> Fraction:
        """The first number above the interval."""
        return self.low + self.width

    def narrow(self, shares: Sequence[Fraction], symbol: int) -> Interval:
        """Give the part of a symbol when the interval is divided in the order of the symbols.

        Raises
        ------
        ValueError
            If there is no such symbol.
        """
        if not 0 <= symbol < len(shares):
            raise ValueError(f"symbol: {symbol} given, 0 to {len(shares) - 1} allowed")
        below = sum(shares[:symbol], Fraction(0))
        return Interval(self.low + self.width * below, self.width * shares[symbol])

    def settled(self) -> str:
        """Give the bits with which every number of the interval begins: they can be sent.

        Raises
        ------
        ValueError
            If the interval is empty.
        """
        _check_width(self.width)
        bits, low, high = "", self.low, self.high
        while high <= Fraction(1, 2) or low >= Fraction(1, 2):
            bits += "1" if low >= Fraction(1, 2) else "0"
            low, high = (2 * end - int(bits[-1]) for end in (low, high))
        return bits

    def codeword(self) -> str:
        """Give the fewest bits that stay in the interval whatever bits may follow them.

        There are less than two bits more than ``-log2(width)``.

        Raises
        ------
        ValueError
            If the interval is empty.
        """
        _check_width(self.width)
        length = 0
        while (number := ceil(self.low * 2**length)) + 1 > self.high * 2**length:
            length += 1
        return f"{number:0{length}b}" if length else ""

    def __str__(self) -> str:
        """Write the interval with its ends as fractions."""
        return f"[{self.low}, {self.high})"


#: All numbers from 0 to 1: what is there before the first symbol.
UNIT = Interval(Fraction(0), Fraction(1))


def fixed(weights: Sequence[int]) -> Law:
    """Give the law of shares in proportion to weights, whatever came.

    Parameters
    ----------
    weights : sequence of int
        One for each symbol: 0 or more, not all 0.

    Returns
    -------
    Law

    Raises
    ------
    ValueError
        If a weight is negative or all are 0.

    Examples
    --------
    >>> print(*fixed([1, 2, 3])([0, 0]))
    1/6 1/3 1/2
    """
    if min(weights, default=0) < 0 or sum(weights) <= 0:
        raise ValueError(f"weights: {list(weights)} given, 0 or more, not all 0, needed")
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    return lambda past: shares  # noqa: ARG005


def adaptive(alphabet: int) -> Law:
    """Give the law that learns: the estimate of Krichevsky and Trofimov from what has come.

    Parameters
    ----------
    alphabet : int
        How many symbols there are.

    Returns
    -------
    Law

    Raises
    ------
    ValueError
        If there are no symbols.

    Examples
    --------
    >>> print(*adaptive(2)([0, 0, 0]))
    7/8 1/8
    """
    if alphabet < 1:
        raise ValueError(f"alphabet: {alphabet} given, 1 or more needed")
    return lambda past: estimate([past.count(symbol) for symbol in range(alphabet)])


def intervals(law: Law, symbols: Sequence[int]) -> list[Interval]:
    """Give the intervals of a message: before the first symbol and after each.

    Parameters
    ----------
    law : Law
        Shares of each next symbol.
    symbols : sequence of int
        The message.

    Returns
    -------
    list of Interval
        Each within the one before; the width of the last is the probability of the message.

    Raises
    ------
    ValueError
        If a symbol is not of the alphabet.

    Examples
    --------
    >>> print(*intervals(fixed([3, 1]), [0, 1, 0]), sep="  ")
    [0, 1)  [0, 3/4)  [9/16, 3/4)  [9/16, 45/64)
    """
    found = [UNIT]
    for place, symbol in enumerate(symbols):
        found.append(found[-1].narrow(law(symbols[:place]), symbol))
    return found


def encode(law: Law, symbols: Sequence[int]) -> str:
    """Give the bits of a message: less than two more than ``-log2`` of its probability.

    Parameters
    ----------
    law : Law
        Shares of each next symbol.
    symbols : sequence of int
        The message.

    Returns
    -------
    str
        Zeros and ones. What follows them in a file does not matter to the decoder.

    Raises
    ------
    ValueError
        If a symbol is not of the alphabet, or has no share.

    Examples
    --------
    >>> encode(fixed([3, 1]), [0, 1, 0])
    '1001'
    """
    return intervals(law, symbols)[-1].codeword()


def decode(law: Law, bits: str, count: int) -> list[int]:
    """Read a message from its bits: the symbol in whose part the number lies, again and again.

    Parameters
    ----------
    law : Law
        That of the encoder. It sees only symbols that have been decoded.
    bits : str
        Zeros and ones, the binary digits of the number.
    count : int
        How many symbols to read.

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        If `bits` are anything else, or `count` is negative.

    Examples
    --------
    >>> decode(fixed([3, 1]), "1001", 3)
    [0, 1, 0]
    """
    if set(bits) - {"0", "1"}:
        raise ValueError(f"bits: {bits!r} given, zeros and ones needed")
    if count < 0:
        raise ValueError(f"count: {count} given, 0 or more needed")
    number = Fraction(int(f"0{bits}", 2), 2 ** len(bits))
    symbols: list[int] = []
    here = UNIT
    while len(symbols) < count:
        shares = law(symbols)
        place = (number - here.low) / here.width
        symbol = next(s for s, end in enumerate(accumulate(shares)) if place < end)
        here = here.narrow(shares, symbol)
        symbols.append(symbol)
    return symbols


def _check_width(width: Fraction) -> None:
    if width <= 0:
        raise ValueError(f"width: {width} given, above 0 needed: a symbol had no share")
