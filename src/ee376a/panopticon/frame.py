"""The frame of a robust painting: what tells a reader where it is, its colours and its length.

Around the picture runs a ring of 106 cells, clockwise from the top left corner. Every second one is
black or white, by the quadratic residues of 53: a known sequence, unlike itself when it is shifted.
The others are coloured: the eight paints in order, four times over, and between them the length of
the message in three octal digits, seven times over. In each corner stands an ArUco tag.

References
----------
S. Garrido-Jurado, R. Muñoz-Salinas, F. J. Madrid-Cuevas, M. J. Marín-Jiménez, "Automatic
generation and detection of highly reliable fiducial markers under occlusion", Pattern Recognition
47 (2014), 2280-2292 (ArUco).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ee376a.bits import int_to_digits
from ee376a.panopticon.geometry import CANVAS, ROBUST, Points, Shape

__all__ = ["LENGTH_REPEATS", "TAGS", "frame", "is_white", "length_digits", "ring", "tag_squares"]

LENGTH_REPEATS = 7
"""How often the frame tells the message's length."""

TAGS = (0xB532, 0x0F9A, 0x332D, 0x9946)
"""Tags 0 to 3 of ArUco's dictionary 4X4_50, clockwise from the top left: 16 bits, row by row."""

_EDGE = 0.8  # inches of black outside the ring
_ACROSS, _DOWN = 30, 25  # cells of the ring, corners counted on both sides
_PRIME = 53
_TAG, _TAG_EDGE = 5.0, 0.13  # side of a tag with its white margin, black around it
_MODULES = 8  # of a tag's side: margin, black border, four bits, black border, margin


def ring() -> Points:
    """Give the cells of the ring.

    Returns
    -------
    ndarray, shape (106, 4, 2)
        Their corners in inches, the cells clockwise from the top left.

    Examples
    --------
    >>> ring().shape
    (106, 4, 2)
    """
    x = np.linspace(_EDGE, CANVAS[0] - _EDGE, _ACROSS + 1)
    y = np.linspace(_EDGE, CANVAS[1] - _EDGE, _DOWN + 1)
    cells = [(i, 0) for i in range(_ACROSS)] + [(_ACROSS - 1, j) for j in range(1, _DOWN)]
    cells += [(i, _DOWN - 1) for i in reversed(range(_ACROSS - 1))]
    cells += [(0, j) for j in reversed(range(1, _DOWN - 1))]
    return np.array([_rectangle(x[i], y[j], x[i + 1], y[j + 1]) for i, j in cells])


def tag_squares() -> Points:
    """Give the black squares of the four tags.

    Returns
    -------
    ndarray, shape (4, 4, 2)
        Their corners in inches; tags and corners clockwise from the top left.

    Examples
    --------
    >>> squares = tag_squares()
    >>> squares.shape, squares[0].round(3).tolist()
    ((4, 4, 2), [[4.155, 4.155], [7.905, 4.155], [7.905, 7.905], [4.155, 7.905]])
    """
    near = ROBUST.border + _TAG_EDGE
    module = _TAG / _MODULES
    left, right = near, CANVAS[0] - near - _TAG
    top, bottom = near, CANVAS[1] - near - _TAG
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return np.array(
        [
            _rectangle(x + module, y + module, x + _TAG - module, y + _TAG - module)
            for x, y in corners
        ]
    )


def length_digits(length: int) -> npt.NDArray[np.int64]:
    """Tell the message's length as the frame does.

    Parameters
    ----------
    length : int
        Characters of the message, 0 to 511.

    Returns
    -------
    ndarray of int64, shape (21,)
        Its three octal digits, most significant first, seven times over.

    Raises
    ------
    ValueError
        If three digits cannot tell it.

    Examples
    --------
    >>> length_digits(202)[:6].tolist()
    [3, 1, 2, 3, 1, 2]
    """
    return np.tile(int_to_digits(length, 8, length=3), LENGTH_REPEATS)


def frame() -> list[Shape]:
    """Paint the frame.

    Returns
    -------
    list of Shape
        On a black ground, with the paints black, white, 0 to 7 for the colours, and length0 to
        length20 for the cells that have the colours of `length_digits`.

    Examples
    --------
    >>> sum(shape.paint.startswith("length") for shape in frame())
    21
    """
    shapes, patches, told = [], 0, 0
    for index, cell in enumerate(ring()):
        turn, coloured = divmod(index, 2)
        if not coloured:
            shapes.append(Shape(cell, "white" if is_white(turn) else "black"))
        elif turn % 5 in (1, 3):
            shapes.append(Shape(cell, f"length{told}"))
            told += 1
        else:
            shapes.append(Shape(cell, str(patches % 8)))
            patches += 1
    for square, bits in zip(tag_squares(), TAGS, strict=True):
        shapes += _tag(square, bits)
    return shapes


def is_white(turn: int) -> bool:
    """Tell whether one of the black and white cells is white.

    Parameters
    ----------
    turn : int
        Which of these 53, clockwise from the top left, from 0.

    Returns
    -------
    bool
        Whether it is a quadratic residue of 53 and not 0.

    Examples
    --------
    >>> "".join(".#"[is_white(turn)] for turn in range(20))
    '.#..#.##.###.#.###..'
    """
    return pow(turn, (_PRIME - 1) // 2, _PRIME) == 1


def _tag(square: Points, bits: int) -> list[Shape]:
    """Paint an ArUco tag and its white margin; a bit that is set is white."""
    module = _TAG / _MODULES
    (left, top), (right, bottom) = square[0], square[2]
    margin = _rectangle(left - module, top - module, right + module, bottom + module)
    shapes = [Shape(margin, "white"), Shape(square, "black")]
    for place in range(16):
        if bits >> (15 - place) & 1:
            x, y = left + module * (1 + place % 4), top + module * (1 + place // 4)
            shapes.append(Shape(_rectangle(x, y, x + module, y + module), "white"))
    return shapes


def _rectangle(left: float, top: float, right: float, bottom: float) -> Points:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
