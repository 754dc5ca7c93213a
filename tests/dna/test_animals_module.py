"""The game in the page reckons as the package does: its functions under node, beside Python's."""

from __future__ import annotations

import json
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from undernode import answers, evaluate

from ee376a.dna.animals import ANIMALS, join, mosaic, split
from ee376a.dna.bases import bits_to_bases
from ee376a.dna.erasures import encode, recoverable
from ee376a.widgets import Animals

run = partial(answers, "animals")
STRANDS = [mosaic(animal).reshape(8, 32).tolist() for animal in ANIMALS]


def test_state_is_the_animals_of_the_package() -> None:
    state = Animals().state()
    assert state["animals"] == list(ANIMALS)
    for animal, digits, drawing in zip(ANIMALS, state["mosaics"], state["drawings"], strict=True):
        assert digits == "".join(map(str, mosaic(animal).flat))
        assert f"<title>{animal}</title>" in drawing
    assert len(json.dumps(state)) < 100_000


@pytest.mark.parametrize("parities", [1, 2, 3])
def test_parity_strands(parities: int) -> None:
    found = run([("parity", [strands, parities]) for strands in STRANDS])
    for animal, extra in zip(ANIMALS, found, strict=True):
        bits = encode(split(mosaic(animal)), parities)[8:]
        squares = bits.reshape(parities, 32, 3) @ np.array([4, 2, 1])
        assert extra == squares.tolist()


@pytest.mark.parametrize("parities", [1, 2])
def test_rescue_brings_back_what_the_package_can(parities: int) -> None:
    losses = [lost for k in range(4) for lost in combinations(range(8 + parities), k)]
    whole = STRANDS[0] + run([("parity", [STRANDS[0], parities])])[0]
    calls = [
        ("rescue", [[[7] * 32 if i in lost else s for i, s in enumerate(whole)], lost, parities])
        for lost in losses
    ]
    stuck = run([("stuck", [lost, 8, parities]) for lost in losses])
    for lost, back, caught in zip(losses, run(calls), stuck, strict=True):
        fine = recoverable(lost, 8, parities)
        assert back == (STRANDS[0] if fine else None)
        assert (caught == []) == fine
        assert set(caught) <= set(lost)


def test_letters_are_the_strands_bases() -> None:
    found = run([("letters", [strand]) for strand in STRANDS[2]])
    assert found == [bits_to_bases(bits) for bits in split(mosaic(ANIMALS[2]))]


def test_copycat_copies_the_nearest_square_that_is_left() -> None:
    rng = np.random.default_rng(5)
    squares = mosaic("owl").ravel()
    masks = [rng.permutation(256)[:n].tolist() for n in (1, 24, 200)]
    place = np.stack(np.divmod(np.arange(256), 16), axis=1)
    for missing, found in zip(
        masks, run([("copycat", [squares.tolist(), m]) for m in masks]), strict=True
    ):
        left = np.setdiff1d(np.arange(256), missing)
        apart = ((place[missing][:, None] - place[left]) ** 2).sum(axis=2)
        assert found == squares[left[apart.argmin(axis=1)]].tolist()


@pytest.mark.parametrize(("kind", "count"), [("crumbs", 24), ("bite", 36), ("strand", 32)])
def test_what_is_lost(kind: str, count: int) -> None:
    many = "((random) => Array.from({ length: 200 }, () => page.lose(kind, random)))(luck(1))"
    for missing in evaluate("animals", many, kind=kind):
        assert missing == sorted(set(missing))
        assert len(missing) == count
        assert 0 <= missing[0] <= missing[-1] < 256
        rows, columns = np.divmod(missing, 16)
        if kind == "bite":
            assert np.ptp(rows) == np.ptp(columns) == 5
        if kind == "strand":
            assert rows[0] % 2 == 0
            assert np.ptp(rows) == 1
            assert join(split(mosaic("fox")))[rows, columns].shape == (32,)
