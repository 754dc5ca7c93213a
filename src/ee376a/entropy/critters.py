"""The critters of the guessing game: sixteen creatures, and thirteen questions about their looks.

Sixteen can be told apart with four questions, if each halves what is left. Here some do, some look
as if they did, and some are bad ones; no card needs more than what can be seen on it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["COLOURS", "CRITTERS", "QUESTIONS", "Critter", "answers"]

#: What a critter's fur can be.
COLOURS = ("blue", "pink", "green", "yellow")


@dataclass(frozen=True)
class Critter:
    """A creature as it looks.

    Attributes
    ----------
    name : str
        What it is called.
    colour : str
        One of `COLOURS`.
    eyes : int
        1, 2 or 3.
    extras : frozenset of str
        Which of horns, spots, teeth, wings, hat, tail it has.

    Examples
    --------
    >>> "hat" in CRITTERS[1].extras
    True
    """

    name: str
    colour: str
    eyes: int
    extras: frozenset[str]


def _critter(name: str, colour: str, eyes: int, *extras: str) -> Critter:
    return Critter(name, colour, eyes, frozenset(extras))


#: The cards, in the order in which they lie on the table.
CRITTERS = (
    _critter("Mip", "green", 2, "horns", "spots"),
    _critter("Otto", "blue", 2, "horns", "teeth", "hat", "tail"),
    _critter("Luma", "pink", 3, "horns", "spots", "teeth"),
    _critter("Zug", "blue", 2, "horns", "spots", "wings", "tail"),
    _critter("Fizz", "green", 1, "teeth", "wings"),
    _critter("Tock", "green", 3, "spots"),
    _critter("Nell", "pink", 2, "tail"),
    _critter("Pog", "pink", 1, "horns", "teeth"),
    _critter("Wim", "blue", 2, "horns", "spots", "teeth"),
    _critter("Ruru", "pink", 3, "wings"),
    _critter("Dot", "green", 3, "tail"),
    _critter("Baz", "blue", 1, "horns", "teeth"),
    _critter("Kiki", "yellow", 2),
    _critter("Yum", "blue", 1, "spots"),
    _critter("Jolly", "yellow", 2, "horns", "spots", "teeth"),
    _critter("Ned", "blue", 2, "teeth", "tail"),
)

_EYES = {1: "One eye?", 2: "Two eyes?", 3: "Three eyes?"}
_EXTRAS = {
    "horns": "Horns?",
    "spots": "Spots?",
    "teeth": "Teeth?",
    "wings": "Wings?",
    "hat": "A hat?",
    "tail": "A tail?",
}
#: What may be asked.
QUESTIONS = (
    *(f"{colour.capitalize()}?" for colour in COLOURS),
    *_EYES.values(),
    *_EXTRAS.values(),
)


def answers() -> list[list[bool]]:
    """Answer every question for every critter.

    Returns
    -------
    list of lists of bool
        One row for each of `QUESTIONS`, one column for each of `CRITTERS`.

    Examples
    --------
    >>> [(question, sum(row)) for question, row in zip(QUESTIONS, answers())][7:9]
    [('Horns?', 8), ('Spots?', 7)]
    """
    return [
        *([critter.colour == colour for critter in CRITTERS] for colour in COLOURS),
        *([critter.eyes == eyes for critter in CRITTERS] for eyes in _EYES),
        *([extra in critter.extras for critter in CRITTERS] for extra in _EXTRAS),
    ]
