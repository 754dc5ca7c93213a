"""Means over seeds and their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.encoders.results import conditions, interval, over_seeds
from ee376a.published import Point, Published


def there() -> Published:
    points = [
        Point({"model": model, "seed": seed}, [1], {}, True, counts={"train": 10.0, "test": test})
        for model, seed, test in (("conv", 1, 15.0), ("conv", 0, 12.0), ("fc", 0, 11.0))
    ]
    points.append(Point({"model": "conv", "seed": 2}, [1], {}))  # not yet done
    return Published("x", "", "", points)


def test_values_come_in_the_order_of_the_seeds() -> None:
    assert over_seeds(there(), "test", model="conv").tolist() == [12, 15]
    assert over_seeds(there(), "gap", model="conv").tolist() == [2, 5]


def test_conditions_are_counted_by_what_is_done() -> None:
    assert conditions(there()) == [({"model": "conv"}, 2), ({"model": "fc"}, 1)]
    assert conditions(there(), model="fc") == [({"model": "fc"}, 1)]
    assert conditions(there(), model="vae") == []


def test_a_condition_must_be_one() -> None:
    with pytest.raises(ValueError, match=r"runs with seeds \[\] match"):
        over_seeds(there(), "test", model="vae")
    with pytest.raises(ValueError, match=r"seeds \[1, 0, 0\] match, each once needed"):
        over_seeds(there(), "test")


def test_intervals_cover_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    covered = [low < 7 < high for _, low, high in map(interval, rng.normal(7, 2, (4000, 5)))]
    assert np.mean(covered) == pytest.approx(0.95, abs=0.012)


def test_intervals_of_too_little() -> None:
    with pytest.raises(ValueError, match="values: 1 given, at least 2 needed"):
        interval([3.0])
    with pytest.raises(ValueError, match="confidence: 1 given"):
        interval([3.0, 4.0], confidence=1)
