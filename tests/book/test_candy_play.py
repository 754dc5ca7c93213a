"""Candy names on the built page: trees by tap, drag and key, messages sent and secrets read."""

from __future__ import annotations

import re

import pytest
from pages import press, told
from playwright.sync_api import Locator, Page

from ee376a.entropy.huffman import codewords, mean_length, tree
from ee376a.widgets import CandyNames

pytestmark = pytest.mark.browser

BAGS = CandyNames().state()["bags"]


@pytest.fixture
def game(lab: Page) -> Locator:
    return lab.locator(".candy")


def lamps(weights: list[int]) -> int:
    """The fewest lamps for a bag."""
    bag = {str(k): count for k, count in enumerate(weights)}
    return int(mean_length(bag, codewords(tree(bag))) * sum(weights))


def build(game: Locator) -> None:
    """Join what the hint says until one tree is left."""
    while game.locator('[data-key="hint"]').count():
        press(game, "hint")
        keys = game.locator(".candy-hinted").evaluate_all("all => all.map(o => o.dataset.key)")
        for key in keys:
            press(game, key)


def names(game: Locator) -> list[str]:
    """The candies' names, 1 for a lamp that is on."""
    labels = game.locator(".candy-names [role=img]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    return ["".join("1" if lamp == "on" else "0" for lamp in label.split()) for label in labels]


@pytest.mark.parametrize("bag", range(3))
def test_hints_lead_to_the_best_tree(game: Locator, bag: int) -> None:
    press(game, f"bag{bag}")
    build(game)
    each = f"{lamps(BAGS[bag]) / sum(BAGS[bag]):.2f}".rstrip("0").rstrip(".")
    assert told(game) == (
        f"The whole bag takes {lamps(BAGS[bag])} lamps, {each} a candy. Nobody can do better!"
    )
    taken = sum(len(name) * count for name, count in zip(names(game), BAGS[bag], strict=True))
    assert taken == lamps(BAGS[bag])


def test_a_worse_tree_is_told_so(game: Locator) -> None:
    for _ in range(3):  # always the two to the left: the cherries get the longest name
        press(game, "pile0")
        press(game, "pile1")
    assert names(game) == ["000", "001", "01", "1"]
    assert told(game).startswith("The whole bag takes 42 lamps. It can be done with 28!")
    press(game, "restart")
    assert game.locator(".candy-pile").count() == 4


def test_a_pile_is_put_back(game: Locator) -> None:
    press(game, "pile2")
    assert told(game).startswith("You hold the mint: 2.")
    press(game, "pile2")
    assert told(game).startswith("Put back.")


def test_piles_are_dragged_together(lab: Page, game: Locator) -> None:
    game.locator(".candy-forest").scroll_into_view_if_needed()
    one, other = (game.locator(".candy-pile").nth(k).bounding_box() for k in (1, 3))
    assert one
    assert other
    lab.mouse.move(one["x"] + 20, one["y"] + 20)
    lab.mouse.down()
    lab.mouse.move(other["x"] + 24, other["y"] + 24, steps=8)
    lab.mouse.up()
    assert told(game) == "Joined: a pile of 6. 3 piles are left."
    box = game.locator(".candy-pile").nth(0).bounding_box()
    assert box
    lab.mouse.move(box["x"] + 20, box["y"] + 20)
    lab.mouse.down()
    lab.mouse.move(box["x"] + 20, box["y"] - 60, steps=4)  # onto nothing
    lab.mouse.up()
    assert game.locator(".candy-pile").count() == 3
    assert game.locator('.candy-pile[aria-pressed="true"]').count() == 0


def test_the_keyboard_joins_piles(lab: Page, game: Locator) -> None:
    game.locator('[data-key="pile2"]').focus()
    lab.keyboard.press("Enter")
    lab.keyboard.press("Tab")
    lab.keyboard.press("Enter")
    assert told(game) == "Joined: a pile of 4. 3 piles are left."
    assert lab.evaluate("document.activeElement.className").startswith("candy-pile")


def test_a_message_is_counted_in_lamps(game: Locator) -> None:
    press(game, "bag2")
    build(game)
    lengths = [len(name) for name in names(game)]
    for candy in (0, 5, 3):
        press(game, f"send{candy}")
    sent = sum(lengths[candy] for candy in (0, 5, 3))
    text = game.locator('[data-part="wire"]').inner_text()
    assert f"{sent} lamps. With 3 lamps for every candy it would be 9." in text
    assert game.locator(".candy-word .candy-lamp").count() == sent
    press(game, "clear")
    assert game.locator(".candy-word").count() == 0


def test_a_secret_is_read(game: Locator) -> None:
    build(game)
    press(game, "toread")
    code = dict(zip(names(game), range(4), strict=True))
    label = game.locator(".candy-secret").get_attribute("aria-label") or ""
    bits = re.sub(r".*: ", "", label).replace("on", "1").replace("off", "0").replace(" ", "")
    message, start = [], 0
    for end in range(1, len(bits) + 1):
        if bits[start:end] in code:
            message.append(code[bits[start:end]])
            start = end
    assert len(message) == 5
    press(game, f"read{(message[0] + 1) % 4}")
    assert told(game).startswith("Not ")
    for candy in message:
        press(game, f"read{candy}")
    assert told(game) == "You read the whole secret, and there was not one gap in it!"
    press(game, "another")
    assert told(game).startswith("A new secret.")


def test_the_focus_never_goes_to_what_takes_the_tree_apart(lab: Page, game: Locator) -> None:
    def focused() -> str:
        return str(lab.evaluate("document.activeElement.dataset.key"))

    for key in ("pile0", "pile1", "pile0", "pile1", "pile0", "pile1"):
        game.locator(f'[data-key="{key}"]').focus()
        lab.keyboard.press("Enter")
    assert focused() == "tosend"
    game.locator('[data-key="send0"]').focus()
    for _ in range(8):
        lab.keyboard.press("Enter")
    assert focused() == "clear"
    lab.keyboard.press("Enter")
    assert focused() == "send0"


def test_a_key_holds_a_pile_after_a_drag(lab: Page, game: Locator) -> None:
    pile = game.locator('[data-key="pile0"]')
    pile.scroll_into_view_if_needed()
    box = pile.bounding_box()
    assert box
    lab.mouse.move(box["x"] + 20, box["y"] + 20)
    lab.mouse.down()
    lab.mouse.move(box["x"] + 20, box["y"] + 120, steps=5)
    lab.mouse.up()
    pile.focus()
    lab.keyboard.press("Enter")
    assert pile.get_attribute("aria-pressed") == "true"
