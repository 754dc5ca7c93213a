"""Z', noise and dose response against numbers of which they are known, and against the assay."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a import datasets
from ee376a.medical import images
from ee376a.medical.cells import count_spots
from ee376a.medical.doseresponse import (
    Response,
    answers,
    assay_fields,
    enlarge,
    fit_response,
    noise_variance,
    z_interval,
    z_prime,
)
from ee376a.medical.images import DOSES, Micrograph, shrink

RNG = np.random.default_rng(12)


def test_z_prime_is_the_gap_between_the_bands() -> None:
    first, second = RNG.normal(100, 8, 30), RNG.normal(600, 50, 40)
    top = first.mean() + 3 * first.std(ddof=1)
    bottom = second.mean() - 3 * second.std(ddof=1)
    expected = (bottom - top) / (second.mean() - first.mean())
    assert z_prime(first, second) == pytest.approx(expected)
    assert z_prime(second, first) == pytest.approx(expected)
    assert z_prime(first * 3 + 7, second * 3 + 7) == pytest.approx(expected)
    assert z_prime([1, 2], [2, 1]) == -np.inf
    with pytest.raises(ValueError, match="1 and 40 given, at least 2"):
        z_prime([1], second)


def test_the_interval_is_of_its_width() -> None:
    low, high = z_interval(RNG.normal(0, 1, 400), RNG.normal(20, 1, 400), np.random.default_rng(1))
    # For normal laws, 3 s/d for each group's s: its standard error is 3/20 * sqrt(2 / (2 * 400)).
    width = 2 * 1.96 * 3 / 20 * np.sqrt(2 / 800)
    assert high - low == pytest.approx(width, rel=0.3)
    assert low < 0.7 < high
    wider = z_interval(RNG.normal(0, 1, 40), RNG.normal(20, 1, 40), np.random.default_rng(1))
    assert wider[1] - wider[0] > 2 * (high - low)


def test_hills_curve_is_found_again() -> None:
    doses = np.repeat(sorted({*DOSES.values()}), 6)
    truth = Response(95, 600, 4.0, 2.2)
    found = fit_response(doses, truth.at(doses) + RNG.normal(0, 5, doses.size))
    assert found.resting == pytest.approx(95, abs=3)
    assert found.answering == pytest.approx(600, abs=6)
    assert found.half == pytest.approx(4, rel=0.05)
    assert found.steepness == pytest.approx(2.2, rel=0.1)
    for given in (([1, 2, 3], [1, 2, 3]), ([0, 0, 0, 0, 1], [1, 1, 1, 1, 1])):
        with pytest.raises(ValueError, match="doses: "):
            fit_response(*given)


def test_noise_is_found_under_edges_and_where_it_grows_with_brightness() -> None:
    rows, columns = np.mgrid[:256, :256]
    clean = 20 + 100 * ((rows // 40 + columns // 50) % 2) + rows / 8
    noisy = clean + RNG.normal(0, 1, clean.shape) * np.sqrt(0.4 * clean)
    assert noise_variance(noisy) == pytest.approx(0.4 * clean.mean(), rel=0.05)
    assert noise_variance(np.rint(noisy)) == pytest.approx(0.4 * clean.mean() + 1 / 12, rel=0.05)
    assert noise_variance(clean) < 0.1
    with pytest.raises(ValueError, match=r"shape \(32, 64\) given"):
        noise_variance(np.zeros((32, 64)))


def test_enlarging_undoes_shrinking_where_nothing_is_fine() -> None:
    rows, columns = np.mgrid[:128, :96]
    smooth = np.rint(100 + 60 * np.sin(rows / 15) * np.cos(columns / 20)).astype(np.uint8)
    again = enlarge(shrink(smooth), 4)
    assert again.shape == smooth.shape
    assert np.abs(again.astype(int) - smooth)[8:-8, 8:-8].max() <= 3
    assert (enlarge(np.full((3, 5), 77), 2) == 77).all()
    bright = np.zeros((8, 8), np.uint8)
    bright[3:5, 3:5] = 255
    assert enlarge(bright, 4).max() == 255, "no overshoot turns over"


def field(well: int, channel: images.Channel) -> Micrograph:
    return Micrograph(well, 0, channel, np.zeros((4, 4), np.uint8))


def test_fields_are_of_gfp_controls_first() -> None:
    chosen = assay_fields([field(w, c) for w in range(1, 25) for c in images.CHANNELS])
    assert [picture.well for picture in chosen] == [2, 3, 4, 5, 6, 7, 8]
    assert {picture.channel for picture in chosen} == {"gfp"}
    assert answers(chosen).tolist() == [False] * 3 + [True] * 4


def test_the_assay_of_bbbc016_is_good_and_shrinking_spoils_it() -> None:
    try:
        pictures = images.load()
    except datasets.DatasetError as error:
        pytest.skip(f"no BBBC016 here: {error}")
    fields = assay_fields(pictures)[::2]
    yes = answers(fields)
    before = np.array([count_spots(picture.pixels) for picture in fields])
    after = np.array([count_spots(enlarge(shrink(p.pixels), 4)) for p in fields])
    assert before[~yes].max() < 160 < 440 < before[yes].min()
    assert z_prime(after[~yes], after[yes]) < z_prime(before[~yes], before[yes]) - 0.1
    assert after[yes].mean() < 0.7 * before[yes].mean(), "spots run together"


def test_what_cannot_be_is_named() -> None:
    with pytest.raises(ValueError, match="draws: 0 given, at least 1"):
        z_interval([1, 2], [3, 4], np.random.default_rng(1), draws=0)
    for factor in (0, -1):
        with pytest.raises(ValueError, match=f"factor: {factor} given, at least 1"):
            enlarge(np.zeros((4, 4)), factor)
