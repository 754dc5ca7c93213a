"""The story on paper: a PDF of pages, with or without bleed, and a booklet to fold and staple."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ee376a.story import typesetting
from ee376a.story.book import TITLE, Page, pages

__all__ = ["BLEED", "booklet", "pdf", "sheets", "typeset"]

BLEED = 9.0
"""Points of picture beyond the trimmed page on each side: an eighth of an inch."""


def pdf(paper: str = "letter", *, bleed: bool = False) -> bytes:
    """Typeset the book as tagged PDF (PDF/UA-1), one page after the other.

    Parameters
    ----------
    paper : {"letter", "a4"}
        The trimmed page.
    bleed : bool
        Add `BLEED` on every side, and say in the file where to trim.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    ValueError
        If the paper is not known.
    FileNotFoundError
        If the typeface is not installed.
    ModuleNotFoundError
        If typst or pypdf is not installed (``pip install "ee376a[story]"``).

    Examples
    --------
    With the packages ``typst`` and ``pypdf`` and the typeface ``Andika``:

    >>> from pypdf import PdfReader
    >>> book = PdfReader(BytesIO(pdf("a4"))).pages
    >>> len(book), [round(float(side)) for side in book[0].mediabox[2:]]
    (40, [595, 842])
    """
    width, height = typesetting.size(paper)
    data = {
        "title": TITLE,
        "width": width,
        "height": height,
        "bleed": BLEED if bleed else 0,
        "side": typesetting.SIDE,
        "above": typesetting.ABOVE,
        "paragraph": typesetting.PARAGRAPH,
        "pages": [_fields(page, paper) for page in pages()],
    }
    drawn = {f"{page.number:02d}.svg": typesetting.cut(page, bleed=True) for page in pages()}
    made = typeset("book.typ", data, drawn)
    return _mark_trim(made) if bleed else made


def typeset(template: str, data: dict[str, Any], pictures: dict[str, str]) -> bytes:
    """Run typst.

    Parameters
    ----------
    template : str
        A file of this package.
    data : dict
        What it reads as JSON.
    pictures : dict of str to str
        SVG by the names of files.

    Returns
    -------
    bytes
        PDF/UA-1; typst makes none of a picture without its alternative text.

    Raises
    ------
    FileNotFoundError
        If the typeface is not installed.
    ModuleNotFoundError
        If typst is not installed (``pip install "ee376a[story]"``).

    Examples
    --------
    With the package ``typst`` and the typeface ``Andika``:

    >>> size = {"width": 612, "height": 792, "bleed": 0, "side": 54, "above": 16}
    >>> made = typeset("book.typ", {"title": "A leaf", "paragraph": 0.3, "pages": []} | size, {})
    >>> made[:5]
    b'%PDF-'
    """
    import typst

    source = (resources.files("ee376a.story") / template).read_text(encoding="utf-8")
    author = {"author": "The ee376a book's contributors"}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, picture in pictures.items():
            (folder / file).write_text(picture, encoding="utf-8")
        (folder / "data.json").write_text(json.dumps(data | author), encoding="utf-8")
        (folder / template).write_text(source, encoding="utf-8")
        made = typst.compile(
            folder / template,
            root=folder,
            font_paths=[typesetting.font().parent],
            ignore_system_fonts=True,
            sys_inputs={"data": "data.json"},
            pdf_standards=["ua-1"],
        )
    return bytes(made)


def _fields(page: Page, paper: str) -> dict[str, Any]:
    fields = asdict(page) | {"picture": f"{page.number:02d}.svg"}
    if page.kind not in ("cover", "title"):
        fields["size"] = typesetting.fit(page, paper)
    if page.kind == "painting":
        fields["colours"], fields["letters"] = typesetting.chart()
    return fields


def _mark_trim(made: bytes) -> bytes:
    """Write into each page where a printer trims it."""
    from pypdf import PdfWriter
    from pypdf.generic import RectangleObject

    writer = PdfWriter(clone_from=BytesIO(made))
    for page in writer.pages:
        width, height = page.mediabox.width, page.mediabox.height
        page.trimbox = RectangleObject((BLEED, BLEED, width - BLEED, height - BLEED))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def sheets(count: int) -> list[tuple[int, int]]:
    """Order the pages of a saddle-stitched booklet.

    Parameters
    ----------
    count : int
        How many pages: a positive multiple of 4.

    Returns
    -------
    list of (int, int)
        The left and the right page, from 1, of the front and the back of each sheet, the outermost
        first.

    Raises
    ------
    ValueError
        If the pages do not fill the sheets.

    Examples
    --------
    >>> sheets(8)
    [(8, 1), (2, 7), (6, 3), (4, 5)]
    """
    if count <= 0 or count % 4:
        raise ValueError(f"count: {count} given, a positive multiple of 4 needed")
    fronts = range(1, count // 2, 2)
    pairs = [((count + 1 - n, n), (n + 1, count - n)) for n in fronts]
    return [side for pair in pairs for side in pair]


def booklet(paper: str = "letter") -> bytes:
    """Lay the pages out on sheets twice as wide, to print on both sides, fold and staple.

    Parameters
    ----------
    paper : {"letter", "a4"}
        Of a page; the sheets are tabloid (11 by 17 inches) or A3.

    Returns
    -------
    bytes
        The PDF; turn the sheets along their short edge.

    Raises
    ------
    ValueError
        If the paper is not known.
    FileNotFoundError
        If the typeface is not installed.
    ModuleNotFoundError
        If typst or pypdf is not installed (``pip install "ee376a[story]"``).

    Examples
    --------
    With the package ``pypdf``:

    >>> sheets(len(pages()))[:2]  # on the front and the back of the outermost sheet
    [(40, 1), (2, 39)]
    >>> booklet("a3")
    Traceback (most recent call last):
    ValueError: paper: 'a3' given, one of letter, a4 allowed
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    source = PdfReader(BytesIO(pdf(paper))).pages
    width, height = source[0].mediabox.width, source[0].mediabox.height
    writer = PdfWriter()
    for pair in sheets(len(source)):
        sheet = writer.add_blank_page(2 * width, height)
        # Each page as it is, as one thing to draw: to rewrite all its strokes would take a minute.
        forms = DictionaryObject()
        for name, number in zip(("/Left", "/Right"), pair, strict=True):
            form = StreamObject()
            form.set_data(source[number - 1].get_contents().get_data())  # type: ignore[union-attr]
            form[NameObject("/Type")] = NameObject("/XObject")
            form[NameObject("/Subtype")] = NameObject("/Form")
            form[NameObject("/BBox")] = source[number - 1].mediabox
            form[NameObject("/Resources")] = source[number - 1]["/Resources"].clone(writer)
            forms[NameObject(name)] = writer._add_object(form.flate_encode())
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
        drawing = StreamObject()
        drawing.set_data(f"/Left Do q 1 0 0 1 {width} 0 cm /Right Do Q".encode())
        sheet[NameObject("/Contents")] = writer._add_object(drawing)
    writer.add_metadata({"/Title": f"{TITLE}: booklet"})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
