"""One way to train all of the encoders, so that what differs between them is the encoder.

A run is set by its seed: it begins the weights, orders the pictures and draws the noise. It uses
one thread, so that sums have one order; they still differ in the sixth digit between processors.

Reference
---------
D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from ee376a.medical.encoders.autoencoders import (
    Autoencoder,
    Convolutional,
    FullyConnected,
    Variational,
)
from ee376a.medical.encoders.compression_gan import CompressionGan

__all__ = ["MODELS", "Checkpoint", "Training", "build", "mse", "reconstruct", "train"]

Pixels = npt.NDArray[np.uint8]

#: Name to what makes an encoder for pictures of so many pixels along a side.
#:
#: :meta hide-value:
MODELS: dict[str, Callable[[int], Autoencoder]] = {
    "fc": FullyConnected,
    "conv": lambda _: Convolutional(),
    "conv, as committed": lambda _: Convolutional(as_committed=True),
    "gan": lambda _: CompressionGan(),
    "gan, 16 x 16": lambda _: CompressionGan(halvings=3),
    "vae": lambda _: Variational(),
}


@dataclass(frozen=True)
class Training:
    """How to train; the defaults are those of the original's two autoencoders.

    Attributes
    ----------
    rate : float
        The learning rate of Adam.
    epochs : int
        How often each picture is seen.
    batch : int
        Pictures a step.
    seed : int
        Of everything that is drawn.
    """

    rate: float = 0.005
    epochs: int = 200
    batch: int = 16
    seed: int = 0


@dataclass(frozen=True)
class Checkpoint:
    """How well pictures come back after some epochs: mean squared errors."""

    epoch: int
    train: float
    test: float


def build(name: str, side: int, seed: int) -> Autoencoder:
    """Make an encoder that has learnt nothing.

    Parameters
    ----------
    name : str
        A key of `MODELS`.
    side : int
        Pixels along a side of its pictures.
    seed : int
        Draws its weights.

    Returns
    -------
    Autoencoder
        The same weights for the same seed.

    Raises
    ------
    ValueError
        If there is no such encoder.

    Examples
    --------
    >>> [tuple(build(name, 32, seed=0).encode(torch.zeros(1, 1, 32, 32)).shape) for name in MODELS]
    [(1, 128), (1, 8, 4, 4), (1, 12, 8, 8), (1, 8, 2, 2), (1, 8, 4, 4), (1, 8, 4, 4)]
    """
    if name not in MODELS:
        raise ValueError(f"name: {name!r} given, one of {', '.join(MODELS)} allowed")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return MODELS[name](side)


def train(
    model: Autoencoder,
    learn: Pixels,
    test: Pixels,
    training: Training = Training(),
    *,
    at: Collection[int] = (),
    progress: Callable[[Checkpoint], None] | None = None,
) -> list[Checkpoint]:
    """Train an encoder, in place.

    Parameters
    ----------
    model : Autoencoder
        See `build`.
    learn : ndarray of uint8, shape (n, side, side)
        Pictures to learn from.
    test : ndarray of uint8, shape (m, side, side)
        Others, only to look at.
    training : Training, optional
    at : collection of int, optional
        After which epochs to look; always after the last.
    progress : callable, optional
        Called with each checkpoint when it is reached.

    Returns
    -------
    list of Checkpoint
        In the order of the epochs.

    Raises
    ------
    ValueError
        If there are fewer than one epoch or one picture a step.

    Examples
    --------
    >>> black = np.zeros((4, 16, 16), np.uint8)
    >>> (end,) = train(build("fc", 16, seed=0), black, black + 9, Training(epochs=1))
    >>> end.epoch, end.train, end.test > 0
    (1, 0.0, True)
    """
    if training.epochs < 1 or training.batch < 1:
        raise ValueError(f"training: {training} given, at least one epoch and one picture needed")
    reached: list[Checkpoint] = []
    random = torch.Generator().manual_seed(training.seed)
    pictures = _tensor(learn)
    # Convolutions of few channels are twice as fast when a pixel's channels lie side by side.
    model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    with _one_thread():
        optimisers = [
            torch.optim.Adam(player, lr=training.rate, fused=True) for player in model.players()
        ]
        for epoch in range(1, training.epochs + 1):
            order = torch.randperm(len(pictures), generator=random)
            for chosen in torch.split(order, training.batch):
                losses = model.losses(pictures[chosen], random)
                for optimiser, loss in zip(optimisers, losses, strict=True):
                    optimiser.zero_grad()
                    loss.backward()  # type: ignore[no-untyped-call]
                    optimiser.step()
            if epoch in at or epoch == training.epochs:
                errors = (mse(model, some) for some in (learn, test))
                reached.append(Checkpoint(epoch, *errors))
                if progress:
                    progress(reached[-1])
    return reached


def reconstruct(model: Autoencoder, pictures: Pixels) -> Pixels:
    """Squeeze pictures and bring them back, as pictures of 8 bits.

    Parameters
    ----------
    model : Autoencoder
    pictures : ndarray of uint8, shape (n, side, side)

    Returns
    -------
    ndarray of uint8, shape (n, side, side)

    Examples
    --------
    >>> back = reconstruct(build("conv", 16, seed=0), np.zeros((3, 16, 16), np.uint8))
    >>> back.shape, back.dtype.name
    ((3, 16, 16), 'uint8')
    """
    with torch.no_grad():
        back = model(_tensor(pictures))[:, 0]
        return np.asarray(back.round().clamp(0, 255).numpy(), dtype=np.uint8)


def mse(model: Autoencoder, pictures: Pixels) -> float:
    """Give the mean squared error of pictures that were squeezed and brought back.

    Parameters
    ----------
    model : Autoencoder
    pictures : ndarray of uint8, shape (n, side, side)

    Returns
    -------
    float
        Of grey values 0 to 255.

    Examples
    --------
    >>> grey = np.stack([np.full((16, 16), value, np.uint8) for value in (90, 110)])
    >>> network = build("fc", 16, seed=0)
    >>> before, (after,) = mse(network, grey), train(network, grey, grey, Training(epochs=5))
    >>> after.train == mse(network, grey) < before
    True
    """
    difference = reconstruct(model, pictures).astype(np.int64) - pictures
    return float((difference**2).mean())


def _tensor(pictures: Pixels) -> torch.Tensor:
    values = torch.from_numpy(pictures.astype(np.float32))[:, None]
    return values.contiguous(memory_format=torch.channels_last)


@contextmanager
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    # A unit that dies leaves numbers so small that a processor is a hundred times slower on them.
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
        torch.set_num_threads(before)
