"""The attic workshop under the sloped roof, and its floor and bench seen from above."""

import numpy as np

from ee376a.story.drawing import BLEED, cutout, glow, group, line, linear, radial, shape
from ee376a.story.palette import LAMPLIGHT, NIGHT, Light, darker, mix
from ee376a.story.paths import Point, box, join, oval, poly
from ee376a.story.places import Place, air, materials, seaside
from ee376a.story.props import furniture

WINDOW: Point = (716, 268)
"""Middle of the round window."""
RADIUS = 128
"""Of its pane."""
FLOOR = 640
"""Where the wall meets the floor."""
CABINET: tuple[Point, float] = ((70, 330), 260)
"""Upper left corner and width of the cabinet."""
NIGHTLAMP = Light("#2a2450", "#5a3a5a", "#ffdf94", "#c99a80", "#4a2f56", "#140930")


"""The attic late at night: one lamp, and the dark around it."""
_WALL = "#e2a562"


def round_window(
    light: Light,
    outside: Light,
    at: Point,
    radius: float,
    rng: np.random.Generator,
    *,
    fog: float = 0,
    tower: bool = True,
) -> str:
    """Set the round window into a wall: sky, sea, and the tower far off, behind four panes."""
    (x, y), r = at, radius
    view = shape(oval(x, y, r), linear(90, outside.sky, outside.horizon))
    left = x - r
    view += group(seaside.sea(outside, r * 0.24, rng, 2 * r, 2 * r), at=(left, y))
    if tower:
        view += seaside.tower(outside, (x + r * 0.42, y + r * 0.36), r * 0.95, rng)
        view += shape(oval(x + r * 0.44, y + r * 0.4, r * 0.34, r * 0.09), outside.on("#7d706e"))
    if fog:
        view += group(
            seaside.fogbank(outside, r * 0.6, r, rng, 2 * r, 2 * r * (1 - fog), 0.9),
            at=(left, y - r),
        )
    frame = light.on("#7b4636")
    art = shape(oval(x + 7, y + 9, r + 26), light.shade, opacity=0.3)
    art += shape(oval(x, y, r + 24), frame) + shape(oval(x, y, r + 8), darker(frame, 0.35))
    art += group(view, clip=oval(x, y, r))
    art += line(f"M{join((x - r, y))}h{2 * r:g}M{join((x, y - r))}v{2 * r:g}", frame, r * 0.075)
    shine = (
        f"M{join((x - r * 0.82, y - r * 0.2))}A{r * 0.86:g} {r * 0.86:g} 0"
        f" 0 1 {join((x - r * 0.25, y - r * 0.8))}"
    )
    art += line(shine, "#ffffff", r * 0.05, 0.35)
    ring = f"M{join((x - r - 16, y))}A{r + 16:g} {r + 16:g} 0 0 1 {join((x, y - r - 16))}"
    return art + line(ring, light.on("#c98a5a"), 7, 0.8)


def attic(
    light: Light,
    outside: Light,
    *,
    furnished: bool = True,
    bulb: bool | None = None,
    fog: float = 0,
) -> Place:
    """Draw the attic, 1000 by 860, its round window at the right.

    Parameters
    ----------
    light, outside
        The hour inside, and what is seen through the window.
    furnished
        With the cabinet, the photo and the shelf; without for a closer view of your own.
    bulb
        Whether the lamp under the roof hangs there and burns; in lamp light when not given.
    fog
        Of the view.
    """
    rng, on = np.random.default_rng(11), light.on
    evening = outside is NIGHT or light is LAMPLIGHT if bulb is None else bulb
    back = air.wash(
        1000, FLOOR, on(mix(_WALL, "#ffe0a8", 0.25)), on(_WALL), on(mix(_WALL, light.shade, 0.2))
    )
    back += materials.planks((-30, -30, 1060, 670), 13, on(mix(_WALL, light.shade, 0.3)), rng, True)
    if evening:
        back += glow((556, 220), 560, "#ffe2a0", 0.55)
    back += round_window(light, outside, WINDOW, RADIUS, rng, fog=fog)
    back += _roof(light, rng)
    if furnished:
        back += _furniture(light, rng)
    back += _floor(light, rng)
    if not evening:
        x, y = WINDOW
        shaft = [(x - 70, y - 104), (x + 100, y + 82), (640, 900), (60, 900)]
        back += air.beam(shaft, outside.lamp, 128, 0.42)
        back += shape(oval(330, 762, 210, 58), outside.lamp, opacity=0.3)
    if furnished:
        (x, y), width = CABINET
        back += furniture.cabinet(light, (x, y), width, rng)
        back += _bench(light, rng)
    if evening:
        back += furniture.bulb(light, (556, 168), 0.9)
        back += corners(light)
    return Place(back, _front(light, rng))


