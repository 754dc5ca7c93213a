"""Machines that write."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.prequential.predictors import Backoff, Markov
from ee376a.prequential.writing import AGES, babble, experiment, go_on, read, text_of

TEXT = "how much wood would a woodchuck chuck if a woodchuck could chuck wood? " * 3


def test_what_is_written_has_the_letters_that_were_read() -> None:
    letters = len(set(TEXT))
    written = babble(Backoff(letters, 3), TEXT, 80, np.random.default_rng(1))
    assert len(written) == 80
    assert set(written) <= set(TEXT)
    words = set(TEXT.split())
    known = [word in words for word in written.split()[1:-1]]
    assert sum(known) > len(known) / 2
    with pytest.raises(ValueError, match="predictor"):
        babble(Markov(5, 1), TEXT, 1, np.random.default_rng(1))


def test_the_network_goes_on_with_what_it_knows_by_heart() -> None:
    text = b"abcdefgh" * 400
    assert go_on(read(text), 24, np.random.default_rng(1)) == b"abcdefgh" * 3


def test_records_are_text_again() -> None:
    assert text_of({"001": [98], "000": [97]}) == "ab"
    assert [point["age"] for point in experiment().points] == list(AGES)
