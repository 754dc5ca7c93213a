"""The pages as data: complete, readable, legible, and told in words."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from difflib import SequenceMatcher

import pytest

from ee376a.story.book import PAGES, Page, contrast, pages, walrus_guesses

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources
    import textstat

STORY = [page for page in pages() if 3 <= page.number <= 38]
every_page = pytest.mark.parametrize("page", pages(), ids=lambda page: f"page{page.number}")


def plain(page: Page) -> str:
    """The text as the measures of reading take it: sentences that end, and no quotation marks."""
    ended = [line if line[-1] in ".!?…”" else f"{line}." for line in page.text]
    return " ".join(ended).translate(
        str.maketrans({"“": "", "”": "", "’": "'", "—": " ", "…": "."})
    )


def test_pages_fill_a_stapled_book() -> None:
    kinds = [page.kind for page in pages()]
    assert len(pages()) == PAGES == 40
    assert [page.number for page in pages()] == list(range(1, 41))
    assert (kinds[0], kinds[1], kinds[38], kinds[39]) == ("cover", "title", "painting", "back")
    spreads = [i for i, kind in enumerate(kinds) if kind == "left"]
    assert 4 <= len(spreads) <= 6
    assert [i + 1 for i in spreads] == [i for i, kind in enumerate(kinds) if kind == "right"]


def test_halves_of_a_spread_share_place_and_colours() -> None:
    for left, right in zip(pages(), pages()[1:], strict=False):
        if left.kind == "left":
            assert (left.scene, left.tint, left.ink) == (right.scene, right.tint, right.ink)


def test_the_story_is_as_long_as_a_picture_book() -> None:
    assert 1500 <= sum(page.words for page in STORY) <= 2200


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # its list of easy words
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_child_can_read_the_whole() -> None:
    whole = " ".join(plain(page) for page in STORY)
    assert textstat.flesch_kincaid_grade(whole) <= 4
    assert textstat.spache_readability(whole) <= 3.5


@every_page
def test_a_child_can_read_the_page(page: Page) -> None:
    assert textstat.flesch_kincaid_grade(plain(page)) <= 5.5
    sentences = re.split(r"(?<=[.!?])\s+", plain(page))
    assert max(len(sentence.split()) for sentence in sentences) <= 26


@every_page
def test_text_is_legible_on_its_ground(page: Page) -> None:
    assert contrast(page.tint, page.ink) >= 7


@every_page
def test_emphasis_is_in_the_words(page: Page) -> None:
    assert set(re.findall(r"\b[A-Z]{2,}\b", " ".join(page.text))) <= {"CC", "BY"}


@every_page
def test_pictures_are_told_and_not_by_the_text(page: Page) -> None:
    assert len(page.alt.split()) >= 10
    assert not page.alt.lower().startswith(("a picture of", "image"))
    for told in page.text:
        common = SequenceMatcher(None, told, page.alt, autojunk=False).find_longest_match()
        assert common.size < 40


def test_only_the_pictures_know_of_the_walrus_before_it_is_named() -> None:
    """The text has it as Claude's guess alone, and the words for the pictures keep the secret."""
    early = [page for page in pages() if page.number < 32]
    assert all("walrus" not in page.alt.lower() for page in early)
    assert walrus_guesses(["\n\n".join(page.text) for page in early]) == 5
    assert "Five times that day" in " ".join(pages()[33].text)


def test_moments_to_try_have_answers() -> None:
    tried = [page for page in pages() if page.ask]
    assert len(tried) >= 8
    assert all(page.ask.endswith(("?", ".")) for page in tried)


def test_the_sources_are_credited() -> None:
    assert "Noor Siddiqui" in " ".join(pages()[39].text)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": "poster"}, "kind: 'poster'"),
        ({"kind": "right"}, "other side"),
        ({"tint": "red"}, "tint: 'red'"),
        ({"text": ()}, "empty"),
        ({"alt": ""}, "empty"),
        ({"ask": "Why?", "answer": ""}, "must come together"),
    ],
)
def test_a_page_that_is_not_one_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        replace(pages()[3], **wrong)
