"""Nuclei and spots in fields of which it is known what is in them."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.cells import count_spots, find_nuclei, measure


def test_nuclei_are_numbered_from_one() -> None:
    field = np.full((120, 120), 12.0)
    for number, left in enumerate((5, 45, 85)):
        field[40:62, left : left + 20] = 80 + number
    field[100:103, 100:103] = 90  # debris
    numbers = find_nuclei(field)
    assert set(np.unique(numbers)) == {0, 1, 2, 3}
    assert numbers[101, 101] == 0


def test_a_flat_field_has_no_threshold() -> None:
    with pytest.raises(ValueError, match="dna: all pixels are 7"):
        find_nuclei(np.full((40, 40), 7))


def test_noise_has_few_spots_at_any_brightness() -> None:
    rng = np.random.default_rng(1)
    for level in (20, 60, 120):
        field = level + np.sqrt(0.5 * level) * rng.standard_normal((256, 256))
        before = count_spots(field)
        assert before <= 2
        for k in range(20):
            field[10 + 12 * k : 13 + 12 * k, 100:103] += 8 * np.sqrt(level)
        assert count_spots(field) == pytest.approx(before + 20, abs=2)


def test_measuring_refuses_two_shapes_and_an_empty_field() -> None:
    with pytest.raises(ValueError, match="gfp: shape"):
        measure(np.zeros((4, 4)), np.zeros((4, 5)))
    dots = np.zeros((40, 40))
    dots[3, 3] = 100
    with pytest.raises(ValueError, match="dna: a picture with no nucleus"):
        measure(dots, dots)
