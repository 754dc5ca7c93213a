"""Experiments are found by name, and say what is wrong with them when they are made."""

import platform
import sys

import pytest

from ee376a import experiments, published


def coin(rng, bias):
    return {"errors": int(rng.random() < bias)}


def make(**changes):
    wanted = {"points": [{"bias": 0.1}], "seed": 3, "trials": 10}
    return experiments.Experiment("coin", "A coin.", coin, **(wanted | changes))


def test_a_point_has_its_own_seed_whatever_is_around_it():
    alone = make()
    with_others = make(points=[{"bias": 0.2}, {"bias": 0.1}])
    one, other = (with_others.point_seed(params) for params in with_others.points)
    assert other == alone.point_seed({"bias": 0.1})
    assert one != other
    assert make(seed=4).point_seed({"bias": 0.1}) != other
    order = [{"bias": 0.1, "mode": "robust"}, {"mode": "robust", "bias": 0.1}]
    assert alone.point_seed(order[0]) == alone.point_seed(order[1])


def test_seeds_stay_what_they_were():
    # Published files have them: another hash would undo every point.
    assert make().point_seed({"bias": 0.1}) == (3, 4242372887)


def test_experiments_are_found_in_files_and_in_modules(tmp_path, monkeypatch):
    (tmp_path / "somebench").mkdir()
    (tmp_path / "somebench" / "dice.py").write_text("def experiment():\n    return 'of a file'\n")
    monkeypatch.setattr(experiments, "CHECKOUT", tmp_path)
    monkeypatch.setattr(sys, "path", sys.path[:])
    places = {
        "dice": "somebench/dice.py:experiment",
        "lost": "somebench/lost.py:experiment",
        "plain": "platform:python_version",
    }
    monkeypatch.setattr(experiments, "EXPERIMENTS", places)
    assert experiments.experiment("dice") == "of a file"
    assert experiments.experiment("plain") == platform.python_version()
    with pytest.raises(ValueError, match=r"made by somebench/lost\.py, in a checkout"):
        experiments.experiment("lost")
    with pytest.raises(ValueError, match="name: 'toast' given, one of dice, lost, plain allowed"):
        experiments.experiment("toast")


def test_what_is_published_has_the_same_names():
    assert published.EXPERIMENTS is experiments.EXPERIMENTS
    assert published.experiment is experiments.experiment


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"points": [{"bias": 0.1}] * 2}, "points: two with the same"),
        ({"trials": 0}, "trials: 0 given"),
        ({"errors": 0}, "errors: 0 given"),
    ],
)
def test_what_is_wrong_is_named(changes, says):
    with pytest.raises(ValueError, match=says):
        make(**changes)
