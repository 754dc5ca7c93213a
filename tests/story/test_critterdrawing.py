"""Critters on paper look as the questions say."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from ee376a.entropy.critters import CRITTERS, Critter
from ee376a.story.critterdrawing import draw


@pytest.mark.parametrize("critter", CRITTERS, ids=lambda critter: critter.name)
def test_what_is_asked_can_be_seen(critter: Critter) -> None:
    drawn = [element.attrib for element in ElementTree.fromstring(draw(critter))]
    fills = [element["fill"] for element in drawn]
    assert fills.count("#241c38") == critter.eyes
    assert ("#c3312f" in fills) == ("hat" in critter.extras)
    assert ("#fff3d6" in fills) == ("horns" in critter.extras)
    assert ("#5a1d34" in fills) == ("teeth" in critter.extras)
    widths = [element.get("stroke-width") for element in drawn]
    assert ("6" in widths) == ("tail" in critter.extras)


def test_each_critter_is_its_own() -> None:
    assert len({draw(critter) for critter in CRITTERS}) == 16
