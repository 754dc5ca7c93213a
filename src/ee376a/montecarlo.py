"""Seeded independent trials, counted: the same numbers on one core, many, or a cluster.

Trial ``i`` draws from its own generator, made from the seed and ``i`` alone, and the results are
read in the order of ``i``. So where a trial ran, and what ran beside it, leaves no trace in the
numbers; what was computed beyond the stopping point is thrown away.

References
----------
E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22 (1927), 209-212.
"""

from __future__ import annotations

import itertools
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "Estimate",
    "Record",
    "Trial",
    "TrialError",
    "estimate",
    "generator",
    "records",
    "wilson",
]

Record = dict[str, int | float]
Trial = Callable[..., Mapping[str, int | float] | int | float]
Seed = int | Sequence[int]

# A block of trials on a cluster should last about this long: much longer than sending it there.
_BLOCK_SECONDS = 0.2
_LONGEST_BLOCK = 4096


class TrialError(RuntimeError):
    """A trial failed; `index` says which, so that it can be run again alone."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(index, reason)
        self.index = index
        self.reason = reason

    def __str__(self) -> str:
        return f"trial {self.index}: {self.reason}"


@dataclass(frozen=True)
class Estimate:
    """What came of a number of trials.

    Attributes
    ----------
    trials : int
        How many were counted.
    counts : Mapping[str, int | float]
        The sum over the trials of each thing that they report.
    records : tuple of Mapping
        What each trial reported, in order; empty unless asked for.
    """

    trials: int
    counts: Mapping[str, int | float]
    records: tuple[Mapping[str, int | float], ...] = ()

    def rate(self, name: str = "errors") -> float:
        """Give the mean of an outcome over the trials; a rate for what is counted as 0 or 1.

        Examples
        --------
        >>> Estimate(200, {"errors": 3}).rate()
        0.015
        """
        return self.counts[name] / self.trials

    def interval(self, name: str = "errors", confidence: float = 0.95) -> tuple[float, float]:
        """Give the Wilson interval of the rate of an outcome that is 0 or 1 in each trial.

        Examples
        --------
        >>> [round(float(end), 4) for end in Estimate(200, {"errors": 3}).interval()]
        [0.0051, 0.0432]
        """
        return wilson(int(self.counts[name]), self.trials, confidence)

    def values(self, name: str) -> npt.NDArray[np.float64]:
        """Give what each trial reported under a name, shape (trials,); needs the records.

        Raises
        ------
        ValueError
            If they were not kept.

        Examples
        --------
        >>> Estimate(2, {"errors": 3}, ({"errors": 1}, {"errors": 2})).values("errors").tolist()
        [1.0, 2.0]
        """
        if len(self.records) < self.trials:
            raise ValueError("records: not kept; estimate(..., keep=True) keeps them")
        return np.array([record[name] for record in self.records], dtype=np.float64)


def wilson(errors: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson score interval for a rate (Wilson 1927).

    Parameters
    ----------
    errors : int
        How often it happened, 0 to `trials`.
    trials : int
        Out of how many, at least one.
    confidence : float
        Between 0 and 1, exclusive.

    Returns
    -------
    low, high : float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> low, high = wilson(0, 100)
    >>> low, round(high, 3)
    (0.0, 0.037)
    """
    if trials < 1:
        raise ValueError(f"trials: {trials} given, at least 1 needed")
    if not 0 <= errors <= trials:
        raise ValueError(f"errors: {errors} given, 0 to {trials} (the trials) allowed")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: {confidence} given, between 0 and 1 needed")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate = errors / trials
    centre = (rate + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * (rate * (1 - rate) / trials + (z / (2 * trials)) ** 2) ** 0.5
    # At the ends the interval touches 0 and 1 exactly; rounding may miss by an ulp.
    return (0.0 if errors == 0 else centre - half), (1.0 if errors == trials else centre + half)


def generator(seed: Seed, index: int) -> np.random.Generator:
    """Make the generator of one trial.

    Parameters
    ----------
    seed : int or sequence of int
        Of the whole run.
    index : int
        Of the trial, from 0.

    Returns
    -------
    numpy.random.Generator
        Independent, for all purposes, of that of any other trial.

    Raises
    ------
    ValueError
        If the seed or the index is negative.

    Examples
    --------
    >>> bool(generator(1, 0).integers(1000) == generator(1, 0).integers(1000))
    True
    """
    return np.random.default_rng(np.random.SeedSequence(entropy=seed, spawn_key=(index,)))


def records(
    trial: Trial,
    indices: Iterable[int],
    *,
    seed: Seed,
    params: Mapping[str, Any] | None = None,
    jobs: int = 1,
    client: Any = None,
) -> Generator[Record]:
    """Run trials and give what each reports, in the order of the indices.

    The trials run as the results are asked for, some ahead when there is more than one worker.
    Closing the iterator stops them.

    Parameters
    ----------
    trial : callable
        ``trial(rng, **params)`` gives a mapping of numbers, or one number (then named "errors").
    indices : iterable of int
        Which trials; it may be endless.
    seed : int or sequence of int
        The same seed and index give the same record wherever the trial runs.
    params : mapping, optional
        Passed to each trial by name.
    jobs : int
        Processes of this machine, through joblib; -1 takes one a core.
    client : dask.distributed.Client, optional
        Run on its cluster instead; a worker that dies is replaced and its trials run again.

    Yields
    ------
    dict
        Numbers by name.

    Raises
    ------
    TrialError
        When the turn of a trial comes that failed.
    ValueError
        If `jobs` is 0, both `jobs` and `client` are given, or the trial is of a module that the
        workers do not have.

    Examples
    --------
    >>> def toss(rng, bias):
    ...     return {"heads": int(rng.random() < bias)}
    >>> [record["heads"] for record in records(toss, range(8), seed=1, params={"bias": 0.5})]
    [0, 1, 1, 1, 0, 1, 0, 1]

    Any of them gives the same when it is run alone:

    >>> list(records(toss, [7], seed=1, params={"bias": 0.5}))
    [{'heads': 1}]
    """
    if jobs == 0 or jobs < -1:
        raise ValueError(f"jobs: {jobs} given, -1 or at least 1 allowed")
    if client is not None and jobs != 1:
        raise ValueError(f"jobs: {jobs} given with a client, whose cluster has its own workers")
    task = _Task(trial, seed, dict(params or {}))
    if client is None and jobs == 1:
        results = (task.run(index) for index in indices)
    else:
        results = _in_parallel(*_workers(jobs, client), task, indices)
    with closing(results):
        for result in results:
            if isinstance(result, TrialError):
                raise result
            yield result


def estimate(
    trial: Trial,
    *,
    seed: Seed,
    trials: int,
    errors: int | None = None,
    outcome: str = "errors",
    params: Mapping[str, Any] | None = None,
    jobs: int = 1,
    client: Any = None,
    keep: bool = False,
) -> Estimate:
    """Run independent trials and count, up to a number of trials or of errors.

    Parameters
    ----------
    trial, seed, params, jobs, client
        As for `records`.
    trials : int
        The most trials to run.
    errors : int, optional
        Stop earlier, at the trial that brings `outcome` to this count. The rate of errors in a
        run so stopped is a little high on average, by about one part in `errors`.
    outcome : str
        What `errors` counts.
    keep : bool
        Keep what each trial reported.

    Returns
    -------
    Estimate

    Raises
    ------
    TrialError
        If a trial that counts failed; it names the trial.
    ValueError
        If `trials` or `errors` is under one, the trials do not report what `errors` counts, or see
        `records`.

    Examples
    --------
    >>> def heads(rng, bias):
    ...     return rng.random() < bias
    >>> coin = estimate(heads, seed=1, trials=10_000, errors=50, params={"bias": 0.1})
    >>> int(coin.counts["errors"])
    50
    >>> low, high = coin.interval()
    >>> low < 0.1 < high
    True
    """
    if trials < 1:
        raise ValueError(f"trials: {trials} given, at least 1 needed")
    if errors is not None and errors < 1:
        raise ValueError(f"errors: {errors} given, at least 1 needed")
    counts: Record = {}
    kept: list[Record] = []
    done = 0
    stream = records(trial, range(trials), seed=seed, params=params, jobs=jobs, client=client)
    with closing(stream):
        for record in stream:
            done += 1
            if errors is not None and outcome not in record:
                reported = ", ".join(record)
                raise ValueError(f"outcome: {outcome!r} given, one of {reported} allowed")
            for name, value in record.items():
                counts[name] = counts.get(name, 0) + value
            if keep:
                kept.append(record)
            if errors is not None and counts.get(outcome, 0) >= errors:
                break
    return Estimate(done, MappingProxyType(counts), tuple(kept))


@dataclass(frozen=True)
class _Task:
    """What to do with an index; it travels to where the trials run."""

    trial: Trial
    seed: Seed
    params: dict[str, Any]

    def run(self, index: int) -> Record | TrialError:
        """Run one trial; a failure is a value, so that it counts only when its turn comes."""
        try:
            return _record(self.trial(generator(self.seed, index), **self.params))
        except Exception as error:
            failure = TrialError(index, f"{type(error).__name__}: {error}")
            failure.__cause__ = error
            return failure


def _run_block(pickled: bytes, indices: list[int]) -> tuple[list[Record | TrialError], float]:
    """Run some trials in one go, in a worker; also give the seconds they took.

    The task is unpickled here, where a failure is an error like any other: a cluster that fails
    to unpickle the arguments of a task waits for ever.
    """
    try:
        task: _Task = pickle.loads(pickled)
    except Exception as error:
        raise ValueError(f"trial: it cannot be loaded where it should run ({error})") from error
    start = time.perf_counter()
    return [task.run(index) for index in indices], time.perf_counter() - start


def _record(outcome: Mapping[str, int | float] | int | float) -> Record:
    if not isinstance(outcome, Mapping):
        outcome = {"errors": outcome}
    record: Record = {}
    for name, value in outcome.items():
        plain = value.item() if isinstance(value, np.generic) else value
        if not isinstance(plain, int | float):
            raise ValueError(f"{name}: {plain!r} reported, a number needed")
        record[name] = int(plain) if isinstance(plain, bool) else plain
    return record


def _workers(jobs: int, client: Any) -> tuple[Callable[..., Any], int]:
    """Give the function that submits work to processes or a cluster, and the number of workers."""
    if client is not None:
        # pure=False: otherwise the cluster may hand out what it remembers of an earlier run.
        return partial(client.submit, pure=False), max(1, sum(client.nthreads().values()))
    from multiprocessing.resource_tracker import ensure_running

    from joblib import cpu_count
    from joblib.externals.loky import get_reusable_executor

    jobs = cpu_count() if jobs == -1 else jobs
    # One thread each: the processes already fill the cores.
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    executor = get_reusable_executor(max_workers=jobs, env=threads)
    ensure_running()  # here, since its start lets Ctrl-C through again

    def submit(*work: Any) -> Any:
        with _ctrl_c_held_back():
            return executor.submit(*work)

    return submit, jobs


@contextmanager
def _ctrl_c_held_back() -> Generator[None]:
    """Let Ctrl-C wait; a process or thread that starts meanwhile never hears it.

    A terminal sends it to every process; it is the business of the first alone, and a worker that
    hears it while it still starts cannot yet say so nicely.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_parallel(
    submit: Callable[..., Any], workers: int, task: _Task, indices: Iterable[int]
) -> Generator[Record | TrialError]:
    """Keep the workers busy with blocks of trials; give the results in the order of the indices."""
    import cloudpickle  # what is defined in a notebook travels too

    pickled = cloudpickle.dumps(task)
    rest, length, waiting = iter(indices), 1, deque[Any]()
    try:
        while True:
            # Two blocks a worker: one to work on, one for when it is done.
            while len(waiting) < 2 * workers and (block := list(itertools.islice(rest, length))):
                waiting.append(submit(_run_block, pickled, block))
            if not waiting:
                return
            results, seconds = waiting.popleft().result()
            # What is sent together never shows in the numbers, only in the speed.
            if seconds < _BLOCK_SECONDS and length < _LONGEST_BLOCK:
                length *= 2
            yield from results
    finally:
        for future in waiting:
            future.cancel()
