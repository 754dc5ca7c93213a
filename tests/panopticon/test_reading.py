"""There and back: text, painting, photograph, text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.panopticon.painting import limit, paint
from ee376a.panopticon.palettes import PALETTES
from ee376a.panopticon.photo import Photo, photograph
from ee376a.panopticon.reading import UnreadablePainting, read

PRINTABLE = st.characters(min_codepoint=32, max_codepoint=126)
MESSAGE = ("I have a message for whoever reads a wall of triangles. " * 4)[:202]
MODES = pytest.mark.parametrize("robust", [False, True])


@MODES
@pytest.mark.parametrize("name", PALETTES)
def test_read_undoes_paint(robust, name) -> None:
    @settings(max_examples=5, deadline=None, derandomize=True)
    @given(st.text(PRINTABLE, min_size=1, max_size=limit(robust)))
    def back(message) -> None:
        assert read(paint(message, robust=robust, palette_name=name).pixels()) == message

    back()


@MODES
@pytest.mark.parametrize(("letter", "count"), [("~", 1), (" ", 438)])
def test_extreme_texts(robust, letter, count) -> None:
    assert read(paint(letter * count, robust=robust).pixels()) == letter * count


@pytest.mark.parametrize(
    "photo",
    [
        Photo(tilt=75, noise=3),
        Photo(blur=6, noise=3),
        Photo(occlusion=0.3, noise=3),
        Photo(scatter=0.15, noise=3),
        Photo(scale=0.3, noise=3),
        Photo(lens=0.1, tilt=30, light=4, cast=0.2, jpeg=60, background="clutter"),
    ],
    ids=["tilt", "blur", "blob", "scatter", "scale", "lens"],
)
def test_bad_photographs_of_a_robust_painting(photo) -> None:
    picture = paint(MESSAGE, robust=True).pixels()
    assert read(photograph(picture, photo, np.random.default_rng(7))) == MESSAGE


def test_a_good_photograph_of_a_faithful_painting() -> None:
    picture = paint((MESSAGE * 3)[:528]).pixels()
    seen = photograph(picture, Photo(tilt=20, noise=3, light=2), np.random.default_rng(7))
    assert read(seen) == (MESSAGE * 3)[:528]


def test_noise_and_backgrounds_are_no_painting() -> None:
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 256, (300, 300, 3), dtype=np.uint8)
    grey = np.full((560, 660, 3), 128, dtype=np.uint8)
    for picture in (noise, grey, photograph(grey, Photo(background="clutter", scale=0.5), rng)):
        with pytest.raises(UnreadablePainting, match="no whole painting"):
            read(picture)


def test_a_third_of_a_painting_is_refused() -> None:
    picture = paint(MESSAGE, robust=True).pixels(660)
    with pytest.raises(UnreadablePainting):
        read(picture[:, :220].copy())


def test_two_halves_of_two_paintings_are_no_message() -> None:
    picture = paint(MESSAGE, robust=True).pixels(660)
    picture[:, 330:] = paint(MESSAGE[::-1], robust=True).pixels(660)[:, 330:]
    with pytest.raises(UnreadablePainting, match="a painting was found, but"):
        read(picture)


def test_bad_input_is_named(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"uint8 of shape \(height, width, 3\) needed"):
        read(np.zeros((100, 100), np.uint8))
    with pytest.raises(UnreadablePainting, match="smaller than 64"):
        read(np.zeros((20, 100, 3), np.uint8))
    (tmp_path / "no.png").write_text("not a picture")
    with pytest.raises(ValueError, match="not an image"):
        read(tmp_path / "no.png")
