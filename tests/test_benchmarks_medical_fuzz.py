"""The run over damaged picture files, a slice of it."""

import sys

import numpy as np
import pytest

from ee376a import published


@pytest.fixture(scope="module")
def medical_fuzz():
    try:
        published.experiment("medical-fuzz")
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")
    return sys.modules["benchmarks.medical_fuzz"]


@pytest.mark.parametrize("way", ["flip", "cut", "splice", "edit", "reseal"])
def test_damaged_files_are_told(medical_fuzz, way):
    rng = np.random.default_rng(11)
    known = medical_fuzz.files()
    for _ in range(20 if way == "reseal" else 150):
        first, second = rng.integers(len(known), size=2)
        code = medical_fuzz.damage(rng, known[first][0], known[second][0], way)
        allowed = [known[first][1], known[second][1]]
        result = medical_fuzz.outcome(code, allowed, way != "reseal")
        assert result in ("clean errors", "right outputs"), (way, code.hex())


def test_the_published_run_is_whole(medical_fuzz):
    found = published.load("medical-fuzz")
    assert found.done
    assert sum(point.counts["files"] for point in found.points) >= 10_000
    for point in found.points:
        assert [point.counts[name] for name in medical_fuzz.OUTCOMES[2:]] == [0, 0, 0]
