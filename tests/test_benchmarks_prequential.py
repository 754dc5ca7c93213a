"""The race and the fuzzing: fair to each of them, and against their published files."""

import shutil
import sys
from functools import partial
from types import ModuleType

import numpy as np
import pytest

from ee376a import datasets, experiments, montecarlo, published

RACE, FUZZ = "prequential-race", "prequential-fuzz"
TEXT = b"".join(b"The %d contestants start at the same line. " % n for n in range(60))
run = partial(montecarlo.records, jobs=1)


def module(name: str, file: str) -> ModuleType:
    try:
        experiments.experiment(name)
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")
    return sys.modules[f"benchmarks.{file}"]


@pytest.fixture(scope="module")
def race() -> ModuleType:
    for peer in ("brotli", "pyppmd", "zstandard"):
        pytest.importorskip(peer, reason=f"{peer}, a peer of the benchmark, is not installed")
    return module(RACE, "prequential")


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    return module(FUZZ, "prequential_fuzz")


def test_every_compressor_gives_back_the_file(race: ModuleType) -> None:
    for name, compressor in race.COMPRESSORS.items():
        if name.startswith("zpaq") and shutil.which("zpaq") is None:
            continue
        for data in (TEXT, b""):
            assert compressor.decode(compressor.encode(data)) == data, name
        assert len(compressor.encode(TEXT)) < 0.5 * len(TEXT), name


def test_a_prior_helps_whoever_takes_it(race: ModuleType) -> None:
    for name, compressor in race.COMPRESSORS.items():
        if compressor.prime is None:
            assert compressor.unprime is None
            continue
        code = compressor.prime(TEXT[-900:], TEXT)
        assert compressor.unprime(code, TEXT) == TEXT[-900:], name
        assert len(code) < 0.8 * len(compressor.encode(TEXT[-900:])), name


def test_the_points_are_of_the_race(race: ModuleType) -> None:
    for point in race.points():
        chosen = race.COMPRESSORS[point["compressor"]]
        assert point["file"] in race.FILES
        assert chosen.prime or not point["primed"]
    assert set(race.TUNED).isdisjoint({"pride-and-prejudice", "persuasion"})
    with pytest.raises(ValueError, match="name: 'x' given"):
        race.file("x")


def test_files_that_are_made_stay_what_they_were(race: ModuleType) -> None:
    assert len(race.file("random")) == 65536
    assert race.file("random")[:4].hex() == "ffe42279"
    walk = race.file("walk")
    assert walk[:6] == b"\x93NUMPY"
    assert np.frombuffer(walk[128:], "<i4")[:4].tolist() == [6, 1, -6, -10]


def test_a_measurement_is_of_the_whole_file(race: ModuleType) -> None:
    found = race.measure("bzip2 -9", "walk", False)
    assert found["compressed"] == len(race.COMPRESSORS["bzip2 -9"].encode(race.file("walk")))
    assert found["original"] == 65664
    assert found["encode seconds"] > 0
    assert 1 < found["megabytes"] < 4000
    with pytest.raises(ValueError, match="bzip2 -9 cannot be"):
        race.measure("bzip2 -9", "walk", True)


def test_what_is_not_on_this_machine_is_skipped(
    race: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert race.measure("zpaq -m5", "walk", False)["skipped"] == 1


@pytest.mark.parametrize("compressor", ["order2", "cm"])
@pytest.mark.parametrize("file", ["walk", "random"])
def test_the_published_race_is_of_this_code(race: ModuleType, compressor: str, file: str) -> None:
    wanted = {"compressor": compressor, "file": file, "primed": False}
    found = published.verify(race.experiment(), [*race.points()].index(wanted), 1, run=run)
    assert found["skipped"] == [0]


def test_the_published_race_is_whole(race: ModuleType) -> None:
    there = published.load(RACE)
    assert there.done
    for point in there.points:
        counts = point.counts
        assert counts["compressed"] <= 1.03 * counts["original"] or counts["skipped"]
    sizes = {
        name: there.point(compressor=name, file="random", primed=False).counts["compressed"]
        for name in ("order2", "cm", "lstm", "mix")
    }
    assert all(size <= 65536 + 64 for size in sizes.values())


def test_the_published_race_of_a_text(race: ModuleType) -> None:
    try:
        datasets.fetch("text")
    except datasets.DatasetError as error:
        pytest.skip(f"no texts here: {error}")
    wanted = {"compressor": "order2", "file": "alice29", "primed": False}
    published.verify(race.experiment(), [*race.points()].index(wanted), 1, run=run)


@pytest.mark.parametrize("way", ["flip", "cut", "splice", "edit", "reseal"])
def test_no_damaged_file_gives_wrong_bytes(fuzz: ModuleType, way: str) -> None:
    rng = np.random.default_rng(5)
    names = {fuzz.outcome(*fuzz.WAYS[way](rng, "order2")) for _ in range(100)}
    assert "clean errors" in names
    assert names <= {"clean errors", "right outputs"}


def test_undamaged_files_are_right(fuzz: ModuleType) -> None:
    for file in fuzz.files("order2"):
        assert fuzz.outcome(*file) == "right outputs"


def test_wrong_outputs_and_errors_would_be_seen(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, prior, data = fuzz.files("order2")[0]
    assert fuzz.outcome(code, prior, data + b"x") == "wrong outputs"
    monkeypatch.setattr(fuzz.codec, "decode", lambda code, prior: 1 / 0)
    assert fuzz.outcome(code, prior, data) == "other errors"


def test_the_published_fuzzing(fuzz: ModuleType) -> None:
    there = published.load(FUZZ)
    assert there.done
    total = {
        name: sum(point.counts[name] for point in there.points)
        for name in ("streams", *fuzz.OUTCOMES)
    }
    assert total["streams"] >= 100_000
    assert total["wrong outputs"] == total["other errors"] == total["hangs"] == 0
    assert total["clean errors"] + total["right outputs"] == total["streams"]
