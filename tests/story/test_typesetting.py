"""Sizes of type, and how a page's picture is cut from a drawing."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from ee376a.story import pictures, typesetting
from ee376a.story.book import pages


def view(svg: str) -> list[float]:
    """Left, top, width and height of what a picture shows."""
    return [float(number) for number in ElementTree.fromstring(svg).attrib["viewBox"].split()]


@pytest.mark.usefixtures("typeface")
@pytest.mark.parametrize("paper", list(typesetting.PAPERS))
def test_every_page_finds_a_size(paper: str) -> None:
    sizes = [typesetting.fit(page, paper) for page in pages()[2:38]]
    assert min(sizes) >= 15.5
    assert sum(size >= 17 for size in sizes) >= 26


@pytest.mark.usefixtures("typeface")
def test_more_text_is_set_smaller_and_too_much_is_refused() -> None:
    page = pages()[19]
    longer = replace(page, text=(*page.text, "And so on, and on, and on."))
    assert typesetting.fit(longer, "letter") < typesetting.fit(page, "letter")
    with pytest.raises(ValueError, match="page 20: its text does not fit at 14"):
        typesetting.fit(replace(page, text=page.text * 3), "letter")


def test_unknown_paper() -> None:
    with pytest.raises(ValueError, match="paper: 'a3' given, one of letter, a4"):
        typesetting.size("a3")


def test_a_missing_typeface_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    typesetting.font.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="apt install fonts-sil-andika"):
            typesetting.font()
    finally:
        typesetting.font.cache_clear()


def test_a_page_is_cut_from_its_drawing() -> None:
    cover, left, right, single = (pages()[n - 1] for n in (1, 4, 5, 6))
    assert view(typesetting.cut(single, bleed=False)) == [0, 0, 1000, 860]
    assert view(typesetting.cut(single, bleed=True)) == [-30, -30, 1060, 890]
    assert view(typesetting.cut(left, bleed=True)) == [-30, -30, 1060, 890]
    assert view(typesetting.cut(right, bleed=True)) == [970, -30, 1060, 890]
    assert view(typesetting.cut(right, bleed=False)) == [1000, 0, 1000, 860]
    assert view(typesetting.cut(cover, bleed=True)) == [-30, -30, 1060, 1354]


def test_a_drawing_of_another_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "draw", lambda _: '<svg viewBox="0 0 100 100"/>')
    with pytest.raises(ValueError, match="page 6: its picture must have"):
        typesetting.cut(pages()[5], bleed=True)


def test_the_chart_is_base_eight() -> None:
    colours, letters = typesetting.chart()
    assert len(colours) == 8
    spelled = dict(letters)
    assert (spelled["A"], spelled["Z"], spelled["space"], spelled["stop"]) == (
        "101",
        "132",
        "040",
        "056",
    )
    assert all(int(digits, 8) == ord(name) for name, digits in letters[:26])
