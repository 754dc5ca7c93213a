"""The story on a screen: what the page-turning reader shows, and the reader as one file."""

from __future__ import annotations

import html
import json
from importlib import resources
from typing import Any

from ee376a.story import pictures, typesetting
from ee376a.story.book import TITLE, pages

__all__ = ["chart", "drawings", "leaves", "web"]

_NAMES = ("black", "blue", "green", "sky blue", "red", "pink", "yellow", "white")

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 0; background: #15152e; }}</style>
</head>
<body>
<main id="book"></main>
<script type="application/json" id="state">{state}</script>
<script type="module">
{module}
const state = JSON.parse(document.getElementById("state").textContent);
const model = {{
  get: (key) => state[key],
  set: (key, value) => {{ state[key] = value; }},
  save_changes() {{}},
}};
render({{ model, el: document.getElementById("book") }});
</script>
</body>
</html>
"""


def leaves() -> list[dict[str, Any]]:
    """Give the pages as the reader takes them.

    Returns
    -------
    list of dict
        The fields of `ee376a.story.book.Page`, empty ones left out.

    Examples
    --------
    >>> leaves()[3]["kind"]
    'left'
    """
    kept = ("number", "kind", "tint", "ink", "text", "alt", "ask", "answer")
    given = [{name: getattr(page, name) for name in kept} for page in pages()]
    return [
        {
            name: list(value) if name == "text" else value
            for name, value in page.items()
            if value != ""
        }
        for page in given
    ]


def chart() -> dict[str, list[list[str]]]:
    """Give the chart that the last painting is read with.

    Returns
    -------
    dict
        ``colours``, each with its name, and ``letters``, each with its digits.

    Examples
    --------
    >>> chart()["colours"][0], chart()["letters"][0]
    (['#17151a', 'black'], ['A', '101'])
    """
    colours, letters = typesetting.chart()
    named = [list(pair) for pair in zip(colours, _NAMES, strict=True)]
    return {"colours": named, "letters": [list(pair) for pair in letters]}


def drawings() -> dict[str, str]:
    """Draw every picture once.

    Returns
    -------
    dict of str to str
        SVG by the number of the page on which the picture begins, as two digits.

    Examples
    --------
    >>> drawn = drawings()
    >>> len(drawn), list(drawn)[:5], drawn["01"][:4]
    (34, ['01', '02', '03', '04', '06'], '<svg')
    """
    first = [page.number for page in pages() if page.kind != "right"]
    return {f"{number:02d}": pictures.draw(number) for number in first}


def web() -> str:
    """Make the reader as a page that needs nothing else.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> page = web()
    >>> page.splitlines()[5], page.count("<script"), "<link" in page
    ('<title>Claude and Shannon and the Gull Called Noise</title>', 2, False)
    """
    source = (resources.files("ee376a") / "static" / "story.mjs").read_text(encoding="utf-8")
    state = {
        "pages": leaves(),
        "page": 1,
        "chart": chart(),
        "pictures": {str(int(number)): svg for number, svg in drawings().items()},
    }
    # Without "<", so that nothing in a picture can end the script element early.
    text = json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")
    return _PAGE.format(title=html.escape(TITLE), state=text, module=source)
