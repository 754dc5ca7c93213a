"""Training the generator of `ee376a.prequential.drawing.gan`, with torch, before it is shipped.

``python -m ee376a.prequential.drawing.gan_training`` makes ``data/weights/gan.npz`` anew (in
some minutes).

Two networks play: the discriminator learns to tell real digits from drawn ones, the generator to
draw so that it cannot. Both are told which digit it is to be; the discriminator by a product with a
vector of that digit (Miyato and Koyama, "cGANs with projection discriminator", ICLR 2018). The
discriminator is kept from being too steep by spectral normalisation (Miyato et al., ICLR 2018), and
what is shipped is the running mean of the generator's weights.

Source: I. Goodfellow et al., "Generative adversarial nets", NeurIPS 2014.
"""

from __future__ import annotations

import copy
import gzip
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

from ee376a import datasets
from ee376a.prequential.drawing.gan import DIGITS, STYLE, Generator
from ee376a.prequential.drawing.training import TRAINING, digits
from ee376a.published import FOLDER

__all__ = ["Artist", "Critic", "Parameters", "packed", "train"]


_EPSILON = 1e-5  # of the norms: torch's own


@dataclass(frozen=True)
class Parameters:
    """How the two are trained."""

    channels: int = 24
    steps: int = 2500
    batch: int = 48
    artist_rate: float = 1e-3
    critic_rate: float = 1e-3
    memory: float = 0.995
    seed: int = 376


class Artist(nn.Module):
    """The generator while it learns.

    Parameters
    ----------
    channels : int
        Of the first layers; the last has half of them.

    Examples
    --------
    >>> Artist(8)(torch.zeros(2, DIGITS + STYLE)).shape
    torch.Size([2, 1, 28, 28])
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.dense = nn.Linear(DIGITS + STYLE, channels * 49)
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels // 2, 3, padding=1)
        self.last = nn.Conv2d(channels // 2, 1, 3, padding=1)
        self.norms = nn.ModuleList(
            [nn.BatchNorm2d(channels), nn.BatchNorm2d(channels), nn.BatchNorm2d(channels // 2)]
        )

    def forward(self, code: torch.Tensor) -> torch.Tensor:
        """Give pictures (batch, 1, 28, 28), 0 to 1, of codes."""
        image = self.dense(code).reshape(len(code), -1, 7, 7)
        image = functional.leaky_relu(self.norms[0](image), 0.2)
        for layer, norm in ((self.first, self.norms[1]), (self.second, self.norms[2])):
            image = layer(functional.interpolate(image, scale_factor=2))
            image = functional.leaky_relu(norm(image), 0.2)
        return torch.sigmoid(self.last(image))


class Critic(nn.Module):
    """The discriminator.

    Parameters
    ----------
    channels : int
        Of the first layer; the second has twice as many.

    Examples
    --------
    >>> Critic(8)(torch.zeros(2, 1, 28, 28), torch.eye(DIGITS)[:2]).shape
    torch.Size([2])
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            spectral_norm(nn.Conv2d(1, channels, 4, 2, 1)),
            nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(channels, 2 * channels, 4, 2, 1)),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            spectral_norm(nn.Linear(2 * channels * 49, 96)),
            nn.LeakyReLU(0.2),
        )
        self.real = spectral_norm(nn.Linear(96, 1))
        self.digit = spectral_norm(nn.Linear(DIGITS, 96, bias=False))

    def forward(self, image: torch.Tensor, digit: torch.Tensor) -> torch.Tensor:
        """Give how real each picture looks for its digit (one-hot)."""
        seen = self.layers(image)
        judged: torch.Tensor = self.real(seen)[:, 0] + (seen * self.digit(digit)).sum(1)
        return judged


