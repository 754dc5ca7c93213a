"""Houses of a crooked little town, near and far."""

import numpy as np

from ee376a.story.drawing import glow, line, shape
from ee376a.story.palette import DUSK, LAMPLIGHT, NIGHT, Light, mix
from ee376a.story.paths import Point, box, poly
from ee376a.story.places.materials import bricks, cut, drybrush

WALLS = ("#f2d49b", "#e79b78", "#bcd0bb", "#f0bfa2", "#9fbccb", "#e8e0c4", "#d9a7b0")
ROOFS = ("#b24d3e", "#5c5a80", "#3f7178", "#8a4f5e", "#c77945")


def lit_share(light: Light) -> float:
    """Tell what share of a town's windows has a lamp behind it at an hour."""
    return {NIGHT: 0.65, DUSK: 0.5, LAMPLIGHT: 0.6}.get(light, 0.0)


def house(
    light: Light,
    at: Point,
    size: tuple[float, float],
    rng: np.random.Generator,
    wall: str | None = None,
    roof: str | None = None,
    depth: float = 0,
    kind: str = "",
) -> str:
    """Build a house on a point of the ground, its lower left corner.

    Parameters
    ----------
    light
        The hour; tells which windows are lit.
    at
        Lower left corner.
    size
        Width and height of the wall.
    rng
        Chooses what is not given.
    wall, roof
        Colours.
    depth
        0 (here) to 1 (the horizon).
    kind
        ``gable``, ``steep``, ``hip`` or ``flat``.
    """
    (x, y), (w, h) = at, size
    wall = wall or str(rng.choice(WALLS))
    roof = roof or str(rng.choice(ROOFS))
    kind = kind or str(rng.choice(("gable", "steep", "hip", "flat")))
    on = light.on
    lean = float(rng.uniform(-0.02, 0.02)) * h
    top = y - h
    turn = x + w * float(rng.uniform(0.56, 0.72))  # where the lit side meets the shaded one
    art = shape(
        cut([(x, y), (x + w, y), (x + w + lean, top), (x + lean, top)], rng, 2), on(wall, depth)
    )
    dark = on(mix(wall, light.shade, 0.26), depth)
    art += shape(poly([(turn, y), (x + w, y), (x + w + lean, top), (turn + lean, top)]), dark)
    if depth < 0.4:
        bare = on(mix(wall, light.shade, 0.18), depth)
        art += bricks((x + 8, top + 10, w * 0.5, h - 20), 9, bare, rng)
        art += drybrush((x, top, w, h), 5, on(mix(wall, "#fff3d6", 0.5), depth), rng, 5, 0.22, True)
    art += _roof(light, (x + lean, top), w, kind, roof, depth, rng)
    return art + _windows(light, (x + lean / 2, top), (w, h), rng, depth)


def _roof(
    light: Light,
    at: Point,
    w: float,
    kind: str,
    colour: str,
    depth: float,
    rng: np.random.Generator,
) -> str:
    (x, y), on = at, light.on
    rise = w * {"gable": 0.45, "steep": 0.8, "hip": 0.38, "flat": 0.07}[kind]
    eave = w * 0.07
    dark = on(mix(colour, light.shade, 0.34), depth)
    cx = x + w * float(rng.uniform(0.68, 0.8))
    flue = on(mix(colour, "#5a3a44", 0.5), depth)
    art = shape(box(cx, y - rise * 0.72 - w * 0.2, w * 0.13, rise * 0.72 + w * 0.2), flue)
    art += shape(box(cx - 4, y - rise * 0.72 - w * 0.2, w * 0.13 + 8, w * 0.05), dark)
    if kind in ("gable", "steep"):
        tip = (x + w * 0.48, y - rise)
        art += shape(
            cut([(x - eave, y + 4), tip, (x + w + eave, y + 4)], rng, 2), on(colour, depth)
        )
        art += shape(poly([tip, (x + w + eave, y + 4), (x + w * 0.66, y + 4)]), dark)
    else:
        inset = 0 if kind == "flat" else w * 0.17
        corners = [
            (x - eave, y + 5),
            (x + inset, y - rise),
            (x + w - inset, y - rise),
            (x + w + eave, y + 5),
        ]
        art += shape(cut(corners, rng, 2), on(colour, depth))
        side = [
            (x + w * 0.66, y + 5),
            (x + w * 0.64, y - rise),
            (x + w - inset, y - rise),
            (x + w + eave, y + 5),
        ]
        art += shape(poly(side), dark)
    if depth < 0.4:  # the shadow of the eaves
        art += shape(box(x, y + 4, w, 9), light.shade, opacity=0.25)
    return art


def _windows(
    light: Light, at: Point, size: tuple[float, float], rng: np.random.Generator, depth: float
) -> str:
    (x, y), (w, h) = at, size
    columns, rows = max(2, round(w / 62)), max(1, round(h / 92))
    wide = w / columns * 0.4
    tall = min(wide * 1.5, h / rows * 0.6)
    dark, lamp, sills, panes, halo = "", "", "", "", ""
    for row in range(rows):
        for column in range(columns):
            left = x + w * (column + 0.5) / columns - wide / 2
            top = y + h * (row + 0.5) / rows - tall * 0.55
            hole = box(round(left), round(top), round(wide), round(tall))
            if rng.random() < lit_share(light):
                lamp += hole
                if depth < 0.3:
                    halo += glow((left + wide / 2, top + tall / 2), wide * 1.7, light.lamp, 0.3)
            else:
                dark += hole
            sills += f"M{left - 3:.0f} {top + tall + 2:.0f}h{wide + 6:.0f}"
            panes += f"M{left + wide / 2:.0f} {top:.0f}v{tall:.0f}"
            panes += f"M{left:.0f} {top + tall * 0.4:.0f}h{wide:.0f}"
    glass = mix(light.on("#48607e", depth), light.sky, 0.2)
    art = halo + shape(dark, glass) + shape(lamp, mix(light.lamp, light.haze, depth * 0.5))
    if depth < 0.5:
        frame = light.on("#f6ead0", depth)
        art += line(panes, frame, 3 if depth < 0.3 else 2) + line(sills, frame, 6)
    return art


def street_of_houses(
    light: Light,
    y: float,
    heights: tuple[float, float],
    widths: tuple[float, float],
    rng: np.random.Generator,
    width: float = 1000,
    depth: float = 0,
    gap: tuple[float, float] = (0, 0),
) -> str:
    """Stand houses side by side from edge to edge, leaving out what lies in a gap."""
    art, x = "", -90.0
    while x < width + 60:
        w, h = float(rng.uniform(*widths)), float(rng.uniform(*heights))
        if not (x + w > gap[0] and x < gap[1]):
            art += house(light, (x, y + float(rng.uniform(-4, 4))), (w, h), rng, depth=depth)
        x += w * float(rng.uniform(0.98, 1.06))
    return art
