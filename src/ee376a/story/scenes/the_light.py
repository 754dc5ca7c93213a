"""Pages 36 and 37: the light."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, shannon
from ee376a.story.creatures import noise
from ee376a.story.drawing import glow, group, line, shape
from ee376a.story.grownups import grownup
from ee376a.story.palette import LAMPLIGHT, NIGHT, lit
from ee376a.story.paths import box, join, oval
from ee376a.story.places import harbour, seaside
from ee376a.story.props import lanterns

FLEET: tuple[tuple[float, float, float, str, bool], ...] = (
    (1110, 468, 0.26, "#4f6f8f", True),
    (1250, 500, 0.34, "#2f6f73", True),
    (1400, 462, 0.24, "#8a6a4a", True),
    (1140, 584, 0.44, "#f2b632", True),
    (1350, 640, 0.54, "#3f6fc4", True),
    (1170, 766, 0.7, "#5f9e4a", True),
)


"""The boats that come home before the Ida, which is the seventh."""


def _crowd(rng: np.random.Generator) -> str:
    """Stand the people of Low Harbour on the quay with their lanterns, dark against the light."""
    dark, rim = "#1d1440", "#a08090"
    art, held = "", []
    for k in range(11):
        x = -16 + k * 70 + float(rng.uniform(-14, 14))
        size = float(rng.uniform(0.7, 1.25)) if k % 4 != 2 else 0.62
        top = 800 - 50 * size + k * 3
        wide, r = 40 * size, 25 * size
        body = (
            f"M{x - wide:.0f} 900C{x - wide:.0f} {top + 60 * size:.0f} {x - wide * 0.7:.0f}"
            f" {top + r * 1.3:.0f} {x:.0f} {top + r * 1.3:.0f}"
        )
        body += f"S{x + wide:.0f} {top + 60 * size:.0f} {x + wide:.0f} 900Z"
        hair = (
            oval(x, top - r * 0.55, r * 1.08, r * 0.8) + oval(x, top - r * 1.5, r * 0.3),
            oval(x - r * 0.2, top - r * 1.2, r * 0.5),
            oval(x - r * 0.8, top - r * 0.8, r * 0.6) + oval(x + r * 0.8, top - r * 0.8, r * 0.6),
            (
                f"M{x - r * 1.1:.0f} {top - r * 0.3:.0f}q{r:.0f} {-r * 1.7:.0f} {2.2 * r:.0f}"
                f" 0l{r * 0.6:.0f} 4Z"
            ),
        )[k % 4]
        art += shape(body + oval(x, top, r, r * 1.12) + hair, dark)
        if k % 4:  # a rim of light on those without a cap
            edge = (x + r * 0.3, top - r * 0.9)
            art += line(
                f"M{join(map(round, edge))}q{r * 0.6:.0f} 4 {r * 0.7:.0f} {r:.0f}", rim, 3, 0.6
            )
        if k % 3 == 1:
            hx = x + wide * 1.1
            art += line(
                f"M{x + wide * 0.5:.0f} {top + 66 * size:.0f}L{hx:.0f} {top - 34:.0f}",
                dark,
                15 * size,
            )
            art += line(f"M{hx:.0f} {top - 34:.0f}v-46", dark, 5)
            held.append(
                (
                    round(hx),
                    round(top - 82),
                    0.62,
                    (lanterns.YELLOW, lanterns.BLUE, lanterns.RED)[k // 3 % 3],
                )
            )
    return art + lanterns.lanterns(NIGHT, held, True)


def the_light() -> str:
    """Pages 36 and 37: the light, and seven boats that turn for home."""
    rng = np.random.default_rng(36)
    place = harbour.harbour(NIGHT, fog=0, tide=1, lamp=True, lit=True, calm=True)
    lx, ly = harbour.LAMP
    fog = seaside.fogbank(NIGHT, 372, 190, rng, 2000, 660, 0.8)
    fog += seaside.fogbank(seaside.GOLDEN, 556, 110, rng, 2000, 1500, 0.22)
    beams = seaside.beam((lx, ly), [(-80, 300), (-80, 760)], "#ffeeb0", 0.85)
    beams += seaside.beam((lx, ly), [(-80, 420), (-80, 640)], "#fff6d0", 0.6)
    beams += seaside.beam((lx, ly), [(2090, 96), (2090, 250)], "#ffeeb0", 0.8)
    gold = ""
    for _ in range(60):
        t = float(rng.uniform(0, 1))
        x = 1560 - t * 480
        y = 452 + float(rng.uniform(0, 1)) * (60 + 300 * t)
        half = 12 + 50 * t * float(rng.uniform(0.4, 1))
        gold += f"M{join(map(round, (x - half, y)))}h{2 * half:.0f}"
    gold_path = line(gold, "#ffe08a", 4, 0.6)
    boats = "".join(
        shape(oval(x, y + 14 * s, 110 * s, 10 * s), "#ffe08a", opacity=0.25)
        + seaside.boat(
            NIGHT if s < 0.3 else seaside.GOLDEN, (x, y), s, hull, flip=flip, lantern=True
        )
        for x, y, s, hull, flip in sorted(FLEET, key=lambda b: b[1])
    )
    ida = seaside.boat(seaside.GOLDEN, (1612, 790), 0.95, "#d8372f", flip=True, lantern=True)
    mum = grownup("mum", "wave", "happy", at=(1560, 790), height=112, flip=True, shadow=False)
    aunt = grownup("betty", "cheer", "laugh", at=(1652, 790), height=92, flip=True, shadow=False)
    crew = group(lit(mum.art + aunt.art, seaside.GOLDEN), clip=box(1480, 560, 300, 206))
    boy = claude(
        "cheer", "laugh", at=(lx, ly + 34), height=62, flip=True, goggles=False, shadow=False
    )
    girl = shannon(
        "wave",
        "laugh",
        at=(harbour.ATTIC_WINDOW[0], harbour.ATTIC_WINDOW[1] + 66),
        height=90,
        shadow=False,
        back=False,
    )
    wx, wy = harbour.ATTIC_WINDOW
    peep = group(
        shape(oval(wx, wy, 27), "#ffdf94") + lit(girl.art, LAMPLIGHT), clip=oval(wx, wy, 27)
    )
    lamp = group(lanterns.lantern(NIGHT, lanterns.YELLOW, True), at=(wx + 32, wy - 30), scale=0.3)
    return (
        place.back
        + fog
        + beams
        + gold_path
        + boats
        + ida
        + crew
        + lit(noise("fly", (1236, 282), 74, flip=True, goggles=True), seaside.GOLDEN)
        + glow((lx, ly), 300, "#fff6d0", 0.7)
        + lit(boy.art, seaside.GOLDEN)
        + peep
        + lamp
        + _crowd(rng)
        + place.front
    )


SCENES: dict[int, Callable[[], str]] = {36: the_light}
"""Scenes by the page that they begin on."""
