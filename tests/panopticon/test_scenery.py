import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.panopticon.scenery import GAMMA, Background, backdrop, illumination, occluders


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.01, 0.9))
def test_the_blob_is_one_piece_of_just_the_area(seed: int, fraction: float) -> None:
    hidden = occluders((132, 112), 8, fraction, 0, rng(seed))[8:-8, 8:-8, 3] > 0
    assert hidden.mean() == pytest.approx(fraction, abs=1 / hidden.size)
    sizes = cv2.connectedComponentsWithStats(hidden.astype(np.uint8), connectivity=8)[2][1:, -1]
    # Single pixels may come off at the rim where it is drawn pixel by pixel.
    assert sizes.max() >= 0.99 * sizes.sum()


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10_000), st.floats(0.01, 0.5))
def test_spots_hide_the_area_to_the_last_spot(seed: int, fraction: float) -> None:
    hidden = occluders((330, 280), 20, 0, fraction, rng(seed))[20:-20, 20:-20, 3] > 0
    largest = np.pi * (0.02 * np.sqrt(330 * 280) + 1) ** 2 / hidden.size
    assert fraction - 1e-3 <= hidden.mean() <= fraction + largest


def test_nothing_is_hidden_unless_asked() -> None:
    assert not occluders((66, 56), 4, 0, 0, rng()).any()


def test_blob_and_spots_have_many_colours() -> None:
    for occlusion, scatter in ((0.3, 0), (0, 0.3)):
        cover = occluders((330, 280), 0, occlusion, scatter, rng(1))
        colours = np.unique(cover[cover[..., 3] > 0][:, :3], axis=0)
        assert len(colours) >= 6


def test_symbols_of_one_area_get_blobs_of_one_shape() -> None:
    wide, square = (occluders(s, 0, 0.1, 0, rng(20)) for s in ((660, 560), (608, 608)))
    counts = [np.unique(c[c[..., 3] > 0][:, :3], axis=0).tolist() for c in (wide, square)]
    assert counts[0] == counts[1]


def test_a_scene_takes_the_same_numbers_at_every_strength() -> None:
    after = set()
    kinds: list[Background] = ["flat", "texture", "clutter"]
    for kind, strength in zip(kinds, (0, 0.2, 0.4), strict=True):
        generator = rng(5)
        occluders((66, 56), 4, strength, strength, generator)
        backdrop(64, kind, generator)
        illumination(64, 1 + strength, strength, generator)
        after.add(generator.random())
    assert len(after) == 1


def test_a_backdrop_is_flat_or_smooth_or_cluttered() -> None:
    steps = {}
    kinds: list[Background] = ["flat", "texture", "clutter"]
    for kind in kinds:
        wall = backdrop(300, kind, rng(6))
        assert wall.shape == (300, 300, 3)
        assert wall.min() >= 0
        assert wall.max() <= 255
        steps[kind] = np.abs(np.diff(wall, axis=0)).max()
    assert steps["flat"] < 1e-3 < steps["texture"] < 20 < steps["clutter"]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.floats(1, 100), st.floats(0, 0.9))
def test_light_and_cast_have_their_strengths(seed: int, light: float, cast: float) -> None:
    gain = illumination(200, light, cast, rng(seed)).astype(float)
    lit = gain.max(axis=2)
    assert (lit.max() / lit.min()) ** GAMMA == pytest.approx(light, rel=0.02)
    assert gain.max() == pytest.approx(1, abs=0.01)
    ratios = gain.reshape(-1, 3).min(axis=1) / gain.reshape(-1, 3).max(axis=1)
    assert ratios == pytest.approx(np.full(ratios.shape, 1 - cast), abs=1e-5)
