"""Jars: chances that sum to one, surprise, and the price of believing wrongly."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.entropy.surprise import (
    average_surprise,
    chances,
    score,
    surprise,
)
from ee376a.measures import kl_divergence

jars = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(0, 50) | st.fractions(0, 5), min_size=1
).filter(lambda jar: any(jar.values()))


@given(jars)
def test_chances_sum_to_exactly_one(jar: dict[str, int | Fraction]) -> None:
    odds = chances(jar)
    assert sum(odds.values()) == 1
    assert list(odds) == list(jar)


@given(jars, st.integers(1, 9))
def test_a_jar_so_many_times_as_full_has_the_same_chances(
    jar: dict[str, int | Fraction], times: int
) -> None:
    assert chances({kind: many * times for kind, many in jar.items()}) == chances(jar)


def test_surprise_in_bits() -> None:
    assert [surprise(Fraction(1, 2**bits)) for bits in range(6)] == [0, 1, 2, 3, 4, 5]
    assert surprise(0) == np.inf
    with pytest.raises(ValueError, match=r"^chance: 1.5 given, 0 to 1 allowed"):
        surprise(1.5)


@pytest.mark.parametrize(
    ("jar", "bits"),
    [
        ({"yellow": 6}, 0),
        ({"blue": 1, "green": 1}, 1),
        (dict.fromkeys("abcdefgh", 1), 3),
        ({"red": 3, "blue": 1}, 0.811),
        ({"red": 8, "blue": 4, "pink": 2, "gold": 2}, 1.75),
    ],
)
def test_average_surprise_of_the_shop_s_jars(jar: dict[str, int], bits: float) -> None:
    assert average_surprise(jar) == pytest.approx(bits, abs=5e-4)


@given(jars, st.lists(st.integers(1, 20), min_size=8, max_size=8))
def test_no_belief_scores_better_than_the_truth(
    jar: dict[str, int | Fraction], beans: list[int]
) -> None:
    guess = dict(zip(jar, beans, strict=False))
    true = [float(p) for p in chances(jar).values()]
    believed = [float(p) for p in chances(guess).values()]
    price = score(guess, jar) - average_surprise(jar)
    assert price == pytest.approx(kl_divergence(true, believed), abs=1e-9)
    assert score(jar, jar) == average_surprise(jar)


def test_what_was_held_to_be_impossible_surprises_without_end() -> None:
    assert score({"red": 1, "blue": 0}, {"red": 3, "blue": 1}) == np.inf


def test_refusals() -> None:
    with pytest.raises(ValueError, match="jar: empty"):
        chances({"red": 0})
    with pytest.raises(ValueError, match="jar: -1 of 'red' given"):
        chances({"red": -1})
    for many in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match=f"jar: {many} of 'red' given"):
            chances({"red": many, "blue": 1})
    with pytest.raises(ValueError, match=r"guess: kinds \['red'\] given, \['blue'\]"):
        score({"red": 1}, {"blue": 1})
