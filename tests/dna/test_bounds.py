"""Bounds hold, meet where they must, and enclose each other."""

import math

import numpy as np
import pytest

from ee376a.dna.bounds import block_bounds, gallager_bound
from ee376a.dna.channel import IDSChannel
from ee376a.measures import entropy


def test_gallager_is_the_symmetric_channel_without_deletions():
    assert gallager_bound(IDSChannel(p_sub=0.11)) == pytest.approx(1 - float(entropy([0.11, 0.89])))
    assert gallager_bound(IDSChannel(p_del=0.5)) == 0
    assert gallager_bound(IDSChannel()) == 1


def test_blocks_of_one_bit_are_erasures():
    for p_del in (0.1, 0.4):
        _, high = block_bounds(IDSChannel(p_del=p_del), 1)
        assert high == pytest.approx(1 - p_del, abs=1e-5)


def test_blocks_without_insertions_and_deletions_are_the_symmetric_channel():
    low, high = block_bounds(IDSChannel(p_sub=0.11), 4)
    assert low == pytest.approx(high) == pytest.approx(gallager_bound(IDSChannel(p_sub=0.11)))


@pytest.mark.parametrize("insertions", ["replace", "geometric"])
def test_bounds_close_in_with_the_length(insertions):
    channel = IDSChannel(0.03, 0.05, 0.01, insertions=insertions, longest=1)
    bounds = np.array([block_bounds(channel, length) for length in (1, 2, 3, 4, 5)])
    assert (np.diff(bounds[:, 0]) > 0).all()
    assert (np.diff(bounds[:, 1]) < 0).all()
    if insertions == "replace":
        assert gallager_bound(channel) < bounds[-1, 1]


def test_one_deletion_at_most_two_bits():
    """Two bits, one deleted for sure when not both or none: capacity by hand at p = 1/2.

    Of 00 comes 0 whichever is deleted; of 01 comes 0 or 1. By symmetry 00 and 11 take equal
    shares; the best share is found on a grid.
    """
    p = 0.5
    best = 0.0
    for share in np.linspace(0, 1, 1001):
        inputs = np.array([share / 2, (1 - share) / 2, (1 - share) / 2, share / 2])
        one = 2 * p * (1 - p)
        rows = np.zeros((4, 7))
        rows[:, 0] = p * p
        rows[0, 1] = rows[3, 2] = one
        rows[1, 1:3] = rows[2, 1:3] = one / 2
        rows[range(4), range(3, 7)] = (1 - p) ** 2
        whole = float(entropy(inputs @ rows))
        noise = sum(x * float(entropy(row)) for x, row in zip(inputs, rows, strict=True))
        best = max(best, whole - noise)
    _, high = block_bounds(IDSChannel(p_del=p), 2)
    assert 2 * high == pytest.approx(best, abs=1e-4)


def test_what_has_no_bound_is_refused():
    with pytest.raises(ValueError, match=r"^channel:"):
        gallager_bound(IDSChannel(alphabet=4))
    with pytest.raises(ValueError, match=r"^channel:"):
        gallager_bound(IDSChannel(insertions="geometric"))
    with pytest.raises(ValueError, match=r"^channel:"):
        block_bounds(IDSChannel(alphabet=4), 2)
    with pytest.raises(ValueError, match=r"^length:"):
        block_bounds(IDSChannel(), 0)
    assert math.isclose(block_bounds(IDSChannel(), 3)[1], 1)
