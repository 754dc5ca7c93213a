import xml.etree.ElementTree as ET

import pytest

from ee376a.story import sheets


def test_four_heads_are_drawn() -> None:
    drawings = {sheets.head(who) for who in ("shannon", "claude", "noise", "theseus")}
    assert len(drawings) == 4
    for drawing in drawings:
        assert ET.fromstring(drawing).get("viewBox") == "0 0 200 200"


@pytest.mark.parametrize("who", ["shannon", "claude"])
def test_a_sheet_has_six_poses_and_six_moods(who: str) -> None:
    assert len(set(sheets.POSES)) == len(set(sheets.MOODS)) == 6
    desc = ET.fromstring(sheets.sheet(who))[1].text
    assert all(word in desc for word in (*sheets.POSES, *sheets.MOODS))


def test_nobody_else_has_one() -> None:
    with pytest.raises(ValueError, match="'mum'"):
        sheets.head("mum")
    with pytest.raises(ValueError, match="'noise'"):
        sheets.sheet("noise")
