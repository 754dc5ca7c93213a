"""The transformer: it sees only the past, learns from nothing else, and its bits are real."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ee376a import datasets, published

torch = pytest.importorskip("torch")

from ee376a.prequential import codec  # noqa: E402
from ee376a.prequential.transformer import Learner, TransformerParameters  # noqa: E402
from ee376a.prequential.transformer_runs import (  # noqa: E402
    SETTINGS,
    code_lengths,
    decode,
    encode,
    experiment,
    trial,
)

needs_data = pytest.mark.skipif(
    not (Path(os.environ.get("EE376A_DATA", "not there")) / "text").is_dir(),
    reason="EE376A_DATA lacks the dataset text",
)

SMALL = TransformerParameters(width=32, layers=2, streams=3, segment=8, memory=12, replays=2)
DATA = codec.__doc__.encode()[:1000]


@pytest.fixture
def some_read():
    """Give a learner that has read two segments, and the next."""
    learner, rng = Learner(SMALL), np.random.default_rng(5)
    for _ in range(2):
        learner.learn(rng.integers(256, size=(3, 8)))
    return learner, rng.integers(256, size=(3, 8))


@pytest.mark.parametrize("place", range(8))
def test_a_symbol_changes_only_what_comes_after_it_in_its_stream(some_read, place):
    learner, segment = some_read
    before = learner.predict(segment)
    segment[1, place] ^= 1
    changed = (learner.predict(segment) != before).any(axis=2)
    assert not changed[[0, 2]].any()
    assert changed[1].tolist() == [step > place for step in range(8)]


def test_a_segment_is_predicted_before_it_is_learnt():
    # 111 symbols of each stream: the last but six of the last stream begins a segment.
    other = bytearray(DATA[:333])
    other[-7] ^= 1
    bits, changed = code_lengths(DATA[:333], SMALL), code_lengths(bytes(other), SMALL)
    at = 3 * 104 + 2
    assert (bits[:at] == changed[:at]).all()
    assert bits[at] != changed[at]


def test_memory_is_seen(some_read):
    learner, segment = some_read
    before = learner.predict(segment)
    learner._memory = None
    assert (learner.predict(segment) != before).any()


def test_memory_reaches_as_far_as_it_should():
    learner = Learner(SMALL)
    for _ in range(3):
        learner.learn(np.zeros((3, 8), np.int64))
    assert [tuple(layer.shape) for layer in learner._memory] == [(3, 12, 32)] * 2


def test_frequencies_are_what_the_coder_takes(some_read):
    learner, segment = some_read
    frequencies = learner.predict(segment)
    assert frequencies.shape == (3, 8, 256)
    assert frequencies.min() >= 1
    assert frequencies.sum(axis=2).max() <= 2**20 + 256


def test_windows_are_of_what_was_read(some_read):
    learner, _ = some_read
    read = ["".join(map(chr, row)) for row in learner._read.tolist()]
    for window in learner._windows().tolist() + learner._windows().tolist():
        assert any("".join(map(chr, window)) in row for row in read)


@pytest.mark.parametrize("streams", [1, 3, 4])
@pytest.mark.parametrize("size", [0, 1, 2, 100, 101])
def test_any_number_of_bytes_comes_back(size, streams):
    of = replace(SMALL, streams=streams)
    assert decode(encode(DATA[:size], of), size, of) == DATA[:size]


def test_code_length_is_that_of_the_stream():
    coded = encode(DATA, SMALL)
    assert len(coded) == pytest.approx(code_lengths(DATA, SMALL).sum() / 8, abs=3)
    assert decode(coded, len(DATA), SMALL) == DATA


def test_a_reader_with_another_seed_goes_astray():
    coded = encode(DATA[:200], SMALL)
    assert decode(coded, 200, replace(SMALL, seed=377)) != DATA[:200]


def test_the_seed_is_all_that_is_random():
    before = torch.random.get_rng_state()
    assert (code_lengths(DATA[:200], SMALL) == code_lengths(DATA[:200], SMALL)).all()
    assert torch.equal(torch.random.get_rng_state(), before)


def test_it_starts_at_eight_bits_and_learns():
    bits = code_lengths(b"the queen of hearts " * 60, replace(SMALL, streams=1))
    assert bits[0] == pytest.approx(8, abs=0.6)
    assert bits[-200:].mean() < 0.5


def test_replay_and_single_streams_help():
    bits = {
        (streams, replays): code_lengths(
            DATA, replace(SMALL, streams=streams, replays=replays)
        ).sum()
        for streams, replays in [(1, 0), (1, 4), (4, 0)]
    }
    assert bits[1, 4] < bits[1, 0] < bits[4, 0]


def test_settings_differ_and_are_the_points():
    assert len(set(SETTINGS.values())) == len(SETTINGS)
    points = [tuple(point.values()) for point in experiment().points]
    assert points[:-2] == [("alice29", name) for name in SETTINGS]
    assert points[-2:] == [("alice29", "recurrent"), ("pride-and-prejudice", "1 stream")]


def test_heads_share_the_width():
    with pytest.raises(ValueError, match="heads: 3 given, a divisor of the width 32 needed"):
        Learner(replace(SMALL, heads=3))


def test_unknown_names():
    with pytest.raises(ValueError, match="text: 'emma' given"):
        trial(np.random.default_rng(0), "emma", "1 stream")


@pytest.fixture(scope="module")
def there():
    return published.load("prequential-transformer")


def test_published_file_is_that_of_the_code(there):
    assert there.done
    assert [point.params for point in there.points] == list(experiment().points)


def test_the_lstm_is_that_of_the_other_curves(there):
    counts = dict(there.point(text="alice29", model="recurrent").counts)
    del counts["seconds"]
    others = published.load("prequential-learning")
    assert counts == others.point(text="alice29", model="recurrent").counts


def test_what_the_chapter_says_of_the_curves(there):
    whole = {
        point.params["model"]: point.counts["152089"]
        for point in there.points
        if point.params["text"] == "alice29"
    }
    few, some, many = (whole[name] for name in ("1 stream", "4 streams", "16 streams"))
    assert whole["recurrent"] < few < some < many
    assert some < whole["4 streams, no replay"]
    assert some < whole["4 streams, segment 32"]
    assert whole["16 streams, width 256"] < many < whole["16 streams, segment 64"]
    assert whole["4 streams, 3 layers"] < some
    assert some < min(whole["4 streams, rate / 2"], whole["4 streams, rate x 2"])


@needs_data
def test_published_curves_come_out_again(there):
    data = (datasets.fetch("text") / "alice29.txt").read_bytes()[:1024]
    counts = there.point(text="alice29", model="1 stream").counts
    bits = code_lengths(data, SETTINGS["1 stream"]).cumsum()
    # torch does not add in the same order everywhere.
    for end in (256, 512, 1024):
        assert bits[end - 1] == pytest.approx(counts[str(end)], rel=0.01)
