"""How many bits data take: symbol by symbol as it is learnt, or in two parts, model and data.

References
----------
A. P. Dawid, "Present position and potential developments: some personal views. Statistical theory:
the prequential approach", Journal of the Royal Statistical Society A 147 (1984), 278-292.
J. Rissanen, "Modeling by shortest data description", Automatica 14 (1978), 465-471.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb, log2

import numpy as np
import numpy.typing as npt

from ee376a.prequential.predictors import Predictor

__all__ = ["PRECISIONS", "TwoPart", "cumulative", "two_part"]

#: How many bits of precision `two_part` chooses from for the parameters of a context.
PRECISIONS = range(16)


def cumulative(predictor: Predictor, data: Iterable[int]) -> npt.NDArray[np.float64]:
    """Give the code length of data under a predictor that learns from them, after each symbol.

    Parameters
    ----------
    predictor : Predictor
        Learns the data.
    data : iterable of int
        Symbols of its alphabet: bytes, for one.

    Returns
    -------
    ndarray, shape (n,)
        ``-sum log2 p`` up to and with each symbol, in bits.

    Raises
    ------
    ValueError
        If a symbol is not of the alphabet.

    Examples
    --------
    >>> from ee376a.prequential.predictors import KrichevskyTrofimov
    >>> print(cumulative(KrichevskyTrofimov(2), [0, 0, 0, 1]).round(2))
    [1.   1.42 1.68 4.68]
    """
    spent = []
    for symbol in data:
        if not 0 <= symbol < predictor.alphabet:
            raise ValueError(f"data: {symbol} given, 0 to {predictor.alphabet - 1} allowed")
        spent.append(predictor.probabilities()[symbol])
        predictor.update(symbol)
    with np.errstate(divide="ignore"):
        return np.asarray(np.cumsum(-np.log2(spent)))


@dataclass(frozen=True)
class TwoPart:
    """A code of two parts, in bits: first the `model`, then the `data` with its help.

    Examples
    --------
    >>> TwoPart(model=5.0, data=881.8).total
    886.8
    """

    model: float
    data: float

    @property
    def total(self) -> float:
        """Both parts together, in bits."""
        return self.model + self.data


def two_part(data: Sequence[int], alphabet: int, order: int) -> TwoPart:
    """Give the lengths of a code that first sends a Markov model's parameters, then the data.

    Each context is sent when it first comes: its precision ``d``, one of `PRECISIONS`, then
    probabilities that are multiples of ``2**-d``, by their number among all of that kind. The
    sender knows the data and chooses the precision that makes the sum of both parts shortest.
    A decoder that is told the number of symbols can do the same backwards.

    Parameters
    ----------
    data : sequence of int
        Symbols from 0.
    alphabet : int
        How many symbols there are.
    order : int
        How many symbols make a context: 0 or more. Before the data, zeros.

    Returns
    -------
    TwoPart

    Raises
    ------
    ValueError
        If a symbol is not of the alphabet or the order is negative.

    Examples
    --------
    A hundred symbols, of which every second is a one: in pairs they are certain.

    >>> parts = two_part([1, 0] * 50, alphabet=2, order=0)
    >>> print(f"{parts.model:.1f} + {parts.data:.1f}")
    5.6 + 100.0
    >>> parts = two_part([1, 0] * 50, alphabet=2, order=1)
    >>> print(f"{parts.model:.1f} + {parts.data:.1f}")
    10.0 + 0.0
    """
    if order < 0:
        raise ValueError(f"order: {order} given, 0 or more needed")
    contexts: dict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
    past = (0,) * order
    for symbol in data:
        if not 0 <= symbol < alphabet:
            raise ValueError(f"data: {symbol} given, 0 to {alphabet - 1} allowed")
        contexts[past][symbol] += 1
        past = (*past, symbol)[1:] if order else ()
    parts = [_shortest(np.array([*counts.values()]), alphabet) for counts in contexts.values()]
    return TwoPart(sum(model for model, _ in parts), sum(rest for _, rest in parts))


def _shortest(counts: npt.NDArray[np.int64], alphabet: int) -> tuple[float, float]:
    """Give model and data bits of one context at its best precision."""
    found = []
    for precision in PRECISIONS:
        if 2**precision >= counts.size:
            shares = _rounded(counts, 2**precision)
            model = log2(len(PRECISIONS)) + _kinds(2**precision, alphabet)
            # Adding zero turns the -0.0 of a certain symbol into 0.0.
            found.append((model, float(-(counts * np.log2(shares / 2**precision)).sum()) + 0.0))
    return min(found, key=sum)


@cache
def _kinds(total: int, alphabet: int) -> float:
    """Give the logarithm of how many ways there are to share out a total."""
    return log2(comb(total + alphabet - 1, alphabet - 1))


def _rounded(counts: npt.NDArray[np.int64], total: int) -> npt.NDArray[np.int64]:
    """Give whole numbers in proportion to counts, at least 1 each, with the sum `total`."""
    spare = counts / counts.sum() * (total - counts.size)
    shares: npt.NDArray[np.int64] = 1 + np.floor(spare).astype(np.int64)
    short = total - int(shares.sum())
    shares[np.argsort(np.floor(spare) - spare, kind="stable")[:short]] += 1
    return shares
