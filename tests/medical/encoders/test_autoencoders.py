"""The encoders' shapes, and what each of them optimises."""

from __future__ import annotations

import itertools

import pytest

torch = pytest.importorskip("torch")

from ee376a.medical.encoders.autoencoders import (  # noqa: E402 - after the skip
    Autoencoder,
    Convolutional,
    FullyConnected,
    Variational,
)


def pictures(side: int, n: int = 3) -> torch.Tensor:
    random = torch.Generator().manual_seed(3)
    return 255 * torch.rand((n, 1, side, side), generator=random)


def test_fully_connected_has_the_layers_of_the_original() -> None:
    network = FullyConnected(side=32)
    shapes = [tuple(w.shape) for w in network.parameters() if w.ndim == 2]
    assert shapes == [(256, 1024), (128, 256), (256, 128), (1024, 256)]  # a quarter of each side
    assert network(pictures(32)).min() >= 0
    # The whole one, counted without making it: 600 MB.
    sizes = [16384, 4096, 2048, 4096, 16384]
    weights = sum((a + 1) * b for a, b in itertools.pairwise(sizes))
    assert weights == 151_021_568


def test_convolutional_codes() -> None:
    x = pictures(128)
    described, committed = Convolutional(), Convolutional(as_committed=True)
    assert described.encode(x).shape == (3, 8, 16, 16)
    assert committed.encode(x).shape == (3, 12, 32, 32)
    for network in (described, committed):
        assert network(x).shape == x.shape
        assert network.encode(x).min() >= 0


def test_convolutional_shares_its_weights_between_places() -> None:
    network = Convolutional()
    x = torch.zeros(1, 1, 128, 128)
    x[0, 0, 40:48, 40:48] = 200
    moved = x.roll((16, 24), dims=(2, 3))
    expected = network.encode(x).roll((2, 3), dims=(2, 3))
    assert torch.allclose(network.encode(moved), expected, atol=1e-3)


def test_the_loss_is_the_mean_squared_error() -> None:
    x, noise = pictures(16), torch.Generator()
    network = FullyConnected(side=16)
    (loss,) = network.losses(x, noise)
    expected = ((network(x) - x) ** 2).mean()
    assert loss.item() == pytest.approx(expected.item(), rel=1e-5)
    (player,) = network.players()
    assert len(player) == len(list(network.parameters())) == 8


def test_weights_begin_as_glorot_and_bengio_say() -> None:
    torch.manual_seed(0)
    network = FullyConnected(side=32)
    weight = next(network.parameters()).detach()
    limit = (6 / (256 + 1024)) ** 0.5
    assert 0.99 * limit < float(weight.abs().max()) <= limit
    assert all(w.detach().abs().max().item() == 0 for w in network.parameters() if w.ndim == 1)


def test_bits_of_a_variational_code() -> None:
    network = Variational()
    last = network.encoder[-1]
    torch.nn.init.zeros_(last.weight)
    # Means 1, variances 1: half a nat for each of the 2048 numbers.
    with torch.no_grad():
        last.bias.copy_(torch.cat([torch.ones(8), torch.zeros(8)]))
    bits = network.bits(pictures(128, n=2))
    assert bits.tolist() == pytest.approx([2048 / 2 / 0.6931472] * 2, rel=1e-5)
    with torch.no_grad():
        last.bias.zero_()
    assert network.bits(pictures(128, n=1)).tolist() == [0]


def test_variational_loss_counts_error_and_code() -> None:
    x = pictures(32, n=2)
    network = Variational()
    mean, log_variance = network.distribution(x)
    drawn = torch.randn(mean.shape, generator=torch.Generator().manual_seed(5))
    back = network.decode(mean + (log_variance / 2).exp() * drawn)
    nats = network.bits(x).mean() * 0.6931472
    expected = ((back - x) ** 2).mean().log() / 2 + nats / 32**2
    (loss,) = network.losses(x, torch.Generator().manual_seed(5))
    assert loss.item() == pytest.approx(expected.item(), rel=1e-4)


def test_what_is_not_there() -> None:
    for method in (Autoencoder().encode, Autoencoder().decode):
        with pytest.raises(NotImplementedError):
            method(pictures(16))
