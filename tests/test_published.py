"""A published file is whole, resumable, and cannot drift from the code."""

import json
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from functools import partial

import cloudpickle
import pytest

from ee376a import montecarlo, published


def toss(rng, bias, sides=6):
    return {"errors": int(rng.random() < bias), "pips": int(rng.integers(sides)), "seconds": 0.5}


POINTS = [{"bias": 0.1}, {"bias": 0.3}, {"bias": 0.3, "sides": 20}]
EXPERIMENT = published.Experiment(
    name="toss",
    description="A coin and a die.",
    trial=toss,
    points=POINTS,
    seed=7,
    trials=60,
    errors=12,
    measured=("seconds",),
)


class Counting:
    """Runs trials, and remembers which."""

    def __init__(self, stop_after=None):
        self.ran = []
        self.stop_after = stop_after

    def __call__(self, trial, indices, *, seed, params):
        for index in indices:
            if self.stop_after is not None and len(self.ran) == self.stop_after:
                raise KeyboardInterrupt
            self.ran.append((tuple(params.items()), index))
            yield from montecarlo.records(trial, [index], seed=seed, params=params)


@pytest.fixture(autouse=True)
def save_each_trial(monkeypatch):
    monkeypatch.setattr(published, "_SECONDS_BETWEEN_SAVES", -1)


def numbers(result):
    return [(p.params, p.seed, p.trials, p.counts, p.records, p.done) for p in result.points]


def test_it_publishes_what_montecarlo_estimates(tmp_path):
    result = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    assert result.done
    for point, params in zip(result.points, POINTS, strict=True):
        expected = montecarlo.estimate(
            toss, seed=point.seed, trials=60, errors=12, params=params, keep=True
        )
        assert point.trials == expected.trials
        assert point.counts == dict(expected.counts)
        assert point.records["pips"] == expected.values("pips")[:20].tolist()
        assert point.rate("errors") == expected.rate()
        assert point.versions["ee376a"] == published.ee376a.__version__
    assert published.load("toss", tmp_path) == result
    assert result.command == "ee376a reproduce toss"


def test_points_have_their_own_random_numbers(tmp_path):
    result = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    assert len({tuple(point.seed) for point in result.points}) == 3
    moved = replace(EXPERIMENT, points=POINTS[::-1])
    again = published.reproduce(moved, run=montecarlo.records, folder=tmp_path / "moved")
    assert numbers(again) == numbers(result)[::-1]


def test_more_workers_give_the_same_file(tmp_path):
    alone = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path / "1")
    on_two = partial(montecarlo.records, jobs=2)
    # No other process can import a test's module, so its function travels by value.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        result = published.reproduce(EXPERIMENT, run=on_two, folder=tmp_path / "2")
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert numbers(result) == numbers(alone)


@pytest.mark.parametrize("stop_after", [0, 1, 37, 70])
def test_it_goes_on_where_it_was_stopped(tmp_path, stop_after):
    whole = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path / "whole")
    first, second = Counting(stop_after), Counting()
    with pytest.raises(KeyboardInterrupt):
        published.reproduce(EXPERIMENT, run=first, folder=tmp_path)
    again = published.reproduce(EXPERIMENT, run=second, folder=tmp_path)
    assert numbers(again) == numbers(whole)
    assert len(first.ran) == stop_after
    assert len(first.ran) + len(second.ran) == sum(point.trials for point in whole.points)


def test_what_is_done_is_not_run_again(tmp_path):
    published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    before = (tmp_path / "toss.json").read_bytes()
    published.reproduce(EXPERIMENT, run=Counting(stop_after=0), folder=tmp_path)
    assert (tmp_path / "toss.json").read_bytes() == before


def test_again_runs_all_and_keeps_what_was_there_until_then(tmp_path):
    whole = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    before = (tmp_path / "toss.json").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        published.reproduce(EXPERIMENT, run=Counting(0), folder=tmp_path, again=True)
    assert (tmp_path / "toss.json").read_bytes() == before
    run = Counting()
    result = published.reproduce(EXPERIMENT, run=run, folder=tmp_path, again=True)
    assert numbers(result) == numbers(whole)
    assert len(run.ran) == sum(point.trials for point in whole.points)


@pytest.mark.parametrize(
    ("change", "points_run"),
    [
        ({"points": [{"bias": 0.1}, {"bias": 0.4}, {"bias": 0.3, "sides": 20}]}, [1]),
        ({"points": [*POINTS, {"bias": 0.5}]}, [3]),
        ({"points": POINTS[1:]}, []),
        ({"seed": 8}, [0, 1, 2]),
        ({"description": "Other words."}, []),
        ({"trials": 59}, [0]),  # the first point takes all 60
        ({"errors": 11}, [1, 2]),  # the first never comes to 11
        ({"keep": True}, [0, 1, 2]),
    ],
)
def test_a_change_undoes_only_what_it_must(tmp_path, change, points_run):
    first = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    assert first.points[0].trials == 60
    changed = replace(EXPERIMENT, **change)
    run = Counting()
    result = published.reproduce(changed, run=run, folder=tmp_path)
    from_the_start = [
        index
        for index, params in enumerate(changed.points)
        if (tuple(params.items()), 0) in run.ran
    ]
    assert from_the_start == points_run
    fresh = published.reproduce(changed, run=montecarlo.records, folder=tmp_path / "fresh")
    assert numbers(result) == numbers(fresh)


