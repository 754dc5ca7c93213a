"""Buckets: found again, told apart, and given away when room is short."""

import numpy as np
import pytest

from ee376a.prequential import contexts as past
from ee376a.prequential.buckets import find_buckets, head_after, slot_after
from ee376a.prequential.contexts import CONTEXTS
from ee376a.prequential.counters import bit_histories


def table(size):
    return (
        np.zeros(past.REGISTERS, np.int64),
        np.zeros(16 * size, np.uint32),
        np.zeros((3, CONTEXTS), np.uint32),
    )


def hashes(seed):
    return np.random.default_rng(seed).integers(0, 1 << 32, CONTEXTS)


def test_a_context_finds_its_bucket_again():
    reg, slots, bases = table(1 << 12)
    find_buckets(reg, slots, bases, hashes(1), 0)
    first = bases[0].copy()
    assert len(set(first)) == CONTEXTS
    assert (first % 16 == 0).all()
    slots[first + 5] = np.arange(CONTEXTS)
    find_buckets(reg, slots, bases, hashes(2), 0)
    assert not set(first) & set(bases[0])
    find_buckets(reg, slots, bases, hashes(1), 17)  # the second half byte lies elsewhere
    assert not set(first) & set(bases[0])
    find_buckets(reg, slots, bases, hashes(1), 0)
    np.testing.assert_array_equal(bases[0], first)
    np.testing.assert_array_equal(slots[first + 5], np.arange(CONTEXTS))


@pytest.mark.parametrize("size", [64, 52])
def test_a_full_table_gives_away_the_least_used(size):
    reg, slots, bases = table(size)
    for seed in range(200):
        find_buckets(reg, slots, bases, hashes(seed), 0)
        for base in bases[0]:
            slots[base + 1] = slot_after.py_func(np.int64(slots[base + 1]), 1)
    assert (slots[::16] > 0).all()
    assert bases[0].max() < slots.size


def test_a_slot_starts_at_one_half_and_learns():
    successors, _ = bit_histories()
    slot, state = 0, 0
    for n in range(100):
        slot = slot_after.py_func(slot, 1)
        state = successors[state, 1]
        assert slot >> 6 & 1023 == state
        assert slot & 63 == min(n + 1, 60)
        assert 0 <= slot < 1 << 32
    assert (slot >> 16 ^ 32768) > 65536 * 0.98


def test_a_bucket_counts_how_often_its_byte_came():
    head = 0xABCD0000
    for _ in range(300):
        head = head_after.py_func(head, 101)
    assert head == 0xABCD0000 | 101 << 8 | 255
    assert head_after.py_func(head, 102) == 0xABCD0000 | 102 << 8 | 1
