"""What noise did is counted right, and counting changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.dna import sequencing
from ee376a.dna.channel import IDSChannel
from ee376a.journey.noise import Witness, harmed
from ee376a.panopticon.painting import paint
from ee376a.panopticon.photo import Photo, photograph


def test_a_witness_changes_nothing() -> None:
    strands = list(np.random.default_rng(1).integers(0, 4, (9, 80), dtype=np.uint8))
    channel = sequencing.profile("nanopore")
    plain = sequencing.sequence(strands, channel, 3, np.random.default_rng(2))
    watched = Witness.of(channel)
    same = sequencing.sequence(strands, watched, 3, np.random.default_rng(2))
    assert all(np.array_equal(a, b) for a, b in zip(plain, same, strict=True))
    assert len(watched.log) == len(plain)


@pytest.mark.parametrize(
    ("harm", "which"), [({"p_sub": 0.1}, 0), ({"p_ins": 0.1}, 1), ({"p_del": 0.1}, 2)]
)
def test_each_kind_of_error_is_counted_alone(harm: dict[str, float], which: int) -> None:
    witness = Witness(**harm, insertions="geometric", alphabet=4)
    sent = np.random.default_rng(3).integers(0, 4, 20_000, dtype=np.uint8)
    witness.transmit(sent, np.random.default_rng(4))
    errors = witness.errors
    assert all((count > 0) == (place == which) for place, count in enumerate(errors))
    # an insertion may be followed by another: .1 + .01 + .001
    expected = 20_000 * (0.111 if which == 1 else 0.1)
    assert errors[which] == pytest.approx(expected, rel=0.06)


def test_the_sum_of_the_errors_is_the_change_in_length() -> None:
    witness = Witness(0.05, 0.02, 0.03, insertions="geometric", alphabet=4)
    received = witness.transmit(np.zeros(5000, np.uint8), np.random.default_rng(5))
    _, inserted, deleted = witness.errors
    assert received.size == 5000 + inserted - deleted


def test_nothing_sent_nothing_noted() -> None:
    assert Witness(alphabet=4).errors == (0, 0, 0)
    assert Witness(alphabet=4) == Witness(alphabet=4)
    assert isinstance(Witness(), IDSChannel)


def test_a_clean_photograph_harms_nothing_and_a_coat_hides_letters() -> None:
    painting = paint("Hoo! Hee!", robust=True)
    for occlusion, least, most in ((0.0, 0, 3), (0.1, 30, 110)):
        photo = Photo(tilt=10, occlusion=occlusion)
        seen = photograph(painting.pixels(), photo, np.random.default_rng(6))
        wrong, hidden = harmed(painting, seen, photo, 6)
        assert least <= hidden <= most
        assert wrong <= 3
