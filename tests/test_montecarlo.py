"""The same seed gives the same numbers wherever the trials run."""

import os
import signal
import sys
import threading
import time
import types

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from ee376a import montecarlo


def trials():
    """Define the trials as a notebook does: in a place that a worker cannot import."""

    def coin(rng, bias=0.2):
        return {"errors": rng.random() < bias, "pips": rng.integers(1, 7), "noise": rng.normal()}

    def slow_coin(rng):
        time.sleep(0.02)
        return coin(rng)

    def fragile(rng, at):
        value = rng.integers(20)
        if value == at:
            raise ZeroDivisionError("the pips were unlucky")
        return value

    def who(rng):
        time.sleep(0.02)
        return {"pid": os.getpid()}

    return coin, slow_coin, fragile, who


coin, slow_coin, fragile, who = trials()


def first_index(seed, at):
    return next(i for i in range(999) if montecarlo.generator(seed, i).integers(20) == at)


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


WANTED = {"seed": 5, "trials": 400, "errors": 30, "params": {"bias": 0.25}, "keep": True}


@pytest.mark.parametrize("seed", [0, 5, [3, 1415]])
def test_processes_give_the_numbers_of_one_core(seed):
    wanted = WANTED | {"seed": seed}
    assert montecarlo.estimate(coin, **wanted, jobs=2) == montecarlo.estimate(coin, **wanted)


def ctrl_c_is_held_back(rng):
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back")
def test_ctrl_c_is_the_business_of_the_first_process_alone():
    wanted = {"seed": 0, "trials": 8}
    held = [montecarlo.estimate(ctrl_c_is_held_back, **wanted, jobs=jobs) for jobs in (1, 2)]
    assert [estimate.counts["errors"] for estimate in held] == [0, 8]


def test_a_cluster_gives_the_numbers_of_one_core(cluster):
    alone = montecarlo.estimate(coin, **WANTED)
    assert montecarlo.estimate(coin, **WANTED, client=cluster) == alone
    assert alone.counts["errors"] == 30


def test_the_processes_and_the_cluster_do_the_work(cluster):
    here = {"pid": os.getpid()}
    on_processes = list(montecarlo.records(who, range(12), seed=0, jobs=2))
    on_every_core = list(montecarlo.records(who, range(4), seed=0, jobs=-1))
    on_cluster = list(montecarlo.records(who, range(12), seed=0, client=cluster))
    assert here not in on_processes
    assert here not in on_every_core
    assert here not in on_cluster
    assert list(montecarlo.records(who, range(2), seed=0)) == [here, here]


def test_a_worker_killed_midway_loses_and_doubles_nothing(cluster):
    wanted = {"seed": 1, "trials": 200, "keep": True}
    alone = montecarlo.estimate(coin, **wanted)
    victims = cluster.run(os.getpid)
    killed = threading.Timer(1, os.kill, (next(iter(victims.values())), signal.SIGKILL))
    killed.start()
    with_a_death = montecarlo.estimate(slow_coin, **wanted, client=cluster)
    killed.join()
    assert with_a_death == alone
    cluster.wait_for_workers(2, timeout=20)
    assert set(cluster.run(os.getpid).values()) != set(victims.values())


def test_it_stops_at_the_very_trial():
    stopped = montecarlo.estimate(coin, seed=2, trials=1000, errors=17, keep=True)
    assert stopped.counts["errors"] == sum(stopped.values("errors")) == 17
    assert stopped.values("errors")[-1] == 1
    assert stopped.trials == len(stopped.records) < 1000
    beyond = montecarlo.estimate(coin, seed=2, trials=1000, keep=True)
    assert beyond.records[: stopped.trials] == stopped.records


def test_another_outcome_may_stop_it():
    stopped = montecarlo.estimate(coin, seed=2, trials=1000, errors=100, outcome="pips")
    assert 100 <= stopped.counts["pips"] < 106


def test_trials_are_independent_of_what_was_run_before():
    some = list(montecarlo.records(coin, [7, 3], seed=9))
    every = list(montecarlo.records(coin, range(8), seed=9))
    assert some == [every[7], every[3]]
    assert len({record["noise"] for record in every}) == 8


