"""Training of the generator: it goes on, and what is shipped draws the same."""

from __future__ import annotations

import numpy as np
import torch

from ee376a.prequential.drawing.gan import DIGITS, STYLE, draw
from ee376a.prequential.drawing.gan_training import Parameters, packed, train


def test_what_is_packed_draws_what_was_trained() -> None:
    rng = np.random.default_rng(1)
    labels = rng.integers(0, DIGITS, 40).astype(np.uint8)
    pictures = np.zeros((40, 28, 28), np.uint8)
    pictures[:, 8:20, 10:18] = 200
    few = Parameters(channels=8, steps=6, batch=8)
    artist, again = train(pictures, labels, few), train(pictures, labels, few)
    assert torch.equal(artist.dense.weight, again.dense.weight)
    code = np.concatenate([np.eye(DIGITS)[4], rng.standard_normal(STYLE)]).astype(np.float32)
    with torch.no_grad():
        trained = artist(torch.from_numpy(code)[None])[0, 0].numpy()
    assert np.allclose(draw(code, packed(artist)), trained, atol=0.03)
    assert trained.std() > 0
