"""The curves of the novels: registered, repeatable, and what the chapter says of them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from ee376a import datasets, montecarlo, published
from ee376a.prequential import orders
from ee376a.prequential.codelength import two_part

needs_data = pytest.mark.skipif(
    not (Path(os.environ.get("EE376A_DATA", "not there")) / "text").is_dir(),
    reason="EE376A_DATA lacks the dataset text",
)
EXPERIMENT = published.experiment("prequential-orders")


@pytest.fixture(scope="module")
def there() -> published.Published:
    return published.load("prequential-orders")


def test_published_file_is_that_of_the_code(there: published.Published) -> None:
    assert there.done
    assert [point.params for point in there.points] == [*map(dict, EXPERIMENT.points)]


@needs_data
@pytest.mark.slow
def test_published_curves_come_out_again() -> None:
    """One text, a predictor and a two-part code."""
    for index, params in enumerate(EXPERIMENT.points):
        if params in ({"text": "alice29", "model": m} for m in ("order 2", "two-part 1")):
            published.verify(EXPERIMENT, index, 1, run=montecarlo.records)


def test_two_part_curves_are_each_of_their_own_beginning(monkeypatch, tmp_path) -> None:
    text = bytes(np.random.default_rng(2).choice(list(b"abc "), 700).tolist())
    (tmp_path / "alice29.txt").write_bytes(text)
    monkeypatch.setattr(datasets, "fetch", lambda name: tmp_path)
    found = orders.trial(np.random.default_rng(), "alice29", "two-part 1")
    assert list(found) == ["256", "512", "700"]
    assert found["512"] == round(two_part(text[:512], 128, 1).total)
    curve = orders.trial(np.random.default_rng(), "alice29", "order 1")
    assert list(curve)[:3] == ["256", "304", "362"]
    assert list(curve)[-1] == "700"
    assert sorted(curve.values()) == list(curve.values())


@pytest.mark.parametrize(
    ("text", "model", "message"),
    [
        ("dracula", "order 1", "text: 'dracula' given"),
        ("alice29", "order 9", "model: 'order 9' given"),
        ("alice29", "two-part", "model: 'two-part' given"),
    ],
)
def test_bad_names(monkeypatch, tmp_path, text: str, model: str, message: str) -> None:
    (tmp_path / "alice29.txt").write_bytes(b"")
    monkeypatch.setattr(datasets, "fetch", lambda name: tmp_path)
    with pytest.raises(ValueError, match=message):
        orders.trial(np.random.default_rng(), text, model)


def length(there: published.Published, model: str, count: int) -> int:
    [record] = there.point(text="pride-and-prejudice", model=model).records[str(count)]
    return int(record)


def test_mixture_keeps_its_bound_at_every_checkpoint(there: published.Published) -> None:
    for text in orders.TEXTS:
        mixed = there.point(text=text, model="mixture").records
        for end, [bits] in mixed.items():
            each = [there.point(text=text, model=f"order {k}").records[end][0] for k in range(5)]
            assert min(each) - 1 <= bits <= min(each) + np.log2(5) + 1


def test_switching_is_never_far_behind_and_ends_ahead(there: published.Published) -> None:
    for end in map(str, orders.CHECKPOINTS[::8]):
        bits = length(there, "switching", int(end))
        best = min(length(there, f"order {k}", int(end)) for k in range(5))
        assert bits <= best + np.log2(5) + np.log2(int(end)) + 1
    last = orders.CHECKPOINTS[-3]
    assert length(there, "switching", last) < length(there, "mixture", last) - 10_000
