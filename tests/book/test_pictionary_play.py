"""InfoPictionary on the built page: a contract bid, won and made, and a picture guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from pages import visit
from playwright.sync_api import Browser, Page

from ee376a.panopticon.auction import Contract, score
from ee376a.panopticon.deck import CLUES, PICTURES, number_of
from ee376a.panopticon.places import fewest_squares, fixed_order

pytestmark = pytest.mark.browser
DECK = PICTURES.reshape(64, 64)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, "panopticon/pictionary", width=390) as seen:
        yield seen.page
        assert seen.problems == []


def press(page: Page, key: str) -> None:
    page.locator(f'[data-key="{key}"]').click()


def told(page: Page) -> str:
    return page.locator(".pictionary [role=status]").inner_text()


def test_a_sharp_painter_makes_the_lowest_contract(page: Page) -> None:
    clue = page.locator(".pictionary .card").inner_text().strip()
    squares = fewest_squares(DECK, number_of(clue))
    for _ in range(8 - len(squares)):
        press(page, "less")
    press(page, "bid")  # the rival's plan takes at least five squares
    assert told(page).startswith(f"The computer passes. You play for {len(squares)} squares.")
    for square in squares:
        press(page, f"squares{square}")
    points = score(Contract(len(squares), 0, 1), len(squares), 64)
    assert told(page) == (
        f"Your partner names the {clue} after {len(squares)} squares. "
        f"The contract for {len(squares)} is made, {points} points."
    )
    assert page.get_by_text(f"You {points} · Computer 0").is_visible()
    press(page, "again")
    assert told(page).startswith("Your card: ")


def test_a_bluff_of_one_square_is_doubled_and_goes_down(page: Page) -> None:
    for _ in range(7):
        press(page, "less")
    press(page, "bid")
    assert told(page) == "You: 1. The computer: double."
    press(page, "pass")
    assert told(page).startswith("Doubled! You play for 1 square.")
    shown = 0
    while page.locator('[data-key="again"]').count() == 0:
        press(page, f"squares{shown}")
        shown += 1
    lost = -score(Contract(1, 0, 2), shown, 64)
    assert told(page).endswith(f"is down, {lost} points to the other side.")
    assert page.get_by_text(f"You 0 · Computer {lost}").is_visible()


def test_the_computer_keeps_a_contract_that_is_left_to_it(page: Page) -> None:
    press(page, "pass")
    assert "The computer: “I can do it in " in told(page)
    press(page, "pass")
    assert re.search(r"The computer’s partner names .* is made, \d+ points\.$", told(page))


def test_a_picture_is_guessed_from_its_squares(page: Page) -> None:
    press(page, "guess")
    order = fixed_order(DECK)
    for _ in order[1:]:
        press(page, "next")
    labels = [page.locator(".squares [role=img]").nth(place) for place in order]
    colours = [": black" in (label.get_attribute("aria-label") or "") for label in labels]
    fits = np.flatnonzero((DECK[:, list(order)] == colours).all(axis=1))
    assert len(fits) == 1
    press(page, f"deck{fits[0]}")
    assert told(page).startswith(f"Yes, the {CLUES[fits[0]]}, after 9 squares.")


def test_squares_are_shown_from_the_keyboard(page: Page) -> None:
    press(page, "bid")
    while page.locator('[data-key="bid"]').count():
        press(page, "bid")
    page.locator('[data-key="squares0"]').focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp", "Space"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.key") in ("squares1", "again")
    assert page.locator('[data-key="squares1"], .squares .last').first.is_visible()
    assert (
        page.locator(".squares [aria-label$='shown']:not([aria-label$='not shown'])").count() == 1
    )


def test_what_is_tapped_is_large_enough(page: Page) -> None:
    for key in ("guess", "draw"):
        press(page, key)
        sizes = page.locator(".pictionary button").evaluate_all(
            """all => all.map(one => one.getBoundingClientRect())
                         .map(box => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 44
