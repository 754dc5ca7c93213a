"""The lossless codecs on the same pictures, in one run: what a chapter plots.

The pictures are those of the test wells of BBBC016, at both sizes, and scans of patients at the
size in which they are given. The network of ours has learnt from the other wells, and from no
scan. The peers are those of `ee376a.medical.anchors`; JPEG XL also with an effort of 9, for 10 is
not always better, and PNG with every filter and strategy of zlib, the best of which Zopfli packs
anew. Of the context-mixing codecs for pictures (paq8px, GraLIC, TMW, MRP) none can be installed as
a package.
"""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from ee376a.experiments import Experiment, Scalar
from ee376a.medical import scans
from ee376a.medical.anchors import LOSSLESS
from ee376a.medical.images import SIDE, load, shrink, split_by_well
from ee376a.medical.lossless import coder as lossless

__all__ = ["CODECS", "PICTURES", "experiment", "pictures", "trial"]

Pixels = npt.NDArray[np.uint8]

#: What the codecs are given: test wells at two sizes, and scans.
PICTURES: tuple[str, ...] = ("wells at 128", "wells at 512", *scans.SCANS)
_SPLIT_SEED = 376
_STRATEGIES, _FILTERS = (1, 2, 3), (8, 16, 32, 64, 128, 248)


def _jpegxl(picture: Pixels) -> bytes:
    import imagecodecs

    return bytes(
        imagecodecs.jpegxl_encode(
            picture, lossless=True, effort=9, usecontainer=False, numthreads=1
        )
    )


def _zopfli(picture: Pixels) -> bytes:
    """Give a PNG whose filtered lines were packed by Zopfli."""
    import imagecodecs

    best = min(
        (
            bytes(imagecodecs.png_encode(picture, level=9, strategy=strategy, filter=chosen))
            for strategy in _STRATEGIES
            for chosen in _FILTERS
        ),
        key=len,
    )
    header, packed, at = best[8:33], b"", 33
    while at < len(best):
        (length,) = struct.unpack(">I", best[at : at + 4])
        if best[at + 4 : at + 8] == b"IDAT":
            packed += best[at + 8 : at + 8 + length]
        at += 12 + length
    again = bytes(imagecodecs.zopfli_encode(zlib.decompress(packed), header="zlib"))
    return best[:8] + header + _chunk(b"IDAT", again) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + crc


Way = tuple[Callable[[Pixels], bytes], Callable[[bytes, tuple[int, int]], Pixels]]


def _peer(name: str, encode: Callable[[Pixels], bytes] | None = None) -> Way:
    codec = LOSSLESS[name]
    return encode or (lambda picture: codec.encode(picture, 0)), lambda data, _: codec.decode(data)


#: The codecs by name: how each codes a picture and reads it again.
#:
#: :meta hide-value:
CODECS: dict[str, Way] = {
    "ours": (lossless.encode, lossless.decode),
    "JPEG XL, effort 9": _peer("JPEG XL", _jpegxl),
    **{name: _peer(name) for name in ("JPEG-LS", "JPEG 2000", "PNG", "JPEG XL", "WebP")},
    "PNG, Zopfli": _peer("PNG", _zopfli),
}


@cache
def pictures(name: str) -> tuple[Pixels, ...]:
    """Give pictures to code.

    Parameters
    ----------
    name : str
        One of `PICTURES`.

    Returns
    -------
    tuple of array, uint8
        The 42 pictures of the test wells, or one scan.

    Raises
    ------
    ValueError
        If there are none of this name.
    ee376a.datasets.DatasetError
        If BBBC016 is not to be had.
    ModuleNotFoundError
        As from `ee376a.medical.scans.read`.

    Examples
    --------
    With the dataset ``bbbc016``:

    >>> len(pictures("wells at 128")), pictures("wells at 128")[0].shape
    (42, (128, 128))
    """
    if name not in PICTURES:
        raise ValueError(f"name: {name!r} given, one of {', '.join(PICTURES)} allowed")
    if name in scans.SCANS:
        return (scans.read(name, scans.SCANS[name].side),)
    side = int(name.split()[-1])
    split = split_by_well(load(), np.random.default_rng(_SPLIT_SEED))
    return tuple(shrink(picture.pixels, SIDE // side) for picture in split.test)


def trial(
    rng: np.random.Generator,  # noqa: ARG001 - nothing here is random
    *,
    codec: str,
    pictures: str,
) -> Mapping[str, int | float]:
    """Code pictures and read them again.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used.
    codec : str
        A key of `CODECS`.
    pictures : str
        One of `PICTURES`.

    Returns
    -------
    dict
        ``bytes`` of all files, ``pictures``, ``pixels``, and ``equal``, the pictures that came back
        as they were; seconds of the processor for ``coding`` and for ``reading``.

    Raises
    ------
    ValueError
        If there is no such codec.
    ValueError, ee376a.datasets.DatasetError, ModuleNotFoundError
        As from `pictures`; or if a package of the codec is missing.

    Examples
    --------
    With the package ``pydicom``:

    >>> rng = np.random.default_rng()
    >>> ours, png = (trial(rng, codec=codec, pictures="spine") for codec in ("ours", "PNG"))
    >>> ours["equal"], png["equal"], ours["bytes"] < 0.9 * png["bytes"]
    (1, 1, True)
    """
    if codec not in CODECS:
        raise ValueError(f"codec: {codec!r} given, one of {', '.join(CODECS)} allowed")
    encode, decode = CODECS[codec]
    if codec == "ours":
        # What is compiled is so before.
        decode(encode(np.zeros((2, 64), np.uint8)), (2, 64))
    given = _pictures(pictures)
    start = time.process_time()
    files = [encode(picture) for picture in given]
    middle = time.process_time()
    again = [
        decode(data, (picture.shape[0], picture.shape[1]))
        for data, picture in zip(files, given, strict=True)
    ]
    end = time.process_time()
    equal = sum(np.array_equal(one, other) for one, other in zip(again, given, strict=True))
    return {
        "bytes": sum(len(data) for data in files),
        "pictures": len(given),
        "pixels": sum(picture.size for picture in given),
        "equal": equal,
        "coding": middle - start,
        "reading": end - middle,
    }


_pictures = pictures


def experiment() -> Experiment:
    """Give the race of the lossless codecs.

    Returns
    -------
    Experiment
        ``medical-lossless``: every codec on all `PICTURES`, see `trial`.

    Examples
    --------
    >>> points = experiment().points
    >>> len(points) == len(CODECS) * len(PICTURES), points[0]
    (True, {'codec': 'ours', 'pictures': 'wells at 128'})
    """
    points: list[dict[str, Scalar]] = [
        {"codec": codec, "pictures": name} for codec in CODECS for name in PICTURES
    ]
    return Experiment(
        "medical-lossless",
        "Bytes of pictures of cells and of patients without loss, by codec",
        trial,
        points,
        seed=376_505,
        trials=1,
        measured=("coding", "reading"),
    )
