"""The painting in its built page is painted, pointed at, read and taken home, with no kernel."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from pages import visit
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from ee376a.panopticon.painting import paint
from ee376a.panopticon.palettes import PALETTES
from ee376a.panopticon.reading import read

pytestmark = pytest.mark.browser

NAME = "panopticon/painting"
MESSAGE = "Read me by hand!"


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The chapter, on a desk and on a phone; nothing may go wrong in it."""
    with visit(browser, address, NAME, width=request.param) as seen:
        yield seen.page
        assert seen.problems == []


def digits(page: Page) -> list[int]:
    """What the triangles in the page have as their digits."""
    classes = page.locator(".ee376a-panopticon .triangles polygon").evaluate_all(
        "all => all.map(one => one.getAttribute('class'))"
    )
    return [int(name.removeprefix("d")) for name in classes]


def write(page: Page, message: str) -> None:
    page.get_by_label("Your message").fill(message)


def point(page: Page, row: int, column: int) -> None:
    """Click a quadrilateral, counted from 1, where its diagonals cross."""
    centre = paint("x").layout.triangles()[4 * (22 * (row - 1) + column - 1), 2]
    picture = page.locator(".ee376a-panopticon .picture")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    at = {"x": centre[0] / 66 * box["width"], "y": centre[1] / 56 * box["height"]}
    picture.click(position=at)


def test_the_painting_follows_what_is_typed(page: Page) -> None:
    kept = page.locator(".ee376a-panopticon .triangles polygon").first.element_handle()
    write(page, MESSAGE)
    expect(page.locator(".ee376a-panopticon .count")).to_have_text("16 of 528 characters")
    assert digits(page) == paint(MESSAGE).digits.tolist()
    assert kept.evaluate("node => node.isConnected")  # recoloured, not drawn anew


def test_what_cannot_be_painted_is_refused_in_words(page: Page) -> None:
    write(page, MESSAGE)
    trouble = page.locator(".ee376a-panopticon .trouble")
    for message, said in {
        "caf\u00e9": "“é” (character 4)",
        "": "waiting",
        "x" * 529: "1 away",
    }.items():
        write(page, message)
        expect(trouble).to_contain_text(said)
        expect(page.get_by_label("Your message")).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_role("button", name="Download SVG")).to_be_disabled()
        assert digits(page) == paint(MESSAGE).digits.tolist()
    write(page, "it’s")
    expect(page.get_by_label("Your message")).to_have_value("it's")
    expect(trouble).to_be_empty()


def test_a_quadrilateral_tells_what_it_says(page: Page) -> None:
    write(page, MESSAGE)
    story = page.locator(".ee376a-panopticon .story")
    point(page, 1, 2)
    expect(story).to_contain_text("Row 1, column 2: 4 5 | 1 4")
    expect(story).to_contain_text("1 × 64 + 4 × 8 + 5 = 101, “e”, character 2 of the message")
    picture = page.locator(".ee376a-panopticon .picture")
    for key, place in [
        ("ArrowRight", "Row 1, column 3"),
        ("ArrowDown", "Row 2, column 3"),
        ("End", "Row 18, column 22"),
        ("ArrowRight", "Row 18, column 22"),
        ("Home", "Row 1, column 1"),
    ]:
        picture.press(key)
        expect(story).to_contain_text(place)
    page.get_by_role("button", name="Next").click()
    expect(story).to_contain_text("Row 1, column 2")
    point(page, 12, 20)
    expect(story).to_contain_text("Row 12, column 20")


