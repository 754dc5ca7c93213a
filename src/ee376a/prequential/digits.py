"""Handwritten digits, coded pixel by pixel and drawn by the same model.

What the next pixel is, is foreseen by a network that was trained beforehand
(`ee376a.prequential.digitnet`) and by counters in contexts that learn while coding
(`ee376a.prequential.digitcontexts`); mixers weigh them, as in `ee376a.prequential.contextmixing`.
A model that foresees pixels can also draw them: each is drawn by lot, with the chances foreseen.
"""

from __future__ import annotations

import io
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic import decode_bit, encode_bit, finish, start_decoder, start_encoder
from ee376a.container import CorruptStream, Header, Reader, Writer, crc32c
from ee376a.prequential.counters import learned, squash, squash_table, stretch
from ee376a.prequential.digitcontexts import CONTEXTS, SURROUNDINGS, hash_contexts, mixed
from ee376a.prequential.digitnet import (
    FEATURES,
    HEADS,
    INK,
    MARGIN,
    SIDE,
    Network,
    blank,
    gray_chances,
    is_near,
    load,
    think,
)
from ee376a.prequential.mixing import dot, train
from ee376a.prequential.strict import exponential

__all__ = ["PARTS", "code_length", "decode", "draw", "encode"]

Pictures = npt.NDArray[np.uint8]

#: Who foresees: the trained network, the contexts that learn while coding, or both.
PARTS = {"network": (1, 0), "contexts": (0, 1), "both": (1, 1)}
_KIND, _FORMAT = 5, 1
_LEARN, _ENCODE, _DECODE = 0, 1, 2
# A picture is a walk: the nodes 0 (ink?), 1 (full?), 2 and 4 or 5 (which of the four full ones),
# 8 + t (bits of a gray; t is 1 and the bits so far). Kinds of nodes: those below 8, then levels.
_NODES, _KINDS = 8 + 256, 16
_ROWS = np.cumsum([0, _NODES, _KINDS * SURROUNDINGS, _KINDS * SIDE, _KINDS * 81, _KINDS * 33])
_SETS = len(_ROWS) - 1
_INPUTS = 2 * CONTEXTS + 4
_CORRECTIONS = _KINDS * SURROUNDINGS + _NODES
_TABLE_BITS = 22
_RATE = 8
# The last pictures of a prior are learned with the network, the others by the contexts alone.
_TOGETHER = 1000
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
    outputs: npt.NDArray[np.int64]
    fixed: npt.NDArray[np.int64]
    seen: npt.NDArray[np.float32]
    hidden: npt.NDArray[np.float32]
    heads: npt.NDArray[np.float32]
    logits: npt.NDArray[np.float32]
    below: npt.NDArray[np.float32]


def _new_state(parts: str, network: Network) -> State:
    if parts not in PARTS:
        raise ValueError(f"parts: {parts!r} given, one of {', '.join(PARTS)} allowed")
    weights = np.zeros((_ROWS[-1], _INPUTS), np.int32)
    weights[:, : 2 * CONTEXTS : 2] = 20000 if parts == "both" else 40000
    weights[:, -2] = 1 << 17
    bins = np.clip((np.arange(33) - 16) * 128, -3072, 3071) + 3072
    return State(
        counters=np.full((CONTEXTS, 1 << _TABLE_BITS), 1 << 31, np.uint32),
        weights=weights,
        corrections=np.tile(squash_table()[bins], (_CORRECTIONS, 1)),
        network=network,
        parts=np.array(PARTS[parts]),
        hashes=np.zeros(CONTEXTS, np.int64),
        places=np.zeros(CONTEXTS, np.int64),
        inputs=np.zeros(_INPUTS, np.int32),
        rows=np.zeros(_SETS, np.int64),
        outputs=np.zeros(_SETS, np.int64),
        fixed=np.zeros(4, np.int64),
        seen=np.zeros(FEATURES, np.float32),
        hidden=np.zeros((3, network.heads.shape[0]), np.float32),
        heads=np.zeros(HEADS, np.float32),
        logits=np.zeros(INK - 1, np.float32),
        below=np.zeros(257, np.float32),
    )


@njit(inline="always")
def _level(node):  # type: ignore[no-untyped-def]
    """Give the number of bits of a gray that are known at a node."""
    level = 0
    while (node - 8) >> (level + 1):
        level += 1
    return level


