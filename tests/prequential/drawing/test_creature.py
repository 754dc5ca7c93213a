"""Creatures that are twelve numbers."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from ee376a.prequential.drawing.creature import CREATURES, PARTS, between, svg


def test_the_ends_of_a_way_are_the_creatures() -> None:
    for a, b in pairwise(CREATURES.values()):
        assert between(a, b, 0) == a
        assert between(a, b, 1) == pytest.approx(b)
        assert svg(between(a, b, 0.5)) not in (svg(a), svg(b))


def test_each_number_changes_the_drawing() -> None:
    for place in range(len(PARTS)):
        middle = [0.5] * len(PARTS)
        middle[place] = 1.0
        assert svg(tuple(middle)) != svg((0.5,) * len(PARTS))


def test_a_drawing_is_whole_and_within_its_frame() -> None:
    for creature in CREATURES.values():
        assert all(0 <= number <= 1 for number in creature)
        for shape in ElementTree.fromstring(svg(creature)).iter():
            if "cx" in shape.attrib and float(shape.attrib["cx"]):
                assert 0 <= float(shape.attrib["cx"]) <= 200
                assert 0 <= float(shape.attrib["cy"]) <= 200
    with pytest.raises(ValueError, match="creature"):
        svg((0.5,))
