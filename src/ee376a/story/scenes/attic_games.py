"""Pages 3, 12 and 13: in the attic, from morning to the first guesses."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import cutout, glow, group, line
from ee376a.story.palette import (
    CREAM,
    MORNING,
    MUSTARD,
    NOON,
    TOMATO,
    Light,
    lit,
)  # fmt: skip
from ee376a.story.paths import Point, oval, poly, smooth
from ee376a.story.places import Place, attic
from ee376a.story.props import furniture

AFTERNOON = Light("#8ecbd0", "#f6dcae", "#ffd98a", "#fff0d4", "#f0cfa0", "#4a2748")
"""The attic when the sun comes in low: what everything there is turned to."""


def asking() -> str:
    """Page 3: Shannon asks, Claude hangs from the bench and builds."""
    room = attic.attic(MORNING, MORNING)
    hanging = pose(
        "stand",
        near_leg=(4, 96),
        far_leg=(-6, 92),
        near_arm=(66, 92),
        far_arm=(100, 96),
        near_hand="fist",
        far_hand="fist",
        lean=-4,
        nod=-8,
    )
    tin = furniture.can(MORNING, (0, 14), 0.62)
    boy = claude(hanging, "happy", height=400, shadow=False, look=(0.2, -0.3), near_prop=tin)
    boy_art = group(boy.art, at=(806, 462), rotate=180)
    far = (806 - boy.far_hand[0], 462 - boy.far_hand[1])
    cord = smooth(
        [far, (far[0] - 40, far[1] + 60), (640, 800), (560, 770), (600, 730), (660, 760)], False
    )
    loose = furniture.can(MORNING, (662, 770), 0.8, 74)
    asks = pose(
        "stand",
        lean=-3,
        nod=-6,
        far_arm=(104, 168),
        near_arm=(-8, 62),
        far_hand="point",
        near_hand="fist",
    )
    girl = shannon(asks, "thinking", at=(430, 806), height=520, look=(0.5, -0.35))
    gull = group(noise("peek", (716, 330), 230, flip=True), clip=oval(*attic.WINDOW, attic.RADIUS))
    (wx, wy), r = attic.WINDOW, attic.RADIUS
    gull += line(f"M{wx - r} {wy}h{2 * r}M{wx} {wy - r}v{2 * r}", "#7b4636", r * 0.075)
    return (
        room.back
        + lit(gull, MORNING)
        + lit(girl.art, MORNING)
        + lit(boy_art, MORNING)
        + line(cord, "#fbeed2", 4)
        + loose
        + room.front
    )


def _zoomed(place: Place, scale: float, at: Point) -> tuple[str, str]:
    """Come closer to a place: its layers, scaled about its upper left corner moved to ``at``."""
    return group(place.back, at=at, scale=scale), group(place.front, at=at, scale=scale)


def _thought(at: Point, size: float, towards: Point, inside: str) -> str:
    """Draw a thought as a small cloud of paper, with its bubbles."""
    x, y = at
    lumps = [
        (-0.8, 0.1, 0.5), (-0.45, -0.35, 0.55), (0.2, -0.45, 0.6), (0.8, -0.1, 0.55),
        (0.45, 0.35, 0.5), (-0.35, 0.4, 0.55), (0, 0, 0.7),
    ]  # fmt: skip
    cloud = cutout(
        "".join(oval(x + a * size, y + b * size, r * size) for a, b, r in lumps), CREAM, 8
    )
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
    boy = claude(
        turn, "busy", goggles=False, at=(292, 850), height=560, far_to=(478, 486), look=(0.7, 0.1)
    )
    kneels = pose("kneel", lean=18, nod=8, near_arm=(10, 58), far_arm=(30, 60))
    girl = shannon(kneels, "thinking", at=(850, 852), height=640, flip=True, look=(0.7, 0.25))
    yes = theseus(8, (-10, 36), 120, act="squeak", shadow=False)
    no = theseus(8, (0, 34), 120, act="spin", shadow=False)
    swirl = line("M-66 44a72 20 0 0 0 128 4M74 22a70 22 0 0 0-26-22", "#c98a5a", 5)
    thoughts = _thought((330, 160), 104, (500, 470), yes) + _thought(
        (610, 118), 104, (545, 470), no + swirl
    )
    return (
        back
        + crate
        + glow(mouse_at, 330, "#ffe7a0", 0.55)
        + lit(girl.art, AFTERNOON)
        + lit(mouse, AFTERNOON)
        + lit(boy.art, AFTERNOON)
        + thoughts
        + front
    )


def guessing() -> str:
    """Page 13: one drawer, one guess, one lamp gone."""
    rng = np.random.default_rng(13)
    room = attic.attic(AFTERNOON, NOON, furnished=False)
    back, front = _zoomed(room, 1.3, (-190, -180))
    at, width = (60, 96), 430
    chest = furniture.cabinet(AFTERNOON, at, width, rng, opened=[(1, 1)])
    x, y, w, h = furniture.drawer_box(at, width, (1, 1))
    sock = smooth(
        [
            (x + w * 0.62, y - 6), (x + w * 0.98, y + 2), (x + w * 0.9, y + h * 0.5),
            (x + w * 0.78, y + h * 0.86), (x + w * 0.3, y + h * 0.96),
            (x + w * 0.34, y + h * 0.68), (x + w * 0.6, y + h * 0.5),
        ]
    )  # fmt: skip
    sock_art = cutout(sock, MUSTARD, 4) + line(
        poly([(x + w * 0.66, y + 6), (x + w * 0.94, y + 13)], False), TOMATO, 8
    )
    points = pose(
        "point",
        far_over=True,
        lean=8,
        nod=-10,
        near_arm=(-58, 44),
        near_hand="fist",
        near_leg=(-14, -30),
    )
    boy = claude(
        points,
        "proud",
        goggles=False,
        at=(318, 694),
        height=390,
        flip=True,
        far_to=(186, 384),
        look=(0.5, -0.35),
    )
    stool = furniture.crates(AFTERNOON, (222, 826), 200, rng)
    moans = pose("stand", lean=-4, nod=-4, near_hand="rest", far_hand="rest", far_over=True)
    girl = shannon(
        moans,
        "worried",
        at=(790, 828),
        height=560,
        flip=True,
        look=(0.3, -0.2),
        near_to=(852, 398),
        far_to=(722, 408),
    )
    mouse = theseus(6, (560, 806), 150, act="spin")
    whirl = line(
        "M464 800a104 26 0 0 0 190 14M670 770a100 30 0 0 0-42-32M454 760a104 30 0 0 1 46-28",
        CREAM,
        6,
        0.9,
    )
    return (
        back
        + chest
        + sock_art
        + stool
        + lit(girl.art, AFTERNOON)
        + lit(boy.art, AFTERNOON)
        + glow((560, 770), 150, "#fff0b0", 0.5)
        + lit(mouse, AFTERNOON)
        + whirl
        + front
    )


SCENES: dict[int, Callable[[], str]] = {3: asking, 12: winding, 13: guessing}
