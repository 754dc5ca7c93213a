"""A small classifier that is trained again and again: one hidden layer or none, in plain numpy."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["BATCH", "CLASSES", "STEPS", "Adam", "Network", "softmax"]

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

#: Kinds of digits.
CLASSES = 10
#: Pictures in a step, and steps in a training.
BATCH = 50
STEPS = 2000
_RATE = 0.003


@dataclass
class Network:
    """A classifier with one hidden layer of rectifiers, or with none: logistic regression.

    Attributes
    ----------
    layers : list of ndarray
        Weights of each layer.

    Examples
    --------
    Three zeros, two sevens: the pixel that is black tells them apart.

    >>> pictures, labels = np.eye(2)[[0, 0, 0, 1, 1]], np.array([0, 0, 0, 7, 7])
    >>> network = Network.train(pictures, labels, 0, 0.1, np.random.default_rng(1))
    >>> network.probabilities(np.eye(2)).argmax(axis=1).tolist()
    [0, 7]
    """

    layers: list[Floats]

    @classmethod
    def train(
        cls, pictures: Floats, labels: Labels, hidden: int, decay: float, rng: np.random.Generator
    ) -> Network:
        """Fit the labels with Adam, from scratch.

        Parameters
        ----------
        pictures : ndarray, shape (n, inputs)
        labels : ndarray of int, shape (n,)
        hidden : int
            Units of the hidden layer; 0 for none.
        decay : float
            Half the sum of squares of the weights, times this, is added to the loss in nats of
            all labels together: a normal prior of variance ``1 / decay``.
        rng : numpy.random.Generator
            Starts the weights and chooses the batches.

        Returns
        -------
        Network
        """
        sizes = [pictures.shape[1], *([hidden] if hidden else []), CLASSES]
        shapes = list(pairwise(sizes))
        layers = [rng.normal(0, (2 / m) ** 0.5 * bool(hidden), (m, n)) for m, n in shapes]
        network, steps = cls(layers), Adam(layers)
        for step in range(STEPS):
            batch = rng.integers(0, len(labels), min(BATCH, len(labels)))
            slopes = network._slopes(pictures[batch], labels[batch])
            for layer, slope in zip(layers, slopes, strict=True):
                slope += layer * (decay / len(labels))
            steps.take(slopes, 1 - step / STEPS)
        return network

    def probabilities(self, pictures: Floats) -> Floats:
        """Give the distribution of the label of each of n pictures, shape (n, 10)."""
        return self._forward(pictures)[-1]

    def _forward(self, pictures: Floats) -> list[Floats]:
        values = [pictures]
        for layer in self.layers[:-1]:
            values.append(np.maximum(values[-1] @ layer, 0))
        return [*values, softmax(values[-1] @ self.layers[-1])]

    def _slopes(self, pictures: Floats, labels: Labels) -> list[Floats]:
        *values, told = self._forward(pictures)
        error = (told - np.eye(CLASSES)[labels]) / len(labels)
        slopes = []
        for layer, value in zip(reversed(self.layers), reversed(values), strict=True):
            slopes.append(value.T @ error)
            error = (error @ layer.T) * (value > 0)
        return slopes[::-1]


class Adam:
    """Kingma and Ba's steps, with their constants, on layers that it changes in place.

    Parameters
    ----------
    layers : list of ndarray
        The weights of each layer.

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.

    Examples
    --------
    The first step is of the same size whatever the slope.

    >>> layer = np.zeros(3)
    >>> Adam([layer]).take([np.array([5, -0.5, 0])], scale=1)
    >>> layer.round(6).tolist()
    [-0.003, 0.003, 0.0]
    """

    def __init__(self, layers: list[Floats]) -> None:
        self._layers = layers
        self._means = [np.zeros_like(layer) for layer in layers]
        self._squares = [np.zeros_like(layer) for layer in layers]
        self._taken = 0

    def take(self, slopes: list[Floats], scale: float) -> None:
        """Go a step down the slopes, of the usual size times a scale."""
        self._taken += 1
        for layer, mean, square, slope in zip(
            self._layers, self._means, self._squares, slopes, strict=True
        ):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            first, second = 1 - 0.9**self._taken, 1 - 0.999**self._taken
            layer -= _RATE * scale * (mean / first) / (np.sqrt(square / second) + 1e-8)


def softmax(values: Floats) -> Floats:
    """Give a distribution for each row: exponentials, divided by their sum.

    Examples
    --------
    >>> softmax(np.log([[1.0, 3.0]])).round(3)
    array([[0.25, 0.75]])
    """
    shares = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))
