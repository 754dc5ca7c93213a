"""What the encoders should be better than: ways to give a picture back that need no network.

References
----------
I. T. Jolliffe, "Principal component analysis", 2nd edition, Springer 2002.
N. Ahmed, T. Natarajan and K. R. Rao, "Discrete cosine transform", IEEE Transactions on Computers
C-23 (1974), 90-93.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = [
    "BASELINES",
    "flat",
    "largest_waves",
    "mean_picture",
    "nearest",
    "principal_components",
    "slowest_waves",
]

Pixels: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float64]


def mean_picture(learn: Pixels, pictures: Pixels) -> Pixels:
    """Give the mean of the pictures to learn from, whatever the picture: 0 numbers.

    Parameters
    ----------
    learn : ndarray of uint8, shape (n, side, side)
        Pictures to learn from.
    pictures : ndarray of uint8, shape (m, side, side)
        Pictures to give back.

    Returns
    -------
    ndarray of uint8, shape (m, side, side)

    Examples
    --------
    >>> mean_picture(np.array([[[1]], [[3]]], np.uint8), np.array([[[9]]], np.uint8)).tolist()
    [[[2]]]
    """
    return _grey(np.broadcast_to(learn.mean(axis=0), pictures.shape))


def flat(_: Pixels, pictures: Pixels) -> Pixels:
    """Give each picture's own mean in all of its pixels: 1 number.

    Parameters
    ----------
    _ : ndarray of uint8, shape (n, side, side)
        Pictures to learn from; not used.
    pictures : ndarray of uint8, shape (m, side, side)
        Pictures to give back.

    Returns
    -------
    ndarray of uint8, shape (m, side, side)

    Examples
    --------
    >>> stripes = np.array([[[10, 30], [10, 30]]], np.uint8)
    >>> flat(stripes, stripes).tolist()
    [[[20, 20], [20, 20]]]
    """
    return _grey(np.broadcast_to(pictures.mean(axis=(1, 2), keepdims=True), pictures.shape))


def nearest(learn: Pixels, pictures: Pixels) -> Pixels:
    """Give the picture to learn from with the least squared error: the number of that picture.

    Parameters
    ----------
    learn : ndarray of uint8, shape (n, side, side)
        Pictures to learn from.
    pictures : ndarray of uint8, shape (m, side, side)
        Pictures to give back.

    Returns
    -------
    ndarray of uint8, shape (m, side, side)

    Examples
    --------
    >>> nearest(np.array([[[1]], [[3]]], np.uint8), np.array([[[9]]], np.uint8)).tolist()
    [[[3]]]
    """
    x, known = _rows(pictures), _rows(learn)
    far = (x**2).sum(1)[:, None] - 2 * x @ known.T + (known**2).sum(1)
    return np.asarray(learn[far.argmin(axis=1)], dtype=np.uint8)


def principal_components(learn: Pixels, pictures: Pixels) -> Pixels:
    """Project pictures on the mean and all principal components (Jolliffe 2002) of those known.

    There can be no more components than pictures less one: 99 for 100 pictures, however many
    numbers one would allow. So those to learn from come back as they were.

    Parameters
    ----------
    learn : ndarray of uint8, shape (n, side, side)
        Pictures to learn from.
    pictures : ndarray of uint8, shape (m, side, side)
        Pictures to give back.

    Returns
    -------
    ndarray of uint8, shape (m, side, side)

    Examples
    --------
    Two pictures have one component, so what differs otherwise is lost:

    >>> learn = np.array([[[10, 20], [30, 40]], [[30, 40], [10, 20]]], np.uint8)
    >>> bool((principal_components(learn, learn) == learn).all())
    True
    >>> principal_components(learn, np.full((1, 2, 2), 9, np.uint8)).tolist()
    [[[20, 30], [20, 30]]]
    """
    known = _rows(learn)
    mean = known.mean(axis=0)
    _, sizes, axes = np.linalg.svd(known - mean, full_matrices=False)
    axes = axes[sizes > 1e-9 * sizes[0]]
    back = mean + (_rows(pictures) - mean) @ axes.T @ axes
    return _grey(back.reshape(pictures.shape))


def slowest_waves(_: Pixels, pictures: Pixels) -> Pixels:
    """Keep an eighth of the cosine transform's numbers, those that vary slowest: 2048 of 16384.

    Parameters
    ----------
    _ : ndarray of uint8, shape (n, side, side)
        Pictures to learn from; not used.
    pictures : ndarray of uint8, shape (m, side, side)
        Pictures to give back.

    Returns
    -------
    ndarray of uint8, shape (m, side, side)

    Examples
    --------
    >>> even = np.full((1, 4, 4), 7, np.uint8)
    >>> bool((slowest_waves(even, even) == 7).all())
    True
    """
    side = pictures.shape[1]
    rows, columns = np.mgrid[:side, :side]
    order = np.lexsort((rows.ravel(), (rows**2 + columns**2).ravel()))
    kept = np.zeros(side**2, dtype=bool)
    kept[order[: side**2 // 8]] = True
    return _from_waves(np.where(kept.reshape(side, side), _waves(pictures), 0))


def largest_waves(_: Pixels, pictures: Pixels) -> Pixels:
    """Keep the largest eighth of each picture's cosine transform (Ahmed et al. 1974).

    Which they are differs from picture to picture and is not counted as one of the 2048 numbers,
    though a file would have to say it.

    Parameters
    ----------
    _ : ndarray of uint8, shape (n, side, side)
        Pictures to learn from; not used.
    pictures : ndarray of uint8, shape (m, side, side)
        Pictures to give back.

    Returns
    -------
    ndarray of uint8, shape (m, side, side)

    Examples
    --------
    Narrow stripes are few waves, but not slow ones:

    >>> stripes = np.tile(np.array([0, 100], np.uint8), (1, 8, 4))
    >>> bool((largest_waves(stripes, stripes) == stripes).all())
    True
    >>> bool((slowest_waves(stripes, stripes) == stripes).all())
    False
    """
    waves = _waves(pictures)
    sizes = np.abs(waves).reshape(len(waves), -1)
    least = np.sort(sizes, axis=1)[:, -(sizes.shape[1] // 8)]
    return _from_waves(np.where(np.abs(waves) >= least[:, None, None], waves, 0))


def _rows(pictures: Pixels) -> Floats:
    return pictures.reshape(len(pictures), -1).astype(np.float64)


def _grey(values: npt.NDArray[np.float64]) -> Pixels:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def _waves(pictures: Pixels) -> Floats:
    from scipy.fft import dctn

    return np.asarray(dctn(pictures.astype(np.float64), axes=(1, 2), norm="ortho"))


def _from_waves(waves: Floats) -> Pixels:
    from scipy.fft import idctn

    return _grey(np.asarray(idctn(waves, axes=(1, 2), norm="ortho")))


#: Name to what gives pictures back, from those to learn from and those to give back.
#:
#: :meta hide-value:
BASELINES: dict[str, Callable[[Pixels, Pixels], Pixels]] = {
    "mean picture": mean_picture,
    "flat": flat,
    "nearest": nearest,
    "pca": principal_components,
    "dct, slowest": slowest_waves,
    "dct, largest": largest_waves,
}
