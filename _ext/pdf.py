"""Prints the built book as one PDF: ``python _ext/pdf.py _build/html BOOK.pdf [PAGE ...]``.

Each page is printed by a headless Chromium, named in ``$CHROME`` or found on the path, as a reader
would print it, with solutions unfolded. The pages are bound in the order of the contents behind a
cover and a table of contents, and what links to another page leads to its sheet.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import yaml
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NullObject

ROOT = Path(__file__).parents[1]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
# A4 within the margins of print.css, in pixels of CSS.
SHEET = {"width": 673, "height": 980}
NUMBERED = """
@page { @bottom-center { content: counter(page); font: 10px sans-serif; color: #5c5a68; } }
@page :first { counter-set: page %d; }
.places { font-size: 1px; height: 1px; overflow: hidden; position: absolute; top: 0; left: 0; }
"""
# What can be unfolded is, a widget says where it is played, and the places that other pages link to
# are linked to from this one, for only then does Chromium tell where they are.
PREPARE = """([address, places, height]) => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('.toggle-hidden').forEach(one => one.classList.remove('toggle-hidden'));
  document.querySelectorAll('img[loading=lazy]').forEach(one => { one.loading = 'eager'; });
  document.querySelectorAll('.ee376a-widget').forEach(one => {
    one.style.zoom = Math.min(1, (height - 60) / one.scrollHeight);
    const note = document.createElement('p');
    note.className = 'on-paper';
    const link = `<a href="${address}">${address}</a>`;
    note.innerHTML = `On paper this stands still. It is played at ${link}.`;
    one.before(note);
  });
  const links = places.map(place => {
    const link = document.createElement('a');
    link.href = '#' + place;
    link.textContent = '.';
    return link;
  });
  const box = document.createElement('div');
  box.className = 'places';
  box.append(...links);
  document.querySelector('article').prepend(box);
}"""
COVER = """<!DOCTYPE html><html lang="en"><head><title>{title}</title><style>
@page {{ size: A4; margin: 17mm 16mm 18mm; }}
body {{ font-family: Charter, Georgia, serif; color: #23222e; margin: 0; }}
.cover {{ break-after: page; text-align: center; }}
.cover img {{ margin-top: 35mm; width: 100%; }}
.cover h1 {{ font-size: 48px; font-weight: 600; margin: 18mm 0 6mm; }}
h2 {{ font-size: 28px; }} h3 {{ font-size: 15px; margin: 3.5mm 0 0.5mm; }}
p {{ display: flex; font-size: 13px; margin: 0; }} .cover p {{ display: block; font-size: 16px; }}
p i {{ border-bottom: 1px dotted #888; flex: 1; margin: 0 6px 4px; }}
a {{ color: inherit; text-decoration: none; }} .inner {{ padding-left: 6mm; }}
</style></head><body><div class="cover"><img src="{picture}" alt=""><h1>{title}</h1>
<p>{author}</p><p><a href="{address}">{address}</a></p></div>
<h2>Contents</h2>{rows}</body></html>"""


@dataclass
class Chapter:
    """A page of the book, printed."""

    path: Path
    title: str
    caption: str
    depth: int
    sheets: PdfReader
    number: int  # of its first sheet


def contents() -> list[tuple[str, str, int]]:
    """Give the pages in their order, each with the caption of its part and its depth there."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [(toc["root"], "", 0)]

    def walk(entries: list[dict[str, Any]], caption: str, depth: int) -> None:
        for entry in entries:
            found.append((entry["file"], caption, depth))
            walk(entry.get("sections", []), caption, depth + 1)

    for part in toc["parts"]:
        walk(part["chapters"], part["caption"], 0)
    return found


def places(html: Path, names: list[str]) -> dict[Path, set[str]]:
    """Give the places of each page that others of the pages link to."""
    found = defaultdict(set)
    for name in names:
        page = html / f"{name}.html"
        for link in re.findall(r'href="([^":?#]+\.html#[^"]+)"', page.read_text(encoding="utf-8")):
            address, place = urldefrag(link)
            found[(page.parent / address).resolve()].add(unquote(place))
    return found


def as_pdf(page: Page) -> PdfReader:
    """Print what the browser shows."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))


def print_page(
    browser: Browser, path: Path, number: int, wanted: set[str]
) -> tuple[str, PdfReader]:
    """Print one built page, its sheets numbered from a number, and give its title too."""
    context = browser.new_context(viewport=SHEET, reduced_motion="reduce", offline=True)
    context.add_init_script("localStorage.setItem('mode', 'light')")
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="light")
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate("window.MathJax?.startup?.promise")
    page.evaluate("document.fonts.ready")
    for widget in page.locator(".ee376a-widget").all():
        widget.locator("[data-ready=true]").wait_for()
    page.add_style_tag(content=NUMBERED % number)
    address = page.locator("link[rel=canonical]").get_attribute("href")
    page.evaluate(PREPARE, [address, sorted(wanted), SHEET["height"]])
    title = page.locator("h1").last.inner_text().strip("# \n")
    made = title, as_pdf(page)
    context.close()
    return made


def print_front(browser: Browser, html: Path, chapters: list[Chapter]) -> PdfReader:
    """Print the cover and the table of contents."""
    rows, caption = [], ""
    for chapter in chapters:
        if chapter.caption != caption:
            caption = chapter.caption
            rows.append(f"<h3>{escape(caption)}</h3>")
        link = f'<a href="{chapter.path.as_uri()}">{escape(chapter.title)}</a>'
        inner = ' class="inner"' if chapter.depth else ""
        rows.append(f"<p{inner}>{link}<i></i>{chapter.number}</p>")
    values = {"title": CONFIG["title"], "author": CONFIG["author"], "rows": "".join(rows)}
    values["address"] = CONFIG["html"]["baseurl"]
    values["picture"] = (html / "_static" / "social-card.png").resolve().as_uri()
    page = browser.new_page()
    # From disk, or it would not be given the picture.
    page.goto((html / "index.html").resolve().as_uri(), wait_until="commit")
    page.set_content(COVER.format(**values), wait_until="load")
    return as_pdf(page)


def print_chapters(browser: Browser, html: Path, only: list[str]) -> list[Chapter]:
    """Print the pages, or only those that are named."""
    listed = [entry for entry in contents() if not only or entry[0] in only]
    wanted = places(html, [name for name, *_ in listed])
    chapters: list[Chapter] = []
    number = 1
    for name, caption, depth in listed:
        path = (html / f"{name}.html").resolve()
        title, sheets = print_page(browser, path, number, wanted[path])
        chapters.append(Chapter(path, title, caption, depth, sheets, number))
        number += len(sheets.pages)
    return chapters


def bind(front: PdfReader, chapters: list[Chapter]) -> PdfWriter:
    """Put the sheets into one file with an outline, links and the numbers of its sheets."""
    writer, parts = PdfWriter(), {}
    writer.append(front)
    start = len(front.pages)
    targets: dict[str, ArrayObject] = {}
    for chapter in chapters:
        first = len(writer.pages)
        for sheet in chapter.sheets.pages:
            writer.add_page(sheet)
        address = chapter.path.as_uri()
        targets[address] = _target(writer, first, None)
        for name, place in chapter.sheets.named_destinations.items():
            sheet_number = chapter.sheets.get_destination_page_number(place)
            if sheet_number is not None:
                key = f"{address}#{name.removeprefix('/')}"
                targets[key] = _target(writer, first + sheet_number, place.top)
        caption = chapter.caption
        if caption and caption not in parts:
            parts[caption] = writer.add_outline_item(title=caption, page_number=first)
        parent = parts.get(caption)
        writer.add_outline_item(title=chapter.title, page_number=first, parent=parent)
    addresses = [c.path.as_uri() for c in chapters for _ in c.sheets.pages]
    for sheet, address in zip(writer.pages, [""] * start + addresses, strict=True):
        links = [link for link in _links(sheet) if _lead(link, address, targets)]
        sheet[NameObject("/Annots")] = ArrayObject(links)
    writer.set_page_label(0, start - 1, style="/r")
    writer.set_page_label(start, len(writer.pages) - 1, style="/D")
    writer.add_metadata({"/Title": CONFIG["title"], "/Author": CONFIG["author"]})
    return writer


def _target(writer: PdfWriter, sheet: int, top: Any) -> ArrayObject:
    """Give a place of a sheet as a link names it."""
    height = NullObject() if top is None else FloatObject(top)
    kept = [NullObject(), height, NullObject()]
    return ArrayObject([writer.pages[sheet].indirect_reference, NameObject("/XYZ"), *kept])


def _links(sheet: DictionaryObject) -> Iterator[DictionaryObject]:
    for link in sheet.get("/Annots", ()):
        yield link.get_object()


def _lead(link: DictionaryObject, page: str, targets: dict[str, ArrayObject]) -> bool:
    """Make a link within the book lead to its sheet, and tell whether it is one to keep."""
    left, bottom, right, top = link["/Rect"]
    if top - bottom < 2 and right - left < 2:
        return False  # from PREPARE
    named = str(link.get("/Dest", "")).removeprefix("/")
    address = f"{page}#{named}" if named else str(link.get("/A", {}).get("/URI", ""))
    if not address.startswith("file:"):
        return True
    found = targets.get(unquote(address)) or targets.get(urldefrag(address)[0])
    if found is None:
        return False  # a page that is not printed
    link.pop("/A", None)
    link[NameObject("/Dest")] = found
    return True


def main() -> None:
    """Print and bind the book."""
    html, target, only = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    chrome = os.environ.get("CHROME") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, chromium_sandbox=False)
        chapters = print_chapters(browser, html, only)
        book = bind(print_front(browser, html, chapters), chapters)
        browser.close()
    book.write(target)
    size = target.stat().st_size / 1e6
    sys.stdout.write(f"{target}: {len(book.pages)} pages, {size:.1f} MB\n")


if __name__ == "__main__":
    main()
