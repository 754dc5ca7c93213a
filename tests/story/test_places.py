"""The places of the story at every light."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import numpy as np
import pytest

from ee376a.story.drawing import picture
from ee376a.story.palette import DUSK, LAMPLIGHT, LATE, MORNING, NIGHT, NOON, Light
from ee376a.story.places import (
    Place,
    air,
    attic,
    hall,
    harbour,
    heights,
    houses,
    market,
    materials,
    plants,
    seaside,
    section,
)

LIGHTS = {
    "morning": MORNING,
    "noon": NOON,
    "dusk": DUSK,
    "night": NIGHT,
    "late": LATE,
    "lamplight": LAMPLIGHT,
}
PLACES: dict[str, tuple[int, Callable[[Light], Place]]] = {
    "attic": (1000, lambda light: attic.attic(light, light)),
    "bare attic": (1000, lambda light: attic.attic(light, NIGHT, furnished=False, fog=0.8)),
    "attic floor": (1000, lambda light: attic.floor_before_us(light, NIGHT)),
    "attic floor from above": (1000, lambda light: attic.floor_from_above(light, (500, 300))),
    "bench": (1000, attic.bench_from_above),
    "hall": (1000, lambda light: hall.hall(light, light)),
    "wide hall": (2000, lambda light: hall.hall(light, light, 2000, exact=True)),
    "harbour": (2000, lambda light: harbour.harbour(light, fog=0.5, tide=0.5, lit=True)),
    "calm harbour": (2000, lambda light: harbour.harbour(light, tide=1, lamp=True, calm=True)),
    "quay": (1000, lambda light: market.quay(light, fog=0.4, tide=1)),
    "section": (2000, section.section),
    "stairs": (1000, heights.winding_stairs),
    "lamp room": (1000, lambda _: heights.lamp_room()),
}
AIR = re.compile(r"nan|inf|None", re.IGNORECASE)


def layers(place: Place) -> str:
    return place.back + place.front


@pytest.mark.parametrize("light", LIGHTS.values(), ids=LIGHTS)
@pytest.mark.parametrize(("width", "draw"), PLACES.values(), ids=PLACES)
def test_draws_valid_and_small_svg(
    width: int, draw: Callable[[Light], Place], light: Light
) -> None:
    svg = picture("place", (width, 860), "A place", "What is there.", layers(draw(light)))
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {width} 860"
    numbers = " ".join(p.get("d", "") for p in root.iter("{http://www.w3.org/2000/svg}path"))
    assert not AIR.search(numbers)
    assert len(svg) < 85_000


@pytest.mark.parametrize("draw", [d for _, d in PLACES.values()], ids=PLACES)
def test_draws_the_same_each_time(draw: Callable[[Light], Place]) -> None:
    assert draw(LAMPLIGHT) == draw(LAMPLIGHT)


@pytest.mark.parametrize("draw", [d for _, d in PLACES.values()][:-1], ids=list(PLACES)[:-1])
def test_light_changes_the_colours(draw: Callable[[Light], Place]) -> None:
    assert draw(MORNING) != draw(NIGHT)


@pytest.mark.parametrize(("width", "draw"), PLACES.values(), ids=PLACES)
def test_reaches_over_the_edges(width: int, draw: Callable[[Light], Place]) -> None:
    """What the printer's knife may meet is painted: some shape begins left of the page."""
    art = draw(LAMPLIGHT).back
    assert re.search(r'd="M-(3|4)\d[ -]', art)
    assert any(int(x) >= width + 30 for x in re.findall(r"H(\d+)", art))


def test_walrus_stands_in_the_hall_unless_told_otherwise() -> None:
    assert len(hall.hall(NOON, NOON).back) > len(hall.hall(NOON, NOON, animal=False).back) + 2000


def test_lamp_and_tide_show() -> None:
    dark, lit = (harbour.harbour(NIGHT, lamp=lamp).back for lamp in (False, True))
    assert "#fff2b8" in lit
    assert "#fff2b8" not in dark
    dry, wet = (harbour.harbour(LATE, tide=tide).back for tide in (0, 1))
    assert LATE.on("#cfc0a6") in dry
    assert LATE.on("#cfc0a6") not in wet


def test_windows_are_lit_when_it_is_dark() -> None:
    assert houses.lit_share(NIGHT) > houses.lit_share(DUSK) > houses.lit_share(NOON) == 0


def test_stairs_wind_upwards() -> None:
    heights_of_steps = [heights.tread(k)[1] for k in range(0, 33, 16)]
    assert heights_of_steps == sorted(heights_of_steps, reverse=True)
    assert heights.tread(3)[0] == pytest.approx(heights.tread(19)[0])


def test_pieces_are_repeatable_with_the_same_generator() -> None:
    def draw() -> str:
        rng = np.random.default_rng(3)
        return (
            air.sky(NIGHT, rng, lamp=(200, 200))
            + seaside.sea(NIGHT, 400, rng, glint=300)
            + plants.leaves((0, 600, 400, 40), 20, ("#558844", "#336633"), rng)
            + materials.drybrush((0, 0, 400, 300), 9, "#ffffff", rng, upright=True)
        )

    assert draw() == draw()


def test_brick_stays_inside_its_wall() -> None:
    art = materials.bricks((100, 50, 300, 200), 40, "#aa5544", np.random.default_rng(1))
    corners = [(float(x), float(y)) for x, y in re.findall(r"M(\d+(?:\.\d)?) (\d+(?:\.\d)?)", art)]
    assert corners
    assert all(100 <= x <= 400 - 30 and 50 <= y <= 250 for x, y in corners)
