"""The critters of the guessing game on paper: the shapes that the game in the page draws."""

from __future__ import annotations

from ee376a.entropy.critters import Critter

__all__ = ["draw"]

_FUR = {
    "blue": ("#5b96f5", "#2c5fc2", "#bcd8ff"),
    "pink": ("#f58bbb", "#bf3f80", "#ffd9ea"),
    "green": ("#63bf76", "#2f8247", "#cff0d0"),
    "yellow": ("#f9cb4e", "#b97d08", "#fff2bd"),
}
_BODY = {
    "blue": "M50 24c24 0 35 17 35 38S74 90 50 90 15 83 15 62s11-38 35-38z",
    "pink": "M50 20c13 0 19 11 23 25 5 16 13 20 13 32 0 11-14 14-36 14s-36-3-36-14c0-12 8-16 13-32 "
    "4-14 10-25 23-25z",
    "green": "M50 17c19 0 26 14 26 43 0 23-5 31-26 31s-26-8-26-31c0-29 7-43 26-43z",
    "yellow": "M50 21q7-8 12 2 12-4 12 8 11 2 7 13 10 6 3 15 6 10-5 15-1 12-13 10-6 9-16 4-10 5-16-"
    "4-12 2-13-10-11-5-5-15-7-9 3-15-4-11 7-13 0-12 12-8 5-10 12-2z",
}
_EYES = {1: ((50, 44),), 2: ((39, 44), (61, 44)), 3: ((33, 44), (50, 38), (67, 44))}
_EYE_SIZE = {1: 13, 2: 9.5, 3: 7.5}
_TAIL = "M72 82c16 4 24-4 21-14-2-7-11-6-10 0"
_WINGS = (
    "M24 52C8 34 0 42 3 50c-4 5-1 11 4 12 1 7 9 8 17 2zM76 52c16-18 24-10 21-2 4 5 1 11-4 12-1 7-9 "
    "8-17 2z"
)
_HORNS = "M31 32C25 24 24 15 28 8c4 6 9 10 15 13zM69 32c6-8 7-17 3-24-4 6-9 10-15 13z"
_SPOTS = ((30, 58, 4.5), (27, 71, 3), (71, 56, 4), (73, 69, 4.5), (38, 84, 3), (63, 83, 3.5))
_HAT = (
    ("M33 25h34l-3-21q-14-5-28 0z", "#c3312f"),
    ("M34 18h32l1 7H33z", "#ffd166"),
    ("M24 25q26-7 52 0 2 6-26 6t-26-6z", "#8f1f22"),
)


def draw(critter: Critter) -> str:
    """Draw a critter from its looks alone.

    Parameters
    ----------
    critter : Critter
        Of the deck.

    Returns
    -------
    str
        SVG, 100 by 100.

    Examples
    --------
    >>> from ee376a.entropy.critters import CRITTERS
    >>> draw(CRITTERS[1]).count("#c3312f")  # Otto has a hat
    1
    """
    fur, dark, pale = _FUR[critter.colour]
    has = critter.extras.__contains__
    parts = []
    if has("tail"):
        parts.append(_path(_TAIL, "none", dark, 6))
    if has("wings"):
        parts.append(_path(_WINGS, "#fff", dark, 2.5))
    if has("horns"):
        parts.append(_path(_HORNS, "#fff3d6", "#8a6a3c", 2.5))
    parts += [f'<ellipse cx="{x}" cy="92" rx="11" ry="5" fill="{dark}"/>' for x in (37, 63)]
    parts.append(_path(_BODY[critter.colour], fur))
    parts.append(f'<ellipse cx="50" cy="76" rx="18" ry="12" fill="{pale}"/>')
    if has("spots"):
        parts += [_circle(x, y, r, dark) for x, y, r in _SPOTS]
    size = _EYE_SIZE[critter.eyes]
    for x, y in _EYES[critter.eyes]:
        parts.append(_circle(x, y, size, dark))
        parts.append(_circle(x, y, size - 1.5, "#fff"))
        parts.append(_circle(x + 1, y + 1, size * 0.52, "#241c38"))
        parts.append(_circle(x + 2.6, y - 1.2, size * 0.18, "#fff"))
    if has("teeth"):
        parts.append(_path("M37 60h26c0 9-6 13-13 13s-13-4-13-13z", "#5a1d34"))
        parts.append(_path("M40 60h8v6h-8zM52 60h8v6h-8z", "#fff"))
    else:
        parts.append(_path("M40 61c4 6 16 6 20 0", "none", "#3a1c3a", 3))
    if has("hat"):
        parts += [_path(shape, colour) for shape, colour in _HAT]
    drawn = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{drawn}</svg>'


def _path(shape: str, fill: str, line: str = "none", width: float = 0) -> str:
    stroke = f' stroke="{line}" stroke-width="{width}" stroke-linecap="round"' if width else ""
    return f'<path d="{shape}" fill="{fill}"{stroke}/>'


def _circle(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r:.3g}" fill="{fill}"/>'
