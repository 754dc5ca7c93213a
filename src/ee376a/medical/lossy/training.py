"""Training the learned picture codec, with torch, before it is shipped.

``ee376a reproduce medical-codec`` makes ``data/weights/medical-codec.npz`` anew. The weights depend
on torch's sums, which differ a little from one machine to the next; what is decoded with them does
not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from ee376a.experiments import Experiment
from ee376a.medical import images
from ee376a.medical.lossy.blocks import BLOCK, CHANNELS
from ee376a.medical.lossy.network import LearnedCodec
from ee376a.medical.lossy.picturemodel import weight_of_error
from ee376a.published import FOLDER

__all__ = ["CodecTraining", "Parameters", "crops", "experiment", "orthogonal", "train"]

WEIGHTS = FOLDER.parent / "weights" / "medical-codec.npz"

#: Pictures are shrunk by one of these before a square is cut out, and how often by each.
SHRINKS = {4: 0.6, 3: 0.08, 2: 0.12, 1: 0.2}


@dataclass(frozen=True)
class Parameters:
    """How the codec is trained.

    Attributes
    ----------
    steps, pictures, side : int
        Steps of the optimiser, pictures of each, pixels along a side of each.
    matrix_rate, rate : float
        Rate of the weights of the convolutions, by Muon, and of everything else, by Adam, at their
        highest: they rise for `warmup` steps, then fall evenly to `bend[1]` of it at the part
        `bend[0]` of all steps, and on to nothing.
    decay : float
        By how much a step of rate 1 would shrink the weights of the convolutions.
    noisy : float
        The part of the steps that has noise in place of the rounding of what is coded; then the
        analysis and the steps of the latents stay as they are, and the rest learns from rounded
        latents.
    seed : int
        Of everything random.
    """

    steps: int = 5500
    pictures: int = 4
    side: int = 128
    matrix_rate: float = 0.02
    rate: float = 2e-3
    warmup: int = 100
    bend: tuple[float, float] = (6 / 11, 5 / 8)
    decay: float = 0.05
    noisy: float = 0.75
    seed: int = 376


def crops(
    pictures: Sequence[npt.NDArray[np.uint8]], side: int, rng: np.random.Generator
) -> Iterator[npt.NDArray[np.float32]]:
    """Give squares of pictures for ever, shrunk, shifted, turned and some of them darkened.

    Parameters
    ----------
    pictures : sequence of ndarray of uint8
        At least ``4 * side`` pixels along a side.
    side : int
        Of a square.
    rng : numpy.random.Generator

    Yields
    ------
    ndarray of float32, shape (side, side)
        Whole numbers, 0 to 255.

    Examples
    --------
    >>> squares = crops([np.full((64, 64), 200, np.uint8)], 16, np.random.default_rng(1))
    >>> some = [next(squares) for _ in range(20)]
    >>> {square.shape for square in some}, max(float(square.max()) for square in some)
    ({(16, 16)}, 200.0)
    >>> 0 < sum(bool((square < 200).all()) for square in some) < 10  # darkened
    True
    """
    factors = list(SHRINKS)
    while True:
        whole = pictures[int(rng.integers(len(pictures)))]
        factor = int(rng.choice(factors, p=list(SHRINKS.values())))
        # Shifted by less than a pixel too: what lies beyond the edge is mirrored.
        edge = factor - 1
        room = [length - side * factor + edge for length in whole.shape]
        top, left = (int(rng.integers(-edge, most + 1)) for most in room)
        rows = _mirror(np.arange(top, top + side * factor), whole.shape[0])
        columns = _mirror(np.arange(left, left + side * factor), whole.shape[1])
        square = whole[np.ix_(rows, columns)].astype(np.float32)
        square = square.reshape(side, factor, side, factor).mean((1, 3))
        if rng.random() < 0.2:
            square = square * rng.uniform(0.5, 1.0)
        square = np.floor(square + 0.5)
        square = np.rot90(square, int(rng.integers(4)))
        yield square.T if rng.random() < 0.5 else square


def _mirror(places: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.int64]:
    return np.where(places < 0, -1 - places, np.minimum(places, 2 * length - 1 - places))


def orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    """Bring the singular values of a matrix near 1, by Newton and Schulz' iteration (Jordan 2024).

    Parameters
    ----------
    matrix : tensor (rows, columns)

    Returns
    -------
    tensor (rows, columns)
        Singular values of about 0.7 to 1.2, but for those that were nearly 0.

    References
    ----------
    K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024.

    Examples
    --------
    >>> matrix = torch.tensor([[3.0, 0.0], [4.0, 1.0], [0.0, 0.5]])
    >>> values = torch.linalg.svdvals(orthogonal(matrix))
    >>> bool(values.min() > 0.6), bool(values.max() < 1.2)
    (True, True)
    """
    wide = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    wide = wide / (wide.norm() + 1e-7)
    for _ in range(5):
        square = wide @ wide.T
        wide = 3.4445 * wide + (-4.7750 * square + 2.0315 * square @ square) @ wide
    flat: torch.Tensor = wide.T if matrix.shape[0] > matrix.shape[1] else wide
    return flat


class CodecTraining:
    """A codec that learns, step by step: R + λD at all qualities, in the geometric mean.

    Parameters
    ----------
    pictures : sequence of ndarray of uint8
        Whole ones, as for `crops`.
    parameters : Parameters, optional
    codec : LearnedCodec, optional
        Goes on with this one instead of a new one.

    Attributes
    ----------
    codec : LearnedCodec
        As it is now.
    losses : list of float
        The mean of log(R + λD) of each step so far, R in bits a pixel.

    Examples
    --------
    What goes on from the state of another makes the same steps:

    >>> from ee376a.medical.lossy.network import Sizes
    >>> grey, few = np.full((64, 64), 200, np.uint8), Parameters(steps=3, pictures=2, side=16)
    >>> one, other = (CodecTraining([grey], few, LearnedCodec(Sizes(8, 1, 8, 1, 16))) for _ in "12")
    >>> one.step()
    >>> other.resume(one.state())
    >>> for training in (one, one, other, other):
    ...     training.step()
    >>> one.done, other.losses == one.losses
    (True, True)
    """

    def __init__(
        self,
        pictures: Sequence[npt.NDArray[np.uint8]],
        parameters: Parameters = Parameters(),
        codec: LearnedCodec | None = None,
    ) -> None:
        self.parameters = of = parameters
        self.losses: list[float] = []
        self._rng = np.random.default_rng(of.seed)
        self._random = torch.Generator().manual_seed(of.seed)
        if codec is None:
            torch.manual_seed(of.seed)  # torch's layers draw their first weights from this alone
            codec = LearnedCodec()
        self.codec = codec
        codec.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._matrices = [weights for weights in codec.parameters() if weights.ndim == 4]
        self._momenta = [torch.zeros_like(weights) for weights in self._matrices]
        others = [weights for weights in codec.parameters() if weights.ndim != 4]
        self._adam = torch.optim.Adam(others, of.rate, betas=(0.9, 0.99))
        self._source = crops(pictures, of.side, self._rng)

    @property
    def done(self) -> bool:
        """Whether all steps are made."""
        return len(self.losses) >= self.parameters.steps

    def step(self) -> None:
        """Make a step."""
        of, at = self.parameters, len(self.losses)
        noisy = at < of.noisy * of.steps
        self.codec.analysis.requires_grad_(noisy)
        self.codec.step.requires_grad_(noisy)
        fall = np.interp(at / of.steps, [0, of.bend[0], 1], [1, of.bend[1], 0])
        part = min((at + 1) / of.warmup, float(fall))
        batch = torch.from_numpy(np.stack([next(self._source) for _ in range(of.pictures)]))
        # Evenly over the qualities, so that each step sees low and high ones.
        spread = torch.arange(of.pictures) + torch.rand(of.pictures, generator=self._random)
        quality = spread * (100 / of.pictures)
        shape = (of.pictures, CHANNELS, of.side // BLOCK, of.side // BLOCK)
        noise = torch.rand(shape, generator=self._random) - 0.5 if noisy else None
        bits, error = self.codec(batch, quality, noise)
        loss = (bits + weight_of_error(quality) * error).log().mean()
        self.codec.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.codec.parameters(), 1.0)
        self._adam.param_groups[0]["lr"] = of.rate * part
        self._adam.step()
        self._step_matrices(of.matrix_rate * part)
        self.losses.append(float(loss.detach()))

    @torch.no_grad()
    def _step_matrices(self, rate: float) -> None:
        for weights, momentum in zip(self._matrices, self._momenta, strict=True):
            if weights.grad is None:
                continue
            momentum.mul_(0.95).add_(weights.grad)
            rows = weights.shape[0]
            turned = orthogonal((weights.grad + 0.95 * momentum).reshape(rows, -1))
            tall = max(1.0, rows / turned.shape[1]) ** 0.5
            weights.mul_(1 - rate * self.parameters.decay)
            weights.add_(turned.reshape(weights.shape), alpha=-rate * tall)

    def state(self) -> dict[str, Any]:
        """Give all that is needed to go on: a copy, which later steps leave as it is."""
        now = {
            "codec": self.codec.state_dict(),
            "adam": self._adam.state_dict(),
            "momenta": self._momenta,
            "losses": self.losses,
            "rng": self._rng.bit_generator.state,
            "random": self._random.get_state(),
        }
        return deepcopy(now)

    def resume(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state` of the same parameters."""
        self.codec.load_state_dict(state["codec"])
        # Otherwise Adam would go on with the very tensors of the state.
        self._adam.load_state_dict(deepcopy(state["adam"]))
        for momentum, kept in zip(self._momenta, state["momenta"], strict=True):
            momentum.copy_(kept)
        self.losses = list(state["losses"])
        self._rng.bit_generator.state = state["rng"]
        self._random.set_state(state["random"])


