"""The built pages as files: links, pictures, weight, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pages
import pytest
from bs4 import BeautifulSoup

every_page = pytest.mark.parametrize("name", pages.names())
RAW_LIMIT, GZIP_LIMIT = 4_000_000, 1_200_000


@cache
def soup(path: Path) -> BeautifulSoup:
    """A page, parsed once."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def anchors(path: Path) -> frozenset[str]:
    """The places in a page that a link can lead to."""
    return frozenset(str(tag["id"]) for tag in soup(path).find_all(id=True))


@every_page
def test_internal_links_and_anchors_resolve(html: Path, name: str) -> None:
    page = html / f"{name}.html"
    broken = []
    for tag in soup(page).find_all("a", href=True):
        parts = urlsplit(str(tag["href"]))
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if not target.exists() or (
            parts.fragment
            and target.suffix == ".html"
            and unquote(parts.fragment) not in anchors(target)
        ):
            broken.append(str(tag["href"]))
    assert broken == []


@every_page
def test_every_picture_has_an_alternative_text(html: Path, name: str) -> None:
    article = soup(html / f"{name}.html").find("article")
    assert article is not None
    for picture in article.find_all("img"):
        alt = str(picture.get("alt", "")).strip()
        source = str(picture.get("src", ""))
        assert len(alt) >= 15, f"{source}: {alt!r}"
        assert not alt.startswith(("../", "_images", "http")), alt
    for figure in article.find_all("figure"):
        caption = figure.find("figcaption")
        assert caption is not None
        assert caption.get_text(strip=True)


@every_page
def test_nothing_is_loaded_from_elsewhere(html: Path, name: str) -> None:
    page = soup(html / f"{name}.html")
    loaded = [str(tag["src"]) for tag in page.find_all(src=True)]
    loaded += [
        str(tag["href"])
        for tag in page.find_all("link", href=True)
        if {"stylesheet", "preload", "icon", "preconnect"} & set(tag.get("rel", []))
    ]
    assert [address for address in loaded if re.match(r"(https?:)?//", address)] == []


@every_page
def test_no_page_tells_where_it_was_built(html: Path, name: str) -> None:
    assert str(pages.ROOT) not in (html / f"{name}.html").read_text(encoding="utf-8")


def weight(html: Path, name: str) -> tuple[int, int]:
    """Bytes of a page with everything it names, and the same when each file is gzipped."""
    page = html / f"{name}.html"
    files = {page}
    for tag in soup(page).find_all(True):
        for address in (tag.get("src"), tag.get("href") if tag.name == "link" else None):
            parts = urlsplit(str(address or ""))
            target = (page.parent / unquote(parts.path)).resolve()
            if not parts.scheme and parts.path and target.is_file() and target.suffix != ".html":
                files.add(target)
    contents = [path.read_bytes() for path in sorted(files)]
    return sum(map(len, contents)), sum(len(gzip.compress(content, 6)) for content in contents)


@every_page
def test_weight_of_a_page(html: Path, name: str, record_property) -> None:
    raw, packed = weight(html, name)
    record_property("bytes", raw)
    record_property("bytes gzipped", packed)
    assert raw < RAW_LIMIT
    assert packed < GZIP_LIMIT


def test_the_whole_book_is_small(html: Path) -> None:
    sizes = {path: path.stat().st_size for path in html.rglob("*") if path.is_file()}
    heaviest = sorted(sizes, key=sizes.__getitem__)[-3:]
    assert sum(sizes.values()) < 25_000_000, heaviest


def test_mathjax_has_only_what_pages_ask_for(html: Path) -> None:
    folder = html / "_static" / "mathjax"
    assert (folder / "tex-chtml.js").is_file()
    assert not list(folder.glob("sre/**/*.*"))
    assert not list(folder.glob("output/svg/**/*.*"))
