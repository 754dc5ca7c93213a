"""The sea and what stands in it: waves, rocks, the tower, the causeway, boats, fog."""

from collections.abc import Sequence

import numpy as np

from ee376a.story.drawing import BLEED, glow, line, linear, radial, shape, strokes
from ee376a.story.palette import NIGHT, Light, mix
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places.materials import bricks, cut, drybrush

STONE, ROOF, SAIL = "#f1e6cf", "#b8483c", "#f6ead0"
GOLDEN = Light("#3a3560", "#8a6a5a", "#ffe9a8", "#f0cfa0", "#7a6470", "#1a1440")


"""The night where the beam passes."""


def water(light: Light) -> str:
    """Give the sea's colour at an hour."""
    return mix(light.on("#2f8a93"), light.sky, 0.35 if light is NIGHT else 0.18)


def sea(
    light: Light,
    horizon: float,
    rng: np.random.Generator,
    width: float = 1000,
    height: float = 860,
    glint: float | None = None,
) -> str:
    """Paint the sea from the horizon down.

    Parameters
    ----------
    light
        The hour.
    horizon
        Its height on the page.
    rng
        Places the waves.
    width, height
        Of the page.
    glint
        Where across the page sun or moon lies on the water.
    """
    near, far = water(light), mix(water(light), light.horizon, 0.62)
    data = f"M{-BLEED} {horizon:g}H{width + BLEED:g}V{height + BLEED:g}H{-BLEED}Z"
    art = shape(data, linear(90, far, mix(far, near, 0.6), near, mix(near, light.shade, 0.35)))
    deep = height - horizon
    for part, tone, opacity in ((0, light.horizon, 0.35), (1, light.shade, 0.2)):
        waves = ""
        for k in range(round(width / 14)):
            down = float(rng.uniform(0.02, 1)) ** 1.5
            x, y = float(rng.uniform(-40, width)), horizon + down * deep
            long = 16 + 90 * down
            bend = (k % 2 - 0.5) * 10 * down
            waves += f"M{join(map(round, (x, y)))}q{join((long / 2, bend, long, 0))}"
        art += line(waves, tone, 2.5 + part, opacity)
    if glint is not None:
        spots = ""
        for _ in range(34):
            down = float(rng.uniform(0, 1))
            half = (14 + 70 * down) * float(rng.uniform(0.3, 1))
            x, y = glint + float(rng.normal(0, 16 + 40 * down)), horizon + 6 + down * deep * 0.8
            spots += f"M{join(map(round, (x - half, y)))}h{round(2 * half)}"
        art += line(spots, light.lamp, 4, 0.6)
    return art


def rock(light: Light, at: Point, size: tuple[float, float], rng: np.random.Generator) -> str:
    """Set a rock in the water; ``at`` is the middle of its waterline."""
    (x, y), (w, h) = at, size
    crown = [
        (-0.5, 0.06),
        (-0.42, -0.5),
        (-0.2, -0.86),
        (0.06, -1),
        (0.3, -0.8),
        (0.44, -0.4),
        (0.52, 0.06),
    ]
    points = [(x + a * w, y + b * h) for a, b in crown]
    art = shape(cut(points, rng, 4), light.on("#8b7d78"))
    side = [
        points[3],
        points[4],
        points[5],
        points[6],
        (x + 0.1 * w, y + 0.06 * h),
        (x + 0.16 * w, y - 0.5 * h),
    ]
    art += shape(cut(side, rng, 3), mix(light.on("#8b7d78"), light.shade, 0.35))
    weed = [
        (x - 0.52 * w, y + 0.08 * h),
        (x - 0.46 * w, y - 0.16 * h),
        (x, y - 0.08 * h),
        (x + 0.48 * w, y - 0.18 * h),
        (x + 0.54 * w, y + 0.08 * h),
    ]
    art += shape(smooth(weed), light.on("#4c6b50"))
    foam = "".join(
        f"M{join((x + a * w, y + 0.07 * h + b))}q{join((w * 0.05, -7, w * 0.1, 0))}"
        for a, b in zip(np.arange(-0.58, 0.52, 0.1), rng.uniform(0, 8, 12), strict=False)
    )
    return art + line(foam, light.on("#fff6e0"), 4, 0.75)


