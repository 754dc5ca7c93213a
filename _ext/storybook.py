"""Draws the picture book's pictures into the built book, where its reader looks for them.

They are drawn by the package, some megabytes of it, and so they are not kept beside it.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ee376a.story.web import drawings

CHAPTER = "story/book"


def draw(app: Sphinx, error: Exception | None) -> None:
    """Write the pictures to ``_static/story``."""
    if error is not None or app.builder.format != "html" or CHAPTER not in app.env.found_docs:
        return
    folder = Path(app.outdir) / "_static" / "story"
    folder.mkdir(parents=True, exist_ok=True)
    for number, picture in drawings().items():
        (folder / f"{number}.svg").write_text(picture, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the build; called by Sphinx."""
    app.connect("build-finished", draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
