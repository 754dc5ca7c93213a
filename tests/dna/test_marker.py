"""Markers go in and come out, and the reader knows where they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.channel import IDSChannel
from ee376a.dna.detector import detect
from ee376a.dna.marker import MarkerCode

CODES = [
    MarkerCode(12),
    MarkerCode(5, ("01", "10"), seed=3),
    MarkerCode(1, ("0",)),
    MarkerCode(4, ("0110", "1001"), alphabet=4),
    MarkerCode(6, ("0.", "1."), seed=1, alphabet=4),
    MarkerCode(2, (".1",), alphabet=4),
]


@given(st.sampled_from(CODES), st.integers(0, 50), st.integers(0, 2**30))
def test_decode_undoes_encode(code, n, seed):
    data = np.random.default_rng(seed).integers(0, 2, (2, n), dtype=np.uint8)
    sent = code.encode(data)
    assert sent.shape == (2, code.length(n))
    assert np.array_equal(code.decode(sent, n), data)


@given(st.sampled_from(CODES), st.integers(1, 60), st.integers(0, 2**30))
def test_priors_tell_the_markers_and_the_extrinsic_undoes_the_prior(code, n, seed):
    rng = np.random.default_rng(seed)
    data = rng.integers(0, 2, n, dtype=np.uint8)
    llr = rng.normal(0, 2, n)
    priors = code.priors(llr)
    np.testing.assert_allclose(priors.sum(axis=1), 1)
    certain = code.priors(1e9 * (1 - 2.0 * data))
    assert np.array_equal(certain.argmax(axis=1), code.encode(data))
    # A symbol seen through the prior of other data tells of each bit by itself.
    np.testing.assert_allclose(code.extrinsic(priors, np.zeros(n)), llr, atol=1e-9)


def test_rates():
    for code in CODES:
        n = 12_000
        sent = code.length(n) * code.bits_per_symbol
        assert n / sent == pytest.approx(code.rate, abs=1e-3)


def test_random_markers_take_turns_and_depend_on_the_seed_alone():
    code = MarkerCode(5, ("01", "10"), seed=3)
    known = code.known(5000).reshape(-1, 7)[:, 5:]
    assert set(map(bytes, known)) == {b"\0\1", b"\1\0"}
    assert abs(known[:, 0].mean() - 0.5) < 0.05
    assert np.array_equal(MarkerCode(5, ("01", "10"), seed=3).known(70), code.known(5000)[:98])
    assert not np.array_equal(MarkerCode(5, ("01", "10"), seed=4).known(5000), code.known(5000))


@pytest.mark.parametrize("code", CODES)
def test_the_detector_reads_a_clean_frame(code):
    data = np.random.default_rng(1).integers(0, 2, (3, 48), dtype=np.uint8)
    channel = IDSChannel(p_del=0.01, p_sub=0.01, alphabet=code.alphabet)
    none = np.zeros((3, 48))
    found = detect(list(code.encode(data)), code.priors(none), channel)
    assert np.array_equal(code.extrinsic(found.likelihoods, none) < 0, data == 1)


def test_groups_cover_the_data_and_no_marker():
    code = MarkerCode(12, ("01", "10"))
    starts = code.groups(36, 4)
    within = (starts[:, None] + np.arange(4)).ravel()
    assert np.array_equal(within, np.flatnonzero(code.known(36) < 0))
    bases = MarkerCode(8, ("0110",), alphabet=4)
    assert bases.groups(16, 2).tolist() == [0, 2, 6, 8]


@pytest.mark.parametrize(
    ("code", "data", "length"),
    [(CODES[0], 36, 5), (CODES[0], 34, 4), (CODES[4], 28, 1), (CODES[3], 16, 4), (CODES[0], 36, 0)],
)
def test_groups_that_do_not_fit_are_refused(code, data, length):
    with pytest.raises(ValueError, match=r"^length:"):
        code.groups(data, length)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"period": 0}, "period"),
        ({"period": 3, "alphabet": 4}, "period"),
        ({"alphabet": 3}, "alphabet"),
        ({"markers": ()}, "markers"),
        ({"markers": "01"}, "markers"),
        ({"markers": ("",)}, "markers"),
        ({"markers": ("01", "1")}, "markers"),
        ({"markers": ("01", "1.")}, "markers"),
        ({"markers": ("02",)}, "markers"),
        ({"markers": ("0",), "alphabet": 4}, "markers"),
    ],
)
def test_bad_parameters_are_named(arguments, name):
    with pytest.raises(ValueError, match=f"^{name}:"):
        MarkerCode(**arguments)


def test_what_is_no_bit_is_refused():
    for data in ([0, 2], [0.5], [-1]):
        with pytest.raises(ValueError, match=r"^data:"):
            CODES[0].encode(data)


def test_symbols_that_are_too_few_are_refused():
    with pytest.raises(ValueError, match=r"^sent:"):
        CODES[0].decode([0, 1], 12)
