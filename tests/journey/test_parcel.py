"""What travels and what is painted: there and back, and clear refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.container import CorruptStream
from ee376a.journey.parcel import SENT, from_letters, pack, prior, to_letters, unpack
from ee376a.prequential import codec
from ee376a.story.book import pages

LIMIT = 438


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_unpack_undoes_pack(text: bytes, picture: bytes) -> None:
    assert unpack(pack(text, picture)) == (text, picture)


def test_every_changed_byte_of_a_parcel_is_told() -> None:
    parcel = pack(b"a text", b"a picture")
    for place in range(len(parcel)):
        changed = bytearray(parcel)
        changed[place] ^= 0x10
        with pytest.raises(ValueError, match=r"changed|cut|version|begin|kind|length|goes on"):
            unpack(bytes(changed))
    for end in range(len(parcel)):
        with pytest.raises(CorruptStream):
            unpack(parcel[:end])


def test_another_file_is_no_parcel() -> None:
    with pytest.raises(CorruptStream, match="kind 4 is no parcel"):
        unpack(codec.encode(b"hello", "order2"))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_from_letters_undoes_to_letters(text: str) -> None:
    letters = to_letters(text)
    assert letters.isascii()
    assert "\0" not in letters
    assert 1 <= len(letters) <= LIMIT
    assert from_letters(letters) == text


def test_ascii_is_painted_as_it_is_and_the_rest_is_packed() -> None:
    printable = "".join(map(chr, range(32, 127)))
    assert to_letters(printable) == printable
    assert to_letters("x" * LIMIT) == "x" * LIMIT
    for other in ("x" * (LIMIT + 1), "é", "a\0b", "\1starts like a packed one"):
        letters = to_letters(other)
        assert letters[0] == "\1"
        assert from_letters(letters) == other


def test_packed_letters_carry_almost_seven_bits() -> None:
    text = "Ξένος " * 30
    file = codec.encode(text.encode(), "cm")
    assert len(to_letters(text)) - 2 == pytest.approx(8 * len(file) / np.log2(127), abs=1)


def test_what_cannot_be_painted_is_refused_in_plain_words() -> None:
    with pytest.raises(ValueError, match="message: empty"):
        to_letters("")
    noise = "".join(map(chr, np.random.default_rng(1).integers(0x4E00, 0x9FA5, 300)))
    with pytest.raises(ValueError, match=r"message: 300 characters given, which are .* up to 437"):
        to_letters(noise)


def test_the_prior_is_the_book_without_the_page_that_is_sent() -> None:
    (known,) = prior()
    for page in pages():
        for paragraph in page.text:
            told = paragraph.encode() in known
            assert told == (page.number != SENT), (page.number, paragraph)


def test_the_prior_pays() -> None:
    text = "“Heeeee!” sang Noise, and Shannon wrote it down."
    assert len(to_letters(text, prior())) < len(to_letters(text))
    assert from_letters(to_letters(text, prior()), prior()) == text
    with pytest.raises(ValueError, match="prior"):
        from_letters(to_letters(text, prior()))
