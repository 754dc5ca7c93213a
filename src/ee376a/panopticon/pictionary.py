"""InfoPictionary: what a guesser knows who has seen some squares of a picture.

A picture is a row of squares, each black or white, and the guesser knows all pictures of the deck.
Each square that is shown answers a yes/no question about the clue: at most one bit, and less when
colours are mistaken at times.

The guesser is a model, not a person: it remembers each picture to the square, starts with equal
chances for all clues, and updates them by Bayes' rule as if the squares' places said nothing.

References
----------
C. E. Shannon, "A mathematical theory of communication", 1948, sections 6 and 12.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.measures import binary_entropy, entropy

__all__ = ["Games", "Pictures", "capacity", "information", "play", "posterior"]

Pictures: TypeAlias = npt.NDArray[np.uint8]
"""One picture a row, one square a column: 1 black, 0 white. Shape (clues, squares)."""


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
        When there are not as many colours as squares, when there is no such square, when `flip` is
        out of its range, or when no picture has what was seen.

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
    _check_places("squares", squares, pictures.shape[1])
    agree = pictures[:, list(squares)] == np.array(colours, dtype=np.uint8)
    chances: npt.NDArray[np.float64] = np.where(agree, 1 - flip, flip).prod(axis=1)
    if not chances.any():
        raise ValueError(f"colours must be those of some picture of the deck, got {list(colours)}")
    chances /= chances.sum()
    return chances


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

    Raises
    ------
    ValueError
        When there is no such square.

    Examples
    --------
    >>> deck = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.uint8)
    >>> information(deck, []), information(deck, [1]), information(deck, [0, 1])
    (0.0, 1.0, 2.0)
    """
    _check_places("squares", squares, pictures.shape[1])
    seen = np.unique(pictures[:, list(squares)], axis=0, return_counts=True)[1]
    return entropy(seen / len(pictures))


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

        Examples
        --------
        >>> sure = np.array([[0.25, 0.5, 0.9, 1.0], [0.25, 0.25, 0.5, 0.5]])
        >>> Games(np.zeros((2, 4)), sure, np.ones((2, 4), bool)).needed(0.8).tolist()
        [2, 3]
        """
        reached = self.sure >= sure - 1e-9
        reached[:, -1] = True
        first: npt.NDArray[np.int64] = reached.argmax(axis=1)
        return first


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
        Chance that a square is seen in the wrong colour, 0 to 1/2.

    Returns
    -------
    Games
        What the guesser knew.

    Raises
    ------
    ValueError
        When `flip` is out of its range, there is no such card, or `order` is something else.

    Examples
    --------
    >>> deck = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.uint8)
    >>> games = play(deck, range(4), "adaptive", np.random.default_rng(0))
    >>> games.needed(1).tolist() == [3, 3, 2, 1]
    True
    """
    _check_flip(flip)
    _check_places("clues", clues, len(pictures))
    squares = pictures.shape[1]
    if isinstance(order, str):
        if order not in ("random", "adaptive"):
            raise ValueError(f"order must be random, adaptive or places of squares, got {order!r}")
    else:
        _check_places("order", order, squares)
        if len(set(order)) < len(order):
            raise ValueError(f"order must have each square once, got {list(order)}")
    cards = np.array(clues, dtype=np.int64)
    steps = squares if isinstance(order, str) else len(order)
    games = np.arange(len(cards))
    places = rng.permuted(np.tile(np.arange(squares), (len(cards), 1)), axis=1)
    if not isinstance(order, str):
        places[:, :steps] = order
    hidden = np.ones((len(cards), squares), dtype=bool)
    chances = np.full((len(cards), len(pictures)), 1 / len(pictures))
    bits, sure, right = [np.zeros(len(cards))], [chances.max(axis=1)], [cards == 0]
    for step in range(steps):
        place = places[:, step]
        if order == "adaptive":
            # Rounded, so that equal bets stay equal whatever the order in which a machine adds.
            uneven = np.abs(chances @ pictures - 0.5).round(9)
            place = np.where(hidden, uneven, np.inf).argmin(axis=1)
            hidden[games, place] = False
        colour = pictures[cards, place] ^ (rng.random(len(cards)) < flip)
        agree = colour[:, None] == pictures[:, place].T
        chances = chances * np.where(agree, 1 - flip, flip)
        chances /= chances.sum(axis=1, keepdims=True)
        surprise = -np.log2(chances, out=np.zeros_like(chances), where=chances > 0)
        bits.append(math.log2(len(pictures)) - (chances * surprise).sum(axis=1))
        sure.append(chances.max(axis=1))
        right.append(chances.argmax(axis=1) == cards)
    return Games(np.stack(bits, axis=1), np.stack(sure, axis=1), np.stack(right, axis=1))


def _check_flip(flip: float) -> None:
    if not 0 <= flip <= 0.5:
        raise ValueError(f"flip must be from 0 to 1/2, got {flip}")


def _check_places(name: str, places: Sequence[int], count: int) -> None:
    for place in places:
        if not 0 <= place < count:
            raise ValueError(f"{name} must be from 0 to {count - 1}, got {place}")
