"""What is near a pixel of a handwritten digit, told in many ways: the contexts of its counters.

Three kinds: of the pixels near alone; of those together with the palette that fits the picture
(`ee376a.prequential.drawing.palettes`); and of this picture alone, in which the same edge of the
pen crosses the same pixels again.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from ee376a.prequential.drawing.network import INK, MARGIN, SIDE

__all__ = ["CONTEXTS", "GENERAL", "LOCAL", "SURROUNDINGS", "hash_contexts", "mixed"]

#: Contexts of all pictures; the first of them know nothing of palettes.
GENERAL, CONTEXTS = 22, 32
#: Contexts of this picture alone.
LOCAL = 10
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
    """Make one number of 48 bits of two.

    Parameters
    ----------
    a, b : int

    Returns
    -------
    int
        0 to 2^48 - 1.

    Examples
    --------
    Which is the first counts:

    >>> mixed(1, 2) == mixed(2, 1), mixed(1, 2) < 1 << 48
    (False, True)
    """
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
def hash_contexts(picture, row, column, fit, below, hashes):  # type: ignore[no-untyped-def]
    """Set `hashes` to what is before a pixel, and give a small summary of it.

    Parameters
    ----------
    picture : array, uint8, shape (43, 58)
        With margins, as of `ee376a.prequential.drawing.network.blank`.
    row, column : int
        Of the pixel, 0 to 27.
    fit : array, int64, shape (3,)
        The palettes that fit best and second best, and by how much, 0 to 3.
    below : int
        Rows since the first with ink, or 30 before there is any.
    hashes : array, int64
        `CONTEXTS` + `LOCAL` or more: those of all pictures, then those of this one.

    Returns
    -------
    int
        0 to `SURROUNDINGS` - 1: the kinds (paper, light, dark, full ink) of the pixels on the left,
        above, and above on the right.

    Examples
    --------
    Full ink on the left, and nothing above; the first context is the place:

    >>> from ee376a.prequential.drawing.network import blank
    >>> picture, hashes = blank(), np.zeros(CONTEXTS + LOCAL, np.int64)
    >>> picture[MARGIN + 5, MARGIN + 13] = 255
    >>> hash_contexts(picture, 5, 14, np.zeros(3, np.int64), 0, hashes), int(hashes[0])
    (48, 154)
    """
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
    around = _kind(w) * 16 + _kind(n) * 4 + _kind(ne)
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
    # With the palette; the height in the picture tells where its rows fell on those of the scan.
    palette = fit[0]
    hashes[22] = palette * 4 + fit[2]
    hashes[23] = palette * 32 + below
    hashes[24] = mixed(palette, w)
    hashes[25] = mixed(palette, n)
    hashes[26] = mixed(palette * 4 + fit[2], around)
    hashes[27] = mixed(palette, fit[1])
    hashes[28] = mixed(palette * 32 + below, around)
    hashes[29] = mixed(palette, near)
    hashes[30] = mixed(palette * 256 + n, ne)
    hashes[31] = mixed(palette * 256 + w, n)
    # In this picture: anywhere, after the same pixels, in the same column or row.
    hashes[32] = 0
    hashes[33] = w
    hashes[34] = n
    hashes[35] = column
    hashes[36] = around
    hashes[37] = row
    hashes[38] = w * 256 + n
    hashes[39] = near
    hashes[40] = ne * 256 + nw
    hashes[41] = (w * 256 + ww) * 4 + _kind(n)
    return around
