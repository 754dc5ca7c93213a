"""Pages 27 to 31: twenty-five cards, a hop, a hole, four letters and a message."""

from collections.abc import Callable

import numpy as np

from ee376a.entropy import parity
from ee376a.panopticon.painting import paint
from ee376a.story.characters import claude, pose, shannon
from ee376a.story.costumes import CLAUDE, SHANNON
from ee376a.story.creatures import noise
from ee376a.story.drawing import cutout, glow, group, line, radial, shape
from ee376a.story.numbers import CARDS, SECRET
from ee376a.story.palette import CREAM, LAMPLIGHT, MUSTARD, NIGHT, ORANGE, Light, darker, lit
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places import air, attic, materials
from ee376a.story.props import furniture, papers
from ee376a.story.puppet import hand, limb

SILHOUETTE = Light("#000000", "#000000", "#000000", "#2a1c3c", "#000000", "#000000")
"""What turns a figure into its shadow."""
BRIGHT = Light("#fff3d6", "#fff3d6", "#fff3d6", "#fffbe8", "#fff3d6", LAMPLIGHT.shade)
"""The lamp on what the story looks at."""
CLAUDE_SLEEVE = ORANGE
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
    room = attic.floor_before_us(LAMPLIGHT, NIGHT)
    cards = square()
    cards[4, 4] = -1  # it is still in her hand
    x, y, grow = FLOOR[4][4]
    bird = noise("fly", (250, 150), 300, goggles=True)
    shadow = group(lit(bird, SILHOUETTE), opacity=0.34, clip="M-40-40H1040V226H-40Z")
    lays = pose("kneel", lean=24, nod=14, near_arm=(20, 60), far_arm=(40, 50), far_hand="rest")
    girl = shannon(
        lays, "busy", at=(930, 830), height=540, flip=True, far_to=(x + 46, y - 40), look=(0.6, 0.5)
    )
    last = group(papers.card(LAMPLIGHT, True, 92 * grow, 0.62), at=(x - 2, y - 16), rotate=-8)
    drop = shape(oval(x, y + 6, 60, 26), LAMPLIGHT.shade, opacity=0.35)
    return (
        room.back + shadow + papers.cards(LAMPLIGHT, cards, FLOOR, 92, flat=0.62) + drop
        + lit(girl.art, LAMPLIGHT) + last + room.front
    )  # fmt: skip


def _sleeve(joints: tuple[Point, Point, Point], turn: float) -> str:
    """Stretch one of Shannon's arms across the page; its hand points at an angle of the puppet's."""
    (ex, ey), (wx, wy) = joints[1], joints[2]
    far = float(np.hypot(wx - ex, wy - ey))
    ux, uy = (wx - ex) / far, (wy - ey) / far
    cuff = [(wx - ux * 34 - uy * 34, wy - uy * 34 + ux * 34), (wx - ux * 34 + uy * 34, wy - uy * 34 - ux * 34),
            (wx + uy * 36, wy - ux * 36), (wx - uy * 36, wy + ux * 36)]  # fmt: skip
    art = cutout(limb(joints, (92, 70, 56)), MUSTARD, 8)
    return (
        hand("point", (wx + ux * 4, wy + uy * 4), turn, SHANNON.skin, 36)
        + art
        + shape(poly(cuff), darker(MUSTARD, 0.12))
    )


def crossing() -> str:
    """Page 28: an odd row and an odd column cross."""
    room = attic.floor_from_above(LAMPLIGHT, (560, 330))
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
    down = _sleeve(((214, 236), (438, 30), (x - 62, y - 128)), 2)
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
    room = attic.floor_before_us(LAMPLIGHT, NIGHT)
    cards = square()
    cards[2, 1] = -1
    bright = dict.fromkeys([(2, c) for c in range(5)], BRIGHT)
    y, grow = FLOOR[2][0][1], FLOOR[2][0][2]
    x, across = FLOOR[2][1][0], 50 * grow
    ray = shape(oval(430, y + 4, 400, 62), radial("#fff3c0/.85", "#fff3c0/.5", "#fff3c0/0"))
    gap = shape(poly([(x - across, y - across * 0.6), (x + across, y - across * 0.6), (x + across, y + across * 0.6), (x - across, y + across * 0.6)]),
                "none", "#7a3f2a", 4, extra='stroke-dasharray="10 9"')  # fmt: skip
    loot = group(papers.card(NIGHT, True, 82), at=(26, 40), rotate=14)
    bird = group(lit(noise("fly", (742, 122), 210, prop=loot, goggles=True), LAMPLIGHT))
    calm = pose(
        "stand",
        lean=-4,
        near_arm=(36, 100),
        far_arm=(-30, -104),
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
        room.back + ray + papers.cards(LAMPLIGHT, cards, FLOOR, 92, flat=0.62, lit=bright) + gap
        + bird + feather + lit(girl.art, LAMPLIGHT) + room.front
    )  # fmt: skip


