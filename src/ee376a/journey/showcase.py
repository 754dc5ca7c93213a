"""Journeys as a page can show them: words, numbers and small pictures, with no kernel.

The journeys of the chapter are in ``data/journeys.json``, made by ``python -m
ee376a.journey.showcase``. They are kept, because two versions of a library for pictures write the
same picture in different bytes.
"""

from __future__ import annotations

import base64
import io
import json
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from ee376a.dna.bases import symbols_to_bases
from ee376a.journey.budget import surprises
from ee376a.journey.drawing import flows
from ee376a.journey.parcel import prior
from ee376a.journey.stages import ledger
from ee376a.journey.travel import MESSAGE, Journey, Route, picture, travel
from ee376a.published import FOLDER

__all__ = ["FILE", "ROWS", "SEED", "load", "show"]

#: Where the chapter's journeys are kept.
#:
#: :meta hide-value:
FILE = FOLDER.parent / "journeys.json"
#: Of the random numbers of each journey.
SEED = 376

#: How many strands and reads are shown.
ROWS = 16
_BASES = 120
_PAINTING, _PHOTO = 330, 360  # pixels


def show(journey: Journey) -> dict[str, Any]:
    """Give what the page's box has to know of a journey.

    Parameters
    ----------
    journey : Journey

    Returns
    -------
    dict
        What JSON can hold: the message with the bits of surprise of each character, the stages, the
        pictures as data addresses, and the beginnings of some strands and reads.

    Examples
    --------
    >>> made = show(travel("Hoo!", np.zeros((16, 16), np.uint8), np.random.default_rng(1)))
    >>> made["read"], made["surprise"], len(made["strands"]), made["reads"][0][:8]
    ('Hoo!', [10.5, 2.9, 1.7, 5.1], 8, 'CATGGTAA')
    """
    message = journey.message
    bits = iter(surprises(message.encode(), prior()))
    each = [sum(next(bits) for _ in character.encode()) for character in message]
    return {
        "message": message,
        "read": journey.read,
        "surprise": [round(float(surprise), 1) for surprise in each],
        "stages": [asdict(stage) for stage in ledger(journey)],
        "flows": flows(journey),
        "pictures": {
            "sent": _address(journey.picture, "png"),
            "seen": _address(journey.seen, "png"),
            "painting": _address(journey.painting.pixels(_PAINTING), "png"),
            "photo": _address(_smaller(journey.photo), "jpeg"),
        },
        "strands": [symbols_to_bases(row[:_BASES]) for row in journey.strands[:ROWS]],
        "reads": [symbols_to_bases(row[:_BASES]) for row in journey.reads[:ROWS]],
    }


def _make() -> list[dict[str, Any]]:
    """Make the journeys that the chapter shows, for `load`."""
    from ee376a.medical.images import shrink
    from ee376a.medical.synthetic import draw_field
    from ee376a.story.pixels import pixels

    told = "“One sound in ten is wrong,” said Shannon, “and I can’t tell which one!”"
    typed = "Please look at these cells before Friday: are there more spots than last time?"
    cells = shrink(draw_field(1.0, np.random.default_rng(SEED))[1])
    dense = Route(scheme="dense", sequencer="illumina")
    sent = (
        (MESSAGE, picture(), Route()),
        (told, pixels(2, 96), Route()),
        (typed, cells, dense),
    )
    return [
        show(travel(message, image, np.random.default_rng(SEED), route))
        for message, image, route in sent
    ]


def load() -> list[dict[str, Any]]:
    """Read the journeys that were made.

    Returns
    -------
    list of dict
        As `show` gives them: the story's sentence with the gull; another with quotes that no
        painting has, and the tin mouse; a sentence that is not the story's, and a picture of cells,
        stored densely and read by a better sequencer. All pictures without loss.

    Raises
    ------
    FileNotFoundError
        If they were not.

    Examples
    --------
    >>> [run["message"][:12] for run in load()]
    ['And when he ', '“One sound i', 'Please look ']
    """
    made: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return made


def _smaller(photo: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    import cv2

    return np.asarray(cv2.resize(photo, (_PHOTO, _PHOTO), interpolation=cv2.INTER_AREA), np.uint8)


def _address(pixels: npt.NDArray[np.uint8], kind: str) -> str:
    from PIL import Image

    image = Image.fromarray(pixels)
    if kind == "png" and pixels.ndim == 3:
        image = image.quantize(32)  # eight paints and the mixtures at their edges
    file = io.BytesIO()
    image.save(file, kind, **({"quality": 55} if kind == "jpeg" else {"optimize": True}))
    return f"data:image/{kind};base64,{base64.b64encode(file.getvalue()).decode()}"


if __name__ == "__main__":
    text = json.dumps(_make(), ensure_ascii=False, separators=(",", ":"))
    FILE.write_text(text.replace('},{"message"', '},\n{"message"') + "\n", encoding="utf-8")
