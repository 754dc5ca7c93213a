"""Asking about wells: nothing of them is learnt from, and what is sought is what is said."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.images import CHANNELS, DOSES, FIELDS, Micrograph
from ee376a.medical.search.features import as_they_are, standard
from ee376a.medical.search.retrieval import (
    ANSWERED,
    UNCLEAR,
    Distances,
    by_compression,
    by_encoding,
    divide,
    few_greys,
    rank,
    relevant,
    votes,
)

BLANK = np.zeros((512, 512), np.uint8)
PLATE = [
    Micrograph(well, field, channel, BLANK)
    for well in DOSES
    for field in range(FIELDS)
    for channel in CHANNELS
]
# A row that says all that there is to know.
TOLD = np.array(
    [
        [
            1000.0 * (p.channel == "gfp"),
            10 * np.log10(p.dose + 1e-4),
            0.01 * p.well,
            0.001 * p.field,
        ]
        for p in PLATE
    ]
)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_each_well_is_asked_about_once_and_its_twin_at_another_time(parts: int) -> None:
    divided = divide(parts)
    assert sorted(well for part in divided for well in part) == sorted(DOSES)
    for part in divided:
        for well in range(5, 25, 2):
            assert not {well, well + 1} <= part
    with pytest.raises(ValueError, match="parts: 1 given"):
        divide(1)


def test_nothing_of_the_wells_asked_about_is_learnt_from() -> None:
    asked = frozenset({5, 9})
    learnt: list[np.ndarray] = []

    def learn(known: np.ndarray) -> Distances:
        learnt.append(known)
        return by_encoding(as_they_are)(known)

    found = rank(PLATE, TOLD, learn, asked)
    inside = np.array([p.well in asked for p in PLATE])
    assert (learnt[0] == TOLD[~inside]).all()
    assert [one.query for one in found] == [p for p in PLATE if p.well in asked]
    for one in found:
        assert {p.well for p in one.unseen} == asked
        assert one.query not in one.unseen
        assert len(one.unseen) == 2 * FIELDS * 2 - 1
        assert not {p.well for p in one.seen} & asked
        assert len(one.seen) == len(PLATE) - 12


def test_the_nearest_comes_first() -> None:
    (one, *_) = rank(PLATE, TOLD, by_encoding(as_they_are), frozenset({5}))
    assert (one.query.well, one.query.channel) == (5, "dna")
    first = one.seen[:3]
    assert [(p.well, p.field, p.channel) for p in first] == [(6, k, "dna") for k in range(3)]
    assert one.seen[-1].channel == "gfp"
    assert [p.field for p in one.unseen[:2]] == [1, 2]


def test_what_is_told_is_found() -> None:
    for part in divide():
        for one in rank(PLATE, TOLD, by_encoding(as_they_are), part):
            same = relevant(one, "channel")
            assert same.size == 108
            assert same[: same.sum()].all()
            well = relevant(one, "well")
            assert (well.size, well.sum()) == (17, 2)
            assert well[:2].all()
            dose = relevant(one, "dose")
            count = {100.0: 0, 0.0: 6}.get(one.query.dose, 3)
            assert dose.sum() == count
            assert dose[:count].all()
            answer = relevant(one, "answer")
            assert (answer.size > 0) == (one.query.dose in ANSWERED)
            answered, decade = votes(one, 3)
            if one.query.dose not in UNCLEAR:
                assert answered == (one.query.dose in ANSWERED)
            if one.query.dose > 0 and one.query.dose < 100:
                assert decade == pytest.approx(np.log10(one.query.dose))


def test_unclear_doses_are_not_asked_for() -> None:
    (one, *_) = rank(PLATE, TOLD, by_encoding(as_they_are), frozenset({5}))
    clear = [p for p in PLATE if p.channel == "dna" and p.well != 5 and p.dose not in UNCLEAR]
    assert relevant(one, "answer").size == len(clear)
    with pytest.raises(ValueError, match="task: 'mood' given, one of channel"):
        relevant(one, "mood")


def test_what_is_not_a_plate_is_refused() -> None:
    learn = by_encoding(standard)
    with pytest.raises(ValueError, match="rows: 2 given, 144"):
        rank(PLATE, TOLD[:2], learn, frozenset({5}))
    for nothing in (frozenset[int](), frozenset(DOSES)):
        with pytest.raises(ValueError, match="some wells of the plate"):
            rank(PLATE, TOLD, learn, nothing)


def test_compression_finds_a_picture_that_is_repeated() -> None:
    rng = np.random.default_rng(1)
    pictures = [rng.integers(0, 256, (512, 512), dtype=np.uint8) for _ in range(3)]
    rows = np.array([few_greys(picture) for picture in pictures])
    assert rows.shape == (3, 4096)
    assert rows.max() <= 15
    far = by_compression(rows)(rows[:1], rows[[1, 0, 2]])
    assert far.shape == (1, 3)
    assert far.argmin() == 1
