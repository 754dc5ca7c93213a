"""The shipped networks of the picture codec, and what they make of pictures: latents, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.arithmetic.interval import finish, start_decoder, start_encoder
from ee376a.medical.lossy.blocks import BLOCK, CHANNELS, SLICES, TURNS, ZIGZAG, cosines, typical
from ee376a.medical.lossy.integernet import (
    ONE,
    WIDE,
    Slice,
    Transform,
    around,
    expect,
    settle,
    transform,
)
from ee376a.medical.lossy.latents import FARTHEST, Tables, decode_turn, encode_turn
from ee376a.published import FOLDER

__all__ = [
    "GRAIN",
    "SIDE",
    "PictureModel",
    "analyse",
    "decode",
    "encode",
    "load",
    "synthesise",
    "weight_of_error",
]

Numbers: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Pixels: TypeAlias = npt.NDArray[np.uint8]

#: Latents are known to 1/`GRAIN` of a grey value.
GRAIN = 16
#: Sides of what is coded at once are multiples of this.
SIDE = 2 * BLOCK
_COSINE_BITS = 13


@dataclass(frozen=True, eq=False)
class PictureModel:
    """The networks.

    Attributes
    ----------
    analysis, synthesis : Transform
    slices : tuple of Slice
    steps : ndarray of int64, shape (101, 16)
        For each quality and channel, in 1/256 of a grey value.
    tables : Tables
    fingerprint : bytes
        4 bytes that no other model has.
    file : mapping of array
        What it was read from.

    Examples
    --------
    >>> file = dict(load().file)
    >>> PictureModel.unpacked(file).fingerprint == load().fingerprint
    True
    >>> file["steps"] = file["steps"] + 1
    >>> PictureModel.unpacked(file).fingerprint == load().fingerprint
    False
    """

    analysis: Transform
    synthesis: Transform
    slices: tuple[Slice, ...]
    steps: Integers
    tables: Tables
    fingerprint: bytes
    file: Mapping[str, npt.NDArray[Any]]

    @classmethod
    def unpacked(cls, file: Mapping[str, npt.NDArray[Any]]) -> PictureModel:
        """Read it from a file of weights."""
        digest = hashlib.sha256()
        for name in sorted(file):
            digest.update(name.encode() + np.ascontiguousarray(file[name]).tobytes())
        return cls(
            Transform.unpacked(file, "analysis"),
            Transform.unpacked(file, "synthesis"),
            tuple(Slice.unpacked(file, f"slice.{at}") for at in range(len(SLICES))),
            file["steps"].astype(np.int64),
            Tables.unpacked(file),
            digest.digest()[:4],
            file,
        )


@cache
def load() -> PictureModel:
    """Give the model that comes with the package.

    Returns
    -------
    PictureModel

    Examples
    --------
    >>> load().steps.shape
    (101, 16)
    """
    with np.load(FOLDER.parent / "weights" / "medical-codec.npz") as file:
        return PictureModel.unpacked(dict(file))


def weight_of_error(quality: Any) -> Any:
    """Give how many bits a pixel a squared error of 1 is worth: λ in R + λD.

    Parameters
    ----------
    quality : float or tensor
        0 to 100.

    Returns
    -------
    float or tensor
        0.0005 to 0.25, geometrically.

    Examples
    --------
    >>> [weight_of_error(quality) for quality in (0, 100)]
    [0.0005, 0.25]
    """
    return 5e-4 * (2.5e-1 / 5e-4) ** (quality / 100)


_ORDER = np.array(ZIGZAG)
_COSINES = np.rint(cosines() * 2**_COSINE_BITS)
_COSINE_UNIT = 2.0 ** -(2 * _COSINE_BITS)
# From 1/`GRAIN` of a grey value to typical units of `ONE`, with 16 bits after the point.
_NORMAL = np.rint(ONE / GRAIN / typical() * 2**16)
_NORMAL_UNIT = np.array(2.0**-16)


def _normal(known: Numbers, begin: int = 0) -> Numbers:
    """Give what the networks see of coefficients from `begin` on, in 1/`GRAIN` of a grey value."""
    return settle(known * _NORMAL[begin : begin + known.shape[2]], _NORMAL_UNIT)


def analyse(model: PictureModel, picture: Pixels, quality: int) -> Numbers:
    """Give the latents of a picture before rounding.

    Parameters
    ----------
    model : PictureModel
    picture : ndarray of uint8, shape (height, width)
        Sides that are multiples of `SIDE`.
    quality : int
        0 to 100.

    Returns
    -------
    ndarray of float64, shape (height / 4, width / 4, 16)
        In steps.

    Examples
    --------
    What is even has little but its mean:

    >>> latents = analyse(load(), np.full((8, 16), 200, np.uint8), 50)
    >>> latents.shape, bool(latents[..., 0].min() > 10 * np.abs(latents[..., 1:]).max())
    ((2, 4, 16), True)
    """
    rows, columns = (length // BLOCK for length in picture.shape)
    blocks = picture.astype(np.float64).reshape(rows, BLOCK, columns, BLOCK) - 128
    # Whole numbers below 2⁵³ in both products, here and in `synthesise`.
    turned = _COSINES @ blocks.transpose(0, 2, 1, 3) @ _COSINES.T
    scaled = np.floor(turned * (GRAIN * _COSINE_UNIT) + 0.5)
    plain = scaled.reshape(rows, columns, CHANNELS)[..., _ORDER]
    sums = plain + transform(model.analysis, _normal(plain), quality)
    return np.asarray(sums * (256 / GRAIN) / model.steps[quality])


def _known(latents: Integers, steps: Integers) -> Numbers:
    """Give latents in 1/`GRAIN` of a grey value."""
    per = 256 // GRAIN
    return ((latents * steps + per // 2) // per).astype(np.float64)


def synthesise(model: PictureModel, latents: Integers, quality: int) -> Pixels:
    """Give the picture of latents.

    Parameters
    ----------
    model : PictureModel
    latents : ndarray of int64, shape (rows, columns, 16)
        Whole steps, within ± `ee376a.medical.lossy.latents.FARTHEST`.
    quality : int
        0 to 100.

    Returns
    -------
    ndarray of uint8, shape (4 * rows, 4 * columns)
        The same on every machine.

    Examples
    --------
    >>> slope = np.add.outer(np.arange(16), np.arange(24)).astype(np.uint8)
    >>> latents = np.rint(analyse(load(), slope, 100)).astype(np.int64)
    >>> back = synthesise(load(), latents, 100)
    >>> back.shape, int(np.abs(back.astype(int) - slope).max()) <= 3
    ((16, 24), True)
    """
    rows, columns, _ = latents.shape
    known = _known(latents, model.steps[quality])
    sums = known + transform(model.synthesis, _normal(known), quality)
    square = np.empty((rows, columns, CHANNELS))
    square[..., _ORDER] = np.clip(sums, -(2.0**17), 2.0**17)
    blocks = _COSINES.T @ square.reshape(rows, columns, BLOCK, BLOCK) @ _COSINES
    grey = np.clip(np.floor(blocks * (_COSINE_UNIT / GRAIN) + 128.5), 0, 255)
    whole = grey.transpose(0, 2, 1, 3).reshape(rows * BLOCK, columns * BLOCK)
    return np.asarray(whole, np.uint8)


def encode(model: PictureModel, tiles: Sequence[Integers], quality: int) -> bytes:
    """Write the latents of the tiles of a picture.

    Parameters
    ----------
    model : PictureModel
    tiles : sequence of ndarray of int64, shape (rows, columns, 16)
        Even rows and columns; what lies beyond ± `ee376a.medical.lossy.latents.FARTHEST` is held
        there.
    quality : int
        0 to 100.

    Returns
    -------
    bytes

    Examples
    --------
    >>> quiet = np.zeros((4, 6, 16), np.int64)
    >>> busy = quiet + np.random.default_rng(1).integers(-9, 10, quiet.shape)
    >>> len(encode(load(), [quiet], 50)) < 20 < len(encode(load(), [busy], 50))
    True
    """
    coder = start_encoder()
    out = np.zeros(4 * sum(latents.size for latents in tiles) + 64, np.uint8)
    for latents in tiles:
        held = np.clip(latents, -FARTHEST, FARTHEST)
        _walk(model, held, quality, encode_turn, coder, out)
    return out[: finish(coder, out)].tobytes()


def decode(
    model: PictureModel, payload: bytes, sizes: Iterable[tuple[int, int]], quality: int
) -> Iterator[Integers]:
    """Undo `encode`, tile by tile; any bytes give some latents, in bounded time.

    Parameters
    ----------
    model : PictureModel
    payload : bytes
    sizes : iterable of tuple of int
        Rows and columns of each tile, both even.
    quality : int
        That of `encode`.

    Yields
    ------
    ndarray of int64, shape (rows, columns, 16)

    Examples
    --------
    >>> tile = np.random.default_rng(1).integers(-9, 10, (4, 6, 16))
    >>> (again,) = decode(load(), encode(load(), [tile], 50), [(4, 6)], 50)
    >>> np.array_equal(tile, again)
    True
    """
    data = np.frombuffer(payload, np.uint8)
    coder = start_decoder(data)
    for rows, columns in sizes:
        latents = np.zeros((rows, columns, CHANNELS), np.int64)
        _walk(model, latents, quality, decode_turn, coder, data)
        yield latents


def _walk(model: PictureModel, latents: Integers, quality: int, code: Any, *coder: Any) -> None:
    """Code slice by slice and turn by turn; each is context for what follows."""
    rows, columns, _ = latents.shape
    steps = model.steps[quality]
    normal = np.zeros((rows, columns, 0))
    begin = 0
    for net, channels in zip(model.slices, SLICES, strict=True):
        own = slice(begin, begin + channels)
        before = around(normal, net.before, WIDE) if begin else None
        seen = np.zeros((rows + 4, columns + 4, channels))
        for turn, (row, column) in enumerate(TURNS):
            numbers = expect(net, before, seen, quality, turn)
            part = np.ascontiguousarray(latents[row::2, column::2, own])
            code(*coder, part, numbers, begin, steps, model.tables)
            latents[row::2, column::2, own] = part
            known = _known(part, steps[own])
            inner = seen[2:-2, 2:-2]
            inner[row::2, column::2] = _normal(known, begin)
        normal = np.concatenate([normal, seen[2:-2, 2:-2]], axis=2)
        begin += channels
