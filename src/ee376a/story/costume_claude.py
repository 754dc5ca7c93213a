"""Claude's hair, goggles, jumper, dungarees and shoes."""

from dataclasses import replace
from functools import partial

from ee376a.story.drawing import group, line, shape
from ee376a.story.dressing import Costume, boot, skull
from ee376a.story.faces import face
from ee376a.story.palette import BLUE, COPPER, CREAM, MUSTARD, ORANGE, TOMATO, darker, lighter
from ee376a.story.paths import Point, oval, poly, ribbon, smooth
from ee376a.story.puppet import Build, Joints, cloth, front, limb

C_SKIN, C_HAIR = "#c98a5e", COPPER
BUILD = Build((61, 58), 62, 56, 76, (43, 41), (40, 42), (22, 42))


def claude_head(mood: str, look: Point, back: bool, goggles_on: bool = True) -> str:
    """Draw Claude's head, with his goggles or robbed of them."""
    rx, ry = BUILD.head
    t = 0.0 if back else look[0]
    glint, deep = lighter(C_HAIR, 0.28), darker(C_HAIR, 0.2)
    middle = (0.0, -ry)
    ears = "".join(
        shape(oval(side * rx * 1.0 - t * 12, ry * 0.14, 13, 15), C_SKIN)
        + shape(oval(side * rx * 1.0 - t * 12, ry * 0.16, 6, 8), darker(C_SKIN, 0.16))
        for side in (-1, 1)
        if side * t < 0.5
    )
    s = -6 - t * 4
    tuft = [
        (-rx * 0.98, ry * 0.04), (-rx * 1.1, -ry * 0.3), (-rx * 1.22, -ry * 0.66),
        (-rx * 1.02, -ry * 0.8), (-rx * 0.78, -ry * 0.98), (-rx * 0.72, -ry * 1.36),
        (-rx * 0.34 + s, -ry * 1.22), (-rx * 0.12 + s, -ry * 1.66), (rx * 0.16 + s, -ry * 1.3),
        (rx * 0.56 + s, -ry * 1.52), (rx * 0.6, -ry * 1.12), (rx * 1.06, -ry * 1.16),
        (rx * 0.94, -ry * 0.84), (rx * 1.2, -ry * 0.62), (rx * 1.08, -ry * 0.28),
        (rx * 0.98, ry * 0.04),
    ]  # fmt: skip
    if back:
        nape = [
            (rx * 0.86, ry * 0.5), (rx * 0.5, ry * 0.74), (rx * 0.2, ry * 0.6),
            (-rx * 0.2, ry * 0.78), (-rx * 0.5, ry * 0.62), (-rx * 0.86, ry * 0.5),
        ]  # fmt: skip
        mop = shape(smooth(tuft + nape, ease=0.95), C_HAIR)
        strap = line(
            smooth([(-rx * 1.02, -ry * 0.3), (0, -ry * 0.16), (rx * 1.02, -ry * 0.3)], False),
            "#5b3a3a",
            13,
        )
        jaw = shape(skull(rx, ry, 0), C_SKIN)
        return group(ears, jaw, mop, strap if goggles_on else "", at=middle)
    p = t * rx * 0.3
    fringe = [
        (rx * 0.84 + p * 0.3, -ry * 0.3), (rx * 0.66 + p * 0.6, -ry * 0.46),
        (rx * 0.36 + p, -ry * 0.3), (rx * 0.16 + p, -ry * 0.48), (-rx * 0.16 + p, -ry * 0.28),
        (-rx * 0.34 + p, -ry * 0.46), (-rx * 0.6 + p * 0.8, -ry * 0.28),
        (-rx * 0.82 + p * 0.3, -ry * 0.34),
    ]  # fmt: skip
    mop = shape(smooth(tuft + fringe, ease=0.95), C_HAIR)
    locks = line(
        smooth([(-rx * 0.5, -ry * 0.95), (-rx * 0.52, -ry * 1.1), (-rx * 0.6, -ry * 1.2)], False)
        + smooth([(s - 6, -ry * 1.02), (s - 8, -ry * 1.3), (s - rx * 0.1, -ry * 1.48)], False)
        + smooth(
            [(s + rx * 0.32, -ry * 1.04), (s + rx * 0.42, -ry * 1.24), (s + rx * 0.5, -ry * 1.36)],
            False,
        ),
        glint,
        5,
    )
    g = t * rx * 0.34
    band = smooth(
        [
            (-rx * 1.02, -ry * 0.5), (-rx * 0.5 + g * 0.5, -ry * 0.72), (g, -ry * 0.76),
            (rx * 0.5 + g * 0.5, -ry * 0.72), (rx * 1.02, -ry * 0.5),
        ],
        False,
    )  # fmt: skip
    goggles = line(band, "#5b3a3a", 15)
    for side in (-1, 1):
        w = 1 - 0.16 * max(0.0, side * t)
        x, y = g + side * 24 * w, -ry * 0.76
        goggles += cloth(oval(x, y, 23 * w, 22), "#d9a441", 3)
        goggles += shape(oval(x, y, 16 * w, 15.5), "#9fdbe0")
        goggles += line(
            smooth([(x - 8 * w, y + 2), (x - 6 * w, y - 6), (x + 1, y - 9)], False), CREAM, 4
        )
    goggles += line(poly([(g - 4, -ry * 0.76), (g + 4, -ry * 0.76)], False), deep, 6)
    fx, fy = look[0] * rx * 0.36, look[1] * ry * 0.26
    freckles = "".join(
        f"M{fx + side * rx * 0.44 + dx:.1f} {fy + ry * 0.36 + dy:.1f}h.1"
        for side in (-1, 1)
        for dx, dy in ((-6, 0), (0, 5), (6, -1))
    )
    jaw = shape(skull(rx, ry, t), C_SKIN)
    features = face(mood, look, (rx, ry), C_SKIN, deep) + line(freckles, darker(C_SKIN, 0.35), 3.4)
    return group(ears, jaw, features, mop, locks, goggles if goggles_on else "", at=middle)


