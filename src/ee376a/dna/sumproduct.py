"""Belief propagation on the graph of a parity-check matrix: sum-product and min-sum.

Log-likelihood ratios are log P(0) / P(1). Inside, sum-product keeps the ratio itself, P(0) / P(1):
what a check tells a bit is ``(1 + p) / (1 - p)``, where ``p`` is the product of the other bits'
``tanh(llr / 2) = (ratio - 1) / (ratio + 1)``. So an iteration is multiplications and divisions
only, with no exponential and no logarithm, and the result is the same as that of the usual rule.

References
----------
R. G. Gallager, *Low-Density Parity-Check Codes*, MIT Press, 1963.
D. E. Hocevar, "A reduced complexity decoder architecture via layered decoding of LDPC codes",
IEEE SiPS 2004, 107-112 (the layered schedule).
J. Chen and M. Fossorier, "Near optimum universal belief propagation based decoding of low-density
parity check codes", IEEE Trans. Commun. 50 (2002), 406-414 (normalised min-sum).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

__all__ = ["MIN_SUM_SCALE", "Decoded", "decode"]

Floats = npt.NDArray[np.float64]

#: By how much min-sum's messages are scaled down; about right for checks of six bits.
MIN_SUM_SCALE = 0.8
# exp(709) is the largest double. Channel and checks together stay under it.
_CHANNEL_LIMIT = 250.0
_CHECKS_LIMIT = 440.0


@dataclass(frozen=True, eq=False)
class Decoded:
    """What a decoder says of one or more frames.

    Attributes
    ----------
    llr : array of float, shape (..., n)
        A posteriori, log P(0) / P(1), of each bit.
    extrinsic : array of float, shape (..., n)
        What the code alone adds: `llr` less that of the channel.
    bits : array of uint8, shape (..., n)
        The likelier value of each bit.
    iterations : array of int, shape (...)
        How many were run.
    satisfied : array of bool, shape (...)
        Whether the bits satisfy every check and none is undecided, as likely 0 as 1.
    """

    llr: Floats
    extrinsic: Floats
    bits: npt.NDArray[np.uint8]
    iterations: npt.NDArray[np.int64]
    satisfied: npt.NDArray[np.bool_]


def decode(
    starts: npt.NDArray[np.int32],
    columns: npt.NDArray[np.int32],
    llr: npt.ArrayLike,
    *,
    n: int,
    iterations: int = 50,
    schedule: str = "layered",
    algorithm: str = "sum-product",
) -> Decoded:
    """Run belief propagation until all checks are satisfied, at least one iteration.

    Parameters
    ----------
    starts, columns : array of int32
        The rows of the parity-check matrix: row ``i`` checks the bits
        ``columns[starts[i]:starts[i + 1]]``.
    llr : array of float, shape (n,) or (frames, n)
        Of the channel, log P(0) / P(1). Beyond ±250 they count as certain; infinite is allowed.
    n : int
        The length of the code.
    iterations : int
        The most to run, at least 1.
    schedule : {"layered", "flooding"}
        Whether a check already uses what the checks before it said in the same iteration. Layered
        needs about half the iterations.
    algorithm : {"sum-product", "min-sum"}
        Min-sum is scaled by `MIN_SUM_SCALE`.

    Returns
    -------
    Decoded
        Of the shape of `llr`.

    Raises
    ------
    ValueError
        If a parameter is none of those allowed, or the shape or a value (NaN) of `llr` is wrong.

    Examples
    --------
    Three equal bits, the middle one not received. One iteration is enough to know them all; the
    first bit has not heard of the third when it ends.

    >>> starts, columns = np.array([0, 2, 4], np.int32), np.array([0, 1, 1, 2], np.int32)
    >>> result = decode(starts, columns, [2.0, 0.0, 1.0], n=3)
    >>> result.llr.round(6).tolist()
    [2.0, 3.0, 3.0]
    >>> result.bits.tolist(), bool(result.satisfied)
    ([0, 0, 0], True)
    """
    channel = np.array(llr, dtype=np.float64)
    if channel.ndim not in (1, 2) or channel.shape[-1] != n:
        raise ValueError(f"llr: shape {channel.shape} given, ({n},) or (frames, {n}) needed")
    if np.isnan(channel).any():
        raise ValueError("llr: NaN given, numbers needed")
    if iterations < 1:
        raise ValueError(f"iterations: {iterations} given, at least 1 needed")
    if schedule not in ("layered", "flooding"):
        raise ValueError(f"schedule: {schedule!r} given, 'layered' or 'flooding' allowed")
    if algorithm not in ("sum-product", "min-sum"):
        raise ValueError(f"algorithm: {algorithm!r} given, 'sum-product' or 'min-sum' allowed")
    np.clip(channel, -_CHANNEL_LIMIT, _CHANNEL_LIMIT, out=channel)
    frames = channel.reshape(-1, n)
    rounds = np.zeros(len(frames), dtype=np.int64)
    satisfied = np.zeros(len(frames), dtype=np.bool_)
    widest = int(np.diff(starts).max())
    surest = _CHECKS_LIMIT / int(np.bincount(columns).max())
    graph, rule, found = (starts, columns), (iterations, schedule == "layered"), (rounds, satisfied)
    posterior = np.empty_like(frames)
    if algorithm == "sum-product":
        # As near to 1 as a double can tell, less near if a bit has many checks.
        surest = min(math.tanh(surest / 2), 1 - 2.0**-52)
        _sum_product(*graph, np.exp(frames), *rule, widest, surest, posterior, *found)
        np.log(posterior, out=posterior)
    else:
        _min_sum(*graph, frames, *rule, widest, surest, posterior, *found)
    total = posterior.reshape(channel.shape)
    return Decoded(
        total,
        total - channel,
        (total < 0).astype(np.uint8),
        rounds.reshape(channel.shape[:-1]),
        satisfied.reshape(channel.shape[:-1]),
    )


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _satisfied(starts: Any, columns: Any, values: Any, threshold: float) -> bool:
    for check in range(len(starts) - 1):
        odd = False
        for edge in range(starts[check], starts[check + 1]):
            value = values[columns[edge]]
            if value == threshold:  # as likely 0 as 1
                return False
            odd ^= value < threshold
        if odd:
            return False
    return True


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _sum_product(
    starts: Any,
    columns: Any,
    channel: Any,
    iterations: int,
    layered: bool,
    widest: int,
    surest: float,
    posterior: Any,
    rounds: Any,
    satisfied: Any,
) -> None:
    """Channel and posterior are ratios P(0) / P(1); `surest` bounds what a check may say."""
    soft, before, said = np.empty(widest), np.empty(widest), np.empty(len(columns))
    for frame in range(len(posterior)):
        given, ratio = channel[frame], posterior[frame]
        target = ratio if layered else np.empty_like(ratio)
        ratio[:] = given
        said[:] = 1.0
        for iteration in range(iterations):
            if not layered:
                target[:] = given
            for check in range(len(starts) - 1):
                first = starts[check]
                width = starts[check + 1] - first
                product = 1.0
                for i in range(width):
                    now, old = ratio[columns[first + i]], said[first + i]
                    soft[i] = (now - old) / (now + old)  # tanh of half of what the others say
                    before[i] = product
                    product *= soft[i]
                product = 1.0
                for i in range(width - 1, -1, -1):
                    p = min(max(before[i] * product, -surest), surest)
                    product *= soft[i]
                    new, column = (1 + p) / (1 - p), columns[first + i]
                    if layered:
                        target[column] *= new / said[first + i]
                    else:
                        target[column] *= new
                    said[first + i] = new
            if not layered:
                ratio[:] = target
            rounds[frame] = iteration + 1
            if _satisfied(starts, columns, ratio, 1.0):
                satisfied[frame] = True
                break


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _min_sum(
    starts: Any,
    columns: Any,
    channel: Any,
    iterations: int,
    layered: bool,
    widest: int,
    surest: float,
    posterior: Any,
    rounds: Any,
    satisfied: Any,
) -> None:
    """Channel and posterior are log P(0) / P(1); `surest` bounds what a check may say."""
    values, said = np.empty(widest), np.empty(len(columns))
    for frame in range(len(posterior)):
        given, llr = channel[frame], posterior[frame]
        target = llr if layered else np.empty_like(llr)
        llr[:] = given
        said[:] = 0.0
        for iteration in range(iterations):
            if not layered:
                target[:] = given
            for check in range(len(starts) - 1):
                first = starts[check]
                width = starts[check + 1] - first
                least, second, where, odd = np.inf, np.inf, -1, False
                for i in range(width):
                    values[i] = llr[columns[first + i]] - said[first + i]
                    odd ^= values[i] < 0
                    size = abs(values[i])
                    where = i if size < least else where
                    second = min(second, max(least, size))
                    least = min(least, size)
                for i in range(width):
                    new = min(MIN_SUM_SCALE * (second if i == where else least), surest)
                    if odd ^ (values[i] < 0):
                        new = -new
                    column = columns[first + i]
                    if layered:
                        target[column] = values[i] + new
                    else:
                        target[column] += new
                    said[first + i] = new
            if not layered:
                llr[:] = target
            rounds[frame] = iteration + 1
            if _satisfied(starts, columns, llr, 0.0):
                satisfied[frame] = True
                break
