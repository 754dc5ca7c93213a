"""Contexts of a pixel look back only."""

from __future__ import annotations

import numpy as np

from ee376a.prequential.digitcontexts import CONTEXTS, SURROUNDINGS, hash_contexts
from ee376a.prequential.digitnet import MARGIN, blank


def test_contexts_know_the_past_alone() -> None:
    picture, rng = blank(), np.random.default_rng(1)
    picture[MARGIN:, MARGIN:-MARGIN] = rng.integers(0, 256, (28, 28))
    hashes, again = np.zeros(CONTEXTS, np.int64), np.zeros(CONTEXTS, np.int64)
    summary = hash_contexts(picture, 10, 10, hashes)
    assert 0 <= summary < SURROUNDINGS
    later = picture.copy()
    later[MARGIN + 10, MARGIN + 10 :] = 0
    later[MARGIN + 11 :] = 0
    assert hash_contexts(later, 10, 10, again) == summary
    assert np.array_equal(hashes, again)
    picture[MARGIN + 9, MARGIN + 10] ^= 255
    hash_contexts(picture, 10, 10, again)
    assert (hashes != again).sum() > CONTEXTS // 2
