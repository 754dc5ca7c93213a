"""The third encoder of 2019: a generative adversarial network whose code has few values.

An encoder makes a small map of numbers; each is moved to the nearest of five centres, so that the
code has countable bits; a generator draws a picture from it; a discriminator, who sees the code
too, learns to tell drawn pictures from real ones, and the generator to please it while it stays
near the picture.

The original's training program is that of Justin Tan's implementation, without its modules, and
for pictures of 512 x 1024 pixels; what is taken from there is the code (8 channels at one
sixteenth of the resolution, centres -2 to 2), least squares for the discriminator's opinion and
the weight 10 of the squared error. The networks are much narrower and have no instance norms,
which would forget how bright a picture is; there is no class of pictures or semantic map, so what
the discriminator is told is the code, as in Mentzer et al.

References
----------
E. Agustsson, M. Tschannen, F. Mentzer, R. Timofte and L. Van Gool, "Generative adversarial
networks for extreme learned image compression", ICCV 2019: the encoder, the quantiser (soft to
learn by, section 3) and the losses.
F. Mentzer, G. Toderici, M. Tschannen and E. Agustsson, "High-fidelity generative image
compression", NeurIPS 2020.
J. Tan, https://github.com/Justin-Tan/generative-compression, 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

import torch
from torch import nn
from torch.nn import functional

from ee376a.medical.encoders.autoencoders import Autoencoder

__all__ = ["CENTRES", "CompressionGan", "quantise"]

#: What a number of the code can be.
CENTRES = (-2.0, -1.0, 0.0, 1.0, 2.0)
_CHANNELS = (8, 16, 24, 48)
_CODE = 8
_WEIGHT = 10.0  # of the squared error, beside the discriminator's opinion
_HALF = 127.5
_SLOPE = 0.2


def quantise(values: torch.Tensor) -> torch.Tensor:
    """Move values to the nearest centre; derivatives are those of a soft choice among them.

    Parameters
    ----------
    values : Tensor
        Of any shape.

    Returns
    -------
    Tensor
        Of the same shape, each number one of `CENTRES`.

    Examples
    --------
    >>> quantise(torch.tensor([-7.0, -0.6, 0.2])).tolist()
    [-2.0, -1.0, 0.0]
    """
    centres = torch.tensor(CENTRES)
    far = (values[..., None] - centres).abs()
    soft = (far.neg().softmax(-1) * centres).sum(-1)
    hard = centres[far.argmin(-1)]
    # The number must be that of a centre exactly, so the soft one is added and taken away apart.
    return hard + (soft - soft.detach())


class _Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1),
            nn.LeakyReLU(_SLOPE),
            nn.Conv2d(channels, channels, 3, padding=1),
        )

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        changed: torch.Tensor = self.layers(values)
        return values + changed


class CompressionGan(Autoencoder):
    """Encoder, quantiser, generator and discriminator.

    Parameters
    ----------
    halvings : int, optional
        How often the encoder halves the sides: 4 gives a picture of 128 x 128 a code of 8 channels
        of 8 x 8, 512 numbers; 3 gives 16 x 16, the 2048 numbers of the other two networks.

    Raises
    ------
    ValueError
        If `halvings` is not 1 to 4.

    Examples
    --------
    >>> network = CompressionGan()
    >>> code = network.encode(torch.zeros(3, 1, 128, 128))
    >>> tuple(code.shape), set(code.unique().tolist()) <= set(CENTRES)
    ((3, 8, 8, 8), True)
    """

    def __init__(self, halvings: int = 4) -> None:
        super().__init__()
        if not 1 <= halvings <= len(_CHANNELS):
            raise ValueError(f"halvings: {halvings} given, 1 to {len(_CHANNELS)} allowed")
        wide = _CHANNELS[:halvings]
        down: list[nn.Module] = []
        for inside, out in zip((1, *wide), wide, strict=False):
            down += [nn.Conv2d(inside, out, 4, 2, 1), nn.LeakyReLU(_SLOPE)]
        self.encoder = nn.Sequential(*down, nn.Conv2d(wide[-1], _CODE, 3, padding=1))
        up: list[nn.Module] = [nn.Conv2d(_CODE, wide[-1], 3, padding=1), nn.LeakyReLU(_SLOPE)]
        up += [_Residual(wide[-1]), _Residual(wide[-1])]
        for inside, out in zip(wide[::-1], (*wide[-2::-1], wide[0]), strict=True):
            # Four pictures at half the size, interleaved: cheaper than one at the full size.
            up += [nn.Conv2d(inside, 4 * out, 3, padding=1), nn.PixelShuffle(2)]
            up += [nn.LeakyReLU(_SLOPE)]
        self.generator = nn.Sequential(*up, nn.Conv2d(wide[0], 1, 3, padding=1))
        self.first = nn.Conv2d(1, 8, 4, 2, 1)
        self.told = nn.Conv2d(_CODE, 8, 1)
        self.judge = nn.Sequential(
            nn.LeakyReLU(_SLOPE),
            nn.Conv2d(8, 16, 4, 2, 1),
            nn.LeakyReLU(_SLOPE),
            nn.Conv2d(16, 32, 4, 2, 1),
            nn.LeakyReLU(_SLOPE),
            nn.Conv2d(32, 1, 3, padding=1),
        )
        self.begin()

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Give the codes, shape (n, 8, height, width), of `CENTRES` only."""
        values: torch.Tensor = self.encoder(pictures / _HALF - 1)
        return quantise(values)

    def decode(self, code: torch.Tensor) -> torch.Tensor:
        """Draw the pictures."""
        drawn: torch.Tensor = self.generator(code)
        return (drawn + 1) * _HALF

    def opinion(self, pictures: torch.Tensor, code: torch.Tensor) -> torch.Tensor:
        """Say how real pictures look for their codes: near 1 or near 0, in each part of them."""
        seen = self.first(pictures / _HALF - 1)
        told = functional.interpolate(self.told(code), size=seen.shape[-2:])
        judged: torch.Tensor = self.judge(seen + told)
        return judged

    def players(self) -> list[list[nn.Parameter]]:
        """Give the weights of the encoder and generator, then those of the discriminator."""
        second = [self.first, self.told, self.judge]
        return [
            [*self.encoder.parameters(), *self.generator.parameters()],
            [weight for part in second for weight in part.parameters()],
        ]

    def losses(
        self,
        pictures: torch.Tensor,
        noise: torch.Generator,  # noqa: ARG002
    ) -> Iterator[torch.Tensor]:
        """Give the generator's loss, then the discriminator's (least squares)."""
        code = self.encode(pictures)
        drawn = self.decode(code)
        near = functional.mse_loss(drawn / _HALF, pictures / _HALF)
        yield (self.opinion(drawn, code) - 1).square().mean() + _WEIGHT * near
        drawn, code = drawn.detach(), code.detach()
        real, false = self.opinion(pictures, code), self.opinion(drawn, code)
        yield ((real - 1).square().mean() + false.square().mean()) / 2

    def most_bits(self, side: int) -> float:
        """Give the bits of a code of a picture, if all centres were as likely."""
        return _CODE * (side >> len(_halvings(self.encoder))) ** 2 * log2(len(CENTRES))


def _halvings(encoder: nn.Sequential) -> list[nn.Module]:
    return [layer for layer in encoder if isinstance(layer, nn.Conv2d) and layer.stride == (2, 2)]
