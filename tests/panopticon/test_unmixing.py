import numpy as np
from scipy import sparse

from ee376a.panopticon.unmixing import unmix


def test_mixed_colours_are_told_apart() -> None:
    rng = np.random.default_rng(3)
    n = 60
    palette = np.broadcast_to(rng.uniform(0, 255, (8, 3)), (n, 8, 3)).copy()
    digits = rng.integers(0, 8, n)
    # each sample sees a patch and much of its neighbours
    near = np.abs(np.arange(3 * n)[:, None] / 3 - np.arange(n))
    weights = np.exp(-(near**2) / 2)
    matrix = sparse.csr_matrix(weights / weights.sum(axis=1, keepdims=True))
    seen = matrix @ palette[np.arange(n), digits] + rng.normal(0, 1, (3 * n, 3))
    found = unmix(matrix, seen, np.ones(3 * n), palette)
    assert np.array_equal(found.digits, digits)
    assert (found.costs[np.arange(n), digits] == 0).all()
    assert np.sort(found.costs, axis=1)[:, 1].min() > 10
    assert found.colours.shape == (n, 3)


def test_what_is_not_seen_costs_nothing() -> None:
    palette = np.arange(24.0).reshape(1, 8, 3).repeat(2, axis=0)
    matrix = sparse.csr_matrix(np.array([[1.0, 0.0]]))
    found = unmix(matrix, palette[:1, 4], np.ones(1), palette)
    assert found.digits[0] == 4
    assert not found.costs[1].any()
