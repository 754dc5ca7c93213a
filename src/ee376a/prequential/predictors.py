"""A ladder of simple predictors, each of which learns as it reads.

A predictor says how likely each symbol is to come next, is then told which one came, and goes on.
A coder that spends ``-log2 p`` bits on what was given probability ``p`` turns it into a file, and
its cumulative code length into a measure of how well it fits (`ee376a.prequential.codelength`).

Symbols are integers from 0; before the first one, a predictor acts as if zeros had come.

References
----------
R. E. Krichevsky, V. K. Trofimov, "The performance of universal encoding", IEEE Transactions on
Information Theory 27 (1981), 199-207.
I. H. Witten, T. C. Bell, "The zero-frequency problem", the same 37 (1991), 1085-1094: method C.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import islice
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = [
    "Backoff",
    "KrichevskyTrofimov",
    "Markov",
    "Predictor",
    "contexts",
    "empty_past",
    "estimate",
    "kt_probability",
]

Probabilities = npt.NDArray[np.float64]
Context = tuple[int, ...]


class Predictor(Protocol):
    """What predicts: ask for `probabilities`, then tell it the symbol that came.

    Examples
    --------
    One that nothing can teach:

    >>> class Fair:
    ...     alphabet = 2
    ...
    ...     def probabilities(self):
    ...         return np.array([0.5, 0.5])
    ...
    ...     def update(self, symbol):
    ...         pass
    >>> from ee376a.prequential.codelength import cumulative
    >>> cumulative(Fair(), [0, 1, 1]).tolist()
    [1.0, 2.0, 3.0]
    """

    @property
    def alphabet(self) -> int:
        """How many symbols there are."""

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,); it is not to be changed."""

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""


def estimate(counts: Sequence[int]) -> list[Fraction]:
    """Give the estimate of Krichevsky and Trofimov: as if each symbol had come half a time more.

    Parameters
    ----------
    counts : sequence of int
        How often each symbol has come.

    Returns
    -------
    list of Fraction
        The probability of each symbol to be the next.

    Raises
    ------
    ValueError
        If there are no symbols, or a count is negative.

    Examples
    --------
    >>> print(*estimate([3, 0]))
    7/8 1/8
    """
    if not counts or min(counts) < 0:
        raise ValueError(f"counts: {list(counts)} given, one or more of 0 or above needed")
    total = 2 * sum(counts) + len(counts)
    return [Fraction(2 * count + 1, total) for count in counts]


def kt_probability(counts: Sequence[int]) -> Fraction:
    """Give the probability of a whole sequence under `estimate`; its order does not matter.

    Parameters
    ----------
    counts : sequence of int
        How often each symbol comes in the sequence.

    Returns
    -------
    Fraction

    Raises
    ------
    ValueError
        If there are no symbols, or a count is negative.

    Examples
    --------
    A sequence of one zero and two ones, in any order:

    >>> print(kt_probability([1, 2]))
    1/16
    """
    seen, probability = [0] * len(counts), Fraction(1)
    estimate(counts)  # says what is wrong with them, if anything
    for symbol, count in enumerate(counts):
        for _ in range(count):
            probability *= estimate(seen)[symbol]
            seen[symbol] += 1
    return probability


