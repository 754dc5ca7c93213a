"""The alignment viewer on the built page: bits lost, slipped in and flipped, and found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from pages import visit
from playwright.sync_api import Browser, Locator, Page

from ee376a.dna.channel import IDSChannel
from ee376a.dna.marker import MarkerCode
from ee376a.widgets import DriftViewer

pytestmark = pytest.mark.browser
STATE = DriftViewer().state()
BELIEF = IDSChannel(STATE["p_ins"], STATE["p_del"], STATE["p_sub"], insertions="geometric")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, "dna/markers", width=390) as seen:
        yield seen.page
        assert seen.problems == []


def key(page: Page, name: str) -> Locator:
    return page.locator(f'.drift [data-key="{name}"]')


def told(page: Page) -> list[float]:
    """Sent, received, right place by place, data bits, guessed right, bits they are worth."""
    text = page.locator(".drift [role=status]").inner_text()
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def expected(received: list[int], period: int) -> tuple[int, float]:
    """What the package's detector guesses right, and what it knows, in bits."""
    data = np.array(STATE["bits"])
    code = MarkerCode(period or 99)
    llr = code.detect([received], np.zeros(data.size), BELIEF)[0]
    one = 1 / (1 + np.exp(llr))
    left = -(one * np.log2(one) + (1 - one) * np.log2(1 - one)).sum()
    return int(((one > 0.5) == data).sum()), data.size - float(left)


def sent(period: int) -> list[int]:
    bits: list[int] = MarkerCode(period or 99).encode(STATE["bits"]).tolist()
    return bits


def test_the_first_look_is_one_lost_bit_as_the_package_sees_it(page: Page) -> None:
    strand = sent(STATE["period"])
    place = np.flatnonzero(MarkerCode(STATE["period"]).known(24) < 0)[STATE["deleted"][0]]
    received = strand[:place] + strand[place + 1 :]
    right, worth = expected(received, STATE["period"])
    found = told(page)
    assert found[:2] == [len(strand), len(received)]
    assert found[3:5] == [24, right]
    assert found[5] == pytest.approx(worth, abs=0.051)
    assert ", deleted." in (key(page, f"bit{place}").get_attribute("aria-label") or "")


def test_each_tool_does_its_harm_and_undoes_it(page: Page) -> None:
    key(page, "heal").click()
    whole = len(sent(STATE["period"]))
    assert told(page)[:2] == [whole, whole]
    key(page, "bit3").click()
    assert told(page)[1] == whole - 1
    key(page, "insert").click()
    key(page, "bit20").click()
    assert told(page)[1] == whole
    assert "slipped in before it" in (key(page, "bit20").get_attribute("aria-label") or "")
    key(page, "flipped").click()
    key(page, "bit10").click()
    assert told(page)[1] == whole
    assert "flipped" in (key(page, "bit10").get_attribute("aria-label") or "")
    key(page, "bit10").click()
    assert "flipped" not in (key(page, "bit10").get_attribute("aria-label") or "")
    key(page, "bit10").click(modifiers=["Shift"])
    assert "flipped" in (key(page, "bit10").get_attribute("aria-label") or "")


def test_markers_find_the_place_again(page: Page) -> None:
    """The same bit is lost with more and more markers: more is known each time."""
    place, known = STATE["deleted"][0], []
    for period in (0, 12, 6, 4):
        page.locator('.drift [data-set="period"]').select_option(str(period))
        at = int(np.flatnonzero(MarkerCode(period or 99).known(24) < 0)[place])
        strand = sent(period)
        received = strand[:at] + strand[at + 1 :]
        found = told(page)
        assert found[:2] == [len(strand), len(received)]
        right, worth = expected(received, period)
        assert found[4] == right
        assert found[5] == pytest.approx(worth, abs=0.051)
        known.append(found[5])
    assert known == sorted(known)


def test_bits_are_harmed_from_the_keyboard(page: Page) -> None:
    key(page, "heal").click()
    whole = told(page)[1]
    key(page, "bit0").focus()
    for name in ("ArrowRight", "ArrowRight", "Delete"):
        page.keyboard.press(name)
    assert told(page)[1] == whole - 1
    assert page.evaluate("document.activeElement.dataset.key") == "bit2"
    for name in ("ArrowRight", "i", "i", "End", "f", "Home"):
        page.keyboard.press(name)
    assert told(page)[1] == whole + 1
    assert page.evaluate("document.activeElement.dataset.key") == "bit0"
    assert page.locator('.drift-strand [tabindex="0"]').count() == 1
    assert "flipped" in (key(page, f"bit{int(whole) - 1}").get_attribute("aria-label") or "")


def test_the_picture_follows_the_drift(page: Page) -> None:
    key(page, "heal").click()
    assert "it ends at 0" in (page.locator(".drift-map svg").get_attribute("aria-label") or "")
    shades = page.locator(".drift-map rect:not(.drift-band)")
    before = shades.count()
    for place in ("bit1", "bit9", "bit17"):
        key(page, place).click()
    assert "it ends at −3" in (page.locator(".drift-map svg").get_attribute("aria-label") or "")
    assert shades.count() > before
    assert page.locator(".drift-map path").count() == 2
    assert page.locator(".drift-pairs .drift-off").count() >= 3


def test_errors_by_chance_are_read_without_a_problem(page: Page) -> None:
    for name in ("p_del", "p_ins", "p_sub"):
        page.locator(f'.drift [data-set="{name}"]').select_option("0.2")
    for _ in range(10):
        key(page, "errors").click()
        key(page, "fresh").click()
        found = told(page)
        assert found[0] == 32
        assert 0 <= found[4] <= 24
        assert 0 <= found[5] <= 24


def test_what_is_tapped_is_large_enough(page: Page) -> None:
    sizes = page.locator(".drift :is(button, select)").evaluate_all(
        """all => all.map(one => one.getBoundingClientRect())
                     .map(box => Math.min(box.width, box.height))"""
    )
    assert min(sizes) >= 44
