"""The measures agree with scipy and with the identities of the textbook."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from ee376a import measures


def distributions(size):
    weights = st.lists(st.integers(0, 1000), min_size=size, max_size=size)
    return weights.filter(any).map(lambda w: np.array(w) / sum(w))


@given(distributions(7))
def test_entropy_is_that_of_scipy(p):
    assert measures.entropy(p) == pytest.approx(scipy.stats.entropy(p, base=2), abs=1e-12)
    assert 0 <= measures.entropy(p) <= math.log2(7) + 1e-12


@given(distributions(5), distributions(5))
def test_divergence_is_that_of_scipy_and_joins_the_entropies(p, q):
    divergence = measures.kl_divergence(p, q)
    assert divergence == pytest.approx(scipy.stats.entropy(p, q, base=2), abs=1e-12)
    assert divergence >= 0
    assert measures.cross_entropy(p, q) == pytest.approx(measures.entropy(p) + divergence)


@given(distributions(12))
def test_mutual_information_is_what_the_entropies_share(flat):
    joint = flat.reshape(3, 4)
    x, y = joint.sum(axis=1), joint.sum(axis=0)
    shared = measures.entropy(x) + measures.entropy(y) - measures.entropy(joint)
    assert measures.mutual_information(joint) == pytest.approx(shared, abs=1e-9)
    assert measures.mutual_information(np.outer(x, y)) == pytest.approx(0, abs=1e-9)


@given(st.floats(0, 1))
def test_binary_entropy_is_undone(h):
    p = measures.inverse_binary_entropy(h)
    assert 0 <= p <= 0.5
    assert measures.binary_entropy(p) == pytest.approx(h, abs=1e-12)


@given(st.floats(0, 1))
def test_a_coin_and_its_mirror_have_the_same_entropy(p):
    assert measures.binary_entropy(p) == pytest.approx(measures.binary_entropy(1 - p), abs=1e-12)


def test_the_ends_are_exact():
    assert measures.entropy([1, 0]) == 0
    assert math.copysign(1, measures.entropy([1, 0])) == 1
    assert measures.entropy([0.25] * 4) == 2
    assert measures.binary_entropy(0) == measures.binary_entropy(1) == 0
    assert measures.inverse_binary_entropy(0) == 0
    assert measures.inverse_binary_entropy(1) == 0.5
    assert measures.kl_divergence([0.5, 0.5], [1, 0]) == math.inf
    assert measures.cross_entropy([0, 1], [1, 0]) == math.inf
    assert measures.kl_divergence([1, 0], [1, 0]) == 0
    assert measures.code_length([]) == 0
    assert measures.code_length([1, 0.5]) == 1
    assert measures.code_length([1, 0]) == math.inf


@given(st.text(min_size=1))
def test_a_text_costs_its_entropy_under_its_own_frequencies(text):
    frequency = measures.empirical(text)
    assert sum(frequency.values()) == pytest.approx(1)
    cost = measures.code_length([frequency[character] for character in text])
    assert cost == pytest.approx(len(text) * measures.entropy(list(frequency.values())), abs=1e-6)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: measures.entropy([0.5, 0.6]), r"p: a sum of 1\.1 given"),
        (lambda: measures.entropy([1.5, -0.5]), r"p: 1\.5 given, 0 to 1"),
        (lambda: measures.entropy([math.nan, 1]), r"p: nan given"),
        (lambda: measures.entropy([]), r"p: a sum of 0 given"),
        (lambda: measures.entropy([3, 1]), r"p: 3\.0 given"),
        (lambda: measures.cross_entropy([1], [0.5, 0.5]), r"q: shape \(2,\) given, \(1,\)"),
        (lambda: measures.cross_entropy([0.5, 0.5], [1]), r"q: shape \(1,\) given, \(2,\)"),
        (lambda: measures.kl_divergence([1, 0], [0.5, 0.4]), r"q: a sum of 0\.9 given"),
        (lambda: measures.kl_divergence([1], [0.5, 0.5]), r"q: shape"),
        (lambda: measures.mutual_information([0.5, 0.5]), r"joint: shape \(2,\) given, two dim"),
        (lambda: measures.code_length([0.5, 1.1]), r"probabilities: 1\.1 given"),
        (lambda: measures.binary_entropy(-0.1), r"p: -0\.1 given"),
        (lambda: measures.inverse_binary_entropy(1.5), r"h: 1\.5 given"),
        (lambda: measures.empirical([]), r"symbols: none given"),
    ],
)
def test_what_is_wrong_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_conditional_entropy_is_the_mean_over_the_rows() -> None:
    rng = np.random.default_rng(6)
    joint = rng.dirichlet(np.ones(12)).reshape(3, 4)
    rows = joint.sum(axis=1)
    mean = sum(p * measures.entropy(row / p) for p, row in zip(rows, joint, strict=True))
    assert measures.conditional_entropy(joint) == pytest.approx(mean)
    left = measures.entropy(joint.sum(axis=0)) - measures.mutual_information(joint)
    assert measures.conditional_entropy(joint) == pytest.approx(left)
    assert measures.conditional_entropy(np.eye(3) / 3) == 0
    with pytest.raises(ValueError, match="joint: shape"):
        measures.conditional_entropy([1 / 2, 1 / 2])
