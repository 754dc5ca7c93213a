"""Animals with erasures on the built page: squares painted and looked at, strands lost and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pages import visit
from playwright.sync_api import Browser, Page

from ee376a.dna.animals import ANIMALS, mosaic, split
from ee376a.dna.bases import bits_to_bases

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, "dna/animals", width=390) as seen:
        yield seen.page
        assert seen.problems == []


def press(page: Page, key: str) -> None:
    page.locator(f'[data-key="{key}"]').click()


def told(page: Page) -> str:
    return page.locator(".animals [role=status]").inner_text()


def ring(page: Page) -> tuple[int, int]:
    label = page.locator(".animals-board").get_attribute("aria-label") or ""
    found = re.search(r"row (\d+), column (\d+)", label)
    assert found
    return int(found[1]) - 1, int(found[2]) - 1


def stickers(page: Page) -> int:
    return page.locator(".animals-album svg").count()


@pytest.mark.parametrize(("kind", "count"), [("crumbs", 24), ("bite", 36), ("strand", 32)])
def test_who_knows_the_animal_paints_all_right(page: Page, kind: str, count: int) -> None:
    page.locator(".animals select").select_option(label="owl")
    press(page, kind)
    assert told(page).startswith(f"{count} squares are missing")
    for _ in range(count):
        press(page, f"ink{mosaic('owl')[ring(page)]}")
    assert told(page).startswith("All painted.")
    assert stickers(page) == 0
    press(page, "reveal")
    assert told(page).startswith(f"{count} of {count} right! Copying the nearest square gets ")
    assert stickers(page) == 1
    press(page, "next")
    assert page.locator(".animals select").input_value() == str(ANIMALS.index("owl") + 1)


def test_looking_at_once_has_nothing_right(page: Page) -> None:
    press(page, "reveal")
    assert told(page).startswith("0 of 24 right!")
    assert "a die with eight faces gets about 3." in told(page)


def test_a_finger_paints_on_the_picture(page: Page) -> None:
    press(page, "bite")
    board = page.locator(".animals-board svg")
    row, column = ring(page)
    press(page, "ink5")  # paints the first square of the bite
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    side = box["width"] / 16

    def at(down: float, across: float) -> tuple[float, float]:
        return box["x"] + side * (column + across), box["y"] + side * (row + down)

    page.mouse.move(*at(1.5, 0.5))
    page.mouse.down()
    page.mouse.move(*at(1.5, 5.5), steps=30)  # along the second row of six
    page.mouse.up()
    assert told(page) == "29 squares to go."
    page.mouse.click(*at(2.5, -0.8))  # beside the bite: the nearest square is meant
    assert told(page) == "28 squares to go."


def test_squares_are_painted_from_the_keyboard(page: Page) -> None:
    press(page, "bite")
    page.locator(".animals-board").focus()
    row, column = ring(page)
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert ring(page) == (row, column + 1)
    page.keyboard.press("3")
    assert told(page) == "35 squares to go."
    assert page.evaluate("document.activeElement.dataset.key") == "board"
    assert ring(page) == (row, column + 2)


def test_any_one_strand_comes_back(page: Page) -> None:
    press(page, "lose")
    for strand in range(9):
        press(page, f"strand{strand}")
        press(page, "back")
        assert told(page).startswith("Back, and exactly as it was: 1 strand")
        if strand < 8:
            letters = page.locator(".animals code").inner_text()
            assert letters == bits_to_bases(split(mosaic("fox"))[strand])
    assert stickers(page) == 1


def test_two_strands_come_back_only_if_no_parity_strand_watches_both(page: Page) -> None:
    press(page, "lose")
    press(page, "strand2")
    press(page, "strand4")
    press(page, "back")
    assert told(page).startswith("Strands 3 and 5 share one parity strand.")
    assert told(page).endswith("Try two parity strands.")
    assert page.locator('.animals-strands [aria-pressed="true"]').count() == 2
    press(page, "two")
    press(page, "strand2")
    press(page, "strand4")
    press(page, "back")
    assert told(page).endswith("Try one odd and one even.")
    press(page, "strand4")
    press(page, "strand5")
    assert told(page) == "Lost: strand 3, strand 6. Can it come back?"
    press(page, "back")
    assert told(page).startswith("Back, and exactly as they were: 2 strands")
    assert page.locator('.animals-strands [aria-pressed="true"]').count() == 0


def test_what_is_tapped_is_large_enough(page: Page) -> None:
    for key in ("lose", "two", "guess"):
        press(page, key)
        sizes = page.locator(".animals button, .animals select").evaluate_all(
            """all => all.map(one => one.getBoundingClientRect())
                         .map(box => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 44
