"""The story as an e-book: EPUB 3 with a fixed layout, every page a picture with its text."""

from __future__ import annotations

import uuid
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ee376a.story import typesetting
from ee376a.story.book import TITLE, Page, pages

__all__ = ["HEIGHT", "WIDTH", "epub"]

WIDTH, HEIGHT = 1000, 1294
"""Of a page in CSS pixels: the proportions of letter paper."""

_POINT = WIDTH / typesetting.PAPERS["letter"][0]
_FONTS = {"Regular": 400, "Bold": 700}
_ADDRESS = "https://ee376a-book.github.io/ee376a/story/book.html"
_CHANGED = "2026-11-23T00:00:00Z"  # written here, so that the same story is the same file

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="en-GB" xml:lang="en-GB">\n<head><meta charset="utf-8"/>'
)

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def _style() -> str:
    faces = "".join(
        f"@font-face {{ font-family: Andika; font-weight: {weight}; "
        f"src: url(Andika-{name}.ttf); }}\n"
        for name, weight in _FONTS.items()
    )
    side, above = typesetting.SIDE * _POINT, typesetting.ABOVE * _POINT
    return f"""{faces}
html, body {{ margin: 0; padding: 0; width: {WIDTH}px; height: {HEIGHT}px; overflow: hidden; }}
body {{ position: relative; font-family: Andika, sans-serif; }}
img {{ display: block; width: {WIDTH}px; }}
p, h1 {{ margin: 0; line-height: {typesetting.LINE}; }}
p + p {{ margin-top: {typesetting.PARAGRAPH}em; }}
.text {{ position: absolute; left: {side:.0f}px; right: {side:.0f}px;
  top: {typesetting.PICTURE * WIDTH + above:.0f}px; }}
.title .text, .cover .text {{ text-align: center; font-size: 28px; }}
.cover .text {{ top: 110px; }}
.title p + p {{ margin-top: 1.2em; }}
.painting .text {{ left: 65px; right: 65px; }}
h1 {{ font-size: 68px; }}
.subtitle {{ font-size: 42px; font-weight: 700; }}
.folio {{ position: absolute; bottom: 30px; font-size: 23px; }}
.even .folio {{ left: 36px; }}
.odd .folio {{ right: 36px; }}
.chart {{ display: grid; grid-template-columns: repeat(8, 1fr); margin: 10px 0 0; padding: 0;
  list-style: none; font-size: 24px; line-height: {typesetting.LINE}; }}
.chart .mark {{ grid-column: span 2; }}
.paint {{ display: inline-block; width: 49px; height: 24px; border: 1px solid;
  vertical-align: -4px; margin-right: 6px; }}
"""


def _chart() -> str:
    colours, letters = typesetting.chart()
    paints = "".join(
        f'<li><span class="paint" style="background: {colour}"></span>{digit}</li>'
        for digit, colour in enumerate(colours)
    )
    names = "".join(
        f"<li{' class=' + chr(34) + 'mark' + chr(34) if len(name) > 1 else ''}><b>{name}</b> "
        f"{digits}</li>"
        for name, digits in letters
    )
    return f'<ul class="chart">{paints}</ul><ul class="chart">{names}</ul>'


def _page(page: Page) -> str:
    """Write a page as XHTML."""
    number = page.number
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.text)
    style = ""
    if page.kind in ("cover", "title"):
        first, second, *rest = page.text
        paragraphs = f'<h1>{escape(first)}</h1><p class="subtitle">{escape(second)}</p>'
        paragraphs += "".join(f"<p>{escape(paragraph)}</p>" for paragraph in rest)
    else:
        style = f' style="font-size: {typesetting.fit(page, "letter") * _POINT:.1f}px"'
    if page.kind == "painting":
        paragraphs += _chart()
    folio = f'<p class="folio">{number}</p>' if page.kind in ("page", "left", "right") else ""
    return (
        f"{_HEAD}<title>Page {number}</title>"
        f'<meta name="viewport" content="width={WIDTH}, height={HEIGHT}"/>'
        '<link rel="stylesheet" href="style.css"/></head>\n'
        f'<body class="{page.kind} {"odd" if number % 2 else "even"}" '
        f'style="background: {page.tint}; color: {page.ink}">\n'
        f'<img src="{number:02d}.svg" alt="{escape(page.alt)}"/>\n'
        f'<div class="text"{style}>{paragraphs}</div>{folio}\n</body>\n</html>\n'
    )


