"""Which of two codecs is better, in one number: the Bjøntegaard delta rate, and how sure it is.

The settings of a codec make a curve of bytes and quality. The BD-rate is how many per cent more
bytes one curve takes than another for the same quality, on the average over the qualities that both
reach.

References
----------
G. Bjøntegaard, "Calculation of average PSNR differences between RD-curves", ITU-T VCEG-M33, 2001.
Monotone instead of cubic interpolation: C. Herglotz et al., "Beyond Bjøntegaard: limits of video
compression performance comparisons", IEEE ICIP 2022.
B. Efron and R. J. Tibshirani, "An introduction to the bootstrap", Chapman & Hall, 1993.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Comparison", "Curves", "bd_rate", "compare"]

Floats: TypeAlias = npt.NDArray[np.float64]

# The least width of quality that two curves must share, in dB.
_SHARED = 1.0
_DRAWS = 1000
_COVERED = 0.95


@dataclass(frozen=True, eq=False)
class Curves:
    """What a codec did with some pictures at some settings.

    Attributes
    ----------
    rate : ndarray of float64, shape (settings, pictures)
        Bytes, more than 0.
    quality : ndarray of float64, shape (settings, pictures)
        PSNR in dB, or another measure of which more is better.
    """

    rate: Floats
    quality: Floats

    def __post_init__(self) -> None:
        rate, quality = (np.asarray(v, dtype=np.float64) for v in (self.rate, self.quality))
        if rate.shape != quality.shape or rate.ndim != 2 or rate.size == 0:
            raise ValueError(f"quality: shapes {rate.shape} and {quality.shape}, (n, m) needed")
        if not (rate > 0).all() or not np.isfinite(quality).all():
            raise ValueError("rate: more than 0 needed, and a finite quality")
        object.__setattr__(self, "rate", rate)
        object.__setattr__(self, "quality", quality)

    def mean(self, pictures: npt.ArrayLike | None = None) -> tuple[Floats, Floats]:
        """Give mean bytes and mean quality of each setting.

        Parameters
        ----------
        pictures : array_like of int, optional
            Which, perhaps some of them twice; otherwise all.

        Returns
        -------
        tuple of ndarray
            Both of shape (settings,).

        Examples
        --------
        >>> rate, quality = Curves([[10, 20], [20, 60]], [[30, 32], [36, 38]]).mean()
        >>> rate.tolist(), quality.tolist()
        ([15.0, 40.0], [31.0, 37.0])
        """
        chosen = slice(None) if pictures is None else np.asarray(pictures, dtype=np.int64)
        return self.rate[:, chosen].mean(axis=1), self.quality[:, chosen].mean(axis=1)


def bd_rate(
    anchor: tuple[npt.ArrayLike, npt.ArrayLike],
    tested: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    low: float = -np.inf,
    high: float = np.inf,
    shared: float = _SHARED,
) -> float:
    """Give the Bjøntegaard delta rate: how many per cent more bytes the tested codec takes.

    The logarithm of the rate as a function of the quality is interpolated by a monotone cubic
    (PCHIP) through the points of each codec, and the difference of the two is averaged over the
    qualities that both reach.

    Parameters
    ----------
    anchor, tested : tuple of array_like
        Rates (more than 0) and qualities of the points of each, in any order, at least two.
    low, high : float, optional
        Only qualities between these.
    shared : float, optional
        How wide the common range of qualities must be; in dB if they are.

    Returns
    -------
    float
        In per cent; negative if the tested codec takes fewer bytes.

    Raises
    ------
    ValueError
        If these are no such points, or the ranges of quality have less than `shared` in common.

    Notes
    -----
    A point is left out if another of the same codec is at least as good for no more bytes: who has
    a choice of settings never takes it.

    Examples
    --------
    >>> half = bd_rate(([100, 200, 400], [30, 33, 36]), ([50, 100, 200], [30, 33, 36]))
    >>> round(half, 6)
    -50.0
    """
    from scipy.interpolate import PchipInterpolator

    curves = [_best(*points) for points in (anchor, tested)]
    start = max(low, *(quality[0] for _, quality in curves))
    stop = min(high, *(quality[-1] for _, quality in curves))
    if not stop - start >= shared:
        ranges = " and ".join(f"{quality[0]:.4g} to {quality[-1]:.4g}" for _, quality in curves)
        raise ValueError(f"tested: qualities {ranges} given, {shared:g} in common needed")
    areas = [
        float(PchipInterpolator(quality, np.log(rate)).integrate(start, stop))
        for rate, quality in curves
    ]
    return float(100 * np.expm1((areas[1] - areas[0]) / (stop - start)))


def _best(rates: npt.ArrayLike, qualities: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Give the points that no other point beats, by quality."""
    rate, quality = (np.asarray(values, dtype=np.float64) for values in (rates, qualities))
    if rate.ndim != 1 or rate.shape != quality.shape or not (rate > 0).all():
        raise ValueError(
            f"anchor, tested: rates of shape {rate.shape}, qualities of shape {quality.shape} "
            "given, one row each of the same length, rates more than 0, needed"
        )
    # By falling quality, the cheaper first: what costs no less than a better one is beaten.
    order = np.lexsort((rate, -quality))
    rate, quality = rate[order], quality[order]
    kept = rate < np.concatenate([[np.inf], np.minimum.accumulate(rate)[:-1]])
    if kept.sum() < 2:
        raise ValueError(
            f"anchor, tested: {rate.size} points given, at least 2 that are no waste needed"
        )
    return rate[kept][::-1], quality[kept][::-1]


