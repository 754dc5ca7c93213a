"""Read a painting back from a photograph: the inverse of `ee376a.panopticon.painting.paint`.

The steps: guess where the painting is (`finding`), fit pose, blur and light (`explaining`), unmix
the triangles' colours (`unmixing`), and decode with the most doubtful characters erased first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ee376a.bits import digits_to_int
from ee376a.panopticon import octal
from ee376a.panopticon.explaining import Explanation, explain
from ee376a.panopticon.finding import guesses, likeness
from ee376a.panopticon.frame import LENGTH_REPEATS
from ee376a.panopticon.pose import Pose
from ee376a.panopticon.protection import CHECK, CODEWORD, LIMIT, Uncorrectable, recover

__all__ = ["DOUBTFUL", "UnreadablePainting", "doubts", "read"]

DOUBTFUL = 0.5
"""A letter more doubtful than this is erased at first."""

Floats = npt.NDArray[np.float64]
Image = npt.NDArray[np.uint8]

_LENGTHS = 3 * LENGTH_REPEATS  # cells that tell the length come before the triangles
_LARGEST = 1600  # pixels of a side: a larger photo is reduced
_SURE, _POSSIBLE = 0.8, 0.5  # likeness of a frame that is surely one, or may be one
_POSSIBLE_GRID = 0.25  # likeness of tower and grid
_ATTEMPTS = 4
_NO_TEXT = 0.1  # part of the characters whose first digit is over 1, which ASCII has not
_SHARES = (0.5, 0.75, 0.9, 0.25, 0.97)  # of the parity that is spent on erasures, in this order


class UnreadablePainting(ValueError):  # noqa: N818
    """There is no painting in the picture, or too little of it to be sure of its message."""


def read(picture: Image | Path | str) -> str:
    """Read the message of a painting.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3), or path of an image file
        RGB.

    Returns
    -------
    str
        The message. Of a robust painting it is the right one but for once in four thousand million,
        as its checksum tells; a faithful painting has nothing to check, so in a bad photograph some
        characters may be wrong.

    Raises
    ------
    UnreadablePainting
        If no painting is found, too much of it is hidden or unclear, or the checksum is wrong.
    ValueError
        If it is not an image, or one of more pixels than Pillow reads.

    Examples
    --------
    >>> from ee376a.panopticon.painting import paint
    >>> read(paint("Hello, cell!", robust=True).pixels(660))
    'Hello, cell!'
    """
    photo = _open(picture) if isinstance(picture, str | Path) else picture
    if photo.ndim != 3 or photo.shape[2] != 3 or photo.dtype != np.uint8:
        raise ValueError(
            f"picture: {photo.dtype} of shape {photo.shape} given, "
            "uint8 of shape (height, width, 3) needed"
        )
    if min(photo.shape[:2]) < 64:
        raise UnreadablePainting("no whole painting found: the picture is smaller than 64 pixels")
    shrink = _LARGEST / max(photo.shape[:2])
    if shrink < 1:
        photo = np.asarray(
            cv2.resize(photo, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        )
    reason = "no whole painting found in the picture"
    for pose in _candidates(photo, robust=True):
        for explanation in explain(photo, pose, robust=True):
            try:
                return _decode(explanation)
            except Uncorrectable as failure:
                reason = f"a painting was found, but {failure}"
    for pose in _candidates(photo, robust=False):
        text: str | None = None
        for explanation in explain(photo, pose, robust=False):
            before, text = text, _decode_faithful(explanation)
            if text is None or text == before:  # a better explanation would not change it
                break
        if text:
            return text
    raise UnreadablePainting(reason)


def doubts(explanation: Explanation) -> Floats:
    """Tell how doubtful each letter of a robust painting is.

    Parameters
    ----------
    explanation : Explanation
        Of a robust painting.

    Returns
    -------
    ndarray, shape (506,)
        Minus the logarithm of the chance that all three digits are right, as far as the second best
        digits and the residual around them tell; over `DOUBTFUL` a letter is better erased.

    Examples
    --------
    A spot of six inches hides some letters:

    >>> from ee376a.panopticon.painting import paint
    >>> photo = paint("Art", robust=True).pixels(330)
    >>> photo[100:130, 50:80] = 128
    >>> pose = Pose(np.array([[5, 0, -0.5], [0, 5, -0.5], [0, 0, 1]]), 0.0, (330, 280))
    >>> found = doubts(next(explain(photo, pose, robust=True)))
    >>> found.shape, 5 <= int((found > DOUBTFUL).sum()) <= 20
    ((506,), True)
    """
    spread = np.maximum(explanation.residual, _typical(explanation))
    costs = explanation.unmixed.costs[_LENGTHS:]
    odds = np.exp(-costs / (8 * np.repeat(spread, 4)[:, None]))
    sure = odds.max(axis=1) / odds.sum(axis=1)
    return np.asarray(-np.log(sure[: 3 * CODEWORD].reshape(-1, 3)).sum(axis=1))


def _typical(explanation: Explanation) -> float:
    seen = np.isfinite(explanation.residual)
    return float(np.median(explanation.residual[seen])) if seen.any() else 1.0


def _open(path: str | Path) -> Image:
    from PIL import Image as Files
    from PIL import ImageOps, UnidentifiedImageError

    try:
        with Files.open(path) as file:
            return np.array(ImageOps.exif_transpose(file).convert("RGB"))
    except UnidentifiedImageError:
        raise ValueError(f"picture: {path} is not an image that can be read") from None
    except Files.DecompressionBombError as error:
        raise ValueError(f"picture: {path}: {error}") from None


def _candidates(photo: Image, *, robust: bool) -> Iterator[Pose]:
    """Give the guesses worth a try, at once when they are surely right, else the best first."""
    smooth = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), (0, 0), 1)
    grey = np.asarray(smooth, np.uint8)
    tried: list[Pose] = []
    doubtful: list[tuple[float, Pose]] = []
    for pose in guesses(photo, robust=robust):
        like = likeness(grey, pose, robust=robust)
        if like > _SURE and len(tried) < _ATTEMPTS and not _known(pose, tried):
            tried.append(pose)
            yield pose
        elif like > (_POSSIBLE if robust else _POSSIBLE_GRID):
            doubtful.append((like, pose))
    for _, pose in sorted(doubtful, key=lambda item: -item[0]):
        if len(tried) < _ATTEMPTS and not _known(pose, tried):
            tried.append(pose)
            yield pose


def _known(pose: Pose, tried: list[Pose]) -> bool:
    corners = np.array([[1.0, 1], [65, 1], [65, 55], [1, 55]])
    here, near = pose.project(corners), max(pose.size) / 100
    return any(bool(np.abs(other.project(corners) - here).max() < near) for other in tried)


def _decode(explanation: Explanation) -> str:
    """Read a robust painting, or raise Uncorrectable."""
    unmixed = explanation.unmixed
    symbols = unmixed.digits[_LENGTHS:][: 3 * CODEWORD].reshape(-1, 3) @ [64, 8, 1]
    doubt = doubts(explanation)
    order = np.argsort(-doubt)
    unclear = int((doubt > DOUBTFUL).sum())

    costs = np.minimum(unmixed.costs[:_LENGTHS] / (2 * _typical(explanation)), 30)
    costs = costs.reshape(LENGTH_REPEATS, 3, 8).sum(axis=0)
    likely = sorted(product(range(8), repeat=3), key=lambda d: sum(costs[[0, 1, 2], list(d)]))
    wrong_check = False
    for digits in likely[:2]:
        length = digits_to_int(digits, 8)
        if not 1 <= length <= LIMIT:
            continue
        parity = CODEWORD - CHECK - length
        for erased in (min(unclear, int(0.9 * parity)), *(int(s * parity) for s in _SHARES)):
            try:
                return recover(symbols, length, order[:erased])
            except Uncorrectable as failure:
                wrong_check |= "checksum" in str(failure)
    raise Uncorrectable(
        "its checksum is wrong"
        if wrong_check
        else f"{unclear} of its {CODEWORD} characters are hidden or unclear: too many to correct"
    )


def _decode_faithful(explanation: Explanation) -> str | None:
    """Read a faithful painting, or give None where the digits are clearly no text."""
    costs = explanation.unmixed.costs.reshape(-1, 3, 8)
    first = costs[:, 0].argmin(axis=1)
    if not np.isfinite(explanation.residual).all() or (first > 1).mean() > _NO_TEXT:
        return None
    digits = np.column_stack([costs[:, 0, :2].argmin(axis=1), costs[:, 1:].argmin(axis=2)])
    return octal.decode(digits.ravel()).split("\0")[0]
