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

SPACING = 0.4
"""Inches between the points where the photograph is sampled."""

KNOWN = (*INKS, *"01234567")
"""Paints of known colour; their labels are their places here."""

_FINER = 3  # the map is drawn so many times finer: OpenCV widens polygons by half a point
_REACH = 3.2  # standard deviations that a blur reaches

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
    frame_points : ndarray, shape (F, 2)
        Those of the points that lie among known paints.
    centres : ndarray, shape (unknown labels, 2)
        Where the patches of unknown colour are, in inches.
    """

    labels: npt.NDArray[np.uint16]
    first_triangle: int
    count: int
    points: Floats
    quads: npt.NDArray[np.int64]
    frame_points: Floats
    centres: Floats

    @property
    def framed(self) -> bool:
        """Whether the painting has a frame.

        Examples
        --------
        >>> masks(robust=False).framed, masks(robust=True).framed
        (False, True)
        """
        return self.first_triangle > len(KNOWN)


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

    Examples
    --------
    >>> canvas = masks(robust=False)
    >>> canvas.labels.shape, canvas.first_triangle, canvas.count - canvas.first_triangle
    ((1120, 1320), 13, 1584)
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
    known_around = cv2.erode((labels < len(KNOWN)).astype(np.uint8), np.ones((5, 5), np.uint8))
    at = (samples * RESOLUTION).astype(np.int64)
    surrounded = known_around[at[:, 1], at[:, 0]] > 0
    centres = [points.mean(axis=0) for points, label in shapes if label >= len(KNOWN)]
    centres = centres[len(triangles) :] + centres[: len(triangles)]
    return Masks(
        labels,
        first,
        first + len(triangles),
        samples,
        quads.astype(np.int64),
        samples[surrounded],
        np.array(centres),
    )


def mixing(canvas: Masks, points: Floats, jacobian: Floats, variance: float) -> sparse.csr_matrix:
    """Tell how much of each paint is seen at each point.

    Parameters
    ----------
    canvas : Masks
        The label map.
    points : ndarray, shape (S, 2)
        Where, in inches on the canvas.
    jacobian : ndarray, shape (S, 2, 2)
        Pixels of the photo (rows) by inches of the canvas (columns) there.
    variance : float
        Of the Gaussian blur, in square pixels of the photo.

    Returns
    -------
    csr_matrix, shape (S, labels)
        Weights; a row's sum is less than 1 where it reaches out of the canvas.

    Examples
    --------
    The first triangle at ten pixels to the inch, sharp and with a blur of two inches: how many
    paints are mixed there, the triangle's own part, and the part that is on the canvas.

    >>> canvas = masks(robust=False)
    >>> middle, jacobian = FAITHFUL.triangles()[:1].mean(axis=1), np.diag([10.0, 10.0])[None]
    >>> for deviation in (1, 20):
    ...     seen = mixing(canvas, middle, jacobian, deviation**2)
    ...     print(seen.nnz, round(seen[0, canvas.first_triangle], 2), round(seen.sum(), 2))
    1 1.0 1.0
    25 0.08 0.68
    """
    ends, labels, weights = _mix(
        canvas.labels,
        canvas.count,
        points * RESOLUTION - 0.5,
        jacobian / (RESOLUTION * np.sqrt(variance)),
    )
    return sparse.csr_matrix((weights, labels, ends), shape=(len(points), canvas.count))


@numba.njit(cache=True)
def _mix(labels, count, points, jacobian):  # type: ignore[no-untyped-def]
    """Add up the labels under a Gaussian whose exponent is half of |jacobian @ offset|²."""
    height, width = labels.shape
    total = points.shape[0]
    ends = np.zeros(total + 1, np.int32)
    found = np.zeros(16 * total, np.int32)
    weights = np.zeros(16 * total, np.float64)
    sums = np.zeros(count)
    size = 0
    for s in range(total):
        a, b, c, d = jacobian[s, 0, 0], jacobian[s, 0, 1], jacobian[s, 1, 0], jacobian[s, 1, 1]
        xx, xy, yy = a * a + c * c, a * b + c * d, b * b + d * d
        determinant = max(xx * yy - xy * xy, 1e-12)
        largest = 0.5 * (xx + yy) + np.sqrt(0.25 * (xx - yy) ** 2 + xy * xy)
        # three points to a standard deviation: fewer see the edges of the patches too coarsely
        stride = max(1, int(1 / (3 * np.sqrt(largest))))
        bend = np.exp(-xx * stride * stride)
        x, y = points[s, 0], points[s, 1]
        down = _REACH * np.sqrt(xx / determinant)
        if size + count > found.shape[0]:
            found = np.concatenate((found, np.zeros_like(found)))
            weights = np.concatenate((weights, np.zeros_like(weights)))
        first = size
        inside = outside = 0.0
        for row in range(int(np.ceil(y - down)), int(np.floor(y + down)) + 1, stride):
            dy = row - y
            middle = x - xy * dy / xx
            across = np.sqrt(max(_REACH * _REACH - dy * dy * determinant / xx, 0.0) / xx)
            left = int(np.ceil(middle - across))
            dx = left - x
            weight = np.exp(-0.5 * (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy))
            ratio = np.exp(-0.5 * stride * (xx * (2 * dx + stride) + 2 * xy * dy))
            for column in range(left, int(np.floor(middle + across)) + 1, stride):
                if 0 <= row < height and 0 <= column < width:
                    label = labels[row, column]
                    if sums[label] == 0:
                        found[size] = label
                        size += 1
                    sums[label] += weight
                    inside += weight
                else:
                    outside += weight
                weight *= ratio
                ratio *= bend
        for i in range(first, size):
            weights[i] = sums[found[i]] / (inside + outside)
            sums[found[i]] = 0
        ends[s + 1] = size
    return ends, found[:size], weights[:size]
