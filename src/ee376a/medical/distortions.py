"""Ways to spoil a picture, each with a strength: for measures of closeness to disagree about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.similarity import mse

__all__ = ["DISTORTIONS", "at_rmse", "distort"]

Floats: TypeAlias = npt.NDArray[np.float64]
Pixels: TypeAlias = npt.NDArray[np.uint8]

_BISECTIONS = 24


def distort(picture: npt.ArrayLike, kind: str, strength: float, rng: np.random.Generator) -> Pixels:
    """Spoil a picture.

    Parameters
    ----------
    picture : array_like of uint8, shape (height, width)
        Grey values.
    kind : str
        A key of `DISTORTIONS`.
    strength : float
        From 0, hardly anything, to 1, much.
    rng : numpy.random.Generator
        Draws noise and places.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        Rounded and cut to 0 to 255.

    Raises
    ------
    ValueError
        If there is no such kind, or `strength` is not in [0, 1].

    Examples
    --------
    >>> distort([[100, 250]], "brighter", 0.5, np.random.default_rng()).tolist()
    [[150, 255]]
    """
    if kind not in DISTORTIONS:
        raise ValueError(f"kind: {kind!r} given, one of {', '.join(DISTORTIONS)} allowed")
    if not 0 <= strength <= 1:
        raise ValueError(f"strength: {strength} given, 0 to 1 allowed")
    changed = DISTORTIONS[kind](np.asarray(picture, dtype=np.float64), strength, rng)
    return np.clip(np.round(changed), 0, 255).astype(np.uint8)


def at_rmse(picture: npt.ArrayLike, kind: str, rmse: float, seed: int = 0) -> Pixels:
    """Spoil a picture until its RMSE is as wanted, by halving an interval of strengths.

    Parameters
    ----------
    picture : array_like of uint8, shape (height, width)
        Grey values.
    kind : str
        A key of `DISTORTIONS`.
    rmse : float
        The root of the mean squared error wanted, in grey values, 0 or more.
    seed : int, optional
        The same randomness is used at each strength.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        As close to `rmse` from below as strengths allow.

    Raises
    ------
    ValueError
        If there is no such kind, `rmse` is negative, or even full strength does not reach it.

    Examples
    --------
    >>> ramp = np.add.outer(np.arange(32), 4 * np.arange(32)).astype(np.uint8)
    >>> spoilt = at_rmse(ramp, "brighter", 10)
    >>> round(float(np.sqrt(mse(ramp, spoilt))), 1)
    10.0
    """
    if not rmse >= 0:
        raise ValueError(f"rmse: {rmse} given, 0 or more allowed")
    full = distort(picture, kind, 1.0, np.random.default_rng(seed))
    if mse(picture, full) < rmse**2:
        most = float(np.sqrt(mse(picture, full)))
        raise ValueError(f"rmse: {rmse} given, at most {most:.1f} is reached by {kind}")
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        spoilt = distort(picture, kind, middle, np.random.default_rng(seed))
        low, high = (middle, high) if mse(picture, spoilt) <= rmse**2 else (low, middle)
    return distort(picture, kind, low, np.random.default_rng(seed))


def _brighter(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    return picture + 100 * strength


def _darker(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    return picture - 100 * strength


def _flatter(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    return np.asarray(picture + 0.9 * strength * (picture.mean() - picture), dtype=np.float64)


def _grainy(picture: Floats, strength: float, rng: np.random.Generator) -> Floats:
    return np.asarray(picture + 100 * strength * rng.standard_normal(picture.shape))


def _sprinkled(picture: Floats, strength: float, rng: np.random.Generator) -> Floats:
    hit = rng.random(picture.shape) < 0.5 * strength
    return np.where(hit, 255.0 * rng.integers(0, 2, picture.shape), picture)


def _blurred(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(picture, 6 * strength + 1e-3), dtype=np.float64)


def _shifted(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    from scipy.ndimage import shift

    by = 8 * strength
    return np.asarray(shift(picture, (0, by), order=1, mode="nearest"), dtype=np.float64)


def _patched(picture: Floats, strength: float, rng: np.random.Generator) -> Floats:
    """Lay a grey sticker somewhere on it."""
    high, wide = picture.shape
    side = max(1, round(0.7 * strength * min(high, wide)))
    y, x = rng.integers(0, high - side + 1), rng.integers(0, wide - side + 1)
    changed = picture.copy()
    changed[y : y + side, x : x + side] = 127
    return changed


def _blocky(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    """Move each block of 8 x 8 pixels towards its mean."""
    means = np.empty_like(picture)
    for y in range(0, picture.shape[0], 8):
        for x in range(0, picture.shape[1], 8):
            means[y : y + 8, x : x + 8] = picture[y : y + 8, x : x + 8].mean()
    return np.asarray(picture + strength * (means - picture), dtype=np.float64)


def _shaded(picture: Floats, strength: float, _: np.random.Generator) -> Floats:
    """Let a shadow fall on one side."""
    return np.asarray(picture * (1 - strength * np.linspace(0, 1, picture.shape[1])))


#: How a picture can be spoilt, by the name that a reader sees.
#:
#: :meta hide-value:
DISTORTIONS: dict[str, Callable[[Floats, float, np.random.Generator], Floats]] = {
    "brighter": _brighter,
    "darker": _darker,
    "flatter": _flatter,
    "grainy": _grainy,
    "sprinkled": _sprinkled,
    "blurred": _blurred,
    "shifted": _shifted,
    "patched": _patched,
    "blocky": _blocky,
    "shaded": _shaded,
}