@dataclass(frozen=True)
class Comparison:
    """What `compare` finds; all rates in per cent, negative if the tested codec takes fewer bytes.

    Attributes
    ----------
    rate : float
        BD-rate of the mean curves.
    low, high : float
        Its bootstrap interval of 95 %.
    each : float
        The mean of the BD-rates of single pictures.
    pictures : int
        Of how many: those whose two curves share a range of qualities.
    start, stop : float
        The qualities over which `rate` is taken.
    """

    rate: float
    low: float
    high: float
    each: float
    pictures: int
    start: float
    stop: float


def compare(
    anchor: Curves,
    tested: Curves,
    groups: Sequence[int],
    rng: np.random.Generator,
    *,
    low: float = -np.inf,
    high: float = np.inf,
    draws: int = _DRAWS,
    shared: float = _SHARED,
) -> Comparison:
    """Compare two codecs on the same pictures, with an interval.

    Parameters
    ----------
    anchor, tested : Curves
        Of the same pictures, in the same order.
    groups : sequence of int, length pictures
        Pictures of one group (a well) are much alike, so groups are drawn, and not pictures.
    rng : numpy.random.Generator
        Draws the groups, with replacement, as many as there are.
    low, high, shared : float, optional
        As for `bd_rate`.
    draws : int, optional
        How often.

    Returns
    -------
    Comparison
        See there.

    Raises
    ------
    ValueError
        If the numbers of pictures differ, or the mean curves have too little in common.

    Examples
    --------
    >>> rate = np.outer([1, 2, 4, 8], [50, 80, 90])
    >>> anchor = Curves(rate, np.outer([30, 33, 36, 39], np.ones(3)))
    >>> tested = Curves(0.9 * anchor.rate, anchor.quality)
    >>> found = compare(anchor, tested, [1, 1, 2], np.random.default_rng(1), draws=20)
    >>> round(found.rate, 6), round(found.high, 6)
    (-10.0, -10.0)
    """
    count = anchor.rate.shape[1]
    if tested.rate.shape[1] != count or len(groups) != count:
        raise ValueError(
            f"tested: {tested.rate.shape[1]} pictures and {len(groups)} groups given, {count} of"
            " both needed"
        )

    def rate(pictures: npt.ArrayLike) -> float:
        curves = (anchor.mean(pictures), tested.mean(pictures))
        return bd_rate(*curves, low=low, high=high, shared=shared)

    members = {group: np.flatnonzero(np.array(groups) == group) for group in sorted({*groups})}
    names = [*members]
    drawn = [
        rate(np.concatenate([members[names[k]] for k in rng.integers(len(names), size=len(names))]))
        for _ in range(draws)
    ]
    tail = 100 * (1 - _COVERED) / 2
    single = []
    for picture in range(count):
        try:
            single.append(rate([picture]))
        except ValueError:
            continue
    first, second = (_best(*curves.mean())[1] for curves in (anchor, tested))
    return Comparison(
        rate=rate(np.arange(count)),
        low=float(np.percentile(drawn, tail)),
        high=float(np.percentile(drawn, 100 - tail)),
        each=float(np.mean(single)) if single else np.nan,
        pictures=len(single),
        start=max(low, first[0], second[0]),
        stop=min(high, first[-1], second[-1]),
    )
