"""Training the network and the palettes of handwritten digits, before they are shipped.

``python -m ee376a.prequential.drawing.training`` makes ``data/weights/digits.npz`` anew (the
network with torch, the palettes with numpy; ``--palettes`` makes these alone). The weights
depend on sums that differ a little from one machine to the next; what is made of them does not.
"""

from __future__ import annotations

import argparse
import gzip
from dataclasses import dataclass
from math import cos, pi
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from numba import njit
from torch import nn
from torch.nn import functional

from ee376a import datasets
from ee376a.prequential.drawing.network import (
    FEATURES,
    HEADS,
    INK,
    MARGIN,
    SIDE,
    is_near,
    look,
)
from ee376a.published import FOLDER

__all__ = [
    "HELD_OUT",
    "TRAINING",
    "Parameters",
    "Trainee",
    "digits",
    "find_palettes",
    "packed",
    "train",
]

WEIGHTS = FOLDER.parent / "weights" / "digits.npz"

#: The first 8,000 test digits train, the last 2,000 are held out.
TRAINING, HELD_OUT = slice(0, 8000), slice(8000, 10000)


def digits() -> npt.NDArray[np.uint8]:
    """Give the 10,000 test digits of MNIST.

    Returns
    -------
    array, uint8, shape (10000, 28, 28)
        0 is paper, 255 ink.

    Raises
    ------
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``mnist``:

    >>> digits()[TRAINING].shape, digits()[HELD_OUT].shape
    ((8000, 28, 28), (2000, 28, 28))
    """
    path = datasets.fetch("mnist") / "t10k-images-idx3-ubyte.gz"
    content = np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8)
    return content[16:].reshape(-1, SIDE, SIDE)


@dataclass(frozen=True)
class Parameters:
    """How the network is trained."""

    units: int = 192
    epochs: int = 4
    pictures: int = 12
    rate: float = 3e-3
    warmup: int = 100
    seed: int = 376


class Trainee(nn.Module):
    """The network while it learns: two layers that add to the first, then the outputs.

    Parameters
    ----------
    units : int
        Of each layer.

    Examples
    --------
    A network that knows nothing spends about a bit on whether a pixel is blank.

    >>> network = Trainee(16)
    >>> nats = network.code_length(torch.zeros(1, FEATURES), torch.tensor([0]))
    >>> 0.5 < float(nats.detach() / np.log(2)) < 1.5
    True
    """

    def __init__(self, units: int) -> None:
        super().__init__()
        self.first = nn.Linear(FEATURES, units)
        self.second = nn.Linear(units, units)
        self.third = nn.Linear(units, units)
        self.last = nn.Linear(units, HEADS + INK - 1)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """Give the hidden units, shape (pixels, units)."""
        hidden = functional.relu(self.first(seen))
        hidden = hidden + functional.relu(self.second(hidden))
        return hidden + functional.relu(self.third(hidden))

    def code_length(self, seen: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
        """Give the code length of the pixels together, in nats."""
        hidden = self(seen)
        heads = functional.linear(hidden, self.last.weight[:HEADS], self.last.bias[:HEADS])
        drawn = value > 0
        nats = functional.binary_cross_entropy_with_logits(
            heads[:, 0], drawn.float(), reduction="sum"
        )
        nats = nats + functional.binary_cross_entropy_with_logits(
            heads[drawn, 1], (value[drawn] >= INK).float(), reduction="sum"
        )
        inked = value >= INK
        nats = nats + functional.cross_entropy(
            heads[inked, 2:], value[inked] - INK, reduction="sum"
        )
        gray = drawn & ~inked
        grays = functional.linear(hidden[gray], self.last.weight[HEADS:], self.last.bias[HEADS:])
        return nats + functional.cross_entropy(grays, value[gray] - 1, reduction="sum")


@njit(cache=True)
def _looks(pictures, seen, values):  # type: ignore[no-untyped-def]
    """Write what is seen before each pixel with ink near, and its value; say how many."""
    count = 0
    padded = np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)
    for picture in pictures:
        padded[MARGIN:, MARGIN:-MARGIN] = picture
        for row in range(SIDE):
            for column in range(SIDE):
                if is_near(padded, row, column):
                    look(padded, row, column, seen[count])
                    values[count] = picture[row, column]
                    count += 1
    return count


