"""Counters: what a context mixer remembers of one context, and what it learns from that memory.

Everything is an integer, so that every CPU computes the same probabilities. A probability has 16
bits (65536 is certainty); in the *stretched* domain, ln(p / (1 - p)), one unit is 1/256.

Source: M. Mahoney, "Adaptive weighing of context models for lossless data compression", Florida
Tech CS-2005-16 (bit histories, adaptive maps); the tables here are made by rules of our own.
"""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from numba import njit

kernel = njit(cache=True, _nrt=False)  # type: ignore[call-overload]
"""Compiles a function that makes and keeps no array, so that none is counted as it is passed on.

A model's state is twenty arrays; counting references to each at every bit took a fifth of the time.
"""
STRETCH_LIMIT = 2047
"""Largest stretched input, 8 nats: one chance in 3000."""
SQUASH_LIMIT = 3071
"""Largest stretched output, 12 nats: one chance in 160,000 (the coder's floor is 1 in 65536)."""
MAXIMUM_COUNT = 1023
"""The count of an adaptive probability has 10 bits."""
HISTORY_LENGTH = 4
"""Histories up to this length are kept bit by bit; longer ones as two counts and the last bit."""
LARGEST_COUNT = (48, 40, 12, 6, 5, 5, 6, 7)
"""How far one count may go when the other stands at 0, 1, 2, ..."""


@cache
def squash_table() -> npt.NDArray[np.uint16]:
    """Return the logistic function: 16-bit probability of a stretched value x at index x + 3072.

    Returns
    -------
    array, uint16, shape (6144,)
        1 to 65535, for x from -3072 to 3071, in 1/256.

    Examples
    --------
    Odds of 1, e and 1/e:

    >>> squash_table()[[3072, 3072 + 256, 3072 - 256]].tolist()
    [32768, 47911, 17625]
    """
    values = [65536 / (1 + math.exp(-x / 256)) for x in range(-SQUASH_LIMIT - 1, SQUASH_LIMIT + 1)]
    return np.array([min(65535, max(1, round(value))) for value in values], np.uint16)


@cache
def stretch_table() -> npt.NDArray[np.int16]:
    """Return the inverse, ln(p / (1 - p)), for the upper 12 bits of a 16-bit probability.

    Returns
    -------
    array, int16, shape (4096,)
        -2047 to 2047, in 1/256.

    Examples
    --------
    Of 1/4, 1/2 and 3/4, the last being ln 3 = 1.1:

    >>> stretch_table()[[1024, 2048, 3072]].tolist()
    [-281, 0, 281]
    """
    odds = [(i + 0.5) / (4095.5 - i) for i in range(4096)]
    values = [round(256 * math.log(odd)) for odd in odds]
    return np.clip(values, -STRETCH_LIMIT, STRETCH_LIMIT).astype(np.int16)


