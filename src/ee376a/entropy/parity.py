"""The parity square: a row and a column more, and a card that was turned over is found.

References
----------
T. Bell, I. H. Witten and M. Fellows, "Card Flip Magic", *Computer Science Unplugged*, activity 4
(the trick). P. Elias, "Error-Free Coding", IRE Transactions on Information Theory 4, 1954 (the
code: a product of two parity codes).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["TooManyTurned", "decode", "encode", "fill", "odd_lines", "turned"]

Square = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


class TooManyTurned(ValueError):  # noqa: N818 - named for what happened
    """More than one card was turned over, so none of them can be named."""


def encode(cards: npt.ArrayLike) -> Square:
    """Add a column and a row so that every line has an even number of dark cards.

    Parameters
    ----------
    cards : array_like of int, shape (m, n)
        1 for a dark card, 0 for a light one.

    Returns
    -------
    ndarray of uint8, shape (m + 1, n + 1)
        The cards, their parities to the right and below.

    Raises
    ------
    ValueError
        If it is not a table of zeros and ones.

    Examples
    --------
    >>> encode([[1, 0], [1, 1]]).tolist()
    [[1, 0, 1], [1, 1, 0], [0, 1, 1]]
    """
    wide = np.pad(_table(cards, "cards", 1), ((0, 1), (0, 1)))
    wide[:, -1] = wide.sum(axis=1) % 2
    wide[-1] = wide.sum(axis=0) % 2
    return wide


def decode(square: npt.ArrayLike) -> Square:
    """Turn back the card that was turned over, and take the parities away.

    The inverse of `encode`, also when one card has been turned over since.

    Parameters
    ----------
    square : array_like of int, shape (m + 1, n + 1)
        Zeros and ones.

    Returns
    -------
    ndarray of uint8, shape (m, n)
        The cards.

    Raises
    ------
    ValueError
        If it is not a table of zeros and ones; `TooManyTurned` if it shows more than one turn.

    Examples
    --------
    >>> decode([[1, 0, 1], [1, 0, 0], [0, 1, 1]]).tolist()
    [[1, 0], [1, 1]]
    """
    back = _table(square, "square", 2).copy()
    place = turned(back)
    if place is not None:
        back[place] ^= 1
    return back[:-1, :-1]


def odd_lines(square: npt.ArrayLike) -> tuple[list[int], list[int]]:
    """Name the rows and the columns that have an odd number of dark cards.

    Parameters
    ----------
    square : array_like of int, shape (m + 1, n + 1)
        Zeros and ones.

    Returns
    -------
    rows, columns : list of int
        Their numbers, from 0.

    Raises
    ------
    ValueError
        If it is not a table of zeros and ones.

    Examples
    --------
    >>> odd_lines([[1, 0, 1], [1, 0, 0], [0, 1, 1]])
    ([1], [1])
    """
    table = _table(square, "square", 2)
    rows, columns = (np.flatnonzero(table.sum(axis=axis) % 2).tolist() for axis in (1, 0))
    return rows, columns


def turned(square: npt.ArrayLike) -> tuple[int, int] | None:
    """Find the card that was turned over: where the odd row and the odd column cross.

    Parameters
    ----------
    square : array_like of int, shape (m + 1, n + 1)
        Zeros and ones.

    Returns
    -------
    tuple of int, or None
        Row and column of the card, a parity card too; None when all lines are even.

    Raises
    ------
    ValueError
        If it is not a table of zeros and ones; `TooManyTurned` if one turn cannot have made it.

    Examples
    --------
    >>> turned([[1, 0, 1], [1, 0, 0], [0, 1, 1]])
    (1, 1)
    """
    rows, columns = odd_lines(square)
    if not rows and not columns:
        return None
    if len(rows) != 1 or len(columns) != 1:
        raise TooManyTurned(f"square: odd rows {rows}, odd columns {columns}: not one card turned")
    return rows[0], columns[0]


def fill(square: npt.ArrayLike, missing: npt.ArrayLike) -> tuple[Square, Mask]:
    """Bring missing cards back, each as the only one that is missing in a row or a column.

    Parameters
    ----------
    square : array_like of int, shape (m + 1, n + 1)
        Zeros and ones; what stands at missing places does not matter.
    missing : array_like of bool, shape (m + 1, n + 1)
        True where a card is missing.

    Returns
    -------
    square : ndarray of uint8, shape (m + 1, n + 1)
        With what could be brought back; 0 where something is still missing.
    missing : ndarray of bool, shape (m + 1, n + 1)
        True where nothing could be done: each line that is touched there lacks two or more.

    Raises
    ------
    ValueError
        If `square` is not a table of zeros and ones, or `missing` is of another shape.

    Examples
    --------
    >>> back, lost = fill([[0, 0, 1], [1, 0, 0], [0, 1, 1]], [[1, 1, 0], [0, 1, 0], [0, 0, 0]])
    >>> back.tolist(), lost.any().item()
    ([[1, 0, 1], [1, 1, 0], [0, 1, 1]], False)
    """
    lost = np.array(missing, dtype=np.bool_)
    table = _table(square, "square", 2)
    if lost.shape != table.shape:
        raise ValueError(f"missing: shape {lost.shape} given, {table.shape} needed")
    back = np.where(lost, 0, table).astype(np.uint8)
    while True:
        alone = lost & ((lost.sum(axis=1) == 1)[:, None] | (lost.sum(axis=0) == 1))
        if not alone.any():
            return back, lost
        row, column = np.argwhere(alone)[0].tolist()
        line = back[row] if lost[row].sum() == 1 else back[:, column]
        back[row, column] = line.sum() % 2
        lost[row, column] = False


def _table(values: npt.ArrayLike, name: str, least: int) -> Square:
    table = np.asarray(values)
    if table.ndim != 2 or min(table.shape) < least:
        raise ValueError(f"{name}: shape {table.shape} given, {least} x {least} or larger needed")
    if not np.isin(table, (0, 1)).all():
        raise ValueError(f"{name}: other values given, 0 and 1 allowed")
    return table.astype(np.uint8)
