"""The codecs on pictures of other kinds: what is measured, and against the published file."""

import sys
from types import ModuleType

import numpy as np
import pytest

from ee376a import experiments, montecarlo, published

NAME = "medical-modalities"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    pytest.importorskip("imagecodecs", reason="imagecodecs comes with the group bench")
    try:
        experiments.experiment(NAME)
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")
    return sys.modules["benchmarks.medical_modalities"]


def test_each_picture_is_of_a_kind_and_of_its_size(bench: ModuleType) -> None:
    assert len(bench.PICTURES) == sum(map(len, bench.KINDS.values()))
    for name, side in bench.PICTURES.items():
        assert bench.picture(name).shape == (side, side)
        assert name in bench.KINDS[bench.kind(name)]


def test_lossless_codecs_are_lossless(bench: ModuleType) -> None:
    picture = np.ascontiguousarray(bench.picture("spine")[:40, 20:70])
    for name, codec in bench.codecs(lossless=True).items():
        assert (codec.decode(codec.encode(picture, 0)) == picture).all(), name


def test_means_are_taken_by_kind(bench: ModuleType) -> None:
    found = published.load(NAME)
    means = bench.lossless_bytes(found, "PNG")
    sizes = dict(
        zip(bench.PICTURES, found.point(codec="PNG", lossless=True).records["bytes"], strict=True)
    )
    assert means["MR"] == (sizes["shoulder"] + sizes["liver"]) / 2
    assert list(means) == list(bench.KINDS)


def test_the_published_file_is_whole_and_that_of_the_code(bench: ModuleType) -> None:
    found = published.load(NAME)
    assert found.done
    assert all(point.trials == len(bench.PICTURES) for point in found.points)
    experiment = experiments.experiment(NAME)
    first = [point["codec"] for point in experiment.points].index("PNG")
    published.verify(experiment, first, 2, run=montecarlo.records)
