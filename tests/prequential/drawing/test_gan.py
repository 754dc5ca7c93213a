"""The generator: ways between two codes, and the page's script beside it."""

from __future__ import annotations

import numpy as np
import pytest
from undernode import evaluate

from ee376a.prequential.drawing.creature import CREATURES, between, svg
from ee376a.prequential.drawing.gan import DIGITS, STYLE, draw, walk
from ee376a.widgets import Morph


def code(digit: int, seed: int) -> np.ndarray:
    hand = np.random.default_rng(seed).standard_normal(STYLE)
    return np.concatenate([np.eye(DIGITS)[digit], hand])


def test_a_way_begins_and_ends_where_it_should() -> None:
    pictures = walk(code(3, 1), code(8, 1), 9)
    assert np.array_equal(pictures[0], draw(code(3, 1)))
    assert np.array_equal(pictures[-1], draw(code(8, 1)))


def test_nothing_jumps_on_the_way() -> None:
    for seed in range(5):
        pictures = walk(code(seed, seed), code(9 - seed, seed + 50), 41)
        steps = np.abs(np.diff(pictures, axis=0)).mean((1, 2))
        apart = np.abs(pictures[-1] - pictures[0]).mean()
        assert apart > 0.05
        assert steps.max() < 0.02


def test_ink_is_between_paper_and_full() -> None:
    picture = draw(code(5, 2))
    assert picture.shape == (28, 28)
    assert picture.min() >= 0
    assert picture.max() <= 1
    assert 0.05 < picture.mean() < 0.3
    with pytest.raises(ValueError, match="code"):
        draw([1.0])
    with pytest.raises(ValueError, match="steps"):
        walk(code(1, 1), code(2, 1), 1)


def test_the_page_draws_the_same() -> None:
    state = Morph().state()
    way, hand = 0.3, state["hands"][2]
    ends = list(CREATURES.values())
    expression = """((layers, codes) => ({
      codes, pictures: codes.map((code) => Array.from(page.draw(layers, code))),
      creature: page.svg(page.between(ends[0], ends[2], way)),
    }))(
      page.unpack(state.weights, state.numbers, state.channels),
      [page.code(3, 8, way, hand), page.code(5, 5, way, hand)],
    )"""
    page = evaluate("morph", expression, state=state, hand=hand, ends=ends, way=way)
    assert np.allclose(page["codes"][0][:10], 0.7 * np.eye(10)[3] + 0.3 * np.eye(10)[8])
    for numbers, picture in zip(page["codes"], page["pictures"], strict=True):
        assert np.allclose(np.reshape(picture, (28, 28)), draw(numbers), atol=1e-4)
    ours = svg(between(ends[0], ends[2], way))
    assert len(page["creature"]) == pytest.approx(len(ours), abs=12)
    assert figures(page["creature"]) == pytest.approx(figures(ours), abs=0.11)


def figures(drawing: str) -> list[float]:
    import re

    return [float(number) for number in re.findall(r"-?\d+\.?\d*", drawing)]
