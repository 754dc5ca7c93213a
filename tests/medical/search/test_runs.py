"""The report of a search: perfect, blind and in between; and the published file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ee376a import montecarlo, published
from ee376a.medical.images import CHANNELS, DOSES, FIELDS, Micrograph
from ee376a.medical.search.retrieval import TASKS
from ee376a.medical.search.runs import METHODS, experiment, find, summary

DATA = Path(os.environ.get("EE376A_DATA", "nowhere")) / "bbbc016"


def plate(grey: Callable[[int, str], int]) -> list[Micrograph]:
    """A plate of pictures of one grey."""
    return [
        Micrograph(well, field, channel, np.full((512, 512), grey(well, channel), np.uint8))
        for well in DOSES
        for field in range(FIELDS)
        for channel in CHANNELS
    ]


def test_a_search_that_sees_all_finds_all() -> None:
    pictures = plate(lambda well, channel: 128 * (channel == "gfp") + 3 * well)
    report = summary(find(pictures, "frequencies"), np.random.default_rng(1), repeats=50)
    for channel in CHANNELS:
        assert report[f"{channel} channel first"] == 1
        assert report[f"{channel} well map"] == 1
        for name in ("channel map", "answer map", "votes"):
            low, high = (report[f"{channel} {name} {end}"] for end in ("low", "high"))
            assert low <= report[f"{channel} {name}"] <= high


def test_a_search_that_sees_nothing_is_at_chance() -> None:
    rng = np.random.default_rng(1)
    pictures = plate(lambda well, channel: rng.integers(256))
    report = summary(find(pictures, "frequencies"), rng, repeats=200)
    for channel in CHANNELS:
        for task in TASKS:
            name = f"{channel} {task} map"
            chance = report[f"{name} chance"]
            assert report[f"{name} low"] - 0.03 < chance < report[f"{name} high"] + 0.03
        assert abs(report[f"{channel} votes"] - 0.5) < 0.25
    assert report["gfp channel map chance"] == pytest.approx(0.5, abs=0.03)
    assert report["gfp dose first chance"] == pytest.approx(3.4 / 54, abs=0.01)


def test_a_method_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="method: 'magic' given, one of pixels"):
        find([], "magic")


def test_the_published_file_has_every_method() -> None:
    found = published.load("medical-search")
    assert found.done
    assert [point.params["method"] for point in found.points] == list(METHODS)
    for point in found.points:
        assert set(point.counts) == set(found.points[0].counts)


@pytest.mark.skipif(not DATA.is_dir(), reason="BBBC016 is not in EE376A_DATA: search NOT run again")
def test_the_published_numbers_are_those_of_the_code() -> None:
    point = METHODS.index("histogram")
    published.verify(experiment(), point, 1, run=montecarlo.records)
