"""Pages 3 and 12 to 15: in the attic, from morning to the afternoon of the eight questions."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import cutout, glow, group, line, linear, radial, shape, specks
from ee376a.story.palette import (
    CREAM,
    INK,
    LAMPLIGHT,
    MORNING,
    MUSTARD,
    NOON,
    TOMATO,
    Light,
    darker,
    lit,
    mix,
)
from ee376a.story.paths import Point, box, oval, poly, smooth, wobble
from ee376a.story.places import attic
from ee376a.story.places.air import grain
from ee376a.story.props import furniture

AFTERNOON = Light("#8ecbd0", "#f6dcae", "#ffd98a", "#fff0d4", "#f0cfa0", "#4a2748")
"""The attic when the sun comes in low: what everything there is turned to."""


def asking() -> str:
    """Page 3: Shannon asks, Claude hangs from the bench and builds."""
    room = attic.attic(MORNING, MORNING)
    hanging = pose(
        "stand", near_leg=(4, 96), far_leg=(-6, 92), near_arm=(66, 92), far_arm=(100, 96),
        near_hand="fist", far_hand="fist", lean=-4, nod=-8,
    )  # fmt: skip
    tin = furniture.can(MORNING, (0, 14), 0.62)
    boy = claude(hanging, "happy", height=400, shadow=False, look=(0.2, -0.3), near_prop=tin)
    boy_art = group(boy.art, at=(806, 462), rotate=180)
    near, far = ((806 - x, 462 - y) for x, y in (boy.near_hand, boy.far_hand))
    cord = smooth([far, (far[0] - 40, far[1] + 60), (640, 800), (560, 770), (600, 730), (660, 760)], False)
    loose = furniture.can(MORNING, (662, 770), 0.8, 74)
    asks = pose("stand", lean=-3, nod=-6, far_arm=(104, 168), near_arm=(-8, 62), far_hand="point", near_hand="fist")
    girl = shannon(asks, "thinking", at=(430, 806), height=520, look=(0.5, -0.35))
    gull = group(noise("peek", (716, 330), 230, flip=True), clip=oval(*attic.WINDOW, attic.RADIUS))
    (wx, wy), r = attic.WINDOW, attic.RADIUS
    gull += line(f"M{wx - r} {wy}h{2 * r}M{wx} {wy - r}v{2 * r}", "#7b4636", r * 0.075)
    return (
        room.back + lit(gull, MORNING)
        + lit(girl.art, MORNING) + lit(boy_art, MORNING) + line(cord, "#fbeed2", 4) + loose
        + room.front
    )  # fmt: skip


def _zoomed(place: attic.Place, scale: float, at: Point) -> tuple[str, str]:
    """Come closer to a place: its layers, scaled about its upper left corner moved to ``at``."""
    return group(place.back, at=at, scale=scale), group(place.front, at=at, scale=scale)


def _thought(at: Point, size: float, towards: Point, inside: str) -> str:
    """Draw a thought as a small cloud of paper, with its bubbles."""
    x, y = at
    lumps = [(-0.8, 0.1, 0.5), (-0.45, -0.35, 0.55), (0.2, -0.45, 0.6), (0.8, -0.1, 0.55), (0.45, 0.35, 0.5), (-0.35, 0.4, 0.55), (0, 0, 0.7)]
    cloud = cutout("".join(oval(x + a * size, y + b * size, r * size) for a, b, r in lumps), CREAM, 8)
    bubbles = "".join(
        cutout(oval(x + (towards[0] - x) * t, y + (towards[1] - y) * t, size * r), CREAM, 4)
        for t, r in ((0.6, 0.16), (0.76, 0.1), (0.88, 0.06))
    )
    return bubbles + cloud + group(inside, at=at)


def winding() -> str:
    """Page 12: Claude winds Theseus up, and Shannon looks him in the eye."""
    back, front = _zoomed(attic.attic(AFTERNOON, NOON, fog=0.2), 1.36, (-300, -240))
    crate = furniture.crates(AFTERNOON, (360, 812), 330, np.random.default_rng(12))
    mouse_at = (536, 636)
    mouse = theseus(8, mouse_at, 220, look=5)
    turn = pose("kneel", lean=6, nod=2, near_arm=(4, 60), far_hand="fist", near_hand="rest")
    boy = claude(turn, "busy", at=(292, 850), height=560, far_to=(478, 486), look=(0.7, 0.1))
    kneels = pose("kneel", lean=18, nod=8, near_arm=(10, 58), far_arm=(30, 60))
    girl = shannon(kneels, "thinking", at=(850, 852), height=640, flip=True, look=(0.7, 0.25))
    yes = theseus(8, (-10, 36), 120, act="squeak", shadow=False)
    no = theseus(8, (0, 34), 120, act="spin", shadow=False)
    swirl = line("M-66 44a72 20 0 0 0 128 4M74 22a70 22 0 0 0-26-22", "#c98a5a", 5)
    thoughts = _thought((330, 160), 104, (500, 470), yes) + _thought((610, 118), 104, (545, 470), no + swirl)
    return (
        back + crate + glow(mouse_at, 330, "#ffe7a0", 0.55) + lit(girl.art, AFTERNOON)
        + lit(mouse, AFTERNOON) + lit(boy.art, AFTERNOON) + thoughts + front
    )  # fmt: skip


def guessing() -> str:
    """Page 13: one drawer, one guess, one lamp gone."""
    rng = np.random.default_rng(13)
    room = attic.attic(AFTERNOON, NOON, furnished=False)
    back, front = _zoomed(room, 1.3, (-190, -180))
    at, width = (60, 96), 430
    chest = furniture.cabinet(AFTERNOON, at, width, rng, opened=[(1, 1)])
    x, y, w, h = furniture.drawer_box(at, width, (1, 1))
    sock = smooth([(x + w * 0.62, y - 6), (x + w * 0.98, y + 2), (x + w * 0.9, y + h * 0.5), (x + w * 0.78, y + h * 0.86),
                   (x + w * 0.3, y + h * 0.96), (x + w * 0.34, y + h * 0.68), (x + w * 0.6, y + h * 0.5)])  # fmt: skip
    sock_art = cutout(sock, MUSTARD, 4) + line(poly([(x + w * 0.66, y + 6), (x + w * 0.94, y + 13)], False), TOMATO, 8)
    points = pose("point", lean=8, nod=-10, near_arm=(-58, 44), near_hand="fist", near_leg=(-14, -30))
    boy = claude(points, "proud", at=(452, 822), height=390, flip=True, far_to=(x + w + 34, y + h + 8), look=(0.5, -0.35))
    moans = pose("stand", lean=-4, nod=-4, near_hand="rest", far_hand="rest", far_over=True)
    girl = shannon(moans, "worried", at=(790, 828), height=560, flip=True, look=(0.3, -0.2),
                   near_to=(852, 398), far_to=(722, 408))  # fmt: skip
    mouse = theseus(6, (606, 806), 150, act="spin")
    whirl = line("M510 800a104 26 0 0 0 190 14M716 770a100 30 0 0 0-42-32M500 760a104 30 0 0 1 46-28", CREAM, 6, 0.9)
    return (
        back + chest + sock_art + lit(girl.art, AFTERNOON) + lit(boy.art, AFTERNOON)
        + glow((606, 770), 150, "#fff0b0", 0.5) + lit(mouse, AFTERNOON) + whirl + front
    )  # fmt: skip


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
    across = line(poly(wobble([(at[0] + 4, half_y), (400, half_y), (600, half_y), (at[0] + width - 6, half_y)], rng, 3), False), "#fffaf0", 9, 0.95)
    down = line(poly(wobble([(half_x, half_y), (half_x, 540), (half_x, ry + rh - 30)], rng, 3), False), "#fffaf0", 9, 0.95)
    dust = specks((half_x - 30, ry, 60, rh), 26, "#fffaf0", rng, 4, 0.7)
    chalk = line(poly([(0, 6), (0, 34)], False), "#fffaf0", 10)
    draws = pose("kneel", lean=12, nod=2, far_hand="fist", near_arm=(-30, 40), near_hand="fist")
    girl = shannon(draws, "busy", at=(850, 846), height=600, flip=True, far_to=(half_x + 16, ry + rh - 40),
                   look=(0.75, 0.1), far_prop=chalk)  # fmt: skip
    leans = pose("sneak", lean=26, nod=-6, near_hand="palm", far_hand="palm")
    boy = claude(leans, "amazed", at=(100, 846), height=500, look=(0.8, 0.05))
    mouse = theseus(4, (430, 842), 150, look=7)
    return (
        wall + _boards(light, rng) + floor + chest + warm + across + down + dust
        + glow((430, 800), 120, "#fff0b0", 0.5) + lit(mouse, light)
        + lit(boy.art, light) + lit(girl.art, light) + grain(light, rng)
    )  # fmt: skip


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
        shape(poly([(heart[0] - 26, heart[1]), (heart[0] + 26, heart[1]), (heart[0] + a + b, heart[1] - 520), (heart[0] + a - b, heart[1] - 520)]),
              linear(-90, "#fff0b0/.5", "#fff0b0/0"))
        for a, b in ((-300, 70), (-90, 90), (130, 80), (360, 60))
    )  # fmt: skip
    card = group(
        cutout(box(-62, -92, 124, 112, 6), CREAM, 5),
        "".join(shape(oval(-36 + 24 * k, -66 + 32 * r, 9), c) for r, row in enumerate((("#17151a", "#2339b8", "#1d8f4a", "#35b4d6"), ("#d32a1f", "#c6379c", "#f5cf1d", "#ffffff"))) for k, c in enumerate(row)),
        at=(x + w / 2, y + h * 0.36), rotate=-5,
    )  # fmt: skip
    lip = shape(box(x - 8, y + h * 0.42, w + 16, h * 0.66, 6), light.on("#d79a66")) + shape(oval(x + w / 2, y + h * 0.74, 15), light.on("#f2c14e"))
    lip = shape(box(x + 4, y + h * 0.5, w + 10, h * 0.7, 6), "#24133d", opacity=0.35) + lip
    looks = pose("kneel", lean=20, nod=8, near_arm=(20, 82), far_arm=(50, 88), near_hand="rest", far_hand="palm")
    boy = claude(looks, "amazed", at=(70, 950), height=700, look=(0.9, -0.25))
    girl = shannon(looks, "amazed", at=(816, 976), height=780, flip=True, look=(0.9, -0.3))
    mouse = theseus(2, (470, 838), 200, act="dizzy")
    stars = "".join(line(f"M{sx} {sy}l14-5M{sx + 7} {sy - 10}v15", "#ffe27a", 4) for sx, sy in ((520, 690), (560, 672), (600, 694)))
    return (
        wall + chest + floor + rays + glow(heart, 430, "#ffe9a0", 0.8) + card + lip
        + lit(boy.art, light) + lit(girl.art, light) + glow((heart[0] + 30, heart[1] - 30), 520, "#ffd98a", 0.28)
        + mouse + stars + grain(light, rng)
    )  # fmt: skip


SCENES: dict[int, Callable[[], str]] = {3: asking, 12: winding, 13: guessing, 14: cutting, 15: found}

__all__ = ["AFTERNOON", "INK", "SCENES", "darker", "mix", "radial"]
