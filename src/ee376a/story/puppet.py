"""A jointed figure: from a build and a pose to where every joint is, and how limbs are drawn.

A figure stands on ``(0, 0)``, up is negative, and looks to the right. Angles are degrees from
hanging straight down: 90 points to the right (forward), 180 up, -90 back. The *near* arm and leg
are on the reader's side.
"""

import math
from dataclasses import dataclass, replace

from ee376a.story.drawing import cutout, group, line, shape
from ee376a.story.palette import darker
from ee376a.story.paths import Point, num, oval, poly, ribbon, smooth

Bend = tuple[float, float]
"""Angles of the upper and the lower part of a limb."""


@dataclass(frozen=True)
class Build:
    """The measures of a figure, in its own units."""

    head: Point
    shoulders: float
    hips: float
    torso: float
    arm: Bend
    leg: Bend
    girth: Bend
    """Width of an arm and of a leg."""
    ankle: float = 16


@dataclass(frozen=True)
class Pose:
    """What the joints of a figure do.

    Parameters
    ----------
    lean
        Of the body, forward.
    nod
        Of the head, forward.
    near_arm, far_arm, near_leg, far_leg
        Angles of the limbs.
    near_hand, far_hand
        A name of ``HANDS``.
    lift
        How far the lowest foot is above the ground.
    far_over
        Whether the far arm passes before the head and the body.
    head_over
        Whether the head passes before the near arm.
    """

    lean: float = 0
    nod: float = 0
    near_arm: Bend = (-14, -4)
    far_arm: Bend = (14, 10)
    near_leg: Bend = (-5, -3)
    far_leg: Bend = (6, 3)
    near_hand: str = "rest"
    far_hand: str = "rest"
    lift: float = 0
    far_over: bool = False
    head_over: bool = False


POSES: dict[str, Pose] = {
    "stand": Pose(),
    "walk": Pose(4, 0, (-32, -14), (32, 52), (24, 12), (-20, -42)),
    "run": Pose(16, -6, (-62, 12), (52, 118), (62, 2), (-34, -96), lift=16),
    "point": Pose(4, -2, (-16, 26), (84, 88), (-9, -5), (10, 4), far_hand="point"),
    "think": Pose(-2, 6, (22, 74), (38, 152), (-6, -3), (9, 3), "rest", "fist"),
    "cheer": Pose(-3, -8, (-112, -158), (116, 160), (-22, -34), (26, 8), "wave", "wave", 34),
    "shrug": Pose(-2, 8, (-34, -112), (34, 112), near_hand="wave", far_hand="wave"),
    "hips": Pose(-3, -2, (-58, 44), (58, -40), (-9, -5), (12, 5), "fist", "fist"),
    "wave": Pose(-2, -4, (-16, 8), (108, 166), (-6, -3), (8, 3), far_hand="wave"),
    "hold": Pose(-4, 4, (6, 78), (26, 82), (-7, -4), (9, 4), "fist", "fist"),
    "offer": Pose(6, 0, (24, 74), (56, 80), (-12, -6), (14, 4), "palm", "palm"),
    "reach": Pose(8, -16, (-24, -8), (128, 142), (-4, -18), (10, 2), far_hand="wave"),
    "sit": Pose(-4, 2, (10, 62), (32, 76), (84, 4), (78, -4), "rest", "rest"),
    "floor": Pose(-2, 6, (6, 62), (40, 66), (104, 62), (80, 94), "rest", "rest"),
    "kneel": Pose(10, 6, (14, 56), (52, 74), (2, -86), (84, 2), "rest", "rest"),
    "crouch": Pose(34, -18, (20, 62), (58, 84), (92, -30), (104, -22), "rest", "rest"),
    "sneak": Pose(22, -10, (34, 100), (62, 116), (-24, -52), (48, -14), "palm", "palm"),
    "lie": Pose(
        60, -56, (8, 92), (34, 96), (-86, -150), (-84, -118), "rest", "rest", head_over=True
    ),
    "slump": Pose(8, 20, (0, 6), (16, 12), (-3, -2), (6, 2)),
    "cower": Pose(-16, 8, (50, 148), (74, 150), (14, -10), (22, -4), "palm", "palm"),
    "pull": Pose(-22, -2, (62, 84), (78, 86), (22, 30), (38, 20), "fist", "fist"),
}
"""Poses by name."""


