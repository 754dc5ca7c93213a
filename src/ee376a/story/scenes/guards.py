"""Pages 27 to 29: twenty-five cards, a hop and a hole."""

from collections.abc import Callable

import numpy as np

from ee376a.entropy import parity
from ee376a.story.characters import pose, shannon
from ee376a.story.costumes import SHANNON
from ee376a.story.creatures import noise
from ee376a.story.drawing import cutout, glow, group, line, radial, shape
from ee376a.story.numbers import CARDS
from ee376a.story.palette import CREAM, LAMPLIGHT, MUSTARD, NIGHT, Light, darker, lit
from ee376a.story.paths import Point, box, oval, poly, smooth
from ee376a.story.places import air, attic
from ee376a.story.props import papers
from ee376a.story.puppet import hand, limb

BRIGHT = Light("#fff3d6", "#fff3d6", "#fff3d6", "#fffbe8", "#fff3d6", LAMPLIGHT.shade)


"""The lamp on what the story looks at."""


FLOOR = papers.floor_spots(378, 318, 726, 104, 20, near=1.4)


"""Where the cards lie on the floor before us."""


def square() -> np.ndarray:
    """Give Shannon's cards with their guards, 5 by 5; 1 is dark.

    Examples
    --------
    >>> square()[4].tolist()
    [1, 0, 0, 0, 1]
    """
    return np.asarray(parity.encode(CARDS), dtype=int)


def laying() -> str:
    """Page 27: the last guard."""
    room = attic.floor_before_us(attic.NIGHTLAMP, NIGHT)
    cards = square()
    cards[4, 4] = -1  # it is still in her hand
    x, y, grow = FLOOR[4][4]
    bird = noise("fly", (250, 150), 300, goggles=True)
    shadow = group(lit(bird, air.SILHOUETTE), opacity=0.5, clip="M-40-40H1040V226H-40Z")
    lays = pose("kneel", lean=24, nod=14, near_arm=(20, 60), far_arm=(40, 50), far_hand="rest")
    girl = shannon(
        lays, "busy", at=(930, 830), height=540, flip=True, far_to=(x + 46, y - 40), look=(0.6, 0.5)
    )
    last = group(papers.card(LAMPLIGHT, True, 92 * grow, 0.62), at=(x - 2, y - 16), rotate=-8)
    drop = shape(oval(x, y + 6, 60, 26), LAMPLIGHT.shade, opacity=0.35)
    return (
        room.back
        + attic.pool((440, 540), 640, 370)
        + shadow
        + papers.cards(LAMPLIGHT, cards, FLOOR, 92, flat=0.62)
        + drop
        + lit(girl.art, LAMPLIGHT)
        + last
        + room.front
    )


def _sleeve(joints: tuple[Point, Point, Point], turn: float) -> str:
    """Stretch one of Shannon's arms across the page; its hand points at a puppet's angle."""
    (ex, ey), (wx, wy) = joints[1], joints[2]
    far = float(np.hypot(wx - ex, wy - ey))
    ux, uy = (wx - ex) / far, (wy - ey) / far
    cuff = [
        (wx - ux * 34 - uy * 34, wy - uy * 34 + ux * 34),
        (wx - ux * 34 + uy * 34, wy - uy * 34 - ux * 34),
        (wx + uy * 36, wy - ux * 36),
        (wx - uy * 36, wy + ux * 36),
    ]
    art = cutout(limb(joints, (92, 70, 56)), MUSTARD, 8)
    return (
        hand("point", (wx + ux * 4, wy + uy * 4), turn, SHANNON.skin, 36)
        + art
        + shape(poly(cuff), darker(MUSTARD, 0.12))
    )


def crossing() -> str:
    """Page 28: an odd row and an odd column cross."""
    room = attic.floor_from_above(attic.NIGHTLAMP, (610, 400))
    cards = square()
    cards[1, 2] ^= 1
    spots = papers.card_spots((364, 176), 130, 22)
    bright = dict.fromkeys([(1, c) for c in range(5)] + [(r, 2) for r in range(5)], BRIGHT)
    (x, y, _) = spots[1][2]
    laid = papers.cards(LAMPLIGHT, cards, spots, 112, lit=bright)
    halo = glow((x, y), 150, "#fff0b0", 0.9) + shape(
        box(x - 63, y - 63, 126, 126, 12), "none", "#ff7a4d", 7
    )
    coat = smooth(
        [
            (-60, 190),
            (40, 150),
            (170, 176),
            (262, 250),
            (268, 330),
            (200, 470),
            (60, 560),
            (-60, 590),
        ]
    )
    body = cutout(coat, MUSTARD, 10) + shape(
        smooth([(-60, 330), (60, 340), (150, 420), (60, 560), (-60, 590)]), darker(MUSTARD, 0.14)
    )
    down = _sleeve(((226, 250), (404, -176), (x - 58, y - 132)), 4)
    along = _sleeve(((150, 350), (250, 404), (x - 172, y + 66)), 96)
    head = group(SHANNON.head("thinking", (0.7, 0.5), False), at=(136, 286), scale=1.75, rotate=10)
    bird = noise("stand", (914, 826), 262, flip=True, goggles=True)
    return (
        room.back
        + laid
        + halo
        + lit(down + body + along + head, LAMPLIGHT)
        + lit(bird, LAMPLIGHT)
        + room.front
    )


def hole() -> str:
    """Page 29: a card is gone, and it does not matter."""
    room = attic.floor_before_us(attic.NIGHTLAMP, NIGHT)
    cards = square()
    cards[2, 1] = -1
    bright = dict.fromkeys([(2, c) for c in range(5)], BRIGHT)
    y, grow = FLOOR[2][0][1], FLOOR[2][0][2]
    x, across = FLOOR[2][1][0], 50 * grow
    ray = shape(oval(430, y + 4, 400, 62), radial("#fff3c0/.85", "#fff3c0/.5", "#fff3c0/0"))
    gap = shape(
        poly(
            [
                (x - across, y - across * 0.6),
                (x + across, y - across * 0.6),
                (x + across, y + across * 0.6),
                (x - across, y + across * 0.6),
            ]
        ),
        "none",
        "#7a3f2a",
        4,
        extra='stroke-dasharray="10 9"',
    )
    loot = group(papers.card(NIGHT, True, 82), at=(26, 40), rotate=14)
    bird = group(lit(noise("fly", (742, 122), 210, prop=loot, goggles=True), LAMPLIGHT))
    calm = pose(
        "stand",
        lean=-4,
        near_arm=(38, 96),
        far_arm=(-20, -92),
        near_hand="rest",
        far_hand="rest",
        far_over=True,
    )
    girl = shannon(calm, "sly", at=(888, 838), height=570, flip=True, look=(0.4, 0.15))
    feather = group(
        shape("M0 0C-14-26-8-60 8-76C20-56 16-22 0 0Z", CREAM)
        + line("M0 14Q2-30 8-70", "#c9c2cf", 3),
        at=(560, 206),
        rotate=-50,
    )
    return (
        room.back
        + attic.pool((440, 540), 640, 370)
        + ray
        + papers.cards(LAMPLIGHT, cards, FLOOR, 92, flat=0.62, lit=bright)
        + gap
        + bird
        + feather
        + lit(girl.art, LAMPLIGHT)
        + room.front
    )


SCENES: dict[int, Callable[[], str]] = {27: laying, 28: crossing, 29: hole}
"""Scenes by the page that they begin on."""
