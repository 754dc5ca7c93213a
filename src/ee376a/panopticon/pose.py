"""Where a painting lies in a photograph, fitted to a fraction of a pixel.

The fit is analysis by synthesis: paint what is known of the picture as a camera with that pose,
that blur and that light would see it, compare with the photograph, and move the pose by
Gauss-Newton steps until nothing is gained.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt
from scipy import sparse

from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.masks import Masks, mixing

__all__ = ["Fit", "Pose", "View", "fit", "light_basis"]

Floats = npt.NDArray[np.float64]

_PIXEL = 0.5
"""Standard deviation, in pixels, of the blur that the pixels' own size makes."""


_CAP = 40.0  # levels: what is further off is hidden by something


@dataclass(frozen=True)
class Pose:
    """How the canvas is seen.

    Parameters
    ----------
    homography : ndarray, shape (3, 3)
        Takes homogeneous inches on the canvas to pixels, lens distortion apart.
    lens : float
        A point seen at distance r from the photo's centre (in half widths) would be at
        r (1 + lens r²) without distortion.
    size : tuple of int
        Width and height of the photo.
    """

    homography: Floats
    lens: float
    size: tuple[int, int]

    def project(self, points: Floats) -> Floats:
        """Find the pixels, shape (n, 2), where points of the canvas are seen."""
        x, y, w = self.homography @ np.column_stack([points, np.ones(len(points))]).T
        w = np.where(w > 1e-9, w, 1e-9)  # behind the camera: far out of the photo
        middle = (np.array(self.size) - 1) / 2
        straight = np.column_stack([x / w, y / w]) - middle
        bent = straight
        for _ in range(4 if self.lens else 0):
            radius = np.minimum((bent**2).sum(axis=1, keepdims=True) / (self.size[0] / 2) ** 2, 4)
            bent = straight / (1 + self.lens * radius)
        return np.asarray(bent + middle)

    def jacobian(self, points: Floats) -> Floats:
        """Differentiate `project`, shape (n, 2, 2): pixels (rows) by inches (columns)."""
        steps = [
            (self.project(points + step) - self.project(points - step)) / 0.02
            for step in ([0.01, 0], [0, 0.01])
        ]
        return np.stack(steps, axis=-1)


@dataclass(frozen=True)
class View:
    """A photograph made ready for sampling.

    Parameters
    ----------
    pixels : ndarray of float32, shape (height, width, 3)
        RGB.
    smoothing : float
        Standard deviation in pixels of the blur that was added to it.
    """

    pixels: npt.NDArray[np.float32]
    smoothing: float

    @staticmethod
    def of(photo: npt.NDArray[np.uint8], smoothing: float) -> View:
        """Smooth a photo."""
        pixels = photo.astype(np.float32)
        if smoothing > 0.3:
            return View(np.asarray(cv2.GaussianBlur(pixels, (0, 0), smoothing)), smoothing)
        return View(pixels, 0.0)

    def sample(self, at: Floats) -> Floats:
        """Read the colours, shape (n, 3), at pixels of shape (n, 2)."""
        return _sample(self.pixels, at)

    def slopes(self, at: Floats) -> Floats:
        """Differentiate `sample`, shape (n, 3, 2)."""
        steps = [
            (_sample(self.pixels, at + step) - _sample(self.pixels, at - step))
            for step in ([0.5, 0], [0, 0.5])
        ]
        return np.stack(steps, axis=-1)

    def mixing(self, canvas: Masks, points: Floats, pose: Pose, blur: float) -> sparse.csr_matrix:
        """Tell how the paints mix at points of the canvas, in a photo of that pose and blur."""
        variance = blur**2 + self.smoothing**2 + _PIXEL**2
        return mixing(canvas, points, pose.jacobian(points), variance)


