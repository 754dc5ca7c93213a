"""Data on a watermark come back, also through the channel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.channel import IDSChannel
from ee376a.dna.watermark import WatermarkCode

CODES = [WatermarkCode(), WatermarkCode(2, 5, seed=4), WatermarkCode(3, 3)]


@given(st.sampled_from(CODES), st.integers(0, 20), st.integers(0, 2**30))
def test_decode_undoes_encode(code, blocks, seed):
    data = np.random.default_rng(seed).integers(0, 2, (2, blocks * code.bits), dtype=np.uint8)
    sent = code.encode(data)
    assert sent.shape == (2, code.length(data.shape[1]))
    assert np.array_equal(code.decode(sent, data.shape[1]), data)


def test_the_words_are_the_lightest():
    weights = WatermarkCode(4, 6).words.sum(axis=1)
    assert sorted(weights) == [0] + 6 * [1] + 9 * [2]


def test_the_watermark_is_flipped_as_often_as_said():
    code = WatermarkCode(4, 6, seed=2)
    data = np.random.default_rng(1).integers(0, 2, 40_000)
    flips = code.encode(data) ^ code.watermark(40_000)
    assert flips.mean() == pytest.approx(code.density, abs=0.01)


def test_detection_finds_most_data_and_uses_what_is_known():
    code, channel = WatermarkCode(4, 8), IDSChannel(p_del=0.02, p_sub=0.01)
    rng = np.random.default_rng(1)
    data = rng.integers(0, 2, (20, 200))
    reads = [channel.transmit(sent, rng) for sent in code.encode(data)]
    blind = code.detect(reads, np.zeros(200), channel)
    assert np.mean((blind < 0) != data) < 0.06
    # Told half of the bits, it finds the others better.
    told = np.where(np.arange(200) % 2, 0.0, 8.0 * (1 - 2 * data))
    seeing = code.detect(reads, told, channel)
    odd = np.arange(200) % 2 == 1
    assert np.mean(((seeing < 0) != data)[:, odd]) < 0.6 * np.mean(((blind < 0) != data)[:, odd])


def test_what_cannot_be_is_refused():
    for bits, spread in ((0, 5), (6, 5), (4, 17)):
        with pytest.raises(ValueError, match=r"^bits, spread:"):
            WatermarkCode(bits, spread)
    code = WatermarkCode(2, 4)
    with pytest.raises(ValueError, match=r"^data:"):
        code.length(3)
    with pytest.raises(ValueError, match=r"^sent: 3"):
        code.decode([0, 1, 1], 2)
    with pytest.raises(ValueError, match=r"^sent: not"):
        code.decode(code.watermark(2) ^ 1, 2)
