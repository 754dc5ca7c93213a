"""Sequences of symbols: beside exact fractions, beside constriction, beside the entropy."""

import math
from fractions import Fraction
from itertools import product

import constriction
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.arithmetic import MAX_TOTAL, Decoder, Encoder, decode, encode

frequency_tables = st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any)


@st.composite
def messages(draw):
    frequencies = draw(frequency_tables)
    possible = [symbol for symbol, frequency in enumerate(frequencies) if frequency]
    return draw(st.lists(st.sampled_from(possible), max_size=200)), frequencies


def ideal_bytes(symbols, frequencies):
    p = np.asarray(frequencies) / sum(frequencies)
    return float(-np.log2(p[np.asarray(symbols, int)]).sum() / 8)


@given(messages())
def test_decode_undoes_encode(message):
    symbols, frequencies = message
    data = encode(symbols, frequencies)
    assert decode(data, frequencies, len(symbols)).tolist() == symbols
    assert len(data) <= ideal_bytes(symbols, frequencies) + 2


@given(messages(), st.binary(max_size=60))
def test_any_bytes_are_read_as_symbols_that_can_be(message, data):
    symbols, frequencies = message
    read = decode(data, frequencies, len(symbols))
    assert all(frequencies[symbol] for symbol in read)


@pytest.mark.parametrize("frequencies", [[1, 2], [3, 1, 4], [1, 6, 0, 2]])
def test_the_stream_is_the_shortest_number_in_the_exact_interval(frequencies):
    # Intervals of up to 24 bits are far above the coder's rounding, which is by 1/2²⁴ each time.
    total = sum(frequencies)
    starts = [Fraction(sum(frequencies[:symbol]), total) for symbol in range(len(frequencies))]
    possible = [symbol for symbol, frequency in enumerate(frequencies) if frequency]
    for symbols in product(possible, repeat=5):
        low, size = Fraction(0), Fraction(1)
        for symbol in symbols:
            low += size * starts[symbol]
            size *= Fraction(frequencies[symbol], total)
        data = encode(symbols, frequencies)
        number = Fraction(int.from_bytes(data, "big"), 256 ** len(data))
        assert low - Fraction(1, 1 << 22) <= number < low + size + Fraction(1, 1 << 22)
        shorter = next(k for k in range(9) if math.ceil(low * 256**k) < (low + size) * 256**k)
        assert shorter <= len(data) <= shorter + 1


@pytest.mark.parametrize("seed", range(4))
def test_constriction_needs_as_much(seed):
    rng = np.random.default_rng(seed)
    frequencies = rng.integers(1, 2000, rng.integers(2, 300))
    p = frequencies / frequencies.sum()
    symbols = rng.choice(len(p), 50_000, p=p).astype(np.int32)
    theirs = constriction.stream.queue.RangeEncoder()
    model = constriction.stream.model.Categorical(p, perfect=False)
    theirs.encode(symbols, model)
    words = theirs.get_compressed()
    ours = encode(symbols, frequencies)
    # Theirs is written in words of 4 bytes.
    assert len(ours) <= 4 * len(words) * 1.0002
    assert len(ours) <= ideal_bytes(symbols, frequencies) * 1.0002 + 2
    there = constriction.stream.queue.RangeDecoder(words).decode(model, len(symbols))
    assert (there == decode(ours, frequencies, len(symbols))).all()


@pytest.mark.parametrize(
    "frequencies", [[1, 1], [255, 1], [65535, 1], [1, MAX_TOTAL - 1], [1] * 256, [5, 0, 0, 3]]
)
def test_the_rate_is_the_entropy(frequencies):
    rng = np.random.default_rng(7)
    symbols = rng.choice(len(frequencies), 100_000, p=np.array(frequencies) / sum(frequencies))
    data = encode(symbols, frequencies)
    assert (decode(data, frequencies, len(symbols)) == symbols).all()
    assert len(data) <= ideal_bytes(symbols, frequencies) * 1.0002 + 2


def test_a_symbol_that_is_sure_costs_nothing():
    assert encode([1] * 1000, [0, 7, 0]) == b""
    assert decode(b"", [0, 7, 0], 1000).tolist() == [1] * 1000
    assert encode([0] * 1000, [1]) == b""


