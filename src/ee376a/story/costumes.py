"""Hair, clothes and boots of the two children, hung on a puppet's joints."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from ee376a.story.drawing import group, line, shape
from ee376a.story.faces import face
from ee376a.story.palette import (
    BLUE,
    COPPER,
    CREAM,
    INK,
    LEAF,
    MUSTARD,
    TEAL,
    ORANGE,
    NAVY,
    TOMATO,
    darker,
    lighter,
)
from ee376a.story.paths import Point, box, oval, poly, ribbon, smooth
from ee376a.story.puppet import Build, Joints, cloth, front, limb


@dataclass(frozen=True)
class Costume:
    """Everything that makes a puppet somebody."""

    build: Build
    height: float
    skin: str
    hand: float
    head: Callable[[str, Point, bool], str]
    body: Callable[[Joints, bool, str, str, str], str]


def skull(rx: float, ry: float, turn: float) -> str:
    """Give the outline of a child's head round its middle: wide cheeks, a small chin."""
    right = [(0.6, -0.83), (0.96, -0.3), (1.0, 0.22), (0.8, 0.68), (0.36 + 0.08 * turn, 0.97)]
    left = [(-0.36 + 0.08 * turn, 0.97), (-0.8, 0.68), (-1.0, 0.22), (-0.96, -0.3), (-0.6, -0.83)]
    points = [(0.0, -1.0), *right, *left]
    return smooth([(x * rx + 2 * turn, y * ry) for x, y in points])


def _cloud(cx: float, cy: float, radius: float, bumps: int, start: float = 0) -> str:
    """Give the outline of a puff of curls."""
    points = []
    for k in range(bumps * 2):
        r = radius * (1.06 if k % 2 else 0.93)
        a = start + math.pi * k / bumps
        points.append((cx + math.cos(a) * r, cy + math.sin(a) * r))
    return smooth(points, ease=1.2)


def boot(
    leg: tuple[Point, Point, Point], colour: str, length: float, back: bool, shaft: float = 30
) -> str:
    """Draw a boot at the end of a leg, or a shoe where the shaft is short."""
    (kx, ky), (x, y) = leg[1], leg[2]
    turn = (math.degrees(math.atan2(y - ky, x - kx)) + 90) % 360 - 180
    if y > -22 and abs(turn) < 62:
        turn = 0.0
    n = length * (0.55 if back else 1)
    foot = smooth(
        [(-15, -shaft), (13, -shaft), (15, -6), (n * 0.6, -3), (n * 0.86, 8), (n * 0.8, 16),
         (0, 16), (-15, 15), (-17, 0)], ease=0.9,
    )  # fmt: skip
    sole = line(poly([(-14, 15), (n * 0.78, 15)], False), darker(colour, 0.45), 5)
    rim = line(poly([(-15, 1 - shaft), (13, 1 - shaft)], False), lighter(colour, 0.3), 6 if shaft > 20 else 0)
    return group(cloth(foot, colour, 2), sole, rim, at=(x, y), rotate=turn)


# Shannon

S_SKIN, S_HAIR = "#b8764c", "#33202f"


def glasses(look: Point, rx: float, ry: float) -> str:
    """Draw round glasses where ``face`` draws the eyes."""
    fx, y = look[0] * rx * 0.36, look[1] * ry * 0.26 + ry * 0.1
    rims, bridge = "", []
    for side in (-1, 1):
        narrow = 1 - 0.1 * max(0.0, side * look[0])
        x = fx + side * rx * 0.37 * (1 - 0.3 * max(0.0, side * look[0]))
        rims += shape(oval(x, y, 18.5 * narrow, 19), "#fff6e0", opacity=0.14)
        rims += shape(oval(x, y, 18.5 * narrow, 19), "none", TOMATO, 3.6)
        bridge.append(x - side * 18 * narrow)
        if side * look[0] < 0.6:
            rims += line(poly([(x + side * 18, y - 3), (side * rx * 0.98, y - 6)], False), TOMATO, 3.6)
    return rims + line(smooth([(bridge[0], y - 2), (fx, y - 5), (bridge[1], y - 2)], False), TOMATO, 3.6)


