import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.medical.lossless import network as net
from ee376a.medical.lossless.neighbourhood import INPUTS


def some_mind(rates=(0.0, 0.0, 0.0, 0.0), seed=3):
    rng = np.random.default_rng(seed)
    sizes = [(INPUTS, 10), (10,), (10, 6), (6,), (6, 9), (9,)]
    layers = [(0.3 * rng.standard_normal(size)).astype(np.float32) for size in sizes]
    return net.new_mind((*layers, np.array(rates, np.float32)))


SEEN = np.random.default_rng(4).standard_normal(INPUTS).astype(np.float32)
CENTRE, CONTRAST, GREY = 100.0, 6.0, 103


def code_length(mind):
    net.think(mind, SEEN, CENTRE, CONTRAST)
    below, above = np.zeros(3), np.zeros(3)
    chance = net.up_to(mind.parts, GREY + 1, above) - net.up_to(mind.parts, GREY, below)
    return -math.log(chance), below, above


@given(st.floats(-40, 40))
def test_the_exponential_is_exact_to_nine_digits(x):
    assert net.exponential(x) == pytest.approx(math.exp(x), rel=1e-9)
    assert net.sigmoid(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-9)


def test_the_exponential_is_held():
    assert net.exponential(1e9) == net.exponential(40.0)
    assert net.exponential(-1e9) == net.exponential(-40.0)


def test_chances_rise_from_0_to_1():
    mind = some_mind()
    net.think(mind, SEEN, CENTRE, CONTRAST)
    each = np.zeros(3)
    sums = [net.up_to(mind.parts, grey, each) for grey in range(257)]
    assert (sums[0], sums[256]) == (0, 1)
    assert np.all(np.diff(sums) >= net.UNIFORM / 256 * 0.999)
    assert mind.parts[0].sum() == pytest.approx(1)


def test_outputs_without_measure_are_held():
    parts = np.zeros((3, 3))
    net.spread(np.array([0, 900, -900, 1e9, -1e9, 0, 1e9, -1e9, 0], np.float32), 9.0, 2.0, parts)
    assert np.isfinite(parts).all()
    assert parts[1].tolist() == [9 + 2 * 16, 9 - 2 * 16, 9]
    assert parts[2] == pytest.approx([2 * math.exp(3), net.LEAST_SCALE, 2])


LAYERS = ("first", "first_bias", "second", "second_bias", "last", "last_bias")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_step_goes_down_the_slope(layer):
    # The step of each weight is minus the rate times the slope, found by differences.
    rate = 1e-3
    mind = some_mind((rate, rate, 0, 0))
    before = getattr(mind, layer).copy()
    _, below, above = code_length(mind)
    net.adapt(mind, SEEN, GREY, below, above, CONTRAST)
    step = (getattr(mind, layer) - before).ravel()
    assert step.any()
    rng = np.random.default_rng(1)
    for at in rng.permutation(before.size)[:20]:
        ends = []
        for small in (-2e-3, 2e-3):
            other = some_mind()
            getattr(other, layer).ravel()[at] += small
            ends.append(code_length(other)[0])
        slope = (ends[1] - ends[0]) / 4e-3
        assert step[at] == pytest.approx(-rate * slope, abs=2e-5, rel=0.02)


def test_steps_make_the_pixel_cheaper():
    mind = some_mind((0.01, 0.01, 0, 0))
    first, below, above = code_length(mind)
    for _ in range(200):
        net.adapt(mind, SEEN, GREY, below, above, CONTRAST)
        last, below, above = code_length(mind)
    assert last < 0.8 * first


def test_no_rate_no_change():
    mind = some_mind()
    before = [getattr(mind, layer).copy() for layer in LAYERS]
    _, below, above = code_length(mind)
    net.adapt(mind, SEEN, GREY, below, above, CONTRAST)
    assert all(
        np.array_equal(getattr(mind, name), old) for name, old in zip(LAYERS, before, strict=True)
    )


def test_weights_stay_finite_whatever_comes():
    mind, rng = some_mind((0.5, 0.5, 0, 0)), np.random.default_rng(8)
    for _ in range(300):
        seen = (6 * np.sign(rng.standard_normal(INPUTS))).astype(np.float32)
        net.think(mind, seen, 255 * rng.random(), 100.0)
        below, above, grey = np.zeros(3), np.zeros(3), int(rng.integers(256))
        net.up_to(mind.parts, grey, below)
        net.up_to(mind.parts, grey + 1, above)
        net.adapt(mind, seen, grey, below, above, 100.0)
    assert all(np.isfinite(getattr(mind, layer)).all() for layer in (*LAYERS, "parts"))
