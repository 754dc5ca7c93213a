"""Opinions: what the counters, the last bytes and the matches say of the next bit.

Each context has three: what its bit history has come to mean in this context (an adaptive map), its
own running probability, and whether the byte that came here last comes again. They are the inputs
of the mixers; which weights the mixers use is chosen here too.
"""

from typing import Any

import numpy as np
from numba import njit

from ee376a.prequential import contexts as past
from ee376a.prequential.buckets import slot_after
from ee376a.prequential.contexts import CONTEXTS
from ee376a.prequential.counters import RATES, bit_histories, learned, stretch
from ee376a.prequential.matching import length_class

OPINIONS = 3
"""Of each context."""
INPUTS = OPINIONS * CONTEXTS + 6
"""Those of the contexts, of order 0, two of each of two matches, and a constant."""
SETS = 7
"""Sets of weights that mix the inputs."""
ROWS = 4096
"""Vectors of weights of each set."""
RUN_MAP, MATCH_MAP = 256, 64
"""Places in `maps` of each context's last byte (8 bits of 16 runs, and room), of each match."""
_MATCHES = CONTEXTS * (1024 + RUN_MAP)
SILENT = _MATCHES + 2 * MATCH_MAP
"""Places of probabilities that say 1/2 and never learn, one for each that may be silent: at one
place for all, each would wait for the one before."""
_LIMIT = 255  # observations that an adaptive map averages over

_, _COUNTS = bit_histories()
_SEEN = _COUNTS.astype(np.int64).sum(axis=1)
_PURE = _COUNTS.min(axis=1) == 0
_SURENESS = np.where(_SEEN == 0, 0, np.where(_PURE, 1, 2))
"""Of a bit history: 0 empty, 1 one kind of bit, 2 both."""
_KNOWLEDGE = np.where(_PURE, np.searchsorted((1, 3, 8), _SEEN, side="right"), 4)
"""The same, finer: 0 empty; one kind of bit, 1 few, 2 some, 3 many; 4 both."""


@njit(inline="always")
def gather(state):  # type: ignore[no-untyped-def]
    """Fill the inputs of the mixers, and note in `used` which probabilities spoke.

    Parameters
    ----------
    state : ee376a.prequential.contextmixing.State
        `inputs` (in 1/256, from -2047 to 2047), `used`, the last row of `bases` and the register
        `ORDERS` are set.

    Examples
    --------
    Before anything is seen only the constant speaks, the last of the inputs:

    >>> from ee376a.prequential import contextmixing
    >>> state = contextmixing.new_state(contextmixing.Parameters(buckets=4096, history=12))
    >>> gather(state)
    >>> np.flatnonzero(state.inputs).tolist(), INPUTS
    ([68], 69)
    """
    reg, slots, bases = state.registers, state.slots, state.bases
    maps, used, inputs = state.maps, state.used, state.inputs
    partial, bit = reg[past.PARTIAL], reg[past.BIT]
    inner = partial if bit < 4 else 1 << (bit - 4) | partial & ((1 << (bit - 4)) - 1)
    orders: Any = 0
    n = 0
    for i in range(CONTEXTS):
        place = np.int64(bases[0, i]) + inner
        bases[2, i] = place
        slot = np.int64(slots[place])
        history = slot >> 6 & 1023
        index: Any = i << 10 | history
        used[2 * i] = index
        inputs[n] = stretch(np.int64(maps[index]) >> 16)
        inputs[n + 1] = stretch(slot >> 16 ^ 32768)
        orders += (i < past.ORDER_CONTEXTS) & (history > 0)
        # The last byte speaks as long as this one begins as it did (and else is silent: choosing
        # the place of a probability is quicker than a branch that cannot be foreseen).
        head = np.int64(slots[np.int64(bases[1, i])])
        byte = head >> 8 & 255
        fits = (head & 255 > 0) & ((byte | 256) >> (8 - bit) == partial)
        index = (CONTEXTS << 10) + (i * 16 + bit) * 16 + min(head & 255, 15)
        index = index if fits else SILENT + i
        x = stretch(np.int64(maps[index]) >> 16)
        inputs[n + 2] = x if byte >> (7 - bit) & 1 else -x
        used[2 * i + 1] = index
        n += OPINIONS
    reg[past.ORDERS] = orders
    inputs[n] = stretch(np.int64(state.order0[partial]) >> 16)
    n += 1
    for k in range(2):
        byte = reg[past.MATCH_BYTE + k]
        if reg[past.MATCH_LENGTH + k] and (byte | 256) >> (8 - bit) == partial:
            index = _MATCHES + k * MATCH_MAP + length_class(reg[past.MATCH_LENGTH + k])
            p = np.int64(maps[index]) >> 16
            expected = byte >> (7 - bit) & 1
            inputs[n] = stretch(p) if expected else -stretch(p)
            inputs[n + 1] = (p - 32768) >> 5 if expected else (32768 - p) >> 5
            used[2 * CONTEXTS + k] = index
        else:
            inputs[n] = 0
            inputs[n + 1] = 0
            used[2 * CONTEXTS + k] = SILENT + CONTEXTS + k
        n += 2
    inputs[n] = 256
    for k in range(state.extra.size):
        inputs[INPUTS + k] = state.extra[k]