def test_numbers_are_plain_numbers():
    (record,) = montecarlo.records(coin, [0], seed=0)
    assert [type(value) for value in record.values()] == [int, int, float]
    assert list(montecarlo.records(lambda rng: np.True_, [0], seed=0)) == [{"errors": 1}]
    assert montecarlo.estimate(lambda rng: 3, seed=0, trials=4).counts == {"errors": 12}
    with pytest.raises(montecarlo.TrialError, match="side: 'tails' reported, a number needed"):
        montecarlo.estimate(lambda rng: {"side": "tails"}, seed=0, trials=1)


@pytest.mark.parametrize("where", ["here", "processes", "cluster"])
def test_an_error_names_its_trial(where, request):
    index = first_index(seed=4, at=7)
    place = {
        "here": dict,
        "processes": lambda: {"jobs": 2},
        "cluster": lambda: {"client": request.getfixturevalue("cluster")},
    }[where]()
    with pytest.raises(montecarlo.TrialError, match=f"trial {index}: Zero.*unlucky") as caught:
        montecarlo.estimate(fragile, seed=4, trials=500, params={"at": 7}, **place)
    assert caught.value.index == index
    # An error beyond the stopping point is nobody's, even when the trial was run ahead.
    stopped = {"trials": index, "params": {"at": 7}}
    montecarlo.estimate(fragile, seed=4, **stopped, **place)


@pytest.mark.parametrize("where", ["processes", "cluster"])
def test_a_trial_that_no_worker_can_load_is_an_error_and_not_a_hang(where, request, monkeypatch):
    module = types.ModuleType("here_only")
    exec("def trial(rng): return 0", module.__dict__)
    monkeypatch.setitem(sys.modules, "here_only", module)
    place = {"jobs": 2} if where == "processes" else {"client": request.getfixturevalue("cluster")}
    with pytest.raises(ValueError, match=r"trial: it cannot be loaded.*No module named"):
        montecarlo.estimate(module.trial, seed=0, trials=10, **place)


def test_a_surplus_error_is_thrown_away():
    index = first_index(seed=4, at=7)
    hits = sum(int(montecarlo.generator(4, i).integers(20)) for i in range(index))
    wanted = {"seed": 4, "trials": 500, "errors": hits, "params": {"at": 7}}
    alone = montecarlo.estimate(fragile, **wanted)
    assert alone.trials <= index
    assert montecarlo.estimate(fragile, **wanted, jobs=2) == alone


def test_records_stop_when_they_are_closed():
    stream = montecarlo.records(coin, iter(int, 1), seed=0, jobs=2)
    assert [next(stream), next(stream)] == [next(montecarlo.records(coin, [0], seed=0))] * 2
    stream.close()
    assert list(stream) == []


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_that_of_scipy(counts):
    errors, trials = counts
    theirs = scipy.stats.binomtest(errors, trials).proportion_ci(0.9, method="wilson")
    ours = montecarlo.wilson(errors, trials, 0.9)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= ours[0] <= errors / trials <= ours[1] <= 1


def test_the_interval_covers_as_often_as_it_says():
    rng = np.random.default_rng(8)
    intervals = [montecarlo.wilson(int(n), 100) for n in rng.binomial(100, 0.1, size=2000)]
    covered = np.mean([low <= 0.1 <= high for low, high in intervals])
    assert 0.92 < covered < 0.98


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: montecarlo.estimate(coin, seed=0, trials=0), "trials: 0 given"),
        (lambda: montecarlo.estimate(coin, seed=0, trials=1, errors=0), "errors: 0 given"),
        (lambda: montecarlo.estimate(coin, seed=0, trials=1, jobs=0), "jobs: 0 given"),
        (lambda: montecarlo.estimate(coin, seed=0, trials=1, jobs=-2), "jobs: -2 given"),
        (lambda: montecarlo.estimate(coin, seed=0, trials=1, jobs=2, client=1), "jobs: 2 given"),
        (
            lambda: montecarlo.estimate(coin, seed=0, trials=9, errors=1, outcome="tails"),
            "outcome: 'tails' given, one of .* allowed",
        ),
        (lambda: montecarlo.estimate(coin, seed=0, trials=9).values("errors"), "records: not kept"),
        (lambda: montecarlo.generator(0, -1), "non-negative"),
        (lambda: montecarlo.wilson(0, 0), "trials: 0 given"),
        (lambda: montecarlo.wilson(3, 2), "errors: 3 given, 0 to 2"),
        (lambda: montecarlo.wilson(1, 2, 1), "confidence: 1 given"),
    ],
)
def test_what_is_wrong_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
