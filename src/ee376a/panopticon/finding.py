"""Find a robust painting in a photograph: guesses from tags and outlines, the best of them fitted.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from ee376a.panopticon.frame import TAGS, ring, tag_squares
from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.pose import Pose

__all__ = ["guesses", "likeness"]

Floats = npt.NDArray[np.float64]
Photo = npt.NDArray[np.uint8]


def guesses(photo: Photo) -> Iterator[Pose]:
    """Guess where the painting is: from its tags first, then from outlines with four corners.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)
        RGB.

    Yields
    ------
    Pose
        Guesses, most of them wrong.
    """
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    size = (photo.shape[1], photo.shape[0])
    for homography in _from_tags(grey):
        yield Pose(homography, 0.0, size)
    sides = np.array([[0, 0], [CANVAS[0], 0], CANVAS, [0, CANVAS[1]]])
    for quad in _outlines(grey):
        for turn in range(4):
            corners = np.roll(quad, turn, axis=0).astype(np.float32)
            homography = cv2.getPerspectiveTransform(sides.astype(np.float32), corners)
            yield Pose(homography.astype(np.float64), 0.0, size)


def likeness(photo: Photo, pose: Pose) -> float:
    """Compare the black and white cells of the frame with what is seen at their places.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width)
        Grey, best smoothed a little.
    pose : Pose
        A guess.

    Returns
    -------
    float
        Correlation, -1 to 1.
    """
    cells = ring()[::2]
    white = np.array([pow(turn, 26, 53) == 1 for turn in range(len(cells))], dtype=np.float64)
    # five points a cell, so that a guess that is a little off still agrees in most
    inner = 0.5 * cells + 0.5 * cells.mean(axis=1, keepdims=True)
    points = np.concatenate([inner, cells.mean(axis=1, keepdims=True)], axis=1).reshape(-1, 2)
    at = pose.project(points)
    if ((at < 0) | (at > np.array(pose.size) - 1)).any(axis=1).mean() > 0.5:
        return -1.0
    x, y = np.clip(np.rint(at), 0, np.array(pose.size) - 1).astype(int).T
    seen = photo[y, x].astype(np.float64).reshape(-1, 5).mean(axis=1)
    # light differs along the frame: compare with the cells around
    near = np.stack([np.roll(seen, shift) for shift in range(-6, 7)])
    low, high = near.min(axis=0), near.max(axis=0)
    relative = (seen - low) / np.maximum(high - low, 8)
    return float(np.corrcoef(relative + 1e-9 * white, white)[0, 1])


def _from_tags(grey: Photo) -> Iterator[Floats]:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    wanted = cv2.aruco.Dictionary(dictionary.bytesList[: len(TAGS)], 4, 1)
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    corners, found, _ = cv2.aruco.ArucoDetector(wanted, parameters).detectMarkers(grey)
    if found is None:
        return
    squares = tag_squares()
    canvas = np.concatenate([squares[int(tag)] for tag in found.ravel()])
    seen = np.concatenate([corner.reshape(4, 2) for corner in corners])
    if len(found) > 1:
        homography, _ = cv2.findHomography(canvas, seen, cv2.RANSAC, 3.0)
        if homography is not None:
            yield homography
    for i in range(len(found)):
        own = slice(4 * i, 4 * i + 4)
        homography, _ = cv2.findHomography(canvas[own], seen[own])
        if homography is not None:
            yield homography


def _outlines(grey: Photo) -> Iterator[Floats]:
    """Find convex shapes with four corners, clockwise as seen."""
    least = 0.01 * grey.size
    for smoothing in (1.5, 5):
        smooth = cv2.GaussianBlur(grey, (0, 0), smoothing)
        masks = [smooth < level for level in _levels(smooth)]
        wide = 2 * (max(grey.shape) // 8) + 1
        masks.append(smooth < cv2.boxFilter(smooth, -1, (wide, wide)) * 0.85)
        slope = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8))
        masks.append(slope > 3 * np.median(slope) + 5)
        for mask in masks:
            contours, _ = cv2.findContours(
                mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
            )
            for contour in sorted(contours, key=len, reverse=True)[:6]:
                hull = cv2.convexHull(contour)
                if len(hull) < 4 or cv2.contourArea(hull) < least:
                    continue
                quad = cv2.approxPolyN(hull, 4, ensure_convex=True).reshape(-1, 2)
                if len(quad) == 4:
                    yield quad if cv2.contourArea(quad, oriented=True) > 0 else quad[::-1]


def _levels(smooth: Photo) -> list[float]:
    otsu, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_OTSU)
    return [float(otsu), 0.6 * float(otsu), 0.5 * (float(otsu) + 255)]
