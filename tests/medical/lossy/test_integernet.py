"""The networks in whole numbers: exact, in range, and the same as a plain convolution."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.medical.lossy.blocks import TURNS
from ee376a.medical.lossy.integernet import (
    Slice,
    around,
    by_quality,
    expect,
    settle,
    taps,
    transform,
)
from ee376a.medical.lossy.picturemodel import load


def test_settling_rounds_halves_upwards_and_holds_the_range():
    sums = np.array([[-3.0, -1.0, 1.0, 3.0, 2.0**50, -(2.0**50)]])
    assert settle(sums, np.array(0.5)).tolist() == [[-1, 0, 1, 2, 32767, -32767]]
    assert settle(np.array([-5.0, 5.0]), np.array(1.0), 0).tolist() == [0, 5]


def test_around_is_a_convolution():
    rng = np.random.default_rng(1)
    given = rng.integers(-9, 10, (5, 7, 3)).astype(float)
    weights = rng.integers(-9, 10, (2, 3, 4)).astype(float)
    places = [(-2, 1), (0, -1)]
    found = around(given, weights, places)
    wanted = np.zeros((5, 7, 4))
    for row in range(5):
        for column in range(7):
            for (y, x), matrix in zip(places, weights, strict=True):
                if 0 <= row + y < 5 and 0 <= column + x < 7:
                    wanted[row, column] += given[row + y, column + x] @ matrix
    assert (found == wanted).all()


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_taps_are_those_of_the_turns_before(turn):
    row, column = TURNS[turn]
    places = {((row + y) % 2, (column + x) % 2) for y, x in taps(turn)}
    assert places == set(TURNS[:turn])
    assert len(taps(turn)) == {1: 4, 2: 12, 3: 16}[turn]


@given(st.lists(st.integers(-(2**27), 2**27), min_size=11, max_size=11))
def test_between_learnt_qualities_it_is_a_straight_line(knots):
    table = by_quality(np.array(knots)[:, None])[:, 0]
    assert table[::10].tolist() == knots
    exact = np.interp(np.arange(101), np.arange(0, 101, 10), knots)
    assert np.abs(table - exact).max() <= 0.5 + 1e-6


def test_the_shipped_sums_stay_where_float64_is_exact():
    model = load()
    for net in (model.analysis, model.synthesis):
        layers = [
            net.straight,
            net.first,
            *(layer for two in net.blocks for layer in two),
            net.last,
        ]
        for layer in layers:
            bound = np.abs(layer.weights).sum((0, 1)) * 32767 + np.abs(layer.bias).max(initial=0)
            assert bound.max() < 2**52
            assert (layer.weights == np.rint(layer.weights)).all()
    for part in model.slices:
        bound = np.abs(part.before).sum((0, 1))
        bound = bound + max(np.abs(beside).sum((0, 1)).max() for beside in part.beside)
        assert bound.max() * 32767 + np.abs(part.bias).max() < 2**52


def test_a_turn_sees_only_what_is_known_by_then():
    rng = np.random.default_rng(2)
    model = load()
    part: Slice = model.slices[1]
    channels = part.beside[0].shape[1]
    before = np.zeros((6, 8, part.before.shape[2]))
    own = rng.integers(-300, 300, (10, 12, channels)).astype(float)
    for turn in range(4):
        other = own.copy()
        for row, column in TURNS[turn:]:
            other[2:-2, 2:-2][row::2, column::2] += 1000
        first, second = (expect(part, before, seen, 50, turn) for seen in (own, other))
        assert (first == second).all()
        if turn:
            row, column = TURNS[turn - 1]
            other[2:-2, 2:-2][row::2, column::2] += 1000
            assert (expect(part, before, other, 50, turn) != first).any()


def test_the_order_of_summation_does_not_matter():
    rng = np.random.default_rng(3)
    model = load()
    normal = rng.integers(-2000, 2000, (4, 4, 16)).astype(float)
    plain = transform(model.synthesis, normal, 30)
    order = rng.permutation(16)
    whole = model.synthesis
    straight, first = (
        replace(layer, weights=layer.weights[:, order]) for layer in (whole.straight, whole.first)
    )
    again = replace(whole, straight=straight, first=first)
    assert (transform(again, normal[..., order], 30) == plain).all()
