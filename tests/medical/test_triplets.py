"""The twelve triplets: found, not made up, and each disagreement recomputed from the pixels."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from ee376a.medical.closeness import standard_triplets
from ee376a.medical.similarity import l1, l2, ssim
from ee376a.medical.triplets import MEASURES, SIDE, Triplet, draw_face, find, references


@pytest.fixture(scope="module")
def twelve() -> list[Triplet]:
    return standard_triplets()


def test_each_measure_is_outvoted_four_times(twelve: list[Triplet]) -> None:
    assert Counter(triplet.alone for triplet in twelve) == dict.fromkeys(MEASURES, 4)
    assert len({triplet.name for triplet in twelve}) == 12
    assert len({frozenset((t.a.kind, t.b.kind)) for t in twelve}) == 12


def test_measures_disagree_on_the_pixels_themselves(twelve: list[Triplet]) -> None:
    for t in twelve:
        assert t.x.shape == t.a.pixels.shape == t.b.pixels.shape == (SIDE, SIDE)
        says = [
            l1(t.x, t.a.pixels) < l1(t.x, t.b.pixels),
            l2(t.x, t.a.pixels) < l2(t.x, t.b.pixels),
            ssim(t.x, t.a.pixels) > ssim(t.x, t.b.pixels),
        ]
        assert "".join("BA"[a] for a in says) == t.closer
        assert 0 < sum(says) < 3
        assert 2**t.margin > 1.5


def test_neither_letter_wins_always(twelve: list[Triplet]) -> None:
    for k in range(3):
        assert {t.closer[k] for t in twelve} == {"A", "B"}


def test_references_are_pictures_and_the_search_says_when_they_are_too_few() -> None:
    pictures = references(np.random.default_rng(1))
    assert {p.shape for p in pictures.values()} == {(SIDE, SIDE)}
    assert len(pictures) >= 12
    assert set(np.unique(draw_face())) == {20, 60, 220}
    with pytest.raises(ValueError, match="pictures: 1 given, too few for 1"):
        find({"face": draw_face()}, np.random.default_rng(1), each=1)
