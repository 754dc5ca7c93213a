"""The view from a cell of the panopticon: where each quadrilateral and triangle is painted.

The prison is a ring of cells around a tower. The painter stands in one of the cells and looks to
the centre, at the cells on the far side. A cell at the angle ``theta`` (seen from the centre, from
the far side) is seen at the angle ``theta / 2`` by someone on the ring, so in the picture plane

    x = tan(theta / 2),    y = v (1 + x²)

for a point at the height ``v``: equal cells grow towards the sides, and the level rings between
them become parabolas. The columns next to the tower make way for it, so that it hides none of them.

All lengths are inches on the canvas, x to the right and y down from its top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["CANVAS", "COLUMNS", "FAITHFUL", "ROBUST", "ROWS", "Layout", "Shape", "crossing"]

CANVAS = (66.0, 56.0)
"""Width and height of the painting in inches."""

COLUMNS, ROWS = 22, 18
"""Quadrilaterals across and down: 396 of them are 1,584 triangles, exactly 528 characters."""

GAP = (0, 0, 0, 0.08, 0.055, 0.055, 0.095) + (0.05,) * 9 + (0.06, 0.075, 0.10)
"""Half the width that the tower takes at each of the 19 lines between rows, as a part of half the
picture's width: nothing above its roof, then eaves, lantern, gallery, shaft and foot."""

_REACH = 1 / 3  # x of the outermost line; with it the sides are 1 + 1/9 times as high as the middle
_GRID = 0.1  # part of the way to its centre that a quadrilateral is drawn in: the black grid

Points = npt.NDArray[np.float64]


class Shape(NamedTuple):
    """A polygon on the canvas, shape (n, 2) in inches, and the name of the paint that fills it."""

    points: Points
    paint: str


@dataclass(frozen=True)
class Layout:
    """Which quadrilaterals a painting has, and where.

    Parameters
    ----------
    border : float
        Inches between the edge of the canvas and the quadrilaterals, 0 to 10.
    corner : int
        Quadrilaterals left out in each corner, so many across and down, 0 to 4.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> Layout(border=0.8).capacity, Layout(border=3.2, corner=2).capacity
    (528, 506)
    """

    border: float = 0.8
    corner: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.border <= 10:
            raise ValueError(f"border: {self.border} given, 0 to 10 inches allowed")
        if not 0 <= self.corner <= 4:
            raise ValueError(f"corner: {self.corner} given, 0 to 4 allowed")

    @property
    def cells(self) -> npt.NDArray[np.int64]:
        """Row and column of each quadrilateral in reading order, shape (N, 2).

        Examples
        --------
        >>> FAITHFUL.cells[:2].tolist(), len(FAITHFUL.cells)
        ([[0, 0], [0, 1]], 396)
        """
        row, column = (index.ravel() for index in np.indices((ROWS, COLUMNS)))
        at_end = (row < self.corner) | (row >= ROWS - self.corner)
        at_side = (column < self.corner) | (column >= COLUMNS - self.corner)
        return np.column_stack([row, column])[~(at_end & at_side)]

    @property
    def capacity(self) -> int:
        """Characters that the triangles carry: three triangles a character.

        Examples
        --------
        >>> FAITHFUL.capacity
        528
        """
        return 4 * len(self.cells) // 3

    def vertices(self) -> Points:
        """Give the corners of the cells on both sides of the tower.

        Returns
        -------
        ndarray, shape (2, 19, 12, 2)
            x and y by side (left, right), line between rows (top to bottom), and line between
            columns (from the tower to the wall).

        Examples
        --------
        >>> FAITHFUL.vertices().shape
        (2, 19, 12, 2)
        """
        half_width, half_height = (side / 2 - self.border for side in CANVAS)
        inner = np.arctan(np.array(GAP)[:, None] * _REACH)
        angle = inner + np.linspace(0, 1, COLUMNS // 2 + 1) * (np.arctan(_REACH) - inner)
        x = np.tan(angle)  # the angle is theta / 2
        v = np.linspace(-1, 1, ROWS + 1)[:, None]
        y = v * (1 + x**2) / (1 + _REACH**2)
        right = np.stack(
            [CANVAS[0] / 2 + half_width * x / _REACH, CANVAS[1] / 2 + half_height * y], axis=-1
        )
        return np.stack([[CANVAS[0], 0] + right * [-1, 1], right])

    def quads(self) -> Points:
        """Give the quadrilaterals, without the black grid between them.

        Returns
        -------
        ndarray, shape (N, 4, 2)
            Corners clockwise from the top left one; rows from top to bottom, each from left to
            right.

        Examples
        --------
        >>> FAITHFUL.quads().shape
        (396, 4, 2)
        """
        left, right = self.vertices()
        corners = []
        for row, column in self.cells:
            side, near, far = (
                (left, COLUMNS // 2 - column, COLUMNS // 2 - column - 1)
                if column < COLUMNS // 2
                else (right, column - COLUMNS // 2, column - COLUMNS // 2 + 1)
            )
            corners.append(
                [side[row, near], side[row, far], side[row + 1, far], side[row + 1, near]]
            )
        outer = np.array(corners)
        return outer + _GRID * (crossing(outer) - outer)

    def triangles(self) -> Points:
        """Cut each quadrilateral along its diagonals: top, right, bottom, left.

        Returns
        -------
        ndarray, shape (4 N, 3, 2)
            The first two points are on the side that names the triangle, the third is where the
            diagonals cross.

        Examples
        --------
        >>> FAITHFUL.triangles().shape
        (1584, 3, 2)
        """
        quads = self.quads()
        centre = crossing(quads)[:, 0]
        sides = [[quads[:, i], quads[:, (i + 1) % 4], centre] for i in range(4)]
        return np.array(sides).transpose(2, 0, 1, 3).reshape(-1, 3, 2)

    def tower(self) -> Points:
        """Give the tower's outline.

        Returns
        -------
        ndarray, shape (M, 2)
            From the tip of the roof down the right side and up the left.
        """
        left, right = self.vertices()[:, :, 0]
        standing = slice(int(np.argmax(np.array(GAP) > 0)) - 1, None)
        return np.concatenate([right[standing], left[standing][::-1]])


def crossing(quads: Points) -> Points:
    """Find where the diagonals of quadrilaterals cross.

    Parameters
    ----------
    quads : ndarray, shape (N, 4, 2)
        Corners in order.

    Returns
    -------
    ndarray, shape (N, 1, 2)
        The crossing points.

    Examples
    --------
    >>> crossing(np.array([[[0.0, 0], [2, 0], [2, 2], [0, 2]]])).tolist()
    [[[1.0, 1.0]]]
    """
    a, b, c, d = quads.transpose(1, 0, 2)
    (ux, uy), (vx, vy), (wx, wy) = (c - a).T, (d - b).T, (b - a).T
    along = (wx * vy - wy * vx) / (ux * vy - uy * vx)
    return np.asarray((a + along[:, None] * (c - a))[:, None])


FAITHFUL = Layout()
"""As the painter did: all 396 quadrilaterals."""

ROBUST = Layout(border=3.4, corner=2)
"""With room for a frame and for four tags: 380 quadrilaterals, 506 characters."""
