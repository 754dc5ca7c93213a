"""Entropy, divergence, mutual information, code length: in bits, always.

``0 log 0`` is 0, and ``p log(p / 0)`` is infinite for ``p > 0``, as is usual.

References
----------
T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd edition, Wiley 2006, chapter 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

__all__ = [
    "binary_entropy",
    "code_length",
    "conditional_entropy",
    "cross_entropy",
    "empirical",
    "entropy",
    "inverse_binary_entropy",
    "kl_divergence",
    "mutual_information",
]

Symbol = TypeVar("Symbol", bound=Hashable)
# How far from one the sum of probabilities may be: rounding, not a mistake.
_TOLERANCE = 1e-9


def empirical(symbols: Iterable[Symbol]) -> dict[Symbol, float]:
    """Give the relative frequency of each symbol.

    Parameters
    ----------
    symbols : iterable
        Hashable symbols: a text, bytes, a list.

    Returns
    -------
    dict
        Symbol to frequency, in the order of first appearance; the frequencies sum to one.

    Raises
    ------
    ValueError
        If there are no symbols.

    Examples
    --------
    >>> empirical("abba")
    {'a': 0.5, 'b': 0.5}
    """
    counts = Counter(symbols)
    total = counts.total()
    if total == 0:
        raise ValueError("symbols: none given, at least one needed")
    return {symbol: count / total for symbol, count in counts.items()}


def entropy(p: npt.ArrayLike) -> float:
    """Entropy, ``H(p) = -sum p log2 p`` (Cover and Thomas, equation 2.1).

    Parameters
    ----------
    p : array_like
        A distribution, of any shape: a table of joint probabilities gives the joint entropy.

    Returns
    -------
    float
        In bits.

    Raises
    ------
    ValueError
        If `p` is not a distribution.

    Examples
    --------
    >>> entropy([1 / 2, 1 / 4, 1 / 8, 1 / 8])
    1.75
    """
    return cross_entropy(p, p)


def cross_entropy(p: npt.ArrayLike, q: npt.ArrayLike) -> float:
    """Give the expected code length under `p` of the ideal code for `q`, ``-sum p log2 q``.

    Parameters
    ----------
    p, q : array_like
        Distributions of the same shape.

    Returns
    -------
    float
        In bits; infinite if something that happens has no probability under `q`.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their shapes differ.

    Examples
    --------
    >>> cross_entropy([1 / 2, 1 / 2], [1 / 4, 3 / 4]) > entropy([1 / 2, 1 / 2])
    True
    """
    p, q = _distribution(p, "p"), _distribution(q, "q")
    if p.shape != q.shape:
        raise ValueError(f"q: shape {q.shape} given, {p.shape} (that of p) needed")
    happens = p > 0
    with np.errstate(divide="ignore"):
        bits = -np.log2(q[happens])
    # Adding zero turns the -0.0 of a certain event into 0.0.
    return float(np.sum(p[happens] * bits)) + 0.0


def kl_divergence(p: npt.ArrayLike, q: npt.ArrayLike) -> float:
    """Divergence ``D(p || q) = sum p log2(p / q)`` (Cover and Thomas, equation 2.26).

    Parameters
    ----------
    p, q : array_like
        Distributions of the same shape.

    Returns
    -------
    float
        In bits, zero or more; infinite if something that happens has no probability under `q`.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their shapes differ.

    Examples
    --------
    >>> kl_divergence([1, 0], [1 / 4, 3 / 4])
    2.0
    >>> kl_divergence([1 / 2, 1 / 2], [1, 0])
    inf
    """
    p, q = _distribution(p, "p"), _distribution(q, "q")
    if p.shape != q.shape:
        raise ValueError(f"q: shape {q.shape} given, {p.shape} (that of p) needed")
    happens = p > 0
    with np.errstate(divide="ignore"):
        bits = np.log2(p[happens]) - np.log2(q[happens])
    # A divergence is never negative; rounding may say so when p and q agree.
    return max(float(np.sum(p[happens] * bits)), 0.0)


def conditional_entropy(joint: npt.ArrayLike) -> float:
    """Entropy that is left of ``Y`` when ``X`` is known, ``H(Y|X) = H(X, Y) - H(X)``.

    Parameters
    ----------
    joint : array_like, shape (m, n)
        The joint distribution of ``X`` (rows) and ``Y`` (columns).

    Returns
    -------
    float
        In bits, zero or more.

    Raises
    ------
    ValueError
        If `joint` is not a distribution with two dimensions.

    Examples
    --------
    On a sunny day nobody carries an umbrella, on a grey day every other one does:

    >>> conditional_entropy([[1 / 2, 0], [1 / 4, 1 / 4]])
    0.5
    """
    table = _distribution(joint, "joint")
    if table.ndim != 2:
        raise ValueError(f"joint: shape {table.shape} given, two dimensions needed")
    # Rounding may make what is nothing a hair less than nothing.
    return max(entropy(table) - entropy(table.sum(axis=1)), 0.0)


def mutual_information(joint: npt.ArrayLike) -> float:
    """Mutual information ``I(X; Y) = D(p(x, y) || p(x) p(y))`` (equation 2.28).

    Parameters
    ----------
    joint : array_like, shape (m, n)
        The joint distribution of ``X`` (rows) and ``Y`` (columns).

    Returns
    -------
    float
        In bits, zero or more.

    Raises
    ------
    ValueError
        If `joint` is not a distribution with two dimensions.

    Examples
    --------
    >>> mutual_information([[1 / 2, 0], [0, 1 / 2]])
    1.0
    """
    table = _distribution(joint, "joint")
    if table.ndim != 2:
        raise ValueError(f"joint: shape {table.shape} given, two dimensions needed")
    return kl_divergence(table, np.outer(table.sum(axis=1), table.sum(axis=0)))


def code_length(probabilities: npt.ArrayLike) -> float:
    """Ideal code length of what happened, ``-sum log2 p_i``.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        The probability that was given to each symbol that came, before it came.

    Returns
    -------
    float
        In bits; infinite if something came that had been given no probability.

    Raises
    ------
    ValueError
        If something is not a probability.

    Examples
    --------
    >>> code_length([1 / 2, 1 / 4, 1 / 4])
    5.0
    """
    p = np.asarray(probabilities, dtype=np.float64)
    _check_probabilities(p, "probabilities")
    with np.errstate(divide="ignore"):
        return float(-np.sum(np.log2(p))) + 0.0


def binary_entropy(p: float) -> float:
    """Entropy of a coin that shows heads with probability `p`.

    Parameters
    ----------
    p : float
        Between 0 and 1.

    Returns
    -------
    float
        In bits, between 0 and 1.

    Raises
    ------
    ValueError
        If `p` is not between 0 and 1.

    Examples
    --------
    >>> binary_entropy(1 / 2)
    1.0
    >>> round(binary_entropy(0.11), 3)
    0.5
    """
    _check_probabilities(np.float64(p), "p")
    return entropy([p, 1 - p])


def inverse_binary_entropy(h: float) -> float:
    """Find the coin with entropy `h`: the inverse of `binary_entropy` on [0, 1/2].

    Parameters
    ----------
    h : float
        In bits, between 0 and 1.

    Returns
    -------
    float
        Between 0 and 1/2.

    Raises
    ------
    ValueError
        If `h` is not between 0 and 1.

    Examples
    --------
    >>> round(inverse_binary_entropy(0.5), 4)
    0.11
    """
    if not 0 <= h <= 1:
        raise ValueError(f"h: {h} given, 0 to 1 allowed")
    low, high = 0.0, 0.5
    # The entropy rises on [0, 1/2], so halving closes in on it until floats have no middle left.
    while low < (middle := (low + high) / 2) < high:
        if binary_entropy(middle) <= h:
            low = middle
        else:
            high = middle
    return high if binary_entropy(high) == h else low


def _distribution(values: npt.ArrayLike, name: str) -> npt.NDArray[np.float64]:
    p = np.asarray(values, dtype=np.float64)
    _check_probabilities(p, name)
    total = float(p.sum())
    if abs(total - 1) > _TOLERANCE:
        raise ValueError(f"{name}: a sum of {total:.6g} given, a distribution sums to 1")
    return p


def _check_probabilities(p: npt.NDArray[np.float64] | np.float64, name: str) -> None:
    wrong = ~((p >= 0) & (p <= 1))  # written so that NaN is wrong too
    if np.any(wrong):
        raise ValueError(
            f"{name}: {float(np.atleast_1d(p)[np.atleast_1d(wrong)][0])} given, 0 to 1 allowed"
        )
