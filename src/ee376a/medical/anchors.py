"""The standard codecs, each at its best settings for grey pictures: what a new codec is held up to.

Each is a pair of functions with a setting between them, and the settings that go through its range
of qualities. What was chosen by trying it out was tried on BBBC016's training wells alone.

All code one channel. This is not a matter of course: a library may code three, of which two are
empty, or take no notice of the level that it is given for a grey picture (imagecodecs' AVIF and
WebP do so: their files are lossless at every level). WebP's format has no grey, so its files have
two flat planes of colour; a flat picture's file has them too (`Codec.flat`).

JPEG, JPEG 2000, WebP and AVIF are Pillow's; JPEG XL and JPEG-LS are imagecodecs' and HEIC is
pillow-heif's, packages that are imported when they are asked for.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["ANCHORS", "LOSSLESS", "Codec", "versions"]

Pixels: TypeAlias = npt.NDArray[np.uint8]
Encode: TypeAlias = Callable[[Pixels, float], bytes]

# One of what a flat picture is made of; which grey it is changes a file by a byte or two.
_MIDDLE = 128


@dataclass(frozen=True)
class Codec:
    """A codec of grey pictures with one setting.

    Attributes
    ----------
    name : str
        As it stands in tables.
    encode : callable
        ``encode(pixels, setting) -> bytes``: a whole file, headers and all.
    decode : callable
        ``decode(data) -> pixels``, of the same shape.
    settings : tuple of float
        From the coarsest to the finest; the codec's own quality, level or distance. A lossless
        codec has one, 0.
    overhead : callable, optional
        ``overhead(data) -> int``: which bytes of a file are no picture, for a codec whose file of a
        flat picture does not tell: one that was trained, and has seen no flat ones.
    """

    name: str
    encode: Encode
    decode: Callable[[bytes], Pixels]
    settings: tuple[float, ...]
    overhead: Callable[[bytes], int] | None = None

    def flat(self, shape: tuple[int, int], setting: float) -> int:
        """Give the bytes of the file of a picture with nothing in it: headers, in the main.

        Parameters
        ----------
        shape : tuple of int
            Height and width.
        setting : float
            As for `encode`.

        Returns
        -------
        int
            Bytes of the file of a picture all of whose pixels are 128.

        Examples
        --------
        >>> png = LOSSLESS["PNG"]
        >>> noise = np.random.default_rng(1).integers(0, 256, (64, 64), dtype=np.uint8)
        >>> png.flat((64, 64), 0) < 200 < noise.size < len(png.encode(noise, 0))
        True
        """
        return _flat(self, shape, setting)


@cache
def _flat(codec: Codec, shape: tuple[int, int], setting: float) -> int:
    return len(codec.encode(np.full(shape, _MIDDLE, np.uint8), setting))


def versions() -> str:
    """Say which libraries the codecs are of, for the record.

    Returns
    -------
    str
        Names and versions; a library that is not installed is left out.

    Examples
    --------
    >>> versions().split()[0]
    'Pillow'
    """
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("Pillow", "imagecodecs", "pillow-heif"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def _save(pixels: Pixels, kind: str, **options: Any) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, kind, **options)
    return stream.getvalue()


def _open(data: bytes) -> Pixels:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        # Equal channels stay what they are: the weights of the conversion add up to one.
        return np.asarray(image.convert("L"))


def _jpeg(pixels: Pixels, **options: Any) -> bytes:
    # Progressive files pay for their scans, and earn it back where there is much to say.
    files = [_save(pixels, "JPEG", optimize=True, progressive=way, **options) for way in (0, 1)]
    return min(files, key=len)


def _jpeg_standard(pixels: Pixels, setting: float) -> bytes:
    return _jpeg(pixels, quality=round(setting))


def _jpeg_flat(pixels: Pixels, setting: float) -> bytes:
    return _jpeg(pixels, qtables=[[round(setting)] * 64])


def _resolutions(pixels: Pixels) -> int:
    # Fewer than the usual six pay on a small picture: each has its headers.
    return 3 if min(pixels.shape) <= 256 else 6


def _jpeg2000(pixels: Pixels, setting: float) -> bytes:
    return _save(
        pixels,
        "JPEG2000",
        quality_mode="dB",
        quality_layers=[setting],
        irreversible=True,
        num_resolutions=_resolutions(pixels),
        no_jp2=True,
    )


def _jpeg2000_lossless(pixels: Pixels, setting: float) -> bytes:  # noqa: ARG001
    return _save(
        pixels, "JPEG2000", irreversible=False, num_resolutions=_resolutions(pixels), no_jp2=True
    )


def _jpegxl(pixels: Pixels, setting: float) -> bytes:
    import imagecodecs

    # One step beyond the 9 that is usual: 2 % smaller on training wells.
    return bytes(
        imagecodecs.jpegxl_encode(
            pixels, distance=setting, effort=10, usecontainer=False, numthreads=1
        )
    )


def _jpegxl_lossless(pixels: Pixels, setting: float) -> bytes:  # noqa: ARG001
    import imagecodecs

    return bytes(
        imagecodecs.jpegxl_encode(
            pixels, lossless=True, effort=10, usecontainer=False, numthreads=1
        )
    )


def _jpegxl_open(data: bytes) -> Pixels:
    import imagecodecs

    pixels = np.asarray(imagecodecs.jpegxl_decode(data, numthreads=1), dtype=np.uint8)
    return pixels.reshape(pixels.shape[:2])


def _jpegls(pixels: Pixels, setting: float) -> bytes:  # noqa: ARG001
    import imagecodecs

    return bytes(imagecodecs.jpegls_encode(pixels))


def _jpegls_open(data: bytes) -> Pixels:
    import imagecodecs

    return np.asarray(imagecodecs.jpegls_decode(data), dtype=np.uint8)


def _webp(pixels: Pixels, setting: float) -> bytes:
    return _save(pixels, "WEBP", quality=setting, method=6)


def _webp_lossless(pixels: Pixels, setting: float) -> bytes:  # noqa: ARG001
    return _save(pixels, "WEBP", lossless=True, quality=100, method=6)


def _avif(tune: str, speed: int) -> Encode:
    def encode(pixels: Pixels, setting: float) -> bytes:
        return _save(
            pixels,
            "AVIF",
            quality=round(setting),
            speed=speed,
            subsampling="4:0:0",
            max_threads=1,
            advanced={"tune": tune},
        )

    return encode


def _heic(tune: str) -> Encode:
    def encode(pixels: Pixels, setting: float) -> bytes:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
        chosen = {"tune": tune, "preset": "veryslow"}
        return _save(pixels, "HEIF", quality=round(setting), enc_params=chosen)

    return encode


def _heic_open(data: bytes) -> Pixels:
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)
    return _open(data)


def _png(pixels: Pixels, setting: float) -> bytes:  # noqa: ARG001
    return _save(pixels, "PNG", optimize=True)


def _named(*codecs: Codec) -> dict[str, Codec]:
    return {codec.name: codec for codec in codecs}


_AVIF_QUALITIES = (8, 24, 40, 56, 72, 88)
_HEIC_QUALITIES = (1, 8, 16, 24, 32, 40, 50, 60, 70)

#: The lossy codecs by name. "JPEG flat" has a table of equal steps, which is best for the PSNR;
#: "JPEG" has the standard's, made for the eye. AVIF and HEIC say what they are tuned for. AVIF has
#: speed 1 (or 4); 0 takes three times as long as 1.
#:
#: :meta hide-value:
ANCHORS: dict[str, Codec] = _named(
    Codec("JPEG", _jpeg_standard, _open, (2, 5, 10, 18, 30, 45, 60, 75, 86, 93, 96)),
    Codec("JPEG flat", _jpeg_flat, _open, (100, 70, 48, 34, 24, 17, 12, 8, 6, 4)),
    Codec("JPEG 2000", _jpeg2000, _open, (26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46)),
    Codec("JPEG XL", _jpegxl, _jpegxl_open, (24, 16, 11, 7.5, 5, 3.4, 2.3, 1.5, 1, 0.6)),
    Codec("WebP", _webp, _open, (0, 5, 15, 30, 50, 68, 80, 88, 93, 97)),
    Codec("HEIC psnr", _heic("psnr"), _heic_open, _HEIC_QUALITIES),
    Codec("HEIC ssim", _heic("ssim"), _heic_open, _HEIC_QUALITIES),
    Codec("AVIF psnr, speed 4", _avif("psnr", 4), _open, _AVIF_QUALITIES),
    Codec("AVIF ssim", _avif("ssim", 2), _open, _AVIF_QUALITIES),
    Codec("AVIF psnr", _avif("psnr", 1), _open, _AVIF_QUALITIES),
)

#: The lossless ones.
#:
#: :meta hide-value:
LOSSLESS: dict[str, Codec] = _named(
    Codec("PNG", _png, _open, (0,)),
    Codec("JPEG 2000", _jpeg2000_lossless, _open, (0,)),
    Codec("WebP", _webp_lossless, _open, (0,)),
    Codec("JPEG-LS", _jpegls, _jpegls_open, (0,)),
    Codec("JPEG XL", _jpegxl_lossless, _jpegxl_open, (0,)),
)
