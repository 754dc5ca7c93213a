"""Pictures of other kinds: all can be read from the installed wheel, and none is blank."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.modalities import SOURCES, read


@pytest.mark.parametrize("name", SOURCES)
def test_a_picture_is_square_grey_and_not_blank(name: str) -> None:
    picture = read(name)
    assert picture.shape == (128, 128)
    assert picture.dtype == np.uint8
    assert np.ptp(picture) > 100
    assert (read(name, 64) != 0).any()


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="name: 'dog' given, one of cell"):
        read("dog")
    with pytest.raises(ValueError, match="side: 100 given, a divisor of 512 allowed"):
        read("cell", 100)
