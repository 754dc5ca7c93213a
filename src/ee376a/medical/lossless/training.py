"""Training the network of `ee376a.medical.lossless.network`, with torch, before it is shipped.

``python -m ee376a.medical.lossless.training`` makes ``data/weights/lossless.npz`` anew, in about
two minutes of one core (54 s to look at the pictures and 58 s of steps, when the file was made).
It learns from the wells of BBBC016 that are not in the test, at both sizes: whole pictures, and
their 4 x 4 means from each of the 16 corners where a grid can begin, all turned and mirrored at
random. Its curve is in the file: 4.01 bits a pixel in the first hundred steps, 3.66 in the last.
The weights depend on torch's sums, which differ a little from one machine to the next; what is made
of them does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, log, pi
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from numba import njit
from torch import nn
from torch.nn import functional

from ee376a.medical.images import load, shrink, split_by_well
from ee376a.medical.lossless.coder import WEIGHTS
from ee376a.medical.lossless.neighbourhood import INPUTS, end_line, look, mean_grey, new_known, put
from ee376a.medical.lossless.network import COMPONENTS, LEAST_SCALE, UNIFORM

__all__ = [
    "SPLIT_SEED",
    "Course",
    "Lessons",
    "Parameters",
    "Trainee",
    "lessons",
    "observe",
    "packed",
]

Pixels = npt.NDArray[np.uint8]

#: The seed of the division into wells to learn from and wells to test with.
SPLIT_SEED = 376
_SHRUNK = 4


@dataclass(frozen=True)
class Parameters:
    """How the network is trained.

    Attributes
    ----------
    low, high : int
        Hidden units of the first and the second layer.
    share : float
        Part of the pixels of each picture that are learnt from.
    batch, steps : int
        Pixels of a step, and steps.
    rate : float
        Of Adam, at its highest.
    warmup : int
        Steps until it is there.
    adaptation : tuple of float
        The rates at which the network goes on learning from the picture that is coded, see
        `ee376a.medical.lossless.network.Mind`.
    seed : int
    """

    low: int = 64
    high: int = 32
    share: float = 0.1
    batch: int = 4096
    steps: int = 4_000
    rate: float = 3e-3
    warmup: int = 100
    adaptation: tuple[float, float, float, float] = (1e-5, 1e-4, 0.02, 0.005)
    seed: int = 376


@dataclass(frozen=True, eq=False)
class Lessons:
    """Pixels to learn from.

    Attributes
    ----------
    seen : array, float16, shape (n, INPUTS)
        What is known before each.
    truth : array, float32, shape (n, 3)
        Its grey value, its linear prediction and the local contrast.
    """

    seen: npt.NDArray[np.float16]
    truth: npt.NDArray[np.float32]


@njit(cache=True)
def _observe(picture, chosen, mean, seen, truth):  # type: ignore[no-untyped-def]
    known, now, count = new_known(picture.shape[1], mean), np.zeros(INPUTS, np.float32), 0
    for row in range(picture.shape[0]):
        for column in range(picture.shape[1]):
            look(known, column, now)
            if chosen[row, column]:
                seen[count] = now
                truth[count, 0] = picture[row, column]
                truth[count, 1] = mean_grey(known)
                truth[count, 2] = known.now[1]
                count += 1
            put(known, column, now, picture[row, column])
        end_line(known)


def observe(picture: Pixels, chosen: npt.NDArray[np.bool_]) -> Lessons:
    """Read a picture as the codec does, and note what it sees before some of the pixels.

    Parameters
    ----------
    picture : array, uint8, shape (height, width)
    chosen : array of bool, shape (height, width)
        Which pixels.

    Returns
    -------
    Lessons
        In the order in which the pixels are read.

    Examples
    --------
    >>> slope = np.arange(0, 240, 4, dtype=np.uint8)[None].repeat(12, axis=0)
    >>> noted = observe(slope, slope == 120)
    >>> noted.seen.shape == (12, INPUTS), noted.truth[:, 0].tolist() == 12 * [120]
    (True, True)

    The linear prediction is nearer in the last line than in the first:

    >>> error = np.abs(noted.truth[:, 1] - 120)
    >>> bool(error[-1] < error[0])
    True
    """
    count = int(chosen.sum())
    seen, truth = np.empty((count, INPUTS), np.float32), np.empty((count, 3), np.float32)
    _observe(picture, chosen, int(picture.mean()), seen, truth)
    return Lessons(seen.astype(np.float16), truth)


def _scenes(pictures: Sequence[Pixels], rng: np.random.Generator) -> Iterator[Pixels]:
    for picture in pictures:
        size = tuple(side - side % _SHRUNK - _SHRUNK for side in picture.shape)
        for corner in range(-1, _SHRUNK * _SHRUNK):
            if corner < 0:
                scene = picture
            else:
                top, left = divmod(corner, _SHRUNK)
                scene = shrink(picture[top : top + size[0], left : left + size[1]], _SHRUNK)
            scene = np.rot90(scene, int(rng.integers(4)))
            yield np.ascontiguousarray(scene[:, ::-1] if rng.integers(2) else scene)


def lessons(pictures: Sequence[Pixels], parameters: Parameters = Parameters()) -> Lessons:
    """Give pixels of pictures, and of what they become when they are made four times smaller.

    Parameters
    ----------
    pictures : sequence of array, uint8, shape (height, width)
        Each side at least 8.
    parameters : Parameters
        Its share of the pixels and its seed.

    Returns
    -------
    Lessons
        The same share of the pixels of each picture, and of each of the 16 small ones.

    Examples
    --------
    All pixels of a picture of 12 x 20, and of its 16 small ones of 2 x 4:

    >>> len(lessons([np.zeros((12, 20), np.uint8)], Parameters(share=1)).seen) == 240 + 16 * 8
    True
    """
    rng = np.random.default_rng(parameters.seed)
    parts = [
        observe(scene, rng.random(scene.shape) < parameters.share)
        for scene in _scenes(pictures, rng)
    ]
    return Lessons(
        np.concatenate([part.seen for part in parts]),
        np.concatenate([part.truth for part in parts]),
    )


class Trainee(nn.Module):
    """The network while it learns.

    Parameters
    ----------
    low, high : int
        Hidden units of the first and the second layer.

    Examples
    --------
    A pixel that is as predicted costs fewer bits than one that is not:

    >>> trainee, seen = Trainee(64, 32), torch.zeros(1, INPUTS)
    >>> near, far = torch.tensor([[100.0, 100.0, 4.0]]), torch.tensor([[140.0, 100.0, 4.0]])
    >>> trainee(seen).shape, bool(trainee.code_length(seen, near) < trainee.code_length(seen, far))
    (torch.Size([1, 9]), True)
    """

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self.first = nn.Linear(INPUTS, low)
        self.second = nn.Linear(low, high)
        self.last = nn.Linear(high, 3 * COMPONENTS)
        with torch.no_grad():
            self.last.weight *= 0.1
            self.last.bias.zero_()
            # Components of different widths, from .2 to .8 of the local contrast.
            self.last.bias[2 * COMPONENTS :] = torch.linspace(-1.5, -0.2, COMPONENTS)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """Give the outputs, shape (pixels, 9)."""
        low = functional.relu(self.first(seen))
        outputs: torch.Tensor = self.last(functional.relu(self.second(low)))
        return outputs

    def code_length(self, seen: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        """Give the mean code length of the pixels, in bits.

        Parameters
        ----------
        seen : tensor (pixels, INPUTS)
        truth : tensor (pixels, 3)
            Both as of `Lessons`, float32.

        Returns
        -------
        tensor ()
        """
        logits, off, power = self(seen).chunk(3, dim=1)
        grey, centre, contrast = truth.chunk(3, dim=1)
        place = centre + contrast * off.clamp(-16, 16)
        scale = (contrast * torch.exp(power.clamp(-6, 3))).clamp_min(LEAST_SCALE)
        # Both ends on the side of the distribution where its sigmoids are small and exact.
        side = torch.where(grey > place, -1.0, 1.0)
        top = torch.where(grey > 254.5, torch.inf, (grey + 0.5 - place) / scale)
        bottom = torch.where(grey < 0.5, -torch.inf, (grey - 0.5 - place) / scale)
        chance = (torch.sigmoid(side * top) - torch.sigmoid(side * bottom)).abs()
        mixed = (functional.softmax(logits, dim=1) * chance).sum(dim=1)
        return -torch.log((1 - UNIFORM) * mixed + UNIFORM / 256).mean() / log(2)


class Course:
    """A training that can be done in parts.

    Parameters
    ----------
    lessons : Lessons
    parameters : Parameters, optional

    Attributes
    ----------
    trainee : Trainee
    curve : list of float
        Code length of each step's pixels before it is taken, in bits a pixel.

    Examples
    --------
    >>> slope = np.add.outer(np.arange(32), np.arange(48)).astype(np.uint8)
    >>> short = Parameters(low=8, high=4, share=0.5, batch=64, steps=20, rate=0.01, warmup=2)
    >>> course = Course(lessons([slope], short), short)
    >>> course.advance(20)
    >>> sum(course.curve[-5:]) < sum(course.curve[:5])
    True
    """

    def __init__(self, lessons: Lessons, parameters: Parameters = Parameters()) -> None:
        torch.manual_seed(parameters.seed)
        self.trainee = Trainee(parameters.low, parameters.high)
        self.curve: list[float] = []
        self._lessons, self._of = lessons, parameters
        self._rng = np.random.default_rng(parameters.seed)
        self._order = self._rng.permutation(len(lessons.seen))
        self._at = 0
        self._optimizer = torch.optim.Adam(
            self.trainee.parameters(), parameters.rate, betas=(0.9, 0.98)
        )

    def advance(self, steps: int) -> None:
        """Take some steps of Adam, with a rate that rises and falls like a cosine.

        Parameters
        ----------
        steps : int
        """
        for step in range(len(self.curve), len(self.curve) + steps):
            if self._at + self._of.batch > len(self._order):
                self._order, self._at = self._rng.permutation(len(self._order)), 0
            chosen = np.sort(self._order[self._at : self._at + self._of.batch])
            self._at += self._of.batch
            fall = (1 + cos(pi * min(1.0, step / self._of.steps))) / 2
            rise = min(1.0, (step + 1) / self._of.warmup)
            self._optimizer.param_groups[0]["lr"] = self._of.rate * rise * fall
            self._optimizer.zero_grad()
            seen = torch.from_numpy(self._lessons.seen[chosen]).float()
            bits = self.trainee.code_length(seen, torch.from_numpy(self._lessons.truth[chosen]))
            bits.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            self.curve.append(bits.item())


def packed(course: Course, parameters: Parameters = Parameters()) -> dict[str, npt.NDArray[Any]]:
    """Give the file of a network, for `ee376a.medical.lossless.coder.unpacked`.

    Parameters
    ----------
    course : Course
    parameters : Parameters

    Returns
    -------
    dict of array
        Weights as 16-bit floats, biases, the rates of adaptation, and the curve in parts of 100
        steps.

    Examples
    --------
    >>> from ee376a.medical.lossless.coder import unpacked
    >>> course = Course(lessons([np.zeros((12, 20), np.uint8)]), Parameters(low=8, high=4))
    >>> [layer.shape for layer in unpacked(packed(course))]
    [(67, 8), (8,), (8, 4), (4,), (4, 9), (9,), (4,)]
    """
    file: dict[str, npt.NDArray[Any]] = {}
    for name in ("first", "second", "last"):
        layer = getattr(course.trainee, name)
        file[name] = layer.weight.detach().numpy().T.astype(np.float16)
        file[f"{name}_bias"] = layer.bias.detach().numpy().copy()
    file["rates"] = np.array(parameters.adaptation, np.float32)
    whole = len(course.curve) // 100
    file["curve"] = np.reshape(course.curve[: 100 * whole], (whole, 100)).mean(axis=1)
    return file


def _main() -> None:
    """Make the file of weights anew."""
    torch.set_num_threads(1)
    parameters = Parameters()
    split = split_by_well(load(), np.random.default_rng(SPLIT_SEED))
    course = Course(lessons([picture.pixels for picture in split.train], parameters), parameters)
    course.advance(parameters.steps)
    made: dict[str, Any] = packed(course, parameters)
    np.savez_compressed(WEIGHTS, **made)


if __name__ == "__main__":
    _main()
