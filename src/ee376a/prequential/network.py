"""The online neural network: it predicts each bit of a text, and then learns it.

It is one network with two kinds of input. A recurrent part (`ee376a.prequential.recurrent`) reads
byte after byte. A sparse part has a weight for each node of the tree of a byte's bits after each
context (the last 0 to 6 bytes, the word so far, the same with the word before), in a hashed table:
Mikolov's direct connections, which learn a rare context in one step, where the recurrent part
takes long to learn anything but generalises. The logits of all of them are added, each times a
gain that depends on how often the context was seen, on the last byte and on the node, and that is
learnt by the gradient, too. Learning is by one pass over the bits that are being coded, with the
gradient of the code length.

All is reckoned on 32-bit floats in a fixed order, so a decoder on another CPU repeats it exactly.

Mikolov, Deoras, Povey, Burget, Černocký, "Strategies for training large scale neural network
language models", ASRU 2011.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.recurrent import Recurrent, advance, correct, logit, new_recurrent
from ee376a.prequential.strict import sigmoid

__all__ = [
    "FORMAT",
    "PARAMETERS",
    "Parameters",
    "State",
    "new_state",
    "predict",
    "probabilities",
    "update",
]

Floats = npt.NDArray[np.float32]

#: It is raised with every change that gives other bits.
FORMAT = 1
_CONTEXTS = 9
_ORDERS = 7  # of them are the last 0 to 6 bytes
_MOST_SEEN = 11
_PARTS = {"both": (1, 1), "recurrent": (1, 0), "direct": (0, 1)}

_ZERO, _ONE = np.float32(0), np.float32(1)
_CLIP = np.float32(12)
_SCALE = np.float32(65536)
_EIGHT = np.uint64(8)
_MIX, _GOLDEN, _WORD = (
    np.uint64(0xD6E8FEB86659FD93),
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0x2545F4914F6CDD1D),
)
_FIRST, _SECOND = np.uint64(29), np.uint64(32)


@dataclass(frozen=True)
class Parameters:
    """What the network is made of.

    Attributes
    ----------
    units, window, replays, history, seed : int
        See `ee376a.prequential.recurrent.new_recurrent`.
    table_bits : int
        The sparse part has 2 to this power rows of 16 weights.
    parts : str
        ``"both"``, or ``"recurrent"`` or ``"direct"`` alone.
    rate, input_rate, output_rate : float
        Steps of the recurrent weights (Adam), of those of the bytes read and of the outputs
        (Adagrad).
    slow_after : float
        Updates after which the first slows down with their square root, to `least_rate`.
    least_rate : float
    direct_rate, word_rate : float
        Steps of the direct weights (Adagrad) of bytes and of words.
    gain_rate, place_rate : float
        Steps of the gains by how often a context was seen, and of those by the place.
    recurrent_gain : float
        What the recurrent part's logit is first multiplied by.
    """

    units: int = 128
    window: int = 10
    replays: int = 1
    history: int = 1 << 15
    seed: int = 376
    table_bits: int = 20
    parts: str = "both"
    rate: float = 0.008
    input_rate: float = 0.6
    output_rate: float = 0.2
    slow_after: float = 1500.0
    least_rate: float = 0.0005
    direct_rate: float = 0.5
    word_rate: float = 0.7
    gain_rate: float = 0.025
    place_rate: float = 0.01
    recurrent_gain: float = 0.3
    recurrent_gain_rate: float = 0.002


#: Those of the files.
PARAMETERS = Parameters()


class State(NamedTuple):
    """What the network knows, and the bit it expects.

    `weights`, `squares` and `seen` (uint8), rows of 16: of the sparse part; node 1 is the root of
    half a byte. `by_seen` (8, C + 1, 12), `by_last` (256, C + 1), `by_node` (32, C + 1): gains of
    the C contexts and of the recurrent part, by how many orders know the node and how often it was
    seen, by the last byte, by the node. `bases` uint64, `rows` int64: hashes of the contexts, and
    where they are now. `logits`, `gains` (C + 1): what made the prediction. `chances` (2): of a
    one, and what the recurrent part alone says. `context`, uint64: the last bytes, the word, the
    word before. `place`, int64: half, node, the high half, the orders that know the node; whether
    there is a recurrent and a direct part. `rates` (5): of the direct weights, of words, of the
    two kinds of gains; a small number.
    """

    weights: Floats
    squares: Floats
    seen: npt.NDArray[np.uint8]
    by_seen: Floats
    by_last: Floats
    by_node: Floats
    bases: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int64]
    logits: Floats
    gains: Floats
    mixing: Floats
    chances: Floats
    opinions: Floats
    context: npt.NDArray[np.uint64]
    place: npt.NDArray[np.int64]
    rates: Floats
    recurrent: Recurrent


def new_state(parameters: Parameters = PARAMETERS) -> State:
    """Give the state of a network that has seen nothing.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    State

    Raises
    ------
    ValueError
        If `units`, `window` or `parts` cannot be.

    Examples
    --------
    >>> state = new_state()
    >>> predict(state)
    32768
    >>> for bit in [0, 1, 1, 0, 0, 0, 0, 1] * 20:
    ...     update(state, bit)
    >>> predict(state) < 6553
    True
    """
    if parameters.parts not in _PARTS:
        raise ValueError(f"parts: {parameters.parts!r} given, one of {', '.join(_PARTS)} allowed")
    rows = 1 << parameters.table_bits
    by_seen = np.ones((_ORDERS + 1, _CONTEXTS, _MOST_SEEN + 1), np.float32)
    mixing = np.zeros((_ORDERS + 1 + 32, 2), np.float32)
    mixing[: _ORDERS + 1] = 1 - parameters.recurrent_gain, parameters.recurrent_gain
    recurrent = new_recurrent(
        parameters.units,
        parameters.window,
        parameters.replays,
        parameters.history,
        parameters.seed,
        (
            parameters.rate,
            parameters.input_rate,
            parameters.output_rate,
            parameters.slow_after,
            parameters.least_rate,
        ),
    )
    direct = (parameters.direct_rate, parameters.word_rate)
    state = State(
        weights=np.zeros((rows, 16), np.float32),
        squares=np.zeros((rows, 16), np.float32),
        seen=np.zeros((rows, 16), np.uint8),
        by_seen=by_seen,
        by_last=np.zeros((256, _CONTEXTS), np.float32),
        by_node=np.zeros((32, _CONTEXTS), np.float32),
        bases=np.zeros(_CONTEXTS, np.uint64),
        rows=np.zeros(_CONTEXTS, np.int64),
        logits=np.zeros(_CONTEXTS + 2, np.float32),
        gains=np.zeros(_CONTEXTS + 2, np.float32),
        mixing=mixing,
        chances=np.zeros(3, np.float32),
        opinions=np.zeros(2, np.float32),
        context=np.zeros(3, np.uint64),
        place=np.array([0, 1, 0, 0, *_PARTS[parameters.parts]], np.int64),
        rates=np.array([*direct, parameters.gain_rate, parameters.place_rate, parameters.recurrent_gain_rate, 0.05], np.float32),
        recurrent=recurrent,
    )
    _expect_byte(state)
    return state


@njit(cache=True, error_model="numpy")
def predict(state: State) -> int:
    """Give the probability that the next bit is 1, in 1/65536.

    Parameters
    ----------
    state : State

    Returns
    -------
    int
        1 to 65535.
    """
    # Written so that no number at all, whatever the data, can lead out of the range.
    p = state.chances[0] * _SCALE
    if not p >= _ONE:
        return 1
    return min(int(p), 65535)


@njit(cache=True, error_model="numpy")
def update(state: State, bit: int) -> None:
    """Learn a bit, the highest of a byte first, and predict the next.

    Parameters
    ----------
    state : State
    bit : int
    """
    place = state.place
    half, node = place[0], place[1]
    value = np.float32(bit)
    if place[4]:
        tree = 0 if half == 0 else 16 + place[2] * 16
        error = value - state.chances[1]
        correct(state.recurrent, 0, state.recurrent.place[0], tree + node, error)
    if place[5]:
        _learn(state, value)
    node = 2 * node + bit
    place[1] = node
    if node < 16:
        _expect_bit(state)
    elif half == 0:
        place[0], place[1], place[2] = 1, 1, node - 16
        _find(state, 1, place[2])
        _expect_bit(state)
    else:
        _read(state, place[2] * 16 + node - 16)
        _expect_byte(state)


@njit(cache=True, error_model="numpy")
def probabilities(state: State) -> npt.NDArray[np.float64]:
    """Give the probability of each byte to come; between bytes only.

    Parameters
    ----------
    state : State

    Returns
    -------
    ndarray of float64, shape (256,)
        They sum to 1.
    """
    result = np.ones(256)
    for high in range(-1, 16):
        tree = np.ones(32)
        state.place[0], state.place[2] = 0 if high < 0 else 1, max(high, 0)
        _find(state, state.place[0], state.place[2])
        for node in range(1, 16):
            state.place[1] = node
            _expect_bit(state)
            tree[2 * node] = tree[node] * (1 - np.float64(state.chances[0]))
            tree[2 * node + 1] = tree[node] * np.float64(state.chances[0])
        for nibble in range(16):
            if high < 0:
                result[nibble * 16 : nibble * 16 + 16] = tree[16 + nibble]
            else:
                result[high * 16 + nibble] *= tree[16 + nibble]
    _expect_byte(state)
    return result


@njit(cache=True, error_model="numpy")
def _hash(number):  # type: ignore[no-untyped-def]
    number = (number ^ (number >> _FIRST)) * _MIX
    return number ^ (number >> _SECOND)


@njit(cache=True, error_model="numpy")
def _read(state, byte):  # type: ignore[no-untyped-def]
    """Take a byte into the contexts and into the recurrent part."""
    context = state.context
    context[0] = (context[0] << _EIGHT) | np.uint64(byte)
    letter = byte | 32
    if 97 <= letter <= 122 or byte > 127:
        context[1] = (context[1] + np.uint64(letter + 1)) * _WORD
    elif context[1] != np.uint64(0):
        context[2], context[1] = context[1], np.uint64(0)
    if state.place[4]:
        advance(state.recurrent, byte)


@njit(cache=True, error_model="numpy")
def _expect_byte(state):  # type: ignore[no-untyped-def]
    """Find the rows of the next byte's contexts, and predict its first bit."""
    context = state.context
    for order in range(_CONTEXTS):
        if order < _ORDERS:
            known = context[0] & ((np.uint64(1) << np.uint64(8 * order)) - np.uint64(1))
        elif order == _ORDERS:
            known = context[1]
        else:
            known = context[1] + context[2] * _GOLDEN
        state.bases[order] = _hash(_hash(known) + np.uint64(order + 1) * _GOLDEN)
    state.place[0], state.place[1], state.place[2] = 0, 1, 0
    _find(state, 0, 0)
    _expect_bit(state)


