"""Parity-check matrices: grown edge by edge or drawn at random.

A matrix is a `scipy.sparse.csr_array` of uint8 with a row a check and a column a bit.

References
----------
X.-Y. Hu, E. Eleftheriou and D. M. Arnold, "Regular and irregular progressive edge-growth Tanner
graphs", IEEE Trans. Inf. Theory 51 (2005), 386-398.
R. G. Gallager, *Low-Density Parity-Check Codes*, MIT Press, 1963.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import scipy.sparse

__all__ = ["Matrix", "from_entries", "gallager", "girth", "peg"]

#: A `scipy.sparse.csr_array`; scipy has no types.
Matrix = Any


def from_entries(rows: npt.ArrayLike, columns: npt.ArrayLike, shape: tuple[int, int]) -> Matrix:
    """Make a matrix of the places of its ones.

    Parameters
    ----------
    rows, columns : array of int, shape (ones,)
    shape : tuple of int
        Checks and bits.

    Returns
    -------
    scipy.sparse.csr_array, uint8
        With the columns of each row in order.

    Raises
    ------
    ValueError
        If a place is out of the shape or given twice.

    Examples
    --------
    >>> from_entries([0, 0, 1], [0, 2, 1], (2, 3)).toarray().tolist()
    [[1, 0, 1], [0, 1, 0]]
    """
    ones = np.ones(np.asarray(rows).shape, dtype=np.uint8)
    matrix = scipy.sparse.csr_array((ones, (rows, columns)), shape=shape)
    if (matrix.data > 1).any():
        raise ValueError("rows, columns: a place given twice")
    matrix.sort_indices()
    return matrix


def peg(
    n: int, checks: int, rng: np.random.Generator, *, degree: int | npt.ArrayLike = 3
) -> Matrix:
    """Grow a matrix with few short cycles: progressive edge growth (Hu et al. 2005).

    Each new edge goes to a check that is not reachable from its bit yet, or else is as far from
    it as can be; among those, to one with the fewest edges, drawn at random.

    Parameters
    ----------
    n : int
        Bits.
    checks : int
        Rows of the matrix.
    rng : numpy.random.Generator
        Breaks ties.
    degree : int or array of int, shape (n,)
        Checks of each bit.

    Returns
    -------
    scipy.sparse.csr_array, shape (checks, n), uint8
        Columns have the given degrees; rows all have nearly the same.

    Raises
    ------
    ValueError
        If there are no bits, or a degree is less than 1 or greater than `checks`.

    Examples
    --------
    >>> matrix = peg(204, 102, np.random.default_rng(1))
    >>> matrix.shape, girth(matrix)
    ((102, 204), 8)
    """
    if n < 1:
        raise ValueError(f"n: {n} given, at least 1 needed")
    degrees = np.broadcast_to(np.asarray(degree, dtype=np.int64), (n,))
    if degrees.min() < 1 or degrees.max() > checks:
        raise ValueError(
            f"degree: {degrees.min()} to {degrees.max()} given, 1 to {checks} (the checks) allowed"
        )
    # Bits of few checks first, as Hu et al.: their cycles matter most.
    order = np.argsort(degrees, kind="stable")
    draws = rng.random(int(degrees.sum()))
    starts = np.concatenate(([0], np.cumsum(degrees)))
    rows = _grow(order, starts, checks, draws)
    return from_entries(rows, np.repeat(np.arange(n), degrees), (checks, n))


@numba.njit(cache=True)
def _grow(order: Any, starts: Any, checks: int, draws: Any) -> Any:
    """Give the checks of each bit, those of bit 0 first."""
    rows = np.full(starts[-1], -1)  # -1: not grown yet
    # Edges that have grown: `newest` of each check, and of each edge the one `before` it.
    newest, before = np.full(checks, -1), np.empty(starts[-1], dtype=np.int64)
    owner = np.empty(starts[-1], dtype=np.int64)
    width = np.zeros(checks, dtype=np.int64)
    seen_check, seen_bit = np.full(checks, -1), np.full(len(starts) - 1, -1)
    reached = np.empty(checks, dtype=np.int64)
    grown = 0
    for bit in order:
        for edge in range(starts[bit], starts[bit + 1]):
            # Breadth first from the bit; `reached` has the checks level by level.
            begin = end = 0
            seen_bit[bit] = grown
            for mine in range(starts[bit], edge):
                seen_check[rows[mine]] = grown
                reached[end] = rows[mine]
                end += 1
            while begin < end < checks:
                last = end
                for i in range(begin, last):
                    via = newest[reached[i]]
                    while via >= 0:
                        other = owner[via]
                        via = before[via]
                        if seen_bit[other] == grown:
                            continue
                        seen_bit[other] = grown
                        for near in range(starts[other], starts[other + 1]):
                            row = rows[near]
                            if row >= 0 and seen_check[row] != grown:
                                seen_check[row] = grown
                                reached[end] = row
                                end += 1
                begin = last
            if end < checks:  # those out of reach; otherwise those of the last level
                begin = end = 0
                for row in range(checks):
                    if seen_check[row] != grown:
                        reached[end] = row
                        end += 1
            row = _narrowest(reached, begin, end, width, draws[grown])
            rows[edge], owner[edge] = row, bit
            before[edge], newest[row] = newest[row], edge
            width[row] += 1
            grown += 1
    return rows


@numba.njit(cache=True)
def _narrowest(checks: Any, begin: int, end: int, width: Any, draw: float) -> int:
    fewest, ties = width[checks[begin]], 0
    for i in range(begin, end):
        if width[checks[i]] < fewest:
            fewest, ties = width[checks[i]], 0
        ties += width[checks[i]] == fewest
    skip = int(draw * ties)
    for i in range(begin, end):
        if width[checks[i]] == fewest:
            if skip == 0:
                return int(checks[i])
            skip -= 1
    return -1


def gallager(n: int, rng: np.random.Generator, *, column: int = 3, row: int = 6) -> Matrix:
    """Draw a matrix of Gallager's ensemble, by pyldpc.

    Parameters
    ----------
    n : int
        Bits, a multiple of `row`.
    rng : numpy.random.Generator
        Draws pyldpc's seed.
    column, row : int
        Ones in each column and each row.

    Returns
    -------
    scipy.sparse.csr_array, shape (n * column / row, n), uint8

    Raises
    ------
    ModuleNotFoundError
        If pyldpc is not installed: ``pip install --no-build-isolation pyldpc``.
    ValueError
        If no such matrix exists.

    Examples
    --------
    With the package ``pyldpc``:

    >>> matrix = gallager(12, np.random.default_rng(1))
    >>> matrix.shape, matrix.sum(axis=0).tolist(), matrix.sum(axis=1).tolist()
    ((6, 12), [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], [6, 6, 6, 6, 6, 6])
    """
    if not 1 < column < row or n < 1 or n % row:
        raise ValueError(f"n, column, row: {n}, {column}, {row} given, 1 < column < row | n needed")
    try:
        from pyldpc.code import parity_check_matrix
    except ModuleNotFoundError as error:
        command = "pip install --no-build-isolation pyldpc"
        raise ModuleNotFoundError(f"pyldpc is missing; `{command}`") from error
    dense = parity_check_matrix(n, column, row, seed=int(rng.integers(2**31)))
    row_of, column_of = np.nonzero(dense)
    return from_entries(row_of, column_of, dense.shape)


def girth(matrix: Matrix) -> int:
    """Give the length of the shortest cycle of the matrix's graph; 0 if there is none.

    Parameters
    ----------
    matrix : scipy.sparse array, shape (checks, n)

    Returns
    -------
    int
        Even: bits and checks take turns.

    Examples
    --------
    >>> girth(scipy.sparse.csr_array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    6
    """
    rows, columns = scipy.sparse.csr_array(matrix), scipy.sparse.csr_array(matrix.T)
    return int(_girth(rows.indptr, rows.indices, columns.indptr, columns.indices))


@numba.njit(cache=True)
def _girth(row_starts: Any, row_bits: Any, bit_starts: Any, bit_rows: Any) -> int:
    """Breadth first from each bit; nodes are bits and, from n on, checks."""
    n, nodes = len(bit_starts) - 1, len(bit_starts) + len(row_starts) - 2
    best = 0
    for root in range(n):
        depth, parent = np.full(nodes, -1), np.full(nodes, -1)
        queue = np.empty(nodes, dtype=np.int64)
        queue[0], depth[root] = root, 0
        head, tail = 0, 1
        while head < tail and (best == 0 or 2 * depth[queue[head]] + 1 < best):
            node = queue[head]
            head += 1
            if node < n:
                near = bit_rows[bit_starts[node] : bit_starts[node + 1]] + n
            else:
                near = row_bits[row_starts[node - n] : row_starts[node - n + 1]] + 0
            for other in near:
                if depth[other] < 0:
                    depth[other], parent[other] = depth[node] + 1, node
                    queue[tail] = other
                    tail += 1
                elif other != parent[node]:
                    length = depth[node] + depth[other] + 1
                    best = length if best == 0 else min(best, length)
    return best
