"""Row by row on the built page: a picture painted from its numbers, a lost row brought back."""

from __future__ import annotations

import pytest
from pages import press, told
from playwright.sync_api import Locator, Page

from ee376a.entropy.runs import decode
from ee376a.widgets import RowByRow

pytestmark = pytest.mark.browser

PICTURES = dict(RowByRow().state()["pictures"])


@pytest.fixture
def game(lab: Page) -> Locator:
    return lab.locator(".rows")


def paint(lab: Page, game: Locator, row: int, column: int) -> None:
    """Tap a square."""
    svg = game.locator(".rows-board svg")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box
    side = box["width"] / 8
    lab.mouse.click(box["x"] + (column + 0.5) * side, box["y"] + (row + 0.5) * side)


def rows(name: str) -> list[list[int]]:
    digits = [int(digit) for digit in PICTURES[name]]
    return [digits[8 * r : 8 * r + 8] for r in range(8)]


def test_a_picture_is_painted_from_its_numbers(lab: Page, game: Locator) -> None:
    name = next(iter(PICTURES))
    numbers = [
        [int(n) for n in line.locator("b").all_inner_texts()]
        for line in game.locator(".rows-numbers li").all()
    ]
    assert [decode(lengths) for lengths in numbers] == rows(name)
    for r, lengths in enumerate(numbers):
        for c, dark in enumerate(decode(lengths)):
            if dark:
                paint(lab, game, r, c)
    total = sum(map(len, numbers))
    assert told(game) == f"It is a picture of: {name}! 64 squares, told with {total} numbers."
    assert game.locator(".rows-won").count() == 1
    press(game, "next")
    assert game.locator(".rows-right").count() == sum(not any(row) for row in rows("fish"))


def test_a_stroke_paints_and_is_taken_back(lab: Page, game: Locator) -> None:
    svg = game.locator(".rows-board svg")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box
    side = box["width"] / 8
    dark = game.locator(".rows-board svg path").first
    for wanted in (8, 0):  # over light squares, then back over the dark ones
        lab.mouse.move(box["x"] + 0.5 * side, box["y"] + 6.5 * side)
        lab.mouse.down()
        lab.mouse.move(box["x"] + 7.5 * side, box["y"] + 6.5 * side, steps=20)
        lab.mouse.up()
        assert (dark.get_attribute("d") or "").count("M") == wanted


@pytest.mark.parametrize("name", ["ship", "tree"])
def test_a_lost_row_comes_back_by_its_guards(lab: Page, game: Locator, name: str) -> None:
    press(game, "lost")
    for _ in range(list(PICTURES).index(name)):
        press(game, "next")
    press(game, "count")
    for _ in range(8):
        odd = game.locator(".rows-sum span").evaluate_all(
            "all => all.findIndex(one => one.className.includes('rows-odd'))"
        )
        if odd < 0:
            break
        hole = game.locator(".rows-board svg rect[stroke-dasharray]")
        paint(lab, game, int(float(hole.get_attribute("y") or 0)), odd)
    assert told(game) == f"The row is back, and it is exactly right: {name}. Nobody had to guess."


def test_other_rows_are_left_alone(lab: Page, game: Locator) -> None:
    press(game, "lost")
    before = game.locator(".rows-board svg path").first.get_attribute("d")
    paint(lab, game, 0, 0)
    paint(lab, game, 7, 7)
    assert game.locator(".rows-board svg path").first.get_attribute("d") == before


def test_the_keyboard_paints(lab: Page, game: Locator) -> None:
    game.locator(".rows-board").focus()
    first = rows("ship")[0]
    for c, dark in enumerate(first):
        if dark:
            lab.keyboard.press("Space")
        if c < 7:
            lab.keyboard.press("ArrowRight")
    assert told(game) == "1 row of 8 right."
    lab.keyboard.press("ArrowDown")
    label = game.locator(".rows-board").get_attribute("aria-label") or ""
    assert "You are at row 2, column 8." in label
