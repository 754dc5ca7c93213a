"""The lanterns on the built page: guesses, surprise, beans, and a box of one's own."""

from __future__ import annotations

import re

import pytest
from pages import press, told
from playwright.sync_api import Locator, Page

from ee376a.entropy.surprise import average_surprise, chances, score, surprise
from ee376a.widgets import Lanterns

pytestmark = pytest.mark.browser

BOXES = [(name, dict(box)) for name, box in Lanterns().state()["boxes"]]


@pytest.fixture
def game(lab: Page) -> Locator:
    return lab.locator(".lanterns")


def meters(game: Locator) -> dict[str, str]:
    names = game.locator(".lanterns-meter span").all_inner_texts()
    return dict(zip(names, game.locator(".lanterns-meter b").all_inner_texts(), strict=True))


def bits(text: str) -> float:
    return float(text.split()[0])


@pytest.mark.parametrize("number", range(len(BOXES)))
def test_each_lantern_surprises_by_its_chance(game: Locator, number: int) -> None:
    box = BOXES[number][1]
    press(game, f"box{number}")
    assert bits(meters(game)["The box"]) == pytest.approx(average_surprise(box), abs=0.006)
    right, total = 0, 0.0
    guess = next(iter(box))
    for turn in range(1, 7):
        press(game, f"pick-{guess}")
        colour = told(game).split("!")[0].lower()
        worth = surprise(chances(box)[colour])
        found = re.search(r"([\d.]+) bits?", told(game))
        assert found
        assert float(found[1]) == pytest.approx(worth, abs=0.006)
        right += colour == guess
        total += worth
        assert told(game).endswith(f"You were right {right} of {turn} time{'s' * (turn > 1)}.")
    assert bits(meters(game)["So far"]) == pytest.approx(total / 6, abs=0.006)
    label = game.locator(".lanterns-string").get_attribute("aria-label") or ""
    assert label.count(" bit") == 6


def test_beans_that_fit_and_beans_that_do_not(game: Locator) -> None:
    press(game, "box3")
    press(game, "beans")
    press(game, "ten")
    assert told(game).endswith("Other beans would fit the box better.")
    even, box = {"yellow": 8, "blue": 8}, BOXES[3][1]
    assert bits(meters(game)["Your beans"]) == pytest.approx(score(even, box), abs=0.006)
    for _ in range(4):
        press(game, "less-blue")
    assert told(game) == "4 beans left to lay."
    assert game.locator('[data-key="ten"]').is_disabled()
    for _ in range(4):
        press(game, "more-yellow")
    press(game, "ten")
    assert told(game).startswith("Ten lanterns, ")
    assert told(game).endswith("Nobody can lay the beans better!")
    assert meters(game)["Your beans"] == meters(game)["The box"]


def test_a_box_of_one_s_own(game: Locator) -> None:
    press(game, f"box{len(BOXES)}")
    press(game, "empty")
    assert meters(game)["The box"] == "0 bits"
    for colour in ("red", "blue", "blue"):
        press(game, f"put-{colour}")
    assert bits(meters(game)["The box"]) == 1.5
    for _ in range(16):
        press(game, "put-pink")
    assert game.locator('[data-key="put-pink"]').is_disabled()
    press(game, "pick-pink")
    assert "You were right" in told(game)


def test_the_keyboard_is_enough(lab: Page, game: Locator) -> None:
    game.locator('[data-key="pick-yellow"]').focus()
    lab.keyboard.press("Enter")
    assert told(game).startswith("Yellow! No surprise at all: 0 bits.")
    assert lab.evaluate("document.activeElement.dataset.key") == "pick-yellow"


def test_a_press_too_many_keeps_the_beans(lab: Page, game: Locator) -> None:
    press(game, "box3")
    press(game, "beans")
    game.locator('[data-key="less-blue"]').focus()
    lab.keyboard.press("Enter")
    lab.keyboard.press("Enter")
    game.locator('[data-key="more-yellow"]').focus()
    lab.keyboard.press("Enter")
    lab.keyboard.press("Enter")  # that was the last one: + is off
    assert lab.evaluate("document.activeElement.dataset.key") == "less-yellow"
    assert game.locator("output").all_inner_texts() == ["10", "6"]
