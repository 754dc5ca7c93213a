"""Every standard codec codes grey, minds its setting, and gives back what it should."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from ee376a.medical.anchors import ANCHORS, LOSSLESS, Codec, versions
from ee376a.medical.similarity import mse
from ee376a.medical.synthetic import draw_field

pytest.importorskip("imagecodecs", reason="imagecodecs, of the group bench, is not installed")
pytest.importorskip("pillow_heif", reason="pillow-heif, of the group bench, is not installed")

PICTURE = draw_field(10, np.random.default_rng(1))[1][128:192, 96:192]
# The slowest of AVIF's speeds says nothing here that the others do not.
QUICK = {name: codec for name, codec in ANCHORS.items() if name != "AVIF psnr"}

each = pytest.mark.parametrize("codec", QUICK.values(), ids=QUICK.keys())
each_lossless = pytest.mark.parametrize("codec", LOSSLESS.values(), ids=LOSSLESS.keys())


@each
def test_the_setting_goes_from_small_and_coarse_to_large_and_fine(codec: Codec) -> None:
    files = [codec.encode(PICTURE, setting) for setting in codec.settings[::2]]
    errors = [mse(PICTURE, codec.decode(data)) for data in files]
    assert len(files) >= 3
    assert all(len(a) < len(b) for a, b in pairwise(files))
    assert all(a > b for a, b in pairwise(errors))
    assert errors[0] > 2 * errors[-1] > 0
    assert len(files[0]) < PICTURE.size / 5


@each
def test_what_comes_back_has_the_shape_and_the_greys(codec: Codec) -> None:
    fine = codec.settings[-1]
    for picture in (PICTURE, PICTURE[:33, :17], np.full((16, 16), 200, np.uint8)):
        again = codec.decode(codec.encode(np.ascontiguousarray(picture), fine))
        assert again.shape == picture.shape
        assert again.dtype == np.uint8
        assert mse(picture, again) < 25
        assert abs(again.mean() - picture.mean()) < 4


@each_lossless
def test_the_lossless_ones_lose_nothing(codec: Codec) -> None:
    (setting,) = codec.settings
    noise = np.random.default_rng(2).integers(0, 256, (31, 20), dtype=np.uint8)
    for picture in (np.ascontiguousarray(PICTURE), noise):
        data = codec.encode(picture, setting)
        assert (codec.decode(data) == picture).all()
    assert codec.flat((64, 64), setting) < 300


def test_the_files_hold_one_channel() -> None:
    avif = ANCHORS["AVIF psnr, speed 4"].encode(PICTURE, 50)
    place = avif.index(b"av1C") + 4
    assert avif[place + 2] >> 4 & 1 == 1, "monochrome, AV1 codec configuration record"
    heic = ANCHORS["HEIC psnr"].encode(PICTURE, 50)
    assert heic[heic.index(b"hvcC") + 4 + 16] & 3 == 0, "chroma_format_idc of HEVC"
    for name in ("JPEG", "JPEG flat", "JPEG 2000"):
        codec = ANCHORS[name]
        with Image.open(io.BytesIO(codec.encode(PICTURE, codec.settings[4]))) as image:
            assert image.mode == "L", name
    import imagecodecs

    assert imagecodecs.jpegxl_decode(ANCHORS["JPEG XL"].encode(PICTURE, 3)).ndim == 2
    # WebP has no grey: its colour must at least be none, but for rounding.
    with Image.open(io.BytesIO(ANCHORS["WebP"].encode(PICTURE, 30))) as image:
        colours = np.asarray(image.convert("RGB")).astype(int)
    assert np.ptp(colours, axis=2).max() <= 1


@each
def test_a_flat_picture_is_headers_alone(codec: Codec) -> None:
    setting = codec.settings[3]
    flat = codec.flat((64, 96), setting)
    assert flat == len(codec.encode(np.full((64, 96), 128, np.uint8), setting))
    assert 30 < flat < min(500, len(codec.encode(PICTURE, codec.settings[-1])))


def test_best_settings_beat_the_usual_ones() -> None:
    def usual(kind: str, **options: object) -> int:
        stream = io.BytesIO()
        Image.fromarray(PICTURE).save(stream, kind, **options)
        return len(stream.getvalue())

    assert len(ANCHORS["JPEG"].encode(PICTURE, 60)) < usual("JPEG", quality=60)
    assert len(ANCHORS["WebP"].encode(PICTURE, 50)) <= usual("WEBP", quality=50)
    asked = {"quality_mode": "dB", "quality_layers": [36]}
    assert len(ANCHORS["JPEG 2000"].encode(PICTURE, 36)) < 0.95 * usual("JPEG2000", **asked)


def test_the_versions_are_told() -> None:
    assert versions().startswith(f"Pillow {Image.__version__}, imagecodecs ")
