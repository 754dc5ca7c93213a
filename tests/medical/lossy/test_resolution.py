import numpy as np
import pytest

from ee376a.medical.lossy.resolution import double, halve


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (7, 8), (33, 50)])
def test_doubling_gives_the_shape_back(shape):
    picture = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    small = halve(picture)
    assert small.shape == tuple(-(-side // 2) for side in shape)
    assert double(small, shape).shape == shape


def test_what_is_smooth_comes_back():
    rows, columns = np.mgrid[:64, :80]
    smooth = np.rint(128 + 60 * np.sin(rows / 9) + 50 * np.cos(columns / 11)).astype(np.uint8)
    again = double(halve(smooth), smooth.shape)
    assert np.abs(again.astype(int) - smooth)[4:-4, 4:-4].max() <= 1


def test_a_flat_picture_stays_flat_up_to_the_ends_of_the_scale():
    for grey in (0, 77, 255):
        flat = np.full((9, 10), grey, np.uint8)
        assert (double(halve(flat), flat.shape) == flat).all()


def test_turning_the_picture_turns_the_result():
    picture = np.random.default_rng(2).integers(0, 256, (16, 12), dtype=np.uint8)
    for turn in (np.flipud, np.fliplr):
        assert (double(turn(picture), (32, 24)) == turn(double(picture, (32, 24)))).all()
