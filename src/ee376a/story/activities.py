"""Sheets to print and cut: critters to guess, sweets to name, guard cards, a secret to paint."""

from __future__ import annotations

from fractions import Fraction

from ee376a.entropy import critters, huffman, questions
from ee376a.story import critterdrawing, typesetting
from ee376a.story.print import typeset

__all__ = ["SWEETS", "activities"]

SWEETS = {"lemon": 8, "mint": 4, "cherry": 2, "plum": 2}
"""A bag of sixteen."""

_COLOURS = {"lemon": "#f5cf1d", "mint": "#9cd4b8", "cherry": "#d32a1f", "plum": "#6b3fa0"}


def activities(paper: str = "letter") -> bytes:
    """Typeset the sheets.

    Parameters
    ----------
    paper : {"letter", "a4"}
        To print on.

    Returns
    -------
    bytes
        PDF/UA-1.

    Raises
    ------
    ValueError
        If the paper is not known.
    FileNotFoundError
        If the typeface is not installed.
    ModuleNotFoundError
        If typst is not installed (``pip install "ee376a[story]"``).

    Examples
    --------
    With the packages ``typst`` and ``pypdf`` and the typeface ``Andika``:

    >>> from io import BytesIO
    >>> from pypdf import PdfReader
    >>> sheets = PdfReader(BytesIO(activities())).pages
    >>> len(sheets), sheets[0].extract_text().splitlines()[0]
    (5, 'Sixteen critters')
    """
    width, height = typesetting.size(paper)
    colours, letters = typesetting.chart()
    sweets = sum(SWEETS.values())
    code = huffman.codewords(huffman.tree(SWEETS))
    data = {
        "title": "Claude and Shannon: sheets to print and cut",
        "width": width,
        "height": height,
        "critters": [
            {"name": critter.name, "picture": f"{critter.name}.svg", "alt": _looks(critter)}
            for critter in critters.CRITTERS
        ],
        "sweets": [
            {"name": name, "count": count, "colour": _COLOURS[name]}
            for name, count in SWEETS.items()
        ],
        "best": int(Fraction(sweets) * huffman.mean_length(SWEETS, code)),
        "fixed": sweets * questions.questions_to_be_sure(len(SWEETS)),
        "colours": colours,
        "letters": letters,
    }
    drawn = {f"{critter.name}.svg": critterdrawing.draw(critter) for critter in critters.CRITTERS}
    return typeset("activities.typ", data, drawn)


def _looks(critter: critters.Critter) -> str:
    """Tell how a critter looks, for who cannot see it."""
    eyes = "one eye" if critter.eyes == 1 else f"{critter.eyes} eyes"
    return f"{critter.name} is {critter.colour}, with {', '.join([eyes, *sorted(critter.extras)])}."
