"""What a look of the detector is worth: achievable rates and EXIT charts.

References
----------
A. Kavčić, R. Motwani, "Insertion/deletion channels: reduced-state lower bounds on channel
capacities", ISIT (2004).
S. ten Brink, "Convergence behavior of iteratively decoded parallel concatenated codes", IEEE
Transactions on Communications 49 (2001), 1727-1737.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from ee376a.bits import as_bits
from ee376a.dna.channel import IDSChannel
from ee376a.dna.concatenated import InnerCode
from ee376a.dna.detector import all_words, demap, detect_words
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode

__all__ = [
    "Information",
    "code_exit",
    "detector_exit",
    "gaussian_llr",
    "mutual_information",
    "receive_information",
]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Information:
    """What one look of the detector finds out, in bits per bit of data.

    Attributes
    ----------
    bit : float
        By the LLRs of single bits.
    word : float
        By the joint likelihoods of groups of symbols, which is never less.
    """

    bit: float
    word: float


def receive_information(
    code: MarkerCode, channel: IDSChannel, data: int, group: int, rng: np.random.Generator
) -> Information:
    """Send one long frame of random bits, and measure what a single detection tells of them.

    Times `MarkerCode.rate` the mean over frames is a rate that an outer code can achieve with one
    detection ("BCJR-once"; Kavčić and Motwani 2004).

    Parameters
    ----------
    code : MarkerCode
    channel : IDSChannel
    data : int
        Bits in the frame.
    group : int
        Symbols of a group, of which the joint likelihood is taken.
    rng : numpy.random.Generator

    Returns
    -------
    Information

    Raises
    ------
    ValueError
        If `group` does not fit the code, see `MarkerCode.groups`.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> found = receive_information(MarkerCode(8), IDSChannel(p_del=0.02), 8000, 4, rng)
    >>> 0.8 < found.bit < found.word < 0.95
    True
    """
    bits = rng.integers(0, 2, data, dtype=np.uint8)
    received = channel.transmit(code.encode(bits), rng)
    starts = code.groups(data, group)
    words = all_words(group, code.alphabet)
    labels = all_words(group * code.bits_per_symbol)
    priors = code.priors(np.zeros(data))
    found = detect_words([received], priors, channel, starts, words).likelihoods[0]
    wide = labels.shape[1]
    sent = bits.reshape(-1, wide) @ (1 << np.arange(wide)[::-1])
    # Even what seemed impossible to the detector (outside its band) costs only so much.
    chance = np.maximum(found[np.arange(sent.size), sent], 1e-13)
    bit = mutual_information(demap(found, labels).ravel(), bits)
    return Information(bit, float(wide + np.log2(chance).mean()) / wide)


def mutual_information(llr: Floats, bits: npt.ArrayLike) -> float:
    """Give what LLRs tell of bits that were as often 0 as 1, in bits per bit.

    Parameters
    ----------
    llr : ndarray of float64, shape (n,)
        log P(0) / P(1).
    bits : array_like of 0 and 1, shape (n,)

    Returns
    -------
    float
        At most 1; below 0 if the LLRs claim more than they know.

    Raises
    ------
    ValueError
        If there are none, their shapes differ, or a bit is not 0 or 1.

    Examples
    --------
    >>> mutual_information(np.array([np.log(9), -np.log(9)]), [0, 1]).__round__(3)
    0.848
    """
    given = as_bits(bits)
    if given.shape != np.shape(llr) or not given.size:
        raise ValueError(
            f"bits: shape {given.shape} given for {np.shape(llr)} LLRs, one each needed"
        )
    signs = 1.0 - 2.0 * given
    return float(1 - np.logaddexp(0, -signs * llr).mean() / math.log(2))


def gaussian_llr(information: float, bits: npt.ArrayLike, rng: np.random.Generator) -> Floats:
    """Draw LLRs that tell so much of bits, as if over a channel of Gaussian noise.

    Parameters
    ----------
    information : float
        Bits per bit, 0 or more and less than 1.
    bits : array_like of 0 and 1, shape (...)
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of float64, shape (...)
        Of variance ``v`` and mean ``± v / 2`` (ten Brink 2001).

    Raises
    ------
    ValueError
        If there is no such information, or a bit is not 0 or 1.

    Examples
    --------
    >>> bits = np.zeros(100_000, np.uint8)
    >>> llr = gaussian_llr(0.5, bits, np.random.default_rng(1))
    >>> round(mutual_information(llr, bits), 2)
    0.5
    """
    if not 0 <= information < 1:
        raise ValueError(f"information: {information} given, 0 or more, less than 1, allowed")
    given = as_bits(bits)
    sigma = brentq(lambda s: _gaussian_information(s) - information, 0, 40) if information else 0.0
    noise = rng.standard_normal(given.shape)
    return np.asarray((1 - 2.0 * given) * sigma**2 / 2 + sigma * noise)


def detector_exit(
    code: InnerCode, channel: IDSChannel, information: float, data: int, rng: np.random.Generator
) -> float:
    """Give what a detector tells of the data when it is told so much of them.

    Parameters
    ----------
    code : MarkerCode or WatermarkCode
    channel : IDSChannel
    information : float
        Bits per bit, 0 or more and less than 1: what the outer decoder knows.
    data : int
        Bits in the one frame that is sent.
    rng : numpy.random.Generator

    Returns
    -------
    float
        Bits per bit, extrinsic: one point of the detector's curve in an EXIT chart.

    Raises
    ------
    ValueError
        If a parameter is not allowed.

    Examples
    --------
    The more the outer decoder tells of the data, the more the detector can tell of the rest:

    >>> channel = IDSChannel(p_del=0.05)
    >>> for told in (0.0, 0.5, 0.9):
    ...     found = detector_exit(MarkerCode(6), channel, told, 6000, np.random.default_rng(1))
    ...     print(told, round(found, 2))
    0.0 0.77
    0.5 0.85
    0.9 0.88
    """
    bits = rng.integers(0, 2, data, dtype=np.uint8)
    received = channel.transmit(code.encode(bits), rng)
    told = gaussian_llr(information, bits, rng)
    return mutual_information(code.detect([received], told, channel)[0], bits)


def code_exit(
    code: LDPCCode, information: float, rng: np.random.Generator, *, iterations: int = 50
) -> float:
    """Give what an outer decoder tells of a codeword when the detector tells it so much.

    Parameters
    ----------
    code : LDPCCode
    information : float
        Bits per bit, 0 or more and less than 1.
    rng : numpy.random.Generator
    iterations : int
        Of the decoder.

    Returns
    -------
    float
        Bits per bit, extrinsic: one point of the code's curve in an EXIT chart.

    Raises
    ------
    ValueError
        If a parameter is not allowed.

    Examples
    --------
    Told less than it needs it finds out next to nothing, and a little later everything:

    >>> from ee376a.dna.matrices import peg
    >>> code = LDPCCode(peg(1200, 600, np.random.default_rng(1)))
    >>> for told in (0.3, 0.5, 0.7):
    ...     print(told, round(code_exit(code, told, np.random.default_rng(1)), 2))
    0.3 0.01
    0.5 0.09
    0.7 1.0
    """
    codeword = code.encode(rng.integers(0, 2, code.k, dtype=np.uint8))
    told = gaussian_llr(information, codeword, rng)
    return mutual_information(code.decode(told, iterations=iterations).extrinsic, codeword)


def _gaussian_information(sigma: float) -> float:
    """Mutual information of a bit and its Gaussian LLR, by Gauss–Hermite quadrature."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(99)
    lost = np.logaddexp(0, -(sigma**2 / 2 + sigma * nodes)) @ weights
    return 1 - float(lost) / (math.sqrt(2 * math.pi) * math.log(2))