def pose(name: str, **changes: object) -> Pose:
    """Give a pose by name with some joints changed.

    Raises
    ------
    ValueError
        For a name that is not in ``POSES``.

    Examples
    --------
    >>> pose("stand", lean=9).lean
    9
    """
    if name not in POSES:
        raise ValueError(f"pose must be one of {', '.join(POSES)}, got {name!r}")
    return replace(POSES[name], **changes)  # type: ignore[arg-type]


def step(start: Point, angle: float, length: float) -> Point:
    """Walk a length from a point at an angle."""
    a = math.radians(angle)
    return start[0] + math.sin(a) * length, start[1] + math.cos(a) * length


def reach(start: Point, target: Point, parts: Bend, out: int) -> Bend:
    """Give the angles that bring the end of a limb to a target, or as near as it gets.

    Of the two ways the joint hangs down rather than up, and outwards: ``out`` is the sign of
    the side that the limb is on.

    Examples
    --------
    >>> reach((0, 0), (0, 20), (10, 10), 1)
    (0.0, 0.0)
    """
    dx, dy = target[0] - start[0], target[1] - start[1]
    a, b = parts
    far = min(max(math.hypot(dx, dy), abs(a - b) + 1e-6), a + b)
    aim = math.degrees(math.atan2(dx, dy))
    inner = math.degrees(math.acos(min(1, (a * a + far * far - b * b) / (2 * a * far))))
    outer = math.degrees(math.acos(min(1, (b * b + far * far - a * a) / (2 * b * far))))
    ways = [(aim - side * inner, aim + side * outer) for side in (1, -1)]

    def comfort(way: Bend) -> float:
        x, y = step((0, 0), way[0], a)
        return y + 0.8 * out * x

    return max(ways, key=comfort)


@dataclass(frozen=True)
class Joints:
    """Where the joints of a figure in a pose are."""

    hip: Point
    neck: Point
    near_arm: tuple[Point, Point, Point]
    far_arm: tuple[Point, Point, Point]
    near_leg: tuple[Point, Point, Point]
    far_leg: tuple[Point, Point, Point]
    build: Build
    how: Pose

    def torso(self, across: float, up: float) -> Point:
        """Give a point of the body: ``across`` in units to the right, ``up`` 0 (hip) to 1."""
        (hx, hy), (nx, ny) = self.hip, self.neck
        ux, uy = (nx - hx) / self.build.torso, (ny - hy) / self.build.torso
        x, y = hx + (nx - hx) * up, hy + (ny - hy) * up
        return x - uy * across, y + ux * across


def joints(build: Build, how: Pose) -> Joints:
    """Find the joints of a figure that stands on ``(0, 0)``."""

    def chain(start: Point, bend: Bend, parts: Bend) -> tuple[Point, Point, Point]:
        middle = step(start, bend[0], parts[0])
        return start, middle, step(middle, bend[1], parts[1])

    side = build.hips * 0.27
    near = chain((-side, 0), how.near_leg, build.leg)
    far = chain((side, 0), how.far_leg, build.leg)
    seat = build.girth[1] * 0.62
    knee = build.girth[1] * 0.5
    feet = [
        leg[2][1] + (build.ankle if abs(bend[1]) < 70 else knee)
        for leg, bend in zip((near, far), (how.near_leg, how.far_leg), strict=True)
    ]
    low = max(*feet, seat, near[1][1] + knee, far[1][1] + knee)
    drop = -low - how.lift
    hip = (0.0, drop)
    neck = step(hip, 180 - how.lean, build.torso)
    frame = Joints(hip, neck, *((hip, hip, hip),) * 4, build, how)
    wide = build.shoulders / 2
    arms = [
        chain(frame.torso(s * wide * 0.86, 0.9), bend, build.arm)
        for s, bend in ((-1, how.near_arm), (1, how.far_arm))
    ]
    legs = [[(x, y + drop) for x, y in leg] for leg in (near, far)]
    return Joints(hip, neck, arms[0], arms[1], tuple(legs[0]), tuple(legs[1]), build, how)  # type: ignore[arg-type]


