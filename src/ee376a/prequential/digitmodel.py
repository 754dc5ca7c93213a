"""The model of the pixels of handwritten digits: a trained network, contexts, and mixers.

A pixel is foreseen bit by bit, by the network (`ee376a.prequential.digitnet`), by counters in
contexts (`ee376a.prequential.digitcontexts`), and by mixers that weigh them and learn, as in
`ee376a.prequential.contextmixing`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic import decode_bit, encode_bit
from ee376a.prequential.counters import learned, squash, squash_table, stretch
from ee376a.prequential.digitcontexts import CONTEXTS, SURROUNDINGS, hash_contexts, mixed
from ee376a.prequential.digitmixing import learn, weigh
from ee376a.prequential.digitnet import (
    FEATURES,
    HEADS,
    INK,
    MARGIN,
    SIDE,
    Network,
    gray_chances,
    is_near,
    think,
)
from ee376a.prequential.digitwalk import KINDS, NODES, branch, follow, level_of
from ee376a.prequential.models import DECODE, ENCODE
from ee376a.prequential.strict import exponential

__all__ = ["PARTS", "State", "new_state", "paint", "run"]

#: Who foresees: the trained network, the contexts that learn while coding, or both.
PARTS = {"network": (1, 0), "contexts": (0, 1), "both": (1, 1)}
_ROWS = np.cumsum([0, NODES, KINDS * SURROUNDINGS, KINDS * SIDE, KINDS * 81, KINDS * 33])
_SETS = len(_ROWS) - 1
# Two of the contexts are what the network says.
_ALL = CONTEXTS + 2
_INPUTS = 2 * _ALL + 4
_CORRECTIONS = KINDS * SURROUNDINGS + NODES
_TABLE_BITS = 22
_RATE, _FINAL_RATE = 12, 2
_LIMIT = 2047


class State(NamedTuple):
    """What is learned while coding, the network, and room for what is foreseen of a pixel."""

    counters: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.int32]
    corrections: npt.NDArray[np.uint16]
    network: Network
    parts: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    inputs: npt.NDArray[np.int32]
    rows: npt.NDArray[np.int64]
    outputs: npt.NDArray[np.int32]
    final: npt.NDArray[np.int32]
    fixed: npt.NDArray[np.int64]
    seen: npt.NDArray[np.float32]
    hidden: npt.NDArray[np.float32]
    heads: npt.NDArray[np.float32]
    logits: npt.NDArray[np.float32]
    below: npt.NDArray[np.float32]


def new_state(parts: str, network: Network) -> State:
    """Give the model that has learned nothing yet but what the network knows.

    Parameters
    ----------
    parts : str
        A key of `PARTS`.
    network : ee376a.prequential.digitnet.Network

    Returns
    -------
    State

    Raises
    ------
    ValueError
        If there are no such parts.
    """
    if parts not in PARTS:
        raise ValueError(f"parts: {parts!r} given, one of {', '.join(PARTS)} allowed")
    weights = np.zeros((_ROWS[-1], _INPUTS), np.int32)
    weights[:, : 2 * _ALL : 2] = 20000 if parts == "both" else 40000
    weights[:, -2] = 1 << 17
    size = 1 << _TABLE_BITS if PARTS[parts][1] else 1
    bins = np.clip((np.arange(33) - 16) * 128, -3072, 3071) + 3072
    return State(
        counters=np.full((_ALL, size), 1 << 31, np.uint32),
        weights=weights,
        corrections=np.tile(squash_table()[bins], (_CORRECTIONS, 1)),
        network=network,
        parts=np.array(PARTS[parts]),
        hashes=np.zeros(_ALL, np.int64),
        places=np.zeros(_ALL, np.int64),
        inputs=np.zeros(_INPUTS, np.int32),
        rows=np.zeros(_SETS, np.int64),
        outputs=np.zeros(_SETS, np.int32),
        final=np.full((KINDS * SURROUNDINGS, _SETS), (1 << 18) // _SETS, np.int32),
        fixed=np.zeros(5, np.int64),
        seen=np.zeros(FEATURES, np.float32),
        hidden=np.zeros((3, network.heads.shape[0]), np.float32),
        heads=np.zeros(HEADS, np.float32),
        logits=np.zeros(INK - 1, np.float32),
        below=np.zeros(257, np.float32),
    )


@njit(inline="always")
def _share(some, all_of_it):  # type: ignore[no-untyped-def]
    """Give the stretched probability some / all."""
    p = np.int64(np.float32(65536) * some / all_of_it) if all_of_it > 0 else 32768
    return stretch(min(65535, max(0, p)))


@njit(cache=True, error_model="numpy")
def _ask(state, picture, row, column, node, near):  # type: ignore[no-untyped-def]
    """Give the network's stretched probability of a 1 at a node."""
    if node == 0 and not near:
        return stretch(np.int64(state.network.starts[row, column]))
    heads, below = state.heads, state.below
    if node == (0 if near else 1):
        think(state.network, picture, row, column, state.seen, state.hidden, heads)
    if node < 2:
        return min(_LIMIT, max(-_LIMIT, np.int64(np.float32(256) * heads[node])))
    if node == 2:
        for k in range(2, 6):
            heads[k] = exponential(heads[k])
        high = heads[4] + heads[5]
        return _share(high, heads[2] + heads[3] + high)
    if node < 8:
        one = heads[2 * node - 5]
        return _share(one, heads[2 * node - 6] + one)
    if node == 9:
        gray_chances(state.network, state.hidden, state.logits, below)
    level = level_of(node)
    lowest = ((node - 8) << (8 - level)) & 255
    middle, end = lowest + (1 << (7 - level)), lowest + (1 << (8 - level))
    return _share(below[end] - below[middle], below[end] - below[lowest])


