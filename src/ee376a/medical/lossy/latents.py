"""Coding the latents of a picture: a mixture of two logistic distributions for each, in integers.

The networks (`ee376a.medical.lossy.integernet`) give the means, the scales and the weight of the
two. The part of the interval that a latent gets is the mass of the mixture within half a step
around it, looked up in one table of the logistic function and multiplied in whole numbers: compiled
or not, on every machine it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic.interval import encode_part, part_of, take_part

__all__ = ["FARTHEST", "PER_NAT", "Tables", "decode_turn", "encode_turn"]

Integers: TypeAlias = npt.NDArray[np.int64]

#: Latents are held within ± this many steps.
FARTHEST = 2047
#: The logarithm of a scale is a whole number of 1/`PER_NAT`.
PER_NAT = 16
# Bits of the logistic function's values, and of the weights of the two parts.
_VALUE_BITS, _WEIGHT_BITS = 15, 8
# Every latent has one count at least, however unlikely.
_TOTAL = (1 << (_VALUE_BITS + _WEIGHT_BITS)) + 2 * FARTHEST + 1


class Tables(NamedTuple):
    """What the distributions are made of.

    `logistic` is 2¹⁵ / (1 + exp(-z / 1024)) for z = 0, 1, 2, ... `narrowness`, shape (16, scales),
    is for each channel and scale 2¹⁶ · 1024 over the scale in 1/16 of a grey value. `mean_unit`,
    shape (16,), is the typical size of each channel in 1/16 of a grey value, times 2⁴ (means are in
    1/256). `least` is the logarithm of the first scale, times 256.

    Examples
    --------
    >>> from ee376a.medical.lossy.picturemodel import load
    >>> tables = Tables.unpacked(load().file)
    >>> (tables.logistic[[0, 1024, 2048]] / 2**15).round(3).tolist()
    [0.5, 0.731, 0.881]
    """

    logistic: Integers
    narrowness: Integers
    mean_unit: Integers
    least: int

    @classmethod
    def unpacked(cls, file: Mapping[str, npt.NDArray[Any]]) -> Tables:
        """Read them from a file of weights."""
        logistic, narrowness, mean_unit = (
            file[name].astype(np.int64) for name in ("logistic", "narrowness", "mean_unit")
        )
        return cls(logistic, narrowness, mean_unit, int(file["least"]))


@njit(cache=True)
def _logistic(tables, z):  # type: ignore[no-untyped-def]
    last = tables.logistic.size - 1
    if z >= 0:
        return tables.logistic[min(z, last)]
    return (1 << _VALUE_BITS) - tables.logistic[min(-z, last)]


@njit(cache=True)
def _read(tables, numbers, channel, channels, at, mixture):  # type: ignore[no-untyped-def]
    """Set `mixture` to mean, narrowness, mean, narrowness, weight of the first."""
    for part in range(2):
        mean = np.int64(numbers[2 * part * channels + at])
        scale = np.int64(numbers[(2 * part + 1) * channels + at]) + (256 * part - 128)
        index = (scale - tables.least + 128 // PER_NAT) // (256 // PER_NAT)
        index = min(max(index, 0), tables.narrowness.shape[1] - 1)
        mixture[2 * part] = (mean * tables.mean_unit[channel] + 2048) >> 12
        mixture[2 * part + 1] = tables.narrowness[channel, index]
    weight = _logistic(tables, 4 * np.int64(numbers[4 * channels + at]))
    mixture[4] = (weight + 64) >> (_VALUE_BITS - _WEIGHT_BITS)


@njit(cache=True)
def _below(tables, mixture, step, latent):  # type: ignore[no-untyped-def]
    """Give the sum of the frequencies of all lower latents."""
    if latent <= -FARTHEST:
        return 0
    if latent > FARTHEST:
        return _TOTAL
    edge = ((2 * latent - 1) * step) >> 5
    first = _logistic(tables, ((edge - mixture[0]) * mixture[1]) >> 16)
    second = _logistic(tables, ((edge - mixture[2]) * mixture[3]) >> 16)
    weight = mixture[4]
    return weight * first + ((1 << _WEIGHT_BITS) - weight) * second + latent + FARTHEST


@njit(cache=True)
def encode_turn(coder, out, latents, numbers, begin, steps, tables):  # type: ignore[no-untyped-def]
    """Write the latents of a turn.

    Parameters
    ----------
    coder, out : array
        As for `ee376a.arithmetic.interval.encode_part`.
    latents : array of int64, shape (rows, columns, channels)
        Within ± `FARTHEST`.
    numbers : array of float64, shape (rows, columns, 5 * channels)
        Of `ee376a.medical.lossy.integernet.expect`.
    begin : int
        The first channel of the slice.
    steps : array of int64, shape (16,)
        In 1/256 of a grey value.
    tables : Tables

    Examples
    --------
    Latents that are far from their means cost more:

    >>> from ee376a.arithmetic.interval import finish, start_encoder
    >>> from ee376a.medical.lossy.picturemodel import load
    >>> model, numbers = load(), np.zeros((4, 4, 5))
    >>> for far in (0, 9, 99):
    ...     coder, out, latents = start_encoder(), np.zeros(64, np.uint8), np.full((4, 4, 1), far)
    ...     encode_turn(coder, out, latents, numbers, 0, model.steps[50], model.tables)
    ...     print(finish(coder, out), "bytes")
    8 bytes
    12 bytes
    46 bytes
    """
    rows, columns, channels = latents.shape
    mixture = np.empty(5, np.int64)
    for row in range(rows):
        for column in range(columns):
            for at in range(channels):
                channel = begin + at
                _read(tables, numbers[row, column], channel, channels, at, mixture)
                latent = latents[row, column, at]
                below = _below(tables, mixture, steps[channel], latent)
                above = _below(tables, mixture, steps[channel], latent + 1)
                encode_part(coder, out, below, above, _TOTAL)


@njit(cache=True)
def decode_turn(coder, data, latents, numbers, begin, steps, tables):  # type: ignore[no-untyped-def]
    """Read the latents of a turn.

    Parameters
    ----------
    coder, data : array
        As for `ee376a.arithmetic.interval.take_part`.
    latents : array of int64, shape (rows, columns, channels)
        It is written.
    numbers, begin, steps, tables
        As for `encode_turn`.

    Examples
    --------
    >>> from ee376a.arithmetic.interval import finish, start_decoder, start_encoder
    >>> from ee376a.medical.lossy.picturemodel import load
    >>> told = np.zeros((1, 2, 5)), 0, load().steps[50], load().tables
    >>> coder, out = start_encoder(), np.zeros(64, np.uint8)
    >>> encode_turn(coder, out, np.array([[[3], [-1]]]), *told)
    >>> data, latents = out[: finish(coder, out)], np.zeros((1, 2, 1), np.int64)
    >>> decode_turn(start_decoder(data), data, latents, *told)
    >>> latents.ravel().tolist()
    [3, -1]
    """
    rows, columns, channels = latents.shape
    mixture = np.empty(5, np.int64)
    for row in range(rows):
        for column in range(columns):
            for at in range(channels):
                channel = begin + at
                _read(tables, numbers[row, column], channel, channels, at, mixture)
                step = steps[channel]
                part = part_of(coder, _TOTAL)
                # From the mean on, twice as far each time, then by halving.
                low = min(max((mixture[0] * 16) // step, -FARTHEST), FARTHEST)
                reach = 1
                while _below(tables, mixture, step, low) > part:
                    low -= reach
                    reach *= 2
                high = low + 1
                reach = 1
                while _below(tables, mixture, step, high) <= part and high <= FARTHEST:
                    high += reach
                    reach *= 2
                while high - low > 1:
                    middle = (low + high) >> 1
                    if _below(tables, mixture, step, middle) <= part:
                        low = middle
                    else:
                        high = middle
                low = min(max(low, -FARTHEST), FARTHEST)
                below = _below(tables, mixture, step, low)
                take_part(coder, data, below, _below(tables, mixture, step, low + 1), _TOTAL)
                latents[row, column, at] = low
