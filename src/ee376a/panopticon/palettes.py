"""The eight colours of the octal digits, and how well eyes and cameras tell them apart.

The colours of the original painting are not known; that there are eight is inferred from its base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["PALETTES", "Contrast", "Palette", "contrast", "palette"]


@dataclass(frozen=True)
class Palette:
    """Eight colours, one for each octal digit.

    Parameters
    ----------
    name : str
        What `palette` finds it by.
    colours : tuple of str
        Eight sRGB colours as ``#rrggbb``, of the digits 0 to 7.

    Raises
    ------
    ValueError
        If these are not eight such colours.
    """

    name: str
    colours: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.colours) != 8:
            raise ValueError(f"colours: {len(self.colours)} given, 8 needed")
        for colour in self.colours:
            if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
                raise ValueError(f"colours: {colour!r} given, such as '#1d8f4a' needed")

    @property
    def rgb(self) -> npt.NDArray[np.uint8]:
        """The colours as an array of shape (8, 3), sRGB from 0 to 255.

        Examples
        --------
        >>> PAINTER.rgb[:2].tolist()
        [[23, 21, 26], [35, 57, 184]]
        """
        return np.array([list(bytes.fromhex(colour[1:])) for colour in self.colours], np.uint8)


PAINTER = Palette(
    "painter",
    # lamp black, ultramarine, viridian, cerulean, cadmium red, magenta, cadmium yellow, white:
    # the digit's three bits are its red, its green and its blue.
    ("#17151a", "#2339b8", "#1d8f4a", "#35b4d6", "#d32a1f", "#c6379c", "#f5cf1d", "#f6f1e4"),
)
OKABE_ITO = Palette(
    "okabe-ito",
    ("#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"),
)
SAFE = Palette(
    "safe",
    ("#0f0f2b", "#472b0f", "#0f0ff0", "#7f637f", "#f0470f", "#f07ff0", "#9cd4b8", "#f0f02b"),
)
PALETTES = {p.name: p for p in (PAINTER, OKABE_ITO, SAFE)}
"""The painter's eight; Okabe and Ito's for colour-blind readers (2008); and one found by search
to be told apart by everyone, with equal steps of lightness, so that a grey copy keeps the order.

:meta hide-value:
"""


def palette(name: str) -> Palette:
    """Find a palette by its name.

    Parameters
    ----------
    name : {"painter", "okabe-ito", "safe"}
        Which.

    Returns
    -------
    Palette
        Its eight colours.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> palette("okabe-ito").colours[1]
    '#e69f00'
    """
    if name not in PALETTES:
        raise ValueError(f"palette: {name!r} given, one of {', '.join(PALETTES)} allowed")
    return PALETTES[name]


@dataclass(frozen=True)
class Contrast:
    """How far apart the two most similar colours of a palette are.

    Parameters
    ----------
    normal, protanopia, deuteranopia, tritanopia : float
        CAM02-UCS distance of the nearest pair, for normal vision and for the three colour-vision
        deficiencies. A distance of about one is just noticeable.
    lightness_step : float
        Least difference of CIE lightness L* (0 to 100), which is all that a grey copy keeps.
    """

    normal: float
    protanopia: float
    deuteranopia: float
    tritanopia: float
    lightness_step: float

    @property
    def worst(self) -> float:
        """The least of the four distances.

        Examples
        --------
        >>> Contrast(20.0, 9.5, 11.0, 12.0, 7.0).worst
        9.5
        """
        return min(self.normal, self.protanopia, self.deuteranopia, self.tritanopia)


def contrast(of: Palette) -> Contrast:
    """Measure how well the colours of a palette can be told apart.

    Parameters
    ----------
    of : Palette
        The eight colours.

    Returns
    -------
    Contrast
        Distances of the nearest pair.

    Notes
    -----
    CAM02-UCS is the uniform colour space of Luo, Cui and Li (2006); the deficiencies, at full
    severity, are simulated as in Machado, Oliveira and Fernandes (2009). Both by colorspacious.

    Examples
    --------
    >>> from ee376a.panopticon.palettes import PALETTES, contrast
    >>> {name: round(contrast(p).worst, 1) for name, p in PALETTES.items()}
    {'painter': 10.9, 'okabe-ito': 11.0, 'safe': 25.6}
    """
    from colorspacious import cspace_convert

    rgb = of.rgb / 255
    seen = [rgb]
    for kind in ("protanomaly", "deuteranomaly", "tritanomaly"):
        space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
        seen.append(np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1))
    normal, protan, deutan, tritan = (
        min(float(np.linalg.norm(a - b)) for a, b in combinations(points, 2))
        for points in (cspace_convert(colours, "sRGB1", "CAM02-UCS") for colours in seen)
    )
    lightness = np.sort(cspace_convert(rgb, "sRGB1", "CIELab")[:, 0])
    return Contrast(normal, protan, deutan, tritan, float(np.diff(lightness).min()))
