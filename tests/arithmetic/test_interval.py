"""The compiled coder: room, carries, the length that probabilities ask for."""

import math

import numpy as np
import pytest

from ee376a.arithmetic import (
    decode_bit,
    decode_symbol,
    encode_bit,
    encode_symbol,
    find,
    finish,
    start_decoder,
    start_encoder,
)


def write(bits, probabilities, room=None):
    """Give the stream of some bits, in a place of some size."""
    out = np.zeros(2 * len(bits) + 4 if room is None else room, np.uint8)
    coder = start_encoder()
    for bit, p1 in zip(bits, probabilities, strict=True):
        encode_bit(coder, out, bit, p1)
    return out, finish(coder, out)


def read(data, probabilities):
    coder = start_decoder(data)
    return [decode_bit(coder, data, p1) for p1 in probabilities]


@pytest.mark.parametrize("limit", [1, 2, 256, 32768, 65534, 65535])
def test_bits_cost_what_their_probability_says(limit):
    rng = np.random.default_rng(limit)
    probabilities = rng.integers(min(limit, 65535 - limit) or 1, limit + 1, 20_000)
    bits = (rng.integers(0, 65536, len(probabilities)) < probabilities).astype(int)
    out, length = write(bits, probabilities)
    assert read(out[:length], probabilities) == bits.tolist()
    p = np.where(bits, probabilities, 65536 - probabilities) / 65536
    ideal = -np.log2(p).sum() / 8
    assert ideal - 1 < length < ideal * 1.0002 + 2


def test_the_most_improbable_bits_cost_two_bytes_each():
    for bit, p1 in ((1, 1), (0, 65535)):
        # A last bit of 1/2, without which a run of ones is the number 0, of no bytes.
        out, length = write([bit] * 1000 + [0], [p1] * 1000 + [32768])
        assert 2000 <= length <= 2001
        assert read(out[:length], [p1] * 1000 + [32768]) == [bit] * 1000 + [0]


def test_the_most_probable_bits_cost_nothing():
    # 1000 · log₂(65536/65535) bits are 0.003 bytes; a run of ones or zeros is found again.
    for bit, p1 in ((1, 65535), (0, 1)):
        out, length = write([bit] * 1000, [p1] * 1000)
        assert length <= 1
        assert read(out[:length], [p1] * 1000) == [bit] * 1000


def test_a_carry_runs_back_through_all_bytes():
    # The bits that the number 1/2 is read as keep it inside the interval, whose lower end comes
    # ever closer to it: 0.0111... in bits, 127, 255, 255, ... in bytes.
    half = np.array([128], np.uint8)
    for seed in range(50):
        probabilities = np.random.default_rng(seed).integers(1, 65536, 400)
        bits = read(half, probabilities)
        out, length = write(bits, probabilities)
        assert out[:length].tolist() == [128]


def test_every_number_is_written_again_as_it_was_read():
    rng = np.random.default_rng(3)
    for _ in range(300):
        data = rng.integers(0, 256, rng.integers(1, 9)).astype(np.uint8)
        data[rng.random(len(data)) < 0.3] = 255
        data[-1] |= 1
        probabilities = rng.integers(1, 65536, 400)
        bits = read(data, probabilities)
        out, length = write(bits, probabilities)
        assert out[:length].tolist() == data.tolist()


def test_without_room_the_bytes_are_counted_and_none_is_written_elsewhere():
    bits = np.random.default_rng(1).integers(0, 2, 800)
    place = np.full(60, 77, np.uint8)
    coder = start_encoder()
    for bit in bits:
        encode_bit(coder, place[:50], bit, 32768)
    assert finish(coder, place[:50]) == 100
    assert (place[50:] == 77).all()
    whole, length = write(bits, [32768] * 800)
    assert length == 100
    # A carry may still come to the last bytes that found room.
    assert (place[:46] == whole[:46]).all()


def test_nothing_is_an_empty_stream():
    out, length = write([], [])
    assert length == 0
    assert out.tolist() == [0] * 4


def test_bits_and_symbols_share_a_stream():
    cumulative = np.array([0, 3, 3, 10])
    out = np.zeros(20, np.uint8)
    coder = start_encoder()
    encode_bit(coder, out, 1, 60000)
    encode_symbol(coder, out, 2, cumulative)
    encode_bit(coder, out, 0, 60000)
    encode_symbol(coder, out, 0, cumulative)
    data = out[: finish(coder, out)]
    ideal = -math.log2(60000 / 65536 * 5536 / 65536 * 0.7 * 0.3) / 8
    assert len(data) == math.ceil(ideal)
    coder = start_decoder(data)
    assert decode_bit(coder, data, 60000) == 1
    assert decode_symbol(coder, data, cumulative) == 2
    assert decode_bit(coder, data, 60000) == 0
    assert decode_symbol(coder, data, cumulative) == 0


def test_find_skips_symbols_of_frequency_zero():
    cumulative = np.array([0, 0, 2, 2, 2, 3])
    assert [find(cumulative, part) for part in range(3)] == [1, 1, 4]
