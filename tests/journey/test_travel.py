"""The whole way, for messages that are easy to get wrong."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest

from ee376a.container import CorruptStream
from ee376a.dna.strands import LostStrands
from ee376a.journey.stages import Stage, ledger, table
from ee376a.journey.travel import MESSAGE, Journey, Route, picture, travel
from ee376a.panopticon.photo import Photo
from ee376a.panopticon.reading import UnreadablePainting
from ee376a.story.book import pages

SMALL = picture(48)


@pytest.fixture(scope="module")
def journey() -> Journey:
    return travel(MESSAGE, SMALL, np.random.default_rng(1))


def test_the_default_message_is_a_sentence_of_the_story() -> None:
    assert any(MESSAGE in paragraph for page in pages() for paragraph in page.text)


def test_it_arrives_exactly(journey: Journey) -> None:
    assert journey.exact
    assert journey.read == journey.text == MESSAGE
    assert journey.recovered == journey.parcel
    assert journey.seen.shape == SMALL.shape


def test_noise_was_there(journey: Journey) -> None:
    harm = journey.harm
    assert min(harm.substituted, harm.inserted, harm.deleted) > 100
    assert harm.hidden > 5


def test_exact_notices_every_difference(journey: Journey) -> None:
    for name, value in (("read", "no"), ("text", "no"), ("recovered", b"no")):
        assert not dataclasses.replace(journey, **{name: value}).exact


def test_the_ledger_is_a_chain(journey: Journey) -> None:
    stages = {stage.name: stage for stage in ledger(journey)}
    text, image, packed = (stages[k] for k in ("compress text", "compress picture", "pack"))
    assert packed.bits_in == text.bits_out + image.bits_out
    way = ["pack", "write strands", "sequence", "recover", "unpack"]
    for before, after in pairwise(way):
        assert stages[before].bits_out == stages[after].bits_in
    assert stages["unpack"].bits_out == text.bits_in + image.bits_in
    assert stages["paint"].bits_in == text.bits_in == stages["read"].bits_out
    assert stages["paint"].bits_out == stages["photograph"].bits_in == 506 * 9
    assert stages["write strands"].bits_out == 2 * sum(map(len, journey.strands))
    assert stages["sequence"].bits_out == 2 * sum(map(len, journey.reads))


def test_nothing_is_below_its_bound(journey: Journey) -> None:
    for stage in ledger(journey):
        # That of grey values alone is one that a codec of pictures is to beat.
        if stage.bound is not None and stage.name != "compress picture":
            assert stage.bits_out >= stage.bound
            assert stage.over is not None
            assert stage.over >= 1


def test_the_table_shows_every_stage(journey: Journey) -> None:
    lines = table(ledger(journey)).splitlines()
    names = [line.split("  ")[0] for line in lines[1:] if not line.startswith(" ")]
    assert names == [s.name for s in ledger(journey)]
    assert max(map(len, lines)) <= 62
    text = " ".join(" ".join(lines).split())
    assert all(f"{s.event}; bound: {s.by}" in text for s in ledger(journey) if s.by)
    assert "DIFFERENT" not in "".join(lines)
    broken = dataclasses.replace(journey, read="no", text="no", recovered=b"no")
    assert table(ledger(broken)).count("DIFFERENT") == 3


def test_a_stage_without_a_bound() -> None:
    stage = Stage("lose", 8, 4, None, "", "half of it")
    assert (stage.added, stage.over) == (-4, None)
    assert " -\n" in table([stage])


def test_a_message_that_is_no_ascii_and_a_picture_without_loss() -> None:
    message = "“Heeeee!” 🐭\0\1"
    made = travel(message, SMALL[:16, :16], np.random.default_rng(2), Route(quality=None))
    assert made.exact
    assert made.letters != made.read == message
    assert np.array_equal(made.picture, made.seen)


def test_too_much_noise_is_told_and_never_guessed() -> None:
    with pytest.raises((LostStrands, CorruptStream)):
        travel("Hoo!", SMALL, np.random.default_rng(3), Route(coverage=0.7))
    night = Route(photo=Photo(occlusion=0.9, blur=30))
    with pytest.raises(UnreadablePainting):
        travel("Hoo!", SMALL[:16, :16], np.random.default_rng(3), night)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="scheme: 'thick' given, robust or dense allowed"):
        Route(scheme="thick")
    with pytest.raises(ValueError, match="message: empty"):
        travel("", SMALL, np.random.default_rng(1))
