"""The secret painting: the true code of `ee376a.panopticon`, drawn at any size in few paths."""

import numpy as np

from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.painting import INKS, paint
from ee376a.story.drawing import cutout, group, shape
from ee376a.story.palette import Light
from ee376a.story.paths import Point, box


def _data(points: np.ndarray, digits: int) -> str:
    """Write a polygon with relative, rounded steps."""
    grid = 10**digits
    whole = np.rint(points * grid).astype(int)
    steps = [whole[0], *np.diff(whole, axis=0)]
    words = [f"{v / grid:g}" for step in steps for v in step]
    return f"M{words[0]} {words[1]}l{' '.join(words[2:])}z".replace(" -", "-").replace("0.", ".")


def painting(
    message: str,
    at: Point,
    width: float,
    *,
    robust: bool = False,
    light: Light | None = None,
    digits: int = 0,
) -> str:
    """Hang the painting of a message, without a frame, by its upper left corner.

    Parameters
    ----------
    message
        What it says.
    at
        Upper left corner.
    width
        Its width; its height is 56/66 of that.
    robust
        With the frame and the code that corrects errors, as the last page has it.
    light
        What shines on it; its own colours when not given, which a reader needs.
    digits
        Decimals kept: 0 for a picture in the story, 1 for one that is to be read.
    """
    art = paint(message, robust=robust)
    scale = width / CANVAS[0]
    triangles = len(art.digits)

    def lit(colour: str) -> str:
        return light.on(colour) if light else colour

    height = width * CANVAS[1] / CANVAS[0]
    parts = [shape(f"M0 0h{width:g}v{height:.1f}h{-width:g}Z", lit(INKS["black"]))]
    same: dict[str, str] = {}  # triangles do not overlap: those of one colour are one path
    for points, colour in art.shapes()[:triangles]:
        same[colour] = same.get(colour, "") + _data(points * scale, digits)
    parts += [shape(data, lit(colour)) for colour, data in same.items()]
    parts += [shape(_data(p * scale, digits), lit(c)) for p, c in art.shapes()[triangles:]]
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
            same[colour] = same.get(colour, "") + _data(corners * scale, 0)
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
    parts += [shape(_data(points, 0), colour) for points, colour in tower]
    return group(*parts, at=at)
