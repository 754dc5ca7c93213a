"""Fields like those of BBBC016, drawn by a program: nothing to download, as many as one likes.

They are no substitute for the pictures: they match them in the numbers of `cells.Statistics`, in
how noise grows with brightness and in how unevenly the lamp shines, and in nothing finer. (With
the highest dose, 100, the cells of BBBC016 have fewer spots again; here they do not.)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.images import DOSES, FIELDS, SIDE, Micrograph

__all__ = ["Assay", "draw_field", "draw_plate"]

Floats: TypeAlias = npt.NDArray[np.float64]
Pixels: TypeAlias = npt.NDArray[np.uint8]

_TRIES = 40


@dataclass(frozen=True)
class Assay:
    """What a field looks like; the defaults are read off BBBC016.

    Attributes
    ----------
    nuclei : float
        Mean number of nuclei in a field.
    area : float
        Median area of a nucleus, in pixels.
    elongation : float
        Median ratio of its axes.
    brightness : float
        Median grey value of the nuclei of a field.
    background : float
        Grey value where there is nothing.
    resting, answering : float
        Median mean grey value of the GFP channel without and with the drug.
    few, many : float
        Mean number of spots without and with the drug.
    half : float
        The dose at which half of the change has happened.
    dna_noise, gfp_noise : float
        Variance of the noise, divided by the mean grey value.
    dna_lamp, gfp_lamp : float
        Brightest over darkest illumination of a field.
    """

    nuclei: float = 72
    area: float = 445
    elongation: float = 1.9
    brightness: float = 112
    background: float = 13
    resting: float = 72
    answering: float = 26
    few: float = 95
    many: float = 1150
    half: float = 4
    dna_noise: float = 0.22
    gfp_noise: float = 0.5
    dna_lamp: float = 1.7
    gfp_lamp: float = 3.0


BBBC016 = Assay()


def draw_field(
    dose: float, rng: np.random.Generator, assay: Assay = BBBC016
) -> tuple[Pixels, Pixels]:
    """Draw both channels of one field.

    Parameters
    ----------
    dose : float
        Of the drug, 0 or more.
    rng : numpy.random.Generator
        Places the cells and their spots, and adds noise.
    assay : Assay, optional
        What fields look like.

    Returns
    -------
    tuple of ndarray of uint8, each of shape (512, 512)
        DNA and GFP.

    Raises
    ------
    ValueError
        If `dose` is negative.

    Examples
    --------
    >>> dna, gfp = draw_field(0, np.random.default_rng(1))
    >>> dna.shape, gfp.dtype.name
    ((512, 512), 'uint8')
    """
    if dose < 0:
        raise ValueError(f"dose: {dose} given, 0 or more allowed")
    answer = dose**2 / (dose**2 + assay.half**2)  # Hill's curve
    cells = _place(rng, assay)
    dna = _draw_nuclei(cells, rng, assay) * _lamp((0.55, 0.8), assay.dna_lamp, rng)
    gfp = _draw_bodies(cells, answer, rng, assay) * _lamp((0.65, 0.7), assay.gfp_lamp, rng)
    gfp += _draw_spots(cells, assay.few + answer * (assay.many - assay.few), gfp, rng)
    return (
        _photograph(assay.background + dna, assay.dna_noise, rng),
        _photograph(assay.background + gfp, assay.gfp_noise, rng),
    )


def draw_plate(
    rng: np.random.Generator, assay: Assay = BBBC016, *, wells: Collection[int] | None = None
) -> tuple[Micrograph, ...]:
    """Draw a plate with the wells, doses, fields and channels of BBBC016.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws all of it.
    assay : Assay, optional
        What fields look like.
    wells : collection of int, optional
        Which wells, by their numbers in `ee376a.medical.images.DOSES`; all when not given.

    Returns
    -------
    tuple of Micrograph
        Six a well, 144 of all, in the order of `ee376a.medical.images.load`.

    Raises
    ------
    ValueError
        If there is no such well.

    Examples
    --------
    >>> plate = draw_plate(np.random.default_rng(1), wells=[5])
    >>> [(picture.dose, picture.field, picture.channel) for picture in plate[:3]], len(plate)
    ([(30.0, 0, 'dna'), (30.0, 0, 'gfp'), (30.0, 1, 'dna')], 6)
    """
    wanted = DOSES.keys() if wells is None else {*wells}
    if not wanted <= DOSES.keys():
        raise ValueError(f"wells: {sorted(wanted)} given, of 1 to {len(DOSES)} allowed")
    plate = []
    for well in (well for well in DOSES if well in wanted):
        for field in range(FIELDS):
            dna, gfp = draw_field(DOSES[well], rng, assay)
            plate += [Micrograph(well, field, "dna", dna), Micrograph(well, field, "gfp", gfp)]
    return tuple(plate)


@dataclass(frozen=True)
class _Cell:
    """A nucleus as an ellipse: centre, half axes, in pixels, and the angle of the long one."""

    y: float
    x: float
    long: float
    short: float
    angle: float

    def distance(self, y: Floats, x: Floats) -> Floats:
        """From the centre, so that the rim of the nucleus is at 1."""
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        along = cos * (x - self.x) + sin * (y - self.y)
        across = cos * (y - self.y) - sin * (x - self.x)
        return np.asarray(np.hypot(along / self.long, across / self.short), dtype=np.float64)


def _place(rng: np.random.Generator, assay: Assay) -> list[_Cell]:
    cells: list[_Cell] = []
    for _ in range(int(np.clip(rng.normal(assay.nuclei, 0.1 * assay.nuclei), 10, None))):
        area = assay.area * np.exp(0.22 * rng.standard_normal())
        ratio = max(1.15, assay.elongation * np.exp(0.2 * rng.standard_normal()))
        long = float(np.sqrt(area * ratio / np.pi))
        for _ in range(_TRIES):
            y, x = rng.uniform(0, SIDE, 2)
            if all(np.hypot(y - c.y, x - c.x) > 0.85 * (long + c.long) for c in cells):
                angle = float(rng.uniform(0, np.pi))
                cells.append(_Cell(float(y), float(x), long, long / ratio, angle))
                break
    return cells


def _window(cell: _Cell, reach: float) -> tuple[tuple[slice, slice], Floats]:
    """Give the part of the field near a cell, and the distances in it."""
    rows, columns = (
        slice(max(0, int(at - reach)), min(SIDE, int(at + reach) + 1)) for at in (cell.y, cell.x)
    )
    y, x = np.mgrid[rows, columns].astype(np.float64)
    return (rows, columns), cell.distance(y, x)


def _draw_nuclei(cells: list[_Cell], rng: np.random.Generator, assay: Assay) -> Floats:
    field = np.zeros((SIDE, SIDE))
    common = assay.brightness * np.exp(0.2 * rng.standard_normal())
    for cell in cells:
        place, distance = _window(cell, 1.5 * cell.long)
        bright = common * np.exp(0.28 * rng.standard_normal())
        edge = 1 / (1 + np.exp(np.minimum(9 * (distance - 1), 50)))
        field[place] += bright * edge * (1 - 0.15 * distance**2)
    return np.maximum(field, 0)


def _draw_bodies(
    cells: list[_Cell], answer: float, rng: np.random.Generator, assay: Assay
) -> Floats:
    level = (1 - answer) * assay.resting + answer * assay.answering
    level *= float(np.exp(0.35 * rng.standard_normal()))
    field = np.full((SIDE, SIDE), 0.35)
    for cell in cells:
        place, distance = _window(cell, 6 * cell.long)
        body = np.exp(-0.14 * distance**2) * (1 - 0.55 * np.exp(-(distance**4)))
        field[place] += body * np.exp(0.4 * rng.standard_normal())
    wanted = min(max(level, 1.2 * assay.background), 105) - assay.background
    return np.asarray(field * (wanted / field.mean()), dtype=np.float64)


def _draw_spots(
    cells: list[_Cell], mean: float, around: Floats, rng: np.random.Generator
) -> Floats:
    from scipy.ndimage import gaussian_filter

    dots = np.zeros((SIDE, SIDE))
    for _ in range(rng.poisson(mean * np.exp(0.12 * rng.standard_normal()))):
        cell = cells[rng.integers(len(cells))]
        far, angle = cell.long * (0.5 + 1.1 * rng.random()), rng.uniform(0, 2 * np.pi)
        y, x = int(cell.y + far * np.sin(angle)), int(cell.x + far * np.cos(angle))
        if 0 <= y < SIDE and 0 <= x < SIDE:
            dots[y, x] += np.exp(0.5 * rng.standard_normal())
    width = 1.3
    height = 2 * np.pi * width**2 * (14 + 0.55 * around)  # of a spot's middle, over what is around
    return np.asarray(gaussian_filter(dots * height, width), dtype=np.float64)


def _lamp(centre: tuple[float, float], ratio: float, rng: np.random.Generator) -> Floats:
    """Light that falls off from a place near `centre`, brightest 1 and darkest 1 / ratio."""
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE
    to_y, to_x = np.array(centre) + 0.04 * rng.standard_normal(2)
    fall = (y - to_y) ** 2 + (x - to_x) ** 2
    fall = (fall - fall.min()) / (fall.max() - fall.min())
    light = 1 - (1 - 1 / ratio) * fall
    return np.asarray(light / light.mean(), dtype=np.float64)


def _photograph(light: Floats, noise: float, rng: np.random.Generator) -> Pixels:
    grainy = light + np.sqrt(noise * light) * rng.standard_normal(light.shape)
    return np.clip(np.round(grainy), 0, 255).astype(np.uint8)
