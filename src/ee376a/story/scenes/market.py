"""Pages 6 and 7: yellow lanterns at Mr. Bell's stall, and a red one."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.drawing import cutout, glow, group, line, linear, shape, specks
from ee376a.story.grownups import grownup
from ee376a.story.numbers import LANTERNS
from ee376a.story.palette import CREAM, MORNING, Light, darker, lighter, lit
from ee376a.story.paths import Point, box, oval, poly, smooth
from ee376a.story.places import air, houses, materials, seaside
from ee376a.story.props.lanterns import RED, YELLOW, garland, lanterns


def view(light: Light, rng: np.random.Generator, horizon: float = 470) -> str:
    """Paint the town, the sea and the paving behind the stall."""
    on = light.on
    art = air.sky(light, rng, lamp=(760, 120), clouds=3)
    art += seaside.sea(light, horizon, rng, glint=760)
    art += seaside.rock(light, (900, horizon + 12), (150, 30), rng)
    art += seaside.tower(light, (900, horizon), 210, rng)
    art += houses.street_of_houses(
        light, horizon + 70, (240, 360), (130, 190), rng, 470, 0.25, (-300, -300)
    )
    art += shape(box(-30, horizon + 66, 1060, 460), linear(90, on("#cdb995"), on("#dfcca6")))
    return art + materials.cobbles((-30, horizon + 80, 1060, 330), 90, on("#a8947c"), rng)


def awning(light: Light, left: float, right: float, top: float, drop: float) -> str:
    """Stretch the striped cloth over the stall."""
    count, art = 9, ""
    wide = (right - left) / count
    for k in range(count):
        x = left + k * wide
        colour = light.on(CREAM if k % 2 else "#d9473a")
        flap = f"M{x:.0f} {top - 20}h{wide:.0f}V{top + drop:.0f}q{-wide / 2:.0f} 34 {-wide:.0f} 0Z"
        art += cutout(flap, colour, 5, light.shade)
    return shape(box(left - 4, top - 34, right - left + 8, 22, 8), light.on("#7b4636")) + art


def counter(light: Light, left: float, right: float, top: float, rng: np.random.Generator) -> str:
    """Build the table of the stall."""
    front = shape(box(left + 14, top + 20, right - left - 28, 400), light.on("#8a4f3d"))
    front += materials.planks(
        (left + 14, top + 20, right - left - 28, 400), 4, light.on("#5f3537"), rng
    )
    return front + cutout(box(left, top, right - left, 34, 8), light.on("#c98a5a"), 10, light.shade)


def carton(light: Light, at: Point, wide: float, high: float, inside: str) -> str:
    """Stand an open box on the middle of its foot; what peeps out of it is drawn between."""
    x, y = at
    on, card = light.on, "#c99a63"
    left, right, top = x - wide / 2, x + wide / 2, y - high
    back = shape(
        poly([(left, top), (right, top), (right + 46, top - 44), (left - 46, top - 44)]),
        on(darker(card, 0.34)),
    )
    face = cutout(
        poly([(left, top), (right, top), (right - 8, y), (left + 8, y)]), on(card), 8, light.shade
    )
    wings = cutout(
        poly([(left, top), (left + 60, top), (left + 20, top + 70), (left - 54, top + 56)]),
        on(lighter(card, 0.18)),
        5,
        light.shade,
    )
    wings += cutout(
        poly([(right, top), (right - 60, top), (right - 20, top + 70), (right + 54, top + 56)]),
        on(lighter(card, 0.18)),
        5,
        light.shade,
    )
    tape = shape(box(x - 16, top + 4, 32, high - 6), on(lighter(card, 0.3)), opacity=0.6)
    return back + inside + face + tape + wings


def yellow_again() -> str:
    """Page 6: five yellow lanterns, and a guess."""
    rng, light = np.random.default_rng(6), MORNING
    stall = shape(box(92, 120, 24, 560) + box(884, 120, 24, 560), light.on("#7b4636"))
    shade = shape(box(100, 130, 800, 130), light.shade, opacity=0.22)
    row = garland(light, (120, 186), (880, 186), [YELLOW] * 5, 16, 1.25, True)
    pulls = pose("stand", lean=4, nod=4, far_hand="fist", near_arm=(30, 70), near_hand="fist")
    peeping = lanterns(
        light, [(470, 470, 1.15, YELLOW), (560, 462, 1.15, YELLOW), (648, 474, 1.15, YELLOW)]
    )
    man = grownup(
        "bell", pulls, "proud", at=(390, 900), height=700, far_to=(548, 366), look=(0.4, 0.1)
    )
    held = lanterns(light, [(562, 378, 1.5, YELLOW)], True)
    hides = pose(
        "stand",
        lean=-6,
        nod=-8,
        near_hand="palm",
        far_hand="palm",
        far_over=True,
        near_leg=(-14, -2),
    )
    spot, tall = (196, 868), 430
    hx, hy = claude(hides, "laugh", at=spot, height=tall).head
    boy = claude(
        hides,
        "laugh",
        at=spot,
        height=tall,
        look=(0.2, -0.1),
        near_to=(hx - 16, hy - 26),
        far_to=(hx + 34, hy - 30),
    )
    bored = pose(
        "stand", lean=8, nod=10, far_hand="fist", near_arm=(-6, 40), near_hand="fist", far_over=True
    )
    girl = shannon(
        bored, "sleepy", at=(862, 880), height=560, flip=True, look=(0.2, 0.2), far_to=(812, 470)
    )
    return (
        view(light, rng)
        + stall
        + shade
        + lit(man.art, light)
        + counter(light, 340, 780, 640, rng)
        + carton(light, (560, 644), 300, 120, peeping)
        + held
        + awning(light, 60, 940, 60, 64)
        + row
        + lit(girl.art, light)
        + lit(boy.art, light)
        + air.grain(light, rng)
    )


def onlooker(
    at: Point, size: float, skin: str, hair: str, cloth: str, flip: bool = False, hat: str = ""
) -> str:
    """Draw somebody of the crowd down to the chest, amazed, looking to the right."""
    body = cutout(
        smooth([(-60, 170), (-58, 80), (-30, 52), (30, 52), (58, 80), (60, 170)], ease=0.8),
        cloth,
        4,
    )
    head = shape(oval(0, 0, 46, 50), darker(skin, 0.12)) + shape(oval(4, 0, 43, 49), skin)
    top = shape(
        smooth([(-50, -4), (-44, -44), (0, -62), (42, -44), (46, -20), (0, -30), (-34, 6)]), hair
    )
    if hat:
        top += cutout(
            smooth([(-42, -30), (-30, -66), (30, -66), (42, -30)]) + box(-62, -36, 126, 12, 6),
            hat,
            3,
        )
    face = shape(oval(10, 2, 6, 8) + oval(34, 2, 5, 7), "#2b1b3d") + shape(
        oval(24, 26, 8, 10), "#5a1730"
    )
    face += line("M0-16q10-6 18 0M28-16q8-6 14 0", darker(hair, 0.2), 4)
    return group(body + head + face + top, at=at, scale=size, flip=flip)


def red_at_last() -> str:
    """Page 7: the one red lantern among twenty."""
    rng, light = np.random.default_rng(7), MORNING
    colours = [YELLOW] * LANTERNS["yellow"]
    back = view(light, rng, 430)
    strings = garland(light, (-20, -20), (1020, -26), colours[:10], 46, 0.9)
    strings += garland(light, (-20, 96), (1020, 90), colours[10:], 50, 0.82)
    heart = (604, 370)
    rays = "".join(
        shape(
            poly(
                [
                    heart,
                    (604 + 900 * np.cos(a - 0.07), 370 + 900 * np.sin(a - 0.07)),
                    (604 + 900 * np.cos(a + 0.07), 370 + 900 * np.sin(a + 0.07)),
                ]
            ),
            "#fff0b0",
            opacity=0.16,
        )
        for a in np.arange(0.1, 6.3, 0.4491)
    )
    crowd = (
        onlooker((694, 476), 0.62, "#c98a5e", "#3a2430", "#5f8f9c", flip=True)
        + onlooker((326, 470), 0.56, "#f0c3a0", "#c8552b", "#8f6fa8")
        + onlooker((72, 470), 1.0, "#f0c3a0", "#7a4a35", "#6f8fb8", hat="#f3d28a")
        + onlooker((176, 500), 0.86, "#8a5a3c", "#2b1b26", "#c65f7a")
        + onlooker((930, 470), 1.04, "#d9a27c", "#d9c9b8", "#7fa06a", flip=True)
        + onlooker((826, 506), 0.84, "#a86e48", "#3a2430", "#d08a4a", flip=True, hat="#4f6fa8")
    )
    lifts = pose("stand", lean=-2, nod=-6, near_arm=(10, 70), near_hand="wave", far_hand="fist")
    man = grownup(
        "bell", lifts, "amazed", at=(440, 1040), height=740, far_to=(606, 352), look=(0.7, -0.3)
    )
    prize = lanterns(light, [(man.far_hand[0] + 16, man.far_hand[1] - 14, 1.9, RED)], True)
    leaps = pose("cheer", lift=46)
    boy = claude(leaps, "laugh", at=(208, 850), height=430, look=(0.6, -0.4))
    gasps = pose(
        "stand",
        lean=-8,
        nod=-10,
        near_arm=(-40, -96),
        far_arm=(46, 104),
        near_hand="wave",
        far_hand="wave",
    )
    girl = shannon(gasps, "startled", at=(806, 870), height=560, flip=True, look=(0.6, -0.2))
    return (
        back
        + rays
        + lit(crowd, light)
        + glow((612, 400), 460, "#ff7a4a", 0.85)
        + lit(man.art, light)
        + strings
        + counter(light, 320, 690, 690, rng)
        + carton(light, (506, 694), 250, 96, "")
        + prize
        + lit(girl.art, light)
        + lit(boy.art, light)
        + specks((250, 120, 500, 460), 40, "#fff3c4", rng, 6, 0.8)
        + air.grain(light, rng)
    )


SCENES: dict[int, Callable[[], str]] = {6: yellow_again, 7: red_at_last}