def _claude_body(j: Joints, back: bool, near: str, far: str, head: str) -> str:
    denim, seam, wool = BLUE, lighter(BLUE, 0.35), ORANGE

    def arm(parts: tuple[Point, Point, Point], shade: float) -> str:
        (ex, ey), (wx, wy) = parts[1], parts[2]
        end, ring = ((ex * s + wx * (1 - s), ey * s + wy * (1 - s)) for s in (0.1, 0.34))
        band = ribbon([ring, end], [27, 26])
        wrist = shape(ribbon([ring, parts[2]], [18, 18]), C_SKIN)
        whole = cloth(limb((parts[0], parts[1], ring), (29, 27, 26)) + band, darker(wool, shade), 3)
        return wrist + whole + shape(band, darker(wool, shade + 0.14))

    def leg(parts: tuple[Point, Point, Point], near_leg: bool) -> str:
        (kx, ky), (x, y) = parts[1], parts[2]
        colour = denim if near_leg else darker(denim, 0.22)
        top, low, end, ankle = (
            (kx * s + x * (1 - s), ky * s + y * (1 - s)) for s in (0.66, 0.44, 0.58, 0.1)
        )
        cuff = shape(ribbon([top, low], [40, 42]), seam)
        shin = shape(ribbon([top, (x, y)], [20, 20]), C_SKIN if near_leg else MUSTARD)
        # one sock has slipped, as always
        if near_leg:
            shin += line(poly([(x - 9, y - 4), (x + 8, y - 3)], False), MUSTARD, 11)
        else:
            shin += line(poly([low, ankle], False), darker(MUSTARD, 0.1), 20)
        hole = group(
            shape(smooth([(-9, -5), (2, -8), (10, -2), (6, 7), (-6, 7)]), C_SKIN),
            line("M-12-3l4 2M12-4l-3 3M-9 9l3-3M9 9l-3-4", seam, 2),
            at=(kx + 3, ky),
        )
        trousers = cloth(limb((parts[0], parts[1], end), (42, 39, 37)), colour, 3)
        return (
            shin
            + boot(parts, "#8a4a2f", 38, back, 15)
            + trousers
            + cuff
            + (hole if near_leg and not back else "")
        )

    chest = smooth(
        [
            j.torso(-24, 1.0), j.torso(24, 1.0), j.torso(34, 0.78), j.torso(36, 0.3),
            j.torso(36, 0), j.torso(-36, 0), j.torso(-36, 0.3), j.torso(-34, 0.78),
        ],
        ease=0.8,
    )  # fmt: skip
    stripes = "".join(
        smooth([j.torso(-44, u + 0.04), j.torso(0, u - 0.03), j.torso(44, u + 0.04)], False)
        for u in (0.36, 0.58, 0.8)
    )
    top = shape(chest, wool) + group(line(stripes, darker(wool, 0.14), 5), clip=chest)
    trousers = smooth(
        [
            j.torso(-37, 0.42), j.torso(0, 0.36), j.torso(37, 0.42), j.torso(41, 0.1),
            j.torso(36, -0.22), j.torso(0, -0.3), j.torso(-36, -0.22), j.torso(-41, 0.1),
        ],
        ease=0.8,
    )  # fmt: skip
    neck = shape(ribbon([j.torso(0, 0.92), j.torso(0, 1.14)], [24, 24]), darker(C_SKIN, 0.22))
    if back:
        straps = line(
            poly([j.torso(-22, 1.0), j.torso(14, 0.4)], False)
            + poly([j.torso(22, 1.0), j.torso(-14, 0.4)], False),
            denim,
            11,
        )
        seat = "".join(
            shape(
                smooth(
                    [
                        j.torso(x - 13, 0.14), j.torso(x + 13, 0.14), j.torso(x + 11, -0.14),
                        j.torso(x, -0.2), j.torso(x - 11, -0.14),
                    ],
                    ease=0.4,
                ),
                lighter(denim, 0.14),
            )
            for x in (-19, 19)
        )  # fmt: skip
        return (
            far
            + arm(j.far_arm, 0)
            + leg(j.far_leg, False)
            + leg(j.near_leg, True)
            + neck
            + top
            + straps
            + cloth(trousers, denim)
            + seat
            + near
            + arm(j.near_arm, 0)
            + head
        )
    bib = smooth(
        [j.torso(-22, 0.8), j.torso(25, 0.8), j.torso(29, 0.3), j.torso(-28, 0.3)], ease=0.3
    )
    straps = line(
        poly([j.torso(-24, 1.0), j.torso(-17, 0.76)], False)
        + poly([j.torso(24, 1.0), j.torso(20, 0.76)], False),
        denim,
        11,
    )
    brass = "".join(shape(oval(*j.torso(x, 0.74), 5), "#f2c14e") for x in (-17, 20))
    tool = line(poly([j.torso(-6, 0.5), j.torso(-9, 0.78)], False), TOMATO, 7) + line(
        poly([j.torso(6, 0.5), j.torso(7, 0.74)], False), "#f7d34a", 6
    )
    tool += line(poly([j.torso(13, 0.5), j.torso(16, 0.8)], False), "#d5dbe2", 4) + shape(
        oval(*j.torso(17, 0.86), 7, 9), "#d5dbe2"
    )
    bibpocket = shape(
        smooth(
            [j.torso(-15, 0.6), j.torso(18, 0.6), j.torso(16, 0.38), j.torso(-13, 0.38)], ease=0.3
        ),
        lighter(denim, 0.14),
    )
    stitch = line(
        poly([j.torso(-15, 0.6), j.torso(18, 0.6)], False), seam, 3, extra='stroke-dasharray="5 5"'
    )
    sides = "".join(
        shape(
            smooth(
                [
                    j.torso(x - 14, 0.18), j.torso(x + 14, 0.18), j.torso(x + 12, -0.14),
                    j.torso(x - 12, -0.14),
                ],
                ease=0.4,
            ),
            lighter(denim, 0.12),
        )
        + line(
            poly([j.torso(x - 13, 0.17), j.torso(x + 13, 0.17)], False),
            seam,
            3,
            extra='stroke-dasharray="5 5"',
        )
        for x in (-22, 22)
    )  # fmt: skip
    collar = line(
        smooth([j.torso(-17, 0.99), j.torso(2, 0.93), j.torso(17, 0.99)], False),
        darker(wool, 0.14),
        10,
    )
    far_part = far + arm(j.far_arm, 0 if j.how.far_over else 0.14)
    under = "" if j.how.far_over else far_part
    return (
        under
        + leg(j.far_leg, False)
        + leg(j.near_leg, True)
        + neck
        + top
        + collar
        + straps
        + cloth(trousers, denim)
        + shape(bib, denim)
        + tool
        + bibpocket
        + stitch
        + brass
        + sides
        + front(j.how, head, near + arm(j.near_arm, 0), far_part)
    )


CLAUDE = Costume(BUILD, 314, C_SKIN, 17, claude_head, _claude_body)
ROBBED = replace(CLAUDE, head=partial(claude_head, goggles_on=False))
"""Claude without his goggles."""
