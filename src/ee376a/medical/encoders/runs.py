"""The comparison of the encoders over seeds: what a chapter plots.

Each run has a seed that draws the division of the pictures, the first weights, the order of the
pictures and the noise. Runs with the same seed have the same pictures to learn from and to test
with, so encoders can be compared seed by seed.

On the fully connected network: a step moves 600 MB of weights, their derivatives and two means of
Adam through the memory, a second of a processor. It has a fifth of the epochs of the others; at
half the side, with a sixteenth of the weights, longer runs show what more of them are good for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt
import torch

from ee376a.experiments import Experiment, Scalar
from ee376a.medical import images, synthetic
from ee376a.medical.encoders.autoencoders import Autoencoder, Variational
from ee376a.medical.encoders.baselines import BASELINES
from ee376a.medical.encoders.training import Checkpoint, Training, build, train

__all__ = [
    "CHECKPOINTS",
    "EPOCHS",
    "PLATES",
    "RATES",
    "SEEDS",
    "Outcome",
    "active",
    "divide",
    "experiment",
    "pictures",
    "run",
    "trial",
]

Pixels = npt.NDArray[np.uint8]

#: How many times each condition of the main comparison is run.
SEEDS = 5
#: After which epochs the errors are noted, as far as a run goes.
CHECKPOINTS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 60, 80, 100, 120, 140, 160, 180, 200)
#: The learning rates of the original, and the VAE's; epochs of the main comparison.
RATES = {"fc": 0.005, "conv": 0.005, "gan": 0.002, "vae": 0.005}
EPOCHS = {"fc": 20, "conv": 100, "gan": 100, "vae": 100}
#: Where the pictures are from.
PLATES = ("bbbc016", "drawn")
_DRAWN = 376


@dataclass(frozen=True)
class Outcome:
    """What came of a run: the encoder, the pictures, and the errors on the way."""

    model: Autoencoder
    learn: Pixels
    test: Pixels
    curve: tuple[Checkpoint, ...]


@lru_cache(maxsize=2)
def _plate(name: str, side: int) -> tuple[images.Micrograph, ...]:
    if name not in PLATES:
        raise ValueError(f"plate: {name!r} given, one of {', '.join(PLATES)} allowed")
    drawn = np.random.default_rng(_DRAWN)
    plate = images.load() if name == "bbbc016" else synthetic.draw_plate(drawn)
    factor = images.SIDE // side
    return tuple(
        images.Micrograph(some.well, some.field, some.channel, images.shrink(some.pixels, factor))
        for some in plate
    )


def divide(plate: str, side: int, split: str, seed: int) -> images.Split:
    """Divide the pictures of a plate.

    Parameters
    ----------
    plate : str
        One of `PLATES`.
    side : int
        Pixels along a side, a divisor of 512.
    split : {"image", "well"}
        Whether pictures are drawn one by one or whole wells.
    seed : int
        Draws them.

    Returns
    -------
    ee376a.medical.images.Split

    Raises
    ------
    ValueError
        If there is no such plate or split, or `side` does not divide 512.
    ee376a.datasets.DatasetError
        If BBBC016 is not to be had.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> split = divide("bbbc016", 64, "well", seed=1)
    >>> len(split.train), len(split.test), split.test[0].pixels.shape
    (102, 42, (64, 64))
    >>> {picture.well for picture in split.train} & {picture.well for picture in split.test}
    set()
    """
    if split not in ("image", "well"):
        raise ValueError(f"split: {split!r} given, 'image' or 'well' allowed")
    way = images.split_by_image if split == "image" else images.split_by_well
    return way(_plate(plate, side), np.random.default_rng([_DRAWN, seed]))


def pictures(plate: str, side: int, split: str, seed: int) -> tuple[Pixels, Pixels]:
    """Give the pictures to learn from and those to test with.

    Parameters
    ----------
    plate, side, split, seed
        As for `divide`.

    Returns
    -------
    learn, test : ndarray of uint8, shape (n, side, side)

    Raises
    ------
    ValueError, ee376a.datasets.DatasetError
        As from `divide`.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> learn, test = pictures("bbbc016", 32, "image", seed=0)
    >>> learn.shape, test.shape
    ((100, 32, 32), (44, 32, 32))
    """
    both = divide(plate, side, split, seed)
    learn, test = (np.stack([some.pixels for some in part]) for part in (both.train, both.test))
    return learn, test


def run(
    plate: str, side: int, model: str, split: str, seed: int, rate: float, epochs: int
) -> Outcome:
    """Train an encoder.

    Parameters
    ----------
    plate, side, split, seed
        As for `divide`; the seed is that of the training too.
    model : str
        A key of `ee376a.medical.encoders.training.MODELS`.
    rate : float
        Learning rate.
    epochs : int
        How often each picture is seen.

    Returns
    -------
    Outcome
        With the errors after those of `CHECKPOINTS` that are reached, and after the last.

    Raises
    ------
    ValueError, ee376a.datasets.DatasetError
        As from `divide`; or if there is no such model, or `epochs` is less than 1.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> outcome = run("bbbc016", 16, "fc", "well", seed=0, rate=0.005, epochs=4)
    >>> [point.epoch for point in outcome.curve]
    [1, 2, 3, 4]
    >>> outcome.curve[-1].train < outcome.curve[0].train
    True
    """
    learn, test = pictures(plate, side, split, seed)
    encoder = build(model, side, seed)
    curve = train(encoder, learn, test, Training(rate, epochs, seed=seed), at=CHECKPOINTS)
    return Outcome(encoder, learn, test, tuple(curve))


def trial(
    rng: np.random.Generator,  # noqa: ARG001
    plate: str,
    side: int,
    model: str,
    split: str,
    seed: int,
    rate: float = 0,
    epochs: int = 0,
) -> dict[str, int | float]:
    """Train an encoder, or take a baseline, and measure it.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used: the seed is a parameter, so that encoders share it.
    plate, side, split, seed
        As for `divide`.
    model : str
        A key of `ee376a.medical.encoders.training.MODELS` or of
        `ee376a.medical.encoders.baselines.BASELINES`.
    rate, epochs : optional
        Of the encoders.

    Returns
    -------
    dict
        Mean squared errors: "train", "test", and "train 5", "test 5" after so many epochs. How
        many numbers of the code differ between pictures: "active"; for the VAE, the mean "bits"
        of tested pictures. And the processor's "seconds". Of baselines only "train" and "test".

    Raises
    ------
    ValueError, ee376a.datasets.DatasetError
        As from `run`.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> trial(np.random.default_rng(), "bbbc016", 16, "flat", "well", seed=0)
    {'train': 353.52, 'test': 370.51}
    """
    start = time.process_time()
    if model in BASELINES:
        learn, test = pictures(plate, side, split, seed)
        parts = {"train": learn, "test": test}
        return {name: _mse(part, BASELINES[model](learn, part)) for name, part in parts.items()}
    outcome = run(plate, side, model, split, seed, rate, epochs)
    result: dict[str, int | float] = {}
    for point in outcome.curve:
        result[f"train {point.epoch}"] = round(point.train, 2)
        result[f"test {point.epoch}"] = round(point.test, 2)
    result["train"], result["test"] = (round(outcome.curve[-1].train, 2), result[f"test {epochs}"])
    result["active"] = active(outcome.model, outcome.learn)
    if isinstance(outcome.model, Variational):
        with torch.no_grad():
            bits = outcome.model.bits(torch.from_numpy(outcome.test.astype(np.float32))[:, None])
        result["bits"] = round(float(bits.mean()), 1)
    return result | {"seconds": round(time.process_time() - start, 1)}


def active(model: Autoencoder, some: Pixels) -> int:
    """Count the numbers of the code that are not the same for all pictures.

    Parameters
    ----------
    model : Autoencoder
    some : ndarray of uint8, shape (n, side, side)
        The pictures.

    Returns
    -------
    int

    Examples
    --------
    Of this code's 128 numbers some are 0 for black as for white:

    >>> network = build("conv", 32, seed=0)
    >>> black = np.zeros((1, 32, 32), np.uint8)
    >>> active(network, np.concatenate([black, black]))
    0
    >>> 0 < active(network, np.concatenate([black, ~black])) < 128
    True
    """
    with torch.no_grad():
        code = model.encode(torch.from_numpy(some.astype(np.float32))[:, None]).flatten(1)
    return int((code != code[0]).any(dim=0).sum())


def _mse(pixels: Pixels, back: Pixels) -> float:
    return round(float(((pixels.astype(np.int64) - back) ** 2).mean()), 2)


def _points() -> Iterator[dict[str, Scalar]]:
    main: dict[str, Scalar] = {"plate": "bbbc016", "side": 128, "split": "image"}
    small = main | {"side": 64, "epochs": 60}
    for split, model, seed in product(("image", "well"), BASELINES, range(SEEDS)):
        yield main | {"split": split, "model": model, "seed": seed}
    for seed, model in product(range(SEEDS), RATES):
        yield main | _model(model, seed)
    # What chapters do again.
    for model in RATES:
        yield _model(model, 0) | small | {"epochs": 20}
    for model in RATES:
        yield _model(model, 0) | small | {"plate": "drawn", "epochs": 10}
    for seed, model in product(range(SEEDS), RATES):
        yield _model(model, seed) | small
    # What changes the order: how pictures are divided, the rate, the size of the code.
    for seed in range(3):
        for model in RATES:
            yield _model(model, seed) | small | {"split": "well"}
        for model in ("fc", "conv"):
            yield _model(model, seed) | small | {"rate": 1e-4}
        yield _model("conv", seed) | small | {"model": "conv, as committed"}
        yield _model("gan", seed) | small | {"model": "gan, 16 x 16"}
    # Whether the errors go on falling for as long as the original trained.
    for model in RATES:
        yield _model(model, 0) | small | {"epochs": 200}
    for model in ("fc", "conv"):
        yield _model(model, 0) | small | {"epochs": 200, "rate": 1e-4}
    # The same two questions at the full side.
    for seed, model in product(range(SEEDS), ("fc", "conv")):
        yield main | _model(model, seed) | {"rate": 1e-4}
    for rate in (1e-4, RATES["fc"]):
        yield main | _model("fc", 0) | {"epochs": 100, "rate": rate}
    for model in ("conv", "gan", "vae"):
        yield main | _model(model, 0) | {"epochs": 200}


def _model(model: str, seed: int) -> dict[str, Scalar]:
    return {"model": model, "seed": seed, "rate": RATES[model], "epochs": EPOCHS[model]}


def experiment() -> Experiment:
    """Give the comparison: encoders and baselines, over seeds and conditions.

    Returns
    -------
    Experiment
        ``medical-encoders``; the parameters of its points are those of `trial`.

    Examples
    --------
    >>> points = experiment().points
    >>> len(points), sum(point["model"] in BASELINES for point in points)
    (153, 60)
    >>> sorted({point["side"] for point in points}), sorted({point["plate"] for point in points})
    ([64, 128], ['bbbc016', 'drawn'])
    """
    return Experiment(
        "medical-encoders",
        "Mean squared errors of the encoders of 2019 and of baselines, on pictures of cells",
        trial,
        list(_points()),
        seed=376_501,
        trials=1,
        measured=("seconds",),
    )
