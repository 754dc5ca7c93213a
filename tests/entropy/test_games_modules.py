"""The games in the page reckon as the package does: their functions under node, beside Python's."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from undernode import evaluate as run

from ee376a.entropy import huffman, noise, parity, runs
from ee376a.entropy.critters import CRITTERS, QUESTIONS, answers
from ee376a.entropy.questions import Board, bits_gained, questions_to_be_sure
from ee376a.entropy.surprise import average_surprise, chances, score, surprise
from ee376a.panopticon.deck import CLUES, PICTURES
from ee376a.widgets import (
    STATIC,
    CandyNames,
    Critters,
    Lanterns,
    NoisyTelephone,
    PageWidget,
    ParitySquare,
    RowByRow,
)

RNG = np.random.default_rng(1948)
BAGS = [
    *CandyNames().state()["bags"],
    *(RNG.integers(1, 30, RNG.integers(2, 7)).tolist() for _ in range(60)),
]


@pytest.mark.parametrize(
    "widget", [Critters, Lanterns, CandyNames, NoisyTelephone, ParitySquare, RowByRow]
)
def test_state_is_small_and_the_module_imports_nothing(widget: type[PageWidget]) -> None:
    assert len(json.dumps(widget().state())) < 4_000
    source = (STATIC / f"{widget._module}.mjs").read_text(encoding="utf-8")
    assert "import " not in source
    assert "://" not in source


def test_state_is_that_of_the_package() -> None:
    state = Critters().state()
    assert state["questions"] == list(QUESTIONS)
    assert [critter["name"] for critter in state["critters"]] == [c.name for c in CRITTERS]
    assert [[yes == "1" for yes in row] for row in state["answers"]] == answers()
    for widget in (NoisyTelephone, RowByRow):
        for name, digits in widget().state()["pictures"]:
            assert digits == "".join(map(str, PICTURES[CLUES.index(name)].flat))
    for _, box in Lanterns().state()["boxes"]:
        assert len(box) <= Lanterns().beans


def test_the_best_player_of_the_critters() -> None:
    table, board = Critters().state()["answers"], Board(answers())
    lefts = [sorted(RNG.choice(16, size, replace=False).tolist()) for size in range(1, 17)]
    lefts += [sorted(RNG.choice(16, 6, replace=False).tolist()) for _ in range(40)]
    seen = run("guess", "lefts.map((left) => page.search(table, left))", table=table, lefts=lefts)
    for left, (total, question) in zip(lefts, seen, strict=True):
        assert Fraction(total, len(left)) == board.mean_questions(left)
        assert (None if question < 0 else question) == board.best(left)
    games = run("guess", "[...table[0]].map((_, card) => page.play(table, card))", table=table)
    for card, game in enumerate(games):
        assert game == [[s.question, s.answer, s.left] for s in board.play(card)]


def test_the_best_player_of_the_numbers() -> None:
    table = run("guess", "page.numberAnswers(32)")
    assert table[:31] == ["".join(str(int(k > q)) for k in range(32)) for q in range(31)]
    assert [k + 1 for k, yes in enumerate(table[31]) if yes == "1"] == list(range(2, 33, 2))
    board = Board([[int(yes) for yes in row] for row in table])
    games = run("guess", "[...table[0]].map((_, card) => page.play(table, card))", table=table)
    for card, game in enumerate(games):
        assert len(game) == questions_to_be_sure(32)
        assert game == [[s.question, s.answer, s.left] for s in board.play(card)]


def test_bits_that_an_answer_is_worth() -> None:
    pairs = [(yes, no) for yes, no in product(range(17), repeat=2) if yes]
    seen = run("guess", "pairs.map(([yes, no]) => page.gained(yes + no, yes))", pairs=pairs)
    assert seen == pytest.approx([bits_gained(yes, no, True) for yes, no in pairs])


def numbered(tree: Any) -> Any:
    """A tree of the package with the names made numbers, as lists."""
    return int(tree) if isinstance(tree, str) else [numbered(branch) for branch in tree]


def test_candy_trees_names_and_lamps() -> None:
    expression = """bags.map((bag) => {
      const tree = page.huffman(bag);
      return [tree, page.names(tree), page.lampsOf(tree, bag), page.evenLength(bag.length)];
    })"""
    for bag, (tree, names, lamps, even) in zip(
        BAGS, run("candy", expression, bags=BAGS), strict=True
    ):
        weights = {str(candy): count for candy, count in enumerate(bag)}
        wanted = huffman.tree(weights)
        code = huffman.codewords(wanted)
        assert tree == numbered(wanted)
        assert names == [code[name] for name in weights]
        assert lamps == huffman.mean_length(weights, code) * sum(bag)
        assert even == questions_to_be_sure(len(bag))


def test_candy_messages_there_and_back() -> None:
    messages = [RNG.integers(0, len(bag), RNG.integers(0, 9)).tolist() for bag in BAGS]
    expression = """bags.map((bag, k) => {
      const tree = page.huffman(bag), lamps = page.encode(messages[k], tree);
      return [lamps, page.decode(lamps, tree), lamps && page.decode(lamps.slice(0, -1), tree)];
    })"""
    seen = run("candy", expression, bags=BAGS, messages=messages)
    for bag, message, (lamps, back, cut) in zip(BAGS, messages, seen, strict=True):
        tree = huffman.tree({str(candy): count for candy, count in enumerate(bag)})
        assert lamps == huffman.encode(map(str, message), tree)
        assert back == message
        if message and len(huffman.codewords(tree)[str(message[-1])]) > 1:
            assert cut is None
            with pytest.raises(ValueError, match="within a codeword"):
                huffman.decode(lamps[:-1], tree)


def test_parity_squares() -> None:
    squares = [RNG.integers(0, 2, (n, n)).tolist() for n in (2, 3, 4, 5) for _ in range(10)]
    seen = run("parity", "squares.map(page.encode)", squares=squares)
    assert seen == [parity.encode(square).tolist() for square in squares]
    for turns in (0, 1, 2, 3):
        damaged = [np.array(square) for square in seen]
        for square in damaged:
            square.ravel()[RNG.choice(square.size, turns, replace=False)] ^= 1
        given = [square.tolist() for square in damaged]
        found = run("parity", "given.map((s) => [page.oddLines(s), page.turned(s)])", given=given)
        for square, (odd, turned) in zip(damaged, found, strict=True):
            assert tuple(odd) == parity.odd_lines(square)
            try:
                place = parity.turned(square)
            except parity.TooManyTurned:
                assert turned == "many"
            else:
                assert turned == (None if place is None else list(place))


def test_the_telephone() -> None:
    cases = [(n / 40, times) for n in range(41) for times in (1, 3, 5)]
    seen = run("telephone", "cases.map(([p, times]) => page.errorChance(p, times))", cases=cases)
    wanted = [float(noise.error_chance(Fraction(round(40 * p), 40), t)) for p, t in cases]
    assert seen == pytest.approx(wanted, abs=1e-12)
    bits = RNG.integers(0, 2, 64).tolist()
    for times in (1, 3, 5):
        heard = RNG.integers(0, 2, 64 * times).tolist()
        given = {"bits": bits, "times": times, "heard": heard}
        expression = "[page.encode(bits, times), page.decode(heard, times)]"
        sent, voted = run("telephone", expression, **given)
        assert sent == noise.encode(bits, times).tolist()
        assert voted == noise.decode(heard, times).tolist()
    flipped = run("telephone", "page.flip(Array(40000).fill(0), 0.1, luck(7))")
    assert abs(sum(flipped) - 4000) < 4 * 60


def test_the_lanterns() -> None:
    boxes = [dict(box) for _, box in Lanterns().state()["boxes"]]
    boxes += [{"red": 7, "blue": 0, "pink": 2}, {"red": 3, "blue": 3, "pink": 2, "white": 5}]
    beans = [dict(zip(box, RNG.integers(1, 9, len(box)).tolist(), strict=True)) for box in boxes]
    expression = """boxes.map((box, k) => [page.chances(box), page.average(box),
      page.score(beans[k], box), page.surprise(Object.values(page.chances(box))[0])])"""
    seen = run("lanterns", expression, boxes=boxes, beans=beans)
    for box, guess, (odds, mean, price, first) in zip(boxes, beans, seen, strict=True):
        exact = chances(box)
        assert odds == pytest.approx({colour: float(p) for colour, p in exact.items()})
        assert mean == pytest.approx(average_surprise(box), abs=1e-12)
        assert price == pytest.approx(score(guess, box), abs=1e-12)
        assert first == pytest.approx(surprise(next(iter(exact.values()))))


def test_lanterns_come_as_often_as_there_are_of_them() -> None:
    drawn = run(
        "lanterns",
        "((random) => Array.from({ length: 8000 }, () => page.draw(box, random)))(luck(3))",
        box={"yellow": 6, "red": 0, "blue": 2},
    )
    assert set(drawn) == {"yellow", "blue"}
    assert abs(drawn.count("blue") - 2000) < 4 * (8000 * 3 / 16) ** 0.5


def test_no_way_of_laying_the_beans_is_better() -> None:
    boxes = [{"a": 19, "b": 1}, {"a": 6, "b": 2}, {"a": 1, "b": 4, "c": 2}, {"a": 0, "b": 5}]
    laid = run("lanterns", "boxes.map((box) => page.bestBeans(box, 12))", boxes=boxes)
    for box, best in zip(boxes, laid, strict=True):
        assert sum(best.values()) == 12
        ways = (w for w in product(range(1, 12), repeat=len(box)) if sum(w) == 12)
        least = min(score(dict(zip(box, way, strict=True)), box) for way in ways)
        assert score(best, box) == pytest.approx(least)


def test_rows_in_numbers_and_their_guards() -> None:
    pictures = PICTURES.tolist()
    expression = """pictures.map((rows) => [rows.map(page.encode),
      rows.map((row) => page.decode(page.encode(row))), page.guards(rows)])"""
    seen = run("rows", expression, pictures=pictures)
    for rows, (lengths, back, guards) in zip(pictures, seen, strict=True):
        assert lengths == [runs.encode(row) for row in rows]
        assert back == rows
        assert guards == parity.encode(rows)[-1, :-1].tolist()
