"""InfoPictionary: how many squares of a picture name a clue.

A picture is a row of squares, each black or white, and the guesser knows all pictures of the deck.
A shown square is one answer to a yes/no question. What it tells depends on who chose its place:

- nobody (*random*), :func:`still_possible`, :func:`play`;
- both sides beforehand (*fixed*), :func:`fixed_order`, :func:`separating_squares`;
- the guesser, who knows what was seen so far (*adaptive*, Twenty Questions), :func:`questions`;
- the painter, who knows the clue, :func:`fewest_squares`: then the place speaks too.

The guesser is a model, not a person: it remembers each picture to the square, starts with equal
chances for all clues, and updates them by Bayes' rule as if the places said nothing.

References
----------
C. E. Shannon, "A mathematical theory of communication", 1948, sections 1, 6 and 12.
M. R. Garey, "Optimal binary identification procedures", 1972: adaptive and fixed questions.
S. A. Goldman and M. J. Kearns, "On the complexity of teaching", 1995: what the painter can do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.measures import binary_entropy

__all__ = [
    "Games",
    "capacity",
    "coin_flip_squares",
    "fewest_squares",
    "fixed_order",
    "information",
    "play",
    "posterior",
    "questions",
    "separating_squares",
    "still_possible",
]

Pictures: TypeAlias = npt.NDArray[np.uint8]
"""One picture a row, one square a column: 1 black, 0 white. Shape (clues, squares)."""


def posterior(
    pictures: Pictures, squares: Sequence[int], colours: Sequence[int], flip: float = 0.0
) -> npt.NDArray[np.float64]:
    """Give each clue's chance after some squares were seen: Bayes' rule from equal chances.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck.
    squares : sequence of int
        Places of the squares that were shown.
    colours : sequence of int
        Their colours as seen: 1 black, 0 white.
    flip : float
        Chance that a square is seen in the wrong colour, 0 to 1/2.

    Returns
    -------
    ndarray of float, shape (clues,)
        Chances that add up to 1.

    Raises
    ------
    ValueError
        When there are not as many colours as squares, when `flip` is out of its range, or when no
        picture has what was seen.

    Examples
    --------
    >>> deck = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.uint8)
    >>> posterior(deck, [0], [1]).tolist()
    [0.0, 0.0, 0.5, 0.5]
    >>> posterior(deck, [0], [1], flip=0.25).tolist()
    [0.125, 0.125, 0.375, 0.375]
    """
    if len(squares) != len(colours):
        raise ValueError(f"colours must be one a square ({len(squares)}), got {len(colours)}")
    _check_flip(flip)
    agree = pictures[:, list(squares)] == np.array(colours, dtype=np.uint8)
    chances = np.where(agree, 1 - flip, flip).prod(axis=1)
    if not chances.any():
        raise ValueError(f"colours must be those of some picture of the deck, got {list(colours)}")
    return chances / chances.sum()


def information(pictures: Pictures, squares: Sequence[int]) -> float:
    """Give the bits that squares in fixed places tell about a clue drawn with equal chances.

    The colours are known when the clue is, so their mutual information with the clue is their own
    entropy.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck.
    squares : sequence of int
        The places.

    Returns
    -------
    float
        Bits: at most the number of squares, and at most log2 of the deck.

    Examples
    --------
    >>> deck = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.uint8)
    >>> information(deck, []), information(deck, [1]), information(deck, [0, 1])
    (0.0, 1.0, 2.0)
    """
    seen = np.unique(pictures[:, list(squares)], axis=0, return_counts=True)[1]
    return math.log2(len(pictures)) - float(seen @ np.log2(seen)) / len(pictures)


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

    Examples
    --------
    >>> deck = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.uint8)
    >>> [str(still_possible(deck, shown)) for shown in range(3)]
    ['4', '2', '1']
    """
    clues, squares = pictures.shape
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
        Size of the deck.

    Returns
    -------
    float
        Squares; about log2(clues) + 1.33 for large decks.

    Examples
    --------
    >>> coin_flip_squares(2), round(coin_flip_squares(64), 2)
    (2.0, 7.32)
    """
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
        Squares allowed.

    Returns
    -------
    tuple of int or None
        Places, at most `count`; None when no such squares exist.

    Examples
    --------
    >>> deck = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8)
    >>> separating_squares(deck, 3), separating_squares(deck, 2)
    ((2, 1, 0), None)
    """
    _check_distinct(pictures)
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

    Examples
    --------
    >>> deck = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8)
    >>> fewest_squares(deck, 3), fewest_squares(deck, 0)
    ((0,), (2, 1, 0))
    """
    _check_distinct(pictures)
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


def capacity(flip: float) -> float:
    """Give the most that one square can tell when it is seen in the wrong colour at times.

    The capacity of the binary symmetric channel, 1 - h(flip) (Shannon 1948, section 12).

    Parameters
    ----------
    flip : float
        Chance of the wrong colour, 0 to 1/2.

    Returns
    -------
    float
        Bits a square.

    Raises
    ------
    ValueError
        When `flip` is out of its range.

    Examples
    --------
    >>> capacity(0), round(capacity(0.1), 3), capacity(0.5)
    (1.0, 0.531, 0.0)
    """
    _check_flip(flip)
    return 1 - binary_entropy(flip)


@dataclass(frozen=True)
class Games:
    """What the guesser knew in each game after 0, 1, 2, … squares.

    Attributes
    ----------
    bits : ndarray of float, shape (games, squares + 1)
        log2 of the deck less the entropy of the guesser's chances.
    sure : ndarray of float, shape (games, squares + 1)
        The chance of the likeliest clue.
    right : ndarray of bool, shape (games, squares + 1)
        Whether that clue is the one on the card; of equals, the first in the deck.
    """

    bits: npt.NDArray[np.float64]
    sure: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]

    def needed(self, sure: float) -> npt.NDArray[np.int64]:
        """Count the squares until the guesser is so sure.

        Parameters
        ----------
        sure : float
            The chance of the likeliest clue at which the guesser speaks, up to 1.

        Returns
        -------
        ndarray of int, shape (games,)
            Squares; all of them in a game in which it never gets so sure.
        """
        reached = self.sure >= sure - 1e-9
        return np.where(reached.any(axis=1), reached.argmax(axis=1), reached.shape[1] - 1)


def play(
    pictures: Pictures,
    clues: Sequence[int],
    order: Literal["random", "adaptive"] | Sequence[int],
    rng: np.random.Generator,
    flip: float = 0.0,
) -> Games:
    """Play one game a clue: show square after square, each once, to the Bayesian guesser.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (clues, squares)
        The deck.
    clues : sequence of int
        The card of each game.
    order : "random", "adaptive" or sequence of int
        The next square: anywhere; where its colour is the most even bet, which is where it tells
        most; or these places in this order.
    rng : numpy.random.Generator
        Where the random places and the wrong colours come from.
    flip : float
        Chance that a square is seen in the wrong colour, below 1/2.

    Returns
    -------
    Games
        What the guesser knew.

    Raises
    ------
    ValueError
        When `flip` is out of its range.

    Examples
    --------
    >>> deck = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8)
    >>> games = play(deck, range(4), "adaptive", np.random.default_rng(0))
    >>> games.needed(1).tolist() == list(questions(deck))
    True
    """
    _check_flip(flip)
    cards = np.array(clues)
    squares = pictures.shape[1]
    steps = squares if isinstance(order, str) else len(order)
    games = np.arange(len(cards))
    places = rng.permuted(np.tile(np.arange(squares), (len(cards), 1)), axis=1)
    if not isinstance(order, str):
        places[:, :steps] = order
    hidden = np.ones((len(cards), squares), dtype=bool)
    chances = np.full((len(cards), len(pictures)), 1 / len(pictures))
    seen = [chances]
    for step in range(steps):
        place = places[:, step]
        if order == "adaptive":
            # Rounded, so that equal bets stay equal whatever the order in which a machine adds.
            uneven = np.abs(chances @ pictures - 0.5).round(9)
            place = np.where(hidden, uneven, np.inf).argmin(axis=1)
            hidden[games, place] = False
        colour = pictures[cards, place] ^ (rng.random(len(cards)) < flip)
        agree = pictures[:, place].T == colour[:, None]
        chances = chances * np.where(agree, 1 - flip, flip)
        chances /= chances.sum(axis=1, keepdims=True)
        seen.append(chances)
    known = np.stack(seen, axis=1)
    surprise = -np.log2(known, out=np.zeros_like(known), where=known > 0)
    bits = math.log2(len(pictures)) - (known * surprise).sum(axis=2)
    return Games(bits, known.max(axis=2), known.argmax(axis=2) == cards[:, None])


def _check_flip(flip: float) -> None:
    if not 0 <= flip <= 0.5:
        raise ValueError(f"flip must be from 0 to 1/2, got {flip}")


def _check_distinct(pictures: Pictures) -> None:
    if len(np.unique(pictures, axis=0)) < len(pictures):
        raise ValueError("pictures must all differ, got two that are alike")
