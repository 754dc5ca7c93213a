"""The slider of rates on the built page: by key and finger, with no network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import visit
from playwright.sync_api import Browser, Page, expect

from ee376a.medical.rateslider import load

pytestmark = pytest.mark.browser
STATE = load()


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, "medical/files", width=390) as seen:
        yield seen.page
        assert seen.problems == []


def slide(page: Page, at: int) -> None:
    page.locator(".rate input").focus()
    page.keyboard.press("Home")
    for _ in range(at):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".rate output")).to_have_text(f"{STATE['budgets'][at]:,} bytes")


@pytest.mark.parametrize("picture", range(len(STATE["pictures"])))
@pytest.mark.parametrize("at", [0, 3, len(STATE["budgets"]) - 1])
def test_each_rate_shows_what_the_files_say(page: Page, picture: int, at: int) -> None:
    page.locator(f'.rate [data-key="picture{picture}"]').click()
    slide(page, at)
    for k, codec in enumerate(STATE["pictures"][picture]["codecs"]):
        point = codec["points"][at]
        place = page.locator(f'.rate [data-codec="{k}"]')
        if point is None:
            expect(place.locator("span")).to_have_text("no file so small")
            continue
        expect(place.locator("span")).to_have_text(
            f"{point['bytes']:,} bytes, {point['psnr']:.1f} dB"
        )
        # What the browser has decoded is as close as what Python has.
        measured = float(place.get_attribute("data-psnr") or "nan")
        assert measured == pytest.approx(point["psnr"], abs=0.3)
        assert place.locator("canvas").first.evaluate("one => one.width") == 128


def test_the_verdict_is_of_the_highest(page: Page) -> None:
    page.locator('.rate [data-key="picture0"]').click()
    slide(page, 4)
    points = {
        codec["name"]: codec["points"][4]["psnr"]
        for codec in STATE["pictures"][0]["codecs"]
        if codec["points"][4]
    }
    first = max(points, key=points.__getitem__)
    expect(page.locator(".rate [role=status]")).to_contain_text(f"{first} is closest")


def test_it_fits_a_finger_and_a_screen_reader(page: Page) -> None:
    sizes = page.locator(".rate button, .rate input").evaluate_all(
        """all => all.map(one => one.getBoundingClientRect())
                     .map(box => Math.min(box.width, box.height))"""
    )
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Preloading would ask for style sheets that the page does not have.
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, context=".rate", options=options).response["violations"]
    assert [violation["id"] for violation in found] == []