def _navigation() -> str:
    stops = {1: "Cover", 3: "The story", 39: "A painting for you"}
    contents = "".join(f'<li><a href="{n:02d}.xhtml">{name}</a></li>' for n, name in stops.items())
    listed = "".join(
        f'<li><a href="{page.number:02d}.xhtml">{page.number}</a></li>' for page in pages()
    )
    return (
        f"{_HEAD}<title>{TITLE}</title></head>\n<body>\n"
        f'<nav epub:type="toc"><h1>{TITLE}</h1><ol>{contents}</ol></nav>\n'
        f'<nav epub:type="page-list" hidden="hidden"><ol>{listed}</ol></nav>\n'
        "</body>\n</html>\n"
    )


def _package() -> str:
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, _ADDRESS)
    properties = {
        "dcterms:modified": [_CHANGED],
        "rendition:layout": ["pre-paginated"],
        "rendition:orientation": ["auto"],
        "rendition:spread": ["auto"],
        "schema:accessMode": ["textual", "visual"],
        "schema:accessModeSufficient": ["textual"],
        "schema:accessibilityFeature": ["alternativeText", "readingOrder", "pageNavigation"],
        "schema:accessibilityHazard": ["none"],
        "schema:accessibilitySummary": ["Every picture is told in words."],
        "schema:typicalAgeRange": ["8-12"],
    }
    metadata = "".join(
        f'<meta property="{name}">{value}</meta>\n'
        for name, values in properties.items()
        for value in values
    )
    svg, xhtml = 'media-type="image/svg+xml"', 'media-type="application/xhtml+xml"'
    items = [
        f'<item id="nav" href="nav.xhtml" {xhtml} properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
    ]
    items += [
        f'<item id="font-{name}" href="Andika-{name}.ttf" media-type="font/ttf"/>'
        for name in _FONTS
    ]
    spine = []
    for page in pages():
        n = f"{page.number:02d}"
        cover = ' properties="cover-image"' if page.kind == "cover" else ""
        items.append(f'<item id="picture-{n}" href="{n}.svg" {svg}{cover}/>')
        items.append(f'<item id="page-{n}" href="{n}.xhtml" {xhtml}/>')
        side = "right" if page.number % 2 else "left"
        spine.append(f'<itemref idref="page-{n}" properties="page-spread-{side}"/>')
    newline = "\n"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en-GB"
 prefix="rendition: http://www.idpf.org/vocab/rendition/# schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{TITLE}</dc:title>
<dc:language>en-GB</dc:language>
<dc:creator>The ee376a book’s contributors</dc:creator>
<dc:rights>CC BY 4.0</dc:rights>
{metadata}</metadata>
<manifest>
{newline.join(items)}
</manifest>
<spine>
{newline.join(spine)}
</spine>
</package>
"""


def epub() -> bytes:
    """Make the e-book.

    Returns
    -------
    bytes
        The file: the same bytes every time.

    Raises
    ------
    FileNotFoundError
        If the typeface is not installed.

    Examples
    --------
    With the typeface ``Andika``:

    >>> book = ZipFile(BytesIO(epub()))
    >>> book.namelist()[:3], book.read("mimetype")
    (['mimetype', 'META-INF/container.xml', 'book/package.opf'], b'application/epub+zip')
    """
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": _CONTAINER,
        "book/package.opf": _package(),
        "book/nav.xhtml": _navigation(),
        "book/style.css": _style(),
    }
    for name in _FONTS:
        files[f"book/Andika-{name}.ttf"] = typesetting.font(bold=name == "Bold").read_bytes()
    for page in pages():
        files[f"book/{page.number:02d}.xhtml"] = _page(page)
        files[f"book/{page.number:02d}.svg"] = typesetting.cut(page, bleed=False)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        # The format wants this one first and as it is.
        archive.writestr(_entry("mimetype", ZIP_STORED), "application/epub+zip")
        for name, content in files.items():
            archive.writestr(_entry(name, ZIP_DEFLATED), content)
    return made.getvalue()


def _entry(name: str, compression: int) -> ZipInfo:
    """Name a file of the archive, without the time at which it was made."""
    entry = ZipInfo(name)
    entry.compress_type = compression
    return entry
