"""Buckets: where the counters of a context lie in memory.

A bucket is one cache line of sixteen 32-bit words, for one context and half a byte. The first word
holds a check of the context (16 bits), the byte that came here last (8) and how often in a row (8).
The other fifteen are *slots*, one for each way the half byte may have begun: a running probability
(16 bits, the first turned so that all zeros is 1/2), a bit history (10) and a count (6).

Source: the nibble-wise hash tables of M. Mahoney's PAQ8 and lpaq.
"""

from typing import Any

import numpy as np
from numba import njit

from ee376a.prequential.contexts import CONTEXTS, TOUCHED, mix_bits
from ee376a.prequential.counters import RATES, bit_histories, kernel

_NEXT, _ = bit_histories()
_MOST = 60  # observations that a running probability averages over


@kernel
def find_buckets(reg, slots, bases, hashes, salt):  # type: ignore[no-untyped-def]
    """Find the bucket of each context, or make one.

    Parameters
    ----------
    reg : array, int64, shape (`ee376a.prequential.contexts.REGISTERS`,)
        The registers; `TOUCHED` alone is changed.
    slots : array, uint32
        All buckets, a multiple of 4, of 16 words each.
    bases : array, uint32, shape (3, contexts)
        Where the buckets begin is written to the first row; the last is room to reckon in.
    hashes : array, int64, shape (contexts,)
        32 bits each.
    salt : int
        0 for the first half of a byte, else one more than the first half after a leading 1.

    Examples
    --------
    Each context has a bucket of its own, and finds it again:

    >>> from ee376a.prequential.contexts import REGISTERS
    >>> reg, slots = np.zeros(REGISTERS, np.int64), np.zeros(16 * 4096, np.uint32)
    >>> bases, hashes = np.zeros((3, CONTEXTS), np.uint32), np.arange(CONTEXTS)
    >>> find_buckets(reg, slots, bases, hashes, 0)
    >>> first = bases[0].tolist()
    >>> find_buckets(reg, slots, bases, hashes, 0)
    >>> len(set(first)), bases[0].tolist() == first
    (21, True)
    """
    count = slots.size >> 4
    touched: Any = 0
    for i in range(CONTEXTS):
        h = mix_bits(hashes[i], salt)
        bases[2, i] = h
        bases[0, i] = ((h * 0x2545F491) & 0xFFFFFFFF) * count >> 32
        # All are touched before any is looked into: the waits for memory overlap.
        touched |= np.int64(slots[np.int64(bases[0, i]) << 4])
    reg[TOUCHED] = touched
    for i in range(CONTEXTS):
        check: Any = max(np.int64(bases[2, i]) >> 16, 1)
        home = np.int64(bases[0, i])
        best: Any = 0
        least: Any = 1 << 30
        for k in range(3):
            base = (home ^ k) << 4
            head = np.int64(slots[base])
            if head >> 16 == check:
                best, least = base, -2
                break
            worth = np.int64(slots[base + 1]) & 63 if head else -1
            if worth < least:
                best, least = base, worth
        if least > -2:  # a new one, in place of the least used
            slots[best] = check << 16
            for k in range(1, 16):
                slots[best + k] = 0
        bases[0, i] = best


@njit(inline="always")
def slot_after(slot, bit):  # type: ignore[no-untyped-def]
    """Return a slot that has seen one more bit.

    Parameters
    ----------
    slot : int
        32 bits: see the top of this module; 0 has seen none.
    bit : int

    Returns
    -------
    int
        As `slot`.

    Examples
    --------
    The running probability goes two thirds of the way from 1/2 to 1, and the count is 1:

    >>> slot = slot_after(0, 1)
    >>> round((slot >> 16 ^ 32768) / 65536, 3), slot & 63
    (0.833, 1)
    """
    count = slot & 63
    p = slot >> 16 ^ 32768
    p += ((65535 * bit - p) * RATES[count]) >> 16
    history = np.int64(_NEXT[slot >> 6 & 1023, bit])
    return (p ^ 32768) << 16 | history << 6 | (count + (count < _MOST))


@njit(inline="always")
def head_after(head, byte):  # type: ignore[no-untyped-def]
    """Return the first word of a bucket after a byte.

    Parameters
    ----------
    head : int
        32 bits: see the top of this module.
    byte : int
        0 to 255.

    Returns
    -------
    int
        As `head`.

    Examples
    --------
    The check abcd, the byte 65 (an e), twice in a row:

    >>> hex(head_after(head_after(0xABCD0000, ord("e")), ord("e")))
    '0xabcd6502'
    """
    run = min((head & 255) + 1, 255) if head & 255 and head >> 8 & 255 == byte else 1
    return (head & 0xFFFF0000) | byte << 8 | run
