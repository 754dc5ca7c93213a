"""Pages 30 and 31: four letters, then all of them."""

from collections.abc import Callable

import numpy as np

from ee376a.panopticon.painting import paint
from ee376a.story.characters import claude, pose, shannon
from ee376a.story.costumes import CLAUDE, SHANNON
from ee376a.story.drawing import cutout, glow, group, line, shape
from ee376a.story.numbers import SECRET
from ee376a.story.palette import CREAM, LAMPLIGHT, MUSTARD, NIGHT, ORANGE, darker, lighter, lit
from ee376a.story.paths import Point, box, join, oval, poly
from ee376a.story.places import air, attic, materials
from ee376a.story.props import furniture, papers
from ee376a.story.puppet import hand, limb

CLAUDE_SLEEVE = ORANGE


def letters() -> str:
    """Page 30: the painting close by: the first three squares, four letters."""
    rng = np.random.default_rng(30)
    made = paint(SECRET)
    digits, size, left, top, step = made.digits.tolist(), 226.0, 364.0, 196.0, 240.0
    art = air.wash(1000, 860, "#17131f") + glow((560, 240), 620, "#ffdf9c", 0.2)
    dim = ""
    for row in range(3):
        for k in range(3):
            at = 88 * row + 4 * k
            square = papers.square(digits[at : at + 4], (left + k * step, top + row * step), size)
            x, y, r = left + k * step, top + row * step, size / 2
            cross = (
                f"M{join((x - r, y - r))}l{join((size, size))}M{join((x - r, y + r))}"
                f"l{join((size, -size))}"
            )
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
    for k, sign in enumerate("LIFT"):
        x = (left + 8, left + 132, left + 2 * step - 130, left + 2 * step + 24)[k]
        art += glow((x, 590), 150, "#ffdf94", 0.5)
        for j in range(3):
            colour = made.palette.colours[digits[3 * k + j]]
            tri = papers.triangle(CREAM, (0, 0), 48, 180 * (j % 2)) + papers.triangle(
                colour, (0, 0), 36, 180 * (j % 2), 0
            )
            art += group(tri, at=(x + (j - 1) * 34, 428))
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


def _over_mouth(wrist: Point) -> str:
    """Clap Shannon's hand over her mouth: four fingers up from a wrist, and a thumb."""
    skin = lighter(lit(SHANNON.skin, LAMPLIGHT), 0.14)
    dark = darker(skin, 0.5)
    fingers = "M-24-40L-30-84M-7-42L-9-96M10-42L12-94M26-38L33-80"
    thumb = "M-22-26L-48-46"
    palm = oval(0, -30, 34, 30)
    art = line(fingers, dark, 23) + line(thumb, dark, 22) + shape(oval(0, -30, 37, 33), dark)
    art += line(thumb, skin, 17) + line(fingers, skin, 16.5) + shape(palm, skin)
    cuff = shape(box(-30, -10, 60, 30, 8), LAMPLIGHT.on(darker(MUSTARD, 0.12)))
    return group(art + cuff, at=wrist)


def reading() -> str:
    """Page 31: Lift the..."""
    place = attic.attic(attic.NIGHTLAMP, NIGHT, furnished=True, bulb=True, fog=0.95)
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
    art = back + attic.pool((520, 760), 560, 190) + lit(girl.art, LAMPLIGHT)
    art += _over_mouth((574, 548))
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


SCENES: dict[int, Callable[[], str]] = {30: letters, 31: reading}
"""Scenes by the page that they begin on."""
