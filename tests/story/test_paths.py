import math
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ee376a.story import paths

COORDINATE = st.floats(-2000, 2000)
POINTS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=9)


def numbers(data: str) -> list[float]:
    return [float(word) for word in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", data)]


@given(COORDINATE)
def test_a_number_keeps_one_decimal(value: float) -> None:
    assert abs(float(paths.num(value)) - value) <= 0.0501
    assert "e" not in paths.num(value)


@given(st.lists(COORDINATE, max_size=12))
def test_joined_numbers_come_apart_again(values: list[float]) -> None:
    assert numbers(paths.join(values)) == [float(paths.num(value)) for value in values]


@given(POINTS)
def test_a_smooth_path_ends_where_it_should(points: list[paths.Point]) -> None:
    data = paths.smooth(points, closed=False)
    x, y = numbers(data.split("c")[0])
    for step in re.findall(r"[cs]([^csZ]*)", data):
        dx, dy = numbers(step)[-2:]
        x, y = x + dx, y + dy
    assert math.dist((x, y), points[-1]) < 0.11 * len(points)


def test_a_closed_path_comes_back() -> None:
    assert paths.smooth([(0, 0), (10, 0), (5, 8)]).endswith("Z")
    assert paths.poly([(0, 0), (10, 0)], closed=False) == "M0 0L10 0"


def test_a_box_has_its_corners() -> None:
    assert paths.box(1, 2, 30, 40) == "M1 2h30v40h-30Z"
    assert paths.box(0, 0, 30, 40, 99).count("a15 15") == 4


def test_a_ribbon_is_as_wide_as_told() -> None:
    data = paths.ribbon([(0, 0), (100, 0)], [10, 10])
    assert data.startswith("M0 5")
    assert "L100-5" in data


def test_steps_along_a_line_are_equal() -> None:
    marks = paths.along([(0, 0), (30, 0), (30, 10)], 5)
    assert marks == [(0, 0), (10, 0), (20, 0), (30, 0), (30, 10)]


def test_a_wobble_is_small_and_repeats() -> None:
    points = [(0.0, 0.0), (50.0, 9.0)]
    shaken = paths.wobble(points, np.random.default_rng(1), 2)
    assert shaken == paths.wobble(points, np.random.default_rng(1), 2)
    assert shaken != points
    assert np.abs(np.subtract(shaken, points)).max() <= 2
