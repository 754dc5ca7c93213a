"""Parity-check matrices: progressive edge growth and Gallager's ensemble."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.dna.matrices import from_entries, gallager, girth, peg


def test_columns_are_regular_and_rows_nearly() -> None:
    matrix = peg(1000, 500, np.random.default_rng(1))
    assert set(np.diff(matrix.T.tocsr().indptr)) == {3}
    assert set(np.diff(matrix.indptr)) <= {5, 6, 7}
    assert girth(matrix) >= 8


def test_it_beats_a_random_matrix() -> None:
    rng = np.random.default_rng(1)
    columns = np.repeat(np.arange(200), 3)
    rows = np.concatenate([rng.choice(100, 3, replace=False) for _ in range(200)])
    assert girth(from_entries(rows, columns, (100, 200))) == 4
    assert girth(peg(200, 100, rng)) == 8


def test_same_generator_same_matrix() -> None:
    first, again, other = (peg(100, 50, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first != again).nnz == 0
    assert (first != other).nnz > 0


def test_degrees_of_each_bit() -> None:
    degrees = np.arange(60) % 4 + 1
    matrix = peg(60, 30, np.random.default_rng(1), degree=degrees)
    assert (np.diff(matrix.T.tocsr().indptr) == degrees).all()


def test_full_matrix() -> None:
    assert (peg(5, 3, np.random.default_rng(1), degree=3).toarray() == 1).all()


def test_girth_against_counting_walks() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        matrix = peg(30, 15, rng, degree=2)
        assert girth(matrix) == shortest_by_removal(matrix.toarray())


def shortest_by_removal(matrix: np.ndarray) -> int:
    """Give the shortest cycle: for each edge, the shortest way round without it."""
    m, n = matrix.shape
    graph = np.zeros((n + m, n + m), dtype=bool)
    graph[:n, n:], graph[n:, :n] = matrix.T, matrix
    best = 0
    for a, b in zip(*np.nonzero(np.triu(graph)), strict=True):
        graph[a, b] = graph[b, a] = False
        seen, front, steps = np.zeros(n + m, bool), np.zeros(n + m, bool), 0
        front[a] = True
        while front.any() and not front[b]:
            seen |= front
            front, steps = graph[front].any(axis=0) & ~seen, steps + 1
        if front[b] and (best == 0 or steps + 1 < best):
            best = steps + 1
        graph[a, b] = graph[b, a] = True
    return best


def test_no_cycle_no_girth() -> None:
    assert girth(from_entries([0, 0, 1, 1], [0, 1, 1, 2], (2, 3))) == 0


def test_gallager_ensemble() -> None:
    pytest.importorskip("pyldpc", reason="pyldpc comes with ee376a[ldpc]")
    matrix = gallager(204, np.random.default_rng(1))
    assert matrix.shape == (102, 204)
    assert set(np.diff(matrix.indptr)) == {6}
    assert set(np.diff(matrix.T.tocsr().indptr)) == {3}
    assert (matrix != gallager(204, np.random.default_rng(1))).nnz == 0


def test_bad_input() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="n: 0 given"):
        peg(0, 3, rng)
    with pytest.raises(ValueError, match=r"degree: 4 to 4 given, 1 to 3 \(the checks\)"):
        peg(10, 3, rng, degree=4)
    with pytest.raises(ValueError, match="row"):
        gallager(203, rng)
    with pytest.raises(ValueError, match="given twice"):
        from_entries([0, 0], [1, 1], (2, 2))
