"""Scans cut into squares, and what the published file says of a network away from home."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a import published
from ee376a.medical import scans
from ee376a.medical.encoders.elsewhere import HALVES, experiment, squares


@pytest.mark.parametrize("name", [name for half in HALVES for name in half])
def test_squares_are_of_the_scan(name: str) -> None:
    cut = squares(name)
    assert cut.shape[1:] == (128, 128)
    assert (cut.std(axis=(1, 2)) > 5).all()
    assert (cut[0] == scans.read(name, 128)).all()


def test_an_unknown_scan_is_told() -> None:
    with pytest.raises(ValueError, match="name: 'brain' given, one of chest"):
        squares("brain")


def test_halves_share_no_picture_and_have_each_kind() -> None:
    kinds = [[scans.SCANS[name].modality for name in half] for half in HALVES]
    assert kinds == [["X-ray", "CT", "MR"]] * 2
    assert sorted(HALVES[0] + HALVES[1]) == sorted(scans.SCANS)


def test_the_published_numbers_are_whole() -> None:
    found = published.load("medical-elsewhere")
    assert found.done
    assert [point.params for point in found.points] == [dict(p) for p in experiment().points]
    for point in found.points:
        half = int(str(point.params["half"]))
        assert point.counts["squares"] == sum(len(squares(name)) for name in HALVES[half])
        # What it is tuned to comes back better than before.
        before, after = (
            np.mean([point.counts[f"{name} {key}"] for name in HALVES[half]])
            for key in ("before", "after")
        )
        assert after < before
        assert all(np.isfinite(value) for value in point.counts.values())
