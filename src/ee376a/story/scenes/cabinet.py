"""Pages 14 and 15: the sixteen drawers, cut in half and in half again."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import theseus
from ee376a.story.drawing import cutout, glow, group, line, linear, shape, specks
from ee376a.story.palette import (
    CREAM,
    LAMPLIGHT,
    Light,
    lit,
)  # fmt: skip
from ee376a.story.paths import box, oval, poly, wobble
from ee376a.story.places.air import grain
from ee376a.story.props import furniture
from ee376a.story.scenes.attic_games import AFTERNOON

ALL = {(row, column) for row in range(1, 5) for column in range(1, 5)}
LEFT_FOUR = {(3, 1), (3, 2), (4, 1), (4, 2)}
"""The drawers that are left after two cuts."""


def cutting() -> str:
    """Page 14: half of the drawers, and half of these."""
    rng = np.random.default_rng(14)
    light = AFTERNOON
    wall = shape(box(-30, -30, 1060, 920), linear(90, light.on("#d3955a"), light.on("#b97a4c")))
    floor = shape(box(-30, 786, 1060, 120), light.on("#8a4f3d"))
    at, width = (190, 34), 620
    chest = furniture.cabinet(light, at, width, rng, shaded=ALL - LEFT_FOUR, bright=LEFT_FOUR)
    lx, ly, _, _ = furniture.drawer_box(at, width, (3, 1))
    rx, ry, rw, rh = furniture.drawer_box(at, width, (4, 2))
    warm = glow(((lx + rx + rw) / 2, (ly + ry + rh) / 2), 300, "#ffe9a0", 0.75)
    half_y, half_x = ly - 6, rx + rw + 5
    across = line(
        poly(
            wobble(
                [(at[0] + 4, half_y), (400, half_y), (600, half_y), (at[0] + width - 6, half_y)],
                rng,
                3,
            ),
            False,
        ),
        "#fffaf0",
        9,
        0.95,
    )
    down = line(
        poly(wobble([(half_x, half_y), (half_x, 540), (half_x, ry + rh - 30)], rng, 3), False),
        "#fffaf0",
        9,
        0.95,
    )
    dust = specks((half_x - 30, ry, 60, rh), 26, "#fffaf0", rng, 4, 0.7)
    chalk = line(poly([(0, 6), (0, 34)], False), "#fffaf0", 10)
    draws = pose("kneel", lean=12, nod=2, far_hand="fist", near_arm=(-30, 40), near_hand="fist")
    girl = shannon(
        draws,
        "busy",
        at=(850, 846),
        height=600,
        flip=True,
        far_to=(half_x + 16, ry + rh - 40),
        look=(0.75, 0.1),
        far_prop=chalk,
    )
    leans = pose("sneak", lean=26, nod=-6, near_hand="palm", far_hand="palm")
    boy = claude(leans, "amazed", goggles=False, at=(100, 846), height=500, look=(0.8, 0.05))
    mouse = theseus(4, (430, 842), 150, look=7)
    return (
        wall
        + _boards(light, rng)
        + floor
        + chest
        + warm
        + across
        + down
        + dust
        + glow((430, 800), 120, "#fff0b0", 0.5)
        + lit(mouse, light)
        + lit(boy.art, light)
        + lit(girl.art, light)
        + grain(light, rng)
    )


def _boards(light: Light, rng: np.random.Generator) -> str:
    """Draw the joints of an upright plank wall."""
    seams = "".join(f"M{x + rng.integers(-6, 6)}-30V790" for x in range(20, 1000, 118))
    return line(seams, light.on("#8f5a3c"), 4, 0.6)


def found() -> str:
    """Page 15: the second drawer of the bottom row."""
    rng = np.random.default_rng(15)
    light = LAMPLIGHT
    wall = shape(box(-30, -30, 1060, 920), light.on("#7d4a3c"))
    at, width = (20, -520), 960
    chest = furniture.cabinet(light, at, width, rng, opened=[(4, 2)])
    floor = shape(box(-30, 560, 1060, 330), linear(90, light.on("#74433a"), light.on("#5a3038")))
    x, y, w, h = furniture.drawer_box(at, width, (4, 2))
    heart = (x + w / 2, y + h * 0.4)
    rays = "".join(
        shape(
            poly(
                [
                    (heart[0] - 26, heart[1]), (heart[0] + 26, heart[1]),
                    (heart[0] + a + b, heart[1] - 520), (heart[0] + a - b, heart[1] - 520),
                ]
            ),
            linear(-90, "#fff0b0/.5", "#fff0b0/0"),
        )
        for a, b in ((-300, 70), (-90, 90), (130, 80), (360, 60))
    )  # fmt: skip
    card = group(
        cutout(box(-62, -92, 124, 112, 6), CREAM, 5),
        "".join(
            shape(oval(-36 + 24 * k, -66 + 32 * r, 9), c)
            for r, row in enumerate(
                (
                    ("#17151a", "#2339b8", "#1d8f4a", "#35b4d6"),
                    ("#d32a1f", "#c6379c", "#f5cf1d", "#ffffff"),
                )
            )
            for k, c in enumerate(row)
        ),
        at=(x + w / 2, y + h * 0.36),
        rotate=-5,
    )
    lip = shape(box(x - 8, y + h * 0.42, w + 16, h * 0.66, 6), light.on("#d79a66")) + shape(
        oval(x + w / 2, y + h * 0.74, 15), light.on("#f2c14e")
    )
    lip = shape(box(x + 4, y + h * 0.5, w + 10, h * 0.7, 6), "#24133d", opacity=0.35) + lip
    looks = pose(
        "kneel",
        lean=20,
        nod=8,
        near_arm=(20, 82),
        far_arm=(50, 88),
        near_hand="rest",
        far_hand="palm",
    )
    boy = claude(looks, "amazed", goggles=False, at=(70, 950), height=700, look=(0.9, -0.25))
    girl = shannon(looks, "amazed", at=(816, 976), height=780, flip=True, look=(0.9, -0.3))
    mouse = theseus(2, (470, 838), 200, act="dizzy")
    stars = "".join(
        line(f"M{sx} {sy}l14-5M{sx + 7} {sy - 10}v15", "#ffe27a", 4)
        for sx, sy in ((520, 690), (560, 672), (600, 694))
    )
    return (
        wall
        + chest
        + floor
        + rays
        + glow(heart, 430, "#ffe9a0", 0.8)
        + card
        + lip
        + lit(boy.art, light)
        + lit(girl.art, light)
        + glow((heart[0] + 30, heart[1] - 30), 520, "#ffd98a", 0.28)
        + mouse
        + stars
        + grain(light, rng)
    )


SCENES: dict[int, Callable[[], str]] = {14: cutting, 15: found}