def _shannon_head(mood: str, look: Point, back: bool) -> str:
    rx, ry = SHANNON.build.head
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
        puffs += shape(_cloud(x, y, r, 9, side), S_HAIR) + line(curls, shine, 3.4)
        puffs += shape(oval(x - side * r * 0.72, y + r * 0.66, 9, 9), TOMATO)
    ears = "".join(
        shape(oval(side * rx * 0.97 - t * 12, ry * 0.12, 10, 13), S_SKIN)
        + shape(oval(side * rx * 0.97 - t * 12, ry * 0.14, 5, 7), darker(S_SKIN, 0.16))
        for side in (-1, 1)
        if side * t < 0.35
    )
    if back:
        cap = smooth([(0, -ry * 1.07), (rx * 0.9, -ry * 0.72), (rx * 1.04, ry * 0.05), (rx * 0.7, ry * 0.62),
                      (0, ry * 0.8), (-rx * 0.7, ry * 0.62), (-rx * 1.04, ry * 0.05), (-rx * 0.9, -ry * 0.72)])  # fmt: skip
        parting = line(poly([(0, -ry * 1.04), (0, ry * 0.76)], False), S_SKIN, 3, 0.8)
        return group(ears, shape(cap, S_HAIR), parting, puffs, at=middle)
    # the hairline dips at the temples and parts where she looks
    p = t * rx * 0.4
    cap = smooth([(-rx * 1.05, ry * 0.02), (-rx * 1.0, -ry * 0.55), (-rx * 0.55, -ry * 1.0), (0, -ry * 1.1),
                  (rx * 0.55, -ry * 1.0), (rx * 1.0, -ry * 0.55), (rx * 1.05, ry * 0.02),
                  (rx * 0.86 + p * 0.2, -ry * 0.3), (rx * 0.45 + p, -ry * 0.52), (p, -ry * 0.66),
                  (-rx * 0.45 + p * 0.8, -ry * 0.5), (-rx * 0.84 + p * 0.3, -ry * 0.26)], ease=0.9)  # fmt: skip
    parting = line(smooth([(p, -ry * 0.64), (p * 0.8, -ry * 0.86), (p * 0.5, -ry * 1.07)], False), S_SKIN, 3)
    combed = "".join(
        smooth([(p + s * 10, -ry * 0.74), (s * rx * 0.42 + p * 0.5, -ry * 0.84), (s * rx * 0.74, -ry * 0.86)], False)
        for s in (-1, 1)
    )
    pencil = group(
        line(poly([(-36, 0), (24, 0)], False), "#f7d34a", 8),
        line(poly([(-37, 0), (-34, 0)], False), "#ef8f8a", 9),
        shape(poly([(24, -4.5), (36, 0), (24, 4.5)]), CREAM),
        shape(poly([(31, -2), (37, 0), (31, 2)]), INK),
        at=(-rx * 1.05 - t * 6, -ry * 0.22), rotate=-24,
    )  # fmt: skip
    jaw = shape(skull(rx, ry, t), S_SKIN)
    features = face(mood, look, (rx, ry), S_SKIN, S_HAIR) + glasses(look, rx, ry)
    return group(puffs, ears, jaw, features, shape(cap, S_HAIR), line(combed, shine, 3), parting, pencil, at=middle)


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
    hem = ((near_hem[0] + far_hem[0]) / 2, (near_hem[1] + far_hem[1]) / 2 + 8)
    outline = [j.torso(-24, 0.98), j.torso(0, 1.02), j.torso(24, 0.98), j.torso(34, 0.8), j.torso(36, 0.4),
               j.torso(46, 0.02), far_hem, hem, near_hem, j.torso(-46, 0.02), j.torso(-36, 0.4), j.torso(-34, 0.8)]  # fmt: skip
    cut = smooth(outline, ease=0.8)
    shell = cloth(cut, coat, 4)
    hood = smooth([j.torso(-33, 0.9), j.torso(-24, 1.12), j.torso(0, 1.17), j.torso(24, 1.12), j.torso(33, 0.9), j.torso(0, 0.78)])  # fmt: skip
    neck = shape(ribbon([j.torso(0, 0.9), j.torso(0, 1.16)], [26, 26]), darker(S_SKIN, 0.22))
    neck += line(poly([j.torso(-16, 0.98), j.torso(16, 0.98)], False), NAVY, 12)
    neck += line(poly([j.torso(-15, 1.04), j.torso(15, 1.04)], False), CREAM, 6)
    if back:
        seam = line(poly([j.torso(0, 0.8), hem], False), trim, 3)
        sack = cloth(smooth([j.torso(-30, 1.02), j.torso(30, 1.02), j.torso(22, 0.62), j.torso(0, 0.5), j.torso(-22, 0.62)]), lighter(coat, 0.12), 4)  # fmt: skip
        return (
            leg(j.far_leg, darker(TEAL, 0.2)) + far + sleeve(j.far_arm, coat)
            + leg(j.near_leg, TEAL) + neck + shell + seam + head + sack + near + sleeve(j.near_arm, coat)
        )  # fmt: skip
    far_part = far + sleeve(j.far_arm, coat if j.how.far_over else darker(coat, 0.12))
    under = "" if j.how.far_over else far_part
    edge = [j.torso(8, 0.88), j.torso(10, 0.45), j.torso(10, 0.05), ((hem[0] + far_hem[0]) / 2 - 8, hem[1] - 4)]
    placket = line(smooth(edge, closed=False), trim, 3)
    toggles = "".join(shape(oval(*j.torso(2, up), 5.5), TOMATO) for up in (0.68, 0.4, 0.12))
    cord = line(poly([j.torso(-16, 0.92), j.torso(-14, 0.3), j.torso(14, 0.92)], False), NAVY, 3)
    (bx, by), (ux, uy) = j.torso(-14, 0.16), j.torso(-14, 1.16)
    book = cord + group(
        cloth(box(-17, -22, 34, 42, 3), TOMATO, 3), shape(box(-17, -22, 7, 42, 3), darker(TOMATO, 0.3)),
        shape(box(-4, -12, 14, 10, 2), CREAM),
        at=(bx, by), rotate=math.degrees(math.atan2(ux - bx, by - uy)) + 3,
    )  # fmt: skip
    pocket = shape(smooth([j.torso(-38, 0.14), j.torso(-4, 0.14), j.torso(-6, -0.2), j.torso(-36, -0.2)], ease=0.4), lighter(coat, 0.16))  # fmt: skip
    flap = line(poly([j.torso(-38, 0.14), j.torso(-4, 0.14)], False), trim, 4)
    collar = cloth(smooth([j.torso(-27, 0.99), j.torso(0, 1.05), j.torso(27, 0.99), j.torso(24, 0.86), j.torso(8, 0.8), j.torso(-24, 0.86)]), lighter(coat, 0.16), 3)  # fmt: skip
    return (
        under + leg(j.far_leg, darker(TEAL, 0.25)) + leg(j.near_leg, TEAL)
        + shape(hood, darker(coat, 0.28)) + shell + group(placket, toggles, pocket, flap, clip=cut)
        + neck + collar + book + front(j.how, head, near + sleeve(j.near_arm, coat), far_part)
    )  # fmt: skip


