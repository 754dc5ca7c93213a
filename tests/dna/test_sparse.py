"""Words of few ones: written as bases, and what bases say of their bits."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.dna.sparse import SPARSE, bases, beliefs, demap, expected, likelihoods


def test_sparse_words_are_the_sixteen_of_least_weight_in_use() -> None:
    assert SPARSE.shape == (16, 5)
    assert len(np.unique(SPARSE, axis=0)) == 16
    assert SPARSE.sum(axis=1).max() == 2
    assert SPARSE.mean() == 0.3125


def given(groups: int = 3):  # type: ignore[no-untyped-def]
    """Bits, a watermark and their bases."""
    rng = np.random.default_rng(3)
    bits = rng.integers(0, 2, 8 * groups, dtype=np.uint8)
    watermark = rng.integers(0, 2, 10 * groups, dtype=np.uint8)
    return rng, bits, watermark, bases(bits, watermark)


def test_sure_bases_say_the_bits() -> None:
    _, bits, watermark, seen = given()
    pairs = likelihoods(np.where(np.eye(4)[seen] > 0, 0, -20.0), watermark)
    assert np.array_equal(demap(pairs, np.zeros(24)) < 0, bits == 1)
    assert np.array_equal(beliefs(pairs, np.zeros(24), watermark).argmax(axis=1), seen)


def test_without_evidence_nothing_is_said_and_the_watermark_is_left() -> None:
    rng = np.random.default_rng(5)
    watermark = rng.integers(0, 2, 40_000, dtype=np.uint8)
    pairs = likelihoods(np.zeros((20_000, 4)), watermark)
    assert np.allclose(demap(pairs, np.zeros(32_000)), 0)
    found, flat = beliefs(pairs, np.zeros(32_000), watermark), expected(watermark)
    # Some places of the sparse words have more ones than others; on average it is the same.
    best = flat.argmax(axis=1)
    rows = np.arange(20_000)
    assert found[rows, best].mean() == pytest.approx(flat[rows, best].mean(), rel=0.02)


def test_demapping_and_beliefs_are_bayes() -> None:
    rng, _, watermark, _ = given(1)
    evidence, llr = rng.normal(size=(5, 4)), rng.normal(size=8)
    weights, total = np.zeros((8, 2)), np.zeros((5, 4))
    for word in range(256):
        bits = np.array([word >> shift & 1 for shift in range(8)], dtype=np.uint8)
        seen = bases(bits, watermark)
        weight = np.exp(evidence[range(5), seen].sum() - llr @ bits)
        weights[range(8), bits] += weight
        total[range(5), seen] += weight
    pairs = likelihoods(evidence, watermark)
    extrinsic = np.log(weights[:, 0] / weights[:, 1]) - llr
    assert demap(pairs, llr) == pytest.approx(extrinsic)
    assert beliefs(pairs, llr, watermark) == pytest.approx(total / total.sum(axis=1, keepdims=True))
