"""What is on each page: every scene gives its layers, from the back to the front."""

from collections.abc import Callable

from ee376a.story.scenes import attic_games, market

SCENES: dict[int, Callable[[], str]] = {
    **attic_games.SCENES,
    **market.SCENES,
}
"""Scenes by the page that they begin on."""
