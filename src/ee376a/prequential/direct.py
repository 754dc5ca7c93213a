"""The direct part of the online network: weights that a context gives to a bit at once.

For each node of the tree of a byte's bits (two trees of four levels, one for each half of the
byte) after each context (the last 0 to 6 bytes, the word so far, the same with the word before)
there is a weight in a hashed table. The nine that are there at a time are added, each times a gain
that depends on how many orders know the node and how often this context was there, on the last
byte, and on the node. A context that never was adds nothing, and the first time it is seen a step
of Adagrad is as large as any: what happened once after a long context is expected again.

These are the direct connections of Mikolov, Deoras, Povey, Burget, Černocký, "Strategies for
training large scale neural network language models", ASRU 2011, on bits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["ORDERS", "Direct", "attend", "descend", "expect", "new_direct", "read", "teach"]

Floats = npt.NDArray[np.float32]

#: So many of the contexts are the last 0, 1, … bytes.
ORDERS = 7
_CONTEXTS = ORDERS + 2
_MOST_SEEN = 11
_LITTLE = 0.05
_CLIP = np.float32(12)
_EIGHT, _FIRST, _SECOND = np.uint64(8), np.uint64(29), np.uint64(32)
_MIX, _GOLDEN, _WORD = (
    np.uint64(0xD6E8FEB86659FD93),
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0x2545F4914F6CDD1D),
)


class Direct(NamedTuple):
    """What the direct part knows; C contexts.

    `weights`, `squares` (of gradients), `seen` (uint8; how often): rows of 16, node 1 is the root
    of half a byte. `by_seen` (8, C, 12), `by_last` (256, C), `by_node` (32, C): the gains.
    `bases`, `rows`: hashes of the contexts, and where they are now. `used` (C): the gains of the
    last prediction. `context`, uint64: the last bytes, the word, the word before. `known`, int64:
    how many orders know the node. `rates`: of the weights of bytes, of words, of gains by how
    often, of the others; a small number.
    """

    weights: Floats
    squares: Floats
    seen: npt.NDArray[np.uint8]
    by_seen: Floats
    by_last: Floats
    by_node: Floats
    bases: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int64]
    used: Floats
    context: npt.NDArray[np.uint64]
    known: npt.NDArray[np.int64]
    rates: Floats


def new_direct(table_bits: int, rates: tuple[float, float, float, float]) -> Direct:
    """Give the direct part that has seen nothing.

    Parameters
    ----------
    table_bits : int
        The table has 2 to this power rows of 16 weights, 9 bytes each.
    rates : tuple of float
        Four: see `Direct`.

    Returns
    -------
    Direct

    Examples
    --------
    >>> net = new_direct(10, (0.5, 0.7, 0.025, 0.01))
    >>> net.weights.shape, net.by_seen.shape
    ((1024, 16), (8, 9, 12))
    """
    rows = 1 << table_bits
    return Direct(
        weights=np.zeros((rows, 16), np.float32),
        squares=np.zeros((rows, 16), np.float32),
        seen=np.zeros((rows, 16), np.uint8),
        by_seen=np.ones((ORDERS + 1, _CONTEXTS, _MOST_SEEN + 1), np.float32),
        by_last=np.zeros((256, _CONTEXTS), np.float32),
        by_node=np.zeros((32, _CONTEXTS), np.float32),
        bases=np.zeros(_CONTEXTS, np.uint64),
        rows=np.zeros(_CONTEXTS, np.int64),
        used=np.zeros(_CONTEXTS, np.float32),
        context=np.zeros(3, np.uint64),
        known=np.zeros(1, np.int64),
        rates=np.array([*rates, _LITTLE], np.float32),
    )


@njit(cache=True, error_model="numpy")
def _hash(number):  # type: ignore[no-untyped-def]
    number = (number ^ (number >> _FIRST)) * _MIX
    return number ^ (number >> _SECOND)


@njit(cache=True, error_model="numpy")
def read(net, byte):  # type: ignore[no-untyped-def]
    """Take a byte into the contexts.

    Parameters
    ----------
    net : Direct
        `context` is changed.
    byte : int
        0 to 255.

    Examples
    --------
    >>> net = new_direct(10, (0.5, 0.7, 0.025, 0.01))
    >>> for byte in b"a rose":
    ...     read(net, byte)
    >>> int(net.context[0]).to_bytes(8, "big")[-6:]
    b'a rose'
    """
    context = net.context
    context[0] = (context[0] << _EIGHT) | np.uint64(byte)
    letter = byte | 32
    if 97 <= letter <= 122 or byte > 127:
        context[1] = (context[1] + np.uint64(letter + 1)) * _WORD
    elif context[1] != np.uint64(0):
        context[2], context[1] = context[1], np.uint64(0)


@njit(cache=True, error_model="numpy")
def attend(net):  # type: ignore[no-untyped-def]
    """Hash the contexts of a new byte.

    Parameters
    ----------
    net : Direct
        `bases` are set, from `context`.

    Examples
    --------
    Two texts that end alike agree in the last 0, 1, 2 and 3 bytes, but in no more and in no word:

    >>> nets = [new_direct(10, (0.5, 0.7, 0.025, 0.01)) for _ in range(2)]
    >>> for net, text in zip(nets, (b"rose", b"hose"), strict=True):
    ...     for byte in text:
    ...         read(net, byte)
    ...     attend(net)
    >>> (nets[0].bases == nets[1].bases).tolist()
    [True, True, True, True, False, False, False, False, False]
    """
    context = net.context
    for order in range(_CONTEXTS):
        if order < ORDERS:
            known = context[0] & ((np.uint64(1) << np.uint64(8 * order)) - np.uint64(1))
        elif order == ORDERS:
            known = context[1]
        else:
            known = context[1] + context[2] * _GOLDEN
        net.bases[order] = _hash(_hash(known) + np.uint64(order + 1) * _GOLDEN)


@njit(cache=True, error_model="numpy")
def descend(net, half, high):  # type: ignore[no-untyped-def]
    """Find the contexts' rows for the high half of the byte, or for the low one after it.

    Parameters
    ----------
    net : Direct
        After `attend`; `rows` are set.
    half : int
        0 for the high half, 1 for the low one.
    high : int
        The high half, 0 to 15; of no account in the high half.

    Examples
    --------
    What comes after another high half is kept elsewhere:

    >>> net = new_direct(10, (0.5, 0.7, 0.025, 0.01))
    >>> attend(net)
    >>> descend(net, 1, 6)
    >>> after_6 = net.rows.copy()
    >>> descend(net, 1, 7)
    >>> int((net.rows == after_6).sum())
    0
    """
    mask = np.uint64(net.weights.shape[0] - 1)
    for order in range(_CONTEXTS):
        base = net.bases[order]
        if half == 1:
            base = _hash(base + np.uint64(high + 1))
        net.rows[order] = np.int64(base & mask)


@njit(cache=True, error_model="numpy")
def expect(net, half, node):  # type: ignore[no-untyped-def]
    """Give the logarithm of the odds of a one at a node of the half.

    Parameters
    ----------
    net : Direct
        After `descend`; `used` and `known` are set.
    half : int
        0 for the high half, 1 for the low one.
    node : int
        1 to 15.

    Returns
    -------
    float
        In nats, from -12 to 12.

    Examples
    --------
    >>> net = new_direct(10, (0.5, 0.7, 0.025, 0.01))
    >>> attend(net)
    >>> descend(net, 0, 0)
    >>> expect(net, 0, 1)
    0.0
    """
    known = 0
    for order in range(ORDERS):
        if net.seen[net.rows[order], node] > 0:
            known += 1
    net.known[0] = known
    last = np.int64(net.context[0] & np.uint64(255))
    total = np.float32(0)
    for order in range(_CONTEXTS):
        row = net.rows[order]
        seen = np.int64(net.seen[row, node])
        gain = (net.by_seen[known, order, seen] + net.by_last[last, order]) + net.by_node[
            half * 16 + node, order
        ]
        net.used[order] = gain
        total += gain * net.weights[row, node]
    return min(max(total, -_CLIP), _CLIP)


@njit(cache=True, error_model="numpy")
def teach(net, half, node, error):  # type: ignore[no-untyped-def]
    """Change gains and weights after the bit that `expect` foresaw was off by `error`.

    The weights learn by Adagrad, the gains by steps along the gradient.

    Parameters
    ----------
    net : Direct
    half, node : int
        As for `expect`, which must have been called.
    error : float32
        The bit less the probability of a one that was given.

    Examples
    --------
    What came once is expected again, with odds of e^4.47, 87 to 1:

    >>> net = new_direct(10, (0.5, 0.7, 0.025, 0.01))
    >>> attend(net)
    >>> descend(net, 0, 0)
    >>> before = expect(net, 0, 1)
    >>> teach(net, 0, 1, np.float32(0.5))
    >>> round(expect(net, 0, 1), 2)
    4.47
    """
    rates, known = net.rates, net.known[0]
    last = np.int64(net.context[0] & np.uint64(255))
    for order in range(_CONTEXTS):
        row = net.rows[order]
        seen = np.int64(net.seen[row, node])
        slope = error * net.weights[row, node]
        net.by_last[last, order] += rates[3] * slope
        net.by_node[half * 16 + node, order] += rates[3] * slope
        net.by_seen[known, order, seen] += rates[2] * slope
        slope = error * net.used[order]
        net.squares[row, node] += slope * slope
        rate = rates[0] if order < ORDERS else rates[1]
        net.weights[row, node] += rate * slope / np.sqrt(net.squares[row, node] + rates[4])
        net.seen[row, node] = min(seen + 1, _MOST_SEEN)
