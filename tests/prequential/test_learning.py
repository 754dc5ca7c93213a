"""The learning curves: those of real streams, and what is asked for by name."""

import os
from pathlib import Path

import numpy as np
import pytest

from ee376a import datasets, published
from ee376a.prequential import codec
from ee376a.prequential.learning import (
    CHECKPOINTS,
    SCRATCH,
    TEXTS,
    VARIANTS,
    curve,
    experiment,
    start,
    trial,
)

needs_data = pytest.mark.skipif(
    not (Path(os.environ.get("EE376A_DATA", "not there")) / "text").is_dir(),
    reason="EE376A_DATA lacks the dataset text",
)

DATA = codec.__doc__.encode()


def test_a_curve_ends_where_the_file_does():
    bits = curve("order2", DATA, [100, len(DATA)])
    # The file has 25 bytes around its code.
    assert bits[-1] / 8 == pytest.approx(len(codec.encode(DATA, "order2")) - 25, abs=2)
    assert 0 < bits[0] < bits[1]


def test_a_curve_is_the_same_whatever_its_ends():
    assert curve("order2", DATA, [300])[0] == curve("order2", DATA, [7, 50, 300])[-1]


def test_variants_differ():
    assert len(set(VARIANTS.values())) == len(VARIANTS)


def test_the_points_are_all_there_is():
    points = [(point["text"], point["model"]) for point in experiment().points]
    assert len(points) == 18
    assert {name for _, name in points} == {*VARIANTS, *SCRATCH, "cm", "mix"}
    assert CHECKPOINTS[0] == 256


def test_unknown_names():
    with pytest.raises(ValueError, match="model: 'gzip' given, one of network"):
        start("gzip")
    with pytest.raises(ValueError, match="text: 'emma' given"):
        trial(np.random.default_rng(0), "emma", "cm")


@pytest.fixture(scope="module")
def there():
    return published.load("prequential-learning")


def test_published_file_is_that_of_the_code(there):
    assert there.done
    wanted = {tuple(point.values()) for point in experiment().points}
    assert {tuple(point.params.values()) for point in there.points} == wanted


def test_what_the_chapter_says_of_the_curves(there):
    bits = {tuple(point.params.values()): point.counts for point in there.points}
    for text in TEXTS:
        whole = {name: list(bits[text, name].values())[-1] for name in ("recurrent", "direct")}
        both = bits[text, "network"]
        assert list(both.values())[-1] < whole["direct"] < whole["recurrent"]
        mix, cm = "mix from scratch", "cm from scratch"
        pairs = zip(bits[text, mix].values(), bits[text, cm].values(), strict=True)
        assert all(mixed < alone for mixed, alone in pairs)
        # The taught weights are those of cm: at 256 bytes of Alice mix is one bit behind.
        first, *later = zip(bits[text, "mix"].values(), bits[text, "cm"].values(), strict=True)
        assert first[0] <= first[1] + 1
        assert all(mixed < alone for mixed, alone in later)
        for name, (taught, _) in SCRATCH.items():
            pairs = zip(bits[text, taught].values(), bits[text, name].values(), strict=True)
            assert all(known < unknown for known, unknown in pairs)
    alice = {name: bits["alice29", name]["152089"] for name in VARIANTS}
    assert alice["recurrent"] == min(alice[name] for name in VARIANTS if "recurrent" in name)


@needs_data
@pytest.mark.slow
def test_published_curves_come_out_again(there):
    data = (datasets.fetch("text") / "alice29.txt").read_bytes()
    for model in ("direct", "network", "cm"):
        counts = there.point(text="alice29", model=model).counts
        ends = [end for end in CHECKPOINTS if end <= 4096]
        assert [round(bits) for bits in curve(model, data[:4096], ends)] == [
            counts[str(end)] for end in ends
        ]
