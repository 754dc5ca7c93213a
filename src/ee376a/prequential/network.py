"""The online neural network: it predicts each bit of a text, and then learns it.

It is one network with two kinds of input. A recurrent part (`ee376a.prequential.recurrent`) reads
byte after byte. A direct part (`ee376a.prequential.direct`) has a weight for each bit after each of
the contexts that are there: it learns a rare context in one step, where the recurrent part takes
long to learn anything but generalises. The logits of the two are added, each times a gain, and
that is the prediction. Weights and gains learn by the gradient of the code length (the parts, each
of its own), in one pass over the bits that are being coded.

All is reckoned on 32-bit floats in a fixed order, so a decoder on another CPU repeats it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.backpropagation import advance
from ee376a.prequential.direct import (
    ORDERS,
    Direct,
    attend,
    descend,
    expect,
    new_direct,
    read,
    teach,
)
from ee376a.prequential.recurrent import Recurrent, correct, logit, new_recurrent
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
_PARTS = {"both": (1, 1), "recurrent": (1, 0), "direct": (0, 1)}
_ONE = np.float32(1)
_CLIP = np.float32(12)
_SCALE = np.float32(65536)


@dataclass(frozen=True)
class Parameters:
    """What the network is made of.

    Attributes
    ----------
    units, window, replays, history, seed : int
        See `ee376a.prequential.recurrent.new_recurrent`.
    table_bits : int
        The direct part has 2 to this power rows of 16 weights.
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
    recurrent_gain, recurrent_gain_rate : float
        What the recurrent part's logit is first multiplied by (the direct part's by the rest to
        1), and the step of these gains.
    """

    units: int = 192
    window: int = 10
    replays: int = 1
    history: int = 1 << 13
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
    recurrent_gain_rate: float = 0.0003


#: Those of the files.
PARAMETERS = Parameters()


class State(NamedTuple):
    """What the network knows, and the bit it expects.

    `chances`, `logits` (3): of a one, in all, and as the recurrent and the direct part alone say,
    and the logarithms of the odds. `mixing` (8 + 32, 2): the gains of the parts, by how many
    orders know the node, and by the node. `place`, int64: half, node, the high half; whether there
    is a recurrent and a direct part. `rate` (1): the step of the gains.
    """

    chances: Floats
    logits: Floats
    mixing: Floats
    place: npt.NDArray[np.int64]
    rate: Floats
    recurrent: Recurrent
    direct: Direct


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
    of = parameters
    if of.parts not in _PARTS:
        raise ValueError(f"parts: {of.parts!r} given, one of {', '.join(_PARTS)} allowed")
    rates = (of.rate, of.input_rate, of.output_rate, of.slow_after, of.least_rate)
    mixing = np.zeros((ORDERS + 1 + 32, 2), np.float32)
    mixing[: ORDERS + 1] = of.recurrent_gain, 1 - of.recurrent_gain
    state = State(
        chances=np.zeros(3, np.float32),
        logits=np.zeros(3, np.float32),
        mixing=mixing,
        place=np.array([0, 1, 0, *_PARTS[of.parts]], np.int64),
        rate=np.array([of.recurrent_gain_rate], np.float32),
        recurrent=new_recurrent(of.units, of.window, of.replays, of.history, of.seed, rates),
        direct=new_direct(
            of.table_bits, (of.direct_rate, of.word_rate, of.gain_rate, of.place_rate)
        ),
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

    Examples
    --------
    What was thought likelier of each bit of the last word, before it came:

    >>> state, likelier = new_state(Parameters(units=8, table_bits=10)), []
    >>> for bit in np.unpackbits(np.frombuffer(b"tick tock " * 9, np.uint8)).tolist():
    ...     likelier.append(predict(state) > 32768)
    ...     update(state, bit)
    >>> np.packbits(likelier[-40:]).tobytes()
    b'tock '
    """
    # Written so that no number at all, whatever the data, can lead out of the range.
    p = state.chances[0] * _SCALE
    if not p >= _ONE:
        return 1
    return int(p) if p < _SCALE else 65535


