"""The picture in grey is the one that a program made for SVG draws."""

from __future__ import annotations

import io

import numpy as np
import pytest

from ee376a.story.pictures import draw
from ee376a.story.pixels import pixels


def drawn_by_another(number: int, width: int) -> np.ndarray:
    """The same picture as typst draws it, in grey."""
    import typst
    from PIL import Image

    page = f'#set page(width: {width}pt, height: auto, margin: 0pt)\n#image("page.svg")'
    png = typst.compile(
        {"main.typ": page.encode(), "page.svg": draw(number).encode()}, format="png", ppi=72
    )
    return np.asarray(Image.open(io.BytesIO(png)).convert("L")).astype(float)


@pytest.mark.parametrize("number", [2, 25])
def test_it_is_what_another_program_draws(number: int) -> None:
    mine, other = pixels(number, 200).astype(float), drawn_by_another(number, 200)
    assert mine.shape == other.shape
    assert np.abs(mine - other).mean() < 2
    assert (np.abs(mine - other) > 40).mean() < 0.01


def test_the_width_is_asked_for() -> None:
    assert pixels(25, 64).shape == (55, 64)
    with pytest.raises(ValueError, match="width: 7 given"):
        pixels(25, 7)


def test_what_cannot_be_drawn_whole_is_not_drawn() -> None:
    for number in (1, 3, 39):
        with pytest.raises(ValueError, match="number: its picture has"):
            pixels(number)
    with pytest.raises(ValueError, match="number"):
        pixels(41)