def train(
    pictures: Sequence[npt.NDArray[np.uint8]],
    parameters: Parameters = Parameters(),
    codec: LearnedCodec | None = None,
) -> LearnedCodec:
    """Train a codec to the end.

    Parameters
    ----------
    pictures, parameters, codec
        As for `CodecTraining`.

    Returns
    -------
    LearnedCodec
        The one given, if one was.

    Examples
    --------
    From a picture of a single grey it learns this grey:

    >>> from ee376a.medical.lossy.network import Sizes
    >>> grey = np.full((64, 64), 200, np.uint8)
    >>> short = Parameters(steps=8, pictures=2, side=16, rate=0.01, warmup=2)
    >>> codec, picture = LearnedCodec(Sizes(8, 1, 8, 1, 16)), torch.full((1, 16, 16), 200.0)
    >>> bits, error = codec(picture, torch.tensor([50.0]), None)
    >>> fewer_bits, less_error = train([grey], short, codec)(picture, torch.tensor([50.0]), None)
    >>> bool(fewer_bits < bits), bool(less_error < error)
    (True, True)
    """
    training = CodecTraining(pictures, parameters, codec)
    while not training.done:
        training.step()
    return training.codec


def experiment() -> Experiment:
    """Give the experiment ``medical-codec``: it trains the codec that is shipped.

    A training that was stopped goes on from its last 500 steps' state, kept in the user's cache.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> experiment().points, experiment().measured
    ([{'steps': 5500}], ('cpu_minutes',))
    """
    return Experiment(
        name="medical-codec",
        description="Training of the learned picture codec: mean of log(R + λD) over tenths of it.",
        trial=_ship,
        points=[{"steps": Parameters().steps}],
        seed=376,
        trials=1,
        measured=("cpu_minutes",),
    )


def _ship(rng: np.random.Generator, steps: int) -> dict[str, float]:  # noqa: ARG001 - a trial's form
    """Train on the 17 wells that are not for tests, and write the file of weights."""
    import pooch

    from ee376a.medical.lossy.packing import packed

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    split = images.split_by_well(images.load(), np.random.default_rng(376))
    training = CodecTraining([picture.pixels for picture in split.train], Parameters(steps=steps))
    kept = Path(pooch.os_cache("ee376a")) / f"medical-codec-{steps}.pt"
    seconds = 0.0
    if kept.is_file():
        state = torch.load(kept, weights_only=True)
        training.resume(state)
        seconds = state["seconds"]
    kept.parent.mkdir(parents=True, exist_ok=True)
    start = process_time() - seconds
    while not training.done:
        training.step()
        if len(training.losses) % 500 == 0:
            torch.save({**training.state(), "seconds": process_time() - start}, kept)
    made: dict[str, Any] = packed(training.codec)
    np.savez_compressed(WEIGHTS, **made)
    tenths = np.array_split(np.array(training.losses), 10)
    curve = {f"loss_{at}": float(part.mean()) for at, part in enumerate(tenths, start=1)}
    return {**curve, "cpu_minutes": (process_time() - start) / 60}
