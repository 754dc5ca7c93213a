"""Codes of networks as rows to search in: of the trained one, with places or without."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.encoders.training import Training, build, train
from ee376a.medical.search.learnt import learn_code

RNG = np.random.default_rng(376)
ROWS = RNG.integers(0, 256, (3, 128 * 128)).astype(np.float64)
ONCE = Training(epochs=1, batch=2, seed=4)


def test_the_code_is_that_of_the_trained_network() -> None:
    import torch

    pictures = ROWS[:2].astype(np.uint8).reshape(2, 128, 128)
    network = build("conv", 128, 4)
    train(network, pictures, pictures[:1], ONCE)
    with torch.no_grad():
        code = network.encode(torch.from_numpy(ROWS.astype(np.float32)).reshape(3, 1, 128, 128))
    encoded = learn_code("conv", ONCE, pooled=False)(ROWS[:2])(ROWS)
    assert encoded.shape == (3, 2048)
    assert encoded == pytest.approx(code.numpy().reshape(3, -1), rel=1e-4, abs=1e-3)


@pytest.mark.parametrize("training", [None, ONCE])
def test_a_pooled_code_has_mean_and_deviation_over_what_was_learnt_from(
    training: Training | None,
) -> None:
    encode = learn_code("vae", training, pooled=True)(ROWS[:2])
    assert encode(ROWS[:2]).mean(axis=0) == pytest.approx(0, abs=1e-6)
    assert encode(ROWS[:2]).std(axis=0) == pytest.approx(1, abs=1e-6)
    assert np.abs(encode(ROWS[2:])).max() > 0
