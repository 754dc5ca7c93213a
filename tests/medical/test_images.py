"""BBBC016 as read from files, made smaller and divided."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ee376a.medical.images import DOSES, Micrograph, load, shrink, split_by_image, split_by_well

PLATE = tuple(
    Micrograph(well, field, channel, np.zeros((4, 4), np.uint8))
    for well in DOSES
    for field in range(3)
    for channel in ("dna", "gfp")
)
DATA = Path(os.environ.get("EE376A_DATA", "nowhere")) / "bbbc016"


def test_doses_are_those_of_the_plate() -> None:
    assert len(DOSES) == 24
    assert [DOSES[well] for well in (1, 2, 3, 4, 5, 6, 7, 24)] == [100, 0, 0, 0, 30, 30, 10, 0.001]
    assert Micrograph(5, 0, "dna", np.zeros((1, 1), np.uint8)).dose == 30


@pytest.mark.skipif(not DATA.is_dir(), reason="BBBC016 is not in EE376A_DATA: its files NOT read")
def test_the_very_pictures() -> None:
    pictures = load()
    assert len(pictures) == 144
    assert {picture.pixels.shape for picture in pictures} == {(512, 512)}
    assert all(picture.pixels.max() == 255 for picture in pictures)
    first = pictures[0]
    assert (first.well, first.field, first.channel, first.dose) == (1, 0, "dna", 100)
    # Nuclei are bright on black; the protein is dimmer and everywhere.
    medians = {
        channel: np.median([np.median(p.pixels) for p in pictures if p.channel == channel])
        for channel in ("dna", "gfp")
    }
    assert medians["dna"] < 25 < medians["gfp"]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    Image.new("L", (512, 512)).save(tmp_path / "AS_09047_050428030001_O01f00d0.TIF")
    with pytest.raises(ValueError, match=r"folder: AS_.* mode L .* P \(8-bit"):
        load(tmp_path)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_shrinking_takes_means(factor: int, blocks: int, seed: int) -> None:
    whole = np.random.default_rng(seed).integers(0, 256, (factor * blocks, factor), np.uint8)
    small = shrink(whole, factor)
    assert small.shape == (blocks, 1)
    for k in range(blocks):
        assert abs(small[k, 0] - whole[factor * k : factor * (k + 1)].mean()) <= 0.5


def test_shrinking_refuses_what_does_not_divide() -> None:
    with pytest.raises(ValueError, match="factor: 3 given for shape"):
        shrink(np.zeros((4, 6)), 3)
    with pytest.raises(ValueError, match=r"factor: 2 given for shape \(4,\)"):
        shrink(np.zeros(4), 2)


def test_wells_are_never_divided() -> None:
    split = split_by_well(PLATE, np.random.default_rng(1))
    assert (len(split.train), len(split.test)) == (102, 42)
    assert not {p.well for p in split.train} & {p.well for p in split.test}
    again = split_by_well(PLATE, np.random.default_rng(1))
    assert again.test == split.test
    with pytest.raises(ValueError, match="test_wells: 24 given"):
        split_by_well(PLATE, np.random.default_rng(1), test_wells=24)


def test_dividing_by_image_shares_wells() -> None:
    split = split_by_image(PLATE, np.random.default_rng(1))
    assert (len(split.train), len(split.test)) == (100, 44)
    assert {p.well for p in split.train} & {p.well for p in split.test}
    assert set(map(id, split.train)) | set(map(id, split.test)) == set(map(id, PLATE))
    with pytest.raises(ValueError, match="train: 0 given"):
        split_by_image(PLATE, np.random.default_rng(1), train=0)
