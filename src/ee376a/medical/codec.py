"""A file format for grey pictures, with a codec that was trained on cells, and a lossless mode.

A file is that of `ee376a.container`: its details say of each picture the quality and the sides, and
each picture is a section. Where that serves better, a half or a quarter of the size is coded. What
a decoder does is all in whole numbers: the same file gives the same pixels on every machine.
"""

from __future__ import annotations

import io
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from ee376a.container import CorruptStream, Header, Reader, Writer

__all__ = ["LARGEST", "Effort", "Stored", "decode", "encode", "info"]

Effort: TypeAlias = Literal["fast", "slow"]
Pixels: TypeAlias = npt.NDArray[np.uint8]

#: Pixels along a side of a picture at most.
LARGEST = 4096
_LOSSY, _LOSSLESS = 64, 65
# How a picture is stored, in a byte: `_EXACT`, or the quality and where the numbers start for
# pictures that are not halved, halved once, or twice. What halved pictures have no number for is
# of a quality at which they are not worth it.
_EXACT = 127
_MODES = (0, 128, 207, 256)
# A latent has at most 32 bits, and there are as many of them as pixels.
_MOST_BYTES = 4 * (LARGEST + 8) ** 2


@dataclass(frozen=True)
class Stored:
    """What a file says of a picture.

    Attributes
    ----------
    shape : tuple of int
        Height and width, in pixels.
    quality : int or None
        0 to 100; None is lossless.
    bytes : int
        Of its section's payload.
    halvings : int
        How often it was halved before it was coded.
    """

    shape: tuple[int, int]
    quality: int | None
    bytes: int
    halvings: int


def encode(
    pictures: Sequence[npt.ArrayLike], quality: int | None = 50, effort: Effort = "fast"
) -> bytes:
    """Put pictures into a file; `decode` gives them back.

    Parameters
    ----------
    pictures : sequence of array_like of uint8, shape (height, width)
        Grey values, 1 to 4096 pixels along a side.
    quality : int or None, optional
        0 to 100: from few bytes to few errors. None gives back every pixel exactly, and so does a
        quality where that takes no more bytes.
    effort : {"fast", "slow"}, optional
        Slow searches better latents for each picture (it needs torch, and some seconds for
        128 x 128 pixels); the decoder does not notice. Lossless files are the same either way.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If a picture is not of 8-bit grey values or of another size, or there is none, or there is
        no such quality or effort.

    Examples
    --------
    >>> picture = np.add.outer(np.arange(40), 3 * np.arange(50)).astype(np.uint8)
    >>> data = encode([picture], quality=80)
    >>> (again,) = decode(data)
    >>> again.shape, bool(np.abs(again.astype(int) - picture).mean() < 3), len(data) < 200
    ((40, 50), True, True)
    """
    if effort not in get_args(Effort):
        raise ValueError(f"effort: {effort!r} given, fast or slow allowed")
    if quality is not None and quality not in range(101):
        raise ValueError(f"quality: {quality} given, a whole number from 0 to 100 allowed")
    given = [_checked(picture) for picture in pictures]
    if not given:
        raise ValueError("pictures: none given, at least one needed")
    coded = [_encode_one(picture, quality, effort) for picture in given]
    details = b"".join(
        bytes([mode]) + _side(picture.shape[0]) + _side(picture.shape[1])
        for picture, (mode, _) in zip(given, coded, strict=True)
    )
    kind = _LOSSLESS if quality is None else _LOSSY
    stream = io.BytesIO()
    writer = Writer(stream, Header(kind, _fingerprint(kind), details))
    for at, (_, payload) in enumerate(coded):
        writer.write(0, payload, last=at == len(coded) - 1)
    return stream.getvalue()


def decode(data: bytes) -> list[Pixels]:
    """Give the pictures of a file.

    Parameters
    ----------
    data : bytes
        Of `encode`.

    Returns
    -------
    list of ndarray of uint8, shape (height, width)

    Raises
    ------
    CorruptStream
        If it is no such file, or it is cut or changed.
    ValueError
        If it was made by another version of the codec.

    Examples
    --------
    >>> pictures = [np.eye(5, dtype=np.uint8), np.full((2, 3), 255, np.uint8)]
    >>> [picture.tolist() for picture in decode(encode(pictures, quality=None))][1]
    [[255, 255, 255], [255, 255, 255]]
    >>> decode(encode(pictures)[:-1])
    Traceback (most recent call last):
    ee376a.container.CorruptStream: the file is cut: its end is missing
    """
    return [_decode_one(stored, payload) for stored, payload in _read(data)]


