"""What a read says of each base: against the likelihood itself, base by base."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from ee376a.dna.alignment import Alignment, ReadModel, align
from ee376a.dna.channel import IDSChannel
from ee376a.dna.placement import Placement

MODEL = ReadModel(0.02, 0.03, 0.04, 0.3)


def sequence(length: int, sure: float, seed: int) -> tuple[npt.NDArray, npt.NDArray]:
    """Give a circular sequence, and the probabilities by which it is known."""
    bases = np.random.default_rng(seed).integers(0, 4, length, dtype=np.uint8)
    prior = np.where(np.arange(4) == bases[:, None], sure, (1 - sure) / 3)
    return bases, prior


def straight(read: npt.NDArray, begin: int, *, backwards: bool = False) -> Placement:
    middle = len(read) / 2
    return Placement(backwards, np.array([[middle, begin + middle]]), 100.0)


def test_evidence_is_the_likelihood_of_each_base() -> None:
    bases, prior = sequence(120, 0.7, 1)
    channel = IDSChannel(0.03, 0.04, 0.02, insertions="geometric", alphabet=4)
    read = channel.transmit(bases[20:80], np.random.default_rng(2))
    placement = straight(read, 20)
    found = align(read, prior, placement, MODEL)
    for place in (22, 40, 41, 60, 75):
        likelihoods = []
        for base in range(4):
            certain = prior.copy()
            certain[place] = np.eye(4)[base]
            likelihoods.append(align(read, certain, placement, MODEL).log_likelihood)
        said = found.evidence[found.places == place][0]
        assert np.allclose(said, np.array(likelihoods) - max(likelihoods), atol=1e-9)


def test_events_of_a_perfect_read_and_of_a_broken_one() -> None:
    bases, prior = sequence(400, 0.999, 3)
    clean = align(bases[100:300], prior, straight(bases[100:300], 100), MODEL)
    assert (clean.evidence.argmax(axis=1) == bases[clean.places]).mean() > 0.97
    assert clean.right > 199.5
    assert max(clean.wrong, clean.inserted, clean.deleted) < 0.5
    read = np.delete(bases[100:300], [50, 51, 120])
    read = np.insert(read, 150, [0, 1, 2, 3])
    read[20] = 3 - read[20]
    broken = align(read, prior, straight(read, 100), MODEL)
    assert [round(x) for x in (broken.wrong, broken.inserted, broken.deleted)] == [1, 4, 3]
    assert np.allclose(broken.runs, [1, 2], atol=0.3)
    assert broken.log_likelihood < clean.log_likelihood - 10


def test_the_other_strand_and_the_end_of_the_circle() -> None:
    bases, prior = sequence(300, 0.99, 4)
    around = np.roll(bases, 80)[:200]  # places 220 to 299, then 0 to 119
    ways = [
        align(around, prior, straight(around, 220), MODEL),
        align((3 - around)[::-1], prior, straight(around, 220, backwards=True), MODEL),
    ]
    for found in ways:
        assert {*range(225, 300), *range(115)} <= set(found.places.tolist())
        assert (found.evidence.argmax(axis=1) == bases[found.places]).mean() > 0.95
    assert np.allclose(ways[0].evidence, ways[1].evidence)


def test_rates_found_from_many_bases() -> None:
    nowhere = Placement(False, np.zeros((0, 2)), 0)
    counts = 9500, 300, 120, 280
    found = Alignment(
        np.zeros(0, np.uint8),
        nowhere,
        np.arange(1),
        np.zeros((1, 4)),
        *counts,
        np.array([100, 200]),
        0,
    )
    assert found.model.p_sub == pytest.approx(0.03, rel=0.1)
    assert found.model.p_ins == pytest.approx(0.01, rel=0.1)
    assert found.model.p_del == pytest.approx(0.02, rel=0.1)
    assert found.model.p_more == pytest.approx(0.25, rel=0.1)


def test_bad_models() -> None:
    with pytest.raises(ValueError, match="p_sub: 0 given"):
        ReadModel(p_sub=0)
    with pytest.raises(ValueError, match="a sum under 1"):
        ReadModel(p_ins=0.6, p_del=0.5)
