"""The command ``ee376a story``: the picture book as a PDF, a booklet, an e-book or a web page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ee376a import _files

__all__ = ["story"]

EDITIONS = ("pdf", "booklet", "epub", "web", "activities")


def story(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="To be written; - is the standard output.")
    ],
    edition: Annotated[
        str, typer.Option(help="pdf, booklet, epub, web, or activities to print and cut.")
    ] = "pdf",
    paper: Annotated[str, typer.Option(help="letter or a4, for what is printed.")] = "letter",
    bleed: Annotated[
        bool, typer.Option("--bleed", help="For pdf: an eighth of an inch to trim.")
    ] = False,
) -> None:
    """Make the picture book "Claude and Shannon and the Gull Called Noise".

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     app("story --edition web -o story.html".split(), standalone_mode=False)
    ...     Path("story.html").read_text(encoding="utf-8").splitlines()[5]
    '<title>Claude and Shannon and the Gull Called Noise</title>'
    """
    from ee376a.story.typesetting import PAPERS

    if edition not in EDITIONS:
        raise ValueError(f"edition: {edition!r} given, one of {', '.join(EDITIONS)} allowed")
    if paper not in PAPERS:
        raise ValueError(f"paper: {paper!r} given, one of {', '.join(PAPERS)} allowed")
    if bleed and edition != "pdf":
        raise ValueError(f"bleed: given with {edition}, allowed with pdf")
    if edition in ("pdf", "booklet"):
        from ee376a.story import print as printing

        made = printing.pdf(paper, bleed=bleed) if edition == "pdf" else printing.booklet(paper)
    elif edition == "activities":
        from ee376a.story.activities import activities

        made = activities(paper)
    elif edition == "epub":
        from ee376a.story.epub import epub

        made = epub()
    else:
        from ee376a.story.web import web

        made = web().encode()
    _files.write(output, made)
