"""Drawn fields are like those of BBBC016 in what is counted in them."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.cells import measure
from ee376a.medical.images import DOSES
from ee376a.medical.synthetic import draw_field

# Of BBBC016's 72 fields, by `cells.measure`: the median, and how far that of four drawn fields
# may be from it.
REAL = {
    "nuclei": (68.5, 8),
    "area": (419, 40),
    "eccentricity": (0.85, 0.03),
    "brightness": (111, 30),
    "background": (16, 5),
    "gfp": (67, 25),  # of the fields with a dose of at most 1
    "correlation": (0.21, 0.1),
    "spots": (92, 40),  # of the same
}
ANSWERING = 590  # median of spots at doses 10 and 30


@pytest.fixture(scope="module")
def drawn() -> dict[float, list[tuple[np.ndarray, np.ndarray]]]:
    rng = np.random.default_rng(376)
    return {dose: [draw_field(dose, rng) for _ in range(4)] for dose in (0, 30)}


@pytest.mark.parametrize("name", REAL)
def test_statistics_match(drawn: dict, name: str) -> None:
    real, tolerance = REAL[name]
    found = [getattr(measure(*field), name) for field in drawn[0]]
    assert np.median(found) == pytest.approx(real, abs=tolerance)


def test_the_drug_makes_spots_and_dims_the_rest(drawn: dict) -> None:
    quiet, busy = ([measure(*field) for field in drawn[dose]] for dose in (0, 30))
    assert np.median([s.spots for s in busy]) == pytest.approx(ANSWERING, rel=0.2)
    assert min(s.spots for s in busy) > 2 * max(s.spots for s in quiet)
    assert np.median([s.gfp for s in busy]) == pytest.approx(25, abs=12)


def test_noise_grows_with_brightness(drawn: dict) -> None:
    # BBBC016: variance 14 at grey value 35, 45 at 70; differences of neighbours have twice as much.
    pixels = np.concatenate([gfp.astype(float) for _, gfp in drawn[0]])
    difference, mean = np.diff(pixels, axis=1), (pixels[:, 1:] + pixels[:, :-1]) / 2
    for grey, variance in ((35, 14), (70, 45)):
        here = difference[np.abs(mean - grey) < 5]
        robust = (1.4826 * np.median(np.abs(here))) ** 2 / 2
        assert robust == pytest.approx(variance, rel=0.5)


def test_drawing_is_seeded_and_refuses_a_negative_dose() -> None:
    one, other, third = (draw_field(1, np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert all((a == b).all() for a, b in zip(one, other, strict=True))
    assert (one[0] != third[0]).any()
    with pytest.raises(ValueError, match="dose: -1 given"):
        draw_field(-1, np.random.default_rng())


def test_a_plate_has_the_wells_of_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import ee376a.medical.synthetic as module

    doses = []
    blank = np.zeros((2, 2), np.uint8)
    monkeypatch.setattr(
        module, "draw_field", lambda dose, *_: (doses.append(dose), (blank, blank))[1]
    )
    plate = module.draw_plate(np.random.default_rng())
    assert len(plate) == 144
    assert doses[::3] == list(DOSES.values())
    assert [(p.well, p.field, p.channel) for p in plate[:3]] == [
        (1, 0, "dna"),
        (1, 0, "gfp"),
        (1, 1, "dna"),
    ]


def test_a_plate_may_have_some_wells_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import ee376a.medical.synthetic as module

    blank = np.zeros((2, 2), np.uint8)
    monkeypatch.setattr(module, "draw_field", lambda *_: (blank, blank))
    plate = module.draw_plate(np.random.default_rng(), wells=[7, 3])
    assert [picture.well for picture in plate] == [3] * 6 + [7] * 6
    with pytest.raises(ValueError, match=r"wells: \[0, 3\] given, of 1 to 24 allowed"):
        module.draw_plate(np.random.default_rng(), wells=[3, 0])
