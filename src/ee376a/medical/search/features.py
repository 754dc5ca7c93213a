"""Encodings to search in: pictures as rows of numbers, by rules and by what was learnt of others.

Each picture is *described* by a row of numbers, on its own. What is learnt, is learnt from the rows
of some pictures and then *maps* rows of any. Two kinds of encoding matter: those that say **where**
something is (pixels, principal components, low frequencies), and those that say **how much** of it
there is, wherever it is (histograms, textures, energies).

References
----------
M. Turk and A. Pentland, "Eigenfaces for recognition", Journal of Cognitive Neuroscience 3(1),
71-86, 1991: principal components as an encoding to search in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.cells import count_spots
from ee376a.medical.images import shrink

__all__ = ["ENCODINGS", "Encoding", "Map", "as_they_are", "components", "pool", "standard"]

Pixels: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float64]
#: From rows, shape (pictures, numbers), to other rows.
Map: TypeAlias = Callable[[Floats], Floats]

_COMPONENTS = 32
_LOWEST = 16  # frequencies along a side
_BINS = 32
_BLOCK = 8
_BLURS = (1.0, 1.5, 3.0, 6.0, 12.0)  # pixels; the middle of a spot fits between the first two
# Nothing in a blank picture is of any size, and it leans to neither side.
_NOTHING = 1e-6


@dataclass(frozen=True)
class Encoding:
    """How pictures become rows of numbers.

    Attributes
    ----------
    describe : callable
        Gives the numbers of a picture, an ndarray of uint8 of shape (512, 512).
    learn : callable
        Given the rows of some pictures, it gives a `Map` for those of any.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> noise = [rng.integers(0, 256, (512, 512), dtype=np.uint8) for _ in range(3)]
    >>> encoding = ENCODINGS["textures"]
    >>> rows = encoding.rows(noise)
    >>> encode = encoding.learn(rows[:2])
    >>> encode(rows).shape
    (3, 64)
    """

    describe: Callable[[Pixels], npt.ArrayLike]
    learn: Callable[[Floats], Map]

    def rows(self, pictures: Sequence[Pixels]) -> Floats:
        """Describe pictures: an array of float64, shape (pictures, numbers)."""
        return np.array([self.describe(picture) for picture in pictures], dtype=np.float64)


def as_they_are(_: Floats) -> Map:
    """Learn nothing: rows stay as they are.

    Parameters
    ----------
    _ : ndarray of float64, shape (pictures, numbers)
        Rows to learn from; not used.

    Returns
    -------
    Map

    Examples
    --------
    >>> as_they_are(np.zeros((3, 2)))(np.array([[1.0, 2.0]])).tolist()
    [[1.0, 2.0]]
    """
    return lambda rows: rows


def standard(known: Floats) -> Map:
    """Learn to give each number the mean 0 and the standard deviation 1.

    Parameters
    ----------
    known : ndarray of float64, shape (pictures, numbers)
        Rows over which mean and deviation are taken; a number that is the same in all is left out.

    Returns
    -------
    Map

    Examples
    --------
    >>> encode = standard(np.array([[0.0, 7.0], [8.0, 7.0]]))
    >>> encode(np.array([[6.0, 9.0]])).tolist()
    [[0.5]]
    """
    mean, deviation = known.mean(axis=0), known.std(axis=0)
    kept = deviation > 1e-9 * np.maximum(np.abs(mean), 1)
    return lambda rows: (rows - mean)[:, kept] / deviation[kept]


def components(known: Floats, most: int = _COMPONENTS) -> Map:
    """Learn the principal components.

    Parameters
    ----------
    known : ndarray of float64, shape (pictures, numbers)
        Rows whose mean and directions of largest variance are taken.
    most : int, optional
        How many directions.

    Returns
    -------
    Map
        To coordinates along them, the largest first.

    Examples
    --------
    >>> encode = components(np.array([[0.0, 1.0], [4.0, 1.0], [2.0, 1.0]]), most=1)
    >>> abs(encode(np.array([[5.0, 3.0]]))).round(9).tolist()
    [[3.0]]
    """
    mean = known.mean(axis=0)
    _, _, directions = np.linalg.svd(known - mean, full_matrices=False)
    return lambda rows: (rows - mean) @ directions[:most].T


def pool(latents: npt.ArrayLike) -> Floats:
    """Forget where: give the mean and the standard deviation of each channel over the picture.

    Parameters
    ----------
    latents : array_like, shape (pictures, channels, height, width)
        What an autoencoder or a codec makes of pictures.

    Returns
    -------
    ndarray of float64, shape (pictures, 2 * channels)

    Examples
    --------
    >>> pool([[[[1, 3], [3, 1]]]]).tolist()
    [[2.0, 1.0]]
    """
    given = np.asarray(latents, dtype=np.float64)
    return np.concatenate([given.mean(axis=(2, 3)), given.std(axis=(2, 3))], axis=1)


def _pixels(picture: Pixels) -> Floats:
    return shrink(picture).ravel().astype(np.float64)


def _frequencies(picture: Pixels) -> Floats:
    from scipy.fft import dctn

    waves = dctn(shrink(picture).astype(np.float64), norm="ortho")
    return np.asarray(waves[:_LOWEST, :_LOWEST].ravel(), dtype=np.float64)


def _histogram(picture: Pixels) -> Floats:
    """Roots of the shares of greys, whose Euclidean distance is Hellinger's (but for a factor)."""
    counts = np.bincount(shrink(picture).ravel() // (256 // _BINS), minlength=_BINS)
    return np.asarray(np.sqrt(counts / counts.sum()), dtype=np.float64)


def _textures(picture: Pixels) -> Floats:
    """How strong each wave is in blocks of 8 x 8 pixels, as JPEG has them, wherever it is."""
    from scipy.fft import dctn

    small = shrink(picture).astype(np.float64)
    across = small.shape[0] // _BLOCK
    blocks = small.reshape(across, _BLOCK, across, _BLOCK).swapaxes(1, 2)
    waves = np.abs(dctn(blocks, axes=(2, 3), norm="ortho"))
    return np.asarray(np.log(1 + waves.mean(axis=(0, 1))).ravel(), dtype=np.float64)


def _energies(picture: Pixels, factor: int) -> list[float]:
    """How much there is of each size, and whether it is bright on dark: differences of blurs."""
    from scipy.ndimage import gaussian_filter

    before = np.log(1 + shrink(picture, factor).astype(np.float64))
    row = [float(before.mean()), float(before.std())]
    for width in _BLURS:
        blurred = gaussian_filter(before, width)
        band = before - blurred
        size = float(band.std()) + _NOTHING
        row += [float(np.log(size)), float(((band / size) ** 3).mean())]
        before = blurred
    return row


def _spots(picture: Pixels) -> list[float]:
    return [float(np.log(1 + count_spots(picture)))]


#: By rules, and by what is learnt from rows. ``energies-512`` and ``spots`` see the pictures as
#: they are, all others shrunk to 128 x 128.
#:
#: :meta hide-value:
ENCODINGS: dict[str, Encoding] = {
    "pixels": Encoding(_pixels, as_they_are),
    "components": Encoding(_pixels, components),
    "frequencies": Encoding(_frequencies, as_they_are),
    "histogram": Encoding(_histogram, as_they_are),
    "textures": Encoding(_textures, standard),
    "energies": Encoding(partial(_energies, factor=4), standard),
    "energies-512": Encoding(partial(_energies, factor=1), standard),
    "spots": Encoding(_spots, as_they_are),
}
