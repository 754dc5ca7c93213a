"""The block interleaver: neighbours in the codeword are sent far from each other.

Where a reader loses step, it misreads several bits in a row; after the interleaver they are spread
over the codeword and over many checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["BlockInterleaver"]


@dataclass(frozen=True)
class BlockInterleaver:
    """Written row by row, sent column by column.

    Attributes
    ----------
    columns : int
        Neighbours are sent about ``n / columns`` apart; 1 changes nothing.

    Raises
    ------
    ValueError
        If there is no column.

    Examples
    --------
    >>> BlockInterleaver(3).encode(np.arange(8)).tolist()
    [0, 3, 6, 1, 4, 7, 2, 5]
    >>> BlockInterleaver(3).decode([0, 3, 6, 1, 4, 7, 2, 5]).tolist()
    [0, 1, 2, 3, 4, 5, 6, 7]
    """

    columns: int = 1

    def __post_init__(self) -> None:
        if self.columns < 1:
            raise ValueError(f"columns: {self.columns} given, at least 1 needed")

    def order(self, length: int) -> npt.NDArray[np.int64]:
        """Give which of so many values is sent at each place, shape (length,).

        Examples
        --------
        >>> BlockInterleaver(2).order(5).tolist()
        [0, 2, 4, 1, 3]
        """
        return np.argsort(np.arange(length) % self.columns, kind="stable")

    def encode(self, values: npt.ArrayLike) -> npt.NDArray[Any]:
        """Put values into the order in which they are sent.

        Parameters
        ----------
        values : array_like, shape (..., n)

        Returns
        -------
        ndarray, shape (..., n)

        Examples
        --------
        >>> "".join(BlockInterleaver(2).encode(list("abcdef")))
        'acebdf'
        """
        given = np.asarray(values)
        return given[..., self.order(given.shape[-1])]

    def decode(self, sent: npt.ArrayLike) -> npt.NDArray[Any]:
        """Put values back: the inverse of `encode`.

        Parameters
        ----------
        sent : array_like, shape (..., n)

        Returns
        -------
        ndarray, shape (..., n)

        Examples
        --------
        >>> "".join(BlockInterleaver(2).decode(list("acebdf")))
        'abcdef'
        """
        given = np.asarray(sent)
        return given[..., np.argsort(self.order(given.shape[-1]))]
