"""Code lengths: sums of what was spent, and two-part codes that could be decoded."""

from __future__ import annotations

from itertools import product
from math import comb, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.measures import empirical, entropy
from ee376a.prequential.codelength import PRECISIONS, cumulative, two_part
from ee376a.prequential.predictors import KrichevskyTrofimov, Markov

PRECISION_BITS = log2(len(PRECISIONS))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_cumulative_adds_up_what_each_symbol_takes(data: list[int]) -> None:
    predictor, total = KrichevskyTrofimov(4), 0.0
    found = cumulative(KrichevskyTrofimov(4), data)
    assert found.shape == (len(data),)
    for symbol, so_far in zip(data, found, strict=True):
        total -= np.log2(predictor.probabilities()[symbol])
        predictor.update(symbol)
        assert so_far == pytest.approx(total)


def test_cumulative_goes_on_where_it_stopped() -> None:
    predictor, data = Markov(2, 1), [0, 1, 1, 0, 1, 0, 0, 1]
    first, second = cumulative(predictor, data[:5]), cumulative(predictor, data[5:])
    whole = cumulative(Markov(2, 1), data)
    np.testing.assert_allclose([*first, *(first[-1] + second)], whole)


def test_nothing_takes_nothing() -> None:
    assert cumulative(KrichevskyTrofimov(2), []).size == 0
    assert two_part([], 2, 3).total == 0


@pytest.mark.parametrize("data", [[0, 2], [-1]])
def test_symbols_of_another_alphabet(data: list[int]) -> None:
    with pytest.raises(ValueError, match=f"data: {data[-1]} given, 0 to 1 allowed"):
        cumulative(KrichevskyTrofimov(2), data)
    with pytest.raises(ValueError, match=f"data: {data[-1]} given, 0 to 1 allowed"):
        two_part(data, 2, 0)


def test_order_below_zero() -> None:
    with pytest.raises(ValueError, match="order: -1 given"):
        two_part([0], 2, -1)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=60))
def test_data_part_is_between_the_entropy_and_the_plain_code(data: list[int]) -> None:
    parts = two_part(data, 3, 0)
    assert parts.data >= len(data) * entropy(list(empirical(data).values())) - 1e-9
    # Precision 1 or 2 is among the choices, and a certain symbol costs its name alone.
    if len(set(data)) == 1:
        assert parts.data == 0
        assert parts.model == pytest.approx(PRECISION_BITS + log2(3))


@pytest.mark.parametrize("count", [1, 5, 50])
def test_no_code_beats_counting(count: int) -> None:
    """Kraft: over all words of a length, the two-part code's lengths leave a sum of at most 1."""
    if count <= 10:
        lengths = [two_part(word, 2, 0).total for word in product((0, 1), repeat=min(count, 10))]
    else:  # only the number of ones matters
        lengths = [
            length - log2(comb(count, ones))
            for ones in range(count + 1)
            for length in [two_part([1] * ones + [0] * (count - ones), 2, 0).total]
        ]
    assert sum(2.0**-length for length in lengths) <= 1 + 1e-9


def test_precision_grows_with_half_the_logarithm() -> None:
    """The best precision of a coin is about half of log2 n (Rissanen)."""
    model = {}
    for count in (100, 10_000, 1_000_000):
        ones = round(0.3 * count)
        counts = [1] * ones + [0] * (count - ones)
        model[count] = two_part(counts, 2, 0).model - PRECISION_BITS
    assert model[100] < model[10_000] < model[1_000_000]
    for count, bits in model.items():
        assert abs(bits - log2(count) / 2) < 3


def test_contexts_are_sent_when_they_come() -> None:
    parts = two_part([1, 0] * 50, 2, 1)
    assert (parts.model, parts.data) == (pytest.approx(2 * (PRECISION_BITS + 1)), 0)
    deeper = two_part([1, 0] * 50, 2, 2)
    assert deeper.model == pytest.approx(3 * (PRECISION_BITS + 1))


def test_prequential_is_shorter_than_two_parts_for_random_chains() -> None:
    rng = np.random.default_rng(7)
    for order in (0, 1, 2):
        data = rng.choice(3, 500, p=(0.6, 0.3, 0.1)).tolist()
        parts = two_part(data, 3, order)
        assert cumulative(Markov(3, order), data)[-1] < parts.total
