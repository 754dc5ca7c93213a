"""The direct part: contexts it tells apart, its gradient, and that once is enough."""

import numpy as np
import pytest

from ee376a.prequential import direct
from ee376a.prequential.direct import attend, descend, expect, new_direct, read, teach

RATES = (0.5, 0.7, 0.025, 0.01)


@pytest.fixture
def net():
    return new_direct(12, RATES)


def take(net, text):
    """Read a text without learning it."""
    for byte in text:
        read(net, byte)
    attend(net)
    descend(net, 0, 0)


def kept(net, one, other):
    """Tell which contexts are the same after two texts."""
    bases = []
    for text in (one, other):
        net.context[:] = 0
        take(net, text)
        bases.append(net.bases.copy())
    return (bases[0] == bases[1]).nonzero()[0].tolist()


@pytest.mark.parametrize("common", range(7))
def test_orders_see_so_many_bytes(net, common):
    one, other = b"ABCDEFG.", b"abcdefg,"
    tail = b"123456789"[:common]
    same = [k for k in kept(net, one + tail, other + tail) if k < direct.ORDERS]
    assert same == list(range(common + 1))


def test_words_whatever_stands_between(net):
    same = kept(net, b"The   Cat's ear", b"'the' cat--s EAR")
    assert direct.ORDERS in same
    assert direct.ORDERS + 1 in same
    assert direct.ORDERS + 1 not in kept(net, b"one ear", b"two ear")


def test_contexts_do_not_share_rows(net):
    take(net, b"some text")
    high = net.rows.copy()
    assert len(set(high)) == 9
    descend(net, 1, 6)
    low = net.rows.copy()
    descend(net, 1, 7)
    assert not set(low) & set(high)
    assert not set(low) & set(net.rows)


def test_what_came_once_is_expected(net):
    take(net, b"abcdef")
    assert expect(net, 0, 1) == 0
    teach(net, 0, 1, np.float32(0.5))
    once = float(expect(net, 0, 1))
    assert once > 2.5  # odds of more than 12 to 1
    assert net.known[0] == 7
    # Of another context the short ones know.
    take(net, b"xyzw f")
    assert 0 < float(expect(net, 0, 1)) < once / 2


def test_the_steps_are_along_the_gradient(net):
    rng = np.random.default_rng(2)
    take(net, b"abcdef")
    net.weights[:] = rng.normal(0, 0.3, net.weights.shape)
    net.seen[:] = rng.integers(0, 12, net.seen.shape)
    net.by_last[:] = rng.normal(0, 0.1, net.by_last.shape)
    seen = net.seen[net.rows, 3].copy()
    weights, total = net.weights[net.rows, 3].copy(), float(expect(net, 1, 3))
    gains = net.used.copy()
    assert total == pytest.approx(float(gains @ weights), rel=1e-5)
    error = np.float32(1 - 1 / (1 + np.exp(-total)))
    before = [gain.copy() for gain in (net.by_last, net.by_node, net.by_seen)]
    teach(net, 1, 3, error)
    slope = error * gains
    rates = np.array([0.5] * 7 + [0.7] * 2)
    step = rates * slope / np.sqrt(slope**2 + 0.05)
    np.testing.assert_allclose(net.weights[net.rows, 3] - weights, step, rtol=1e-3, atol=1e-6)
    wanted = (0.01, 0.01, 0.025)
    for rate, old, new in zip(wanted, before, (net.by_last, net.by_node, net.by_seen), strict=True):
        moved = (new - old)[new != old]
        np.testing.assert_allclose(np.sort(moved), np.sort(rate * error * weights), rtol=1e-3)
    assert (net.seen[net.rows, 3] == np.minimum(seen + 1, 11)).all()


def test_sums_are_held(net):
    take(net, b"x")
    net.weights[:] = 100
    assert expect(net, 0, 1) == 12
    net.weights[:] = -100
    assert expect(net, 0, 1) == -12
