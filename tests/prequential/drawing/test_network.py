"""The network of digits: what it sees, and that torch reckons the same."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.prequential.drawing.network import (
    FEATURES,
    HEADS,
    INK,
    MARGIN,
    SIDE,
    blank,
    gray_chances,
    is_near,
    load,
    look,
    think,
)


@pytest.fixture
def picture() -> np.ndarray:
    picture, rng = blank(), np.random.default_rng(1)
    values = rng.integers(0, 256, (SIDE, SIDE)) * (rng.random((SIDE, SIDE)) < 0.3)
    picture[MARGIN:, MARGIN:-MARGIN] = values
    return picture


def test_the_future_is_not_seen(picture: np.ndarray) -> None:
    seen, again = np.zeros(FEATURES, np.float32), np.zeros(FEATURES, np.float32)
    for row, column in ((0, 0), (3, 27), (14, 14), (27, 27)):
        look(picture, row, column, seen)
        near = is_near(picture, row, column)
        past = picture.copy()
        past[MARGIN + row, MARGIN + column :] = 0
        past[MARGIN + row + 1 :] = 0
        look(past, row, column, again)
        assert np.array_equal(seen, again)
        assert is_near(past, row, column) == near


def test_the_past_is_seen(picture: np.ndarray) -> None:
    seen, again = np.zeros(FEATURES, np.float32), np.zeros(FEATURES, np.float32)
    look(picture, 14, 14, seen)
    for dy, dx in ((0, -1), (-1, 1), (-6, 6), (-9, 0), (-3, 9)):
        other = picture.copy()
        other[MARGIN + 14 + dy, MARGIN + 14 + dx] ^= 255
        look(other, 14, 14, again)
        assert not np.array_equal(seen, again)


def test_the_sums_are_those_of_matrices(picture: np.ndarray) -> None:
    net = load()
    seen, heads = np.zeros(FEATURES, np.float32), np.zeros(HEADS, np.float32)
    hidden = np.zeros((3, net.second.shape[0]), np.float32)
    think(net, picture, 14, 14, seen, hidden, heads)
    one = np.maximum(seen @ net.first + net.first_bias, 0)
    two = one + np.maximum(one @ net.second + net.second_bias, 0)
    three = two + np.maximum(two @ net.third + net.third_bias, 0)
    assert np.allclose(heads, three @ net.heads + net.heads_bias, atol=1e-3)
    logits, below = np.zeros(INK - 1, np.float32), np.zeros(257, np.float32)
    gray_chances(net, hidden, logits, below)
    weights = np.exp(three @ net.grays + net.grays_bias)
    assert np.allclose(np.diff(below)[1:INK] / below[-1], weights / weights.sum(), atol=1e-4)
    assert below[1] == 0  # paper is no gray
    assert below[INK] == below[256]  # nor is full ink
