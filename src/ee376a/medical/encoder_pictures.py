"""Two tested pictures of BBBC016 as each encoder gives them back, kept to be shown.

``python -m ee376a.medical.encoder_pictures`` makes ``data/published/medical-encoders.png`` anew
(in some minutes), from the runs with seed 0 of the experiment ``medical-encoders``. So a chapter
can show them where the pictures of BBBC016 and the time to train are not to be had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.published import FOLDER

__all__ = ["NAMES", "arrange", "load"]

Pixels: TypeAlias = npt.NDArray[np.uint8]

#: What the columns of the picture are, from the left; the rows are one picture of each channel.
NAMES = ("original", "fc", "gan", "vae", "conv", "pca", "dct, slowest")
_SIDE = 128
_PATH = FOLDER / "medical-encoders.png"


def arrange(columns: Mapping[str, Pixels], names: Sequence[str] = NAMES) -> Pixels:
    """Lay pictures out in columns.

    Parameters
    ----------
    columns : mapping of str to ndarray of uint8, shape (rows, side, side)
        The pictures by name.
    names : sequence of str, optional
        Which, from the left.

    Returns
    -------
    ndarray of uint8, shape (rows * side, len(names) * side)

    Examples
    --------
    >>> black, white = np.zeros((2, 1, 1), np.uint8), np.full((2, 1, 1), 255, np.uint8)
    >>> arrange({"b": black, "w": white}, ["w", "b"]).tolist()
    [[255, 0], [255, 0]]
    """
    return np.concatenate([np.concatenate(list(columns[name])) for name in names], axis=1)


def load(path: Path = _PATH) -> dict[str, Pixels]:
    """Read the pictures that are kept.

    Parameters
    ----------
    path : Path, optional
        Of the file.

    Returns
    -------
    dict of str to ndarray of uint8, shape (2, 128, 128)
        By `NAMES`: nuclei, then protein.

    Raises
    ------
    ValueError
        If the file has another size.
    """
    from PIL import Image

    with Image.open(path) as image:
        whole = np.asarray(image.convert("L"), dtype=np.uint8)
    if whole.shape != (2 * _SIDE, len(NAMES) * _SIDE):
        raise ValueError(f"path: {path.name} of shape {whole.shape} given, 256 x 896 allowed")
    return {
        name: whole[:, k * _SIDE : (k + 1) * _SIDE].reshape(2, _SIDE, _SIDE)
        for k, name in enumerate(NAMES)
    }


def main() -> None:
    """Make the file anew."""
    from PIL import Image

    from ee376a.medical.baselines import BASELINES
    from ee376a.medical.encoder_runs import EPOCHS, RATES, divide, pictures, run
    from ee376a.medical.images import CHANNELS
    from ee376a.medical.training import reconstruct

    learn, _ = pictures("bbbc016", _SIDE, "image", 0)
    test = divide("bbbc016", _SIDE, "image", 0).test
    firsts = [next(one for one in test if one.channel == channel) for channel in CHANNELS]
    some = np.stack([one.pixels for one in firsts])
    columns = {"original": some}
    for name in NAMES[1:]:
        if name in BASELINES:
            columns[name] = BASELINES[name](learn, some)
        else:
            outcome = run("bbbc016", _SIDE, name, "image", 0, RATES[name], EPOCHS[name])
            columns[name] = reconstruct(outcome.model, some)
    Image.fromarray(arrange(columns)).save(_PATH, optimize=True)


if __name__ == "__main__":
    main()
