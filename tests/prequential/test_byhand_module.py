"""The interval picture reckons as the package does: its functions under node, beside Python's."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from math import log2
from typing import Any

import pytest
from undernode import evaluate

from ee376a.prequential.byhand import Interval, Law, adaptive, decode, encode, fixed, intervals
from ee376a.widgets import IntervalCoder

END = "■"
LIMIT = 24
WORDS = ["BANANA", "", "a", "a" * 16, "Hello, <world> &", "ÄÖÜ ß", "🦒🦓🦒", "abcdefghijklmnop"]
LAWS = ("adaptive", "equal", "counts")


def run(calls: list[tuple[str, list[Any]]]) -> list[Any]:
    """Call functions of the module; what stands for a BigInt is one there, and a text here."""
    ends = '["low", "width", "total"].includes(key)'
    given = f"JSON.parse(JSON.stringify(calls), (key, value) => {ends} ? BigInt(value) : value)"
    done = f"({given}).map(([name, args]) => page[name](...args))"
    plain = '(_, one) => typeof one === "bigint" ? String(one) : one'
    answers: list[Any] = evaluate(
        "interval", f"JSON.parse(JSON.stringify({done}, {plain}))", calls=calls
    )
    return answers


def message(word: str) -> tuple[list[str], list[int]]:
    """The letters that may come, and the word with its end sign as their places."""
    letters = [*sorted(set(word)), END]
    return letters, [letters.index(letter) for letter in [*word, END]]


def law_of(name: str, word: str) -> Law:
    letters, symbols = message(word)
    counts = Counter(symbols)
    return {
        "adaptive": adaptive(len(letters)),
        "equal": fixed([1] * len(letters)),
        "counts": fixed([counts[symbol] for symbol in range(len(letters))]),
    }[name]


def interval(found: dict[str, str]) -> Interval:
    low, width, total = (int(found[name]) for name in ("low", "width", "total"))
    return Interval(Fraction(low, total), Fraction(width, total))


CASES = [(word, law) for word in WORDS for law in LAWS]


def test_letters_in_order() -> None:
    assert run([("alphabet", [word]) for word in WORDS]) == [message(word)[0] for word in WORDS]


def test_intervals_bits_and_lengths() -> None:
    for (word, name), found in zip(CASES, run([("write", [*case]) for case in CASES]), strict=True):
        law, (_, symbols) = law_of(name, word), message(word)
        exact = intervals(law, symbols)
        assert [interval(step["here"]) for step in found["steps"]] == exact[:-1]
        assert interval(found["here"]) == exact[-1]
        assert [step["symbol"] for step in found["steps"]] == symbols
        for place, step in enumerate(found["steps"]):
            shares = [Fraction(weight, sum(step["shares"])) for weight in step["shares"]]
            assert shares == list(law(symbols[:place]))
        assert found["bits"] == encode(law, symbols)
        assert found["ideal"] == pytest.approx(-log2(exact[-1].width), abs=1e-9)


def test_settled_bits() -> None:
    found = [
        step["here"] for made in run([("write", [*c]) for c in CASES]) for step in made["steps"]
    ]
    assert run([("settled", [one]) for one in found]) == [interval(one).settled() for one in found]


def test_bits_are_read_as_the_package_reads_them() -> None:
    rng = random.Random(5)
    cases = []
    for word, name in CASES:
        bits = encode(law_of(name, word), message(word)[1])
        flipped = "".join(rng.choice("01") for _ in bits)
        cases += [(bits, word, name), (flipped, word, name), (bits + "11", word, name)]
    for (bits, word, name), found in zip(
        cases, run([("read", [*case]) for case in cases]), strict=True
    ):
        letters, _ = message(word)
        text = "".join(letters[s] for s in decode(law_of(name, word), bits, LIMIT))
        assert found["text"] == text.split(END)[0] + (END if END in text else "")
    assert run([("read", [*cases[0]])])[0]["text"] == "BANANA" + END


def test_state_fits_the_module() -> None:
    state = IntervalCoder().state()
    assert state == {"word": "BANANA", "law": "adaptive"}
