"""What the long experiments of the book measure: a trial, its points, when to stop.

An experiment says what is to be done; `ee376a.published` does it and keeps the result.
"""

from __future__ import annotations

import importlib
import json
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CHECKOUT", "EXPERIMENTS", "Experiment", "Scalar", "canonical", "experiment"]

Scalar = str | int | float | bool | None
#: The folder above ``src`` where the package runs from a checkout of the project.
#:
#: :meta hide-value:
CHECKOUT = Path(__file__).resolve().parents[2]
#: Name to the place of the function that gives the experiment: ``package.module:function``, or
#: ``folder/file.py:function`` in a checkout of the project.
#:
#: :meta hide-value:
EXPERIMENTS: dict[str, str] = {
    "bench-coding": "benchmarks/contests.py:coding",
    "bench-dna": "benchmarks/dna.py:bench",
    "bench-painting": "benchmarks/contests.py:photographs",
    "bench-pictures": "benchmarks/contests.py:pictures",
    "bench-text": "benchmarks/contests.py:text",
    "chapters": "benchmarks/chapters.py:experiment",
    "dna-ber": "ee376a.dna.experiments:ber_experiment",
    "dna-choices": "ee376a.dna.experiments:choices_experiment",
    "dna-long": "ee376a.dna.experiments:long_experiment",
    "dna-poem": "ee376a.dna.poem:experiment",
    "dna-rates": "ee376a.dna.experiments:rates_experiment",
    "dna-reads": "ee376a.dna.poem:reads_experiment",
    "journey": "ee376a.journey.experiments:experiment",
    "medical-dose": "benchmarks/medical_dose.py:experiment",
    "medical-dose-curve": "benchmarks/medical_dose.py:curve_experiment",
    "medical-rd": "benchmarks/medical.py:experiment",
    "medical-rd-512": "benchmarks/medical.py:large_experiment",
    "medical-times": "benchmarks/medical_times.py:experiment",
    "medical-encoders": "ee376a.medical.encoders.runs:experiment",
    "medical-codec": "ee376a.medical.lossy.training:experiment",
    "medical-fuzz": "benchmarks/medical_fuzz.py:experiment",
    "medical-lossless": "ee376a.medical.lossless.runs:experiment",
    "medical-elsewhere": "ee376a.medical.encoders.elsewhere:experiment",
    "medical-modalities": "benchmarks/medical_modalities.py:experiment",
    "medical-modalities-lossy": "benchmarks/medical_modalities.py:lossy_experiment",
    "medical-search": "ee376a.medical.search.runs:experiment",
    "painting-robustness": "benchmarks/painting.py:experiment",
    "prequential-digits": "benchmarks/prequential_digits.py:experiment",
    "prequential-fuzz": "benchmarks/prequential_fuzz.py:experiment",
    "prequential-race": "benchmarks/prequential.py:experiment",
    "prequential-labels": "ee376a.prequential.labels:experiment",
    "prequential-learning": "ee376a.prequential.learning:experiment",
    "prequential-orders": "ee376a.prequential.orders:experiment",
    "prequential-transformer": "ee376a.prequential.transformer_runs:experiment",
    "prequential-writing": "ee376a.prequential.writing:experiment",
}


@dataclass(frozen=True)
class Experiment:
    """What is to be measured.

    Attributes
    ----------
    name, description : str
        The name is that of its file.
    trial : callable
        ``trial(rng, **point)`` gives the same names of numbers for every trial of a point.
    points : sequence of mapping
        The parameters of each point, all different: texts, numbers, None.
    seed : int
        Together with its parameters, it sets the random numbers of a point.
    trials : int
        How many trials a point takes, at the most.
    errors : int, optional
        A point stops earlier, at the trial that brings `outcome` to this count.
    outcome : str
        What `errors` counts.
    keep : bool
        Keep the record of every trial, for medians and the like.
    measured : sequence of str
        What a trial reports that depends on the machine (seconds): `ee376a.published.verify` leaves
        it alone.

    Raises
    ------
    ValueError
        If there is no trial or no error to stop at, or two points have the same parameters.

    Examples
    --------
    >>> def toss(rng, bias):
    ...     return {"errors": int(rng.random() < bias)}
    >>> points = [{"bias": 0.1}, {"bias": 0.5}]
    >>> coin = Experiment("coin", "A coin.", toss, points, seed=1, trials=100, errors=20)
    >>> coin.stop, coin.point_seed({"bias": 0.1})
    ({'trials': 100, 'errors': 20, 'outcome': 'errors'}, (1, 4242372887))
    """

    name: str
    description: str
    trial: Callable[..., Mapping[str, int | float]]
    points: Sequence[Mapping[str, Scalar]]
    seed: int
    trials: int
    errors: int | None = None
    outcome: str = "errors"
    keep: bool = False
    measured: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.trials < 1:
            raise ValueError(f"trials: {self.trials} given, at least 1 needed")
        if self.errors is not None and self.errors < 1:
            raise ValueError(f"errors: {self.errors} given, at least 1 needed")
        if len({canonical(params) for params in self.points}) < len(self.points):
            raise ValueError("points: two with the same parameters given, all must differ")

    def point_seed(self, params: Mapping[str, Scalar]) -> tuple[int, int]:
        """Give the seed of a point: that of the experiment, and a hash of the parameters.

        So a point keeps its numbers when others are added, dropped or moved.

        Parameters
        ----------
        params : mapping
            Of the point.

        Returns
        -------
        tuple of int
            What `ee376a.montecarlo.generator` takes as a seed.
        """
        return self.seed, zlib.crc32(canonical(params).encode())

    @property
    def stop(self) -> dict[str, Scalar]:
        """The stopping rule, as it is written down."""
        return {"trials": self.trials, "errors": self.errors, "outcome": self.outcome}


def canonical(params: Mapping[str, Scalar]) -> str:
    """Write parameters in the one way by which two are told to be the same.

    Parameters
    ----------
    params : mapping
        Of a point.

    Returns
    -------
    str
        JSON, the names in order.

    Examples
    --------
    >>> canonical({"tilt": 70, "mode": "robust"})
    '{"mode": "robust", "tilt": 70}'
    """
    return json.dumps(dict(params), sort_keys=True)


def experiment(name: str) -> Experiment:
    """Give a registered experiment.

    Parameters
    ----------
    name : str
        A key of `EXPERIMENTS`.

    Returns
    -------
    Experiment

    Raises
    ------
    ValueError
        If there is no such experiment, or it is made by a file of the project's checkout and this
        is not one.

    Examples
    --------
    >>> poem = experiment("dna-poem")
    >>> len(poem.points), poem.trials, poem.points[0]
    (20, 100, {'count': 3, 'drawn_from': 'payload', 'prior': 'none'})
    """
    if name not in EXPERIMENTS:
        raise ValueError(f"name: {name!r} given, one of {', '.join(sorted(EXPERIMENTS))} allowed")
    place, function = EXPERIMENTS[name].split(":")
    if place.endswith(".py"):
        if not (CHECKOUT / place).is_file():
            raise ValueError(f"name: {name!r} is made by {place}, in a checkout of the project")
        # On the path, rather than loaded from its file, so that other processes can import it.
        if str(CHECKOUT) not in sys.path:
            sys.path.insert(0, str(CHECKOUT))
        place = place.removesuffix(".py").replace("/", ".")
    made: Experiment = getattr(importlib.import_module(place), function)()
    return made
