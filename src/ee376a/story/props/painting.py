"""The secret painting: the true code of `ee376a.panopticon`, drawn at any size in few paths."""

import numpy as np

from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.painting import INKS, paint
from ee376a.story.drawing import cutout, group, shape
from ee376a.story.palette import Light
from ee376a.story.paths import Point, box


def _data(points: np.ndarray) -> str:
    """Write a polygon with relative steps in whole units."""
    whole = np.rint(points).astype(int)
    start = " ".join(map(str, whole[0]))
    rest = " ".join(map(str, np.diff(whole, axis=0).ravel()))
    return f"M{start}l{rest}z".replace(" -", "-")


def painting(message: str, at: Point, width: float, light: Light) -> str:
    """Hang the painting of a message with all its triangles, without a frame.

    Parameters
    ----------
    message
        What it says.
    at
        Upper left corner.
    width
        Its width; its height is 56/66 of that.
    light
        What shines on it.
    """
    art, scale = paint(message), width / CANVAS[0]
    triangles = len(art.digits)
    parts = [shape(box(0, 0, width, width * CANVAS[1] / CANVAS[0]), light.on(INKS["black"]))]
    same: dict[str, str] = {}  # triangles do not overlap: those of one colour are one path
    for points, colour in art.shapes()[:triangles]:
        same[colour] = same.get(colour, "") + _data(points * scale)
    parts += [shape(data, light.on(colour)) for colour, data in same.items()]
    parts += [shape(_data(p * scale), light.on(c)) for p, c in art.shapes()[triangles:]]
    return group(*parts, at=at)


def coarse_painting(
    message: str, at: Point, width: float, light: Light, framed: bool = True
) -> str:
    """Hang the same painting drawn small: the message's first 90 squares, ten to a row.

    Parameters
    ----------
    message
        What it says.
    at
        Upper left corner of the canvas.
    width
        Of the canvas; its height is 56/66 of that.
    light
        What shines on it.
    framed
        With a wooden frame.
    """
    art, scale = paint(message), width / CANVAS[0]
    height = width * CANVAS[1] / CANVAS[0]
    columns = [0, 2, 4, 6, 8, 11]
    left, right = art.layout.vertices()[:, ::2][:, :, columns]
    same: dict[str, str] = {}
    for k in range(90):
        row, column = divmod(k, 10)
        side, near, far = (
            (left, 5 - column, 4 - column) if column < 5 else (right, column - 5, column - 4)
        )
        quad = np.array([side[row, near], side[row, far], side[row + 1, far], side[row + 1, near]])
        if column < 5:
            quad = quad[[0, 1, 2, 3]]
        middle = quad.mean(axis=0)
        quad = middle + (quad - middle) * 0.92
        for i in range(4):
            colour = light.on(art.palette.colours[art.digits[4 * k + i]])
            corners = np.array([quad[i], quad[(i + 1) % 4], middle])
            same[colour] = same.get(colour, "") + _data(corners * scale)
    tower = [(p * scale, light.on(c)) for p, c in art.shapes()[len(art.digits) :]]
    parts = []
    if framed:
        rim = width * 0.035
        parts.append(
            cutout(
                box(-rim, -rim, width + 2 * rim, height + 2 * rim), light.on("#7b4636"), rim * 0.7
            )
        )
        parts.append(
            shape(
                box(-rim / 3, -rim / 3, width + rim / 1.5, height + rim / 1.5), light.on("#c98a4a")
            )
        )
    parts.append(shape(box(0, 0, width, height), light.on(INKS["black"])))
    parts += [shape(data, colour) for colour, data in same.items()]
    parts += [shape(_data(points), colour) for points, colour in tower]
    return group(*parts, at=at)
