"""TEMPORARY stand-in with the interface of medical.codec."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ee376a.prequential import codec as cm

__all__ = ["decode", "encode"]


def encode(pictures: Sequence[npt.NDArray[np.uint8]], quality: float | None = 50) -> bytes:
    """Encode."""
    (picture,) = pictures
    return np.array(picture.shape, "<u2").tobytes() + cm.encode(
        (picture if quality is None else picture // 16 * 16).tobytes(), "order2"
    )


def decode(data: bytes) -> list[Any]:
    """Decode."""
    return [np.frombuffer(cm.decode(data[4:]), np.uint8).reshape(np.frombuffer(data[:4], "<u2"))]
