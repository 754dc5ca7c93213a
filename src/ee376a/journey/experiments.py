"""The journey of a hundred random messages: whether each is read exactly as it was sent."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from ee376a.experiments import Experiment
from ee376a.journey.travel import travel
from ee376a.panopticon.painting import limit

__all__ = ["KINDS", "experiment", "message", "trial"]

#: What a random message is made of, and how many characters it has at the most: all that a painting
#: holds, or about half of it where the painting is of the compressed text.
KINDS = {"words": limit(True), "letters": limit(True), "one letter": limit(True), "scripts": 60}

# Latin with accents, Greek, Cyrillic, Devanagari, Chinese, emoji: first and last.
_SCRIPTS = ((0xC0, 0xFF), (0x391, 0x3A1), (0x400, 0x45F), (0x905, 0x939), (0x4E00, 0x9FA5))
_EMOJI = (0x1F600, 0x1F64F)


def message(kind: str, rng: np.random.Generator) -> str:
    """Draw a message.

    Parameters
    ----------
    kind : str
        A key of `KINDS`: words of the picture book, printable ASCII, one such letter again and
        again, or characters of six scripts.
    rng : numpy.random.Generator

    Returns
    -------
    str
        At least one character.

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> len(message("letters", np.random.default_rng(1)))
    208
    """
    if kind not in KINDS:
        raise ValueError(f"kind: {kind!r} given, one of {', '.join(KINDS)} allowed")
    length = int(rng.integers(1, KINDS[kind], endpoint=True))
    if kind == "words":
        words = rng.choice(_words(), length).tolist()
        return " ".join(words)[:length]
    if kind == "scripts":
        ranges = np.array([*_SCRIPTS, _EMOJI])
        lows, highs = ranges[rng.integers(0, len(ranges), length)].T
        return "".join(map(chr, rng.integers(lows, highs, endpoint=True)))
    if kind == "one letter":
        return chr(int(rng.integers(32, 127))) * length
    return "".join(map(chr, rng.integers(32, 127, length)))


@cache
def _words() -> list[str]:
    from ee376a.story.book import pages

    texts = (paragraph for page in pages() for paragraph in page.text)
    words = (word for text in texts for word in text.split())
    return sorted({word for word in words if word.isascii()})


@cache
def _page(number: int) -> npt.NDArray[np.uint8]:
    from ee376a.story.pixels import pixels

    return pixels(number, 256)


def trial(rng: np.random.Generator, kind: str) -> dict[str, int]:
    """Send a random message and a random part of a picture on their way.

    Parameters
    ----------
    rng : numpy.random.Generator
    kind : str
        Of the message, a key of `KINDS`.

    Returns
    -------
    dict
        Whether message, parcel and picture came through `exact`; the bits of each hand-over; the
        harm done.

    Examples
    --------
    >>> counts = trial(np.random.default_rng(3), "words")
    >>> counts["exact"], counts["text"] < counts["typed"] < counts["stored"]
    (1, True)
    """
    text = message(kind, rng)
    page = _page(int(rng.choice([2, 25])))
    side = int(rng.integers(16, 64, endpoint=True))
    top, left = (int(rng.integers(0, length - side)) for length in page.shape)
    picture = page[top : top + side, left : left + side]
    made = travel(text, picture, rng)
    return {
        "exact": int(made.exact and np.array_equal(made.picture, made.seen)),
        "typed": 8 * len(text.encode()),
        "text": 8 * len(made.text_file),
        "pixels": 8 * picture.size,
        "picture": 8 * len(made.picture_file),
        "parcel": 8 * len(made.parcel),
        "stored": 2 * sum(map(len, made.strands)),
        "read": 2 * sum(map(len, made.reads)),
        "letters": len(made.letters),
        **vars(made.harm),
    }


def experiment() -> Experiment:
    """Give the experiment ``journey``.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> len(experiment().points) * experiment().trials
    100
    """
    return Experiment(
        name="journey",
        description="100 random messages and pictures through all five projects",
        trial=trial,
        points=[{"kind": kind} for kind in KINDS],
        seed=376,
        trials=25,
        keep=True,
    )
