"""The smallest of the models that write files: a bit's probability after the last two bytes.

Each context of two bytes, and of the bits of the third that are known, has a probability that
moves a part of the way towards each bit that comes: by a half at first, by ever less later.
It shows what the larger models add, and it is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["FORMAT", "PARAMETERS", "Parameters", "State", "new_state", "predict", "update"]

#: It is raised with every change that gives other bits.
FORMAT = 1


@dataclass(frozen=True)
class Parameters:
    """The probabilities move by 1 / `limit` of the way in the end; 2 to 256."""

    limit: int = 32

    def __post_init__(self) -> None:
        if not 2 <= self.limit <= 256:
            raise ValueError(f"limit: {self.limit} given, 2 to 256 allowed")


#: Those of the files.
PARAMETERS = Parameters()


class State(NamedTuple):
    """What the model knows.

    `probabilities`, uint16: that of a one in each context, in 1/65536. `seen`, uint8: how often
    the context came, up to `limit` - 2. `context`, int64: the last two bytes; a one followed by
    the known bits of the third; the limit.
    """

    probabilities: npt.NDArray[np.uint16]
    seen: npt.NDArray[np.uint8]
    context: npt.NDArray[np.int64]


def new_state(parameters: Parameters = PARAMETERS) -> State:
    """Give the state of a model that has seen nothing (50 MB).

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    State

    Examples
    --------
    >>> state = new_state()
    >>> state.probabilities.shape, state.context.tolist()
    ((16777216,), [0, 1, 32])
    """
    size = 1 << 24
    return State(
        np.full(size, 1 << 15, np.uint16),
        np.zeros(size, np.uint8),
        np.array([0, 1, parameters.limit], np.int64),
    )


@njit(cache=True)
def predict(state: State) -> int:
    """Give the probability that the next bit is 1, in 1/65536.

    Parameters
    ----------
    state : State

    Returns
    -------
    int
        1 to 65535.

    Examples
    --------
    >>> predict(new_state())
    32768
    """
    place = state.context[0] << 8 | state.context[1]
    return max(int(state.probabilities[place]), 1)


@njit(cache=True)
def update(state: State, bit: int) -> None:
    """Learn a bit, the highest of a byte first.

    Parameters
    ----------
    state : State
    bit : int

    Examples
    --------
    After three bytes of ones: after two such bytes a one came, once.

    >>> state = new_state()
    >>> for _ in range(24):
    ...     update(state, 1)
    >>> predict(state)
    49151
    """
    last, known, limit = state.context
    place = last << 8 | known
    p1 = np.int64(state.probabilities[place])
    seen = np.int64(state.seen[place])
    state.probabilities[place] = p1 + (bit * 65535 - p1) // (seen + 2)
    state.seen[place] = min(seen + 1, limit - 2)
    known = known << 1 | bit
    if known > 255:
        last, known = (last << 8 | known & 255) & 0xFFFF, 1
    state.context[0], state.context[1] = last, known
