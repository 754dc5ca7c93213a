import xml.etree.ElementTree as ET

import pytest

from ee376a.story.creatures import LAMPS, noise, theseus
from ee376a.story.drawing import picture


def drawn(art: str) -> str:
    ET.fromstring(picture("f", (100, 100), "t", "d", art))
    return art


@pytest.mark.parametrize("lit", range(LAMPS + 1))
def test_as_many_lamps_are_lit_as_told(lit: int) -> None:
    art = drawn(theseus(lit, (0, 0)))
    assert art.count("#fffbd6") == lit
    assert art.count("#4a2c22") == LAMPS - lit


@pytest.mark.parametrize("lit", [-1, LAMPS + 1])
def test_he_has_eight_lamps(lit: int) -> None:
    with pytest.raises(ValueError, match=f"{lit}"):
        theseus(lit, (0, 0))


def test_yes_and_no_look_different() -> None:
    acts = {drawn(theseus(8, (0, 0), act=act)) for act in ("stand", "squeak", "spin", "dizzy")}
    assert len(acts) == 4


def test_the_gull_has_his_ways() -> None:
    acts = ("stand", "sleep", "fly", "swoop", "burst", "peek")
    assert len({drawn(noise(act, (0, 0))) for act in acts}) == len(acts)
    for act in acts:
        assert noise(act, (0, 0), goggles=True) != noise(act, (0, 0))
        assert "<i/>" in noise(act, (0, 0), prop="<i/>")
    assert noise("stand", (0, 0), open_beak=True) != noise("stand", (0, 0))


def test_he_knows_no_other_way() -> None:
    with pytest.raises(ValueError, match="'swim'"):
        noise("swim", (0, 0))
