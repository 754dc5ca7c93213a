"""Every number that the story tells, against the setting from which it follows."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from ee376a.entropy import huffman, noise, parity, questions, surprise
from ee376a.panopticon import octal, painting
from ee376a.story.book import pages
from ee376a.story.numbers import (
    ANSWERS,
    CARDS,
    DRAWERS,
    GIFT,
    LANTERNS,
    PERCHES,
    SECRET,
    WRONG,
    numbers,
    say,
    sounds,
)

COLOURS = ("Black", "Blue", "Green", "Sky", "Red", "Pink", "Yellow", "White")


def text(number: int) -> str:
    return " ".join(pages()[number - 1].text)


def test_the_red_lantern_tells_more_than_a_yellow_one() -> None:
    chances = surprise.chances(LANTERNS)
    assert surprise.surprise(chances["red"]) > 50 * surprise.surprise(chances["yellow"])
    assert "Nineteen yellow ones" in text(7)


def test_half_and_half_is_one_question() -> None:
    assert questions.questions_to_be_sure(2) == 1
    assert surprise.average_surprise({"yellow": 4, "blue": 4}) == pytest.approx(1)
    assert "one question" in text(8)


def test_the_lamps_of_theseus_add_up() -> None:
    told = [text(12), text(13), text(15), text(18)]
    wasted = text(13).count("Theseus spun")
    cuts = sum(text(page).count("Spin!") + text(page).count("Squeak!") for page in (14, 15))
    assert cuts == questions.questions_to_be_sure(DRAWERS) == 4
    assert [say(ANSWERS - used) for used in (0, wasted, wasted + cuts)] == ["eight", "six", "two"]
    assert "eight small lamps" in told[0]
    assert "we have six" in told[1]
    assert "Theseus had two lamps to spare" in told[2]
    assert "I have two answers" in told[3]
    # one for the chip shop, one for the end
    assert text(20).count("Squeak") + text(38).count("Squeak") == 2


def test_the_cut_cabinet() -> None:
    halves = [say(left) for left in questions.halving(DRAWERS)]
    assert ", ".join(halves).capitalize() in text(15)
    assert f"{say(questions.halving(DRAWERS)[1])} drawers gone" in text(14)
    assert f"could take {say(DRAWERS - 1)} questions" in text(13)


def test_the_gull_is_where_he_mostly_is() -> None:
    days = sum(PERCHES.values())
    best = questions.questions_on_average(PERCHES)
    assert best == Fraction(7, 4)
    assert f"{say(days)} days take {2 * days} questions" in text(20)
    assert f"My way, they take {days * best}." in text(20)
    assert 2 * max(PERCHES.values()) == days  # so half of the time one squeak is enough


def test_blue_has_the_shortest_name() -> None:
    digits = [str(digit) for digit in octal.encode(SECRET)]
    code = huffman.canonical(huffman.codewords(huffman.tree(Counter(digits))))
    assert Counter(digits).most_common(1) == [("1", 19)]
    assert "Nineteen times" in text(23)
    assert f"{len(digits)} triangles long" in text(22)
    named = {COLOURS[int(digit)]: name for digit, name in code.items()}
    for colour in ("Black", "Red", "White"):
        spoken = "-".join("hee" if sound == "1" else "hoo" for sound in named[colour])
        assert re.search(rf"{colour}[^.!]* was {spoken}\b(?!-)", text(24), re.IGNORECASE)
    assert named["Blue"] == "0"
    assert f"you would make {3 * len(digits)}" in text(24)
    assert f"it’s {len(sounds(SECRET))}." in text(24)


def test_three_times_helps_but_costs() -> None:
    spoken = len(sounds(SECRET))
    assert noise.error_chance(WRONG, 3) == Fraction(7, 250)
    assert f"One sound in {say(int(1 / WRONG))}" in text(25)
    assert f"About {say(round(spoken * WRONG))} sounds had been wrong" in text(26)
    assert f"now it was about {say(round(spoken * Fraction(7, 250)))}." in text(26)
    assert f"must make {3 * spoken}" in text(26)
    assert noise.decode(np.array([0, 1, 0]), 3).tolist() == [0]


def test_the_cards_are_the_message() -> None:
    assert "".join(map(str, CARDS.flat)) == sounds(SECRET)[: CARDS.size]
    square = parity.encode(CARDS)
    assert "With nine guards it’s 25 sounds, and not 48" in text(27)
    assert (square.size - CARDS.size, square.size, 3 * CARDS.size) == (9, 25, 48)


def test_the_turned_card_is_found_where_odd_lines_cross() -> None:
    square = parity.encode(CARDS)
    square[1, 2] ^= 1
    assert parity.odd_lines(square) == ([1], [2])
    assert parity.turned(square) == (1, 2)
    assert "The second row was odd" in text(28)
    assert "The third column was odd" in text(28)


def test_the_lost_card_was_dark() -> None:
    square = parity.encode(CARDS)
    lost = np.zeros(square.shape, bool)
    lost[2, 1] = True
    assert square[2][~lost[2]].sum() == 1  # "one dark card left"
    filled, missing = parity.fill(np.where(lost, 0, square), lost)
    assert filled[2, 1] == 1
    assert not missing.any()


def test_letters_on_page_30() -> None:
    words = {say(digit): str(digit) for digit in range(8)}
    told = re.findall(r"(\w+), (\w+), (\w+) was (\w)\.", text(30))
    assert [letter for *_, letter in told] == list("LIFT")
    for *digits, letter in told:
        spelled = [int(words[digit.lower()]) for digit in digits]
        assert octal.decode(spelled) == letter
    assert f"{say(-(-len(sounds(SECRET)) // CARDS.size)).capitalize()} squares" in text(30)


def test_the_message_on_the_last_page_is_one_row() -> None:
    first_row = painting.paint(GIFT).digits[: 4 * 22]
    assert octal.decode(first_row[:87]) == GIFT
    assert "".join(map(str, first_row[:87])) in pages()[38].alt.replace(" ", "")
    story = " ".join(" ".join(page.text) + page.ask + page.answer for page in pages())
    assert "asking" not in story.lower()  # nobody gives it away


def test_no_number_is_typed_that_could_be_computed() -> None:
    """Figures stand in the text only where a computed one is above twenty, or in a date."""
    computed = {str(value) for value in numbers().values()} | {"1948", "2", "4.0"}
    for page in pages():
        found = set(re.findall(r"\d+(?:\.\d+)?", " ".join(page.text)))
        assert found <= computed | {"4", "0"}, page.number


def test_counting_words() -> None:
    spoken = [say(number) for number in range(21)]
    assert len(set(spoken)) == 21
    assert all(one != other for one, other in pairwise(spoken))
    assert say(21) == "21"
    with pytest.raises(ValueError, match="number: -1"):
        say(-1)