def pool(at: Point, wide: float, high: float) -> str:
    """Let lamp light fall on the floor in a pool round a point."""
    fill = radial("#ffe6a0/.75", "#ffd98a/.45", "#ffcf80/0")
    return shape(oval(*at, wide, high), fill)


def corners(light: Light, width: float = 1000, strength: float = 0.6) -> str:
    """Let the corners of a room fall into shadow."""
    data = box(-BLEED, -BLEED, width + 2 * BLEED, 860 + 2 * BLEED)
    clear, dim = f"{light.shade}/0", f"{light.shade}/{strength:g}"
    return shape(data, radial(clear, clear, dim, at=(0.5, 0.48), radius=0.78))


def _roof(light: Light, rng: np.random.Generator) -> str:
    """Slope the roof down at both sides, with its rafters."""
    on = light.on
    art = ""
    for side, (top, foot) in ((-1, ((300, -40), (-40, 400))), (1, ((890, -40), (1040, 190)))):
        edge = 1040 if side > 0 else -40
        plane = [top, foot, (edge, -40)]
        art += shape(poly(plane), on(mix("#8f5638", light.shade, 0.25)))
        dx, dy = foot[0] - top[0], foot[1] - top[1]
        joints = "".join(
            f"M{join((top[0] + dx * 0 + side * k * 46, top[1]))}l{join((dx, dy))}"
            for k in range(1, 8)
        )
        art += line(joints, on(mix("#8f5638", light.shade, 0.5)), 3, 0.6)
        beam = [
            (top[0] - 26, top[1]),
            (top[0] + 26, top[1]),
            (foot[0] + 26, foot[1] + 10),
            (foot[0] - 26, foot[1] + 10),
        ]
        art += cutout(materials.cut(beam, rng, 3), on("#6d3f31"), 10, light.shade)
    tie = materials.cut([(-40, 62), (1040, 40), (1040, 84), (-40, 108)], rng, 3)
    art += cutout(tie, on("#7a4735"), 9, light.shade)
    return art + materials.drybrush((-30, 60, 1060, 34), 8, on("#c98a5a"), rng, 3, 0.35)


def _furniture(light: Light, rng: np.random.Generator) -> str:
    on = light.on
    art = furniture.photo_of_betty(light, (412, 190), 92)
    art += cutout(box(396, 452, 190, 16), on("#7a4735"), 8, light.shade)
    art += furniture.books(light, (402, 452), 0.9, rng, 5)
    for x, tone in ((520, "#2f8fb5"), (562, "#e2493b")):
        art += furniture.jar(light, (x, 452), 34, on(tone))
    tools = "M884 300v92M930 292v60M968 300v100"
    art += line(tools, on("#5d3f4a"), 9) + shape(
        box(872, 388, 24, 44, 6) + box(912, 350, 36, 20, 4), on("#a9b4bc")
    )
    art += line("M968 396a20 20 0 1 0 .1 0", on("#fbeed2"), 8)
    return art


def _floor(light: Light, rng: np.random.Generator) -> str:
    on = light.on
    art = shape(
        f"M{-BLEED} {FLOOR}H{1000 + BLEED}V890H{-BLEED}Z", linear(90, on("#8f5638"), on("#b97a4c"))
    )
    art += materials.floorboards((-500, FLOOR, 2000, 250), 500, 22, on("#54303a"))
    art += shape(box(-BLEED, FLOOR - 14, 1060, 18), on("#6d3f31"))
    rug = (
        (1.0, "#1f6f78"),
        (0.86, "#f1d7a2"),
        (0.78, "#c9503f"),
        (0.5, "#f1d7a2"),
        (0.43, "#1f6f78"),
    )
    for part, tone in rug:
        art += shape(oval(470, 778, 350 * part, 84 * part), on(tone))
    return art + materials.drybrush((140, 710, 660, 136), 16, on("#fff0d0"), rng, 3, 0.22)


def _bench(light: Light, rng: np.random.Generator) -> str:
    """Stand the workbench at the right, under the window, with its clutter."""
    on = light.on
    art = shape(oval(850, 742, 250, 20), light.shade, opacity=0.3)
    legs = box(672, 520, 26, 214) + box(968, 520, 26, 220)
    art += shape(legs, on("#5f372f"))
    art += shape(materials.slab((660, 520, 400, 30), rng), on("#7f4c38"))
    art += cutout(materials.slab((640, 494, 420, 34), rng), on("#c08552"), 7, light.shade)
    art += materials.drybrush((640, 496, 400, 30), 6, on("#f0c890"), rng, 2.5, 0.5)
    for x, tone, w in ((952, "#4aa25a", 40), (996, "#f2b632", 46)):
        art += furniture.jar(light, (x, 494), w, on(tone))
    art += shape(box(880, 478, 50, 16, 3), on("#5b4a86")) + shape(
        box(886, 464, 42, 14, 3), on("#d8a13a")
    )
    return art + furniture.crates(light, (790, 738), 130, rng)


