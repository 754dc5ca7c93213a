"""L1, L2 and SSIM: their laws, and SSIM beside a slow one written out from the paper."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.medical.similarity import l1, l2, mse, psnr, ssim, straws


def pair(seed: int, side: int = 12) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    rng = np.random.default_rng(seed)
    one = rng.integers(0, 256, (side, side), np.uint8)
    noise = rng.normal(0, 30, one.shape)
    return one, np.clip(one + noise, 0, 255).astype(np.uint8)


@given(st.integers(0, 2**32 - 1))
def test_laws(seed: int) -> None:
    (one, other), (third, _) = pair(seed), pair(seed + 1)
    for distance in (l1, l2):
        assert distance(one, one) == 0
        assert distance(one, other) == distance(other, one)
        assert distance(one, third) <= distance(one, other) + distance(other, third) + 1e-6
    assert l2(one, other) <= l1(one, other) <= 12 * l2(one, other) + 1e-6
    assert mse(one, other) == pytest.approx(l2(one, other) ** 2 / 144)
    assert ssim(one, one) == pytest.approx(1)
    assert ssim(one, other) == pytest.approx(ssim(other, one))
    assert ssim(one, other) <= 1


def test_psnr_of_a_known_error() -> None:
    assert psnr(np.zeros((4, 4)), np.full((4, 4), 25.5)) == pytest.approx(20)
    assert psnr([[0]], [[1]], top=10) == pytest.approx(20)


@pytest.mark.parametrize("window", [None, 5])
def test_ssim_is_that_of_the_paper(window: int | None) -> None:
    one, other = (p.astype(float) for p in pair(7, 16))
    side = window or 11
    y = np.arange(side) - side // 2
    weights = (
        np.exp(-(y[:, None] ** 2 + y**2) / (2 * 1.5**2))
        if window is None
        else np.ones((side, side))
    )
    weights = weights / weights.sum()
    values = []
    for r in range(17 - side):
        for c in range(17 - side):
            a, b = one[r : r + side, c : c + side], other[r : r + side, c : c + side]
            ma, mb = (weights * a).sum(), (weights * b).sum()
            va, vb = (weights * (a - ma) ** 2).sum(), (weights * (b - mb) ** 2).sum()
            v = (weights * (a - ma) * (b - mb)).sum()
            c1, c2 = 2.55**2, 7.65**2
            values.append(
                (2 * ma * mb + c1) * (2 * v + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))
            )
    assert ssim(one, other, window=window) == pytest.approx(np.mean(values), abs=1e-9)


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="second: shape"):
        straws(np.zeros((2, 2)), np.zeros((2, 3)))
    with pytest.raises(ValueError, match="first: shape"):
        l1(np.zeros((0, 2)), np.zeros((0, 2)))
    with pytest.raises(ValueError, match="window: 4 given"):
        ssim(np.zeros((8, 8)), np.zeros((8, 8)), window=4)
    with pytest.raises(ValueError, match="at least 11 x 11"):
        ssim(np.zeros((8, 8)), np.zeros((8, 8)))
