"""Says under the title of each chapter how long it takes to read.

Counted are the words that are told, not those of code and outputs: 200 of them a minute, as for a
text that asks for thinking.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

WORDS_A_MINUTE = 200
_UNREAD = (nodes.literal_block, nodes.raw, nodes.comment, nodes.math_block, nodes.image)


def minutes(doctree: nodes.document) -> int:
    """Give the minutes for the paragraphs, lists and tables of a page, at least one."""
    words = 0
    for text in doctree.findall(nodes.Text):
        parent = text.parent
        while parent is not None and not isinstance(parent, _UNREAD):
            parent = parent.parent
        if parent is None:
            words += len(text.astext().split())
    return max(1, round(words / WORDS_A_MINUTE))


def tell(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the time after the title of a chapter."""
    in_a_part = "/" in page and not page.startswith("reference/")
    if doctree is None or not (in_a_part or str(app.env.doc2path(page)).endswith(".ipynb")):
        return
    time = minutes(doctree)
    words = f'<p class="reading-time">{time} {"minute" if time == 1 else "minutes"} to read</p>'
    head, title, rest = context["body"].partition("</h1>")
    context["body"] = head + title + (words if title else "") + rest


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the build; called by Sphinx."""
    app.connect("html-page-context", tell)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
