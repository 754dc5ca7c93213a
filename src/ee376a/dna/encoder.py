"""Systematic encoders: how the parity bits follow from the message bits of a codeword."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numba
import numpy as np
import numpy.typing as npt

__all__ = ["Encoder", "encoder"]

Bits = npt.NDArray[np.uint8]


class Encoder(Protocol):
    """What a code needs of an encoder.

    Examples
    --------
    >>> from ee376a.dna.matrices import from_entries
    >>> even: Encoder = encoder(from_entries([0, 0, 0], [0, 1, 2], (1, 3)))
    >>> words = np.array([[1, 0, 0], [1, 1, 0]], np.uint8)
    >>> even.fill(words)
    >>> even.free.tolist(), words.tolist()
    ([1, 2], [[1, 0, 0], [0, 1, 0]])
    """

    @property
    def free(self) -> npt.NDArray[np.int64]:
        """The positions of the message in the codeword, shape (k,), ascending."""

    def fill(self, words: Bits) -> None:
        """Set the parity bits of words, shape (frames, n), that have the message and zeros."""


def encoder(matrix: Any) -> Encoder:
    """Find an encoder.

    If the first or the last columns are a triangle with a full diagonal, as for the accumulated
    parity bits of DVB-S2, then each parity bit follows from those before it. Otherwise it takes
    Gaussian elimination, whose time grows with the cube of the length.

    Parameters
    ----------
    matrix : scipy.sparse.csr_array, shape (checks, n)
        Of a parity-check matrix.

    Returns
    -------
    Encoder

    Examples
    --------
    Hamming's code of seven bits, whose last three are parity bits:

    >>> import scipy.sparse
    >>> checks = [[1, 1, 0, 1, 1, 0, 0], [1, 0, 1, 1, 0, 1, 0], [0, 1, 1, 1, 0, 0, 1]]
    >>> hamming = encoder(scipy.sparse.csr_array(checks))
    >>> word = np.array([[1, 0, 1, 1, 0, 0, 0]], np.uint8)
    >>> hamming.fill(word)
    >>> hamming.free.tolist(), word.tolist()
    ([0, 1, 2, 3], [[1, 0, 1, 1, 0, 1, 0]])
    """
    checks, n = matrix.shape
    for first in (0, n - checks):
        if first >= 0 and _is_staircase(matrix.indptr, matrix.indices, first):
            free = np.delete(np.arange(n), slice(first, first + checks))
            return _Accumulator(free, matrix.indptr, matrix.indices, first)
    packed = _pack(matrix.toarray()[:, ::-1])
    # From the right: the message then comes first, as far as the matrix allows.
    pivots = n - 1 - _eliminate(packed, n)
    free = np.setdiff1d(np.arange(n), pivots)
    rows = packed[: len(pivots)].view(np.uint8)
    ones = np.unpackbits(rows, axis=1, count=n, bitorder="little")[:, ::-1]
    return _Eliminated(free, pivots, _pack(ones[:, free]))


@dataclass(frozen=True, eq=False)
class _Accumulator:
    """Row ``i``'s last column, of those from `first` on, is parity bit ``i``."""

    free: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int32]
    first: int

    def fill(self, words: Bits) -> None:
        _accumulate(self.starts, self.columns, self.first, words)


@dataclass(frozen=True, eq=False)
class _Eliminated:
    """Row ``i`` of `packed` says of which message bits bit ``pivots[i]`` is the sum."""

    free: npt.NDArray[np.int64]
    pivots: npt.NDArray[np.int64]
    packed: npt.NDArray[np.uint64]

    def fill(self, words: Bits) -> None:
        words[:, self.pivots] = _sums(self.packed, _pack(words[:, self.free]))


def _pack(bits: Bits) -> npt.NDArray[np.uint64]:
    """Pack rows of bits into 64-bit words, the first bit lowest."""
    room = np.zeros((bits.shape[0], -(-bits.shape[1] // 64) * 8), dtype=np.uint8)
    packed = np.packbits(bits, axis=1, bitorder="little")
    room[:, : packed.shape[1]] = packed
    return room.view(np.uint64)


@numba.njit(cache=True)
def _is_staircase(starts: Any, columns: Any, first: int) -> bool:
    checks = len(starts) - 1
    for check in range(checks):
        last = -1
        for column in columns[starts[check] : starts[check + 1]]:
            if first <= column < first + checks:
                last = max(last, column - first)
        if last != check:
            return False
    return True


@numba.njit(cache=True)
def _accumulate(starts: Any, columns: Any, first: int, words: Any) -> None:
    for word in words:
        for check in range(len(starts) - 1):
            parity = np.uint8(0)
            for column in columns[starts[check] : starts[check + 1]]:
                parity ^= word[column]  # the parity bit itself is still 0
            word[first + check] = parity


@numba.njit(cache=True)
def _eliminate(rows: Any, n: int) -> Any:
    """Reduce in place to echelon form; give the pivot columns, and leave their rows on top."""
    pivots = np.empty(len(rows), dtype=np.int64)
    rank = 0
    for column in range(n):
        word, bit = column // 64, np.uint64(column % 64)
        found = rank
        while found < len(rows) and not (rows[found, word] >> bit) & np.uint64(1):
            found += 1
        if found == len(rows):
            continue
        if found != rank:
            swapped = rows[found].copy()
            rows[found] = rows[rank]
            rows[rank] = swapped
        for other in range(len(rows)):
            if other != rank and (rows[other, word] >> bit) & np.uint64(1):
                for i in range(word, rows.shape[1]):
                    rows[other, i] ^= rows[rank, i]
        pivots[rank] = column
        rank += 1
        if rank == len(rows):
            break
    return pivots[:rank]


@numba.njit(cache=True)
def _sums(rows: Any, messages: Any) -> Any:
    sums = np.empty((len(messages), len(rows)), dtype=np.uint8)
    for i in range(len(messages)):
        for j in range(len(rows)):
            folded = np.uint64(0)
            for word in range(rows.shape[1]):
                folded ^= rows[j, word] & messages[i, word]
            for shift in (32, 16, 8, 4, 2, 1):
                folded ^= folded >> np.uint64(shift)
            sums[i, j] = folded & np.uint64(1)
    return sums
