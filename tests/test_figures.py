"""One style: legible, deterministic, and it cleans up after itself."""

import io

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from ee376a import figures


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def draw(kind):
    figure = Figure()
    axes = figure.add_subplot(xlabel="rate", ylabel="distortion", title="A title")
    for line in range(3):
        axes.plot([0, 1, 2], [line, line + 1, line], marker="o", label=f"line {line}")
    axes.legend()
    file = io.BytesIO()
    figure.savefig(file, format=kind, metadata={"Date": None} if kind == "svg" else None)
    return file.getvalue()


def test_the_style_ends_with_its_block():
    before = dict(mpl.rcParams)
    with figures.style():
        assert mpl.rcParams["figure.facecolor"] == figures.CARD
    assert dict(mpl.rcParams) == before


def test_the_style_ends_with_an_error_too():
    before = dict(mpl.rcParams)
    with pytest.raises(ZeroDivisionError), figures.style():
        raise ZeroDivisionError
    assert dict(mpl.rcParams) == before


def test_a_call_alone_sets_the_style():
    with mpl.rc_context():
        shown = figures.style()
        assert mpl.rcParams["figure.facecolor"] == figures.CARD
        assert "0x" not in repr(shown)
        del shown
        assert mpl.rcParams["figure.facecolor"] == figures.CARD


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_commands_give_the_same_file(kind):
    with figures.style():
        assert draw(kind) == draw(kind)


def test_text_is_large_and_dark_enough():
    with figures.style():
        for name in ("axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize"):
            assert mpl.rcParams[name] >= 9
        for name in ("text.color", "axes.labelcolor", "xtick.color", "ytick.color"):
            assert contrast(mpl.rcParams[name], figures.CARD) > 7


def test_lines_differ_and_the_first_two_are_strong():
    with figures.style():
        cycle = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    assert len(set(cycle)) == len(cycle) == 7
    assert set(cycle) <= {*figures.COLOURS.values(), figures.INK}
    assert min(contrast(colour, figures.CARD) for colour in cycle[:2]) > 3
    assert min(contrast(colour, figures.CARD) for colour in cycle) > 2
