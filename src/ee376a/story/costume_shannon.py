"""Shannon's hair, glasses, raincoat and boots."""

import math

from ee376a.story.drawing import group, line, shape
from ee376a.story.dressing import Costume, boot, cloud, skull
from ee376a.story.faces import face
from ee376a.story.palette import CREAM, INK, LEAF, MUSTARD, NAVY, TEAL, TOMATO, darker, lighter
from ee376a.story.paths import Point, box, oval, poly, ribbon, smooth
from ee376a.story.puppet import Build, Joints, cloth, front, limb

S_SKIN, S_HAIR = "#b8764c", "#33202f"
BUILD = Build((57, 60), 66, 50, 98, (52, 50), (76, 74), (30, 30))


def glasses(look: Point, rx: float, ry: float, slip: float = 0) -> str:
    """Draw round glasses where ``face`` draws the eyes."""
    fx, y = look[0] * rx * 0.36, look[1] * ry * 0.26 + ry * 0.1 + slip
    rims, bridge = "", []
    for side in (-1, 1):
        narrow = 1 - 0.1 * max(0.0, side * look[0])
        x = fx + side * rx * 0.37 * (1 - 0.3 * max(0.0, side * look[0]))
        rims += shape(oval(x, y, 18.5 * narrow, 19), "#fff6e0", opacity=0.14)
        rims += shape(oval(x, y, 18.5 * narrow, 19), "none", TOMATO, 3.6)
        bridge.append(x - side * 18 * narrow)
        if side * look[0] < 0.6:
            rims += line(
                poly([(x + side * 18, y - 3), (side * rx * 0.98, y - 6 - slip)], False), TOMATO, 3.6
            )
    return rims + line(
        smooth([(bridge[0], y - 2), (fx, y - 5), (bridge[1], y - 2)], False), TOMATO, 3.6
    )


def _shannon_head(mood: str, look: Point, back: bool) -> str:
    rx, ry = BUILD.head
    t = 0.0 if back else look[0]
    shine = lighter(S_HAIR, 0.22)
    middle = (0.0, -ry)
    puffs = ""
    for side in (-1, 1):
        x, y, r = side * rx * 0.84 - t * 9, -ry * 0.86 - side * t * 4, 34 - 3 * side * t
        curls = "".join(
            f"M{x + dx - 6:.1f} {y + dy + 3:.1f}a6.5 7 0 0 1 13 1"
            for dx, dy in ((-10, -8), (9, -14), (-4, 8), (15, 5))
        )
        puffs += shape(cloud(x, y, r, 9, side), S_HAIR) + line(curls, shine, 3.4)
        puffs += shape(oval(x - side * r * 0.72, y + r * 0.66, 9, 9), TOMATO)
    ears = "".join(
        shape(oval(side * rx * 0.97 - t * 12, ry * 0.12, 10, 13), S_SKIN)
        + shape(oval(side * rx * 0.97 - t * 12, ry * 0.14, 5, 7), darker(S_SKIN, 0.16))
        for side in (-1, 1)
        if side * t < 0.35
    )
    if back:
        cap = smooth(
            [
                (0, -ry * 1.07), (rx * 0.9, -ry * 0.72), (rx * 1.04, ry * 0.05),
                (rx * 0.7, ry * 0.62), (0, ry * 0.8), (-rx * 0.7, ry * 0.62),
                (-rx * 1.04, ry * 0.05), (-rx * 0.9, -ry * 0.72),
            ]
        )  # fmt: skip
        parting = line(poly([(0, -ry * 1.04), (0, ry * 0.76)], False), S_SKIN, 3, 0.8)
        return group(ears, shape(cap, S_HAIR), parting, puffs, at=middle)
    # the hairline dips at the temples and parts where she looks
    p = t * rx * 0.4
    cap = smooth(
        [
            (-rx * 1.05, ry * 0.02), (-rx * 1.0, -ry * 0.55), (-rx * 0.55, -ry * 1.0),
            (0, -ry * 1.1), (rx * 0.55, -ry * 1.0), (rx * 1.0, -ry * 0.55),
            (rx * 1.05, ry * 0.02), (rx * 0.86 + p * 0.2, -ry * 0.3),
            (rx * 0.45 + p, -ry * 0.52), (p, -ry * 0.66), (-rx * 0.45 + p * 0.8, -ry * 0.5),
            (-rx * 0.84 + p * 0.3, -ry * 0.26),
        ],
        ease=0.9,
    )  # fmt: skip
    parting = line(
        smooth([(p, -ry * 0.64), (p * 0.8, -ry * 0.86), (p * 0.5, -ry * 1.07)], False), S_SKIN, 3
    )
    combed = "".join(
        smooth(
            [
                (p + s * 10, -ry * 0.74),
                (s * rx * 0.42 + p * 0.5, -ry * 0.84),
                (s * rx * 0.74, -ry * 0.86),
            ],
            False,
        )
        for s in (-1, 1)
    )
    pencil = group(
        line(poly([(-36, 0), (24, 0)], False), "#f7d34a", 8),
        line(poly([(-37, 0), (-34, 0)], False), "#ef8f8a", 9),
        shape(poly([(24, -4.5), (36, 0), (24, 4.5)]), CREAM),
        shape(poly([(31, -2), (37, 0), (31, 2)]), INK),
        at=(-rx * 1.05 - t * 6, -ry * 0.22),
        rotate=-24,
    )
    jaw = shape(skull(rx, ry, t), S_SKIN)
    features = face(mood, look, (rx, ry), S_SKIN, S_HAIR) + glasses(
        look, rx, ry, 17 if mood == "startled" else 0
    )
    return group(
        puffs,
        ears,
        jaw,
        features,
        shape(cap, S_HAIR),
        line(combed, shine, 3),
        parting,
        pencil,
        at=middle,
    )


