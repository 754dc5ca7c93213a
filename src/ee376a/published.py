"""Results on disk: parameters, seeds, counts, versions, time.

An experiment that takes too long for a chapter is run once, by ``ee376a reproduce NAME``, and its
result is the file ``data/published/NAME.json``. The chapter plots the file and runs a slice of it
again (`verify`), so that the file cannot drift away from the code.

Running the trials is not the business of this module: it is handed the function that does it
(`Run`), which is `ee376a.montecarlo.records` or the same with more workers.
"""

from __future__ import annotations

import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

import ee376a
from ee376a.experiments import (
    CHECKOUT,
    EXPERIMENTS,
    Experiment,
    Scalar,
    canonical,
    experiment,
)

__all__ = [
    "EXPERIMENTS",
    "FOLDER",
    "Drift",
    "Experiment",
    "Point",
    "Published",
    "Run",
    "experiment",
    "load",
    "reproduce",
    "verify",
]

_IN_CHECKOUT = (CHECKOUT / "data" / "registry.json").is_file()
#: Where the published files are: in the checkout, or beside this module when it is installed.
#:
#: :meta hide-value:
FOLDER = (CHECKOUT if _IN_CHECKOUT else Path(__file__).parent) / "data" / "published"

# Every point keeps the records of this many first trials, for `verify` to compare with.
_SLICE = 20
_SECONDS_BETWEEN_SAVES = 2.0


class Drift(RuntimeError):  # noqa: N818 - named for what happened
    """A published file and the code that made it no longer agree."""


class Run(Protocol):
    """How trials are run: the records of the given trials, in order.

    Examples
    --------
    >>> from ee376a.montecarlo import generator
    >>> def one_by_one(trial, indices, *, seed, params):
    ...     for index in indices:
    ...         yield trial(generator(seed, index), **params)
    >>> run: Run = one_by_one
    >>> die = run(lambda rng: {"eyes": int(rng.integers(1, 7))}, range(3), seed=[1], params={})
    >>> [thrown["eyes"] for thrown in die]
    [1, 6, 3]
    """

    def __call__(
        self,
        trial: Callable[..., Any],
        indices: Iterable[int],
        *,
        seed: Sequence[int],
        params: Mapping[str, Any],
    ) -> Any:
        """Give a generator of one mapping of numbers a trial."""


@dataclass
class Point:
    """What came of one point.

    `params`, `seed` and `stop` (the stopping rule) set its numbers: trial ``i`` draws from
    ``montecarlo.generator(seed, i)``. `done` says that the rule was reached. `counts` sums over
    the `trials` what each of them reports; `records` has, by the same names, what the first of
    them reported (all of them if the experiment says so). `seconds` is how long they took, and
    `versions` are those of Python, numpy and this package.
    """

    params: dict[str, Scalar]
    seed: list[int]
    stop: dict[str, Scalar]
    done: bool = False
    trials: int = 0
    counts: dict[str, int | float] = field(default_factory=dict)
    records: dict[str, list[int | float]] = field(default_factory=dict)
    seconds: float = 0.0
    versions: dict[str, str] = field(default_factory=dict)

    def rate(self, name: str) -> float:
        """Give the mean of what the trials report under a name.

        Examples
        --------
        >>> Point({"bias": 0.1}, [1], {}, trials=20, counts={"errors": 5}).rate("errors")
        0.25
        """
        return self.counts[name] / self.trials


@dataclass
class Published:
    """The content of a published file; `command` makes it."""

    name: str
    description: str
    command: str
    points: list[Point]

    @property
    def done(self) -> bool:
        """Whether every point is done.

        Examples
        --------
        >>> load("journey").done
        True
        """
        return all(point.done for point in self.points)

    def point(self, **params: Scalar) -> Point:
        """Give the one point with these parameters (and any others).

        Raises
        ------
        ValueError
            If there is none, or more than one.

        Examples
        --------
        >>> points = [Point({"code": code, "p": 0.1}, [1], {}) for code in ("a", "b")]
        >>> Published("toss", "Coins.", "", points).point(code="b").params
        {'code': 'b', 'p': 0.1}
        """
        found = [point for point in self.points if params.items() <= point.params.items()]
        if len(found) != 1:
            raise ValueError(f"params: {params} given, {len(found)} points of {self.name} match")
        return found[0]


