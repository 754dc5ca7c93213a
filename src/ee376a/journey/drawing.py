"""A journey as a river: as wide, at each place, as there are bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ee376a.figures import COLOURS, INK
from ee376a.journey.budget import SYMBOL
from ee376a.journey.travel import Journey
from ee376a.panopticon.protection import CHECK, CODEWORD

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LAYERS", "flows", "river"]

#: What flows, from the top of the river to its bottom, and in which colour.
LAYERS = {
    "text": COLOURS["blue"],
    "picture": COLOURS["bluish green"],
    "frame": COLOURS["reddish purple"],
    "redundancy": COLOURS["orange"],
    "copies": "#c9c6bb",
    "errors": COLOURS["vermillion"],
}

Flow = tuple[str, dict[str, int]]


def flows(journey: Journey) -> tuple[list[Flow], list[Flow]]:
    """Count what flows at each place.

    Parameters
    ----------
    journey : Journey

    Returns
    -------
    there, on : list of (str, dict)
        Into DNA and back, and then from the painting to the reader: places by name, and the bits of
        each of `LAYERS` there.

    Examples
    --------
    >>> from ee376a.journey.travel import travel
    >>> square = np.zeros((16, 16), np.uint8)
    >>> there, on = flows(travel("Hoo!", square, np.random.default_rng(1)))
    >>> there[0], on[0]
    (('typed', {'text': 32, 'picture': 2048}), ('typed', {'text': 32}))
    """
    text, picture = 8 * len(journey.text_file), 8 * len(journey.picture_file)
    parcel = 8 * len(journey.parcel)
    stored = 2 * sum(map(len, journey.strands))
    reads = 2 * sum(map(len, journey.reads))
    harm = journey.harm
    errors = 2 * (harm.substituted + harm.inserted + harm.deleted)
    raw = {"text": 8 * len(journey.message.encode()), "picture": 8 * journey.picture.size}
    packed = {"text": text, "picture": picture, "frame": parcel - text - picture}
    guarded = {**packed, "redundancy": stored - parcel}
    copies = max(0, reads - stored - errors)
    there = [
        ("typed", raw),
        ("packed", packed),
        ("strands", guarded),
        ("reads", {**guarded, "copies": copies, "errors": errors}),
        ("recovered", packed),
        ("unpacked", raw),
    ]
    letters = SYMBOL * len(journey.letters)
    checks = {"frame": SYMBOL * CHECK, "redundancy": SYMBOL * (CODEWORD - CHECK) - letters}
    typed = {"text": raw["text"]}
    spoilt = SYMBOL * (harm.wrong + harm.hidden)
    seen = {"text": letters, **checks, "errors": spoilt}
    seen["redundancy"] -= spoilt  # most of a painting is that
    on = [("typed", typed), ("painted", {"text": letters, **checks}), ("seen", seen)]
    return there, [*on, ("read", typed)]


def river(places: list[Flow], axes: Axes) -> None:
    """Draw places one after the other as a river of layers.

    Parameters
    ----------
    places : list of (str, dict)
        As `flows` gives them.
    axes : Axes
        Of matplotlib; bits are upright and to scale.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> river([("typed", {"text": 2048}), ("packed", {"text": 700, "frame": 120})], axes)
    >>> [text.get_text() for text in axes.texts], len(axes.collections)
    (['2,048', 'typed', '820', 'packed'], 2)
    """
    bands = [_edges(layers) for _, layers in places]
    tallest = max(sum(layers.values()) for _, layers in places)
    along = np.linspace(0, 1, 60)
    ease = along * along * (3 - 2 * along)
    for k in range(len(bands) - 1):
        for name, colour in LAYERS.items():
            low = bands[k][name][0] + (bands[k + 1][name][0] - bands[k][name][0]) * ease
            high = bands[k][name][1] + (bands[k + 1][name][1] - bands[k][name][1]) * ease
            if (high - low).max() > 0:
                axes.fill_between(k + along, low, high, color=colour, lw=0.4)
    for k, (name, layers) in enumerate(places):
        total = sum(layers.values())
        look: dict[str, Any] = {"ha": "center", "color": INK, "fontsize": 10}
        axes.text(k, total / 2 + 0.03 * tallest, f"{total:,}", va="bottom", **look)
        axes.text(k, -0.62 * tallest, name, va="top", weight="bold", **look)
    axes.set(xlim=(-0.45, len(places) - 0.55), ylim=(-0.72 * tallest, 0.64 * tallest))
    axes.axis("off")


def _edges(layers: dict[str, int]) -> dict[str, tuple[float, float]]:
    """Stack layers around the middle of the river; those that are missing are of no height."""
    top, edges = sum(layers.values()) / 2, {}
    for name in LAYERS:
        bits = layers.get(name, 0)
        edges[name] = (top - bits, top)
        top -= bits
    return edges
