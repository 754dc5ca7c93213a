"""Triplets X, A, B on which L1, L2 and SSIM disagree about which of A and B is closer to X.

The idea is the contest of Wang and Simoncelli: let measures of closeness compete by looking for the
pictures about which they differ most. They move along gradients; here pictures that were spoilt in
known ways are compared pair by pair, so that a reader can be told what was done to them.

References
----------
Z. Wang and E. P. Simoncelli, "Maximum differentiation (MAD) competition: a methodology for
comparing computational models of perceptual quantities", Journal of Vision 8(12):8, 2008.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical import modalities
from ee376a.medical.distortions import DISTORTIONS, distort
from ee376a.medical.images import shrink
from ee376a.medical.similarity import l1, l2, ssim
from ee376a.medical.synthetic import draw_field

__all__ = ["MEASURES", "SIDE", "Candidate", "Triplet", "draw_face", "find", "references"]

Pixels: TypeAlias = npt.NDArray[np.uint8]

#: Pixels along a side of the pictures that are compared.
SIDE = 64
MEASURES = ("L1", "L2", "SSIM")
_STRENGTHS = (0.15, 0.25, 0.4, 0.6, 0.8)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A spoilt picture and how far it is from the one that it was made of.

    Attributes
    ----------
    kind : str
        A key of `ee376a.medical.distortions.DISTORTIONS`.
    strength : float
        How much of it.
    pixels : ndarray of uint8, shape (height, width)
        The picture.
    distances : tuple of float
        L1, L2 and 1 - SSIM: less is closer in each.
    """

    kind: str
    strength: float
    pixels: Pixels
    distances: tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Triplet:
    """A picture X, and A and B, of which each is closer to it by some measure.

    Attributes
    ----------
    name : str
        Of X.
    x : ndarray of uint8, shape (height, width)
        X itself.
    a, b : Candidate
        The two.

    Examples
    --------
    >>> x = np.zeros((8, 8), np.uint8)
    >>> a = Candidate("brighter", 0.1, x + 10, (640.0, 80.0, 0.25))
    >>> b = Candidate("patched", 0.2, 10 * np.eye(8, dtype=np.uint8), (80.0, 28.3, 0.5))
    >>> triplet = Triplet("night", x, a, b)
    >>> triplet.closer, triplet.alone, triplet.margin
    ('BBA', 'SSIM', 1.0)
    """

    name: str
    x: Pixels
    a: Candidate
    b: Candidate

    @property
    def closer(self) -> str:
        """Which is closer by L1, L2 and SSIM: three letters, A or B."""
        pairs = zip(self.a.distances, self.b.distances, strict=True)
        return "".join("A" if a < b else "B" for a, b in pairs)

    @property
    def margin(self) -> float:
        """How sure the least sure of the three is: log2 of the ratio of its two distances."""
        pairs = zip(self.a.distances, self.b.distances, strict=True)
        return min(abs(log(a / b, 2)) for a, b in pairs)

    @property
    def alone(self) -> str:
        """Which measure is outvoted by the other two: a member of `MEASURES`, or "" if none is."""
        votes = self.closer
        return next((m for m, v in zip(MEASURES, votes, strict=True) if votes.count(v) == 1), "")


def draw_face(side: int = SIDE) -> Pixels:
    """Draw a smiling face.

    Parameters
    ----------
    side : int, optional
        Of the picture, in pixels.

    Returns
    -------
    ndarray of uint8, shape (side, side)
        Grey values.

    Examples
    --------
    >>> for row in draw_face(12)[2:10, 2:10]:
    ...     print("".join("O" if grey > 200 else "." for grey in row))
    OOOOOOOO
    OOOOOOOO
    O..OO..O
    OOOOOOOO
    OOOOOOOO
    O.OOOO.O
    OO....OO
    OOOOOOOO
    """
    y, x = (np.mgrid[:side, :side] + 0.5) / side - 0.5
    face = np.full((side, side), 60, dtype=np.uint8)
    face[np.hypot(x, y) < 0.42] = 220
    face[np.hypot(np.abs(x) - 0.16, y + 0.1) < 0.055] = 20
    face[(np.abs(np.hypot(x, y + 0.02) - 0.24) < 0.03) & (y > 0.08)] = 20
    return face