# Claude

C_SKIN, C_HAIR = "#c98a5e", COPPER


def _claude_head(mood: str, look: Point, back: bool) -> str:
    rx, ry = CLAUDE.build.head
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
    tuft = [(-rx * 0.98, ry * 0.04), (-rx * 1.1, -ry * 0.3), (-rx * 1.22, -ry * 0.66), (-rx * 1.02, -ry * 0.8), (-rx * 0.78, -ry * 0.98), (-rx * 0.72, -ry * 1.36),
            (-rx * 0.34 + s, -ry * 1.22), (-rx * 0.12 + s, -ry * 1.66), (rx * 0.16 + s, -ry * 1.3), (rx * 0.56 + s, -ry * 1.52),
            (rx * 0.6, -ry * 1.12), (rx * 1.06, -ry * 1.16), (rx * 0.94, -ry * 0.84), (rx * 1.2, -ry * 0.62), (rx * 1.08, -ry * 0.28), (rx * 0.98, ry * 0.04)]  # fmt: skip
    if back:
        nape = [(rx * 0.86, ry * 0.5), (rx * 0.5, ry * 0.74), (rx * 0.2, ry * 0.6), (-rx * 0.2, ry * 0.78), (-rx * 0.5, ry * 0.62), (-rx * 0.86, ry * 0.5)]
        mop = shape(smooth(tuft + nape, ease=0.95), C_HAIR)
        strap = line(smooth([(-rx * 1.02, -ry * 0.3), (0, -ry * 0.16), (rx * 1.02, -ry * 0.3)], False), "#5b3a3a", 13)
        jaw = shape(skull(rx, ry, 0), C_SKIN)
        return group(ears, jaw, mop, strap, at=middle)
    p = t * rx * 0.3
    fringe = [(rx * 0.84 + p * 0.3, -ry * 0.3), (rx * 0.66 + p * 0.6, -ry * 0.46), (rx * 0.36 + p, -ry * 0.3), (rx * 0.16 + p, -ry * 0.48),
              (-rx * 0.16 + p, -ry * 0.28), (-rx * 0.34 + p, -ry * 0.46), (-rx * 0.6 + p * 0.8, -ry * 0.28), (-rx * 0.82 + p * 0.3, -ry * 0.34)]  # fmt: skip
    mop = shape(smooth(tuft + fringe, ease=0.95), C_HAIR)
    locks = line(
        smooth([(-rx * 0.5, -ry * 0.95), (-rx * 0.52, -ry * 1.1), (-rx * 0.6, -ry * 1.2)], False)
        + smooth([(s - 6, -ry * 1.02), (s - 8, -ry * 1.3), (s - rx * 0.1, -ry * 1.48)], False)
        + smooth([(s + rx * 0.32, -ry * 1.04), (s + rx * 0.42, -ry * 1.24), (s + rx * 0.5, -ry * 1.36)], False),
        glint, 5,
    )  # fmt: skip
    g = t * rx * 0.34
    band = smooth([(-rx * 1.02, -ry * 0.5), (-rx * 0.5 + g * 0.5, -ry * 0.72), (g, -ry * 0.76), (rx * 0.5 + g * 0.5, -ry * 0.72), (rx * 1.02, -ry * 0.5)], False)  # fmt: skip
    goggles = line(band, "#5b3a3a", 15)
    for side in (-1, 1):
        w = 1 - 0.16 * max(0.0, side * t)
        x, y = g + side * 24 * w, -ry * 0.76
        goggles += cloth(oval(x, y, 23 * w, 22), "#d9a441", 3)
        goggles += shape(oval(x, y, 16 * w, 15.5), "#9fdbe0")
        goggles += line(smooth([(x - 8 * w, y + 2), (x - 6 * w, y - 6), (x + 1, y - 9)], False), CREAM, 4)
    goggles += line(poly([(g - 4, -ry * 0.76), (g + 4, -ry * 0.76)], False), deep, 6)
    fx, fy = look[0] * rx * 0.36, look[1] * ry * 0.26
    freckles = "".join(
        f"M{fx + side * rx * 0.44 + dx:.1f} {fy + ry * 0.36 + dy:.1f}h.1" for side in (-1, 1) for dx, dy in ((-6, 0), (0, 5), (6, -1))
    )
    jaw = shape(skull(rx, ry, t), C_SKIN)
    features = face(mood, look, (rx, ry), C_SKIN, deep) + line(freckles, darker(C_SKIN, 0.35), 3.4)
    return group(ears, jaw, features, mop, locks, goggles, at=middle)


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
        top, low, end, ankle = ((kx * s + x * (1 - s), ky * s + y * (1 - s)) for s in (0.66, 0.44, 0.58, 0.1))
        cuff = shape(ribbon([top, low], [40, 42]), seam)
        shin = shape(ribbon([top, (x, y)], [20, 20]), C_SKIN if near_leg else MUSTARD)
        # one sock has slipped, as always
        if near_leg:
            shin += line(poly([(x - 9, y - 4), (x + 8, y - 3)], False), MUSTARD, 11)
        else:
            shin += line(poly([low, ankle], False), darker(MUSTARD, 0.1), 20)
        hole = group(shape(smooth([(-9, -5), (2, -8), (10, -2), (6, 7), (-6, 7)]), C_SKIN), line("M-12-3l4 2M12-4l-3 3M-9 9l3-3M9 9l-3-4", seam, 2), at=(kx + 3, ky))  # fmt: skip
        trousers = cloth(limb((parts[0], parts[1], end), (42, 39, 37)), colour, 3)
        return shin + boot(parts, "#8a4a2f", 38, back, 15) + trousers + cuff + (hole if near_leg and not back else "")

    chest = smooth([j.torso(-24, 1.0), j.torso(24, 1.0), j.torso(34, 0.78), j.torso(36, 0.3), j.torso(36, 0),
                    j.torso(-36, 0), j.torso(-36, 0.3), j.torso(-34, 0.78)], ease=0.8)  # fmt: skip
    stripes = "".join(smooth([j.torso(-44, u + 0.04), j.torso(0, u - 0.03), j.torso(44, u + 0.04)], False) for u in (0.36, 0.58, 0.8))
    top = shape(chest, wool) + group(line(stripes, darker(wool, 0.14), 5), clip=chest)
    trousers = smooth([j.torso(-37, 0.42), j.torso(0, 0.36), j.torso(37, 0.42), j.torso(41, 0.1), j.torso(36, -0.22),
                       j.torso(0, -0.3), j.torso(-36, -0.22), j.torso(-41, 0.1)], ease=0.8)  # fmt: skip
    neck = shape(ribbon([j.torso(0, 0.92), j.torso(0, 1.14)], [24, 24]), darker(C_SKIN, 0.22))
    if back:
        straps = line(poly([j.torso(-22, 1.0), j.torso(14, 0.4)], False) + poly([j.torso(22, 1.0), j.torso(-14, 0.4)], False), denim, 11)
        seat = "".join(shape(smooth([j.torso(x - 13, 0.14), j.torso(x + 13, 0.14), j.torso(x + 11, -0.14), j.torso(x, -0.2), j.torso(x - 11, -0.14)], ease=0.4), lighter(denim, 0.14)) for x in (-19, 19))  # fmt: skip
        return (
            far + arm(j.far_arm, 0) + leg(j.far_leg, False) + leg(j.near_leg, True)
            + neck + top + straps + cloth(trousers, denim) + seat + near + arm(j.near_arm, 0) + head
        )  # fmt: skip
    bib = smooth([j.torso(-22, 0.8), j.torso(25, 0.8), j.torso(29, 0.3), j.torso(-28, 0.3)], ease=0.3)
    straps = line(poly([j.torso(-24, 1.0), j.torso(-17, 0.76)], False) + poly([j.torso(24, 1.0), j.torso(20, 0.76)], False), denim, 11)
    brass = "".join(shape(oval(*j.torso(x, 0.74), 5), "#f2c14e") for x in (-17, 20))
    tool = line(poly([j.torso(-6, 0.5), j.torso(-9, 0.78)], False), TOMATO, 7) + line(poly([j.torso(6, 0.5), j.torso(7, 0.74)], False), "#f7d34a", 6)
    tool += line(poly([j.torso(13, 0.5), j.torso(16, 0.8)], False), "#d5dbe2", 4) + shape(oval(*j.torso(17, 0.86), 7, 9), "#d5dbe2")
    bibpocket = shape(smooth([j.torso(-15, 0.6), j.torso(18, 0.6), j.torso(16, 0.38), j.torso(-13, 0.38)], ease=0.3), lighter(denim, 0.14))
    stitch = line(poly([j.torso(-15, 0.6), j.torso(18, 0.6)], False), seam, 3, extra='stroke-dasharray="5 5"')
    sides = "".join(
        shape(smooth([j.torso(x - 14, 0.18), j.torso(x + 14, 0.18), j.torso(x + 12, -0.14), j.torso(x - 12, -0.14)], ease=0.4), lighter(denim, 0.12))
        + line(poly([j.torso(x - 13, 0.17), j.torso(x + 13, 0.17)], False), seam, 3, extra='stroke-dasharray="5 5"')
        for x in (-22, 22)
    )  # fmt: skip
    collar = line(smooth([j.torso(-17, 0.99), j.torso(2, 0.93), j.torso(17, 0.99)], False), darker(wool, 0.14), 10)
    far_part = far + arm(j.far_arm, 0 if j.how.far_over else 0.14)
    under = "" if j.how.far_over else far_part
    return (
        under + leg(j.far_leg, False) + leg(j.near_leg, True) + neck + top + collar
        + straps + cloth(trousers, denim) + shape(bib, denim) + tool + bibpocket + stitch + brass + sides
        + front(j.how, head, near + arm(j.near_arm, 0), far_part)
    )  # fmt: skip


SHANNON = Costume(Build((57, 60), 66, 50, 98, (52, 50), (76, 74), (30, 30)), 400, S_SKIN, 19, _shannon_head, _shannon_body)
CLAUDE = Costume(Build((61, 58), 62, 56, 76, (43, 41), (40, 42), (22, 42)), 314, C_SKIN, 17, _claude_head, _claude_body)
