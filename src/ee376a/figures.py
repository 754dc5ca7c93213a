"""The book's one plotting style.

Every figure of the book stands on a light card, so that it reads the same on a light and on a dark
page, and takes its colours from the palette of Okabe and Ito, whose members stay apart for readers
with any of the common kinds of colour blindness.

References
----------
M. Okabe and K. Ito, "Color Universal Design: how to make figures and presentations that are
friendly to colorblind people", 2008. https://jfly.uni-koeln.de/color/
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

__all__ = ["CARD", "COLOURS", "INK", "Style", "style"]

#: The palette of Okabe and Ito, in its published order.
COLOURS: dict[str, str] = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky blue": "#56B4E9",
    "bluish green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "reddish purple": "#CC79A7",
}
#: The card on which a figure stands, and the colour of its text and axes.
CARD = "#fbfaf6"
INK = "#22262b"

# Published order but for yellow and black: a yellow line is hardly seen on the light card, and
# black is the ink. The strongest two on the card come first because most figures have two lines.
_CYCLE = [
    COLOURS[name]
    for name in ("blue", "vermillion", "bluish green", "orange", "reddish purple", "sky blue")
] + [INK]


def _parameters() -> dict[str, Any]:
    from cycler import cycler

    return {
        # 6.5 in fill the 700-px column; on a 390-px phone the smallest text is then still 8 px.
        "figure.figsize": (6.5, 3.9),
        "figure.dpi": 144,
        "figure.constrained_layout.use": True,
        "figure.facecolor": CARD,
        "figure.edgecolor": CARD,
        "savefig.dpi": 144,
        "savefig.facecolor": CARD,
        "savefig.edgecolor": CARD,
        "font.family": "DejaVu Sans",  # comes with matplotlib: the same letters everywhere
        "font.size": 11,
        "axes.titlesize": 12,
        "axes.labelsize": 11,
        "xtick.labelsize": 10.5,
        "ytick.labelsize": 10.5,
        "legend.fontsize": 10.5,
        "text.color": INK,
        "axes.facecolor": CARD,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.prop_cycle": cycler(color=_CYCLE),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "grid.color": "#d9d7cf",
        "grid.linewidth": 0.8,
        "xtick.color": INK,
        "ytick.color": INK,
        "lines.linewidth": 2.0,
        "lines.markersize": 6,
        "legend.frameon": False,
        "image.cmap": "cividis",
        "image.interpolation": "nearest",
        "svg.fonttype": "path",
        "svg.hashsalt": "ee376a",  # without it every SVG has fresh random names
    }


class Style:
    """The style in force; as a context manager, it puts back what was there before.

    Made by `style`, which is what a notebook calls.

    Examples
    --------
    >>> import matplotlib
    >>> before = matplotlib.rcParams["axes.facecolor"]
    >>> with style() as look:
    ...     look, matplotlib.rcParams["axes.facecolor"] == CARD
    (the book's style, True)
    >>> matplotlib.rcParams["axes.facecolor"] == before
    True
    """

    def __init__(self) -> None:
        import matplotlib as mpl

        parameters: Any = _parameters()
        self._before: Any = {name: mpl.rcParams[name] for name in parameters}
        mpl.rcParams.update(parameters)

    def __enter__(self) -> Style:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        import matplotlib as mpl

        mpl.rcParams.update(self._before)

    def __repr__(self) -> str:
        # As the last line of a notebook cell it must show the same text in every run.
        return "the book's style"


def style() -> Style:
    """Plot in the book's style from here on, or for one ``with`` block.

    Returns
    -------
    Style
        A context manager; it may be ignored, and the style then stays.

    Notes
    -----
    The same plotting commands give the same PNG, byte for byte, and the same SVG when it is saved
    with ``metadata={"Date": None}``.

    Examples
    --------
    >>> import matplotlib
    >>> from ee376a import figures
    >>> with figures.style():
    ...     matplotlib.rcParams["font.size"]
    11.0
    >>> figures.COLOURS["blue"]
    '#0072B2'
    """
    return Style()
