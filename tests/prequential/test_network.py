"""The online network: its probabilities, its parts, and that nothing can make it stumble."""

from dataclasses import replace

import numpy as np
import pytest

from ee376a.prequential import codec, network
from ee376a.prequential.network import PARAMETERS, new_state, predict, probabilities, update

SMALL = replace(PARAMETERS, units=16, table_bits=14, history=16)
PROSE = (network.__doc__ + codec.__doc__ + codec.compress.__doc__).encode()


def bits_of(data):
    for byte in data:
        for shift in range(7, -1, -1):
            yield byte >> shift & 1


def feed(state, data):
    """Give the bits that each byte takes."""
    cost = []
    for bit in bits_of(data):
        p1 = predict(state)
        assert 1 <= p1 <= 65535
        cost.append(-np.log2((p1 if bit else 65536 - p1) / 65536))
        update(state, bit)
    return np.array(cost).reshape(-1, 8).sum(1)


def test_at_first_nothing_is_expected():
    assert feed(new_state(SMALL), b"?")[0] == pytest.approx(8, abs=0.1)


def test_it_learns_prose():
    cost = feed(new_state(SMALL), PROSE * 2)
    half = len(PROSE)
    assert cost[:half].mean() < 5.2
    assert cost[half:].mean() < 1.1


def test_the_parts_and_the_whole():
    means = {
        parts: feed(new_state(replace(SMALL, parts=parts)), PROSE).mean()
        for parts in ("both", "recurrent", "direct")
    }
    assert means["both"] < means["direct"] < means["recurrent"] < 6


def test_a_part_that_is_not_there_learns_nothing():
    state = new_state(replace(SMALL, parts="direct"))
    feed(state, b"some text")
    assert not state.recurrent.outputs.any()
    assert state.direct.weights.any()
    state = new_state(replace(SMALL, parts="recurrent"))
    feed(state, b"some text")
    assert not state.direct.weights.any()
    assert state.recurrent.outputs.any()


def test_probabilities_are_those_of_the_bits():
    state = new_state(SMALL)
    feed(state, PROSE[:500])
    law = probabilities(state)
    assert law.shape == (256,)
    assert law.sum() == pytest.approx(1, abs=1e-6)
    assert np.array_equal(law, probabilities(state))
    byte = PROSE[500]
    assert feed(state, bytes([byte]))[0] == pytest.approx(-np.log2(law[byte]), abs=0.03)


def test_looking_changes_nothing():
    looked, plain = new_state(SMALL), new_state(SMALL)
    for byte in PROSE[:60]:
        probabilities(looked)
        assert np.array_equal(feed(looked, bytes([byte])), feed(plain, bytes([byte])))


def test_the_seed_matters_and_is_kept_to():
    first, second = (feed(new_state(SMALL), PROSE[:300]).sum() for _ in range(2))
    other = feed(new_state(replace(SMALL, seed=1)), PROSE[:300]).sum()
    assert first == second != other


@pytest.mark.parametrize(
    "data",
    [bytes(4000), b"\xff" * 4000, b"\x00\xff" * 2000, bytes(range(256)) * 12],
    ids=["zeros", "ones", "both", "all"],
)
def test_whatever_comes(data):
    state = new_state(SMALL)
    cost = feed(state, data)
    assert cost[-256:].mean() < 0.25 * cost[:256].mean() + 0.01
    assert all(np.isfinite(part).all() for part in (state.chances, state.mixing, *state.direct[:6]))
    assert all(np.isfinite(part).all() for part in state.recurrent[:15])


def test_noise_costs_little_more_than_noise():
    data = np.random.default_rng(4).bytes(3000)
    assert 8 <= feed(new_state(SMALL), data).mean() < 8.7


def test_no_number_leads_out_of_the_range():
    state = new_state(SMALL)
    for chance, wanted in ((np.nan, 1), (np.inf, 65535), (-np.inf, 1), (0, 1), (1, 65535)):
        state.chances[0] = chance
        assert predict(state) == wanted


def test_parts_that_are_none():
    with pytest.raises(ValueError, match="parts: 'all' given, one of both"):
        new_state(replace(SMALL, parts="all"))
