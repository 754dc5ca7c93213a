"""A picture row by row: how many light squares, how many dark, how many light again.

References
----------
T. Bell, I. H. Witten and M. Fellows, "Colour by Numbers: Image Representation", *Computer Science
Unplugged*, activity 2: the first number of a row counts light squares, and is 0 if there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

__all__ = ["decode", "encode"]


def encode(row: Sequence[int]) -> list[int]:
    """Count a row's runs, the light ones first.

    Parameters
    ----------
    row : sequence of int
        0 for a light square, 1 for a dark one.

    Returns
    -------
    list of int
        Lengths, light and dark in turn; the first is 0 when the row begins dark. They sum to the
        length of the row.

    Raises
    ------
    ValueError
        If something is not 0 or 1.

    Examples
    --------
    >>> encode([0, 0, 0, 1, 1, 0, 0, 0]), encode([1, 1, 0])
    ([3, 2, 3], [0, 2, 1])
    """
    for square in row:
        if square not in (0, 1):
            raise ValueError(f"row: {square} given, 0 and 1 allowed")
    lengths = [len(list(run)) for _, run in groupby(row)]
    return [0, *lengths] if len(row) and row[0] else lengths


def decode(lengths: Sequence[int]) -> list[int]:
    """Paint a row from its runs: the inverse of `encode`.

    Parameters
    ----------
    lengths : sequence of int
        As `encode` gives them: light and dark in turn, only the first may be 0.

    Returns
    -------
    list of int
        0 for a light square, 1 for a dark one.

    Raises
    ------
    ValueError
        If a length is negative, or one after the first is 0.

    Examples
    --------
    >>> decode([0, 2, 1])
    [1, 1, 0]
    """
    for place, length in enumerate(lengths):
        if length < (place > 0) or list(lengths) == [0]:
            raise ValueError(
                f"lengths: {length} at {place} given, 1 or more allowed (0 first, before others)"
            )
    return [place % 2 for place, length in enumerate(lengths) for _ in range(length)]
