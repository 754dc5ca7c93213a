"""The pages of "Claude and Shannon" as data: one file a page, shared by all editions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ee376a.panopticon import octal
from ee376a.story.numbers import GIFT, numbers, say

__all__ = ["KINDS", "PAGES", "TITLE", "Page", "contrast", "pages", "walrus_guesses"]

TITLE = "Claude and Shannon and the Gull Called Noise"

PAGES = 40

KINDS = ("cover", "title", "page", "left", "right", "painting", "back")
"""What a page can be; ``left`` and ``right`` are the halves of one wide picture."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Page:
    """A page of the book.

    Parameters
    ----------
    number : int
        From 1, the cover.
    kind : str
        One of `KINDS`.
    scene : str
        Where it is.
    tint, ink : str
        Colours under the text and of the text, ``#rrggbb``.
    text : tuple of str
        Paragraphs, with their numbers filled in.
    alt : str
        The picture in words, for who listens.
    ask, answer : str
        Something to try, and what comes of it; both empty on many pages.

    Raises
    ------
    ValueError
        If the kind or a colour is not one, a left page is odd or a right page even, text or alt is
        missing, or there is a question without its answer.
    """

    number: int
    kind: str
    scene: str
    tint: str
    ink: str
    text: tuple[str, ...]
    alt: str
    ask: str = ""
    answer: str = ""

    def __post_init__(self) -> None:
        where = f"page {self.number}"
        if self.kind not in KINDS:
            raise ValueError(f"{where}, kind: {self.kind!r} given, one of {KINDS} allowed")
        for name in ("tint", "ink"):
            if not _COLOUR.fullmatch(getattr(self, name)):
                raise ValueError(f"{where}, {name}: {getattr(self, name)!r} given, #rrggbb needed")
        if (self.kind, self.number % 2) in {("left", 1), ("right", 0)}:
            raise ValueError(f"{where}, kind: {self.kind} given, but it lies on the other side")
        if not (self.scene and self.alt and all(self.text) and self.text):
            raise ValueError(f"{where}: scene, text or alt is empty")
        if bool(self.ask) != bool(self.answer):
            raise ValueError(f"{where}: a question and its answer must come together")

    @property
    def words(self) -> int:
        """How many words its text has.

        Examples
        --------
        >>> pages()[3].text[1], pages()[3].words
        ('Today was Lantern Night.', 52)
        """
        return sum(len(paragraph.split()) for paragraph in self.text)


@cache
def pages() -> tuple[Page, ...]:
    """Load the book.

    Returns
    -------
    tuple of Page
        All pages in their order.

    Raises
    ------
    ValueError
        If a page is not as it must be, or it names a number that nobody computes.

    Examples
    --------
    >>> pages()[2].text[1]
    'Claude made guesses.'
    >>> len(pages())
    40
    """
    folder = resources.files("ee376a.story") / "pages"
    raw = {
        number: tomllib.loads((folder / f"{number:02d}.toml").read_text(encoding="utf-8"))
        for number in range(1, PAGES + 1)
    }
    told = {name: say(number) for name, number in numbers().items()}
    told["guesses"] = say(walrus_guesses([raw[number]["text"] for number in range(1, 32)]))
    told["first_row"] = " ".join(re.findall("...", "".join(map(str, octal.encode(GIFT)))))
    told |= {name.capitalize(): value.capitalize() for name, value in told.items()}
    return tuple(_page(number, fields, told) for number, fields in raw.items())


def _page(number: int, fields: dict[str, object], told: dict[str, str]) -> Page:
    def fill(value: object) -> str:
        try:
            return str(value).strip().format_map(told)
        except KeyError as missing:
            raise ValueError(f"page {number}: nobody computes the number {missing}") from None

    flat = {name: fill(value) for name, value in fields.items() if name not in {"text", "try"}}
    tried = fields.get("try", {})
    assert isinstance(tried, dict)
    flat |= {name: fill(value) for name, value in tried.items()}
    return Page(number, text=tuple(fill(fields["text"]).split("\n\n")), **flat)


def walrus_guesses(texts: list[str]) -> int:
    """Count the paragraphs in which Claude says that it is a walrus.

    Parameters
    ----------
    texts : list of str
        Of pages.

    Returns
    -------
    int
        Claude speaks where his name stands outside the quotation marks.

    Examples
    --------
    >>> walrus_guesses(["“A walrus,” said Claude.", "“Never a walrus, Claude,” said Shannon."])
    1
    """
    speech = re.compile("“[^”]*”")
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    return sum(
        "walrus" in " ".join(speech.findall(paragraph)).lower()
        and "Claude" in speech.sub("", paragraph)
        for paragraph in paragraphs
    )


def contrast(one: str, other: str) -> float:
    """Tell how well two colours stand apart.

    Parameters
    ----------
    one, other : str
        As ``#rrggbb``.

    Returns
    -------
    float
        The contrast ratio of WCAG 2, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    values = [byte / 255 for byte in bytes.fromhex(colour[1:])]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
