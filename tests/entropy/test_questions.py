"""Questions: how many, what an answer is worth, and that no player beats the best one."""

from __future__ import annotations

from fractions import Fraction
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.entropy.questions import (
    Board,
    bits_gained,
    halving,
    one_by_one,
    questions_on_average,
    questions_to_be_sure,
)
from ee376a.entropy.surprise import average_surprise
from ee376a.measures import binary_entropy

bags = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1)


@st.composite
def boards(draw: st.DrawFn) -> list[list[int]]:
    """Answers to questions that tell all cards apart."""
    width = draw(st.integers(1, 5))
    size = draw(st.integers(1, min(9, 2**width)))
    cards = draw(st.sets(st.integers(0, 2**width - 1), min_size=size, max_size=size))
    return [[card >> bit & 1 for card in sorted(cards)] for bit in range(width)]


@given(st.integers(1, 10**9))
def test_questions_to_be_sure(things: int) -> None:
    questions = questions_to_be_sure(things)
    assert 2**questions >= things
    assert questions == 0 or 2 ** (questions - 1) < things
    assert len(halving(things)) == questions + 1
    assert halving(things)[-1] == 1


@given(st.integers(0, 30), st.integers(0, 30))
def test_answers_tell_on_average_the_entropy_of_the_question(yes: int, no: int) -> None:
    if not yes + no:
        return
    parts = [(part, answer) for part, answer in ((yes, True), (no, False)) if part]
    mean = sum(part / (yes + no) * bits_gained(yes, no, answer) for part, answer in parts)
    assert mean == pytest.approx(binary_entropy(yes / (yes + no)))


@given(bags)
def test_the_best_tree_lies_between_the_entropy_and_asking_one_by_one(bag: dict[str, int]) -> None:
    mean = questions_on_average(bag)
    assert average_surprise(bag) - 1e-9 <= mean <= one_by_one(bag)


@pytest.mark.parametrize("things", range(1, 20))
def test_equally_likely_things(things: int) -> None:
    depth = things.bit_length() - 1
    deep = 2 * (things - 2**depth)  # at the lower of two depths
    even = Fraction(things * depth + deep, things)
    bag = {str(k): 1 for k in range(things)}
    assert questions_on_average(bag) == even
    assert one_by_one(bag) == Fraction(sum(range(1, things)) + max(things - 1, 0), things)


@given(boards())
def test_the_best_player_finds_every_card_in_the_mean_it_states(answers: list[list[int]]) -> None:
    board = Board(answers)
    games = [board.play(card) for card in range(board.cards)]
    assert Fraction(sum(map(len, games)), board.cards) == board.mean_questions()
    assert board.mean_questions() >= log2(board.cards) - 1e-9
    for card, game in enumerate(games):
        assert not game or game[-1].left == [card]
        for step in game:
            assert bool(answers[step.question][card]) is step.answer
            assert card in step.left


def slow(answers: list[list[int]], left: frozenset[int]) -> int:
    """The fewest questions in total, by the definition."""
    if len(left) == 1:
        return 0
    splits = ((frozenset(k for k in left if row[k]), row) for row in answers)
    return len(left) + min(
        slow(answers, yes) + slow(answers, left - yes) for yes, _ in splits if yes and left - yes
    )


@settings(max_examples=60)
@given(boards())
def test_no_order_of_questions_is_better(answers: list[list[int]]) -> None:
    board = Board(answers)
    assert board.mean_questions() * board.cards == slow(answers, frozenset(range(board.cards)))


def test_best_question_of_what_is_left() -> None:
    board = Board([[1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]])
    assert board.best() == 1
    assert board.best([2, 3]) == 2
    assert board.best([3]) is None
    assert board.mean_questions([1]) == 0


def test_refusals() -> None:
    with pytest.raises(ValueError, match="things: 0 given"):
        questions_to_be_sure(0)
    with pytest.raises(ValueError, match="yes, no: 0 and 3 given, the answer True"):
        bits_gained(0, 3, True)
    with pytest.raises(ValueError, match="two cards have the same answers"):
        Board([[1, 1]])
    with pytest.raises(ValueError, match="one length needed"):
        Board([[1, 0], [1]])
    board = Board([[1, 0]])
    with pytest.raises(ValueError, match="left: card 2 given, 0 to 1 allowed"):
        board.play(2)
    with pytest.raises(ValueError, match="left: none given"):
        board.best([])
