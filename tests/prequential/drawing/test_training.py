"""Training of the network of digits, on pictures that need no download."""

from __future__ import annotations

import numpy as np
import torch

from ee376a.prequential.drawing.network import FEATURES, HEADS, unpacked
from ee376a.prequential.drawing.training import Parameters, Trainee, find_palettes, packed, train


def crosses(count: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    pictures = np.zeros((count, 28, 28), np.uint8)
    for picture, place in zip(pictures, rng.integers(6, 22, count), strict=True):
        picture[4:24, place] = 255
        picture[14, 4:24] = 120
    return pictures


def nats(trainee: Trainee, seen: torch.Tensor, values: torch.Tensor) -> float:
    with torch.no_grad():
        return trainee.code_length(seen, values).item()


def test_training_is_seeded_and_shortens_the_code() -> None:
    from ee376a.prequential.drawing.training import _batch

    pictures = crosses(48)
    few = Parameters(units=16, epochs=12, pictures=6, warmup=4)
    trained, again = train(pictures, few), train(pictures, few)
    seen, values = _batch(pictures)
    torch.manual_seed(0)
    assert nats(trained, seen, values) < 0.5 * nats(Trainee(16), seen, values)
    assert torch.equal(trained.last.weight, again.last.weight)


def test_bytes_for_weights_change_little() -> None:
    torch.manual_seed(1)
    trainee = Trainee(16)
    net = unpacked(packed(trainee, crosses(4)))
    seen = np.random.default_rng(2).random((5, FEATURES), np.float32)
    with torch.no_grad():
        exact = trainee.first(torch.from_numpy(seen)).numpy()
        grays = trainee.last.weight[HEADS:].numpy().T
    assert np.allclose(seen @ net.first + net.first_bias, exact, atol=0.02)
    assert np.abs(net.grays - grays).max() <= np.abs(grays).max() / 127 / 2 * 1.001
    # Where nothing is near, ink begins in the row of the upright.
    assert net.starts[4].max() > 10_000
    assert net.starts[20].max() < 1000


def test_two_kinds_of_scans_are_told_apart() -> None:
    rng = np.random.default_rng(4)
    kinds = [np.array([64, 128, 191, 255]), np.array([85, 170, 254])]
    pictures = np.zeros((60, 28, 28), np.uint8)
    for number, picture in enumerate(pictures):
        picture[4:24, 10:14] = rng.choice(kinds[number % 2], (20, 4))
    found = find_palettes(pictures, rng, count=4, rounds=40)
    chances = np.exp(found["palettes"] / 256)
    assert np.allclose(chances.sum(axis=1), 1, atol=0.02)
    assert np.isclose(np.exp(found["shares"] / 256).sum(), 1, atol=0.02)
    owned = np.stack([chances[:, kind].sum(axis=1) for kind in kinds])
    used = found["shares"] > 256 * np.log(0.1)
    assert (owned[:, used].max(axis=0) > 0.9).all()
    assert (owned[:, used].max(axis=1) > 0.9).all()
