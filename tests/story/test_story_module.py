"""The reader's own arithmetic, under node."""

from __future__ import annotations

from functools import partial

from undernode import answers

from ee376a.story.book import pages

run = partial(answers, "story")


def test_spreads_lie_open_together_on_a_wide_screen() -> None:
    kinds = [page.kind for page in pages()]
    narrow, wide = run([("openings", [kinds, False]), ("openings", [kinds, True])])
    assert narrow == [[i] for i in range(40)]
    assert [i for opening in wide for i in opening] == list(range(40))
    assert [opening for opening in wide if len(opening) == 2] == [
        [i, i + 1] for i, kind in enumerate(kinds) if kind == "left"
    ]


def test_a_finger_turns_and_a_scroll_does_not() -> None:
    moves = {(-80, 5): 1, (90, -10): -1, (-20, 0): 0, (-60, 55): 0, (0, 300): 0}
    assert run([("swipe", list(move)) for move in moves]) == list(moves.values())


def test_keys() -> None:
    keys = {"ArrowRight": 6, "PageDown": 6, "ArrowLeft": 4, "PageUp": 4, "Home": 0, "End": 9}
    assert run([("turnTo", [key, 5, 10]) for key in keys]) == list(keys.values())
    assert run([("turnTo", ["x", 5, 10]), ("turnTo", ["ArrowLeft", 0, 10])]) == [None, 0]
