"""The ladder of predictors: closed forms, definitions written out, and the bounds of the theory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import comb, log2, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.measures import binary_entropy
from ee376a.prequential.codelength import cumulative
from ee376a.prequential.ensembles import ContextTree, Mixture, Switching
from ee376a.prequential.predictors import (
    Backoff,
    KrichevskyTrofimov,
    Markov,
    Predictor,
    estimate,
    kt_probability,
)

LADDER: dict[str, Callable[[int], Predictor]] = {
    "kt": KrichevskyTrofimov,
    "markov": lambda alphabet: Markov(alphabet, 2),
    "backoff": lambda alphabet: Backoff(alphabet, 3),
    "mixture": lambda alphabet: Mixture([Markov(alphabet, order) for order in range(3)]),
    "switching": lambda alphabet: Switching([Markov(alphabet, order) for order in range(3)]),
    "tree": lambda alphabet: ContextTree(alphabet, 3),
}
bits = st.lists(st.integers(0, 1), max_size=40)


def spent(predictor: Predictor, data: Sequence[int]) -> float:
    return float(cumulative(predictor, data)[-1]) if len(data) else 0.0


def by_context(
    data: Sequence[int], order: int, alphabet: int = 2
) -> dict[tuple[int, ...], list[int]]:
    """Counts of what followed each context, with zeros before the data."""
    padded, counts = [0] * order + list(data), defaultdict(lambda: [0] * alphabet)
    for place, symbol in enumerate(data):
        counts[tuple(padded[place : place + order])][symbol] += 1
    return counts


def words(count: int, seed: int = 1) -> list[int]:
    """A text that order 1 fits, then order 0: half of it words, half of it coins."""
    rng = np.random.default_rng(seed)
    steps = np.cumsum(rng.random(count) < 0.9) % 2
    return [*steps[: count // 2].tolist(), *rng.integers(0, 2, count - count // 2).tolist()]


@pytest.mark.parametrize("name", LADDER)
@given(data=st.lists(st.integers(0, 2), max_size=30))
def test_distributions_whatever_came(name: str, data: list[int]) -> None:
    predictor = LADDER[name](3)
    for symbol in [*data, 0]:
        found = predictor.probabilities()
        assert found.shape == (3,)
        assert found.sum() == pytest.approx(1)
        assert (found > 0).all()
        predictor.update(symbol)


@pytest.mark.parametrize("name", LADDER)
def test_asking_changes_nothing(name: str) -> None:
    """A decoder may ask more often than the encoder did."""
    often, once = LADDER[name](2), LADDER[name](2)
    for symbol in words(200):
        often.probabilities()
        np.testing.assert_array_equal(often.probabilities(), once.probabilities())
        often.update(symbol)
        once.update(symbol)


@pytest.mark.parametrize("name", LADDER)
def test_updates_without_asking_learn_the_same(name: str) -> None:
    asked, silent = LADDER[name](2), LADDER[name](2)
    for symbol in words(200):
        asked.probabilities()
        asked.update(symbol)
        silent.update(symbol)
    np.testing.assert_array_equal(asked.probabilities(), silent.probabilities())


@pytest.mark.parametrize("name", LADDER)
def test_all_words_together_have_probability_one(name: str) -> None:
    total = sum(2 ** -spent(LADDER[name](2), word) for word in product((0, 1), repeat=8))
    assert total == pytest.approx(1)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_estimate_is_a_distribution_that_moves_with_the_counts(counts: list[int]) -> None:
    found = estimate(counts)
    assert sum(found) == 1
    assert found == [
        (n + Fraction(1, 2)) / (sum(counts) + Fraction(len(counts), 2)) for n in counts
    ]


@given(st.integers(0, 30), st.integers(0, 30))
def test_kt_in_closed_form(zeros: int, ones: int) -> None:
    """The binary case: C(2a, a) C(2b, b) / (4^(a+b) C(a+b, a))."""
    total = zeros + ones
    top = comb(2 * zeros, zeros) * comb(2 * ones, ones)
    assert kt_probability([zeros, ones]) == Fraction(top, 4**total * comb(total, zeros))


@given(st.lists(st.integers(0, 3), max_size=40))
def test_kt_in_floating_point_is_the_exact_one(data: list[int]) -> None:
    exact = kt_probability([data.count(symbol) for symbol in range(4)])
    assert spent(KrichevskyTrofimov(4), data) == pytest.approx(-log2(exact), abs=1e-9)


@given(st.integers(1, 400), st.data())
def test_kt_pays_at_most_half_a_logarithm_and_one_bit(count: int, draw: st.DataObject) -> None:
    """Beyond the best coin in hindsight (Willems, Shtarkov and Tjalkens, equation 9)."""
    ones = draw.draw(st.integers(0, count))
    regret = -log2(kt_probability([count - ones, ones])) - count * binary_entropy(ones / count)
    assert regret >= -1e-9
    assert regret <= log2(count) / 2 + 1 + 1e-9


@pytest.mark.parametrize("order", [0, 1, 2, 3])
@given(data=st.lists(st.integers(0, 2), max_size=40))
def test_order_k_is_one_kt_for_each_context(order: int, data: list[int]) -> None:
    exact = prod(map(kt_probability, by_context(data, order, 3).values()), start=Fraction(1))
    assert spent(Markov(3, order), data) == pytest.approx(-log2(exact), abs=1e-9)


def test_order_0_is_kt() -> None:
    data = words(300)
    np.testing.assert_array_equal(
        cumulative(Markov(2, 0), data), cumulative(KrichevskyTrofimov(2), data)
    )


@given(st.lists(st.integers(0, 3), max_size=40))
def test_backoff_as_its_definition_says(data: list[int]) -> None:
    def blend(past: tuple[int, ...], order: int) -> list[Fraction]:
        if order < 0:
            return [Fraction(1, 4)] * 4
        padded = (0, 0, *past)
        here = padded[len(padded) - order :]
        followed = Counter(
            padded[place] for place in range(2, len(padded))
            if padded[place - order : place] == here
        )  # fmt: skip
        shorter = blend(past, order - 1)
        if not followed:
            return shorter
        total = followed.total() + len(followed)
        return [(followed[s] + len(followed) * shorter[s]) / total for s in range(4)]

    predictor = Backoff(4, order=2)
    for symbol in data:
        predictor.update(symbol)
    expected = [float(p) for p in blend(tuple(data), 2)]
    np.testing.assert_allclose(predictor.probabilities(), expected, atol=1e-12)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: KrichevskyTrofimov(0), "alphabet: 0 given"),
        (lambda: KrichevskyTrofimov(2, 0), "pseudocount: 0 given"),
        (lambda: Markov(2, -1), "order: -1 given"),
        (lambda: Backoff(0, 1), "alphabet: 0 given"),
        (lambda: Backoff(2, -1), "order: -1 given"),
        (lambda: estimate([]), r"counts: \[\] given"),
        (lambda: kt_probability([1, -1]), r"counts: \[1, -1\] given"),
    ],
)
def test_bad_input_is_named(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()
