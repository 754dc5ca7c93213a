"""Find the critter on the built page: asked well and badly, guessed by name, and the other way."""

from __future__ import annotations

import re

import pytest
from pages import press, told
from playwright.sync_api import Locator, Page

from ee376a.entropy.critters import CRITTERS, QUESTIONS, answers
from ee376a.entropy.questions import Board

pytestmark = pytest.mark.browser


@pytest.fixture
def game(lab: Page) -> Locator:
    return lab.locator(".guess")


def left(game: Locator) -> list[int]:
    """The cards that are not out."""
    out = game.locator(".guess-card").evaluate_all(
        "all => all.map(one => one.className.includes('guess-out'))"
    )
    return [k for k, gone in enumerate(out) if not gone]


def test_the_best_player_s_hints_find_it_with_four(game: Locator) -> None:
    board = Board(answers())
    for _ in range(4):
        question = board.best(left(game))
        press(game, "hint")
        assert question is not None
        assert told(game) == f"The best player asks: {QUESTIONS[question]}"
        press(game, f"ask{question}")
    (card,) = left(game)
    assert told(game) == (
        f"It is {CRITTERS[card].name}! 4 questions. The best player takes 4. Nobody does better!"
    )
    assert game.locator("ol").count() == 2
    assert game.locator("ol li").count() == 8


def test_an_answer_is_weighed_in_bits(game: Locator) -> None:
    press(game, "ask5")  # two eyes: eight of sixteen
    assert told(game).endswith("8 left. That was worth 1 bit.")
    assert game.locator(".guess-lamps").get_attribute("aria-label") == "1 bit of 4 found"
    assert game.locator('[data-key="ask5"]').is_disabled()
    row = answers()[5]
    assert left(game) in ([k for k in range(16) if row[k]], [k for k in range(16) if not row[k]])


def test_asked_by_name_each_costs_a_question(game: Locator) -> None:
    asked = 0
    for card in range(16):
        if game.locator('[data-key="again"]').count():
            break
        press(game, f"card{card}")
        asked += 1
        assert game.locator("ol").first.locator("li").count() == asked
    (found,) = left(game)
    assert told(game).startswith(f"It is {CRITTERS[found].name}! {asked} question")
    assert asked == min(found + 1, 15)


@pytest.mark.parametrize("card", [0, 6, 15])
def test_the_computer_finds_what_the_child_thinks_of(game: Locator, card: int) -> None:
    press(game, "modeanswer")
    press(game, "ready")
    for number in range(1, 5):
        found = re.search(rf"Question {number}: (.+)$", told(game))
        assert found
        row = answers()[QUESTIONS.index(found[1])]
        press(game, "yes" if row[card] else "no")
    assert told(game) == f"It is {CRITTERS[card].name}! Am I right?"
    press(game, "yes")
    assert told(game).startswith("Found, with 4 questions!")


def test_a_slip_is_forgiven(game: Locator) -> None:
    press(game, "modeanswer")
    press(game, "ready")
    for _ in range(5):
        press(game, "no")
    assert "one answer slipped" in told(game)
    press(game, "again")
    assert told(game).startswith("Pick one critter.")


def test_numbers_are_found_by_halving(game: Locator) -> None:
    press(game, "decknumbers")
    for _ in range(5):
        press(game, "hint")
        found = re.search(r"more than (\d+)\?", told(game))
        assert found
        assert game.locator("output").inner_text() == found[1]
        press(game, "askmore")
    (card,) = left(game)
    assert told(game).startswith(f"It is {card + 1}! 5 questions. The best player takes 5.")
    press(game, "modeanswer")
    press(game, "ready")
    assert told(game) == "32 left. Question 1: Is it more than 16?"


def test_the_number_is_set_with_plus_and_minus(game: Locator) -> None:
    press(game, "decknumbers")
    start = int(game.locator("output").inner_text())
    press(game, "more")
    press(game, "more")
    press(game, "less")
    assert game.locator("output").inner_text() == str(start + 1)
    press(game, f"ask{31}")  # is it even?
    assert told(game).endswith("16 left. That was worth 1 bit.")


def test_the_keyboard_is_enough(lab: Page, game: Locator) -> None:
    game.locator('[data-key="hint"]').focus()
    lab.keyboard.press("Enter")
    lab.keyboard.press("Shift+Tab")
    for _ in range(20):
        focus = lab.evaluate("document.activeElement.className")
        if "guess-hinted" in focus:
            break
        lab.keyboard.press("Shift+Tab")
    lab.keyboard.press("Space")
    assert told(game).endswith("8 left. That was worth 1 bit.")
    assert lab.evaluate("document.activeElement.dataset.key") == "hint"
