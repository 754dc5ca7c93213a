"""What the reader on a screen is given."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from ee376a.story import pictures
from ee376a.story.book import pages
from ee376a.story.web import chart, drawings, leaves, web
from ee376a.widgets import Storybook


def test_the_reader_has_every_page() -> None:
    for page, leaf in zip(pages(), leaves(), strict=True):
        whole = asdict(page)
        assert {name: list(v) if name == "text" else v for name, v in whole.items()} | leaf == {
            **whole,
            "text": list(page.text),
        }
        assert bool(page.ask) == ("ask" in leaf)


def test_spreads_are_drawn_once() -> None:
    drawn = drawings()
    assert len(drawn) == sum(page.kind != "right" for page in pages())
    assert drawn["04"] == pictures.draw(5)


def test_colours_have_names() -> None:
    assert [name for _, name in chart()["colours"]][:2] == ["black", "blue"]


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = web()
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    state = re.search(r'id="state">(.*?)</script>', page, re.DOTALL)
    assert state
    held = json.loads(state[1])
    assert held["pages"] == leaves()
    assert set(held["pictures"]) == {str(int(number)) for number in drawings()}


def test_a_built_page_does_not_hold_the_pictures() -> None:
    book = Storybook()
    assert set(book.state()) == {"pages", "page", "chart", "base"}
    assert len(book.pictures) == len(drawings())
    html = book._repr_mimebundle_()[0]["text/html"]
    assert len(html.encode()) < 80_000
