"""House and tower cut open like a doll's house: attic left, hall right, the sea between."""

import numpy as np

from ee376a.story.drawing import cutout, glow, group, line, linear, shape
from ee376a.story.palette import LAMPLIGHT, Light, mix
from ee376a.story.paths import box, join, oval, poly
from ee376a.story.places import Place, air, materials, seaside
from ee376a.story.places.hall import MESSAGE, STONE, stairs, wall
from ee376a.story.props import furniture
from ee376a.story.props.painting import coarse_painting
from ee376a.story.props.walrus import walrus

FLOOR = 790
"""Where people stand, in both rooms."""


def section(
    outside: Light,
    *,
    animal: bool = True,
) -> Place:
    """Draw both ends of the string at once, 2000 by 860.

    Parameters
    ----------
    outside
        The hour over the sea.
    animal
        Whether the walrus stands at the foot of the stairs; else you draw it.
    """
    rng = np.random.default_rng(41)
    back = air.sky(outside, rng, 2000, clouds=2)
    back += group(seaside.sea(outside, 600, rng, 620), at=(600, 0))
    back += group(seaside.fogbank(outside, 470, 200, rng, 620, -60, 0.7), at=(600, 0))
    back += seaside.boat(outside, (930, 690), 0.42, "#3f4f72", depth=0.3)
    back += _house(LAMPLIGHT, outside, rng) + _tower(LAMPLIGHT, outside, rng, animal)
    dark = mix(outside.on("#43354a"), outside.shade, 0.5)
    front = shape(
        materials.cut(
            [(640, 846), (800, 836), (960, 850), (1160, 832), (1160, 900), (640, 900)], rng, 5
        ),
        dark,
    )
    return Place(back, front + air.grain(LAMPLIGHT, rng, 2000))


def _house(light: Light, outside: Light, rng: np.random.Generator) -> str:
    on = light.on
    room = [(-40, -40), (300, -40), (640, 236), (640, 800), (-40, 800)]
    plaster = "#e2a562"
    art = shape(
        poly(room),
        linear(
            90, on(mix(plaster, light.shade, 0.1)), on(plaster), on(mix(plaster, light.shade, 0.2))
        ),
    )
    inner = materials.planks((-40, -40, 690, 850), 9, on(mix(plaster, light.shade, 0.3)), rng, True)
    inner += glow((330, 260), 470, "#ffe2a0", 0.7)
    inner += furniture.photo_of_betty(light, (270, 170), 84)
    inner += cutout(box(36, 296, 176, 14), on("#7a4735"), 8, light.shade)
    inner += furniture.books(light, (50, 296), 0.85, rng, 5)
    inner += furniture.jar(light, (184, 296), 34, on("#2f8fb5"))
    inner += furniture.cabinet(light, (20, 454), 240, rng)
    art += group(inner, clip=poly(room))
    # the floor, and the dark storey below it, in section
    art += shape(box(-40, 760, 700, 140), on("#8f5638")) + materials.drybrush(
        (-40, 764, 680, 60), 8, on("#d9a06a"), rng, 3, 0.3
    )
    for part, tone in ((1.0, "#1f6f78"), (0.84, "#f1d7a2"), (0.74, "#c9503f")):
        art += shape(oval(380, 800, 210 * part, 26 * part), on(tone))
    art += shape(box(-40, 836, 720, 70), mix(on("#4d2c2c"), light.shade, 0.5))
    # the wall with the window, cut through; the roof with its tiles
    shell, brick = outside.on("#8d4a43"), outside.on("#e9b44c")
    art += shape(box(638, 556, 44, 350) + box(638, 220, 44, 100), brick)
    art += materials.bricks((640, 560, 42, 300), 12, mix(brick, outside.shade, 0.4), rng, (22, 14))
    art += shape(box(662, 556, 20, 350) + box(662, 220, 20, 100), outside.shade, opacity=0.25)
    art += cutout(
        materials.slab((616, 548, 92, 18), rng, 2), outside.on("#f1d7a2"), 7, outside.shade
    )
    art += shape(box(632, 312, 56, 14), outside.on("#6d3f31"))
    roof = [(262, -40), (344, -40), (742, 268), (716, 302)]
    art += cutout(materials.cut(roof, rng, 3), shell, 12, outside.shade)
    tiles = "".join(f"M{join(map(round, (336 + k * 44, -30 + k * 34)))}l-26 34" for k in range(9))
    return art + line(tiles, mix(shell, outside.shade, 0.5), 4, 0.6)


def _tower(light: Light, outside: Light, rng: np.random.Generator, animal: bool) -> str:
    on = light.on
    room = poly([(1196, -40), (2040, -40), (2040, 900), (1160, 900)])
    inner = group(wall(light, rng, 1000), at=(1080, 0)) + glow((1560, 300), 560, "#ffdf9c", 0.6)
    inner += coarse_painting(MESSAGE, (1330, 150), 330, light)
    inner += shape(
        "M1120 730Q1560 650 2040 730V890H1120Z", linear(90, on("#8d7b74"), on("#b7a18c"))
    )
    flags = "".join(f"M1120 {730 + d}Q1560 {650 + d} 2040 {730 + d}" for d in (30, 70, 120))
    flags += "".join(f"M{1160 + k * 90} 700L{1040 + k * 116} 880" for k in range(10))
    inner += line(flags, on(mix("#8d7b74", light.shade, 0.5)), 2.5, 0.4)
    inner += group(stairs(light, rng), at=(1010, 0))
    art = group(inner, clip=room)
    if animal:
        art += walrus(light, (1850, 776), 258)
    stone = outside.on(mix(STONE, "#fff6e0", 0.3))
    upper = [(1160, -40), (1206, -40), (1194, 320), (1142, 320)]
    lower = [(1134, 520), (1186, 520), (1170, 900), (1096, 900)]
    for part in (upper, lower):
        art += cutout(materials.cut(part, rng, 2), stone, 10, outside.shade)
    art += shape(
        poly([(1186, 520), (1170, 900), (1150, 900), (1168, 520)])
        + poly([(1206, -40), (1194, 320), (1176, 320), (1188, -40)]),
        light.lamp,
        opacity=0.4,
    )
    art += materials.bricks((1104, 530, 70, 330), 14, mix(stone, outside.shade, 0.4), rng, (30, 20))
    art += materials.bricks((1146, -20, 50, 330), 10, mix(stone, outside.shade, 0.4), rng, (26, 20))
    return art + cutout(materials.slab((1112, 508, 100, 20), rng, 2), on("#efe0c2"), 7, light.shade)
