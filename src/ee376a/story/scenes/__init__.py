"""What is on each page: every scene gives its layers, from the back to the front."""

from collections.abc import Callable

from ee376a.story.scenes import (
    attic_games,
    cabinet,
    covers,
    guards,
    harbour_days,
    home,
    key,
    letters,
    market,
    robbery,
    telephone,
    the_light,
    theft,
    trade,
)

SCENES: dict[int, Callable[[], str]] = {
    **covers.SCENES,
    **attic_games.SCENES,
    **harbour_days.SCENES,
    **market.SCENES,
    **robbery.SCENES,
    **cabinet.SCENES,
    **theft.SCENES,
    **trade.SCENES,
    **telephone.SCENES,
    **guards.SCENES,
    **letters.SCENES,
    **key.SCENES,
    **the_light.SCENES,
    **home.SCENES,
}
"""Scenes by the page that they begin on."""
