"""The 144 pictures of BBBC016, and how they are divided into those to learn from and those to test.

A plate of 24 wells, three places of each well (fields) under the microscope, each place in two
channels: where the DNA is (nuclei), and where a fluorescent protein is (GFP), which gathers in
bright spots when the cell has answered to a drug. Each well has got a dose of it.

References
----------
V. Ljosa, K. L. Sokolnicki and A. E. Carpenter, "Annotated high-throughput microscopy image sets for
validation", Nature Methods 9, 637, 2012. Image set BBBC016v1, images by Ilya Ravkin, CC BY 3.0.
https://bbbc.broadinstitute.org/BBBC016
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from ee376a import datasets

__all__ = [
    "CHANNELS",
    "DOSES",
    "FIELDS",
    "SIDE",
    "Channel",
    "Micrograph",
    "Split",
    "load",
    "shrink",
    "split_by_image",
    "split_by_well",
]

Channel: TypeAlias = Literal["dna", "gfp"]
Pixels: TypeAlias = npt.NDArray[np.uint8]

CHANNELS: tuple[Channel, ...] = get_args(Channel)
#: Fields of a well, and pixels along a side of a picture.
FIELDS = 3
SIDE = 512
_FALLING = (30.0, 10.0, 3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
#: The dose of each well, by its number, in the unit of the data set's own list.
DOSES: dict[int, float] = {1: 100.0, 2: 0.0, 3: 0.0, 4: 0.0} | {
    5 + 2 * step + twin: dose for step, dose in enumerate(_FALLING) for twin in (0, 1)
}
_DIGIT = {"dna": 0, "gfp": 2}


@dataclass(frozen=True, eq=False)
class Micrograph:
    """A picture and where it is from.

    Attributes
    ----------
    well : int
        1 to 24.
    field : int
        0 to 2.
    channel : {"dna", "gfp"}
        What shines in it.
    pixels : ndarray of uint8, shape (height, width)
        Grey values, 0 to 255; each file of BBBC016 is stretched so that its brightest is 255.
    """

    well: int
    field: int
    channel: Channel
    pixels: Pixels

    @property
    def dose(self) -> float:
        """The dose of its well.

        Examples
        --------
        >>> Micrograph(1, 0, "dna", np.zeros((8, 8), np.uint8)).dose
        100.0
        """
        return DOSES[self.well]


@dataclass(frozen=True)
class Split:
    """Pictures to learn from, and others to test with."""

    train: tuple[Micrograph, ...]
    test: tuple[Micrograph, ...]


def load(folder: Path | None = None) -> tuple[Micrograph, ...]:
    """Read BBBC016.

    Parameters
    ----------
    folder : Path, optional
        Where its 144 files are; otherwise where `ee376a.datasets.fetch` finds or puts them.

    Returns
    -------
    tuple of Micrograph
        144 of 512 x 512 pixels, by well, then field, then channel.

    Raises
    ------
    ee376a.datasets.DatasetError
        If they are not to be had.
    ValueError
        If a file in `folder` is not what a file of BBBC016 is: 8 bits, 512 x 512 pixels.
    FileNotFoundError
        If one is not in `folder`.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> pictures = load()
    >>> len(pictures), pictures[7].well, pictures[7].field, pictures[7].channel
    (144, 2, 0, 'gfp')
    >>> {(picture.pixels.shape, int(picture.pixels.max())) for picture in pictures}
    {((512, 512), 255)}
    """
    root = datasets.fetch("bbbc016") if folder is None else folder
    return tuple(
        Micrograph(well, field, channel, _read(root / _name(well, field, channel)))
        for well in DOSES
        for field in range(FIELDS)
        for channel in CHANNELS
    )


def _name(well: int, field: int, channel: Channel) -> str:
    return f"AS_09047_050428030001_O{well:02d}f{field:02d}d{_DIGIT[channel]}.TIF"


def _read(path: Path) -> Pixels:
    from PIL import Image

    with Image.open(path) as image:
        # The files have a palette, which is the 256 greys in order: the index is the grey value.
        if image.mode != "P" or image.size != (SIDE, SIDE):
            raise ValueError(
                f"folder: {path.name} has mode {image.mode} and {image.size[0]} x {image.size[1]}"
                f" pixels, P (8-bit, with a palette) and {SIDE} x {SIDE} allowed"
            )
        return np.asarray(image, dtype=np.uint8)


def shrink(pixels: npt.ArrayLike, factor: int = 4) -> Pixels:
    """Make a picture smaller by area averaging: each block becomes its mean.

    Parameters
    ----------
    pixels : array_like of uint8, shape (height, width)
        Grey values.
    factor : int, optional
        Pixels along a side of a block; 4 makes 128 x 128 of 512 x 512.

    Returns
    -------
    ndarray of uint8, shape (height / factor, width / factor)
        Means, rounded to the nearest grey value, halves upwards.

    Raises
    ------
    ValueError
        If it is no picture, or `factor` is not a positive divisor of both sides.

    Examples
    --------
    >>> shrink([[0, 1, 9, 9], [1, 0, 9, 10]], factor=2).tolist()
    [[1, 9]]
    """
    given = np.asarray(pixels, dtype=np.uint8)
    if given.ndim != 2 or factor < 1 or any(side % factor for side in given.shape):
        raise ValueError(
            f"factor: {factor} given for shape {given.shape}, a positive divisor of both allowed"
        )
    high, wide = (side // factor for side in given.shape)
    sums = given.reshape(high, factor, wide, factor).sum(axis=(1, 3), dtype=np.int64)
    # In integers, so that the result is the same everywhere.
    return np.asarray((2 * sums + factor**2) // (2 * factor**2), dtype=np.uint8)


def split_by_well(
    pictures: Sequence[Micrograph], rng: np.random.Generator, *, test_wells: int = 7
) -> Split:
    """Keep whole wells for the test: nothing of a tested well has been seen.

    Parameters
    ----------
    pictures : sequence of Micrograph
        As from `load`.
    rng : numpy.random.Generator
        Draws the wells.
    test_wells : int, optional
        How many; 7 of 24 leave 102 pictures to learn from, near the original's 100.

    Returns
    -------
    Split
        In both parts the order is that of `pictures`.

    Raises
    ------
    ValueError
        If no well or every well would be tested.

    Examples
    --------
    >>> dark = np.zeros((8, 8), np.uint8)
    >>> pictures = [Micrograph(w, field, "dna", dark) for w in (1, 2, 3) for field in (0, 1)]
    >>> split = split_by_well(pictures, np.random.default_rng(1), test_wells=1)
    >>> [p.well for p in split.train], [p.well for p in split.test]
    ([1, 1, 3, 3], [2, 2])
    """
    wells = sorted({picture.well for picture in pictures})
    if not 0 < test_wells < len(wells):
        raise ValueError(f"test_wells: {test_wells} given, 1 to {len(wells) - 1} allowed")
    kept = set(rng.choice(wells, size=test_wells, replace=False).tolist())
    return Split(
        tuple(picture for picture in pictures if picture.well not in kept),
        tuple(picture for picture in pictures if picture.well in kept),
    )


def split_by_image(
    pictures: Sequence[Micrograph], rng: np.random.Generator, *, train: int = 100
) -> Split:
    """Divide picture by picture, as the original did: 100 to learn from, 44 to test with.

    The other channel and the neighbouring fields of a tested picture may have been learnt from.

    Parameters
    ----------
    pictures : sequence of Micrograph
        As from `load`.
    rng : numpy.random.Generator
        Draws the pictures.
    train : int, optional
        How many to learn from.

    Returns
    -------
    Split
        In both parts the order is that of `pictures`.

    Raises
    ------
    ValueError
        If either part would be empty.

    Examples
    --------
    >>> pictures = [Micrograph(w, 0, "dna", np.zeros((8, 8), np.uint8)) for w in (1, 2, 3, 4)]
    >>> split = split_by_image(pictures, np.random.default_rng(1), train=3)
    >>> len(split.train), len(split.test)
    (3, 1)
    """
    if not 0 < train < len(pictures):
        raise ValueError(f"train: {train} given, 1 to {len(pictures) - 1} allowed")
    chosen = set(rng.choice(len(pictures), size=train, replace=False).tolist())
    return Split(
        tuple(picture for k, picture in enumerate(pictures) if k in chosen),
        tuple(picture for k, picture in enumerate(pictures) if k not in chosen),
    )
