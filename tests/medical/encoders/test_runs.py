"""The comparison of the encoders: its points, what a run reports, and the published file."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from ee376a import published
from ee376a.experiments import Scalar
from ee376a.medical import images
from ee376a.medical.encoders import runs
from ee376a.medical.encoders.baselines import BASELINES
from ee376a.medical.encoders.runs import (
    CHECKPOINTS,
    EPOCHS,
    RATES,
    SEEDS,
    active,
    experiment,
    pictures,
    run,
    trial,
)
from ee376a.medical.encoders.training import MODELS, build

RNG = np.random.default_rng(0)
tiny = pytest.mark.usefixtures("tiny_plate")
DATA = Path(os.environ.get("EE376A_DATA", "nowhere")) / "bbbc016"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="EE376A_DATA lacks bbbc016: NOT compared")


@pytest.fixture
def tiny_plate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plate of noise, 16 x 16 pixels each."""
    rng = np.random.default_rng(1)
    plate = tuple(
        images.Micrograph(well, field, channel, rng.integers(0, 256, (16, 16), dtype=np.uint8))
        for well in images.DOSES
        for field in range(3)
        for channel in images.CHANNELS
    )
    monkeypatch.setattr(runs, "_plate", lambda name, side: plate)


@tiny
def test_a_seed_divides_the_pictures_always_alike() -> None:
    learn, test = pictures("drawn", 16, "image", 3)
    assert learn.shape == (100, 16, 16)
    assert test.shape == (44, 16, 16)
    assert (pictures("drawn", 16, "image", 3)[0] == learn).all()
    assert (pictures("drawn", 16, "image", 4)[0] != learn).any()
    by_well = pictures("drawn", 16, "well", 3)
    assert [len(part) for part in by_well] == [102, 42]


@tiny
def test_a_run_reports_its_curve() -> None:
    record = trial(RNG, "drawn", 16, "vae", "image", 0, 0.005, 6)
    assert [name for name in record if name.startswith("test ")] == [
        f"test {epoch}" for epoch in (1, 2, 3, 5, 6)
    ]
    assert record["test"] == record["test 6"]
    assert record["train"] == record["train 6"] < record["train 1"]
    assert 0 < record["active"] <= 8 * 2 * 2
    assert record["bits"] > 0
    assert trial(RNG, "drawn", 16, "vae", "image", 0, 0.005, 6)["test"] == record["test"]


@tiny
def test_a_baseline_reports_its_errors() -> None:
    learn, test = pictures("drawn", 16, "well", 1)
    record = trial(RNG, "drawn", 16, "flat", "well", 1)
    back = BASELINES["flat"](learn, test).astype(float)
    assert record == {
        "train": pytest.approx(record["train"]),
        "test": pytest.approx(((back - test) ** 2).mean(), abs=0.01),
    }


@tiny
def test_dead_numbers_are_not_counted() -> None:
    learn, _ = pictures("drawn", 16, "image", 0)
    model = build("fc", 16, 0)
    last = model.encoder[3]
    last.bias.data[:20] = -1e6  # these are 0 whatever the picture
    alive = active(model, learn)
    assert 0 < alive <= 12
    assert active(model, learn[:1]) == 0


def test_points_pair_the_encoders_seed_by_seed() -> None:
    points = [dict(point) for point in experiment().points]
    for model, rate in RATES.items():
        main: dict[str, Scalar] = {"plate": "bbbc016", "side": 128, "split": "image"}
        main |= {"model": model, "rate": rate, "epochs": EPOCHS[model]}
        assert sorted(p["seed"] for p in points if main.items() <= p.items()) == [*range(SEEDS)]
    assert {p["model"] for p in points} == {*MODELS, *BASELINES}
    assert all(p.get("epochs", 20) in CHECKPOINTS for p in points)


def test_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="split: 'dose' given, 'image' or 'well' allowed"):
        pictures("drawn", 16, "dose", 0)
    with pytest.raises(ValueError, match="plate: 'mice' given, one of bbbc016, drawn"):
        pictures("mice", 128, "image", 0)


@needs_data
def test_published_errors_come_out_again() -> None:
    there = published.load("medical-encoders")
    main: dict[str, Scalar] = {"plate": "bbbc016", "side": 128, "split": "image", "seed": 3}
    for model in BASELINES:
        counts = there.point(model=model, **main).counts
        now = trial(RNG, "bbbc016", 128, model, "image", 3)
        # Ties at the rounding to grey values may fall otherwise on another processor.
        assert now == {name: pytest.approx(value, abs=0.02) for name, value in counts.items()}


@needs_data
@pytest.mark.parametrize("model", ["fc", "conv"])
def test_published_curves_begin_so_again(model: str) -> None:
    params = {"plate": "bbbc016", "side": 64, "split": "image", "seed": 0}
    rate = RATES[model]
    there = published.load("medical-encoders").point(model=model, rate=rate, epochs=20, **params)
    outcome = run(model=model, rate=rate, epochs=1, **params)  # type: ignore[arg-type]
    (first,) = outcome.curve
    assert first.train == pytest.approx(there.counts["train 1"], rel=0.01)
    assert first.test == pytest.approx(there.counts["test 1"], rel=0.01)
