"""What is lost, and what parity strands bring back."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.erasures import (
    KINDS,
    Kind,
    TooManyLost,
    capacity,
    decode,
    encode,
    erase,
    recoverable,
    survival,
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fraction", [0, 0.25, 0.5, 1])
def test_just_the_fraction_is_lost(kind: Kind, fraction: float) -> None:
    lost = erase((32, 48), fraction, np.random.default_rng(1), kind)
    assert lost.shape == (32, 48)
    assert lost.mean() == fraction


def test_pieces_are_whole() -> None:
    rng = np.random.default_rng(2)
    rows = erase((32, 48), 0.5, rng, "strands").mean(axis=1)
    assert set(rows) == {0, 1}
    blocks = erase((32, 48), 0.5, rng, "blocks").reshape(4, 8, 6, 8).mean(axis=(1, 3))
    assert set(blocks.flat) == {0, 1}


def test_every_place_has_the_same_chance() -> None:
    rng = np.random.default_rng(3)
    times = sum(erase((4, 4), 0.25, rng).astype(int) for _ in range(4000))
    assert np.abs(times / 4000 - 0.25).max() < 0.035  # five standard deviations


@given(st.integers(1, 9), st.integers(0, 12), st.data())
def test_what_can_come_back_comes_back_exactly(n: int, length: int, data: st.DataObject) -> None:
    parities = data.draw(st.integers(1, n))
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    strands = rng.integers(0, 2, (n, length))
    lost = data.draw(st.sets(st.integers(0, n + parities - 1)))
    sent = encode(strands, parities)
    sent[list(lost)] = rng.integers(0, 2, (len(lost), length))  # nothing of it may be used
    if recoverable(lost, n, parities):
        np.testing.assert_array_equal(decode(sent, lost, parities), strands)
    else:
        with pytest.raises(TooManyLost):
            decode(sent, lost, parities)


def test_pairs_of_eight_strands() -> None:
    pairs = list(combinations(range(8), 2))
    assert [sum(recoverable(pair, 8, r) for pair in pairs) for r in (1, 2, 8)] == [0, 16, 28]
    with pytest.raises(TooManyLost, match=r"strands \[1, 3\] share") as trouble:
        decode(np.zeros((10, 4)), [3, 1], parities=2)
    assert trouble.value.strands == [1, 3]


def test_survival_is_the_sum_over_all_losses() -> None:
    p, n, parities = 0.2, 4, 2
    total = 0.0
    for k in range(n + parities + 1):
        for lost in combinations(range(n + parities), k):
            total += recoverable(lost, n, parities) * p**k * (1 - p) ** (n + parities - k)
    assert survival(p, n, parities) == pytest.approx(total)


def test_no_code_beats_capacity() -> None:
    """Eight strands in nine have rate 8/9; where capacity is below it, most pictures are lost."""
    assert capacity(0) == 1
    assert capacity(1) == 0
    assert survival(1 / 4, 8) < 0.5
    assert survival(0, 8) == 1


def test_what_is_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"fraction: 1.5 given, 0 to 1"):
        erase((8, 8), 1.5, rng)
    with pytest.raises(ValueError, match="block: 5 given, a divisor"):
        erase((8, 8), 0.5, rng, "blocks", block=5)
    with pytest.raises(ValueError, match="kind: 'holes' given"):
        erase((8, 8), 0.5, rng, "holes")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="strands: shape"):
        encode([[0, 2]])
    with pytest.raises(ValueError, match="parities: 3 given, 1 to 2"):
        encode([[0, 1], [1, 1]], parities=3)
    with pytest.raises(ValueError, match="lost: strand 9 given, 0 to 8"):
        recoverable([9], 8)
    with pytest.raises(ValueError, match=r"p: -0.1 given"):
        capacity(-0.1)
