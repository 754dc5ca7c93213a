import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PIL import Image

from ee376a.panopticon import octal
from ee376a.panopticon.painting import limit, paint
from ee376a.panopticon.palettes import palette
from ee376a.panopticon.protection import protect


def test_faithful_digits_are_the_text_again_and_again() -> None:
    digits = paint("Bentham").digits
    assert digits.size == 1584
    assert octal.decode(digits)[:17] == "Bentham\0Bentham\0B"


def test_robust_digits_are_the_codeword() -> None:
    digits = paint("Bentham", robust=True).digits
    assert digits.size == 1520
    assert (digits[:1518].reshape(-1, 3) @ [64, 8, 1] == protect("Bentham")).all()


@pytest.mark.parametrize("robust", [False, True])
def test_pixels_show_the_colours_in_place(robust) -> None:
    painted = paint("Bentham", robust=robust, palette_name="okabe-ito")
    pixels = painted.pixels(660)
    assert pixels.shape == (560, 660, 3)
    x, y = (painted.layout.triangles().mean(axis=1) * 10).astype(int).T
    expected = palette("okabe-ito").rgb[painted.digits]
    assert (pixels[y, x] == expected).all(axis=1).mean() > 0.99


def test_svg_has_a_polygon_for_each_triangle() -> None:
    root = ElementTree.fromstring(paint("Bentham").svg())
    fills = [element.get("fill") for element in root.iter("{http://www.w3.org/2000/svg}polygon")]
    assert root.get("viewBox") == "0 0 66 56"
    assert sum(fill in palette("painter").colours for fill in fills) == 1584


def test_png_and_pdf() -> None:
    painted = paint("Bentham")
    assert np.array_equal(np.array(Image.open(io.BytesIO(painted.png(660)))), painted.pixels(660))
    pdf = painted.pdf()
    assert pdf == painted.pdf()
    assert b"/MediaBox [ 0 0 4752 4032 ]" in pdf  # 66 by 56 inches in points


@pytest.mark.parametrize("robust", [False, True])
def test_bad_messages_are_refused_with_the_limit(robust) -> None:
    most = limit(robust)
    for message in ("", "x" * (most + 1)):
        with pytest.raises(ValueError, match=f"1 to {most} allowed"):
            paint(message, robust=robust)
    with pytest.raises(ValueError, match="ASCII"):
        paint("café", robust=robust)
    with pytest.raises(ValueError, match="NUL"):
        paint("a\0b", robust=robust)
    with pytest.raises(ValueError, match="palette"):
        paint("a", robust=robust, palette_name="grey")
    with pytest.raises(ValueError, match="width: 5"):
        paint("a", robust=robust).pixels(5)
