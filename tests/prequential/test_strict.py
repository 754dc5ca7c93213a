"""Exponential, sigmoid, tanh: close to the library's, and always the same bits."""

import hashlib

import numpy as np
import pytest
from numba import njit

from ee376a.prequential.strict import exponential, hyperbolic, sigmoid

GRID = (np.arange(-30_000, 30_001) / 1000).astype(np.float32)


@njit
def _all(values, out):
    for i in range(len(values)):
        out[0, i] = exponential(values[i])
        out[1, i] = sigmoid(values[i])
        out[2, i] = hyperbolic(values[i])


@pytest.fixture(scope="module")
def found():
    out = np.zeros((3, len(GRID)), np.float32)
    _all(GRID, out)
    return out


def test_within_some_units_in_the_last_place(found):
    exact = GRID.astype(np.float64)
    wanted = np.exp(exact)
    assert (np.abs(found[0] - wanted) < 3 * np.spacing(wanted.astype(np.float32))).all()
    assert np.abs(found[1] - 1 / (1 + np.exp(-exact))).max() < 2e-7
    assert np.abs(found[2] - np.tanh(exact)).max() < 3e-7


@pytest.mark.parametrize("x", [np.inf, -np.inf, 1e30, -1e30])
def test_what_is_far_out_is_held(x):
    x = np.float32(x)
    assert 0 < exponential(x) < np.float32(1.1e13)
    assert 0 <= sigmoid(x) <= 1
    assert -1 <= hyperbolic(x) <= 1


def test_these_bits_on_every_machine(found):
    assert hashlib.sha256(found.astype("<f4").tobytes()).hexdigest()[:16] == "26a033032a5df05b"
