"""The BD-rate against curves of which it is known, and against the package of its name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.medical.bdrate import Comparison, Curves, bd_rate, compare

QUALITY = np.array([28.0, 31.0, 33.5, 37.0, 40.0, 43.0])


def line(a: float, b: float, quality: np.ndarray = QUALITY) -> tuple[np.ndarray, np.ndarray]:
    """A codec that takes exp(a + b q) bytes for the quality q."""
    return np.exp(a + b * quality), quality


@settings(max_examples=30, deadline=None)
@given(st.floats(-1, 1), st.floats(0.05, 0.3), st.integers(0, 2**32 - 1))
def test_a_constant_factor_is_found_whatever_the_points(
    shift: float, slope: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    other = np.sort(QUALITY + rng.uniform(-1, 1, QUALITY.size))
    found = bd_rate(line(2, slope), line(2 + shift, slope, rng.permutation(other)))
    assert found == pytest.approx(100 * np.expm1(shift), abs=1e-6)


def test_lines_that_cross_have_the_area_between_them() -> None:
    # ln rates differ by .1 (q - 33): over 28..43 its mean is .1 (35.5 - 33).
    found = bd_rate(line(1, 0.1), line(1 - 3.3, 0.2))
    assert found == pytest.approx(100 * np.expm1(0.25))
    above = bd_rate(line(1, 0.1), line(1 - 3.3, 0.2), low=33, high=41)
    assert above == pytest.approx(100 * np.expm1(0.1 * 4))


def test_it_agrees_with_the_package_bjontegaard() -> None:
    peer = pytest.importorskip("bjontegaard", reason="bjontegaard, a peer, is not installed")
    rng = np.random.default_rng(5)
    for _ in range(8):
        curves = [
            (np.cumsum(rng.uniform(100, 900, 6)), np.cumsum(rng.uniform(1, 4, 6)) + 25)
            for _ in range(2)
        ]
        (r1, q1), (r2, q2) = curves
        theirs = peer.bd_rate(
            *(r1, q1, r2, q2), method="pchip", require_matching_points=False, min_overlap=0
        )
        assert bd_rate(*curves) == pytest.approx(theirs, abs=1e-6)


def test_the_way_back_undoes_the_way_there() -> None:
    one, other = line(1, 0.13), line(0.6, 0.14)
    assert (1 + bd_rate(one, other) / 100) * (1 + bd_rate(other, one) / 100) == pytest.approx(1)


def test_points_that_nobody_would_choose_do_not_count() -> None:
    rate, quality = line(2, 0.1)
    worse = (np.append(rate, rate[3] * 1.5), np.append(quality, quality[3] - 0.2))
    twin = (np.append(rate, rate[2] * 1.1), np.append(quality, quality[2]))
    for curve in (worse, twin):
        assert bd_rate(line(2, 0.1), curve) == pytest.approx(0, abs=1e-9)
    # A cheaper point that is better takes the dearer one's place.
    better = (np.append(rate, rate[3] * 0.9), np.append(quality, quality[3] + 0.5))
    assert bd_rate(line(2, 0.1), better) < -2


def test_too_little_in_common_is_refused() -> None:
    with pytest.raises(ValueError, match=r"qualities 28 to 43 and 42.5 to 57.5 given, 1 in common"):
        bd_rate(line(1, 0.1), line(1, 0.1, QUALITY + 14.5))
    with pytest.raises(ValueError, match="2 points given, at least 2 that are no waste"):
        bd_rate(line(1, 0.1), ([100, 90], [30, 31]))
    for points in (([100, 200], [30]), ([0, 200], [30, 31]), ([[100, 200]], [[30, 31]])):
        with pytest.raises(ValueError, match=r"anchor, tested: rates of shape .* needed"):
            bd_rate(line(1, 0.1), points)
    assert bd_rate(line(1, 0.1), line(1, 0.1, QUALITY + 14.5), shared=0.1) == pytest.approx(0)


def pictures(factor: np.ndarray) -> Curves:
    """Six pictures in three wells, the rate of each multiplied by a factor."""
    difficulty = np.array([1, 1.1, 2, 2.1, 3, 3.2])
    rate = np.exp(0.1 * QUALITY)[:, None] * difficulty * factor
    return Curves(rate, np.repeat(QUALITY[:, None], 6, axis=1))


def test_an_interval_covers_what_wells_differ_in() -> None:
    wells = [3, 3, 3, 7, 7, 7]

    def found_by(factor: np.ndarray) -> Comparison:
        curves = (pictures(np.ones(6)), pictures(factor))
        return compare(*curves, wells, np.random.default_rng(1), draws=60)

    same = found_by(np.full(6, 0.8))
    assert [same.rate, same.low, same.high, same.each] == pytest.approx([-20] * 4)
    assert (same.pictures, same.start, same.stop) == (6, 28, 43)
    found = found_by(np.array([0.6, 0.6, 0.6, 0.9, 0.9, 0.9]))
    weighted = (4.1 * 0.6 + 8.3 * 0.9) / 12.4
    assert found.rate == pytest.approx(100 * (weighted - 1))
    assert found.each == pytest.approx(-25)
    # Of two wells, each draw in four is of the first alone, and each fourth of the second.
    assert [found.low, found.high] == pytest.approx([-40, -10])


def test_curves_are_refused_that_are_none() -> None:
    good = np.ones((3, 2))
    for rate, quality in ((good, good[:, :1]), (0 * good, good), (good, good * np.inf)):
        with pytest.raises(ValueError, match=r"quality: shapes|rate: more than 0"):
            Curves(rate, quality)
    with pytest.raises(ValueError, match="tested: 6 pictures and 5 groups"):
        compare(
            pictures(np.ones(6)), pictures(np.ones(6)), [1, 1, 2, 2, 3], np.random.default_rng(1)
        )
