"""Counters: tables, the state machine of bit histories, adaptive probabilities."""

import zlib

import numpy as np
import pytest

from ee376a.prequential.counters import (
    bit_histories,
    learned,
    reciprocals,
    squash_table,
    stretch_table,
    untaught_maps,
)


def test_tables_are_the_same_on_every_machine():
    # They come from floating point once, when imported: these are the files' tables.
    sums = [zlib.crc32(t.astype("<i4").tobytes()) for t in (squash_table(), stretch_table())]
    assert sums == [0xBEE3CB49, 0xCED71906]


def test_squash_undoes_stretch():
    p = np.arange(4096)
    back = squash_table()[stretch_table().astype(int) + 3072].astype(int)
    inside = (p > 2) & (p < 4093)
    assert np.abs(back - (16 * p + 8))[inside].max() <= 33  # half a unit of 1/256, at p = 1/2
    assert (np.diff(squash_table().astype(int)) >= 0).all()


def test_short_histories_are_kept_bit_by_bit():
    successors, counts = bit_histories()
    seen = {}
    for number in range(2, 32):
        bits = [int(b) for b in bin(number)[3:]]
        state = 0
        for bit in bits:
            state = successors[state, bit]
        assert tuple(counts[state]) == (bits.count(0), bits.count(1))
        seen[tuple(bits)] = state
    assert len(set(seen.values())) == len(seen) == 30


def test_histories_fit_into_ten_bits_and_are_all_reached():
    successors, counts = bit_histories()
    assert len(successors) == len(counts) <= 1023
    assert set(successors.ravel()) == set(range(1, len(successors)))


def test_long_runs_are_certain_and_soon_forgotten():
    successors, counts = bit_histories()
    state = 0
    for _ in range(100):
        state = successors[state, 1]
    assert counts[state, 1] > 30
    for _ in range(3):
        state = successors[state, 0]
    assert counts[state, 1] <= 6
    assert counts[state, 0] == 3


def test_the_machine_treats_zeros_and_ones_alike():
    successors, counts = bit_histories()
    for sequence in np.random.default_rng(1).integers(0, 2, (50, 30)):
        a = b = 0
        for bit in sequence:
            a, b = successors[a, bit], successors[b, 1 - bit]
        assert tuple(counts[a]) == tuple(counts[b][::-1])


def test_untaught_maps_trust_what_they_counted():
    maps = untaught_maps(1)[0].astype(np.int64)
    _, counts = bit_histories()
    p = (maps >> 10)[: len(counts)] / 4194304
    assert p[0] == pytest.approx(0.5, abs=1e-5)
    assert p[np.argmax(counts[:, 1])] > 0.98
    assert (maps[: len(counts)] & 1023 == 5).all()


def test_an_adaptive_probability_averages_then_forgets():
    value = 2097152 << 10
    for n, bit in enumerate([1, 1, 0, 1]):
        assert value & 1023 == n
        value = learned.py_func(value, bit, 255)
    assert (value >> 10) / 4194304 == pytest.approx((3 + 0.25) / 4.5, abs=0.001)
    for _ in range(2000):
        value = learned.py_func(value, 0, 255)
    assert value & 1023 == 255
    assert 0 <= value >> 10 < 4194304 * 0.01


def test_silence_never_learns():
    silence = 1 << 31 | 1023
    assert learned.py_func(silence, 1, 255) == learned.py_func(silence, 0, 255) == silence
    assert reciprocals()[-1] == 0
