"""The picture book on the built page: turned by key, mouse and finger, every picture there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pages import visit
from playwright.sync_api import Browser, Page

from ee376a.story.book import pages

pytestmark = pytest.mark.browser
BOOK = "story/book"


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address, BOOK, width=request.param) as seen:
        yield seen.page
        assert seen.problems == []


def where(page: Page) -> str:
    return page.locator(".sb-where").inner_text().removesuffix(" / 40")


def told(page: Page) -> str:
    return " ".join(page.locator(".sb-text").all_inner_texts())


def picture(page: Page) -> int:
    """The picture's width in pixels once it is there; 0 when there is none."""
    shown = page.locator(".sb-picture img")
    shown.evaluate("image => image.decode()")
    return int(shown.evaluate("image => image.naturalWidth"))


def test_leafing_through_shows_every_page_and_picture(page: Page) -> None:
    page.locator(".storybook").focus()
    seen: list[int] = []
    for _ in range(len(pages())):
        numbers = [int(number) for number in where(page).split("–")]
        seen += numbers
        assert picture(page) > 0
        for number in numbers:
            leaf = pages()[number - 1]
            assert all(paragraph in told(page) for paragraph in leaf.text)
            assert leaf.alt in (page.locator(".sb-picture img").get_attribute("alt") or "")
        page.keyboard.press("ArrowRight")
    assert list(dict.fromkeys(seen)) == list(range(1, 41))
    page.keyboard.press("Home")
    assert where(page) == "1"


def test_buttons_are_large_and_stop_at_the_covers(page: Page) -> None:
    back, on = page.get_by_label("Page back"), page.get_by_label("Next page")
    for button in page.locator(".sb-bar button").all():
        if button.is_visible():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
    assert back.is_disabled()
    on.click()
    assert where(page) == "2"
    back.focus()
    page.keyboard.press("Enter")
    assert where(page) == "1"
    page.keyboard.press("End")  # the button is off now, but the keys go on turning
    assert where(page) == "40"
    assert on.is_disabled()
    page.locator(".sb-bar input").fill("12")
    assert where(page) == "12"


def test_moments_to_try_open_by_key(page: Page) -> None:
    page.locator(".sb-bar input").fill("8")
    moment = page.locator(".sb-text details")
    assert not moment.locator("p").is_visible()
    moment.locator("summary").focus()
    page.keyboard.press("Enter")
    assert moment.locator("p").inner_text() == pages()[7].answer


def test_a_finger_turns_the_page(browser: Browser, address: str) -> None:
    with visit(browser, address, BOOK, width=390) as seen:
        stage = seen.page.locator(".sb-stage")
        for dx, expected in ((-120, "2"), (-120, "3"), (120, "2"), (-10, "2")):
            stage.evaluate(
                """(stage, dx) => {
                  const at = { bubbles: true, pointerType: "touch", clientY: 300 };
                  stage.dispatchEvent(new PointerEvent("pointerdown", { ...at, clientX: 200 }));
                  stage.dispatchEvent(new PointerEvent("pointerup", { ...at, clientX: 200 + dx }));
                }""",
                dx,
            )
            assert where(seen.page) == expected
        assert seen.problems == []


def test_the_bar_stays_in_the_window(browser: Browser, address: str) -> None:
    with visit(browser, address, BOOK, width=390) as seen:
        page = seen.page
        page.locator(".sb-bar input").fill("20")
        page.evaluate("document.querySelector('.storybook').scrollIntoView()")
        box = page.locator(".sb-bar").bounding_box()
        assert box
        assert box["y"] + box["height"] <= page.viewport_size["height"] + 1


def test_each_half_of_a_spread_has_its_half_of_the_picture(browser: Browser, address: str) -> None:
    with visit(browser, address, BOOK, width=390) as seen:
        for leaf in pages():
            if leaf.kind not in ("left", "right"):
                continue
            seen.page.locator(".sb-bar input").fill(str(leaf.number))
            frame, shown = (
                seen.page.locator(name).evaluate(
                    "one => { const box = one.getBoundingClientRect();"
                    " return [box.left, box.right, box.height]; }"
                )
                for name in (".sb-picture", ".sb-picture img")
            )
            wide = frame[1] - frame[0]
            assert shown[1] - shown[0] == pytest.approx(2 * wide, abs=1)
            side = 0 if leaf.kind == "left" else 1
            assert shown[side] == pytest.approx(frame[side], abs=1)
            assert shown[2] == pytest.approx(frame[2], abs=1)


def test_two_fingers_turn_nothing_and_may_zoom(browser: Browser, address: str) -> None:
    with visit(browser, address, BOOK, width=390) as seen:
        stage = seen.page.locator(".sb-stage")
        stage.evaluate(
            """stage => {
              for (const [kind, pointerId, clientX] of
                [["down", 1, 300], ["down", 2, 100], ["up", 1, 300], ["up", 2, 100]])
                stage.dispatchEvent(new PointerEvent(`pointer${kind}`,
                  { bubbles: true, pointerType: "touch", clientY: 300, pointerId, clientX }));
            }"""
        )
        assert where(seen.page) == "1"
        assert "pinch-zoom" in stage.evaluate("one => getComputedStyle(one).touchAction")


def test_the_slider_s_arrows_turn_spreads_too(browser: Browser, address: str) -> None:
    with visit(browser, address, BOOK, width=1280) as seen:
        slider = seen.page.locator(".sb-bar input")
        slider.fill("4")
        slider.focus()
        seen.page.keyboard.press("ArrowRight")
        assert where(seen.page) == "6"
