"""The quantiser and the two players."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from ee376a.medical.encoders.compression_gan import (  # noqa: E402 - after the skip
    CENTRES,
    CompressionGan,
    quantise,
)


def test_quantising_gives_the_nearest_centre_exactly() -> None:
    values = torch.linspace(-4, 4, 401)
    expected = [min(CENTRES, key=lambda c: abs(c - v)) for v in values.tolist()]
    found = quantise(values).tolist()
    near_tie = [abs(v % 1 - 0.5) < 1e-3 for v in values.tolist()]
    assert all(f == e or t for f, e, t in zip(found, expected, near_tie, strict=True))
    assert set(found) == set(CENTRES)


def test_derivatives_are_those_of_the_soft_choice() -> None:
    values = torch.tensor([-0.7, 0.1, 1.4, 9.0], requires_grad=True)
    quantise(values).sum().backward()
    slope = values.grad
    assert slope is not None

    def soft(v: float) -> float:
        weights = [2.718281828 ** -abs(v - c) for c in CENTRES]
        return sum(w * c for w, c in zip(weights, CENTRES, strict=True)) / sum(weights)

    for v, found in zip(values.tolist(), slope.tolist(), strict=True):
        assert found == pytest.approx((soft(v + 1e-5) - soft(v - 1e-5)) / 2e-5, abs=1e-3)


@pytest.mark.parametrize(
    ("halvings", "shape", "bits"), [(4, (8, 8, 8), 1189), (3, (8, 16, 16), 4755)]
)
def test_codes(halvings: int, shape: tuple[int, ...], bits: int) -> None:
    network = CompressionGan(halvings)
    x = torch.full((2, 1, 128, 128), 100.0)
    assert network.encode(x).shape == (2, *shape)
    assert network(x).shape == x.shape
    assert network.most_bits(128) == pytest.approx(bits, abs=1)


def test_codes_of_no_size() -> None:
    with pytest.raises(ValueError, match="halvings: 5 given, 1 to 4 allowed"):
        CompressionGan(5)


def test_each_player_owns_its_weights() -> None:
    network = CompressionGan()
    artist, critic = network.players()
    assert not {id(w) for w in artist} & {id(w) for w in critic}
    assert len(artist) + len(critic) == len(list(network.parameters()))


def test_losses_are_those_of_least_squares() -> None:
    torch.manual_seed(1)
    network = CompressionGan()
    x = 255 * torch.rand(2, 1, 64, 64)
    first, second = network.losses(x, torch.Generator())
    code = network.encode(x)
    drawn = network.decode(code)
    real, false = network.opinion(x, code), network.opinion(drawn, code)
    near = ((drawn - x) / 127.5).square().mean()
    wanted = (false - 1).square().mean() + 10 * near
    assert first.item() == pytest.approx(wanted.item(), rel=1e-4)
    wanted = ((real - 1).square().mean() + false.square().mean()) / 2
    assert second.item() == pytest.approx(wanted.item(), rel=1e-4)


def test_the_discriminators_loss_leaves_the_generator_alone() -> None:
    network = CompressionGan()
    losses = network.losses(255 * torch.rand(2, 1, 64, 64), torch.Generator())
    next(losses)
    next(losses).backward()
    artist, critic = network.players()
    assert all(weight.grad is None for weight in artist)
    assert all(weight.grad is not None for weight in critic)


def test_the_discriminator_sees_the_code() -> None:
    network = CompressionGan()
    x = torch.full((1, 1, 64, 64), 80.0)
    code = torch.zeros(1, 8, 4, 4)
    assert not torch.equal(network.opinion(x, code), network.opinion(x, code + 1))
