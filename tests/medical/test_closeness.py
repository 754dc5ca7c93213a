"""The game's state, and the page's arithmetic under node beside Python's."""

from __future__ import annotations

import base64
from functools import partial

import numpy as np
import pytest
from undernode import answers

from ee376a.medical.closeness import TINY, WINDOW, game
from ee376a.medical.similarity import l1, l2, mse, ssim, straws
from ee376a.medical.triplets import Candidate, Triplet, draw_face
from ee376a.widgets import Closeness

run = partial(answers, "closeness")
PICTURES = [np.array([int(grey) for grey in greys]).reshape(8, 8) for greys in TINY.values()]


def test_the_page_measures_as_the_package_does() -> None:
    rng = np.random.default_rng(1)
    pairs = [(p, rng.integers(0, 5, (8, 8))) for p in PICTURES] + [(PICTURES[0], PICTURES[1])]
    for one, other in pairs:
        x, y = one.ravel().tolist(), other.ravel().tolist()
        found = run(
            [("straws", [x, y]), ("l1", [x, y]), ("l2", [x, y]), ("ssim", [x, y, WINDOW, 4])]
        )
        assert found[0] == straws(one, other).ravel().tolist()
        assert found[1:3] == [l1(one, other), pytest.approx(l2(one, other))]
        assert found[3] == pytest.approx(ssim(one, other, window=WINDOW, top=4), abs=1e-9)


def test_sliding_and_voting_on_the_page() -> None:
    slid, votes = run([("shifted", [[1, 2, 3, 4], 2]), ("closer", [[[1, 2], [2, 1], [0.5, 0.4]]])])
    assert slid == [1, 1, 3, 3]
    assert votes == ["A", "B", "A"]


def test_state_is_what_the_page_needs() -> None:
    x = draw_face(16)
    lighter = (x + 10).astype(np.uint8)
    a = Candidate("brighter", 0.1, lighter, (l1(x, lighter), l2(x, lighter), 1 - ssim(x, lighter)))
    b = Candidate("darker", 0.1, x // 2, (l1(x, x // 2), l2(x, x // 2), 1 - ssim(x, x // 2)))
    state = game([Triplet("face", x, a, b)])
    assert base64.b64decode(state[0]["a"]) == lighter.tobytes()
    assert state[0]["kinds"] == ["brighter", "darker"]
    assert state[0]["values"][0][0] == state[0]["values"][1][0] == 10
    assert state[0]["values"][1][1] == round(mse(x, x // 2) ** 0.5, 1)
    assert Closeness(triplets=state).state() == {
        "pictures": [[name, greys] for name, greys in TINY.items()],
        "triplets": state,
    }
    assert all(len(greys) == 64 and set(greys) <= set("01234") for greys in TINY.values())
