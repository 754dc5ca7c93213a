"""The two animals of the story: Theseus, a tin mouse, and Noise, a gull."""

import math

from ee376a.story.drawing import glow, group, line, shape
from ee376a.story.palette import CREAM, INK, TOMATO, darker, lighter
from ee376a.story.paths import Point, oval, poly, smooth
from ee376a.story.puppet import cloth

BRASS, LEATHER, LAMPS = "#cf9a3c", "#7a4530", 8


def theseus(
    lit: int,
    at: Point,
    length: float = 100,
    act: str = "stand",
    look: float = 0,
    shadow: bool = True,
) -> str:
    """Draw the tin mouse, his nose to the right.

    Parameters
    ----------
    lit
        How many of his eight lamps are lit, from his head backwards.
    at
        Where his wheels stand.
    length
        From nose to rump.
    act
        ``stand``, ``squeak`` (rears up, ears high: yes), ``spin`` (lines of turning: no)
        or ``dizzy``.
    look
        How far he tilts up, in degrees.
    shadow
        Whether he throws one on the ground.

    Raises
    ------
    ValueError
        For a number of lamps that he has not.
    """
    if not 0 <= lit <= LAMPS:
        raise ValueError(f"lit must be from 0 to {LAMPS}, got {lit}")
    shell = smooth(
        [(58, -22), (40, -46), (4, -66), (-36, -58), (-56, -30), (-50, -14), (0, -10), (40, -13)]
    )
    rise = -20 if act == "squeak" else 0
    far_ear = shape(oval(14, -70 + rise * 0.3, 13, 17), darker(LEATHER, 0.25))
    ear = cloth(oval(2, -68 + rise * 0.4, 16, 20), LEATHER, 2)
    ear += shape(oval(3, -66 + rise * 0.4, 9, 12), lighter(LEATHER, 0.28))
    tail = line(
        smooth(
            [(-54, -22), (-78, -30), (-92, -14), (-108, -26), (-112, -46), (-100, -50), (-98, -38)],
            False,
        ),
        "#8b6a3a",
        4,
    )
    key = line("M-30-58v-18", "#8a6a35", 6)
    key += shape(oval(-41, -86, 11, 9) + oval(-19, -86, 11, 9), "none", "#e8c06a", 6)
    belly = shape(poly([(-51, -20), (50, -20), (40, -12), (0, -9), (-46, -12)]), darker(BRASS, 0.3))
    shine = line(smooth([(-40, -48), (-12, -60), (8, -57)], False), lighter(BRASS, 0.6), 5, 0.8)
    seam = line(smooth([(24, -56), (30, -36), (24, -14)], False), darker(BRASS, 0.3), 2.5)
    lamps = ""
    for k in range(LAMPS):
        spot = (21 - k * 10.4, -32.5 + abs(k - 3.5) * 0.5)
        if k < lit:
            lamps += glow(spot, 12, "#fff0a0", 0.9) + shape(
                oval(*spot, 4.9), "#fffbd6", "#f2a51f", 1.2
            )
        else:
            lamps += shape(oval(*spot, 4.6), "#4a2c22")
    wheels = "".join(
        cloth(oval(x, -11, 12), TOMATO, 2) + shape(oval(x, -11, 4.5), CREAM) for x in (-32, 26)
    )
    nose = shape(oval(59, -23, 5.5), INK)
    if act == "dizzy":
        eye = line("M36-41a3 3 0 1 1 4 4a5 5 0 1 1-7-7a8 8 0 0 1 10 0", INK, 2.4)
    else:
        eye = shape(oval(38, -37, 4.6, 5.4), INK) + shape(oval(39.5, -39, 1.6), CREAM)
    whiskers = line("M50-20l16 5M50-17l13 11M52-24l17-2", "#8b6a3a", 1.8)
    mouth = line("M50-16q-5 5-11 2", "#6d3a28", 2.6)
    body = far_ear + tail + key + cloth(shell, BRASS, 3) + belly + shine + seam + ear
    body += lamps + wheels + eye + nose + whiskers + mouth
    tilt = look or (24 if act == "squeak" else 0)
    if tilt:
        body = group(group(body, at=(32, 0)), at=(-32, 0), rotate=-tilt)
    if act == "squeak":
        rays = [(math.cos(a), math.sin(a)) for a in (-1.9, -1.25, -0.6, 0.05)]
        ends = "".join(
            poly([(70 + 14 * x, -84 + 14 * y), (70 + 34 * x, -84 + 34 * y)], False) for x, y in rays
        )
        body += line(ends, "#ffe27a", 5)
    if act == "spin":
        arcs = "M-84-2a90 24 0 0 0 150 14M92-24a90 26 0 0 0-60-26M-100-34a100 30 0 0 1 40-24"
        body = group(body, rotate=-7) + line(arcs, CREAM, 5, 0.85)
    under = shape(oval(-2, 0, 62, 7), "#24133d", opacity=0.25) if shadow else ""
    return group(under, body, at=at, scale=length / 120)


