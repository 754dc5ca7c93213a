"""Context mixing: many counters, each in its own context, and a mixer that learns whom to trust.

The strongest model here that computes with integers alone. It stands in six files beside this
one, in the order in which a bit passes through them: `contexts` hashes what of the past matters,
`buckets` finds the counters of each context, `counters` says what a counter remembers and
`opinions` what it makes of that, `matching` adds what followed the same bytes before, and `mixing`
weighs the opinions and corrects the sum. Here they are put together: predict a bit, learn it.

Sources: M. Mahoney, "Adaptive weighing of context models for lossless data compression", Florida
Tech CS-2005-16 (2005), and his PAQ8 and lpaq, whose architecture this is; P. Volf, "Weighting
techniques in data compression", Eindhoven (2002), on mixing models while coding; F. Willems,
Y. Shtarkov, T. Tjalkens, "The context-tree weighting method: basic properties", IEEE Trans. IT 41
(1995), on weighing all orders.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ee376a.prequential import contexts as past
from ee376a.prequential.buckets import find_buckets, head_after
from ee376a.prequential.contexts import CONTEXTS, hash_contexts, mix_bits, remember
from ee376a.prequential.counters import kernel, untaught_maps
from ee376a.prequential.matching import find_matches
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
from ee376a.prequential.opinions import (
    INPUTS,
    MATCH_MAP,
    ROWS,
    RUN_MAP,
    SETS,
    gather,
    select,
    teach,
)
from ee376a.prequential.taught import begin

__all__ = ["FORMAT", "PARAMETERS", "Parameters", "State", "new_state", "predict", "update"]

FORMAT = 2
"""Raised with every change that gives other bits."""

# fmt: off
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
# fmt: on
"""Weights before any bit is seen, in 100 / 2^18: the mean of those after 300 kB of Emma."""


@dataclass(frozen=True)
class Parameters:
    """What may be chosen. Tuned on alice29.txt and on Emma alone.

    Attributes
    ----------
    buckets : int
        So many of them, 64 bytes each; a multiple of 4.
    history : int
        Matches are sought in the last 2^`history` bytes; 10 at the least.
    rate, boost, calm : int
        A vector of weights that was used n times learns at `rate` (in units of 2^-18) times
        1 + `boost` / (10 + 10 n / `calm`): quickly at first.
    final_rate : int
        That of the last layer.
    extra : int
        Inputs of others that the mixers take as well.
    taught : bool
        Begin with weights that were learned before (`ee376a.prequential.taught`).
    """

    buckets: int = 1 << 22
    history: int = 22
    rate: int = 3
    boost: int = 80
    calm: int = 1000
    final_rate: int = 8
    extra: int = 0
    taught: bool = True

    def __post_init__(self) -> None:
        if self.history < 10:
            raise ValueError(f"history: {self.history} given, 10 or more allowed")


PARAMETERS = Parameters()
"""Those of the files."""


class State(NamedTuple):
    """All that the model knows; `new_state` gives shapes."""

    # The past.
    registers: npt.NDArray[np.int64]
    history: npt.NDArray[np.uint8]
    places: npt.NDArray[np.int32]
    hashes: npt.NDArray[np.int64]
    # The counters.
    slots: npt.NDArray[np.uint32]
    bases: npt.NDArray[np.uint32]
    order0: npt.NDArray[np.uint32]
    maps: npt.NDArray[np.uint32]
    used: npt.NDArray[np.uint32]
    # The mixers.
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


def new_state(parameters: Parameters = PARAMETERS) -> State:
    """Give the state of a model that has seen nothing (about 300 MB with the usual parameters).

    Whoever has `extra` opinions writes them to `state.extra` before each `predict`: stretched, in
    1/256, from -2047 to 2047.

    Raises
    ------
    ValueError
        If there cannot be so many buckets.

    Examples
    --------
    >>> state = new_state(Parameters(buckets=4096, history=12))
    >>> for bit in [0, 1, 1, 0, 0, 0, 0, 1] * 50:
    ...     p1 = predict(state)
    ...     update(state, bit)
    >>> predict(state) < 655  # a zero is next: 99 % sure
    True
    """
    if parameters.buckets < 4 or parameters.buckets % 4:
        raise ValueError(f"buckets: {parameters.buckets} given, a multiple of 4 needed")
    inputs = -(-(INPUTS + parameters.extra) // 8) * 8  # whole vector registers
    weights = np.zeros((SETS * ROWS, inputs), np.int32)
    weights[:, :INPUTS] = np.array(_FIRST_WEIGHTS) * 100
    final = np.full((2, 256, SETS), 65536 // SETS, np.int32)
    if parameters.taught:
        begin(weights, final)
    runs = np.arange(RUN_MAP) & 15
    certainty = (2 * runs + 1) * 4194303 // (2 * runs + 3)
    maps = [
        untaught_maps(CONTEXTS).ravel(),
        np.tile(certainty << 10 | 5, CONTEXTS),  # runs: (run + 1/2) / (run + 3/2)
        np.full(2 * MATCH_MAP, 3145727 << 10),  # matches: 3/4
        np.full(CONTEXTS + 2, 1 << 31 | 1023),  # silence
    ]
    registers = np.zeros(past.REGISTERS, np.int64)
    registers[past.PARTIAL] = 1
    visits = np.arange(_HASTES, dtype=np.int64) * 64 + 32
    calm, rate = parameters.calm, 16 * parameters.rate
    state = State(
        registers=registers,
        history=np.zeros(1 << parameters.history, np.uint8),
        places=np.zeros((2, 1 << 20), np.int32),
        hashes=np.zeros(CONTEXTS, np.int64),
        slots=np.zeros(16 * parameters.buckets, np.uint32),
        bases=np.zeros((3, CONTEXTS), np.uint32),  # buckets of this half byte, of the first; slots
        order0=np.full(256, 1 << 31, np.uint32),
        maps=np.concatenate(maps).astype(np.uint32),
        used=np.zeros(2 * CONTEXTS + 2, np.uint32),  # places in `maps` that spoke
        inputs=np.zeros(inputs, np.int32),
        extra=np.zeros(parameters.extra, np.int32),
        weights=weights,
        visits=np.zeros(SETS * ROWS, np.int32),
        rows=np.zeros(SETS + 2 + MAPS, np.uint32),  # chosen weights of both layers; corrections
        outputs=np.zeros((2, SETS + 2), np.int64),  # of both layers, stretched and not
        final=final,
        corrections=untaught_corrections(),
        haste=rate + rate * parameters.boost * calm // (10 * (calm + visits)),
        rates=np.array([parameters.final_rate], np.int64),
    )
    _open_byte(state)
    return state


_HASTES = 1024
"""Learning rates of the weights, one for each 64 uses; the last stays."""


@kernel
def _open_byte(state):  # type: ignore[no-untyped-def]
    """Find the contexts and buckets of a new byte."""
    hash_contexts(state.registers, state.hashes)
    find_buckets(state.registers, state.slots, state.bases, state.hashes, 0)
    for i in range(CONTEXTS):
        state.bases[1, i] = state.bases[0, i]


@kernel
def _close_byte(state, byte):  # type: ignore[no-untyped-def]
    """Learn a whole byte: runs, history, text, matches."""
    reg, slots, bases = state.registers, state.slots, state.bases
    for i in range(CONTEXTS):
        place = np.int64(bases[1, i])
        slots[place] = head_after(np.int64(slots[place]), byte)
    state.history[reg[past.POSITION] & (state.history.size - 1)] = byte
    reg[past.POSITION] += 1
    remember(reg, byte)
    find_matches(reg, state.history, state.places)
    reg[past.PARTIAL] = 1
    reg[past.BIT] = 0


@kernel
def predict(state):  # type: ignore[no-untyped-def]
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

    >>> state, likelier = new_state(Parameters(buckets=4096, history=12)), []
    >>> for bit in np.unpackbits(np.frombuffer(b"tick tock " * 9, np.uint8)).tolist():
    ...     likelier.append(predict(state) > 32768)
    ...     update(state, bit)
    >>> np.packbits(likelier[-40:]).tobytes()
    b'tock '
    """
    gather(state)
    select(state)
    weigh(state.weights, state.rows, state.inputs, state.outputs)
    mixed = combine(state.final, state.rows, state.outputs)
    partial, last4 = state.registers[past.PARTIAL], state.registers[past.LAST4]
    two = mix_bits(partial | (last4 & 0xFFFF) << 8, 7) & 0xFFFF
    return correct(
        state.corrections, state.rows, mixed, (partial, partial | (last4 & 255) << 8, two)
    )


@kernel
def update(state, bit):  # type: ignore[no-untyped-def]
    """Learn a bit, the highest of a byte first: every part that had a say in its prediction learns.

    Parameters
    ----------
    state : State
        `predict` must have been called for this bit.
    bit : int

    Examples
    --------
    A byte of ones, and ones are likelier:

    >>> state = new_state(Parameters(buckets=4096, history=12))
    >>> first = predict(state)
    >>> for _ in range(8):
    ...     p1 = predict(state)
    ...     update(state, 1)
    >>> predict(state) > first
    True
    """
    train(state, bit)
    train_last(state.final, state.rows, state.outputs, state.rates[0], bit)
    learn_corrections(state.corrections, state.rows, bit)
    teach(state, bit)
    reg = state.registers
    reg[past.PARTIAL] = reg[past.PARTIAL] << 1 | bit
    reg[past.BIT] += 1
    if reg[past.BIT] == 8:
        _close_byte(state, reg[past.PARTIAL] & 255)
        _open_byte(state)
    elif reg[past.BIT] == 4:
        find_buckets(reg, state.slots, state.bases, state.hashes, reg[past.PARTIAL] + 1)
