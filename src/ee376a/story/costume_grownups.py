"""Hair, clothes and boots of the grown-ups."""

import math
from dataclasses import replace
from functools import partial

from ee376a.story.drawing import group, line, shape
from ee376a.story.dressing import Costume, boot, skull
from ee376a.story.faces import face
from ee376a.story.palette import INK, NAVY, PLUM, TEAL, TOMATO, darker, lighter
from ee376a.story.paths import Point, oval, poly, ribbon, smooth
from ee376a.story.puppet import Build, Joints, cloth, front, limb

Tones = tuple[str, str, str]
"""Colours of what is worn above, of the legs and of the shoes."""


def _clothes(
    j: Joints,
    back: bool,
    limbs: tuple[str, str, str],
    skin: str,
    tones: Tones,
    wide: float,
    long: float,
    laid: str,
) -> str:
    """Dress a figure in a smock or coat ``wide`` at the hem, with something laid over it."""
    near, far, head = limbs
    upper, lower, shoe = tones
    arm_w, leg_w = j.build.girth

    def arm(parts: tuple[Point, Point, Point], colour: str) -> str:
        (ex, ey), (wx, wy) = parts[1], parts[2]
        ring = (ex * 0.14 + wx * 0.86, ey * 0.14 + wy * 0.86)
        cuff = shape(
            ribbon([(ex * 0.3 + wx * 0.7, ey * 0.3 + wy * 0.7), ring], [arm_w + 3, arm_w + 4]),
            darker(colour, 0.12),
        )
        return cloth(limb((parts[0], parts[1], ring), (arm_w + 2, arm_w, arm_w)), colour, 3) + cuff

    def leg(parts: tuple[Point, Point, Point], colour: str) -> str:
        return shape(limb(parts, (leg_w, leg_w - 4, leg_w - 8)), colour) + boot(
            parts, shoe, 46, back
        )

    half = j.build.shoulders / 2
    coat = smooth(
        [
            j.torso(-half * 0.7, 1.0), j.torso(0, 1.03), j.torso(half * 0.7, 1.0),
            j.torso(half, 0.8), j.torso(wide * 0.98, 0.25), j.torso(wide, -long),
            j.torso(0, -long - 0.04), j.torso(-wide, -long), j.torso(-wide * 0.98, 0.25),
            j.torso(-half, 0.8),
        ],
        ease=0.85,
    )  # fmt: skip
    neck = shape(ribbon([j.torso(0, 0.88), j.torso(0, 1.14)], [30, 30]), darker(skin, 0.22))
    far_part = far + arm(j.far_arm, upper if j.how.far_over else darker(upper, 0.16))
    under = "" if j.how.far_over else far_part
    return (
        under
        + leg(j.far_leg, darker(lower, 0.2))
        + leg(j.near_leg, lower)
        + neck
        + cloth(coat, upper, 4)
        + group(laid, clip=coat)
        + front(j.how, head, near + arm(j.near_arm, upper), far_part)
    )


def _ears(rx: float, ry: float, t: float, skin: str) -> str:
    return "".join(
        shape(oval(side * rx - t * 11, ry * 0.14, 11, 14), darker(skin, 0.06))
        for side in (-1, 1)
        if side * t < 0.4
    )


B_SKIN, O_SKIN = "#e3a57c", "#c58b66"


def _bell_head(mood: str, look: Point, back: bool, hat: bool = True) -> str:
    rx, ry = BELL.build.head
    t = 0.0 if back else look[0]
    fx, fy = look[0] * rx * 0.36, look[1] * ry * 0.26
    jaw = shape(skull(rx, ry, t), B_SKIN)
    tufts = "".join(
        shape(oval(side * rx * 0.95 - t * 6, -ry * 0.14, 16, 20), "#8d7f86") for side in (-1, 1)
    )
    cap = cloth(
        smooth(
            [
                (-rx * 0.98, -ry * 0.5), (-rx * 0.8, -ry * 1.06), (0, -ry * 1.24),
                (rx * 0.8, -ry * 1.06), (rx * 0.98, -ry * 0.5), (0, -ry * 0.66),
            ]
        ),
        "#3f6a4a",
        3,
    )  # fmt: skip
    peak = shape(
        smooth(
            [
                (-rx * 0.3 + fx, -ry * 0.62), (rx * 0.75 + fx, -ry * 0.62),
                (rx * 0.95 + fx, -ry * 0.4), (rx * 0.2 + fx, -ry * 0.46),
            ]
        ),
        "#2f5239",
    )  # fmt: skip
    if not hat:
        cap, peak = (
            line(
                smooth([(-18, -ry * 1.02), (-6, -ry * 1.12), (4, -ry * 1.0)], False), "#8d7f86", 5
            ),
            "",
        )
    if back:
        return group(_ears(rx, ry, 0, B_SKIN), jaw, tufts, cap, at=(0, -ry))
    nose = shape(oval(fx * 1.2, fy + ry * 0.3, 11, 10), "#d98a6c")
    tash = shape(
        smooth(
            [
                (fx - 4, fy + ry * 0.42), (fx - 34, fy + ry * 0.42), (fx - 52, fy + ry * 0.26),
                (fx - 40, fy + ry * 0.66), (fx, fy + ry * 0.56), (fx + 40, fy + ry * 0.66),
                (fx + 52, fy + ry * 0.26), (fx + 36, fy + ry * 0.42),
            ]
        ),
        "#9c8d92",
    )  # fmt: skip
    features = face(mood, look, (rx, ry), B_SKIN, "#8d7f86")
    return group(_ears(rx, ry, t, B_SKIN), tufts, jaw, features, tash, nose, cap, peak, at=(0, -ry))


