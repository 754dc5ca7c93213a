"""A few pages as they are printed and bound: numbers, titles, links, and nothing cut off."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).parents[2]
# One with formulas, figures, exercises and a widget, and one that it links to.
NAMES = ["prequential/arithmetic", "glossary"]

sys.path.insert(0, str(ROOT / "_ext"))
pdf = importlib.import_module("pdf")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chapters(html: Path, browser: Browser) -> list[pdf.Chapter]:
    """The pages, printed."""
    return pdf.print_chapters(browser, html, NAMES)


@pytest.fixture(scope="module")
def bound(html: Path, browser: Browser, chapters: list[pdf.Chapter], tmp_path_factory) -> PdfReader:
    """The file that they are bound to."""
    book: PdfWriter = pdf.bind(pdf.print_front(browser, html, chapters), chapters)
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    book.write(path)
    return PdfReader(path)


def test_sheets_are_numbered_from_chapter_to_chapter(
    bound: PdfReader, chapters: list[pdf.Chapter]
) -> None:
    front = len(bound.pages) - sum(len(chapter.sheets.pages) for chapter in chapters)
    assert bound.page_labels[front - 1] == "i" * front
    for number, page in enumerate(bound.pages[front:], 1):
        assert page.extract_text().split()[0] == str(number)
        assert bound.page_labels[front + number - 1] == str(number)


def test_contents_and_outline_name_the_chapters(
    bound: PdfReader, chapters: list[pdf.Chapter]
) -> None:
    listed = " ".join(bound.pages[1].extract_text().split())
    outline = [entry for part in bound.outline if isinstance(part, list) for entry in part]
    assert [entry.title for entry in outline] == ["Coding with a moving target", "Glossary"]
    for entry, chapter in zip(outline, chapters, strict=True):
        assert f"{chapter.title} {chapter.number}" in listed
        sheet = bound.get_destination_page_number(entry)
        assert bound.page_labels[sheet] == str(chapter.number)
        assert bound.pages[sheet].extract_text().splitlines()[1] == chapter.title


def test_links_within_the_book_lead_to_sheets(
    bound: PdfReader, chapters: list[pdf.Chapter]
) -> None:
    last = len(bound.pages) - len(chapters[1].sheets.pages)
    tops = set()
    for number, page in enumerate(bound.pages):
        for reference in page.get("/Annots", ()):
            link = reference.get_object()
            assert not str(link.get("/A", {}).get("/URI", "")).startswith("file:")
            if "/Dest" in link:
                target = bound.get_page_number(link["/Dest"][0].get_object())
                if 2 <= number < last <= target:
                    tops.add((target, link["/Dest"][3]))
    # Not all to the top of the glossary, but each to its word.
    assert len(tops) > 2


def test_the_text_and_the_widget_are_there_and_the_bars_of_the_screen_are_not(
    bound: PdfReader,
) -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in bound.pages)
    assert "Solution to Exercise" in text
    assert "On paper this stands still. It is played at https://" in text
    assert "Search the book" not in text
    assert "minutes to read" not in text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_the_sheet(html: Path, browser: Browser, name: str) -> None:
    page = browser.new_page(viewport=pdf.SHEET)
    page.emulate_media(media="print")
    page.goto((html / f"{name}.html").as_uri(), wait_until="load")
    page.evaluate("window.MathJax?.startup?.promise")
    page.add_style_tag(content=".bd-article * { overflow: visible !important; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= pdf.SHEET["width"]
    page.close()