@njit(inline="always")
def _bit(value, node):  # type: ignore[no-untyped-def]
    """Give the branch that leads from a node to a value."""
    if node < 2:
        return 1 if value >= (INK if node else 1) else 0
    if node < 8:
        return value >> 1 & 1 if node == 2 else value & 1
    return value >> (7 - _level(node)) & 1


@njit(inline="always")
def _follow(node, bit):  # type: ignore[no-untyped-def]
    """Give the node after a branch, or -1 - value."""
    if node == 0:
        return 1 if bit else -1
    if node == 1:
        return 2 if bit else 9
    if node == 2:
        return 4 + bit
    if node < 8:
        return -1 - (INK + 2 * (node - 4) + bit)
    after = 2 * (node - 8) + bit
    return 8 + after if after < 256 else -1 - (after - 256)


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
    level = _level(node)
    lowest = ((node - 8) << (8 - level)) & 255
    middle, end = lowest + (1 << (7 - level)), lowest + (1 << (8 - level))
    return _share(below[end] - below[middle], below[end] - below[lowest])


@njit(cache=True, error_model="numpy")
def _mix(state, node, opinion, row, surroundings):  # type: ignore[no-untyped-def]
    """Give the probability of a 1 by all parts."""
    inputs, rows, outputs = state.inputs, state.rows, state.outputs
    kind = node if node < 8 else 8 + _level(node)
    known = 0
    for i in range(CONTEXTS):
        place = mixed(state.hashes[i] + 1, node + 300 * i) & ((1 << _TABLE_BITS) - 1)
        state.places[i] = place
        counter = np.int64(state.counters[i, place])
        count, p = counter & 1023, counter >> 16
        inputs[2 * i] = stretch(p) if count else 0
        inputs[2 * i + 1] = (p - 32768) * min(count, 30) >> 9
        if i == 5 or i == 13 or i == 17 or i == 20:
            known = 3 * known + (0 if count == 0 else 1 if count < 4 else 2)
    inputs[_INPUTS - 4] = 256
    inputs[_INPUTS - 2] = opinion
    rows[0] = node
    rows[1] = _ROWS[1] + kind * SURROUNDINGS + surroundings
    rows[2] = _ROWS[2] + kind * SIDE + row
    rows[3] = _ROWS[3] + kind * 81 + known
    rows[4] = _ROWS[4] + kind * 33 + ((opinion + 2048) >> 7)
    total = 0
    for k in range(_SETS):
        outputs[k] = dot(state.weights, rows[k], inputs)
        total += outputs[k]
    total //= _SETS
    x = min(_LIMIT, max(-_LIMIT, total)) + 2048
    low, above = x >> 7, x & 127
    first, second = kind * SURROUNDINGS + surroundings, _KINDS * SURROUNDINGS + node
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
        train(state.weights, state.rows[k], state.inputs, error)
    for i in range(CONTEXTS):
        place = state.places[i]
        state.counters[i, place] = learned(state.counters[i, place], bit, 255)
    for k in range(2):
        place, bin_ = state.fixed[2 * k], state.fixed[2 * k + 1]
        p = np.int64(state.corrections[place, bin_])
        state.corrections[place, bin_] = p + ((target - p) >> 6)


@njit(cache=True, error_model="numpy")
def _run(state, coder, stream, pictures, mode):  # type: ignore[no-untyped-def]
    """Learn, write or read pictures, (n, 28, 28)."""
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
                        p1 = _mix(state, node, opinion, row, surroundings)
                    else:
                        p1 = min(65535, max(1, squash(opinion)))
                    if mode == _DECODE:
                        bit = decode_bit(coder, stream, p1)
                    else:
                        bit = _bit(value, node)
                        if mode == _ENCODE:
                            encode_bit(coder, stream, bit, p1)
                    if state.parts[1]:
                        _learn(state, bit)
                    node = _follow(node, bit)
                pictures[number, row, column] = -1 - node
                picture[row + MARGIN, column + MARGIN] = -1 - node


def _learned(parts: str, prior: Pictures, network: Network) -> State:
    state = _new_state(parts, network)
    coder, nothing = start_encoder(), np.zeros(0, np.uint8)
    if state.parts[1]:
        asked, prior = int(state.parts[0]), prior.copy()
        for some, ask in ((prior[:-_TOGETHER], 0), (prior[-_TOGETHER:], asked)):
            state.parts[0] = ask
            _run(state, coder, nothing, some, _LEARN)
        state.parts[0] = asked
    return state
