"""Context mixing and the neural network together: the mixers of the one hear the other as well.

The network's opinions, and those of its recurrent part alone, are more inputs of the mixers of
`ee376a.prequential.contextmixing`, which learn in which places to trust them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numba import njit

from ee376a.prequential import contextmixing, network
from ee376a.prequential.opinions import INPUTS

__all__ = ["FORMAT", "PARAMETERS", "Parameters", "State", "new_state", "predict", "update"]

#: It is raised with every change that gives other bits, those of the two parts included.
FORMAT = 2
_OPINIONS = 2
_SCALE = np.float32(256)  # the mixers reckon in 1/256 nat
_MOST = np.float32(2047)


@dataclass(frozen=True)
class Parameters:
    """Those of the two parts; `weight` is that of each opinion of the network at first."""

    # Both know the contexts: smaller tables will do, and all is held in 500 MB.
    counters: contextmixing.Parameters = field(
        default_factory=lambda: replace(contextmixing.PARAMETERS, extra=_OPINIONS, buckets=3 << 20)
    )
    network: network.Parameters = field(
        default_factory=lambda: replace(network.PARAMETERS, table_bits=18)
    )
    # Little at first: the taught weights of the others know nothing of the network.
    weight: int = 10000


#: Those of the files.
PARAMETERS = Parameters()


class State(NamedTuple):
    """What both know."""

    counters: contextmixing.State
    network: network.State


def new_state(parameters: Parameters = PARAMETERS) -> State:
    """Give the state of a model that has seen nothing (about 500 MB with the usual parameters).

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    State

    Raises
    ------
    ValueError
        If the parameters of the network cannot be, there cannot be so many buckets, or the mixers
        have no place for the network's opinions.

    Examples
    --------
    >>> small = contextmixing.Parameters(buckets=4096, history=12, extra=2)
    >>> state = new_state(Parameters(small, network.Parameters(units=8, table_bits=10)))
    >>> state.counters.extra.shape, state.network.recurrent.hidden.shape
    ((2,), (2, 11, 8))
    """
    extra = parameters.counters.extra
    if extra != _OPINIONS:
        raise ValueError(f"counters: extra {extra} given, {_OPINIONS} needed")
    counters = contextmixing.new_state(parameters.counters)
    counters.weights[:, INPUTS : INPUTS + _OPINIONS] = parameters.weight
    return State(counters, network.new_state(parameters.network))


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
    What was thought likelier of each bit of the last word, before it came:

    >>> small = contextmixing.Parameters(buckets=4096, history=12, extra=2)
    >>> state = new_state(Parameters(small, network.Parameters(units=8, table_bits=10)))
    >>> likelier = []
    >>> for bit in np.unpackbits(np.frombuffer(b"tick tock " * 9, np.uint8)).tolist():
    ...     likelier.append(predict(state) > 32768)
    ...     update(state, bit)
    >>> np.packbits(likelier[-40:]).tobytes()
    b'tock '
    """
    for k in range(_OPINIONS):
        opinion = state.network.logits[k] * _SCALE
        # Written so that no number at all can lead out of the range.
        inside = min(opinion, _MOST) if opinion >= -_MOST else -_MOST
        state.counters.extra[k] = np.int32(inside)
    return int(contextmixing.predict(state.counters))


@njit(cache=True)
def update(state: State, bit: int) -> None:
    """Learn a bit, the highest of a byte first; `predict` must have been called for it.

    Parameters
    ----------
    state : State
    bit : int

    Examples
    --------
    A byte of ones, and ones are likelier:

    >>> small = contextmixing.Parameters(buckets=4096, history=12, extra=2)
    >>> state = new_state(Parameters(small, network.Parameters(units=8, table_bits=10)))
    >>> first = predict(state)
    >>> for _ in range(8):
    ...     p1 = predict(state)
    ...     update(state, 1)
    >>> predict(state) > first
    True
    """
    contextmixing.update(state.counters, bit)
    network.update(state.network, bit)
