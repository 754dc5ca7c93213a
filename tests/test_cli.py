"""The command: results on standard output, one line for a mistake, and a clean Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import ee376a
from ee376a import cli, datasets, experiments, montecarlo, published

COMMAND = [sys.executable, "-c", "from ee376a.cli import app; app()"]


def toss(rng, bias):
    return {"errors": int(rng.random() < bias)}


def experiment():
    return published.Experiment(
        "toss", "A coin.", toss, [{"bias": 0.1}, {"bias": 0.5}], seed=1, trials=20, errors=5
    )


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command with one experiment, whose file goes to a folder of the test's own."""
    monkeypatch.setattr(experiments, "EXPERIMENTS", {"toss": f"{__name__}:experiment"})
    monkeypatch.setattr(published, "FOLDER", tmp_path)
    return lambda *arguments: CliRunner().invoke(cli.app, [*arguments])


def test_version(run):
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"{ee376a.__version__}\n")


def test_help_names_the_commands(run):
    result = run("--help")
    assert result.exit_code == 0
    assert {"reproduce", "data"} <= set(re.findall(r"\w+", result.stdout))


def commands(group, *before):
    for name, command in group.commands.items():
        yield from commands(command, *before, name) if hasattr(command, "commands") else ()
        yield *before, name


def test_help_is_what_a_command_does_and_not_its_examples(run):
    names = [*commands(typer.main.get_command(cli.app))]
    assert {("paint",), ("dna", "store"), ("medical", "encode"), ("story",)} <= {*names}
    for name in names:
        said = run(*name, "--help").stdout
        assert " ".join(["ee376a", *name]) in said
        assert ">>>" not in said
        assert "Examples" not in said


def test_help_is_quick():
    def seconds():
        before = os.times()
        subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        # Of the processor, not of the wall clock: a busy machine says nothing about the command.
        return sum(after[2:4]) - sum(before[2:4])

    assert min(seconds() for _ in range(3)) < 0.5


def test_reproduce_makes_the_file(run, tmp_path):
    assert run("reproduce", "--list").stdout == "toss  A coin.  [not done]\n"
    result = run("reproduce", "toss")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'toss.json'}\n")
    assert published.load("toss", tmp_path).done
    assert run("reproduce").stdout == "toss  A coin.  [2 of 2 points done]\n"


def test_reproduce_begins_anew_when_asked(run, tmp_path):
    def seconds():
        return {point.seconds for point in published.load("toss", tmp_path).points}

    run("reproduce", "toss")
    path = tmp_path / "toss.json"
    path.write_text(re.sub(r'"seconds": [\d.]+', '"seconds": 1e6', path.read_text()))
    run("reproduce", "toss")
    assert seconds() == {1e6}
    run("reproduce", "toss", "--again")
    assert max(seconds()) < 1e6


def test_a_mistake_with_again_costs_nothing(run, tmp_path):
    run("reproduce", "toss")
    before = (tmp_path / "toss.json").read_bytes()
    assert run("reproduce", "toss", "--again", "--jobs", "0").exit_code == 1
    assert (tmp_path / "toss.json").read_bytes() == before


def test_reproduce_elsewhere(run, tmp_path):
    folder = tmp_path / "else" / "where"
    result = run("reproduce", "toss", "--folder", str(folder))
    assert result.stdout == f"{folder / 'toss.json'}\n"
    expected = published.reproduce(experiment(), run=montecarlo.records, folder=tmp_path / "again")
    assert [point.counts for point in published.load("toss", folder).points] == [
        point.counts for point in expected.points
    ]


def test_an_experiment_that_cannot_run_here_is_listed(run, monkeypatch):
    places = {"lost": "benchmarks/lost.py:experiment", "gone": "not_installed:experiment"}
    monkeypatch.setattr(experiments, "EXPERIMENTS", places)
    lines = run("reproduce", "--list").stdout.splitlines()
    assert lines[0].startswith("gone  (cannot run here: No module named 'not_installed'")
    assert lines[1].startswith("lost  (cannot run here: ")


