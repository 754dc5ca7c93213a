"""A picture of the book as pixels in shades of grey, for what asks for numbers.

The pictures are SVG, and the editions hand them to programs that draw it. What is drawn here is the
part of SVG that the simpler pages are made of: paths, groups, gradients. A page with more than
that (clips, stamps, letters) is refused, never drawn in part.

References
----------
"Scalable Vector Graphics (SVG) 2", W3C Candidate Recommendation (2018), chapter 9 (path data).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt

from ee376a.story.pictures import draw, size

__all__ = ["pixels"]

Floats = npt.NDArray[np.float64]
Look = dict[str, str]

_SVG = "{http://www.w3.org/2000/svg}"
_FINER = 4  # drawn so many times finer, then averaged
_STEPS = 8  # lines for a curve
_SHADES = 256  # of a gradient
_TOKEN = re.compile(r"[MmLlHhVvCcSsQqAaZz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7}


def pixels(number: int, width: int = 256) -> npt.NDArray[np.uint8]:
    """Draw the picture of a page as a photograph in grey would show it.

    Parameters
    ----------
    number : int
        Of the page, from 1.
    width : int
        Of the picture, in pixels, at least 8.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        0 is black; its height follows from the page's.

    Raises
    ------
    ValueError
        If there is no such page, it is narrower, or its picture needs more than paths, groups and
        gradients.

    Examples
    --------
    >>> pixels(25, 100).shape
    (86, 100)
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    if width < 8:
        raise ValueError(f"width: {width} given, at least 8 needed")
    root = ElementTree.fromstring(draw(number))
    wide, high = size(number)
    height = round(width * high / wide)
    # as it is, whatever style the caller has set
    size_in = (width * _FINER / 72, height * _FINER / 72)
    figure = Figure(size_in, dpi=72, facecolor="white")
    figure.set_layout_engine("none")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(high, 0))
    axes.axis("off")
    gradients = {f"url(#{node.get('id')})": node for node in root.iter() if node.get("id")}
    scale = width * _FINER / wide
    for layer, (data, look, matrix) in enumerate(_shapes(root, np.eye(3), {})):
        _paint(axes, data, look, Affine2D(matrix), gradients, scale, layer)
    canvas.draw()  # type: ignore[no-untyped-call]
    rgb = np.asarray(canvas.buffer_rgba())[..., :3].astype(np.float64)  # type: ignore[no-untyped-call]
    grey = rgb @ [0.299, 0.587, 0.114]  # luma, as in JPEG
    fine = grey[: height * _FINER, : width * _FINER].reshape(height, _FINER, width, _FINER)
    rounded: npt.NDArray[np.uint8] = np.rint(fine.mean(axis=(1, 3))).astype(np.uint8)
    return rounded


def _shapes(node: Any, matrix: Floats, look: Look) -> Iterator[tuple[str, Look, Floats]]:
    """Give the paths from back to front, each with its look and where it lies."""
    for child in node:
        kind = child.tag.removeprefix(_SVG)
        if kind in ("title", "desc", "defs"):
            continue
        if kind not in ("g", "path") or "clip-path" in child.attrib:
            raise ValueError(f"number: its picture has {kind!r} or a clip, paths and groups wanted")
        mine = {**look, **child.attrib}
        mine["opacity"] = str(float(look.get("opacity", 1)) * float(child.get("opacity", 1)))
        placed = matrix @ _matrix(child.get("transform", ""))
        if kind == "g":
            yield from _shapes(child, placed, mine)
        else:
            yield child.attrib["d"], mine, placed


def _matrix(moves: str) -> Floats:
    """Read the moves that a group or a path makes."""
    matrix = np.eye(3)
    for kind, inside in re.findall(r"(\w+)\(([^)]*)\)", moves):
        a, b = ([float(value) for value in _TOKEN.findall(inside)] + [0.0])[:2]
        step = np.eye(3)
        if kind == "translate":
            step[:2, 2] = a, b
        elif kind == "scale":
            step[0, 0], step[1, 1] = a, b or a
        else:
            sine, cosine = math.sin(math.radians(a)), math.cos(math.radians(a))
            step[:2, :2] = [[cosine, -sine], [sine, cosine]]
        matrix = matrix @ step
    return matrix


