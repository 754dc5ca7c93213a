"""Encodings to search in: pictures as rows of numbers, by rules and by what was learnt of others.

An encoding is *fitted* to pictures (some learn nothing from them) and then encodes any. Two kinds
matter: those that say **where** something is (pixels, principal components, low frequencies), and
those that say **how much** of it there is, wherever it is (histograms, textures, energies).

References
----------
M. Turk and A. Pentland, "Eigenfaces for recognition", Journal of Cognitive Neuroscience 3(1),
71-86, 1991: principal components as an encoding to search in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.cells import count_spots
from ee376a.medical.images import shrink

__all__ = ["ENCODINGS", "Encoder", "fit", "pool", "standardise"]

Pixels: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float64]
#: From pictures of 512 x 512 pixels to an array of shape (pictures, numbers).
Encoder: TypeAlias = Callable[[Sequence[Pixels]], Floats]

_COMPONENTS = 32
_LOWEST = 16  # frequencies along a side
_BINS = 32
_BLOCK = 8
_BLURS = (1.0, 1.5, 3.0, 6.0, 12.0)  # pixels; the middle of a spot fits between the first two


def fit(name: str, pictures: Sequence[Pixels]) -> Encoder:
    """Make an encoding out of pictures.

    Parameters
    ----------
    name : str
        A key of `ENCODINGS`.
    pictures : sequence of ndarray of uint8, shape (512, 512)
        To learn from; those that are searched with should not be among them.

    Returns
    -------
    Encoder
        A function from pictures to an array of float64, shape (pictures, numbers).

    Raises
    ------
    ValueError
        If there is no such encoding, or no picture.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> noise = [rng.integers(0, 256, (512, 512), dtype=np.uint8) for _ in range(3)]
    >>> fit("histogram", noise[:2])(noise).shape
    (3, 32)
    """
    if name not in ENCODINGS:
        raise ValueError(f"name: {name!r} given, one of {', '.join(ENCODINGS)} allowed")
    if len(pictures) == 0:
        raise ValueError("pictures: none given, at least one needed")
    return ENCODINGS[name](pictures)


def standardise(encode: Encoder, pictures: Sequence[Pixels]) -> Encoder:
    """Give each number of an encoding the mean 0 and the standard deviation 1 over pictures.

    Parameters
    ----------
    encode : Encoder
        The encoding.
    pictures : sequence of ndarray of uint8
        Over which mean and deviation are taken; a number that is the same in all is left out.

    Returns
    -------
    Encoder

    Examples
    --------
    >>> def greys(pictures):
    ...     return np.array([[picture.mean(), 7.0] for picture in pictures])
    >>> standardise(greys, [np.array([[0]]), np.array([[8]])])([np.array([[6]])]).tolist()
    [[0.5]]
    """
    known = encode(pictures)
    mean, deviation = known.mean(axis=0), known.std(axis=0)
    kept = deviation > 1e-9 * np.maximum(np.abs(mean), 1)

    def encoder(others: Sequence[Pixels]) -> Floats:
        return np.asarray((encode(others) - mean)[:, kept] / deviation[kept], dtype=np.float64)

    return encoder


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


def _pixels(pictures: Sequence[Pixels]) -> Floats:
    return np.array([shrink(picture).ravel() for picture in pictures], dtype=np.float64)


def _components(pictures: Sequence[Pixels]) -> Encoder:
    known = _pixels(pictures)
    mean = known.mean(axis=0)
    _, _, directions = np.linalg.svd(known - mean, full_matrices=False)

    def encoder(others: Sequence[Pixels]) -> Floats:
        return np.asarray((_pixels(others) - mean) @ directions[:_COMPONENTS].T, dtype=np.float64)

    return encoder


def _frequencies(pictures: Sequence[Pixels]) -> Floats:
    from scipy.fft import dctn

    waves = [dctn(shrink(picture).astype(np.float64), norm="ortho") for picture in pictures]
    return np.array([wave[:_LOWEST, :_LOWEST].ravel() for wave in waves])


def _histogram(pictures: Sequence[Pixels]) -> Floats:
    """Roots of the shares of greys, whose Euclidean distance is Hellinger's (but for a factor)."""
    small = [shrink(picture) for picture in pictures]
    counts = [np.bincount(picture.ravel() // (256 // _BINS), minlength=_BINS) for picture in small]
    return np.array([np.sqrt(count / count.sum()) for count in counts])


def _textures(pictures: Sequence[Pixels]) -> Floats:
    """How strong each wave is in blocks of 8 x 8 pixels, as JPEG has them, wherever it is."""
    from scipy.fft import dctn

    rows = []
    for picture in pictures:
        small = shrink(picture).astype(np.float64)
        across = small.shape[0] // _BLOCK
        blocks = small.reshape(across, _BLOCK, across, _BLOCK).swapaxes(1, 2)
        waves = np.abs(dctn(blocks, axes=(2, 3), norm="ortho"))
        rows.append(np.log(1 + waves.mean(axis=(0, 1))).ravel())
    return np.array(rows)


def _energies(pictures: Sequence[Pixels], factor: int) -> Floats:
    """How much there is of each size, and whether it is bright on dark: differences of blurs."""
    from scipy.ndimage import gaussian_filter

    rows = []
    for picture in pictures:
        greys = np.log(1 + shrink(picture, factor).astype(np.float64))
        row = [float(greys.mean()), float(greys.std())]
        before = greys
        for width in _BLURS:
            blurred = gaussian_filter(greys, width)
            band = before - blurred
            size = float(band.std())
            # Nothing in a blank picture is of any size, and it leans to neither side.
            row += [float(np.log(size + 1e-6)), float(((band / (size + 1e-6)) ** 3).mean())]
            before = blurred
        rows.append(row)
    return np.array(rows)


def _spots(pictures: Sequence[Pixels]) -> Floats:
    return np.array([[np.log(1 + count_spots(picture))] for picture in pictures])


def _as_they_are(encode: Encoder, _: Sequence[Pixels]) -> Encoder:
    return encode


#: How to fit each encoding. Those that end in 512 see the pictures as they are, the others, but
#: for ``spots``, shrunk to 128 x 128.
ENCODINGS: dict[str, Callable[[Sequence[Pixels]], Encoder]] = {
    "pixels": partial(_as_they_are, _pixels),
    "components": _components,
    "frequencies": partial(_as_they_are, _frequencies),
    "histogram": partial(_as_they_are, _histogram),
    "textures": partial(standardise, _textures),
    "energies": partial(standardise, partial(_energies, factor=4)),
    "energies-512": partial(standardise, partial(_energies, factor=1)),
    "spots": partial(_as_they_are, _spots),
}