@pytest.mark.parametrize("palette", PALETTES)
def test_the_palette_colours_painting_and_key(page: Page, palette: str) -> None:
    write(page, MESSAGE)
    page.get_by_role("radio", name=palette, exact=True).check()
    for digit, colour in enumerate(PALETTES[palette].rgb.tolist()):
        shown = page.locator(f".ee376a-panopticon .key .d{digit}").evaluate(
            "node => getComputedStyle(node).backgroundColor"
        )
        assert shown == f"rgb({', '.join(map(str, colour))})"
    first = page.locator(".ee376a-panopticon .triangles polygon").first
    wanted = PALETTES[palette].rgb[paint(MESSAGE).digits[0]].tolist()
    assert first.evaluate("node => getComputedStyle(node).fill") == (
        f"rgb({', '.join(map(str, wanted))})"
    )


def save(page: Page, kind: str) -> bytes:
    with page.expect_download() as taken:
        page.get_by_role("button", name=f"Download {kind.upper()}").click()
    assert taken.value.suggested_filename == f"painting.{kind}"
    return taken.value.path().read_bytes()


@pytest.mark.parametrize("robust", [False, True])
def test_the_painting_can_be_taken_home(page: Page, robust: bool) -> None:
    write(page, MESSAGE)
    if robust:
        page.get_by_role("checkbox", name="For a camera").check()
        expect(page.get_by_role("radio", name="safe", exact=True)).to_be_checked()
    painting = paint(MESSAGE, robust=robust)
    assert save(page, "svg").decode().splitlines() == painting.svg().splitlines()
    picture = Image.open(io.BytesIO(save(page, "png"))).convert("RGB")
    assert picture.size == (2640, 2240)
    centres = painting.layout.triangles().mean(axis=1) * 40
    seen = [picture.getpixel((round(x), round(y))) for x, y in centres]
    assert seen == [tuple(c) for c in painting.palette.rgb[painting.digits].tolist()]
    if robust:
        assert read(np.asarray(picture)) == MESSAGE


def test_a_secret_is_read_by_hand(page: Page) -> None:
    page.get_by_role("button", name="Read it yourself").click()
    assert not page.get_by_label("Your message").is_visible()
    asked, verdict = (
        page.get_by_role("textbox", name="Character"),
        page.locator(".ee376a-panopticon .verdict"),
    )
    asked.fill("V")
    asked.press("Enter")
    expect(verdict).to_have_text("Not “V”: that is 1 2 6. Look again at the third triangle.")
    for place, character in enumerate("Well read!"):
        expect(page.locator(".ee376a-panopticon .guess")).to_contain_text(f"{place + 1} of 10")
        if character == "a":
            page.get_by_role("button", name="Tell me").click()
        else:
            asked.fill(character)
            page.get_by_role("button", name="Check").click()
        expect(verdict).to_contain_text("Yes")
    expect(page.locator(".ee376a-panopticon .so-far")).to_have_text("Well read!")
    expect(verdict).to_contain_text("That is all.")
    assert not asked.is_visible()


def test_a_friend_reads_what_was_painted(page: Page) -> None:
    write(page, MESSAGE)
    page.get_by_role("button", name="Read it yourself").click()
    page.get_by_role("checkbox", name="Read what I painted").check()
    expect(page.locator(".ee376a-panopticon .so-far")).to_have_text("·" * len(MESSAGE))
    assert digits(page) == paint(MESSAGE).digits.tolist()


def test_a_secret_with_a_new_line_is_read_to_its_end(page: Page) -> None:
    write(page, "a\nb")
    page.get_by_role("button", name="Read it yourself").click()
    page.get_by_label("Read what I painted").check()
    verdict, guess = (page.locator(f".ee376a-panopticon {name}") for name in (".verdict", ".guess"))
    guess.locator("input").press_sequentially("a")
    guess.locator("input").press("Enter")
    guess.locator("input").press("Enter")
    expect(verdict).to_contain_text("press “Tell me”")
    page.get_by_role("button", name="Tell me").press("Enter")
    expect(verdict).to_contain_text("a new line")
    guess.locator("input").press_sequentially("b")
    guess.locator("input").press("Enter")
    expect(verdict).to_contain_text("That is all.")
    expect(verdict).to_be_focused()  # the form is gone
