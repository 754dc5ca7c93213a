"""What is interleaved comes back, and neighbours are parted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.interleaver import BlockInterleaver


@given(st.integers(1, 40), st.integers(0, 100))
def test_decode_undoes_encode(columns, length):
    values = np.arange(2 * length).reshape(2, length)
    interleaver = BlockInterleaver(columns)
    assert np.array_equal(interleaver.decode(interleaver.encode(values)), values)


def test_neighbours_are_parted():
    places = np.argsort(BlockInterleaver(12).encode(np.arange(204)))
    assert np.abs(np.diff(places)).min() >= 17


def test_no_column_is_refused():
    with pytest.raises(ValueError, match=r"^columns: 0"):
        BlockInterleaver(0)
