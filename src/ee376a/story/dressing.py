"""What all costumes share: what a costume is, the head under the hair, boots."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from ee376a.story.drawing import group, line
from ee376a.story.palette import darker, lighter
from ee376a.story.paths import Point, poly, smooth
from ee376a.story.puppet import Build, Joints, cloth


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


def cloud(cx: float, cy: float, radius: float, bumps: int, start: float = 0) -> str:
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
        [
            (-15, -shaft), (13, -shaft), (15, -6), (n * 0.6, -3), (n * 0.86, 8), (n * 0.8, 16),
            (0, 16), (-15, 15), (-17, 0),
        ],
        ease=0.9,
    )  # fmt: skip
    sole = line(poly([(-14, 15), (n * 0.78, 15)], False), darker(colour, 0.45), 5)
    rim = line(
        poly([(-15, 1 - shaft), (13, 1 - shaft)], False),
        lighter(colour, 0.3),
        6 if shaft > 20 else 0,
    )
    return group(cloth(foot, colour, 2), sole, rim, at=(x, y), rotate=turn)
