"""Codes for labels: nothing is foretold from what comes later, and the file is that of the code."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from ee376a import datasets, published
from ee376a.prequential import classifier, labels
from ee376a.prequential.classifier import CLASSES

needs_data = pytest.mark.skipif(
    not (Path(os.environ.get("EE376A_DATA", "not there")) / "mnist").is_dir(),
    reason="EE376A_DATA lacks the dataset mnist",
)
EXPERIMENT = published.experiment("prequential-labels")


@pytest.fixture
def small(monkeypatch, tmp_path: Path) -> Path:
    """Sixty digits of noise whose label is where they are bright, and short trainings."""
    rng = np.random.default_rng(9)
    named = (np.arange(60) % CLASSES).astype(np.uint8)
    pictures = rng.integers(0, 60, (60, 28, 28), dtype=np.uint8)
    for picture, label in zip(pictures, named, strict=True):
        picture[:, 2 * label : 2 * label + 2] += 190
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(
        gzip.compress(bytes(16) + pictures.tobytes())
    )
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(bytes(8) + named.tobytes()))
    monkeypatch.setattr(datasets, "fetch", lambda name: tmp_path)
    monkeypatch.setattr(classifier, "STEPS", 300)
    monkeypatch.setattr(labels, "STEPS", 300)
    return tmp_path


def test_digits_are_halved_and_keep_their_labels(small: Path) -> None:
    pictures, named = labels.digits(np.random.default_rng(1), 40)
    assert pictures.shape == (40, 197)
    assert (pictures[:, -1] == 1).all()
    assert 0 <= pictures.min() <= pictures.max() <= 1
    columns = pictures[:, :-1].reshape(40, 14, 14).mean(axis=1)
    np.testing.assert_array_equal(columns.argmax(axis=1), named)
    with pytest.raises(ValueError, match="count: 61 given, 1 to 60 allowed"):
        labels.digits(np.random.default_rng(1), 61)


def test_nothing_is_foretold_from_what_comes_later(small: Path) -> None:
    pictures, named = labels.digits(np.random.default_rng(1), 60)
    told = labels.prequential(pictures, named, 0, 1.0, np.random.default_rng(2))
    np.testing.assert_allclose(told[:10], 1 / CLASSES)
    np.testing.assert_allclose(told.sum(axis=1), 1)
    other = named.copy()
    other[40:] = 0
    same = labels.prequential(pictures, other, 0, 1.0, np.random.default_rng(2))
    np.testing.assert_array_equal(told[:41], same[:41])
    assert not np.array_equal(told[50:], same[50:])


@pytest.mark.parametrize("code", ["prequential", "two-part", "variational"])
def test_codes_describe_what_can_be_learnt(small: Path, code: str) -> None:
    record = labels.trial(np.random.default_rng(3), code, 0, 1.0, 0.5, 60)
    again = labels.trial(np.random.default_rng(3), code, 0, 1.0, 0.5, 60)
    assert record == again
    if code == "prequential":
        assert record["after 10"] == round(10 * np.log2(10))
        assert record["after 20"] < record["bits"] < 60 * np.log2(10)
    else:
        assert 0 < record["model"] < record["bits"]


def test_weights_cost_more_the_finer_they_are(small: Path) -> None:
    pictures, named = labels.digits(np.random.default_rng(1), 60)
    model, data = np.transpose(
        [
            labels.two_part(pictures, named, 1.0, step, np.random.default_rng(4))
            for step in (0.05, 0.2, 3.0)
        ]
    )
    assert model[0] > model[1] > model[2]
    assert data[0] < data[2]


def test_no_such_code(small: Path) -> None:
    with pytest.raises(ValueError, match="code: 'morse' given"):
        labels.trial(np.random.default_rng(3), "morse", 0, 1.0, 0.5, 60)


def test_published_file_is_that_of_the_code() -> None:
    there = published.load("prequential-labels")
    assert there.done
    assert [point.params for point in there.points] == [*map(dict, EXPERIMENT.points)]


@needs_data
@pytest.mark.slow
@pytest.mark.parametrize("point", [4, 10])
def test_published_lengths_come_out_again(point: int) -> None:
    """Two parts and variational; products of matrices differ in their last bits by machine."""
    from ee376a.montecarlo import generator

    there = published.load("prequential-labels").points[point]
    now = labels.trial(generator(there.seed, 0), **there.params)  # type: ignore[arg-type]
    for name, value in now.items():
        assert value == pytest.approx(there.records[name][0], rel=0.02)
