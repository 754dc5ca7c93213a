"""The interval picture on the built page: a word is written, and read back from its bits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log2

import pytest
from pages import visit
from playwright.sync_api import Browser, Locator, Page

from ee376a.prequential.byhand import Law, adaptive, encode, fixed, intervals
from ee376a.widgets import IntervalCoder

pytestmark = pytest.mark.browser
STATE = IntervalCoder().state()
LAWS = ("adaptive", "equal", "counts")
END = "■"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, "prequential/arithmetic", width=390) as seen:
        yield seen.page
        assert seen.problems == []


def key(page: Page, name: str) -> Locator:
    return page.locator(f'.interval [data-key="{name}"]')


def told(page: Page) -> str:
    return page.locator(".interval [role=status]").inner_text()


def expected(word: str, name: str) -> tuple[float, str]:
    """The code length and the bits that the package finds."""
    letters = [*sorted(set(word)), END]
    symbols = [letters.index(letter) for letter in [*word, END]]
    counts = Counter(symbols)
    laws: dict[str, Law] = {
        "adaptive": adaptive(len(letters)),
        "equal": fixed([1] * len(letters)),
        "counts": fixed([counts[symbol] for symbol in range(len(letters))]),
    }
    return 0.0 - log2(intervals(laws[name], symbols)[-1].width), encode(laws[name], symbols)


def shown(page: Page) -> tuple[float, int, str]:
    """The code length, the bits used, and the bits themselves, of the status line."""
    text = told(page)
    ideal, used = re.findall(r"is (\d+\.\d+) bits, and (\d+) are used", text)[0]
    bits = page.locator(".interval [role=status] .interval-code").inner_text()
    return float(ideal), int(used), "" if bits == "none" else bits


def test_each_word_takes_the_bits_of_the_package(page: Page) -> None:
    for word in (STATE["word"], "", "aaaaaaaaaaaaaaaa", "to be or not <b>"):
        page.locator('.interval [data-set="word"]').fill(word)
        rows = page.locator(".interval tbody tr")
        for place, name in enumerate(LAWS):
            page.locator('.interval [data-set="law"]').select_option(name)
            ideal, bits = expected(word, name)
            assert shown(page) == (pytest.approx(ideal, abs=0.0051), len(bits), bits)
            cells = rows.nth(place).locator("td").all_inner_texts()
            assert cells == [f"{ideal:.2f}", str(len(bits))]
            assert page.locator(".interval .interval-row").count() == len(word) + 1


def test_the_chosen_part_is_the_next_row(page: Page) -> None:
    """The line stands in the chosen part of every row, at the same place seen from nearer."""
    boxes = page.locator(".interval .interval-row").evaluate_all(
        """rows => rows.map(row => [row, row.querySelector(".interval-chosen"),
              row.querySelector(".interval-point")].map(one => {
                const box = one.getBoundingClientRect(); return [box.left, box.right]; }))"""
    )
    assert len(boxes) == len(STATE["word"]) + 1
    for row, chosen, point in boxes:
        assert row[0] - 1 <= chosen[0] <= point[0] + 1
        assert point[1] - 3 <= chosen[1] <= row[1] + 1
    for (_, chosen, point), (row, _, nearer) in pairwise(boxes):
        zoom = (row[1] - row[0]) / (chosen[1] - chosen[0])
        seen = (point[0] - chosen[0]) * zoom
        assert seen == pytest.approx(nearer[0] - row[0], abs=3 + 3 * zoom)


def test_what_was_written_is_read_letter_by_letter(page: Page) -> None:
    key(page, "read").click()
    assert key(page, "bit0").count() == 1
    assert key(page, "back").is_disabled()
    for count in range(1, len(STATE["word"]) + 1):
        assert page.locator(".interval .interval-row").count() == count
        key(page, "next").click()
        assert f"Read so far: {STATE['word'][:count]}." in told(page)
    key(page, "next").click()
    assert "done" in told(page)
    assert key(page, "next").is_disabled()
    key(page, "back").click()
    assert f"Read so far: {STATE['word']}." in told(page)


def read_all(page: Page) -> str:
    if key(page, "all").is_enabled():
        key(page, "all").click()
    return told(page)


def test_a_flipped_bit_is_another_word(page: Page) -> None:
    key(page, "read").click()
    whole = read_all(page)
    assert whole.startswith(f"Read so far: {STATE['word']}{END}.")
    key(page, "bit1").click()
    assert read_all(page) != whole
    key(page, "bit1").click()
    assert read_all(page) == whole


def test_the_keyboard_does_it_all(page: Page) -> None:
    page.locator('.interval [data-set="word"]').focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("ABBA")
    assert shown(page)[2] == expected("ABBA", "adaptive")[1]
    key(page, "read").focus()
    page.keyboard.press("Enter")
    key(page, "next").focus()
    for _ in range(4):
        page.keyboard.press("Space")
    assert "Read so far: ABBA." in told(page)
    assert page.evaluate("document.activeElement.dataset.key") == "next"


def test_it_fits_the_narrow_page(page: Page) -> None:
    page.locator('.interval [data-set="word"]').fill("abcdefghijklmnop")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for mode in ("write", "read"):
        key(page, mode).click()
        sizes = page.locator(".interval :is(button, select, input):visible").evaluate_all(
            """all => all.map(one => one.getBoundingClientRect())
                         .map(box => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_focus_stays_when_a_button_is_off(page: Page) -> None:
    key(page, "read").click()
    key(page, "all").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.key") == "back"
    while key(page, "back").is_enabled():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.key") == "next"


def test_the_end_sign_is_not_taken_as_a_letter(page: Page) -> None:
    word = page.locator(".interval input")
    word.fill("AB")
    word.fill(f"AB{END}")
    assert word.input_value() == "AB"
