"""The pictures that are kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ee376a.medical.encoder_pictures import NAMES, arrange, load


def test_what_is_laid_out_is_read_again(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    columns = {name: rng.integers(0, 256, (2, 128, 128), dtype=np.uint8) for name in NAMES}
    path = tmp_path / "some.png"
    Image.fromarray(arrange(columns)).save(path)
    back = load(path)
    assert [*back] == [*NAMES]
    assert all((back[name] == columns[name]).all() for name in NAMES)


def test_a_picture_of_another_size_is_refused(tmp_path: Path) -> None:
    Image.new("L", (256, 256)).save(tmp_path / "some.png")
    with pytest.raises(ValueError, match=r"path: some.png of shape \(256, 256\) given"):
        load(tmp_path / "some.png")


def test_what_is_kept_is_near_its_original() -> None:
    there = load()
    truth = there["original"].astype(float)
    error = {name: float(((there[name] - truth) ** 2).mean()) for name in NAMES}
    assert error["original"] == 0
    assert error["dct, slowest"] < error["conv"] < error["fc"] < truth.var()