def load(name: str, folder: Path | None = None) -> Published:
    """Read a published file.

    Parameters
    ----------
    name : str
        Of the experiment.
    folder : Path, optional
        Where the file is; `FOLDER` when not given.

    Returns
    -------
    Published

    Raises
    ------
    FileNotFoundError
        If it is not published.
    ValueError
        If the file is not a published one.

    Examples
    --------
    >>> points = load("journey").points
    >>> [(point.params["kind"], point.trials, point.counts["exact"]) for point in points]
    [('words', 25, 25), ('letters', 25, 25), ('one letter', 25, 25), ('scripts', 25, 25)]
    """
    path = (folder or FOLDER) / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there; `ee376a reproduce {name}` makes it")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["points"] = [Point(**point) for point in content["points"]]
        return Published(**content)
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{path} is not a published file ({error}); delete it") from error


def reproduce(
    experiment: Experiment,
    *,
    run: Run,
    folder: Path | None = None,
    progress: Callable[[int, Point], None] | None = None,
    again: bool = False,
) -> Published:
    """Run an experiment, or what is not yet done of it, and write its file.

    The file is written anew every few seconds, whole or not at all. After an interruption of any
    kind the next call goes on from there, to the same numbers (but for those measured). A point
    is run again only if its seed or its parameters changed, or if it stopped later than it now
    should.

    Parameters
    ----------
    experiment : Experiment
        What to measure.
    run : Run
        How to run trials: `montecarlo.records`, perhaps with `functools.partial`.
    folder : Path, optional
        Where the file is; `FOLDER` when not given.
    progress : callable, optional
        Called with the index of the point and the point, after each trial.
    again : bool
        Run all of it, whatever the file has; that stays until there is something to take its place.

    Returns
    -------
    Published

    Raises
    ------
    ValueError
        If there is a file of this name that is not a published one, or the trials of a point
        report different names.

    Examples
    --------
    >>> from ee376a import montecarlo
    >>> def toss(rng, bias):
    ...     return {"errors": int(rng.random() < bias)}
    >>> coin = Experiment("coin", "A coin.", toss, [{"bias": 0.1}], seed=1, trials=900, errors=5)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = reproduce(coin, run=montecarlo.records, folder=Path(folder))
    ...     load("coin", Path(folder)) == made
    True
    >>> made.done, made.points[0].trials, made.points[0].counts
    (True, 40, {'errors': 5})
    """
    path = (folder or FOLDER) / f"{experiment.name}.json"
    published = _resume(experiment, None if again else path)
    for index, point in enumerate(published.points):
        if point.done:
            continue
        start = saved = time.monotonic()
        before = point.seconds
        indices = range(point.trials, experiment.trials)
        point.versions = _versions()
        with closing(
            run(experiment.trial, indices, seed=point.seed, params=point.params)
        ) as stream:
            for record in stream:
                done = _count(experiment, point, record)
                now = time.monotonic()
                point.seconds = round(before + now - start, 1)
                if progress:
                    progress(index, point)
                if done:
                    break
                # Never after an error or Ctrl-C: a record may then be half counted.
                if now - saved > _SECONDS_BETWEEN_SAVES:
                    _save(published, path)
                    saved = now
        _save(published, path)
    return published