def tower(
    light: Light, at: Point, height: float, rng: np.random.Generator, lit: bool = False
) -> str:
    """Build the tower of the painting: shaft, gallery, lamp room, roof; ``at`` is its foot.

    The window where the string ends is 0.52 of the height above the foot.
    """
    x, y = at
    s = height / 400

    def q(*points: Point) -> list[Point]:
        return [(x + a * s, y + b * s) for a, b in points]

    on = light.on
    wall, dim = on(STONE), on(mix(STONE, light.shade, 0.36))
    shaft = q((-62, 0), (-46, -60), (-38, -270), (38, -270), (46, -60), (62, 0))
    art = shape(cut(shaft, rng, 2), wall)
    art += shape(poly(q((62, 0), (46, -60), (38, -270), (8, -270), (12, -60), (16, 0))), dim)
    tone = on(mix(STONE, light.shade, 0.22))
    art += bricks((x - 44 * s, y - 250 * s, 60 * s, 240 * s), 16, tone, rng, (20 * s, 10 * s), 0.7)
    art += drybrush(
        (x - 46 * s, y - 262 * s, 70 * s, 250 * s), 7, on("#fffaf0"), rng, 5 * s, 0.35, True
    )
    # slit windows, then the one with the string, then the door
    slits = "".join(
        box(x + a * s, y + b * s, 11 * s, 26 * s, 5 * s) for a, b in ((-24, -150), (6, -96))
    )
    art += shape(slits, on("#4a4157"))
    pane = light.lamp if lit or light is NIGHT else on("#4a4157")
    art += shape(box(x - 26 * s, y - 226 * s, 24 * s, 36 * s, 12 * s), on("#7a5a4a"))
    art += shape(box(x - 22 * s, y - 222 * s, 16 * s, 30 * s, 8 * s), pane)
    art += shape(box(x - 15 * s, y - 44 * s, 30 * s, 46 * s, 15 * s), on("#5d3f3c"))
    # gallery and lamp room
    art += shape(poly(q((-56, -270), (-48, -284), (48, -284), (56, -270))), on("#8c7f74"))
    glass = light.lamp if lit else mix(on("#3b4a63"), light.sky, 0.25)
    art += shape(poly(q((-34, -284), (-34, -338), (34, -338), (34, -284))), glass)
    if lit:
        art += glow((x, y - 310 * s), 210 * s, "#fff2b8", 0.9) + shape(
            oval(x, y - 311 * s, 15 * s), "#ffffff"
        )
    bars = "".join(f"M{join(q((a, -284))[0])}v{join([-54 * s])}" for a in (-34, -17, 0, 17, 34))
    art += line(bars, on("#4e4450"), 4 * s)
    rails = "".join(f"M{join(q((a, -284))[0])}v{join([-17 * s])}" for a in range(-50, 51, 10))
    rails += f"M{join(q((-52, -301))[0])}h{join([104 * s])}"
    art += line(rails, on("#5d5058"), 2.4 * s)
    art += shape(cut(q((-48, -336), (0, -400), (48, -336)), rng, 1.5), on(ROOF))
    art += shape(poly(q((0, -400), (48, -336), (16, -336))), on(mix(ROOF, light.shade, 0.35)))
    return art + line(f"M{join(q((0, -400))[0])}v{join([-18 * s])}", on("#4e4450"), 4 * s)


def causeway(
    light: Light,
    points: Sequence[Point],
    widths: Sequence[float],
    rng: np.random.Generator,
    tide: float = 0,
) -> str:
    """Lay the stone path to the tower along points; at tide 1 the sea has covered it."""
    if tide >= 1:
        dashes = "".join(
            f"M{join((x - w, y))}h{2 * w:g}" for (x, y), w in zip(points, widths, strict=True)
        )
        return line(dashes, light.on("#fff6e0"), 3, 0.35)
    top = [(x, y - w * 0.3) for (x, y), w in zip(points, widths, strict=True)]
    low = [(x, y + w * 0.3) for (x, y), w in zip(points, widths, strict=True)]
    wall = [(x, y + w * (0.3 + 0.5 * (1 - tide))) for (x, y), w in zip(points, widths, strict=True)]

    def band(one: list[Point], other: list[Point]) -> str:
        return smooth(one, closed=False) + "L" + smooth(other[::-1], closed=False)[1:] + "Z"

    art = shape(band(low, wall), light.on("#7c6f6c")) + shape(band(top, low), light.on("#cfc0a6"))
    stones = ""
    for k in range(len(points) * 9):
        i = int(rng.integers(0, len(points) - 1))
        t = float(rng.uniform())
        x = points[i][0] * (1 - t) + points[i + 1][0] * t
        y = points[i][1] * (1 - t) + points[i + 1][1] * t
        w = widths[i] * (1 - t) + widths[i + 1] * t
        stones += f"M{join(map(round, (x - w * 0.4, y + (k % 3 - 1) * w * 0.16)))}h{round(w * 0.6)}"
    art += line(stones, light.on("#8d7d70"), 3, 0.5)
    foam = "".join(f"M{join(map(round, (x - 20, y)))}q10-7 20 0t20 0" for x, y in wall)
    return art + line(foam, light.on("#fff6e0"), 3.5, 0.6)


