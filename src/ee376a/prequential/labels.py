"""How many bits the labels of handwritten digits take, given the pictures, by kind of code.

The question is that of Blier and Ollivier: a classifier is a model of the labels, so how short a
description of the labels does it give, its own description included? Small models here, the
10,000 test digits of MNIST, and pictures of 14 x 14 pixels.

References
----------
L. Blier, Y. Ollivier, "The description length of deep learning models", NeurIPS 2018.
G. E. Hinton, D. van Camp, "Keeping the neural networks simple by minimizing the description
length of the weights", COLT 1993.
"""

from __future__ import annotations

import gzip

import numpy as np
import numpy.typing as npt

from ee376a import datasets
from ee376a.experiments import Experiment, Scalar
from ee376a.prequential.classifier import (
    BATCH,
    CLASSES,
    STEPS,
    Adam,
    Floats,
    Labels,
    Network,
    softmax,
)
from ee376a.prequential.codelength import cumulative
from ee376a.prequential.predictors import KrichevskyTrofimov

__all__ = [
    "CHECKPOINTS",
    "digits",
    "experiment",
    "prequential",
    "trial",
    "two_part",
    "variational",
]

#: After how many labels the prequential code length is noted.
CHECKPOINTS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
# From one training to the next the digits grow by this factor.
_GROWTH = 1.25
_FIRST = 10


def digits(rng: np.random.Generator, count: int) -> tuple[Floats, Labels]:
    """Give some of the test digits of MNIST in random order, at half the resolution.

    Parameters
    ----------
    rng : numpy.random.Generator
        Chooses them.
    count : int
        How many: 1 to 10,000.

    Returns
    -------
    pictures : ndarray of float64, shape (count, 197)
        The pixels, from 0 to 1, and a one.
    labels : ndarray of int64, shape (count,)

    Raises
    ------
    ValueError
        If there are not that many.
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``mnist``:

    >>> pictures, labels = digits(np.random.default_rng(1), 500)
    >>> pictures.shape, np.unique(labels).tolist()
    ((500, 197), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    folder = datasets.fetch("mnist")
    raw = gzip.decompress((folder / "t10k-images-idx3-ubyte.gz").read_bytes())[16:]
    named = gzip.decompress((folder / "t10k-labels-idx1-ubyte.gz").read_bytes())[8:]
    if not 1 <= count <= len(named):
        raise ValueError(f"count: {count} given, 1 to {len(named)} allowed")
    chosen = rng.permutation(len(named))[:count]
    pictures = np.frombuffer(raw, np.uint8).reshape(-1, 14, 2, 14, 2)[chosen].mean(axis=(2, 4))
    ones = np.ones((count, 1))
    labels = np.frombuffer(named, np.uint8)[chosen].astype(np.int64)
    return np.hstack([pictures.reshape(count, -1) / 255, ones]), labels


def prequential(
    pictures: Floats, labels: Labels, hidden: int, decay: float, rng: np.random.Generator
) -> Floats:
    """Give what was foretold of each label by a network trained on those before.

    It is trained anew when the labels have grown by a quarter. Before the first ten all labels
    are as likely.

    Parameters
    ----------
    pictures : ndarray of float64, shape (n, inputs)
    labels : ndarray of int64, shape (n,)
    hidden, decay, rng
        As for `Network.train`.

    Returns
    -------
    ndarray of float64, shape (n, 10)
        A distribution for each.

    Examples
    --------
    Two kinds of pictures in turn: the eleventh label is foretold from the ten before.

    >>> labels = np.arange(12) % 2
    >>> told = prequential(np.eye(2)[labels], labels, 0, 1.0, np.random.default_rng(1))
    >>> told[9].round(2).tolist(), told[10:].argmax(axis=1).tolist()
    ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [0, 1])
    """
    told = np.full((len(labels), CLASSES), 1 / CLASSES)
    known = _FIRST
    while known < len(labels):
        network = Network.train(pictures[:known], labels[:known], hidden, decay, rng)
        ahead = max(known + 1, round(known * _GROWTH))
        told[known:ahead] = network.probabilities(pictures[known:ahead])
        known = ahead
    return told


def two_part(
    pictures: Floats, labels: Labels, decay: float, step: float, rng: np.random.Generator
) -> tuple[float, float]:
    """Give the bits of the weights of a logistic regression, rounded, and of the labels with them.

    The weights are multiples of `step` and sent by a `KrichevskyTrofimov` coder, after their
    largest size; the two numbers take 32 bits each.

    Parameters
    ----------
    pictures : ndarray of float64, shape (n, inputs)
    labels : ndarray of int64, shape (n,)
    decay : float
        As for `Network.train`.
    step : float
        What the weights are rounded to.
    rng : numpy.random.Generator

    Returns
    -------
    model, data : float
        Bits.

    Examples
    --------
    Two kinds of pictures: finer weights take more bits, and the labels fewer.

    >>> labels = np.arange(100) % 2
    >>> pictures = np.eye(2)[labels]
    >>> rough = two_part(pictures, labels, 1.0, 1.0, np.random.default_rng(1))
    >>> fine = two_part(pictures, labels, 1.0, 0.1, np.random.default_rng(1))
    >>> rough[0] < fine[0], rough[1] > fine[1]
    (True, True)
    """
    [layer] = Network.train(pictures, labels, 0, decay, rng).layers
    whole = np.rint(layer / step).astype(int)
    largest = int(abs(whole).max())
    coder = KrichevskyTrofimov(2 * largest + 1)
    model = 64 + float(cumulative(coder, (whole + largest).ravel().tolist())[-1])
    told = Network([whole * step]).probabilities(pictures)
    return model, _bits(told, labels)


def variational(
    pictures: Floats, labels: Labels, spread: float, rng: np.random.Generator
) -> tuple[float, float]:
    """Give the bits of a logistic regression with uncertain weights, as Hinton and van Camp.

    Each weight has a normal distribution of its own, and a normal prior. The model costs their
    divergence (the rest comes back as bits), the labels what they take on average.

    Parameters
    ----------
    pictures : ndarray of float64, shape (n, inputs)
        Something in each is not zero, as the one of `digits`.
    labels : ndarray of int64, shape (n,)
    spread : float
        Standard deviation of the prior.
    rng : numpy.random.Generator

    Returns
    -------
    model, data : float
        Bits.

    Examples
    --------
    A hundred labels of two kinds; without a model they take log2(10) = 3.32 bits each.

    >>> labels = np.arange(100) % 2
    >>> model, data = variational(np.eye(2)[labels], labels, 1.0, np.random.default_rng(1))
    >>> model > 0, data > 0, model + data < 332
    (True, True, True)
    """
    shape = (pictures.shape[1], CLASSES)
    mean, log_deviation = np.zeros(shape), np.full(shape, np.log(spread))
    steps = Adam([mean, log_deviation])
    squares, targets = pictures**2, np.eye(CLASSES)[labels]

    def draw(batch: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Give what is foretold with weights drawn at random, and noise by its deviation."""
        variance = squares[batch] @ np.exp(2 * log_deviation)
        noise = rng.normal(size=variance.shape) / np.sqrt(variance)
        return softmax(pictures[batch] @ mean + noise * variance), noise

    rounds = 4 * STEPS
    for step in range(rounds):
        batch = rng.integers(0, len(labels), BATCH)
        told, noise = draw(batch)
        error = (told - targets[batch]) / BATCH
        variances = np.exp(2 * log_deviation)
        slopes = [
            pictures[batch].T @ error + mean / spread**2 / len(labels),
            (squares[batch].T @ (error * noise)) * variances
            + (variances / spread**2 - 1) / len(labels),
        ]
        steps.take(slopes, 1 - step / rounds)
    variances = np.exp(2 * log_deviation)
    divergence = (variances + mean**2) / spread**2 / 2 - 0.5 + np.log(spread) - log_deviation
    everyone = np.arange(len(labels))
    data = np.mean([_bits(draw(everyone)[0], labels) for _ in range(20)])
    return float(divergence.sum() / np.log(2)), float(data)


