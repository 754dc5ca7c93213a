"""Pages 38 and 40: everybody home, and the morning after."""

from collections.abc import Callable

import numpy as np

from ee376a.panopticon.painting import paint
from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import cutout, glow, group, line, linear, shape
from ee376a.story.grownups import grownup
from ee376a.story.numbers import GIFT
from ee376a.story.palette import CREAM, LAMPLIGHT, NIGHT, Light, darker, lit
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places import air, attic, hall, materials, seaside
from ee376a.story.props import furniture, lanterns, papers, things
from ee376a.story.props.walrus import sun_hat, walrus
from ee376a.story.puppet import hand, limb

DAWN = Light("#8ea6dc", "#ffc0a4", "#fff2c4", "#ffece0", "#f3cdc2", "#4a3566")
"""The first light of the day after."""


def blanket(at: Point, size: tuple[float, float], colour: str, stripe: str) -> str:
    """Lay a blanket round somebody's shoulders, its hem on the ground; ``at`` is below the chin."""
    (x, y), (w, h) = at, size
    data = smooth(
        [
            (x - w * 0.16, y),
            (x - w * 0.42, y + h * 0.12),
            (x - w * 0.5, y + h * 0.55),
            (x - w * 0.56, y + h),
            (x, y + h * 1.04),
            (x + w * 0.56, y + h),
            (x + w * 0.5, y + h * 0.55),
            (x + w * 0.42, y + h * 0.12),
            (x + w * 0.16, y),
            (x, y + h * 0.05),
        ],
        ease=0.8,
    )
    bands = "".join(
        f"M{join((x - w * 0.6, y + h * t))}q{join((w * 0.6, h * 0.07, w * 1.2, 0))}"
        for t in (0.58, 0.68, 0.86)
    )
    fold = f"M{join((x + 4, y + h * 0.06))}q{join((-10, h * 0.5, 6, h * 0.96))}"
    return cutout(data, colour, 6) + group(
        line(bands, stripe, h * 0.045), line(fold, darker(colour, 0.3), 5, 0.6), clip=data
    )


