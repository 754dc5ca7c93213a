"""Any predictor drives the coder: what was written is read, and takes what it should."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.prequential.codelength import cumulative
from ee376a.prequential.ensembles import ContextTree, Mixture, Switching
from ee376a.prequential.moving import decode, encode, frequencies
from ee376a.prequential.predictors import Backoff, KrichevskyTrofimov, Markov, Predictor

LADDER: dict[str, Callable[[], Predictor]] = {
    "kt": lambda: KrichevskyTrofimov(5),
    "markov": lambda: Markov(5, 2),
    "backoff": lambda: Backoff(5, 3),
    "mixture": lambda: Mixture([Markov(5, order) for order in range(3)]),
    "switching": lambda: Switching([Markov(5, order) for order in range(3)]),
    "tree": lambda: ContextTree(5, 3),
}


@pytest.mark.parametrize("name", LADDER)
@given(symbols=st.lists(st.integers(0, 4), max_size=50))
def test_decode_undoes_encode(name: str, symbols: list[int]) -> None:
    data = encode(LADDER[name](), symbols)
    assert decode(LADDER[name](), data, len(symbols)) == symbols


@pytest.mark.parametrize("name", LADDER)
def test_as_long_as_the_code_length(name: str) -> None:
    symbols = np.random.default_rng(4).choice(5, 3000, p=(0.9, 0.05, 0.03, 0.01, 0.01)).tolist()
    ideal = float(cumulative(LADDER[name](), symbols)[-1])
    bits = 8 * len(encode(LADDER[name](), symbols))
    assert ideal - 8 < bits < ideal * 1.0002 + 16


def test_frequencies_are_for_the_coder() -> None:
    for shares in ([1.0], [1.0, 0, 0], [1 / 256] * 256, np.eye(128)[3]):
        found = frequencies(shares)
        assert found.min() >= 1
        assert found.sum() <= 1 << 22


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="symbols: 5 given, 0 to 4 allowed"):
        encode(LADDER["kt"](), [5])
    with pytest.raises(ValueError, match="length: -1 given"):
        decode(LADDER["kt"](), b"", -1)