@njit(cache=True, error_model="numpy")
def _find(state, half, high):  # type: ignore[no-untyped-def]
    """Set the rows of the contexts, for a half of the byte."""
    mask = np.uint64(state.weights.shape[0] - 1)
    for order in range(_CONTEXTS):
        base = state.bases[order]
        if half == 1:
            base = _hash(base + np.uint64(high + 1))
        state.rows[order] = np.int64(base & mask)


@njit(cache=True, error_model="numpy")
def _expect_bit(state):  # type: ignore[no-untyped-def]
    """Predict the bit at the node."""
    place, logits, gains = state.place, state.logits, state.gains
    half, node = place[0], place[1]
    if place[4]:
        tree = 0 if half == 0 else 16 + place[2] * 16
        own = logit(state.recurrent, 0, state.recurrent.place[0], tree + node)
        state.chances[1] = sigmoid(own)
        logits[_CONTEXTS + 1] = state.opinions[1] = min(max(own, -_CLIP), _CLIP)
        if not place[5]:
            state.chances[0] = state.chances[1]
            return
    known = 0
    for order in range(_ORDERS):
        if state.seen[state.rows[order], node] > 0:
            known += 1
    place[3] = known
    last, within = np.int64(state.context[0] & np.uint64(255)), half * 16 + node
    total = _ZERO
    for order in range(_CONTEXTS):
        row = state.rows[order]
        gains[order] = (
            state.by_seen[known, order, np.int64(state.seen[row, node])] + state.by_last[last, order]
        ) + state.by_node[within, order]
        logits[order] = state.weights[row, node]
        total += gains[order] * logits[order]
    total = min(max(total, -_CLIP), _CLIP)
    state.chances[2] = sigmoid(total)
    logits[_CONTEXTS] = total
    if not place[4]:
        state.chances[0] = state.chances[2]
        return
    for part in range(2):
        gains[_CONTEXTS + part] = (
            state.mixing[known, part] + state.mixing[_ORDERS + 1 + within, part]
        )
    total = gains[_CONTEXTS] * logits[_CONTEXTS] + gains[_CONTEXTS + 1] * logits[_CONTEXTS + 1]
    state.opinions[0] = min(max(total, -_CLIP), _CLIP)
    state.chances[0] = sigmoid(state.opinions[0])


@njit(cache=True, error_model="numpy")
def _learn(state, value):  # type: ignore[no-untyped-def]
    """Change the gains and the direct weights by the gradient of the code length."""
    place, rates = state.place, state.rates
    node, known = place[1], place[3]
    last, within = np.int64(state.context[0] & np.uint64(255)), place[0] * 16 + node
    if place[4]:
        for part in range(2):
            slope = rates[4] * (value - state.chances[0]) * state.logits[_CONTEXTS + part]
            state.mixing[known, part] += slope
            state.mixing[_ORDERS + 1 + within, part] += slope
    error = value - state.chances[2]
    for order in range(_CONTEXTS):
        slope = error * state.logits[order]
        state.by_last[last, order] += rates[3] * slope
        state.by_node[within, order] += rates[3] * slope
        row = state.rows[order]
        seen = np.int64(state.seen[row, node])
        state.by_seen[known, order, seen] += rates[2] * slope
        slope = error * state.gains[order]
        state.squares[row, node] += slope * slope
        rate = rates[0] if order < _ORDERS else rates[1]
        state.weights[row, node] += rate * slope / np.sqrt(state.squares[row, node] + rates[5])
        state.seen[row, node] = min(seen + 1, _MOST_SEEN)
