"""The small classifier: its slopes, its training, and that it repeats itself."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ee376a.prequential.classifier import CLASSES, Adam, Network, softmax


def sample(count: int = 60, inputs: int = 5, seed: int = 3):
    rng = np.random.default_rng(seed)
    pictures = np.hstack([rng.random((count, inputs)), np.ones((count, 1))])
    law = rng.normal(0, 4, (inputs + 1, CLASSES))
    return pictures, (pictures @ law).argmax(axis=1)


def loss(network: Network, pictures, labels) -> float:
    told = network.probabilities(pictures)[np.arange(len(labels)), labels]
    return float(-np.log(told).mean())


def test_softmax_is_a_distribution_and_does_not_overflow() -> None:
    found = softmax(np.array([[1000.0, 0.0], [-1000.0, -1000.0]]))
    np.testing.assert_allclose(found, [[1, 0], [0.5, 0.5]])


@pytest.mark.parametrize("hidden", [0, 4])
def test_slopes_are_those_of_the_loss(hidden: int) -> None:
    pictures, labels = sample()
    rng = np.random.default_rng(1)
    sizes = [6, *([hidden] if hidden else []), CLASSES]
    network = Network([rng.normal(size=(m, n)) for m, n in pairwise(sizes)])
    slopes = network._slopes(pictures, labels)
    for layer, slope in zip(network.layers, slopes, strict=True):
        for place in [(0, 0), (3, 2), (-1, -1)]:
            before = layer[place]
            layer[place] = before + 1e-6
            above = loss(network, pictures, labels)
            layer[place] = before - 1e-6
            below = loss(network, pictures, labels)
            layer[place] = before
            assert slope[place] == pytest.approx((above - below) / 2e-6, abs=1e-7)


@pytest.mark.parametrize("hidden", [0, 20])
def test_training_learns_and_repeats_itself(hidden: int) -> None:
    pictures, labels = sample(300)

    def trained() -> Network:
        return Network.train(pictures, labels, hidden, 0.1, np.random.default_rng(5))

    network = trained()
    assert [layer.shape for layer in network.layers] == (
        [(6, hidden), (hidden, CLASSES)] if hidden else [(6, CLASSES)]
    )
    right = network.probabilities(pictures).argmax(axis=1) == labels
    assert right.mean() > 0.8
    for once, again in zip(network.layers, trained().layers, strict=True):
        np.testing.assert_array_equal(once, again)


def test_a_narrow_prior_keeps_the_weights_small() -> None:
    pictures, labels = sample(300)
    sizes = [
        np.abs(Network.train(pictures, labels, 0, decay, np.random.default_rng(5)).layers[0]).mean()
        for decay in (0.1, 10.0, 1000.0)
    ]
    assert sizes[0] > 2 * sizes[1] > 4 * sizes[2]


def test_adam_finds_the_bottom_of_a_bowl() -> None:
    layer = np.array([[3.0, -2.0]])
    steps = Adam([layer])
    for step in range(6000):
        steps.take([2 * layer], 1 - step / 6000)
    np.testing.assert_allclose(layer, 0, atol=1e-2)