@njit(inline="always")
def select(state):  # type: ignore[no-untyped-def]
    """Choose the weights: each set by another small context, of place or of sureness.

    Parameters
    ----------
    state : ee376a.prequential.contextmixing.State
        After `gather`. The first `SETS` of `rows` are set, to vectors of the first layer, and the
        next two, to contexts of the last layer.

    Examples
    --------
    Each set has a range of its own:

    >>> from ee376a.prequential import contextmixing
    >>> state = contextmixing.new_state(contextmixing.Parameters(buckets=4096, history=12))
    >>> gather(state)
    >>> select(state)
    >>> (state.rows[:SETS] // ROWS).tolist(), (state.rows[:SETS] % ROWS).tolist()
    ([0, 1, 2, 3, 4, 5, 6], [1, 0, 1, 0, 1, 0, 0])
    """
    reg, rows, used = state.registers, state.rows, state.used
    partial, bit = reg[past.PARTIAL], reg[past.BIT]
    kinds = reg[past.CLASSES]
    sure, words = 0, 0  # of orders 2 to 6 and of four word contexts, in base 3
    for i in range(5):
        sure = 3 * sure + _SURENESS[np.int64(used[2 * i + 2]) & 1023]
        if i < 4:
            words = 3 * words + _SURENESS[np.int64(used[2 * i + 14]) & 1023]
    known = 0  # of orders 3, 4, 6 and of the word, in base 5
    for i in (2, 3, 5, 7):
        known = 5 * known + _KNOWLEDGE[np.int64(used[2 * i]) & 1023]
    rows[0] = min(reg[past.WORD_LENGTH], 7) << 8 | partial
    rows[1] = words << 3 | bit
    rows[2] = reg[past.ORDERS] << 8 | partial
    rows[3] = sure << 3 | bit
    rows[4] = (kinds & 7) << 8 | partial
    rows[5] = (kinds & 511) << 3 | bit
    rows[6] = known
    for k in range(SETS):
        rows[k] += k * ROWS
    # The last layer's two.
    rows[SETS] = partial
    rows[SETS + 1] = reg[past.ORDERS] << 3 | bit


@njit(inline="always")
def teach(state, bit):  # type: ignore[no-untyped-def]
    """Let every probability that spoke learn the bit.

    Parameters
    ----------
    state : ee376a.prequential.contextmixing.State
        After `gather`. `maps`, `slots` and `order0` are changed.
    bit : int

    Examples
    --------
    The probability of order 0 goes from 1/2 two thirds of the way to 1:

    >>> from ee376a.prequential import contextmixing
    >>> state = contextmixing.new_state(contextmixing.Parameters(buckets=4096, history=12))
    >>> gather(state)
    >>> teach(state, 1)
    >>> round(int(state.order0[state.registers[past.PARTIAL]]) / 2**32, 3)
    0.833
    """
    reg, slots, bases = state.registers, state.slots, state.bases
    maps, used, order0 = state.maps, state.used, state.order0
    at = reg[past.BIT]
    for i in range(CONTEXTS):
        place = np.int64(used[2 * i])
        maps[place] = learned(maps[place], bit, _LIMIT)
        byte = np.int64(slots[np.int64(bases[1, i])]) >> 8
        place = np.int64(used[2 * i + 1])
        maps[place] = learned(maps[place], 1 ^ bit ^ (byte >> (7 - at) & 1), _LIMIT)
        place = np.int64(bases[2, i])
        slots[place] = slot_after(np.int64(slots[place]), bit)
    for k in range(2):
        expected = reg[past.MATCH_BYTE + k] >> (7 - at) & 1
        place = np.int64(used[2 * CONTEXTS + k])
        maps[place] = learned(maps[place], 1 ^ bit ^ expected, _LIMIT)
    slot = np.int64(order0[reg[past.PARTIAL]])
    p = slot >> 16
    p += ((65535 * bit - p) * RATES[slot & 63]) >> 16
    order0[reg[past.PARTIAL]] = p << 16 | min((slot & 63) + 1, 62)
