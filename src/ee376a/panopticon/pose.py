"""Where a painting lies in a photograph, fitted to a fraction of a pixel.

The fit is analysis by synthesis: paint what is known of the picture as a camera with that pose,
that blur and that light would see it, compare with the photograph, and move the pose by
Gauss-Newton steps until nothing is gained.

References
----------
S. Baker, I. Matthews, "Lucas-Kanade 20 years on: a unifying framework", International Journal of
Computer Vision 56 (2004), 221-255.
A. E. Beaton, J. W. Tukey, "The fitting of power series, meaning polynomials, illustrated on
band-spectroscopic data", Technometrics 16 (1974), 147-185 (the weight of what does not fit).
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
_LEAST = 6.0  # levels that a fit may always be off: edges are drawn no finer


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
        """Find the pixels, shape (n, 2), where points of the canvas are seen.

        Examples
        --------
        >>> pose = Pose(np.diag([10.0, 10.0, 1.0]), 0.0, (100, 100))
        >>> pose.project(np.array([[2.0, 3.0]])).tolist()
        [[20.0, 30.0]]
        """
        x, y, w = self.homography @ np.column_stack([points, np.ones(len(points))]).T
        w = np.where(w > 1e-9, w, 1e-9)  # behind the camera: far out of the photo
        middle = (np.array(self.size) - 1) / 2
        straight = np.column_stack([x / w, y / w]) - middle
        bent = straight
        for _ in range(4 if self.lens else 0):
            radius = np.minimum((bent**2).sum(axis=1, keepdims=True) / (self.size[0] / 2) ** 2, 4)
            bent = straight / (1 + self.lens * radius)
        return np.asarray(bent + middle)

    @property
    def scale(self) -> float:
        """Pixels per inch: the square root of the canvas's area in the photo by its own.

        Examples
        --------
        >>> Pose(np.diag([10.0, 10.0, 1.0]), 0.0, (100, 100)).scale
        10.0
        """
        width, height = CANVAS
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]])
        x, y = self.project(corners).T
        area = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
        return float(np.sqrt(area / (width * height)))

    def jacobian(self, points: Floats) -> Floats:
        """Differentiate `project`, shape (n, 2, 2): pixels (rows) by inches (columns).

        Examples
        --------
        >>> pose = Pose(np.diag([10.0, 10.0, 1.0]), 0.0, (100, 100))
        >>> pose.jacobian(np.array([[2.0, 3.0]])).round(6).tolist()
        [[[10.0, 0.0], [0.0, 10.0]]]
        """
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

    Examples
    --------
    A photo that brightens by 10 levels a pixel to the right:

    >>> photo = np.tile(np.arange(0, 60, 10, np.uint8)[:, None], (4, 1, 3))
    >>> view, at = View.of(photo, 0.0), np.array([[1.5, 2.0]])
    >>> view.sample(at).tolist(), view.slopes(at)[0, 0].tolist()
    ([[15.0, 15.0, 15.0]], [10.0, 0.0])
    """

    pixels: npt.NDArray[np.float32]
    smoothing: float

    @staticmethod
    def of(photo: npt.NDArray[np.uint8], smoothing: float) -> View:
        """Smooth a photo.

        Parameters
        ----------
        photo : ndarray of uint8, shape (height, width, 3)
            RGB.
        smoothing : float
            Standard deviation in pixels of the blur to add; none is added up to 0.3.

        Returns
        -------
        View
        """
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
        """Tell how the paints mix at points of the canvas, in a photo of that pose and blur.

        Parameters
        ----------
        canvas : Masks
        points : ndarray, shape (S, 2)
            In inches.
        pose : Pose
        blur : float
            Of the photo itself: standard deviation in pixels.

        Returns
        -------
        csr_matrix, shape (S, labels)
            As of `ee376a.panopticon.masks.mixing`.
        """
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
    """Give the terms of the light's polynomial: 1, x, y, x², xy, y².

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        On the canvas, in inches.

    Returns
    -------
    ndarray, shape (n, 6)
        Of x and y from -1 to 1 over the canvas.

    Examples
    --------
    >>> light_basis(np.array([[33.0, 28.0], [49.5, 0.0]])).tolist()
    [[1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [1.0, 0.5, -1.0, 0.25, -0.5, 1.0]]
    """
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
        The better pose: weighted least squares, of which Tukey's biweight leaves out what is far
        off, by Gauss-Newton steps.

    Examples
    --------
    A guess that is three pixels off, and what is seen at the right place:

    >>> from ee376a.panopticon.masks import masks
    >>> from ee376a.panopticon.painting import paint
    >>> right = Pose(np.array([[10, 0, -0.5], [0, 10, -0.5], [0, 0, 1]]), 0.0, (660, 560))
    >>> view, points = View.of(paint("Art", robust=True).pixels(660), 3.0), masks(True).points
    >>> expected = view.sample(right.project(points))
    >>> guess = replace(right, homography=right.homography + [[0, 0, 3], [0, 0, -3], [0, 0, 0]])
    >>> found = fit(view, guess, points, expected, np.ones(len(points)))
    >>> off = found.pose.project(points) - right.project(points)
    >>> round(float(np.abs(off).max()), 1), round(found.explained, 3)
    (0.0, 1.0)
    """
    basis = light_basis(points)
    robust = np.ones((len(points), 3))
    for step in range(steps + 1):
        at = pose.project(points)
        outside = np.any((at < 0) | (at > np.array(pose.size) - 1), axis=1)
        trust = np.where(outside, 0, weights)[:, None]
        seen = view.sample(at)
        for _ in range(3 if step == 0 else 1):
            light = _fit_light(basis, expected, seen, trust * robust, evenness)
            left = seen - (basis @ light) * expected
            counted = np.abs(left[trust[:, 0] > 0.3])
            scale = max(_LEAST, 1.48 * float(np.median(counted))) if counted.size else np.inf
            robust = np.clip(1 - (left / (5 * scale)) ** 2, 0, None) ** 2  # Tukey's biweight
        if step < steps:
            pose = _move(view, pose, points, at, left, trust * robust, scale, lens)
    mean = (trust * seen).sum(axis=0) / max(float(trust.sum()), 1e-9)
    spread = float((trust * (seen - mean) ** 2).sum())
    capped = float((trust * np.minimum(left**2, _CAP**2)).sum())
    return Fit(pose, light, scale, 1 - capped / max(spread, 1e-9))


def _fit_light(
    basis: Floats, expected: Floats, seen: Floats, weights: Floats, evenness: float
) -> Floats:
    light = np.zeros((6, 3))
    for channel in range(3):
        shaded = basis * expected[:, channel, None]
        weighted = weights[:, channel, None] * shaded
        square = weighted.T @ shaded
        held = evenness * np.trace(square) * np.diag([0, 1, 1, 1, 1, 1.0])
        light[:, channel] = np.linalg.lstsq(square + held, weighted.T @ seen[:, channel])[0]
    return light


def _move(
    view: View,
    pose: Pose,
    points: Floats,
    at: Floats,
    left: Floats,
    weights: Floats,
    scale: float,
    lens: bool,
) -> Pose:
    """Take one Gauss-Newton step: change the pose so that the photo there gives up what is left."""
    half = np.array(CANVAS) / 2
    # With canvas coordinates from -1 to 1 the eight entries are of one size
    to_inches = np.array([[half[0], 0, half[0]], [0, half[1], half[1]], [0, 0, 1]])
    matrix = pose.homography @ to_inches
    matrix /= matrix[2, 2]
    homogeneous = np.column_stack([points / half - 1, np.ones(len(points))])
    x, y, w = (homogeneous @ matrix.T).T
    w = np.where(w > 1e-9, w, 1e-9)[:, None]
    zero = np.zeros_like(homogeneous)
    dx = np.column_stack([homogeneous, zero, -x[:, None] / w * homogeneous[:, :2]]) / w
    dy = np.column_stack([zero, homogeneous, -y[:, None] / w * homogeneous[:, :2]]) / w
    if lens:
        outward = at - (np.array(pose.size) - 1) / 2
        bend = -outward * (outward**2).sum(axis=1, keepdims=True) / (pose.size[0] / 2) ** 2
        dx, dy = np.column_stack([dx, bend[:, 0]]), np.column_stack([dy, bend[:, 1]])
    slopes = view.slopes(at)
    square = np.zeros((dx.shape[1],) * 2)
    right = np.zeros(dx.shape[1])
    for channel in range(3):
        change = slopes[:, channel, :1] * dx + slopes[:, channel, 1:] * dy
        weighted = weights[:, channel, None] * change
        square += change.T @ weighted
        right += weighted.T @ left[:, channel]
    if lens:  # a lens is most often straight
        square[8, 8] += (scale / 0.1) ** 2
        right[8] += (scale / 0.1) ** 2 * pose.lens
    square += 1e-6 * np.diag(np.diag(square)) + 1e-12 * np.eye(len(square))
    step = -np.linalg.solve(square, right)
    return replace(
        pose,
        homography=(matrix + np.append(step[:8], 0).reshape(3, 3)) @ np.linalg.inv(to_inches),
        lens=pose.lens + (float(step[8]) if lens else 0.0),
    )
