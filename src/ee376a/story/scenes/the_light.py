"""Pages 32 to 37: the walrus, the key, the stairs, the lamp, and the light."""

from collections.abc import Callable

import numpy as np

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise
from ee376a.story.drawing import glow, group, line, shape
from ee376a.story.grownups import grownup
from ee376a.story.palette import CREAM, LAMPLIGHT, NIGHT, Light, lit
from ee376a.story.paths import box, join, oval, poly
from ee376a.story.places import harbour, heights, seaside, section
from ee376a.story.props import lanterns, things
from ee376a.story.props.walrus import sailor_cap, sun_hat, walrus

STAIRS = Light("#2c3a78", "#4a4a80", "#ffd98a", "#c9a6a2", "#6e3f56", "#140b2c")
"""The stairs at night, when a lantern burns somewhere below."""
MATCH = Light("#2a2450", "#4a3a60", "#ffd98a", "#c9a48e", "#2a2450", "#0d0a24")
"""What a match lights in a dark room."""


def _dashes(
    spots: list[tuple[float, float, float, float]], colour: str = CREAM, width: float = 6
) -> str:
    """Draw lines of motion ``(x, y, dx, dy)``."""
    return line(
        "".join(f"M{join((x, y))}l{join((dx, dy))}" for x, y, dx, dy in spots), colour, width, 0.85
    )


def pulling() -> str:
    """Pages 32 and 33: Noise sits down, and the walrus goes up."""
    room = section.section(NIGHT, animal=False)
    sill_x, sill_y = section.SILL
    pulls = pose(
        "pull",
        lean=-34,
        nod=10,
        near_leg=(70, 96),
        far_leg=(78, 104),
        near_arm=(70, 78),
        far_arm=(78, 82),
    )
    girl = shannon(
        pulls,
        "grit",
        at=(428, 652),
        height=440,
        look=(0.7, 0.0),
        shadow=False,
        near_to=(560, 420),
        far_to=(600, 412),
    )
    hands = girl.far_hand
    seat = (812.0, 560.0)
    tusk = (1548.0, 560.0)
    ends = f"M{join((hands[0] - 60, hands[1] + 14))}L{join(hands)}L{join((676, 440))}Q{join((760, 520, *seat))}Q{join((900, 500, 1150, 446))}L{join(tusk)}"
    string = line(ends, "#fff1cf", 5)
    bird = noise("stand", (seat[0], seat[1] + 6), 216, flip=True, goggles=True)
    thump = _dashes(
        [(720, 330, -24, -22), (762, 290, -8, -30), (880, 306, 18, -26), (916, 352, 28, -14)],
        "#ffe7a8",
    )
    beast = walrus(LAMPLIGHT, (1664, 706), 292, hats=False, rotate=-25)
    knot = shape(oval(tusk[0] + 6, tusk[1], 24, 12), "none", "#fff1cf", 6)
    hats = sailor_cap(LAMPLIGHT, (1742, 196), 1.15, -28) + sun_hat(LAMPLIGHT, (1778, 352), 1.0, 24)
    hats += sun_hat(LAMPLIGHT, (1912, 470), 0.86, -22, "#2f74c4")
    flight = _dashes(
        [(1722, 246, -16, 44), (1748, 252, -12, 40), (1744, 400, -22, 40), (1880, 510, -26, 30)]
    )
    dives = pose("stand", lean=72, nod=-50, near_arm=(78, 84), far_arm=(100, 112), near_leg=(-66, -80), far_leg=(-54, -92),
                 near_hand="wave", far_hand="wave", lift=16, head_over=True)  # fmt: skip
    boy = claude(
        dives, "laugh", at=(1884, 806), height=330, flip=True, goggles=False, look=(0.6, -0.1)
    )
    dust = oval(1700, 806, 60, 13) + oval(1776, 800, 40, 12) + oval(1640, 812, 36, 10)
    return (
        room.back + lit(girl.art, LAMPLIGHT) + string + lit(bird, GOLDEN) + thump
        + shape(oval(1690, 800, 190, 20), LAMPLIGHT.shade, opacity=0.4) + beast + knot + hats + flight
        + shape(dust, "#f3e2bd", opacity=0.35) + things.key(LAMPLIGHT, (1716, 794), 126, 6, shine=True)
        + lit(boy.art, LAMPLIGHT) + room.front
    )  # fmt: skip


