"""The noisy telephone on the built page: pictures sent, errors shown and counted."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from pages import press, told
from playwright.sync_api import Locator, Page

from ee376a.entropy.noise import error_chance

pytestmark = pytest.mark.browser


@pytest.fixture
def game(lab: Page) -> Locator:
    return lab.locator(".telephone")


def wrong(game: Locator) -> int:
    """How many squares the arrived picture has ringed, as it is told."""
    label = game.locator(".telephone-friend .telephone-board").get_attribute("aria-label") or ""
    return len(re.findall(r"row \d, column \d", label))


def table(game: Locator) -> list[list[str]]:
    rows = game.locator("tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


@pytest.mark.parametrize(("wire", "odds"), [("calm", 20), ("crackly", 10), ("stormy", 5)])
def test_what_is_expected_is_reckoned_exactly(game: Locator, wire: str, odds: int) -> None:
    press(game, wire)
    for times, (sounds, yours, expected) in zip((1, 3, 5), table(game), strict=True):
        assert int(sounds) == 64 * times
        assert yours == "–"
        exact = 64 * float(error_chance(Fraction(1, odds), times))
        assert float(expected) == pytest.approx(exact, abs=0.051)


def test_what_arrives_wrong_is_ringed_told_and_tallied(game: Locator) -> None:
    seen = []
    for _ in range(12):
        press(game, "send")
        seen.append(wrong(game))
        count = re.match(r"(\d+) squares? came out wrong|Not one", told(game))
        assert count
        assert int(count[1] or 0) == seen[-1]
        assert game.locator(".telephone-friend circle").count() == 2 * seen[-1]
    assert float(table(game)[0][1]) == pytest.approx(sum(seen) / 12, abs=0.051)
    assert 20 < sum(seen) < 150  # 77 expected


def test_five_times_is_better_than_once(game: Locator) -> None:
    for times in (1, 5):
        press(game, f"times{times}")
        for _ in range(8):
            press(game, "send")
    once, _, five = (row[1] for row in table(game))
    assert float(five) < float(once)
    press(game, "stormy")
    assert [row[1] for row in table(game)] == ["–", "–", "–"]


def test_a_finger_and_keys_paint(lab: Page, game: Locator) -> None:
    press(game, "picture0")
    board = game.locator('[data-key="board"]')
    path = board.locator("path").first
    before = (path.get_attribute("d") or "").count("M")
    board.scroll_into_view_if_needed()
    box = board.locator("svg").bounding_box()
    assert box
    side = box["width"] / 8
    lab.mouse.move(box["x"] + 0.5 * side, box["y"] + 7.5 * side)
    lab.mouse.down()
    lab.mouse.move(box["x"] + 7.5 * side, box["y"] + 7.5 * side, steps=20)
    lab.mouse.up()
    assert (path.get_attribute("d") or "").count("M") == before + 8  # the heart's empty last row
    board.focus()
    lab.keyboard.press("Space")
    lab.keyboard.press("ArrowUp")
    assert "row 7, column 1: light" in (board.get_attribute("aria-label") or "")
    lab.keyboard.press("Enter")
    assert "row 7, column 1: dark" in (board.get_attribute("aria-label") or "")
    assert (path.get_attribute("d") or "").count("M") == before + 8
    assert game.locator('[aria-pressed="true"][data-key^=picture]').count() == 0


def test_what_is_said_is_of_the_picture_that_is_there(lab: Page, game: Locator) -> None:
    press(game, "send")
    game.locator('[data-key="board"]').focus()
    lab.keyboard.press("Space")
    assert "wrong" not in told(game)
    assert "Send it again" in told(game)
