"""How fast the online network learns a novel: the long run for a chapter's curves.

The curves are those of real streams: what the coder has written when so much of the text is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log2
from typing import Any

import numpy as np

from ee376a import datasets
from ee376a.arithmetic import start_encoder
from ee376a.experiments import Experiment, Scalar
from ee376a.prequential import contextmixing, mixture, network
from ee376a.prequential.models import ENCODE, MODELS

__all__ = [
    "CHECKPOINTS",
    "MOST",
    "SCRATCH",
    "TEXTS",
    "VARIANTS",
    "curve",
    "experiment",
    "start",
    "trial",
]

#: Names of the texts of the data set `text`; the parameters were tuned without the second.
TEXTS = ("alice29", "pride-and-prejudice")
#: So many of its first bytes are read.
MOST = 200_000
#: After how many bytes the code length is noted: four times in each doubling.
CHECKPOINTS = tuple(round(2 ** (quarter / 4)) for quarter in range(4 * 8, 4 * 18))

_FULL = network.PARAMETERS
_ALONE = replace(_FULL, parts="recurrent")
#: Name to the parameters of a network.
VARIANTS = {
    "network": _FULL,
    "direct": replace(_FULL, parts="direct"),
    "recurrent": _ALONE,
    "recurrent, no replay": replace(_ALONE, replays=0),
    "recurrent, 2 replays": replace(_ALONE, replays=2),
    "recurrent, rate / 8": replace(_ALONE, rate=_FULL.rate / 8),
    "recurrent, rate x 8": replace(_ALONE, rate=_FULL.rate * 8),
}
_UNTAUGHT = replace(mixture.PARAMETERS.counters, taught=False)
#: Name to the model and the parameters of those without a taught start.
SCRATCH: dict[str, tuple[str, Any]] = {
    "cm from scratch": ("cm", replace(contextmixing.PARAMETERS, taught=False)),
    "mix from scratch": ("mix", replace(mixture.PARAMETERS, counters=_UNTAUGHT, weight=40000)),
}


def start(model: str) -> tuple[Any, Any]:
    """Give a model that has seen nothing.

    Parameters
    ----------
    model : str
        A key of `VARIANTS`, of `SCRATCH` or of `ee376a.prequential.models.MODELS`.

    Returns
    -------
    state : NamedTuple
    run : callable
        See `ee376a.prequential.models.Model`.

    Raises
    ------
    ValueError
        If there is no such model.

    Examples
    --------
    The smallest, which remembers the last two bytes:

    >>> from ee376a.prequential.models import LEARN
    >>> state, run = start("order2")
    >>> text = np.frombuffer(b"abracadabra", np.uint8).copy()
    >>> run(state, start_encoder(), np.zeros(0, np.uint8), text, LEARN)
    >>> int(state.context[0]).to_bytes(2, "big")
    b'ra'
    """
    if model in VARIANTS:
        return network.new_state(VARIANTS[model]), MODELS["lstm"].run
    if model in SCRATCH:
        name, parameters = SCRATCH[model]
        return MODELS[name].new_state(parameters), MODELS[name].run
    if model in MODELS:
        return MODELS[model].new_state(MODELS[model].parameters), MODELS[model].run
    known = ", ".join([*VARIANTS, *SCRATCH, *MODELS])
    raise ValueError(f"model: {model!r} given, one of {known} allowed")


def curve(model: str, data: bytes, ends: Sequence[int]) -> list[float]:
    """Give the code lengths of beginnings of data.

    Parameters
    ----------
    model : str
        As for `start`.
    data : bytes
    ends : sequence of int
        The lengths of the beginnings, increasing.

    Returns
    -------
    list of float
        Bits.

    Examples
    --------
    >>> [round(bits) for bits in curve("order2", b"abracadabra" * 9, [9, 99])]
    [72, 201]
    """
    state, run = start(model)
    coder, out, bits, done = start_encoder(), np.zeros(2 * len(data) + 64, np.uint8), [], 0
    for end in ends:
        part = np.frombuffer(data[done:end], np.uint8).copy()
        run(state, coder, out, part, ENCODE)
        # The bytes that are written, and what the interval has narrowed since.
        bits.append(8 * int(coder[2]) + 32 - log2(coder[1]))
        done = end
    return bits


def trial(rng: np.random.Generator, text: str, model: str) -> dict[str, int]:  # noqa: ARG001
    """Give the code lengths of the beginnings of a text, of up to `MOST` bytes.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used: a model has a seed of its own.
    text : str
        One of `TEXTS`.
    model : str
        As for `start`.

    Returns
    -------
    dict
        Bits, rounded, by the number of bytes as text; and of all that is read.

    Raises
    ------
    ValueError
        If there is no such text or model.
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``text``:

    >>> bits = trial(np.random.default_rng(1), "alice29", "order2")
    >>> bits["256"], bits["152089"]
    (1111, 427013)
    """
    if text not in TEXTS:
        raise ValueError(f"text: {text!r} given, one of {', '.join(TEXTS)} allowed")
    data = (datasets.fetch("text") / f"{text}.txt").read_bytes()[:MOST]
    ends = [end for end in CHECKPOINTS if end < len(data)] + [len(data)]
    bits = curve(model, data, ends)
    return {str(end): round(some) for end, some in zip(ends, bits, strict=True)}


def experiment() -> Experiment:
    """Give the learning curves of the network, of its parts and variants, and of its peers.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> [point["model"] for point in experiment().points if point["text"] == TEXTS[1]]
    ['network', 'direct', 'recurrent', 'cm', 'mix', 'cm from scratch', 'mix from scratch']
    """
    names = [(TEXTS[0], name) for name in VARIANTS]
    names += [(TEXTS[1], name) for name in ("network", "direct", "recurrent")]
    names += [(text, name) for text in TEXTS for name in ("cm", "mix", *SCRATCH)]
    points: list[dict[str, Scalar]] = [{"text": text, "model": model} for text, model in names]
    return Experiment(
        "prequential-learning",
        "Code lengths in bits of the beginnings of two novels, by what is learnt on the way",
        trial,
        points,
        seed=376_402,
        trials=1,
    )
