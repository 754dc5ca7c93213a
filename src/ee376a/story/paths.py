"""The data of paths, from points: what ``ee376a.story.drawing`` paints.

Numbers are written with one decimal at most, so that a page of a picture book stays small.
"""

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

Point = tuple[float, float]


def num(value: float) -> str:
    """Write a number with at most one decimal, as short as SVG allows.

    Examples
    --------
    >>> num(12.04), num(0.5), num(-0.25), num(-0.01)
    ('12', '.5', '-.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text in ("-0", "0") else re.sub(r"^(-?)0\.", r"\1.", text)


def join(numbers: Iterable[float]) -> str:
    """Write numbers one after another with a space only where it is needed.

    Examples
    --------
    >>> join((1, -2, 3.5))
    '1-2 3.5'
    """
    text = ""
    for word in map(num, numbers):
        text += word if not text or word[0] == "-" else " " + word
    return text


def poly(points: Sequence[Point], closed: bool = True) -> str:
    """Give the data of a path with straight sides.

    Examples
    --------
    >>> poly([(0, 0), (10, 0), (10, 5)])
    'M0 0L10 0 10 5Z'
    """
    rest = join(c for p in points[1:] for c in p)
    return f"M{join(points[0])}L{rest}" + "Z" * closed


def smooth(points: Sequence[Point], closed: bool = True, ease: float = 1.0) -> str:
    """Give the data of a smooth path through points (Catmull-Rom as cubic Béziers).

    Parameters
    ----------
    points
        What the path passes through, in order.
    closed
        Whether the last point is joined to the first.
    ease
        0 gives straight sides, 1 round ones, more gives loops.

    Examples
    --------
    >>> smooth([(0, 0), (10, 10), (20, 0)], closed=False)
    'M0 0c1.7 1.7 6.7 10 10 10s8.3-8.3 10-10'
    """
    n = len(points)
    last = n if closed else n - 1

    def at(i: int) -> Point:
        return points[i % n] if closed else points[min(max(i, 0), n - 1)]

    data = f"M{join(points[0])}"
    mirrored = False
    for i in range(last):
        before, here, there, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        out = [(there[k] - before[k]) * ease / 6 for k in (0, 1)]
        back = [there[k] - here[k] - (after[k] - here[k]) * ease / 6 for k in (0, 1)]
        step = [there[k] - here[k] for k in (0, 1)]
        # the first handle of a middle point mirrors the one before it: `s` leaves it out
        data += f"s{join(back + step)}" if mirrored else f"c{join(out + back + step)}"
        mirrored = True
    return data + "Z" * closed


def oval(cx: float, cy: float, rx: float, ry: float | None = None) -> str:
    """Give the data of an ellipse round a centre; a circle with one radius."""
    ry = rx if ry is None else ry
    half = f"a{join((rx, ry))} 0 1 0 "
    return f"M{join((cx - rx, cy))}{half}{join((2 * rx, 0))}{half}{join((-2 * rx, 0))}Z"


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> str:
    """Give the data of a rectangle, its corners rounded with a radius."""
    r = min(radius, width / 2, height / 2)
    if not r:
        return f"M{join((x, y))}h{num(width)}v{num(height)}h{num(-width)}Z"
    arcs = [f"a{join((r, r))} 0 0 1 {join(p)}" for p in ((r, r), (-r, r), (-r, -r), (r, -r))]
    sides = (f"h{num(width - 2 * r)}", f"v{num(height - 2 * r)}", f"h{num(2 * r - width)}")
    top, right, bottom = sides
    return (
        f"M{join((x + r, y))}{top}{arcs[0]}{right}{arcs[1]}{bottom}{arcs[2]}V{num(y + r)}{arcs[3]}Z"
    )


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> str:
    """Give the data of a band along a line, wide as told at each of its points.

    Limbs, tails, branches, brush strokes. The ends are square: put an ``oval`` there.
    """
    left: list[Point] = []
    right: list[Point] = []
    for i, ((x, y), wide) in enumerate(zip(points, widths, strict=True)):
        (x0, y0), (x1, y1) = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        angle = math.atan2(y1 - y0, x1 - x0) + math.pi / 2
        dx, dy = math.cos(angle) * wide / 2, math.sin(angle) * wide / 2
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    there = smooth(left, closed=False)
    back = smooth(right[::-1], closed=False)
    return there + "L" + back[1:] + "Z"


def along(points: Sequence[Point], count: int) -> list[Point]:
    """Give points at equal steps along a broken line, both ends included."""
    marks = np.asarray(points, float)
    lengths = np.r_[0, np.cumsum(np.hypot(*np.diff(marks, axis=0).T))]
    at = np.linspace(0, lengths[-1], count)
    x, y = (np.interp(at, lengths, marks[:, k]) for k in (0, 1))
    return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def wobble(points: Sequence[Point], rng: np.random.Generator, amount: float = 3) -> list[Point]:
    """Shift each point a little, as a hand with scissors would."""
    shifts = rng.uniform(-amount, amount, (len(points), 2))
    return [(x + float(dx), y + float(dy)) for (x, y), (dx, dy) in zip(points, shifts, strict=True)]