@njit(cache=True, error_model="numpy")
def _hash_opinion(state, node, opinion, surroundings):  # type: ignore[no-untyped-def]
    """Make contexts of what the network says: its opinion, or the quartiles of the gray."""
    hashes, below = state.hashes, state.below
    if node < 8:
        hashes[CONTEXTS] = (opinion + 2048) >> 5
        hashes[CONTEXTS + 1] = ((opinion + 2048) >> 7) * SURROUNDINGS + surroundings
    elif node == 9 and state.parts[0]:
        first = second = third = 1
        total = below[256]
        for value in range(1, INK):
            first += below[value + 1] * np.float32(4) < total
            second += below[value + 1] * np.float32(2) < total
            third += below[value + 1] * np.float32(4 / 3) < total
        hashes[CONTEXTS] = second
        hashes[CONTEXTS + 1] = (first >> 3) * 32 + (third >> 3)


@njit(inline="always")
def _alone(state, opinion, row, column, node, near):  # type: ignore[no-untyped-def]
    """Give the probability of a 1 by the network alone."""
    if node == 0 and not near:  # less than a stretched probability can say
        return np.int64(state.network.starts[row, column])
    return min(65535, max(1, squash(opinion)))


@njit(cache=True, error_model="numpy")
def _mix(state, node, opinion, row, surroundings):  # type: ignore[no-untyped-def]
    """Give the probability of a 1 by all parts."""
    inputs, rows, outputs = state.inputs, state.rows, state.outputs
    kind = node if node < 8 else 8 + level_of(node)
    known = 0
    for i in range(_ALL):
        place = mixed(state.hashes[i] + 1, node + 300 * i) & ((1 << _TABLE_BITS) - 1)
        state.places[i] = place
        counter = np.int64(state.counters[i, place])
        count, p = counter & 1023, counter >> 16
        inputs[2 * i] = stretch(p) if count else 0
        inputs[2 * i + 1] = (p - 32768) * (count if count < 30 else 30) >> 9
        if i == 5 or i == 13 or i == 17 or i == 20:
            known = 3 * known + (0 if count == 0 else 1 if count < 4 else 2)
    inputs[_INPUTS - 4] = 256
    inputs[_INPUTS - 2] = opinion
    rows[0] = node
    rows[1] = _ROWS[1] + kind * SURROUNDINGS + surroundings
    rows[2] = _ROWS[2] + kind * SIDE + row
    rows[3] = _ROWS[3] + kind * 81 + known
    rows[4] = _ROWS[4] + kind * 33 + ((opinion + 2048) >> 7)
    for k in range(_SETS):
        outputs[k] = min(_LIMIT, max(-_LIMIT, weigh(state.weights, rows[k], inputs)))
    total = weigh(state.final, rows[1] - _ROWS[1], outputs)
    state.fixed[4] = total
    x = min(_LIMIT, max(-_LIMIT, total)) + 2048
    low, above = x >> 7, x & 127
    first, second = kind * SURROUNDINGS + surroundings, KINDS * SURROUNDINGS + node
    p = 2 * squash(total)
    for k, place in enumerate((first, second)):
        corrections = state.corrections[place]
        p += (np.int64(corrections[low]) * (128 - above) + corrections[low + 1] * above) >> 7
        state.fixed[2 * k], state.fixed[2 * k + 1] = place, low + (above >> 6)
    return min(65535, max(1, p >> 2))


