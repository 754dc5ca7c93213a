"""What is near a pixel of a handwritten digit, told in many ways: the contexts of its counters."""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a.prequential.digitnet import INK, MARGIN, SIDE

__all__ = ["CONTEXTS", "SURROUNDINGS", "hash_contexts", "mixed"]

CONTEXTS = 22
#: How many values `hash_contexts` tells apart.
SURROUNDINGS = 64
_GOLDEN, _MIX, _SALT = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xD6E8FEB86659FD93),
    np.uint64(0x51ED27),
)
_SHIFT, _LOW = np.uint64(29), np.uint64(0xFFFFFFFFFFFF)


@njit(inline="always")
def mixed(a, b):  # type: ignore[no-untyped-def]
    """Make one number of 48 bits of two."""
    x = (np.uint64(a) * _GOLDEN) ^ ((np.uint64(b) + _SALT) * _MIX)
    return np.int64((x ^ (x >> _SHIFT)) & _LOW)


@njit(inline="always")
def _kind(value):  # type: ignore[no-untyped-def]
    """Tell paper, light, dark and full ink apart."""
    return 0 if value == 0 else 1 if value < 128 else 2 if value < INK else 3


@njit(inline="always")
def _within(value):  # type: ignore[no-untyped-def]
    return min(511, max(0, value + 128))


@njit(cache=True)
def hash_contexts(picture, row, column, hashes):  # type: ignore[no-untyped-def]
    """Set `hashes` (`CONTEXTS`) to what is before a pixel, and give a small summary of it."""
    y, x = row + MARGIN, column + MARGIN
    w, ww = np.int64(picture[y, x - 1]), np.int64(picture[y, x - 2])
    n, nn = np.int64(picture[y - 1, x]), np.int64(picture[y - 2, x])
    nw, ne = np.int64(picture[y - 1, x - 1]), np.int64(picture[y - 1, x + 1])
    nne = np.int64(picture[y - 2, x + 1])
    # The shape, in four kinds of pixels, of 7, 11 and 17 neighbours.
    near = _kind(w)
    for value in (ww, n, nw, ne, nn, np.int64(picture[y - 1, x + 2])):
        near = near * 4 + _kind(value)
    wide = near
    for dy, dx in ((2, 1), (2, -1), (1, -2), (0, -3)):
        wide = wide * 4 + _kind(picture[y - dy, x + dx])
    widest = wide
    for dy, dx in ((3, 0), (1, 3), (2, 2), (2, -2), (3, -1), (3, 1)):
        widest = widest * 4 + _kind(picture[y - dy, x + dx])
    cross = (w >> 4) * 16 + (n >> 4)
    coarse = (w >> 5) * 8 + (n >> 5)
    hashes[0] = row * SIDE + column
    hashes[1] = (w >> 2) * 64 + (n >> 2)
    hashes[2] = coarse * 64 + (nw >> 5) * 8 + (ne >> 5)
    hashes[3] = (w >> 3) * 32 + (ww >> 3)
    hashes[4] = (n >> 3) * 32 + (nn >> 3)
    hashes[5] = cross * 256 + (nw >> 4) * 16 + (ne >> 4)
    hashes[6] = near
    hashes[7] = wide
    hashes[8] = widest
    hashes[9] = _within(w + n - nw)
    hashes[10] = _within(w + ne - n)
    hashes[11] = _within(n + ne - nne)
    hashes[12] = (n >> 3) * 32 + (ne >> 3)
    hashes[13] = (w * 256 + n) * 256 + (ne if max(w, n) >= 250 else _kind(ne))
    hashes[14] = ((row >> 1) * 14 + (column >> 1)) * 64 + coarse
    hashes[15] = ((w >> 3) * 32 + (nw >> 3)) * 4 + _kind(ne)
    hashes[16] = ((n >> 4) * 16 + (ne >> 4)) * 256 + (w >> 4) * 16 + (nn >> 4)
    hashes[17] = mixed(near, cross)
    hashes[18] = ((n + nn) >> 4) * 64 + ((w + ww) >> 4)
    hashes[19] = ((2 * n - nn + 256) >> 3) * 128 + ((2 * w - ww + 256) >> 3)
    hashes[20] = mixed(wide, coarse)
    hashes[21] = (((w + n + ne) >> 3) * 8 + (nw >> 5)) * 8 + (nn >> 5)
    return _kind(w) * 16 + _kind(n) * 4 + _kind(ne)
