"""The experiment on real reads, and a slice of what was published of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ee376a import experiments, montecarlo, published
from ee376a.dna import poem

DATA = Path(os.environ.get("EE376A_DATA", "not there"))
NAME = "dna-poem"
needs_data = pytest.mark.skipif(
    not (DATA / "nanopore-duplex").is_dir() or not (DATA / "text").is_dir(),
    reason="EE376A_DATA lacks the datasets nanopore-duplex and text",
)


def test_every_point_is_asked_for_once() -> None:
    experiment = experiments.experiment(NAME)
    assert len(experiment.points) == 20
    assert experiment.trials >= 100


def test_unknown_names() -> None:
    with pytest.raises(ValueError, match="name: 'x' given"):
        poem.pool("x")
    with pytest.raises(ValueError, match="prior: 'x' given"):
        poem.recover([], prior="x")


@needs_data
def test_english_is_about_three_and_a_half_bits_a_letter() -> None:
    assert 3.5 < poem.english().bits_per_byte(poem.poem()) < 3.7


@needs_data
def test_one_base_in_a_hundred_is_read_wrong() -> None:
    rates = poem.error_rates(range(12))
    assert rates["placed"] == 12
    for kind in ("substitutions", "insertions", "deletions"):
        assert 0.001 < rates[kind] < 0.012


@needs_data
def test_the_published_errors_are_those_of_the_code() -> None:
    published.verify(experiments.experiment("dna-reads"), 0, 1, run=montecarlo.records)


@needs_data
@pytest.mark.skipif(not (published.FOLDER / f"{NAME}.json").is_file(), reason="not published yet")
def test_the_published_file_is_what_the_code_gives() -> None:
    experiment = experiments.experiment(NAME)
    points = [*experiment.points]
    for prior in ("none", "english"):
        index = points.index({"count": 5, "drawn_from": "all", "prior": prior})
        published.verify(experiment, index, 2, run=montecarlo.records)


@pytest.mark.skipif(not (published.FOLDER / f"{NAME}.json").is_file(), reason="not published yet")
def test_what_was_published() -> None:
    result = published.load(NAME)
    for point in result.points:
        assert point.counts["wrong"] == 0
        if point.params["prior"] == "none":  # nobody can do it with less than a quarter
            assert point.counts["recovered"] <= point.counts["possible"]
    ten = {"count": 10, "drawn_from": "payload"}
    assert result.point(**ten, prior="none").rate("recovered") == 1
    five = {"count": 5, "drawn_from": "payload"}
    assert result.point(**five, prior="none").rate("recovered") >= 0.8
    assert result.point(**five, prior="english").rate("recovered") >= 0.97