WHITE, GREY, BEAK = "#fbf6ea", "#8f9cb3", "#f3b32c"


def _head(
    x: float, y: float, gape: bool, prop: str, asleep: bool, tilt: float = 0, worn: bool = False
) -> str:
    """Draw the gull's head round ``(0, 0)``, its beak to the right."""
    skull = shape(
        smooth([(-34, 10), (-30, -22), (0, -37), (28, -22), (34, 2), (20, 30), (-10, 36)]), WHITE
    )
    lower = shape(
        smooth(
            [
                (24, 8), (50, 18 if gape else 9), (66, 26 if gape else 11),
                (40, 22 if gape else 15),
            ],
            ease=0.6,
        ),
        darker(BEAK, 0.2),
    )  # fmt: skip
    throat = shape(poly([(26, 6), (58, 22), (60, 4)]), "#b5443c") if gape else ""
    upper = shape(
        smooth([(26, -8), (52, -12), (78, -4), (80, 10), (70, 7), (28, 9)], ease=0.8), BEAK
    )
    spot = shape(oval(66, 3, 4), TOMATO)
    if asleep:
        eye = line("M2-6q9 8 18 0", INK, 4.5)
        brow = line("M0-20q10-6 22-1", INK, 5)
    else:
        eye = shape(oval(12, -6, 9.5), "#fff1a8") + shape(oval(14, -5, 5), INK)
        eye += shape(oval(15.6, -7, 1.6), CREAM)
        brow = line("M-4-24L26-13", INK, 7)
    parts = lower + throat + prop + upper + spot + skull + eye + brow
    if worn:
        parts += line("M-33-14Q-14-30 6-36", "#5b3a3a", 10)
        parts += shape(oval(14, -37, 15, 14), "#d9a441") + shape(oval(15, -37, 10, 9.5), "#9fdbe0")
        parts += line("M9-38q2-5 6-6", CREAM, 3)
    return group(parts, at=(x, y), rotate=tilt)


def _wing(root: Point, tip: Point, width: float, colour: str) -> str:
    """Draw a spread wing from its root to its tip: grey, with dark fingers at the end."""
    dx, dy = tip[0] - root[0], tip[1] - root[1]
    far = math.hypot(dx, dy)
    ux, uy = dx / far, dy / far
    sign = 1 if dx >= 0 else -1
    px, py = -uy * sign, ux * sign

    def spot(along: float, across: float) -> Point:
        return (
            root[0] + ux * far * along + px * width * across,
            root[1] + uy * far * along + py * width * across,
        )

    vane = smooth(
        [
            spot(0, -0.35),
            spot(0.35, -0.5),
            spot(0.7, -0.32),
            spot(1, 0),
            spot(0.93, 0.12),
            spot(0.86, 0.3),
            spot(0.74, 0.36),
            spot(0.6, 0.55),
            spot(0.4, 0.62),
            spot(0.2, 0.72),
            spot(0, 0.6),
        ],
        ease=0.9,
    )
    tips = smooth([spot(0.78, -0.3), spot(1.04, -0.02), spot(0.9, 0.3), spot(0.74, 0.4)], ease=0.6)
    bars = "".join(
        smooth([spot(a, 0.05), spot(a - 0.03, 0.3), spot(a - 0.06, 0.5)], False)
        for a in (0.24, 0.4, 0.56)
    )
    edge = smooth([spot(0, 0.42), spot(0.3, 0.5), spot(0.6, 0.36), spot(0.8, 0.25)], False)
    return (
        cloth(vane, colour, 4)
        + group(shape(tips, "#3d3a55"), clip=vane)
        + line(bars, darker(colour, 0.22), 4)
        + line(edge, WHITE, 6, 0.8)
    )


