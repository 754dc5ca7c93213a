"""Mixtures, switching and context trees: the sums that they stand for, and their bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import log2, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.prequential.codelength import cumulative
from ee376a.prequential.ensembles import ContextTree, Mixture, Switching
from ee376a.prequential.predictors import (
    KrichevskyTrofimov,
    Markov,
    Predictor,
    kt_probability,
)

bits = st.lists(st.integers(0, 1), max_size=40)


def spent(predictor: Predictor, data: Sequence[int]) -> float:
    return float(cumulative(predictor, data)[-1]) if len(data) else 0.0


def words(count: int, seed: int = 1) -> list[int]:
    """A text that order 1 fits, then order 0: half of it words, half of it coins."""
    rng = np.random.default_rng(seed)
    steps = np.cumsum(rng.random(count) < 0.9) % 2
    return [*steps[: count // 2].tolist(), *rng.integers(0, 2, count - count // 2).tolist()]


@given(bits)
def test_mixture_is_the_mean_of_the_experts_probabilities(data: list[int]) -> None:
    each = [2 ** -spent(Markov(2, order), data) for order in range(3)]
    mixture = Mixture([Markov(2, order) for order in range(3)])
    assert 2 ** -spent(mixture, data) == pytest.approx(sum(each) / 3)
    np.testing.assert_allclose(mixture.weights, np.array(each) / sum(each))


def test_mixture_pays_at_most_log_m_beyond_the_best() -> None:
    data = words(2000)
    best = min(spent(Markov(2, order), data) for order in range(5))
    mixed = spent(Mixture([Markov(2, order) for order in range(5)]), data)
    assert best - 1e-9 <= mixed <= best + log2(5) + 1e-9


def test_a_mixture_comes_back_from_very_far() -> None:
    """Weights far below the smallest float are kept."""
    data = [1] * 3000 + [0] * 9000
    experts: list[Predictor] = [_Coin(0.999), _Coin(0.001)]
    mixture = Mixture(experts)
    cumulative(mixture, data[:3000])
    assert mixture.weights[1] == 0
    cumulative(mixture, data[3000:])
    assert mixture.weights[1] == 1


class _Coin:
    """A coin that learns nothing."""

    alphabet = 2

    def __init__(self, one: float) -> None:
        self._told = np.array([1 - one, one])

    def probabilities(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return self._told

    def update(self, symbol: int) -> None:
        pass


@pytest.mark.parametrize("rate", [0.3, None])
@given(data=st.lists(st.integers(0, 1), min_size=1, max_size=7))
def test_fixed_share_is_a_mixture_over_all_sequences_of_experts(
    rate: float | None, data: list[int]
) -> None:
    coins = (0.9, 0.5, 0.2)
    total = 0.0
    for path in product(range(3), repeat=len(data)):
        weight = 1 / 3
        for place, symbol in enumerate(data):
            if place:
                share = rate or 1 / (place + 1)
                weight *= 1 - share if path[place] == path[place - 1] else share / 2
            weight *= coins[path[place]] if symbol else 1 - coins[path[place]]
        total += weight
    experts: list[Predictor] = [_Coin(one) for one in coins]
    assert 2 ** -spent(Switching(experts, rate), data) == pytest.approx(total)


def test_switching_keeps_its_bound_and_beats_every_expert() -> None:
    count, half = 4000, 2000
    rng = np.random.default_rng(3)
    data = [*(rng.random(half) < 0.9).astype(int), *(rng.random(half) < 0.1).astype(int)]
    coins = (0.9, 0.5, 0.1)
    alone = [cumulative(_Coin(one), data) for one in coins]
    in_turn = alone[0][half - 1] + alone[2][-1] - alone[2][half - 1]

    def switching(rate: float | None) -> float:
        return spent(Switching([_Coin(one) for one in coins], rate), data)

    rate = 1 / (count - 1)
    bound = log2(3) - log2(rate / 2) - (count - 2) * log2(1 - rate)
    assert switching(rate) <= in_turn + bound
    assert switching(None) <= in_turn + log2(3) + log2(count) + log2(2 * count)
    assert switching(None) < min(costs[-1] for costs in alone) - 1000


def trees(depth: int) -> list[tuple[Fraction, list[tuple[int, ...]]]]:
    """All binary trees of contexts up to a depth: weight, and the leaves, the latest bit first."""
    if depth == 0:
        return [(Fraction(1), [()])]
    found = [(Fraction(1, 2), [()])]
    for (left, zeros), (right, ones) in product(trees(depth - 1), repeat=2):
        leaves = [(0, *leaf) for leaf in zeros] + [(1, *leaf) for leaf in ones]
        found.append((left * right / 2, leaves))
    return found


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
@given(data=bits)
def test_context_tree_is_the_weighted_sum_over_all_trees(depth: int, data: list[int]) -> None:
    every = trees(depth)
    assert len(every) == (1, 2, 5, 26)[depth]
    assert sum(weight for weight, _ in every) == 1
    padded, total = [0] * depth + data, Fraction(0)
    for weight, leaves in every:
        counts = {leaf: [0, 0] for leaf in leaves}
        for place, symbol in enumerate(data):
            past = tuple(reversed(padded[: depth + place]))
            [leaf] = [leaf for leaf in leaves if past[: len(leaf)] == leaf]
            counts[leaf][symbol] += 1
        total += weight * prod(map(kt_probability, counts.values()))
    assert spent(ContextTree(2, depth), data) == pytest.approx(-log2(total), abs=1e-9)


def test_context_tree_pays_its_bound_beyond_any_tree() -> None:
    """2m - 1 bits for a tree of m leaves, and KT's price in each (the paper's theorem 2)."""
    data, depth = words(1500), 6
    for order in range(depth):
        leaves = 2**order
        assert spent(ContextTree(2, depth), data) <= spent(Markov(2, order), data) + 2 * leaves - 1


def test_a_context_tree_survives_very_long_agreement() -> None:
    tree = ContextTree(2, 2)
    for symbol in [0, 1] * 3000:
        tree.update(symbol)
    assert tree.probabilities()[0] > 0.999
    for _ in range(4000):
        tree.update(1)
    assert np.isfinite(tree.probabilities()).all()


def test_one_expert_has_nothing_to_share_with() -> None:
    data = words(100)
    assert spent(Switching([Markov(2, 1)]), data) == pytest.approx(spent(Markov(2, 1), data))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ContextTree(2, -1), "order: -1 given"),
        (lambda: Mixture([]), r"experts: alphabets \[\] given"),
        (lambda: Mixture([KrichevskyTrofimov(2), KrichevskyTrofimov(3)]), r"alphabets \[2, 3\]"),
        (lambda: Switching([KrichevskyTrofimov(2)], 1.0), r"rate: 1\.0 given"),
    ],
)
def test_bad_input_is_named(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()
