import numpy as np
import pytest

from ee376a.medical.lossless.neighbourhood import INPUTS, end_line, look, mean_grey, new_known, put

RNG = np.random.default_rng(5)
PICTURE = RNG.integers(40, 90, (12, 20)).astype(np.uint8)


def seen_before(picture, row, column, mean=60):
    known, seen = new_known(picture.shape[1], mean), np.zeros(INPUTS, np.float32)
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            look(known, x, seen)
            if (y, x) == (row, column):
                return seen.copy(), known
            put(known, x, seen, int(picture[y, x]))
        end_line(known)
    raise AssertionError


def test_neighbours_by_distance_relative_to_the_mean_and_the_contrast():
    row, column = 9, 11
    seen, known = seen_before(PICTURE, row, column)
    places = [
        (dy, dx)
        for dy in range(-6, 1)
        for dx in range(-6, 7)
        if (dy, dx) < (0, 0) and dy * dy + dx * dx <= 36
    ]
    places.sort(key=lambda place: (place[0] ** 2 + place[1] ** 2, place))
    grey = np.array([float(PICTURE[row + dy, column + dx]) for dy, dx in places])
    share = np.array([1 / (dy * dy + dx * dx) for dy, dx in places[:6]])
    off = grey - grey[:6] @ share / share.sum()
    contrast = np.sqrt((off[:22] ** 2).mean() + 0.25)
    assert len(places) == 56
    assert np.allclose(seen[:56], off / contrast, atol=1e-5)
    assert known.now[1] == pytest.approx(contrast, rel=1e-5)


def test_only_what_was_read_before_is_seen():
    before, _ = seen_before(PICTURE, 6, 10)
    other = PICTURE.copy()
    other[6, 10:] = 255
    other[7:] = 0
    assert np.array_equal(seen_before(other, 6, 10)[0], before)
    other[6, 9] ^= 1
    assert not np.array_equal(seen_before(other, 6, 10)[0], before)


@pytest.mark.parametrize("place", [(0, 0), (0, 19), (5, 0), (11, 19)])
def test_beyond_the_margin_the_nearest_pixels_go_on(place):
    row, column = place
    seen, known = seen_before(PICTURE, row, column)
    assert np.isfinite(seen).all()
    # Of the nearest two: above, then left.
    above = PICTURE[row - 1, column] if row else 60
    left = PICTURE[row, column - 1] if column else above
    mean, contrast = known.now[0], known.now[1]
    assert seen[0] * contrast + mean == pytest.approx(float(above), abs=1e-3)
    assert seen[1] * contrast + mean == pytest.approx(float(left), abs=1e-3)


def test_a_flat_picture_gives_nothing():
    seen, known = seen_before(np.full((8, 8), 60, np.uint8), 7, 7)
    assert np.abs(seen[:60]).max() < 1e-4
    assert mean_grey(known) == pytest.approx(60, abs=1e-4)


def test_errors_are_those_of_the_linear_prediction():
    known, seen = new_known(20, 60), np.zeros(INPUTS, np.float32)
    for column in range(20):
        look(known, column, seen)
        predicted = mean_grey(known)
        put(known, column, seen, int(PICTURE[0, column]))
        assert known.errors[6, column + 6] == np.float32(PICTURE[0, column] - predicted)
    assert known.past[:, 1].sum() > 10
    assert 0 <= mean_grey(known) <= 255
