"""The channel does what its probabilities say."""

import numpy as np
import pytest

from ee376a.dna.channel import PROFILES, IDSChannel

CHANNELS = [
    IDSChannel(0.02, 0.05, 0.1),
    IDSChannel(0.1, 0.05, 0.1, insertions="geometric", longest=2),
    *PROFILES.values(),
]


@pytest.mark.parametrize("channel", CHANNELS)
def test_runs_happen_as_often_as_the_tables_say(channel):
    rng = np.random.default_rng(1)
    n = 200_000
    sent = rng.integers(0, channel.alphabet, n)
    passage = channel.trace(sent, rng)
    lengths = np.diff(passage.drift) + 1
    assert lengths.sum() == passage.received.size
    for table, among in ((channel.random, ~passage.copied), (channel.copied, passage.copied)):
        counts = np.bincount(lengths[among], minlength=table.size)
        np.testing.assert_allclose(counts / n, table, atol=4 * np.sqrt(0.25 / n))
    mean, variance = channel.growth
    assert (lengths - 1).mean() == pytest.approx(mean, abs=4e-3)
    assert lengths.var() == pytest.approx(variance, rel=0.05, abs=1e-3)


@pytest.mark.parametrize("channel", CHANNELS)
def test_copies_are_confused_as_the_matrix_says(channel):
    rng = np.random.default_rng(2)
    sent = rng.integers(0, channel.alphabet, 100_000)
    passage = channel.trace(sent, rng)
    ends = passage.drift[1:] + np.arange(1, sent.size + 1)
    copies = passage.received[ends[passage.copied] - 1]
    for x in range(channel.alphabet):
        seen = copies[sent[passage.copied] == x]
        rates = np.bincount(seen, minlength=channel.alphabet) / seen.size
        np.testing.assert_allclose(rates, channel.confusion[x], atol=0.01)


@pytest.mark.parametrize("channel", CHANNELS)
def test_tables_are_distributions(channel):
    assert channel.random.sum() + channel.copied.sum() == pytest.approx(1)
    np.testing.assert_allclose(channel.confusion.sum(axis=1), 1)
    assert channel.copied[0] == 0


def test_a_bias_turns_errors_towards_some_symbols():
    transitions = ((9, 0, 1, 0), (0, 9, 0, 1), (1, 0, 9, 0), (0, 1, 0, 9))
    channel = IDSChannel(p_sub=0.5, alphabet=4, bias=transitions)
    received = channel.transmit([0] * 1000, np.random.default_rng(1))
    assert set(received.tolist()) == {0, 2}


def test_transmit_is_the_received_part_of_the_trace():
    channel, sent = CHANNELS[0], [0, 1] * 50
    one = channel.transmit(sent, np.random.default_rng(3))
    two = channel.trace(sent, np.random.default_rng(3)).received
    assert np.array_equal(one, two)


def test_nothing_sent_is_nothing_received():
    for nothing in (np.empty(0, np.uint8), []):
        passage = IDSChannel(0.1, 0.1).trace(nothing, np.random.default_rng(1))
        assert passage.received.size == 0
        assert passage.drift.tolist() == [0]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"p_ins": -0.1}, "p_ins"),
        ({"p_sub": 1.1}, "p_sub"),
        ({"p_ins": 0.5, "p_del": 0.5}, r"p_ins \+ p_del"),
        ({"insertions": "often"}, "insertions"),
        ({"alphabet": 3}, "alphabet"),
        ({"longest": 0}, "longest"),
        ({"bias": ((0, 1, 1), (1, 0, 1))}, "bias"),
        ({"bias": ((1, 0), (1, 0))}, "bias"),
        ({"bias": ((1, -1), (1, 0))}, "bias"),
    ],
)
def test_bad_parameters_are_named(arguments, name):
    with pytest.raises(ValueError, match=f"^{name}:"):
        IDSChannel(**arguments)


def test_symbols_must_be_of_the_alphabet():
    for sent in ([0, 2], [-1], [0.5, 1.0], [[0, 1]]):
        with pytest.raises(ValueError, match=r"^sent:"):
            IDSChannel().transmit(sent, np.random.default_rng(1))