def _paint(
    axes: Any,
    data: str,
    look: Look,
    transform: Any,
    gradients: dict[str, Any],
    scale: float,
    layer: int,
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    lines = list(_lines(data))
    vertices = np.concatenate(lines)
    codes = np.full(len(vertices), Path.LINETO)
    codes[np.cumsum([0, *(len(line) for line in lines[:-1])])] = Path.MOVETO
    path = transform.transform_path(Path(vertices, codes))
    fill, stroke = look.get("fill", "none"), look.get("stroke", "none")
    faded = float(look["opacity"])
    if fill.startswith("url("):
        _gradient(axes, path, gradients[fill], faded, layer)
        fill = "none"
    factor = scale * math.sqrt(abs(np.linalg.det(transform.get_matrix()[:2, :2])))
    drawn = float(look.get("stroke-width", 1)) * factor
    dashes = [float(part) * factor / drawn for part in look.get("stroke-dasharray", "").split()]
    patch = PathPatch(
        path,
        facecolor=fill,
        edgecolor=stroke,
        linewidth=drawn if stroke != "none" else 0,
        linestyle=(0, dashes) if dashes else "solid",
        alpha=faded,
        capstyle="round",
        joinstyle="round",
        zorder=layer,
    )
    axes.add_patch(patch)


def _gradient(axes: Any, path: Any, node: Any, faded: float, layer: int) -> None:
    """Lay a gradient over the box of a path, and cut it to the path."""
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch

    stops = [
        (
            float(stop.get("offset")),
            to_rgba(stop.get("stop-color"), float(stop.get("stop-opacity", 1))),
        )
        for stop in node
    ]
    y, x = (np.mgrid[:_SHADES, :_SHADES] + 0.5) / _SHADES
    if node.tag == f"{_SVG}linearGradient":
        x1, y1, x2, y2 = (float(node.get(name)) for name in ("x1", "y1", "x2", "y2"))
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
    else:
        cx, cy, r = (float(node.get(name)) for name in ("cx", "cy", "r"))
        along = np.hypot(x - cx, y - cy) / r
    offsets, colours = zip(*stops, strict=True)
    shades = np.stack([np.interp(along, offsets, part) for part in zip(*colours, strict=True)], -1)
    shades[..., 3] *= faded
    left, bottom, right, top = path.get_extents().extents
    image = axes.imshow(
        shades,
        extent=(left, right, top, bottom),
        aspect="auto",
        zorder=layer,
        interpolation="nearest",
    )
    image.set_clip_path(PathPatch(path, transform=axes.transData))


def _lines(data: str) -> Iterator[Floats]:
    """Flatten path data to lines of points, one for each stroke of the pen."""
    tokens = _TOKEN.findall(data)
    at = start = before = 0j  # points are complex numbers; `before` is the last handle of a curve
    line: list[complex] = []
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        upper, origin = command.upper(), at if command.islower() else 0j
        if upper == "Z":
            line.append(start)
            at = before = start
            continue
        values = [float(token) for token in tokens[place : place + _TAKES[upper]]]
        place += _TAKES[upper]
        if upper == "H":
            points = [complex(values[0] + origin.real, at.imag)]
        elif upper == "V":
            points = [complex(at.real, values[0] + origin.imag)]
        else:
            ends = values[-2:] if upper == "A" else values
            points = [complex(*pair) + origin for pair in zip(ends[::2], ends[1::2], strict=True)]
        if upper == "M":
            if len(line) > 1:
                yield _array(line)
            start = at = before = points[0]
            line = [at]
            command = "l" if command == "m" else "L"
            continue
        if not line:
            line = [at]
        if upper == "S":
            points = [2 * at - before, *points]
        if upper == "A":
            line += _arc(at, points[0], *values[:5])
        elif len(points) > 1:
            line += _curve([at, *points])
        else:
            line += points
        before = points[-2] if upper in "CS" else points[-1]
        at = points[-1]
    if len(line) > 1:
        yield _array(line)


def _curve(handles: list[complex]) -> list[complex]:
    """Bézier's curve of degree two or three."""
    degree = len(handles) - 1
    t = np.arange(1, _STEPS + 1) / _STEPS
    powers = (
        math.comb(degree, k) * t**k * (1 - t) ** (degree - k) * point
        for k, point in enumerate(handles)
    )
    return list(sum(powers, np.zeros(_STEPS, complex)))


def _arc(
    at: complex, end: complex, rx: float, ry: float, turn: float, large: float, sweep: float
) -> list[complex]:
    """Points of an elliptic arc (the recommendation's appendix B.2.4)."""
    around = np.exp(1j * math.radians(turn))
    half = (at - end) / 2 / around
    x, y = half.real / rx, half.imag / ry
    grow = max(1.0, math.hypot(x, y))
    x, y = x / grow, y / grow
    side = math.sqrt(max(0.0, 1 / (x * x + y * y) - 1)) * (1 if large != sweep else -1)
    centre = complex(side * y, -side * x)
    first = np.angle(complex(x, y) - centre)
    span = (np.angle(complex(-x, -y) - centre) - first) % (2 * math.pi)
    if not sweep:
        span -= 2 * math.pi
    angles = first + span * np.arange(1, 3 * _STEPS + 1) / (3 * _STEPS)
    circle = np.cos(angles) + centre.real, np.sin(angles) + centre.imag
    middle = (at + end) / 2
    return list(middle + grow * (rx * circle[0] + 1j * ry * circle[1]) * around)


def _array(line: list[complex]) -> Floats:
    points = np.array(line)
    return np.column_stack([points.real, points.imag])
