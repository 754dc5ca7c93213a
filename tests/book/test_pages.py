"""Every page in a headless Chromium with the network off: whole, fitting, readable, playable."""

from __future__ import annotations

import re
from pathlib import Path

import pages
import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import Visit, visit
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

every_page = pytest.mark.parametrize("name", pages.names())

# What reaches beyond the right edge and does not scroll in a box of its own.
WIDE = """width => [...document.querySelectorAll('.bd-article *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.right <= width + 1) return false;
  for (let up = one; up; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== 'visible') return false;
  return true;
}).map(one => one.outerHTML.slice(0, 120))"""

# What a widget shows: its elements, what is typed in them, what is drawn in them.
LOOK = """widget => widget.innerHTML
  + [...widget.querySelectorAll('input,textarea,select')].map(one => one.value + one.checked)
  + [...widget.querySelectorAll('canvas')].map(one => one.toDataURL())"""


# What passes is not reported in full, which takes longer than looking; and style sheets are not
# fetched a second time.
AXE = {"resultTypes": ["violations"], "preload": False}


def grave_violations(page: Page) -> list[str]:
    """What axe-core finds of serious or critical impact, one line for each element."""
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in Axe().run(page, options=AXE).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def unset_formulas(page: Page) -> list[str]:
    """The formulas that stand there as they were typed, or with an error."""
    return page.locator(".math").evaluate_all(
        """all => all.filter(one => {
             const set = one.querySelector('mjx-container');
             const drawn = set && set.getBoundingClientRect().height > 4;
             return !drawn || set.querySelector('mjx-merror');
           }).map(one => one.textContent)"""
    )


@pytest.mark.parametrize("width", pages.WIDTHS)
@every_page
def test_page_is_whole_fits_and_is_accessible(
    browser: Browser, address: str, name: str, width: int
) -> None:
    with visit(browser, address, name, width=width) as seen:
        assert seen.problems == []
        assert seen.page.locator("h1:visible").count() == 1
        assert unset_formulas(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.evaluate(WIDE, width) == []
        # Colours are the same at each width.
        for theme in pages.THEMES if width == max(pages.WIDTHS) else pages.THEMES[:1]:
            seen.page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
            assert grave_violations(seen.page) == [], theme
        play_with_widgets(seen)


@every_page
def test_page_opened_from_disk_is_whole(browser: Browser, html: Path, name: str) -> None:
    with visit(browser, f"{html.as_uri()}/", name, theme="dark") as seen:
        assert seen.problems == []
        assert seen.page.locator("html").get_attribute("data-theme") == "dark"
        assert unset_formulas(seen.page) == []
        play_with_widgets(seen)


def test_what_is_dark_is_light_on_paper(browser: Browser, address: str) -> None:
    with visit(browser, address, "panopticon/painting", theme="dark") as seen:
        for media, theme in (("print", "light"), ("screen", "dark"), ("print", "light")):
            seen.page.emulate_media(media=media)
            seen.page.wait_for_function(
                "theme => document.documentElement.dataset.theme === theme", arg=theme
            )
        ink = seen.page.locator("pre").first.evaluate("one => getComputedStyle(one).color")
        assert max(map(int, re.findall(r"\d+", ink))) < 64


def play_with_widgets(seen: Visit) -> None:
    """Press each button of each widget: something changes and nothing breaks."""
    widgets = seen.page.locator(".ee376a-widget")
    for number in range(widgets.count()):
        widget = widgets.nth(number)
        buttons = widget.locator("button:visible:enabled")
        assert buttons.count() > 0
        before, changed = widget.evaluate(LOOK), False
        for place in range(buttons.count()):
            # Pressing one may take another away.
            if place < buttons.count():
                buttons.nth(place).click()
                changed = changed or widget.evaluate(LOOK) != before
        assert changed
    assert seen.problems == []


def test_some_page_has_a_widget(html: Path) -> None:
    assert any(
        'class="ee376a-widget"' in (html / f"{name}.html").read_text(encoding="utf-8")
        for name in pages.names()
    )
