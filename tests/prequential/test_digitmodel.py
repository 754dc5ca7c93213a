"""The model of digits: its state, and pictures learned again."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.arithmetic import start_encoder
from ee376a.prequential.digitmodel import PARTS, new_state, run
from ee376a.prequential.digitnet import load
from ee376a.prequential.models import LEARN


def test_only_contexts_take_memory() -> None:
    assert new_state("network", load()).counters.nbytes < 1000
    assert new_state("contexts", load()).counters.nbytes < 420e6
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
