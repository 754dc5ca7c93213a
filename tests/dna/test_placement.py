"""Reads are found on a sequence that is half known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ee376a.dna.channel import PROFILES, IDSChannel
from ee376a.dna.placement import Reference, turn

RNG = np.random.default_rng(1)
WATERMARK = RNG.integers(0, 4, 8000, dtype=np.uint8)
# Half of the bases are as expected, which is known; the others are anything.
BASES = np.where(RNG.random(8000) < 0.5, WATERMARK, RNG.integers(0, 4, 8000)).astype(np.uint8)
REFERENCE = Reference(np.where(np.arange(4) == WATERMARK[:, None], 0.625, 0.125))


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("begin", [0, 3000, 7500])
def test_found_with_errors_both_ways_and_across_the_end(begin: int, backwards: bool) -> None:
    rng = np.random.default_rng(begin)
    passage = IDSChannel(0.01, 0.01, 0.01, insertions="geometric", alphabet=4).trace(
        np.tile(BASES, 2)[begin : begin + 1500], rng
    )
    read = passage.received
    placement = REFERENCE.place(turn(read) if backwards else read)
    assert placement is not None
    assert placement.backwards is backwards
    assert len(placement.path) >= 12
    for at, on in placement.path:
        sent = int(np.searchsorted(np.arange(1501) + passage.drift, at))
        assert abs((on - begin - sent + 4000) % 8000 - 4000) < 12
    assert (np.diff(placement.path, axis=0) > 0).all()


def test_chance_is_not_taken_for_a_place() -> None:
    rng = np.random.default_rng(2)
    for size in (0, 95, 96, 200, 3000):
        assert REFERENCE.place(rng.integers(0, 4, size, dtype=np.uint8)) is None


def test_short_reads_of_real_quality() -> None:
    rng = np.random.default_rng(3)
    found = 0
    for begin in rng.integers(0, 7000, 20):
        placement = REFERENCE.place(PROFILES["duplex"].transmit(BASES[begin : begin + 400], rng))
        found += placement is not None
    assert found >= 19


@given(arrays(np.uint8, st.integers(0, 50), elements=st.integers(0, 3)))
def test_turned_twice(read: np.ndarray) -> None:
    assert (turn(turn(read)) == read).all()


@pytest.mark.parametrize("prior", [np.ones((200, 4)), np.ones((20, 4)) / 4, np.ones((200, 2)) / 2])
def test_bad_input(prior: np.ndarray) -> None:
    with pytest.raises(ValueError, match="prior"):
        Reference(prior)
