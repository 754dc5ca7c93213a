"""Pages 8 and 9: one bit under a hat, and a gull that takes things."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.costume_grownups import BELL
from ee376a.story.creatures import noise
from ee376a.story.drawing import cutout, glow, group, line, linear, shape
from ee376a.story.grownups import grownup
from ee376a.story.palette import CREAM, MORNING, NOON, Light, lit
from ee376a.story.paths import box, oval, poly, smooth
from ee376a.story.places import air, houses, materials, seaside
from ee376a.story.places.market import chip_shop
from ee376a.story.props.lanterns import BLUE, YELLOW, lanterns
from ee376a.story.props.things import chip, cone
from ee376a.story.puppet import hand
from ee376a.story.scenes.market import carton, counter, onlooker, view


def bunting(light: Light) -> str:
    """Hang small flags over the market."""
    art = line("M-40 30Q500 150 1040 20", light.on("#4d3a4a"), 3)
    tones = ("#d9473a", CREAM, "#2f8f86", "#ef8f8a")
    for k in range(14):
        t = (k + 0.5) / 14
        x, y = -40 + 1080 * t, (1 - t) ** 2 * 30 + 2 * t * (1 - t) * 150 + t * t * 20
        art += cutout(
            poly([(x - 28, y), (x + 28, y + 2), (x + 2, y + 62)]),
            light.on(tones[k % 4]),
            3,
            light.shade,
        )
    return art


def half_and_half() -> str:
    """Page 8: four yellow, four blue, one under a hat."""
    rng, light = np.random.default_rng(8), MORNING
    spots = [
        (x, y, 1.2, c)
        for (x, y), c in zip(
            [
                (306, 492), (386, 500), (466, 492), (546, 502), (344, 402), (424, 394),
                (504, 402), (580, 414),
            ],
            [YELLOW, BLUE, YELLOW, BLUE, BLUE, YELLOW, BLUE, YELLOW],
            strict=True,
        )
    ]  # fmt: skip
    inside = lanterns(light, spots[4:], True) + lanterns(light, spots[:4], True)
    nods = pose("stand", lean=6, nod=10, near_arm=(30, 80), near_hand="palm", far_hand="palm")
    man = grownup(
        "bareheaded bell",
        nods,
        "sly",
        at=(716, 960),
        height=780,
        flip=True,
        look=(0.6, 0.1),
        near_to=(706, 560),
        far_to=(640, 566),
    )
    hat = glow((700, 600), 130, "#ffe27a", 0.95)
    hat += cutout(
        smooth([(612, 618), (622, 552), (662, 520), (738, 520), (778, 552), (790, 618)], ease=0.8),
        light.on("#3f6a4a"),
        8,
    )
    hat += cutout(oval(702, 618, 116, 20), light.on("#2f5239"), 5)
    hat += line("M640 606q60 14 124 0", light.on("#d9b04a"), 9)
    hat += hand("rest", (778, 522), -52, light.on(BELL.skin), 27)
    asks = pose(
        "stand",
        lean=8,
        nod=-4,
        far_arm=(92, 160),
        far_hand="point",
        near_arm=(-50, 40),
        near_hand="fist",
    )
    girl = shannon(asks, "sly", at=(128, 900), height=640, look=(0.75, -0.1))
    puzzled = pose(
        "stand",
        lean=2,
        nod=10,
        near_arm=(-22, 36),
        far_arm=(26, -20),
        near_hand="fist",
        far_hand="fist",
    )
    boy = claude(puzzled, "thinking", at=(905, 890), height=440, flip=True, look=(0.6, -0.3))
    return (
        view(light, rng, 400)
        + bunting(light)
        + lit(man.art, light)
        + counter(light, 230, 850, 640, rng)
        + carton(light, (468, 700), 420, 128, inside)
        + hat
        + lit(girl.art, light)
        + lit(boy.art, light)
        + air.grain(light, rng)
    )


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
    back += houses.street_of_houses(
        light, 560, (150, 240), (110, 160), rng, 640, 0.35, gap=(-100, 330)
    )
    back += shape(box(-30, 552, 1060, 340), linear(90, light.on("#cdb995"), light.on("#dfcca6")))
    back += materials.cobbles((-30, 570, 1060, 300), 90, light.on("#a8947c"), rng)
    back += chip_shop(light, (-70, 610), rng)
    gull = noise("swoop", (640, 206), 300, prop=chip(light, (0, 0), 0.9, 40))
    stolen = line("M550 278q-6 30-2 50", "#f3b32c", 8) + group(
        GOGGLES, at=(544, 342), rotate=-14, scale=1.1
    )
    chips = "".join(
        chip(light, (x, y), s, t)
        for x, y, t, s in (
            (560, 400, 20, 1.1), (600, 520, -50, 1.2), (120, 560, 80, 1), (540, 620, 10, 1.15),
            (660, 380, 65, 0.9), (640, 470, -30, 1.1), (90, 420, -20, 0.9), (690, 610, 50, 1.2),
            (190, 330, 30, 1),
        )
    )  # fmt: skip
    shouts = pose(
        "stand",
        lean=-6,
        nod=-12,
        far_arm=(120, 156),
        near_arm=(-96, -150),
        near_hand="fist",
        far_hand="wave",
        near_leg=(-16, -4),
        far_leg=(18, 8),
    )
    boy = claude(shouts, "amazed", at=(330, 850), height=520, goggles=False, look=(0.6, -0.45))
    hand_x, hand_y = boy.far_hand
    paper = cone(light, (hand_x + 6, hand_y - 40), 1.25, rotate=158)
    giggles = pose(
        "stand", lean=4, nod=6, near_arm=(-12, 30), far_hand="palm", near_hand="fist", far_over=True
    )
    girl = shannon(
        giggles, "laugh", at=(846, 866), height=540, flip=True, look=(0.5, 0.1), far_to=(800, 482)
    )
    ducks = onlooker((590, 770), 0.9, "#f0c3a0", "#7a4a35", "#6f8fb8", hat="#f3d28a")
    wind = line(
        smooth([(120, 190), (260, 230), (380, 220)], False)
        + smooth([(160, 280), (280, 310), (400, 296)], False)
        + smooth([(90, 360), (170, 372), (230, 366)], False),
        "#fffaf0",
        6,
        0.7,
    )
    return (
        back
        + lit(ducks, light)
        + wind
        + lit(gull + stolen, light)
        + lit(girl.art, light)
        + paper
        + lit(boy.art, light)
        + chips
        + air.grain(light, rng)
    )


SCENES: dict[int, Callable[[], str]] = {8: half_and_half, 9: robbed}
