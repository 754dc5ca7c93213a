"""Skies, light and shadow."""

from collections.abc import Sequence

import numpy as np

from ee376a.story.drawing import BLEED, glow, linear, shape, specks
from ee376a.story.palette import DUSK, LATE, MORNING, NIGHT, Light, mix
from ee376a.story.paths import Point, join, num, oval, smooth
from ee376a.story.places.materials import drybrush

SILHOUETTE = Light("#000000", "#000000", "#000000", "#2a1c3c", "#000000", "#000000")
"""What turns a figure into its shadow."""


def wash(width: float, height: float, *colours: str) -> str:
    """Fill the page and its bleed with colours from top to bottom."""
    data = f"M{-BLEED} {-BLEED}H{width + BLEED:g}V{height + BLEED:g}H{-BLEED}Z"
    return shape(data, linear(90, *colours) if len(colours) > 1 else colours[0])


def sky(
    light: Light,
    rng: np.random.Generator,
    width: float = 1000,
    height: float = 860,
    lamp: Point | None = None,
    clouds: int = 3,
) -> str:
    """Paint a sky for its hour: sun or moon, clouds, stars at night, brush marks.

    Parameters
    ----------
    light
        The hour.
    rng
        Places clouds and stars.
    width, height
        Of the page.
    lamp
        Where the sun or the moon stands; none without.
    clouds
        How many.
    """
    art = wash(width, height, light.sky, mix(light.sky, light.horizon, 0.55), light.horizon)
    art += drybrush((-60, 0, width + 120, height * 0.55), 12, light.horizon, rng, 22, 0.07)
    if light is NIGHT:
        art += specks((0, 0, width, height * 0.6), 70, "#fff4d0", rng, 3, 0.8)
        art += specks((0, 0, width, height * 0.5), 14, "#ffffff", rng, 5.5, 0.9)
    if lamp is not None:
        art += _lamp(light, lamp)
    for k in range(clouds):
        x, y, size = rng.uniform(
            (k / clouds * width, 60, 0.5), ((k + 1) / clouds * width, 300, 1.1)
        )
        if lamp is not None and abs(x - lamp[0]) < 240 and abs(y - lamp[1]) < 160:
            y = lamp[1] + 200
        art += cloud(light, (float(x), float(y)), float(size), rng)
    return art


def _lamp(light: Light, at: Point) -> str:
    x, y = at
    art = glow(at, 260 if light is NIGHT else 330, light.lamp, 0.55)
    art += shape(oval(x, y, 92), light.lamp, opacity=0.28)
    art += shape(oval(x, y, 56), light.lamp)
    if light is NIGHT:  # the craters tell the moon from the sun
        spots = oval(x - 18, y - 12, 12, 11) + oval(x + 17, y + 16, 9) + oval(x + 16, y - 22, 6)
        art += shape(spots, mix(light.lamp, light.horizon, 0.3), opacity=0.6)
    return art


def cloud(light: Light, at: Point, size: float, rng: np.random.Generator) -> str:
    """Paint a cloud of round puffs with a flat, darker underside."""
    x, y = at
    white = {
        DUSK: "#ffc9a0",
        NIGHT: "#5666b0",
        LATE: "#b3accb",
        MORNING: "#fff3da",
    }
    tone = white.get(light, "#ffffff")
    puffs = [(-112, 0, 34), (-62, -22, 44), (2, -42, 58), (66, -20, 46), (112, 2, 30)]
    art = ""
    for drop, share, opacity in ((14, 0.45, 0.55), (0, 0, 0.85)):
        data = ""
        for (a, b, r), d in zip(puffs, rng.uniform(0.85, 1.15, 5), strict=True):
            data += oval(x + a * size, y + b * size + drop, r * size * d)
        # drawn the same way round as the puffs: overlaps stay filled
        base = (x - 128 * size, y + drop)
        data += f"M{join(base)}v{num(34 * size)}h{num(256 * size)}v{num(-34 * size)}Z"
        art += shape(data, mix(tone, light.sky, share), opacity=opacity)
    return art


def hills(
    y: float, height: float, colour: str, rng: np.random.Generator, width: float = 1000
) -> str:
    """Paint a rolling skyline that fills all below it."""
    steps = max(4, round(width / 220))
    xs = np.linspace(-80, width + 80, steps + 1)
    ys = y + rng.uniform(-height, height, steps + 1)
    ridge = smooth([(float(a), float(b)) for a, b in zip(xs, ys, strict=True)], closed=False)
    return shape(f"{ridge}V900H-80Z", colour)


def grain(light: Light, rng: np.random.Generator, width: float = 1000, height: float = 860) -> str:
    """Lay the grain of paper over the finished page: light specks and dark ones."""
    where = (-BLEED, -BLEED, width + 2 * BLEED, height + 2 * BLEED)
    count = round(0.28 * min(width, 1200))
    return specks(where, count, "#fff6e0", rng, 3, 0.14) + specks(
        where, count, light.shade, rng, 3, 0.13
    )


def beam(points: Sequence[Point], colour: str, angle: float, strength: float = 0.35) -> str:
    """Let a shaft of light fall through the air, strong where it comes in, fading at an angle."""
    data = "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"
    return shape(data, linear(angle, f"{colour}/{strength:g}", f"{colour}/0.03"))
