"""Low Harbour from afar: the town at the left, the tower at the right, the sea between."""

import numpy as np

from ee376a.story.drawing import glow, group, line, shape
from ee376a.story.palette import DUSK, NIGHT, Light, mix
from ee376a.story.paths import Point, box, join, oval, poly
from ee376a.story.places import Place, air, houses, materials, plants, seaside
from ee376a.story.props.lanterns import BLUE, RED, YELLOW, garland

ATTIC_WINDOW: Point = (640, 236)
"""Where the string begins, in the children's house."""
LAMP: Point = (1630, 207)
"""The lamp at the top of the tower."""
_HORIZON = 430


def harbour(
    light: Light,
    *,
    fog: float = 0,
    tide: float = 0,
    lamp: bool = False,
    lit: bool = False,
    calm: bool = False,
) -> Place:
    """Draw the whole harbour, 2000 by 860.

    Parameters
    ----------
    light
        The hour.
    fog
        0 for clear air, 1 for fog over most of the sea.
    tide
        0 leaves the causeway dry, 1 covers it.
    lamp
        Whether the tower's lamp burns.
    lit
        Whether the paper lanterns of the town burn.
    calm
        Leaves the sky without sun, moon and clouds and the foreground free, for a beam of light.
    """
    rng = np.random.default_rng(4)
    dark = light in (NIGHT, DUSK)
    sun = None if fog > 0.6 or calm else (1130.0, 150.0 if dark else 190.0)
    back = air.sky(light, rng, 2000, lamp=sun, clouds=0 if calm else 5)
    back += air.hills(_HORIZON - 8, 26, light.on("#7fa39a", 0.7), rng, 700)
    back += seaside.sea(light, _HORIZON, rng, 2000, glint=sun[0] if sun else None)
    if fog:
        back += seaside.fogbank(light, 350, 230, rng, 2000, 2000 - 1250 * fog, 0.85)
    walk = [(900.0, 690.0), (1060.0, 640.0), (1240.0, 612.0), (1420.0, 600.0), (1580.0, 596.0)]
    back += seaside.causeway(light, walk, [64, 50, 40, 34, 30], rng, tide)
    back += seaside.rock(light, (1640, 640), (430, 84), rng)
    back += seaside.tower(light, (1630, 580), 480, rng, lamp)
    back += seaside.rock(light, (1790, 668), (200, 66), rng) + seaside.rock(
        light, (1490, 662), (120, 40), rng
    )
    back += _town(light, rng, lit)
    front = ("" if calm else _foreground(light, rng, lit)) + air.grain(light, rng, 2000)
    return Place(back, front)


def children_house(light: Light, at: Point, rng: np.random.Generator) -> str:
    """Build the tall narrow house, 130 by 470, with the round window under its steep roof."""
    x, y = at
    on = light.on
    art = houses.house(light, (x, y), (126, 330), rng, "#e9b44c", "#35606b", kind="flat")
    tip, eave = (x + 63, y - 492), y - 328
    art += shape(materials.cut([(x - 14, eave), tip, (x + 140, eave)], rng, 2), on("#35606b"))
    art += shape(
        poly([tip, (x + 140, eave), (x + 84, eave)]), on(mix("#35606b", light.shade, 0.35))
    )
    gable = [(x + 10, eave + 2), (x + 63, y - 456), (x + 116, eave + 2)]
    art += shape(poly(gable), on("#e9b44c"))
    art += shape(box(x + 98, y - 470, 18, 74), on("#8a4f4a"))
    pane = light.lamp if houses.lit_share(light) else mix(on("#48607e"), light.sky, 0.3)
    if houses.lit_share(light):
        art += glow((x + 63, y - 364), 80, light.lamp, 0.6)
    art += shape(oval(x + 63, y - 364, 29), on("#f6ead0")) + shape(oval(x + 63, y - 364, 23), pane)
    return art + line(f"M{x + 40:g} {y - 364:g}h46M{x + 63:g} {y - 387:g}v46", on("#f6ead0"), 4)


