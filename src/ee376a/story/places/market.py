"""The quay: the chip shop, the clock, a boat and a buoy."""

import numpy as np

from ee376a.story.drawing import cutout, glow, line, linear, shape
from ee376a.story.palette import MORNING, NIGHT, NOON, Light, mix
from ee376a.story.paths import Point, box, join, oval, poly
from ee376a.story.places import Place, air, houses, materials, seaside
from ee376a.story.props.lanterns import BLUE, RED, YELLOW, garland

ROOF: Point = (168, 168)
"""Where a gull sits on the ridge of the chip shop."""
_HORIZON = 420


def quay(
    light: Light,
    *,
    fog: float = 0,
    tide: float = 0,
) -> Place:
    """Draw the quay, 1000 by 860: chip shop at the left, clock in the middle, boat and buoy right.

    Parameters
    ----------
    light
        The hour.
    fog
        0 for clear air, 1 for fog over the sea.
    tide
        1 covers the causeway.
    """
    rng, on = np.random.default_rng(31), light.on
    back = air.sky(light, rng, lamp=None if fog else (640, 130), clouds=3)
    back += air.hills(_HORIZON - 6, 20, on("#7fa39a", 0.7), rng, 420)
    back += seaside.sea(light, _HORIZON, rng, glint=None if fog else 640)
    back += seaside.causeway(light, [(560, 512), (700, 486), (850, 474)], [26, 18, 13], rng, tide)
    back += seaside.rock(light, (884, 492), (110, 26), rng) + seaside.tower(
        light, (884, 474), 190, rng
    )
    if fog:
        back += seaside.fogbank(light, 330, 170, rng, 1000, 1000 - 620 * fog, 0.85)
    back += houses.street_of_houses(light, 560, (120, 200), (90, 140), rng, 400, 0.3)
    back += seaside.boat(light, (760, 600), 1.5, "#2f6f73")
    back += buoy(light, (934, 560), 1.0)
    ground = [(-40, 596), (600, 590), (700, 640), (1040, 742), (1040, 900), (-40, 900)]
    wall = [(700, 640), (1040, 742), (1040, 800), (660, 690)]
    back += shape(poly(wall), on("#7c6f6c")) + shape(
        materials.cut(ground, rng, 3), linear(90, on("#c3b092"), on("#d6c5a4"))
    )
    back += materials.cobbles((-30, 620, 900, 250), 80, on("#9a8774"), rng)
    back += line("M600 590L700 640L1040 742", on("#ece0c4"), 7)
    back += chip_shop(light, (-40, 628), rng)
    back += clock(light, (520, 640), 9 if light is MORNING else 12 if light is NOON else 5)
    colours = [YELLOW, BLUE, YELLOW, YELLOW, RED, YELLOW]
    back += garland(light, (300, 250), (520, 300), colours[:4], 26, 0.5)
    dark = mix(on("#43354a"), light.shade, 0.4)
    front = shape(box(930, 742, 46, 150, 8) + box(916, 724, 74, 28, 12), dark)
    front += line("M950 790q-60 60-150 40t-130 60", mix(dark, light.lamp, 0.22), 9)
    front += garland(light, (-60, -20), (560, -40), [*colours, YELLOW], 40, 0.9)
    return Place(back, front + air.grain(light, rng))


