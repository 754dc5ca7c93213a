"""All games of the lab on the built page: large enough, accessible to the end, played by touch."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import visit
from playwright.sync_api import Browser

from ee376a.widgets import (
    CandyNames,
    Critters,
    Lanterns,
    NoisyTelephone,
    PageWidget,
    ParitySquare,
    RowByRow,
)

pytestmark = pytest.mark.browser

# Each game, and what a first tap goes to.
FIRST: dict[type[PageWidget], str] = {
    Critters: "ask5",
    Lanterns: "pick-yellow",
    CandyNames: "pile0",
    NoisyTelephone: "send",
    ParitySquare: "ready",
    RowByRow: "lost",
}
every_game = pytest.mark.parametrize("widget", FIRST, ids=lambda widget: widget.__name__)


@every_game
def test_what_is_tapped_is_large_enough(
    browser: Browser, address: str, widget: type[PageWidget]
) -> None:
    with visit(browser, address, "story/lab", width=390) as seen:
        game = seen.page.locator(f".{widget._module}")
        buttons = game.locator("button:visible, summary:visible")
        for place in range(buttons.count() + 1):
            sizes = buttons.evaluate_all(
                """all => all.map(one => one.getBoundingClientRect())
                             .map(box => Math.min(box.width, box.height))"""
            )
            assert min(sizes) >= 43.99
            if place < buttons.count() and buttons.nth(place).is_enabled():
                buttons.nth(place).click()
        assert seen.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_games_are_accessible_also_when_they_are_over(
    browser: Browser, address: str, theme: str
) -> None:
    options = {"resultTypes": ["violations"], "preload": False}
    with visit(browser, address, "story/lab", width=390, theme=theme) as seen:
        for widget in FIRST:
            game = seen.page.locator(f".{widget._module}")
            buttons = game.locator("button:visible:enabled")
            for place in range(0, buttons.count(), 3):
                if place < buttons.count():
                    buttons.nth(place).click()
            game.locator("summary").click()
        found = Axe().run(seen.page, options=options).response["violations"]
        grave = [
            (violation["id"], node["html"][:160])
            for violation in found
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert grave == []
        assert seen.problems == []


@every_game
def test_a_finger_plays_too(browser: Browser, address: str, widget: type[PageWidget]) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.goto(f"{address}story/lab.html", wait_until="load")
        game = page.locator(f".{widget._module}")
        game.wait_for()
        before = game.locator("[role=status]").inner_text()
        game.locator(f'[data-key="{FIRST[widget]}"]').tap()
        assert game.locator("[role=status]").inner_text() != before
    finally:
        context.close()


def test_a_finger_drags_piles_and_paints(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.goto(f"{address}story/lab.html", wait_until="load")
        page.locator(".rows[data-ready=true]").wait_for()
        touch = context.new_cdp_session(page)

        def swipe(place: str, start: tuple[float, float], end: tuple[float, float]) -> None:
            """Move a finger over an element, from and to parts of its width and height."""
            page.locator(place).scroll_into_view_if_needed()
            box = page.locator(place).bounding_box()
            assert box
            for step in range(13):
                part = [a + (b - a) * step / 12 for a, b in zip(start, end, strict=True)]
                x, y = box["x"] + part[0] * box["width"], box["y"] + part[1] * box["height"]
                kind = "touchMove" if step else "touchStart"
                given = {"type": kind, "touchPoints": [{"x": x, "y": y}]}
                touch.send("Input.dispatchTouchEvent", given)
            touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        swipe(".candy-forest", (3 / 8, 0.5), (7 / 8, 0.5))
        said = page.locator(".candy [role=status]")
        said.get_by_text("Joined: a pile of 6. 3 piles are left.").wait_for()
        for game, row in ((".rows", 6), (".telephone", 7)):
            dark = page.locator(f"{game} [data-key=board] path").first
            before = (dark.get_attribute("d") or "").count("M")
            swipe(
                f"{game} [data-key=board] svg",
                (1 / 16, (row + 0.5) / 8),
                (15 / 16, (row + 0.5) / 8),
            )
            assert (dark.get_attribute("d") or "").count("M") == before + 8
    finally:
        context.close()