def front(how: Pose, head: str, near_arm: str, far_arm: str) -> str:
    """Join what lies before the body in the order that a pose wants."""
    parts = near_arm + head if how.head_over else head + near_arm
    return parts + (far_arm if how.far_over else "")


def limb(parts: tuple[Point, Point, Point], widths: tuple[float, float, float]) -> str:
    """Give the data of a soft limb through three joints, with round ends."""
    (x0, y0), (x1, y1), (x2, y2) = parts
    a, b, c = widths
    # the joint is pulled in a little, so that it bends like cloth and not like a ruler
    ex, ey = x1 * 0.86 + (x0 + x2) * 0.07, y1 * 0.86 + (y0 + y2) * 0.07
    centre = [
        (x0, y0), ((x0 + ex) / 2, (y0 + ey) / 2), (ex, ey), ((ex + x2) / 2, (ey + y2) / 2),
        (x2, y2),
    ]  # fmt: skip
    band = ribbon(centre, [a, (a + b) / 2, b, (b + c) / 2, c])
    return band + oval(x0, y0, a / 2) + oval(x2, y2, c / 2)


def cloth(data: str, colour: str, lift: float = 3) -> str:
    """Paint a piece of clothing with a small shadow at its edge."""
    return cutout(data, colour, lift, shade=darker(colour, 0.85))


HANDS = ("rest", "palm", "fist", "point", "wave", "none")
"""What hands can do."""


def hand(kind: str, at: Point, angle: float, skin: str, size: float, prop: str = "") -> str:
    """Draw a hand at the end of an arm that points at an angle.

    ``prop`` is held between palm and fingers; its own ``(0, 0)`` is in the palm and its down
    is the way the arm points.
    """
    if kind not in HANDS:
        raise ValueError(f"hand must be one of {', '.join(HANDS)}, got {kind!r}")
    if kind == "none":
        return ""
    s, dark = size, darker(skin, 0.22)
    palm = shape(oval(0, s * 0.45, s * 0.62, s * 0.68), skin)
    wide = s * 0.42
    if kind == "wave":
        tips = ((-0.62, 1.3), (-0.22, 1.55), (0.2, 1.55), (0.6, 1.3))
        fingers = "".join(poly([(x * s * 0.6, s * 0.5), (x * s, y * s)], False) for x, y in tips)
        thumb = poly([(s * 0.3, s * 0.3), (s * 1.0, s * 0.55)], False)
        parts = prop + palm + line(fingers, skin, wide * 0.86) + line(thumb, skin, wide)
    elif kind == "point":
        finger = line(poly([(-s * 0.1, s * 0.7), (-s * 0.12, s * 1.75)], False), skin, wide)
        curl = line(poly([(s * 0.15, s * 0.7), (s * 0.32, s * 0.95)], False), dark, wide * 0.3)
        parts = prop + finger + palm + curl
    elif kind == "fist":
        knuckles = "".join(f"M{num(x * s)} {num(s * 0.72)}v{num(s * 0.3)}" for x in (-0.2, 0.15))
        thumb = line(poly([(s * 0.35, s * 0.2), (s * 0.1, s * 0.55)], False), skin, wide)
        parts = prop + palm + line(knuckles, dark, s * 0.12) + thumb
    elif kind == "palm":
        fingers = smooth(
            [(-s * 0.5, s * 0.5), (-s * 0.3, s * 1.35), (s * 0.35, s * 1.35), (s * 0.5, s * 0.5)]
        )
        thumb = line(poly([(s * 0.35, s * 0.3), (s * 0.95, s * 0.85)], False), skin, wide)
        parts = palm + shape(fingers, skin) + thumb + prop
    else:
        fingers = shape(oval(0, s * 0.85, s * 0.5, s * 0.55), skin)
        thumb = line(poly([(s * 0.3, s * 0.3), (s * 0.55, s * 0.85)], False), skin, wide)
        crease = line(poly([(s * 0.34, s * 0.6), (s * 0.4, s * 0.85)], False), dark, s * 0.1)
        parts = prop + palm + fingers + thumb + crease
    return group(parts, at=at, rotate=-angle)
