"""Opinions: what the network, the palettes and the counters say of the next branch of a pixel.

They are the inputs of the mixers of `ee376a.prequential.mixing`; which weights these use is chosen
here too.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a.prequential.counters import bit_histories, learned, stretch
from ee376a.prequential.drawing.contexts import CONTEXTS, LOCAL, SURROUNDINGS, mixed
from ee376a.prequential.drawing.network import INK, SIDE, gray_chances, think
from ee376a.prequential.drawing.palettes import share_at
from ee376a.prequential.drawing.walk import level_of
from ee376a.prequential.opinions import ROWS, SETS
from ee376a.prequential.strict import exponential

__all__ = ["COUNTED", "INPUTS", "LOCAL_BITS", "TABLE_BITS", "ask", "gather", "kind_of", "teach"]

#: Contexts with counters: after those of `contexts`, two of what the network says.
COUNTED = CONTEXTS + 2
#: Two of each counter, one of each local context, the palettes', the network's, a constant; room.
INPUTS = -(-(2 * COUNTED + LOCAL + 3) // 8) * 8
#: Counters of each context, of all pictures and of this one.
TABLE_BITS, LOCAL_BITS = 22, 14
_LIMIT = 2047
_FEW = 30
_NEXT, _COUNTS = bit_histories()
_SEEN = _COUNTS.astype(np.int64).sum(axis=1)
# Of a bit history: 0 empty, 1 one kind of bit, 2 both.
_SURENESS = np.where(_SEEN == 0, 0, np.where(_COUNTS.min(axis=1) == 0, 1, 2))


@njit(inline="always")
def kind_of(node):  # type: ignore[no-untyped-def]
    """Give the kind of a node: itself, or how many bits of a gray are known.

    Parameters
    ----------
    node : int
        0 to `ee376a.prequential.drawing.walk.NODES` - 1.

    Returns
    -------
    int
        0 to `ee376a.prequential.drawing.walk.KINDS` - 1.

    Examples
    --------
    >>> [kind_of(node) for node in (0, 5, 8 + 0b1, 8 + 0b101, 8 + 0b11111111)]
    [0, 5, 8, 10, 15]
    """
    return node if node < 8 else 8 + level_of(node)


@njit(inline="always")
def _odds(some, all_of_it):  # type: ignore[no-untyped-def]
    """Give the stretched probability some / all."""
    p = np.int64(np.float32(65536) * some / all_of_it) if all_of_it > 0 else 32768
    return stretch(min(65535, max(0, p)))


@njit(cache=True, error_model="numpy")
def ask(state, picture, row, column, node, near):  # type: ignore[no-untyped-def]
    """Give the network's stretched probability of a 1 at a node.

    Parameters
    ----------
    state : ee376a.prequential.drawing.model.State
        The network's parts of it are set, for the nodes of the same pixel that follow.
    picture : array, uint8, shape (43, 58)
        With margins, as of `ee376a.prequential.drawing.network.blank`.
    row, column : int
        0 to 27.
    node : int
        All on the way to it must have been asked for, from the root.
    near : bool
        As `ee376a.prequential.drawing.network.is_near` says.

    Returns
    -------
    int
        In 1/256 nat, from -2047 to 2047.

    Examples
    --------
    Below an upright stroke ink is likely, and full ink too:

    >>> from ee376a.prequential.drawing.model import new_state
    >>> from ee376a.prequential.drawing.network import MARGIN, blank, load
    >>> state, picture = new_state("network", load()), blank()
    >>> picture[MARGIN + 8 : MARGIN + 14, MARGIN + 13 : MARGIN + 16] = 254
    >>> ask(state, picture, 14, 14, 0, True) > 256, ask(state, picture, 14, 14, 1, True) > 0
    (True, True)
    """
    if node == 0 and not near:
        return stretch(np.int64(state.network.starts[row, column]))
    heads = state.heads
    if node == (0 if near else 1):
        think(state.network, picture, row, column, state.seen, state.hidden, heads)
    if node < 2:
        return min(_LIMIT, max(-_LIMIT, np.int64(np.float32(256) * heads[node])))
    if node == 2:
        for k in range(2, 6):
            heads[k] = exponential(heads[k])
        high = heads[4] + heads[5]
        return _odds(high, heads[2] + heads[3] + high)
    if node < 8:
        one = heads[2 * node - 5]
        return _odds(one, heads[2 * node - 6] + one)
    if node == 9:
        gray_chances(state.network, state.hidden, state.logits, state.below)
    some, all_of_it = share_at(state.below, node)
    return _odds(some, all_of_it)


@njit(cache=True, error_model="numpy")
def _hash_opinion(state, node, opinion, surroundings):  # type: ignore[no-untyped-def]
    """Make contexts of what the network says: its opinion, or the quartiles of the gray."""
    hashes, below = state.hashes, state.below
    if node < 8:
        hashes[-2] = (opinion + 2048) >> 5
        hashes[-1] = ((opinion + 2048) >> 7) * SURROUNDINGS + surroundings
    elif node == 9 and state.parts[0]:
        first = second = third = 1
        total = below[256]
        for value in range(1, INK):
            first += below[value + 1] * np.float32(4) < total
            second += below[value + 1] * np.float32(2) < total
            third += below[value + 1] * np.float32(4 / 3) < total
        hashes[-2] = second
        hashes[-1] = (first >> 3) * 32 + (third >> 3)


@njit(cache=True, error_model="numpy")
def gather(state, node, opinion, row, surroundings):  # type: ignore[no-untyped-def]
    """Fill the inputs of the mixers, and choose the weights.

    Parameters
    ----------
    state : ee376a.prequential.drawing.model.State
        With tables of contexts; its `hashes` are those of the pixel. `inputs` (in 1/256, from -2047
        to 2047), `rows` and `places` are set.
    node : int
    opinion : int
        What `ask` gave, or 0.
    row : int
        0 to 27.
    surroundings : int
        What `ee376a.prequential.drawing.contexts.hash_contexts` gave.

    Examples
    --------
    Before anything is learned the network alone speaks, and the constant:

    >>> from ee376a.prequential.drawing.model import new_state
    >>> from ee376a.prequential.drawing.network import load
    >>> state = new_state("contexts", load())
    >>> gather(state, 0, 281, 5, 0)
    >>> state.inputs[state.inputs != 0].tolist()
    [281, 256]
    """
    inputs, rows, places = state.inputs, state.rows, state.places
    _hash_opinion(state, node, opinion, surroundings)
    kind = kind_of(node)
    known = 0
    for i in range(COUNTED):
        hashed = state.hashes[i] if i < CONTEXTS else state.hashes[i + LOCAL]
        place = mixed(hashed + 1, node + 300 * i) & ((1 << TABLE_BITS) - 1)
        places[i] = place
        counter = np.int64(state.counters[i, place])
        count, p = counter & 1023, counter >> 16
        inputs[2 * i] = stretch(p) if count else 0
        inputs[2 * i + 1] = (p - 32768) * (count if count < _FEW else _FEW) >> 9
        if i == 5 or i == 13 or i == 17 or i == 20:
            known = 3 * known + (0 if count == 0 else 1 if count < 4 else 2)
    here = 0
    for i in range(LOCAL):
        place = mixed(state.hashes[CONTEXTS + i] + 1, node) & ((1 << LOCAL_BITS) - 1)
        history = np.int64(state.local[i, place])
        places[COUNTED + i] = place
        inputs[2 * COUNTED + i] = stretch(np.int64(state.maps[i, kind, history]) >> 16)
        if i < 5:
            here = 3 * here + _SURENESS[history]
    some, all_of_it = share_at(state.palettes.below, node)
    told = _odds(some, all_of_it)
    sure = state.palettes.fit[2]
    inputs[2 * COUNTED + LOCAL] = told
    inputs[2 * COUNTED + LOCAL + 1] = opinion
    inputs[2 * COUNTED + LOCAL + 2] = 256
    rows[0] = node
    rows[1] = kind * SURROUNDINGS + surroundings
    rows[2] = kind * SIDE + row
    rows[3] = kind * 81 + known
    rows[4] = kind * 33 + ((opinion + 2048) >> 7)
    rows[5] = kind * 243 + here
    rows[6] = (kind * 4 + sure) * 33 + ((told + 2048) >> 7)
    # The last layer's two.
    rows[SETS] = rows[1]
    rows[SETS + 1] = node
    for k in range(SETS):
        rows[k] += k * ROWS


@njit(inline="always")
def teach(state, node, bit):  # type: ignore[no-untyped-def]
    """Let every counter that spoke learn the branch.

    Parameters
    ----------
    state : ee376a.prequential.drawing.model.State
        After `gather`. `counters`, `maps` and `local` are changed.
    node, bit : int

    Examples
    --------
    A counter goes from 1/2 two thirds of the way to 1:

    >>> from ee376a.prequential.drawing.model import new_state
    >>> from ee376a.prequential.drawing.network import load
    >>> state = new_state("contexts", load())
    >>> gather(state, 0, 0, 5, 0)
    >>> teach(state, 0, 1)
    >>> round(int(state.counters[0, state.places[0]]) / 2**32, 3)
    0.833
    """
    places = state.places
    for i in range(COUNTED):
        place = places[i]
        state.counters[i, place] = learned(state.counters[i, place], bit, 1023)
    kind = kind_of(node)
    for i in range(LOCAL):
        place = places[COUNTED + i]
        history = np.int64(state.local[i, place])
        state.maps[i, kind, history] = learned(state.maps[i, kind, history], bit, 255)
        state.local[i, place] = _NEXT[history, bit]
