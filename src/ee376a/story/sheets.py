"""Design sheets: the people of the story in their poses and moods, and single heads."""

from ee376a.story.characters import Figure, claude, shannon
from ee376a.story.costumes import CLAUDE, SHANNON
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import group, picture, shape
from ee376a.story.palette import CREAM
from ee376a.story.paths import box

POSES = ("stand", "run", "point", "think", "cheer", "kneel")
MOODS = ("calm", "laugh", "amazed", "worried", "cross", "sly")
GROUND = "#e9dcc0"


def head(who: str) -> str:
    """Draw the head of one of the four whom the story is about, on a clear ground.

    Parameters
    ----------
    who
        ``shannon``, ``claude``, ``noise`` or ``theseus`` (he is small: all of him).

    Returns
    -------
    str
        An SVG document, 200 by 200.

    Raises
    ------
    ValueError
        For anybody else.

    Examples
    --------
    >>> 'viewBox="0 0 200 200"' in head("noise")
    True
    """
    face = (0.3, 0.05)
    art = {
        "shannon": group(SHANNON.head("happy", face, False), at=(112, 180), scale=1.02),
        "claude": group(CLAUDE.head("laugh", face, False), at=(100, 186), scale=1.18),
        "noise": noise("peek", (80, 84), 250),
        "theseus": theseus(8, (106, 156), 160),
    }
    if who not in art:
        raise ValueError(f"who must be one of {', '.join(art)}, got {who!r}")
    return picture(f"head{who}", (200, 200), who.capitalize(), f"{who.capitalize()}.", art[who])


def sheet(who: str) -> str:
    """Draw a child's design sheet: six poses above, six expressions below.

    Parameters
    ----------
    who
        ``shannon`` or ``claude``.

    Returns
    -------
    str
        An SVG document, 1700 by 860.

    Raises
    ------
    ValueError
        For anybody else.

    Examples
    --------
    >>> sheet("claude").count("<svg")
    1
    """
    if who not in ("shannon", "claude"):
        raise ValueError(f"who must be shannon or claude, got {who!r}")
    draw, costume, tall = (shannon, SHANNON, 430) if who == "shannon" else (claude, CLAUDE, 370)
    art = shape(box(0, 0, 1700, 860), GROUND) + shape(box(0, 560, 1700, 300), CREAM)
    figures: list[Figure] = [
        draw(name, mood, at=(150 + 274 * k, 520), height=tall)
        for k, (name, mood) in enumerate(zip(POSES, MOODS, strict=True))
    ]
    art += "".join(figure.art for figure in figures)
    art += "".join(
        group(costume.head(mood, (0.3, 0.05), False), at=(150 + 274 * k, 820), scale=1.42)
        for k, mood in enumerate(MOODS)
    )
    told = f"{who.capitalize()} in the poses {', '.join(POSES)}; the moods {', '.join(MOODS)}."
    return picture(f"sheet{who}", (1700, 860), f"{who.capitalize()}, a design sheet", told, art)
