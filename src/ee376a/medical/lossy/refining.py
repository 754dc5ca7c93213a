"""Better latents for one picture: the slow encoder.

The analysis gives latents that are good on average. For a single picture, R + λD is brought down
further by gradient descent on the latents themselves, with the decoder as it is: each latent is
drawn to one of the two whole numbers beside it, at random at first and ever more decidedly
(stochastic Gumbel annealing). The decoder does not notice.

References
----------
Y. Yang, R. Bamler and S. Mandt, "Improving inference for neural image compression", NeurIPS 2020.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from ee376a.medical.lossy.network import LearnedCodec
from ee376a.medical.lossy.packing import unpacked
from ee376a.medical.lossy.picturemodel import PictureModel, weight_of_error

__all__ = ["Annealing", "refine"]

Integers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Annealing:
    """How the latents of a picture are searched.

    Attributes
    ----------
    steps : int
        Of gradient descent.
    rate : float
        Of Adam, in steps of the latents.
    hot, cold : float
        The temperature of the first step and of the last.
    seed : int
        Of the random choices.
    """

    steps: int = 80
    rate: float = 0.015
    hot: float = 0.8
    cold: float = 0.1
    seed: int = 376


@cache
def _codec(model: PictureModel) -> LearnedCodec:
    codec = unpacked(model.file)
    codec.requires_grad_(False)
    return codec


def refine(
    model: PictureModel,
    picture: npt.NDArray[np.uint8],
    start: npt.NDArray[np.float64],
    quality: int,
    shape: tuple[int, int],
    annealing: Annealing = Annealing(),
) -> Integers:
    """Search latents for which R + λD is lower (Yang, Bamler and Mandt 2020).

    Parameters
    ----------
    model : PictureModel
    picture : ndarray of uint8, shape (height, width)
        Sides that are multiples of 8.
    start : ndarray of float64, shape (height / 4, width / 4, 16)
        The latents of the analysis, in steps, before rounding.
    quality : int
        0 to 100.
    shape : tuple of int
        Rows and columns of the picture that count; what is beyond only fills it up.
    annealing : Annealing, optional

    Returns
    -------
    ndarray of int64, shape (height / 4, width / 4, 16)
        In steps.

    Examples
    --------
    >>> from ee376a.medical.lossy.picturemodel import analyse, encode, load, synthesise
    >>> from ee376a.medical.similarity import mse
    >>> noise = np.random.default_rng(3).integers(-8, 9, (16, 16))
    >>> picture = (100 + 3 * np.add.outer(np.arange(16), np.arange(16)) + noise).astype(np.uint8)
    >>> def cost(latents):
    ...     bits = 8 * len(encode(load(), [latents], 90)) / picture.size
    ...     return bits + weight_of_error(90) * mse(picture, synthesise(load(), latents, 90))
    >>> start = analyse(load(), picture, 90)
    >>> refined = refine(load(), picture, start, 90, (16, 16), Annealing(steps=40))
    >>> cost(refined) < cost(np.rint(start).astype(np.int64))
    True
    """
    of = annealing
    codec = _codec(model)
    random = torch.Generator().manual_seed(of.seed)
    wanted = torch.tensor(start, dtype=torch.float32).permute(2, 0, 1)[None]
    wanted.requires_grad_()
    target = torch.tensor(picture.astype(np.float32))[None, : shape[0], : shape[1]]
    grade = torch.tensor([float(quality)])
    step, weight = codec.steps(grade), weight_of_error(grade)
    optimizer = torch.optim.Adam([wanted], of.rate, betas=(0.9, 0.99))
    for at in range(of.steps):
        temperature = of.hot * exp(at / of.steps * np.log(of.cold / of.hot))
        known = _drawn(wanted, temperature, random) * step
        bits = codec.bits(known, known, grade).sum() / target.numel()
        again = codec.synthesise(known, grade)[:, : shape[0], : shape[1]]
        loss = bits + weight * ((again - target) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return wanted.detach().round()[0].permute(1, 2, 0).numpy().astype(np.int64)


def _drawn(wanted: torch.Tensor, temperature: float, random: torch.Generator) -> torch.Tensor:
    """Draw each number to one of the two whole ones beside it, so that gradients pass."""
    below = wanted.detach().floor()
    part = (wanted - below).clamp(1e-4, 1 - 1e-4)
    lean = (torch.atanh(part) - torch.atanh(1 - part)) / temperature
    # The difference of two Gumbel variables is logistic.
    uniform = torch.rand(wanted.shape, generator=random).clamp(1e-6, 1 - 1e-6)
    noise = uniform.log() - (-uniform).log1p()
    share = torch.sigmoid((lean + noise) / temperature)
    return below + share
