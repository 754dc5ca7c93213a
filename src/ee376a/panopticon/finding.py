"""Guess where a painting is in a photograph, and tell good guesses from bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from ee376a.panopticon.frame import TAGS, is_white, ring, tag_squares
from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.masks import RESOLUTION, masks
from ee376a.panopticon.painting import INKS
from ee376a.panopticon.pose import Pose

__all__ = ["guesses", "likeness"]

Floats = npt.NDArray[np.float64]
Photo = npt.NDArray[np.uint8]

_OUTLINE_SIZE = 500  # pixels of the larger side, for outlines


def guesses(photo: Photo, *, robust: bool) -> Iterator[Pose]:
    """Guess where the painting is.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)
        RGB.
    robust : bool
        Whether to look for a frame's tags before outlines with four corners; else the whole photo
        is the first guess.

    Yields
    ------
    Pose
        Guesses, most of them wrong.

    Examples
    --------
    The first guess for a painting that fills its picture, ten pixels to the inch:

    >>> from ee376a.panopticon.painting import paint
    >>> pose = next(guesses(paint("Art", robust=True).pixels(660), robust=True))
    >>> round(pose.scale, 1), (pose.project(np.array([[6.0, 5.0]])) + 0.5).round().tolist()
    (10.0, [[60.0, 50.0]])
    """
    grey = np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), np.uint8)
    size = (photo.shape[1], photo.shape[0])
    width, height = CANVAS
    if robust:
        yield from (Pose(homography, 0.0, size) for homography in _from_tags(grey))
    else:
        whole = np.diag([size[0] / width, size[1] / height, 1.0])
        whole[:2, 2] = -0.5
        yield Pose(whole, 0.0, size)
    sides = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    for quad in _outlines(grey):
        for turn in range(4):
            corners = np.roll(quad, turn, axis=0).astype(np.float32)
            homography = cv2.getPerspectiveTransform(sides, corners)
            yield Pose(homography.astype(np.float64), 0.0, size)


def likeness(grey: Photo, pose: Pose, *, robust: bool) -> float:
    """Compare what is known of a painting with what is seen at its place.

    Parameters
    ----------
    grey : ndarray of uint8, shape (height, width)
        The photo, best smoothed a little.
    pose : Pose
        A guess.
    robust : bool
        Whether to compare the black and white cells of the frame, or the tower and the grid.

    Returns
    -------
    float
        Correlation, -1 to 1.

    Examples
    --------
    A right guess, and one that is three inches off:

    >>> from ee376a.panopticon.painting import paint
    >>> grey = paint("Art", robust=True).pixels(660).mean(axis=2).astype(np.uint8)
    >>> right = np.array([[10, 0, -0.5], [0, 10, -0.5], [0, 0, 1]])
    >>> wrong = right + [[0, 0, 30], [0, 0, 0], [0, 0, 0]]
    >>> for guess in (right, wrong):
    ...     print(round(likeness(grey, Pose(guess, 0.0, (660, 560)), robust=True), 2))
    1.0
    0.11
    """
    points, expected = _pattern() if robust else _tower_and_grid()
    at = pose.project(points.reshape(-1, 2))
    if ((at < 0) | (at > np.array(pose.size) - 1)).any(axis=1).mean() > 0.5:
        return -1.0
    x, y = np.clip(np.rint(at), 0, np.array(pose.size) - 1).astype(int).T
    seen = grey[y, x].astype(np.float64).reshape(points.shape[:2]).mean(axis=1)
    if robust:
        # light differs along the frame: compare with the cells around
        near = np.stack([np.roll(seen, shift) for shift in range(-6, 7)])
        low, high = near.min(axis=0), near.max(axis=0)
        seen = (seen - low) / np.maximum(high - low, 8)
    if np.ptp(seen) < 1e-6:
        return -1.0
    return float(np.corrcoef(seen, expected)[0, 1])


@lru_cache
def _pattern() -> tuple[Floats, Floats]:
    """Give five points of each black or white cell, and whether it is white."""
    cells = ring()[::2]
    centres = cells.mean(axis=1, keepdims=True)
    points = np.concatenate([(cells + centres) / 2, centres], axis=1)
    return points, np.array([is_white(turn) for turn in range(len(cells))], dtype=np.float64)


@lru_cache
def _tower_and_grid() -> tuple[Floats, Floats]:
    """Give points of the canvas, and how bright they are: black, the tower, or a mean."""
    canvas = masks(robust=False)
    points = canvas.points[::3]
    x, y = (points * RESOLUTION).astype(int).T
    labels = canvas.labels[y, x]
    inks = [sum(bytes.fromhex(colour[1:])) / 3 for colour in INKS.values()]
    return points[:, None], np.append(inks, 100.0)[np.minimum(labels, len(inks))]


def _from_tags(grey: Photo) -> Iterator[Floats]:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    wanted = cv2.aruco.Dictionary(dictionary.bytesList[: len(TAGS)], 4, 1)
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    corners, found, _ = cv2.aruco.ArucoDetector(wanted, parameters).detectMarkers(grey)
    if not corners:
        return
    squares = tag_squares()
    canvas = np.concatenate([squares[int(tag)] for tag in found.ravel()])
    seen = np.concatenate([corner.reshape(4, 2) for corner in corners])
    if len(found) > 1:
        homography, _ = cv2.findHomography(canvas, seen, cv2.RANSAC, 3.0)
        if homography is not None:
            yield np.asarray(homography, np.float64)
    for i in range(len(found)):
        own = slice(4 * i, 4 * i + 4)
        homography, _ = cv2.findHomography(canvas[own], seen[own])
        if homography is not None:
            yield np.asarray(homography, np.float64)


def _outlines(grey: Photo) -> Iterator[Floats]:
    """Find convex shapes with four corners, clockwise as seen."""
    finer = max(1.0, max(grey.shape) / _OUTLINE_SIZE)
    small = cv2.resize(grey, None, fx=1 / finer, fy=1 / finer, interpolation=cv2.INTER_AREA)
    least = 0.01 * small.size
    wide = 2 * (max(small.shape) // 8) + 1
    for smoothing in (0.8, 2.5):
        smooth = cv2.GaussianBlur(small, (0, 0), smoothing)
        otsu, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_OTSU)
        slope = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        dark = [
            smooth < otsu,
            smooth < 0.85 * cv2.boxFilter(smooth, -1, (wide, wide)),
            smooth < 0.5 * otsu + 127,
            slope > 3 * np.median(slope) + 5,
            smooth < 0.6 * otsu,
        ]
        for mask in (mask.astype(np.uint8) for mask in dark):
            for size in (0, 11, 19):  # small things upon the outline, or stuck to it, go away
                kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size or 1, size or 1))
                closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel) if size else mask
                cleaned = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel) if size else mask
                quads = _quads(np.asarray(cleaned, np.uint8), least)
                yield from (finer * (quad + 0.5) - 0.5 for quad in quads)


def _quads(mask: Photo, least: float) -> Iterator[Floats]:
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    hulls = [cv2.convexHull(contour) for contour in contours if len(contour) > 3]
    for hull in sorted(hulls, key=cv2.contourArea, reverse=True)[:4]:
        if len(hull) < 4 or cv2.contourArea(hull) < least:
            continue
        quad = np.asarray(cv2.approxPolyN(hull, 4, ensure_convex=True), np.float64).reshape(-1, 2)
        if len(quad) == 4:
            yield (
                quad if cv2.contourArea(quad.astype(np.float32), oriented=True) > 0 else quad[::-1]
            )
