"""X-ray, CT and MR: the very pixels on every machine, windows by the standard, clear refusals."""

from __future__ import annotations

import hashlib
import importlib.util
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.medical import scans
from ee376a.medical.scans import SCANS, read, window

HASHES = {
    "chest": "448c8d9621a0601f",
    "leg": "b146ceafd4e865f0",
    "belly": "c8a70cec36dd8e86",
    "spine": "653291c2677ab736",
    "shoulder": "d2fd84b8010875e3",
    "liver": "7a23757bba3101ba",
}


@pytest.mark.parametrize("name", SCANS)
def test_the_very_pixels(name: str) -> None:
    picture = read(name, min(512, SCANS[name].side))
    assert picture.dtype == np.uint8
    assert hashlib.sha256(picture.tobytes()).hexdigest()[:16] == HASHES[name]
    assert read(name).shape == (128, 128)


def test_there_are_two_of_each_kind() -> None:
    kinds = [scan.modality for scan in SCANS.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {"X-ray": 2, "CT": 2, "MR": 2}


@given(st.floats(-3000, 3000), st.floats(1.5, 5000), st.lists(st.integers(-4000, 4000)))
def test_a_window_is_that_of_the_standard(centre: float, width: float, values: list[int]) -> None:
    for value, shown in zip(values, window(values, centre, width).tolist(), strict=True):
        if value <= centre - 0.5 - (width - 1) / 2:
            expected = 0.0
        elif value > centre - 0.5 + (width - 1) / 2:
            expected = 255.0
        else:
            expected = ((value - (centre - 0.5)) / (width - 1) + 0.5) * 255
        assert abs(shown - expected) <= 0.5 + 1e-9


def test_low_values_are_white_when_inverted() -> None:
    ramp = np.arange(-300, 400)
    inverted = window(ramp, 40, 400, inverted=True)
    assert inverted[0] == 255
    assert inverted[-1] == 0
    assert np.abs(inverted + window(ramp, 40, 400).astype(int) - 255).max() <= 1
    # Bone is brighter than the air beside it, also in X-rays, whose files say it the other way.
    leg = read("leg")[20:40]
    assert leg[:, 52:58].mean() > leg[:, 15:25].mean() + 50


def test_what_is_measured_is_more_than_what_is_shown() -> None:
    values = scans.measured("belly")
    assert values.shape == (512, 512)
    assert values.min() == -1024  # air
    assert (read("belly", 512) == window(values, 40, 400)).all()
    assert np.unique(values).size > 1000
    with pytest.raises(ValueError, match="name: 'brain' given"):
        scans.measured("brain")


def test_what_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="name: 'brain' given, one of chest"):
        read("brain")
    with pytest.raises(ValueError, match="side: 100 given, a divisor of 1536 allowed"):
        read("chest", 100)
    with pytest.raises(ValueError, match="width: 1 given, more than 1"):
        window([0], 0, 1)

    def nothing(name: str) -> Any:
        return None if name == "data_store" else importlib.util.find_spec(name)

    monkeypatch.setattr(scans, "find_spec", nothing)
    assert read("spine").any()  # is in pydicom's own wheel
    with pytest.raises(ModuleNotFoundError, match=r"pip install ee376a\[scans\]"):
        read("chest")


def test_a_file_that_is_another_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    other = scans.Scan("CT", "pydicom", "MR_small.dcm", (128, 128), 0, 0, 128, "")
    gone = scans.Scan("CT", "pydicom", "CT_gone.dcm", (128, 128), 0, 0, 128, "")
    monkeypatch.setitem(SCANS, "other", other)
    monkeypatch.setitem(SCANS, "gone", gone)
    with pytest.raises(ValueError, match=r"MR_small\.dcm has shape \(64, 64\)"):
        read("other")
    with pytest.raises(ValueError, match=r"CT_gone\.dcm is not in the installed pydicom"):
        read("gone")
