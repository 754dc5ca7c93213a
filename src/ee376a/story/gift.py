"""The last picture: the painting that the children made for the reader, on a plain wall."""

from __future__ import annotations

from ee376a.panopticon import painting
from ee376a.panopticon.geometry import CANVAS
from ee376a.story.numbers import GIFT

__all__ = ["PLACE", "draw"]

PLACE = (60.0, 57.0, 880.0, 880.0 * CANVAS[1] / CANVAS[0])
"""Left, top, width and height of the painting in its picture of 1000 by 860."""

_WALL = "#fff1d0"


def draw() -> str:
    """Draw it, exact to the triangle, so that a photograph of the page can be read.

    Returns
    -------
    str
        SVG.

    Examples
    --------
    >>> draw().count("<polygon") > 1584
    True
    """
    left, top, width, height = PLACE
    scale = width / CANVAS[0]
    polygons = "".join(
        f'<polygon fill="{colour}" points="'
        + " ".join(f"{left + x * scale:.1f},{top + y * scale:.1f}" for x, y in points)
        + '"/>'
        for points, colour in painting.paint(GIFT).shapes()
    )
    canvas = f'x="{left:g}" y="{top:g}" width="{width:g}" height="{height:.1f}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 860">'
        f'<rect x="-30" y="-30" width="1060" height="890" fill="{_WALL}"/>'
        f'<rect {canvas} fill="{painting.INKS["black"]}"/>{polygons}</svg>'
    )