def climbing() -> str:
    """Page 34: up and up and up."""
    stairs = heights.winding_stairs(STAIRS)
    x, y = heights.tread(19)
    key = things.key(LAMPLIGHT, (0, 52), 118, -90)
    runs = pose("run", near_arm=(-132, -170), near_hand="fist", far_arm=(-40, 30))
    boy = claude(
        runs,
        "happy",
        at=(x, y + 14),
        height=262,
        flip=True,
        goggles=False,
        near_prop=key,
        look=(0.5, -0.5),
    )
    shine = glow((boy.near_hand[0], boy.near_hand[1] - 40), 230, "#ffd98a", 0.75)
    hats = ""
    for k, drawn in (
        (16.2, sun_hat(LAMPLIGHT, (0, -18), 0.86, 20)),
        (6.4, sailor_cap(LAMPLIGHT, (0, -20), 0.94, -32)),
        (3.4, sun_hat(LAMPLIGHT, (0, -26), 0.8, -58, "#2f74c4")),
    ):
        hats += group(drawn, at=heights.tread(k))
    rolls = "".join(
        line(
            f"M{join((a, b))}q{join((-16, -30, -44, -34))}M{join((a + 4, b - 22))}q{join((-10, -22, -30, -26))}",
            CREAM,
            4,
            0.7,
        )
        for a, b in (
            (heights.tread(16.2)[0] - 50, heights.tread(16.2)[1] - 24),
            (heights.tread(6.4)[0] - 48, heights.tread(6.4)[1] - 26),
        )
    )
    return stairs.back + shine + hats + rolls + lit(boy.art, LAMPLIGHT) + stairs.front


def turning() -> str:
    """Page 35: the key in the lock."""
    room = heights.lamp_room()
    lock = (540.0, 660.0)
    plate = shape(box(lock[0] - 34, lock[1] - 46, 68, 92, 12), "#8a6a3a") + shape(
        oval(lock[0], lock[1] - 6, 13)
        + poly(
            [
                (lock[0] - 7, lock[1]),
                (lock[0] + 7, lock[1]),
                (lock[0] + 11, lock[1] + 28),
                (lock[0] - 11, lock[1] + 28),
            ]
        ),
        "#1b1230",
    )
    holds = pose(
        "stand",
        lean=10,
        nod=4,
        near_hand="fist",
        far_hand="fist",
        near_leg=(-16, -10),
        far_leg=(16, 4),
    )
    boy = claude(
        holds,
        "worried",
        at=(326, 830),
        height=400,
        goggles=False,
        near_to=(438, 668),
        far_to=(456, 652),
        look=(0.8, 0.1),
    )
    key = things.key(MATCH, (500, 656), 128, 0)
    light = glow((480, 700), 360, "#ffb860", 0.6) + glow((468, 760), 170, "#ffe0a0", 0.6)
    flame = shape(oval(466, 828, 34, 9), "#6a4a3a") + shape(box(455, 786, 22, 40, 3), "#f3e2bd")
    flame += glow((466, 768), 90, "#ffe9a8", 0.9) + shape(
        "M466 786C452 770 460 756 466 740C474 756 480 770 466 786Z", "#fff3c4"
    )
    return room.back + light + plate + key + lit(boy.art, MATCH) + flame + room.front


