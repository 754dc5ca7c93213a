"""A source of text helps where the bits are not known."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from ee376a.dna.source import MarkovSource


def test_exact_for_two_bytes() -> None:
    source = MarkovSource.learn(b"the theory of the thing")
    llr = np.random.default_rng(1).normal(0, 2, 16)
    ones = np.zeros(16)
    total = 0.0
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    bits = bits.astype(float)
    weight = np.exp(-bits @ llr[:8])[:, None] * np.exp(-bits @ llr[8:])
    weight *= source.first[:, None] * source.next
    for a, b in itertools.product(range(256), repeat=2):
        total += weight[a, b]
        ones += weight[a, b] * np.concatenate([bits[a], bits[b]])
    exact = np.log((total - ones) / ones)
    assert np.allclose(llr + source.extrinsic(llr), exact, atol=1e-6)


def test_probabilities() -> None:
    source = MarkovSource.learn(b"abracadabra")
    assert np.allclose(source.next.sum(axis=1), 1)
    assert source.first.sum() == pytest.approx(1)
    assert source.next.min() > 0


def test_text_it_knows_is_shorter() -> None:
    source = MarkovSource.learn(b"it is a truth universally acknowledged " * 20)
    assert source.bits_per_byte(b"universally a truth") < 3
    assert source.bits_per_byte(bytes(range(200, 220))) > 10


def test_certain_bits_stay() -> None:
    source = MarkovSource.learn(b"aaaa")
    llr = 1e6 * (1 - 2.0 * np.unpackbits(np.frombuffer(b"zz", np.uint8)))
    assert np.isfinite(source.extrinsic(llr)).all()
    assert (llr + source.extrinsic(llr) < 0).tolist() == (llr < 0).tolist()


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="text: none given"):
        MarkovSource.learn(b"")
    with pytest.raises(ValueError, match=r"llr: shape \(7,\) given"):
        MarkovSource.learn(b"a").extrinsic(np.zeros(7))