def info(data: bytes) -> list[Stored]:
    """Say what is in a file, and see that it is whole.

    Parameters
    ----------
    data : bytes
        Of `encode`.

    Returns
    -------
    list of Stored

    Raises
    ------
    CorruptStream, ValueError
        As from `decode`.

    Examples
    --------
    >>> [stored.shape for stored in info(encode([np.zeros((3, 5), np.uint8)], quality=None))]
    [(3, 5)]
    """
    return [stored for stored, _ in _read(data)]


def _checked(picture: npt.ArrayLike) -> Pixels:
    given = np.asarray(picture)
    if given.dtype != np.uint8:
        raise ValueError(f"pictures: {given.dtype} given, 8-bit grey values (uint8) allowed")
    if given.ndim != 2 or not all(1 <= side <= LARGEST for side in given.shape):
        raise ValueError(
            f"pictures: shape {given.shape} given, height and width from 1 to {LARGEST} allowed"
        )
    return given


def _side(length: int) -> bytes:
    """Write 1 to 128 as a byte below 128, others as two bytes."""
    less = length - 1
    return bytes([less]) if less < 128 else bytes([less & 127 | 128, less >> 7])


def _fingerprint(kind: int) -> bytes:
    from ee376a.medical.lossless import coder as lossless

    exact = lossless.fingerprint()
    if kind == _LOSSLESS:
        return exact
    from ee376a.medical.lossy import picturemodel

    # Of both, for there may be pictures of either mode.
    return bytes(a ^ b for a, b in zip(picturemodel.load().fingerprint, exact, strict=True))


def _read(data: bytes) -> Iterator[tuple[Stored, bytes]]:
    """Read section by section, each checked."""
    reader = Reader(io.BytesIO(data), _MOST_BYTES)
    header = reader.header
    if header.kind not in (_LOSSY, _LOSSLESS):
        raise CorruptStream(f"a file of kind {header.kind}, which holds no pictures")
    if header.fingerprint != _fingerprint(header.kind):
        raise ValueError("the file was made by another version of the picture codec")
    shapes = _read_details(header)
    for at, section in enumerate(reader):
        if section.last != (at == len(shapes) - 1):
            raise CorruptStream(f"the file tells of {len(shapes)} pictures and has other sections")
        shape, quality, halvings = shapes[at]
        yield Stored(shape, quality, len(section.payload), halvings), section.payload


def _read_details(header: Header) -> list[tuple[tuple[int, int], int | None, int]]:
    details = iter(header.details)
    shapes = []
    try:
        for mode in details:
            sides = []
            for _ in range(2):
                low = next(details)
                sides.append(1 + (low if low < 128 else low & 127 | next(details) << 7))
            halvings = bisect_right(_MODES, mode) - 1
            quality = mode - _MODES[halvings]
            lossy = header.kind == _LOSSY and quality <= 100
            if max(sides) > LARGEST or not (mode == _EXACT or lossy):
                raise CorruptStream("the file tells of a picture that there cannot be")
            exact = (None, 0) if mode == _EXACT else (quality, halvings)
            shapes.append(((sides[0], sides[1]), *exact))
    except StopIteration:
        raise CorruptStream("the file tells of half a picture") from None
    if not shapes:
        raise CorruptStream("the file tells of no picture")
    return shapes


def _encode_one(picture: Pixels, quality: int | None, effort: Effort) -> tuple[int, bytes]:
    """Give the mode and the payload."""
    from ee376a.medical.lossless import coder as lossless

    if quality is None:
        return _EXACT, lossless.encode(picture)
    from ee376a.medical.lossy import coder as lossy

    most = sum(start + quality < end for start, end in pairwise(_MODES)) - 1
    halvings, payload = lossy.encode(picture, quality, most_halvings=most, slow=effort == "slow")
    # The networks know cells. What is simpler than those (a blank, a drawing) may be shorter exact.
    if len(zlib.compress(picture.tobytes(), 9)) < 2 * len(payload):
        exact = lossless.encode(picture)
        if len(exact) <= len(payload):
            return _EXACT, exact
    return _MODES[halvings] + quality, payload


def _decode_one(stored: Stored, payload: bytes) -> Pixels:
    from ee376a.medical.lossless import coder as lossless
    from ee376a.medical.lossy import coder as lossy

    if stored.quality is None:
        return lossless.decode(payload, stored.shape)
    return lossy.decode(payload, stored.shape, stored.quality, stored.halvings)