def _shannon_body(j: Joints, back: bool, near: str, far: str, head: str) -> str:
    coat, trim = MUSTARD, darker(MUSTARD, 0.2)
    arm_w = (30.0, 29.0, 32.0)

    def sleeve(parts: tuple[Point, Point, Point], colour: str) -> str:
        (ex, ey), (wx, wy) = parts[1], parts[2]
        end, ring = ((ex * s + wx * (1 - s), ey * s + wy * (1 - s)) for s in (0.12, 0.26))
        band = ribbon([ring, end], [35, 37])
        arm = limb((parts[0], parts[1], ring), arm_w)
        return cloth(arm + band, colour, 4) + shape(band, darker(colour, 0.1))

    def leg(parts: tuple[Point, Point, Point], colour: str) -> str:
        return shape(limb(parts, (30, 25, 22)), colour) + boot(parts, LEAF, 40, back)

    def thigh(parts: tuple[Point, Point, Point], t: float, side: float) -> Point:
        (hx, hy), (kx, ky) = parts[0], parts[1]
        return hx + (kx - hx) * t + side, hy + (ky - hy) * t

    ends = sorted((thigh(leg, 0.7, 0) for leg in (j.near_leg, j.far_leg)), key=lambda p: p[0])
    near_hem = (min(ends[0][0] - 24, j.torso(-40, -0.4)[0]), ends[0][1])
    far_hem = (max(ends[1][0] + 24, j.torso(40, -0.4)[0]), ends[1][1])
    # a hem that lies on a thigh is folded, not pointed
    lap = max(0.0, min(1.0, (far_hem[0] - 40) / 40))
    fold = (far_hem[0] - 2 * lap, far_hem[1] + 22 * lap)
    far_hem = (far_hem[0] - 8 * lap, far_hem[1] - 14 * lap)
    hem = ((near_hem[0] + far_hem[0]) / 2, (near_hem[1] + far_hem[1]) / 2 + 8)
    outline = [
        j.torso(-24, 0.98), j.torso(0, 1.02), j.torso(24, 0.98), j.torso(34, 0.8),
        j.torso(36, 0.4), j.torso(46, 0.02), far_hem, *((fold,) if lap else ()), hem, near_hem,
        j.torso(-46, 0.02), j.torso(-36, 0.4), j.torso(-34, 0.8),
    ]  # fmt: skip
    cut = smooth(outline, ease=0.8)
    shell = cloth(cut, coat, 4)
    hood = smooth(
        [
            j.torso(-33, 0.9), j.torso(-24, 1.12), j.torso(0, 1.17), j.torso(24, 1.12),
            j.torso(33, 0.9), j.torso(0, 0.78),
        ]
    )  # fmt: skip
    neck = shape(ribbon([j.torso(0, 0.9), j.torso(0, 1.16)], [26, 26]), darker(S_SKIN, 0.22))
    neck += line(poly([j.torso(-16, 0.98), j.torso(16, 0.98)], False), NAVY, 12)
    neck += line(poly([j.torso(-15, 1.04), j.torso(15, 1.04)], False), CREAM, 6)
    if back:
        seam = line(poly([j.torso(0, 0.8), hem], False), trim, 3)
        sack = cloth(
            smooth(
                [
                    j.torso(-30, 1.02), j.torso(30, 1.02), j.torso(22, 0.62), j.torso(0, 0.5),
                    j.torso(-22, 0.62),
                ]
            ),
            lighter(coat, 0.12),
            4,
        )  # fmt: skip
        return (
            leg(j.far_leg, darker(TEAL, 0.2))
            + far
            + sleeve(j.far_arm, coat)
            + leg(j.near_leg, TEAL)
            + neck
            + shell
            + seam
            + head
            + sack
            + near
            + sleeve(j.near_arm, coat)
        )
    far_part = far + sleeve(j.far_arm, coat if j.how.far_over else darker(coat, 0.12))
    under = "" if j.how.far_over else far_part
    edge = [
        j.torso(8, 0.88), j.torso(10, 0.45), j.torso(10, 0.05),
        ((hem[0] + far_hem[0]) / 2 - 8, hem[1] - 4),
    ]  # fmt: skip
    placket = line(smooth(edge, closed=False), trim, 3)
    toggles = "".join(shape(oval(*j.torso(2, up), 5.5), TOMATO) for up in (0.68, 0.4, 0.12))
    cord = line(poly([j.torso(-16, 0.92), j.torso(-14, 0.3), j.torso(14, 0.92)], False), NAVY, 3)
    (bx, by), (ux, uy) = j.torso(-14, 0.16), j.torso(-14, 1.16)
    book = cord + group(
        cloth(box(-17, -22, 34, 42, 3), TOMATO, 3),
        shape(box(-17, -22, 7, 42, 3), darker(TOMATO, 0.3)),
        shape(box(-4, -12, 14, 10, 2), CREAM),
        at=(bx, by),
        rotate=math.degrees(math.atan2(ux - bx, by - uy)) + 3,
    )
    pocket = shape(
        smooth(
            [j.torso(-38, 0.14), j.torso(-4, 0.14), j.torso(-6, -0.2), j.torso(-36, -0.2)], ease=0.4
        ),
        lighter(coat, 0.16),
    )
    flap = line(poly([j.torso(-38, 0.14), j.torso(-4, 0.14)], False), trim, 4)
    collar = cloth(
        smooth(
            [
                j.torso(-27, 0.99), j.torso(0, 1.05), j.torso(27, 0.99), j.torso(24, 0.86),
                j.torso(8, 0.8), j.torso(-24, 0.86),
            ]
        ),
        lighter(coat, 0.16),
        3,
    )  # fmt: skip
    return (
        under
        + leg(j.far_leg, darker(TEAL, 0.25))
        + leg(j.near_leg, TEAL)
        + shape(hood, darker(coat, 0.28))
        + shell
        + group(placket, toggles, pocket, flap, clip=cut)
        + neck
        + collar
        + book
        + front(j.how, head, near + sleeve(j.near_arm, coat), far_part)
    )


SHANNON = Costume(BUILD, 400, S_SKIN, 19, _shannon_head, _shannon_body)
