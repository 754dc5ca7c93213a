"""The detector against the sum over everything that can happen."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.dna.channel import IDSChannel
from ee376a.dna.detector import (
    all_words,
    demap,
    detect,
    detect_words,
    drift_posterior,
)

BIAS = ((0, 1, 2, 3), (1, 0, 1, 1), (5, 1, 0, 1), (1, 1, 1, 0))
CHANNELS = [
    IDSChannel(p_del=0.2, p_sub=0.1),
    IDSChannel(p_ins=0.15, p_del=0.1, p_sub=0.05),
    IDSChannel(p_ins=0.2, p_del=0.1, p_sub=0.1, insertions="geometric", longest=2),
    IDSChannel(p_ins=0.1, p_del=0.2, p_sub=0.1, alphabet=4, bias=BIAS),
    IDSChannel(p_ins=0.2, p_del=0.2, p_sub=0.1, insertions="geometric", alphabet=4, longest=1),
]


def ways(sent, received, channel):
    """All ways from one to the other: the weight of each, and its received lengths."""
    runs = [(k, False, w) for k, w in enumerate(channel.random) if w]
    runs += [(k, True, w) for k, w in enumerate(channel.copied) if w]
    for way in itertools.product(runs, repeat=len(sent)):
        if sum(k for k, _, _ in way) != len(received):
            continue
        weight, j = 1.0, 0
        for x, (k, copied, w) in zip(sent, way, strict=True):
            j += k
            chance = k - 1 if copied else k
            weight *= w * channel.alphabet**-chance
            if copied:
                weight *= channel.confusion[x, received[j - 1]]
        yield weight, [k for k, _, _ in way]


def exact(received, priors, channel):
    """Joint probabilities: {sent: P(sent, received)}, and of the nodes of the lattice."""
    n, q = priors.shape
    joint, lattice = {}, np.zeros((n + 1, len(received) + 1))
    for sent in itertools.product(range(q), repeat=n):
        prior = math.prod(priors[i, x] for i, x in enumerate(sent))
        joint[sent] = 0.0
        if prior:
            for weight, lengths in ways(sent, received, channel):
                joint[sent] += prior * weight
                for i, j in enumerate(np.insert(np.cumsum(lengths), 0, 0)):
                    lattice[i, j] += prior * weight
    return joint, lattice


def some_priors(rng, n, q):
    priors = rng.dirichlet(np.ones(q), n)
    priors[1] = np.eye(q)[rng.integers(q)]
    return priors


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("length", [2, 3, 4])
def test_every_sum_is_the_sum_over_all_events(channel, length):
    rng = np.random.default_rng(length)
    n, q = 3, channel.alphabet
    priors = some_priors(rng, n, q)
    received = rng.integers(0, q, length)
    joint, lattice = exact(received, priors, channel)
    total = sum(joint.values())
    found = detect([received], priors, channel)
    if not total:  # too long for this channel
        assert found.evidence[0] == -math.inf
        return
    assert found.evidence[0] == pytest.approx(math.log(total), abs=1e-12)
    for i in (0, 2):
        wanted = [sum(p for s, p in joint.items() if s[i] == x) / priors[i, x] for x in range(q)]
        np.testing.assert_allclose(found.likelihoods[0, i], np.array(wanted) / sum(wanted))
    np.testing.assert_allclose(
        drift_posterior(received, priors, channel), lattice / total, atol=1e-15
    )


@pytest.mark.parametrize("channel", CHANNELS)
def test_joint_likelihoods_of_words(channel):
    rng = np.random.default_rng(7)
    priors = some_priors(rng, 4, channel.alphabet)
    priors[2:] = 1 / channel.alphabet
    received = rng.integers(0, channel.alphabet, 4)
    joint, _ = exact(received, priors, channel)
    words = all_words(2, channel.alphabet)
    found = detect_words([received], priors, channel, [2], words)
    wanted = np.array([sum(p for s, p in joint.items() if s[2:] == tuple(w)) for w in words])
    np.testing.assert_allclose(found.likelihoods[0, 0], wanted / wanted.sum())
    few = words[[1, 3]]
    np.testing.assert_allclose(
        detect_words([received], priors, channel, [2], few).likelihoods[0, 0],
        wanted[[1, 3]] / wanted[[1, 3]].sum(),
    )


def test_marginals_of_words_are_the_symbols():
    """So symbol posteriors, only marginalised, gain nothing over those of bits."""
    rng = np.random.default_rng(3)
    channel = IDSChannel(p_ins=0.01, p_del=0.03, p_sub=0.02)
    priors = np.full((60, 2), 0.5)
    reads = [channel.transmit(rng.integers(0, 2, 60), rng) for _ in range(5)]
    single = demap(detect(reads, priors, channel).likelihoods, [[0], [1]])[..., 0]
    words = all_words(4)
    joint = demap(detect_words(reads, priors, channel, range(0, 60, 4), words).likelihoods, words)
    np.testing.assert_allclose(joint.reshape(5, 60), single, atol=1e-9)


def test_unknown_start_and_end():
    """With play at the ends, the sum also runs over what of the read is foreign."""
    channel = CHANNELS[1]
    rng = np.random.default_rng(5)
    priors = some_priors(rng, 3, 2)
    received = rng.integers(0, 2, 5)
    found = detect([received], priors, channel, loose=2)
    total, wanted = 0.0, np.zeros(2)
    for start, end in itertools.product(range(3), repeat=2):
        joint, _ = exact(received[start : 5 - end], priors, channel)
        total += 0.5 ** (start + end) * sum(joint.values())
        for sent, p in joint.items():
            wanted[sent[0]] += 0.5 ** (start + end) * p / priors[0, sent[0]]
    np.testing.assert_allclose(found.likelihoods[0, 0], wanted / wanted.sum())
    assert found.evidence[0] == pytest.approx(math.log(total / 9))


def test_a_batch_is_its_frames_on_any_number_of_threads():
    rng = np.random.default_rng(1)
    channel = IDSChannel(p_ins=0.02, p_del=0.02, p_sub=0.01, alphabet=4)
    priors = rng.dirichlet(np.ones(4), (7, 30))
    reads = [channel.transmit(rng.integers(0, 4, 30), rng) for _ in range(7)]
    one = detect(reads, priors, channel)
    three = detect(reads, priors, channel, threads=3)
    assert np.array_equal(one.likelihoods, three.likelihoods)
    for f in range(7):
        alone = detect([reads[f]], priors[f], channel)
        assert np.array_equal(alone.likelihoods[0], one.likelihoods[f])
        assert alone.evidence[0] == one.evidence[f]


def test_impossible_frames_say_nothing():
    priors = np.full((4, 2), 0.5)
    found = detect([[0, 1], [0] * 9, [], [0, 1, 0, 1]], priors, IDSChannel(p_sub=0.1))
    assert np.array_equal(found.evidence > -np.inf, [False, False, False, True])
    assert np.all(found.likelihoods[:3] == 0.5)
    assert np.all(drift_posterior([0, 1], priors, IDSChannel()) == 0)
    all_gone = detect([[]], priors, IDSChannel(p_del=0.5))
    assert all_gone.evidence[0] == pytest.approx(4 * math.log(0.5))


def test_priors_that_are_sure_and_wrong_give_numbers():
    """What comes from the start and from the end may be so far apart that nothing is left."""
    rng = np.random.default_rng(0)
    channel = IDSChannel(p_del=0.05, p_sub=1e-9)
    priors = np.full((300, 2), 1e-13)
    priors[np.arange(300), rng.integers(0, 2, 300)] = 1 - 1e-13
    received = rng.integers(0, 2, 294)
    found = detect([received], priors, channel).likelihoods
    assert (found == 0.5).all(axis=-1).any()
    np.testing.assert_allclose(found.sum(axis=-1), 1)
    words = detect_words([received], priors, channel, range(0, 300, 3), all_words(3))
    np.testing.assert_allclose(words.likelihoods.sum(axis=-1), 1)


def test_the_band_leaves_out_nothing_that_matters():
    """A long frame far from its expected length still finds its way."""
    rng = np.random.default_rng(2)
    channel = IDSChannel(p_del=0.02, p_sub=0.01)
    sent = rng.integers(0, 2, 400)
    priors = np.full((400, 2), 0.02)
    priors[np.arange(400), sent] = 0.98
    received = np.delete(sent, rng.choice(400, 40, replace=False))
    found = detect([received], priors, channel)
    assert found.evidence[0] > -math.inf
    assert np.mean(found.likelihoods[0].argmax(axis=1) == sent) > 0.9


@given(st.integers(1, 3), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_demapping_is_bayes(length, seed):
    rng = np.random.default_rng(seed)
    words = all_words(length)
    likelihood, llr = rng.dirichlet(np.ones(len(words))), rng.normal(0, 3, length)
    ones = 1 / (1 + np.exp(llr))
    prior = np.prod(np.where(words == 1, ones, 1 - ones), axis=1)
    posterior = prior * likelihood
    wanted = [
        math.log(posterior[words[:, b] == 0].sum() / posterior[words[:, b] == 1].sum()) - llr[b]
        for b in range(length)
    ]
    np.testing.assert_allclose(demap(likelihood, words, llr), wanted, atol=1e-9)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"received": [[2]]}, "received"),
        ({"received": [[0, -1]]}, "received"),
        ({"received": [np.array([256])]}, "received"),
        ({"priors": np.full((4, 2), -0.5)}, "priors"),
        ({"priors": np.full((4, 2), np.nan)}, "priors"),
        ({"priors": np.full((2, 4, 2), 0.5)}, "priors"),
        ({"priors": np.full((4, 3), 1 / 3)}, "priors"),
        ({"loose": -1}, "loose"),
        ({"starts": [3]}, "starts"),
        ({"words": [[1, 0], [0, 1]]}, "words"),
        ({"words": [[0, 1], [0, 1]]}, "words"),
        ({"words": [[0, 2]]}, "words"),
    ],
)
def test_bad_input_is_named(arguments, name):
    given_ = {
        "received": [[0, 1]],
        "priors": np.full((4, 2), 0.5),
        "channel": IDSChannel(p_del=0.1),
        "starts": [0, 2],
        "words": all_words(2),
        **arguments,
    }
    with pytest.raises(ValueError, match=f"^{name}:"):
        detect_words(**given_)


def test_labels_are_one_a_word_and_llrs_one_a_bit():
    with pytest.raises(ValueError, match=r"^labels: shape \(2, 1\) given, .* 4 words"):
        demap(np.zeros((3, 4)), [[0], [1]])
    with pytest.raises(ValueError, match=r"^llr: shape \(3, 1\) given, \(2, 1\) needed"):
        demap(np.zeros((2, 2)), [[0], [1]], np.zeros((3, 1)))


def test_there_is_no_word_without_a_letter():
    for length, alphabet in ((0, 2), (-1, 2), (2, 0)):
        with pytest.raises(ValueError, match=r"^length, alphabet: .* at least 1"):
            all_words(length, alphabet)
