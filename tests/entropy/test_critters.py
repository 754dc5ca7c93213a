"""The cards of the guessing game: all different, and four questions find each."""

from __future__ import annotations

import numpy as np

from ee376a.entropy.critters import COLOURS, CRITTERS, QUESTIONS, answers
from ee376a.entropy.questions import Board


def test_the_cards_are_different_and_within_what_can_be_drawn() -> None:
    assert len({critter.name for critter in CRITTERS}) == len(CRITTERS) == 16
    for critter in CRITTERS:
        assert critter.colour in COLOURS
        assert critter.eyes in (1, 2, 3)
        assert critter.extras <= {"horns", "spots", "teeth", "wings", "hat", "tail"}


def test_every_question_is_answered_and_tells_something() -> None:
    table = np.array(answers())
    assert table.shape == (len(QUESTIONS), 16)
    assert (table.any(axis=1) & ~table.all(axis=1)).all()
    assert (table[:4].sum(axis=0) == 1).all()
    assert (table[4:7].sum(axis=0) == 1).all()
    horns = table[QUESTIONS.index("Horns?")]
    assert [c.name for c, yes in zip(CRITTERS, horns, strict=True) if yes] == [
        c.name for c in CRITTERS if "horns" in c.extras
    ]


def test_four_questions_find_each_if_they_are_well_chosen() -> None:
    board = Board(answers())
    assert board.mean_questions() == 4
    assert all(len(board.play(card)) == 4 for card in range(16))


def test_not_every_half_is_a_good_half() -> None:
    table, board = answers(), Board(answers())
    halves = [row for row in table if sum(row) == 8]
    best = [
        sum(board.mean_questions([k for k in range(16) if row[k] == side]) for side in (0, 1))
        for row in halves
    ]
    assert len(halves) == 3
    assert best.count(6) == 2
