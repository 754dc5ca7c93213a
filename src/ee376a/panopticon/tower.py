"""The central tower: a roof, a lit lantern, a gallery, a shaft with windows, a foot with a door."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ee376a.panopticon.geometry import CANVAS, Layout, Points, Shape

__all__ = ["tower"]

_LINE = 0.14  # inches of black around what is painted
_EAVES, _LANTERN, _GALLERY = 1, 3, 4  # which of the outline's lines, counted from the roof's tip


def tower(layout: Layout) -> list[Shape]:
    """Paint the tower into the gap that a layout leaves for it.

    Parameters
    ----------
    layout : Layout
        Where the quadrilaterals are.

    Returns
    -------
    list of Shape
        To be painted in this order on a black ground, with the paints stone, shade, light, black.

    Examples
    --------
    >>> from ee376a.panopticon.geometry import FAITHFUL
    >>> sorted({shape.paint for shape in tower(FAITHFUL)})
    ['black', 'light', 'shade', 'stone']
    """
    outline = layout.tower()
    half = outline[: len(outline) // 2] - [CANVAS[0] / 2, 0]
    width, height = np.maximum(half[:, 0] - _LINE, 0), half[:, 1].copy()
    height[0] += 3 * _LINE
    height[-1] -= _LINE
    shapes = [_slab(width, height, -1, 1, "stone"), _slab(width, height, 0.3, 1, "shade")]

    shapes += [
        _band(width, height[line] + lift - 0.09, height[line] + lift + 0.09, line)
        for line, lift in ((_EAVES, 0), (_LANTERN, 0.25), (_GALLERY, 0.1))
    ]
    top, bottom = height[_EAVES + 1] - 0.2, height[_LANTERN] - 0.1
    shapes += _panes(width[_LANTERN] - 0.2, top, bottom, 4)
    rail, floor = height[_GALLERY] - 0.9, height[_GALLERY] - 0.05
    shapes += [
        _box(x, rail, 0.05, floor, "black")
        for x in np.linspace(-1, 1, 9) * (width[_GALLERY] - 0.45)
    ]
    storeys = height[_GALLERY + 2 : -3 : 2]
    for storey, y in enumerate(storeys):
        x = 0.55 * (-1) ** storey
        shapes += [_box(x, y - 0.7, 0.3, y + 0.9, "black"), _arch(x, y - 0.7, 0.3, "black")]
        shapes += [_box(x, y - 0.6, 0.14, y + 0.75, "light")]
    foot = height[-1] + _LINE
    return [*shapes, _box(0, foot - 2.6, 0.7, foot, "black"), _arch(0, foot - 2.6, 0.7, "black")]


def _place(points: Sequence[tuple[float, float]] | Points, paint: str) -> Shape:
    """Move a polygon from the tower's axis to the canvas."""
    axis = np.array([CANVAS[0] / 2, 0])
    return Shape(np.array(points, dtype=np.float64) + axis, paint)


def _slab(width: Points, height: Points, left: float, right: float, paint: str) -> Shape:
    """Fill the outline between two parts of its width, -1 to 1."""
    down = np.column_stack([right * width, height])
    up = np.column_stack([left * width, height])[::-1]
    return _place(np.concatenate([down, up]), paint)


def _band(width: Points, top: float, bottom: float, line: int) -> Shape:
    """Draw a cornice across the tower."""
    return _box(0, top, float(width[line]), bottom, "black")


def _box(x: float, top: float, half_width: float, bottom: float, paint: str) -> Shape:
    left, right = x - half_width, x + half_width
    return _place([(left, top), (right, top), (right, bottom), (left, bottom)], paint)


def _arch(x: float, base: float, radius: float, paint: str) -> Shape:
    angle = np.linspace(0, np.pi, 13)
    return _place(
        np.column_stack([x + radius * np.cos(angle), base - radius * np.sin(angle)]), paint
    )


def _panes(half_width: float, top: float, bottom: float, count: int) -> list[Shape]:
    """Light a window of several panes."""
    edges = np.linspace(-half_width, half_width, count + 1)
    frame = _box(0, top, half_width + 0.1, bottom, "black")
    return [frame] + [
        _box((a + b) / 2, top + 0.12, (b - a) / 2 - 0.07, bottom - 0.12, "light")
        for a, b in pairwise(edges)
    ]
