"""The book on paper: tagged, legible, whole, in the stapler's order, and its painting reads."""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.story import print as printing
from ee376a.story.book import TITLE, pages
from ee376a.story.gift import PLACE
from ee376a.story.numbers import GIFT
from ee376a.story.typesetting import PAPERS

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: print is NOT checked")
pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed: print is NOT checked")
raw = pytest.importorskip("pypdfium2.raw")


@pytest.fixture(params=list(PAPERS))
def paper(request: pytest.FixtureRequest, typst: None) -> str:
    return str(request.param)


@cache
def reader(paper: str, bleed: bool = False) -> Any:
    return pypdf.PdfReader(BytesIO(printing.pdf(paper, bleed=bleed)))


@cache
def letters(paper: str) -> list[list[tuple[str, float, float]]]:
    """What is printed on each page: each letter, its size, and where it ends below."""
    found = []
    for page in pdfium.PdfDocument(printing.pdf(paper)):
        text = page.get_textpage()
        told = [text.get_text_range(i, 1) for i in range(text.count_chars())]
        found.append(
            [
                (letter, raw.FPDFText_GetFontSize(text.raw, i), text.get_charbox(i)[1])
                for i, letter in enumerate(told)
                if letter.strip()
            ]
        )
    return found


def structure(node: Any, found: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """The tags of a tagged PDF in reading order, each with its alternative text."""
    node = node.get_object()
    if isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], node.get("/Alt")))
        below = node.get("/K", [])
        for child in below if isinstance(below, list) else [below]:
            structure(child, found)
    return found


def test_pages_have_the_size_of_the_paper(paper: str) -> None:
    assert len(reader(paper).pages) == 40
    for page in reader(paper).pages:
        assert [float(page.mediabox.width), float(page.mediabox.height)] == pytest.approx(
            PAPERS[paper], abs=0.1
        )


def test_it_is_tagged_for_readers_who_listen(paper: str) -> None:
    root = reader(paper).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader(paper).metadata.title == TITLE
    tags = structure(root["/StructTreeRoot"], [])
    assert [alt for tag, alt in tags if tag == "/Figure"] == [page.alt for page in pages()]
    assert Counter(tag for tag, _ in tags)["/P"] >= sum(len(page.text) for page in pages()[2:])


def test_no_text_is_smaller_than_14_points(paper: str) -> None:
    sizes = Counter(size for page in letters(paper) for _, size, _ in page)
    assert min(sizes) >= 14 - 1e-4
    assert sizes.most_common(1)[0][0] >= 17


def test_fonts_are_in_the_file(paper: str) -> None:
    for page in reader(paper).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            (descendant,) = reference.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor
            assert "Andika" in descriptor["/FontName"]


def test_all_words_are_there_and_stay_above_the_edge(paper: str) -> None:
    for page, printed in zip(pages(), letters(paper), strict=True):
        whole = "".join(letter for letter, _, _ in printed)
        assert whole.startswith("".join("".join(page.text).split())), page.number
        assert min(bottom for _, _, bottom in printed) > 14, page.number


@pytest.mark.usefixtures("typst")
def test_bleed_says_where_to_trim() -> None:
    page = reader("letter", bleed=True).pages[7]
    assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, 630, 810])
    assert [float(side) for side in page.trimbox] == pytest.approx([9, 9, 621, 801])
    root = reader("letter", bleed=True).trailer["/Root"]
    assert len(structure(root["/StructTreeRoot"], [])) > 200


@pytest.mark.usefixtures("typst")
def test_booklet_has_two_pages_a_side() -> None:
    folded = pdfium.PdfDocument(printing.booklet("letter"))
    assert len(folded) == 20
    assert {sheet.get_size() for sheet in folded} == {(1224, 792)}
    fourth = folded[3].get_textpage()  # the back of the second sheet: pages 4 and 37
    assert pages()[3].text[1] in fourth.get_text_bounded(right=612)
    assert "Hoo." in fourth.get_text_bounded(left=612)


@given(st.integers(1, 30).map(lambda quarter: 4 * quarter))
def test_a_folded_stack_reads_in_order(count: int) -> None:
    sides = printing.sheets(count)
    assert sorted(page for side in sides for page in side) == list(range(1, count + 1))
    # Leafing through: each front's right page, its back's left one; then from the inside out.
    there = [page for (_, right), (left, _) in pairs(sides) for page in (right, left)]
    again = [page for (left, _), (_, right) in pairs(sides) for page in (left, right)]
    assert there + again[::-1] == list(range(1, count + 1))


def pairs(sides: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Front and back of each sheet."""
    return list(zip(sides[::2], sides[1::2], strict=True))


@pytest.mark.parametrize("count", [0, -4, 38])
def test_pages_must_fill_the_sheets(count: int) -> None:
    with pytest.raises(ValueError, match="a positive multiple of 4"):
        printing.sheets(count)


@pytest.mark.slow
def test_the_painting_of_the_last_page_reads(paper: str, tmp_path: Any) -> None:
    """Cut from the finished PDF with some of the wall around it, and photographed, so to say."""
    from typer.testing import CliRunner

    from ee376a.cli import app

    page = pdfium.PdfDocument(printing.pdf(paper))[38]
    picture = page.render(scale=3).to_pil().convert("RGB")
    unit = picture.width / 1000
    left, top, width, height = PLACE
    around = [left - 30, top - 30, left + width + 30, top + height + 30]
    photo = tmp_path / "painting.png"
    picture.crop(tuple(round(side * unit) for side in around)).save(photo)
    read = CliRunner().invoke(app, ["read", str(photo)])
    assert (read.exit_code, read.stdout) == (0, GIFT)


@pytest.mark.usefixtures("typeface")
def test_unknown_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="paper: 'a5' given"):
        printing.pdf("a5")
