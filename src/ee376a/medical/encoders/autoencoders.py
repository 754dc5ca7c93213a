"""Networks that squeeze a picture into a short code and bring it back: those of 2019, and a VAE.

Each takes pictures of grey values 0 to 255, shape (n, 1, side, side), and gives pictures of the
same kind. The third network of 2019 has a file of its own, `compression_gan`.

References
----------
A. Sawhney, S. Sen and M. Srinivasan, "Deep medical image encoding for lossy image compression",
EE376A, Stanford University, 2019; their code: https://github.com/samirsen/deep-compression.
X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
networks", AISTATS 2010: how weights begin here.
D. P. Kingma and M. Welling, "Auto-encoding variational Bayes", ICLR 2014.
O. Rybkin, K. Daniilidis and S. Levine, "Simple and effective VAE training with calibrated
decoders", ICML 2021: the variance of the VAE's pictures is their own mean squared error.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import torch
from torch import nn
from torch.nn import functional

__all__ = ["Autoencoder", "Convolutional", "FullyConnected", "Variational"]

_WHITE = 255.0


class Autoencoder(nn.Module):
    """What all of them can do.

    A subclass has `encode` and `decode`; one whose training is more than the mean squared error
    has `losses` and `players` of its own.

    Examples
    --------
    One that has nothing to learn; its code is the picture at half the size:

    >>> class Halved(Autoencoder):
    ...     def encode(self, pictures):
    ...         return functional.avg_pool2d(pictures, 2)
    ...     def decode(self, code):
    ...         return functional.interpolate(code, scale_factor=2)
    >>> Halved()(torch.tensor([[[[1.0, 3.0], [3.0, 5.0]]]])).tolist()
    [[[[3.0, 3.0], [3.0, 3.0]]]]
    """

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Give the codes, shape (n, ...), of pictures (n, 1, side, side)."""
        raise NotImplementedError

    def decode(self, code: torch.Tensor) -> torch.Tensor:
        """Give the pictures (n, 1, side, side) of codes."""
        raise NotImplementedError

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Squeeze pictures and bring them back."""
        return self.decode(self.encode(pictures))

    def players(self) -> list[list[nn.Parameter]]:
        """Give the weights that each loss is to make better: one player, or several."""
        return [list(self.parameters())]

    def losses(
        self,
        pictures: torch.Tensor,
        noise: torch.Generator,  # noqa: ARG002 - for those that draw
    ) -> Iterator[torch.Tensor]:
        """Give the loss of each player, in turn; each has made its step before the next."""
        yield functional.mse_loss(self(pictures), pictures)

    def begin(self) -> None:
        """Set all weights as Glorot and Bengio (2010) do, and all biases to 0."""
        for layer in self.modules():
            if isinstance(layer, nn.Linear | nn.Conv2d):
                nn.init.xavier_uniform_(layer.weight)
                if layer.bias is not None:
                    nn.init.zeros_(layer.bias)


class FullyConnected(Autoencoder):
    """Each number of a layer looks at all of the layer before it.

    For pictures of 128 x 128 its layers have 16384, 4096, 2048, 4096 and 16384 numbers, as the
    original's, and 151 million weights; for smaller ones the same fractions of the pixels.

    Parameters
    ----------
    side : int, optional
        Pixels along a side.

    Examples
    --------
    >>> network = FullyConnected(side=16)
    >>> tuple(network.encode(torch.zeros(3, 1, 16, 16)).shape)
    (3, 32)
    """

    def __init__(self, side: int = 128) -> None:
        super().__init__()
        pixels = side**2
        self.side = side
        self.encoder = nn.Sequential(
            nn.Flatten(),
            nn.Linear(pixels, pixels // 4),
            nn.ReLU(),
            nn.Linear(pixels // 4, pixels // 8),
            nn.ReLU(),
        )
        self.decoder = nn.Sequential(
            nn.Linear(pixels // 8, pixels // 4),
            nn.ReLU(),
            nn.Linear(pixels // 4, pixels),
            nn.ReLU(),
        )
        self.begin()

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Give the codes, shape (n, side² / 8)."""
        code: torch.Tensor = self.encoder(pictures)
        return code

    def decode(self, code: torch.Tensor) -> torch.Tensor:
        """Give the pictures."""
        pixels: torch.Tensor = self.decoder(code)
        return pixels.reshape(-1, 1, self.side, self.side)


