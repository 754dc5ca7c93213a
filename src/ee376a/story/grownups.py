"""The grown-ups of the story: Mr. Bell, Great-aunt Betty and Mum."""

from typing import Any

from ee376a.story.characters import Figure, figure
from ee376a.story.costume_grownups import BAREHEADED, BELL, BETTY, MUM
from ee376a.story.paths import Point
from ee376a.story.puppet import Pose

PEOPLE = {"bell": BELL, "bareheaded bell": BAREHEADED, "betty": BETTY, "mum": MUM}


def grownup(
    who: str,
    how: str | Pose = "stand",
    mood: str = "calm",
    at: Point = (0, 0),
    height: float = 0,
    **more: Any,
) -> Figure:
    """Draw a grown-up: ``bell`` the lantern seller, ``betty`` the great-aunt, or ``mum``.

    The other parameters are those of ``ee376a.story.characters.shannon``; without a height
    they stand as tall beside a Shannon of 400.

    Raises
    ------
    ValueError
        For anybody else.
    """
    if who not in PEOPLE:
        raise ValueError(f"who must be one of {', '.join(PEOPLE)}, got {who!r}")
    return figure(PEOPLE[who], how, mood, at, height or PEOPLE[who].height, **more)
