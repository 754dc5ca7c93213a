"""Random messages are what they say, and the published journeys can be made again."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a import montecarlo, published
from ee376a.journey.experiments import KINDS, experiment, message


@pytest.mark.parametrize("kind", KINDS)
def test_messages_have_every_length_allowed(kind: str) -> None:
    drawn = [message(kind, np.random.default_rng(seed)) for seed in range(300)]
    lengths = [len(text) for text in drawn]
    assert 1 <= min(lengths) <= 0.05 * KINDS[kind]
    assert 0.95 * KINDS[kind] <= max(lengths) <= KINDS[kind]
    assert all(text.isascii() for text in drawn) == (kind != "scripts")
    assert {len({*text}) == 1 for text in drawn if len(text) > 5} == {kind == "one letter"}


def test_other_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="kind: 'runes' given, one of words, letters"):
        message("runes", np.random.default_rng(1))


published_here = pytest.mark.skipif(
    not (published.FOLDER / "journey.json").is_file(),
    reason="data/published/journey.json is not there: `ee376a reproduce journey` makes it",
)


@published_here
def test_a_slice_of_the_published_journeys_is_what_it_was() -> None:
    place = len(KINDS) - 1
    again = published.verify(experiment(), place, 1, run=montecarlo.records)
    assert again["exact"] == [1]


@published_here
def test_all_hundred_arrived() -> None:
    found = published.load("journey")
    assert found.done
    assert sum(point.trials for point in found.points) == 100
    assert [point.counts["exact"] for point in found.points] == [25] * 4
