"""What things are made of: paint on a wall, planks, bricks, stones, tiles.

Each gives a texture in few paths, so that a whole wall costs a kilobyte.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ee376a.story.drawing import line, shape
from ee376a.story.paths import Point, join, poly, wobble

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


def cut(points: Sequence[Point], rng: np.random.Generator, amount: float = 2.5) -> str:
    """Give the data of a shape cut with scissors: straight sides that are not quite straight."""
    ragged: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
        steps = max(1, int(np.hypot(x1 - x0, y1 - y0) / 90))
        ragged += [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(steps)]
    return poly(wobble(ragged, rng, amount))


def slab(where: Box, rng: np.random.Generator, amount: float = 2.5) -> str:
    """Give the data of a rectangle cut with scissors."""
    x, y, wide, high = where
    return cut([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], rng, amount)


def drybrush(
    where: Box,
    count: int,
    colour: str,
    rng: np.random.Generator,
    width: float = 4,
    opacity: float = 0.2,
    upright: bool = False,
) -> str:
    """Drag a nearly dry brush over a box: long broken strokes that let the colour below through."""
    x, y, wide, high = where
    data = ""
    for across, start, end, bend in rng.uniform((0, 0, 0.6, -6), (1, 0.4, 1, 6), (count, 4)):
        if upright:
            a, b = (x + across * wide, y + start * high), (end - start) * high
            data += f"M{join(map(round, a))}q{join((bend, b / 2, 0, round(b)))}"
        else:
            a, b = (x + start * wide, y + across * high), (end - start) * wide
            data += f"M{join(map(round, a))}q{join((b / 2, bend, round(b), 0))}"
    gaps = " ".join(str(g) for g in rng.integers((6, 4) * 4, (70, 26) * 4))
    return line(data, colour, width, opacity, f'stroke-dasharray="{gaps}"')


def bricks(
    where: Box,
    count: int,
    colour: str,
    rng: np.random.Generator,
    size: tuple[float, float] = (34, 14),
    opacity: float = 0.35,
) -> str:
    """Show some bricks of a wall, in their courses."""
    x, y, wide, high = where
    long, tall = size
    data = ""
    for _ in range(count):
        row = int(rng.integers(0, max(1, int(high / tall))))
        column = int(rng.integers(0, max(1, int(wide / long))))
        left = x + (column + row % 2 / 2) * long
        if left + long <= x + wide:
            data += (
                f"M{join((left + 2, y + row * tall + 2))}h{long - 4:g}v{tall - 4:g}h{4 - long:g}Z"
            )
    return shape(data, colour, opacity=opacity)


def floorboards(where: Box, vanishing: float, count: int, colour: str) -> str:
    """Draw the joints of boards that run away from us to a point above the middle of a floor."""
    x, y, wide, high = where
    data = ""
    for k in range(count + 1):
        far = x + wide * k / count
        near = vanishing + (far - vanishing) * 1.9
        data += f"M{join((round(far), y))}L{join((round(near), y + high))}"
    return line(data, colour, 3, 0.35)


def planks(
    where: Box, count: int, colour: str, rng: np.random.Generator, upright: bool = False
) -> str:
    """Draw the joints of boards side by side, with some grain and nails."""
    x, y, wide, high = where
    data = ""
    for k in range(1, count):
        d = rng.uniform(-2, 2)
        if upright:
            data += f"M{join((x + wide * k / count, y))}l{join((d, high))}"
        else:
            data += f"M{join((x, y + high * k / count))}l{join((wide, d))}"
    return line(data, colour, 3, 0.5) + drybrush(where, 3 * count, colour, rng, 2, 0.3, upright)


def cobbles(where: Box, count: int, colour: str, rng: np.random.Generator) -> str:
    """Scatter paving stones on flat ground, larger towards us."""
    x, y, wide, high = where
    data = ""
    for px, part in rng.uniform((x, 0), (x + wide, 1), (count, 2)):
        grow = 0.35 + part
        r, h = 26 * grow, 7 * grow
        data += f"M{join((round(px - r), round(y + part * high)))}"
        data += (
            f"c{join((0, -h, r, -h, 2 * r, -h * 0.2))}s{join((-r * 1.2, h * 1.6, -2 * r, h * 0.2))}"
            "Z"
        )
    return shape(data, colour, opacity=0.3)
