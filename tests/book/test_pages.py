"""Every page in a headless Chromium with the network off: whole, fitting, readable, playable."""

from __future__ import annotations

import pages
import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import visit
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ways = pytest.mark.parametrize("way", ["served", "from disk"])
every_page = pytest.mark.parametrize("name", pages.names())


@pytest.fixture
def place(way, address, html) -> str:
    """Where the book stands: on a server, or in a folder."""
    return address if way == "served" else f"{html.as_uri()}/"


@ways
@every_page
def test_page_is_whole(browser: Browser, place: str, name: str) -> None:
    with visit(browser, place, name) as seen:
        assert seen.problems == []
        assert seen.page.locator("h1").count() == 1
        written = seen.page.locator(".math").count()
        sizes = seen.page.locator(".math mjx-container").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert len(sizes) >= written
        assert all(size > 4 for size in sizes)
        assert seen.page.locator("mjx-merror").count() == 0


@ways
@every_page
def test_widgets_answer_a_click(browser: Browser, place: str, name: str) -> None:
    with visit(browser, place, name) as seen:
        widgets = seen.page.locator(".ee376a-widget")
        if widgets.count() == 0:
            return
        for number in range(widgets.count()):
            widget = widgets.nth(number)
            buttons = widget.locator("button:visible:enabled")
            assert buttons.count() > 0
            before = widget.evaluate(LOOK)
            changed = False
            for button in range(buttons.count()):
                if button < buttons.count():
                    buttons.nth(button).click()
                    changed = changed or widget.evaluate(LOOK) != before
            assert changed
        assert seen.problems == []


# What a widget shows: its elements, what is typed in them, what is drawn in them.
LOOK = """widget => widget.innerHTML
  + [...widget.querySelectorAll('input,textarea,select')].map(one => one.value + one.checked)
  + [...widget.querySelectorAll('canvas')].map(one => one.toDataURL())"""


@pytest.mark.parametrize("width", pages.WIDTHS)
@every_page
def test_page_does_not_scroll_sideways(
    browser: Browser, address: str, name: str, width: int
) -> None:
    with visit(browser, address, name, width=width) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        # What is hidden or scrolls in a box of its own may be wider than the page.
        wide = seen.page.evaluate(
            """width => [...document.querySelectorAll('.bd-article *')].filter(one => {
                 const box = one.getBoundingClientRect();
                 if (box.width === 0 || box.right <= width + 1) return false;
                 for (let up = one; up; up = up.parentElement)
                   if (getComputedStyle(up).overflowX !== 'visible') return false;
                 return true;
               }).map(one => one.outerHTML.slice(0, 120))""",
            width,
        )
        assert wide == []


@pytest.mark.parametrize("width", pages.WIDTHS)
@pytest.mark.parametrize("theme", pages.THEMES)
@every_page
def test_page_is_accessible(
    browser: Browser, address: str, name: str, theme: str, width: int
) -> None:
    with visit(browser, address, name, theme=theme, width=width) as seen:
        assert seen.page.locator("html").get_attribute("data-theme") == theme
        violations = Axe().run(seen.page).response["violations"]
        grave = [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for violation in violations
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert not grave, "\n".join(grave)
