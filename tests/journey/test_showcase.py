"""The journeys kept for the page are journeys that can be made again."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image

from ee376a.journey.budget import model_bits
from ee376a.journey.drawing import LAYERS, flows, river
from ee376a.journey.parcel import prior
from ee376a.journey.showcase import SEED, load, show
from ee376a.journey.travel import MESSAGE, Journey, picture, travel

RUNS = load()


@pytest.fixture(scope="module")
def again() -> Journey:
    return travel(MESSAGE, picture(), np.random.default_rng(SEED))


def test_the_first_is_made_again(again: Journey) -> None:
    made, kept = show(again), RUNS[0]
    for name in ("message", "read", "strands", "reads", "surprise"):
        assert made[name] == kept[name]
    for now, before in zip(made["stages"], kept["stages"], strict=True):
        if now["name"] == "paint":  # its bound is for the harm of the photograph
            assert now["bound"] == pytest.approx(before["bound"], rel=0.2)
        elif now["name"] != "photograph":  # so is its event
            assert now == pytest.approx(before)
    # By way of JSON pairs are lists.
    assert [list(place) for place in made["flows"][0]] == kept["flows"][0]


@pytest.mark.parametrize("run", RUNS, ids=["gull", "mouse", "cells"])
def test_what_is_kept_is_whole(run: dict) -> None:
    assert run["read"] == run["message"]
    assert len(run["surprise"]) == len(run["message"])
    ideal = model_bits(run["message"].encode(), prior())
    assert sum(run["surprise"]) == pytest.approx(ideal, abs=0.05 * len(run["message"]))
    for address in run["pictures"].values():
        assert np.asarray(Image.open(io.BytesIO(base64.b64decode(address.split(",")[1])))).std() > 5
    assert {*"".join(run["strands"] + run["reads"])} == {*"ACGT"}


def test_rivers_carry_what_the_ledger_says(again: Journey) -> None:
    there, on = flows(again)
    sums = {name: sum(layers.values()) for name, layers in there}
    assert sums["typed"] == sums["unpacked"] == 8 * (len(MESSAGE) + again.picture.size)
    assert sums["packed"] == sums["recovered"] == 8 * len(again.parcel)
    assert sums["strands"] == 2 * sum(map(len, again.strands))
    assert sums["reads"] == 2 * sum(map(len, again.reads))
    assert [sum(layers.values()) for _, layers in on] == [656, 4554, 4554, 656]
    assert all({*layers} <= {*LAYERS} and min(layers.values()) >= 0 for _, layers in there + on)


def test_a_river_is_as_wide_as_it_has_bits() -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    river([("a", {"text": 10, "picture": 30}), ("b", {"text": 10})], axes)
    text, image = (collection.get_paths()[0].vertices for collection in axes.collections)
    for band, before, after in ((text, 10, 10), (image, 30, 0)):
        for x, height in ((0, before), (1, after)):
            ys = band[np.isclose(band[:, 0], x), 1]
            assert np.ptp(ys) == pytest.approx(height, abs=0.1)
    assert [words.get_text() for words in axes.texts] == ["40", "a", "10", "b"]