def _sample(pixels: npt.NDArray[np.float32], at: Floats) -> Floats:
    x, y = at.astype(np.float32).T
    if not len(x):
        return np.zeros((0, 3))
    # OpenCV wants maps of fewer than 2**15 rows: fold them
    rows = -(-len(x) // 256)
    folded = [np.resize(axis, rows * 256).reshape(rows, 256) for axis in (x, y)]
    seen = cv2.remap(
        pixels, folded[0], folded[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(seen, np.float64).reshape(-1, 3)[: len(x)]


@dataclass(frozen=True)
class Fit:
    """A pose with the light that explains the photo, and what is left unexplained.

    Parameters
    ----------
    pose : Pose
        Where the canvas is.
    light : ndarray, shape (6, 3)
        Gain of each channel as a polynomial of the place on the canvas (`light_basis`).
    scale : float
        Robust standard deviation of what is left, in 8-bit levels.
    explained : float
        Part of the weighted variance that the fit explains, at most 1.
    """

    pose: Pose
    light: Floats
    scale: float
    explained: float


def light_basis(points: Floats) -> Floats:
    """Give 1, x, y, x², xy, y² of points on the canvas, shape (n, 6); x and y from -1 to 1."""
    x, y = (points / (np.array(CANVAS) / 2) - 1).T
    return np.column_stack([np.ones_like(x), x, y, x * x, x * y, y * y])


def fit(
    view: View,
    pose: Pose,
    points: Floats,
    expected: Floats,
    weights: Floats,
    *,
    steps: int = 8,
    lens: bool = False,
    evenness: float = 1e-6,
) -> Fit:
    """Move a pose until the photo looks as expected.

    Parameters
    ----------
    view : View
        The photo.
    pose : Pose
        A guess, wrong by less than what is seen at those points is blurred.
    points : ndarray, shape (S, 2)
        Places on the canvas, in inches.
    expected : ndarray, shape (S, 3)
        Colours there, in even light.
    weights : ndarray, shape (S,)
        How far each place counts.
    steps : int
        Gauss-Newton steps; none fits the light only.
    lens : bool
        Whether to fit the lens distortion too.
    evenness : float
        How strongly light that differs over the canvas is held back.

    Returns
    -------
    Fit
        The better pose.
    """
    basis = light_basis(points)
    normal = points / (np.array(CANVAS) / 2) - 1
    # In coordinates from -1 to 1 the parameters are of one size
    to_inches = np.array(
        [[CANVAS[0] / 2, 0, CANVAS[0] / 2], [0, CANVAS[1] / 2, CANVAS[1] / 2], [0, 0, 1]]
    )
    robust = np.ones((len(points), 3))
    light = np.zeros((6, 3))
    scale = explained = 0.0
    for step in range(steps + 1):
        at = pose.project(points)
        edge = ((at < 0) | (at > np.array(pose.size) - 1)).any(axis=1)
        trust = np.where(edge, 0, weights)[:, None]
        seen = view.sample(at)
        for _ in range(3 if step == 0 else 1):
            weighted = trust * robust
            for channel in range(3):
                shaded = basis * expected[:, channel, None]
                root = weighted[:, channel, None] * shaded
                ridge = evenness * np.trace(root.T @ shaded) * np.diag([0, 1, 1, 1, 1, 1.0])
                light[:, channel] = np.linalg.lstsq(
                    root.T @ shaded + ridge, root.T @ seen[:, channel], rcond=None
                )[0]
            left = seen - (basis @ light) * expected
            counted = np.abs(left[trust[:, 0] > 0.3])
            scale = max(6.0, 1.48 * float(np.median(counted))) if counted.size else 1e3
            robust = np.clip(1 - (left / (5 * scale)) ** 2, 0, None) ** 2
        weighted = trust * robust
        mean = (trust * seen).sum(axis=0) / max(float(trust.sum()), 1e-9)
        spread = float((trust * (seen - mean) ** 2).sum())
        capped = np.minimum(left**2, _CAP**2)
        explained = 1 - float((trust * capped).sum()) / max(spread, 1e-9)
        if step == steps:
            break
        matrix = pose.homography @ to_inches
        homogeneous = np.column_stack([normal, np.ones(len(normal))])
        x, y, w = (homogeneous @ matrix.T).T
        w = np.where(w > 1e-9, w, 1e-9)
        zero = np.zeros_like(homogeneous)
        dx = np.column_stack([homogeneous, zero, -(x / w)[:, None] * homogeneous[:, :2]])
        dy = np.column_stack([zero, homogeneous, -(y / w)[:, None] * homogeneous[:, :2]])
        dx, dy = dx / w[:, None], dy / w[:, None]
        if lens:
            outward = at - (np.array(pose.size) - 1) / 2
            radius = (outward**2).sum(axis=1) / (pose.size[0] / 2) ** 2
            dx = np.column_stack([dx, -outward[:, 0] * radius])
            dy = np.column_stack([dy, -outward[:, 1] * radius])
        slopes = view.slopes(at)
        square = np.zeros((dx.shape[1],) * 2)
        right = np.zeros(dx.shape[1])
        for channel in range(3):
            change = slopes[:, channel, :1] * dx + slopes[:, channel, 1:] * dy
            down = weighted[:, channel, None] * change
            square += change.T @ down
            right += down.T @ left[:, channel]
        if lens:  # a lens is most often straight
            square[8, 8] += (scale / 0.1) ** 2
            right[8] += (scale / 0.1) ** 2 * pose.lens
        damped = square + 1e-6 * np.diag(np.diag(square)) + 1e-12 * np.eye(len(square))
        move = -np.linalg.solve(damped, right)
        matrix = matrix / matrix[2, 2]
        change_of = np.append(move[:8], 0).reshape(3, 3)
        # derivatives were taken with the matrix as it was: same scale
        pose = replace(
            pose,
            homography=(matrix + change_of / (pose.homography @ to_inches)[2, 2])
            @ np.linalg.inv(to_inches),
            lens=pose.lens + (float(move[8]) if lens else 0.0),
        )
    return Fit(pose, light, scale, explained)
