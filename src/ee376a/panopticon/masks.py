"""Which paint lies where on the canvas, and how a blurred photograph mixes the paints.

A photograph's pixel is a weighted mean of the paints around it. With the place, the perspective and
the blur known, the weights are known too: they are the rows of a sparse matrix, and all that the
reader does (fit the pose, fit the blur, unmix the colours) is least squares with that matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numba
import numpy as np
import numpy.typing as npt
from scipy import sparse

from ee376a.panopticon.frame import LENGTH_REPEATS
from ee376a.panopticon.geometry import CANVAS, FAITHFUL, ROBUST
from ee376a.panopticon.painting import INKS, surroundings

__all__ = ["KNOWN", "Masks", "masks", "mixing"]

RESOLUTION = 20
"""Points of the label map to the inch."""

SPACING = 1 / 3
"""Inches between the points where the photograph is sampled."""

KNOWN = (*INKS, *"01234567")
"""Paints of known colour; their labels are their places here."""

_FINER = 3  # the map is drawn so many times finer: OpenCV widens polygons by half a point
_MOST = 96  # paints that may meet in one pixel

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Masks:
    """The canvas as a map of labels.

    Parameters
    ----------
    labels : ndarray of uint16, shape (56 × 20, 66 × 20)
        Label at each point: first the `KNOWN` paints, then the frame's cells that tell the length,
        then the triangles in reading order.
    first_triangle : int
        Label of the first triangle.
    count : int
        Number of labels.
    points : ndarray, shape (S, 2)
        Where to sample, in inches.
    quads : ndarray of int64, shape (S,)
        The quadrilateral that each of these points is nearest to.
    """

    labels: npt.NDArray[np.uint16]
    first_triangle: int
    count: int
    points: Floats
    quads: npt.NDArray[np.int64]

    @property
    def unknown(self) -> slice:
        """Labels of unknown colour: length cells and triangles."""
        return slice(len(KNOWN), self.count)


@lru_cache
def masks(robust: bool) -> Masks:
    """Map the canvas.

    Parameters
    ----------
    robust : bool
        Of which kind of painting.

    Returns
    -------
    Masks
        Computed once, then kept.
    """
    from scipy.spatial import cKDTree

    layout = ROBUST if robust else FAITHFUL
    known = {paint: label for label, paint in enumerate(KNOWN)}
    lengths = {f"length{i}": len(KNOWN) + i for i in range(3 * LENGTH_REPEATS if robust else 0)}
    first = len(KNOWN) + len(lengths)
    triangles = layout.triangles()
    shapes = [(points, first + i) for i, points in enumerate(triangles)]
    shapes += [(points, (known | lengths)[paint]) for points, paint in surroundings(robust)]

    scale = RESOLUTION * _FINER
    drawn = np.zeros((round(CANVAS[1] * scale), round(CANVAS[0] * scale)), np.uint16)
    for points, label in shapes:
        cv2.fillPoly(drawn, [np.rint((points * scale - 0.5) * 16).astype(np.int32)], label, shift=4)
    labels = np.ascontiguousarray(drawn[_FINER // 2 :: _FINER, _FINER // 2 :: _FINER])

    x = np.arange(SPACING / 2, CANVAS[0], SPACING)
    y = np.arange(SPACING / 2, CANVAS[1], SPACING)
    samples = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    quads = cKDTree(layout.quads().mean(axis=1)).query(samples)[1]
    return Masks(labels, first, first + len(triangles), samples, quads.astype(np.int64))


def mixing(canvas: Masks, points: Floats, spread: Floats) -> sparse.csr_matrix:
    """Tell how much of each paint is seen at each point.

    Parameters
    ----------
    canvas : Masks
        The label map.
    points : ndarray, shape (S, 2)
        Where, in inches on the canvas.
    spread : ndarray, shape (S, 2, 2)
        Covariance of the Gaussian blur there, in square inches.

    Returns
    -------
    csr_matrix, shape (S, labels)
        Weights; a row's sum is 1 (0 where it reaches out of the canvas).
    """
    inverse = np.linalg.inv(spread)
    half = 3 * np.sqrt(spread[:, [0, 1], [0, 1]]) * RESOLUTION
    least = np.sqrt(np.linalg.eigvalsh(spread)[:, 0]) * RESOLUTION
    stride = np.maximum(1, (least / 1.5).astype(np.int64))
    counts, labels, weights = _mix(
        canvas.labels, canvas.count, points * RESOLUTION, inverse / RESOLUTION**2, half, stride
    )
    ends = np.concatenate([[0], np.cumsum(counts)])
    kept = np.arange(labels.shape[1]) < counts[:, None]
    shape = (len(points), canvas.count)
    return sparse.csr_matrix((weights[kept], labels[kept], ends), shape=shape)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _mix(labels, count, points, inverse, half, stride):  # type: ignore[no-untyped-def]
    height, width = labels.shape
    total = points.shape[0]
    counts = np.zeros(total, np.int64)
    found = np.zeros((total, _MOST), np.int32)
    weights = np.zeros((total, _MOST), np.float64)
    sums = np.zeros(count)
    for s in range(total):
        x, y = points[s, 0] - 0.5, points[s, 1] - 0.5
        left, right = int(np.floor(x - half[s, 0])), int(np.ceil(x + half[s, 0]))
        top, bottom = int(np.floor(y - half[s, 1])), int(np.ceil(y + half[s, 1]))
        a, b, c = inverse[s, 0, 0], inverse[s, 0, 1], inverse[s, 1, 1]
        touched = 0
        inside = 0.0
        outside = 0.0
        for row in range(top, bottom + 1, stride[s]):
            dy = row - y
            for column in range(left, right + 1, stride[s]):
                dx = column - x
                power = 0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy)
                if power > 5:
                    continue
                weight = np.exp(-power)
                if 0 <= row < height and 0 <= column < width:
                    label = labels[row, column]
                    if sums[label] == 0:
                        if touched == _MOST:
                            continue
                        found[s, touched] = label
                        touched += 1
                    sums[label] += weight
                    inside += weight
                else:
                    outside += weight
        usable = outside < 0.003 * inside
        for i in range(touched):
            weights[s, i] = sums[found[s, i]] / inside if inside > 0 else 0.0
            sums[found[s, i]] = 0
        counts[s] = touched if usable else 0
    return counts, found, weights
