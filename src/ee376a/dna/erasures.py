"""Erasures: pieces that are lost and known to be lost, and parity strands that bring strands back.

An erasure says where it is; only what was there is gone. A parity strand, written beforehand, gives
one lost strand back, bit by bit. What can be guessed without it is in `ee376a.dna.inpainting`.

References
----------
P. Elias, "Coding for two noisy channels", Information Theory, Third London Symposium, 1956 (the
erasure channel and its capacity).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = [
    "KINDS",
    "Kind",
    "TooManyLost",
    "capacity",
    "decode",
    "encode",
    "erase",
    "recoverable",
    "survival",
]

Kind: TypeAlias = Literal["pixels", "blocks", "strands"]
Mask: TypeAlias = npt.NDArray[np.bool_]
Bits: TypeAlias = npt.NDArray[np.uint8]

#: What `erase` can lose: single pixels, square blocks, whole rows.
KINDS: tuple[Kind, ...] = ("pixels", "blocks", "strands")


class TooManyLost(ValueError):  # noqa: N818 - named for what happened
    """Parity cannot bring these strands back; `strands` says which they are."""

    def __init__(self, strands: list[int]) -> None:
        super().__init__(strands)
        self.strands = strands

    def __str__(self) -> str:
        return f"lost: strands {self.strands} share a parity strand, which brings back one"


def erase(
    shape: tuple[int, int],
    fraction: float,
    rng: np.random.Generator,
    kind: Kind = "pixels",
    block: int = 8,
) -> Mask:
    """Choose what is lost, each pixel, block or row with the same chance.

    Parameters
    ----------
    shape : tuple of int
        Height and width of the picture.
    fraction : float
        How much of it is lost, 0 to 1: exactly, but for rounding to whole pieces.
    rng : numpy.random.Generator
        Chooses the pieces.
    kind : {"pixels", "blocks", "strands"}
        Pieces: single pixels, squares of `block` a side, or whole rows.
    block : int
        Side of a block; it divides height and width.

    Returns
    -------
    ndarray of bool, shape `shape`
        True where the picture is lost.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> erase((4, 6), 0.5, np.random.default_rng(1), "strands").sum(axis=1).tolist()
    [6, 6, 0, 0]
    """
    if not 0 <= fraction <= 1:
        raise ValueError(f"fraction: {fraction} given, 0 to 1 allowed")
    if kind not in KINDS:
        raise ValueError(f"kind: {kind!r} given, one of {', '.join(KINDS)} allowed")
    high, wide = {"pixels": (1, 1), "blocks": (block, block), "strands": (1, shape[1])}[kind]
    if high < 1 or shape[0] % high or shape[1] % wide:
        raise ValueError(f"block: {block} given, a divisor of the sides {shape} needed")
    rows, columns = shape[0] // high, shape[1] // wide
    lost = np.zeros(rows * columns, bool)
    lost[rng.permutation(lost.size)[: round(fraction * lost.size)]] = True
    return np.kron(lost.reshape(rows, columns), np.ones((high, wide), bool))


def encode(strands: npt.ArrayLike, parities: int = 1) -> Bits:
    """Add parity strands; `decode` is the inverse.

    Parity strand ``j`` is the exclusive or of the strands ``j``, ``j + parities``, … : its bit is 1
    where an odd number of theirs are.

    Parameters
    ----------
    strands : array_like of int, shape (n, length)
        Bits, 0 and 1.
    parities : int
        1 to n.

    Returns
    -------
    ndarray of uint8, shape (n + parities, length)
        The strands, then the parity strands.

    Raises
    ------
    ValueError
        If the strands are no bits, or a parameter is out of its range.

    Examples
    --------
    >>> encode([[0, 1], [1, 1], [1, 0]]).tolist()
    [[0, 1], [1, 1], [1, 0], [0, 0]]
    """
    bits = np.asarray(strands)
    if bits.ndim != 2 or not np.isin(bits, (0, 1)).all():
        raise ValueError(f"strands: shape {bits.shape} given, rows of 0 and 1 needed")
    _check_parities(len(bits), parities)
    parity = [np.bitwise_xor.reduce(bits[j::parities]) for j in range(parities)]
    return np.concatenate([bits, parity]).astype(np.uint8)


def decode(received: npt.ArrayLike, lost: Iterable[int], parities: int = 1) -> Bits:
    """Bring lost strands back; the inverse of `encode`.

    Parameters
    ----------
    received : array_like of int, shape (n + parities, length)
        What `encode` gave; in the lost strands anything may stand.
    lost : iterable of int
        Numbers of the lost strands, the parity strands counted after the others.
    parities : int
        As given to `encode`.

    Returns
    -------
    ndarray of uint8, shape (n, length)
        The strands.

    Raises
    ------
    TooManyLost
        If two lost strands share a parity strand, or one and that parity strand itself.
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> decode([[0, 1], [0, 0], [1, 0], [0, 0]], lost=[1]).tolist()
    [[0, 1], [1, 1], [1, 0]]
    >>> try:
    ...     decode([[0, 1], [0, 0], [0, 0], [0, 0]], lost=[1, 2])
    ... except TooManyLost as trouble:
    ...     print(trouble)
    lost: strands [1, 2] share a parity strand, which brings back one
    """
    bits = np.array(received, np.uint8)
    n = len(bits) - parities
    groups = _groups(lost, n, parities)
    for group in groups:
        if len(group) > 1:
            raise TooManyLost(group)
    for j, group in enumerate(groups):
        if group and group[0] < n:
            kept = [i for i in (*range(j, n, parities), n + j) if i != group[0]]
            bits[group[0]] = np.bitwise_xor.reduce(bits[kept])
    return bits[:n]


def recoverable(lost: Iterable[int], strands: int, parities: int = 1) -> bool:
    """Say whether `decode` can bring all strands back.

    Parameters
    ----------
    lost : iterable of int
        As for `decode`.
    strands, parities : int
        How many strands, and how many parity strands after them.

    Returns
    -------
    bool
        True if no two of the lost share a parity strand.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> [recoverable(pair, strands=8, parities=2) for pair in ((0, 1), (0, 2))]
    [True, False]
    """
    return all(len(group) < 2 for group in _groups(lost, strands, parities))


def survival(p: float, strands: int, parities: int = 1) -> float:
    """Give the chance that everything can be brought back when strands are lost at random.

    A parity strand and the `m` it watches survive when at most one of the ``m + 1`` is lost.

    Parameters
    ----------
    p : float
        Chance that a strand is lost, each on its own, 0 to 1.
    strands, parities : int
        How many strands, and how many parity strands.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> round(survival(0.05, strands=8), 3), round(survival(0.05, strands=8, parities=2), 3)
    (0.929, 0.955)
    """
    kept = capacity(p)
    _check_parities(strands, parities)
    sizes = [len(range(j, strands, parities)) for j in range(parities)]
    return float(np.prod([kept ** (m + 1) + (m + 1) * p * kept**m for m in sizes]))


def capacity(p: float) -> float:
    """Give the most bits that a bit can carry when each is erased with chance `p` (Elias 1956).

    Parameters
    ----------
    p : float
        0 to 1.

    Returns
    -------
    float
        1 - p.

    Raises
    ------
    ValueError
        If the chance is out of its range.

    Examples
    --------
    >>> capacity(0.25)
    0.75
    """
    if not 0 <= p <= 1:
        raise ValueError(f"p: {p} given, 0 to 1 allowed")
    return 1 - p


def _check_parities(strands: int, parities: int) -> None:
    if not 1 <= parities <= strands:
        raise ValueError(f"parities: {parities} given, 1 to {strands} (the strands) allowed")


def _groups(lost: Iterable[int], strands: int, parities: int) -> list[list[int]]:
    """Sort the lost by the parity strand that watches them."""
    _check_parities(strands, parities)
    groups: list[list[int]] = [[] for _ in range(parities)]
    for i in sorted(set(lost)):
        if not 0 <= i < strands + parities:
            raise ValueError(f"lost: strand {i} given, 0 to {strands + parities - 1} allowed")
        groups[(i if i < strands else i - strands) % parities].append(i)
    return groups
