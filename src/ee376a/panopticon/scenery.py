"""What is random in a photograph apart from the camera: occluders, background, light.

Each function draws its random numbers in a fixed order and number, whatever its other parameters:
the same generator gives the same scene at another strength.
"""

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

GAMMA = 2.2
"""Exponent between 8-bit values and light."""

Background = Literal["flat", "texture", "clutter"]

_PATCHES = 12  # colours inside the blob
_SPOTS = 3000  # enough to scatter over half of the picture
_OBJECTS = 60  # rectangles of a cluttered background


def occluders(
    symbol: tuple[int, int],
    margin: int,
    occlusion: float,
    scatter: float,
    rng: np.random.Generator,
) -> NDArray[np.uint8]:
    """Lay a blob and small spots of random colours over a picture.

    Parameters
    ----------
    symbol : tuple of int
        Width and height of the picture in pixels.
    margin : int
        Border around it, in pixels; what hides the picture may reach into it.
    occlusion, scatter : float
        Fraction of the picture's area that the blob hides, and the spots hide.
    rng : numpy.random.Generator
        Gives place, shape and colours.

    Returns
    -------
    ndarray of uint8, shape (height + 2 margin, width + 2 margin, 4)
        RGBA: alpha is 255 where the picture is hidden and 0 elsewhere.

    Examples
    --------
    >>> cover = occluders((60, 50), 5, 0.25, 0, np.random.default_rng(1))
    >>> float((cover[5:-5, 5:-5, 3] > 0).mean())
    0.25
    """
    width, height = symbol
    unit = np.sqrt(width * height)  # so that symbols of the same area get the same occluders
    cover = np.zeros((height + 2 * margin, width + 2 * margin, 4), dtype=np.uint8)
    inside = (slice(margin, margin + height), slice(margin, margin + width))

    place = rng.random(2)
    waves, phases = rng.uniform(0.05, 0.2, 3), rng.uniform(0, 2 * np.pi, 3)
    seeds = rng.random((2, _PATCHES))
    patch_colours = rng.integers(0, 256, (_PATCHES, 3))
    spots = rng.random((_SPOTS, 3))
    spot_colours = rng.integers(0, 256, (_SPOTS, 3))

    if occlusion:
        x0, y0 = margin + place * symbol
        dx = np.arange(cover.shape[1], dtype=np.float32) - np.float32(x0)
        dy = np.arange(cover.shape[0], dtype=np.float32)[:, None] - np.float32(y0)
        # Star-shaped about a point of a convex picture: the part on the picture is in one piece.
        angle = np.arctan2(dy, dx)
        wobble = 1 + sum(
            a * np.cos(np.float32(k) * angle + p)
            for k, a, p in zip((2, 3, 4), waves.astype("f4"), phases.astype("f4"), strict=True)
        )
        reach = np.hypot(dx, dy) / wobble
        on_picture = reach[inside].ravel()
        last = round(occlusion * on_picture.size) - 1
        blob = reach <= np.partition(on_picture, last)[last]
        rows, columns = blob.nonzero()
        spread = 1.2 * unit * np.sqrt(occlusion / np.pi * seeds[0])
        turn = 2 * np.pi * seeds[1]
        right, down = dx[columns], dy[rows, 0]
        distances = [
            (right - np.float32(x)) ** 2 + (down - np.float32(y)) ** 2
            for x, y in zip(spread * np.cos(turn), spread * np.sin(turn), strict=True)
        ]
        cover[blob, :3] = patch_colours[np.argmin(distances, axis=0)]
        cover[blob, 3] = 255
    if scatter:
        order = np.full(cover.shape[:2], _SPOTS, dtype=np.int32)
        centres = (spots[:, :2] * cover.shape[1::-1]).astype(int)
        radii = np.rint(unit * (0.006 + 0.014 * spots[:, 2])).astype(int)
        # Drawn last to first, so that each pixel keeps the first spot that hides it.
        for i in reversed(range(_SPOTS)):
            cv2.circle(order, centres[i].tolist(), int(radii[i]), i, cv2.FILLED)
        hides = order <= np.quantile(order[inside], scatter, method="lower")
        cover[hides, :3] = spot_colours[order[hides]]
        cover[hides, 3] = 255
    return cover


def backdrop(size: int, background: Background, rng: np.random.Generator) -> NDArray[np.float32]:
    """Paint what is behind the picture.

    Parameters
    ----------
    size : int
        Width and height in pixels.
    background : {"flat", "texture", "clutter"}
        One random colour; smooth random colours; the same with rectangles strewn over it.
    rng : numpy.random.Generator
        Gives colours and places.

    Returns
    -------
    ndarray of float32, shape (size, size, 3)
        RGB, 0 to 255.

    Examples
    --------
    >>> wall = backdrop(64, "flat", np.random.default_rng(1))
    >>> bool(np.allclose(wall, wall[0, 0]))
    True
    """
    base = rng.uniform(40, 215, 3)
    coarse, fine = rng.normal(0, 20, (6, 6, 3)), rng.normal(0, 8, (60, 60, 3))
    objects = rng.random((_OBJECTS, 5))
    colours = rng.integers(0, 256, (_OBJECTS, 3))

    grain = fine + cv2.resize(coarse, fine.shape[:2], interpolation=cv2.INTER_CUBIC)
    surface = base + (grain if background != "flat" else np.zeros_like(grain))
    frame = np.asarray(
        cv2.resize(surface.astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    )
    if background == "clutter":
        for (x, y, width, height, turn), colour in zip(objects, colours.tolist(), strict=True):
            sides = (size * (0.02 + 0.15 * width), size * (0.02 + 0.15 * height))
            corners = cv2.boxPoints(((x * size, y * size), sides, 360 * turn))
            cv2.fillConvexPoly(frame, np.rint(corners).astype(np.int32), colour)
    return np.clip(frame, 0, 255)


def illumination(
    size: int, light: float, cast: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Light the scene from one side, with a colour.

    Parameters
    ----------
    size : int
        Width and height in pixels.
    light : float
        Ratio of the brightest to the darkest light within half a width of the centre.
    cast : float
        Of its 8-bit value the weakest channel keeps 1 - cast, the strongest all, the third a
        random part between.
    rng : numpy.random.Generator
        Gives the direction and the colour.

    Returns
    -------
    ndarray of float32, shape (size, size, 3)
        Factor of each 8-bit value, at most 1.

    Examples
    --------
    >>> gain = illumination(64, 25, 0, np.random.default_rng(1))
    >>> round(float((gain.max() / gain.min()) ** GAMMA))
    25
    """
    direction = rng.uniform(0, 2 * np.pi)
    tint = rng.random(3)
    tint = (tint - tint.min()) / (tint.max() - tint.min())
    ramp = np.linspace(-0.5, 0.5, size, dtype=np.float32)
    across, down = (np.float32(part) * ramp for part in (np.cos(direction), np.sin(direction)))
    depth = np.clip(np.add.outer(down, across + np.float32(0.5)), 0, 1)
    shade = np.exp(np.float32(-np.log(light) / GAMMA) * depth)
    return np.asarray(cv2.merge([shade * np.float32(keep) for keep in 1 - cast * tint]))
