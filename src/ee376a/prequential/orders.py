"""How many bits novels take under Markov models of each order: the long run for a chapter's curves.

References
----------
T. van Erven, P. Grünwald, S. de Rooij, "Catching up faster by switching sooner: a predictive
approach to adaptive estimation with an application to the AIC-BIC dilemma", Journal of the Royal
Statistical Society B 74 (2012), 361-417.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ee376a import datasets
from ee376a.experiments import Experiment, Scalar
from ee376a.prequential.codelength import cumulative, two_part
from ee376a.prequential.ensembles import ContextTree, Mixture, Switching
from ee376a.prequential.predictors import Backoff, Markov, Predictor

__all__ = ["ALPHABET", "CHECKPOINTS", "PREDICTORS", "TEXTS", "experiment", "trial"]

#: The novels are ASCII.
ALPHABET = 128
#: Names of the texts of the data set `text`.
TEXTS = ("alice29", "pride-and-prejudice")
#: After how many symbols the code length is noted: four times in each doubling.
CHECKPOINTS = tuple(round(2 ** (quarter / 4)) for quarter in range(4 * 8, 4 * 20))

_ORDERS = range(5)
_TWO_PART_ORDERS = range(4)


def _orders(pseudocount: float) -> list[Predictor]:
    return [Markov(ALPHABET, order, pseudocount) for order in _ORDERS]


#: Name to what makes the predictor. "sparse" is a pseudocount of 1/16 instead of 1/2.
#:
#: :meta hide-value:
PREDICTORS: dict[str, Callable[[], Predictor]] = {
    **{f"order {k}": lambda k=k: _orders(1 / 2)[k] for k in _ORDERS},  # type: ignore[misc]
    "mixture": lambda: Mixture(_orders(1 / 2)),
    "switching": lambda: Switching(_orders(1 / 2)),
    **{f"sparse {k}": lambda k=k: _orders(1 / 16)[k] for k in _ORDERS},  # type: ignore[misc]
    "tree": lambda: ContextTree(ALPHABET, 5, 1 / 16),
    "backoff": lambda: Backoff(ALPHABET, 5),
}


def trial(rng: np.random.Generator, text: str, model: str) -> dict[str, int]:  # noqa: ARG001
    """Give the code length of the beginnings of a text.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used: nothing is left to chance.
    text : str
        One of `TEXTS`.
    model : str
        A key of `PREDICTORS`, or ``two-part k`` for the two-part code of order k.

    Returns
    -------
    dict
        Bits, rounded, by the number of symbols as text; and of the whole text.

    Raises
    ------
    ValueError
        If there is no such text or model.
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``text``:

    >>> bits = trial(np.random.default_rng(1), "alice29", "two-part 0")
    >>> bits["256"], bits["152089"]
    (1156, 695846)
    """
    if text not in TEXTS:
        raise ValueError(f"text: {text!r} given, one of {', '.join(TEXTS)} allowed")
    data = (datasets.fetch("text") / f"{text}.txt").read_bytes()
    name, _, order = model.rpartition(" ")
    if name == "two-part" and order.isdigit():
        # The parameters are chosen for what is sent: each beginning has a code of its own.
        ends = [end for end in CHECKPOINTS[::4] if end < len(data)] + [len(data)]
        lengths = {end: two_part(data[:end], ALPHABET, int(order)).total for end in ends}
    elif model in PREDICTORS:
        spent = cumulative(PREDICTORS[model](), data)
        ends = [end for end in CHECKPOINTS if end < len(data)] + [len(data)]
        lengths = {end: float(spent[end - 1]) for end in ends}
    else:
        raise ValueError(f"model: {model!r} given, one of {', '.join(PREDICTORS)} allowed")
    return {str(end): round(bits) for end, bits in lengths.items()}


def experiment() -> Experiment:
    """Give the code lengths of two novels, by model and by how much of the novel is read.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> points = experiment().points
    >>> points[0], len(points)
    ({'text': 'alice29', 'model': 'order 0'}, 36)
    """
    models = [*PREDICTORS, *(f"two-part {order}" for order in _TWO_PART_ORDERS)]
    points: list[dict[str, Scalar]] = [
        {"text": text, "model": model} for text in TEXTS for model in models
    ]
    return Experiment(
        "prequential-orders",
        "Code lengths in bits of the beginnings of two novels, by model",
        trial,
        points,
        seed=376_401,
        trials=1,
    )
