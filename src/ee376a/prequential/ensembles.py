"""Predictors made of predictors: mixtures, mixtures whose best may change, and trees of contexts.

References
----------
F. M. J. Willems, Y. M. Shtarkov, T. J. Tjalkens, "The context-tree weighting method: basic
properties", IEEE Transactions on Information Theory 41 (1995), 653-664.
M. Herbster, M. K. Warmuth, "Tracking the best expert", Machine Learning 32 (1998), 151-178.
P. A. J. Volf, F. M. J. Willems, "Switching between two universal source coding algorithms", Data
Compression Conference 1998, 491-500.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

import numpy as np

from ee376a.prequential.predictors import (
    Context,
    KrichevskyTrofimov,
    Predictor,
    Probabilities,
    contexts,
    empty_past,
)

__all__ = ["ContextTree", "Mixture", "Switching"]


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
    >>> from ee376a.prequential.predictors import Markov
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
    >>> from ee376a.prequential.predictors import Markov
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
        self._past = empty_past(depth)
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
            for context in reversed(list(contexts(self._past))):
                node = self._nodes.get(context)
                own = self._fresh if node is None else node.probabilities()
                odds = self._odds.get(context, 0.0)
                stop = 1 / (1 + exp(-odds)) if odds > -700 else 0.0  # where exp still answers
                mixed = stop * own + (1 - stop) * mixed if self._told else own
                self._told.append((context, own, mixed))
        return self._told