@pytest.mark.parametrize("change", [{"trials": 90}, {"errors": 15, "trials": 90}])
def test_more_trials_are_added_to_those_there(tmp_path, change):
    published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    run = Counting()
    more = replace(EXPERIMENT, **change)
    result = published.reproduce(more, run=run, folder=tmp_path)
    assert run.ran
    assert all(index > 0 for _, index in run.ran)
    fresh = published.reproduce(more, run=montecarlo.records, folder=tmp_path / "fresh")
    assert numbers(result) == numbers(fresh)


def test_it_keeps_every_record_if_asked(tmp_path):
    kept = replace(EXPERIMENT, keep=True)
    result = published.reproduce(kept, run=montecarlo.records, folder=tmp_path)
    assert [len(point.records["pips"]) for point in result.points] == [
        point.trials for point in result.points
    ]


def test_a_killed_process_leaves_a_whole_file_and_the_next_goes_on(tmp_path):
    script = tmp_path / "slow.py"
    script.write_text(
        textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from ee376a import montecarlo, published

        def trial(rng, wait):
            time.sleep(wait)
            return {"pips": int(rng.integers(6))}

        def experiment(wait):
            return published.Experiment("slow", "", trial, [{"wait": wait}], seed=1, trials=80)

        if __name__ == "__main__":
            published._SECONDS_BETWEEN_SAVES = 0.05
            published.reproduce(experiment(0.02), run=montecarlo.records, folder=Path(sys.argv[1]))
        """)
    )
    path = tmp_path / "slow.json"
    command = [sys.executable, str(script), str(tmp_path)]
    with subprocess.Popen(command) as process:
        while not path.is_file():
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
    trials = json.loads(path.read_text())["points"][0]["trials"]
    assert 0 < trials < 80
    subprocess.run(command, check=True)
    (point,) = published.load("slow", tmp_path).points
    expected = [montecarlo.generator(point.seed, i).integers(6) for i in range(80)]
    assert point.counts["pips"] == sum(expected)
    assert point.records["pips"] == expected[:20]


def test_progress_sees_every_trial(tmp_path):
    seen = []
    published.reproduce(
        EXPERIMENT,
        run=montecarlo.records,
        folder=tmp_path,
        progress=lambda index, point: seen.append((index, point.trials)),
    )
    result = published.load("toss", tmp_path)
    assert seen == [
        (index, trial + 1)
        for index, point in enumerate(result.points)
        for trial in range(point.trials)
    ]


def test_a_slice_run_again_agrees(tmp_path):
    published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    machine = replace(EXPERIMENT, trial=lambda rng, **p: toss(rng, **p) | {"seconds": 9})
    again = published.verify(machine, 1, 5, run=montecarlo.records, folder=tmp_path)
    there = published.load("toss", tmp_path).points[1].records
    assert again == {name: there[name][:5] for name in ("errors", "pips")}


@pytest.mark.parametrize(
    "change",
    [
        {"trial": lambda rng, **p: toss(rng, **p) | {"pips": 3}},
        {"trial": lambda rng, **p: toss(rng, **p) | {"more": 1}},
        {"trial": lambda rng, **p: {"errors": toss(rng, **p)["errors"]}},
        {"seed": 8},
        {"points": POINTS[:2]},
    ],
)
def test_drift_is_found(tmp_path, change):
    published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    drifted = replace(EXPERIMENT, **change)
    with pytest.raises(published.Drift, match="toss"):
        published.verify(drifted, 0, 20, run=montecarlo.records, folder=tmp_path)


def test_a_slice_is_of_what_is_kept(tmp_path):
    published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    with pytest.raises(ValueError, match="trials: 21 given, 1 to 20"):
        published.verify(EXPERIMENT, 0, 21, run=montecarlo.records, folder=tmp_path)


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    before = (tmp_path / "toss.json").read_bytes()
    monkeypatch.setattr(published.os, "replace", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        published.reproduce(replace(EXPERIMENT, seed=9), run=montecarlo.records, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["toss.json"]
    assert (tmp_path / "toss.json").read_bytes() == before


def test_a_point_is_found_by_its_parameters(tmp_path):
    result = published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)
    assert result.point(bias=0.1) is result.points[0]
    assert result.point(sides=20) is result.points[2]
    with pytest.raises(ValueError, match="2 points of toss match"):
        result.point(bias=0.3)
    with pytest.raises(ValueError, match="0 points of toss match"):
        result.point(bias=0.2)


def test_what_is_wrong_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="ee376a reproduce toss"):
        published.load("toss", tmp_path)
    (tmp_path / "toss.json").write_text('{"name": "toss", "points": [')
    with pytest.raises(ValueError, match=r"toss\.json is not a published file"):
        published.load("toss", tmp_path)
    with pytest.raises(ValueError, match=r"toss\.json is not a published file"):
        published.reproduce(EXPERIMENT, run=montecarlo.records, folder=tmp_path)


def test_a_trial_must_always_report_the_same(tmp_path):
    moody = replace(EXPERIMENT, trial=lambda rng, **p: {f"side {rng.integers(2)}": 1})
    with pytest.raises(ValueError, match="reported by trial"):
        published.reproduce(moody, run=montecarlo.records, folder=tmp_path)