def easel(at: Point, width: float) -> str:
    """Set up an easel with a painting whose last rows are still bare; ``at`` is its foot."""
    (x, y), on = at, LAMPLIGHT.on
    legs = (
        f"M{join((x - width * 0.42, y))}L{join((x - 6, y - width * 1.75))}"
        f"M{join((x + width * 0.42, y))}L{join((x + 6, y - width * 1.75))}"
        f"M{join((x, y - 10))}V{y - width * 1.8:.0f}"
    )
    art = line(legs, on("#8a5a38"), 11)
    left, top = x - width / 2, y - width * 1.5
    art += cutout(
        box(left - 6, top - 6, width + 12, width * 0.85 + 12), on("#fbf3df"), 9, LAMPLIGHT.shade
    )
    made = paint(GIFT)
    step = width / 10
    same: dict[str, str] = {}
    for k in range(10 * 8 - 33):
        cx, cy = left + (k % 10 + 0.5) * step, top + (k // 10 + 0.5) * step * 1.06
        r = step * 0.46
        corners = [(cx - r, cy - r), (cx + r, cy - r), (cx + r, cy + r), (cx - r, cy + r)]
        for i in range(4):
            colour = made.palette.colours[int(made.digits[4 * k + i])]
            same[colour] = same.get(colour, "") + poly([corners[i], corners[(i + 1) % 4], (cx, cy)])
    art += "".join(shape(data, on(colour)) for colour, data in same.items())
    return art + shape(box(left - 20, top + width * 0.85 + 6, width + 40, 14), on("#a8714a"))


def together() -> str:
    """Page 38: Mum, Betty, Theseus, and a gull under a hat."""
    room = hall.hall(LAMPLIGHT, NIGHT, animal=False, fog=0)
    art = room.back
    art += lanterns.garland(
        LAMPLIGHT,
        (-60, 60),
        (520, -30),
        [lanterns.YELLOW, lanterns.RED, lanterns.YELLOW, lanterns.BLUE, lanterns.YELLOW],
        40,
        0.8,
        True,
    )
    art += lanterns.garland(
        LAMPLIGHT,
        (520, -30),
        (1060, 90),
        [lanterns.YELLOW, lanterns.BLUE, lanterns.YELLOW, lanterns.RED],
        46,
        0.8,
        True,
    )
    art += walrus(LAMPLIGHT, (868, 758), 262, hats=False)
    art += sun_hat(LAMPLIGHT, (968, 620), 0.84, 62)
    bird = lit(noise("sleep", (868, 506), 150, flip=True), LAMPLIGHT)
    art += bird + sun_hat(LAMPLIGHT, (826, 380), 0.78, -8, "#2f74c4")
    art += easel((92, 742), 190)
    around = pose("stand", lean=0, nod=4, near_hand="none", far_hand="none")
    mum = grownup(
        "mum",
        around,
        "happy",
        at=(630, 800),
        height=590,
        look=(0.05, 0.3),
        near_to=(466, 640),
        far_to=(798, 690),
    )
    girl = shannon("stand", "happy", at=(536, 830), height=400, look=(-0.35, 0.1))
    boy = claude("stand", "laugh", at=(728, 834), height=318, flip=True, look=(0.3, -0.1))
    art += lit(mum.art, LAMPLIGHT)
    art += lit(girl.art, LAMPLIGHT) + blanket(
        (536, 612), (190, 226), LAMPLIGHT.on("#2f6f73"), LAMPLIGHT.on("#f2d49b")
    )
    art += lit(boy.art, LAMPLIGHT) + blanket(
        (728, 676), (184, 164), LAMPLIGHT.on("#a9473c"), LAMPLIGHT.on("#f6e6c0")
    )
    coat, skin = LAMPLIGHT.on("#f0b429"), LAMPLIGHT.on("#b27248")
    for joints, turn in (
        (((446, 650), (456, 662), (482, 682)), 52),
        (((816, 706), (806, 720), (780, 738)), -52),
    ):
        art += hand("rest", joints[2], turn, skin, 24) + cutout(limb(joints, (50, 48, 44)), coat, 4)
    holds = pose(
        "stand",
        lean=-4,
        nod=-8,
        far_arm=(40, 84),
        near_arm=(-50, 40),
        far_hand="palm",
        near_hand="fist",
    )
    aunt = grownup(
        "betty", holds, "laugh", at=(262, 826), height=400, look=(0.5, -0.1), far_to=(376, 640)
    )
    art += lit(aunt.art, LAMPLIGHT)
    art += lit(
        theseus(0, (aunt.far_hand[0] + 8, aunt.far_hand[1] - 12), 104, act="squeak", shadow=False),
        LAMPLIGHT,
    )
    art += things.paint_pots(LAMPLIGHT, (40, 852), 54)
    return art + air.grain(LAMPLIGHT, np.random.default_rng(38))


def morning() -> str:
    """Page 40: the gull asleep on the sill, and a light that still burns."""
    rng = np.random.default_rng(40)
    art = air.wash(1000, 860, "#e9b98a", "#d99a68")
    art += materials.planks((-30, -30, 1060, 700), 11, "#b0754c", rng, True)
    at, r = (560.0, 330.0), 292.0
    window = attic.round_window(DAWN, DAWN, at, r, rng, tower=False)
    sun = glow((452, 398), 330, "#ffcf8a", 0.9) + shape(oval(452, 398, 84), "#fff1c0")
    water = group(
        seaside.sea(DAWN, r * 0.24, rng, 2 * r, 2 * r, glint=452 - at[0] + r), at=(at[0] - r, at[1])
    )
    far = water + shape(oval(746, 448, 84, 18), DAWN.on("#8b7d78"))
    far += seaside.tower(DAWN, (740, 444), 210, rng, True) + glow((740, 280), 80, "#fffbe0", 0.9)
    view = group(
        shape(oval(*at, r), linear(90, "#8ea6dc", "#f7b9b0", "#ffd9a0")),
        sun,
        far,
        clip=oval(*at, r),
    )
    art += window + view
    shine = "M309 268A268 268 0 0 1 470 80"
    art += line(shine, "#ffffff", 13, 0.4)
    art += line("M560 38V622M268 330H852", DAWN.on("#7b4636"), 22)
    folds = "M880-40C930 120 910 300 960 470L1040 500V-40Z"
    art += cutout(folds, "#1f7f86", 10, DAWN.shade)
    art += line(
        "M930-40C966 140 950 300 990 478M976-40C1000 140 994 300 1020 488", "#155f6a", 8, 0.7
    )
    art += shape("M950 440Q1000 470 1040 466V510Q990 508 944 476Z", "#f2b632")
    art += cutout(materials.slab((-60, 616, 1120, 56), rng, 3), "#c98a5a", 12, DAWN.shade)
    art += materials.drybrush((-40, 622, 1060, 44), 10, "#f3cfa0", rng, 3, 0.5)
    art += shape(box(-40, 672, 1100, 230), "#a8683f") + materials.planks(
        (-30, 672, 1060, 210), 3, "#7d4a34", rng
    )
    art += shape(box(-40, 672, 1100, 20), DAWN.shade, opacity=0.22)
    art += lit(noise("sleep", (470, 628), 300, flip=True), DAWN)
    art += things.chip(DAWN, (262, 604), 1.2, -12)
    feather = shape("M0 0C-18-30-10-78 10-98C26-72 20-28 0 0Z", CREAM) + line(
        "M0 18Q2-40 10-90", "#cbbfc9", 3
    )
    art += group(feather, at=(690, 612), rotate=72)
    art += furniture.can(DAWN, (872, 592), 0.86, 0) + furniture.can(DAWN, (946, 606), 0.78, 96)
    art += furniture.twine(
        DAWN, [(872, 620), (830, 640), (860, 664), (930, 650), (990, 660), (960, 606)], 4
    )
    art += papers.notebook(DAWN, (210, 770), 250, shape(oval(-74, 0, 22), "#2f6fb0"), rotate=-9)
    paper = [lanterns.YELLOW, lanterns.BLUE, lanterns.YELLOW, lanterns.RED]
    art += lanterns.garland(DAWN, (-60, 130), (320, -40), paper, 46, 1.1)
    light = [(360, 640), (800, 640), (1040, 900), (200, 900)]
    art += air.beam(light, "#fff2c8", 90, 0.45)
    return art + air.grain(DAWN, rng)


SCENES: dict[int, Callable[[], str]] = {38: together, 40: morning}
"""Scenes by the page that they begin on."""
