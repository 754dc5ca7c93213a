"""The experiments are well formed, and what is published is what the code gives."""

import pytest

from ee376a import experiments, montecarlo, published

NAMES = [
    name
    for name, place in experiments.EXPERIMENTS.items()
    if place.startswith("ee376a.dna.experiments:")
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_that_of_its_file(name):
    experiment = experiments.experiment(name)
    assert experiment.name == name
    assert len(experiment.points) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_slice_gives_what_is_published(name):
    """The first point that needs no data set."""
    experiment = experiments.experiment(name)
    codes = [str(point.get("code")) for point in experiment.points]
    index = next(i for i, code in enumerate(codes) if not code.startswith("mackay"))
    trials = 1 if codes[index] == "peg-4998" else 3
    published.verify(experiment, index, trials, run=montecarlo.records)
