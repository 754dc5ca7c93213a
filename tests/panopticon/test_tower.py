import pytest

from ee376a.panopticon.geometry import FAITHFUL, ROBUST
from ee376a.panopticon.painting import INKS
from ee376a.panopticon.tower import tower


@pytest.mark.parametrize("layout", [FAITHFUL, ROBUST])
def test_the_tower_stays_in_its_gap(layout) -> None:
    outline = layout.tower()
    for points, paint in tower(layout):
        assert paint in INKS
        assert (points >= outline.min(axis=0) - 1e-9).all()
        assert (points <= outline.max(axis=0) + 1e-9).all()


def test_a_lamp_is_lit() -> None:
    assert sum(shape.paint == "light" for shape in tower(FAITHFUL)) == 8
