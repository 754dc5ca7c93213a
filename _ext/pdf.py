"""Prints the built book as one PDF: ``python _ext/pdf.py _build/html BOOK.pdf [PAGE ...]``.

Each page is printed by a headless Chromium, named in ``$CHROME`` or found on the path, as a reader
would print it: light, without the bars of the screen, with solutions unfolded. The pages are then
bound in the order of the contents, with an outline.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).parents[1]
# What a sheet of paper cannot do: fold, play, scroll.
STYLE = """
@page { margin: 18mm 16mm; }
.bd-header, .bd-header-article, .bd-sidebar-primary, .bd-sidebar-secondary, .bd-footer,
.prev-next-footer, .copybtn, .headerlink, .toggle-button { display: none !important; }
.bd-main, .bd-content, .bd-article-container {
  display: block !important; max-width: none !important;
}
.bd-article pre { white-space: pre-wrap !important; overflow: visible !important; }
figure, table, pre, .admonition { break-inside: avoid; }
h1, h2, h3 { break-after: avoid; }
"""
UNFOLD = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('.toggle-hidden').forEach(one => one.classList.remove('toggle-hidden'));
  document.querySelectorAll('img[loading=lazy]').forEach(one => { one.loading = 'eager'; });
}"""


def contents() -> list[tuple[str, str]]:
    """Give the pages in their order, each with the caption of its part."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [(toc["root"], "")]

    def walk(entries: list[dict[str, Any]], caption: str) -> None:
        for entry in entries:
            found.append((entry["file"], caption))
            walk(entry.get("sections", []), caption)

    for part in toc["parts"]:
        walk(part["chapters"], part["caption"])
    return found


def print_page(browser: Browser, path: Path) -> bytes:
    """Print one built page."""
    context = browser.new_context(color_scheme="light", reduced_motion="reduce", offline=True)
    context.add_init_script("localStorage.setItem('mode', 'light')")
    page = context.new_page()
    page.goto(path.resolve().as_uri(), wait_until="load")
    page.evaluate("window.MathJax?.startup?.promise")
    page.evaluate("document.fonts.ready")
    page.add_style_tag(content=STYLE)
    page.evaluate(UNFOLD)
    made: bytes = page.pdf(format="A4", print_background=True)
    context.close()
    return made


def bind(html: Path, target: Path, only: list[str]) -> int:
    """Print the pages, or only those that are named, bind them, and tell how many sheets it is."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    chrome = os.environ.get("CHROME") or next(filter(None, map(shutil.which, names)), None)
    writer, parts = PdfWriter(), {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, chromium_sandbox=False)
        for name, caption in contents():
            if only and name not in only:
                continue
            sheets = PdfReader(io.BytesIO(print_page(browser, html / f"{name}.html")))
            first = len(writer.pages)
            writer.append(sheets, import_outline=False)
            if caption and caption not in parts:
                parts[caption] = writer.add_outline_item(caption, first)
            title = (sheets.metadata or {}).get("/Title", name)
            writer.add_outline_item(str(title).split(" — ")[0], first, parts.get(caption))
        browser.close()
    writer.add_metadata({"/Title": "Five projects, one theory"})
    writer.write(target)
    return len(writer.pages)


if __name__ == "__main__":
    count = bind(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    sys.stdout.write(f"{sys.argv[2]}: {count} pages\n")
