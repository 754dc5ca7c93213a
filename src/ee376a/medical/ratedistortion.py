"""Rate and distortion of real files: what a codec spends, how far off it is, point by point.

A codec's setting turns a picture into a file, and the file into a picture again. Bytes of the one
and the error of the other are a point; the settings of a codec make a curve, and `bdrate` says how
much lower one curve lies than another.

References
----------
Z. Wang, E. P. Simoncelli and A. C. Bovik, "Multi-scale structural similarity for image quality
assessment", Asilomar Conference 2003.
"""

from __future__ import annotations

import time
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.anchors import Codec
from ee376a.medical.bdrate import Curves
from ee376a.medical.similarity import TOP, mse, ssim
from ee376a.published import Published

__all__ = ["curves", "measure", "ms_ssim"]

Floats: TypeAlias = npt.NDArray[np.float64]

# Wang et al. 2003: how much each scale counts, from the finest.
_SCALES = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
_SIDE, _SIGMA = 11, 1.5


def ms_ssim(first: npt.ArrayLike, second: npt.ArrayLike, *, top: float = TOP) -> float:
    """Give the multi-scale structural similarity (Wang, Simoncelli and Bovik 2003).

    Parameters
    ----------
    first, second : array_like, shape (height, width)
        Two pictures, each side at least 11.
    top : float, optional
        The largest value that a pixel can have.

    Returns
    -------
    float
        1 for equal pictures. A scale whose contrasts run against each other counts as 0.

    Raises
    ------
    ValueError
        If the shapes differ, or are smaller than the window.

    Notes
    -----
    The paper has five scales, each half the last, which takes 176 pixels a side. Smaller pictures
    have as many scales as their window fits in (four at 128), whose weights are then scaled to add
    up to one; so do not compare numbers of pictures of different sizes.

    Examples
    --------
    >>> ramp = np.tile(np.arange(32) * 8, (32, 1))
    >>> round(ms_ssim(ramp, ramp), 9)
    1.0
    """
    one, other = (np.asarray(picture, dtype=np.float64) for picture in (first, second))
    if one.shape != other.shape or one.ndim != 2 or min(one.shape) < _SIDE:
        raise ValueError(
            f"second: shapes {one.shape} and {other.shape} given, two equal ones of at least"
            f" {_SIDE} x {_SIDE} allowed"
        )
    scales = 1
    while scales < len(_SCALES) and min(one.shape) >> scales >= _SIDE:
        scales += 1
    weights = np.array(_SCALES[:scales]) / sum(_SCALES[:scales])
    value = 1.0
    for scale, weight in enumerate(weights):
        luminance, contrast = _compare(one, other, top)
        # Luminance counts at the coarsest scale alone.
        term = float((luminance * contrast if scale == scales - 1 else contrast).mean())
        value *= max(term, 0.0) ** weight
        one, other = _halve(one), _halve(other)
    return float(value)


def _compare(one: Floats, other: Floats, top: float) -> tuple[Floats, Floats]:
    """Give the luminance and the contrast-and-structure of every whole window."""
    from scipy.ndimage import correlate1d

    place = np.arange(_SIDE) - _SIDE // 2
    window = np.exp(-(place**2) / (2 * _SIGMA**2))
    window /= window.sum()
    edge = _SIDE // 2

    def blur(values: Floats) -> Floats:
        across = correlate1d(values, window, axis=1)
        return np.asarray(correlate1d(across, window, axis=0)[edge:-edge, edge:-edge])

    c1, c2 = (0.01 * top) ** 2, (0.03 * top) ** 2
    m1, m2 = blur(one), blur(other)
    v1, v2 = blur(one * one) - m1 * m1, blur(other * other) - m2 * m2
    both = blur(one * other) - m1 * m2
    luminance = (2 * m1 * m2 + c1) / (m1 * m1 + m2 * m2 + c1)
    return luminance, (2 * both + c2) / (v1 + v2 + c2)