def train(
    pictures: npt.NDArray[np.uint8],
    labels: npt.NDArray[np.uint8],
    parameters: Parameters = Parameters(),
) -> Artist:
    """Train a generator.

    Parameters
    ----------
    pictures : array, uint8, shape (n, 28, 28)
    labels : array, uint8, shape (n,)
        Which digit each is.
    parameters : Parameters

    Returns
    -------
    Artist
        With the running mean of the weights.

    Examples
    --------
    A step, with which nothing is learned:

    >>> few = Parameters(channels=4, steps=1, batch=2)
    >>> artist = train(np.zeros((3, 28, 28), np.uint8), np.array([1, 2, 3], np.uint8), few)
    >>> tuple(artist(torch.eye(DIGITS + STYLE)).shape)
    (18, 1, 28, 28)
    """
    of = parameters
    torch.manual_seed(of.seed)
    rng = np.random.default_rng(of.seed)
    artist, critic = Artist(of.channels), Critic(of.channels)
    mean = copy.deepcopy(artist)
    adam = torch.optim.Adam
    artist_adam = adam(artist.parameters(), of.artist_rate, betas=(0.5, 0.99))
    critic_adam = adam(critic.parameters(), of.critic_rate, betas=(0.5, 0.99))
    real = torch.from_numpy(pictures.astype(np.float32) / 255)[:, None]
    digits = functional.one_hot(torch.from_numpy(labels.astype(np.int64)), DIGITS).float()
    for step in range(of.steps):
        slower = min(1.0, 2 * (1 - step / of.steps))
        for adam_, rate in ((artist_adam, of.artist_rate), (critic_adam, of.critic_rate)):
            adam_.param_groups[0]["lr"] = rate * slower
        chosen = torch.from_numpy(rng.integers(len(real), size=of.batch))
        digit = digits[chosen]
        drawn = artist(torch.cat([digit, torch.randn(of.batch, STYLE)], 1))
        loss = functional.relu(1 - critic(real[chosen], digit)).mean()
        loss = loss + functional.relu(1 + critic(drawn.detach(), digit)).mean()
        critic_adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        critic_adam.step()
        critic.requires_grad_(requires_grad=False)
        artist_adam.zero_grad()
        (-critic(drawn, digit).mean()).backward()
        artist_adam.step()
        critic.requires_grad_(requires_grad=True)
        with torch.no_grad():
            share = max(1 - of.memory, 1 / (step + 1))
            for old, new in zip(mean.parameters(), artist.parameters(), strict=True):
                old.lerp_(new, share)
    # The means and variances of the layers, of the averaged weights.
    mean.train()
    for norm in mean.norms:
        assert isinstance(norm, nn.BatchNorm2d)
        norm.reset_running_stats()
        norm.momentum = None
    with torch.no_grad():
        for _ in range(50):
            some = digits[:100]
            mean(torch.cat([some, torch.randn(len(some), STYLE)], 1))
    return mean.eval()


def packed(artist: Artist) -> Generator:
    """Give the generator to be shipped: weights of one byte, the norms made part of them.

    Parameters
    ----------
    artist : Artist
        A trained one.

    Returns
    -------
    Generator

    Examples
    --------
    It draws what the artist draws:

    >>> from ee376a.prequential.drawing.gan import draw
    >>> artist, code = Artist(4).eval(), torch.eye(DIGITS + STYLE)[3]
    >>> drawn = artist(code[None])[0, 0].detach().numpy()
    >>> np.allclose(draw(code.numpy(), packed(artist)), drawn, atol=0.03)
    True
    """
    layers: list[tuple[str, nn.Module, nn.Module | None]] = [
        ("dense", artist.dense, artist.norms[0]),
        ("first", artist.first, artist.norms[1]),
        ("second", artist.second, artist.norms[2]),
        ("last", artist.last, None),
    ]
    parts: dict[str, Any] = {}
    units = []
    for name, layer, norm in layers:
        weight, bias = _arrays(layer, "weight", "bias")
        if norm is not None:
            gain, shift, mean, variance = _arrays(
                norm, "weight", "bias", "running_mean", "running_var"
            )
            gain = gain / np.sqrt(variance + _EPSILON)
            shift = shift - mean * gain
            # Each channel of the first layer has 7 × 7 outputs.
            gain, shift = (part.repeat(len(bias) // len(part)) for part in (gain, shift))
            weight = weight * gain.reshape(-1, *[1] * (weight.ndim - 1))
            bias = bias * gain + shift
        unit = np.float32(np.abs(weight).max() / 127)
        rounded = np.rint(weight / unit).astype(np.int8)
        parts[name] = np.ascontiguousarray(rounded.T if rounded.ndim == 2 else rounded)
        parts[f"{name}_bias"] = bias
        units.append(unit)
    return Generator(**parts, units=np.array(units, np.float32))


def _arrays(module: nn.Module, *names: str) -> list[npt.NDArray[np.float32]]:
    return [module.state_dict()[name].numpy().astype(np.float32) for name in names]


def _main() -> None:
    """Make the file of weights anew."""
    torch.set_num_threads(1)
    path = datasets.fetch("mnist") / "t10k-labels-idx1-ubyte.gz"
    labels = np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8)[8:]
    artist = train(digits()[TRAINING], labels[TRAINING])
    np.savez_compressed(FOLDER.parent / "weights" / "gan.npz", **packed(artist)._asdict())


if __name__ == "__main__":
    _main()
