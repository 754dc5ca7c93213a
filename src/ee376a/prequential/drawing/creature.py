"""A creature that is twelve numbers: between any two of them there are all those in between.

This is what a generator's code is like, but nothing was learned: each number was given its meaning
by hand. The page's own script draws the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin
from types import MappingProxyType

__all__ = ["CREATURES", "PARTS", "between", "svg"]

#: What the numbers mean, each from 0 to 1.
PARTS = (
    "width",
    "height",
    "head",
    "ears",
    "spread",
    "eyes",
    "snout",
    "legs",
    "tail",
    "curl",
    "hue",
    "spots",
)
#: Name to the twelve numbers.
CREATURES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "hopper": (0.35, 0.55, 0.5, 1.0, 0.2, 0.6, 0.2, 0.35, 0.1, 0.9, 0.08, 0.0),
        "snoozer": (1.0, 0.45, 0.75, 0.2, 0.9, 0.2, 0.9, 0.1, 0.3, 0.1, 0.58, 0.3),
        "prowler": (0.7, 0.3, 0.4, 0.5, 0.5, 0.5, 0.3, 0.8, 1.0, 0.8, 0.1, 1.0),
        "owlet": (0.4, 0.9, 0.9, 0.3, 0.6, 1.0, 0.1, 0.05, 0.2, 0.0, 0.75, 0.7),
    }
)


def between(start: tuple[float, ...], end: tuple[float, ...], way: float) -> tuple[float, ...]:
    """Give the creature at a part of the way, 0 to 1, from one to another.

    Examples
    --------
    >>> between((0.0,) * 12, (1.0,) * 12, 0.25)[0]
    0.25
    """
    return tuple(a + (b - a) * way for a, b in zip(start, end, strict=True))


def svg(creature: tuple[float, ...]) -> str:
    """Draw a creature.

    Parameters
    ----------
    creature : tuple of float
        Twelve numbers from 0 to 1, in the order of `PARTS`.

    Returns
    -------
    str
        An SVG element of 200 × 200 units.

    Raises
    ------
    ValueError
        If there are not twelve numbers.

    Examples
    --------
    >>> svg(CREATURES["owlet"]).startswith('<svg viewBox="0 0 200 200"')
    True
    """
    if len(creature) != len(PARTS):
        raise ValueError(f"creature: {len(creature)} numbers given, {len(PARTS)} needed")
    width, height, head, ears, spread, eyes, snout, legs, tail, curl, hue, spots = creature
    coat, dark, light = (f"hsl({360 * hue:.1f} 60% {part}%)" for part in (62, 32, 82))
    rx, ry, r = 26 + 34 * width, 24 + 26 * height, 20 + 16 * head
    leg = 8 + 34 * legs
    y = 184 - leg - ry
    top = y - ry - 0.55 * r
    shapes = [
        f'<path d="M{100 + 0.8 * rx:.1f} {y:.1f}q{20 + 30 * tail:.1f} {10 - 20 * curl:.1f} '
        f'{12 + 26 * tail - 16 * curl:.1f} {-10 - 60 * tail * curl:.1f}" fill="none" '
        f'stroke="{dark}" stroke-width="9" stroke-linecap="round"/>'
    ]
    for side in (-0.6, -0.25, 0.25, 0.6):
        shapes.append(
            f'<path d="M{100 + side * rx:.1f} {y + 0.6 * ry:.1f}V184" stroke="{dark}" '
            f'stroke-width="12" stroke-linecap="round"/>'
        )
    shapes.append(_oval(100, y, rx, ry, coat))
    shapes.append(_oval(100, y + 0.25 * ry, 0.6 * rx, 0.6 * ry, light))
    for i in range(5):
        angle = radians(200 + 35 * i)
        place = 100 + 0.8 * rx * cos(angle), y + 0.75 * ry * sin(angle)
        shapes.append(_oval(*place, 6 * spots, 6 * spots, dark))
    for side in (-1, 1):
        angle = 10 + 55 * spread
        at = 100 + side * 0.75 * r * sin(radians(angle)), top - 0.75 * r * cos(radians(angle))
        long = 8 + 30 * ears
        shapes.append(
            f'<g transform="translate({at[0]:.1f} {at[1]:.1f}) rotate({side * angle:.1f})">'
            f"{_oval(0, -0.6 * long, 9, long, coat)}{_oval(0, -0.6 * long, 4, 0.7 * long, light)}"
            "</g>"
        )
    shapes.append(_oval(100, top, 1.15 * r, r, coat))
    for side in (-1, 1):
        size = 3 + 8 * eyes
        x = 100 + side * (0.3 + 0.15 * eyes) * r
        shapes.append(_oval(x, top - 0.1 * r, size, size, "#fff"))
        shapes.append(_oval(x, top - 0.1 * r, 0.55 * size, 0.55 * size, "#1d2433"))
    shapes.append(_oval(100, top + 0.45 * r, 5 + 9 * snout, 4 + 5 * snout, light))
    shapes.append(_oval(100, top + 0.38 * r, 3.0, 2.2, "#1d2433"))
    return f'<svg viewBox="0 0 200 200" xmlns="http://www.w3.org/2000/svg">{"".join(shapes)}</svg>'


def _oval(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}"/>'