def test_data_lists_and_finds(run, tmp_path, monkeypatch):
    lines = run("data", "--list").stdout.splitlines()
    assert run("data").stdout.splitlines() == lines
    assert [line.split()[0] for line in lines] == [*datasets.registry()]
    monkeypatch.setattr(datasets, "fetch", lambda name, progress: Path("/somewhere") / name)
    assert run("data", "text").stdout == "/somewhere/text\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reproduce", "toast"], "name: 'toast' given, one of toss allowed"),
        (["reproduce", "toss", "--jobs", "0"], "jobs: 0 given"),
        (["data", "nothing"], "name: 'nothing' given"),
    ],
)
def test_a_mistake_is_one_line(run, arguments, says):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.fullmatch(rf"ee376a: {says}.*\n", result.stderr)


def test_a_wrong_dataset_is_one_line(run, tmp_path, monkeypatch):
    (tmp_path / "text").mkdir()
    monkeypatch.setenv("EE376A_DATA", str(tmp_path))
    result = run("data", "text")
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("ee376a: text: ")
    assert line.endswith("unset EE376A_DATA to download it")


def test_a_file_as_folder_is_told_before_a_trial(run, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("reproduce", "toss", "--folder", str(tmp_path / "file"))
    assert result.exit_code == 1
    assert result.stderr.startswith("ee376a: folder: ")
    assert result.stderr.endswith("file is a file, a folder needed\n")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(2, "No such file or directory", "a b"), "a b: No such file"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (MemoryError(), "not enough memory"),
        (ValueError("one\ntwo"), "one; two"),
        (ModuleNotFoundError("No module named 'torch.nn'", name="torch.nn"), "torch is missing; "),
        (ModuleNotFoundError("No module named 'typst'", name="typst"), "typst is missing; `pip "),
        (ModuleNotFoundError("No module named 'nothing'", name="nothing"), "No module named 'noth"),
    ],
)
def test_an_error_is_one_line_in_plain_words(run, monkeypatch, error, told):
    def fail(name, progress):
        raise error

    monkeypatch.setattr(datasets, "fetch", fail)
    result = run("data", "text")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"ee376a: {told}")
    assert result.stderr.count("\n") == 1


def test_what_pip_is_asked_for_is_an_extra_that_has_the_module():
    import tomllib

    content = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    extras = content["project"]["optional-dependencies"]
    for name, extra in cli._EXTRAS.items():
        assert name in " ".join(extras[extra])


def test_a_mistake_of_ours_keeps_its_traceback(run, monkeypatch):
    monkeypatch.setattr(datasets, "fetch", lambda name, progress: 1 / 0)
    assert isinstance(run("data", "text").exception, ZeroDivisionError)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_is_clean_and_what_was_done_is_kept(tmp_path, jobs):
    (tmp_path / "patience.py").write_text(
        "import time\n"
        "from ee376a.published import Experiment\n"
        "def trial(rng, wait):\n"
        "    time.sleep(wait)\n"
        "    return {'errors': 0}\n"
        "def experiment():\n"
        "    return Experiment('patience', '', trial, [{'wait': 0.02}], seed=1, trials=9999)\n"
    )
    program = (
        "from ee376a import cli, experiments, published\n"
        "experiments.EXPERIMENTS = {'patience': 'patience:experiment'}\n"
        "published._SECONDS_BETWEEN_SAVES = 0.1\n"
        "cli.app()\n"
    )
    command = [sys.executable, "-c", program, "reproduce", "patience"]
    with subprocess.Popen(
        [*command, "--folder", str(tmp_path), "--jobs", str(jobs)],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while not (tmp_path / "patience.json").is_file():
            assert process.poll() is None
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of its processes
        stdout, stderr = process.communicate(timeout=30)
    assert process.returncode not in (0, -signal.SIGINT)
    assert stdout == ""
    assert "Traceback" not in stderr
    assert 0 < published.load("patience", tmp_path).points[0].trials < 9999
