"""What each way of searching finds in BBBC016, beside chance: the numbers of the chapter.

Nothing was chosen by these numbers: the sizes of features are those of their definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.experiments import Experiment
from ee376a.medical import images
from ee376a.medical.images import CHANNELS, Micrograph
from ee376a.medical.search.features import ENCODINGS
from ee376a.medical.search.precision import (
    auc,
    average_precision,
    chance_average_precision,
    interval,
    precision_at_k,
)
from ee376a.medical.search.retrieval import (
    ANSWERED,
    TASKS,
    UNCLEAR,
    Distances,
    Found,
    by_compression,
    by_encoding,
    divide,
    few_greys,
    rank,
    relevant,
    votes,
)

__all__ = ["METHODS", "NETWORKS", "VOTERS", "experiment", "find", "summary", "trial"]

Floats: TypeAlias = npt.NDArray[np.float64]

#: How many neighbours vote on a dose.
VOTERS = 5
#: Networks, and what of their code is searched.
NETWORKS = ("conv", "conv, pooled", "vae", "vae, pooled", "untrained, pooled")
#: All ways of searching.
METHODS = (*ENCODINGS, *NETWORKS, "compression")


def find(pictures: Sequence[Micrograph], method: str, epochs: int = 16) -> list[Found]:
    """Ask about every picture of a plate, a quarter of its wells at a time.

    Parameters
    ----------
    pictures : sequence of Micrograph
        The plate.
    method : str
        One of `METHODS`.
    epochs : int, optional
        How often a network that is trained sees each picture.

    Returns
    -------
    list of Found
        One for each picture.

    Raises
    ------
    ValueError
        If there is no such method, or a quarter (`ee376a.medical.search.retrieval.divide`) has no
        well of the plate or all.

    Examples
    --------
    The shades of a plate of four wells, and what is nearest to each:

    >>> shades = [(4, 90), (5, 30), (6, 32), (7, 60)]
    >>> plate = [Micrograph(w, 0, "gfp", np.full((512, 512), v, np.uint8)) for w, v in shades]
    >>> [(found.query.well, found.seen[0].well) for found in find(plate, "pixels")]
    [(4, 7), (5, 6), (6, 5), (7, 6)]
    """
    if method not in METHODS:
        raise ValueError(f"method: {method!r} given, one of {', '.join(METHODS)} allowed")
    describe, learn = _method(method, epochs)
    rows = np.array([describe(picture.pixels) for picture in pictures], dtype=np.float64)
    return [found for part in divide() for found in rank(pictures, rows, learn, part)]


def _method(
    name: str, epochs: int
) -> tuple[Callable[..., npt.ArrayLike], Callable[[Floats], Distances]]:
    if name == "compression":
        return few_greys, by_compression
    if name in ENCODINGS:
        return ENCODINGS[name].describe, by_encoding(ENCODINGS[name].learn)

    from ee376a.medical.encoders.training import Training
    from ee376a.medical.search.learnt import learn_code

    model, _, pooled = name.partition(", ")
    code = (
        learn_code("conv", None, pooled=True)
        if model == "untrained"
        else learn_code(model, Training(epochs=epochs), pooled=bool(pooled))
    )
    return ENCODINGS["pixels"].describe, by_encoding(code)


def summary(
    found: Sequence[Found], rng: np.random.Generator, repeats: int = 1000
) -> dict[str, float]:
    """Say how good a search is.

    Parameters
    ----------
    found : sequence of Found
        As from `find`, of a plate that has both channels and for every task a picture to ask about.
    rng : numpy.random.Generator
        Draws wells for the intervals.
    repeats : int, optional
        How many draws.

    Returns
    -------
    dict
        For each channel and task, as in ``gfp answer map``: ``map``, the mean average precision,
        and ``first``, the share of queries whose nearest is what was sought. For each channel
        ``votes``, the area under the curve of the votes of `VOTERS` neighbours, answered or not,
        and ``decades``, the mean absolute error of their mean dose, in powers of ten. Each has
        its 95 % interval over wells (``... low``, ``... high``) and its ``... chance``.

    Examples
    --------
    A plate on which wells 5 and 6, of the same dose, are about as dark as each other:

    >>> shades = [(4, 90), (5, 30), (6, 33), (7, 60)]
    >>> plate = [
    ...     Micrograph(well, field, channel, np.full((512, 512), value + field, np.uint8))
    ...     for well, value in shades for field in (0, 1) for channel in CHANNELS
    ... ]
    >>> report = summary(find(plate, "pixels"), np.random.default_rng(1), repeats=20)
    >>> [report[f"gfp dose first{of}"] for of in ("", " low", " high", " chance")]
    [1.0, 1.0, 1.0, 0.3333]
    """
    report: dict[str, float] = {}

    def add(name: str, statistic: Callable[..., float], wells: list[int], chance: float) -> None:
        low, high = interval(statistic, wells, rng, repeats=repeats)
        everything = statistic(np.arange(len(wells)))
        numbers = {"": everything, " low": low, " high": high, " chance": chance}
        report.update({name + key: round(float(value), 4) for key, value in numbers.items()})

    for channel in CHANNELS:
        of_channel = [one for one in found if one.query.channel == channel]
        for task in TASKS:
            asked = [(one, relevant(one, task)) for one in of_channel]
            asked = [(one, sought) for one, sought in asked if sought.size]
            wells = [one.query.well for one, _ in asked]
            orders = [sought for _, sought in asked]
            chances = [chance_average_precision(int(o.sum()), o.size) for o in orders]
            values = np.array([average_precision(sought) for sought in orders])
            add(f"{channel} {task} map", partial(_mean, values), wells, float(np.mean(chances)))
            values = np.array([precision_at_k(sought, 1) for sought in orders])
            share = float(np.mean([sought.mean() for sought in orders]))
            add(f"{channel} {task} first", partial(_mean, values), wells, share)

        clear = [one for one in of_channel if one.query.dose not in UNCLEAR]
        scores = np.array([votes(one, VOTERS)[0] for one in clear])
        answered = np.array([one.query.dose in ANSWERED for one in clear])
        wells = [one.query.well for one in clear]
        add(f"{channel} votes", partial(_area, scores, answered), wells, 0.5)

        dosed = [one for one in of_channel if one.query.dose > 0]
        true = np.log10([one.query.dose for one in dosed])
        errors = np.abs(np.array([votes(one, VOTERS)[1] for one in dosed]) - true)
        # One who does not look says the middle of all doses.
        blind = float(np.abs(true - np.median(true)).mean())
        wells = [one.query.well for one in dosed]
        add(f"{channel} decades", partial(_mean, errors), wells, blind)
    return report


def _mean(values: Floats, drawn: npt.NDArray[np.int64]) -> float:
    return float(values[drawn].mean())


def _area(scores: Floats, answered: npt.NDArray[np.bool_], drawn: npt.NDArray[np.int64]) -> float:
    return auc(scores[drawn], answered[drawn])


def trial(rng: np.random.Generator, method: str) -> dict[str, float]:
    """Search BBBC016.

    Parameters
    ----------
    rng : numpy.random.Generator
        For the intervals.
    method : str
        One of `METHODS`.

    Returns
    -------
    dict
        Of `summary`.

    Raises
    ------
    ValueError
        If there is no such method.
    ee376a.datasets.DatasetError
        If BBBC016 is not to be had.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> report = trial(np.random.default_rng(1), "histogram")
    >>> report["gfp answer map"] > 2 * report["gfp answer map chance"]
    True
    """
    return summary(find(images.load(), method), rng)


def experiment() -> Experiment:
    """Give all ways of searching BBBC016.

    Returns
    -------
    Experiment
        ``medical-search``: a point for each of `METHODS`, see `trial`.

    Examples
    --------
    >>> len(experiment().points) == len(METHODS), experiment().points[-1]
    (True, {'method': 'compression'})
    """
    return Experiment(
        "medical-search",
        "What is found in BBBC016 by nearest neighbours, by how pictures are described",
        trial,
        [{"method": method} for method in METHODS],
        seed=376_504,
        trials=1,
    )
