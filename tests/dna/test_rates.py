"""What a detection is worth, against what is known in closed form."""

import math

import numpy as np
import pytest

from ee376a.dna.channel import IDSChannel
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode
from ee376a.dna.matrices import peg
from ee376a.dna.rates import (
    code_exit,
    detector_exit,
    gaussian_llr,
    mutual_information,
    receive_information,
)
from ee376a.dna.watermark import WatermarkCode
from ee376a.measures import entropy


def test_without_insertions_and_deletions_it_is_the_symmetric_channel():
    rng = np.random.default_rng(1)
    for p_sub in (0.0, 0.11):
        found = receive_information(MarkerCode(8), IDSChannel(p_sub=p_sub), 40_000, 4, rng)
        wanted = 1 - float(entropy([p_sub, 1 - p_sub]))
        assert found.bit == pytest.approx(wanted, abs=0.015)
        assert found.word == pytest.approx(found.bit, abs=1e-6)


def test_words_tell_more_than_bits():
    rng = np.random.default_rng(2)
    found = receive_information(MarkerCode(24), IDSChannel(p_del=0.01), 24_000, 4, rng)
    assert 24 / 26 * found.bit == pytest.approx(0.817, abs=0.02)
    assert 24 / 26 * found.word == pytest.approx(0.854, abs=0.02)


def test_random_markers_cure_the_slip_of_a_period():
    rng = np.random.default_rng(3)
    channel = IDSChannel(p_del=0.1)
    fixed = receive_information(MarkerCode(4), channel, 12_000, 4, rng)
    random = receive_information(MarkerCode(4, ("01", "10")), channel, 12_000, 4, rng)
    assert random.bit > 2 * fixed.bit


@pytest.mark.parametrize("information", [0.0, 0.1, 0.6, 0.99])
def test_gaussian_llrs_tell_what_they_should(information):
    rng = np.random.default_rng(4)
    bits = rng.integers(0, 2, 100_000)
    llr = gaussian_llr(information, bits, rng)
    assert mutual_information(llr, bits) == pytest.approx(information, abs=0.01)


def test_mutual_information_of_certainty_and_of_lies():
    bits = np.array([0, 1, 1])
    assert mutual_information(50 * (1 - 2.0 * bits), bits) == pytest.approx(1)
    assert mutual_information(np.zeros(3), bits) == 0
    assert mutual_information(-5 * (1 - 2.0 * bits), bits) < -5


@pytest.mark.parametrize("code", [MarkerCode(10, ("01", "10")), WatermarkCode(4, 6)])
def test_a_detector_that_is_told_more_finds_more(code):
    channel = IDSChannel(p_del=0.04)
    found = [
        detector_exit(code, channel, told, 8000, np.random.default_rng(5))
        for told in (0.0, 0.5, 0.95)
    ]
    assert 0.2 < found[0] < found[1] < found[2] < 1


def test_a_code_tells_nothing_from_nothing_and_all_above_its_threshold():
    code = LDPCCode(peg(1200, 600, np.random.default_rng(1)))
    found = [code_exit(code, told, np.random.default_rng(6)) for told in (0.0, 0.3, 0.65)]
    assert found[0] == pytest.approx(0, abs=1e-6)
    assert 0 < found[1] < 0.2
    assert found[2] == pytest.approx(1, abs=1e-2)


def test_information_has_its_limits():
    for information in (-0.1, 1.0, math.nan):
        with pytest.raises(ValueError, match=r"^information:"):
            gaussian_llr(information, [0], np.random.default_rng(1))


def test_bits_are_bits_and_as_many_as_llrs():
    with pytest.raises(ValueError, match=r"^bits: values other"):
        gaussian_llr(0.5, [2], np.random.default_rng(1))
    with pytest.raises(ValueError, match=r"^bits: values other"):
        mutual_information(np.zeros(2), [0, 3])
    for llr, bits in ((np.zeros(3), [0, 1]), (np.zeros(0), [])):
        with pytest.raises(ValueError, match=r"^bits: shape .* one each needed"):
            mutual_information(llr, bits)