FLEET: tuple[tuple[float, float, float, str, bool], ...] = (
    (1010, 468, 0.26, "#4f6f8f", True),
    (1170, 500, 0.34, "#2f6f73", True),
    (1320, 462, 0.24, "#8a6a4a", True),
    (1010, 580, 0.46, "#f2b632", True),
    (1270, 690, 0.6, "#3f6fc4", True),
    (1010, 770, 0.72, "#5f9e4a", True),
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
        body = f"M{x - wide:.0f} 900C{x - wide:.0f} {top + 60 * size:.0f} {x - wide * 0.7:.0f} {top + r * 1.3:.0f} {x:.0f} {top + r * 1.3:.0f}"
        body += f"S{x + wide:.0f} {top + 60 * size:.0f} {x + wide:.0f} 900Z"
        hair = (
            f"M{x - r * 1.5:.0f} {top - r * 0.5:.0f}h{3 * r:.0f}v{-r * 0.3:.0f}h{-r * 0.7:.0f}v{-r * 0.8:.0f}h{-r * 1.6:.0f}v{r * 0.8:.0f}h{-r * 0.7:.0f}Z",
            oval(x - r * 0.2, top - r * 1.2, r * 0.5),
            oval(x - r * 0.8, top - r * 0.8, r * 0.6) + oval(x + r * 0.8, top - r * 0.8, r * 0.6),
            f"M{x - r * 1.1:.0f} {top - r * 0.3:.0f}q{r:.0f} {-r * 1.7:.0f} {2.2 * r:.0f} 0l{r * 0.6:.0f} 4Z",
        )[k % 4]
        art += shape(body + oval(x, top, r, r * 1.12) + hair, dark)
        art += line(
            f"M{x + r * 0.3:.0f} {top - r * 0.9:.0f}q{r * 0.6:.0f} 4 {r * 0.7:.0f} {r:.0f}",
            rim,
            3,
            0.6,
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
    fog += seaside.fogbank(GOLDEN, 556, 110, rng, 2000, 1500, 0.22)
    beams = seaside.beam((lx, ly), [(-80, 300), (-80, 760)], "#ffeeb0", 0.85)
    beams += seaside.beam((lx, ly), [(-80, 420), (-80, 640)], "#fff6d0", 0.6)
    beams += seaside.beam((lx, ly), [(2090, 96), (2090, 250)], "#ffeeb0", 0.8)
    gold = ""
    for _ in range(60):
        t = float(rng.uniform(0, 1))
        x = 1560 - t * 640
        y = 452 + float(rng.uniform(0, 1)) * (60 + 300 * t)
        half = 12 + 50 * t * float(rng.uniform(0.4, 1))
        gold += f"M{join(map(round, (x - half, y)))}h{2 * half:.0f}"
    gold_path = line(gold, "#ffe08a", 4, 0.6)
    boats = "".join(
        shape(oval(x, y + 14 * s, 110 * s, 10 * s), "#ffe08a", opacity=0.25)
        + seaside.boat(NIGHT if s < 0.3 else GOLDEN, (x, y), s, hull, rng, flip=flip, lantern=True)
        for x, y, s, hull, flip in sorted(FLEET, key=lambda b: b[1])
    )
    ida = seaside.boat(GOLDEN, (1612, 790), 0.95, "#d8372f", rng, flip=True, lantern=True)
    mum = grownup("mum", "wave", "happy", at=(1560, 790), height=112, flip=True, shadow=False)
    aunt = grownup("betty", "cheer", "laugh", at=(1652, 790), height=92, flip=True, shadow=False)
    crew = group(lit(mum.art + aunt.art, GOLDEN), clip=box(1480, 560, 300, 206))
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
        place.back + fog + beams + gold_path + boats + ida + crew
        + glow((lx, ly), 300, "#fff6d0", 0.7) + lit(boy.art, GOLDEN) + peep + lamp + _crowd(rng) + place.front
    )  # fmt: skip


GOLDEN = Light("#3a3560", "#8a6a5a", "#ffe9a8", "#f0cfa0", "#7a6470", "#1a1440")
"""The night where the beam passes."""

SCENES: dict[int, Callable[[], str]] = {32: pulling, 34: climbing, 35: turning, 36: the_light}
"""Scenes by the page that they begin on."""
