"""An autoencoder that learnt from cells, on X-ray, CT and MR pictures: as it is, and tuned to them.

Zero-shot, as it is called, is what it makes of kinds of pictures that it never saw. Fine-tuning
goes on training it with a few of them; what it is then judged by are other pictures, of other
patients and other parts of the body.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ee376a.experiments import Experiment
from ee376a.medical import images, scans

__all__ = ["HALVES", "SEED", "experiment", "squares", "trial"]

#: One picture of each kind to learn from, and one to be judged by; then the other way round.
HALVES = (("chest", "belly", "shoulder"), ("leg", "spine", "liver"))
#: Of the split by well that all work on the codec holds to.
SEED = 376
_SIDE = 128
_EPOCHS, _MORE_EPOCHS = 24, 24
# Slower than the 0.005 of the first training, so that what was learnt is not thrown away.
_TUNING_RATE = 0.001


def squares(name: str) -> npt.NDArray[np.uint8]:
    """Cut a scan into squares, from three sizes of it, for a network to learn from.

    Parameters
    ----------
    name : str
        A key of `ee376a.medical.scans.SCANS`.

    Returns
    -------
    ndarray of uint8, shape (squares, 128, 128)
        Those that are more than background.

    Raises
    ------
    ValueError, ModuleNotFoundError
        As from `ee376a.medical.scans.read`.

    Examples
    --------
    With the package ``pydicom``:

    >>> squares("spine").shape
    (1, 128, 128)
    """
    if name not in scans.SCANS:
        raise ValueError(f"name: {name!r} given, one of {', '.join(scans.SCANS)} allowed")
    side = scans.SCANS[name].side
    wanted = (size for size in (_SIDE, 2 * _SIDE, 3 * _SIDE, 4 * _SIDE) if side % size == 0)
    cut = [square for size in wanted for square in _cut(scans.read(name, size))]
    return np.array([square for square in cut if square.std() > 5])


def _cut(picture: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.uint8]]:
    for top in range(0, picture.shape[0], _SIDE):
        for left in range(0, picture.shape[1], _SIDE):
            yield picture[top : top + _SIDE, left : left + _SIDE]


def trial(
    rng: np.random.Generator,  # noqa: ARG001 - the network has a seed of its own
    half: int,
    seed: int,
) -> dict[str, float]:
    """Train on cells, judge, fine-tune on half of the scans, judge again.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used.
    half : int
        0 or 1: which of `HALVES` it is tuned to.
    seed : int
        Of the network.

    Returns
    -------
    dict
        Mean squared errors: of every scan and of ``cells`` (those of tested wells), ``before``
        and ``after``; and ``scratch``, of a network that saw these scans only, as often. And how
        many ``squares`` it was tuned to.

    Raises
    ------
    ee376a.datasets.DatasetError
        If BBBC016 is not to be had.
    ModuleNotFoundError
        As from `ee376a.medical.scans.read`.

    Examples
    --------
    It takes minutes, so its results are published. Tuned to other scans, the network is better with
    a leg than before, and than one that has never seen a cell:

    >>> from ee376a.published import load
    >>> errors = load("medical-elsewhere").point(half=0, seed=0).counts
    >>> "leg" in HALVES[0], errors["leg after"] < errors["leg scratch"] < errors["leg before"]
    (False, True)
    """
    from ee376a.medical.encoders.training import Training, build, mse, train

    split = images.split_by_well(images.load(), np.random.default_rng(SEED))
    cells, tested = (
        np.array([images.shrink(picture.pixels) for picture in part])
        for part in (split.train, split.test)
    )
    judged = {name: scans.read(name, _SIDE)[None] for names in HALVES for name in names}
    judged["cells"] = tested
    few = np.concatenate([squares(name) for name in HALVES[half]])

    network = build("conv", _SIDE, seed)
    train(network, cells, tested[:1], Training(epochs=_EPOCHS, seed=seed))
    report = {f"{name} before": mse(network, some) for name, some in judged.items()}
    train(network, few, tested[:1], Training(_TUNING_RATE, _MORE_EPOCHS, seed=seed))
    report |= {f"{name} after": mse(network, some) for name, some in judged.items()}
    alone = build("conv", _SIDE, seed)
    train(alone, few, tested[:1], Training(epochs=_MORE_EPOCHS, seed=seed))
    report |= {f"{name} scratch": mse(alone, some) for name, some in judged.items()}
    return {name: round(error, 2) for name, error in report.items()} | {"squares": len(few)}


def experiment() -> Experiment:
    """Give both directions.

    Returns
    -------
    Experiment
        ``medical-elsewhere``, see `trial`.

    Examples
    --------
    >>> experiment().points
    [{'half': 0, 'seed': 0}, {'half': 1, 'seed': 0}]
    """
    return Experiment(
        "medical-elsewhere",
        "An autoencoder of cells on X-ray, CT and MR pictures, as it is and fine-tuned",
        trial,
        [{"half": half, "seed": 0} for half in (0, 1)],
        seed=376_506,
        trials=1,
    )
