"""Finding similar pictures: nearest neighbours among encodings, or by what compresses together.

An encoding is a row of numbers for each picture. Pictures whose rows are close are called similar;
whether they are is asked in `ee376a.medical.search.precision` and
`ee376a.medical.search.retrieval`.

References
----------
R. Cilibrasi and P. M. B. Vitányi, "Clustering by compression", IEEE Transactions on Information
Theory 51(4), 1523-1545, 2005, eq. 5: the normalised compression distance.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Index", "compression_distances"]

Floats: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Index:
    """Encodings in which to look for neighbours.

    Attributes
    ----------
    encodings : ndarray of float64, shape (pictures, numbers)
        A row for each picture.

    Raises
    ------
    ValueError
        If they are not a table with at least one row and one column, or not all are finite.

    Examples
    --------
    >>> index = Index(np.array([[0.0, 0.0], [3.0, 4.0], [1.0, 0.0]]))
    >>> index.distances([0, 0]).tolist()
    [0.0, 5.0, 1.0]
    >>> index.nearest([0, 0], k=2, among=[False, True, True]).tolist()
    [2, 1]
    """

    encodings: Floats

    def __post_init__(self) -> None:
        given = np.asarray(self.encodings, dtype=np.float64)
        if given.ndim != 2 or 0 in given.shape:
            raise ValueError(f"encodings: shape {given.shape} given, (pictures, numbers) needed")
        if not np.isfinite(given).all():
            raise ValueError("encodings: infinite or missing numbers given, finite ones needed")
        object.__setattr__(self, "encodings", given)

    def distances(self, query: npt.ArrayLike) -> Floats:
        """Give Euclid's distance of every picture from a query.

        Parameters
        ----------
        query : array_like, shape (numbers,)
            An encoding.

        Returns
        -------
        ndarray of float64, shape (pictures,)

        Raises
        ------
        ValueError
            If the query has not as many numbers as the encodings.
        """
        wanted = np.asarray(query, dtype=np.float64)
        if wanted.shape != self.encodings.shape[1:]:
            raise ValueError(
                f"query: shape {wanted.shape} given, {self.encodings.shape[1:]} allowed"
            )
        return np.asarray(np.sqrt(((self.encodings - wanted) ** 2).sum(axis=1)))

    def nearest(
        self, query: npt.ArrayLike, k: int | None = None, *, among: npt.ArrayLike | None = None
    ) -> Indices:
        """Give the nearest pictures, the nearest first; of equally near ones the earlier first.

        Parameters
        ----------
        query : array_like, shape (numbers,)
            An encoding.
        k : int, optional
            How many; all when not given.
        among : array_like of bool, shape (pictures,), optional
            Which may be found: the query itself should not, and perhaps not its well.

        Returns
        -------
        ndarray of int64, shape (k,)
            Rows of the encodings.

        Raises
        ------
        ValueError
            If there are not `k` to be found, or see `distances`.
        """
        count = len(self.encodings)
        allowed = np.ones(count, dtype=bool) if among is None else np.asarray(among, dtype=bool)
        if allowed.shape != (count,):
            raise ValueError(f"among: shape {allowed.shape} given, ({count},) allowed")
        order = np.argsort(self.distances(query), kind="stable")
        found = order[allowed[order]]
        if k is not None and not 1 <= k <= len(found):
            raise ValueError(f"k: {k} given, 1 to {len(found)} allowed")
        return np.asarray(found[:k], dtype=np.int64)


def compression_distances(
    first: Sequence[bytes],
    second: Sequence[bytes],
    compress: Callable[[bytes], bytes] = lzma.compress,
) -> Floats:
    """Give normalised compression distances (Cilibrasi and Vitányi 2005, eq. 5).

    Parameters
    ----------
    first, second : sequence of bytes
        Messages.
    compress : callable, optional
        Any lossless compressor that can use what it has read for what it reads next.

    Returns
    -------
    ndarray of float64, shape (first, second)
        About 0 if two tell all about each other, about 1 if they tell nothing.

    Examples
    --------
    >>> abc, noise = b"abc" * 99, np.random.default_rng(1).bytes(99)
    >>> (near, far), = compression_distances([abc], [abc, noise])
    >>> bool(near < far)
    True
    """
    ones, others = ([len(compress(data)) for data in part] for part in (first, second))
    distances = [
        [
            (len(compress(a + b)) - min(one, other)) / max(one, other)
            for b, other in zip(second, others, strict=True)
        ]
        for a, one in zip(first, ones, strict=True)
    ]
    return np.array(distances, dtype=np.float64).reshape(len(first), len(second))
