import numpy as np
import pytest

from ee376a.panopticon.geometry import FAITHFUL, ROBUST
from ee376a.panopticon.masks import KNOWN, RESOLUTION, masks, mixing


@pytest.mark.parametrize(("robust", "layout"), [(False, FAITHFUL), (True, ROBUST)])
def test_labels_have_the_areas_of_the_triangles(robust, layout) -> None:
    canvas = masks(robust)
    assert canvas.framed == robust
    counts = np.bincount(canvas.labels.ravel(), minlength=canvas.count)[canvas.first_triangle :]
    a, b, c = layout.triangles().transpose(1, 2, 0)
    area = 0.5 * np.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
    np.testing.assert_allclose(counts / RESOLUTION**2, area, rtol=0.13)
    x, y = (layout.triangles().mean(axis=1) * RESOLUTION).astype(int).T
    assert (canvas.labels[y, x] == canvas.first_triangle + np.arange(len(x))).all()
    assert len(canvas.centres) == canvas.count - len(KNOWN)


def test_a_blurred_edge_is_the_gaussian_integral() -> None:
    canvas = masks(True)
    # the left edge of the ring, 0.8 inch in: a white cell lies between 4 and 5 inches down or so
    column = canvas.labels[:, RESOLUTION]
    white = np.flatnonzero(column == KNOWN.index("white"))
    middle = (white[: int(2 * RESOLUTION)].mean() + 0.5) / RESOLUTION
    points = np.array([[0.8 + step, middle] for step in (-0.1, 0, 0.1)])
    weights = mixing(canvas, points, np.broadcast_to(10 * np.eye(2), (3, 2, 2)), 1.0)
    black = np.asarray(weights[:, 0].todense()).ravel()
    np.testing.assert_allclose(black, [0.84, 0.5, 0.16], atol=0.05)


def test_what_lies_outside_is_missing_from_the_sum() -> None:
    weights = mixing(masks(True), np.array([[0.0, 28.0]]), 10 * np.eye(2)[None], 4.0)
    assert weights.sum() == pytest.approx(0.5, abs=0.1)
