"""The message followed hand-over by hand-over on the built page, with no network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import visit
from playwright.sync_api import Browser, Page

from ee376a.journey.showcase import load

pytestmark = pytest.mark.browser
RUNS = load()
LAST = len(RUNS[0]["stages"]) - 1


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Page]:
    # One visit for the whole module: the page is read once.
    with visit(browser, address, "journey", width=390) as seen:
        yield seen.page
        assert seen.problems == []


@pytest.fixture
def page(opened: Page) -> Page:
    opened.locator(".trip select").select_option("0")
    press(opened, "step0")
    return opened


def press(page: Page, key: str) -> None:
    page.locator(f'.trip [data-key="{key}"]').click()


def told(page: Page) -> str:
    return page.locator(".trip [role=status]").inner_text()


@pytest.mark.parametrize("run", range(len(RUNS)))
def test_every_hand_over_shows_its_bits(page: Page, run: int) -> None:
    page.locator(".trip select").select_option(str(run))
    for number, stage in enumerate(RUNS[run]["stages"], start=1):
        shown = page.locator(".trip-bars").inner_text()
        for bits in (stage["bits_in"], stage["bits_out"], stage["bound"]):
            assert bits is None or f"{round(bits):,}" in shown
        assert stage["event"] in told(page)
        assert page.locator(".trip h3").inner_text().startswith(f"{number}. ")
        assert page.evaluate(
            "[...document.querySelectorAll('.trip img')].every(one => one.naturalWidth > 50)"
        )
        if number <= LAST:
            press(page, "next")
    assert page.locator(".trip-text").inner_text() == RUNS[run]["message"]
    assert page.locator('.trip [data-key="next"]').is_disabled()


def test_surprise_is_seen(page: Page) -> None:
    heats = page.locator(".trip-text mark").evaluate_all(
        "all => all.map(one => Number(one.style.getPropertyValue('--heat')))"
    )
    bits = RUNS[0]["surprise"]
    assert len(heats) == len(RUNS[0]["message"])
    assert heats[bits.index(max(bits))] == max(heats) > 0.5
    assert heats[bits.index(min(bits))] == min(heats) < 0.1


def test_strands_and_reads_differ(page: Page) -> None:
    drawn = {}
    for key in ("step3", "step4", "step5"):
        press(page, key)
        drawn[key] = page.locator(".trip canvas").evaluate("one => one.toDataURL()")
    assert drawn["step3"] == drawn["step5"] != drawn["step4"]


def test_the_keyboard_goes_along(page: Page) -> None:
    page.locator('.trip [data-key="step0"]').focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".trip [data-part=where]").inner_text() == f"1 of {LAST + 1}"
    for _ in range(LAST + 2):
        page.keyboard.press("ArrowRight")
    assert page.locator(".trip [data-part=where]").inner_text() == f"{LAST + 1} of {LAST + 1}"
    assert page.evaluate("document.activeElement.dataset.key") == f"step{LAST}"
    press(page, "back")
    page.keyboard.press("Enter")  # the focus stays
    assert page.locator(".trip [data-part=where]").inner_text() == f"{LAST - 1} of {LAST + 1}"


def test_it_fits_a_finger_and_a_screen_reader(page: Page) -> None:
    for step in range(LAST + 1):
        press(page, f"step{step}")
        sizes = page.locator(".trip button, .trip select").evaluate_all(
            """all => all.map(one => one.getBoundingClientRect())
                         .map(box => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 44
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # Preloading would ask for style sheets that the page does not have.
        options = {"resultTypes": ["violations"], "preload": False}
        found = Axe().run(page, context=".trip", options=options).response["violations"]
        assert [violation["id"] for violation in found] == []
