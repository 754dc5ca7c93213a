"""Bounds on what the channel can carry at all.

References
----------
R. G. Gallager, "Sequential decoding for binary channels with noise and synchronization errors",
MIT Lincoln Laboratory group report (1961).
R. L. Dobrushin, "Shannon's theorems for channels with synchronization errors", Problems of
Information Transmission 3 (1967), 11-26.
D. Fertonani, T. M. Duman, "Novel bounds on the capacity of the binary deletion channel", IEEE
Transactions on Information Theory 56 (2010), 2753-2765.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from ee376a.dna.channel import IDSChannel

__all__ = ["block_bounds", "gallager_bound"]

Floats = npt.NDArray[np.float64]


def gallager_bound(channel: IDSChannel) -> float:
    """Give a rate below the capacity of the binary channel with replacing insertions.

    ``1 - H(p_del, p_ins, right, wrong)``, for deletions alone ``1 - H(p_del)`` (Gallager 1961).

    Parameters
    ----------
    channel : IDSChannel
        Binary, with ``insertions="replace"``.

    Returns
    -------
    float
        Bits per bit sent, zero at least.

    Raises
    ------
    ValueError
        If the channel is another.

    Examples
    --------
    >>> round(gallager_bound(IDSChannel(p_del=0.11)), 2)
    0.5
    """
    if channel.alphabet != 2 or channel.insertions != "replace":
        raise ValueError(f"channel: {channel} given, a binary one with replacement needed")
    arrives = 1 - channel.p_ins - channel.p_del
    events = np.array(
        [
            channel.p_del,
            channel.p_ins,
            arrives * (1 - channel.p_sub),
            arrives * channel.p_sub,
        ]
    )
    return max(0.0, 1 + float(xlogy(events, events).sum()) / math.log(2))


def block_bounds(channel: IDSChannel, length: int) -> tuple[float, float]:
    """Bound the capacity of a binary channel from blocks that a genie keeps apart.

    With the ends of blocks of `length` bits known to the receiver, the channel is one of finitely
    many inputs and outputs, of capacity ``C`` (found by the Blahut–Arimoto algorithm). Without
    them no more can be sent, and no more is lost than the entropy of the number received of a
    block: ``(C - H) / length <= capacity <= C / length`` (Dobrushin 1967; in the manner of
    Fertonani and Duman 2010).

    Parameters
    ----------
    channel : IDSChannel
        Binary.
    length : int
        Bits in a block; memory and time grow as ``4 ** length``, and ``8 ** length`` with
        insertions.

    Returns
    -------
    low, high : float
        Bits per bit sent.

    Raises
    ------
    ValueError
        If the channel is not binary, or `length` is under 1.

    Examples
    --------
    >>> low, high = block_bounds(IDSChannel(p_del=0.1), 4)
    >>> round(high, 3)
    0.805
    """
    if channel.alphabet != 2:
        raise ValueError(f"channel: alphabet {channel.alphabet} given, 2 needed")
    if length < 1:
        raise ValueError(f"length: {length} given, at least 1 needed")
    parts = _outputs(channel, length)
    sizes = np.array([part[0].sum() for part in parts])
    entropy = -float(xlogy(sizes, sizes).sum()) / math.log(2)
    capacity = _blahut_arimoto(np.concatenate(parts, axis=1))
    return max(0.0, (capacity - entropy) / length), capacity / length


def _outputs(channel: IDSChannel, length: int) -> list[Floats]:
    """Probability of each output (column), by its size, of each block of bits (row)."""
    longest = channel.random.size - 1
    parts: list[Floats] = [np.ones((1, 1))]
    for _ in range(length):
        blocks, largest = parts[0].shape[0], len(parts) - 1 + longest
        grown = [np.zeros((blocks, 2, 1 << size)) for size in range(largest + 1)]
        for size, part in enumerate(parts):
            for k in range(longest + 1):
                # k bits of chance, or k - 1 and then the copy.
                target = grown[size + k].reshape(blocks, 2, 1 << size, 1 << k)
                target += channel.random[k] * part[:, None, :, None] / (1 << k)
                if k:
                    copy = np.tile(channel.confusion, (1, 1 << (k - 1))) / (1 << (k - 1))
                    target += channel.copied[k] * part[:, None, :, None] * copy[None, :, None, :]
        parts = [grow.reshape(2 * blocks, -1) for grow in grown]
        while not parts[-1].any():
            parts.pop()
    return parts


def _blahut_arimoto(transition: Floats, tolerance: float = 1e-6) -> float:
    """Capacity, in bits, of a channel of finitely many inputs (rows) and outputs, from above."""
    prior = np.full(transition.shape[0], 1 / transition.shape[0])
    own = xlogy(transition, transition).sum(axis=1)
    while True:
        output = prior @ transition
        with np.errstate(divide="ignore"):
            logs = np.where(output > 0, np.log(output), 0.0)
        divergence = own - transition @ logs
        low = math.log(prior @ np.exp(divergence))
        if divergence.max() - low < tolerance:
            return float(divergence.max()) / math.log(2)
        prior *= np.exp(divergence - low)
