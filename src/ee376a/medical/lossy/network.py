"""The learned picture codec while it learns: its transforms and its probabilities, in torch.

A picture is cut into blocks of 4 × 4 pixels, each block turned into 16 coefficients by a cosine
transform, and a small network adds to the coefficients what it sees in the blocks around
(analysis). Rounded to multiples of a step, they are the *latents*: they are what is coded. Another
network adds to them what it has learnt that pictures look like (synthesis).

The latents are coded slice by slice, from coarse to fine, and within a slice in four turns, each
taking every other row and column (`TURNS`). For each latent a network looks at the finished slices
all around, and at the finished turns of its own slice, and gives a mixture of two logistic
distributions. One network serves all qualities: the steps, and the biases of the first layers,
depend on the quality by linear interpolation between `KNOTS` learnt ones.

`ee376a.medical.lossy.integernet` runs the same networks in whole numbers.

References
----------
D. Minnen, J. Ballé and G. Toderici, "Joint autoregressive and hierarchical priors for learned image
compression", NeurIPS 2018. D. Minnen and S. Singh, "Channel-wise autoregressive entropy models for
learned image compression", ICIP 2020. Z. Cui et al., "Asymmetric gained deep image compression with
continuous rate adaptation", CVPR 2021. D. He et al., "Checkerboard context model for efficient
learned image compression", CVPR 2021.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from ee376a.medical.lossy.blocks import (
    BLOCK,
    CHANNELS,
    LEAST_SCALE,
    MOST_SCALE,
    SLICES,
    TURNS,
    ZIGZAG,
    cosines,
    typical,
)
from ee376a.medical.lossy.integernet import taps
from ee376a.medical.lossy.picturemodel import weight_of_error

__all__ = ["KNOTS", "LearnedCodec", "Sizes", "convolutions"]

#: Learnt qualities, evenly from 0 to 100; those between are interpolated.
KNOTS = 11


@dataclass(frozen=True)
class Sizes:
    """Channels of the hidden layers, and the number of residual blocks in between."""

    analysis: int = 32
    analysis_blocks: int = 2
    synthesis: int = 48
    synthesis_blocks: int = 3
    context: int = 80


def _rectified(sums: torch.Tensor) -> torch.Tensor:
    """Hold activations within what `ee376a.medical.lossy.integernet` has numbers for."""
    return functional.hardtanh(sums, 0.0, 127.0)


def convolutions(layers: nn.ModuleList) -> list[nn.Conv2d]:
    """Give the convolutions of a list of layers.

    Parameters
    ----------
    layers : ModuleList

    Returns
    -------
    list of Conv2d

    Examples
    --------
    >>> layers = nn.ModuleList([nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 1, 3)])
    >>> [layer.out_channels for layer in convolutions(layers)]
    [4, 1]
    """
    return [layer for layer in layers if isinstance(layer, nn.Conv2d)]


class _ByQuality(nn.Module):
    """A vector that depends on the quality: interpolated between learnt ones."""

    def __init__(self, start: torch.Tensor) -> None:
        super().__init__()
        self.knots = nn.Parameter(start)

    def forward(self, quality: torch.Tensor) -> Any:
        """Give it for each quality: shape (pictures, channels, 1, 1)."""
        place = quality * ((KNOTS - 1) / 100)
        below = place.long().clamp(0, KNOTS - 2)
        part = (place - below)[:, None]
        between = self.knots[below] * (1 - part) + self.knots[below + 1] * part
        return between[:, :, None, None]


class _Transform(nn.Module):
    """What is added to the coefficients: something linear, and what a network says.

    The network has a first layer, residual blocks and a last layer. The linear part makes a lapped
    transform of the cosine transform.
    """

    def __init__(self, channels: int, blocks: int) -> None:
        super().__init__()
        self.straight = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, bias=False)
        nn.init.zeros_(self.straight.weight)
        self.first = nn.Conv2d(CHANNELS, channels, 3, padding=1)
        self.quality = _ByQuality(torch.zeros(KNOTS, channels))
        self.wide = nn.ModuleList(
            nn.Conv2d(channels, channels, 3, padding=1) for _ in range(blocks)
        )
        self.narrow = nn.ModuleList(nn.Conv2d(channels, channels, 1) for _ in range(blocks))
        self.last = nn.Conv2d(channels, CHANNELS, 3, padding=1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)  # type: ignore[arg-type]
        for narrow in convolutions(self.narrow):
            narrow.weight.data *= 0.3

    def forward(self, normal: torch.Tensor, quality: torch.Tensor) -> Any:
        """Give what is added, shape (pictures, 16, rows, columns)."""
        hidden = _rectified(self.first(normal) + self.quality(quality))
        for wide, narrow in zip(self.wide, self.narrow, strict=True):
            hidden = hidden + narrow(_rectified(wide(hidden)))
        return self.straight(normal) + self.last(hidden)


class _Slice(nn.Module):
    """What is expected of the channels of a slice."""

    def __init__(self, before: int, channels: int, hidden: int) -> None:
        super().__init__()
        self.channels = channels
        self.before = nn.Conv2d(before, hidden, 5, padding=2, bias=False) if before else None
        self.beside = nn.ModuleList(
            nn.Conv2d(len(taps(turn)) * channels, hidden, 1, bias=False)
            for turn in range(1, len(TURNS))
        )
        # The means, linear in what is known; the network adds to them.
        self.straight = nn.Conv2d(before, channels, 5, padding=2, bias=False) if before else None
        self.straight_beside = nn.ModuleList(
            nn.Conv2d(layer.in_channels, channels, 1, bias=False)
            for layer in convolutions(self.beside)
        )
        for layer in (self.straight, *self.straight_beside):
            if layer is not None:
                nn.init.zeros_(layer.weight)
        self.quality = _ByQuality(torch.zeros(KNOTS, hidden))
        self.turn = nn.Parameter(torch.zeros(len(TURNS), hidden))
        self.middle = nn.Conv2d(hidden, hidden, 1)
        self.late = nn.Conv2d(hidden, hidden, 1)
        self.out = nn.Conv2d(hidden, 5 * channels, 1)
        self.out.weight.data *= 0.1

    def forward(
        self, before: torch.Tensor, own: torch.Tensor, quality: torch.Tensor
    ) -> torch.Tensor:
        """Give the five numbers of each latent, shape (pictures, 5, channels, height, width)."""
        given = self.quality(quality)
        if self.before is not None:
            given = given + self.before(before)
        given = given.expand(-1, -1, *own.shape[2:])
        means = torch.zeros_like(own) if self.straight is None else self.straight(before)
        wide = functional.pad(own, (2, 2, 2, 2))
        rows, columns = own.shape[2:]
        hidden, ahead = [], []
        for turn, (row, column) in enumerate(TURNS):
            at = given[:, :, row::2, column::2] + self.turn[turn][:, None, None]
            if turn:
                seen = [
                    wide[:, :, 2 + row + y : 2 + y + rows : 2, 2 + column + x : 2 + x + columns : 2]
                    for y, x in taps(turn)
                ]
                known = torch.cat(seen, 1)
                at = at + self.beside[turn - 1](known)
            mean = means[:, :, row::2, column::2]
            ahead.append(mean + self.straight_beside[turn - 1](known) if turn else mean)
            hidden.append(_rectified(at))
        answers = self.out(_rectified(self.late(_rectified(self.middle(torch.cat(hidden))))))
        whole = own.new_zeros(own.shape[0], 5, self.channels, *own.shape[2:])
        parts = zip(TURNS, answers.chunk(len(TURNS)), ahead, strict=True)
        for (row, column), part, mean in parts:
            five = part.unflatten(1, (5, self.channels))
            whole[..., row::2, column::2] = torch.cat(
                [
                    five[:, :1] + mean[:, None],
                    five[:, 1:2],
                    five[:, 2:3] + mean[:, None],
                    five[:, 3:],
                ],
                1,
            )
        return whole


class LearnedCodec(nn.Module):
    """The whole: `forward` gives what a picture costs and how far off it comes back.

    Parameters
    ----------
    sizes : Sizes, optional
        Of its networks.

    Examples
    --------
    Before it has learnt anything it is a cosine transform, whose steps depend on the quality:

    >>> codec = LearnedCodec(Sizes(8, 1, 8, 1, 16))
    >>> slope = torch.arange(16.0).repeat(16, 1)[None]
    >>> plain = codec.coefficients(slope)
    >>> plain.shape, torch.allclose(codec.pixels(plain), slope, atol=1e-3)
    (torch.Size([1, 16, 4, 4]), True)
    >>> bits, error = codec(slope.repeat(2, 1, 1), torch.tensor([10.0, 90.0]), None)
    >>> bool(bits[0] < bits[1]), bool(error[0] > error[1])
    (True, True)
    """

    cosine: torch.Tensor
    typical: torch.Tensor
    order: torch.Tensor
    place: torch.Tensor

    def __init__(self, sizes: Sizes = Sizes()) -> None:
        super().__init__()
        self.sizes = sizes
        self.register_buffer("cosine", torch.tensor(cosines(), dtype=torch.float32))
        self.register_buffer("typical", torch.tensor(typical(), dtype=torch.float32))
        self.register_buffer("order", torch.tensor(ZIGZAG))
        self.register_buffer("place", torch.tensor(np.argsort(ZIGZAG)))
        self.analysis = _Transform(sizes.analysis, sizes.analysis_blocks)
        self.synthesis = _Transform(sizes.synthesis, sizes.synthesis_blocks)
        # The best step for a fine uniform quantiser: Δ²/12 of error, log2 Δ bits fewer.
        quality = torch.linspace(0, 100, KNOTS)
        step = (6 / weight_of_error(quality)).sqrt()
        self.step = _ByQuality(step.log()[:, None].repeat(1, CHANNELS))
        begins = np.cumsum([0, *SLICES])
        self.slices = nn.ModuleList(
            _Slice(int(begin), channels, sizes.context)
            for begin, channels in zip(begins, SLICES, strict=False)
        )

    def coefficients(self, pictures: torch.Tensor) -> torch.Tensor:
        """Transform pictures, (n, height, width) of grey values, to (n, 16, height/4, width/4)."""
        n, height, width = pictures.shape
        blocks = (pictures - 128).view(n, height // BLOCK, BLOCK, width // BLOCK, BLOCK)
        turned = torch.einsum("ui,nyixj,vj->nuvyx", self.cosine, blocks, self.cosine)
        return turned.reshape(n, CHANNELS, height // BLOCK, width // BLOCK)[:, self.order]

    def pixels(self, coefficients: torch.Tensor) -> torch.Tensor:
        """Undo `coefficients`."""
        n, _, rows, columns = coefficients.shape
        square = coefficients[:, self.place].view(n, BLOCK, BLOCK, rows, columns)
        blocks = torch.einsum("ui,nuvyx,vj->nyixj", self.cosine, square, self.cosine)
        return blocks.reshape(n, rows * BLOCK, columns * BLOCK) + 128

    def steps(self, quality: torch.Tensor) -> torch.Tensor:
        """Give the steps of the channels, in grey values: (n, 16, 1, 1)."""
        steps: torch.Tensor = self.step(quality).exp()
        return steps

    def analyse(self, pictures: torch.Tensor, quality: torch.Tensor) -> torch.Tensor:
        """Give the latents before rounding, in grey values, not in steps."""
        plain = self.coefficients(pictures)
        scale = self.typical[:, None, None]
        found: torch.Tensor = plain + scale * self.analysis(plain / scale, quality)
        return found

    def synthesise(self, latents: torch.Tensor, quality: torch.Tensor) -> torch.Tensor:
        """Give the pictures of latents, not rounded and not clipped."""
        scale = self.typical[:, None, None]
        return self.pixels(latents + scale * self.synthesis(latents / scale, quality))

    def bits(
        self, latents: torch.Tensor, known: torch.Tensor, quality: torch.Tensor
    ) -> torch.Tensor:
        """Give the bits of each latent.

        Parameters
        ----------
        latents : tensor (n, 16, rows, columns)
            To be coded: rounded to steps, or with noise in place of the rounding.
        known : tensor
            The same as the decoder sees them, when they are context.
        quality : tensor (n,)

        Returns
        -------
        tensor (n, 16, rows, columns)
        """
        step = self.steps(quality)
        normal = known / self.typical[:, None, None]
        parts, begin = [], 0
        for expect, channels in zip(self.slices, SLICES, strict=True):
            own = slice(begin, begin + channels)
            numbers = expect(normal[:, :begin], normal[:, own], quality)
            scale = self.typical[own, None, None]
            parts.append(_bits(latents[:, own], numbers, scale, step[:, own] / 2))
            begin += channels
        return torch.cat(parts, 1)

    def forward(
        self, pictures: torch.Tensor, quality: torch.Tensor, noise: torch.Tensor | None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Code pictures.

        Parameters
        ----------
        pictures : tensor (n, height, width)
            Sides that are multiples of 8.
        quality : tensor (n,)
        noise : tensor (n, 16, height/4, width/4) or None
            From -1/2 to 1/2, in steps; None rounds the latents that are coded.

        Returns
        -------
        bits, squared error : tensor (n,)
            A pixel of each picture.
        """
        step = self.steps(quality)
        wanted = self.analyse(pictures, quality) / step
        rounded = wanted + (wanted.round() - wanted).detach()
        known = rounded * step
        coded = known if noise is None else (wanted + noise) * step
        bits = self.bits(coded, known, quality)
        error = (self.synthesise(known, quality) - pictures) ** 2
        return bits.sum((1, 2, 3)) / pictures[0].numel(), error.mean((1, 2))


def _bits(
    latents: torch.Tensor, numbers: torch.Tensor, scale: torch.Tensor, half: torch.Tensor
) -> torch.Tensor:
    """Give -log2 of the mixture's mass within half a step."""
    low, high = np.log(LEAST_SCALE), np.log(MOST_SCALE)
    mass = latents.new_full((), 2.0**-23)
    weight = torch.sigmoid(numbers[:, 4])
    for part, share in ((0, weight), (1, 1 - weight)):
        mean = numbers[:, 2 * part] * scale
        spread = (numbers[:, 2 * part + 1] + (part - 0.5)).clamp(low, high).exp() * scale
        # On the side where the differences of the sigmoid keep their digits.
        off = -(latents - mean).abs()
        mass = mass + share * (
            torch.sigmoid((off + half) / spread) - torch.sigmoid((off - half) / spread)
        )
    return -torch.log2(mass)
