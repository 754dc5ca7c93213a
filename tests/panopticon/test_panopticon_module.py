"""The painting's module in the page says what the package says: the same vectors, run by node."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from undernode import evaluate

from ee376a.panopticon.frame import length_digits
from ee376a.panopticon.geometry import FAITHFUL, ROBUST
from ee376a.panopticon.painting import limit, paint
from ee376a.panopticon.palettes import PALETTES
from ee376a.panopticon.protection import protect
from ee376a.widgets import PaintYourOwn

node = partial(evaluate, "panopticon")
MODES = {"faithful": FAITHFUL, "robust": ROBUST}
RNG = np.random.default_rng(66)
TEXTS = [
    "A",
    "Art",
    "Information is surprise.",
    "Two\nlines, \t~",
    *(bytes(RNG.integers(32, 127, n).tolist()).decode() for n in (2, 3, 202, 437, 438)),
]

each_mode = pytest.mark.parametrize("mode", MODES)


@each_mode
def test_triangles_stand_where_the_package_has_them(mode: str) -> None:
    layout = MODES[mode]
    given = {"border": layout.border, "corner": layout.corner}
    seen = node("[page.cells(at), page.vertices(at), page.triangles(at)]", at=given)
    np.testing.assert_array_equal(seen[0], layout.cells)
    for found, wanted in zip(seen[1:], (layout.vertices(), layout.triangles()), strict=True):
        assert np.shape(found) == wanted.shape
        np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)


@each_mode
def test_digits_are_those_of_the_package(mode: str) -> None:
    texts = [*TEXTS, TEXTS[-1] + "x" * (limit(mode == "robust") - 438)]
    for text, seen in zip(
        texts, node("texts.map((t) => page.digitsOf(t, mode))", texts=texts, mode=mode), strict=True
    ):
        assert seen == paint(text, robust=mode == "robust").digits.tolist()


def test_protection_is_that_of_the_package() -> None:
    for text, seen in zip(TEXTS, node("texts.map(page.protect)", texts=TEXTS), strict=True):
        assert seen == protect(text).tolist()


def test_lengths_and_limits() -> None:
    assert node("page.LIMITS") == {"faithful": limit(False), "robust": limit(True)}
    told = node("texts.map(page.lengthDigits)", texts=TEXTS)
    assert told == [length_digits(len(text)).tolist() for text in TEXTS]


@each_mode
@pytest.mark.parametrize("palette", PALETTES)
def test_svg_is_the_same_file(mode: str, palette: str) -> None:
    state = PaintYourOwn().state()
    seen = node(
        "page.svg(page.shapes(text, mode, colours, state.inks, state.scenery), state.inks.black)",
        text=TEXTS[2],
        mode=mode,
        state=state,
        colours=dict(state["palettes"])[palette],
    )
    wanted = paint(TEXTS[2], robust=mode == "robust", palette_name=palette).svg()
    assert seen.splitlines() == wanted.splitlines()


@each_mode
def test_what_the_package_refuses_is_refused(mode: str) -> None:
    most = limit(mode == "robust")
    cases = [*TEXTS, "", "x" * most, "x" * (most + 1), "café", "日本", "a\0b", "\x7f", "🎨", "‘a’"]
    seen = node("cases.map((t) => page.refusal(t, mode))", cases=cases, mode=mode)
    for text, said in zip(cases, seen, strict=True):
        try:
            paint(text, robust=mode == "robust")
        except ValueError:
            assert said, text
        else:
            assert said == "", text


def test_a_refusal_names_the_character_and_a_way_out() -> None:
    cases = ["café", "go 🎨!", "", "x" * 530]
    accent, picture, empty, long = node(
        "cases.map((t) => page.refusal(t, 'faithful'))", cases=cases
    )
    assert accent.startswith("“é” (character 4) has no place")
    assert accent.endswith("Would “e” do?")
    assert picture.startswith("“🎨” (character 4)")
    assert picture.endswith("Please leave it out.")
    assert "at least one" in empty
    assert "528" in long
    assert "take 2 away" in long


def test_curly_signs_are_straightened() -> None:
    curly = "“It’s – well…”\u00a0é"
    assert node("page.straighten(text)", text=curly) == '"It\'s - well..." é'
    assert node("page.straighten(text)", text=TEXTS[2]) == TEXTS[2]


@each_mode
def test_every_quadrilateral_tells_its_digits(mode: str) -> None:
    text = TEXTS[6]
    count = len(MODES[mode].cells)
    told = node(
        f"[...Array({count}).keys()].map((q) => page.explain(text, mode, q))", text=text, mode=mode
    )
    digits = paint(text, robust=mode == "robust").digits
    for quad, (one, (row, column)) in enumerate(zip(told, MODES[mode].cells, strict=True)):
        place, said = one["heading"].split(": ")
        assert place == f"Row {row + 1}, column {column + 1}"
        assert said.replace(" | ", " ").split() == list(map(str, digits[4 * quad : 4 * quad + 4]))
        assert said.count("|") == 1
        assert len(one["lines"]) == 2


def test_a_quadrilateral_shares_its_characters_with_its_neighbours() -> None:
    told = node("[0, 1, 2, 3, 4].map((q) => page.explain('Hello', 'faithful', q))")
    assert told[0]["heading"] == "Row 1, column 1: 1 1 0 | 1"
    assert told[0]["lines"] == [
        "1 1 0: 1 × 64 + 1 × 8 + 0 = 72, “H”, character 1 of the message.",
        "1 is the first digit of 1 4 5: 1 × 64 + 4 × 8 + 5 = 101, “e”, character 2 of the message.",
    ]
    assert told[1]["lines"][0].startswith("4 5 are the last two digits of 1 4 5:")
    assert told[1]["lines"][1].startswith("1 5 are the first two digits of 1 5 4:")
    assert told[2]["lines"][0].startswith("4 is the last digit of 1 5 4:")
    assert told[3]["lines"][1].startswith(
        "0 is the first digit of 0 0 0: 0 × 64 + 0 × 8 + 0 = 0, the"
    )
    assert told[4]["lines"][1].endswith("“H”, character 1 of the message.")


def test_a_robust_painting_tells_check_and_parity() -> None:
    told = node("[3, 6, 7, 379].map((q) => page.explain('Hello', 'robust', q))")
    assert ", part of the check" in told[0]["lines"][1]
    assert ", part of the check" in told[1]["lines"][0]
    assert ", parity" in told[2]["lines"][0]
    assert told[3]["lines"][1] == "0 0: left over, so not used."


def test_a_guess_is_judged_and_helped() -> None:
    guesses = ["W", "x", "7", "", "é"]
    right, second, first, nothing, strange = node("g.map((c) => page.judge(c, 'W'))", g=guesses)
    assert right == "Yes: 1 2 7 is “W”."
    assert second == "Not “x”: that is 1 7 0. Look again at the second triangle."
    assert first == "Not “7”: that is 0 6 7. Look again at the first triangle."
    assert nothing == "Type one character of the table."
    assert strange == "“é” is not in the table."
    assert node("page.judge(' ', '!')").startswith("Not a space: that is 0 4 0.")


def test_the_default_messages_can_be_painted() -> None:
    widget = PaintYourOwn()
    for text in (widget.message, widget.secret):
        assert paint(text).message == text
