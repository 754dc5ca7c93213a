import cv2
import numpy as np
import pytest

from ee376a.panopticon.finding import guesses, likeness
from ee376a.panopticon.painting import paint
from ee376a.panopticon.photo import Photo, camera, photograph
from ee376a.panopticon.pose import Pose


@pytest.mark.parametrize("robust", [False, True])
@pytest.mark.parametrize("photo", [Photo(tilt=40), Photo(blur=4)])
def test_the_best_guess_is_near_the_truth(photo, robust) -> None:
    picture = paint("Where am I?", robust=robust).pixels()
    seen = photograph(picture, photo, np.random.default_rng(4))
    grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
    found = list(guesses(seen, robust=robust))
    best = max(found, key=lambda pose: likeness(grey, pose, robust=robust))
    homography = camera(photo, np.random.default_rng(4)) @ np.diag([1 / 66, 1 / 56, 1])
    truth = Pose(homography, 0.0, (1000, 1000))
    corners = np.array([[1.0, 1], [65, 1], [65, 55], [1, 55]])
    assert np.abs(best.project(corners) - truth.project(corners)).max() < 8
    assert likeness(grey, truth, robust=robust) > (0.9 if robust else 0.4)


def test_upside_down_is_unlike() -> None:
    grey = cv2.cvtColor(paint("Up?", robust=True).pixels(660), cv2.COLOR_RGB2GRAY)
    upright = Pose(np.diag([10.0, 10, 1]), 0.0, (660, 560))
    turned = Pose(np.array([[-10.0, 0, 659], [0, -10, 559], [0, 0, 1]]), 0.0, (660, 560))
    assert likeness(grey, upright, robust=True) > 0.9
    assert likeness(grey, turned, robust=True) < 0.4
