"""The taught start: it is in the package, it is used, it helps on English and is one on request."""

from dataclasses import replace
from unittest import mock

import numpy as np
import pytest

from ee376a import datasets
from ee376a.prequential import contextmixing as cm
from ee376a.prequential import models, taught, teaching
from ee376a.prequential.opinions import INPUTS

SMALL = cm.Parameters(buckets=1 << 12, history=12)
SCRATCH = replace(SMALL, taught=False)


def test_a_new_model_has_the_taught_weights_and_scratch_has_not():
    first, scratch = cm.new_state(SMALL), cm.new_state(SCRATCH)
    with np.load(taught.WEIGHTS) as file:
        rows, weights, final = file["rows"], file["weights"], file["final"]
    np.testing.assert_array_equal(first.weights[rows, :INPUTS], weights * np.int32(8192))
    np.testing.assert_array_equal(first.final, final * np.int32(64))
    assert (scratch.weights == scratch.weights[0]).all()
    others = np.setdiff1d(np.arange(len(first.weights)), rows)
    np.testing.assert_array_equal(first.weights[others], scratch.weights[others])
    # Nothing else is taken over.
    for name in set(cm.State._fields) - {"weights", "final"}:
        np.testing.assert_array_equal(getattr(first, name), getattr(scratch, name))


def test_the_fingerprint_covers_the_weights(tmp_path):
    model = models.MODELS["cm"]
    other = tmp_path / "mixers.npz"
    other.write_bytes(taught.WEIGHTS.read_bytes() + b"!")
    assert replace(model, weights=other).fingerprint != model.fingerprint
    assert replace(model, weights=taught.WEIGHTS).fingerprint == model.fingerprint


def test_what_is_learned_can_be_begun_with():
    text = b"She sells sea shells by the sea shore. " * 40
    found = teaching.learned(text, SCRATCH)
    assert found.weights.shape == (len(found.rows), INPUTS)
    assert len(found.rows) > 100
    with mock.patch.object(taught, "_load", return_value=found):
        state = cm.new_state(SMALL)
    assert (state.weights[found.rows, :INPUTS] == found.weights * np.int32(8192)).all()


@pytest.mark.slow
def test_the_file_is_what_emma_teaches():
    try:
        text = (datasets.fetch("text") / "emma.txt").read_bytes()
    except datasets.DatasetError as error:
        pytest.skip(f"no texts here: {error}")
    found = teaching.learned(text, cm.Parameters(taught=False))
    with np.load(taught.WEIGHTS) as file:
        for name, values in found._asdict().items():
            np.testing.assert_array_equal(values, file[name])
