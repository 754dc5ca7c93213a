"""The model of digits: its state, and pictures learned again."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.arithmetic import start_encoder
from ee376a.prequential.drawing import digits
from ee376a.prequential.drawing.model import PARTS, new_state, run
from ee376a.prequential.drawing.network import load
from ee376a.prequential.models import LEARN


def test_only_contexts_take_memory() -> None:
    assert new_state("network", load()).counters.nbytes < 1000
    assert new_state("contexts", load()).counters.nbytes < 600e6
    with pytest.raises(ValueError, match="parts"):
        new_state("none", load())


@pytest.mark.parametrize("parts", PARTS)
def test_learning_changes_the_contexts_and_never_the_pictures(parts: str) -> None:
    pictures = np.zeros((2, 28, 28), np.uint8)
    pictures[:, 5:20, 12:15] = (90, 255, 40)
    state, before = new_state(parts, load()), pictures.copy()
    run(state, start_encoder(), np.zeros(0, np.uint8), pictures, LEARN)
    assert np.array_equal(pictures, before)
    assert bool((state.counters != 1 << 31).any()) == (parts != "network")


def test_the_same_edge_again_is_cheaper_within_a_picture() -> None:
    """A picture with one gray along an edge, beside one with as many grays as rows."""
    alike, unlike = np.zeros((1, 28, 28), np.uint8), np.zeros((1, 28, 28), np.uint8)
    alike[0, 4:24, 9] = 137
    unlike[0, 4:24, 9] = np.random.default_rng(1).permutation(np.arange(31, 231, 10))
    costs = [len(digits.encode(pictures, "contexts")) for pictures in (alike, unlike)]
    assert costs[0] < 0.7 * costs[1]