def chip_shop(light: Light, at: Point, rng: np.random.Generator) -> str:
    """Build the chip shop, 400 by 460; ``at`` is its lower left corner."""
    (x, y), on = at, light.on
    warm = houses.lit_share(light) > 0
    art = shape(
        materials.cut([(x, y), (x + 390, y), (x + 386, y - 330), (x, y - 330)], rng, 3),
        on("#7fb3ae"),
    )
    art += materials.planks((x, y - 330, 386, 330), 12, on("#4f8583"), rng)
    art += shape(
        poly([(x + 300, y), (x + 390, y), (x + 386, y - 330), (x + 300, y - 330)]),
        light.shade,
        opacity=0.18,
    )
    roof = [(x - 20, y - 322), (x + 90, y - 452), (x + 330, y - 458), (x + 410, y - 322)]
    art += shape(box(x + 262, y - 540, 44, 110), on("#8a4f4a")) + shape(
        box(x + 254, y - 548, 60, 16), on("#6b3a3c")
    )
    puff = oval(x + 300, y - 580, 22) + oval(x + 330, y - 612, 28) + oval(x + 372, y - 640, 34)
    art += shape(puff, "#fffaf0", opacity=0.4)
    art += cutout(materials.cut(roof, rng, 3), on("#a9473c"), 9, light.shade)
    tiles = "".join(
        f"M{join(map(round, (x + 20 + a * 44 + (r % 2) * 22, y - 346 - r * 26)))}q11 12 22 0"
        for r in range(4)
        for a in range(1, 8)
    )
    art += line(tiles, on(mix("#a9473c", light.shade, 0.4)), 3, 0.6)
    glass = light.lamp if warm else mix(on("#ffdf9a"), on("#48607e"), 0.25)
    art += shape(box(x + 70, y - 218, 200, 130, 6), on("#fff3da")) + shape(
        box(x + 80, y - 208, 180, 112), glass
    )
    if warm:
        art += glow((x + 170, y - 150), 190, light.lamp, 0.5)
    chips = "".join(
        f"M{join(map(round, (a, y - 100 - b)))}l{join(map(round, d))}"
        for a, b, d in zip(
            rng.uniform(x + 96, x + 244, 34),
            rng.uniform(0, 34, 34),
            rng.uniform((-9, -22), (9, -8), (34, 2)),
            strict=True,
        )
    )
    art += shape(box(x + 84, y - 104, 172, 12), on("#8a5a48")) + line(
        chips, "#f2b632" if warm else on("#f2b632"), 6
    )
    art += shape(box(x + 300, y - 200, 74, 200), on("#5d3f3c")) + shape(
        box(x + 310, y - 190, 54, 190), on("#c9503f")
    )
    art += shape(box(x + 320, y - 178, 34, 70, 4), glass) + shape(
        oval(x + 354, y - 84, 5), on("#f0c860")
    )
    for k in range(9):
        left = x + 48 + k * 38
        stripe = f"M{left:.0f} {y - 268}h38l{(k - 4) * 1.6:.0f} 52q-19 22-38 0Z"
        art += shape(stripe, on("#e2493b" if k % 2 else "#fff3da"))
    art += shape(box(x + 40, y - 282, 360, 18), on("#6b3a3c"))
    art += line(
        f"M{x + 392} {y - 300}h56M{x + 404} {y - 300}v16M{x + 440} {y - 300}v16", on("#4d3a4a"), 6
    )
    fish = f"M{x + 386} {y - 254}q34-40 76-4l26-20v50l-26-20q-42 36-76-6Z"
    art += shape(fish, on("#e2493b")) + shape(oval(x + 408, y - 258, 4.5), on("#fff6e0"))
    return art + line(f"M{x + 428} {y - 270}q8 12 0 26", on("#8c2f2c"), 4)


def clock(light: Light, at: Point, hour: float = 9) -> str:
    """Set up the clock on its post, 440 high, the time drawn with two hands."""
    (x, y), on = at, light.on
    iron = on("#2c4a57")
    art = shape(oval(x, y, 50, 8), light.shade, opacity=0.3)
    art += shape(poly([(x - 9, y - 4), (x + 9, y - 4), (x + 6, y - 330), (x - 6, y - 330)]), iron)
    art += shape(box(x - 26, y - 26, 52, 26, 5) + box(x - 16, y - 44, 32, 20, 4), iron)
    cy = y - 380
    art += shape(poly([(x - 30, cy - 46), (x, cy - 72), (x + 30, cy - 46)]) + oval(x, cy, 56), iron)
    art += shape(oval(x, cy, 46), on("#fff6e0"))
    ticks = "".join(
        f"M{join((x + 40 * a, cy + 40 * b))}L{join((x + 34 * a, cy + 34 * b))}"
        for a, b in [(float(np.sin(t)), float(-np.cos(t))) for t in np.arange(12) * np.pi / 6]
    )
    art += line(ticks, iron, 4)
    t, m = hour * np.pi / 6, (hour % 1) * 2 * np.pi
    hands = f"M{join((x, cy))}L{join((x + 22 * float(np.sin(t)), cy - 22 * float(np.cos(t))))}"
    hands += f"M{join((x, cy))}L{join((x + 34 * float(np.sin(m)), cy - 34 * float(np.cos(m))))}"
    return art + line(hands, on("#c9503f"), 6)


def buoy(light: Light, at: Point, size: float) -> str:
    """Float a red buoy 128 high at size 1; ``at`` is the middle of its waterline."""
    (x, y), s, on = at, size, light.on
    art = shape(
        poly(
            [(x - 34 * s, y), (x - 14 * s, y - 92 * s), (x + 14 * s, y - 92 * s), (x + 34 * s, y)]
        ),
        on("#d9452f"),
    )
    art += shape(
        poly([(x + 34 * s, y), (x + 14 * s, y - 92 * s), (x + 4 * s, y - 92 * s), (x + 10 * s, y)]),
        on(mix("#d9452f", light.shade, 0.35)),
    )
    art += shape(
        poly(
            [
                (x - 26 * s, y - 36 * s),
                (x - 20 * s, y - 62 * s),
                (x + 20 * s, y - 62 * s),
                (x + 26 * s, y - 36 * s),
            ]
        ),
        on("#fff3da"),
    )
    art += shape(box(x - 48 * s, y - 12 * s, 96 * s, 22 * s, 11 * s), on("#a9342a"))
    art += line(f"M{join((x, y - 92 * s))}v{-24 * s:g}", on("#4d3a4a"), 5 * s)
    art += shape(oval(x, y - 120 * s, 9 * s), light.lamp if light is NIGHT else on("#f2b632"))
    return art + line(
        (
            f"M{join((x - 66 * s, y + 12 * s))}q{join((33 * s, 10 * s, 66 * s, 0))}t"
            f"{join((66 * s, 0))}"
        ),
        on("#fff6e0"),
        4 * s,
        0.7,
    )
