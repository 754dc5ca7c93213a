"""A small network that says how likely each grey value of the next pixel is, and goes on learning.

It is trained beforehand (`ee376a.medical.lossless.training`), and adapts to the picture while that
is coded: encoder and decoder take the same steps. Its answer is a mixture of three logistic
distributions around the linear prediction. Sums are in 32-bit floats, of the mixture in 64-bit
floats, in one order; the exponential is made of operations that IEEE 754 fixes.

References
----------
T. Salimans, A. Karpathy, X. Chen and D. P. Kingma, "PixelCNN++: improving the PixelCNN with
discretized logistic mixture likelihood and other modifications", ICLR 2017, for the mixture.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = [
    "COMPONENTS",
    "LEAST_SCALE",
    "UNIFORM",
    "Mind",
    "adapt",
    "exponential",
    "new_mind",
    "sigmoid",
    "spread",
    "think",
    "up_to",
]

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

#: Logistic distributions in the mixture.
COMPONENTS = 3
#: The part of the probability that all grey values share alike.
UNIFORM = 1e-4
#: The least scale of a distribution, in grey values.
LEAST_SCALE = 0.03
# How far the network's answers may reach, in units of the local contrast and as an exponent.
_FARTHEST, _LOWEST, _HIGHEST = 16.0, -6.0, 3.0
# Bounds that keep the weights finite, whatever the picture.
_STEEPEST, _ONE, _MOST = 2.0, np.float32(1), np.float32(64)
_ZERO = np.float32(0)
# e^x: no answer depends on more than ±40.
_RANGE = 40.0
_LOG2_E, _LN2 = 1.4426950408889634, 0.6931471805599453
# 1/3! to 1/9!
_C3, _C4, _C5, _C6 = 1 / 6, 1 / 24, 1 / 120, 1 / 720
_C7, _C8, _C9 = 1 / 5040, 1 / 40320, 1 / 362880


class Mind(NamedTuple):
    """The network, and its thoughts on a pixel.

    `first` (`INPUTS`, A), `second` (A, B) and `last` (B, 9) with their biases, float32: weights.
    `low` (A,) and `high` (B,): hidden units; `outputs` (9,). `slopes` (9,): of the code length by
    the outputs; `back` (B,): the step of the second layer. `parts` (3, 3), float64: weight,
    location and scale of each component, in grey values. `rates` (4,): how fast the last layer
    goes on learning, and those before it; of odds factors, the first and the last rate.
    """

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats
    last_bias: Floats
    low: Floats
    high: Floats
    outputs: Floats
    slopes: Floats
    back: Floats
    parts: Doubles
    rates: Floats


def new_mind(weights: tuple[Floats, ...]) -> Mind:
    """Give the network as it was trained, to adapt to a picture.

    Parameters
    ----------
    weights : tuple of array, float32
        Weights and biases of the three layers, and the rates. They are copied.

    Returns
    -------
    Mind

    Examples
    --------
    >>> from ee376a.medical.lossless.coder import weights
    >>> mind = new_mind(weights())
    >>> mind.low.shape, mind.high.shape, mind.parts.shape, mind.first is weights()[0]
    ((64,), (32,), (3, 3), False)
    """
    first, first_bias, second, second_bias, last, last_bias, rates = (
        layer.copy() for layer in weights
    )
    outputs = len(last_bias)
    return Mind(
        first,
        first_bias,
        second,
        second_bias,
        last,
        last_bias,
        np.zeros_like(first_bias),
        np.zeros_like(second_bias),
        np.zeros(outputs, np.float32),
        np.zeros(outputs, np.float32),
        np.zeros(len(second_bias), np.float32),
        np.zeros((3, COMPONENTS)),
        rates,
    )


@njit(cache=True)
def _layer(given: Floats, weights: Floats, bias: Floats, made: Floats) -> None:
    """Give bias + weights · given; inputs one after the other, so that the order is fixed."""
    for j in range(len(made)):
        made[j] = bias[j]
    for i in range(len(given)):
        a = given[i]
        if a != _ZERO:
            for j in range(len(made)):
                made[j] += a * weights[i, j]


@njit(cache=True)
def think(mind: Mind, seen: Floats, centre: float, contrast: float) -> None:
    """Find the mixture for the next pixel.

    Parameters
    ----------
    mind : Mind
        It is changed.
    seen : array, float32, shape (INPUTS,)
        What `ee376a.medical.lossless.neighbourhood.look` wrote.
    centre : float
        The linear prediction, a grey value.
    contrast : float
        The unit of locations and scales, in grey values.

    Examples
    --------
    A pixel in even surroundings is likely to be as these are:

    >>> from ee376a.medical.lossless.coder import weights
    >>> mind = new_mind(weights())
    >>> think(mind, np.zeros(len(mind.first), np.float32), 100.0, 4.0)
    >>> round(float(mind.parts[0].sum()), 6)
    1.0
    >>> up_to(mind.parts, 96, np.zeros(3)) < 0.5 < up_to(mind.parts, 105, np.zeros(3))
    True
    """
    _layer(seen, mind.first, mind.first_bias, mind.low)
    for i in range(len(mind.low)):
        mind.low[i] = min(max(mind.low[i], _ZERO), _MOST)
    _layer(mind.low, mind.second, mind.second_bias, mind.high)
    for i in range(len(mind.high)):
        mind.high[i] = min(max(mind.high[i], _ZERO), _MOST)
    _layer(mind.high, mind.last, mind.last_bias, mind.outputs)
    spread(mind.outputs, centre, contrast, mind.parts)


@njit(cache=True)
def spread(outputs: Floats, centre: float, contrast: float, parts: Doubles) -> None:
    """Make a mixture of the network's nine outputs.

    Parameters
    ----------
    outputs : array, float32, shape (9,)
        Logits of the weights, locations and exponents of the scales of the components.
    centre, contrast : float
        As for `think`.
    parts : array, shape (3, 3)
        Weight, location and scale of each component are written.

    Examples
    --------
    Two components as likely as each other, one darker and one brighter, and hardly a third:

    >>> outputs = np.array([0, 0, -40, -1, 1, 0, 0, 0, 0], np.float32)
    >>> parts = np.zeros((3, COMPONENTS))
    >>> spread(outputs, 100.0, 10.0, parts)
    >>> parts.round(3).tolist()
    [[0.5, 0.5, 0.0], [90.0, 110.0, 100.0], [10.0, 10.0, 10.0]]
    """
    most = max(outputs[0], outputs[1], outputs[2])
    total = 0.0
    for k in range(COMPONENTS):
        parts[0, k] = exponential(float(outputs[k] - most))
        total += parts[0, k]
        off = min(max(float(outputs[COMPONENTS + k]), -_FARTHEST), _FARTHEST)
        parts[1, k] = centre + contrast * off
        power = min(max(float(outputs[2 * COMPONENTS + k]), _LOWEST), _HIGHEST)
        parts[2, k] = max(contrast * exponential(power), LEAST_SCALE)
    for k in range(COMPONENTS):
        parts[0, k] /= total


@njit(cache=True)
def up_to(parts: Doubles, grey: int, chances: Doubles) -> float:
    """Give the probability of all grey values below one.

    Parameters
    ----------
    parts : array, shape (3, 3)
        The mixture, of `spread`.
    grey : int
        0 to 256.
    chances : array, shape (3,)
        The probability by each component is written.

    Returns
    -------
    float
        0 for 0, 1 for 256: what a distribution has beyond the greys is their ends'.

    Examples
    --------
    >>> parts = np.array([[1.0, 0, 0], [99.5, 0, 0], [10.0, 1, 1]])  # one component
    >>> [round(up_to(parts, grey, np.zeros(3)), 3) for grey in (0, 80, 100, 120, 256)]
    [0.0, 0.119, 0.5, 0.881, 1.0]
    """
    if grey <= 0:
        chances[:] = 0.0
        return 0.0
    if grey >= 256:
        chances[:] = 1.0
        return 1.0
    total = 0.0
    for k in range(COMPONENTS):
        chances[k] = sigmoid((grey - 0.5 - parts[1, k]) / parts[2, k])
        total += parts[0, k] * chances[k]
    return (1 - UNIFORM) * total + UNIFORM * grey / 256


@njit(cache=True)
def adapt(
    mind: Mind, seen: Floats, grey: int, below: Doubles, above: Doubles, contrast: float
) -> None:
    """Take a step towards what would have made the pixel cheaper.

    Parameters
    ----------
    mind : Mind
        It is changed.
    seen : array, float32, shape (INPUTS,)
        As for `think`.
    grey : int
        The pixel, which is known now.
    below, above : array, shape (3,)
        What `up_to` wrote for `grey` and ``grey + 1``.
    contrast : float
        As for `think`.

    Examples
    --------
    A grey value that was there is expected more the next time:

    >>> from ee376a.medical.lossless.coder import weights
    >>> mind, below, above = new_mind(weights()), np.zeros(3), np.zeros(3)
    >>> seen, chances = np.zeros(len(mind.first), np.float32), []
    >>> for _ in range(2):
    ...     think(mind, seen, 100.0, 4.0)
    ...     chances.append(up_to(mind.parts, 105, above) - up_to(mind.parts, 104, below))
    ...     adapt(mind, seen, 104, below, above, 4.0)
    >>> chances[0] < chances[1]
    True
    """
    _slopes(mind, grey, below, above, contrast)
    last_rate, rate = mind.rates[0], mind.rates[1]
    for i in range(len(mind.high)):
        slope = _ZERO
        if mind.high[i] > _ZERO:
            slope = _product(mind.last[i], mind.slopes)
            for k in range(len(mind.slopes)):
                mind.last[i, k] -= last_rate * mind.high[i] * mind.slopes[k]
        mind.back[i] = rate * min(max(slope, -_ONE), _ONE)
    for k in range(len(mind.slopes)):
        mind.last_bias[k] -= last_rate * mind.slopes[k]
    for i in range(len(mind.low)):
        a = mind.low[i]
        if a > _ZERO:
            slope = _product(mind.second[i], mind.back)
            for j in range(len(mind.high)):
                mind.second[i, j] -= a * mind.back[j]
            mind.low[i] = min(max(slope, -rate), rate)
        else:
            mind.low[i] = _ZERO
    for j in range(len(mind.high)):
        mind.second_bias[j] -= mind.back[j]
    for i in range(len(seen)):
        a = seen[i]
        for j in range(len(mind.low)):
            mind.first[i, j] -= a * mind.low[j]
    for j in range(len(mind.low)):
        mind.first_bias[j] -= mind.low[j]


@njit(cache=True)
def _product(one: Floats, other: Floats) -> np.float32:
    """Give the sum of products, as eight sums that do not wait for each other."""
    a, b, c, d, e, f, g, h = _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO
    whole = len(one) - len(one) % 8
    for i in range(0, whole, 8):
        a += one[i] * other[i]
        b += one[i + 1] * other[i + 1]
        c += one[i + 2] * other[i + 2]
        d += one[i + 3] * other[i + 3]
        e += one[i + 4] * other[i + 4]
        f += one[i + 5] * other[i + 5]
        g += one[i + 6] * other[i + 6]
        h += one[i + 7] * other[i + 7]
    for i in range(whole, len(one)):
        a += one[i] * other[i]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@njit(cache=True)
def _slopes(mind: Mind, grey: int, below: Doubles, above: Doubles, contrast: float) -> None:
    """Give the slopes of the pixel's code length, in nats, by the network's outputs."""
    parts, share = mind.parts, UNIFORM / 256
    for k in range(COMPONENTS):
        share += parts[0, k] * (above[k] - below[k])
    for k in range(COMPONENTS):
        mine = parts[0, k] * (above[k] - below[k]) / share
        dense_below = below[k] * (1 - below[k])
        dense_above = above[k] * (1 - above[k])
        weight = parts[0, k] / share
        z_below = (grey - 0.5 - parts[1, k]) / parts[2, k]
        z_above = (grey + 0.5 - parts[1, k]) / parts[2, k]
        by_location = weight * (dense_above - dense_below) * contrast / parts[2, k]
        by_scale = weight * (z_above * dense_above - z_below * dense_below)
        mind.slopes[k] = parts[0, k] - mine
        mind.slopes[COMPONENTS + k] = min(max(by_location, -_STEEPEST), _STEEPEST)
        mind.slopes[2 * COMPONENTS + k] = min(max(by_scale, -_STEEPEST), _STEEPEST)


@njit(cache=True)
def sigmoid(x: float) -> float:
    """Give 1 / (1 + e⁻ˣ), with the exponential of `exponential`.

    Examples
    --------
    >>> sigmoid(0.0)
    0.5
    """
    return 1 / (1 + exponential(-x))


@njit(cache=True)
def exponential(x: float) -> float:
    """Give e to the power of x, held within ±40, to ten digits; the same on every CPU.

    x is n ln 2 + r with an integer n; 2ⁿ is made from its bits, and eʳ is a polynomial.

    Examples
    --------
    >>> round(exponential(1.0), 9)
    2.718281828
    """
    x = min(max(x, -_RANGE), _RANGE)
    n = np.int64(np.floor(x * _LOG2_E + 0.5))
    r = x - n * _LN2
    y = _C9 * r + _C8
    y = y * r + _C7
    y = y * r + _C6
    y = y * r + _C5
    y = y * r + _C4
    y = y * r + _C3
    y = y * r + 0.5
    y = y * r + 1
    y = y * r + 1
    return y * np.int64((n + 1023) << 52).view(np.float64)
