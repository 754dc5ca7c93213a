"""The smallest model: what it predicts at first, what it learns, that it keeps within bounds."""

import numpy as np
import pytest

from ee376a.prequential import order2


def run(state, data):
    """Give the probability of each bit that came, in 1/65536."""
    seen = []
    for byte in data:
        for shift in range(7, -1, -1):
            bit = byte >> shift & 1
            p1 = order2.predict(state)
            assert 1 <= p1 <= 65535
            seen.append(p1 if bit else 65536 - p1)
            order2.update(state, bit)
    return np.array(seen)


def test_at_first_every_bit_is_a_toss():
    assert (run(order2.new_state(), b"abc") == 32768).all()


def test_the_second_time_a_context_is_known():
    # "abc" comes after the same two bytes again: each bit at 3/4, as after one step of a half.
    seen = run(order2.new_state(), b"abcabc")
    assert seen[-8:] == pytest.approx(49152, abs=1)


@pytest.mark.parametrize("byte", [0, 255, 0x55])
def test_what_always_comes_is_almost_sure(byte):
    seen = run(order2.new_state(), bytes([byte]) * 2000)
    assert seen[-8:].min() > 65536 * 0.999


def test_the_context_is_the_last_two_bytes():
    state = order2.new_state()
    run(state, b"xyz")
    assert state.context.tolist() == [ord("y") << 8 | ord("z"), 1, 32]


def test_a_slower_model_averages_longer():
    rng = np.random.default_rng(5)
    data = (rng.random(30_000) < 0.1).astype(np.uint8).tobytes()
    costs = []
    for limit in (8, 32, 128):
        seen = run(order2.new_state(order2.Parameters(limit)), data)
        costs.append(-np.log2(seen / 65536).sum() / len(data))
    assert costs[0] > costs[1] > costs[2] > 0.469


@pytest.mark.parametrize("limit", [1, 257])
def test_a_limit_that_cannot_be(limit):
    with pytest.raises(ValueError, match=f"limit: {limit} given, 2 to 256 allowed"):
        order2.Parameters(limit=limit)
