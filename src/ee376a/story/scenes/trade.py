"""Page 21: the chart comes back, for a chip."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import pose, shannon
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import group, line, shape
from ee376a.story.palette import CREAM, LATE, lit
from ee376a.story.paths import Point, join, oval, smooth
from ee376a.story.places import air, market, materials, seaside
from ee376a.story.props import papers, things


def barrel(at: Point, width: float) -> str:
    """Stand a barrel on its foot, in the late light; it is 1.15 times as high as wide."""
    (x, y), h, on = at, width * 1.15, LATE.on
    body = smooth(
        [
            (x - width * 0.42, y),
            (x - width / 2, y - h / 2),
            (x - width * 0.42, y - h),
            (x + width * 0.42, y - h),
            (x + width / 2, y - h / 2),
            (x + width * 0.42, y),
        ],
        ease=0.7,
    )
    art = shape(oval(x, y, width * 0.6, width * 0.08), LATE.shade, opacity=0.3) + shape(
        body, on("#a8693f")
    )
    staves = "".join(
        f"M{join((x + a * width, y - h + 6))}q{join((a * 20, h / 2, 0, h - 10))}"
        for a in (-0.28, -0.1, 0.1, 0.28)
    )
    hoops = "".join(
        f"M{join((x - b * width, y - h * a))}q{join((b * width, 10, 2 * b * width, 0))}"
        for a, b in ((0.2, 0.47), (0.8, 0.47))
    )
    art += line(staves, on("#6d3f31"), 4, 0.7) + line(hoops, on("#54485a"), width * 0.07)
    return art + shape(oval(x, y - h, width * 0.42, width * 0.08), on("#c98f5e"))


def trade() -> str:
    """Page 21: on the roof, a chart for a chip."""
    rng = np.random.default_rng(21)
    back = air.sky(LATE, rng, clouds=2) + seaside.sea(LATE, 470, rng)
    back += seaside.causeway(LATE, [(520, 640), (360, 596), (180, 560)], [40, 26, 18], rng, 1)
    back += seaside.rock(LATE, (66, 552), (200, 40), rng) + seaside.tower(LATE, (66, 526), 330, rng)
    back += seaside.fogbank(LATE, 350, 190, rng, 1000, -160, 0.75)
    back += shape(
        materials.cut([(-40, 720), (1040, 690), (1040, 900), (-40, 900)], rng, 3),
        LATE.on("#b9a68e"),
    )
    back += materials.cobbles((-30, 740, 1060, 130), 46, LATE.on("#8d7c70"), rng)
    back += group(market.chip_shop(LATE, (0, 0), rng), at=(548, 1190), scale=1.8)
    beak = (562.0, 224.0)
    gull = noise("stand", (742, 374), 262, flip=True, open_beak=True, goggles=True)
    reaches = pose(
        "reach", lean=10, nod=-4, far_hand="fist", near_arm=(-40, -16), near_leg=(-8, -22)
    )
    girl = shannon(reaches, "happy", at=(262, 704), height=500, far_to=(438, 268), look=(0.8, -0.3))
    chip = things.chip(LATE, (girl.far_hand[0] + 16, girl.far_hand[1] - 26), 1.15, -58)
    paper = papers.chart(LATE, (540, 412), 190, rotate=24)
    fall = line(
        (
            f"M{join((beak[0] - 40, beak[1] + 60))}q-6 26 2 48M{join((beak[0] + 12, beak[1] + 46))}"
            "q2 30 4 44"
        ),
        CREAM,
        5,
        0.8,
    )
    mouse = theseus(1, (446, 846), 170, look=12)
    return (
        back
        + barrel((270, 876), 190)
        + lit(girl.art, LATE)
        + chip
        + lit(gull, LATE)
        + fall
        + paper
        + lit(mouse, LATE)
        + air.grain(LATE, rng)
    )


SCENES: dict[int, Callable[[], str]] = {21: trade}
"""Scenes by the page that they begin on."""
