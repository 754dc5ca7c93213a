"""The picture file: any size, both modes, several pictures; and what is no such file."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.container import CorruptStream, Header, Reader, Writer
from ee376a.medical import codec, synthetic
from ee376a.medical.images import shrink
from ee376a.medical.lossless import coder as lossless
from ee376a.medical.lossy import coder as lossy
from ee376a.medical.lossy import picturemodel
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


@pytest.mark.parametrize("shape", [(1, 128), (129, 127), (1, 257), (4096, 1), (1, 4096)])
def test_sides_of_one_byte_and_of_two(shape):
    picture = np.zeros(shape, np.uint8)
    data = codec.encode([picture], None)
    assert codec.info(data)[0].shape == shape
    assert (codec.decode(data)[0] == picture).all()


def test_a_payload_may_be_as_long_as_the_picture():
    noise = np.random.default_rng(4).integers(0, 256, (200, 200)).astype(np.uint8)
    assert codec.info(codec.encode([noise], None))[0].bytes > 39_000


def test_what_stands_in_the_header_is_pinned(cells):
    """A change of these bytes is a change of the format: it needs another number of the version."""
    pictures = [cells[:96, :130], cells[:8, :9]]
    for quality, modes in ((20, (227, 227)), (45, (173, 173)), (90, (90, 90)), (None, (127, 127))):
        reader = Reader(io.BytesIO(codec.encode(pictures, quality)), 1 << 20)
        header = reader.header
        assert [section.tag for section in reader] == [0, 0]
        assert header.kind == (65 if quality is None else 64)
        exact, model = lossless.fingerprint(), picturemodel.load().fingerprint
        both = bytes(a ^ b for a, b in zip(exact, model, strict=True))
        assert header.fingerprint == (exact if quality is None else both)
        assert header.details == bytes([modes[0], 95, 129, 1, modes[1], 7, 8]), quality


@pytest.mark.parametrize(
    ("kind", "details", "told"),
    [
        (64, [40, 255, 31, 0], (40, 0)),  # a side of 4096
        (64, [40, 128, 32, 0], None),  # of 4097
        (65, [127, 128, 32, 0], None),
        (64, [100, 7, 7], (100, 0)),
        (64, [101, 7, 7], None),  # no quality is above 100
        (64, [206, 7, 7], (78, 1)),  # the last one for pictures that are halved once
        (64, [255, 7, 7], (48, 2)),  # and for those that are halved twice
        (64, [127, 7, 7], (None, 0)),
        (65, [127, 7, 7], (None, 0)),
        (65, [40, 7, 7], None),  # a lossless file has no other mode
        (64, [40, 7], None),
        (64, [], None),
    ],
)
def test_what_a_header_may_tell(kind, details, told):
    made = codec.encode([np.zeros((8, 8), np.uint8)], None if kind == 65 else 40)
    known = Reader(io.BytesIO(made), 1 << 20).header
    assert known.kind == kind
    stream = io.BytesIO()
    Writer(stream, Header(kind, known.fingerprint, bytes(details))).write(0, b"", last=True)
    if told is None:
        with pytest.raises(CorruptStream):
            codec.info(stream.getvalue())
    else:
        (stored,) = codec.info(stream.getvalue())
        assert (stored.quality, stored.halvings) == told


def test_several_pictures_in_one_file_are_each_as_if_alone(cells):
    pictures = [shrink(cells), shrink(cells)[:50, :77], np.zeros((1, 1), np.uint8)]
    data = codec.encode(pictures, 40)
    for alone, together in zip(pictures, codec.decode(data), strict=True):
        assert (codec.decode(codec.encode([alone], 40))[0] == together).all()
    assert [stored.shape for stored in codec.info(data)] == [(128, 128), (50, 77), (1, 1)]
    assert len(data) < sum(len(codec.encode([picture], 40)) for picture in pictures)


def test_the_usual_quality_is_in_the_middle(cells):
    assert codec.encode([cells[:32, :32]]) == codec.encode([cells[:32, :32]], 50)


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
        ([np.zeros((4, 4), np.uint8)], np.nan, "fast", "quality: nan given"),
        ([np.zeros((4, 4), np.uint8)], "high", "fast", "quality: high given"),
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
