import numpy as np
import pytest

from ee376a.panopticon.explaining import explain
from ee376a.panopticon.frame import length_digits
from ee376a.panopticon.painting import paint
from ee376a.panopticon.photo import Photo, camera, photograph
from ee376a.panopticon.pose import Pose


def test_a_blurred_photo_is_explained() -> None:
    photo = Photo(blur=5, noise=3, scale=0.6)
    painted = paint("How do you know?", robust=True, palette_name="okabe-ito")
    seen = photograph(painted.pixels(), photo, np.random.default_rng(5))
    homography = camera(photo, np.random.default_rng(5)) @ np.diag([1 / 66, 1 / 56, 1])
    first = next(explain(seen, Pose(homography, 0.0, (600, 600)), robust=True))
    assert first.blur == pytest.approx(3, abs=0.7)
    assert first.palette.name == "okabe-ito"
    told, digits = np.split(first.unmixed.digits, [21])
    assert np.array_equal(told, length_digits(16))
    assert (digits != painted.digits).mean() < 0.02
    assert first.residual.shape == (380,)


def test_a_wrong_place_is_not() -> None:
    grey = np.full((560, 660, 3), 128, np.uint8)
    assert not list(explain(grey, Pose(np.diag([10.0, 10, 1]), 0.0, (660, 560)), robust=True))
