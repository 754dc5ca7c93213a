"""What the slider shows is the best within a budget; the page's arithmetic beside Python's."""

from __future__ import annotations

import base64
import io
from functools import partial
from typing import Any

import numpy as np
import pytest
from PIL import Image
from undernode import answers

from ee376a.medical.anchors import ANCHORS, Codec
from ee376a.medical.rateslider import BUDGETS, best, entry, load
from ee376a.medical.similarity import psnr
from ee376a.medical.synthetic import draw_field
from ee376a.widgets import RateDistortion

run = partial(answers, "ratedistortion")
PICTURE = np.ascontiguousarray(draw_field(10, np.random.default_rng(1))[0][128:192, 96:160])
# Its files are the picture's rows, every nth; what is between is repeated.
TOY = Codec(
    "toy",
    lambda pixels, setting: pixels[:: int(setting)].tobytes(),
    lambda data: np.repeat(np.frombuffer(data, np.uint8).reshape(-1, 64), 4096 // len(data), 0),
    (),
)


def opened(data: str) -> np.ndarray:
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        return np.asarray(image.convert("L"))


@pytest.mark.parametrize("budget", [1, 3, 4, 7, 30, 31, 100])
def test_the_best_is_the_largest_within_the_budget(budget: int) -> None:
    settings = [3, 7, 12, 18, 30]
    asked: list[float] = []

    def encode(setting: float) -> bytes:
        asked.append(setting)
        return bytes(int(setting))

    found = best(encode, budget, settings)
    within = [setting for setting in settings if setting <= budget]
    assert (None if found is None else len(found)) == (within[-1] if within else None)
    assert len(asked) <= 3, "halving finds it"


def test_an_entry_has_files_and_what_they_say() -> None:
    jpeg = ANCHORS["JPEG flat"]
    codecs = {"toy": (TOY, (64, 16, 4, 1), None), "J": (jpeg, range(255, 0, -1), "image/jpeg")}
    made = entry("cells", PICTURE, codecs, budgets=(100, 700, 1100))
    assert (opened(made["original"]) == PICTURE).all()
    toy, other = made["codecs"]
    assert [point["bytes"] for point in toy["points"]] == [64, 256, 1024]
    for point in toy["points"]:
        assert point["psnr"] == pytest.approx(psnr(PICTURE, opened(point["data"])), abs=0.006)
    assert other["points"][0] is None
    for point, budget in zip(other["points"][1:], (700, 1100), strict=True):
        data = base64.b64decode(point["data"])
        assert point["kind"] == "image/jpeg"
        assert 0.9 * budget < len(data) == point["bytes"] <= budget
        assert point["psnr"] == pytest.approx(psnr(PICTURE, jpeg.decode(data)), abs=0.006)


def test_what_the_book_shows_keeps_to_its_budgets() -> None:
    state = load()
    assert state["budgets"] == list(BUDGETS)
    assert RateDistortion().state() == state
    for picture in state["pictures"]:
        original = opened(picture["original"])
        assert original.shape == (128, 128)
        assert picture["codecs"][0]["name"] == "ours"
        for codec in picture["codecs"]:
            there = [point for point in codec["points"] if point]
            values = [point["psnr"] for point in there]
            assert values == sorted(values)
            assert len(there) >= len(BUDGETS) - 4
            for point, budget in zip(codec["points"], BUDGETS, strict=True):
                if point is None:
                    continue
                assert point["bytes"] <= budget
                data = base64.b64decode(point["data"])
                assert point["kind"] == "image/png" or len(data) == point["bytes"]
                # Another version of a decoder may round otherwise.
                assert point["psnr"] == pytest.approx(
                    psnr(original, opened(point["data"])), abs=0.1
                )


def test_the_page_measures_and_shades_like_python() -> None:
    other = np.clip(
        PICTURE.astype(int) + 3 * (np.indices(PICTURE.shape).sum(axis=0) % 3 - 1), 0, 255
    )
    flat = [PICTURE.ravel().tolist(), other.ravel().tolist()]
    shades = [
        ("shade", [was, is_, 6]) for was, is_ in ((9, 9), (9, 10), (9, 0), (0, 255), (255, 0))
    ]
    value, same, *shown = run([("psnr", flat), ("psnr", [[1], [1]]), *shades])
    assert value == pytest.approx(psnr(PICTURE, other))
    assert same is None, "infinite, which JSON has not"
    assert shown == [128, 134, 74, 255, 0]


def test_the_verdict_names_the_closest() -> None:
    def codec(name: str, *values: float | None) -> dict[str, Any]:
        points = [value and {"bytes": 1234, "psnr": value} for value in values]
        return {"name": name, "points": points}

    codecs = [
        codec("ours", 30, 33, 36.04),
        codec("JPEG", None, None, 37),
        codec("AVIF", None, 31, 9),
    ]
    *verdicts, nobody, words, nothing = run(
        [
            *(("verdict", [codecs, at]) for at in range(3)),
            ("verdict", [[codec("JPEG", None)], 0]),
            ("told", [{"bytes": 1234, "psnr": 30.06}]),
            ("told", [None]),
        ]
    )
    assert verdicts == [
        "Only ours makes a file so small.",
        "ours is closest, 2.0 dB before AVIF.",
        "JPEG is closest, 1.0 dB before ours.",
    ]
    assert nobody == "No codec makes a file so small."
    assert words == "1,234 bytes, 30.1 dB"
    assert nothing == "no file so small"