def _bell_body(j: Joints, back: bool, near: str, far: str, head: str) -> str:
    apron = shape(
        smooth(
            [
                j.torso(-34, 0.78), j.torso(34, 0.78), j.torso(74, 0.3), j.torso(76, -0.5),
                j.torso(-76, -0.5), j.torso(-74, 0.3),
            ],
            ease=0.4,
        ),
        "#4f8a5b",
    )  # fmt: skip
    straps = line(
        poly([j.torso(-40, 1.0), j.torso(-30, 0.76)], False)
        + poly([j.torso(40, 1.0), j.torso(30, 0.76)], False),
        "#4f8a5b",
        10,
    )
    pocket = shape(
        smooth(
            [j.torso(-26, 0.14), j.torso(30, 0.14), j.torso(26, -0.22), j.torso(-22, -0.22)],
            ease=0.3,
        ),
        "#3f7449",
    )
    stripes = "".join(
        poly([j.torso(x, 1.05), j.torso(x * 1.2, -0.5)], False)
        for x in (-66, -44, -22, 0, 22, 44, 66)
    )
    laid = line(stripes, "#cfdce6", 6) + ("" if back else apron + straps + pocket)
    return _clothes(
        j, back, (near, far, head), B_SKIN, ("#eef0ea", "#5b4a5e", "#4a3040"), 92, 0.36, laid
    )


def _betty_head(mood: str, look: Point, back: bool) -> str:
    rx, ry = BETTY.build.head
    t = 0.0 if back else look[0]
    hair = "#f1ece6"
    bun = shape(oval(-t * 10, -ry * 1.2, 34, 29), hair) + line(
        f"M{-t * 10 - 20:.0f} {-ry * 1.2:.0f}q20 14 40-4", "#cfc6cf", 4
    )
    brush = line(poly([(-48 - t * 8, -ry * 0.98), (38 - t * 8, -ry * 1.42)], False), "#a8643a", 6)
    brush += line(poly([(38 - t * 8, -ry * 1.42), (46 - t * 8, -ry * 1.46)], False), "#c9ccd4", 8)
    brush += line(poly([(50 - t * 8, -ry * 1.48), (62 - t * 8, -ry * 1.55)], False), "#c6379c", 9)
    jaw = shape(skull(rx, ry, t), O_SKIN)
    p = t * rx * 0.35
    if back:
        cap = smooth(
            [
                (0, -ry * 1.08), (rx * 1.03, -ry * 0.4), (rx * 0.8, ry * 0.6), (0, ry * 0.8),
                (-rx * 0.8, ry * 0.6), (-rx * 1.03, -ry * 0.4),
            ]
        )  # fmt: skip
        return group(jaw, shape(cap, hair), bun, brush, at=(0, -ry))
    cap = smooth(
        [
            (-rx * 1.05, ry * 0.14), (-rx, -ry * 0.6), (0, -ry * 1.12), (rx, -ry * 0.6),
            (rx * 1.05, ry * 0.14), (rx * 0.84, -ry * 0.22), (p + 14, -ry * 0.6),
            (p - 10, -ry * 0.58), (-rx * 0.84, -ry * 0.2),
        ],
        ease=0.9,
    )  # fmt: skip
    fx, fy = look[0] * rx * 0.36, look[1] * ry * 0.26
    lines = "".join(
        f"M{fx + s * rx * 0.64:.0f} {fy + ry * 0.04:.0f}l{s * 9} -5m{-s * 9} 9l{s * 10} 1"
        for s in (-1, 1)
    )
    features = face(mood, look, (rx, ry), O_SKIN, "#b9aeb8") + line(lines, darker(O_SKIN, 0.3), 2.6)
    return group(_ears(rx, ry, t, O_SKIN), jaw, features, shape(cap, hair), bun, brush, at=(0, -ry))


