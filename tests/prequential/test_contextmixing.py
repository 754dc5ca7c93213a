"""The context mixer: what it costs on what is easy, hard and English, and that it is lossless."""

import os
from pathlib import Path

import numpy as np
import pytest

from ee376a.arithmetic import finish, start_decoder, start_encoder
from ee376a.prequential import contextmixing as cm
from ee376a.prequential.counters import squash
from ee376a.prequential.mixing import MAPS
from ee376a.prequential.models import DECODE, ENCODE, LEARN, MODELS
from ee376a.prequential.opinions import SETS

SMALL = cm.Parameters(buckets=1 << 14, history=14)
RUN = MODELS["cm"].run
TEXT = Path(os.environ.get("EE376A_DATA", "not there")) / "text"
needs_data = pytest.mark.skipif(not TEXT.is_dir(), reason="EE376A_DATA lacks the dataset text")


def encode(data, parameters=SMALL, prior=b""):
    """Give the coded bytes and the state after them."""
    state, coder = cm.new_state(parameters), start_encoder()
    RUN(state, coder, np.zeros(0, np.uint8), np.frombuffer(prior, np.uint8).copy(), LEARN)
    stream = np.zeros(2 * len(data) + 64, np.uint8)
    RUN(state, coder, stream, np.frombuffer(data, np.uint8).copy(), ENCODE)
    return stream[: finish(coder, stream)], state


def decode(stream, length, parameters=SMALL, prior=b""):
    state = cm.new_state(parameters)
    coder = start_decoder(stream)
    RUN(state, start_encoder(), np.zeros(0, np.uint8), np.frombuffer(prior, np.uint8).copy(), LEARN)
    data = np.zeros(length, np.uint8)
    RUN(state, coder, stream, data, DECODE)
    return data.tobytes()


def sentences(rng, count):
    """English-like: words of unequal frequency in lines."""
    words = ["the", "queen", "said", "to", "alice", "rabbit", "very", "curious", "and", "hatter"]
    chances = 1 / np.arange(1, 11)
    picked = rng.choice(words, count, p=chances / chances.sum())
    return "\n".join(" ".join(picked[i : i + 9]) for i in range(0, count, 9)).encode()


@pytest.mark.parametrize("kind", ["constant", "random", "english", "period"])
def test_what_is_decoded_is_what_was_encoded(kind):
    rng = np.random.default_rng(4)
    data = {
        "constant": bytes(3000),
        "random": rng.bytes(3000),
        "english": sentences(rng, 600),
        "period": bytes(range(37)) * 90,
    }[kind]
    stream, _ = encode(data)
    assert decode(stream, len(data)) == data


def test_a_constant_costs_almost_nothing():
    assert len(encode(b"a" * 20000)[0]) < 30


def test_noise_costs_hardly_more_than_itself():
    data = np.random.default_rng(1).bytes(20000)
    assert 20000 - 8 <= len(encode(data)[0]) < 20000 * 1.02


def test_words_cost_little_more_than_their_entropy():
    rng = np.random.default_rng(2)
    chances = 1 / np.arange(1, 11)
    chances /= chances.sum()
    words = 4000
    entropy = -words * (chances * np.log2(chances)).sum() / 8  # bytes: who wrote it knew no more
    assert entropy < len(encode(sentences(rng, words))[0]) < 1.25 * entropy


def test_the_second_copy_is_nearly_free():
    once = np.random.default_rng(3).bytes(4000)
    assert len(encode(once + once)[0]) < len(encode(once)[0]) + 120


def test_a_prior_that_is_alike_helps_and_is_needed_to_decode():
    rng = np.random.default_rng(5)
    prior, data = sentences(rng, 3000), sentences(rng, 300)
    alone, primed = encode(data)[0], encode(data, prior=prior)[0]
    assert len(primed) < 0.9 * len(alone)
    assert decode(primed, len(data), prior=prior) == data
    assert decode(primed, len(data)) != data


def test_the_same_bytes_leave_the_same_state():
    data = sentences(np.random.default_rng(6), 300)
    for a, b in zip(encode(data)[1], encode(data)[1], strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_full_table_forgets_and_goes_on():
    # 64 buckets hold three bytes' contexts: old ones are replaced, the match models remain.
    data = sentences(np.random.default_rng(7), 600)
    tiny = cm.Parameters(buckets=64, history=10)
    stream, _ = encode(data, tiny)
    assert decode(stream, len(data), tiny) == data
    assert len(encode(data)[0]) < len(stream) < len(data) / 2


def test_a_past_too_short_to_match_is_told():
    with pytest.raises(ValueError, match="history: 9 given, 10 or more allowed"):
        cm.Parameters(history=9)


def test_buckets_come_in_fours():
    with pytest.raises(ValueError, match="buckets: 66 given, a multiple of 4 needed"):
        cm.new_state(cm.Parameters(buckets=66))


def test_opinions_of_others_are_heard():
    # An oracle as an extra input: the weights learn to follow it.
    state = cm.new_state(cm.Parameters(buckets=1 << 14, history=14, extra=1))
    bits = np.unpackbits(np.frombuffer(np.random.default_rng(8).bytes(250), np.uint8))
    costs = []
    for bit in bits:
        state.extra[0] = 2000 if bit else -2000
        p1 = cm.predict(state)
        costs.append(-np.log2((p1 if bit else 65536 - p1) / 65536))
        cm.update(state, int(bit))
    assert np.mean(costs[-800:]) < 0.05


def test_each_layer_is_worth_its_while():
    """The last layer beats the mean mixer, and the corrections do no harm."""
    data = sentences(np.random.default_rng(9), 400)
    state = cm.new_state(SMALL)
    costs = np.zeros(3)
    for byte in data:
        for shift in range(7, -1, -1):
            bit = byte >> shift & 1
            p1 = cm.predict(state)
            mixers = state.outputs[1, :SETS] / 65536
            both = squash((state.outputs[0, SETS] + state.outputs[0, SETS + 1]) >> 1) / 65536
            for k, p in enumerate((mixers, both, p1 / 65536)):
                costs[k] -= np.log2(p if bit else 1 - p).mean()
            cm.update(state, bit)
    assert costs[1] < costs[0]
    assert costs[2] < 1.01 * costs[1]
    assert len(state.rows) == SETS + 2 + MAPS


@needs_data
def test_rate_on_alice():
    # Measured: 2.309 bits a byte; zpaq -m5 takes 2.705 for the same bytes.
    data = (TEXT / "alice29.txt").read_bytes()[:30000]
    stream, _ = encode(data, cm.Parameters(buckets=1 << 18, history=18))
    assert 2.2 < 8 * len(stream) / len(data) < 2.32
