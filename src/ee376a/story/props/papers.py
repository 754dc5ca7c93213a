"""Paper things: cards, the chart, notebook and tallies, beads, letters and digits."""

from collections.abc import Mapping, Sequence

import numpy as np

from ee376a.panopticon.palettes import PAINTER
from ee376a.story.drawing import cutout, group, line, shape, stamps
from ee376a.story.palette import Light, mix
from ee376a.story.paths import Point, box, join, oval, poly

BLUE_DOT, NAVY, CREAM = "#2f6fb0", "#26315c", "#fff3d6"

GLYPHS = {
    "0": "M15 4C0 4 0 46 15 46S30 4 15 4Z",
    "1": "M6 14L17 4V46",
    "2": "M3 16C4-2 30 0 27 17C25 28 8 34 3 46H28",
    "3": "M4 9C16-2 32 8 25 18C22 23 16 23 12 23C20 23 29 26 27 36C24 49 8 48 3 40",
    "4": "M21 46V4L2 33H29",
    "5": "M26 4H7L5 22C16 15 29 22 27 34C25 48 8 48 3 40",
    "6": "M24 5C8 8 2 24 3 34C4 49 27 49 27 34C27 20 7 20 3 34",
    "7": "M3 4H28L11 46",
    "L": "M5 3V46H27",
    "I": "M15 3V46",
    "F": "M6 46V4H27M6 23H23",
    "T": "M2 4H29M15.5 4V46",
    "H": "M4 3V46M27 3V46M4 24H27",
    "E": "M27 4H6V46H27M6 24H22",
}
"""Digits and the letters of two words as strokes in a box of 31 by 50."""


def glyph(sign: str, at: Point, height: float, colour: str) -> str:
    """Draw a digit or a letter as a brush stroke round a centre."""
    return group(
        group(line(GLYPHS[sign], colour, 8), at=(-15.5, -25)),
        at=at,
        scale=height / 50,
    )


def card(light: Light, dark: bool, size: float = 100, flat: float = 1) -> str:
    """Draw a card round the origin: cream with a round dot (hoo), or dark with a bar (hee).

    ``flat`` is its height for a width of 1: less than 1 when it lies on a floor before us.
    """
    on, r = light.on, size / 2
    paper, sign = (NAVY, CREAM) if dark else (CREAM, BLUE_DOT)
    art = shape(
        box(-r + size * 0.05, -r + size * 0.08, size, size, size * 0.08), light.shade, opacity=0.28
    )
    art += shape(box(-r, -r, size, size, size * 0.08), on(paper))
    edge = mix(on(paper), on(sign), 0.3)
    art += line(box(-r * 0.86, -r * 0.86, size * 0.86, size * 0.86, size * 0.06), edge, size * 0.02)
    if dark:
        art += shape(box(-r * 0.62, -r * 0.18, r * 1.24, r * 0.36, r * 0.18), on(sign))
    else:
        art += shape(oval(0, 0, r * 0.4), on(sign))
    return f'<g transform="scale(1 {flat:g})">{art}</g>' if flat != 1 else art


Spot = tuple[float, float, float]
"""Centre of a card and its scale."""


def card_spots(at: Point, step: float, gap: float = 0) -> list[list[Spot]]:
    """Give the places of cards in five rows; the last row and column stand off by a gap."""
    places = [step * k + gap * (k == 4) for k in range(5)]
    return [[(at[0] + x, at[1] + y, 1.0) for x in places] for y in places]


def floor_spots(
    middle: float,
    top: float,
    bottom: float,
    step: float,
    gap: float,
    near: float = 1.5,
) -> list[list[Spot]]:
    """Give the places of 5 x 5 cards on a floor before us: nearer rows are larger, farther apart.

    Parameters
    ----------
    middle
        Of the square, across the page.
    top, bottom
        Heights of the first and the last row's centres.
    step, gap
        Between cards of the first row, and what the guards stand off.
    near
        How much larger the last row is than the first.
    """
    along = [step * k + gap * (k == 4) for k in range(5)]
    rows = []
    for y in along:
        # evenly spaced in depth: the scale grows as a hyperbola
        t = y / along[-1]
        grow = 1 / (1 - t * (1 - 1 / near))
        height = top + (bottom - top) * (grow - 1) / (near - 1)
        rows.append([(middle + (x - along[-1] / 2) * grow, height, grow) for x in along])
    return rows


def cards(
    light: Light,
    rows: Sequence[Sequence[int]] | np.ndarray,
    spots: Sequence[Sequence[Spot]],
    size: float,
    *,
    flat: float = 1,
    lit: Mapping[tuple[int, int], Light] | None = None,
) -> str:
    """Lay cards at spots: 1 is dark, 0 light, anything below 0 a hole.

    Parameters
    ----------
    light
        What shines on them.
    rows
        Which card lies where.
    spots
        Their places, as `card_spots` and `floor_spots` give them.
    size
        Of a card at scale 1.
    flat
        Height of a card for a width of 1.
    lit
        Cards by row and column, from 0, on which another light falls.
    """
    bright = lit or {}
    art = ""
    lights = [light, *dict.fromkeys(bright.values())]
    for here in lights:
        for dark in (0, 1):
            places = [
                (*spots[r][c], round(((r * 7 + c * 5) % 5 - 2) * 0.9, 1))
                for r, row in enumerate(rows)
                for c, value in enumerate(row)
                if value == dark and bright.get((r, c), light) is here
            ]
            if places:
                art += stamps(card(here, bool(dark), size, flat), places)
    return art


