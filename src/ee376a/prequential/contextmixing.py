"""Context mixing: many counters, each in its own context, and a mixer that learns whom to trust.

The strongest model of this package that computes with integers alone. For each bit, every context
finds the *slot* that counts the bits seen there so far, and the slot gives up to three opinions:
what its bit history has meant in this context so far, its own running probability, and whether the
byte that came here last time comes again. Match models add theirs. Mixers weigh the opinions,
selected by where in the text we are; a last layer weighs the mixers; and adaptive probability maps
correct the sum. Then the bit is learned by every part that had a say.

Sources: M. Mahoney, "Adaptive weighing of context models for lossless data compression", Florida
Tech CS-2005-16, and his PAQ8 and lpaq; F. Willems, Y. Shtarkov, T. Tjalkens, "The context-tree
weighting method: basic properties", IEEE Trans. IT 41 (1995) for the idea of weighing all orders.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential import contexts as past
from ee376a.prequential.contexts import CONTEXTS, hash_contexts, mix_bits, remember
from ee376a.prequential.counters import (
    SQUASH_LIMIT,
    bit_histories,
    RATES,
    learned,
    squash,
    squash_table,
    stretch,
    untaught_maps,
)
from ee376a.prequential.matching import find_matches, length_class
from ee376a.prequential.mixing import dot, train

FORMAT = 1

_OPINIONS = 3  # of each context: history, running probability, last byte
_PLAIN_INPUTS = _OPINIONS * CONTEXTS + 6  # and order 0, two matches with two each, a constant
_SETS = 6
_ROWS = 4096  # weight vectors of each set
_RUN_MAP, _MATCH_MAP = 256, 64
_APMS = 3
_SILENT = CONTEXTS * (1024 + _RUN_MAP) + 2 * _MATCH_MAP  # says 1/2 and never learns
_HASTES = 1024


_FIRST_WEIGHTS = (
    # Of the three opinions of each context: history, running probability, last byte.
    62, -4, 38, 169, 111, 39, 177, 171, 46,
    154, 155, 28, 149, 129, 45, 146, 94, 40,
    149, 76, 55, 288, 145, 60, 99, 95, 47,
    168, 78, 74, 135, 71, 60, 98, 61, 77,
    152, 53, 8, 87, -11, -23, 87, -6, 112,
    134, 79, 45, 163, 126, 28, 166, 96, 96,
    63, 12, 74, 118, 86, 35, 112, 73, 21,
    # Order 0, the two matches, the constant.
    123, 111, 65, 85, 31, 170,
)
"""Weights before any bit is seen, in 100 / 2^18: the mean of those after 300 kB of Emma."""


@dataclass(frozen=True)
class Parameters:
    """What may be chosen: 2^`buckets` nibbles are remembered (64 bytes each), 2^`history` bytes."""

    buckets: int = 22
    history: int = 22
    rate: int = 3
    boost: int = 40
    calm: int = 1000
    final_rate: int = 8
    extra: int = 0


PARAMETERS = Parameters()


class State(NamedTuple):
    """All that the model knows. Shapes are given where they are made, in `new_state`."""

    registers: npt.NDArray[np.int64]
    history: npt.NDArray[np.uint8]
    places: npt.NDArray[np.int32]
    hashes: npt.NDArray[np.int64]
    slots: npt.NDArray[np.uint32]
    bases: npt.NDArray[np.uint32]
    order0: npt.NDArray[np.uint32]
    maps: npt.NDArray[np.uint32]
    used: npt.NDArray[np.uint32]
    inputs: npt.NDArray[np.int32]
    extra: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int32]
    visits: npt.NDArray[np.int32]
    rows: npt.NDArray[np.uint32]
    outputs: npt.NDArray[np.int64]
    final: npt.NDArray[np.int32]
    corrections: npt.NDArray[np.uint16]
    haste: npt.NDArray[np.int64]
    rates: npt.NDArray[np.int64]


_NEXT, _COUNTS = bit_histories()
_SURENESS = ((_COUNTS > 0) @ (1, 1)).astype(np.int64)  # 0 empty, 1 one kind of bit, 2 both


def new_state(parameters: Parameters = PARAMETERS) -> State:
    """Return the state of a model that has seen nothing."""
    buckets = 1 << parameters.buckets
    # A bucket is one cache line: [0] check (16 bits), last byte (8), its run (8); then 15 slots for
    # the bits of a nibble, each a running probability (16), a bit history (10), a count (6).
    slots = np.full((buckets, 16), 1 << 31, np.uint32)
    slots[:, 0] = 0
    inputs = -(-(_PLAIN_INPUTS + parameters.extra) // 8) * 8
    weights = np.zeros((_SETS * _ROWS, inputs), np.int32)
    weights[:, :_PLAIN_INPUTS] = np.array(_FIRST_WEIGHTS) * 100
    logistic = squash_table().astype(np.int64)
    bins = np.clip((np.arange(33) - 16) * 128, -3072, 3072)
    runs = np.arange(_RUN_MAP) & 15
    certainty = (2 * runs + 1) * 4194303 // (2 * runs + 3)
    maps = np.concatenate(
        [
            untaught_maps(CONTEXTS).ravel(),
            np.tile(certainty << 10 | 5, CONTEXTS).astype(np.uint32),
            np.full(2 * _MATCH_MAP, 3145727 << 10, np.uint32),
            np.full(1, 1 << 31 | 1023, np.uint32),
        ]
    )
    registers = np.zeros(past.REGISTERS, np.int64)
    registers[past.PARTIAL] = 1
    state = State(
        registers=registers,
        history=np.zeros(1 << parameters.history, np.uint8),
        places=np.zeros((2, 1 << 20), np.int32),
        hashes=np.zeros(CONTEXTS, np.int64),
        slots=slots.ravel(),
        bases=np.zeros((3, CONTEXTS), np.uint32),  # of this nibble, of the byte, this slot
        order0=np.full(256, 1 << 31, np.uint32),
        maps=maps,
        used=np.zeros(2 * CONTEXTS + 2, np.uint32),  # places of `maps` behind the inputs
        inputs=np.zeros(inputs, np.int32),
        extra=np.zeros(parameters.extra, np.int32),
        weights=weights,
        visits=np.zeros(_SETS * _ROWS, np.int32),
        rows=np.zeros(_SETS + 2 + _APMS, np.uint32),
        outputs=np.zeros((2, _SETS + 3), np.int64),  # stretched; probabilities
        final=np.full((2, 256, _SETS), 65536 // _SETS, np.int32),
        corrections=np.tile(logistic[bins + 3072], _APMS * 65536).astype(np.uint16),
        haste=_haste(parameters),
        rates=np.array(
            [parameters.rate, parameters.boost, parameters.calm, parameters.final_rate], np.int64
        ),
    )
    _open_byte(state)
    return state


def _haste(parameters: Parameters) -> npt.NDArray[np.int64]:
    visits = np.arange(_HASTES, dtype=np.int64) * 64 + 32
    rate = 16 * parameters.rate
    return rate + rate * parameters.boost * parameters.calm // (10 * (parameters.calm + visits))


@njit(inline="always")
def _find_buckets(state, salt):  # type: ignore[no-untyped-def]
    """Find the bucket of each context; all are touched first, so that the memory answers at once."""
    slots, bases, hashes = state.slots, state.bases, state.hashes
    mask = (slots.size >> 4) - 1
    touched = 0
    for i in range(CONTEXTS):
        h = mix_bits(hashes[i], salt)
        bases[2, i] = h
        bases[0, i] = ((h * 0x2545F491) & 0xFFFFFFFF) >> 7 & mask
        touched |= np.int64(slots[np.int64(bases[0, i]) << 4])
    state.registers[past.TOUCHED] = touched
    for i in range(CONTEXTS):
        check = max(np.int64(bases[2, i]) >> 16, 1)
        home = np.int64(bases[0, i])
        best, least = 0, 1 << 30
        for k in range(3):
            base = ((home ^ k) & mask) << 4
            head = np.int64(slots[base])
            if head >> 16 == check:
                best, least = base, -2
                break
            worth = np.int64(slots[base + 1]) & 63 if head else -1
            if worth < least:
                best, least = base, worth
        if least > -2:  # a new one, in place of the least used
            slots[best] = check << 16
            for k in range(1, 16):
                slots[best + k] = 1 << 31
        bases[0, i] = best


@njit(_nrt=False)
def _open_byte(state):  # type: ignore[no-untyped-def]
    """Find the contexts and buckets of a new byte."""
    hash_contexts(state.registers, state.hashes)
    _find_buckets(state, 0)
    for i in range(CONTEXTS):
        state.bases[1, i] = state.bases[0, i]


@njit(_nrt=False)
def _close_byte(state, byte):  # type: ignore[no-untyped-def]
    """Learn a whole byte: runs, history, text, matches."""
    reg, slots = state.registers, state.slots
    for i in range(CONTEXTS):
        head = np.int64(slots[state.bases[1, i]])
        run = min((head & 255) + 1, 255) if head & 255 and head >> 8 & 255 == byte else 1
        slots[state.bases[1, i]] = (head & 0xFFFF0000) | byte << 8 | run
    state.history[reg[past.POSITION] & (state.history.size - 1)] = byte
    reg[past.POSITION] += 1
    remember(reg, byte)
    find_matches(reg, state.history, state.places)
    reg[past.PARTIAL] = 1
    reg[past.BIT] = 0


@njit(inline="always")
def _gather(state):  # type: ignore[no-untyped-def]
    """Fill the inputs of the mixers with every opinion."""
    reg, slots, bases = state.registers, state.slots, state.bases
    maps, used, inputs = state.maps, state.used, state.inputs
    partial, bit = reg[past.PARTIAL], reg[past.BIT]
    inner = partial if bit < 4 else 1 << (bit - 4) | partial & ((1 << (bit - 4)) - 1)
    orders = 0
    n = 0
    for i in range(CONTEXTS):
        place = np.int64(bases[0, i]) + inner
        bases[2, i] = place
        slot = np.int64(slots[place])
        history = slot >> 6 & 1023
        index = i << 10 | history
        used[2 * i] = index
        inputs[n] = stretch(np.int64(maps[index]) >> 16)
        inputs[n + 1] = stretch(slot >> 16)
        orders += (i < 7) & (history > 0)
        head = np.int64(slots[np.int64(bases[1, i])])
        byte = head >> 8 & 255
        fits = (head & 255 > 0) & ((byte | 256) >> (8 - bit) == partial)
        index = (CONTEXTS << 10) + (i * 16 + bit) * 16 + min(head & 255, 15)
        index = index if fits else _SILENT
        x = stretch(np.int64(maps[index]) >> 16)
        inputs[n + 2] = x if byte >> (7 - bit) & 1 else -x
        used[2 * i + 1] = index
        n += 3
    reg[past.ORDERS] = orders
    inputs[n] = stretch(np.int64(state.order0[partial]) >> 16)
    n += 1
    for k in range(2):
        byte = reg[past.MATCH_BYTE + k]
        if reg[past.MATCH_LENGTH + k] and (byte | 256) >> (8 - bit) == partial:
            index = CONTEXTS * (1024 + _RUN_MAP) + k * _MATCH_MAP
            index += length_class(reg[past.MATCH_LENGTH + k])
            p = np.int64(maps[index]) >> 16
            expected = byte >> (7 - bit) & 1
            inputs[n] = stretch(p) if expected else -stretch(p)
            inputs[n + 1] = (p - 32768) >> 5 if expected else (32768 - p) >> 5
            used[2 * CONTEXTS + k] = index
        else:
            inputs[n] = 0
            inputs[n + 1] = 0
            used[2 * CONTEXTS + k] = _SILENT
        n += 2
    inputs[n] = 256
    n += 1
    for k in range(state.extra.size):
        inputs[n + k] = state.extra[k]


@njit(inline="always")
def _select(state):  # type: ignore[no-untyped-def]
    """Choose the weights: each set by another small context."""
    reg, rows = state.registers, state.rows
    partial, bit = reg[past.PARTIAL], reg[past.BIT]
    last = reg[past.LAST4] & 255
    kinds = reg[past.CLASSES]
    matched = state.used[2 * CONTEXTS] != _SILENT
    long = length_class(reg[past.MATCH_LENGTH]) if matched else 0
    short = length_class(reg[past.MATCH_LENGTH + 1])
    short = short if state.used[2 * CONTEXTS + 1] != _SILENT else 0
    sure, words = 0, 0  # of orders 2 to 6 and of the words, in base 3
    for i in range(5):
        sure = 3 * sure + _SURENESS[np.int64(state.used[2 * i + 2]) & 1023]
        if i < 4:
            words = 3 * words + _SURENESS[np.int64(state.used[2 * i + 14]) & 1023]
    rows[0] = min(reg[past.WORD_LENGTH], 7) << 8 | partial
    rows[1] = words << 3 | bit
    rows[2] = reg[past.ORDERS] << 8 | partial
    rows[3] = sure << 3 | bit
    rows[4] = (kinds & 7) << 8 | partial
    rows[5] = (kinds & 511) << 3 | bit
    for k in range(_SETS):
        rows[k] += k * _ROWS
    rows[_SETS] = partial
    rows[_SETS + 1] = long + 8 if long else min(short, 7)
    return last


@njit(cache=True, _nrt=False)
def predict(state: State) -> int:
    """Return the probability that the next bit is 1, in 1/65536, from 1 to 65535."""
    _gather(state)
    last = _select(state)
    reg, rows, stretched, squashed = state.registers, state.rows, state.outputs[0], state.outputs[1]
    for k in range(_SETS):
        stretched[k] = dot(state.weights, np.int64(rows[k]), state.inputs)
        squashed[k] = squash(stretched[k])
    for layer in range(2):
        total = 0
        for k in range(_SETS):
            total += np.int64(state.final[layer, rows[_SETS + layer], k]) * stretched[k]
        total = min(SQUASH_LIMIT, max(-SQUASH_LIMIT, total >> 16))
        stretched[_SETS + layer] = total
        squashed[_SETS + layer] = squash(total)
    mixed = (stretched[_SETS] + stretched[_SETS + 1]) >> 1
    partial = reg[past.PARTIAL]
    x = min(2047, max(-2047, mixed)) + 2048
    low, above = x >> 7, x & 127
    total = 2 * squash(mixed)
    for k in range(_APMS):
        if k == 0:
            context = partial
        elif k == 1:
            context = partial | last << 8
        else:
            context = mix_bits(partial | (reg[past.LAST4] & 0xFFFF) << 8, 7) & 0xFFFF
        place = (k << 16 | context) * 33 + low
        p = (state.corrections[place] * (128 - above) + state.corrections[place + 1] * above) >> 7
        total += p * max(1, k + 1 if k else 1)
        rows[_SETS + 2 + k] = place + (above >> 6)
    return min(65535, max(1, total >> 3))


@njit(cache=True, _nrt=False)
def update(state: State, bit: int) -> None:
    """Learn a bit: every part that had a say in its prediction."""
    reg, rows, squashed = state.registers, state.rows, state.outputs[1]
    final_rate = state.rates[3]
    for k in range(_SETS):
        row = np.int64(rows[k])
        haste = state.haste[min(state.visits[row] >> 6, _HASTES - 1)]
        state.visits[row] += 1
        error = ((bit << 16) - squashed[k]) * haste >> 6
        train(state.weights, row, state.inputs, min(524287, max(-524287, error)))
    for layer in range(2):
        error = ((bit << 16) - squashed[_SETS + layer]) * final_rate >> 4
        for k in range(_SETS):
            step = (state.outputs[0, k] * error + (1 << 13)) >> 16
            state.final[layer, rows[_SETS + layer], k] += step
    target = 65535 * bit
    for k in range(_APMS):
        p = np.int64(state.corrections[rows[_SETS + 2 + k]])
        state.corrections[rows[_SETS + 2 + k]] = p + ((target - p) >> 6)

    slots, bases, maps, used = state.slots, state.bases, state.maps, state.used
    at = reg[past.BIT]
    for i in range(CONTEXTS):
        place = np.int64(used[2 * i])
        maps[place] = learned(maps[place], bit, 255)
        byte = np.int64(slots[np.int64(bases[1, i])]) >> 8
        place = np.int64(used[2 * i + 1])
        maps[place] = learned(maps[place], 1 ^ bit ^ (byte >> (7 - at) & 1), 255)
        place = np.int64(bases[2, i])
        slot = np.int64(slots[place])
        count = slot & 63
        p = slot >> 16
        p += ((target - p) * RATES[count]) >> 16
        history = np.int64(_NEXT[slot >> 6 & 1023, bit])
        slots[place] = p << 16 | history << 6 | (count + (count < 60))
    slot = np.int64(state.order0[reg[past.PARTIAL]])
    p = slot >> 16
    p += ((target - p) * RATES[slot & 63]) >> 16
    state.order0[reg[past.PARTIAL]] = p << 16 | min((slot & 63) + 1, 62)
    for k in range(2):
        expected = reg[past.MATCH_BYTE + k] >> (7 - at) & 1
        place = np.int64(used[2 * CONTEXTS + k])
        maps[place] = learned(maps[place], 1 ^ bit ^ expected, 255)

    reg[past.PARTIAL] = reg[past.PARTIAL] << 1 | bit
    reg[past.BIT] = at + 1
    if at == 7:
        _close_byte(state, reg[past.PARTIAL] & 255)
        _open_byte(state)
    elif at == 3:
        _find_buckets(state, reg[past.PARTIAL] + 1)