def letters() -> str:
    """Page 30: the painting close by: the first three squares, four letters."""
    rng = np.random.default_rng(30)
    made = paint(SECRET)
    digits, size, left, top, step = made.digits.tolist(), 226.0, 364.0, 196.0, 240.0
    art = air.wash(1000, 860, "#17131f")
    dim = ""
    for row in range(3):
        for k in range(3):
            at = 88 * row + 4 * k
            square = papers.square(digits[at : at + 4], (left + k * step, top + row * step), size)
            x, y, r = left + k * step, top + row * step, size / 2
            cross = f"M{join((x - r, y - r))}l{join((size, size))}M{join((x - r, y + r))}l{join((size, -size))}"
            square += line(cross, "#17131f", 4)
            art, dim = (art + square, dim) if row == 0 else (art, dim + square)
    art += dim + shape("M-30 316H1030V890H-30Z", "#120e24", opacity=0.8)
    for k in range(3):
        art += shape(box(left + k * step - 118, top - 118, 236, 236, 6), "none", "#ffe7a8", 6, 0.9)
    frame = "M-40-40H1040V46H206V900H-40Z"
    art += cutout(frame, LAMPLIGHT.on("#7b4636"), 10) + line(
        "M1040 32H192V900", LAMPLIGHT.on("#c98a4a"), 10
    )
    art += materials.drybrush((-30, -10, 1060, 36), 7, LAMPLIGHT.on("#c98a5a"), rng, 3, 0.4)
    art += glow((560, 240), 620, "#ffdf9c", 0.3)
    for k, sign in enumerate("LIFT"):
        x = (left + 8, left + 132, left + 2 * step - 130, left + 2 * step + 24)[k]
        art += glow((x, 590), 150, "#ffdf94", 0.5)
        for j in range(3):
            colour = made.palette.colours[digits[3 * k + j]]
            tri = papers.triangle(CREAM, (0, 0), 54, 180 * (j % 2)) + papers.triangle(
                colour, (0, 0), 40, 180 * (j % 2), 0
            )
            art += group(tri, at=(x + (j - 1) * 38, 428))
        art += line(f"M{x:.0f} 458v34", "#ffe7a8", 5, 0.8) + papers.glyph(
            sign, (x, 592), 150, "#fff3d6"
        )
    yells = claude(
        "stand", "amazed", at=(24, 1330), height=880, look=(0.8, -0.4), goggles=False, shadow=False
    )
    arm = cutout(limb(((130, 960), (280, 790), (252, 450)), (110, 92, 74)), CLAUDE_SLEEVE, 9)
    cuff = shape(
        poly([(206, 478), (300, 468), (294, 418), (208, 428)]), darker(CLAUDE_SLEEVE, 0.14)
    )
    finger = hand("point", (248, 424), 174, CLAUDE.skin, 46)
    art += lit(yells.art + finger + arm + cuff, LAMPLIGHT)
    return art + attic.corners(LAMPLIGHT, strength=0.4) + air.grain(NIGHT, rng)


def _letter(at: Point, grow: float, sign: str, turn: float) -> str:
    """Lay a letter card on the floor before us; its back up without a sign."""
    size = 92
    face = shape(box(-46 + 5, -46 + 8, size, size, 8), LAMPLIGHT.shade, opacity=0.3)
    face += shape(box(-46, -46, size, size, 8), LAMPLIGHT.on(CREAM if sign else "#2f6f73"))
    if sign:
        face += papers.glyph(sign, (0, 0), 58, LAMPLIGHT.on("#3b2452"))
    else:
        face += line("M-34-34H34V34H-34Z", LAMPLIGHT.on("#8fc4bd"), 3) + shape(
            "M0-24L20 0L0 24L-20 0Z", LAMPLIGHT.on("#8fc4bd")
        )
    flat = f'<g transform="scale({grow:.2f} {grow * 0.66:.2f})rotate({turn:g})">{face}</g>'
    return group(flat, at=at)


def reading() -> str:
    """Page 31: Lift the..."""
    place = attic.attic(LAMPLIGHT, NIGHT, furnished=True, bulb=True, fog=0.95)
    back, front = (group(part, at=(-240, -250), scale=1.3) for part in (place.back, place.front))
    sits = pose(
        "kneel",
        lean=-8,
        nod=-2,
        near_leg=(70, -88),
        far_leg=(78, -84),
        near_hand="fist",
        far_hand="palm",
        far_over=True,
    )
    girl = shannon(
        sits,
        "surprised",
        at=(548, 764),
        height=690,
        flip=True,
        far_to=(574, 500),
        near_to=(694, 640),
        look=(0.12, 0.1),
    )
    art = back + lit(girl.art, LAMPLIGHT)
    art += furniture.can(LAMPLIGHT, (girl.near_hand[0] + 6, girl.near_hand[1] + 8), 1.05, -30)
    window = (attic.WINDOW[0] * 1.3 - 240, attic.WINDOW[1] * 1.3 - 250)
    cord = [
        (girl.near_hand[0] + 24, girl.near_hand[1] + 44),
        (820, 640),
        (900, 420),
        (window[0] + 60, window[1] + 120),
        window,
    ]
    art += furniture.twine(LAMPLIGHT, cord, 4)
    for k, sign in enumerate("LIFT"):
        art += _letter((118 + k * 122, 720 - k % 2 * 6), 1.14, sign, (-4, 3, -2, 4)[k])
    for k, sign in enumerate("THE"):
        art += _letter((94 + k * 128, 808 + k % 2 * 6), 1.26, sign, (3, -3, 2)[k])
    for k in range(6):
        art += _letter(
            (548 + k * 92 - k // 3 * 30, 812 + k % 3 * 10), 1.2, "", (12, -18, 6, 22, -9, 15)[k]
        )
    return art + front + attic.corners(LAMPLIGHT, strength=0.5)


SCENES: dict[int, Callable[[], str]] = {
    27: laying,
    28: crossing,
    29: hole,
    30: letters,
    31: reading,
}
"""Scenes by the page that they begin on."""
