"""The guards on the built page: any turned card is found, by the computer and by the child."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from pages import press, told
from playwright.sync_api import Locator, Page

from ee376a.entropy.parity import odd_lines, turned

pytestmark = pytest.mark.browser


@pytest.fixture
def game(lab: Page) -> Locator:
    return lab.locator(".parity")


def cards(game: Locator) -> npt.NDArray[np.int64]:
    dark = game.locator(".parity-card").evaluate_all(
        "all => all.map(one => +one.className.includes('parity-dark'))"
    )
    side = int(len(dark) ** 0.5)
    return np.array(dark).reshape(side, side)


@pytest.mark.parametrize("place", [(0, 0), (1, 2), (3, 4), (4, 1), (4, 4)])
def test_the_computer_finds_the_turned_card(game: Locator, place: tuple[int, int]) -> None:
    before = cards(game)
    press(game, "card0-1")
    assert (cards(game) != before).sum() == 1
    press(game, "ready")
    assert cards(game).shape == (5, 5)
    assert odd_lines(cards(game)) == ([], [])
    press(game, f"card{place[0]}-{place[1]}")
    press(game, "open")
    assert told(game).startswith(f"It was this one! Row {place[0] + 1}, column {place[1] + 1}.")
    label = game.locator(".parity-found").get_attribute("aria-label") or ""
    assert label.startswith(f"Row {place[0] + 1}, column {place[1] + 1}:")
    assert game.locator(".parity-lit").count() == 8


def test_none_and_two_are_noticed(game: Locator) -> None:
    press(game, "mix")
    press(game, "ready")
    press(game, "open")
    assert told(game).startswith("Nothing is odd.")
    press(game, "again")
    press(game, "ready")
    press(game, "card0-0")
    press(game, "card2-3")
    press(game, "open")
    assert told(game).startswith("Aha! More than one card was turned.")
    assert game.locator(".parity-found").count() == 0


def test_three_corners_point_at_the_fourth_as_the_text_says(game: Locator) -> None:
    press(game, "ready")
    for card in ("card0-0", "card0-2", "card3-0"):
        press(game, card)
    press(game, "open")
    assert told(game).startswith("It was this one! Row 4, column 3.")
    game.locator("summary").click()
    assert "point at the fourth" in game.locator("details").inner_text()


def test_the_child_is_the_magician(game: Locator) -> None:
    press(game, "you")
    press(game, "count")
    for found, side in ((1, 5), (2, 6), (3, 6)):
        place = turned(cards(game))
        assert place is not None
        assert cards(game).shape == (side, side)
        assert game.locator(".parity-odd").count() == 2
        press(game, f"card{place[0]}-{place[1]}")
        assert told(game).startswith("Yes! You are a magician.")
        assert f"{'One card' if found == 1 else f'{found} cards in a row'} found." in told(game)
        press(game, "again")


def test_a_wrong_guess_gets_a_clue(game: Locator) -> None:
    press(game, "you")
    place = turned(cards(game))
    assert place is not None
    row, column = place
    press(game, f"card{row}-{(column + 1) % 5}")
    assert told(game).endswith("The row is right! Now the columns.")
    press(game, f"card{(row + 1) % 5}-{column}")
    assert told(game).endswith("The column is right! Now the rows.")
    press(game, f"card{(row + 1) % 5}-{(column + 1) % 5}")
    assert told(game).endswith("Look for odd ones.")


def test_the_keyboard_walks_over_the_cards(lab: Page, game: Locator) -> None:
    game.locator('[tabindex="0"]').focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        lab.keyboard.press(key)
    assert lab.evaluate("document.activeElement.dataset.key") == "card1-0"
    before = cards(game)
    lab.keyboard.press("Enter")
    assert np.argwhere(cards(game) != before).tolist() == [[1, 0]]
    assert lab.evaluate("document.activeElement.dataset.key") == "card1-0"
