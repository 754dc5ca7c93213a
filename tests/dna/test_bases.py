"""Bits become bases and come back."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.bases import (
    bases_to_bits,
    bases_to_symbols,
    bits_to_bases,
    decode_without_runs,
    encode_without_runs,
    gc_content,
    longest_run,
    symbols_to_bases,
)

bits = st.lists(st.integers(0, 1), max_size=300)


@given(st.lists(st.integers(0, 3)))
def test_symbols_come_back(symbols):
    assert bases_to_symbols(symbols_to_bases(symbols)).tolist() == symbols


@given(bits)
def test_pairs_of_bits_come_back(given_):
    given_ = given_[: len(given_) // 2 * 2]
    strand = bits_to_bases(given_)
    assert len(strand) == len(given_) // 2
    assert bases_to_bits(strand).tolist() == given_


@given(bits)
def test_bits_without_runs_come_back(given_):
    strand = encode_without_runs(given_)
    assert longest_run(strand) <= 1
    assert decode_without_runs(strand, len(given_)).tolist() == given_
    assert 3 ** len(strand) >= 2 ** len(given_) > 3 ** (len(strand) - 1)


def test_a_long_strand_without_runs():
    given_ = np.random.default_rng(1).integers(0, 2, 20_000)
    strand = encode_without_runs(given_)
    assert len(strand) == math.ceil(20_000 / math.log2(3))
    assert abs(gc_content(strand) - 0.5) < 0.02
    assert np.array_equal(decode_without_runs(strand, 20_000), given_)


def test_figures_of_a_strand():
    assert gc_content("GGGC") == 1
    assert gc_content("ATTT") == 0
    assert longest_run("") == 0
    assert longest_run("ACCCG") == 3


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (symbols_to_bases, ([4],)),
        (symbols_to_bases, ([-1],)),
        (bases_to_symbols, ("ACGU",)),
        (bases_to_symbols, ("AÇG",)),
        (bits_to_bases, ([1],)),
        (bits_to_bases, ([1, 2],)),
        (encode_without_runs, ([2],)),
        (decode_without_runs, ("CC", 3)),
        (decode_without_runs, ("CG", 9)),
        (decode_without_runs, ("TGCA", 5)),
        (gc_content, ("",)),
    ],
)
def test_what_cannot_be_is_refused(function, arguments):
    with pytest.raises(ValueError, match=r"^(symbols|strand|bits):"):
        function(*arguments)