def verify(
    experiment: Experiment,
    point: int,
    trials: int,
    *,
    run: Run,
    folder: Path | None = None,
) -> dict[str, list[int | float]]:
    """Run the first trials of a published point again and compare.

    Parameters
    ----------
    experiment : Experiment
        That of the file.
    point : int
        The index of the point.
    trials : int
        How many of its first trials to run again; each point keeps 20 at least to compare with.
    run : Run
        How to run trials.
    folder : Path, optional
        Where the file is; `FOLDER` when not given.

    Returns
    -------
    dict
        What the trials reported now, by name, without what is measured.

    Raises
    ------
    Drift
        If the file was made with other parameters or another seed, or a trial now reports
        something else.
    ValueError
        If fewer than `trials` records are kept.

    Examples
    --------
    >>> from ee376a import montecarlo
    >>> def toss(rng, bias):
    ...     return {"errors": int(rng.random() < bias)}
    >>> coin = Experiment("coin", "A coin.", toss, [{"bias": 0.5}], seed=1, trials=20)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = reproduce(coin, run=montecarlo.records, folder=Path(folder))
    ...     verify(coin, 0, 5, run=montecarlo.records, folder=Path(folder))
    {'errors': [0, 1, 1, 1, 0]}
    """
    published = load(experiment.name, folder)
    asked = [(dict(params), [*experiment.point_seed(params)]) for params in experiment.points]
    if [(there.params, there.seed) for there in published.points] != asked:
        raise Drift(f"{experiment.name}: its points are not those published; reproduce it")
    there = published.points[point]
    kept = min(map(len, there.records.values()), default=0)
    if not 1 <= trials <= kept:
        raise ValueError(f"trials: {trials} given, 1 to {kept} (those kept) allowed")
    now = list(run(experiment.trial, range(trials), seed=there.seed, params=there.params))
    result = {}
    for name in sorted({*there.records, *now[0]} - {*experiment.measured}):
        result[name] = [record.get(name) for record in now]
        before = there.records.get(name, [])[:trials]
        if result[name] != before:
            raise Drift(
                f"{experiment.name}, point {point} ({there.params}), {name}: "
                f"{before} published, {result[name]} now"
            )
    return result


def _resume(experiment: Experiment, path: Path | None) -> Published:
    """Give the experiment with what of the file is still good, the rest empty."""
    stored: dict[tuple[Any, ...], Point] = {}
    if path is not None and path.is_file():
        points = load(experiment.name, path.parent).points
        stored = {(canonical(point.params), *point.seed): point for point in points}
    points = []
    for params in experiment.points:
        seed = experiment.point_seed(params)
        point = stored.get((canonical(params), *seed))
        if point is None or not _extends(experiment, point):
            point = Point(dict(params), [*seed], experiment.stop)
        point.stop, point.done = experiment.stop, _reached(experiment, point)
        points.append(point)
    command = f"ee376a reproduce {experiment.name}"
    return Published(experiment.name, experiment.description, command, points)


def _extends(experiment: Experiment, point: Point) -> bool:
    """Say whether what is stored is the beginning of what is asked for now."""
    kept = min(map(len, point.records.values()), default=0)
    wanted = point.trials if experiment.keep else min(_SLICE, point.trials)
    # Would the rule of now have stopped it before its last trial?
    before = point.stop["errors"] if point.stop["outcome"] == experiment.outcome else None
    in_time = (
        experiment.errors is None
        or point.counts.get(experiment.outcome, 0) < experiment.errors
        or (isinstance(before, int) and before <= experiment.errors)
    )
    return kept >= wanted and point.trials <= experiment.trials and in_time


def _reached(experiment: Experiment, point: Point) -> bool:
    errors = point.counts.get(experiment.outcome, 0)
    return point.trials >= experiment.trials or (
        experiment.errors is not None and errors >= experiment.errors
    )


def _count(experiment: Experiment, point: Point, record: Mapping[str, int | float]) -> bool:
    """Add a trial to a point, and say whether it was the last."""
    if point.trials and record.keys() != point.counts.keys():
        raise ValueError(
            f"trial: {sorted(record)} reported by trial {point.trials} of {point.params}, "
            f"{sorted(point.counts)} (as by trial 0) needed"
        )
    for name, value in record.items():
        point.counts[name] = point.counts.get(name, 0) + value
        if experiment.keep or point.trials < _SLICE:
            point.records.setdefault(name, []).append(value)
    point.trials += 1
    point.done = _reached(experiment, point)
    return point.done


def _save(published: Published, path: Path) -> None:
    """Write the file, one point a line (short to compare), whole or not at all."""
    content = asdict(published)
    points = ",\n".join(json.dumps(point, ensure_ascii=False) for point in content.pop("points"))
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f'{head},\n "points": [\n{points}\n]\n}}\n')
        Path(temporary).chmod(0o644)  # mkstemp makes it the owner's alone
        os.replace(temporary, path)  # noqa: PTH105 - says what it does
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "ee376a": ee376a.__version__,
    }
