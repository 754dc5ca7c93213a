import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.medical.lossless import coder as lossless

SIZES = st.tuples(st.integers(1, 24), st.integers(1, 24))


def same(picture):
    payload = lossless.encode(picture)
    again = lossless.decode(payload, picture.shape)
    assert again.dtype == np.uint8
    assert np.array_equal(again, picture)
    return payload


@settings(max_examples=60, deadline=None)
@given(SIZES, st.integers(0, 2**32 - 1), st.integers(1, 256), st.integers(0, 255))
def test_nothing_changes(shape, seed, levels, offset):
    noise = np.random.default_rng(seed).integers(0, levels, shape)
    same(((noise + offset) % 256).astype(np.uint8))


@pytest.mark.parametrize("grey", [0, 1, 128, 254, 255])
def test_constant_pictures_are_tiny(grey):
    assert len(same(np.full((64, 64), grey, np.uint8))) < 40


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 2), (7, 13)])
def test_extremes(shape):
    same((255 * (np.indices(shape).sum(axis=0) % 2)).astype(np.uint8))
    same((np.indices(shape).sum(axis=0) % 256).astype(np.uint8))


def test_noise_costs_no_more_than_its_pixels():
    noise = np.random.default_rng(1).integers(0, 256, (50, 60)).astype(np.uint8)
    assert len(same(noise)) <= noise.size


def test_a_picture_that_is_a_view():
    picture = np.arange(40 * 30, dtype=np.int64).reshape(40, 30).astype(np.uint8)
    before = picture.copy()
    same(picture[::2, ::-1])
    same(picture.T)
    assert np.array_equal(picture, before)


def test_known_noise_costs_little_more_than_its_entropy():
    # Gaussian of 5 greys around 100: log2(5 sqrt(2 pi e)) bits a pixel.
    noise = 100 + 5 * np.random.default_rng(2).standard_normal((96, 96))
    bits = 8 * len(same(np.rint(noise).astype(np.uint8))) / noise.size
    entropy = np.log2(5 * np.sqrt(2 * np.pi * np.e))
    assert entropy - 0.05 < bits < 1.05 * entropy


def test_wrong_pictures_are_told():
    for wrong in (
        np.zeros((3, 3), np.uint16),
        np.zeros((3, 3, 3), np.uint8),
        np.zeros((0, 3), np.uint8),
        np.zeros((1, 4097), np.uint8),
        np.zeros(5, np.uint8),
    ):
        with pytest.raises(ValueError, match=r"picture|shape"):
            lossless.encode(wrong)
    with pytest.raises(ValueError, match="picture"):
        lossless.encode([[1]])


def test_wrong_payloads_are_told():
    for wrong in (b"", bytes(101)):
        with pytest.raises(ValueError, match="payload"):
            lossless.decode(wrong, (10, 10))
    with pytest.raises(ValueError, match="shape"):
        lossless.decode(b"1", (0, 10))


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=400), SIZES)
def test_damage_gives_some_picture(payload, shape):
    payload = payload[: shape[0] * shape[1]]
    assert lossless.decode(payload, shape).shape == shape


def test_the_fingerprint_tells_the_weights(monkeypatch):
    before = lossless.fingerprint()
    assert before == lossless.fingerprint()
    assert len(before) == 4
    other = tuple(
        layer + np.float32(layer is lossless.weights()[0]) for layer in lossless.weights()
    )
    monkeypatch.setattr(lossless, "weights", lambda: other)
    monkeypatch.setattr(lossless, "fingerprint", lossless.fingerprint.__wrapped__)
    assert lossless.fingerprint() != before