@cache
def reciprocals() -> npt.NDArray[np.int32]:
    """Return the adaptation rates 65536 / (n + 1.5): average first, then forget slowly.

    The last is 0: a probability with that count never moves.

    Returns
    -------
    array, int32, shape (1024,)
        By the count n.

    Examples
    --------
    >>> reciprocals()[[0, 1, 2, 1022, 1023]].tolist()
    [43690, 26214, 18724, 64, 0]
    """
    rates = [65536 * 2 // (2 * n + 3) for n in range(MAXIMUM_COUNT)]
    return np.array([*rates, 0], np.int32)


RATES = reciprocals()
_STRETCH, _SQUASH = stretch_table(), squash_table()


def _discount(count: int) -> int:
    """Return what is left of a count when the other bit was seen: old evidence fades."""
    return count if count <= 2 else min(6, 2 + (count - 2) // 2)


def _append(history: tuple[int, ...], bit: int) -> tuple[int, ...]:
    """Return the history after one more bit.

    A history is (bits...) while short, then (-1, zeros, ones, last bit).
    """
    if len(history) < HISTORY_LENGTH and history[:1] != (-1,):
        return (*history, bit)
    if history[0] != -1:
        counts = [0, 0]
        for seen in history:
            counts[seen] += 1
            if counts[1 - seen] > 2:
                counts[1 - seen] = _discount(counts[1 - seen])
    else:
        counts = list(history[1:3])
    counts[bit] += 1
    if counts[1 - bit] > 2:
        counts[1 - bit] = _discount(counts[1 - bit])
    larger = int(counts[1] > counts[0])
    smaller = counts[1 - larger]
    bound = LARGEST_COUNT[smaller] if smaller < len(LARGEST_COUNT) else 0
    counts[larger] = max(smaller, min(counts[larger], bound))
    return (-1, counts[0], counts[1], bit)


@cache
def bit_histories() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
    """Return the nonstationary state machine that summarises the bits seen in one context.

    Returns
    -------
    successors : array, uint16, shape (states, 2)
        The state after state s and bit b. State 0 is the empty history.
    counts : array, uint8, shape (states, 2)
        How many zeros and ones the state remembers.

    Examples
    --------
    Ten zeros, and then a one, which makes all but six of them forgotten:

    >>> successors, counts = bit_histories()
    >>> state = 0
    >>> for bit in [0] * 10 + [1]:
    ...     state = successors[state, bit]
    >>> counts[state].tolist()
    [6, 1]
    """
    numbers: dict[tuple[int, ...], int] = {(): 0}
    successors: list[tuple[int, ...]] = []
    counts = []
    pending: list[tuple[int, ...]] = [()]
    for history in pending:  # grows while it is walked
        after = []
        for bit in (0, 1):
            longer = _append(history, bit)
            if longer not in numbers:
                numbers[longer] = len(numbers)
                pending.append(longer)
            after.append(numbers[longer])
        successors.append(tuple(after))
        counts.append(
            history[1:3] if history[:1] == (-1,) else (history.count(0), history.count(1))
        )
    return np.array(successors, np.uint16), np.array(counts, np.uint8)


@cache
def untaught_maps(contexts: int) -> npt.NDArray[np.uint32]:
    """Return a map from state to probability for each context, before any bit is seen.

    A fresh map holds the Krichevsky-Trofimov-like estimate (ones + 0.4) / (bits + 0.8), worth five
    observations.

    Parameters
    ----------
    contexts : int
        How many maps.

    Returns
    -------
    array, uint32, shape (contexts, 1024)
        22 bits of probability, 10 bits of count, by the state of `bit_histories`.

    Examples
    --------
    After a single one, 1.4 / 1.8:

    >>> successors, _ = bit_histories()
    >>> maps = untaught_maps(2)
    >>> round(int(maps[1, successors[0, 1]]) / 2**32, 3)
    0.778
    """
    _, counts = bit_histories()
    zeros, ones = counts[:, 0].astype(np.int64), counts[:, 1].astype(np.int64)
    row = np.zeros(1024, np.int64)
    row[: len(counts)] = (5 * ones + 2) * 4194303 // (5 * (zeros + ones) + 4) * 1024 + 5
    return np.tile(row, (contexts, 1)).astype(np.uint32)


@njit(inline="always")
def learned(value, bit, limit):  # type: ignore[no-untyped-def]
    """Return an adaptive probability after a bit.

    It moves by 1 / (n + 1.5) of the way, n counting up to a limit. It takes and gives numbers, not
    arrays: the compiler would count references to an array in the innermost loop.

    Parameters
    ----------
    value : int
        22 bits of probability, 10 bits of count n.
    bit : int
    limit : int
        What n counts up to, 1023 at the most; with that a probability moves no more.

    Returns
    -------
    int
        As `value`.

    Examples
    --------
    From 1/2 with a count of 0, two thirds of the way:

    >>> value = learned(1 << 31, 1, 255)
    >>> round(value / 2**32, 3), value & 1023
    (0.833, 1)
    """
    count = np.int64(value) & 1023
    p = np.int64(value) >> 10
    p += ((4194303 * bit - p) * RATES[count]) >> 16
    return p << 10 | (count + (count < limit))


@njit(inline="always")
def stretch(probability):  # type: ignore[no-untyped-def]
    """Return ln(p / (1 - p)) of a 16-bit probability, in 1/256.

    Parameters
    ----------
    probability : int
        0 to 65535.

    Returns
    -------
    int
        -2047 to 2047.

    Examples
    --------
    >>> stretch(32768), stretch(49152)  # ln 3 is 1.1
    (0, 281)
    """
    return np.int64(_STRETCH[probability >> 4])


@njit(inline="always")
def squash(x):  # type: ignore[no-untyped-def]
    """Return the 16-bit probability of a stretched value.

    Parameters
    ----------
    x : int
        In 1/256; what is beyond ±12 nats is taken as that.

    Returns
    -------
    int
        1 to 65535.

    Examples
    --------
    >>> squash(0), squash(281)
    (32768, 49140)
    """
    return np.int64(_SQUASH[min(SQUASH_LIMIT, max(-SQUASH_LIMIT - 1, x)) + SQUASH_LIMIT + 1])
