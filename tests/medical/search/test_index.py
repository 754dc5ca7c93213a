"""Nearest neighbours, against sorting by hand, and compression as a distance."""

from __future__ import annotations

import lzma
import math
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.medical.search.index import Index, compression_distances


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1), st.data())
def test_neighbours_are_those_of_a_sort(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    query = data.draw(st.tuples(st.integers(-9, 9), st.integers(-9, 9)))
    among = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    index = Index(np.array(rows, dtype=np.float64))
    far = [math.dist(row, query) for row in rows]
    allowed = [number for number, yes in enumerate(among) if yes]
    expected = sorted(allowed, key=lambda number: (far[number], number))
    assert index.nearest(query, among=among).tolist() == expected
    assert index.distances(query) == pytest.approx(far)
    for k in range(1, len(expected) + 1):
        assert index.nearest(query, k, among=among).tolist() == expected[:k]


def test_an_index_refuses_what_it_cannot_search() -> None:
    with pytest.raises(ValueError, match=r"encodings: shape \(3,\) given"):
        Index(np.zeros(3))
    with pytest.raises(ValueError, match="encodings: infinite or missing"):
        Index(np.array([[1.0, math.nan]]))
    index = Index(np.zeros((4, 2)))
    with pytest.raises(ValueError, match=r"query: shape \(3,\) given, \(2,\) allowed"):
        index.nearest([1, 2, 3])
    with pytest.raises(ValueError, match="k: 3 given, 1 to 2 allowed"):
        index.nearest([0, 0], 3, among=[True, False, True, False])
    with pytest.raises(ValueError, match=r"among: shape \(1,\) given, \(4,\) allowed"):
        index.nearest([0, 0], among=[True])


@pytest.mark.parametrize("compress", [zlib.compress, lzma.compress])
def test_what_is_alike_is_near_in_compressed_size(compress: Callable[[bytes], bytes]) -> None:
    rng = np.random.default_rng(1)
    one, other = rng.bytes(4000), rng.bytes(4000)
    distances = compression_distances(
        [one, other], [one, other, one[:2000] + other[2000:]], compress
    )
    expected = [[0, 1, 0.5], [1, 0, 0.5]]
    assert distances == pytest.approx(np.array(expected), abs=0.06)


def test_without_compression_all_are_as_far_as_can_be() -> None:
    assert compression_distances([b"ab"], [b"ab", b"cd"], lambda data: data).tolist() == [[1, 1]]
    assert compression_distances([], [b"ab"]).shape == (0, 1)
