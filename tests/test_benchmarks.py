"""The benchmark against its published file, and against itself."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from ee376a import experiments, montecarlo, published

NAME = "painting-robustness"


@pytest.fixture(scope="module")
def painting() -> ModuleType:
    """The benchmark's module, or a skip that says what is missing."""
    for peer in ("zxingcpp", "aztec_code_generator"):
        pytest.importorskip(peer, reason=f"{peer}, a peer of the benchmark, is not installed")
    try:
        experiments.experiment(NAME)
    except ValueError as error:
        pytest.skip(f"no benchmarks here: {error}")
    return sys.modules["benchmarks.painting"]


def test_each_message_has_the_length_that_it_is_called_by(painting: ModuleType) -> None:
    for characters, message in painting.MESSAGES.items():
        assert len(message) == characters
        assert message.isascii()
        assert message.isprintable()
    assert 2 * min(painting.MESSAGES) == max(painting.MESSAGES)


def test_the_symbols_have_the_same_area(painting: ModuleType) -> None:
    areas = [np.prod(symbol.shape[:2]) for symbol in painting.symbols(202).values()]
    assert max(areas) / min(areas) < 1.001


def test_every_level_is_a_photograph_that_can_be_taken(painting: ModuleType) -> None:
    levels = {
        (point["stress"], point["amount"]): painting.photo(point["stress"], point["amount"])
        for point in painting.experiment().points
    }
    assert len(set(levels.values())) == len(levels)
    assert levels["tilt", 70].tilt == 70
    assert levels["none", 0] == painting.Photo()


@pytest.mark.parametrize("characters", [202, 404])
def test_a_good_photograph_is_read_by_every_peer(painting: ModuleType, characters: int) -> None:
    for name, (symbol, reader) in painting.READERS.items():
        how = painting.Photo(symbol=painting.SQUARE)
        if name != "painting":
            seen = painting.photograph(
                painting.symbols(characters)[symbol], how, np.random.default_rng(1)
            )
            assert reader(seen) == painting.MESSAGES[characters], name


def test_no_reader_sees_a_message_in_an_empty_photograph(painting: ModuleType) -> None:
    blank = np.full((1120, 1320, 3), 200, dtype=np.uint8)
    seen = painting.photograph(
        blank, painting.Photo(background="clutter"), np.random.default_rng(1)
    )
    assert {name: reader(seen) for name, (_, reader) in painting.READERS.items()} == dict.fromkeys(
        painting.READERS
    )


def test_a_trial_says_what_each_reader_made_of_the_same_photograph(painting: ModuleType) -> None:
    def answer(text: str | None, seen: list[np.ndarray], photo: np.ndarray) -> str | None:
        seen.append(photo)
        return text

    right = painting.MESSAGES[202]
    seen: list[np.ndarray] = []
    readers = {
        name: ("qr", partial(answer, text, seen))
        for name, text in (("good", right), ("bad", right[:-1]), ("blind", None))
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(painting, "READERS", readers)
        result = painting.trial(np.random.default_rng(3), stress="tilt", amount=45, characters=202)
    assert [result[f"{name} right"] for name in readers] == [1, 0, 0]
    assert [result[f"{name} wrong"] for name in readers] == [0, 1, 0]
    assert all(result[f"{name} seconds"] >= 0 for name in readers)
    assert all(np.array_equal(photo, seen[0]) for photo in seen)


def test_a_part_is_printed_and_not_published(
    painting: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    readers = {name: painting.READERS[name] for name in ("qr", "aztec23")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(painting, "READERS", readers)
        patch.setattr(published, "FOLDER", tmp_path)
        patch.setattr(
            sys,
            "argv",
            ["painting.py", "--levels", "none", "scatter=0.15", "--photos", "2", "--jobs", "1"],
        )
        painting.main()
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["level", *readers]
    assert [row.split()[:3] for row in rows] == [["202", "none", "0"], ["202", "scatter", "0.15"]]
    assert rows[0].count("100 (34-100)") == 2
    assert rows[1].count("0 (0-66)") == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("stress", "amount", "characters"), [("snapshot", 1, 202), ("occlusion", 0.1, 404)]
)
def test_the_published_file_is_what_the_code_still_gives(
    painting: ModuleType, stress: str, amount: float, characters: int
) -> None:
    experiment = painting.experiment()
    try:
        there = published.load(NAME)
    except FileNotFoundError as error:
        pytest.skip(str(error))
    assert there.done
    if there.description != experiment.description:
        # Other versions of the peers: then only our own reader must still give the same.
        peers = [name for name in painting.READERS if name != "painting"]
        outcomes = [f"{name} {outcome}" for name in peers for outcome in ("right", "wrong")]
        experiment = replace(experiment, measured=[*experiment.measured, *outcomes])
    point = {"stress": stress, "amount": amount, "characters": characters}
    index = experiment.points.index(point)
    now = published.verify(experiment, index, 3, run=montecarlo.records)
    assert len(now["painting right"]) == 3


def test_the_painting_was_never_read_wrong() -> None:
    try:
        there = published.load(NAME)
    except FileNotFoundError as error:
        pytest.skip(str(error))
    wrong = {str(point.params): point.counts["painting wrong"] for point in there.points}
    assert set(wrong.values()) == {0}
    assert all(point.trials >= 100 for point in there.points)
