"""Paint a message: text to octal digits to the colours of triangles.

Known of the original ("Panopticon", 66 by 56 inches, about 1,600 triangles): base-8 ASCII, four
triangles to a quadrilateral taken clockwise, quadrilaterals from left to right, the view from a
cell with the tower in the middle. Not known: its colours, its exact grid, its message.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice, repeat

import numpy as np
import numpy.typing as npt

from ee376a.panopticon import octal
from ee376a.panopticon.frame import frame, length_digits
from ee376a.panopticon.geometry import CANVAS, FAITHFUL, ROBUST, Layout, Shape
from ee376a.panopticon.palettes import Palette, palette
from ee376a.panopticon.protection import LIMIT, protect
from ee376a.panopticon.tower import tower

__all__ = ["INKS", "Painting", "limit", "paint", "surroundings"]

INKS = {
    "black": "#08080a",
    "white": "#fbf8f0",
    "stone": "#ddd3bd",
    "shade": "#9d917b",
    "light": "#ffd76a",
}
"""The paints that carry no digit."""


@dataclass(frozen=True)
class Painting:
    """A message in colours.

    Parameters
    ----------
    message : str
        What it says.
    digits : ndarray of uint8, shape (triangles,)
        The octal digit of each triangle.
    palette : Palette
        The colours of the digits.
    robust : bool
        Whether it has a frame and a code that corrects errors.
    """

    message: str
    digits: npt.NDArray[np.uint8]
    palette: Palette
    robust: bool

    @property
    def layout(self) -> Layout:
        """Where the triangles are."""
        return ROBUST if self.robust else FAITHFUL

    def shapes(self) -> list[tuple[npt.NDArray[np.float64], str]]:
        """Give what is painted on the black canvas, in order.

        Returns
        -------
        list of (ndarray of shape (n, 2), str)
            Polygons in inches and their colours as ``#rrggbb``.

        Examples
        --------
        >>> paint("Hi").shapes()[0][1]
        '#2339b8'
        """
        inks = INKS | {str(digit): colour for digit, colour in enumerate(self.palette.colours)}
        if self.robust:
            for place, digit in enumerate(length_digits(len(self.message))):
                inks[f"length{place}"] = self.palette.colours[digit]
        triangles = [
            Shape(points, str(digit))
            for points, digit in zip(self.layout.triangles(), self.digits, strict=True)
        ]
        return [(points, inks[paint]) for points, paint in triangles + surroundings(self.robust)]

    def svg(self) -> str:
        """Draw it as an SVG image, one unit an inch.

        Returns
        -------
        str
            The file's text.

        Examples
        --------
        >>> paint("Hi").svg()[:4]
        '<svg'
        """
        width, height = CANVAS
        polygons = "\n".join(
            f'<polygon fill="{colour}" points="'
            + " ".join(f"{x:.3f},{y:.3f}" for x, y in points)
            + '"/>'
            for points, colour in self.shapes()
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}in" height="{height:g}in" '
            f'viewBox="0 0 {width:g} {height:g}" role="img">\n'
            "<title>A message painted in triangles: the view from a cell of a panopticon</title>\n"
            f'<rect width="{width:g}" height="{height:g}" fill="{INKS["black"]}"/>\n'
            f"{polygons}\n</svg>\n"
        )

    def png(self, width: int = 1320) -> bytes:
        """Draw it as a PNG image.

        Parameters
        ----------
        width : int
            Its width in pixels, 132 to 6600.

        Returns
        -------
        bytes
            The file.

        Raises
        ------
        ValueError
            If the width is out of its range.

        Examples
        --------
        >>> paint("Hi").png(132)[1:4]
        b'PNG'
        """
        from PIL import Image

        file = BytesIO()
        Image.fromarray(self.pixels(width)).save(file, "png")
        return file.getvalue()

    def pixels(self, width: int = 1320) -> npt.NDArray[np.uint8]:
        """Draw it as an array.

        Parameters
        ----------
        width : int
            Its width in pixels, 132 to 6600.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            RGB, in the proportions of the canvas.

        Raises
        ------
        ValueError
            If the width is out of its range.

        Examples
        --------
        >>> paint("Art").pixels(660).shape
        (560, 660, 3)
        """
        import cv2

        if not 132 <= width <= 6600:
            raise ValueError(f"width: {width} given, 132 to 6600 pixels allowed")
        height = round(width * CANVAS[1] / CANVAS[0])
        finer = max(2, round(5280 / width))  # drawn so many times finer, for smooth edges
        scale = np.array([width / CANVAS[0], height / CANVAS[1]]) * finer
        drawn = np.empty((height * finer, width * finer, 3), np.uint8)
        drawn[:] = _rgb(INKS["black"])
        for points, colour in self.shapes():
            # OpenCV counts from the centres of pixels, in sixteenths
            corners = np.rint((points * scale - 0.5) * 16).astype(np.int32)
            cv2.fillPoly(drawn, [corners], _rgb(colour), shift=4)
        return np.asarray(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA))

    def pdf(self) -> bytes:
        """Draw it as a PDF of the canvas's true size.

        Returns
        -------
        bytes
            The file.
        """
        from matplotlib.collections import PolyCollection
        from matplotlib.figure import Figure

        figure = Figure(figsize=CANVAS, facecolor=INKS["black"])
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, CANVAS[0]), ylim=(CANVAS[1], 0))
        axes.axis("off")
        points, colours = zip(*self.shapes(), strict=True)
        axes.add_collection(PolyCollection(points, facecolors=colours, linewidths=0))
        file = BytesIO()
        figure.savefig(file, format="pdf", metadata={"CreationDate": None})
        return file.getvalue()


def limit(robust: bool) -> int:
    """Count the characters that a painting holds.

    Parameters
    ----------
    robust : bool
        In robust mode, where the rest is for correction.

    Returns
    -------
    int
        At most so many.

    Examples
    --------
    >>> limit(robust=False), limit(robust=True)
    (528, 438)
    """
    return LIMIT if robust else FAITHFUL.capacity


def paint(message: str, *, robust: bool = False, palette_name: str | None = None) -> Painting:
    """Paint a message; `ee376a.panopticon.reading.read` is the inverse.

    Parameters
    ----------
    message : str
        ASCII characters except NUL, at least one and at most `limit` of them.
    robust : bool
        Faithful mode, when false, does as the painter did: the digits of the characters and
        nothing else. The whole grid of 22 by 18 can be seen, since its columns make way for the
        tower. A message that does not fill the canvas ends with NUL and begins again.
        Robust mode adds a frame that is easy to find and a code that corrects errors.
    palette_name : {"painter", "okabe-ito", "safe"}, optional
        Colours; the painter's in faithful mode and the safe ones in robust mode when not given.

    Returns
    -------
    Painting
        To be drawn as SVG, PNG or PDF.

    Raises
    ------
    ValueError
        If the message is empty, too long, or not ASCII, or there is no such palette.

    Examples
    --------
    >>> paint("Art").digits[:12].tolist()
    [1, 0, 1, 1, 6, 2, 1, 6, 4, 0, 0, 0]
    """
    most = limit(robust)
    if not 1 <= len(message) <= most:
        raise ValueError(
            f"message: {len(message)} characters given, "
            f"1 to {most} allowed in {'robust' if robust else 'faithful'} mode"
        )
    if "\0" in message:
        raise ValueError("message: a NUL character given, which marks the message's end")
    codes = octal.encode(message)
    if robust:
        codes = (protect(message)[:, None] >> [6, 3, 0] & 7).ravel().astype(np.uint8)
        digits = np.zeros(len(ROBUST.triangles()), np.uint8)
        digits[: codes.size] = codes
    else:
        endless = chain.from_iterable(repeat([*codes, 0, 0, 0]))
        digits = np.fromiter(islice(endless, 3 * most), np.uint8)
    name = palette_name or ("safe" if robust else "painter")
    return Painting(message, digits, palette(name), robust)


def surroundings(robust: bool) -> list[Shape]:
    """Paint all but the triangles.

    Parameters
    ----------
    robust : bool
        With the frame.

    Returns
    -------
    list of Shape
        The tower, and the frame with the paints that `frame` tells.

    Examples
    --------
    >>> from collections import Counter
    >>> Counter(shape.paint for shape in surroundings(robust=False)).most_common()
    [('black', 23), ('light', 8), ('stone', 1), ('shade', 1)]
    """
    return tower(ROBUST) + frame() if robust else tower(FAITHFUL)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue
