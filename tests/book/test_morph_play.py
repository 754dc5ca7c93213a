"""Pictures that change into one another, on the built page."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pages import visit
from playwright.sync_api import Browser, Locator, Page

from ee376a.prequential.drawing.gan import DIGITS, draw
from ee376a.widgets import Morph

pytestmark = pytest.mark.browser
STATE = Morph().state()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, "prequential/machines", width=390) as seen:
        seen.page.emulate_media(reduced_motion="reduce")
        yield seen.page
        assert seen.problems == []


def button(page: Page, name: str) -> Locator:
    return page.locator(".morph").get_by_role("button", name=name)


def picture(page: Page) -> np.ndarray:
    """The red of each pixel."""
    data = page.locator(".morph canvas").evaluate(
        "one => Array.from(one.getContext('2d').getImageData(0, 0, 28, 28).data)"
    )
    return np.reshape(data, (28, 28, 4))[:, :, 0]


def expected(start: int, end: int, way: float, hand: list[float]) -> np.ndarray:
    code = np.eye(DIGITS)[start] * (1 - way) + np.eye(DIGITS)[end] * way
    return 255 - 226 * draw(np.concatenate([code, hand]))


def test_the_page_shows_what_the_package_draws(page: Page) -> None:
    assert np.abs(picture(page) - expected(3, 8, 0, STATE["hands"][0])).max() < 2
    page.locator(".morph input").fill("40")
    assert np.abs(picture(page) - expected(3, 8, 0.4, STATE["hands"][0])).max() < 2
    button(page, "Another hand").click()
    page.locator(".morph select").nth(1).select_option("5")
    assert np.abs(picture(page) - expected(3, 5, 0.4, STATE["hands"][1])).max() < 2
    assert "60 % 3, 40 % 5" in page.locator(".morph [role=status]").inner_text()


def test_dragging_and_arrow_keys_change_the_hand(page: Page) -> None:
    before = picture(page)
    pad = page.locator(".morph-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"], box["y"])
    page.mouse.up()
    hand = [2.5, 2.5, *STATE["hands"][0][2:]]
    assert np.abs(picture(page) - expected(3, 8, 0, hand)).max() < 6
    assert np.abs(picture(page) - before).max() > 20
    pad.focus()
    page.keyboard.press("ArrowDown")
    hand[1] -= 0.25
    assert np.abs(picture(page) - expected(3, 8, 0, hand)).max() < 6


def test_who_wants_less_motion_is_shown_still_pictures(page: Page) -> None:
    for way in ("25", "50", "75", "100", "0"):
        button(page, "Play").click()
        assert page.locator(".morph input").input_value() == way


def test_it_plays_and_stops(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    button(page, "Play").click()
    page.wait_for_function("+document.querySelector('.morph input').value > 5")
    button(page, "Play").click()
    stopped = page.locator(".morph input").input_value()
    page.wait_for_timeout(200)
    assert page.locator(".morph input").input_value() == stopped


def test_creatures_change_by_rules(page: Page) -> None:
    button(page, "Creatures, by rules").click()
    assert page.locator(".morph-view svg").count() == 1
    first = page.locator(".morph-view svg").inner_html()
    page.locator(".morph input").fill("50")
    assert page.locator(".morph-view svg").inner_html() != first
    assert page.locator(".morph-pad").is_hidden()
    assert page.locator(".morph [role=status]").inner_text().startswith("Creature: 50 % hopper")


def test_it_fits_the_narrow_page(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for kind in ("Digits, learned", "Creatures, by rules"):
        button(page, kind).click()
        sizes = page.locator(".morph :is(button, select, input):visible").evaluate_all(
            """all => all.map(one => {
              const box = one.getBoundingClientRect(); return [box.width, box.height]; })"""
        )
        assert all(min(size) >= 43.9 for size in sizes)


def test_what_plays_is_not_read_out(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    status = page.locator(".morph [role=status]")
    button(page, "Play").click()
    assert status.get_attribute("aria-live") == "off"
    button(page, "Play").click()
    assert status.get_attribute("aria-live") == "polite"
