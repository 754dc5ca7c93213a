import gzip
import re
import xml.etree.ElementTree as ET
import zlib

import pytest

from ee376a.story import pictures
from ee376a.story.book import pages
from ee376a.story.numbers import LANTERNS
from ee376a.story.palette import LATE, MORNING, Light
from ee376a.story.props.lanterns import BLUE, RED, YELLOW, lantern
from ee376a.story.scenes import SCENES
from ee376a.story.scenes.attic_games import AFTERNOON

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [number for number in pictures.PICTURES if pages()[number - 1].kind != "painting"]
LARGEST = 120_000


def test_every_page_has_its_picture() -> None:
    assert set(SCENES) == set(DRAWN)
    for page in pages():
        assert pictures.draw(page.number)


@pytest.mark.parametrize("number", DRAWN)
def test_a_picture_is_whole(number: int) -> None:
    svg = pictures.draw(number)
    root = ET.fromstring(svg)
    width, height = pictures.size(number)
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert root.get("width") is root.get("height") is None
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert pages()[number - 1].alt in root[1].text
    assert len(svg.encode()) < LARGEST


@pytest.mark.parametrize("number", DRAWN)
def test_a_picture_is_plain_shapes(number: int) -> None:
    root = ET.fromstring(pictures.draw(number))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg", "title", "desc", "defs", "g", "path", "use",
        "linearGradient", "radialGradient", "stop", "clipPath",
    }  # fmt: skip
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    assert all(name.startswith(f"page{number:02d}-") for name in names)
    asked = re.findall(r'(?:url\(#|href="#)([^")]+)', pictures.draw(number))
    assert set(asked) <= set(names)
    assert not re.findall(
        r"nan|inf|None|\x00|~", re.sub("<desc.*?</desc>", "", pictures.draw(number))
    )


def test_it_is_always_the_same_picture() -> None:
    for number in (1, 7, 18):
        assert pictures.draw.__wrapped__(number) == pictures.draw(number)


def test_the_book_is_light_enough_for_the_web() -> None:
    drawings = [pictures.draw(number).encode() for number in DRAWN]
    assert sum(map(len, drawings)) < 2_500_000
    assert sum(len(gzip.compress(drawing)) for drawing in drawings) < 700_000


def test_both_halves_of_a_spread_are_one_picture() -> None:
    left = [page.number for page in pages() if page.kind == "left"]
    assert left
    for number in left:
        assert pictures.size(number) == (2000, 860)
        assert pictures.draw(number) == pictures.draw(number + 1)
        assert pages()[number].alt in ET.fromstring(pictures.draw(number))[1].text


@pytest.mark.parametrize("number", [0, 41])
def test_there_is_no_other_page(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number}"):
        pictures.draw(number)


def hung(number: int, light: Light, colour: str, lit: bool) -> int:
    """Count the lanterns of one kind on a page."""
    name = f"page{number:02d}-{zlib.crc32(lantern(light, colour, lit).encode()):x}"
    return pictures.draw(number).count(f'href="#{name}"')


def test_lanterns_are_as_many_as_the_story_says() -> None:
    assert hung(6, MORNING, YELLOW, True) == 5 + 1  # in a row, and the one that comes out
    assert hung(7, MORNING, YELLOW, False) == LANTERNS["yellow"]
    assert hung(7, MORNING, RED, True) == LANTERNS["red"]
    assert hung(8, MORNING, YELLOW, True) == hung(8, MORNING, BLUE, True) == 4


@pytest.mark.parametrize(
    ("number", "lit", "light"),
    [
        (2, 8, MORNING),
        (13, 6, AFTERNOON),
        (14, 4, AFTERNOON),
        (15, 2, None),
        (18, 2, LATE),
        (20, 1, LATE),
    ],
)
def test_lamps_are_as_many_as_answers_are_left(number: int, lit: int, light: Light | None) -> None:
    glow = light.on("#fffbd6") if light else "#fffbd6"
    out = light.on("#4a2c22") if light else "#4a2c22"
    svg = pictures.draw(number)
    assert svg.count(f'fill="{glow}"') == lit
    assert svg.count(f'fill="{out}"') == 8 - lit
