"""The learning curves: those of real streams, and what is asked for by name."""

import numpy as np
import pytest

from ee376a.prequential import codec, learning
from ee376a.prequential.learning import CHECKPOINTS, VARIANTS, curve, experiment, start, trial

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
    assert len(points) == 13
    assert {name for _, name in points} == {*VARIANTS, "cm", "mix"}
    assert CHECKPOINTS[0] == 256


def test_unknown_names():
    with pytest.raises(ValueError, match="model: 'gzip' given, one of network"):
        start("gzip")
    with pytest.raises(ValueError, match="text: 'emma' given"):
        trial(np.random.default_rng(0), "emma", "cm")
    assert learning.TEXTS[0] == "alice29"
