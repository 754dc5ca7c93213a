"""Guess what is lost of a picture from what is left, and what such a guess is worth.

References
----------
S. B. Damelin and N. S. Hoang, "On surface completion and image inpainting by biharmonic functions:
numerical aspects", International Journal of Mathematics and Mathematical Sciences 2018, 3950312.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.measures import empirical, entropy

__all__ = ["METHODS", "Method", "bits_still_missing", "fill", "psnr"]

Method: TypeAlias = Literal["mean", "nearest", "diffusion", "biharmonic"]
Mask: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]

#: How `fill` can guess, from the simplest on.
METHODS: tuple[Method, ...] = ("mean", "nearest", "diffusion", "biharmonic")


def fill(
    picture: npt.ArrayLike, lost: Mask, method: Method = "biharmonic"
) -> npt.NDArray[np.uint8]:
    """Guess what is lost from what is left.

    Parameters
    ----------
    picture : array_like of uint8, shape (height, width)
        Grey values; those that are lost are not looked at.
    lost : ndarray of bool, shape (height, width)
        True where it is lost.
    method : {"mean", "nearest", "diffusion", "biharmonic"}
        Guess one grey for all, copy the nearest pixel that is left, let grey values spread until
        each lost pixel is the mean of its four neighbours, or bend a smooth sheet through what is
        left (Damelin and Hoang 2018).

    Returns
    -------
    ndarray of uint8, shape (height, width)
        The picture; what was not lost is as it was.

    Raises
    ------
    ValueError
        If the shapes differ, a value is not 0 to 255, all is lost, or there is no such method.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0, 250, 50, dtype=np.uint8), (5, 1))
    >>> gap = np.zeros((5, 5), bool)
    >>> gap[2, 2] = True
    >>> [int(fill(ramp, gap, method)[2, 2]) for method in ("diffusion", "biharmonic")]
    [100, 100]
    """
    given = np.asarray(picture)
    if not ((given >= 0) & (given <= 255)).all():
        raise ValueError("picture: values of 0 to 255 needed")
    grey = given.astype(np.uint8)
    if grey.shape != lost.shape or grey.ndim != 2:
        raise ValueError(f"lost: shape {lost.shape} given, that of the picture {grey.shape} needed")
    if method not in METHODS:
        raise ValueError(f"method: {method!r} given, one of {', '.join(METHODS)} allowed")
    if lost.all():
        raise ValueError("lost: all of the picture, at least one pixel must be left")
    if not lost.any():
        return grey.copy()
    guess = _FILL[method](grey.astype(np.float64), lost)
    return np.where(lost, np.clip(np.round(guess), 0, 255), grey).astype(np.uint8)


def psnr(true: npt.ArrayLike, guess: npt.ArrayLike) -> float:
    """Give the peak signal-to-noise ratio of two pictures of 8-bit grey or colour values.

    Parameters
    ----------
    true, guess : array_like of int
        0 to 255, of the same shape.

    Returns
    -------
    float
        Decibels: 10 log10(255² / mean squared error); infinite when they are the same.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> psnr([[0, 255]], [[0, 255]]), round(psnr([[0, 0]], [[0, 51]]), 2)
    (inf, 16.99)
    """
    a, b = np.asarray(true, np.float64), np.asarray(guess, np.float64)
    if a.shape != b.shape:
        raise ValueError(f"guess: shape {b.shape} given, that of the true one {a.shape} needed")
    error = float(np.mean((a - b) ** 2))
    return float(10 * np.log10(255**2 / error)) if error else float("inf")


def bits_still_missing(true: npt.ArrayLike, guess: npt.ArrayLike, lost: Mask) -> float:
    """Give how many bits a lost value still takes when its guess is known.

    The entropy of the differences (true less guess) over the lost places: what an ideal code for
    the differences spends a value, when it knows how often each difference comes and looks at
    nothing else. With one constant guess it is the entropy of the lost values themselves.

    Parameters
    ----------
    true, guess : array_like of int, shape (height, width)
        The values and what was guessed for them.
    lost : ndarray of bool, shape (height, width)
        Where to look; at least one place.

    Returns
    -------
    float
        Bits a value.

    Raises
    ------
    ValueError
        If nothing is lost, or the shapes differ.

    Examples
    --------
    >>> true, lost = np.array([[0, 1, 2, 3]]), np.ones((1, 4), bool)
    >>> bits_still_missing(true, true + 1, lost), bits_still_missing(true, 0 * true, lost)
    (0.0, 2.0)
    """
    if not lost.any():
        raise ValueError("lost: nothing given, at least one place needed")
    a, b = np.asarray(true, np.int64), np.asarray(guess, np.int64)
    if not a.shape == b.shape == lost.shape:
        raise ValueError(
            f"guess: shapes {a.shape}, {b.shape}, {lost.shape} given, equal ones needed"
        )
    differences = a[lost] - b[lost]
    return entropy(list(empirical(differences.tolist()).values()))


def _mean(grey: Floats, lost: Mask) -> Floats:
    return np.full(grey.shape, grey[~lost].mean())


def _nearest(grey: Floats, lost: Mask) -> Floats:
    from scipy.ndimage import distance_transform_edt

    places = distance_transform_edt(lost, return_distances=False, return_indices=True)
    near: Floats = grey[tuple(places)]
    return near


def _diffusion(grey: Floats, lost: Mask) -> Floats:
    from scipy.sparse import diags_array, eye_array, kron
    from scipy.sparse.linalg import spsolve

    rows, columns = (diags_array([1.0, 1.0], offsets=[-1, 1], shape=(n, n)) for n in grey.shape)
    beside = kron(rows, eye_array(grey.shape[1])) + kron(eye_array(grey.shape[0]), columns)
    balance = (diags_array(beside.sum(axis=0)) - beside).tocsr()[lost.ravel()].tocsc()
    guess = grey.copy()
    guess[lost] = spsolve(
        balance[:, lost.ravel()], -balance[:, ~lost.ravel()] @ grey[~lost], use_umfpack=False
    )
    return guess


def _biharmonic(grey: Floats, lost: Mask) -> Floats:
    from skimage.restoration import inpaint_biharmonic

    guess: Floats = inpaint_biharmonic(grey / 255, lost, split_into_regions=False) * 255
    return guess


_FILL: dict[Method, Callable[[Floats, Mask], Floats]] = {
    "mean": _mean,
    "nearest": _nearest,
    "diffusion": _diffusion,
    "biharmonic": _biharmonic,
}
