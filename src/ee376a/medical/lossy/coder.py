"""A picture with few errors in few bytes: halved where that serves better, cut into tiles, coded.

Halves, and halves of halves, are coded at a quality at which an error counts four times as much,
for each of their pixels stands for four. What costs the least R + λD is taken. Tiles of at most
`TILE` pixels a side keep memory bounded; right and lower edges are repeated up to a multiple of 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.lossy import picturemodel
from ee376a.medical.lossy.picturemodel import SIDE, PictureModel, weight_of_error
from ee376a.medical.lossy.resolution import double, halve
from ee376a.medical.similarity import mse

__all__ = ["HALVING", "TILE", "decode", "encode"]

Integers: TypeAlias = npt.NDArray[np.int64]
Pixels: TypeAlias = npt.NDArray[np.uint8]
Shape: TypeAlias = tuple[int, ...]

#: Pixels along a side of a tile.
TILE = 512
#: So much more quality makes an error count four times as much.
HALVING = 22


def encode(
    picture: Pixels, quality: int, *, most_halvings: int = 0, slow: bool = False
) -> tuple[int, bytes]:
    """Code a picture.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width)
    quality : int
        0 to 100.
    most_halvings : int, optional
        How often it may be halved; `quality` and so often `HALVING` are 100 at most.
    slow : bool, optional
        Whether to search for better latents (`ee376a.medical.lossy.refining`).

    Returns
    -------
    tuple of int and bytes
        How often it was halved, and the bytes.

    Examples
    --------
    More quality, more bytes:

    >>> slope = np.add.outer(np.arange(32), np.arange(48)).astype(np.uint8)
    >>> sizes = [len(encode(slope, quality)[1]) for quality in (0, 50, 100)]
    >>> sizes == sorted(sizes), sizes[2] < slope.size / 8
    (True, True)
    """
    model = picturemodel.load()
    found = []
    for halvings in range(most_halvings + 1):
        inner = quality + HALVING * halvings
        small = _halved(picture, halvings)
        tiles = _analyse(model, small, inner)
        payload = picturemodel.encode(model, tiles, inner)
        again = _doubled(_synthesise(model, tiles, small.shape, inner), picture.shape, halvings)
        bits = 8 * len(payload) / picture.size
        cost = bits + weight_of_error(quality) * mse(picture, again)
        found.append((cost, halvings, payload))
    _, halvings, payload = min(found)
    if not slow:
        return halvings, payload
    small, inner = _halved(picture, halvings), quality + HALVING * halvings
    return halvings, picturemodel.encode(model, _analyse(model, small, inner, slow=True), inner)


def decode(payload: bytes, shape: Shape, quality: int, halvings: int) -> Pixels:
    """Undo `encode`, but for the errors.

    Parameters
    ----------
    payload : bytes
        Any; others than those of `encode` give some picture.
    shape : tuple of int
        Height and width.
    quality, halvings : int
        Those of `encode`.

    Returns
    -------
    ndarray of uint8, shape (height, width)

    Examples
    --------
    >>> slope = np.add.outer(np.arange(32), np.arange(48)).astype(np.uint8)
    >>> halvings, payload = encode(slope, 90, most_halvings=0)
    >>> mse(slope, decode(payload, slope.shape, 90, halvings)) < 2
    True

    Nothing at all is the file of some picture, too:

    >>> decode(b"", (2, 3), 90, halvings=0).shape
    (2, 3)
    """
    model = picturemodel.load()
    small, inner = _smaller(shape, halvings), quality + HALVING * halvings
    sizes = []
    for rows, columns in _tiles(small):
        sides = (rows.stop - rows.start, columns.stop - columns.start)
        sizes.append((2 * -(-sides[0] // SIDE), 2 * -(-sides[1] // SIDE)))
    tiles = picturemodel.decode(model, payload, sizes, inner)
    return _doubled(_synthesise(model, tiles, small, inner), shape, halvings)


def _halved(picture: Pixels, halvings: int) -> Pixels:
    for _ in range(halvings):
        picture = halve(picture)
    return picture


def _doubled(picture: Pixels, shape: Shape, halvings: int) -> Pixels:
    for left in reversed(range(halvings)):
        picture = double(picture, _smaller(shape, left))
    return picture


def _smaller(shape: Shape, halvings: int) -> tuple[int, int]:
    rows, columns = (-(-side >> halvings) for side in shape)
    return rows, columns


def _tiles(shape: Shape) -> list[tuple[slice, slice]]:
    """Cut a picture into tiles, row by row."""
    tops, lefts = (range(0, side, TILE) for side in shape)
    return [
        (slice(top, min(top + TILE, shape[0])), slice(left, min(left + TILE, shape[1])))
        for top in tops
        for left in lefts
    ]


def _analyse(
    model: PictureModel, picture: Pixels, quality: int, *, slow: bool = False
) -> list[Integers]:
    """Give the latents of each tile."""
    tiles = []
    for place in _tiles(picture.shape):
        tile = picture[place]
        whole = np.pad(tile, [(0, -side % SIDE) for side in tile.shape], mode="edge")
        found = picturemodel.analyse(model, whole, quality)
        if slow:
            from ee376a.medical.lossy.refining import refine

            tiles.append(refine(model, whole, found, quality, tile.shape))
        else:
            tiles.append(np.rint(found).astype(np.int64))
    return tiles


def _synthesise(
    model: PictureModel, tiles: Iterable[Integers], shape: Shape, quality: int
) -> Pixels:
    """Put a picture together from the latents of its tiles."""
    picture = np.empty(shape, np.uint8)
    for place, latents in zip(_tiles(shape), tiles, strict=True):
        whole = picturemodel.synthesise(model, latents, quality)
        part = picture[place]
        part[...] = whole[: part.shape[0], : part.shape[1]]
    return picture
