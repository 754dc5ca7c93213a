"""Where the text of a page stands and how large: one measure for print, e-book and screen.

Type is never smaller than 14 points on letter paper; a page's text takes the largest size that
fits. The typeface is Andika (SIL), made for children who learn to read.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

from ee376a.panopticon import octal
from ee376a.panopticon.palettes import PAINTER
from ee376a.story import pictures
from ee376a.story.book import Page

__all__ = [
    "LINE",
    "OVERSCAN",
    "PAPERS",
    "PARAGRAPH",
    "PICTURE",
    "SIZES",
    "chart",
    "cut",
    "fit",
    "font",
    "size",
]

OVERSCAN = 30
"""Units, of which a page is 1000 wide, that are drawn beyond its edges for the bleed."""

PAPERS = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}
"""Width and height of a page in points.

:meta hide-value:
"""

PICTURE = 0.86
"""Height of an ordinary picture as a part of the page's width."""

SIZES = (18.0, 17.5, 17.0, 16.5, 16.0, 15.5, 15.0, 14.5)
"""Sizes of type in points that a page may take."""

LINE, PARAGRAPH = 1.32, 0.3
"""From line to line, and more between paragraphs, in ems."""

SIDE, ABOVE, BELOW = 54.0, 16.0, 30.0
"""Points to the left and right of the text, over it, and under it."""

_FAMILY = "Andika"


@cache
def font(*, bold: bool = False) -> Path:
    """Find the typeface among the fonts of this computer.

    Parameters
    ----------
    bold : bool
        Bold rather than regular.

    Returns
    -------
    Path
        Its file.

    Raises
    ------
    FileNotFoundError
        If it is not installed; the message says what to install.

    Examples
    --------
    With the typeface ``Andika``:

    >>> font().name, font(bold=True).name
    ('Andika-Regular.ttf', 'Andika-Bold.ttf')
    """
    from matplotlib import font_manager

    wanted = f"{_FAMILY}-{'Bold' if bold else 'Regular'}.ttf"
    # not by matplotlib's list of families, which does not see what was installed after it
    for path in sorted(font_manager.findSystemFonts()):
        if Path(path).name == wanted:
            return Path(path)
    raise FileNotFoundError(
        f"The story is set in {_FAMILY}, and {wanted} is not installed. On Debian and Ubuntu: "
        "apt install fonts-sil-andika; elsewhere: https://software.sil.org/andika"
    )


def size(paper: str) -> tuple[float, float]:
    """Give the size of a page.

    Parameters
    ----------
    paper : {"letter", "a4"}
        Its name.

    Returns
    -------
    tuple of float
        Width and height in points.

    Raises
    ------
    ValueError
        If there is no such paper here.

    Examples
    --------
    >>> size("letter")
    (612.0, 792.0)
    """
    if paper not in PAPERS:
        raise ValueError(f"paper: {paper!r} given, one of {', '.join(PAPERS)} allowed")
    return PAPERS[paper]


def fit(page: Page, paper: str) -> float:
    """Choose the size of a page's type.

    Parameters
    ----------
    page : Page
        An ordinary page.
    paper : {"letter", "a4"}
        Of the print.

    Returns
    -------
    float
        The largest of `SIZES` at which its text fits under the picture, in points.

    Raises
    ------
    ValueError
        If there is no such paper, or the text is too long for the smallest size.
    FileNotFoundError
        If the typeface is not installed.

    Examples
    --------
    With the typeface ``Andika``:

    >>> from ee376a.story.book import pages
    >>> [fit(page, "letter") for page in pages()[18:22]]
    [18.0, 17.0, 17.5, 18.0]
    """
    width, height = size(paper)
    room = height - PICTURE * width - ABOVE - BELOW
    for points in SIZES:
        lines = sum(_lines(paragraph, points, width - 2 * SIDE) for paragraph in page.text)
        if (lines * LINE + (len(page.text) - 1) * PARAGRAPH) * points <= room:
            return points
    raise ValueError(f"page {page.number}: its text does not fit at {SIZES[-1]} points")


def _lines(paragraph: str, size: float, width: float) -> int:
    """Count the lines of a paragraph, broken wherever a word does not fit any more."""
    em = 100  # whole pixels would round too much at the size itself
    typeface = ImageFont.truetype(font(), em)
    room = width / size * em
    lines, line = 1, ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if typeface.getlength(longer) > room:
            lines, longer = lines + 1, word
        line = longer
    return lines


def cut(page: Page, *, bleed: bool) -> str:
    """Cut a page's picture out of the drawing.

    Parameters
    ----------
    page : Page
        One half of the drawing if it is a left or a right page.
    bleed : bool
        With `OVERSCAN` to the left, to the right and above (and under the cover).

    Returns
    -------
    str
        SVG.

    Raises
    ------
    ValueError
        If the drawing is not of the size that the page needs.

    Examples
    --------
    The right half of a spread, and what a printer needs of it:

    >>> from ee376a.story.book import pages
    >>> for bleed in (False, True):
    ...     print(cut(pages()[4], bleed=bleed)[38:68])
    " viewBox="1000 0 1000 860" ro
    " viewBox="970 -30 1060 890" r
    """
    width, height = pictures.size(page.number)
    drawn = pictures.draw(page.number)
    view = f'viewBox="0 0 {width} {height}"'
    if drawn.count(view) != 1:
        raise ValueError(f"page {page.number}: its picture must have {view}")
    more = OVERSCAN if bleed else 0
    below = more if page.kind == "cover" else 0
    left = (1000 if page.kind == "right" else 0) - more
    seen = f'viewBox="{left} {-more} {1000 + 2 * more} {height + more + below}"'
    return drawn.replace(view, seen)


def chart() -> tuple[list[str], list[tuple[str, str]]]:
    """Give the chart of the last page.

    Returns
    -------
    colours : list of str
        Of the digits 0 to 7, as ``#rrggbb``.
    letters : list of (str, str)
        Each letter and mark with its three digits.

    Examples
    --------
    >>> chart()[1][11]
    ('L', '114')
    """
    marks = {" ": "space", ",": "comma", ".": "stop"}
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)] + list(marks)
    spelled = ["".join(map(str, octal.encode(letter))) for letter in letters]
    named = [marks.get(letter, letter) for letter in letters]
    return list(PAINTER.colours), list(zip(named, spelled, strict=True))
