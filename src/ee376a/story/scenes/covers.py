"""Pages 1 and 2: the cover, and Theseus on the page of the title."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import cutout, glow, group, line, linear, radial, shape, specks
from ee376a.story.palette import DUSK, MORNING, Light, lit, mix
from ee376a.story.paths import box, oval, poly, smooth, wobble
from ee376a.story.places import air, houses, materials, seaside
from ee376a.story.props.lanterns import BLUE, RED, YELLOW, garland, lantern
from ee376a.story.props.things import chip


def cover() -> str:
    """Page 1: the wall at dusk, and a gull from above."""
    rng, light = np.random.default_rng(1), DUSK
    on = light.on
    sky = shape(
        box(-60, -60, 1120, 1420), linear(90, "#3a3a7c", "#5a4a8a", "#c9708a", "#f59a6b", "#f59a6b")
    )
    sky += specks((-30, -30, 1060, 420), 46, "#fff4d0", rng, 3.4, 0.7)
    sky += glow((560, 812), 460, "#ffd27a", 0.75) + shape(oval(560, 812, 84), "#ffdf95")
    sky += air.cloud(light, (420, 640), 0.7, rng) + air.cloud(light, (930, 690), 0.8, rng)
    sea = seaside.sea(light, 826, rng, 1000, 1294, 560)
    coast = seaside.rock(light, (142, 872), (330, 76), rng) + seaside.tower(
        light, (132, 842), 420, rng
    )
    fog = seaside.fogbank(light, 770, 150, rng, 1000, 120, 0.62)
    town = houses.street_of_houses(
        light, 1030, (150, 250), (110, 150), rng, 1000, 0.12, gap=(-200, 720)
    )
    town += shape(poly([(1040, 1010), (730, 1020), (640, 1070), (1040, 1080)]), on("#a8917c"))
    colours = [YELLOW, RED, YELLOW, BLUE, YELLOW, YELLOW, RED, BLUE, YELLOW]
    strings = garland(light, (1060, 690), (770, 790), colours[:3], 26, 0.62, True)
    strings += garland(light, (-60, 20), (1060, 8), colours, 34, 0.95, True)
    stone = shape(box(-60, 1120, 1120, 300), linear(90, on("#8d7f8a"), on("#5d4a6a")))
    blocks = "".join(
        box(
            x + (row % 2) * 74 + float(rng.integers(-8, 8)),
            1162 + row * 60,
            float(rng.integers(104, 132)),
            44,
            8,
        )
        for row in range(3)
        for x in range(-80, 1060, 148)
    )
    stone += shape(blocks, on("#a08f96"), opacity=0.42)
    slab = materials.cut([(-60, 1066), (1060, 1052), (1060, 1128), (-60, 1140)], rng, 4)
    wall = stone + cutout(slab, on("#c7b5a4"), 12, light.shade)
    wall += line("M160 1062l-14 74M420 1060l-6 76M660 1056l10 76M890 1054l24 74", on("#8b7a78"), 4)
    holds = pose(
        "stand",
        lean=-3,
        nod=-8,
        far_arm=(132, 158),
        far_hand="fist",
        near_arm=(2, 70),
        near_hand="fist",
    )
    girl = shannon(holds, "happy", at=(240, 1112), height=590, look=(0.5, -0.4))
    lamp = group(
        lantern(light, YELLOW, True), at=(girl.far_hand[0] + 10, girl.far_hand[1] - 10), scale=1.7
    )
    points = pose(
        "crouch", lean=14, nod=-18, near_arm=(-30, 30), far_arm=(128, 136), far_hand="point"
    )
    boy = claude(points, "amazed", at=(770, 1112), height=520, flip=True, look=(0.5, -0.55))
    mouse = theseus(8, (490, 1112), 170, look=14)
    gull = noise(
        "swoop", (720, 540), 360, flip=True, prop=chip(MORNING, (-4, 4), 1.05, 62), rotate=-14
    )
    leaves = "".join(
        shape(
            smooth([(x, 1330), (x - 30, 1250), (x + t, 1180 - t), (x + 34, 1262)]),
            mix(on("#3c6a52"), light.shade, 0.45),
        )
        for x, t in ((-10, 24), (36, 40), (84, 20), (930, -30), (976, -44), (1016, -20))
    )
    people = lit(girl.art, _SOFT) + lit(mouse, _SOFT) + lit(boy.art, _SOFT)
    return (
        sky
        + sea
        + coast
        + fog
        + town
        + strings
        + lit(gull, _SOFT)
        + wall
        + glow((girl.far_hand[0], girl.far_hand[1] + 40), 250, "#ffd98a", 0.7)
        + people
        + lamp
        + leaves
        + air.grain(light, rng, 1000, 1294)
    )


_SOFT = Light("#5a4a8a", "#f59a6b", "#ffd27a", "#ffe9dc", "#d98a86", "#2c1a4d")
"""The dusk's light on people who stand in front: warm, and not so red."""


def mouse_alone() -> str:
    """Page 2: Theseus, and a feather."""
    rng, light = np.random.default_rng(2), MORNING
    wash = shape(box(-30, -30, 1060, 920), "#fff1d0")
    pool = smooth(
        wobble(
            [
                (150, 470), (240, 230), (470, 150), (730, 190), (880, 400), (840, 640),
                (620, 730), (330, 720), (180, 640),
            ],
            rng,
            14,
        )
    )  # fmt: skip
    wash += shape(pool, radial("#ffd98a/.85", "#fbdc9c/.7", "#f7cf8e/.55"))
    wash += materials.drybrush((180, 250, 660, 380), 22, "#fff6e0", rng, 9, 0.35)
    floor = shape(oval(500, 652, 330, 46), "#e0a55c", opacity=0.5)
    vane = smooth([(-92, 16), (-50, -22), (20, -34), (96, -14), (40, 12), (-30, 24)])
    feather = cutout(vane, "#fffdf6", 8, "#7a4a35") + line("M-120 26Q-20 4 92-14", "#c9bfce", 4)
    feather += line(
        "M-44 10l-16-20M-16 4l-14-26M14-2l-12-24M44-8l-10-18M-30 10l4 12M0 4l6 12M30-3l6 10",
        "#d8d3e0",
        3,
    )
    drift = line(
        smooth([(900, 30), (820, 80), (860, 140), (780, 180)], False),
        "#e8b877",
        4,
        0.8,
        'stroke-dasharray="2 16"',
    )
    mouse = theseus(8, (476, 650), 400, look=8)
    return (
        wash
        + floor
        + drift
        + group(feather, at=(700, 236), rotate=-24, scale=1.05)
        + lit(mouse, light)
        + air.grain(light, rng)
    )


SCENES: dict[int, Callable[[], str]] = {1: cover, 2: mouse_alone}
