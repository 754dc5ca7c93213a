"""Pages 16 and 17: the chart is found, and the chart is gone."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.costumes import C_HAIR, C_SKIN, S_HAIR, S_SKIN
from ee376a.story.creatures import noise
from ee376a.story.drawing import cutout, glow, group, line, shape, stamps
from ee376a.story.palette import CREAM, LATE, MUSTARD, ORANGE, TOMATO, Light, darker, lighter, lit
from ee376a.story.paths import Point, box, oval, poly, ribbon, smooth
from ee376a.story.places import air, attic
from ee376a.story.props.papers import chart, glyph, triangle
from ee376a.story.puppet import hand
from ee376a.story.scenes.attic_games import AFTERNOON

PALE = Light("#8684ab", "#d9d0df", "#fff0d8", "#f2ecf4", "#bdb8cf", "#2a2350")
"""The late light on what is white."""


def _arm(points: list[Point], sleeve: str, skin: str, kind: str, turn: float, size: float) -> str:
    """Draw an arm that comes in from the edge of the page, seen from above."""
    wide = size * 2
    (x0, y0), (x1, y1) = points[-2:]
    cuff = (x0 * 0.24 + x1 * 0.76, y0 * 0.24 + y1 * 0.76)
    art = hand(kind, (x1, y1), turn, skin, size)
    art += cutout(ribbon(points, [wide * 1.25] * (len(points) - 1) + [wide]), sleeve, 8)
    return art + shape(ribbon([cuff, (x1, y1)], [wide * 1.16, wide * 1.1]), darker(sleeve, 0.12))


def chart_found() -> str:
    """Page 16: the chart on the bench, from above."""
    light = AFTERNOON
    bench = attic.bench_from_above(light)
    card = chart(light, (420, 330), 640, rotate=-4)
    scrap = cutout(
        poly([(770, 196), (966, 182), (974, 560), (778, 572)]), light.on("#fff6e0"), 8, light.shade
    )
    threes = "".join(
        triangle(colour, (x, 286), 76, turn, 4)
        for colour, x, turn in (("#2339b8", 826, -3), ("#2339b8", 871, 177), ("#d32a1f", 916, -3))
    )
    letter = glyph("L", (876, 452), 130, "#33200f")
    head = shape(oval(236, 868, 150, 140), "#24133d", opacity=0.25) + shape(
        oval(228, 856, 146, 138), S_HAIR
    )
    head += line("M228 716Q222 800 230 870", S_SKIN, 6)
    for x, y in ((98, 790), (360, 786)):
        bumps = [
            (
                x + (78 if k % 2 else 68) * np.cos(k * np.pi / 9),
                y + (78 if k % 2 else 68) * np.sin(k * np.pi / 9),
            )
            for k in range(18)
        ]
        head += cutout(smooth([(float(a), float(b)) for a, b in bumps], ease=1.2), S_HAIR, 6)
        curls = "".join(
            f"M{x + a} {y + b}a14 14 0 0 1 28 2"
            for a, b in ((-40, -20), (6, -34), (-10, 12), (26, 14))
        )
        head += line(curls, lighter(S_HAIR, 0.22), 6)
    head += shape(oval(160, 812, 16) + oval(300, 808, 16), TOMATO)
    pencil = group(
        line("M-90 0H70", "#f7d34a", 17),
        line("M-92 0h6", "#ef8f8a", 19),
        shape("M70-9L98 0 70 9Z", CREAM),
        at=(70, 830),
        rotate=-64,
    )
    ends = np.random.default_rng(16).uniform((146, 176), (160, 206), (11, 2)).ravel()
    tuft = [
        (768 + float(r * np.cos(a)), 880 + float(r * np.sin(a)))
        for a, r in zip(np.linspace(-3.5, 0.3, ends.size), ends, strict=True)
    ]
    other = shape(oval(616, 880, 26, 34) + oval(920, 880, 26, 34), C_SKIN)
    other += cutout(smooth([*tuft, (900, 960), (640, 960)], ease=0.9), C_HAIR, 8)
    other += line("M690 790q14 50 40 70M768 760v80M846 786q-16 46-44 70", lighter(C_HAIR, 0.28), 9)
    arms = _arm([(20, 800), (60, 640), (140, 520)], MUSTARD, S_SKIN, "point", 128, 30)
    arms += _arm([(420, 900), (440, 740), (400, 590)], MUSTARD, S_SKIN, "palm", 186, 30)
    boy = _arm([(640, 900), (610, 720), (640, 590)], ORANGE, C_SKIN, "palm", 168, 27)
    boy += _arm([(1030, 860), (990, 720), (912, 610)], ORANGE, C_SKIN, "point", 216, 27)
    return (
        bench.back
        + glow((440, 320), 480, "#fff0b0", 0.5)
        + card
        + scrap
        + threes
        + letter
        + lit(arms + boy + head + pencil + other, light)
        + bench.front
    )


def stolen() -> str:
    """Page 17: in comes Noise, and out with the chart."""
    rng, light = np.random.default_rng(17), LATE
    room = attic.attic(light, LATE, fog=0.6)
    move: Point = (-236, -40)
    back, front = (group(part, at=move, scale=1.26) for part in (room.back, room.front))
    thief = noise(
        "burst",
        (500, 330),
        370,
        flip=True,
        rotate=-10,
        goggles=True,
        prop=chart(light, (20, 34), 150, rotate=10, plain=True),
    )
    sheet = cutout(
        poly([(-34, -44), (32, -46), (36, 40), (-30, 46)]), light.on("#fff6e0"), 7, light.shade
    )
    sheet += line("M-20-24h38M-20-8h34M-20 8h38M-20 24h20", light.on("#a59bb3"), 4)
    papers = stamps(
        sheet,
        [
            (150, 160, 1, -28), (250, 470, 0.9, 40), (880, 130, 0.8, 20), (900, 470, 1.1, -50),
            (470, 660, 0.9, 74), (690, 620, 0.8, -16), (60, 380, 0.8, 10),
        ],
    )  # fmt: skip
    pens = "".join(
        group(line("M-40 0H34", tone, 10), shape("M34-5L50 0 34 5Z", CREAM), at=(x, y), rotate=turn)
        for x, y, turn, tone in (
            (330, 150, 30, "#e2493b"), (800, 300, -60, "#2f8f86"), (380, 560, 110, "#f2b632"),
            (620, 560, 20, "#3f6fc4"),
        )
    )  # fmt: skip
    jar = shape(box(-34, -50, 68, 96, 14), "#dcebe8", opacity=0.75) + shape(
        box(-30, -6, 60, 48, 12), "#4aa25a"
    )
    jar += shape(box(-36, -62, 72, 18, 6), "#b98a4e")
    jars = group(jar, at=(936, 640), rotate=62) + group(jar, at=(80, 560), rotate=-40, scale=0.9)
    falls = pose(
        "stand",
        lean=-46,
        nod=20,
        near_arm=(-40, -96),
        far_arm=(40, 112),
        near_leg=(74, 40),
        far_leg=(98, 84),
        near_hand="wave",
        far_hand="wave",
        lift=16,
    )
    boy = claude(falls, "amazed", at=(236, 836), height=430, goggles=False, look=(0.7, -0.4))
    girl = shannon(falls, "startled", at=(800, 840), height=520, flip=True, look=(0.7, -0.4))
    gust = line(
        smooth([(-20, 250), (140, 300), (300, 260)], False)
        + smooth([(720, 180), (860, 230), (1010, 190)], False)
        + smooth([(640, 500), (780, 540), (960, 520)], False),
        "#fffaf0",
        6,
        0.55,
    )
    feathers = "".join(
        group(
            shape(smooth([(-30, 4), (0, -12), (34, -2), (0, 10)]), "#fbf6ea"),
            line("M-38 7L30-2", "#c9bfce", 3),
            at=(x, y),
            rotate=t,
        )
        for x, y, t in ((330, 330, 40), (760, 430, -30), (520, 520, 100))
    )
    return (
        back
        + gust
        + lit(papers + jars, light)
        + lit(girl.art, light)
        + lit(boy.art, light)
        + lit(thief, PALE)
        + lit(pens + feathers, light)
        + front
        + air.grain(light, rng)
    )


SCENES: dict[int, Callable[[], str]] = {16: chart_found, 17: stolen}
