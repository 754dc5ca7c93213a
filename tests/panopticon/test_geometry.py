import numpy as np
import pytest

from ee376a.panopticon.geometry import CANVAS, FAITHFUL, GAP, ROBUST, ROWS, Layout, crossing


def area(polygons):
    x, y = polygons[..., 0], polygons[..., 1]
    return 0.5 * (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)


def test_counts() -> None:
    assert FAITHFUL.quads().shape == (396, 4, 2)
    assert FAITHFUL.triangles().shape == (1584, 3, 2)
    assert (FAITHFUL.capacity, ROBUST.capacity) == (528, 506)
    assert len(GAP) == ROWS + 1


@pytest.mark.parametrize("layout", [FAITHFUL, ROBUST])
def test_triangles_fill_their_quadrilaterals_clockwise(layout) -> None:
    parts, whole = area(layout.triangles()), area(layout.quads())
    assert (parts > 0.2).all()  # clockwise, y being down, and none too small to paint
    np.testing.assert_allclose(parts.reshape(-1, 4).sum(axis=1), whole)


@pytest.mark.parametrize("layout", [FAITHFUL, ROBUST])
def test_all_lies_on_the_canvas_and_is_symmetric(layout) -> None:
    quads = layout.quads()
    assert quads.min() > layout.border
    assert (quads.max(axis=(0, 1)) < np.array(CANVAS) - layout.border).all()
    mirrored = np.sort((CANVAS[0] - quads[..., 0]).ravel())
    np.testing.assert_allclose(mirrored, np.sort(quads[..., 0].ravel()), atol=1e-9)


def test_reading_order() -> None:
    top, right, bottom, left = FAITHFUL.triangles()[:4].mean(axis=1)
    assert top[1] < left[1] < bottom[1]
    assert left[0] < top[0] < right[0]
    centres = FAITHFUL.quads().mean(axis=1).reshape(18, 22, 2)
    assert (np.diff(centres[:, :, 0], axis=1) > 0).all()
    assert (np.diff(centres[:, :, 1], axis=0) > 0).all()


def test_rings_are_parabolas_and_cells_of_equal_angles() -> None:
    x, y = FAITHFUL.vertices()[1, 0].T  # the upper edge, where the tower takes nothing
    tangent = (x - 33) / (33 - FAITHFUL.border) / 3
    np.testing.assert_allclose(np.diff(np.arctan(tangent)), np.arctan(1 / 3) / 11)
    np.testing.assert_allclose((28 - y) / (1 + tangent**2), (28 - y[0]))


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="border: -1"):
        Layout(border=-1)
    with pytest.raises(ValueError, match="corner: 5"):
        Layout(corner=5)
    square = np.array([[[0.0, 0], [4, 0], [4, 2], [0, 2]]])
    assert crossing(square).tolist() == [[[2.0, 1.0]]]
