"""The animals as files, as pixels and as mosaics."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from ee376a.dna.animals import ANIMALS, COLOURS, PALETTES, join, mosaic, pixels, split, svg

every_animal = pytest.mark.parametrize("animal", ANIMALS)


@every_animal
def test_drawing_is_a_titled_picture_in_its_eight_colours(animal: str) -> None:
    root = ElementTree.fromstring(svg(animal))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == animal
    used = {element.get(key) for element in root.iter() for key in ("fill", "stroke")}
    assert used - {None, "none"} <= set(PALETTES[animal])
    assert len(root.findall(f"{space}path")) >= 10


@every_animal
def test_pixels_show_the_colours_of_the_palette(animal: str) -> None:
    picture = pixels(animal, 64)
    assert picture.shape == (64, 64, 3)
    flat = {"#{:02x}{:02x}{:02x}".format(*colour) for colour in picture.reshape(-1, 3)}
    assert len(set(PALETTES[animal]) & flat) >= 6
    ground = int(PALETTES[animal][0][1:3], 16)
    assert picture[0, 0, 0] == ground


@every_animal
def test_mosaic_has_many_colours_and_eyes(animal: str) -> None:
    squares = mosaic(animal)
    assert squares.shape == (16, 16)
    assert len(np.unique(squares)) >= 6
    assert (squares == COLOURS.index("ink")).sum() >= 1
    assert np.bincount(squares.flat).max() < 0.6 * squares.size


def test_mosaics_look_different() -> None:
    inside = np.array([mosaic(animal) != 0 for animal in ANIMALS])
    apart = (inside[:, None] != inside).sum(axis=(2, 3))
    assert apart[np.triu_indices(len(ANIMALS), 1)].min() >= 25


def test_who_looks_at_us_has_two_like_eyes() -> None:
    for animal in ("fox", "owl", "frog", "penguin", "elephant", "rabbit"):
        eyes = (mosaic(animal) == COLOURS.index("ink")) & (np.arange(16)[:, None] < 8)
        np.testing.assert_array_equal(eyes, eyes[:, ::-1])


@given(arrays(np.uint8, (16, 16), elements={"max_value": 7}))
def test_join_undoes_split(picture: npt.NDArray[np.uint8]) -> None:
    strands = split(picture)
    assert strands.shape == (8, 96)
    assert strands.max() <= 1
    np.testing.assert_array_equal(join(strands), picture)


def test_a_strand_is_two_rows_with_the_high_bit_first() -> None:
    picture = np.zeros((16, 16), np.uint8)
    picture[3, 5] = 6
    bits = split(picture)
    assert bits.sum() == 2
    assert bits[1, 48 + 15 : 48 + 18].tolist() == [1, 1, 0]


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="animal: 'dodo' given, one of fox"):
        mosaic("dodo")
    with pytest.raises(ValueError, match="side: 8 given, 16 to 2048"):
        pixels("fox", 8)
    with pytest.raises(ValueError, match=r"picture: shape \(4, 4\) given"):
        split(np.zeros((4, 4)))
    with pytest.raises(ValueError, match=r"bits: shape \(8, 95\) given"):
        join(np.zeros((8, 95)))
