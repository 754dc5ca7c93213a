"""The race of the digits: what was published is what the codecs give."""

from __future__ import annotations

import pytest

from benchmarks.prequential_digits import GENERAL, experiment
from ee376a import published


def test_ours_is_the_shortest_file_and_no_general_one_is_near() -> None:
    points = published.load("prequential-digits").points
    bits = {
        (point.params["coder"], point.params["primed"]): 8 * point.rate("bytes") / 2000 / 784
        for point in points
    }
    best = min(bits[name, False] for name in GENERAL)
    assert min(bits, key=lambda name: bits[name]) == ("both", True)
    assert bits["both", True] < 0.75 * best
    assert all(point.rate("pixels") == 2000 * 784 for point in points)


def test_the_first_points_can_be_made_again() -> None:
    """gzip, bzip2 and xz need no data but the digits."""
    from ee376a import datasets, montecarlo

    try:
        datasets.fetch("mnist")
    except datasets.DatasetError as error:
        pytest.skip(f"mnist is not to be had: {error}")
    for point in (1, 2):
        published.verify(experiment(), point, 1, run=montecarlo.records)