class KrichevskyTrofimov:
    """Order 0: what came often will come often. `estimate` in floating point.

    Parameters
    ----------
    alphabet : int
        How many symbols there are.
    pseudocount : float
        What each symbol has for a start. One half is the choice of Krichevsky and Trofimov; a
        large alphabet of which little is used wants less.

    Raises
    ------
    ValueError
        If there are no symbols, or the pseudocount is not positive.

    Examples
    --------
    >>> coin = KrichevskyTrofimov(2)
    >>> for _ in range(3):
    ...     coin.update(0)
    >>> print(coin.probabilities())
    [0.875 0.125]
    """

    def __init__(self, alphabet: int, pseudocount: float = 0.5) -> None:
        _check_alphabet(alphabet)
        if not pseudocount > 0:
            raise ValueError(f"pseudocount: {pseudocount} given, above 0 needed")
        self.alphabet = alphabet
        self._counts = np.full(alphabet, float(pseudocount))
        self._total = alphabet * pseudocount

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,)."""
        return self._counts / self._total

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        self._counts[symbol] += 1
        self._total += 1


class Markov:
    """Order k: one `KrichevskyTrofimov` for each context of k symbols, made when it first comes.

    Parameters
    ----------
    alphabet : int
        How many symbols there are.
    order : int
        How many symbols make a context: 0 or more.
    pseudocount : float
        That of each context.

    Raises
    ------
    ValueError
        If there are no symbols, the order is negative or the pseudocount is not positive.

    Examples
    --------
    After a zero a one has come, twice, and after a one a zero:

    >>> pairs = Markov(2, order=1)
    >>> for symbol in [1, 0, 1, 0]:
    ...     pairs.update(symbol)
    >>> print(pairs.probabilities().round(3))
    [0.167 0.833]
    """

    def __init__(self, alphabet: int, order: int, pseudocount: float = 0.5) -> None:
        self.alphabet = alphabet
        self._pseudocount = pseudocount
        self._past = empty_past(order)
        self._contexts = {(0,) * order: KrichevskyTrofimov(alphabet, pseudocount)}

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,)."""
        return self._here().probabilities()

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        self._here().update(symbol)
        self._past.appendleft(symbol)

    def _here(self) -> KrichevskyTrofimov:
        context = tuple(self._past)
        if context not in self._contexts:
            self._contexts[context] = KrichevskyTrofimov(self.alphabet, self._pseudocount)
        return self._contexts[context]


class Backoff:
    """All orders up to k: each context leans on the shorter one, the less it has seen the more.

    A context that has seen ``n`` symbols, ``d`` of them different, gives ``d / (n + d)`` to the
    prediction of the context that is shorter by one; the shortest leans on equal shares. This is
    Witten and Bell's method C, with the orders blended.

    Parameters
    ----------
    alphabet : int
        How many symbols there are.
    order : int
        The longest context: 0 or more.

    Raises
    ------
    ValueError
        If there are no symbols or the order is negative.

    Examples
    --------
    >>> reader = Backoff(3, order=2)
    >>> for symbol in [0, 1, 2, 0, 1]:
    ...     reader.update(symbol)
    >>> print(reader.probabilities().round(3))
    [0.094 0.094 0.812]
    """

    def __init__(self, alphabet: int, order: int) -> None:
        _check_alphabet(alphabet)
        self.alphabet = alphabet
        self._past = empty_past(order)
        self._counts: dict[Context, Probabilities] = {}

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,)."""
        blend = np.full(self.alphabet, 1 / self.alphabet)
        for context in contexts(self._past):
            if context not in self._counts:
                break
            counts = self._counts[context]
            different = np.count_nonzero(counts)
            blend = (counts + different * blend) / (counts.sum() + different)
        return blend

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        for context in contexts(self._past):
            if context not in self._counts:
                self._counts[context] = np.zeros(self.alphabet)
            self._counts[context][symbol] += 1
        self._past.appendleft(symbol)


def empty_past(order: int) -> deque[int]:
    """Give the last symbols, the latest first, before any came: so many zeros.

    Parameters
    ----------
    order : int
        How many: 0 or more.

    Returns
    -------
    deque of int
        Of that length; one that is added on the left drives out one on the right.

    Raises
    ------
    ValueError
        If the order is negative.

    Examples
    --------
    >>> past = empty_past(3)
    >>> past.appendleft(7)
    >>> list(past)
    [7, 0, 0]
    """
    if order < 0:
        raise ValueError(f"order: {order} given, 0 or more needed")
    return deque([0] * order, maxlen=order)


def contexts(past: deque[int]) -> Iterable[Context]:
    """Give the contexts of a past, from the empty to the longest.

    Examples
    --------
    >>> list(contexts(deque([2, 1])))
    [(), (2,), (2, 1)]
    """
    return (tuple(islice(past, order)) for order in range(len(past) + 1))


def _check_alphabet(alphabet: int) -> None:
    if alphabet < 1:
        raise ValueError(f"alphabet: {alphabet} given, 1 or more needed")
