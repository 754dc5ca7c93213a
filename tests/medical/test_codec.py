"""The picture file: any size, both modes, several pictures; and what is no such file."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.container import CorruptStream
from ee376a.medical import codec, synthetic
from ee376a.medical.images import shrink
from ee376a.medical.lossy import coder as lossy
from ee376a.medical.lossy.picturemodel import weight_of_error


@pytest.fixture(scope="module")
def cells():
    return synthetic.draw_field(0.0, np.random.default_rng(7))[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**31), st.sampled_from([0, 61, 100]))
def test_any_size_comes_back_near(height, width, seed, quality):
    rng = np.random.default_rng(seed)
    slope = np.add.outer(np.arange(height), np.arange(width)) * rng.uniform(0, 3) + rng.uniform(
        0, 9
    )
    picture = slope.astype(np.uint8)
    (found,) = codec.decode(codec.encode([picture], quality))
    assert found.shape == picture.shape
    assert found.dtype == np.uint8


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 2**31), st.integers(1, 255))
def test_lossless_gives_back_every_pixel(height, width, seed, most):
    picture = np.random.default_rng(seed).integers(0, most + 1, (height, width)).astype(np.uint8)
    (found,) = codec.decode(codec.encode([picture], None))
    assert (found == picture).all()


def test_several_pictures_in_one_file_are_each_as_if_alone(cells):
    pictures = [shrink(cells), shrink(cells)[:50, :77], np.zeros((1, 1), np.uint8)]
    data = codec.encode(pictures, 40)
    for alone, together in zip(pictures, codec.decode(data), strict=True):
        assert (codec.decode(codec.encode([alone], 40))[0] == together).all()
    assert [stored.shape for stored in codec.info(data)] == [(128, 128), (50, 77), (1, 1)]
    assert len(data) < sum(len(codec.encode([picture], 40)) for picture in pictures)


def test_a_blank_costs_next_to_nothing():
    """The networks know cells: what is simpler than those is kept exactly, in fewer bytes."""
    drawing = np.zeros((128, 128), np.uint8)
    drawing[20:60, 30:90] = 200
    for picture, most in ((np.full((128, 128), 128, np.uint8), 60), (drawing, 400)):
        data = codec.encode([picture], 80)
        assert len(data) < most
        assert (codec.decode(data)[0] == picture).all()
        assert codec.info(data)[0].quality is None


def test_a_large_picture_is_cut_into_tiles(cells, monkeypatch):
    whole = np.tile(cells, (1, 2))[:80, 200:340]
    monkeypatch.setattr(lossy, "TILE", 64)
    data = codec.encode([whole], 90)
    assert codec.info(data)[0].halvings == 0
    (found,) = codec.decode(data)
    assert np.abs(found.astype(float) - whole).mean() < 6
    # A tile is what the same pixels alone would be.
    (corner,) = codec.decode(codec.encode([whole[64:, 128:]], 90))
    assert (found[64:, 128:] == corner).all()


def test_a_large_picture_is_halved_where_that_serves_better(cells):
    (stored,) = codec.info(codec.encode([cells], 20))
    assert stored.halvings > 0
    assert stored.quality == 20
    odd = cells[:299, :401]
    costs = []
    for most in (0, 1, 2):
        halvings, payload = lossy.encode(odd, 20, most_halvings=most)
        again = lossy.decode(payload, odd.shape, 20, halvings)
        assert again.shape == odd.shape
        error = ((again.astype(float) - odd) ** 2).mean()
        costs.append(8 * len(payload) / odd.size + weight_of_error(20) * error)
    assert costs[1] < costs[0]
    assert costs[2] <= costs[1]


@pytest.mark.parametrize("quality", [0, 48, 49, 78, 79, 100])
def test_the_quality_is_told_whatever_was_halved(quality):
    ramp = np.add.outer(np.arange(64), np.arange(96)).astype(np.uint8)
    rough = ramp + np.random.default_rng(3).integers(0, 60, ramp.shape, dtype=np.uint8)
    (stored,) = codec.info(codec.encode([rough], quality))
    assert stored.quality == quality


def test_at_the_same_error_it_is_far_smaller_than_jpeg(cells):
    import io

    from PIL import Image

    picture = shrink(cells)
    data = codec.encode([picture], 45)
    error = ((codec.decode(data)[0].astype(float) - picture) ** 2).mean()
    for quality in range(1, 96):
        stream = io.BytesIO()
        Image.fromarray(picture).save(stream, "JPEG", quality=quality, optimize=True)
        again = np.asarray(Image.open(stream))
        if ((again.astype(float) - picture) ** 2).mean() <= error:
            break
    assert len(data) < 0.7 * len(stream.getvalue())


@pytest.mark.parametrize(
    ("pictures", "quality", "effort", "what"),
    [
        ([np.zeros((4, 4), np.uint16)], 50, "fast", "8-bit grey values"),
        ([np.zeros((4, 4, 3), np.uint8)], 50, "fast", "height and width"),
        ([np.zeros((0, 4), np.uint8)], 50, "fast", "1 to 4096"),
        ([np.zeros((1, 4097), np.uint8)], None, "fast", "1 to 4096"),
        ([], 50, "fast", "none given"),
        ([np.zeros((4, 4), np.uint8)], 101, "fast", "0 to 100"),
        ([np.zeros((4, 4), np.uint8)], 2.5, "fast", "whole number"),
        ([np.zeros((4, 4), np.uint8)], 50, "slower", "fast or slow"),
    ],
)
def test_what_cannot_be_coded_is_told(pictures, quality, effort, what):
    with pytest.raises(ValueError, match=what):
        codec.encode(pictures, quality, effort)


def test_a_foreign_file_and_another_version_are_told():
    data = bytearray(codec.encode([np.zeros((4, 4), np.uint8)], 50))
    with pytest.raises(CorruptStream, match="begin"):
        codec.decode(b"\x89PNG" + bytes(data))
    data[5] ^= 1
    with pytest.raises(ValueError, match="another version"):
        codec.decode(bytes(data))
