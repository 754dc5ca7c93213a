"""Who chooses the squares: how many name a clue of InfoPictionary, by whose choice of places.

A square's colour is one answer to a yes/no question. How many are needed depends on who asks:

- nobody, the places are random: :func:`still_possible`, :func:`coin_flip_squares`;
- both sides, beforehand: :func:`fixed_order`, :func:`separating_squares`;
- the guesser, who knows the colours so far, as in Twenty Questions: :func:`questions`;
- the painter, who knows the clue: :func:`fewest_squares`. Now the place speaks too, and log2 of the
  deck is no bound on the number of squares.

References
----------
C. E. Shannon, "A mathematical theory of communication", 1948, section 13: random code books.
M. R. Garey, "Optimal binary identification procedures", 1972: fixed and adaptive questions.
S. A. Goldman and M. J. Kearns, "On the complexity of teaching", 1995: what the painter can do.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from ee376a.panopticon.pictionary import Pictures, information

__all__ = [
    "coin_flip_squares",
    "fewest_squares",
    "fixed_order",
    "questions",
    "separating_squares",
    "still_possible",
]


def still_possible(pictures: Pictures, shown: int) -> Fraction:
    """Expect how many clues still fit after so many squares in random places.

    Two pictures that differ in d of n squares agree on k random ones with chance C(n-d, k)/C(n, k);
    the sum of that over all pairs is exact, whatever the pictures have to do with each other.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck.
    shown : int
        k, from 0 to the number of squares.

    Returns
    -------
    Fraction
        Average over clues and places; 1 when only the clue itself is left.

    Raises
    ------
    ValueError
        When `shown` is out of its range.

    Examples
    --------
    >>> deck = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.uint8)
    >>> [str(still_possible(deck, shown)) for shown in range(3)]
    ['4', '2', '1']
    """
    clues, squares = pictures.shape
    if not 0 <= shown <= squares:
        raise ValueError(f"shown must be from 0 to {squares}, got {shown}")
    apart = (pictures[:, None] != pictures[None]).sum(axis=2)
    fits = sum(math.comb(squares - int(d), shown) for d in apart.flat)
    return Fraction(fits, clues * math.comb(squares, shown))


def coin_flip_squares(clues: int) -> float:
    """Expect the squares that single out a clue when every square of every picture is a coin flip.

    Each of the other clues goes at the first square where it differs: the largest of ``clues - 1``
    waiting times of a fair coin. It is the random code book of Shannon's proofs at this small size.

    Parameters
    ----------
    clues : int
        Size of the deck, at least 1.

    Returns
    -------
    float
        Squares; about log2(clues) + 1.33 for large decks.

    Raises
    ------
    ValueError
        When the deck is empty.

    Examples
    --------
    >>> coin_flip_squares(2), round(coin_flip_squares(64), 2)
    (2.0, 7.32)
    """
    if clues < 1:
        raise ValueError(f"clues must be at least 1, got {clues}")
    return sum(1 - (1 - 0.5**shown) ** (clues - 1) for shown in range(200))


def fixed_order(pictures: Pictures) -> tuple[int, ...]:
    """Order squares so that each adds the most bits to those before, until all clues differ.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck, no two pictures alike.

    Returns
    -------
    tuple of int
        Places; of equals, the first in reading order. Greedy: seldom the fewest possible.

    Raises
    ------
    ValueError
        When two pictures are alike.

    Examples
    --------
    >>> fixed_order(np.array([[0, 0, 1], [0, 1, 1], [0, 1, 0], [0, 0, 0]], dtype=np.uint8))
    (1, 2)
    """
    _check_distinct(pictures)
    order: list[int] = []
    while len(np.unique(pictures[:, order], axis=0)) < len(pictures):
        gain = [round(information(pictures, [*order, s]), 9) for s in range(pictures.shape[1])]
        order.append(gain.index(max(gain)))
    return tuple(order)


def separating_squares(pictures: Pictures, count: int) -> tuple[int, ...] | None:
    """Find so many fixed squares that tell all clues apart, or prove that there are none.

    A full search: it branches on the squares that separate a pair of pictures which differ in few
    squares, and gives up a branch when a group is too large for the questions left.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck, no two pictures alike.
    count : int
        Squares allowed, 0 or more.

    Returns
    -------
    tuple of int or None
        Places, at most `count`; None when no such squares exist.

    Raises
    ------
    ValueError
        When two pictures are alike, or `count` is negative.

    Examples
    --------
    >>> deck = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8)
    >>> separating_squares(deck, 3), separating_squares(deck, 2)
    ((2, 1, 0), None)
    """
    _check_distinct(pictures)
    if count < 0:
        raise ValueError(f"count must be at least 0, got {count}")
    clues, squares = pictures.shape
    black = [sum(1 << c for c in range(clues) if pictures[c, s]) for s in range(squares)]
    apart = {
        1 << a | 1 << b: np.flatnonzero(pictures[a] != pictures[b]).tolist()
        for a in range(clues)
        for b in range(a)
    }
    pairs = sorted(apart.items(), key=lambda pair: len(pair[1]))

    def search(groups: list[int], left: int, tried: int, start: int) -> tuple[int, ...] | None:
        if not groups:
            return ()
        if max(group.bit_count() for group in groups) > 1 << left:
            return None
        while not any(pairs[start][0] & group == pairs[start][0] for group in groups):
            start += 1
        for s in pairs[start][1]:
            if not tried >> s & 1:
                tried |= 1 << s  # the branches after this one need not try the square again
                parts = [part for g in groups for part in (g & black[s], g & ~black[s])]
                together = [part for part in parts if part.bit_count() > 1]
                found = search(together, left - 1, tried, start + 1)
                if found is not None:
                    return (s, *found)
        return None

    return search([(1 << clues) - 1] if clues > 1 else [], count, 0, 0)


def questions(pictures: Pictures) -> tuple[int, ...]:
    """Count the squares that a guesser asks for who always asks for the most telling one.

    The square whose colour is the most even bet among the clues left has the largest expected
    information. The counts are the depths of a yes/no tree, so no way of asking has a mean below
    log2 of the deck.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck, no two pictures alike.

    Returns
    -------
    tuple of int
        Squares until one clue is left, by clue.

    Raises
    ------
    ValueError
        When two pictures are alike.

    Examples
    --------
    >>> questions(np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8))
    (3, 3, 2, 1)
    """
    _check_distinct(pictures)
    depth = [0] * len(pictures)
    groups = [list(range(len(pictures)))]
    while groups:
        group = groups.pop()
        if len(group) > 1:
            square = int(np.abs(2 * pictures[group].sum(axis=0, dtype=int) - len(group)).argmin())
            groups += [[c for c in group if pictures[c, square] == ink] for ink in (0, 1)]
            for clue in group:
                depth[clue] += 1
    return tuple(depth)


def fewest_squares(pictures: Pictures, clue: int) -> tuple[int, ...]:
    """Find the fewest squares that a painter who knows the clue must show to single it out.

    In the language of learning theory: a smallest teaching set of the clue.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck, no two pictures alike.
    clue : int
        The clue's number.

    Returns
    -------
    tuple of int
        Places; with their colours only this clue fits.

    Raises
    ------
    ValueError
        When two pictures are alike, or there is no such clue.

    Examples
    --------
    >>> deck = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8)
    >>> fewest_squares(deck, 3), fewest_squares(deck, 0)
    ((0,), (2, 1, 0))
    """
    _check_distinct(pictures)
    if not 0 <= clue < len(pictures):
        raise ValueError(f"clue must be from 0 to {len(pictures) - 1}, got {clue}")
    differs = pictures != pictures[clue]
    rules_out = [sum(1 << c for c in np.flatnonzero(column).tolist()) for column in differs.T]

    def search(others: int, left: int) -> tuple[int, ...] | None:
        if not others:
            return ()
        if left == 0:
            return None
        first = (others & -others).bit_length() - 1
        for s in np.flatnonzero(differs[first]).tolist():
            found = search(others & ~rules_out[s], left - 1)
            if found is not None:
                return (s, *found)
        return None

    others = (1 << len(pictures)) - 1 & ~(1 << clue)
    return next(
        found for n in range(pictures.shape[1] + 1) if (found := search(others, n)) is not None
    )


def _check_distinct(pictures: Pictures) -> None:
    if len(np.unique(pictures, axis=0)) < len(pictures):
        raise ValueError("pictures must all differ, got two that are alike")
