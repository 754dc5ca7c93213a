"""Contexts of a pixel look back only."""

from __future__ import annotations

import numpy as np

from ee376a.prequential.drawing.contexts import (
    CONTEXTS,
    GENERAL,
    LOCAL,
    SURROUNDINGS,
    hash_contexts,
)
from ee376a.prequential.drawing.network import MARGIN, blank

FIT = np.array([3, 5, 2])


def contexts(picture: np.ndarray, fit: np.ndarray = FIT, below: int = 4) -> tuple[int, np.ndarray]:
    hashes = np.zeros(CONTEXTS + LOCAL, np.int64)
    return hash_contexts(picture, 10, 10, fit, below, hashes), hashes


def noise() -> np.ndarray:
    picture, rng = blank(), np.random.default_rng(1)
    picture[MARGIN:, MARGIN:-MARGIN] = rng.integers(0, 256, (28, 28))
    return picture


def test_contexts_know_the_past_alone() -> None:
    picture = noise()
    summary, hashes = contexts(picture)
    assert 0 <= summary < SURROUNDINGS
    later = picture.copy()
    later[MARGIN + 10, MARGIN + 10 :] = 0
    later[MARGIN + 11 :] = 0
    again, same = contexts(later)
    assert again == summary
    assert np.array_equal(hashes, same)
    picture[MARGIN + 9, MARGIN + 10] ^= 255
    assert (hashes != contexts(picture)[1]).sum() > CONTEXTS // 2


def test_only_the_later_ones_know_the_palette() -> None:
    hashes, others = contexts(noise())[1], contexts(noise(), np.array([4, 5, 2]))[1]
    assert (hashes != others).nonzero()[0].tolist() == list(range(GENERAL, CONTEXTS))


def test_the_height_in_the_picture_counts() -> None:
    assert (contexts(noise())[1] != contexts(noise(), below=5)[1]).sum() == 2