def trial(
    rng: np.random.Generator, code: str, hidden: int, prior: float, step: float, count: int
) -> dict[str, int]:
    """Give the code length of the labels of some digits in random order.

    Parameters
    ----------
    rng : numpy.random.Generator
    code : str
        ``"prequential"``, ``"two-part"`` or ``"variational"``.
    hidden : int
        Units of the hidden layer: 0 (logistic regression) but for the prequential code.
    prior : float
        Standard deviation of the weights that is believed beforehand.
    step : float
        What the two-part code rounds the weights to.
    count : int
        How many digits.

    Returns
    -------
    dict
        Bits, rounded: of all (``bits``) and of the model, or, if prequential, after each of
        `CHECKPOINTS`; then also how many labels were foretold wrongly (``errors``).

    Raises
    ------
    ValueError
        If there is no such code, or there are not that many digits.
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    Before the first ten are known, each takes log2(10) = 3.32 bits.

    With the dataset ``mnist``:

    >>> found = trial(np.random.default_rng(1), "prequential", 0, 1.0, 0.0, 10)
    >>> found["bits"], found["after 10"]
    (33, 33)
    """
    pictures, labels = digits(rng, count)
    if code == "prequential":
        told = prequential(pictures, labels, hidden, prior**-2, rng)
        spent = np.cumsum(-np.log2(told[np.arange(count), labels]))
        curve = {f"after {end}": round(spent[end - 1]) for end in CHECKPOINTS if end <= count}
        errors = int((told.argmax(axis=1) != labels).sum())
        return {"bits": round(spent[-1]), "errors": errors, **curve}
    if code == "two-part":
        model, data = two_part(pictures, labels, prior**-2, step, rng)
    elif code == "variational":
        model, data = variational(pictures, labels, prior, rng)
    else:
        raise ValueError(f"code: {code!r} given, prequential, two-part or variational allowed")
    return {"bits": round(model + data), "model": round(model)}


def experiment() -> Experiment:
    """Give the code lengths of the 10,000 labels, by kind of code and of classifier.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> points = experiment().points
    >>> len(points), {point["code"] for point in points if point["hidden"] == 100}
    (16, {'prequential'})
    """
    points: list[dict[str, Scalar]] = [
        {"code": "two-part", "hidden": 0, "prior": prior, "step": step, "count": 10_000}
        for prior in (0.25, 0.5, 1.0)
        for step in (0.25, 0.5, 1.0)
    ]
    points += [
        {"code": "variational", "hidden": 0, "prior": prior, "step": 0.0, "count": 10_000}
        for prior in (0.5, 1.0, 2.0)
    ]
    points += [
        {"code": "prequential", "hidden": hidden, "prior": prior, "step": 0.0, "count": 10_000}
        for hidden in (0, 100)
        for prior in (1.0, 2.0)
    ]
    return Experiment(
        "prequential-labels",
        "Code lengths in bits of the labels of 10,000 digits, given the pictures",
        trial,
        points,
        seed=376_402,
        trials=2,
    )


def _bits(told: Floats, labels: Labels) -> float:
    return float(-np.log2(told[np.arange(len(labels)), labels]).sum())
