"""Digits: files that come back, chances that are chances, and what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.container import CorruptStream
from ee376a.prequential.drawing import digits
from ee376a.prequential.drawing.network import load


def drawn(seed: int, count: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.stack([digits.complete(np.zeros((0, 28), np.uint8), rng) for _ in range(count)])


@pytest.mark.parametrize("parts", ["network", "contexts", "both"])
def test_digits_come_back(parts: str) -> None:
    pictures = drawn(1, 6)
    code = digits.encode(pictures[3:], parts, pictures[:3])
    assert np.array_equal(digits.decode(code, parts, pictures[:3]), pictures[3:])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 3))
def test_any_picture_comes_back(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    pictures = rng.integers(0, 256, (count, 28, 28), np.uint8) * rng.integers(
        0, 2, (28, 28), np.uint8
    )
    code = digits.encode(pictures, "network")
    assert np.array_equal(digits.decode(code, "network"), pictures)


def test_what_the_network_draws_is_short_and_noise_is_long() -> None:
    pictures = drawn(2, 4)
    noise = np.random.default_rng(3).integers(0, 256, (1, 28, 28), np.uint8)
    assert 8 * len(digits.encode(pictures, "network")) < 2.0 * pictures.size
    assert 8 * len(digits.encode(noise, "network")) > 7.5 * noise.size


def test_contexts_learn_while_coding() -> None:
    pictures = np.repeat(drawn(4), 12, axis=0)
    once = len(digits.encode(pictures[:1], "contexts"))
    assert len(digits.encode(pictures, "contexts")) < 4 * once


def test_a_changed_or_cut_file_is_told() -> None:
    code = digits.encode(drawn(5), "network")
    for place in range(0, len(code), 7):
        broken = bytearray(code)
        broken[place] ^= 1
        with pytest.raises(ValueError):  # noqa: PT011 - CorruptStream, or of another version
            digits.decode(bytes(broken), "network")
    with pytest.raises(CorruptStream):
        digits.decode(code[:-1], "network")


def test_another_prior_or_other_parts_are_refused() -> None:
    pictures = drawn(6, 2)
    code = digits.encode(pictures[:1], "network", pictures[1:])
    with pytest.raises(ValueError, match="another prior"):
        digits.decode(code, "network")
    with pytest.raises(ValueError, match="parts"):
        digits.encode(pictures, "both of them")
    with pytest.raises(ValueError, match="pictures"):
        digits.encode(pictures[0])


def test_a_half_digit_keeps_its_half() -> None:
    whole = drawn(7)[0]
    half = digits.complete(whole[:14], np.random.default_rng(8))
    assert np.array_equal(half[:14], whole[:14])
    assert half[14:].max() > 0
    assert not np.array_equal(half, digits.complete(whole[:14], np.random.default_rng(9)))
    with pytest.raises(ValueError, match="top"):
        digits.complete(np.zeros((29, 28), np.uint8), np.random.default_rng(1))


def test_as_much_ink_is_drawn_as_people_use() -> None:
    """19.3 % of the pixels of MNIST's test digits are not paper."""
    assert 0.14 < (drawn(10, 40) > 0).mean() < 0.25


def test_no_weight_is_out_of_the_ordinary() -> None:
    for part in load():
        assert np.isfinite(part).all()
