"""Explain a photograph: which pose, light, blur and digits would make it look like that.

The frame comes first, since its colours are known: it gives the pose, the palette and the
blur. With those the triangles' colours are unmixed. Then all of the painting is known, if only with
errors, and gives a better pose and blur; and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize_scalar

from ee376a.panopticon.geometry import CANVAS
from ee376a.panopticon.masks import KNOWN, SPACING, Masks, masks
from ee376a.panopticon.painting import INKS
from ee376a.panopticon.palettes import PALETTES, Palette
from ee376a.panopticon.pose import Fit, Pose, View, fit, light_basis
from ee376a.panopticon.unmixing import Unmixed, unmix

__all__ = ["Explanation", "explain"]

Floats = npt.NDArray[np.float64]

_ROUNDS = 3
_CLEARLY_NOT = 0.3  # part of the variance: a frame explains more
_GUESSED_BLUR = 1.0  # pixels, before it is known
_HOPELESS = 1.5  # inches of blur, half a quadrilateral: nothing could be unmixed, and slowly
_FEWER = slice(None, None, 4)  # samples that are enough for one number


@dataclass(frozen=True)
class Explanation:
    """What a photograph shows, and how well that explains it.

    Parameters
    ----------
    fit : Fit
        Pose and light.
    blur : float
        Standard deviation in pixels.
    palette : Palette
        The colours of the digits.
    unmixed : Unmixed
        Digits of the cells that tell the length (first, in robust mode) and of the triangles.
    residual : ndarray, shape (quads,)
        Mean square of what is unexplained in and around each quadrilateral, in units of the
        photo's noise; infinite where the photo does not show it.
    """

    fit: Fit
    blur: float
    palette: Palette
    unmixed: Unmixed
    residual: Floats


def explain(photo: npt.NDArray[np.uint8], pose: Pose, *, robust: bool) -> Iterator[Explanation]:
    """Explain a photograph better and better.

    Parameters
    ----------
    photo : ndarray of uint8, shape (height, width, 3)
        RGB.
    pose : Pose
        About where the painting is.
    robust : bool
        Whether it has a frame.

    Yields
    ------
    Explanation
        Three at most, each from the one before; none where the blur is too wide for any.

    Examples
    --------
    A picture with a blur of two pixels, explained for the first time:

    >>> import cv2
    >>> from ee376a.panopticon.painting import paint
    >>> painting = paint("Art", robust=True)
    >>> photo = cv2.GaussianBlur(painting.pixels(330), (0, 0), 2)
    >>> pose = Pose(np.array([[5, 0, -0.5], [0, 5, -0.5], [0, 0, 1]]), 0.0, (330, 280))
    >>> found = next(explain(photo, pose, robust=True))
    >>> found.palette.name, round(found.blur), found.unmixed.digits[21:24].tolist()
    ('safe', 2, [1, 0, 1])
    >>> np.array_equal(found.unmixed.digits[21:], painting.digits)
    True
    """
    canvas = masks(robust)
    inch = _pixels_per_inch(pose)
    smooth = View.of(photo, 1.5 * SPACING * inch.min())
    view = View.of(photo, 0.35 * SPACING * inch.min())

    palette = _best_palette(smooth, pose, canvas, _GUESSED_BLUR)
    found = _fit_frame(smooth, pose, canvas, palette, _GUESSED_BLUR, steps=6, stride=2)
    if robust and found.explained < _CLEARLY_NOT:
        return
    palette = _best_palette(view, found.pose, canvas, 0.15 * inch.max())
    blur, grid = 0.0, np.array([0, 0.2, 0.4, 0.7, 1.0]) * inch.max()
    for steps in (4, 2):
        widest = max(blur, 0.35 * inch.max())
        blur = _frame_blur(view, found.pose, canvas, palette, widest, grid)
        found = _fit_frame(view, found.pose, canvas, palette, blur, steps=steps, stride=1)
        grid = _around(blur, inch.max())
    if blur > _HOPELESS * found.pose.scale:
        return
    whiten = _whitener(_frame_residual(view, found, canvas, palette, blur))

    for turn in range(_ROUNDS):
        seen = _See(view, found, canvas, blur)
        if not robust and turn == 0:
            palette = min(PALETTES.values(), key=lambda p: seen.unmix(p, whiten)[2].mean())
        unmixed, colours, residual = seen.unmix(palette, whiten)
        yield Explanation(found, blur, palette, unmixed, _by_quad(residual, seen.trust, canvas))
        if turn < _ROUNDS - 1:
            blur = _full_blur(seen, colours, inch.max())
            expected = view.mixing(canvas, canvas.points, found.pose, blur) @ colours
            found = fit(view, found.pose, canvas.points, expected, seen.trust, steps=3, lens=True)


def _pixels_per_inch(pose: Pose) -> Floats:
    """Give the scale of the photo, the largest and the smallest, near the corners."""
    corners = np.array([[x, y] for x in (3.0, CANVAS[0] - 3) for y in (3.0, CANVAS[1] - 3)])
    return np.asarray(np.linalg.svd(pose.jacobian(corners), compute_uv=False))


def _colours(palette: Palette) -> Floats:
    inks = [list(bytes.fromhex(colour[1:])) for colour in INKS.values()]
    return np.array([*inks, *palette.rgb], dtype=np.float64)


def _weights(share: Floats) -> Floats:
    """Weigh samples by the part that is known: the rest has a colour some 50 levels off."""
    return np.asarray(1 / (1 + (8 * (1 - share)) ** 2))


def _share(matrix: sparse.csr_matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _fit_frame(
    view: View, pose: Pose, canvas: Masks, palette: Palette, blur: float, steps: int, stride: int
) -> Fit:
    """Fit what is known of the painting before any digit is."""
    points = canvas.frame_points[::stride]
    expected, share = _frame(view, pose, canvas, palette, blur, points)
    if canvas.framed:
        return fit(view, pose, points, expected, _weights(share), steps=steps, lens=True)
    # The tower alone tells how bright the light is, but not where the corners are
    return fit(view, pose, points, expected, _weights(share) ** 8, steps=0, evenness=1.0)


def _frame(
    view: View, pose: Pose, canvas: Masks, palette: Palette, blur: float, points: Floats
) -> tuple[Floats, Floats]:
    """Expect colours, with a mean colour where they are unknown; and tell the known part."""
    known = view.mixing(canvas, points, pose, blur)[:, : len(KNOWN)]
    share = _share(known)
    return _paint(known, share, palette), share


def _paint(known: sparse.csr_matrix, share: Floats, palette: Palette) -> Floats:
    colours = _colours(palette)
    mean = colours[len(INKS) :].mean(axis=0)
    return np.asarray(known @ colours + (1 - share)[:, None] * mean)


def _frame_residual(view: View, found: Fit, canvas: Masks, palette: Palette, blur: float) -> Floats:
    points = canvas.frame_points
    expected, share = _frame(view, found.pose, canvas, palette, blur, points)
    seen = view.sample(found.pose.project(points))
    left = seen - (light_basis(points) @ found.light) * expected
    return np.asarray(left[share > 0.97])


def _best_palette(view: View, pose: Pose, canvas: Masks, blur: float) -> Palette:
    points = canvas.frame_points[_FEWER]
    known = view.mixing(canvas, points, pose, blur)[:, : len(KNOWN)]
    share = _share(known)

    def explained(palette: Palette) -> float:
        expected = _paint(known, share, palette)
        return fit(view, pose, points, expected, _weights(share), steps=0).explained

    return max(PALETTES.values(), key=explained)


def _frame_blur(
    view: View, pose: Pose, canvas: Masks, palette: Palette, widest: float, grid: Floats
) -> float:
    points = canvas.frame_points[_FEWER]
    # The same weights for all, so that only the fit differs
    weights = _weights(_frame(view, pose, canvas, palette, widest, points)[1])

    def unexplained(blur: float) -> float:
        expected, _ = _frame(view, pose, canvas, palette, blur, points)
        return -fit(view, pose, points, expected, weights, steps=0).explained

    return _minimise(unexplained, grid)


def _full_blur(seen: _See, colours: Floats, inch: float) -> float:
    canvas, view, pose = seen.canvas, seen.view, seen.found.pose
    points = canvas.points[_FEWER]
    widest = view.mixing(canvas, points, pose, max(1.3 * seen.blur, 0.3 * inch))
    weights = seen.inside[_FEWER] * _weights(_share(widest))

    def unexplained(blur: float) -> float:
        expected = view.mixing(canvas, points, pose, blur) @ colours
        return -fit(view, pose, points, expected, weights, steps=0).explained

    return _minimise(unexplained, _around(seen.blur, inch))


def _around(blur: float, inch: float) -> Floats:
    return np.array([max(0, 0.7 * blur - 0.1 * inch), blur, 1.3 * blur + 0.1 * inch])


def _minimise(cost: Callable[[float], float], grid: Floats) -> float:
    best = int(np.argmin([cost(value) for value in grid]))
    bounds = (grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)])
    options = {"maxiter": 3}
    return float(minimize_scalar(cost, bounds=bounds, method="bounded", options=options).x)


def _whitener(residual: Floats) -> Floats:
    """Find what makes the noise of the channels equal and independent (JPEG spoils hues most)."""
    size = (residual**2).sum(axis=1)
    good = residual[size < 6 * np.median(size)] if len(size) else residual
    covariance = good.T @ good / max(len(good), 1) + 4 * np.eye(3)
    return np.asarray(np.linalg.inv(np.linalg.cholesky(covariance)))


class _See:
    """The samples of a photo with a pose, a light and a blur."""

    def __init__(self, view: View, found: Fit, canvas: Masks, blur: float) -> None:
        self.view, self.found, self.canvas, self.blur = view, found, canvas, blur
        self.matrix = view.mixing(canvas, canvas.points, found.pose, blur)
        at = found.pose.project(canvas.points)
        self.inside = np.all((at >= 0) & (at <= np.array(found.pose.size) - 1), axis=1)
        self.trust = self.inside * _weights(_share(self.matrix))
        self.light = light_basis(canvas.points) @ found.light
        self.pixels = view.sample(at)

    def unmix(self, palette: Palette, whiten: Floats) -> tuple[Unmixed, Floats, Floats]:
        """Find the digits, the colours of all labels, and the squared residual of the samples."""
        canvas, known = self.canvas, len(KNOWN)
        colours = _colours(palette)
        digits = colours[len(INKS) :]
        shown = np.maximum(light_basis(canvas.centres) @ self.found.light, 0.02)[:, None] * digits
        rest = self.pixels - self.light * (self.matrix[:, :known] @ colours)
        unmixed = unmix(self.matrix[:, known:], rest @ whiten.T, self.trust, shown @ whiten.T)
        colours = np.concatenate([colours, digits[unmixed.digits]])
        left = (self.pixels - self.light * (self.matrix @ colours)) @ whiten.T
        return unmixed, colours, (left**2).sum(axis=1)


def _by_quad(residual: Floats, trust: Floats, canvas: Masks) -> Floats:
    count = int(canvas.quads.max()) + 1
    total = np.bincount(canvas.quads, residual * trust, count)
    weight = np.bincount(canvas.quads, trust, count)
    return np.where(weight > 1, total / np.maximum(weight, 1), np.inf)
