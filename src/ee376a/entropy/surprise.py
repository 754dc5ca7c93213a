"""Jars of balloons: chances, surprise, and the score of a prediction.

Entropy itself, joint and conditional entropy and divergence are in `ee376a.measures`.

References
----------
C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27, 1948,
section 6 (entropy, and what one thing tells about another).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeAlias, TypeVar

from ee376a.measures import code_length, cross_entropy, entropy

__all__ = ["Weight", "average_surprise", "chances", "score", "surprise"]

Item = TypeVar("Item", bound=Hashable)
#: How many there are, or how likely one is, exactly.
Weight: TypeAlias = int | Fraction


def chances(jar: Mapping[Item, Weight]) -> dict[Item, Fraction]:
    """Give the chance of drawing each kind from a jar that is well shaken.

    Parameters
    ----------
    jar : mapping
        Kind to how many there are, zero or more.

    Returns
    -------
    dict
        Kind to its exact chance, in the order given; the chances sum to one.

    Raises
    ------
    ValueError
        If there is nothing in the jar, or less than nothing of a kind.

    Examples
    --------
    >>> {kind: str(p) for kind, p in chances({"red": 3, "blue": 1}).items()}
    {'red': '3/4', 'blue': '1/4'}
    """
    for kind, many in jar.items():
        if not 0 <= many < math.inf:
            raise ValueError(f"jar: {many} of {kind!r} given, zero or more allowed")
    total = sum(map(Fraction, jar.values()))
    if total == 0:
        raise ValueError("jar: empty, at least one thing needed")
    return {kind: Fraction(many) / total for kind, many in jar.items()}


def surprise(chance: Fraction | float) -> float:
    """Surprise at something that had this chance, ``log2(1 / chance)``.

    Parameters
    ----------
    chance : Fraction or float
        From 0 to 1.

    Returns
    -------
    float
        In bits: 0 for what is certain, infinite for what cannot be.

    Raises
    ------
    ValueError
        If it is not a chance.

    Examples
    --------
    >>> [surprise(chance) for chance in (1, 1 / 2, 1 / 8)]
    [0.0, 1.0, 3.0]
    """
    if not 0 <= chance <= 1:
        raise ValueError(f"chance: {chance} given, 0 to 1 allowed")
    return code_length([float(chance)])


def average_surprise(jar: Mapping[Item, Weight]) -> float:
    """Surprise at a draw from a jar, on average: the entropy of its colours.

    Parameters
    ----------
    jar : mapping
        Kind to how many there are, zero or more.

    Returns
    -------
    float
        In bits a draw.

    Raises
    ------
    ValueError
        As `chances`.

    Examples
    --------
    >>> average_surprise({"yellow": 6})
    0.0
    >>> average_surprise({"blue": 3, "green": 3})
    1.0
    >>> round(average_surprise({"red": 3, "blue": 1}), 3)
    0.811
    """
    return entropy([float(p) for p in chances(jar).values()])


def score(guess: Mapping[Item, Weight], jar: Mapping[Item, Weight]) -> float:
    """Surprise at a draw, on average, for someone who believes that the jar is another one.

    It is never less than `average_surprise`; what it is more is the divergence
    (`ee376a.measures.kl_divergence`), the price of believing wrongly.

    Parameters
    ----------
    guess : mapping
        Kind to beans laid on it, or any other weights: what is believed.
    jar : mapping
        The jar that is drawn from, with the same kinds.

    Returns
    -------
    float
        In bits a draw; infinite if something can come that was held to be impossible.

    Raises
    ------
    ValueError
        If the two do not have the same kinds; and as `chances`.

    Examples
    --------
    >>> jar = {"red": 6, "blue": 2}
    >>> score({"red": 4, "blue": 4}, jar)
    1.0
    >>> round(score({"red": 3, "blue": 1}, jar), 3)
    0.811
    """
    if guess.keys() != jar.keys():
        raise ValueError(f"guess: kinds {list(guess)} given, {list(jar)} (those of jar) needed")
    believed, true = chances(guess), chances(jar)
    return cross_entropy(
        [float(p) for p in true.values()], [float(believed[kind]) for kind in true]
    )