def references(rng: np.random.Generator) -> dict[str, Pixels]:
    """Give the pictures to be spoilt: a drawing, cells drawn by a program, and real pictures.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the cells.

    Returns
    -------
    dict
        Name to ndarray of uint8, shape (64, 64).

    Examples
    --------
    >>> pictures = references(np.random.default_rng(1))
    >>> [*pictures][:4], {picture.shape for picture in pictures.values()}
    (['face', 'nuclei', 'proteins', 'cell'], {(64, 64)})
    """
    cells = zip(("nuclei", "proteins"), draw_field(0, rng), strict=True)
    corner = np.s_[192:448, 192:448]
    return (
        {"face": draw_face()}
        | {name: shrink(whole[corner]) for name, whole in cells}
        | {name: modalities.read(name, SIDE) for name in modalities.SOURCES}
    )


def find(
    pictures: Mapping[str, Pixels], rng: np.random.Generator, *, each: int = 4
) -> list[Triplet]:
    """Find triplets on which one measure is outvoted by the other two, the clearest first.

    Each picture is spoilt in all ways and strengths, all pairs are compared, and those are taken in
    which the least sure measure is surest (`Triplet.margin`). No picture is used twice, and no two
    ways of spoiling meet twice.

    Parameters
    ----------
    pictures : mapping
        Name to ndarray of uint8; at least three times `each`.
    rng : numpy.random.Generator
        Draws noise, and which of the two is called A.
    each : int, optional
        How many for each measure that is outvoted.

    Returns
    -------
    list of Triplet
        Three times `each`: L1, L2 and SSIM alone in turn.

    Raises
    ------
    ValueError
        If so many are not found.

    Examples
    --------
    >>> slope = np.add.outer(3 * np.arange(32), 4 * np.arange(32)).astype(np.uint8)
    >>> squares = np.kron([[0, 200], [200, 0]], np.ones((16, 16))).astype(np.uint8)
    >>> pictures = {"face": draw_face(32), "slope": slope, "squares": squares}
    >>> found = find(pictures, np.random.default_rng(1), each=1)
    >>> [triplet.alone for triplet in found], sorted(triplet.name for triplet in found)
    (['L1', 'L2', 'SSIM'], ['face', 'slope', 'squares'])
    """
    found: list[Triplet] = []
    for name, x in pictures.items():
        pairs = combinations(_spoil(x, rng), 2)
        all_of_them = [Triplet(name, x, a, b) for a, b in pairs if a.kind != b.kind]
        found += [triplet for triplet in all_of_them if triplet.alone]
    found.sort(key=lambda triplet: -triplet.margin)
    taken: dict[str, list[Triplet]] = {measure: [] for measure in MEASURES}
    names: set[str] = set()
    kinds: set[frozenset[str]] = set()
    for _ in range(each):
        for measure in MEASURES:
            for triplet in found:
                met = frozenset((triplet.a.kind, triplet.b.kind))
                if triplet.alone == measure and triplet.name not in names and met not in kinds:
                    names.add(triplet.name)
                    kinds.add(met)
                    taken[measure].append(_named(triplet, rng))
                    break
            else:
                raise ValueError(
                    f"pictures: {len(pictures)} given, too few for {each} triplets of each sort"
                )
    return [triplet for turn in zip(*taken.values(), strict=True) for triplet in turn]


def _spoil(x: Pixels, rng: np.random.Generator) -> list[Candidate]:
    spoilt = [
        (kind, strength, distort(x, kind, strength, rng))
        for kind in DISTORTIONS
        for strength in _STRENGTHS
    ]
    return [
        Candidate(kind, strength, pixels, (l1(x, pixels), l2(x, pixels), 1 - ssim(x, pixels)))
        for kind, strength, pixels in spoilt
        if (pixels != x).any()
    ]


def _named(triplet: Triplet, rng: np.random.Generator) -> Triplet:
    if rng.integers(2):
        return triplet
    return Triplet(triplet.name, triplet.x, triplet.b, triplet.a)
