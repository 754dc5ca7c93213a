"""The model of the pixels of handwritten digits: a trained network, palettes, contexts, mixers.

A pixel is foreseen branch by branch (`ee376a.prequential.drawing.walk`), by all who have an opinion
(`ee376a.prequential.drawing.opinions`), which are weighed and corrected as in
`ee376a.prequential.contextmixing`, by the same mixers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic import decode_bit, encode_bit
from ee376a.prequential.counters import squash, untaught_maps
from ee376a.prequential.drawing import palettes as shades
from ee376a.prequential.drawing.contexts import LOCAL, SURROUNDINGS, hash_contexts, mixed
from ee376a.prequential.drawing.network import FEATURES, HEADS, INK, MARGIN, SIDE, Network, is_near
from ee376a.prequential.drawing.opinions import (
    COUNTED,
    INPUTS,
    LOCAL_BITS,
    TABLE_BITS,
    ask,
    gather,
    kind_of,
    teach,
)
from ee376a.prequential.drawing.palettes import Palettes, judge
from ee376a.prequential.drawing.walk import KINDS, branch, follow
from ee376a.prequential.mixing import (
    MAPS,
    combine,
    correct,
    learn_corrections,
    train,
    train_last,
    untaught_corrections,
    weigh,
)
from ee376a.prequential.models import DECODE, ENCODE
from ee376a.prequential.opinions import ROWS, SETS

__all__ = ["PARTS", "State", "new_state", "paint", "run"]

#: Who foresees: the trained network, all that learns while coding, or both.
PARTS = {"network": (1, 0), "contexts": (0, 1), "both": (1, 1)}
_RATE, _FINAL_RATE = 48, 1
_BEFORE_INK = 30


class State(NamedTuple):
    """What is learned while coding, what was learned before, and room for what is foreseen."""

    # Counters of all pictures; bit histories of this one, and what they mean.
    counters: npt.NDArray[np.uint32]
    local: npt.NDArray[np.uint16]
    maps: npt.NDArray[np.uint32]
    hashes: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    # The mixers.
    inputs: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int32]
    visits: npt.NDArray[np.int32]
    rows: npt.NDArray[np.uint32]
    outputs: npt.NDArray[np.int64]
    final: npt.NDArray[np.int32]
    corrections: npt.NDArray[np.uint16]
    haste: npt.NDArray[np.int64]
    # What was trained before.
    parts: npt.NDArray[np.int64]
    palettes: Palettes
    network: Network
    seen: npt.NDArray[np.float32]
    hidden: npt.NDArray[np.float32]
    heads: npt.NDArray[np.float32]
    logits: npt.NDArray[np.float32]
    below: npt.NDArray[np.float32]


def new_state(parts: str, network: Network) -> State:
    """Give the model that has learned nothing yet but what was trained before.

    With contexts it takes 600 MB.

    Parameters
    ----------
    parts : str
        A key of `PARTS`.
    network : ee376a.prequential.drawing.network.Network

    Returns
    -------
    State

    Raises
    ------
    ValueError
        If there are no such parts.

    Examples
    --------
    >>> from ee376a.prequential.drawing.network import load
    >>> state = new_state("network", load())
    >>> state.parts.tolist(), state.hidden.shape
    ([1, 0], (3, 192))
    """
    if parts not in PARTS:
        raise ValueError(f"parts: {parts!r} given, one of {', '.join(PARTS)} allowed")
    learns = bool(PARTS[parts][1])
    weights = np.zeros((SETS * ROWS if learns else 1, INPUTS), np.int32)
    weights[:, : 2 * COUNTED : 2] = 20000 if parts == "both" else 40000
    weights[:, 2 * COUNTED : 2 * COUNTED + LOCAL] = 10000
    weights[:, 2 * COUNTED + LOCAL + 1] = 1 << 17
    return State(
        counters=np.full((COUNTED, 1 << TABLE_BITS if learns else 1), 1 << 31, np.uint32),
        local=np.zeros((LOCAL, 1 << LOCAL_BITS), np.uint16),
        maps=np.tile(untaught_maps(1)[0], (LOCAL, KINDS, 1)).astype(np.uint32),
        hashes=np.zeros(COUNTED + LOCAL, np.int64),
        places=np.zeros(COUNTED + LOCAL, np.int64),
        inputs=np.zeros(INPUTS, np.int32),
        weights=weights,
        visits=np.zeros(len(weights), np.int32),
        rows=np.zeros(SETS + 2 + MAPS, np.uint32),
        outputs=np.zeros((2, SETS + 2), np.int64),
        final=np.full((2, KINDS * SURROUNDINGS, SETS), 65536 // SETS, np.int32),
        corrections=untaught_corrections(),
        haste=np.array([_RATE], np.int64),
        parts=np.array(PARTS[parts]),
        palettes=shades.load(),
        network=network,
        seen=np.zeros(FEATURES, np.float32),
        hidden=np.zeros((3, network.heads.shape[0]), np.float32),
        heads=np.zeros(HEADS, np.float32),
        logits=np.zeros(INK - 1, np.float32),
        below=np.zeros(257, np.float32),
    )


@njit(inline="always")
def _alone(state, opinion, row, column, node, near):  # type: ignore[no-untyped-def]
    """Give the probability of a 1 by the network alone."""
    if node == 0 and not near:  # less than a stretched probability can say
        return np.int64(state.network.starts[row, column])
    return min(65535, max(1, squash(opinion)))


@njit(cache=True, error_model="numpy")
def _mix(state, node, opinion, row, surroundings):  # type: ignore[no-untyped-def]
    """Give the probability of a 1 by all parts."""
    gather(state, node, opinion, row, surroundings)
    weigh(state.weights, state.rows, state.inputs, state.outputs)
    both = combine(state.final, state.rows, state.outputs)
    fit = state.palettes.fit
    after = mixed(fit[0] * 4 + fit[2], node) & 0xFFFF
    contexts = (node, kind_of(node) * SURROUNDINGS + surroundings, after)
    return correct(state.corrections, state.rows, both, contexts)


@njit(cache=True, error_model="numpy")
def _learn(state, node, bit):  # type: ignore[no-untyped-def]
    """Learn the branch that was foreseen by `_mix`."""
    train(state, bit)
    train_last(state.final, state.rows, state.outputs, _FINAL_RATE, bit)
    learn_corrections(state.corrections, state.rows, bit)
    teach(state, node, bit)


@njit(cache=True, error_model="numpy")
def run(state, coder, stream, pictures, task):  # type: ignore[no-untyped-def]
    """Learn, write or read pictures.

    Parameters
    ----------
    state : State
    coder : array, int64
        From `ee376a.arithmetic.interval.start_encoder`, or its `start_decoder`.
    stream : array, uint8
        Where the coder writes to or reads from.
    pictures : array, uint8, shape (n, 28, 28)
        When they are read, they are set.
    task : int
        `LEARN`, `ENCODE` or `DECODE` of `ee376a.prequential.models`.

    Examples
    --------
    The network writes 784 pixels of paper:

    >>> from ee376a.arithmetic import finish, start_encoder
    >>> from ee376a.prequential.drawing.network import load
    >>> coder, stream = start_encoder(), np.zeros(800, np.uint8)
    >>> state = new_state("network", load())
    >>> run(state, coder, stream, np.zeros((1, 28, 28), np.uint8), ENCODE)
    >>> finish(coder, stream)  # bytes
    2
    """
    fit = state.palettes.fit
    for number in range(pictures.shape[0]):
        picture = np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)
        state.local[:] = 0
        judge(state.palettes, 0)
        top = -1
        for row in range(SIDE):
            for column in range(SIDE):
                near = is_near(picture, row, column)
                below = row - top if top >= 0 else _BEFORE_INK
                surroundings = hash_contexts(picture, row, column, fit, below, state.hashes)
                value, node = np.int64(pictures[number, row, column]), 0
                while node >= 0:
                    opinion = 0
                    if state.parts[0]:
                        opinion = ask(state, picture, row, column, node, near)
                    if state.parts[1]:
                        p1 = _mix(state, node, opinion, row, surroundings)
                    else:
                        p1 = _alone(state, opinion, row, column, node, near)
                    if task == DECODE:
                        bit = decode_bit(coder, stream, p1)
                    else:
                        bit = branch(value, node)
                        if task == ENCODE:
                            encode_bit(coder, stream, bit, p1)
                    if state.parts[1]:
                        _learn(state, node, bit)
                    node = follow(node, bit)
                found = -1 - node
                pictures[number, row, column] = found
                picture[row + MARGIN, column + MARGIN] = found
                if found > 0:
                    top = row if top < 0 else top
                    judge(state.palettes, found)


@njit(cache=True, error_model="numpy")
def paint(state, picture, first, lots):  # type: ignore[no-untyped-def]
    """Draw the pixels of a picture from a row on, by the network and by lots.

    Parameters
    ----------
    state : State
        With the network.
    picture : array, uint8, shape (28, 28)
        The rows from `first` on are set.
    first : int
        0 to 28.
    lots : array, float64, shape (28, 28, 10)
        0 to 1, one for each branch of each pixel: a 1 is drawn if it is below its probability.

    Examples
    --------
    With the lowest lots all is drawn that can be, with the highest nothing:

    >>> from ee376a.prequential.drawing.network import load
    >>> state, picture = new_state("network", load()), np.zeros((28, 28), np.uint8)
    >>> paint(state, picture, 20, np.zeros((28, 28, 10)))
    >>> picture[17:23, 14].tolist()
    [0, 0, 0, 255, 255, 255]
    >>> paint(state, picture, 0, np.ones((28, 28, 10)))
    >>> int(picture.max())
    0
    """
    padded = np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)
    padded[MARGIN : MARGIN + first, MARGIN : MARGIN + SIDE] = picture[:first]
    for row in range(first, SIDE):
        for column in range(SIDE):
            near = is_near(padded, row, column)
            node, nth = 0, 0
            while node >= 0:
                opinion = ask(state, padded, row, column, node, near)
                p1 = _alone(state, opinion, row, column, node, near)
                bit = 1 if lots[row, column, nth] * 65536 < p1 else 0
                node, nth = follow(node, bit), nth + 1
            picture[row, column] = -1 - node
            padded[row + MARGIN, column + MARGIN] = -1 - node
