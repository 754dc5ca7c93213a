"""The race of the digits: what was published is what the codecs give."""

from __future__ import annotations

import sys
from functools import partial

import pytest

from ee376a import datasets, experiments, montecarlo, published

NAME = "prequential-digits"


@pytest.fixture(scope="module")
def experiment() -> experiments.Experiment:
    for peer in ("brotli", "zstandard"):
        pytest.importorskip(peer, reason=f"{peer}, a peer of the benchmark, is not installed")
    try:
        return experiments.experiment(NAME)
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")


def test_ours_is_the_shortest_file(experiment: experiments.Experiment) -> None:
    general = sys.modules["benchmarks.prequential_digits"].GENERAL
    points = published.load(NAME).points
    size = {(point.params["coder"], point.params["primed"]): point for point in points}
    assert min(size, key=lambda name: size[name].rate("bytes")) == ("both", True)
    best = min(size[name, False].rate("bytes") for name in general)
    assert size["both", True].rate("bytes") < 0.75 * best
    assert all(point.rate("pixels") == 2000 * 784 for point in points)
    assert size["both", True].rate("prior") == 8000 * 784


def test_points_can_be_made_again(experiment: experiments.Experiment) -> None:
    """Those of gzip and bzip2."""
    try:
        datasets.fetch("mnist")
    except datasets.DatasetError as error:
        pytest.skip(f"mnist is not to be had: {error}")
    for point in (0, 1):
        published.verify(experiment, point, 1, run=partial(montecarlo.records, jobs=1))
