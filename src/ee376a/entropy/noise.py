"""A noisy wire: flipped bits, saying it three times, and a picture passed down a line of friends.

References
----------
C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27, 1948,
part II (the noisy channel). R. W. Hamming, "Error Detecting and Error Correcting Codes", Bell
System Technical Journal 29, 1950, opens with repetition and leaves it behind.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import numpy.typing as npt

__all__ = ["decode", "encode", "error_chance", "flip", "telephone_chance"]

Bits = npt.NDArray[np.uint8]


def flip(bits: npt.ArrayLike, chance: float, rng: np.random.Generator) -> Bits:
    """Send bits through a wire that turns each over with the same chance.

    Parameters
    ----------
    bits : array_like of int
        Zeros and ones, of any shape.
    chance : float
        That a bit is turned over, 0 to 1.
    rng : numpy.random.Generator
        The noise.

    Returns
    -------
    ndarray of uint8, shape of `bits`
        What arrives.

    Raises
    ------
    ValueError
        If something is not 0 or 1, or `chance` is not a chance.

    Examples
    --------
    >>> flip([0, 1, 1], 1, np.random.default_rng(0)).tolist()
    [1, 0, 0]
    """
    sent = _bits(bits, "bits")
    _check_chance(chance)
    return sent ^ (rng.random(sent.shape) < chance).astype(np.uint8)


def encode(bits: npt.ArrayLike, times: int) -> Bits:
    """Say each bit several times, one after the other.

    Parameters
    ----------
    bits : array_like of int, shape (n,)
        Zeros and ones.
    times : int
        How often: odd, so that there is no tie.

    Returns
    -------
    ndarray of uint8, shape (n times,)
        The bits to send.

    Raises
    ------
    ValueError
        If something is not 0 or 1, or `times` is not odd and positive.

    Examples
    --------
    >>> encode([0, 1], 3).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    _check_times(times)
    return np.repeat(_bits(bits, "bits"), times)


def decode(received: npt.ArrayLike, times: int) -> Bits:
    """Let the copies of each bit vote: the inverse of `encode`, noise permitting.

    Parameters
    ----------
    received : array_like of int, shape (n times,)
        Zeros and ones.
    times : int
        How often each bit was said: odd.

    Returns
    -------
    ndarray of uint8, shape (n,)
        What most copies say.

    Raises
    ------
    ValueError
        If something is not 0 or 1, `times` is not odd and positive, or copies are missing.

    Examples
    --------
    >>> decode([0, 1, 0, 1, 1, 0], 3).tolist()
    [0, 1]
    """
    _check_times(times)
    heard = _bits(received, "received")
    if heard.size % times:
        raise ValueError(f"received: {heard.size} given, a multiple of {times} (times) needed")
    return np.asarray(heard.reshape(-1, times).sum(axis=1) > times // 2, dtype=np.uint8)


def error_chance(chance: Fraction, times: int) -> Fraction:
    """Chance that a vote goes wrong: that more than half of the copies are turned over.

    Parameters
    ----------
    chance : Fraction
        That one copy is turned over; exact if it is given exactly.
    times : int
        How many copies: odd.

    Returns
    -------
    Fraction
        ``sum over k > times / 2 of comb(times, k) chance^k (1 - chance)^(times - k)``.

    Raises
    ------
    ValueError
        If `chance` is not a chance or `times` is not odd and positive.

    Examples
    --------
    >>> [str(error_chance(Fraction(1, 10), times)) for times in (1, 3, 5)]
    ['1/10', '7/250', '107/12500']
    >>> float(error_chance(Fraction(1, 10), 3))
    0.028
    """
    _check_chance(chance)
    _check_times(times)
    p = Fraction(chance)
    wrong = range(times // 2 + 1, times + 1)
    return sum((comb(times, k) * p**k * (1 - p) ** (times - k) for k in wrong), Fraction(0))


def telephone_chance(chance: Fraction, wires: int) -> Fraction:
    """Chance that a bit is wrong at the end of a line of friends, with a noisy wire between each.

    Turned over twice is right again, so the chance is that of an odd number of turns,
    ``(1 - (1 - 2 chance)^wires) / 2``.

    Parameters
    ----------
    chance : Fraction
        That one wire turns the bit over; exact if it is given exactly.
    wires : int
        How many wires, zero or more.

    Returns
    -------
    Fraction
        It climbs to 1/2, where nothing is left of the message.

    Raises
    ------
    ValueError
        If `chance` is not a chance or `wires` is negative.

    Examples
    --------
    >>> [float(telephone_chance(Fraction(1, 10), wires)) for wires in (0, 1, 2, 5)]
    [0.0, 0.1, 0.18, 0.33616]
    """
    _check_chance(chance)
    if wires < 0:
        raise ValueError(f"wires: {wires} given, zero or more allowed")
    return (1 - (1 - 2 * Fraction(chance)) ** wires) / 2


def _bits(values: npt.ArrayLike, name: str) -> Bits:
    array = np.asarray(values)
    if array.size and not np.isin(array, (0, 1)).all():
        wrong = array[~np.isin(array, (0, 1))].flat[0]
        raise ValueError(f"{name}: {wrong} given, 0 and 1 allowed")
    return array.astype(np.uint8)


def _check_chance(chance: Fraction | float) -> None:
    if not 0 <= chance <= 1:
        raise ValueError(f"chance: {chance} given, 0 to 1 allowed")


def _check_times(times: int) -> None:
    if times < 1 or times % 2 == 0:
        raise ValueError(f"times: {times} given, an odd number of one or more needed")