def test_the_least_probable_symbol_costs_three_bytes():
    frequencies = [MAX_TOTAL - 1, 1]
    data = encode([1] * 1000, frequencies)
    assert 3000 <= len(data) <= 3001
    assert decode(data, frequencies, 1000).tolist() == [1] * 1000


def test_no_symbols_are_no_bytes():
    assert encode([], [1, 2]) == b""
    assert decode(b"", [1, 2], 0).tolist() == []


@given(st.lists(st.tuples(st.booleans(), st.floats(1e-9, 1 - 1e-9)), max_size=300))
def test_single_bits_come_back(pairs):
    encoder = Encoder()
    for bit, p1 in pairs:
        encoder.encode_bit(bit, p1)
    decoder = Decoder(encoder.finish())
    assert [decoder.decode_bit(p1) for _, p1 in pairs] == [bit for bit, _ in pairs]


def test_single_symbols_give_the_stream_of_the_sequence():
    rng = np.random.default_rng(2)
    symbols = rng.integers(0, 3, 2000)
    encoder = Encoder()
    for symbol in symbols:
        encoder.encode(symbol, [4, 1, 3])
    data = encoder.finish()
    assert data == encode(symbols, [4, 1, 3])
    decoder = Decoder(data)
    assert [decoder.decode([4, 1, 3]) for _ in symbols] == symbols.tolist()


def test_the_probabilities_may_change_with_every_symbol():
    counts = [1, 1]
    encoder = Encoder()
    for bit in (message := [1, 1, 0, 1, 1, 1, 0, 1] * 20):
        encoder.encode(bit, counts)
        counts[bit] += 1
    data = encoder.finish()
    # Laplace's rule costs log₂ (n + 1) (n choose k) bits.
    assert len(data) <= math.log2(161 * math.comb(160, 40)) / 8 + 1
    counts = [1, 1]
    decoder = Decoder(data)
    for bit in message:
        assert decoder.decode(counts) == bit
        counts[bit] += 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: encode([0], [0, 1]), r"symbol: 0 given, one of 0 to 1 whose"),
        (lambda: encode([2], [1, 1]), r"symbol: 2 given"),
        (lambda: encode([-1], [1, 1]), r"symbol: -1 given"),
        (lambda: encode([0], []), r"frequencies: \[\] given"),
        (lambda: encode([0], [0.5, 0.5]), r"frequencies: \[0.5, 0.5\] given, a sequence of whole"),
        (lambda: encode([0], [1, -1]), r"frequencies: -1 to 1 given"),
        (lambda: encode([0], [0, 0]), r"frequencies: 0 to 0 given"),
        (lambda: encode([0], [MAX_TOTAL, 1]), r"frequencies: 1 to 16777216 given"),
        (lambda: decode(b"", [1, 1], -1), r"length: -1 given"),
        (lambda: Encoder().encode(3, [1, 1]), r"symbol: 3 given"),
        (lambda: Encoder().encode_bit(2, 0.5), r"bit: 2 given"),
        (lambda: Encoder().encode_bit(0, 0), r"p1: 0 given"),
        (lambda: Encoder().encode_bit(0, 1.0), r"p1: 1.0 given"),
        (lambda: Decoder(b"").decode_bit(math.nan), r"p1: nan given"),
        (lambda: Decoder(b"").decode([[1]]), r"frequencies: \[\[1\]\] given"),
    ],
)
def test_what_cannot_be_coded_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("p1", [1e-9, 1 - 1e-9])
def test_nothing_is_too_unlikely_to_be_written(p1):
    encoder = Encoder()
    bits = [0, 1, 1, 0]
    for bit in bits:
        encoder.encode_bit(bit, p1)
    data = encoder.finish()
    assert 4 <= len(data) <= 5  # two bits of one in 65536
    decoder = Decoder(data)
    assert [decoder.decode_bit(p1) for _ in bits] == bits


@pytest.mark.parametrize(("bit", "p1"), [(1, 1e-9), (0, 1 - 1e-9)])
def test_what_is_unlikeliest_takes_sixteen_bits(bit, p1):
    encoder, tosses = Encoder(), np.random.default_rng(7).integers(0, 2, 1000)
    for toss in tosses:  # or the shortest number might be a row of zeros, which is not written
        encoder.encode_bit(int(toss), 0.5)
        encoder.encode_bit(bit, p1)
    assert len(encoder.finish()) == pytest.approx(1000 * 17 / 8, abs=2)
