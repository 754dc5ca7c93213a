"""What the page's slider shows: the best file of each codec within a budget of bytes.

The files themselves are in the page, for a browser reads JPEG and AVIF; of a format that it does
not read, what was decoded is there as a PNG file, and the bytes told are those of the format.
"""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from ee376a.medical.anchors import Codec
from ee376a.medical.similarity import psnr
from ee376a.published import FOLDER

__all__ = ["BUDGETS", "FILE", "best", "entry", "load"]

Pixels = npt.NDArray[np.uint8]

#: Bytes that a file may have, from left to right.
BUDGETS = (280, 400, 560, 800, 1100, 1600, 2200)
#: Made by ``python -m benchmarks.medical_times --slider``.
#:
#: :meta hide-value:
FILE = FOLDER.parent / "pictures" / "medical-slider.json"


def best(encode: Callable[[float], bytes], budget: int, settings: Sequence[float]) -> bytes | None:
    """Find the finest setting whose file is within a budget.

    Parameters
    ----------
    encode : callable
        Gives the file of a setting; files grow with the setting's place.
    budget : int
        Bytes.
    settings : sequence of float
        From the coarsest to the finest.

    Returns
    -------
    bytes or None
        Its file; None if even the coarsest is larger.

    Examples
    --------
    >>> len(best(bytes, 4, [1, 3, 6, 9]))
    3
    >>> best(bytes, 4, [5, 6]) is None
    True
    """
    found = None
    low, high = 0, len(settings)
    while low < high:
        middle = (low + high) // 2
        data = encode(settings[middle])
        if len(data) <= budget:
            found = data
            low = middle + 1
        else:
            high = middle
    return found


def entry(
    name: str,
    pixels: Pixels,
    codecs: Mapping[str, tuple[Codec, Sequence[float], str | None]],
    budgets: Sequence[int] = BUDGETS,
) -> dict[str, Any]:
    """Make what the page has of one picture.

    Parameters
    ----------
    name : str
        Of the picture.
    pixels : ndarray of uint8, shape (side, side)
        Its grey values.
    codecs : mapping of str to tuple
        For each name on the page: the codec, its settings from the coarsest to the finest, and the
        type of its files if browsers read them.
    budgets : sequence of int, optional
        Bytes.

    Returns
    -------
    dict
        `name`, `kind` and `original`, and `codecs`: for each its `name` and, for each budget, None
        or `bytes`, `psnr`, and `kind` and `data` of what the browser is to show.

    Examples
    --------
    >>> from ee376a.medical.anchors import ANCHORS
    >>> ramp = np.add.outer(np.arange(64), 3 * np.arange(64)).astype(np.uint8)
    >>> codecs = {"JPEG": (ANCHORS["JPEG"], (10, 50, 90), "image/jpeg")}
    >>> (jpeg,) = entry("ramp", ramp, codecs, budgets=(9, 400, 4000))["codecs"]
    >>> none, rough, fine = jpeg["points"]
    >>> none is None, rough["bytes"] <= 400, rough["psnr"] < fine["psnr"]
    (True, True, True)
    """
    made = []
    for title, (codec, settings, kind) in codecs.items():
        points: list[dict[str, Any] | None] = []
        encode = cache(partial(codec.encode, pixels))
        for budget in budgets:
            found = best(encode, budget, settings)
            if found is None:
                points.append(None)
                continue
            again = codec.decode(found)
            shown = found if kind else _png(again)
            points.append(
                {
                    "bytes": len(found),
                    "psnr": round(psnr(pixels, again), 2),
                    "kind": kind or "image/png",
                    "data": b64encode(shown).decode(),
                }
            )
        made.append({"name": title, "points": points})
    original = b64encode(_png(pixels)).decode()
    return {"name": name, "kind": "image/png", "original": original, "codecs": made}


def _png(pixels: Pixels) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def load() -> dict[str, Any]:
    """Read what was made before.

    Returns
    -------
    dict
        `budgets`, and `pictures`, each as `entry` gives it.

    Raises
    ------
    FileNotFoundError
        If it has not been made.

    Examples
    --------
    >>> content = load()
    >>> tuple(content["budgets"]) == BUDGETS, [picture["name"] for picture in content["pictures"]]
    (True, ['cell nuclei', 'a protein'])
    """
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