def _down(inside: int, out: int) -> list[nn.Module]:
    # The larger of two is the same before and after ReLU, and after it there are fewer.
    return [nn.Conv2d(inside, out, 3, padding=1), nn.MaxPool2d(2), nn.ReLU()]


def _up(inside: int, out: int) -> list[nn.Module]:
    return [nn.Conv2d(inside, out, 3, padding=1), nn.ReLU(), nn.Upsample(scale_factor=2)]


class Convolutional(Autoencoder):
    """Each number looks at its neighbourhood only, and all places share their weights.

    Three convolutions with 12, 12 and 8 channels, each followed by the maximum of four
    neighbours: a picture of 128 x 128 becomes 8 channels of 16 x 16, 2048 numbers.

    Parameters
    ----------
    as_committed : bool, optional
        As the code of 2019 really was: its third convolution is not used, and the code has 12
        channels of 32 x 32, 12,288 numbers.

    Examples
    --------
    >>> network = Convolutional()
    >>> tuple(network.encode(torch.zeros(3, 1, 128, 128)).shape)
    (3, 8, 16, 16)
    >>> sum(weight.numel() for weight in network.parameters())
    5177
    """

    def __init__(self, *, as_committed: bool = False) -> None:
        super().__init__()
        last = [] if as_committed else _down(12, 8)
        first = (
            [nn.Conv2d(12, 8, 3, padding=1), nn.ReLU()] if as_committed else _up(8, 8)
        )  # there they are enlarged from 32 x 32 to 32 x 32
        self.encoder = nn.Sequential(*_down(1, 12), *_down(12, 12), *last)
        self.decoder = nn.Sequential(
            *first, *_up(8, 12), *_up(12, 12), nn.Conv2d(12, 1, 3, padding=1)
        )
        self.begin()

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Give the codes, shape (n, channels, height, width)."""
        code: torch.Tensor = self.encoder(pictures)
        return code

    def decode(self, code: torch.Tensor) -> torch.Tensor:
        """Give the pictures."""
        pictures: torch.Tensor = self.decoder(code)
        return pictures


class Variational(Autoencoder):
    """The convolutional network with noise in its code, which makes the code's bits countable.

    Each of the 2048 numbers is a normal distribution, of which the decoder gets one draw while it
    learns, and the mean afterwards. What a picture costs is the divergence of these from a
    standard normal distribution, in bits.

    Examples
    --------
    >>> network = Variational()
    >>> pictures = torch.full((2, 1, 128, 128), 9.0)
    >>> tuple(network.encode(pictures).shape), tuple(network.bits(pictures).shape)
    ((2, 8, 16, 16), (2,))
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            *_down(1, 12), *_down(12, 12), nn.Conv2d(12, 16, 3, stride=2, padding=1)
        )
        self.decoder = nn.Sequential(
            *_up(8, 8), *_up(8, 12), *_up(12, 12), nn.Conv2d(12, 1, 3, padding=1)
        )
        self.begin()

    def distribution(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give means and logarithms of variances, each (n, 8, height, width)."""
        mean, log_variance = self.encoder(pictures / _WHITE).chunk(2, dim=1)
        return mean, log_variance.clamp(-12, 4)

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Give the means."""
        return self.distribution(pictures)[0]

    def decode(self, code: torch.Tensor) -> torch.Tensor:
        """Give the pictures."""
        pictures: torch.Tensor = self.decoder(code) * _WHITE
        return pictures

    def bits(self, pictures: torch.Tensor) -> torch.Tensor:
        """Give the divergence of each picture's code from the prior, in bits, shape (n,)."""
        return _nats(*self.distribution(pictures)) / log(2)

    def losses(self, pictures: torch.Tensor, noise: torch.Generator) -> Iterator[torch.Tensor]:
        """Give the code length of the batch, in nats a pixel, up to a constant."""
        mean, log_variance = self.distribution(pictures)
        drawn = torch.randn(mean.shape, generator=noise)
        back = self.decode(mean + (log_variance / 2).exp() * drawn)
        error = functional.mse_loss(back, pictures)
        yield error.log() / 2 + _nats(mean, log_variance).mean() / pictures[0].numel()


def _nats(mean: torch.Tensor, log_variance: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence from a standard normal distribution (Kingma and Welling, B)."""
    each = (mean.square() + log_variance.exp() - log_variance - 1) / 2
    return each.flatten(1).sum(1)
