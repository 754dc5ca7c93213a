"""Measures of retrieval, against the mean over all orders and against counting pairs."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.medical.search.precision import (
    auc,
    average_precision,
    chance_average_precision,
    interval,
    precision_at_k,
)


def test_precision_counts_only_the_first() -> None:
    assert [precision_at_k([True, False, True], k) for k in (1, 2, 3)] == [1, 0.5, 2 / 3]
    with pytest.raises(ValueError, match="k: 4 given, 1 to 3"):
        precision_at_k([True, False, True], 4)


@pytest.mark.parametrize(("sought", "found"), [(1, 1), (1, 4), (2, 5), (3, 6), (4, 4)])
def test_chance_is_the_mean_over_all_orders(sought: int, found: int) -> None:
    orders = set(permutations([True] * sought + [False] * (found - sought)))
    mean = math.fsum(map(average_precision, orders)) / len(orders)
    assert chance_average_precision(sought, found) == pytest.approx(mean, rel=1e-12)
    precision = math.fsum(precision_at_k(order, 1) for order in orders) / len(orders)
    assert precision == pytest.approx(sought / found)


def test_nothing_sought_has_no_precision() -> None:
    with pytest.raises(ValueError, match="nothing sought"):
        average_precision([False, False])
    with pytest.raises(ValueError, match="sought: 0 given, 1 to 3"):
        chance_average_precision(0, 3)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=20))
def test_area_is_the_share_of_pairs_in_order(pictures: list[tuple[int, bool]]) -> None:
    high = [score for score, positive in pictures if positive]
    low = [score for score, positive in pictures if not positive]
    area = auc(*zip(*pictures, strict=True))
    if not high or not low:
        assert math.isnan(area)
        return
    pairs = [(a > b) + (a == b) / 2 for a in high for b in low]
    assert area == pytest.approx(sum(pairs) / len(pairs))


def test_an_interval_draws_groups_and_not_pictures() -> None:
    rng = np.random.default_rng(376)
    values = rng.standard_normal(40)[np.repeat(np.arange(40), 6)]  # six equal pictures a well
    wells = np.repeat(np.arange(40), 6).tolist()

    def mean(drawn: np.ndarray) -> float:
        return float(values[drawn].mean())

    low, high = interval(mean, wells, rng)
    alone, together = interval(mean, range(240), rng)
    # The root of six, for the same number of independent values is six times smaller.
    assert (high - low) / (together - alone) == pytest.approx(6**0.5, rel=0.2)
    assert low < mean(np.arange(240)) < high


def test_a_draw_without_a_number_is_left_out() -> None:
    positive = np.array([True, False])
    scores = np.array([2.0, 1.0])
    both = interval(lambda d: auc(scores[d], positive[d]), [0, 1], np.random.default_rng(1))
    assert both == (1.0, 1.0)
    with pytest.raises(ValueError, match="not a number in any draw"):
        interval(lambda _: math.nan, [0, 1], np.random.default_rng(1))


def test_what_cannot_be_is_named() -> None:
    with pytest.raises(ValueError, match=r"positive: shape \(1,\) given, \(2,\) needed"):
        auc([1, 2], [True])
    with pytest.raises(ValueError, match="groups: none given"):
        interval(lambda _: 1.0, [], np.random.default_rng(1))
    with pytest.raises(ValueError, match="confidence: 2 given, 0 to 1"):
        interval(lambda _: 1.0, [0, 1], np.random.default_rng(1), confidence=2)
