"""The pictures of the book, one drawing a page or a spread."""

from collections.abc import Callable
from functools import cache

from ee376a.story import gift
from ee376a.story.book import TITLE, pages
from ee376a.story.drawing import picture
from ee376a.story.scenes import SCENES

__all__ = ["PICTURES", "draw", "size"]

PICTURES: tuple[int, ...] = tuple(page.number for page in pages() if page.kind != "right")
"""The page that each picture begins on."""


def size(number: int) -> tuple[int, int]:
    """Give width and height of the picture that is on a page.

    Parameters
    ----------
    number : int
        Of the page, from 1.

    Returns
    -------
    tuple of int
        In units of which a page is 1000 wide; of a spread, both pages together.

    Examples
    --------
    >>> size(1), size(3), size(5)
    ((1000, 1294), (1000, 860), (2000, 860))
    """
    kind = pages()[number - 1].kind
    if kind == "cover":
        return 1000, 1294
    return (2000 if kind in ("left", "right") else 1000), 860


@cache
def draw(number: int) -> str:
    """Draw the picture that is on a page; both halves of a spread give the whole.

    Parameters
    ----------
    number : int
        Of the page, from 1.

    Returns
    -------
    str
        A complete SVG document, its title and description the page's alt text.

    Raises
    ------
    ValueError
        For a page that the book has not.

    Examples
    --------
    >>> draw(2).startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 860"')
    True
    """
    book = pages()
    if not 1 <= number <= len(book):
        raise ValueError(f"number must be from 1 to {len(book)}, got {number}")
    page = book[number - 1]
    if page.kind == "painting":
        return gift.draw()
    first = number - 1 if page.kind == "right" else number
    told = " ".join(p.alt for p in book[first - 1 : first + (page.kind in ("left", "right"))])
    scene: Callable[[], str] = SCENES[first]
    return picture(f"page{first:02d}", size(first), f"{TITLE}, page {first}", told, scene())