def _batch(pictures: npt.NDArray[np.uint8]) -> tuple[torch.Tensor, torch.Tensor]:
    room = pictures.shape[0] * SIDE * SIDE
    seen, values = np.empty((room, FEATURES), np.float32), np.empty(room, np.int64)
    count = _looks(pictures, seen, values)
    return torch.from_numpy(seen[:count]), torch.from_numpy(values[:count])


def train(
    pictures: npt.NDArray[np.uint8],
    parameters: Parameters = Parameters(),
) -> Trainee:
    """Train a network by Adam, with a rate that rises and falls like a cosine.

    Parameters
    ----------
    pictures : array, uint8, shape (n, 28, 28)
        As many as `Parameters.pictures`, or more.
    parameters : Parameters

    Returns
    -------
    Trainee

    Examples
    --------
    The same gray stroke in four pictures: a network that read them ten times, instead of once,
    foresees them in less than half of the nats.

    >>> pictures = np.zeros((4, 28, 28), np.uint8)
    >>> pictures[:, 4:24, 14] = 120
    >>> seen, values = _batch(pictures)
    >>> once, often = (
    ...     train(pictures, Parameters(units=8, epochs=n, pictures=1, rate=0.01, warmup=1))
    ...     for n in (1, 10)
    ... )
    >>> bool(often.code_length(seen, values) < once.code_length(seen, values) / 2)
    True
    """
    of = parameters
    torch.manual_seed(of.seed)
    rng = np.random.default_rng(of.seed)
    trainee = Trainee(of.units)
    optimizer = torch.optim.Adam(trainee.parameters(), of.rate, betas=(0.9, 0.99))
    per_epoch = len(pictures) // of.pictures
    steps = of.epochs * per_epoch
    for step in range(steps):
        if step % per_epoch == 0:
            order = rng.permutation(len(pictures))
        at = step % per_epoch * of.pictures
        seen, values = _batch(pictures[order[at : at + of.pictures]])
        warm = min(1.0, (step + 1) / of.warmup)
        optimizer.param_groups[0]["lr"] = of.rate * warm * (1 + cos(pi * step / steps)) / 2
        optimizer.zero_grad()
        (trainee.code_length(seen, values) / len(values)).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return trainee


def packed(trainee: Trainee, pictures: npt.NDArray[np.uint8]) -> dict[str, npt.NDArray[Any]]:
    """Give the file of a network, for `ee376a.prequential.drawing.network.unpacked`.

    Parameters
    ----------
    trainee : Trainee
    pictures : array, uint8, shape (n, 28, 28)
        They tell where ink begins.

    Returns
    -------
    dict of array
        `starts`, uint16 (28, 28), and of each layer the weights, int8 (inputs, outputs), the unit
        of each column and the bias, both float32 (outputs).

    Examples
    --------
    >>> file = packed(Trainee(8), np.zeros((2, 28, 28), np.uint8))
    >>> file["heads"].dtype.name, file["heads"].shape, file["heads_unit"].shape
    ('int8', (8, 6), (6,))
    """
    file: dict[str, npt.NDArray[Any]] = {"starts": _starts(pictures)}
    last = trainee.last
    layers = {
        "first": (trainee.first.weight, trainee.first.bias),
        "second": (trainee.second.weight, trainee.second.bias),
        "third": (trainee.third.weight, trainee.third.bias),
        "heads": (last.weight[:HEADS], last.bias[:HEADS]),
        "grays": (last.weight[HEADS:], last.bias[HEADS:]),
    }
    for name, (weight, bias) in layers.items():
        columns = weight.detach().numpy().T
        unit = (np.abs(columns).max(axis=0) / 127).astype(np.float32)
        file[name] = np.rint(columns / unit).astype(np.int8)
        file[f"{name}_unit"] = unit
        file[f"{name}_bias"] = bias.detach().numpy().copy()
    return file