def _front(light: Light, rng: np.random.Generator) -> str:
    dark = mix(light.on("#3a2333"), light.shade, 0.3)
    art = shape(materials.cut([(-40, 780), (70, 800), (120, 900), (-40, 900)], rng, 3), dark)
    art += line("M20 800q-20-70 6-110q20-34-4-66", dark, 9) + shape(oval(18, 612, 26, 34), dark)
    return art + air.grain(light, rng)


def floor_before_us(light: Light, outside: Light) -> Place:
    """Draw the attic's floor as we look down on it, 1000 by 860: the wall ends at y = 236.

    The lower part of the round window, its middle at (772, 40), is at the right.
    """
    rng, on = np.random.default_rng(14), light.on
    back = air.wash(1000, 236, on(mix(_WALL, light.shade, 0.16)), on(mix(_WALL, light.shade, 0.3)))
    back += materials.planks(
        (-30, -30, 1060, 266), 13, on(mix(_WALL, light.shade, 0.42)), rng, True
    )
    back += round_window(light, outside, (772, 40), 140, rng, fog=0.9, tower=False)
    back += shape("M-30 236H1030V890H-30Z", linear(90, on("#7d4a34"), on("#bb7c4d")))
    back += materials.floorboards((-700, 236, 2400, 660), 500, 26, on("#54303a"))
    back += shape(box(-BLEED, 222, 1060, 22), on("#6d3f31"))
    rug = (
        (1.0, "#1f6f78"),
        (0.9, "#f1d7a2"),
        (0.84, "#c9503f"),
        (0.55, "#f1d7a2"),
        (0.5, "#1f6f78"),
    )
    for part, tone in rug:
        back += shape(oval(-30, 880, 420 * part, 230 * part), on(tone))
    back += corners(light, strength=0.5)
    return Place(back, air.grain(light, rng))


def floor_from_above(light: Light, lamp: Point | None = None) -> Place:
    """Draw the attic's floor from above, 1000 by 860: boards, the rug's edge, a pool of light."""
    rng, on = np.random.default_rng(12), light.on
    back = air.wash(1000, 860, on("#b97a4c"), on("#9d623f"))
    back += materials.planks((-30, -30, 1060, 920), 9, on("#54303a"), rng)
    nails = "".join(f"M{x} {y}h.1" for y in range(20, 880, 98) for x in (120, 150, 720, 750))
    back += line(nails, on("#54303a"), 7, 0.6)
    for r, tone in (
        (330, "#1f6f78"),
        (290, "#f1d7a2"),
        (268, "#c9503f"),
        (180, "#f1d7a2"),
        (160, "#1f6f78"),
    ):
        back += shape(oval(-40, 880, r), on(tone))
    if lamp:
        back += glow(lamp, 560, "#ffe6a8", 0.75)
    return Place(back, air.grain(light, rng))


def bench_from_above(light: Light) -> Place:
    """Draw the top of the bench from above, 1000 by 860, with jars and scraps at its edges."""
    rng, on = np.random.default_rng(13), light.on
    back = air.wash(1000, 860, on("#d39a63"), on("#b97a4c"))
    back += materials.planks((-30, -30, 1060, 920), 5, on("#6d3f31"), rng)
    for x, y, r, tone in (
        (70, 90, 52, "#2f8fb5"),
        (168, 40, 40, "#f2b632"),
        (940, 60, 56, "#4aa25a"),
    ):
        back += cutout(oval(x, y, r), on("#dcebe8"), 10, light.shade) + shape(
            oval(x, y, r * 0.78), on(tone)
        )
        back += shape(oval(x - r * 0.2, y - r * 0.25, r * 0.3, r * 0.2), "#ffffff", opacity=0.35)
    screws = "".join(
        f"M{join(map(round, p))}l{join(map(round, d))}"
        for p, d in zip(
            rng.uniform((60, 640), (240, 840), (7, 2)), rng.uniform(-14, 14, (7, 2)), strict=True
        )
    )
    back += line(screws, on("#7d838f"), 6)
    back += line("M830 120q80 40 40 110t60 120q60 40 120 10", on("#fbeed2"), 5)
    return Place(back, air.grain(light, rng))