def triangle(colour: str, at: Point, size: float, rotate: float = 0, lift: float = 3) -> str:
    """Cut a triangle from painted paper, one quarter of a square of the painting."""
    r = size / 2
    return group(
        cutout(poly([(-r, -r * 0.5), (r, -r * 0.5), (0, r * 0.5)]), colour, lift),
        at=at,
        rotate=rotate,
    )


def square(digits: Sequence[int], at: Point, size: float) -> str:
    """Paint one square of the painting round a centre: top, right, bottom, left."""
    (x, y), r = at, size / 2
    corners = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    return "".join(
        shape(poly([corners[k], corners[(k + 1) % 4], at]), PAINTER.colours[digit])
        for k, digit in enumerate(digits)
    )


def chart(light: Light, at: Point, width: float, *, rotate: float = 0, plain: bool = False) -> str:
    """Draw Betty's chart round its middle: eight paints in two rows of four, with their numbers.

    Parameters
    ----------
    light
        The hour.
    at
        Its middle.
    width
        Of the card; its height is 0.62 of that.
    rotate
        Turned by so many degrees.
    plain
        Leaves out the numbers and the grain, for a chart far away.
    """
    on, s = light.on, width / 400
    art = cutout(
        box(-200 * s, -124 * s, 400 * s, 248 * s, 8 * s), on("#fbeecb"), 7 * s, light.shade
    )
    art += line(box(-188 * s, -112 * s, 376 * s, 224 * s, 6 * s), on("#d9b679"), 3 * s)
    for digit, colour in enumerate(PAINTER.colours):
        x, y = (digit % 4 * 90 - 135) * s, (digit // 4 * 106 - 70) * s
        r = 31 * s
        splash = (
            oval(x, y, r)
            + oval(x - r * 0.8, y + r * 0.5, r * 0.34)
            + oval(x + r * 0.8, y - r * 0.6, r * 0.26)
        )
        art += shape(oval(x, y, r * 1.09) if digit == 7 else "M0 0", on("#d9b679"))
        art += shape(splash, on(colour))
        if not plain:
            art += shape(
                oval(x - r * 0.3, y - r * 0.35, r * 0.26, r * 0.16), "#ffffff", opacity=0.35
            )
            art += glyph(str(digit), (x + r * 0.1, y + 52 * s), 34 * s, on("#4a2c3f"))
    return group(art, at=at, rotate=rotate)


def notebook(light: Light, at: Point, width: float, inside: str = "", rotate: float = 0) -> str:
    """Open the red notebook round its middle; ``inside`` is drawn on it round the same middle."""
    on, s = light.on, width / 300
    art = cutout(
        box(-156 * s, -104 * s, 312 * s, 212 * s, 10 * s), on("#d8372f"), 8 * s, light.shade
    )
    for left in (-146, 2):
        art += shape(box(left * s, -98 * s, 144 * s, 196 * s, 5 * s), on("#fff6e0"))
    rules = "".join(
        f"M{-136 * s:.1f} {y * s:.1f}h{124 * s:.1f}M{12 * s:.1f} {y * s:.1f}h{124 * s:.1f}"
        for y in range(-70, 91, 26)
    )
    art += line(rules, on("#9fc1d6"), 1.6 * s, 0.7)
    art += shape(box(-9 * s, -98 * s, 18 * s, 196 * s), light.shade, opacity=0.15)
    return group(art + inside, at=at, rotate=rotate)


def tallies(count: int, at: Point, height: float, colour: str) -> str:
    """Draw tally marks from a point to the right, each fifth across the four before it."""
    x, y = at
    step, data = height * 0.32, ""
    for k in range(count):
        group_left = x + k // 5 * step * 5.6
        if k % 5 == 4:
            start = (group_left - step * 0.6, y + height * 0.75)
            data += f"M{join(start)}l{join((step * 4.2, -height * 0.5))}"
        else:
            data += f"M{join((group_left + k % 5 * step, y))}l{join((k % 2 * 1.5 - 0.7, height))}"
    return line(data, colour, height * 0.11)


def beads(light: Light, at: Point, size: float, colour: str, name: str) -> str:
    """Draw a colour's name as beads on a string, from a point to the right.

    First its triangle, then a dot for each 0 and a bar for each 1.
    """
    (x, y), on = at, light.on
    length = size * 1.3 + sum(size * (0.86, 1.5)[int(sign)] for sign in name)
    art = line(f"M{join((x, y))}h{length + size * 0.5:.0f}", on("#e9d2a4"), size * 0.09)
    art += triangle(on(CREAM), (x + size * 0.28, y), size * 1.42, -90, 2)
    art += triangle(colour, (x + size * 0.3, y), size * 1.05, -90, 0)
    left = x + size * 1.05
    for sign in name:
        wide = size * (0.72, 1.36)[int(sign)]
        data = (
            box(left, y - size * 0.3, wide, size * 0.6, size * 0.3)
            if sign == "1"
            else oval(left + size * 0.36, y, size * 0.36)
        )
        tone = on(CREAM) if sign == "1" else on("#5fb3e0")
        art += shape(data, tone)
        art += shape(
            oval(left + size * 0.28, y - size * 0.14, size * 0.12, size * 0.07),
            "#ffffff",
            opacity=0.7,
        )
        left += size * (0.86, 1.5)[int(sign)]
    return art
