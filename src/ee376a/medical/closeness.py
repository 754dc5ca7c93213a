"""What the game of closeness is played with: tiny pictures to change, triplets to judge."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np

from ee376a.medical.triplets import Triplet, find, references

__all__ = ["TINY", "WINDOW", "game", "standard_triplets"]

#: The flat window of SSIM for pictures of 8 x 8 pixels.
WINDOW = 5
#: Pictures of 8 x 8 pixels in five greys, 0 for black to 4 for white, row by row.
TINY: dict[str, str] = {
    "face": "1133331113333331330330333333333330333303330000331333333111333311",
    "house": "3333303333322033332222333222222331111113314110133111101322222222",
    "heart": "3333333331133113111111111111111111111111311111133311113333311333",
    "hill": "4321123443211234332222332223322211233211011221100011110000011000",
}
_SEED = 376


def standard_triplets() -> list[Triplet]:
    """Find the twelve triplets of the chapter; always the same.

    Returns
    -------
    list of Triplet
        See `ee376a.medical.triplets.find`.

    Examples
    --------
    >>> triplets = standard_triplets()
    >>> [triplet.alone for triplet in triplets[:3]], len({triplet.name for triplet in triplets})
    (['L1', 'L2', 'SSIM'], 12)
    """
    rng = np.random.default_rng(_SEED)
    return find(references(rng), rng)


def game(triplets: Sequence[Triplet]) -> list[dict[str, Any]]:
    """Give triplets in the form in which the page has them.

    Parameters
    ----------
    triplets : sequence of Triplet
        Square pictures.

    Returns
    -------
    list of dict
        For each: `name`; `x`, `a`, `b`, the pixels row by row in base64; `kinds` of A and B;
        `values`, for A and B: L1 for each pixel, the root of the mean squared error, SSIM.

    Examples
    --------
    >>> from ee376a.medical.triplets import Candidate
    >>> x = np.zeros((8, 8), np.uint8)
    >>> a = Candidate("brighter", 0.1, x + 10, (640.0, 80.0, 0.25))
    >>> b = Candidate("patched", 0.2, 10 * np.eye(8, dtype=np.uint8), (80.0, 28.3, 0.5))
    >>> (shown,) = game([Triplet("night", x, a, b)])
    >>> shown["name"], shown["kinds"], shown["values"]
    ('night', ['brighter', 'patched'], [[10.0, 1.2], [10.0, 3.5], [0.75, 0.5]])
    """
    return [
        {
            "name": triplet.name,
            "x": _text(triplet.x),
            "a": _text(triplet.a.pixels),
            "b": _text(triplet.b.pixels),
            "kinds": [triplet.a.kind, triplet.b.kind],
            "values": [
                [_shown(triplet, candidate.distances, k) for candidate in (triplet.a, triplet.b)]
                for k in range(3)
            ],
        }
        for triplet in triplets
    ]


def _text(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> str:
    return b64encode(pixels.tobytes()).decode()


def _shown(triplet: Triplet, distances: tuple[float, float, float], which: int) -> float:
    scales = (triplet.x.size, triplet.x.size**0.5, 1)
    value = distances[which] / scales[which]
    return round(1 - value, 3) if which == 2 else round(value, 1)