def boat(
    light: Light,
    at: Point,
    size: float,
    hull: str,
    depth: float = 0,
    flip: bool = False,
    lantern: bool = False,
) -> str:
    """Sail a boat 200 wide at size 1; ``at`` is the middle of its waterline."""
    x, y = at
    f = -size if flip else size

    def q(*points: Point) -> list[Point]:
        return [(x + a * f, y + b * size) for a, b in points]

    on = light.on
    art = shape(oval(x, y + 7 * size, 92 * size, 7 * size), light.shade, opacity=0.25)
    art += line(f"M{join(q((8, -30))[0])}L{join(q((8, -196))[0])}", on("#5d4038", depth), 6 * size)
    art += shape(
        smooth(q((14, -190), (52, -130), (86, -48), (50, -40), (14, -42)), ease=0.35),
        on(SAIL, depth),
    )
    art += shape(poly(q((2, -176), (2, -46), (-56, -46))), on(mix(SAIL, light.shade, 0.14), depth))
    body = f"M{join(q((-100, -36))[0])}Q{join([v for p in q((-84, 6), (-52, 8)) for v in p])}"
    body += f"L{join(q((56, 8))[0])}Q{join([v for p in q((90, 0), (104, -42)) for v in p])}"
    body += f"Q{join([v for p in q((0, -20), (-100, -36)) for v in p])}Z"
    art += shape(body, on(hull, depth))
    art += line(
        f"M{join(q((-98, -34))[0])}Q{join([v for p in q((0, -18), (102, -40)) for v in p])}",
        on(mix(hull, "#fff3d6", 0.55), depth),
        6 * size,
    )
    if lantern:
        spot = q((8, -202))[0]
        art += glow(spot, 60 * size, light.lamp, 0.8) + shape(oval(*spot, 7 * size), "#fff3c4")
    ripple = f"M{join((x - 96 * size, y + 8 * size))}q{join((40 * size, 8 * size, 80 * size, 0))}"
    ripple += f"t{join((100 * size, 0))}"
    return art + line(ripple, on("#fff6e0", depth), 3.5 * size, 0.7)


def fogbank(
    light: Light,
    y: float,
    height: float,
    rng: np.random.Generator,
    width: float = 1000,
    start: float = -60,
    strength: float = 0.8,
) -> str:
    """Let fog lie on the water from ``start`` to the right edge, in long tongues of paper."""
    tone = mix(light.haze, "#ffffff", 0.3)
    left, long = start - 60, width - start + 200
    haze = f"M{left + 160:.0f} {y:.0f}H{width + 60:g}V{y + height:.0f}H{left + 160:.0f}Z"
    art = shape(
        haze,
        linear(0, f"{tone}/0", f"{tone}/{strength * 0.6:.2g}", f"{tone}/{strength * 0.75:.2g}"),
    )
    count = 9
    for k in range(count):
        thick = height * float(rng.uniform(0.13, 0.22))
        top = y + (height - thick) * k / (count - 1)
        middle = 1 - abs(k / (count - 1) - 0.55) * 1.5  # the middle tongues reach farthest
        x = start + long * float(rng.uniform(0.0, 0.34)) + long * 0.4 * (1 - middle)
        wide = width + 80 - x if k % 3 else long * float(rng.uniform(0.3, 0.5))
        pale = mix(tone, light.lamp, 0.12 * (k % 3))
        art += shape(
            box(round(x), round(top), round(wide), round(thick), thick / 2),
            pale,
            opacity=strength * 0.6,
        )
    return art


def beam(
    at: Point, towards: Sequence[Point], colour: str = "#fff0b0", strength: float = 0.75
) -> str:
    """Send the lamp's light from a point into a wedge through two others."""
    return shape(
        poly([at, *towards]),
        linear(
            0 if towards[0][0] > at[0] else 180,
            f"{colour}/{strength:g}",
            f"{colour}/{strength * 0.4:.2g}",
            f"{colour}/.05",
        ),
    )


def hatch_fog(light: Light, rng: np.random.Generator, width: float = 1000) -> str:
    """Lay thin drifting strokes of fog over everything."""
    tone = mix(light.haze, "#ffffff", 0.4)
    art = shape(
        oval(width * 0.5, 520, width * 0.62, 150), radial(f"{tone}/.5", f"{tone}/.2", f"{tone}/0")
    )
    return art + strokes((-60, 380, width + 100, 330), 46, tone, rng, 190, 0, 7, 0.2)
