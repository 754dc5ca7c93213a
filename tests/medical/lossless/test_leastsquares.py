import numpy as np
import pytest

from ee376a.medical.lossless.leastsquares import learn, new_least_squares, predict

FORGETTING, RIDGE = 0.9995, 30.0


def taught(near, targets):
    state = new_least_squares(near.shape[1])
    for some, target in zip(near, targets, strict=True):
        learn(state, some, predict(state, some), target)
    return state


@pytest.mark.parametrize("pixels", [16, 160, 1600])
def test_the_weights_are_the_ridge_regression_of_all_so_far(pixels):
    rng = np.random.default_rng(pixels)
    near = rng.standard_normal((pixels, 5)).astype(np.float32)
    targets = near @ np.array([0.9, -0.4, 0.2, 0.0, 0.1]) + 0.1 * rng.standard_normal(pixels)
    # None of them surprises so much that it would be cut.
    importance = FORGETTING ** np.arange(pixels - 1, -1, -1)
    products = (near.T * importance) @ near.astype(float) + RIDGE * np.eye(5)
    expected = np.linalg.solve(products, (near.T * importance) @ targets)
    assert np.allclose(taught(near, targets).weights, expected, atol=1e-6)


def test_nothing_is_solved_before_its_time():
    state = taught(np.ones((15, 3), np.float32), np.ones(15))
    assert not state.weights.any()


def test_what_surprises_much_counts_as_if_it_surprised_less():
    near = np.ones((16, 1), np.float32)
    assert np.array_equal(
        taught(near, np.full(16, 4.0)).weights, taught(near, np.full(16, 1e9)).weights
    )


def test_predictions_stay_within_bounds():
    state = new_least_squares(2)
    state.weights[:] = 100
    assert predict(state, np.array([1, 1], np.float32)) == 8
    assert predict(state, np.array([-1, 0], np.float32)) == -8


def test_pixels_that_are_all_alike_do_no_harm():
    state = taught(np.zeros((5000, 4), np.float32), np.zeros(5000))
    assert np.isfinite(state.root).all()
    assert not state.weights.any()
