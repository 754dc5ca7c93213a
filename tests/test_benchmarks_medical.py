"""The measurements of picture codecs: fair to each of them, and against their published files."""

from __future__ import annotations

import math
import sys
from functools import partial
from types import ModuleType

import numpy as np
import pytest

from ee376a import datasets, experiments, montecarlo, published
from ee376a.medical import images

run = partial(montecarlo.records, jobs=1)


def module(name: str) -> ModuleType:
    for peer in ("imagecodecs", "pillow_heif"):
        pytest.importorskip(peer, reason=f"{peer}, a peer of the benchmark, is not installed")
    try:
        made = experiments.experiment(name)
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")
    return sys.modules[made.trial.__module__]


@pytest.fixture(scope="module")
def medical() -> ModuleType:
    return module("medical-rd")


@pytest.fixture(scope="module")
def dose() -> ModuleType:
    return module("medical-dose")


@pytest.fixture(scope="module")
def times() -> ModuleType:
    return module("medical-times")


@pytest.fixture(scope="module")
def bbbc016() -> None:
    try:
        datasets.fetch("bbbc016")
    except datasets.DatasetError as error:
        pytest.skip(f"no BBBC016 here: {error}")


def test_a_trial_knows_its_number(medical: ModuleType) -> None:
    for seed in (1, (376, 5)):
        for index in (0, 1, 41):
            assert medical.number(montecarlo.generator(seed, index)) == index


def test_the_pictures_are_those_of_the_test_wells(medical: ModuleType, bbbc016: None) -> None:
    split = images.split_by_well(images.load(), np.random.default_rng(376))
    assert sorted({*medical.wells(128)}) == sorted({p.well for p in split.test})
    assert not {*medical.wells(128)} & {p.well for p in split.train}
    for side, count in ((128, 42), (512, 14)):
        chosen = medical.pictures(side)
        assert len(chosen) == count == medical.experiment(side).trials
        assert {picture.pixels.shape for picture in chosen} == {(side, side)}
    assert (medical.pictures(128)[6].pixels == images.shrink(medical.pictures(512)[2].pixels)).all()


def test_the_points_are_all_codecs_at_all_settings(medical: ModuleType) -> None:
    names = {point["codec"] for point in medical.points(128)}
    assert names == {*medical.ANCHORS, *medical.OURS, *medical.SLOW}
    for side in (128, 512):
        for point in medical.points(side):
            assert point["setting"] in medical.codec(point["codec"]).settings
    with pytest.raises(ValueError, match="name: 'GIF' given"):
        medical.codec("GIF")


@pytest.mark.parametrize("codec", ["JPEG flat", "WebP", "JPEG 2000"])
@pytest.mark.parametrize("side", [128])
def test_the_published_files_are_of_these_codecs(
    medical: ModuleType, bbbc016: None, codec: str, side: int
) -> None:
    """Other versions of the libraries may code a little differently; ours must be the same."""
    there = published.load(medical.experiment(side).name)
    for point in [p for p in there.points if p.params["codec"] == codec][:8:3]:
        (now,) = run(medical.trial, [1], seed=point.seed, params=point.params)
        assert now["bytes"] == pytest.approx(point.records["bytes"][1], rel=0.03, abs=20)
        assert math.log10((now["mse"] + 1e-9) / (point.records["mse"][1] + 1e-9)) == pytest.approx(
            0, abs=0.02
        )
        assert now["ssim"] == pytest.approx(point.records["ssim"][1], abs=0.01)


def test_the_published_files_are_whole(medical: ModuleType) -> None:
    for side in (128,):
        made = medical.experiment(side)
        there = published.load(made.name)
        assert there.done
        assert [point.params for point in there.points] == [*made.points]
        for point in there.points:
            counts = point.counts
            assert counts["bytes"] > counts["flat"]
            assert min(point.records["mse"]) > 0


def test_the_published_assay_is_of_this_code(dose: ModuleType, bbbc016: None) -> None:
    there = published.load(dose.NAME)
    assert there.done
    assert [point.params for point in there.points] == dose.points()
    before = there.points[0].records["original"]
    assert all(point.records["original"] == before for point in there.points)
    for params in ({"codec": "shrunk by 4", "setting": 0}, {"codec": "JPEG flat", "setting": 24}):
        point = there.point(**params)
        (now,) = run(dose.trial, [10], seed=point.seed, params=point.params)
        assert now["original"] == before[10]
        assert now["spots"] == pytest.approx(point.records["spots"][10], abs=4)
        assert now["bytes"] == pytest.approx(point.records["bytes"][10], rel=0.03)


def test_seconds_and_memory_of_one_picture(times: ModuleType, bbbc016: None) -> None:
    found = times.measure("WebP", 68)
    assert 500 < found["bytes"] < 50_000
    assert 30 < found["psnr"] < 45
    assert 0 < found["decode seconds"] < found["encode seconds"] < 5
    assert 20 < found["megabytes"] < 4000
    there = published.load(times.NAME)
    assert there.done
    assert [point.params for point in there.points] == times.points()
    webp = there.point(codec="WebP")
    assert found["bytes"] == pytest.approx(webp.counts["bytes"], rel=0.03)
    # A small codec's memory is lost in that of Python; a network's is not.
    nothing = there.point(codec="nothing").counts["megabytes"]
    assert nothing + 50 < there.point(codec="ours").counts["megabytes"] < 1000


def test_the_published_table_can_be_printed(
    medical: ModuleType, times: ModuleType, bbbc016: None, capsys: pytest.CaptureFixture[str]
) -> None:
    medical.show_published(medical.NAME, draws=10)
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("JPEG XL") for line in lines) >= 1
    assert any("BD-rate of" in line for line in lines)
