"""The shipped networks at work: what they cost is what they promise, and every machine agrees."""

import numpy as np
import pytest

from ee376a.medical import synthetic
from ee376a.medical.images import shrink
from ee376a.medical.lossy import picturemodel
from ee376a.medical.lossy.latents import FARTHEST
from ee376a.medical.lossy.picturemodel import (
    PictureModel,
    analyse,
    decode,
    encode,
    load,
    synthesise,
)


@pytest.fixture(scope="module")
def picture():
    return shrink(synthetic.draw_field(0.0, np.random.default_rng(5))[0])


def test_latents_come_back(picture):
    model = load()
    for quality in (0, 37, 100):
        latents = np.rint(analyse(model, picture, quality)).astype(np.int64)
        payload = encode(model, [latents, latents[:4, :6]], quality)
        first, second = decode(model, payload, [(32, 32), (4, 6)], quality)
        assert (first == latents).all()
        assert (second == latents[:4, :6]).all()


def test_latents_far_out_are_held(picture):
    model = load()
    wild = np.zeros((2, 2, 16), np.int64)
    wild[0, 0, :3] = 10**6, -(10**6), FARTHEST
    (found,) = decode(model, encode(model, [wild], 50), [(2, 2)], 50)
    assert found[0, 0, :3].tolist() == [FARTHEST, -FARTHEST, FARTHEST]
    assert synthesise(model, found, 50).shape == (8, 8)


def test_more_quality_costs_more_and_errs_less(picture):
    model = load()
    sizes, errors = [], []
    for quality in (0, 25, 50, 75, 100):
        latents = np.rint(analyse(model, picture, quality)).astype(np.int64)
        sizes.append(len(encode(model, [latents], quality)))
        again = synthesise(model, latents, quality).astype(float)
        errors.append(((again - picture) ** 2).mean())
    assert sizes == sorted(sizes)
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 5 < errors[0]


def test_a_flat_picture_costs_less_than_cells(picture):
    model = load()
    flat = np.full((128, 128), 90, np.uint8)
    sizes = []
    for whole in (flat, picture):
        latents = np.rint(analyse(model, whole, 30)).astype(np.int64)
        sizes.append(len(encode(model, [latents], 30)))
    assert sizes[0] < 0.5 * sizes[1]
    latents = np.rint(analyse(model, flat, 30)).astype(np.int64)
    assert np.abs(synthesise(model, latents, 30).astype(int) - 90).max() <= 8


def test_the_transform_alone_is_the_cosine_transform(picture):
    """With networks that add nothing and the finest steps, the picture itself comes back."""
    model = load()
    file = dict(model.file)
    for name in ("analysis", "synthesis"):
        for part in ("last.weights", "last.bias", "straight.weights"):
            file[f"{name}.{part}"] = np.zeros_like(file[f"{name}.{part}"])
    file["steps"] = np.full_like(file["steps"], 256)
    plain = PictureModel.unpacked(file)
    latents = np.rint(analyse(plain, picture, 50)).astype(np.int64)
    assert (np.abs(synthesise(plain, latents, 50).astype(int) - picture) <= 1).all()


def test_another_model_has_another_fingerprint():
    file = dict(load().file)
    file["steps"] = file["steps"] + 1
    assert PictureModel.unpacked(file).fingerprint != load().fingerprint


def test_the_weights_are_small():
    path = picturemodel.FOLDER.parent / "weights" / "medical-codec.npz"
    assert path.stat().st_size < 2_000_000
