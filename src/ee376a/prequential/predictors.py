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
F. M. J. Willems, Y. M. Shtarkov, T. J. Tjalkens, "The context-tree weighting method: basic
properties", the same 41 (1995), 653-664.
M. Herbster, M. K. Warmuth, "Tracking the best expert", Machine Learning 32 (1998), 151-178.
P. A. J. Volf, F. M. J. Willems, "Switching between two universal source coding algorithms", Data
Compression Conference 1998, 491-500.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import islice
from math import exp, log
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = [
    "Backoff",
    "ContextTree",
    "KrichevskyTrofimov",
    "Markov",
    "Mixture",
    "Predictor",
    "Switching",
    "estimate",
    "kt_probability",
]

Probabilities = npt.NDArray[np.float64]
Context = tuple[int, ...]


class Predictor(Protocol):
    """What predicts: ask for `probabilities`, then tell it the symbol that came."""

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
        self._past = _past(order)
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
        self._past = _past(order)
        self._counts: dict[Context, Probabilities] = {}

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,)."""
        blend = np.full(self.alphabet, 1 / self.alphabet)
        for context in _contexts(self._past):
            if context not in self._counts:
                break
            counts = self._counts[context]
            different = np.count_nonzero(counts)
            blend = (counts + different * blend) / (counts.sum() + different)
        return blend

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        for context in _contexts(self._past):
            if context not in self._counts:
                self._counts[context] = np.zeros(self.alphabet)
            self._counts[context][symbol] += 1
        self._past.appendleft(symbol)


class Mixture:
    """Several predictors, each believed as far as its predictions were good: Bayes' rule.

    What it spends is at most ``log2`` of the number of predictors more than what the best of them
    spends, whatever comes.

    Parameters
    ----------
    experts : sequence of Predictor
        One or more, over the same alphabet. They are the mixture's own from then on.

    Raises
    ------
    ValueError
        If there are none, or their alphabets differ.

    Examples
    --------
    >>> either = Mixture([Markov(2, order=0), Markov(2, order=1)])
    >>> for symbol in [1, 0, 1, 0, 1, 0]:
    ...     either.update(symbol)
    >>> print(either.weights.round(3), either.probabilities().round(3))
    [0.048 0.952] [0.143 0.857]
    """

    def __init__(self, experts: Sequence[Predictor]) -> None:
        alphabets = {expert.alphabet for expert in experts}
        if len(alphabets) != 1:
            raise ValueError(f"experts: alphabets {sorted(alphabets)} given, one needed")
        self.alphabet = alphabets.pop()
        self._experts = list(experts)
        # Logarithms, for a weight that became 0 would never come back.
        self._logs = np.zeros(len(experts))
        self._told: Probabilities | None = None

    @property
    def weights(self) -> Probabilities:
        """How far each predictor is believed, shape (experts,), with a sum of 1."""
        weights = np.exp(self._logs - self._logs.max())
        return np.asarray(weights / weights.sum())

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,)."""
        return np.asarray(self.weights @ self._tell())

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        with np.errstate(divide="ignore"):
            self._logs += np.log(self._tell()[:, symbol])
        self._told = None
        for expert in self._experts:
            expert.update(symbol)

    def _tell(self) -> Probabilities:
        if self._told is None:
            self._told = np.stack([expert.probabilities() for expert in self._experts])
        return self._told


class Switching(Mixture):
    """A `Mixture` in which the best predictor may change: fixed share.

    After each symbol every predictor hands a share of its weight to the others in equal parts.
    So the mixture is one over all sequences of predictors, and those with few changes weigh most.

    Parameters
    ----------
    experts : sequence of Predictor
        One or more, over the same alphabet. They are the mixture's own from then on.
    rate : float, optional
        The share, between 0 and 1, as of Herbster and Warmuth. When it is not given the share
        after ``t`` symbols is ``1 / (t + 1)``, which serves without knowing how many will come.

    Raises
    ------
    ValueError
        If there are no predictors, their alphabets differ, or the rate is not between 0 and 1.

    Examples
    --------
    >>> either = Switching([Markov(2, order=0), Markov(2, order=1)], rate=0.1)
    >>> for symbol in [1, 0, 1, 0, 1, 0]:
    ...     either.update(symbol)
    >>> print(either.weights.round(3))
    [0.207 0.793]
    """

    def __init__(self, experts: Sequence[Predictor], rate: float | None = None) -> None:
        super().__init__(experts)
        if rate is not None and not 0 < rate < 1:
            raise ValueError(f"rate: {rate} given, between 0 and 1 needed")
        self._rate = rate
        self._seen = 0

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        super().update(symbol)
        self._seen += 1
        others = self._logs.size - 1
        if others:
            share = 1 / (self._seen + 1) if self._rate is None else self._rate
            weights = self.weights
            self._logs = np.log((1 - share) * weights + share / others * (1 - weights))