def _halve(values: Floats) -> Floats:
    high, wide = (side - side % 2 for side in values.shape)
    even = values[:high, :wide]
    return np.asarray(even.reshape(high // 2, 2, wide // 2, 2).mean(axis=(1, 3)))


def measure(codec: Codec, pixels: npt.NDArray[np.uint8], setting: float) -> dict[str, int | float]:
    """Code a picture, decode the file, and measure both.

    Parameters
    ----------
    codec : Codec
        Which.
    pixels : ndarray of uint8, shape (height, width)
        The picture.
    setting : float
        Of the codec.

    Returns
    -------
    dict
        `bytes` of the file; `flat`, those of a flat picture's file or of the codec's overhead;
        `mse`, `ssim`, `ms_ssim`; and the processor's `encode seconds` and `decode seconds`.

    Raises
    ------
    ValueError
        If another shape comes back.

    Examples
    --------
    >>> from ee376a.medical.anchors import ANCHORS, LOSSLESS
    >>> ramp = np.add.outer(np.arange(64), 3 * np.arange(64)).astype(np.uint8)
    >>> rough, fine = (measure(ANCHORS["JPEG"], ramp, quality) for quality in (10, 90))
    >>> rough["bytes"] < fine["bytes"], rough["mse"] > fine["mse"]
    (True, True)
    >>> measure(LOSSLESS["PNG"], ramp, 0)["mse"]
    0.0
    """
    start = time.process_time()
    data = codec.encode(pixels, setting)
    between = time.process_time()
    again = codec.decode(data)
    end = time.process_time()
    if again.shape != pixels.shape or again.dtype != np.uint8:
        raise ValueError(
            f"codec: {codec.name} made {again.dtype} {again.shape} of uint8 {pixels.shape}"
        )
    if codec.overhead is None:
        flat = codec.flat((pixels.shape[0], pixels.shape[1]), setting)
    else:
        flat = codec.overhead(data)
    return {
        "bytes": len(data),
        "flat": flat,
        "mse": round(mse(pixels, again), 4),
        "ssim": round(ssim(pixels, again), 6),
        "ms_ssim": round(ms_ssim(pixels, again), 6),
        "encode seconds": round(between - start, 4),
        "decode seconds": round(end - between, 4),
    }


def curves(
    found: Published,
    codec: str,
    *,
    net: bool = False,
    by: Literal["psnr", "ssim", "ms_ssim"] = "psnr",
) -> Curves:
    """Give the curves of a codec from a published file.

    Parameters
    ----------
    found : Published
        As ``ee376a reproduce medical-rd`` makes it.
    codec : str
        Its name.
    net : bool, optional
        Without the bytes of a flat picture's file.
    by : {"psnr", "ssim", "ms_ssim"}, optional
        What quality is; the latter two as -10 log10(1 - value), in dB.

    Returns
    -------
    Curves
        In the order of the pictures.

    Raises
    ------
    ValueError
        If the file has no such codec.

    Examples
    --------
    >>> from ee376a.published import load
    >>> whole, net = (curves(load("medical-rd"), "JPEG", net=less) for less in (False, True))
    >>> whole.rate.shape
    (11, 42)

    More than half of the coarsest files is no picture; of the finest, hardly anything.

    >>> [bool(part < 0.5) for part in (net.rate / whole.rate).mean(axis=1)[[0, -1]]]
    [True, False]
    """
    chosen = [
        point
        for point in found.points
        if point.params["codec"] == codec and not point.params["lossless"] and point.done
    ]
    if not chosen:
        raise ValueError(f"codec: {codec!r} given, one that {found.name} has needed")
    rate, flat = (
        np.array([point.records[name] for point in chosen], dtype=np.float64)
        for name in ("bytes", "flat")
    )
    values = np.array([point.records["mse" if by == "psnr" else by] for point in chosen])
    error = values / TOP**2 if by == "psnr" else 1 - values
    # A file that is no larger than the flat one counts as one byte: a logarithm is taken.
    return Curves(np.maximum(rate - flat * net, 1), -10 * np.log10(error))
