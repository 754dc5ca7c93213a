"""What a biologist counts in a field: nuclei (DNA channel) and bright spots (GFP channel)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Statistics", "count_spots", "find_nuclei", "measure"]

Floats: TypeAlias = npt.NDArray[np.float64]

# Between debris and the smallest nucleus; two nuclei that touch make one object above the largest.
_SMALLEST, _LARGEST = 150, 1500
# A spot is about four pixels wide: the two blurs keep what is of that size.
_NARROW, _WIDE, _STEP = 1.5, 3.0, 6.0


@dataclass(frozen=True)
class Statistics:
    """Numbers of one field, at 512 x 512 pixels.

    Attributes
    ----------
    nuclei : int
        How many were found.
    area : float
        Median area of a nucleus, in pixels.
    eccentricity : float
        Median eccentricity of the ellipse with the same second moments; 0 is a circle.
    brightness : float
        Median, over nuclei, of the mean grey value.
    background : float
        Median grey value outside nuclei, DNA channel.
    gfp : float
        Mean grey value of the GFP channel.
    correlation : float
        Pearson's, of the two channels, pixel by pixel.
    spots : int
        Bright spots in the GFP channel.
    """

    nuclei: int
    area: float
    eccentricity: float
    brightness: float
    background: float
    gfp: float
    correlation: float
    spots: int


def find_nuclei(dna: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Find the nuclei: what is brighter than Otsu's threshold and of a nucleus's size.

    Parameters
    ----------
    dna : array_like, shape (height, width)
        Grey values of the DNA channel.

    Returns
    -------
    ndarray of int64, shape (height, width)
        0 outside, else the number of the nucleus, from 1.

    Raises
    ------
    ValueError
        If the picture has only one grey value: there is no threshold.

    Examples
    --------
    >>> field = np.full((60, 60), 10)
    >>> field[5:25, 5:25] = 90
    >>> field[30:32, 30:32] = 90  # too small
    >>> int(find_nuclei(field).max())
    1
    """
    from skimage.filters import gaussian, threshold_otsu
    from skimage.measure import label

    values = np.asarray(dna, dtype=np.float64)
    smooth = gaussian(values, sigma=1.0, preserve_range=True)  # type: ignore[no-untyped-call]
    if np.ptp(smooth) == 0:
        raise ValueError(f"dna: all pixels are {smooth.flat[0]:g}, at least two values needed")
    found = label(smooth > threshold_otsu(smooth))  # type: ignore[no-untyped-call]
    size = np.bincount(found.ravel())
    kept = (size >= _SMALLEST) & (size <= _LARGEST)
    kept[0] = False
    numbers = np.where(kept, np.cumsum(kept), 0)
    return np.asarray(numbers[found], dtype=np.int64)


def count_spots(gfp: npt.ArrayLike) -> int:
    """Count bright spots: peaks of the difference of a narrow and a wide Gaussian blur.

    Parameters
    ----------
    gfp : array_like, shape (height, width)
        Grey values of the GFP channel.

    Returns
    -------
    int
        How many peaks stand out by more than six standard deviations of the difference.

    Notes
    -----
    The standard deviation is estimated from the median of the absolute differences, so it is that
    of the noise and not of the spots: bright fields are noisier than dark ones, and a threshold in
    grey values would count their noise.

    Examples
    --------
    >>> field = np.full((40, 40), 20)
    >>> field[8:11, 8:11] = field[30:33, 20:23] = 200
    >>> count_spots(field)
    2
    """
    from scipy.ndimage import gaussian_filter, maximum_filter

    values = np.asarray(gfp, dtype=np.float64)
    band = gaussian_filter(values, _NARROW) - gaussian_filter(values, _WIDE)
    noise = 1.4826 * float(np.median(np.abs(band)))
    return int(((band == maximum_filter(band, size=5)) & (band > _STEP * noise)).sum())


def measure(dna: npt.ArrayLike, gfp: npt.ArrayLike) -> Statistics:
    """Measure a field.

    Parameters
    ----------
    dna, gfp : array_like, shape (height, width)
        Its two channels.

    Returns
    -------
    Statistics
        See there.

    Raises
    ------
    ValueError
        If the shapes differ, or no nucleus is found.

    Examples
    --------
    >>> y, x = np.mgrid[:60, :60]
    >>> dna = np.where(np.hypot(y - 30, x - 30) < 10, 90, 10)
    >>> gfp = np.full((60, 60), 20)
    >>> gfp[28:31, 28:31] = gfp[48:51, 18:21] = 200
    >>> found = measure(dna, gfp)
    >>> found.nuclei, found.area, found.background, found.spots
    (1, 313.0, 10.0, 2)
    """
    from skimage.measure import regionprops

    first, second = (np.asarray(values, dtype=np.float64) for values in (dna, gfp))
    if first.shape != second.shape:
        raise ValueError(f"gfp: shape {second.shape} given, that of dna, {first.shape}, allowed")
    numbers = find_nuclei(first)
    found = regionprops(numbers, intensity_image=first)  # type: ignore[no-untyped-call]
    if not found:
        raise ValueError("dna: a picture with no nucleus given, one or more needed")

    def median(name: str) -> float:
        return float(np.median([getattr(nucleus, name) for nucleus in found]))

    return Statistics(
        nuclei=len(found),
        area=median("area"),
        eccentricity=median("eccentricity"),
        brightness=median("intensity_mean"),
        background=float(np.median(first[numbers == 0])),
        gfp=float(second.mean()),
        correlation=float(np.corrcoef(first.ravel(), second.ravel())[0, 1]),
        spots=count_spots(second),
    )
