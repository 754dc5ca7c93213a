"""Each chapter says under its title how long it takes to read."""

from __future__ import annotations

import re
from pathlib import Path

import pages
import pytest


def source(name: str) -> Path:
    """The file of a page."""
    return next((pages.ROOT / "chapters").glob(f"{name}.*"))


CHAPTERS = [n for n in pages.names() if source(n).suffix == ".ipynb" or n == "story/grownups"]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_says_how_long_it_is(html: Path, name: str) -> None:
    text = (html / f"{name}.html").read_text(encoding="utf-8")
    (time,) = re.findall(r'</h1>\s*<p class="reading-time">(\d+) minutes? to read</p>', text)
    words = source(name).read_text(encoding="utf-8").split()
    # Outputs and code count nothing, so it is no more than what all words of the file would take.
    # The other page has neither, and its minutes are rounded.
    rounding = 0.0 if source(name).suffix == ".ipynb" else 0.5
    assert 1 <= int(time) < max(2, len(words) / 200 + rounding)


def test_other_pages_do_not(html: Path) -> None:
    for name in ("index", "glossary", "reference/bits"):
        assert "reading-time" not in (html / f"{name}.html").read_text(encoding="utf-8")