def _town(light: Light, rng: np.random.Generator, lit: bool) -> str:
    on = light.on
    art = air.hills(410, 50, on("#8fb07f", 0.45), rng, 480)
    art = group(art, clip="M-40 0H620V860H-40Z")
    art += houses.street_of_houses(light, 520, (110, 190), (80, 120), rng, 480, 0.36)
    quay = [
        (-40, 560),
        (520, 560),
        (760, 590),
        (900, 640),
        (960, 690),
        (960, 760),
        (700, 790),
        (-40, 900),
    ]
    wall = [(960, 690), (960, 800), (860, 900), (-40, 900), (-40, 800), (700, 740)]
    art += shape(materials.cut(wall, rng, 3), on("#7c6f6c"))
    for x, w, h, tone, kind in (
        (-60, 150, 300, "#d9a7b0", "gable"),
        (96, 150, 250, "#bcd0bb", "hip"),
        (250, 160, 220, "#f0bfa2", "gable"),
        (414, 158, 264, "#9fbccb", "steep"),
    ):
        art += houses.house(light, (x, 600), (w, h), rng, tone, kind=kind, depth=0.06)
    art += children_house(light, (577, 600), rng) + _chip_sign(light)
    art += shape(materials.cut(quay, rng, 3), on("#cdbb9c"))
    art += materials.cobbles((-30, 590, 900, 180), 70, on("#9a8774"), rng)
    art += _steps(light) + _stalls(light)
    rows = [YELLOW, YELLOW, BLUE, YELLOW, RED, YELLOW, BLUE, YELLOW]
    art += garland(light, (60, 420), (420, 400), rows, 34, 0.42, lit)
    art += garland(light, (420, 400), (586, 380), rows[:4], 22, 0.42, lit)
    return art + garland(light, (704, 420), (900, 560), rows[:5], 26, 0.42, lit)


def _steps(light: Light) -> str:
    """Lay the flight of steps that comes down from the left to the quay, a rail beside it."""
    stairs = "M-40 612H40" + "v15h26" * 8 + "V740H-40Z"
    art = shape(stairs, light.on("#a8977f")) + line(
        "M40 614" + "h26m0 15" * 8, light.on("#e6d8bc"), 5
    )
    rail = "M30 556V610M134 612v62M238 672v58M30 560L238 676"
    return art + line(rail, light.on("#54485a"), 5)


def _chip_sign(light: Light) -> str:
    """Hang the sign of the chip shop: a fish."""
    art = line("M236 470h-34v10M172 470h30", light.on("#54485a"), 4)
    art += shape("M168 496q22-24 48-2l16-12v30l-16-12q-26 22-48-4Z", light.on("#e2493b"))
    return art + shape(oval(182, 494, 3), light.on("#fff6e0"))


def _stalls(light: Light) -> str:
    """Put up the market stalls on the quay, with striped awnings."""
    art = ""
    for x, y, s, tone in (
        (330, 650, 1.0, "#e2493b"),
        (520, 640, 0.9, "#1f7f86"),
        (730, 660, 0.9, "#f2b632"),
    ):
        art += shape(oval(x, y + 4, 90 * s, 10), light.shade, opacity=0.25)
        art += line(
            f"M{x - 66 * s:.0f} {y}v{-96 * s:.0f}M{x + 66 * s:.0f} {y}v{-96 * s:.0f}",
            light.on("#6b4638"),
            6,
        )
        art += shape(box(x - 70 * s, y - 42 * s, 140 * s, 44 * s), light.on("#8a5a48"))
        for k in range(7):
            left = x + (k - 3.5) * 24 * s
            colour = light.on(tone if k % 2 else "#fff3da")
            data = (
                f"M{join((left + 6 * s * (3.5 - k) / 3, y - 128 * s))}h{20 * s:.0f}"
                f"L{join((left + 24 * s, y - 92 * s))}"
            )
            art += shape(data + f"q{join((-12 * s, 16 * s, -24 * s, 0))}Z", colour)
    return art


def _foreground(light: Light, rng: np.random.Generator, lit: bool) -> str:
    """Frame the view: leaves and lanterns above, the harbour wall with nets and a bollard below."""
    dark = mix(light.on("#3c3550"), light.shade, 0.45)
    wall = [(1180, 900), (1210, 846), (1400, 822), (1700, 812), (2040, 800), (2040, 900)]
    art = shape(materials.cut(wall, rng, 4), dark)
    for x, y in ((1300, 838), (1850, 812)):
        art += shape(box(x, y - 56, 34, 60, 8) + box(x - 8, y - 66, 50, 18, 9), dark)
    art += line("M1317 800q130 70 280 20t270-30", mix(dark, light.lamp, 0.25), 7)
    tones = tuple(mix(light.on(c), light.shade, 0.3) for c in ("#24483f", "#2f5a4a", "#3d6b50"))
    art += plants.leaves((-110, 640, 330, 260), 30, tones, rng, 74, -40)
    colours = [YELLOW, RED, YELLOW, YELLOW, BLUE, YELLOW, YELLOW]
    return art + garland(light, (1240, -40), (2060, -10), colours, 46, 1.0, lit)
