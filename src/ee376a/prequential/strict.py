"""The exponential, the sigmoid and the hyperbolic tangent, the same to the last bit on every CPU.

A decoder has to repeat the encoder's sums exactly. IEEE 754 fixes the result of +, -, ×, ÷ and √,
but a mathematical library may round its `exp` as it likes, and does so differently from one
version to the next. These use nothing but the fixed operations on 32-bit floats.
"""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["exponential", "hyperbolic", "sigmoid"]

_F = np.float32
# Adding and taking away 1.5 · 2²³ rounds a float32 to an integer.
_ROUNDER = _F(12582912.0)
_LOG2_E = _F(1.4426950408889634)
# ln 2 in two parts; the first has few digits, so that its multiples are exact.
_LN2_HIGH, _LN2_LOW = _F(0.693359375), _F(-2.12194440e-4)
# 1/2! to 1/6!
_C2, _C3, _C4, _C5, _C6 = _F(0.5), _F(1 / 6), _F(1 / 24), _F(1 / 120), _F(1 / 720)
_ONE, _TWO, _LIMIT = _F(1), _F(2), _F(30)
_BIAS, _MANTISSA = np.int32(127), np.int32(23)


@njit(cache=True, error_model="numpy")
def exponential(x: np.float32) -> np.float32:
    """Give e to the power of x, held within ±30, to 3 units in the last place.

    x is n ln 2 + r with an integer n; 2ⁿ is made from its bits, and eʳ is a polynomial.

    Examples
    --------
    >>> round(float(exponential(np.float32(1.0))), 5)
    2.71828
    """
    x = min(max(x, -_LIMIT), _LIMIT)
    n = (x * _LOG2_E + _ROUNDER) - _ROUNDER
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    y = _C6 * r + _C5
    y = y * r + _C4
    y = y * r + _C3
    y = y * r + _C2
    y = y * r + _ONE
    y = y * r + _ONE
    return y * np.int32((np.int32(n) + _BIAS) << _MANTISSA).view(np.float32)


@njit(cache=True, error_model="numpy")
def sigmoid(x: np.float32) -> np.float32:
    """Give 1 / (1 + e⁻ˣ).

    Examples
    --------
    >>> float(sigmoid(np.float32(0.0)))
    0.5
    """
    return _ONE / (_ONE + exponential(-x))


@njit(cache=True, error_model="numpy")
def hyperbolic(x: np.float32) -> np.float32:
    """Give the hyperbolic tangent, 1 - 2 / (1 + e²ˣ).

    Examples
    --------
    >>> round(float(hyperbolic(np.float32(1.0))), 5)
    0.76159
    """
    return _ONE - _TWO / (_ONE + exponential(_TWO * x))
