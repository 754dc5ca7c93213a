"""How the recurrent network learns: backpropagation through windows, new ones and old ones.

When a window is full, the errors at its outputs are led back through its steps to the slopes of
the gates; so are those of windows of long ago that are read again (replay). All of them change the
weights at once, by Adam the recurrent ones and by Adagrad those of the bytes. The sums are made in
one order, as in `ee376a.prequential.recurrent`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a.prequential.recurrent import add_product, correct, logit, random_bits, step, turn
from ee376a.prequential.strict import sigmoid

__all__ = ["advance"]

_ZERO, _ONE = np.float32(0), np.float32(1)
_TINY = np.float32(1e-6)
# Of Adam: the decays of the means of gradients and of their squares.
_DECAY, _SQUARE_DECAY = 0.9, 0.999
_WARM = 4  # windows read before the first replay


@njit(cache=True, error_model="numpy")
def advance(net, byte):  # type: ignore[no-untyped-def]
    """Read the byte that came, after `correct` at each of its bits; learn if a window is full.

    Parameters
    ----------
    net : ee376a.prequential.recurrent.Recurrent
    byte : int
        0 to 255.

    Examples
    --------
    With windows of two bytes, the recurrent weights learn after the second:

    >>> from ee376a.prequential.recurrent import new_recurrent
    >>> net = new_recurrent(8, 2, 0, 4, 1, (0.008, 0.6, 0.2, 1500.0, 0.0005))
    >>> for byte in b"ab":
    ...     before = net.weights.copy()
    ...     correct(net, 0, net.place[0], 1, np.float32(-0.5))
    ...     advance(net, byte)
    ...     print(net.place, np.array_equal(net.weights, before))
    [1 0] True
    [0 1] False
    """
    at = net.place[0] + 1
    window = net.gates.shape[1]
    net.read[0, at] = byte
    if at == window:
        rows = 1
        if net.place[1] > _WARM:
            rows = net.read.shape[0]
            for row in range(1, rows):
                _replay(net, row)
        _remember(net)
        for row in range(rows):
            _back(net, row)
        _learn(net, rows)
        net.read[0, 0] = byte
        net.hidden[0, 0], net.cells[0, 0] = net.hidden[0, window], net.cells[0, window]
        at = 0
        net.place[1] += 1
    net.place[0] = at
    step(net, 0, at)


@njit(cache=True, error_model="numpy")
def _remember(net):  # type: ignore[no-untyped-def]
    """Keep the window that was read, and the state before it."""
    slot = net.place[1] % net.past_read.shape[0]
    net.past_read[slot] = net.read[0]
    net.past_states[slot, 0] = net.hidden[0, 0]
    net.past_states[slot, 1] = net.cells[0, 0]


@njit(cache=True, error_model="numpy")
def _replay(net, row):  # type: ignore[no-untyped-def]
    """Read a former window again, from the state that was before it."""
    slot = random_bits(net) % min(net.place[1], net.past_read.shape[0])
    net.read[row] = net.past_read[slot]
    net.hidden[row, 0] = net.past_states[slot, 0]
    net.cells[row, 0] = net.past_states[slot, 1]
    for at in range(net.gates.shape[1]):
        step(net, row, at)
        byte = np.int64(net.read[row, at + 1])
        for half in range(2):
            nibble = byte >> 4 if half == 0 else byte & 15
            tree, node = 0 if half == 0 else 16 + (byte >> 4) * 16, np.int64(1)
            for shift in range(3, -1, -1):
                bit = nibble >> shift & 1
                error = np.float32(bit) - sigmoid(logit(net, row, at, tree + node))
                correct(net, row, at, tree + node, error)
                node = 2 * node + bit


@njit(cache=True, error_model="numpy")
def _back(net, row):  # type: ignore[no-untyped-def]
    """Backpropagate through a window: from the errors to the slopes of the gates."""
    units, window = net.turned.shape[1], net.gates.shape[1]
    to_hidden, to_cell = net.back[0], net.back[1]
    to_hidden[:] = _ZERO
    to_cell[:] = _ZERO
    for at in range(window - 1, -1, -1):
        gates, slopes = net.gates[row, at], net.slopes[row, at]
        old, wished = net.cells[row, at], net.errors[row, at]
        for j in range(units):
            enter, keep = gates[j], gates[units + j]
            candidate, leave, tanh = (
                gates[2 * units + j],
                gates[3 * units + j],
                gates[4 * units + j],
            )
            hidden = to_hidden[j] + wished[j]
            cell = to_cell[j] + hidden * leave * (_ONE - tanh * tanh)
            slopes[j] = cell * candidate * enter * (_ONE - enter)
            slopes[units + j] = cell * old[j] * keep * (_ONE - keep)
            slopes[2 * units + j] = cell * enter * (_ONE - candidate * candidate)
            slopes[3 * units + j] = hidden * tanh * leave * (_ONE - leave)
            to_cell[j] = cell * keep
            to_hidden[j] = _ZERO
        add_product(to_hidden, slopes, net.turned)


@njit(cache=True, error_model="numpy")
def _learn(net, rows):  # type: ignore[no-untyped-def]
    """Change the recurrent weights by Adam, and those of the bytes by Adagrad."""
    units, window = net.turned.shape[1], net.gates.shape[1]
    powers = net.powers
    powers[0] *= _DECAY
    powers[1] *= _SQUARE_DECAY
    powers[2] += 1.0
    slowed = np.float64(net.rates[0]) / np.sqrt(1.0 + powers[2] / np.float64(net.rates[3]))
    pace = max(slowed, np.float64(net.rates[4]))
    rate = np.float32(pace * np.sqrt(1.0 - powers[1]) / (1.0 - powers[0]))
    decay, fresh = np.float32(_DECAY), np.float32(1 - _DECAY)
    square_decay, square_fresh = np.float32(_SQUARE_DECAY), np.float32(1 - _SQUARE_DECAY)
    sums = net.sums
    for i in range(units + 1):
        sums[:] = _ZERO
        for row in range(rows):
            for at in range(0, window, 2):
                a = net.hidden[row, at, i] if i < units else _ONE
                b = net.hidden[row, at + 1, i] if i < units else _ONE
                p, q = net.slopes[row, at], net.slopes[row, at + 1]
                for j in range(4 * units):
                    sums[j] = (sums[j] + a * p[j]) + b * q[j]
        w, mean, square = net.weights[i], net.mean[i], net.square[i]
        for j in range(4 * units):
            mean[j] = decay * mean[j] + fresh * sums[j]
            square[j] = square_decay * square[j] + square_fresh * (sums[j] * sums[j])
            w[j] += rate * mean[j] / (np.sqrt(square[j]) + _TINY)
    turn(net)
    for row in range(rows):
        for at in range(window):
            byte = net.read[row, at]
            w, squares, slopes = net.inputs[byte], net.input_squares[byte], net.slopes[row, at]
            for j in range(4 * units):
                squares[j] += slopes[j] * slopes[j]
                w[j] += net.rates[1] * slopes[j] / (np.sqrt(squares[j]) + _TINY)
