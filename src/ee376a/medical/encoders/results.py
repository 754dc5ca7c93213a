"""What came of the comparison of the encoders, over seeds, with its uncertainty.

References
----------
Student, "The probable error of a mean", Biometrika 6 (1908), 1-25.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ee376a.experiments import Scalar, canonical
from ee376a.published import Published

__all__ = ["conditions", "interval", "over_seeds"]


def over_seeds(there: Published, name: str, **params: Scalar) -> npt.NDArray[np.float64]:
    """Give what each run of a condition that is done reports under a name, by seed.

    Parameters
    ----------
    there : Published
        The published comparison.
    name : str
        "train", "test", "test 5", "gap" (test less train), ...
    **params
        The condition: all parameters that tell its runs from others, but the seed.

    Returns
    -------
    ndarray of float64, shape (seeds,)

    Raises
    ------
    ValueError
        If there is no such run, or two have the same seed.
    KeyError
        If the runs report nothing under this name.

    Examples
    --------
    >>> from ee376a.published import Point
    >>> def point(seed, test):
    ...     params, errors = {"model": "flat", "seed": seed}, {"train": 40, "test": test}
    ...     return Point(params, [1], {}, done=True, trials=1, counts=errors)
    >>> there = Published("errors", "Errors.", "", [point(10, 51), point(9, 50)])
    >>> over_seeds(there, "test", model="flat").tolist()
    [50.0, 51.0]
    >>> over_seeds(there, "gap", model="flat").tolist()
    [10.0, 11.0]
    """
    found = [
        point for point in there.points if point.done and params.items() <= point.params.items()
    ]
    seeds = [point.params["seed"] for point in found]
    if not found or len({*seeds}) < len(seeds):
        raise ValueError(f"params: {params} given, runs with seeds {seeds} match, each once needed")
    found.sort(key=lambda point: int(str(point.params["seed"])))

    def value(counts: dict[str, int | float]) -> float:
        return counts["test"] - counts["train"] if name == "gap" else counts[name]

    return np.array([value(point.counts) for point in found], dtype=np.float64)


def conditions(there: Published, **params: Scalar) -> list[tuple[dict[str, Scalar], int]]:
    """List what was run: parameters without the seed, and how many seeds are done.

    Parameters
    ----------
    there : Published
        The published comparison.
    **params
        Only those with these parameters.

    Returns
    -------
    list of (dict, int)
        In the order of the file.

    Examples
    --------
    >>> from ee376a.published import load
    >>> for params, seeds in conditions(load("medical-encoders"), model="gan", side=128):
    ...     print(params["epochs"], "epochs:", seeds)
    100 epochs: 5
    200 epochs: 1
    """
    found: dict[str, tuple[dict[str, Scalar], int]] = {}
    for point in there.points:
        if point.done and params.items() <= point.params.items():
            rest = {name: value for name, value in point.params.items() if name != "seed"}
            _, before = found.get(canonical(rest), (rest, 0))
            found[canonical(rest)] = rest, before + 1
    return list(found.values())


def interval(
    values: Sequence[float] | npt.NDArray[np.float64], confidence: float = 0.95
) -> tuple[float, float, float]:
    """Give the mean over seeds and Student's interval for it.

    Parameters
    ----------
    values : array_like of float
        One a seed, two at least.
    confidence : float, optional
        Between 0 and 1.

    Returns
    -------
    mean, low, high : float

    Raises
    ------
    ValueError
        If there are fewer than two values, or `confidence` is out of its range.

    Examples
    --------
    >>> [round(value, 2) for value in interval([1, 2, 3])]
    [2.0, -0.48, 4.48]
    """
    from scipy.stats import t

    if len(values) < 2:
        raise ValueError(f"values: {len(values)} given, at least 2 needed")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: {confidence} given, between 0 and 1 needed")
    mean = float(np.mean(values))
    error = float(np.std(values, ddof=1)) / len(values) ** 0.5
    half = error * float(t.ppf((1 + confidence) / 2, len(values) - 1))
    return mean, mean - half, mean + half
