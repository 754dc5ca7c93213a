"""Pages 32 to 35: the walrus, the key, the stairs and the lamp."""

from collections.abc import Callable

from ee376a.story.characters import claude, pose, shannon
from ee376a.story.creatures import noise
from ee376a.story.drawing import glow, group, line, shape
from ee376a.story.palette import CREAM, LAMPLIGHT, NIGHT, Light, lit
from ee376a.story.paths import box, join, oval, poly
from ee376a.story.places import air, heights, seaside, section
from ee376a.story.props import things
from ee376a.story.props.walrus import sailor_cap, sun_hat, walrus

STAIRS = Light("#2c3a78", "#4a4a80", "#ffd98a", "#b391a0", "#6e3f56", "#0f0828")


"""The stairs at night, when a lantern burns somewhere below."""


MATCH = Light("#2a2450", "#4a3a60", "#ffd98a", "#c9a48e", "#2a2450", "#0d0a24")
"""What a match lights in a dark room."""


def _dashes(spots: list[tuple[float, float, float, float]], colour: str = CREAM) -> str:
    """Draw lines of motion ``(x, y, dx, dy)``."""
    return line(
        "".join(f"M{join((x, y))}l{join((dx, dy))}" for x, y, dx, dy in spots), colour, 6, 0.85
    )


def pulling() -> str:
    """Pages 32 and 33: Noise sits down, and the walrus goes up."""
    room = section.section(NIGHT, animal=False)
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
        at=(428, 614),
        height=440,
        look=(0.7, 0.0),
        shadow=False,
        near_to=(560, 392),
        far_to=(600, 386),
    )
    hands = girl.far_hand
    seat = (812.0, 560.0)
    tusk = (1548.0, 560.0)
    ends = (
        f"M{join((hands[0] - 60, hands[1] + 14))}L{join(hands)}L{join((676, 440))}"
        f"Q{join((760, 520, *seat))}Q{join((900, 500, 1150, 446))}L{join(tusk)}"
    )
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
    dives = pose(
        "stand",
        lean=72,
        nod=-50,
        near_arm=(78, 84),
        far_arm=(100, 112),
        near_leg=(-66, -80),
        far_leg=(-54, -92),
        near_hand="wave",
        far_hand="wave",
        lift=16,
        head_over=True,
    )
    boy = claude(
        dives, "laugh", at=(1884, 806), height=330, flip=True, goggles=False, look=(0.6, -0.1)
    )
    dust = oval(1700, 806, 60, 13) + oval(1776, 800, 40, 12) + oval(1640, 812, 36, 10)
    return (
        room.back
        + lit(girl.art, LAMPLIGHT)
        + string
        + lit(bird, seaside.GOLDEN)
        + thump
        + shape(oval(1690, 800, 190, 20), LAMPLIGHT.shade, opacity=0.4)
        + beast
        + knot
        + hats
        + flight
        + shape(dust, "#f3e2bd", opacity=0.35)
        + things.key(LAMPLIGHT, (1716, 794), 126, 6, shine=True)
        + lit(boy.art, LAMPLIGHT)
        + room.front
    )


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
        height=310,
        flip=True,
        goggles=False,
        near_prop=key,
        look=(0.5, -0.5),
    )
    shine = glow((x, y - 150), 460, "#ffc878", 0.55)
    shine += glow((boy.near_hand[0], boy.near_hand[1] - 40), 230, "#ffe29a", 0.8)
    cast = claude(
        runs,
        "happy",
        at=(x + 250, y + 60),
        height=560,
        flip=True,
        goggles=False,
        near_prop=things.key(LAMPLIGHT, (0, 52), 118, -90),
        shadow=False,
    )
    shade = group(lit(cast.art, air.SILHOUETTE), opacity=0.22)
    hats = ""
    for k, drawn in (
        (16.2, sun_hat(LAMPLIGHT, (0, -18), 0.86, 20)),
        (6.4, sailor_cap(LAMPLIGHT, (0, -20), 0.94, -32)),
        (3.4, sun_hat(LAMPLIGHT, (0, -26), 0.8, -58, "#2f74c4")),
    ):
        hats += group(drawn, at=heights.tread(k))
    rolls = "".join(
        line(
            (
                f"M{join((a, b))}q{join((-16, -30, -44, -34))}M{join((a + 4, b - 22))}"
                f"q{join((-10, -22, -30, -26))}"
            ),
            CREAM,
            4,
            0.7,
        )
        for a, b in (
            (heights.tread(16.2)[0] - 50, heights.tread(16.2)[1] - 24),
            (heights.tread(6.4)[0] - 48, heights.tread(6.4)[1] - 26),
        )
    )
    pane = group(
        lit(noise("peek", (826, 296), 84, flip=True, goggles=True), STAIRS),
        clip=box(787, 236, 66, 112),
    )
    return (
        stairs.back + pane + shade + shine + hats + rolls + lit(boy.art, LAMPLIGHT) + stairs.front
    )


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
    spy = group(
        lit(noise("peek", (74, 540), 150, goggles=True), NIGHT),
        clip=box(8, 380, 134, 244),
        opacity=0.7,
    )
    return room.back + spy + light + plate + key + lit(boy.art, MATCH) + flame + room.front


SCENES: dict[int, Callable[[], str]] = {32: pulling, 34: climbing, 35: turning}
"""Scenes by the page that they begin on."""
