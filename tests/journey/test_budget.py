"""The bounds are bounds: nothing real gets below them, and special cases are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.channel import IDSChannel
from ee376a.journey.budget import (
    base_bound,
    huffman_bits,
    model_bits,
    order0_bits,
    painting_bound,
)
from ee376a.prequential import codec


@given(st.binary(min_size=1, max_size=200))
def test_names_cost_no_less_than_the_entropy_and_less_than_a_bit_more(data: bytes) -> None:
    least = order0_bits(data)
    assert least - 1e-9 <= huffman_bits(data) <= least + len(data)


def test_known_entropies() -> None:
    assert order0_bits(bytes(range(256))) == pytest.approx(8 * 256)
    assert order0_bits(b"aaaa") == 0
    assert huffman_bits(b"aaaabbcd") == 4 + 4 + 6


def test_the_model_is_a_bound_of_its_own_files() -> None:
    text, known = b"She sells sea shells by the sea shore. " * 4, b"Sea shells, sea shore. " * 20
    frame = 8 * 23  # header 10, section 2, head 7, CRC 4
    for prior, extra in (([], 0), ([known], 64)):
        ideal = model_bits(text, prior)
        file = 8 * len(codec.encode(text, "cm", prior)) - frame - extra
        assert ideal <= file <= ideal + 24
    assert model_bits(text, [known]) < model_bits(text)


def test_known_capacities() -> None:
    perfect = IDSChannel(alphabet=4)
    assert base_bound(perfect, 50) == pytest.approx(2)
    assert base_bound(perfect, 0.5) == pytest.approx(2 * (1 - math.exp(-0.5)))
    useless = IDSChannel(p_sub=0.75, alphabet=4)  # each base equally likely
    once = 3 * math.exp(-3)
    assert base_bound(useless, 3) == pytest.approx(2 * (1 - math.exp(-3) - once))


@pytest.mark.parametrize("coverage", [0.5, 2, 8])
def test_more_noise_lowers_the_ceiling(coverage: float) -> None:
    clean = base_bound(IDSChannel(alphabet=4), coverage)
    for harm in ({"p_sub": 0.05}, {"p_del": 0.05}):
        little = base_bound(IDSChannel(**harm, alphabet=4), coverage)
        name = next(iter(harm))
        much = base_bound(IDSChannel(**{name: 0.2}, alphabet=4), coverage)
        assert clean > little > much


def test_a_genie_needs_four_equally_likely_bases() -> None:
    with pytest.raises(ValueError, match="channel"):
        base_bound(IDSChannel(), 3)
    with pytest.raises(ValueError, match="without a bias"):
        base_bound(IDSChannel(alphabet=4, bias=tuple(map(tuple, np.ones((4, 4)).tolist()))), 3)


def test_singleton() -> None:
    assert painting_bound(10, 0, 0) == 90
    assert painting_bound(10, 3, 5) == 9 * 21
