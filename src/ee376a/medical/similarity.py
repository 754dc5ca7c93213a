"""How close are two pictures? Four answers: L1, L2 (with its kin MSE and PSNR), and SSIM.

A picture is a table of grey values. L1 and L2 compare it pixel by pixel; SSIM compares, window by
window, the mean, the contrast and the pattern.

References
----------
Z. Wang, A. C. Bovik, H. R. Sheikh and E. P. Simoncelli, "Image quality assessment: from error
visibility to structural similarity", IEEE Transactions on Image Processing 13(4), 600-612, 2004.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["TOP", "l1", "l2", "mse", "psnr", "ssim", "straws"]

Floats: TypeAlias = npt.NDArray[np.float64]

#: The brightest grey value of 8 bits.
TOP = 255
# Wang et al. 2004: a Gaussian of 1.5 pixels, cut to 11 x 11.
_SIGMA, _GAUSSIAN_SIDE = 1.5, 11


def straws(first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
    """Give the absolute difference of each pixel: the length of its straw.

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures.

    Returns
    -------
    ndarray of float64, shape (height, width)
        In grey values.

    Raises
    ------
    ValueError
        If the shapes differ or a picture has no pixel.

    Examples
    --------
    >>> straws([[10, 20]], [[13, 16]]).tolist()
    [[3.0, 4.0]]
    """
    one, other = (np.asarray(picture, dtype=np.float64) for picture in (first, second))
    if one.shape != other.shape:
        raise ValueError(f"second: shape {other.shape} given, that of first, {one.shape}, allowed")
    if one.size == 0:
        raise ValueError(f"first: shape {one.shape} given, at least one pixel needed")
    return np.asarray(np.abs(one - other), dtype=np.float64)


def l1(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Give the L1 distance: all straws laid end to end.

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures.

    Returns
    -------
    float
        The sum of the absolute differences.

    Examples
    --------
    >>> l1([[10, 20]], [[13, 16]])
    7.0
    """
    return float(straws(first, second).sum())


def l2(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Give the L2 distance: the side of a square as large as the squares on all straws together.

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures.

    Returns
    -------
    float
        The root of the sum of the squared differences: Euclid's distance.

    Examples
    --------
    >>> l2([[10, 20]], [[13, 16]])
    5.0
    """
    return float(np.sqrt((straws(first, second) ** 2).sum()))


def mse(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Give the mean squared error: L2, squared, for each pixel. Its root is the RMSE.

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures.

    Returns
    -------
    float
        In squared grey values.

    Examples
    --------
    >>> mse([[10, 20]], [[13, 16]])
    12.5
    """
    return float((straws(first, second) ** 2).mean())


def psnr(first: npt.ArrayLike, second: npt.ArrayLike, *, top: float = TOP) -> float:
    """Give the peak signal-to-noise ratio: the MSE on a scale on which more is closer.

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures.
    top : float, optional
        The largest value that a pixel can have.

    Returns
    -------
    float
        ``10 log10(top**2 / mse)``, in dB; infinite for equal pictures.

    Examples
    --------
    >>> psnr([[0, 0]], [[255, 255]])
    0.0
    >>> psnr([[7]], [[7]])
    inf
    """
    error = mse(first, second)
    return float(10 * np.log10(top**2 / error)) if error else float("inf")


def ssim(
    first: npt.ArrayLike, second: npt.ArrayLike, *, window: int | None = None, top: float = TOP
) -> float:
    """Give the structural similarity (Wang et al. 2004), by scikit-image.

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures.
    window : int, optional
        Side of a flat square window, odd and at least 3, for pictures too small for the paper's
        window, which is a Gaussian of 1.5 pixels cut to 11 x 11.
    top : float, optional
        The largest value that a pixel can have.

    Returns
    -------
    float
        1 for equal pictures, lower for others; it can be negative.

    Raises
    ------
    ValueError
        If the shapes differ, the picture is smaller than the window, or `window` is not odd.

    Notes
    -----
    The paper's settings: variances divided by the number of pixels (`use_sample_covariance` False),
    K1 = .01, K2 = .03, and the mean over all windows that lie wholly in the picture.

    Examples
    --------
    >>> ramp = np.tile(np.arange(16) * 16, (16, 1))
    >>> ssim(ramp, ramp)
    1.0
    >>> ssim(ramp, 255 - ramp) < 0
    True
    """
    from skimage.metrics import structural_similarity

    side = _GAUSSIAN_SIDE if window is None else window
    if side < 3 or side % 2 == 0:
        raise ValueError(f"window: {window} given, an odd number of at least 3 allowed")
    shape = straws(first, second).shape
    if min(shape) < side:
        raise ValueError(f"first: shape {shape} given, at least {side} x {side} allowed")
    kind = {"win_size": side} if window else {"gaussian_weights": True, "sigma": _SIGMA}
    return float(
        structural_similarity(  # type: ignore[no-untyped-call]
            np.asarray(first, dtype=np.float64),
            np.asarray(second, dtype=np.float64),
            data_range=top,
            use_sample_covariance=False,
            **kind,
        )
    )
