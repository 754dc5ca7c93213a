"""Contests are fair: the same work, in turn; and what is published is what is registered."""

import importlib
import math
import sys
import time
from collections.abc import Callable
from types import ModuleType

import pytest

from ee376a import experiments, published

PEERS = ("constriction", "ldpc", "pyldpc", "zxingcpp", "brotli", "pyppmd", "zstandard")
FILES = ("bench-coding", "bench-dna", "bench-painting", "bench-pictures", "bench-text")


@pytest.fixture(scope="module")
def speed() -> ModuleType:
    for peer in PEERS:
        pytest.importorskip(peer, reason=f"{peer}, a peer of the benchmarks, is not installed")
    try:
        experiments.experiment("bench-coding")  # it puts the benchmarks within reach
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")
    return sys.modules["benchmarks.speed"]


def busy(seconds: float, done: list[str], name: str) -> Callable[[], None]:
    def work() -> None:
        done.append(name)
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    return work


def test_the_ratio_is_of_the_times_of_one_piece_of_work(speed: ModuleType) -> None:
    done: list[str] = []
    ours, theirs = busy(0.06, done, "ours"), busy(0.02, done, "theirs")
    found = speed.compete(speed.Contest(ours, theirs, 10, {"our bytes": 3}))
    assert found["our bytes"] == 3
    assert found["ratio"] == pytest.approx(3, rel=0.2)
    assert found["ours"] == pytest.approx(6, rel=0.2)
    # Once each before the clock starts, and then in turn.
    assert done[:4] == ["ours", "theirs", "ours", "theirs"]
    assert done.count("ours") == 1 + speed.RUNS


def test_a_slow_contest_is_not_run_five_times(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "ENOUGH", 0.1)
    done: list[str] = []
    speed.compete(speed.Contest(busy(0.06, done, "ours"), busy(0.06, done, "theirs")))
    assert done == ["ours", "theirs"] * 2


def test_work_is_done_once_and_until_the_time_is_over(speed: ModuleType) -> None:
    done: list[str] = []
    assert speed.timed(lambda: done.append("x") or len(done), 0)[0] == 1
    result, mean = speed.timed(busy(0.01, done, "y"), 0.035)
    assert result is None
    assert done.count("y") == 4
    assert mean == pytest.approx(0.01, rel=0.3)


def test_another_result_is_no_contest(speed: ModuleType) -> None:
    contests = importlib.import_module("benchmarks.contests")
    with pytest.raises(RuntimeError, match="this package and rot13: not the same came back"):
        contests._same("rot13", (b"same", b"same"), (b"fnzr", b"same"))


@pytest.mark.parametrize("name", FILES)
def test_what_is_published_is_what_is_measured(speed: ModuleType, name: str) -> None:
    experiment = experiments.experiment(name)
    assert experiment.name == name
    there = published.load(name)
    assert there.done
    # A machine without a peer measures fewer.
    assert {str(params) for params in experiment.points} <= {str(p.params) for p in there.points}
    assert "Measured on one core: " in there.description
    for point in there.points:
        found = point.counts
        assert found["ours"] > 0
        assert math.isclose(found["ratio"], found["ours"] / found["theirs"])


def test_a_contest_runs(speed: ModuleType) -> None:
    experiment = experiments.experiment("bench-coding")
    found = experiment.trial(None, **experiment.points[0])
    assert 0 < found["our bytes"] <= found["their bytes"] + 4
