"""Match models: the last bytes occurred before, so what followed them then may come again.

Source: the match model of M. Mahoney's PAQ; here the length of the agreement is verified, and an
adaptive map tells how often a match of that length has been right.
"""

from typing import Any

import numpy as np
from numba import njit

from ee376a.prequential.contexts import (
    LAST4,
    LAST8,
    MATCH_BYTE,
    MATCH_LENGTH,
    MATCH_POINTER,
    POSITION,
    mix_bits,
)
from ee376a.prequential.counters import kernel

SHORTEST = (7, 4)
"""How many bytes must agree for each of the two models to see a match."""
LONGEST = 400


@njit(inline="always")
def length_class(length):  # type: ignore[no-untyped-def]
    """Return the length of a match as one of 23 classes; 0 is no match.

    Parameters
    ----------
    length : int
        In bytes, 0 or more.

    Returns
    -------
    int
        0 to 22.

    Examples
    --------
    >>> [length_class(length) for length in (0, 15, 20, 31, 100, 600)]
    [0, 15, 16, 17, 20, 22]
    """
    if length < 16:
        return length
    if length < 32:
        return 16 + (length >= 24)
    if length < 64:
        return 18 + (length >= 48)
    return 20 + (length >= 128) + (length >= 512)


@kernel
def find_matches(reg, history, places):  # type: ignore[no-untyped-def]
    """Follow the matches of the two models over the newest byte, or look for new ones.

    Parameters
    ----------
    reg : array, int64, shape (`ee376a.prequential.contexts.REGISTERS`,)
        The registers, which already know the newest byte.
    history : array, uint8
        The bytes read, in a ring; its size is a power of two, 1024 at the least.
    places : array, int32, shape (2, power of two)
        Where each hash of the last bytes occurred last; 0 is nowhere.

    Examples
    --------
    The second abra is found by the model that wants four bytes, and a c came after the first:

    >>> from ee376a.prequential.contexts import REGISTERS, remember
    >>> reg, history = np.zeros(REGISTERS, np.int64), np.zeros(1024, np.uint8)
    >>> places = np.zeros((2, 4096), np.int32)
    >>> for byte in b"abracadabra":
    ...     history[reg[POSITION]] = byte
    ...     reg[POSITION] += 1
    ...     remember(reg, byte)
    ...     find_matches(reg, history, places)
    >>> reg[MATCH_LENGTH : MATCH_LENGTH + 2].tolist(), chr(reg[MATCH_BYTE + 1])
    ([0, 4], 'c')
    """
    here = reg[POSITION]
    ring = history.size - 1
    byte = reg[LAST4] & 255
    for k in range(2):
        length = reg[MATCH_LENGTH + k]
        if length > 0 and reg[MATCH_BYTE + k] == byte:
            reg[MATCH_LENGTH + k] = min(length + 1, 65535)
            reg[MATCH_POINTER + k] += 1
        else:
            length = 0
            reg[MATCH_LENGTH + k] = 0
        h = mix_bits(reg[LAST4], reg[LAST8] & 0xFFFFFF if k == 0 else 0) & (places.shape[1] - 1)
        if length == 0:
            there = np.int64(places[k, h])
            if there > 0 and here - there < ring - LONGEST:
                agreed: Any = 0
                while (
                    agreed < min(LONGEST, there)
                    and history[(there - 1 - agreed) & ring] == history[(here - 1 - agreed) & ring]
                ):
                    agreed += 1
                if agreed >= SHORTEST[k]:
                    reg[MATCH_LENGTH + k] = agreed
                    reg[MATCH_POINTER + k] = there
        places[k, h] = here
        if reg[MATCH_LENGTH + k] > 0:
            reg[MATCH_BYTE + k] = np.int64(history[reg[MATCH_POINTER + k] & ring])
