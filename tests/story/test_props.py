"""Things that the story counts: lanterns, drawers, cards, marks; and the painting's colours."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from ee376a.panopticon.painting import paint
from ee376a.panopticon.palettes import PAINTER
from ee376a.story.drawing import picture
from ee376a.story.palette import LAMPLIGHT, MORNING, NIGHT, NOON
from ee376a.story.paths import Point
from ee376a.story.props import furniture, lanterns, papers, things, walrus
from ee376a.story.props.painting import coarse_painting, painting

USE = "{http://www.w3.org/2000/svg}use"


def uses(art: str) -> dict[str, int]:
    """Count how often each stored drawing is used."""
    root = ET.fromstring(picture("prop", (1000, 860), "A thing", "It.", art))
    names = [use.get("href", "") for use in root.iter(USE)]
    return {name: names.count(name) for name in names}


@pytest.mark.parametrize("counts", [(19, 1, 0), (4, 0, 4), (5, 0, 0)])
def test_garland_has_as_many_lanterns_as_told(counts: tuple[int, int, int]) -> None:
    kinds = (lanterns.YELLOW, lanterns.RED, lanterns.BLUE)
    colours = [c for c, n in zip(kinds, counts, strict=True) for _ in range(n)]
    art = lanterns.garland(NOON, (0, 100), (1000, 100), colours)
    assert sorted(uses(art).values()) == sorted(n for n in counts if n)


def test_garland_hangs_between_its_ends() -> None:
    art = lanterns.garland(NOON, (0, 100), (1000, 100), [lanterns.RED] * 3, sag=50)
    places = [(float(x), float(y)) for x, y in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", art)]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert places[1] == (500, 150)


@pytest.mark.parametrize("drawer", [(1, 1), (4, 2), (4, 4)])
def test_drawers_lie_in_four_rows_of_four(drawer: tuple[int, int]) -> None:
    x, y, wide, high = furniture.drawer_box((0, 0), 300, drawer)
    assert 0 < x < x + wide < 300
    assert 0 < y < y + high < 324
    assert int(x // 67) + 1 == drawer[1]
    assert int(y // 72) + 1 == drawer[0]


def test_cabinet_shows_what_is_open() -> None:
    def draw(opened: tuple[tuple[int, int], ...]) -> str:
        return furniture.cabinet(NOON, (0, 0), 300, np.random.default_rng(1), opened=opened)

    inside = NOON.on("#2e1c33")
    assert [draw(o).count(inside) for o in ((), ((4, 2),), ((1, 1), (4, 2)))] == [0, 1, 2]


def test_cards_lie_as_told() -> None:
    rows = [[0, 1, -1], [1, 1, 0]]
    spots = papers.card_spots((100, 100), 120)
    art = papers.cards(NOON, rows, spots, 100)
    assert sorted(uses(art).values()) == [2, 3]
    lit = papers.cards(NOON, rows, spots, 100, lit={(0, 0): NIGHT})
    assert sorted(uses(lit).values()) == [1, 1, 3]


def test_cards_on_the_floor_grow_towards_us() -> None:
    rows = papers.floor_spots(500, 300, 700, 100, 20, near=1.5)
    assert [len(row) for row in rows] == [5] * 5
    scales = [row[0][2] for row in rows]
    assert scales[0] == 1
    assert scales[-1] == pytest.approx(1.5)
    assert scales == sorted(scales)
    assert (rows[0][0][1], rows[-1][0][1]) == (300, 700)
    middle = [(row[0][0] + row[-1][0]) / 2 for row in rows]
    assert middle == pytest.approx([500] * 5)


@pytest.mark.parametrize("count", [0, 2, 4, 8, 20])
def test_tallies_count(count: int) -> None:
    assert papers.tallies(count, (0, 0), 20, "#000000").count("M") == count


@pytest.mark.parametrize("name", ["0", "100", "11111"])
def test_beads_spell_the_name(name: str) -> None:
    art = papers.beads(NOON, (0, 0), 60, "#2339b8", name)
    assert art.count(f'fill="{NOON.on(papers.CREAM)}"') == name.count("1") + 1  # and the rim
    assert art.count(f'fill="{NOON.on("#5fb3e0")}"') == name.count("0")


def test_chart_has_the_painters_eight_colours() -> None:
    art = papers.chart(MORNING, (0, 0), 400)
    assert all(MORNING.on(colour) in art for colour in PAINTER.colours)


def test_square_is_painted_clockwise_from_the_top() -> None:
    art = papers.square((6, 1, 2, 4), (0, 0), 20)
    assert re.findall(r'fill="(#\w+)"', art) == [PAINTER.colours[d] for d in (6, 1, 2, 4)]
    assert art.startswith('<path d="M-10-10L10-10')


def test_every_letter_and_digit_of_the_story_can_be_written() -> None:
    for sign in set("01234567LIFTTHE"):
        ET.fromstring(papers.glyph(sign, (0, 0), 50, "#000000"))


def corners(data: str) -> list[Point]:
    """Read the first corner of each polygon of a path with relative steps."""
    return [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+)[ ]?(-?[\d.]+)l", data)]


def test_painting_has_every_triangle_in_its_colour() -> None:
    message = "LIFT THE WALRUS"
    made = paint(message)
    art = painting(message, (0, 0), 660, NOON)
    for digit, colour in enumerate(PAINTER.colours):
        (data,) = re.findall(f'd="(M[^"]*)" fill="{NOON.on(colour)}"', art)
        expected = made.layout.triangles()[made.digits == digit][:, 0] * 10
        np.testing.assert_allclose(corners(data), expected, atol=0.501)


def test_coarse_painting_begins_with_the_message() -> None:
    art = coarse_painting("LIFT THE WALRUS", (0, 0), 400, NOON, framed=False)
    digits = paint("LIFT THE WALRUS").digits[:360]
    for digit in set(digits.tolist()):
        colour = NOON.on(PAINTER.colours[digit])
        found = sum(len(corners(d)) for d in re.findall(f'd="(M[^"]*)" fill="{colour}"', art))
        assert found == int((digits == digit).sum())


def test_walrus_wears_three_hats_or_none() -> None:
    with_hats = walrus.walrus(NOON, (0, 0), 260)
    bare = walrus.walrus(NOON, (0, 0), 260, hats=False)
    assert with_hats.count(NOON.on("#f3d991")) == 2
    assert with_hats.count(NOON.on("#2b4a86")) > 0
    assert NOON.on("#f3d991") not in bare


def test_paint_pots_are_eight() -> None:
    assert things.paint_pots(LAMPLIGHT, (0, 0), 50).count(LAMPLIGHT.on("#efe2c6")) == 8
