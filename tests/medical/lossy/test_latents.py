"""Latents and their part of the interval."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.arithmetic.interval import finish, start_decoder, start_encoder
from ee376a.medical.lossy import latents
from ee376a.medical.lossy.blocks import typical
from ee376a.medical.lossy.latents import FARTHEST, decode_turn, encode_turn
from ee376a.medical.lossy.picturemodel import load


def coded(values, numbers, begin, steps):
    coder, out = start_encoder(), np.zeros(4 * values.size + 64, np.uint8)
    encode_turn(coder, out, values, numbers, begin, steps, load().tables)
    return out[: finish(coder, out)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 12))
def test_decoding_undoes_encoding_whatever_was_expected(seed, begin):
    rng = np.random.default_rng(seed)
    values = rng.choice([0, 1, -1, 5, -300, FARTHEST, -FARTHEST], (2, 3, 4))
    numbers = rng.integers(-32767, 32768, (2, 3, 20)).astype(float)
    steps = rng.integers(1, 60000, 16)
    data = coded(values, numbers, begin, steps)
    found = np.zeros_like(values)
    decode_turn(start_decoder(data), data, found, numbers, begin, steps, load().tables)
    assert (found == values).all()


def test_any_bytes_give_some_latents():
    rng = np.random.default_rng(1)
    for length in (0, 1, 5, 200):
        data = rng.integers(0, 256, length).astype(np.uint8)
        found = np.full((4, 4, 6), 9999)
        numbers = rng.integers(-3000, 3000, (4, 4, 30)).astype(float)
        decode_turn(start_decoder(data), data, found, numbers, 10, np.full(16, 900), load().tables)
        assert np.abs(found).max() <= FARTHEST


def test_the_frequencies_are_the_mass_of_the_mixture():
    """Against the logistic distribution in float64, at some means, scales and steps."""
    tables, size = load().tables, typical()
    mixture = np.empty(5, np.int64)
    for channel, means, scales, logit, step in (
        (0, (0.3, -0.8), (-1.0, -2.0), 0.7, 5000),
        (5, (0.1, 0.0), (-2.5, 0.5), -1.5, 2500),
        (15, (-0.5, 0.5), (-1.0, 0.0), 0.0, 1800),
    ):
        numbers = np.rint(256 * np.array([means[0], scales[0], means[1], scales[1], logit]))
        latents._read(tables, numbers, channel, 1, 0, mixture)
        weight = 1 / (1 + np.exp(-logit))
        for latent in range(-6, 7):
            mass = 0.0
            for mean, scale, part, share in zip(
                means, scales, (-0.5, 0.5), (weight, 1 - weight), strict=True
            ):
                spread = np.exp(scale + part) * size[channel]
                edges = (np.array([latent - 0.5, latent + 0.5]) * step / 256) - mean * size[channel]
                low, high = 1 / (1 + np.exp(-edges / spread))
                mass += share * (high - low)
            low, high = (latents._below(tables, mixture, step, at) for at in (latent, latent + 1))
            assert (high - low) / latents._TOTAL == pytest.approx(mass, rel=0.06, abs=2e-4)


def test_the_whole_interval_is_given_out():
    tables, mixture = load().tables, np.array([100, 40000, -50, 9000, 128])
    sums = [latents._below(tables, mixture, 700, at) for at in range(-FARTHEST, FARTHEST + 2)]
    assert sums[0] == 0
    assert sums[-1] == latents._TOTAL
    assert np.diff(sums).min() >= 1
