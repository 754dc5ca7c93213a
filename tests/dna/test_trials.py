"""A trial counts what it should, and the same each time."""

import numpy as np
import pytest

from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.trials import error_trial, inner, outer, rate_trial

POINT = {
    "code": "peg-204",
    "markers": "fixed",
    "period": 12,
    "p_ins": 0.0,
    "p_sub": 0.01,
    "frames": 30,
}


def test_nothing_is_wrong_in_a_good_channel():
    for decoder in ("single", "joint-3", "joint-4", "iterated", "separate"):
        counts = error_trial(np.random.default_rng(1), **POINT, p_del=0.001, decoder=decoder)
        assert counts == {
            "frames": 30,
            "frame_errors": 0,
            "bits": 30 * 204,
            "bit_errors": 0,
            "silent": 0,
        }


def test_a_bad_channel_a_mistaken_receiver_and_more_reads():
    def wrong(**changes):
        parameters = {**POINT, "p_del": 0.03, "decoder": "iterated", **changes}
        return error_trial(np.random.default_rng(2), **parameters)["bit_errors"]

    assert wrong(decoder="single") > wrong()
    assert wrong(p_del=0.08) > wrong(p_del=0.08, reads=3)
    assert wrong(p_ins=0.02, assumed=0.0001) > wrong(p_ins=0.02)


@pytest.mark.parametrize("kind", ["random", "bases", "half", "watermark"])
def test_every_inner_code_carries_frames(kind):
    point = {**POINT, "markers": kind, "period": 16 if kind == "watermark" else 12}
    counts = error_trial(np.random.default_rng(3), **point, p_del=0.005, decoder="iterated")
    assert counts["frame_errors"] <= 3


def test_with_deletions_only_their_probability_does_not_matter():
    """What was received says how many there were, and all ways to place them are as likely."""
    point = {**POINT, "p_del": 0.03, "decoder": "single"}
    right = error_trial(np.random.default_rng(6), **point)
    wrong = error_trial(np.random.default_rng(6), **point, assumed=0.1)
    assert right == wrong
    assert right["bit_errors"] > 0


def test_trials_repeat():
    point = {**POINT, "p_del": 0.03, "decoder": "single"}
    one, two = (error_trial(np.random.default_rng(4), **point) for _ in range(2))
    assert one == two
    assert one["bit_errors"] > 0


def test_rates_are_per_bit_sent():
    point = {"markers": "fixed", "period": 4, "p_ins": 0.0, "data": 1200, "group": 4}
    clean = rate_trial(np.random.default_rng(5), **point, p_del=0.0, p_sub=0.0)
    assert clean == {"bit": pytest.approx(4 / 6), "word": pytest.approx(4 / 6)}
    noisy = rate_trial(np.random.default_rng(5), **point, p_del=0.02, p_sub=0.01)
    assert 0.4 < noisy["bit"] < noisy["word"] < 4 / 6


def test_codes_by_name():
    assert outer("peg-204") is outer("peg-204")
    assert isinstance(outer("peg-204"), LDPCCode)
    assert inner("half", 20).rate == pytest.approx(inner("bases", 24).rate)
    for name in ("mackay-1", "peg-", "gallager-204"):
        with pytest.raises(ValueError, match=r"^name:"):
            outer(name)
    with pytest.raises(ValueError, match=r"^kind:"):
        inner("some", 12)


def test_unknown_decoders_and_markers_are_told():
    rng, channel = np.random.default_rng(1), {"p_del": 0.1, "p_ins": 0.0, "p_sub": 0.0}
    code = {"code": "peg-96", "markers": "fixed", "period": 6}
    with pytest.raises(ValueError, match=r"^decoder: 'turbo' given, single"):
        error_trial(rng, **code, **channel, decoder="turbo", frames=1)
    with pytest.raises(ValueError, match=r"^markers: 'watermark' given, fixed"):
        rate_trial(rng, markers="watermark", period=5, **channel, data=100, group=4)
