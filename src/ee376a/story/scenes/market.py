"""Pages 6 to 9: on the quay, at Mr. Bell's stall and by the chip shop."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise
from ee376a.story.drawing import cutout, glow, group, line, linear, shape, specks
from ee376a.story.grownups import grownup
from ee376a.story.numbers import LANTERNS
from ee376a.story.palette import CREAM, MORNING, NOON, TOMATO, Light, darker, lighter, lit, mix
from ee376a.story.paths import Point, box, oval, poly, smooth, wobble
from ee376a.story.places import air, houses, materials, seaside
from ee376a.story.places.market import chip_shop
from ee376a.story.props.lanterns import BLUE, RED, YELLOW, garland, lantern, lanterns


def _quay(light: Light, rng: np.random.Generator, horizon: float = 470) -> str:
    """Paint the town, the sea and the paving behind the stall."""
    on = light.on
    art = air.sky(light, rng, lamp=(760, 120), clouds=3)
    art += seaside.sea(light, horizon, rng, glint=760)
    art += seaside.rock(light, (900, horizon + 12), (150, 30), rng)
    art += seaside.tower(light, (900, horizon), 210, rng)
    art += houses.street_of_houses(light, horizon + 70, (240, 360), (130, 190), rng, 470, 0.25)
    art += shape(box(-30, horizon + 66, 1060, 460), linear(90, on("#cdb995"), on("#dfcca6")))
    return art + materials.cobbles((-30, horizon + 80, 1060, 330), 90, on("#a8947c"), rng)


def _awning(light: Light, left: float, right: float, top: float, drop: float) -> str:
    """Stretch the striped cloth over the stall."""
    count, art = 9, ""
    wide = (right - left) / count
    for k in range(count):
        x = left + k * wide
        colour = light.on(CREAM if k % 2 else "#d9473a")
        flap = f"M{x:.0f} {top - 20}L{x + wide:.0f} {top - 20}V{top + drop:.0f}q{-wide / 2:.0f} 34 {-wide:.0f} 0Z"
        art += cutout(flap, colour, 5, light.shade)
    return shape(box(left - 4, top - 34, right - left + 8, 22, 8), light.on("#7b4636")) + art


def _counter(light: Light, left: float, right: float, top: float, rng: np.random.Generator) -> str:
    """Build the table of the stall."""
    front = shape(box(left + 14, top + 20, right - left - 28, 400), light.on("#8a4f3d"))
    front += materials.planks((left + 14, top + 20, right - left - 28, 400), 4, light.on("#5f3537"), rng)
    return front + cutout(box(left, top, right - left, 34, 8), light.on("#c98a5a"), 10, light.shade)


def _carton(light: Light, at: Point, wide: float, high: float, inside: str) -> str:
    """Stand an open box on the middle of its foot; what peeps out of it is drawn between."""
    x, y = at
    on, card = light.on, "#c99a63"
    left, right, top = x - wide / 2, x + wide / 2, y - high
    back = shape(poly([(left, top), (right, top), (right + 46, top - 44), (left - 46, top - 44)]), on(darker(card, 0.34)))
    face = cutout(poly([(left, top), (right, top), (right - 8, y), (left + 8, y)]), on(card), 8, light.shade)
    wings = cutout(poly([(left, top), (left + 60, top), (left + 20, top + 70), (left - 54, top + 56)]), on(lighter(card, 0.18)), 5, light.shade)
    wings += cutout(poly([(right, top), (right - 60, top), (right - 20, top + 70), (right + 54, top + 56)]), on(lighter(card, 0.18)), 5, light.shade)
    tape = shape(box(x - 16, top + 4, 32, high - 6), on(lighter(card, 0.3)), opacity=0.6)
    return back + inside + face + tape + wings


def yellow_again() -> str:
    """Page 6: five yellow lanterns, and a guess."""
    rng, light = np.random.default_rng(6), MORNING
    stall = shape(box(92, 120, 24, 560) + box(884, 120, 24, 560), light.on("#7b4636"))
    shade = shape(box(100, 130, 800, 130), light.shade, opacity=0.22)
    row = garland(light, (120, 186), (880, 186), [YELLOW] * 5, 16, 1.25, True)
    pulls = pose("stand", lean=4, nod=4, far_hand="fist", near_arm=(30, 70), near_hand="fist")
    peeping = lanterns(light, [(470, 470, 1.15, YELLOW), (560, 462, 1.15, YELLOW), (648, 474, 1.15, YELLOW)])
    man = grownup("bell", pulls, "proud", at=(390, 900), height=700, far_to=(548, 366), look=(0.4, 0.1))
    held = lanterns(light, [(562, 378, 1.5, YELLOW)], True)
    hides = pose("stand", lean=-6, nod=-8, near_hand="palm", far_hand="palm", far_over=True, near_leg=(-14, -2))
    spot, tall = (196, 868), 430
    boy = claude(hides, "laugh", at=spot, height=tall, look=(0.5, -0.1), near_to=(172, 562), far_to=(246, 556))
    bored = pose("stand", lean=8, nod=10, far_hand="fist", near_arm=(-6, 40), near_hand="fist", far_over=True)
    girl = shannon(bored, "sleepy", at=(862, 880), height=560, flip=True, look=(0.2, 0.2), far_to=(812, 470))
    return (
        _quay(light, rng) + stall + shade + lit(man.art, light) + _counter(light, 340, 780, 640, rng)
        + _carton(light, (560, 644), 300, 120, peeping) + held + _awning(light, 60, 940, 60, 64) + row
        + lit(girl.art, light) + lit(boy.art, light) + air.grain(light, rng)
    )  # fmt: skip


def _onlooker(at: Point, size: float, skin: str, hair: str, cloth: str, flip: bool = False, hat: str = "") -> str:
    """Draw somebody of the crowd down to the chest, amazed, looking to the right."""
    body = cutout(smooth([(-60, 170), (-58, 80), (-30, 52), (30, 52), (58, 80), (60, 170)], ease=0.8), cloth, 4)
    head = shape(oval(0, 0, 46, 50), darker(skin, 0.12)) + shape(oval(4, 0, 43, 49), skin)
    top = shape(smooth([(-50, -4), (-44, -44), (0, -62), (42, -44), (46, -20), (0, -30), (-34, 6)]), hair)
    if hat:
        top += cutout(smooth([(-42, -30), (-30, -66), (30, -66), (42, -30)]) + box(-62, -36, 126, 12, 6), hat, 3)
    face = shape(oval(10, 2, 6, 8) + oval(34, 2, 5, 7), "#2b1b3d") + shape(oval(24, 26, 8, 10), "#5a1730")
    face += line("M0-16q10-6 18 0M28-16q8-6 14 0", darker(hair, 0.2), 4)
    return group(body + head + face + top, at=at, scale=size, flip=flip)


def red_at_last() -> str:
    """Page 7: the one red lantern among twenty."""
    rng, light = np.random.default_rng(7), MORNING
    colours = [YELLOW] * LANTERNS["yellow"]
    back = _quay(light, rng, 430)
    strings = garland(light, (-60, 40), (1060, 30), colours[:10], 60, 0.92) + garland(light, (-40, 190), (1040, 180), colours[10:], 64, 0.8)
    heart = (500, 350)
    rays = "".join(
        shape(poly([heart, (500 + 900 * np.cos(a - 0.07), 350 + 900 * np.sin(a - 0.07)), (500 + 900 * np.cos(a + 0.07), 350 + 900 * np.sin(a + 0.07))]), "#fff0b0", opacity=0.16)
        for a in np.arange(0.1, 6.3, 0.4491)
    )  # fmt: skip
    crowd = (
        _onlooker((72, 470), 1.0, "#f0c3a0", "#7a4a35", "#6f8fb8", hat="#f3d28a")
        + _onlooker((176, 500), 0.86, "#8a5a3c", "#2b1b26", "#c65f7a")
        + _onlooker((930, 470), 1.04, "#d9a27c", "#d9c9b8", "#7fa06a", flip=True)
        + _onlooker((826, 506), 0.84, "#a86e48", "#3a2430", "#d08a4a", flip=True, hat="#4f6fa8")
    )
    lifts = pose("stand", lean=-4, nod=-6, near_arm=(60, 120), near_hand="fist", far_hand="fist")
    man = grownup("bell", lifts, "amazed", at=(470, 1010), height=760, near_to=(478, 300), far_to=(522, 300), look=(0.2, -0.35))
    prize = glow((500, 366), 330, "#ff8a5a", 0.75) + lanterns(light, [(500, 288, 2.1, RED)], True)
    leaps = pose("cheer", lift=46)
    boy = claude(leaps, "laugh", at=(236, 850), height=430, look=(0.6, -0.4))
    gasps = pose("stand", lean=-8, nod=-10, near_arm=(-40, -96), far_arm=(46, 104), near_hand="wave", far_hand="wave")
    girl = shannon(gasps, "amazed", at=(772, 870), height=560, flip=True, look=(0.6, -0.2))
    return (
        back + rays + strings + lit(crowd, light) + lit(man.art, light) + _counter(light, 320, 690, 690, rng)
        + _carton(light, (506, 694), 250, 96, "") + prize + lit(girl.art, light) + lit(boy.art, light)
        + specks((250, 120, 500, 460), 40, "#fff3c4", rng, 6, 0.8) + air.grain(light, rng)
    )  # fmt: skip


def half_and_half() -> str:
    """Page 8: four yellow, four blue, one under a hat."""
    rng, light = np.random.default_rng(8), MORNING
    spots = [(x, y, 1.2, c) for (x, y), c in zip(
        [(330, 548), (410, 556), (490, 546), (570, 558), (368, 470), (450, 462), (532, 470), (610, 486)],
        [YELLOW, BLUE, YELLOW, BLUE, BLUE, YELLOW, BLUE, YELLOW], strict=True)]  # fmt: skip
    inside = lanterns(light, spots[4:], True) + lanterns(light, spots[:4], True)
    nods = pose("stand", lean=6, nod=10, near_arm=(30, 80), near_hand="palm", far_hand="palm")
    man = grownup("bell", nods, "sly", at=(690, 960), height=800, flip=True, look=(0.6, 0.1), near_to=(706, 560), far_to=(640, 566))
    hat = glow((700, 600), 130, "#ffe27a", 0.95)
    hat += cutout(smooth([(612, 618), (622, 552), (662, 520), (738, 520), (778, 552), (790, 618)], ease=0.8), light.on("#3f6a4a"), 8)
    hat += cutout(oval(702, 618, 116, 20), light.on("#2f5239"), 5)
    hat += line("M640 606q60 14 124 0", light.on("#d9b04a"), 9)
    asks = pose("stand", lean=8, nod=-4, far_arm=(92, 160), far_hand="point", near_arm=(-50, 40), near_hand="fist")
    girl = shannon(asks, "sly", at=(150, 900), height=640, look=(0.75, -0.1))
    puzzled = pose("stand", lean=2, nod=10, near_arm=(-22, 36), far_arm=(26, -20), near_hand="fist", far_hand="fist")
    boy = claude(puzzled, "thinking", at=(905, 890), height=440, flip=True, look=(0.6, -0.3))
    colours = [YELLOW, YELLOW, BLUE, YELLOW, YELLOW, RED, BLUE]
    return (
        _quay(light, rng, 400) + garland(light, (-60, 20), (1060, 40), colours, 70, 0.9)
        + lit(man.art, light) + _counter(light, 230, 850, 640, rng) + _carton(light, (468, 700), 420, 128, inside)
        + hat + lit(girl.art, light) + lit(boy.art, light) + air.grain(light, rng)
    )  # fmt: skip


def _chip(at: Point, turn: float, size: float = 1) -> str:
    """Draw one chip."""
    bar = cutout(box(-30, -7, 60, 14, 4), "#f2c04a", 3) + line("M-24-4h46", "#fbe08f", 3)
    return group(bar, at=at, rotate=turn, scale=size)


GOGGLES = (
    line("M-52 4q52-26 104 0", "#5b3a3a", 12)
    + cutout(oval(-24, 0, 23, 22) + oval(24, 0, 23, 22), "#d9a441", 3)
    + shape(oval(-24, 0, 16, 15) + oval(24, 0, 16, 15), "#9fdbe0")
    + line("M-32-2q3-7 9-9M16-2q3-7 9-9", CREAM, 4)
)


def robbed() -> str:
    """Page 9: Noise takes the last chip, and the goggles."""
    rng, light = np.random.default_rng(9), NOON
    back = air.sky(light, rng, lamp=(820, 110), clouds=3) + seaside.sea(light, 470, rng, glint=820)
    back += houses.street_of_houses(light, 560, (150, 240), (110, 160), rng, 640, 0.35, gap=(-100, 330))
    back += shape(box(-30, 552, 1060, 340), linear(90, light.on("#cdb995"), light.on("#dfcca6")))
    back += materials.cobbles((-30, 570, 1060, 300), 90, light.on("#a8947c"), rng)
    back += chip_shop(light, (-70, 610), rng)
    gull = noise("swoop", (600, 250), 300, prop=group(_chip((0, 0), 40, 0.8)))
    stolen = line("M512 322q-6 30-2 50", "#f3b32c", 8) + group(GOGGLES, at=(500, 388), rotate=-14, scale=1.1)
    chips = "".join(
        _chip((x, y), t, s)
        for x, y, t, s in (
            (330, 420, 20, 1.1), (420, 500, -50, 1.2), (300, 560, 80, 1), (520, 560, 10, 1.15), (450, 330, 65, 0.9),
            (640, 470, -30, 1.1), (240, 470, -20, 0.9), (700, 600, 50, 1.2),
        )
    )  # fmt: skip
    shouts = pose("stand", lean=-6, nod=-12, far_arm=(120, 156), near_arm=(-96, -150), near_hand="fist", far_hand="wave", near_leg=(-16, -4), far_leg=(18, 8))
    cone = shape(poly([(-34, -30), (34, -30), (6, 62)]), CREAM) + shape(poly([(4, -30), (34, -30), (6, 62)]), "#d8d3e0")
    cone += line("M-26-14l40 0M-20 6l30 0", TOMATO, 4)
    boy = claude(shouts, "amazed", at=(330, 850), height=520, look=(0.6, -0.45), far_prop=group(cone, rotate=150, at=(0, 14), scale=0.8))
    art = boy.art
    giggles = pose("stand", lean=4, nod=6, near_arm=(-12, 30), far_hand="palm", near_hand="fist", far_over=True)
    girl = shannon(giggles, "laugh", at=(800, 860), height=580, flip=True, look=(0.5, 0.1), far_to=(756, 452))
    ducks = _onlooker((560, 640), 0.74, "#f0c3a0", "#7a4a35", "#6f8fb8", hat="#f3d28a")
    ducks += _onlooker((960, 600), 0.8, "#8a5a3c", "#2b1b26", "#c65f7a", flip=True)
    wind = line(smooth([(120, 190), (260, 230), (380, 220)], False) + smooth([(160, 280), (280, 310), (400, 296)], False) + smooth([(90, 360), (170, 372), (230, 366)], False), "#fffaf0", 6, 0.7)
    return (
        back + lit(ducks, light) + wind + lit(gull + stolen, light) + lit(girl.art, light) + lit(art, light)
        + lit(chips, light) + air.grain(light, rng)
    )  # fmt: skip


SCENES: dict[int, Callable[[], str]] = {6: yellow_again, 7: red_at_last, 8: half_and_half, 9: robbed}

__all__ = ["SCENES", "lantern", "mix", "wobble"]
