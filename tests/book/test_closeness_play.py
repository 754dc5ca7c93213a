"""Straws, squares and the quiz on the built page, from finger and keyboard, with no network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import visit
from playwright.sync_api import Browser, Page

from ee376a.medical.closeness import TINY, standard_triplets

pytestmark = pytest.mark.browser
FACE = [int(grey) for grey in TINY["face"]]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Page]:
    # One visit for the whole module: the page is read once.
    with visit(browser, address, "medical/similarity", width=390) as seen:
        yield seen.page
        assert seen.problems == []


@pytest.fixture
def page(opened: Page) -> Page:
    press(opened, "paint")
    press(opened, "again")
    return opened


def press(page: Page, key: str) -> None:
    page.locator(f'.close [data-key="{key}"]').click()


def told(page: Page) -> str:
    return page.locator(".close [role=status]").inner_text()


def test_straws_and_squares_follow_the_keyboard(page: Page) -> None:
    assert told(page).startswith("The same picture: no straws")
    page.locator(".close-board").focus()
    for key in ["ArrowUp", "ArrowLeft"] * 8:
        page.keyboard.press(key)
    page.keyboard.press("4")  # the corner, 1, to 4: a straw of three steps
    assert told(page).startswith("1 pixel differs. L1 3, L2 3.00, SSIM ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("0")  # 3 to 0
    assert told(page).startswith("2 pixels differ. L1 6, L2 4.24, SSIM ")
    assert page.locator(".close-straws i").count() == page.locator(".close-squares i").count() == 2
    assert "Row 1, column 3: black" in (
        page.locator(".close-board").get_attribute("aria-label") or ""
    )
    assert page.evaluate("document.activeElement.dataset.key") == "board"


def test_a_finger_paints_and_buttons_change_all(page: Page) -> None:
    press(page, "ink0")
    board = page.locator(".close-board")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.44, box["y"] + box["height"] * 0.44)
    assert told(page).startswith("1 pixel differs. L1 3,")
    press(page, "again")
    press(page, "lighter")
    assert "64 pixels differ. L1 64, L2 8.00, SSIM 0.9" in told(page)
    press(page, "again")
    press(page, "slide")
    slid = [FACE[k - 1] if k % 8 else FACE[k] for k in range(64)]
    assert f" L1 {sum(abs(a - b) for a, b in zip(FACE, slid, strict=True))}," in told(page)


def test_the_quiz_counts_who_agrees(page: Page) -> None:
    press(page, "quiz")
    agreed = [0, 0, 0]
    for number, triplet in enumerate(standard_triplets(), start=1):
        assert told(page).startswith(f"Picture {number} of 12.")
        assert page.locator(".close canvas").count() == 3
        press(page, "voteA")
        agreed = [n + (says == "A") for n, says in zip(agreed, triplet.closer, strict=True)]
        counts = f"L1 {agreed[0]}, L2 {agreed[1]}, SSIM {agreed[2]}"
        assert told(page) == f"You say A. Times that you agreed, of {number}: {counts}."
        says = page.locator(".close tbody tr td:last-child").all_inner_texts()
        assert says == [*triplet.closer, "A"]
        page.keyboard.press("Enter")  # the focus is on "Next"
    assert told(page).startswith("Picture 1 of 12.")


def test_it_fits_a_finger_and_a_screen_reader(page: Page) -> None:
    for mode in ("paint", "quiz"):
        press(page, mode)
        sizes = page.locator(".close button, .close select, .close-board").evaluate_all(
            """all => all.map(one => one.getBoundingClientRect())
                         .map(box => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 44
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # Preloading would ask for style sheets that the page does not have.
        options = {"resultTypes": ["violations"], "preload": False}
        found = Axe().run(page, context=".close", options=options).response["violations"]
        assert [violation["id"] for violation in found] == []
