"""A photograph of a flat picture, simulated: the noisy channel between painting and reader.

`Photo` says what the photograph is like, `photograph` takes it, `camera` tells where the picture
truly lies in it. The simulation runs in this order:

1. occluders lie on the picture's plane, which has a white margin around the picture;
2. geometry: a pinhole camera (with lens distortion) sees that plane before a background;
3. light and colour cast: each pixel is multiplied by a gain;
4. blur of lens or motion, Gaussian; 5. scale, by area averaging; 6. noise; 7. JPEG.

All random numbers of the scene are drawn in a fixed order and number, whatever the picture: the
same seed gives every picture the same camera, occluders and light, so that readers of different
symbols can be compared on the same photographs. Mixing of colours (anti-aliasing, blur, scale)
is done on 8-bit values, as in most image software, not in linear light.
"""

from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from ee376a.panopticon.scenery import backdrop, illumination, occluders

FOCAL = 2.0
"""Focal length and distance of the camera, in photo widths (a view of 28 degrees)."""

_OVERSAMPLING = 2  # samples of the plane per photo pixel at tilt 0


@dataclass(frozen=True)
class Photo:
    """What a simulated photograph is like; the default is a clean view from straight ahead.

    Parameters
    ----------
    size : int
        Width and height in pixels, before `scale`; at least 64.
    symbol : tuple of int
        Width and height in pixels that the picture has in the photo at tilt 0.
    margin : int
        White border around the picture (a quiet zone), in the same pixels, 0 to size / 4.
    tilt : float
        Degrees between the picture's plane and the photo's, 0 to 85, about an axis of random
        direction in the picture's plane.
    rotation : float or None
        Degrees that the picture is turned clockwise in its plane; None is random.
    lens : float
        Radial distortion, -0.3 to 0.3: a point seen at distance r from the centre (in half
        widths) would be at r (1 + lens r²) without it; barrel when positive.
    occlusion : float
        Fraction of the picture's area hidden by one contiguous blob of random place, shape and
        colours, 0 to 0.9.
    scatter : float
        Fraction of the picture's area hidden by small spots of random colours, 0 to 0.5.
    light : float
        Ratio of the brightest to the darkest light across the photo, 1 (even) to 100.
    cast : float
        Colour cast: of its 8-bit value the weakest channel keeps 1 - cast, the strongest all,
        the third a random part between; 0 to 0.9.
    blur : float
        Standard deviation of the Gaussian blur in pixels, 0 to 50.
    scale : float
        The photo is reduced to this part of its width and height, 0.05 to 1.
    noise : float
        Standard deviation of Gaussian noise in 8-bit levels, 0 to 100.
    jpeg : int or None
        JPEG quality, 1 to 100; None is no compression.
    background : {"flat", "texture", "clutter"}
        One random colour; smooth random colours; the same with rectangles strewn over it.

    Raises
    ------
    ValueError
        A parameter is outside its range.

    Examples
    --------
    >>> Photo(tilt=60, noise=4).tilt
    60
    >>> Photo(tilt=90)
    Traceback (most recent call last):
    ValueError: tilt is 90, but must be from 0 to 85
    """

    size: int = 1000
    symbol: tuple[int, int] = (660, 560)
    margin: int = 40
    tilt: float = 0.0
    rotation: float | None = None
    lens: float = 0.0
    occlusion: float = 0.0
    scatter: float = 0.0
    light: float = 1.0
    cast: float = 0.0
    blur: float = 0.0
    scale: float = 1.0
    noise: float = 0.0
    jpeg: int | None = None
    background: Literal["flat", "texture", "clutter"] = "texture"

    def __post_init__(self) -> None:
        ranges: dict[str, tuple[float, float]] = {
            "size": (64, 10_000),
            "margin": (0, self.size // 4),
            "tilt": (0, 85),
            "lens": (-0.3, 0.3),
            "occlusion": (0, 0.9),
            "scatter": (0, 0.5),
            "light": (1, 100),
            "cast": (0, 0.9),
            "blur": (0, 50),
            "scale": (0.05, 1),
            "noise": (0, 100),
        }
        if self.rotation is not None:
            ranges["rotation"] = (-360, 360)
        if self.jpeg is not None:
            ranges["jpeg"] = (1, 100)
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(
                    f"{name} is {getattr(self, name)}, but must be from {low:g} to {high:g}"
                )
        if len(self.symbol) != 2 or not all(8 <= side <= self.size for side in self.symbol):
            raise ValueError(
                f"symbol is {self.symbol}, but must be a width and a height from 8 to {self.size}"
            )
        if self.background not in ("flat", "texture", "clutter"):
            raise ValueError(
                f"background is {self.background!r}, but must be 'flat', 'texture' or 'clutter'"
            )


def camera(photo: Photo, rng: np.random.Generator) -> NDArray[np.float64]:
    """Where the picture lies in the photo.

    It makes the first draws of `photograph`: with a generator of the same seed it gives the true
    homography of that photograph (its lens distortion apart).

    Parameters
    ----------
    photo : Photo
        Its `size`, `symbol`, `tilt`, `rotation` and `scale` are used.
    rng : numpy.random.Generator
        Gives the rotation, the direction of the tilt's axis and a shift of up to 4 pixels.

    Returns
    -------
    ndarray, shape (3, 3)
        Takes homogeneous picture coordinates, (0, 0) at the top left corner and (1, 1) at the
        bottom right, to pixels of the photo, whole numbers being pixels' centres.

    Examples
    --------
    >>> h = camera(Photo(tilt=0, rotation=0), np.random.default_rng(1))
    >>> corner, opposite = h @ [0, 0, 1], h @ [1, 1, 1]
    >>> np.round(opposite - corner)
    array([660., 560.,   0.])
    """
    turn, axis, *shift = rng.random(4)
    angle = 2 * np.pi * turn if photo.rotation is None else np.deg2rad(photo.rotation)
    axis *= 2 * np.pi
    tilt = np.deg2rad(photo.tilt)
    along = np.array([np.cos(axis), np.sin(axis)])
    across = np.array([-np.sin(axis), np.cos(axis)])

    width, height = photo.symbol
    centred = np.array([[width, 0, -width / 2], [0, height, -height / 2], [0, 0, 1]])
    rotated = np.eye(3)
    rotated[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    tilted = np.eye(3)
    tilted[:2, :2] = np.outer(along, along) + np.cos(tilt) * np.outer(across, across)
    tilted[2, :2] = np.sin(tilt) * across / (FOCAL * photo.size)
    framed = np.eye(3)
    framed[:2, 2] = (photo.size - 1) / 2 + 8 * np.array(shift) - 4
    reduced = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    reduced[:2] *= _side(photo) / photo.size
    reduced[:2, 2] -= 0.5
    return np.asarray(reduced @ framed @ tilted @ rotated @ centred)


def photograph(
    picture: NDArray[np.uint8], photo: Photo, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Photograph a flat picture.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        RGB. It is stretched to `photo.symbol`; give it at least two pixels for each of those.
    photo : Photo
        What happens to it.
    rng : numpy.random.Generator
        All that is random in it. The first draws are those of `camera`.

    Returns
    -------
    ndarray of uint8, shape (side, side, 3)
        RGB, side = round(size × scale).

    Raises
    ------
    ValueError
        The picture is not an RGB array of 8-bit values.

    Examples
    --------
    >>> grey = np.full((560, 660, 3), 128, dtype=np.uint8)
    >>> seen = photograph(grey, Photo(tilt=45, scale=0.5), np.random.default_rng(1))
    >>> seen.shape, seen[250, 250].tolist()
    ((500, 500, 3), [128, 128, 128])
    """
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
        raise ValueError(
            f"picture is an array of {picture.dtype} with shape {picture.shape}, "
            "but must be uint8 with shape (height, width, 3)"
        )
    # The geometry is that of the full-size photo: it is reduced only after the blur.
    homography = camera(replace(photo, scale=1), rng)
    cover = occluders(photo.symbol, photo.margin, photo.occlusion, photo.scatter, rng)
    behind = backdrop(photo.size, photo.background, rng)

    plane = _plane(picture, photo)
    if photo.occlusion or photo.scatter:
        finer = cv2.resize(cover, plane.shape[1::-1], interpolation=cv2.INTER_NEAREST)
        cv2.copyTo(finer, cv2.extractChannel(finer, 3), plane)
    seen = _view(plane, homography, behind, photo)
    if photo.light > 1 or photo.cast:
        seen *= illumination(photo.size, photo.light, photo.cast, rng)
    if photo.blur:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), photo.blur))
    if photo.scale < 1:
        seen = np.asarray(cv2.resize(seen, (_side(photo),) * 2, interpolation=cv2.INTER_AREA))
    if photo.noise:
        seen = seen + photo.noise * rng.standard_normal(seen.shape, dtype=np.float32)
    pixels = np.clip(np.rint(seen), 0, 255).astype(np.uint8)
    if photo.jpeg is not None:
        parameters = [cv2.IMWRITE_JPEG_QUALITY, photo.jpeg]
        coded = cv2.imencode(".jpg", pixels[..., ::-1], parameters)[1]
        pixels = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]
    return np.ascontiguousarray(pixels)


def _side(photo: Photo) -> int:
    return round(photo.size * photo.scale)


def _plane(picture: NDArray[np.uint8], photo: Photo) -> NDArray[np.uint8]:
    """RGBA of the picture's plane: the picture in its white margin, all opaque."""
    width, height = (_OVERSAMPLING * side for side in photo.symbol)
    larger = picture.shape[1] >= width and picture.shape[0] >= height
    method = cv2.INTER_AREA if larger else cv2.INTER_NEAREST
    inner = cv2.resize(picture, (width, height), interpolation=method)
    edge = _OVERSAMPLING * photo.margin
    plane = np.full((height + 2 * edge, width + 2 * edge, 4), 255, dtype=np.uint8)
    plane[edge : edge + height, edge : edge + width, :3] = inner
    return plane


def _view(
    plane: NDArray[np.uint8],
    homography: NDArray[np.float64],
    behind: NDArray[np.float32],
    photo: Photo,
) -> NDArray[np.float32]:
    """Look at the plane before its background: each pixel is the mean over its area."""
    width, height = photo.symbol
    edge = photo.margin
    # From the plane's samples, centred on whole numbers, to picture coordinates, to the photo.
    sampling = np.array(
        [
            [1 / (_OVERSAMPLING * width), 0, (0.5 / _OVERSAMPLING - edge) / width],
            [0, 1 / (_OVERSAMPLING * height), (0.5 / _OVERSAMPLING - edge) / height],
            [0, 0, 1],
        ]
    )
    forward = homography @ sampling
    inverse = np.linalg.inv(forward)
    corners = np.array(
        [[x, y, 1.0] for x in (0, plane.shape[1] - 1) for y in (0, plane.shape[0] - 1)]
    )
    ends = corners @ forward.T
    ends = ends[:, :2] / ends[:, 2:]
    if photo.lens:
        left, top, right, bottom = 0, 0, photo.size, photo.size
    else:
        left, top = np.clip(np.floor(ends.min(axis=0)) - 1, 0, photo.size).astype(int)
        right, bottom = np.clip(np.ceil(ends.max(axis=0)) + 2, 0, photo.size).astype(int)

    # A tilted pixel sees many samples: it is the mean of so many views, each moved by a part of
    # a pixel, that no sample of the plane falls between two of them.
    across, down = _footprint(inverse, ends)
    total = np.zeros((bottom - top, right - left, 4), dtype=np.float32)
    for dx in (np.arange(across) + 0.5) / across - 0.5:
        for dy in (np.arange(down) + 0.5) / down - 0.5:
            moved = inverse @ [[1, 0, left + dx], [0, 1, top + dy], [0, 0, 1]]
            cv2.accumulate(_sample(plane, moved, total.shape[1::-1], photo), total)
    total /= across * down
    red, green, blue, opaque = cv2.split(total)
    through = 1 - opaque / 255
    seen = behind.copy()
    window = seen[top:bottom, left:right]
    window *= cv2.merge([through] * 3)
    window += cv2.merge([red, green, blue])
    return seen


def _footprint(inverse: NDArray[np.float64], at: NDArray[np.float64]) -> tuple[int, int]:
    """Count the views across and down: neighbours are a photo pixel of tilt 0 apart at most."""
    steps = []
    for step in ([0.5, 0, 0], [0, 0.5, 0]):
        points = np.column_stack([at, np.ones(len(at))])
        after, before = (points + step) @ inverse.T, (points - step) @ inverse.T
        moved = after[:, :2] / after[:, 2:] - before[:, :2] / before[:, 2:]
        steps.append(np.hypot(*moved.T).max() / _OVERSAMPLING)
    across, down = (max(2, int(np.ceil(step))) for step in steps)
    return across, down


def _sample(
    plane: NDArray[np.uint8],
    inverse: NDArray[np.float64],
    size: tuple[int, ...],
    photo: Photo,
) -> NDArray[np.uint8]:
    """Look up the plane at each pixel's centre."""
    if not photo.lens:
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpPerspective(plane, inverse, size, flags=flags), np.uint8)
    middle, half = np.float32((photo.size - 1) / 2), np.float32(photo.size / 2)
    x = np.arange(size[0], dtype=np.float32) - middle
    y = np.arange(size[1], dtype=np.float32)[:, None] - middle
    radial = 1 + np.float32(photo.lens) * ((x / half) ** 2 + (y / half) ** 2)
    straight = cv2.merge([x * radial + middle, y * radial + middle])
    at = np.asarray(cv2.perspectiveTransform(straight, inverse), np.float32)
    return np.asarray(cv2.remap(plane, at[..., 0], at[..., 1], cv2.INTER_LINEAR), np.uint8)
