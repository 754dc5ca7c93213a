"""Both models together: never worse than one, and in step with both."""

from dataclasses import replace

import numpy as np
import pytest

from ee376a.prequential import codec, contextmixing, mixture, network

SMALL = replace(
    mixture.PARAMETERS,
    counters=replace(mixture.PARAMETERS.counters, buckets=1 << 14, history=14),
    network=replace(mixture.PARAMETERS.network, units=16, table_bits=14, history=16),
)
PROSE = "".join(
    thing.__doc__ for thing in (network, codec, contextmixing, codec.compress, codec.decompress)
).encode()


def feed(model, state, data):
    """Give the bits that data take."""
    cost = 0.0
    for byte in data:
        for shift in range(7, -1, -1):
            bit = byte >> shift & 1
            p1 = model.predict(state)
            assert 1 <= p1 <= 65535
            cost -= np.log2((p1 if bit else 65536 - p1) / 65536)
            model.update(state, bit)
    return cost


def test_better_than_each_of_them():
    alone = feed(contextmixing, contextmixing.new_state(replace(SMALL.counters, extra=0)), PROSE)
    net = feed(network, network.new_state(SMALL.network), PROSE)
    assert feed(mixture, mixture.new_state(SMALL), PROSE) < min(alone, net)


def test_the_network_does_not_know_that_it_is_heard():
    state, alone = mixture.new_state(SMALL), network.new_state(SMALL.network)
    feed(mixture, state, PROSE[:200])
    feed(network, alone, PROSE[:200])
    assert network.predict(state.network) == network.predict(alone)


def test_opinions_are_heard_within_bounds():
    state = mixture.new_state(SMALL)
    for logit, wanted in ((1.5, 384), (-1.5, -384), (99, 2047), (-99, -2047), (np.nan, -2047)):
        state.network.logits[0] = logit
        mixture.predict(state)
        assert state.counters.extra[0] == wanted


def test_no_place_for_opinions():
    with pytest.raises(ValueError, match="counters: extra 0 given, 2 needed"):
        mixture.new_state(replace(SMALL, counters=contextmixing.PARAMETERS))