class ContextTree:
    """All trees of contexts at once: context-tree weighting.

    Each context mixes two predictors: its own `KrichevskyTrofimov`, and what the contexts that
    are longer by one symbol say. So the root is a mixture over every way to prune the tree of
    contexts, a tree having the weight ``2 ** -m`` where ``m`` is the number of its contexts
    that might have been longer or shorter; and it costs no more than one walk down the tree.

    Parameters
    ----------
    alphabet : int
        How many symbols there are: 2 in the paper of Willems, Shtarkov and Tjalkens.
    depth : int
        The longest context: 0 or more.
    pseudocount : float
        That of each context.

    Raises
    ------
    ValueError
        If there are no symbols, the depth is negative or the pseudocount is not positive.

    Examples
    --------
    >>> tree = ContextTree(2, depth=3)
    >>> for symbol in [1, 0, 1, 0, 1, 0]:
    ...     tree.update(symbol)
    >>> print(tree.probabilities().round(3))
    [0.164 0.836]
    """

    def __init__(self, alphabet: int, depth: int, pseudocount: float = 0.5) -> None:
        self._fresh = KrichevskyTrofimov(alphabet, pseudocount).probabilities()
        self.alphabet = alphabet
        self._pseudocount = pseudocount
        self._past = _past(depth)
        self._nodes: dict[Context, KrichevskyTrofimov] = {}
        # Logarithm of how much more a context's own estimate is believed than the longer ones.
        self._odds: dict[Context, float] = {}
        self._told: list[tuple[Context, Probabilities, Probabilities]] | None = None

    def probabilities(self) -> Probabilities:
        """Give the distribution of the next symbol, shape (alphabet,)."""
        return self._walk()[-1][2]

    def update(self, symbol: int) -> None:
        """Learn which symbol came."""
        longer = 1.0
        for step, (context, own, mixed) in enumerate(self._walk()):
            if step:  # the first one, at full depth, has none that are longer
                odds = self._odds.get(context, 0.0) + log(float(own[symbol]) / longer)
                self._odds[context] = odds
            longer = float(mixed[symbol])
            if context not in self._nodes:
                self._nodes[context] = KrichevskyTrofimov(self.alphabet, self._pseudocount)
            self._nodes[context].update(symbol)
        self._past.appendleft(symbol)
        self._told = None

    def _walk(self) -> list[tuple[Context, Probabilities, Probabilities]]:
        """Give each context from the longest to the root, its own prediction, and the mixed."""
        if self._told is None:
            self._told, mixed = [], self._fresh
            for context in reversed(list(_contexts(self._past))):
                node = self._nodes.get(context)
                own = self._fresh if node is None else node.probabilities()
                odds = self._odds.get(context, 0.0)
                stop = 1 / (1 + exp(-odds)) if odds > -700 else 0.0  # where exp still answers
                mixed = stop * own + (1 - stop) * mixed if self._told else own
                self._told.append((context, own, mixed))
        return self._told


def _past(order: int) -> deque[int]:
    """Give the last symbols, the latest first, before any came."""
    if order < 0:
        raise ValueError(f"order: {order} given, 0 or more needed")
    return deque([0] * order, maxlen=order)


def _contexts(past: deque[int]) -> Iterable[Context]:
    """Give the contexts of a past, from the empty to the longest."""
    return (tuple(islice(past, order)) for order in range(len(past) + 1))


def _check_alphabet(alphabet: int) -> None:
    if alphabet < 1:
        raise ValueError(f"alphabet: {alphabet} given, 1 or more needed")
