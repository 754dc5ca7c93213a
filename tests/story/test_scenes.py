"""What the pictures from page 21 on must show, counted in the drawings themselves."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest

from ee376a.panopticon.painting import paint
from ee376a.panopticon.palettes import PAINTER
from ee376a.story.creatures import theseus
from ee376a.story.drawing import picture
from ee376a.story.numbers import BOATS, CARDS, SECRET
from ee376a.story.palette import LAMPLIGHT, LATE, Light, lit
from ee376a.story.pictures import draw
from ee376a.story.props import papers
from ee376a.story.props.walrus import sun_hat, walrus
from ee376a.story.scenes import SCENES, guards, the_light
from ee376a.story.scenes.telephone import names

SVG = "{http://www.w3.org/2000/svg}"


def laid(number: int) -> Counter[bool]:
    """Count the light and the dark cards that are laid out on a page."""
    root = ET.fromstring(draw(number))
    dark: dict[str, bool] = {}
    for light in (LAMPLIGHT, guards.BRIGHT):
        for kind in (False, True):
            for flat in (1, 0.62):
                size = 112 if flat == 1 else 92
                art = picture("x", (1, 1), "x", "x", papers.card(light, kind, size, flat))
                first = re.findall(r'<path d="[^"]*" fill="#\w+"/>', art)[0]
                for group in root.iter(f"{SVG}g"):
                    if group.get("id") and plain(first) in plain(ET.tostring(group, "unicode")):
                        dark[f"#{group.get('id')}"] = kind
    uses = [dark[href] for use in root.iter(f"{SVG}use") if (href := use.get("href", "")) in dark]
    return Counter(uses)


def plain(art: str) -> str:
    return re.sub(r"\s*/?>|ns0:| xmlns:?\w*=\"[^\"]*\"", "", art)


def lamps(number: int, light: Light) -> int:
    """Count the lit lamps on the tin mouse's side."""
    one = lit(theseus(1, (0, 0)), light)
    none = lit(theseus(0, (0, 0)), light)
    fills = Counter(re.findall(r'fill="(#\w+)" stroke="#\w+" stroke-width="1.2"', one))
    fills -= Counter(re.findall(r'fill="(#\w+)" stroke="#\w+" stroke-width="1.2"', none))
    (bright,) = fills
    return len(re.findall(rf'fill="{bright}" stroke="#\w+" stroke-width="1.2"', draw(number)))


def test_the_guards_make_every_row_and_column_even() -> None:
    square = guards.square()
    assert (square[:4, :4] == CARDS).all()
    assert not (square.sum(axis=0) % 2).any()
    assert not (square.sum(axis=1) % 2).any()


def test_cards_on_page_27_are_all_but_the_one_in_her_hand() -> None:
    square = guards.square()
    assert laid(27) == {False: 25 - square.sum(), True: square.sum() - 1}


def test_one_card_on_page_28_has_turned_from_light_to_dark() -> None:
    square = guards.square()
    assert square[1, 2] == 0
    assert laid(28) == {False: 24 - square.sum(), True: square.sum() + 1}


def test_one_dark_card_is_gone_on_page_29() -> None:
    square = guards.square()
    assert square[2, 1] == 1
    assert laid(29) == {False: 25 - square.sum(), True: square.sum() - 1}


def test_names_are_short_for_frequent_colours() -> None:
    assert names() == {
        "1": "0", "0": "100", "2": "101", "4": "110",
        "3": "11100", "5": "11101", "6": "11110", "7": "11111",
    }  # fmt: skip


def test_page_24_strings_every_name_in_dots_and_bars() -> None:
    art = SCENES[24]()
    spelled = "".join(names().values())
    assert art.count(f'fill="{LAMPLIGHT.on("#5fb3e0")}"') == spelled.count("0")
    rims = len(names())
    assert art.count(f'fill="{LAMPLIGHT.on(papers.CREAM)}"') == spelled.count("1") + rims
    order = [art.index(f'fill="{PAINTER.colours[int(digit)]}"/></g><path') for digit in names()]
    assert order == sorted(order)


def test_page_30_shows_the_first_squares_of_the_painting() -> None:
    fills = re.findall(r'<path d="M[-\d. L]*Z" fill="(#\w+)"/>', SCENES[30]())
    expected = [PAINTER.colours[digit] for digit in paint(SECRET).digits[:12]]
    painted = [fill for fill in fills if fill in PAINTER.colours]
    assert painted[:12] == expected
    assert "".join(str(d) for d in paint(SECRET).digits[:12]) == "114111106124"


def test_page_30_spells_lift_with_its_triangles() -> None:
    fills = re.findall(r'fill="(#\w+)"', SCENES[30]())
    painted = [fill for fill in fills if fill in PAINTER.colours]
    triangles = [PAINTER.colours[digit] for digit in paint("LIFT").digits[:12]]
    # after the nine squares, four in a row of three triangles each
    assert painted[36:48] == triangles


def test_page_31_turns_six_letters_away() -> None:
    backs = SCENES[31]().count("M-34-34H34V34H-34Z")
    assert backs == len("WALRUS")


def test_as_many_boats_come_home_as_the_story_says() -> None:
    assert len(the_light.FLEET) + 1 == BOATS
    assert SCENES[36]().count('fill="#fff3c4"') == BOATS  # the lantern at each masthead
    hulls = [hull for *_, hull, _ in the_light.FLEET]
    assert len(set(hulls)) == len(hulls)


def test_no_boat_lies_in_the_gutter() -> None:
    for x, *_ in the_light.FLEET:
        assert abs(x - 1000) > 60


@pytest.mark.parametrize(("number", "light", "count"), [(21, LATE, 1), (38, LAMPLIGHT, 0)])
def test_theseus_has_as_many_answers_left_as_the_story_says(
    number: int, light: Light, count: int
) -> None:
    assert lamps(number, light) == count


def test_walrus_has_its_hats_until_they_fly() -> None:
    straw = LAMPLIGHT.on("#f3d991")
    assert straw in walrus(LAMPLIGHT, (0, 0), 260)
    assert SCENES[22]().count(straw) == SCENES[32]().count(straw) == 2
    assert sun_hat(LAMPLIGHT, (0, 0), 1).count(straw) == 1


def test_pictures_at_night_are_darker_than_in_the_morning() -> None:
    def brightness(number: int) -> float:
        fills = re.findall(r'(?:fill|stop-color)="#(\w{2})(\w{2})(\w{2})"', draw(number))
        return float(np.mean([[int(c, 16) for c in fill] for fill in fills]))

    assert brightness(36) < brightness(4)
    assert brightness(35) < brightness(40)
