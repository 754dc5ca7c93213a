"""The numbers of the story, each computed from what is told or drawn.

A page's text says ``{drawers}`` or, at the start of a sentence, ``{Drawers}``; nobody types a
result. Small numbers become words, for they are read aloud.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache

import numpy as np

from ee376a.entropy import huffman, noise, parity, questions
from ee376a.panopticon import octal

__all__ = ["CARDS", "DRAWERS", "GIFT", "LANTERNS", "PERCHES", "SECRET", "numbers", "say", "sounds"]

LANTERNS = {"yellow": 19, "red": 1}
"""What Mr. Bell pulled out of his first box."""

DRAWERS = 16
"""Of the cabinet, four by four."""

ANSWERS = 8
"""What one turn of his key is worth to Theseus."""

PERCHES = {"roof": 8, "mast": 4, "clock": 2, "buoy": 2}
"""On how many days Shannon saw Noise where."""

SECRET = "LIFT THE WALRUS"
"""What Betty painted."""

GIFT = "KEEP ASKING. LOVE, THE WALRUS"
"""What the children painted for the reader: with its end, the painting's first row."""

WRONG = Fraction(1, 10)
"""The chance that Noise changes a sound."""

BOATS = 7
"""That come home."""

CARDS = np.array([[0, 0, 1, 1], [0, 0, 0, 0], [0, 1, 0, 0], [1, 1, 1, 1]], np.uint8)
"""The first sixteen sounds of `SECRET`, as Shannon laid them: 1 is a dark card, a hee."""

_WORDS = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def sounds(message: str) -> str:
    """Spell a message in hoo and hee: its colours by their short names.

    Parameters
    ----------
    message : str
        ASCII text.

    Returns
    -------
    str
        0 for hoo and 1 for hee.

    Raises
    ------
    ValueError
        If the message is not ASCII.

    Examples
    --------
    >>> sounds(SECRET)[:16]
    '0011000001001111'
    """
    colours = [str(digit) for digit in octal.encode(message)]
    code = huffman.canonical(huffman.codewords(huffman.tree(Counter(colours))))
    return "".join(code[colour] for colour in colours)


@cache
def numbers() -> dict[str, int]:
    """Compute what the pages name, but for what is counted in the pages themselves.

    Returns
    -------
    dict of str to int
        By the names that stand in braces in the text.

    Examples
    --------
    >>> counted = numbers()
    >>> counted["drawer_questions"], counted["best_total"], counted["short"]
    (4, 28, 107)
    """
    colours = Counter(octal.encode(SECRET).tolist())
    sure = questions.questions_to_be_sure(DRAWERS)
    days = sum(PERCHES.values())
    spoken = len(sounds(SECRET))
    square = parity.encode(CARDS)
    wild_guesses = 2  # Claude's, before Shannon cuts
    return PERCHES | {
        "yellow": LANTERNS["yellow"],
        "answers": ANSWERS,
        "after_guesses": ANSWERS - wild_guesses,
        "after_cuts": ANSWERS - wild_guesses - sure,
        "drawers": DRAWERS,
        "one_by_one": DRAWERS - 1,  # the last one needs no question
        "half": questions.halving(DRAWERS)[1],
        "quarter": questions.halving(DRAWERS)[2],
        "drawer_questions": sure,
        "days": days,
        "halving_total": days * questions.questions_to_be_sure(len(PERCHES)),
        "best_total": int(days * questions.questions_on_average(PERCHES)),
        "triangles": colours.total(),
        "blue": colours[1],
        "white": colours[7],
        "fixed": colours.total() * questions.questions_to_be_sure(8),
        "short": spoken,
        "one_in": int(1 / WRONG),
        "wrong_before": round(spoken * WRONG),
        "wrong_after": round(spoken * noise.error_chance(WRONG, 3)),
        "thrice_all": 3 * spoken,
        "cards": CARDS.size,
        "guards": square.size - CARDS.size,
        "all_cards": square.size,
        "thrice_cards": 3 * CARDS.size,
        "squares": -(-spoken // CARDS.size),
        "boats": BOATS,
    }


def say(number: int) -> str:
    """Write a number as the story does.

    Parameters
    ----------
    number : int
        Not negative.

    Returns
    -------
    str
        In words up to twenty, then in digits.

    Raises
    ------
    ValueError
        If the number is negative.

    Examples
    --------
    >>> say(8), say(107)
    ('eight', '107')
    """
    if number < 0:
        raise ValueError(f"number: {number} given, 0 or more allowed")
    return _WORDS[number] if number < len(_WORDS) else str(number)
