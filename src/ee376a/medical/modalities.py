"""Pictures of other kinds, from the wheel of scikit-image: microscopes, an eye, photographs.

Each is cut to a square and made smaller by area averaging, so that it is the same picture on every
machine; colour pictures become grey by ITU-R 601's weights, in integers.

References
----------
S. van der Walt et al., "scikit-image: image processing in Python", PeerJ 2, e453, 2014. The source
and licence of each picture are in scikit-image's ``data/README.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.images import shrink

__all__ = ["SOURCES", "Modality", "Source", "read"]

Modality: TypeAlias = Literal["microscopy", "eye", "phantom", "photograph"]


@dataclass(frozen=True)
class Source:
    """A square of a picture of `skimage.data`.

    Attributes
    ----------
    modality : {"microscopy", "eye", "phantom", "photograph"}
        How it was taken; a phantom is drawn, to test X-ray tomographs.
    function : str
        Its name in `skimage.data`.
    top, left, side : int
        The square, in pixels.
    """

    modality: Modality
    function: str
    top: int
    left: int
    side: int


#: The pictures, by name.
SOURCES: dict[str, Source] = {
    "cell": Source("microscopy", "cell", 74, 19, 512),
    "tissue": Source("microscopy", "immunohistochemistry", 0, 0, 512),
    "retina": Source("eye", "retina", 65, 65, 1280),
    "phantom": Source("phantom", "shepp_logan_phantom", 8, 8, 384),
    "cameraman": Source("photograph", "camera", 0, 0, 512),
    "astronaut": Source("photograph", "astronaut", 0, 96, 256),
    "cat": Source("photograph", "chelsea", 20, 96, 256),
    "coffee": Source("photograph", "coffee", 8, 120, 384),
    "coins": Source("photograph", "coins", 20, 50, 256),
    "moon": Source("photograph", "moon", 64, 64, 384),
    "rocket": Source("photograph", "rocket", 20, 190, 384),
    "gravel": Source("photograph", "gravel", 0, 0, 256),
}


def read(name: str, side: int = 128) -> npt.NDArray[np.uint8]:
    """Give a picture, grey and square.

    Parameters
    ----------
    name : str
        A key of `SOURCES`.
    side : int, optional
        Of the picture, in pixels; it divides the side of the source.

    Returns
    -------
    ndarray of uint8, shape (side, side)
        Grey values.

    Raises
    ------
    ValueError
        If there is no such picture, or `side` does not divide the source's.

    Examples
    --------
    >>> read("cat").shape
    (128, 128)
    """
    if name not in SOURCES:
        raise ValueError(f"name: {name!r} given, one of {', '.join(SOURCES)} allowed")
    source = SOURCES[name]
    if side < 1 or source.side % side:
        raise ValueError(f"side: {side} given, a divisor of {source.side} allowed")
    import skimage.data

    whole = np.asarray(getattr(skimage.data, source.function)())
    if whole.dtype != np.uint8:
        whole = np.round(255 * np.clip(whole, 0, 1)).astype(np.uint8)
    rows = slice(source.top, source.top + source.side)
    square = whole[rows, source.left : source.left + source.side]
    if square.ndim == 3:
        weighted = square.astype(np.int64) @ np.array([299, 587, 114])
        square = ((weighted + 500) // 1000).astype(np.uint8)
    return shrink(square, source.side // side)
