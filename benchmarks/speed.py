"""What the benchmarks share: the processor's time, the largest memory, and a contest of two.

A `Contest` is the same work done by this package and by a peer. `experiment` makes a file of
contests, for ``ee376a reproduce bench-...``: milliseconds of both and their ratio.
"""

import platform
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from ee376a.experiments import Experiment

RUNS = 5
#: Seconds after which a slow contest is not run again.
ENOUGH = 2.0


@dataclass(frozen=True)
class Contest:
    """The same work twice.

    Attributes
    ----------
    ours, theirs : callable
        Without parameters.
    frames : int
        How many pieces of work each of them does.
    told : mapping
        What else is reported, such as the bytes of the files of both.
    """

    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    frames: int = 1
    told: Mapping[str, int | float] = field(default_factory=dict)


#: By what is done and by whom beside this package: how to prepare the contest.
Contests = Mapping[tuple[str, str], Callable[[], Contest]]


def seconds() -> float:
    """Give the time of the processor that this process and its children took."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(work: Callable[[], Any], least: float) -> tuple[Any, float]:
    """Do some work, once and until a time is over, and give its result and the mean time.

    Parameters
    ----------
    work : callable
        Without parameters.
    least : float
        Seconds.

    Returns
    -------
    result : object
        Of the last time.
    float
        Seconds of the processor.
    """
    start, times = seconds(), 0
    while times == 0 or seconds() - start < least:
        result = work()
        times += 1
    return result, (seconds() - start) / times


def milliseconds(work: Callable[[], Any], frames: int) -> float:
    """Time some work, compiled or loaded by a first call.

    Parameters
    ----------
    work : callable
        Without parameters.
    frames : int
        How many frames it is for.

    Returns
    -------
    float
        A frame: the median of five runs.
    """
    work()
    return 1000 * median(timed(work, 0)[1] for _ in range(RUNS)) / frames


def peak() -> float:
    """Give the largest memory of this process in 10⁶ bytes; that of its parent is none of it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("/proc/self/status does not tell the largest memory")


def compete(contest: Contest) -> dict[str, int | float]:
    """Time both in turn, so that a busy moment of the machine is no one's alone.

    Parameters
    ----------
    contest : Contest

    Returns
    -------
    dict
        Milliseconds of a piece of work, "ours" and "theirs": medians of five runs, or fewer if it
        is slow. "ratio" is how many times as long ours takes. And what the contest tells.
    """
    contest.ours()
    contest.theirs()
    times: list[tuple[float, float]] = []
    while len(times) < RUNS and np.sum(times) < ENOUGH:
        times.append((timed(contest.ours, 0.05)[1], timed(contest.theirs, 0.05)[1]))
    ours, theirs = (1000 * median(of) / contest.frames for of in zip(*times, strict=True))
    return {**contest.told, "ours": ours, "theirs": theirs, "ratio": ours / theirs}


def machine() -> str:
    """Name the processor and the day."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    processor = names[0] if names else platform.machine()
    return f"{processor}, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}"


def experiment(name: str, what: str, contests: Contests) -> Experiment:
    """Make a file of contests.

    Parameters
    ----------
    name : str
        Of the experiment.
    what : str
        Is measured.
    contests : mapping

    Returns
    -------
    Experiment
        One point a contest.
    """
    prepare = cache(lambda work, peer: contests[work, peer]())

    def trial(rng: np.random.Generator, *, work: str, peer: str) -> Mapping[str, int | float]:  # noqa: ARG001
        return compete(prepare(work, peer))

    return Experiment(
        name,
        f"{what}. Measured on one core: {machine()}",
        trial,
        [{"work": work, "peer": peer} for work, peer in contests],
        seed=0,
        trials=1,
        measured=("ours", "theirs", "ratio"),
    )
