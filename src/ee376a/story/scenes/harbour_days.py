"""Pages 4, 10, 18 and 20: the wide views of harbour, hall, causeway and quay."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import cutout, glow, group, line, linear, shape, specks
from ee376a.story.grownups import grownup
from ee376a.story.numbers import PERCHES
from ee376a.story.palette import LATE, MORNING, NOON, TOMATO, lit
from ee376a.story.paths import Point, box, oval, poly, smooth, wobble
from ee376a.story.places import air, hall, harbour, houses, market, materials, seaside
from ee376a.story.props.lanterns import YELLOW, lantern
from ee376a.story.props.papers import chart, notebook, tallies


def lantern_day() -> str:
    """Page 4, a spread: the whole town in the morning."""
    light = MORNING
    view = harbour.harbour(light)
    girl = shannon("run", "laugh", at=(256, 690), height=128, shadow=False)
    boy = claude("run", "laugh", at=(352, 734), height=102)
    hangs = pose("reach", lean=2)
    man = grownup("bell", hangs, "happy", at=(640, 742), height=170)
    paper = group(lantern(light, YELLOW, True), at=(man.far_hand[0], man.far_hand[1]), scale=0.5)
    ladder = line(
        "M686 744L712 556M722 744L736 556M690 716h34M694 684h34M699 650h32M704 616h30M708 584h27",
        light.on("#7b4636"),
        5,
    )
    gull = noise("stand", (176, 296), 66)
    ida = seaside.boat(light, (1880, 560), 0.62, "#d32a1f", depth=0.1)
    far = seaside.boat(light, (1270, 500), 0.3, "#2f6f73", depth=0.4) + seaside.boat(
        light, (1420, 474), 0.22, "#c98a3a", depth=0.5
    )
    return (
        view.back
        + far
        + ida
        + lit(gull, light)
        + ladder
        + lit(man.art, light)
        + paper
        + lit(girl.art, light)
        + lit(boy.art, light)
        + view.front
    )


def painting_in_the_hall() -> str:
    """Page 10, a spread: the note, and the painting that says something."""
    rng, light = np.random.default_rng(10), NOON
    room = hall.hall(light, NOON, 2000, exact=True)
    reads = pose(
        "stand",
        lean=4,
        nod=-6,
        far_arm=(118, 140),
        far_hand="palm",
        near_arm=(-12, 50),
        near_hand="fist",
    )
    girl = shannon(reads, "worried", at=(388, 800), height=432, flip=True, look=(0.6, -0.2))
    note = group(
        cutout(poly(wobble([(-44, -56), (42, -54), (44, 52), (-42, 56)], rng, 3)), "#fff6e0", 6),
        line("M-28-32h54M-28-14h44M-28 4h52M-28 22h30", "#8a7f9a", 4),
        shape(oval(0, -46, 6), TOMATO),
        at=(230, 436),
        rotate=-4,
    )
    awed = pose("shrug", lean=-4, near_arm=(-70, -104), far_arm=(72, 106))
    boy = claude(awed, "amazed", at=(1372, 800), height=330, goggles=False, back=True)
    line_of_fog = box(622, 214, 136, 16, 8) + box(622, 204, 84, 14, 7)
    fog = group(shape(line_of_fog, "#c9c3d4"), clip=box(626, 80, 128, 240)) + line(
        "M690 196v40", light.on("#6d4a40"), 8
    )
    return room.back + fog + note + lit(girl.art, light) + lit(boy.art, light) + room.front


def tide() -> str:
    """Page 18, a spread: one runs to the town, one to the tower."""
    rng, light = np.random.default_rng(18), LATE
    on = light.on
    art = air.sky(light, rng, 2000, clouds=5) + seaside.sea(light, 380, rng, 2000)
    art += seaside.fogbank(light, 150, 360, rng, 2000, 1120, 0.95)
    art += seaside.rock(light, (1800, 500), (400, 100), rng) + seaside.tower(
        light, (1800, 452), 420, rng
    )
    path: list[Point] = [(760, 930), (980, 780), (1220, 668), (1460, 584), (1660, 520), (1760, 500)]
    art += seaside.causeway(light, path, [330, 240, 168, 116, 78, 60], rng, 0.55)
    drowned = [
        (700, 900), (830, 770), (1010, 690), (1140, 650), (1180, 690), (1130, 760), (1180, 800),
        (1060, 900),
    ]  # fmt: skip
    art += shape(smooth(drowned), seaside.water(light), opacity=0.62)
    crest = "".join(
        f"M{x - 70} {y}q35-{h} 70 0t70 0"
        for x, y, h in (
            (1010, 850, 26), (1120, 660, 14), (1190, 730, 20), (1150, 790, 24), (1330, 700, 20),
            (860, 730, 26), (1080, 690, 18), (1500, 640, 14),
        )
    )  # fmt: skip
    art += line(crest, on("#fff6e0"), 7, 0.85)
    # the quay and the last houses of the town
    art += houses.street_of_houses(light, 600, (300, 420), (170, 230), rng, 330, 0.12, (-300, -300))
    art += harbour.children_house(light, (470, 640), rng)
    ground = [(-40, 590), (610, 600), (690, 700), (820, 900), (-40, 900)]
    art += shape(
        poly([(600, 600), (690, 700), (820, 900), (900, 900), (750, 690), (650, 600)]),
        on("#6d6070"),
    )
    art += shape(materials.cut(ground, rng, 4), linear(90, on("#b3a290"), on("#c9b79c")))
    art += materials.cobbles((-30, 620, 700, 250), 70, on("#8d7d78"), rng)
    thief = group(chart(light, (0, 0), 120, plain=True), rotate=20)
    gull = noise("fly", (250, 130), 96, flip=True, prop=thief, goggles=True)
    runs = pose("run", near_arm=(-40, 40), near_hand="fist", far_hand="fist")
    mouse = theseus(2, (0, 0), 128, shadow=False)
    girl = shannon(runs, "grit", at=(330, 826), height=500, flip=True, look=(0.6, -0.1))
    tucked = group(mouse, at=(374, 640), flip=True, rotate=8)
    dash = pose("run", lean=20, far_arm=(70, 92), far_hand="fist", near_arm=(-76, -30))
    can = group(
        shape("M-20-24V22A20 7 0 0 0 20 22V-24Z", "#b9c4cc"),
        shape("M-20-12V14A20 7 0 0 0 20 14V-12Z", TOMATO),
        shape(oval(0, -24, 20, 7), "#4a4f66"),
    )
    boy = claude(
        dash,
        "grit",
        at=(1306, 700),
        height=300,
        goggles=False,
        look=(0.6, -0.1),
        far_prop=group(can, rotate=-60, at=(0, 10)),
    )
    hx, hy = boy.far_hand
    cord = smooth(
        [(533, 276), (760, 480), (1010, 640), (1130, 650), (1220, 590), (hx - 6, hy)], False
    )
    splash = "".join(
        f"M{x} {y}q{a} {b} {c} {d}"
        for x, y, a, b, c, d in (
            (1236, 706, -26, -34, -48, -22),
            (1250, 712, -12, -46, -34, -52),
            (1262, 716, -46, -6, -66, 6),
        )
    )
    foam = line(splash, on("#fff6e0"), 7) + specks(
        (1176, 640, 80, 70), 12, on("#fff6e0"), rng, 6, 0.9
    )
    return (
        art
        + seaside.hatch_fog(light, rng, 2000)
        + line(cord, on("#fbeed2"), 4)
        + lit(gull, light)
        + lit(girl.art, light)
        + lit(tucked, light)
        + lit(boy.art, light)
        + foam
        + air.grain(light, rng, 2000)
    )


def _icons() -> dict[str, str]:
    """Draw the four perches small, in pencil, as Shannon would."""
    ink = "#4a3a5c"
    return {
        "roof": shape("M-30 8L0-22 30 8Z", "#d9614a")
        + line("M-30 8L0-22 30 8M-20 8v20h40v-20M14-8v-16h9v25", ink, 4),
        "mast": line("M0-30V22M-24 14q24 20 48 0M4-24L24 6H4", ink, 4),
        "clock": shape(oval(0, 0, 26), "#fbe3a0")
        + line(oval(0, 0, 26) + "M0 0V-16M0 0L11 6", ink, 4),
        "buoy": shape("M-12 14L-6-22H6L12 14Z", "#d9614a")
        + line("M-12 14L-6-22H6L12 14ZM-10 0H10M-30 18q10-8 20 0t20 0 20 0", ink, 4),
    }


def counted() -> str:
    """Page 20: where a gull sits, and how often."""
    light = LATE
    view = market.quay(light, fog=0.55, tide=0.9)
    gull = noise(
        "stand",
        market.ROOF,
        92,
        goggles=True,
        prop=chart(light, (0, 0), 110, rotate=16, plain=True),
    )
    asks = pose(
        "kneel",
        lean=10,
        nod=8,
        near_arm=(24, 84),
        far_arm=(44, 92),
        near_hand="rest",
        far_hand="palm",
    )
    girl = shannon(asks, "calm", at=(196, 846), height=560, look=(0.75, 0.3))
    at, icons = (744, 678), _icons()
    spots = {"roof": (-182, -78), "mast": (-182, 36), "clock": (66, -78), "buoy": (66, 36)}
    inside = "".join(
        group(icons[name], at=spot, scale=1.05)
        + tallies(PERCHES[name], (spot[0] + 48, spot[1] - 22), 44, "#3b2a5c")
        for name, spot in spots.items()
    )
    book = notebook(light, at, 470, inside, rotate=-5)
    mouse = theseus(1, (392, 840), 160, act="squeak")
    return (
        view.back
        + lit(gull, light)
        + lit(girl.art, light)
        + view.front
        + book
        + glow((380, 800), 90, "#fff0b0", 0.5)
        + lit(mouse, light)
    )


SCENES: dict[int, Callable[[], str]] = {
    4: lantern_day,
    10: painting_in_the_hall,
    18: tide,
    20: counted,
}