def noise(
    act: str,
    at: Point,
    size: float = 170,
    flip: bool = False,
    open_beak: bool = False,
    prop: str = "",
    rotate: float = 0,
    goggles: bool = False,
) -> str:
    """Draw the gull, his beak to the right.

    Parameters
    ----------
    act
        ``stand``, ``sleep``, ``fly`` (wings up), ``swoop`` (wings wide, seen from the side),
        ``burst`` (towards the reader, wings wide) or ``peek`` (the head alone).
    at
        His feet when he stands or sleeps, else the middle of his body.
    size
        How tall he would stand.
    flip
        Whether he faces left.
    open_beak
        Whether he screeches.
    prop
        What he has in his beak; its ``(0, 0)`` is at the tip.
    rotate
        In degrees.
    goggles
        Whether he wears what he stole from Claude.

    Raises
    ------
    ValueError
        For an act that he does not know.
    """
    held = group(prop, at=(58, 8)) if prop else ""
    gape = open_beak or bool(prop)
    tail = [(-60, -78), (-112, -62), (-118, -50), (-66, -48)]
    egg = smooth(
        [
            (46, -128), (66, -92), (48, -52), (0, -34), (-52, -46), (-84, -62), (-70, -84),
            (-20, -112), (16, -140),
        ]
    )  # fmt: skip
    belly = smooth([(60, -80), (40, -48), (0, -34), (-48, -44), (-10, -52), (36, -68)])
    folded = smooth(
        [(30, -110), (34, -84), (0, -62), (-60, -58), (-124, -70), (-80, -92), (-20, -116)]
    )
    if act in ("stand", "sleep"):
        feet = line("M-6-40v36M18-42v38", darker(BEAK, 0.1), 6)
        feet += shape("M-10 2l4-8 22 8ZM14 2l4-8 22 8Z", darker(BEAK, 0.1))
        if act == "sleep":
            feet, drop = "", 34.0
        else:
            drop = 0.0
        body = (
            shape(smooth(tail, ease=0.4), "#3d3a55")
            + cloth(egg, WHITE, 3)
            + shape(belly, "#d8d3e0")
        )
        wing = cloth(folded, GREY, 3) + shape(
            smooth([(-84, -84), (-132, -68), (-96, -62), (-70, -66)], ease=0.6), "#3d3a55"
        )
        wing += line("M-6-78q-30 12-62 10M8-94q-30 14-70 14", darker(GREY, 0.2), 4)
        head = _head(44, -150, gape, held, act == "sleep", 16 if act == "sleep" else 0, goggles)
        art = feet + group(body + wing + head, at=(0, drop))
        return group(art, at=at, scale=size / 186, flip=flip, rotate=rotate)
    if act == "peek":
        neck = shape(
            smooth([(-30, 0), (-44, 60), (-60, 120), (60, 120), (34, 60), (26, 10)]), WHITE
        )
        return group(
            neck,
            _head(0, 0, gape, held, False, 0, goggles),
            at=at,
            scale=size / 186,
            flip=flip,
            rotate=rotate,
        )
    if act == "burst":
        wings = _wing((34, -10), (190, -66), 86, GREY) + _wing((-34, -10), (-190, -66), 86, GREY)
        fan = cloth(
            smooth([(-26, 40), (-44, 92), (0, 104), (44, 92), (26, 40)], ease=0.7), WHITE, 3
        )
        trunk = cloth(
            smooth([(0, -46), (44, -20), (46, 28), (22, 62), (-22, 62), (-46, 28), (-44, -20)]),
            WHITE,
            3,
        )
        legs = line("M-16 58l-8 30M16 58l8 30", BEAK, 6)
        head = _head(0, -52, gape, held, False, 0, goggles)
        return group(
            fan + legs + wings + trunk + head, at=at, scale=size / 186, flip=flip, rotate=rotate
        )
    if act not in ("fly", "swoop"):
        raise ValueError(f"act must be stand, sleep, fly, swoop, burst or peek, got {act!r}")
    trunk = smooth(
        [(70, -18), (58, 12), (16, 28), (-40, 22), (-90, 6), (-60, -14), (0, -32), (44, -34)]
    )
    under = smooth([(64, 4), (20, 28), (-40, 22), (-84, 8), (-30, 10), (30, 8)])
    fan = smooth([(-66, -8), (-124, -16), (-132, 6), (-120, 20), (-64, 12)], ease=0.6)
    legs = line("M-40 22l-34 10M-26 25l-34 12", BEAK, 6)
    tips = ((44, -150), (-56, -146)) if act == "fly" else ((62, -120), (-86, 104))
    roots = ((26, -14), (2, -16)) if act == "fly" else ((24, -16), (-2, 2))
    far = _wing(roots[0], tips[0], 70, darker(GREY, 0.16))
    near = _wing(roots[1], tips[1], 84, GREY)
    head = _head(78, -40, gape, held, False, 6, goggles)
    body = legs + cloth(fan, WHITE, 3) + far + cloth(trunk, WHITE, 3) + shape(under, "#d8d3e0")
    return group(body + head + near, at=at, scale=size / 186, flip=flip, rotate=rotate)
