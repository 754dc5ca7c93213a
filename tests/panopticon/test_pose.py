import cv2
import numpy as np

from ee376a.panopticon.masks import masks
from ee376a.panopticon.pose import Pose, View, fit, light_basis

POSE = Pose(np.array([[9.0, 0.5, 40], [-0.4, 8.5, 60], [1e-4, 2e-4, 1]]), 0.05, (800, 700))


def test_jacobian_differentiates_project() -> None:
    points = np.array([[5.0, 6], [60, 50]])
    step = np.array([1e-3, 0])
    slope = (POSE.project(points + step) - POSE.project(points - step)) / 2e-3
    np.testing.assert_allclose(POSE.jacobian(points)[:, :, 0], slope, rtol=1e-3, atol=1e-4)


def test_lens_is_the_distance_without_distortion() -> None:
    straight = Pose(POSE.homography, 0.0, POSE.size)
    middle = (np.array(POSE.size) - 1) / 2
    points = np.array([[5.0, 6], [60, 50]])
    bent = POSE.project(points) - middle
    radius = (bent**2).sum(axis=1, keepdims=True) / 400**2
    np.testing.assert_allclose(
        bent * (1 + 0.05 * radius), straight.project(points) - middle, atol=0.05
    )


def test_fit_finds_a_shifted_and_shaded_picture() -> None:
    rng = np.random.default_rng(2)
    points = masks(True).points
    truth = Pose(np.array([[9.0, 0, 40], [0, 9, 60], [0, 0, 1]]), 0.0, (700, 640))
    flat = cv2.GaussianBlur(rng.uniform(0, 255, (640, 700, 3)).astype(np.float32), (0, 0), 8)
    flat = 128 + 12 * (flat - flat.mean())
    expected = View(flat, 0.0).sample(truth.project(points))
    shade = np.linspace(1, 0.5, 700, dtype=np.float32)[None, :, None]
    shift = np.array([[0.02, 0, 3], [0, 0, -2], [0, 0, 0]])
    moved = Pose(truth.homography + shift, 0.0, truth.size)
    found = fit(View(flat * shade, 0.0), moved, points, expected, np.ones(len(points)))
    corners = np.array([[2.0, 2], [64, 54]])
    error = np.abs(found.pose.project(corners) - truth.project(corners)).max()
    assert error < 0.2
    assert found.explained > 0.98
    light = (light_basis(np.array([[0.0, 28], [66, 28]])) @ found.light)[:, 0]
    assert light[0] > 1.5 * light[1]
