import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.story import palette
from ee376a.story.book import contrast

COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
LIGHTS = [
    palette.MORNING, palette.NOON, palette.DUSK, palette.NIGHT,
    palette.LATE, palette.LAMPLIGHT,
]  # fmt: skip


@given(COLOUR, COLOUR)
def test_a_mix_begins_and_ends_with_its_colours(one: str, other: str) -> None:
    assert palette.mix(one, other, 0) == one
    assert palette.mix(one, other, 1) == other


@pytest.mark.parametrize("light", LIGHTS)
def test_far_things_fade_into_the_haze(light: palette.Light) -> None:
    assert light.on("#ffffff", 0) == light.tint
    assert light.on("#ff0000", 1) == light.haze
    assert light.on("#000000", 0) == "#000000"


def test_light_falls_on_colours_and_not_on_names() -> None:
    art = '<use href="#abcdef"/><path fill="#ffffff"/>'
    lit = palette.lit(art, palette.NIGHT)
    assert lit == f'<use href="#abcdef"/><path fill="{palette.NIGHT.tint}"/>'


@given(COLOUR)
def test_shade_is_darker_and_light_is_lighter(colour: str) -> None:
    assert contrast(palette.lighter(colour, 0.5), "#000000") >= contrast(
        palette.darker(colour, 0.5), "#000000"
    )


def test_only_full_colours_are_taken() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        palette.rgb("red")
