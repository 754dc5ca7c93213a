import numpy as np
import pytest

from ee376a.panopticon.palettes import PALETTES, Palette, contrast, palette


def test_the_safe_palette_is_told_apart_by_everyone() -> None:
    found = {name: contrast(of) for name, of in PALETTES.items()}
    assert found["safe"].worst == pytest.approx(25.6, abs=0.1)
    assert found["okabe-ito"].worst == pytest.approx(11.0, abs=0.1)
    assert found["safe"].lightness_step > 9.4
    assert found["safe"].worst > 2 * found["painter"].worst


def test_no_deficiency_is_easier_than_normal_vision() -> None:
    for of in PALETTES.values():
        seen = contrast(of)
        assert seen.worst <= seen.normal


def test_the_painters_bits_switch_red_green_and_blue() -> None:
    rgb = palette("painter").rgb.astype(int)
    bits = np.arange(8)[:, None] >> [2, 1, 0] & 1
    for channel in range(3):
        lit = bits[:, channel] == 1
        assert rgb[lit, channel].min() > rgb[~lit, channel].max()


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"'grey' given, one of painter, okabe-ito, safe"):
        palette("grey")
    with pytest.raises(ValueError, match="colours: 'red' given, such as '#1d8f4a' needed"):
        Palette("named", ("#000000",) * 7 + ("red",))
    with pytest.raises(ValueError, match="7 given, 8 needed"):
        Palette("short", ("#000000",) * 7)