def _starts(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint16]:
    """Give the chance in 1/65536, at least 1, of ink at each pixel that has none near."""
    far, ink = np.ones((SIDE, SIDE)), np.full((SIDE, SIDE), 0.01)
    padded = np.pad(pictures > 0, ((0, 0), (MARGIN, 0), (MARGIN, MARGIN)))
    for row in range(SIDE):
        for column in range(SIDE):
            y, x = row + MARGIN, column + MARGIN
            near = padded[:, y - 2 : y, x - 3 : x + 4].any((1, 2)) | padded[:, y, x - 3 : x].any(1)
            far[row, column] += (~near).sum()
            ink[row, column] += padded[~near, y, x].sum()
    return np.maximum(1, np.rint(65536 * ink / far)).astype(np.uint16)


def find_palettes(
    pictures: npt.NDArray[np.uint8], rng: np.random.Generator, count: int = 64, rounds: int = 80
) -> dict[str, npt.NDArray[np.int16]]:
    """Find which values of ink go together, by expectation maximization.

    A picture is taken to have drawn the values of its ink, by lot, from one of the palettes. The
    first rounds are told that the pictures say little (their logarithms are divided by up to 8), so
    that no palette is decided upon too soon: deterministic annealing.

    Parameters
    ----------
    pictures : array, uint8, shape (n, 28, 28)
        As many as there are palettes, or more.
    rng : numpy.random.Generator
        Draws the pictures that the palettes begin with.
    count, rounds : int
        How many palettes, and how often they are bettered.

    Returns
    -------
    dict of array
        `palettes`, int16 (count, 256): 256 times the natural logarithms of the chances of the
        values; `shares`, int16 (count): of the palettes themselves.

    References
    ----------
    Dempster, Laird, Rubin, "Maximum likelihood from incomplete data via the EM algorithm", JRSS B
    39 (1977); Ueda, Nakano, "Deterministic annealing EM algorithm", Neural Networks 11 (1998).

    Examples
    --------
    Pictures of two values each, a quarter of them of 85 and 170:

    >>> pictures = np.zeros((40, 28, 28), np.uint8)
    >>> pictures[:, 4:24, 10:14] = 64, 128, 64, 128
    >>> pictures[::4, 4:24, 10:14] = 85, 170, 85, 170
    >>> found = find_palettes(pictures, np.random.default_rng(1), count=2, rounds=20)
    >>> sorted(np.exp(found["shares"] / 256).round(2).tolist())
    [0.26, 0.74]
    """
    counts = np.stack([np.bincount(picture[picture > 0], minlength=256) for picture in pictures])
    common = counts.sum(axis=0) + 1.0
    common /= common.sum()
    firsts = counts[rng.choice(len(counts), count)] + 1e-6
    chances = (common + firsts / firsts.sum(axis=1, keepdims=True)) / 2
    shares = np.full(count, 1 / count)
    for number in range(rounds):
        logs = (counts @ np.log(chances).T + np.log(shares)) / max(1.0, 8 - number / 2)
        belongs = np.exp(logs - logs.max(axis=1, keepdims=True))
        belongs /= belongs.sum(axis=1, keepdims=True)
        shares = (belongs.sum(axis=0) + 1) / (len(counts) + count)
        chances = belongs.T @ counts + 5 * common
        chances /= chances.sum(axis=1, keepdims=True)
    return {
        "palettes": np.rint(256 * np.log(chances)).astype(np.int16),
        "shares": np.rint(256 * np.log(shares)).astype(np.int16),
    }


def _main() -> None:
    """Make the file of weights anew."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--palettes", action="store_true", help="leave the network as it is")
    torch.set_num_threads(1)
    pictures = digits()[TRAINING]
    if parser.parse_args().palettes:
        with np.load(WEIGHTS) as file:
            made = {name: file[name] for name in file.files}
    else:
        made = packed(train(pictures), pictures)
    made |= find_palettes(pictures, np.random.default_rng(Parameters().seed))
    np.savez_compressed(WEIGHTS, **made)


if __name__ == "__main__":
    _main()
