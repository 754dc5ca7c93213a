"""The experiments are well formed, and what is published is what the code gives."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from ee376a import cli, experiments, montecarlo, published

NAMES = [
    name
    for name, place in experiments.EXPERIMENTS.items()
    if place.startswith("ee376a.dna.experiments:")
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_that_of_its_file(name):
    experiment = experiments.experiment(name)
    assert experiment.name == name
    assert len(experiment.points) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_slice_gives_what_is_published(name):
    """The first point that needs no data set."""
    experiment = experiments.experiment(name)
    codes = [str(point.get("code")) for point in experiment.points]
    index = next(i for i, code in enumerate(codes) if not code.startswith("mackay"))
    trials = 1 if codes[index] == "peg-4998" else 3
    published.verify(experiment, index, trials, run=montecarlo.records)


def short_sweep():
    """Three points of the choices, a few trials of each."""
    whole = experiments.experiment("dna-choices")
    return replace(whole, points=whole.points[:3], trials=4)


def test_a_sweep_gives_the_same_alone_on_processes_and_on_a_cluster(monkeypatch, tmp_path):
    distributed = pytest.importorskip("distributed")
    short = short_sweep()
    monkeypatch.setattr(experiments, "experiment", lambda name: short)
    ways = {"alone": [], "processes": ["--jobs", "2"]}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        ways["cluster"] = ["--cluster", cluster.scheduler_address]
        counts = {}
        for way, options in ways.items():
            folder = ["--folder", str(tmp_path / way)]
            result = CliRunner().invoke(cli.app, ["reproduce", "dna-choices", *options, *folder])
            assert result.exit_code == 0, result.output
            found = published.load("dna-choices", tmp_path / way)
            counts[way] = [point.counts for point in found.points]
    assert counts["processes"] == counts["cluster"] == counts["alone"]
    assert [count["frames"] for count in counts["alone"]] == [80, 80, 80]


def test_a_cluster_that_is_not_there_is_said_so(tmp_path):
    options = ["--cluster", "tcp://127.0.0.1:9", "--folder", str(tmp_path)]
    result = CliRunner().invoke(cli.app, ["reproduce", "dna-choices", *options])
    assert result.exit_code == 1
    assert result.stderr.startswith("ee376a: ")
