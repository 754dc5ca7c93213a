"""A recurrent network (LSTM) that is trained while it reads, on 32-bit floats in a fixed order.

Hochreiter and Schmidhuber's LSTM reads bytes. From its state, a logistic unit at each node of the
tree of a byte's bits (two trees of four levels: for the high half, and for the low half after each
high half) gives the probability of the next bit. The units of the tree learn at every bit. The
recurrent weights learn after every window of a few bytes, by backpropagation through the window
and, at the same time, through windows of long ago that are read again (replay).

Every loop adds in one order: the compiler may use vectors only across the outputs, which are
independent, so it cannot change a result. The updates are those of Adam (recurrent weights) and
Adagrad (all others).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.strict import hyperbolic, sigmoid

__all__ = [
    "Recurrent",
    "add_product",
    "correct",
    "logit",
    "new_recurrent",
    "random_bits",
    "step",
    "turn",
]

Floats = npt.NDArray[np.float32]

_ZERO, _ONE = np.float32(0), np.float32(1)
_SLACK = np.float32(1e-3)  # keeps the output units' first steps small
_NODES = 17 * 16
_MULTIPLIER, _INCREMENT = np.uint64(6364136223846793005), np.uint64(1442695040888963407)


class Recurrent(NamedTuple):
    """Weights, memory and history; H units, windows of T bytes, of which N at a time are learnt.

    The four gates of the LSTM (in, forget, candidate, out) stand side by side in rows of 4H.

    `inputs` (256, 4H): what a byte adds to the gates; `weights` (H + 1, 4H): what the units add,
    and the bias; `turned` (4H, H): the same, transposed; `outputs` (272, H) and `biases` (272):
    the units of the tree. `mean`, `square` and `*_squares`: of the gradients. `hidden`, `cells`
    (N, T + 1, H), `gates` (N, T, 5H; the last H are tanh of the cells), `errors` (N, T, H; what
    the outputs wish of the units), `slopes` (N, T, 4H; of the gates): of the windows, the first is
    the one being read. `read`, uint8 (N, T + 1): their bytes, after the byte before.
    `past_read`, `past_states`: of former windows, in a ring. `sums`, `back`: room to reckon in.
    `rates`: steps of weights, inputs, outputs; updates after which the first slows down; its
    least. `powers`, float64: of the two decays; the count of updates. `place`, int64: bytes read
    of the window, and windows read. `seed`, uint64: which window comes again.
    """

    inputs: Floats
    weights: Floats
    turned: Floats
    outputs: Floats
    biases: Floats
    mean: Floats
    square: Floats
    input_squares: Floats
    output_squares: Floats
    bias_squares: Floats
    hidden: Floats
    cells: Floats
    gates: Floats
    errors: Floats
    slopes: Floats
    read: npt.NDArray[np.uint8]
    past_read: npt.NDArray[np.uint8]
    past_states: Floats
    sums: Floats
    back: Floats
    rates: Floats
    powers: npt.NDArray[np.float64]
    place: npt.NDArray[np.int64]
    seed: npt.NDArray[np.uint64]


def new_recurrent(
    units: int, window: int, replays: int, history: int, seed: int, rates: tuple[float, ...]
) -> Recurrent:
    """Give a network with random weights that has read one zero byte.

    Parameters
    ----------
    units : int
        A multiple of 8.
    window : int
        How many bytes are read between two updates, and backpropagated through; even.
    replays : int
        How many former windows are learnt along with the new one.
    history : int
        How many windows are remembered for that, 1 at the least.
    seed : int
        Of the weights, and of which windows come again.
    rates : tuple of float
        See `Recurrent`.

    Returns
    -------
    Recurrent

    Raises
    ------
    ValueError
        If `units`, `window` or `history` cannot be.

    Examples
    --------
    >>> net = new_recurrent(8, 10, 1, 64, 376, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> net.weights.shape, net.hidden.shape
    ((9, 32), (2, 11, 8))
    >>> round(float(abs(net.weights[:8]).max()), 2)  # 1/√8 at the most
    0.35
    """
    if units < 8 or units % 8:
        raise ValueError(f"units: {units} given, a multiple of 8 needed")
    if window < 2 or window % 2:
        raise ValueError(f"window: {window} given, an even number from 2 needed")
    if history < 1:
        raise ValueError(f"history: {history} given, 1 or more allowed")
    some = replays + 1

    def zeros(*shape: int) -> Floats:
        return np.zeros(shape, np.float32)

    state = Recurrent(
        inputs=zeros(256, 4 * units),
        weights=zeros(units + 1, 4 * units),
        turned=zeros(4 * units, units),
        outputs=zeros(_NODES, units),
        biases=zeros(_NODES),
        mean=zeros(units + 1, 4 * units),
        square=zeros(units + 1, 4 * units),
        input_squares=zeros(256, 4 * units),
        output_squares=zeros(_NODES, units),
        bias_squares=zeros(_NODES),
        hidden=zeros(some, window + 1, units),
        cells=zeros(some, window + 1, units),
        gates=zeros(some, window, 5 * units),
        errors=zeros(some, window, units),
        slopes=zeros(some, window, 4 * units),
        read=np.zeros((some, window + 1), np.uint8),
        past_read=np.zeros((history, window + 1), np.uint8),
        past_states=zeros(history, 2, units),
        sums=zeros(4 * units),
        back=zeros(2, units),
        rates=np.array(rates, np.float32),
        powers=np.array([1.0, 1.0, 0.0]),
        place=np.zeros(2, np.int64),
        seed=np.array([seed], np.uint64),
    )
    _begin(state)
    return state


@njit(cache=True, error_model="numpy")
def random_bits(net):  # type: ignore[no-untyped-def]
    """Give 31 random bits: the highest of Knuth's linear congruential generator MMIX.

    Parameters
    ----------
    net : Recurrent
        Its `seed` goes on.

    Returns
    -------
    int
        0 to 2^31 - 1.

    Examples
    --------
    >>> net = new_recurrent(8, 2, 0, 4, 1, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> net.seed[0] = 1
    >>> random_bits(net), (6364136223846793005 + 1442695040888963407) >> 33
    (908834774, 908834774)
    """
    net.seed[0] = net.seed[0] * _MULTIPLIER + _INCREMENT
    return np.int64(net.seed[0] >> np.uint64(33))


@njit(cache=True, error_model="numpy")
def _begin(net):  # type: ignore[no-untyped-def]
    """Draw the weights, evenly between ±1/√H, and read a zero."""
    units = net.turned.shape[1]
    most = _ONE / np.sqrt(np.float32(units))
    for rows in (net.inputs, net.weights[:units]):
        for i in range(rows.shape[0]):
            for j in range(rows.shape[1]):
                rows[i, j] = (np.float32(random_bits(net)) / np.float32(1 << 30) - _ONE) * most
    # A cell that at first forgets little learns sooner.
    net.weights[units, units : 2 * units] = _ONE
    turn(net)
    step(net, 0, 0)


@njit(cache=True, error_model="numpy")
def turn(net):  # type: ignore[no-untyped-def]
    """Transpose the weights, some columns at a time.

    Parameters
    ----------
    net : Recurrent
        `turned` is set.

    Examples
    --------
    >>> net = new_recurrent(8, 2, 0, 4, 1, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> net.weights[3, 20] = 7
    >>> turn(net)
    >>> float(net.turned[20, 3])
    7.0
    """
    units = net.turned.shape[1]
    for start in range(0, 4 * units, 16):
        for i in range(units):
            for j in range(start, start + 16):
                net.turned[j, i] = net.weights[i, j]


@njit(cache=True, error_model="numpy")
def add_product(sums, factors, rows):  # type: ignore[no-untyped-def]
    """Add the rows, each times its factor, in their order; four at a time spare the memory.

    Parameters
    ----------
    sums : array, float32, shape (n,)
        Is changed.
    factors : array, float32, shape (m,)
        Their number m is a multiple of 4.
    rows : array, float32, shape (m, n)

    Examples
    --------
    >>> sums, factors = np.ones(2, np.float32), np.array([1, 2, 3, 4], np.float32)
    >>> add_product(sums, factors, np.array([[1, 0], [1, 0], [0, 1], [0, 1]], np.float32))
    >>> sums.tolist()
    [4.0, 8.0]
    """
    for i in range(0, len(factors), 4):
        a, b, c, d = factors[i], factors[i + 1], factors[i + 2], factors[i + 3]
        p, q, r, s = rows[i], rows[i + 1], rows[i + 2], rows[i + 3]
        for j in range(len(sums)):
            sums[j] = (((sums[j] + a * p[j]) + b * q[j]) + c * r[j]) + d * s[j]


@njit(cache=True, error_model="numpy")
def step(net, row, at):  # type: ignore[no-untyped-def]
    """Read a byte of a window; clear what the outputs will wish.

    The equations are those of F. Gers, J. Schmidhuber, F. Cummins, "Learning to forget: continual
    prediction with LSTM", Neural Computation 12 (2000): with a gate to forget.

    Parameters
    ----------
    net : Recurrent
        The byte is ``net.read[row, at]``; `gates`, `errors`, `cells` and `hidden` are set.
    row, at : int
        Which window, and which place in it.

    Examples
    --------
    What a unit says after an a is not what it says after a zero:

    >>> net = new_recurrent(8, 2, 0, 4, 1, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> before = net.hidden[0, 1].copy()
    >>> net.read[0, 0] = ord("a")
    >>> step(net, 0, 0)
    >>> int((net.hidden[0, 1] != before).sum())
    8
    """
    units = net.turned.shape[1]
    sums, gates, errors = net.sums, net.gates[row, at], net.errors[row, at]
    given, bias = net.inputs[net.read[row, at]], net.weights[units]
    for j in range(4 * units):
        sums[j] = given[j] + bias[j]
    add_product(sums, net.hidden[row, at], net.weights[:units])
    for j in range(4 * units):
        gates[j] = sigmoid(sums[j])
    for j in range(2 * units, 3 * units):
        gates[j] = hyperbolic(sums[j])
    old, new, hidden = net.cells[row, at], net.cells[row, at + 1], net.hidden[row, at + 1]
    for j in range(units):
        cell = gates[units + j] * old[j] + gates[j] * gates[2 * units + j]
        new[j] = cell
        gates[4 * units + j] = hyperbolic(cell)
        hidden[j] = gates[3 * units + j] * gates[4 * units + j]
        errors[j] = _ZERO


@njit(cache=True, error_model="numpy")
def logit(net, row, at, node):  # type: ignore[no-untyped-def]
    """Give the logarithm of the odds of a one at a node of the tree.

    Eight sums side by side, since one would have to wait for itself.

    Parameters
    ----------
    net : Recurrent
    row, at : int
        Which window, and which place in it, after `step`.
    node : int
        Of the high half 1 to 15; of the low half after a high half h, 16 (h + 1) + 1 to + 15.

    Returns
    -------
    float
        In nats.

    Examples
    --------
    All outputs are zero at first, and a bias is added:

    >>> net = new_recurrent(8, 2, 0, 4, 1, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> net.biases[17] = 1.5
    >>> logit(net, 0, 0, 1), logit(net, 0, 0, 17)
    (0.0, 1.5)
    """
    x, w = net.hidden[row, at + 1], net.outputs[node]
    a = b = c = d = e = f = g = h = _ZERO
    for i in range(0, len(x), 8):
        a += x[i] * w[i]
        b += x[i + 1] * w[i + 1]
        c += x[i + 2] * w[i + 2]
        d += x[i + 3] * w[i + 3]
        e += x[i + 4] * w[i + 4]
        f += x[i + 5] * w[i + 5]
        g += x[i + 6] * w[i + 6]
        h += x[i + 7] * w[i + 7]
    return net.biases[node] + (((a + b) + (c + d)) + ((e + f) + (g + h)))


@njit(cache=True, error_model="numpy")
def correct(net, row, at, node, error):  # type: ignore[no-untyped-def]
    """Teach a node that its bit was off by `error`; keep what this asks of the units.

    Parameters
    ----------
    net : Recurrent
        The node's `outputs` and `biases` are changed by Adagrad; `errors` grow.
    row, at, node : int
        As for `logit`.
    error : float32
        The bit less the probability of a one that was given.

    Examples
    --------
    A one came, where either was as likely:

    >>> net = new_recurrent(8, 2, 0, 4, 1, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> correct(net, 0, 0, 1, np.float32(0.5))
    >>> logit(net, 0, 0, 1) > logit(net, 0, 0, 2), round(float(net.biases[1]), 2)
    (True, 0.2)
    """
    rate = net.rates[2]
    x, w = net.hidden[row, at + 1], net.outputs[node]
    wished, squares = net.errors[row, at], net.output_squares[node]
    for i in range(len(x)):
        wished[i] += error * w[i]
        slope = error * x[i]
        squares[i] += slope * slope
        w[i] += rate * slope / (np.sqrt(squares[i]) + _SLACK)
    net.bias_squares[node] += error * error
    net.biases[node] += rate * error / (np.sqrt(net.bias_squares[node]) + _SLACK)
