"""Backpropagation: the gradient, the steps, the replay, and that it learns."""

import numpy as np
import pytest

from ee376a.prequential.backpropagation import advance
from ee376a.prequential.recurrent import correct, logit, new_recurrent

RATES = (0.008, 0.6, 0.2, 1500.0, 0.0005)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def path(byte):
    """Give the nodes on the way to a byte, and the bits there."""
    for half, nibble in enumerate((byte >> 4, byte & 15)):
        node = 1
        for shift in range(3, -1, -1):
            bit = nibble >> shift & 1
            yield half * (16 + (byte >> 4) * 16) + node, bit
            node = 2 * node + bit


def feed(net, data):
    """Let a network read; give the bits that each byte took."""
    cost = []
    for byte in data:
        bits = 0.0
        for node, bit in path(byte):
            p = sigmoid(float(logit(net, 0, net.place[0], node)))
            bits -= np.log2(p if bit else 1 - p)
            correct(net, 0, net.place[0], node, np.float32(bit - p))
        cost.append(bits)
        advance(net, byte)
    return np.array(cost)


def plain_loss(net, inputs, data):
    """Give the nats that data take in the plain formulas of the LSTM, in 64 bits."""
    units = net.turned.shape[1]
    weights, outputs = net.weights.astype(float), net.outputs.astype(float)
    hidden, cell, last, loss = np.zeros(units), np.zeros(units), 0, 0.0
    for byte in data:
        sums = inputs[last] + hidden @ weights[:units] + weights[units]
        enter, keep, candidate, leave = sums.reshape(4, units)
        cell = sigmoid(keep) * cell + sigmoid(enter) * np.tanh(candidate)
        hidden = sigmoid(leave) * np.tanh(cell)
        for node, bit in path(byte):
            p = sigmoid(outputs[node] @ hidden + net.biases[node])
            loss -= np.log(p if bit else 1 - p)
        last = byte
    return loss


@pytest.fixture
def still():
    """A network that does not change, with outputs that are not zero."""
    net = new_recurrent(8, 6, 0, 4, 5, (0.0, 0.0, 0.0, 1500.0, 0.0))
    rng = np.random.default_rng(3)
    net.outputs[:] = rng.normal(0, 0.5, net.outputs.shape)
    net.biases[:] = rng.normal(0, 0.5, net.biases.shape)
    return net


def test_what_it_expects_is_what_the_formulas_say(still):
    data = b"learns"
    wanted = plain_loss(still, still.inputs.astype(float), data) / np.log(2)
    assert feed(still, data).sum() == pytest.approx(wanted, rel=1e-5)


def test_the_gradient_is_that_of_the_code_length(still):
    data = b"lstmA\xff"
    inputs = still.inputs.astype(float)
    feed(still, data)
    # The window is full: the slopes of the gates are those of what each byte puts in.
    for at, byte in enumerate([0, *data[:-1]]):
        for j in range(0, 32, 5):
            ends = []
            for step in (1e-5, -1e-5):
                moved = inputs.copy()
                moved[byte, j] += step
                ends.append(plain_loss(still, moved, data))
            wanted = -(ends[0] - ends[1]) / 2e-5
            assert still.slopes[0, at, j] == pytest.approx(wanted, rel=2e-3, abs=2e-5)


def test_a_step_is_that_of_adam():
    net = new_recurrent(8, 2, 0, 4, 5, RATES)
    net.outputs[:] = np.random.default_rng(3).normal(0, 0.5, net.outputs.shape)
    before = net.weights.copy()
    feed(net, b"ab")
    # Its first step is of the full rate, for all that have a gradient worth the name.
    moved = np.abs(net.weights - before)[net.square > 1e-9]
    assert moved.size > 50
    rate = RATES[0] / np.sqrt(1 + 1 / RATES[3])
    np.testing.assert_allclose(moved, rate, rtol=0.05)
    assert np.array_equal(net.turned, net.weights[:8].T)


def test_it_learns_what_comes_again_and_again():
    net = new_recurrent(16, 6, 1, 16, 1, RATES)
    cost = feed(net, b"abcdefgh " * 60)
    assert cost[:9].mean() > 6
    assert cost[-90:].mean() < 0.5


def test_replay_reads_windows_that_were():
    net = new_recurrent(8, 4, 2, 4, 1, RATES)
    data = bytes(range(65, 65 + 44))
    feed(net, data)
    # Of eleven windows, the ring holds the last four.
    kept = {net.past_read[slot].tobytes() for slot in range(4)}
    assert kept == {data[4 * k - 1 : 4 * k + 4] for k in range(7, 11)}
    assert {net.read[row].tobytes() for row in (1, 2)} <= {
        data[4 * k - 1 : 4 * k + 4] for k in range(6, 11)
    }
    assert net.powers[2] == 11
