"""Spoiling: nothing at strength 0, more with strength, and to a wanted error."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.distortions import DISTORTIONS, at_rmse, distort
from ee376a.medical.modalities import read
from ee376a.medical.similarity import mse

PICTURE = read("cat", 64)


@pytest.mark.parametrize("kind", DISTORTIONS)
def test_error_grows_from_nothing(kind: str) -> None:
    errors = [
        mse(PICTURE, distort(PICTURE, kind, s, np.random.default_rng(1))) for s in (0, 0.2, 0.8)
    ]
    assert errors[0] <= 1.5  # a sticker has at least one pixel
    assert errors[0] < errors[1] < errors[2]
    again = distort(PICTURE, kind, 0.8, np.random.default_rng(1))
    assert mse(PICTURE, again) == errors[2]


@pytest.mark.parametrize("kind", ["brighter", "flatter", "grainy", "blurred", "sprinkled"])
def test_an_error_can_be_ordered(kind: str) -> None:
    assert mse(PICTURE, at_rmse(PICTURE, kind, 12)) ** 0.5 == pytest.approx(12, abs=0.6)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="kind: 'eaten' given"):
        distort(PICTURE, "eaten", 0.5, np.random.default_rng())
    with pytest.raises(ValueError, match=r"strength: 1\.5 given"):
        distort(PICTURE, "darker", 1.5, np.random.default_rng())
    with pytest.raises(ValueError, match="rmse: -3 given, 0 or more"):
        at_rmse(PICTURE, "brighter", -3)
    with pytest.raises(ValueError, match="rmse: 200 given, at most"):
        at_rmse(PICTURE, "brighter", 200)