def _betty_body(j: Joints, back: bool, near: str, far: str, head: str) -> str:
    spots = "".join(
        shape(oval(*j.torso(x, u), r, r * 0.86), colour)
        for x, u, r, colour in (
            (-28, 0.62, 8, "#2339b8"), (8, 0.3, 10, "#d32a1f"), (30, 0.66, 7, "#f5cf1d"),
            (-14, -0.1, 9, "#1d8f4a"), (34, 0.0, 7, "#c6379c"), (-40, 0.2, 7, "#35b4d6"),
            (16, -0.36, 8, "#2339b8"), (-44, -0.3, 8, "#f5cf1d"),
        )
    )  # fmt: skip
    return _clothes(j, back, (near, far, head), O_SKIN, ("#b8c7d9", PLUM, NAVY), 60, 0.55, spots)


M_SKIN, M_HAIR = "#b27248", "#33202f"


def _mum_head(mood: str, look: Point, back: bool) -> str:
    rx, ry = MUM.build.head
    t = 0.0 if back else look[0]
    knot = [(40 * (1.04 if k % 2 else 0.92), k * math.pi / 9) for k in range(18)]
    puff = shape(
        smooth([(-t * 16 + r * math.cos(a) * 1.15, -ry * 1.26 + r * math.sin(a)) for r, a in knot]),
        M_HAIR,
    )
    jaw = shape(skull(rx, ry, t), M_SKIN)
    p = t * rx * 0.4
    if back:
        cap = smooth(
            [
                (0, -ry * 1.1), (rx * 1.04, -ry * 0.4), (rx * 0.8, ry * 0.6), (0, ry * 0.8),
                (-rx * 0.8, ry * 0.6), (-rx * 1.04, -ry * 0.4),
            ]
        )  # fmt: skip
        return group(jaw, puff, shape(cap, M_HAIR), at=(0, -ry))
    cap = smooth(
        [
            (-rx * 1.05, ry * 0.1), (-rx * 1.0, -ry * 0.6), (0, -ry * 1.14),
            (rx * 1.0, -ry * 0.6), (rx * 1.05, ry * 0.1), (rx * 0.84 + p * 0.2, -ry * 0.26),
            (p + 10, -ry * 0.6), (-rx * 0.84 + p * 0.3, -ry * 0.24),
        ],
        ease=0.9,
    )  # fmt: skip
    band = line(
        smooth([(-rx * 0.98, -ry * 0.44), (p * 0.5, -ry * 0.9), (rx * 0.98, -ry * 0.44)], False),
        TOMATO,
        13,
    )
    features = face(mood, look, (rx, ry), M_SKIN, M_HAIR)
    return group(
        puff, _ears(rx, ry, t, M_SKIN), jaw, features, shape(cap, M_HAIR), band, at=(0, -ry)
    )


def _mum_body(j: Joints, back: bool, near: str, far: str, head: str) -> str:
    oil = "#f4c535"
    seam = line(poly([j.torso(6, 1.0), j.torso(10, -0.5)], False), darker(oil, 0.25), 4)
    clasps = "".join(
        line(poly([j.torso(0, u), j.torso(16, u)], False), "#c9ccd4", 6) for u in (0.7, 0.4, 0.1)
    )
    collar = shape(
        smooth([j.torso(-30, 1.02), j.torso(30, 1.02), j.torso(20, 0.86), j.torso(-20, 0.86)]), NAVY
    )
    laid = (
        line(poly([j.torso(-60, 0.9), j.torso(60, 0.9)], False), lighter(oil, 0.3), 7)
        + seam
        + clasps
        + collar
    )
    return _clothes(j, back, (near, far, head), M_SKIN, (oil, TEAL, INK), 54, 0.5, laid)


BELL = Costume(
    Build((70, 66), 112, 84, 150, (66, 62), (96, 92), (36, 46), 18),
    520,
    B_SKIN,
    24,
    _bell_head,
    _bell_body,
)
BETTY = Costume(
    Build((58, 58), 74, 56, 112, (52, 50), (64, 62), (32, 36)),
    380,
    O_SKIN,
    20,
    _betty_head,
    _betty_body,
)
MUM = Costume(
    Build((58, 62), 80, 60, 150, (70, 66), (108, 106), (34, 40), 18),
    520,
    M_SKIN,
    22,
    _mum_head,
    _mum_body,
)
BAREHEADED = replace(BELL, head=partial(_bell_head, hat=False))
