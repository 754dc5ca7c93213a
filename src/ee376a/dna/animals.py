"""Eight animals in one style, drawn in code: as SVG, as pixels, and as mosaics of eight colours.

A mosaic has 16 x 16 squares, and each square has one of the animal's own eight colours: three
bits. Eight strands of two rows each hold it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ee376a.dna.creatures import DRAWINGS, INK, PALETTES, SIDE, Shape

__all__ = [
    "ANIMALS",
    "COLOURS",
    "PALETTES",
    "SQUARES",
    "STRANDS",
    "join",
    "mosaic",
    "pixels",
    "split",
    "svg",
]

#: Names of the animals.
ANIMALS: tuple[str, ...] = tuple(DRAWINGS)
#: What the eight colours of an animal are for.
COLOURS = ("ground", "ink", "coat", "light", "dark", "pink", "white", "extra")
#: Squares on each side of a mosaic.
SQUARES = 16
#: Strands that hold a mosaic.
STRANDS = 8

Mosaic = npt.NDArray[np.uint8]
# Eyes and cheeks are small and say much: where a square is mixed, their colour counts for more.
_SAY = np.array([1, 1.8, 1, 1, 1, 1.2, 1.3, 1])
# Smaller shapes, finer lines and the outlines of lines are left out of a mosaic.
_SMALL, _FINE, _OUTLINE = 9.5, 4.2, 6
_FINER = 4


def svg(animal: str) -> str:
    """Draw an animal as an SVG image.

    Parameters
    ----------
    animal : str
        One of `ANIMALS`.

    Returns
    -------
    str
        The file's text, ten of its units to one of the drawing, so that all numbers are whole.

    Raises
    ------
    ValueError
        If there is no such animal.

    Examples
    --------
    >>> svg("owl").startswith("<svg"), svg("owl").count("<title>owl</title>")
    (True, 1)
    """
    _check(animal)
    colours = PALETTES[animal]
    body = ""
    for shape in DRAWINGS[animal]():
        points = np.round(shape.points * 10).astype(int)
        steps = "l".join(f"{x} {y}" for x, y in np.diff(points, axis=0).tolist())
        fill = colours[shape.colour] if shape.closed else "none"
        line = colours[INK if shape.closed else shape.colour]
        stroke = f' stroke="{line}" stroke-width="{10 * shape.width:g}"' if shape.width else ""
        start = f"M{points[0, 0]} {points[0, 1]}l{steps}" + "z" * shape.closed
        body += f'<path d="{start.replace(" -", "-")}" fill="{fill}"{stroke}/>'
    side = 10 * SIDE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'stroke-linecap="round" stroke-linejoin="round"><title>{animal}</title>'
        f'<rect width="{side}" height="{side}" fill="{colours[0]}"/>{body}</svg>'
    )


def pixels(animal: str, side: int = 128) -> npt.NDArray[np.uint8]:
    """Draw an animal as an array.

    Parameters
    ----------
    animal : str
        One of `ANIMALS`.
    side : int
        Its height and width in pixels, 16 to 2048.

    Returns
    -------
    ndarray of uint8, shape (side, side, 3)
        RGB.

    Raises
    ------
    ValueError
        If there is no such animal, or the side is out of its range.

    Examples
    --------
    >>> pixels("whale", 64).shape
    (64, 64, 3)
    """
    import cv2

    _check(animal)
    if not 16 <= side <= 2048:
        raise ValueError(f"side: {side} given, 16 to 2048 allowed")
    colours = _rgb(animal)[_raster(DRAWINGS[animal](), side * _FINER, outlines=True)]
    return cv2.resize(colours, (side, side), interpolation=cv2.INTER_AREA).astype(np.uint8)


def mosaic(animal: str) -> Mosaic:
    """Lay an animal in squares of its eight colours.

    Parameters
    ----------
    animal : str
        One of `ANIMALS`.

    Returns
    -------
    ndarray of uint8, shape (16, 16)
        Each square's place in the animal's palette, 0 to 7.

    Raises
    ------
    ValueError
        If there is no such animal.

    Examples
    --------
    >>> mosaic("fox")[7].tolist()
    [0, 0, 2, 2, 2, 1, 2, 2, 2, 2, 1, 2, 2, 2, 0, 0]
    """
    _check(animal)
    fine = 40
    shapes = [shape for shape in DRAWINGS[animal]() if _shows(shape)]
    cells = _raster(shapes, SQUARES * fine, outlines=False)
    cells = cells.reshape(SQUARES, fine, SQUARES, fine).transpose(0, 2, 1, 3)
    votes = [(cells == colour).sum(axis=(2, 3)) * say for colour, say in enumerate(_SAY)]
    most: Mosaic = np.argmax(votes, axis=0).astype(np.uint8)
    return most


def split(picture: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """Write a mosaic on strands; `join` is its inverse.

    Parameters
    ----------
    picture : array_like of int, shape (16, 16)
        A mosaic: 0 to 7.

    Returns
    -------
    ndarray of uint8, shape (8, 96)
        Bits of the eight strands: two rows of squares each, three bits a square, high bit first.

    Raises
    ------
    ValueError
        If it is no mosaic.

    Examples
    --------
    >>> split(mosaic("fox")).shape
    (8, 96)
    """
    squares = np.asarray(picture)
    if squares.shape != (SQUARES, SQUARES) or squares.min() < 0 or squares.max() > 7:
        raise ValueError(f"picture: shape {squares.shape} given, (16, 16) of 0 to 7 allowed")
    bits: Mosaic = (squares[..., None] >> np.array([2, 1, 0]) & 1).astype(np.uint8)
    return bits.reshape(STRANDS, -1)


def join(bits: npt.ArrayLike) -> Mosaic:
    """Read a mosaic from its strands; the inverse of `split`.

    Parameters
    ----------
    bits : array_like of int, shape (8, 96)
        0 and 1.

    Returns
    -------
    ndarray of uint8, shape (16, 16)
        The mosaic.

    Raises
    ------
    ValueError
        If these are not eight strands of 96 bits.

    Examples
    --------
    >>> bool((join(split(mosaic("owl"))) == mosaic("owl")).all())
    True
    """
    given = np.asarray(bits)
    if given.shape != (STRANDS, 96) or not np.isin(given, (0, 1)).all():
        raise ValueError(f"bits: shape {given.shape} given, (8, 96) of 0 and 1 allowed")
    squares: Mosaic = given.reshape(SQUARES, SQUARES, 3) @ np.array([4, 2, 1], np.uint8)
    return squares.astype(np.uint8)


def _check(animal: str) -> None:
    if animal not in DRAWINGS:
        raise ValueError(f"animal: {animal!r} given, one of {', '.join(ANIMALS)} allowed")


def _rgb(animal: str) -> npt.NDArray[np.uint8]:
    return np.array([[*bytes.fromhex(colour[1:])] for colour in PALETTES[animal]], np.uint8)


def _shows(shape: Shape) -> bool:
    if not shape.closed:
        return shape.width > _FINE and not (shape.colour == INK and shape.width > _OUTLINE)
    return bool(np.ptp(shape.points, axis=0).max() >= _SMALL)


def _raster(shapes: list[Shape], side: int, outlines: bool) -> npt.NDArray[np.uint8]:
    """Give each pixel's place in the palette, shape (side, side)."""
    import cv2

    canvas = np.zeros((side, side), np.uint8)
    scale = side / SIDE
    for shape in shapes:
        points = np.round((shape.points * scale - 0.5) * 16).astype(np.int32)
        thick = round(shape.width * scale)
        if shape.closed:
            cv2.fillPoly(canvas, [points], shape.colour, shift=4)
        if thick and (outlines or not shape.closed):
            colour = INK if shape.closed else shape.colour
            cv2.polylines(canvas, [points], shape.closed, colour, thick, shift=4)
    return canvas
