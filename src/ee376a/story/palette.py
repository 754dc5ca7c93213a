"""The colour script: what light falls on each part of the story, and the colours of its people.

Things have colours of their own; a ``Light`` turns them to the hour and the air between.
"""

import re
from dataclasses import dataclass


def rgb(colour: str) -> tuple[int, int, int]:
    """Split ``#rrggbb`` into its numbers from 0 to 255."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"colour must be written #rrggbb, got {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """Mix a share (0 to 1) of another colour into one.

    Examples
    --------
    >>> mix("#000000", "#ff8000", 0.5)
    '#804000'
    """
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.18) -> str:
    """Mix the book's shadow, a deep violet and never black, into a colour."""
    return mix(colour, "#24133d", share)


def lighter(colour: str, share: float = 0.25) -> str:
    """Mix the book's light, a warm cream, into a colour."""
    return mix(colour, "#fff3d6", share)


@dataclass(frozen=True)
class Light:
    """An hour of the day.

    Parameters
    ----------
    sky, horizon
        Colours of the air, above and below.
    lamp
        What shines: sun, lamp, moon.
    tint
        What everything is multiplied with.
    haze
        What far things fade to.
    shade
        The colour of shadows.
    """

    sky: str
    horizon: str
    lamp: str
    tint: str
    haze: str
    shade: str

    def on(self, colour: str, depth: float = 0) -> str:
        """Give a thing's colour in this light, at a depth of 0 (here) to 1 (the horizon).

        Examples
        --------
        >>> NOON.on("#ffffff"), NOON.on("#ffffff", 1) == NOON.haze
        ('#fffdf5', True)
        """
        pairs = zip(rgb(colour), rgb(self.tint), strict=True)
        lit = "#" + "".join(f"{round(a * b / 255):02x}" for a, b in pairs)
        return mix(lit, self.haze, depth)


def lit(art: str, light: Light) -> str:
    """Turn every colour of a finished drawing to a light.

    Examples
    --------
    >>> lit('<path fill="#ffffff"/>', NOON)
    '<path fill="#fffdf5"/>'
    """
    return re.sub(r"(?<!href=\")#[0-9a-f]{6}", lambda found: light.on(found[0]), art)


MORNING = Light("#a9d8e0", "#fde3b6", "#fff0b8", "#fff6e6", "#f6dfc0", "#4a3566")
NOON = Light("#6fc3d8", "#d9f0e4", "#fff7cf", "#fffdf5", "#cfe8e4", "#2f3a66")
DUSK = Light("#5a4a8a", "#f59a6b", "#ffd27a", "#f5cfc4", "#d98a86", "#2c1a4d")
NIGHT = Light("#141a44", "#34498a", "#ffe9a8", "#8f9bd6", "#2c3a78", "#0b0d2b")
LATE = Light("#8684ab", "#d9d0df", "#fff0d8", "#d9d3e6", "#bdb8cf", "#2a2350")
"""Fog is coming: a violet grey."""
LAMPLIGHT = Light("#4a2c4f", "#8a4b4a", "#ffd98a", "#ffe2b8", "#6e3f56", "#2a1233")
"""Indoors in the evening: warm in the middle, plum in the corners."""

INK = "#2b1b3d"
CREAM = "#fff6e0"
MUSTARD = "#f2b632"
TEAL = "#1f7f86"
TOMATO = "#e2493b"
BLUE = "#3f6fc4"
LEAF = "#5f9e4a"
COPPER = "#c8552b"
ORANGE = "#ee7a35"
NAVY = "#2c3f6e"
PLUM = "#6b3f7a"
