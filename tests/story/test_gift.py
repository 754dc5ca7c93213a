"""The painting for the reader, as it is drawn."""

from __future__ import annotations

from xml.etree import ElementTree

from ee376a.panopticon import painting
from ee376a.story.gift import PLACE, draw
from ee376a.story.numbers import GIFT


def test_every_triangle_is_there_in_its_colour() -> None:
    drawn = ElementTree.fromstring(draw())
    polygons = [element for element in drawn if element.tag.endswith("polygon")]
    expected = painting.paint(GIFT).shapes()
    assert [p.attrib["fill"] for p in polygons] == [colour for _, colour in expected]
    left, top, width, height = PLACE
    for polygon in polygons:
        points = [tuple(map(float, pair.split(","))) for pair in polygon.attrib["points"].split()]
        assert all(left <= x <= left + width and top <= y <= top + height for x, y in points)


def test_it_hangs_in_the_middle_and_in_proportion() -> None:
    left, top, width, height = PLACE
    assert 2 * left + width == 1000
    assert 2 * top + height < 862
    assert width / height == 66 / 56