@njit(cache=True, error_model="numpy")
def update(state: State, bit: int) -> None:
    """Learn a bit, the highest of a byte first, and predict the next.

    Parameters
    ----------
    state : State
    bit : int

    Examples
    --------
    A byte of ones, and ones are likelier:

    >>> state = new_state(Parameters(units=8, table_bits=10))
    >>> before = predict(state)
    >>> for _ in range(8):
    ...     update(state, 1)
    >>> before, predict(state)
    (32768, 39001)
    """
    place = state.place
    half, node = place[0], place[1]
    _learn(state, np.float32(bit))
    node = 2 * node + bit
    place[1] = node
    if node < 16:
        _expect_bit(state)
    elif half == 0:
        place[0], place[1], place[2] = 1, 1, node - 16
        descend(state.direct, 1, node - 16)
        _expect_bit(state)
    else:
        byte = place[2] * 16 + node - 16
        if place[3]:
            advance(state.recurrent, byte)
        read(state.direct, byte)
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

    Examples
    --------
    >>> state = new_state(Parameters(units=8, table_bits=10))
    >>> for bit in np.unpackbits(np.frombuffer(b"tick tock " * 9, np.uint8)).tolist():
    ...     update(state, bit)
    >>> chances = probabilities(state)
    >>> chr(chances.argmax()), round(float(chances.sum()), 6)
    ('t', 1.0)
    """
    result = np.ones(256)
    tree = np.ones(32)
    for high in range(-1, 16):
        half = 0 if high < 0 else 1
        state.place[0], state.place[2] = half, max(high, 0)
        descend(state.direct, half, max(high, 0))
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
def _expect_byte(state):  # type: ignore[no-untyped-def]
    """Predict the first bit of a byte."""
    attend(state.direct)
    descend(state.direct, 0, 0)
    state.place[0], state.place[1], state.place[2] = 0, 1, 0
    _expect_bit(state)


@njit(cache=True, error_model="numpy")
def _tree(place):  # type: ignore[no-untyped-def]
    """Give the place of a node among those of all the trees of the recurrent part."""
    return place[1] if place[0] == 0 else 16 + place[2] * 16 + place[1]


@njit(cache=True, error_model="numpy")
def _expect_bit(state):  # type: ignore[no-untyped-def]
    """Predict the bit at the node."""
    place, logits, chances = state.place, state.logits, state.chances
    if place[3]:
        own = logit(state.recurrent, 0, state.recurrent.place[0], _tree(place))
        chances[1] = sigmoid(own)
        logits[1] = min(max(own, -_CLIP), _CLIP)
    if place[4]:
        logits[2] = expect(state.direct, place[0], place[1])
        chances[2] = sigmoid(logits[2])
    if place[3] and place[4]:
        known, within = state.direct.known[0], ORDERS + 1 + place[0] * 16 + place[1]
        recurrent = (state.mixing[known, 0] + state.mixing[within, 0]) * logits[1]
        direct = (state.mixing[known, 1] + state.mixing[within, 1]) * logits[2]
        logits[0] = min(max(direct + recurrent, -_CLIP), _CLIP)
        chances[0] = sigmoid(logits[0])
    else:
        part = 1 if place[3] else 2
        logits[0], chances[0] = logits[part], chances[part]


@njit(cache=True, error_model="numpy")
def _learn(state, value):  # type: ignore[no-untyped-def]
    """Take a step along the gradient of the code length."""
    place, net = state.place, state.recurrent
    if place[3] and place[4]:
        known, within = state.direct.known[0], ORDERS + 1 + place[0] * 16 + place[1]
        for part in range(2):
            slope = state.rate[0] * (value - state.chances[0]) * state.logits[1 + part]
            state.mixing[known, part] += slope
            state.mixing[within, part] += slope
    if place[3]:
        correct(net, 0, net.place[0], _tree(place), value - state.chances[1])
    if place[4]:
        teach(state.direct, place[0], place[1], value - state.chances[2])