@njit(cache=True, error_model="numpy")
def _learn(state, bit):  # type: ignore[no-untyped-def]
    """Learn the branch that was foreseen by `_mix`."""
    target = 65535 * bit
    for k in range(_SETS):
        error = ((bit << 16) - squash(state.outputs[k])) * _RATE >> 4
        learn(state.weights, state.rows[k], state.inputs, error)
    error = ((bit << 16) - squash(state.fixed[4])) * _FINAL_RATE >> 4
    learn(state.final, state.rows[1] - _ROWS[1], state.outputs, error)
    for i in range(_ALL):
        place = state.places[i]
        state.counters[i, place] = learned(state.counters[i, place], bit, 1023)
    for k in range(2):
        place, bin_ = state.fixed[2 * k], state.fixed[2 * k + 1]
        p = np.int64(state.corrections[place, bin_])
        state.corrections[place, bin_] = p + ((target - p) >> 6)


@njit(cache=True, error_model="numpy")
def run(state, coder, stream, pictures, task):  # type: ignore[no-untyped-def]
    """Learn, write or read pictures (n, 28, 28): `task` is LEARN, ENCODE or DECODE."""
    for number in range(pictures.shape[0]):
        picture = np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)
        for row in range(SIDE):
            for column in range(SIDE):
                near = is_near(picture, row, column)
                surroundings = hash_contexts(picture, row, column, state.hashes)
                value, node = np.int64(pictures[number, row, column]), 0
                while node >= 0:
                    opinion = 0
                    if state.parts[0]:
                        opinion = _ask(state, picture, row, column, node, near)
                    if state.parts[1]:
                        _hash_opinion(state, node, opinion, surroundings)
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
                        _learn(state, bit)
                    node = follow(node, bit)
                pictures[number, row, column] = -1 - node
                picture[row + MARGIN, column + MARGIN] = -1 - node


@njit(cache=True, error_model="numpy")
def paint(state, picture, first, lots):  # type: ignore[no-untyped-def]
    """Draw the pixels (28, 28) from a row on, by the network and by lots (28, 28, 10), 0 to 1."""
    padded = np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)
    padded[MARGIN : MARGIN + first, MARGIN : MARGIN + SIDE] = picture[:first]
    for row in range(first, SIDE):
        for column in range(SIDE):
            near = is_near(padded, row, column)
            node, nth = 0, 0
            while node >= 0:
                opinion = _ask(state, padded, row, column, node, near)
                p1 = _alone(state, opinion, row, column, node, near)
                bit = 1 if lots[row, column, nth] * 65536 < p1 else 0
                node, nth = follow(node, bit), nth + 1
            picture[row, column] = -1 - node
            padded[row + MARGIN, column + MARGIN] = -1 - node
