"""A taught start of the mixers: weights that suit a model which does not know its text yet.

The weights of both layers begin where they stood after a novel, Emma, that was read in short
pieces, each by a model with empty counters (`ee376a.prequential.teaching`). So they are those of a
young model: whom to trust while most contexts are new. The weights alone are taken over, and
rounded. No context, no count and no word of the novel is in the file, but the weights know how
English is best predicted.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ee376a.published import FOLDER

__all__ = ["FINAL_UNIT", "UNIT", "WEIGHTS", "Taught", "begin"]

#: The file.
#:
#: :meta hide-value:
WEIGHTS = FOLDER.parent / "weights" / "mixers.npz"
#: What the weights of the first and of the last layer are rounded to.
UNIT, FINAL_UNIT = 1 << 13, 1 << 6


class Taught(NamedTuple):
    """What is in the file; n vectors of weights of the first layer.

    `rows`, uint16 (n): which vectors they are. `weights`, int8 (n, inputs): in `UNIT`. `final`,
    int16 (2, 256, sets): those of the last layer, in `FINAL_UNIT`.
    """

    rows: npt.NDArray[np.uint16]
    weights: npt.NDArray[np.int8]
    final: npt.NDArray[np.int16]


@cache
def _load() -> Taught:
    with np.load(WEIGHTS) as file:
        return Taught(*(file[name] for name in Taught._fields))


def begin(weights: npt.NDArray[np.int32], final: npt.NDArray[np.int32]) -> None:
    """Set the weights of a new model to the taught ones, where there are such.

    Parameters
    ----------
    weights : ndarray of int32, shape (vectors, inputs)
    final : ndarray of int32, shape (2, 256, sets)
        Those of `ee376a.prequential.contextmixing.State`; both are changed.

    Examples
    --------
    Not all vectors are taught: many contexts are too rare.

    >>> from ee376a.prequential.opinions import INPUTS, ROWS, SETS
    >>> weights = np.zeros((SETS * ROWS, INPUTS), np.int32)
    >>> final = np.zeros((2, 256, SETS), np.int32)
    >>> begin(weights, final)
    >>> taught = weights.any(axis=1)
    >>> bool(taught.any()), bool(taught.all()), bool((weights % UNIT == 0).all())
    (True, False, True)
    """
    taught = _load()
    weights[taught.rows, : taught.weights.shape[1]] = taught.weights.astype(np.int32) * UNIT
    final[...] = taught.final.astype(np.int32) * FINAL_UNIT
