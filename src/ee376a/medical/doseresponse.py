"""Does the biology survive? What an assay still says when its pictures have been through a codec.

BBBC016 is an assay: a drug makes a protein gather in bright spots, so the spots of a field tell
whether its cells have answered. A screen asks whether a well with the drug can be told from one
without, and by how much: that is Z'. Here the spots of decoded pictures are counted, by the same
counter (`cells.count_spots`) with the same parameters, which were fixed before any picture had been
compressed.

References
----------
J.-H. Zhang, T. D. Y. Chung and K. R. Oldenburg, "A simple statistical parameter for use in
evaluation and validation of high throughput screening assays", Journal of Biomolecular Screening
4(2), 67-73, 1999.
D. L. Donoho and I. M. Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika
81(3), 425-455, 1994: noise from the finest diagonal differences.
A. V. Hill, "The possible effects of the aggregation of the molecules of haemoglobin on its
dissociation curves", Journal of Physiology 40, iv-vii, 1910.
B. Efron and R. J. Tibshirani, "An introduction to the bootstrap", Chapman & Hall, 1993: intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ee376a.medical.images import Micrograph

__all__ = [
    "ANSWERING",
    "Response",
    "answers",
    "assay_fields",
    "enlarge",
    "fit_response",
    "noise_variance",
    "z_interval",
    "z_prime",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Pixels: TypeAlias = npt.NDArray[np.uint8]

#: The doses at which cells have answered in full; at 100, the highest, there are fewer spots again.
ANSWERING = (10.0, 30.0)
# Differences farther out than this part of them are of edges and spots, and not of noise.
_NOISE_PART, _LEVELS = 0.75, 32


def assay_fields(pictures: Sequence[Micrograph]) -> tuple[Micrograph, ...]:
    """Choose the fields that Z' compares: GFP, without the drug and with enough of it.

    Parameters
    ----------
    pictures : sequence of Micrograph
        As from `images.load`.

    Returns
    -------
    tuple of Micrograph
        Those of dose 0, then those of `ANSWERING`: 9 and 12 of BBBC016.

    Examples
    --------
    >>> dark = np.zeros((8, 8), np.uint8)
    >>> plate = [Micrograph(w, 0, kind, dark) for w in (1, 5, 3, 9) for kind in ("dna", "gfp")]
    >>> [(field.well, field.dose, field.channel) for field in assay_fields(plate)]
    [(3, 0.0, 'gfp'), (5, 30.0, 'gfp')]
    """
    gfp = [picture for picture in pictures if picture.channel == "gfp"]
    return tuple(
        [p for p in gfp if p.dose == 0] + [p for p in gfp if p.dose in ANSWERING],
    )


def answers(fields: Sequence[Micrograph]) -> npt.NDArray[np.bool_]:
    """Say which fields are of `ANSWERING`.

    Parameters
    ----------
    fields : sequence of Micrograph
        As from `assay_fields`.

    Returns
    -------
    ndarray of bool, shape (fields,)

    Examples
    --------
    >>> dark = np.zeros((8, 8), np.uint8)
    >>> answers([Micrograph(well, 0, "gfp", dark) for well in (3, 5, 7)]).tolist()
    [False, True, True]
    """
    return np.array([field.dose in ANSWERING for field in fields])


def z_prime(controls: npt.ArrayLike, responders: npt.ArrayLike) -> float:
    """Give Z', the gap between two groups in parts of the distance of their means (Zhang 1999).

    Parameters
    ----------
    controls, responders : array_like
        A number for each field, at least two each.

    Returns
    -------
    float
        ``1 - 3 (s0 + s1) / |m1 - m0|``: 1 for groups with no spread, above .5 for an excellent
        assay, below 0 for groups whose bands of three standard deviations overlap, and minus
        infinity for equal means.

    Raises
    ------
    ValueError
        If a group has fewer than two.

    Examples
    --------
    >>> round(z_prime([9, 10, 11], [58, 60, 62]), 3)
    0.82
    """
    first, second = (np.asarray(group, dtype=np.float64) for group in (controls, responders))
    if min(first.size, second.size) < 2:
        raise ValueError(f"controls: {first.size} and {second.size} given, at least 2 each needed")
    apart = abs(float(second.mean() - first.mean()))
    spread = 3 * float(first.std(ddof=1) + second.std(ddof=1))
    return 1 - spread / apart if apart else -np.inf


def z_interval(
    controls: npt.ArrayLike,
    responders: npt.ArrayLike,
    rng: np.random.Generator,
    *,
    draws: int = 1000,
) -> tuple[float, float]:
    """Give the interval of 95 % of Z' by the bootstrap's percentiles (Efron and Tibshirani 1993).

    Fields of each group are drawn anew, with replacement, as many as there are.

    Parameters
    ----------
    controls, responders : array_like
        As for `z_prime`.
    rng : numpy.random.Generator
        Draws them.
    draws : int, optional
        How often, at least once.

    Returns
    -------
    tuple of float
        From and to.

    Raises
    ------
    ValueError
        If a group has fewer than two, or nothing is drawn.

    Examples
    --------
    >>> controls, responders = [9, 10, 12, 10], [58, 60, 64, 61]
    >>> low, high = z_interval(controls, responders, np.random.default_rng(1), draws=100)
    >>> low < z_prime(controls, responders) < high
    True
    """
    if draws < 1:
        raise ValueError(f"draws: {draws} given, at least 1 needed")
    groups = [np.asarray(group, dtype=np.float64) for group in (controls, responders)]
    found = [
        z_prime(*(group[rng.integers(group.size, size=group.size)] for group in groups))
        for _ in range(draws)
    ]
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True)
class Response:
    """How an effect grows with the dose, by Hill's equation.

    Attributes
    ----------
    resting, answering : float
        The effect without the drug, and with all that it can do.
    half : float
        The dose at which half of the change has happened (EC50).
    steepness : float
        Hill's coefficient.
    """

    resting: float
    answering: float
    half: float
    steepness: float

    def at(self, doses: npt.ArrayLike) -> Floats:
        """Give the effect of doses.

        Examples
        --------
        >>> Response(100, 600, 4.0, 2.0).at([0, 4]).tolist()
        [100.0, 350.0]
        """
        power = np.asarray(doses, dtype=np.float64) ** self.steepness
        part = power / (power + self.half**self.steepness)
        return np.asarray(self.resting + (self.answering - self.resting) * part)


def fit_response(doses: npt.ArrayLike, effects: npt.ArrayLike) -> Response:
    """Fit Hill's equation (1910) by least squares.

    Parameters
    ----------
    doses, effects : array_like
        Of each field or well, at least five with more than one dose above 0.

    Returns
    -------
    Response
        See there.

    Raises
    ------
    ValueError
        If there are too few, or no fit is found.

    Examples
    --------
    >>> doses = [0, 1, 2, 4, 8, 16, 32]
    >>> found = fit_response(doses, Response(100, 600, 4.0, 2.0).at(doses))
    >>> round(found.half, 3), round(found.steepness, 3)
    (4.0, 2.0)
    """
    from scipy.optimize import curve_fit

    dose, effect = (np.asarray(values, dtype=np.float64) for values in (doses, effects))
    if dose.size != effect.size or dose.size < 5 or np.unique(dose[dose > 0]).size < 2:
        raise ValueError(f"doses: {dose.size} given for {effect.size} effects, 5 or more needed")
    size = float(np.ptp(effect)) or 1.0
    start = (effect.min(), effect.max(), np.log(np.median(dose[dose > 0]) * 10), 0.5)

    def hill(x: Floats, resting: float, answering: float, half: float, steep: float) -> Floats:
        return Response(resting, answering, float(np.exp(half)), float(np.exp(steep))).at(x)

    low, high = float(np.log(dose[dose > 0].min())), float(np.log(dose.max()))
    limits = (
        [effect.min() - size, effect.min() - size, low, -1.5],
        [effect.max() + size, effect.max() + size, high, 2.0],
    )
    start = (start[0], start[1], float(np.clip(start[2], low, high)), start[3])
    try:
        found, _ = curve_fit(hill, dose, effect, p0=start, bounds=limits)
    except RuntimeError as error:
        raise ValueError(f"effects: no dose response fits ({error})") from error
    return Response(
        float(found[0]), float(found[1]), float(np.exp(found[2])), float(np.exp(found[3]))
    )


def noise_variance(pixels: npt.ArrayLike) -> float:
    """Estimate how much of a picture is noise: the error that a perfect picture of it would have.

    Parameters
    ----------
    pixels : array_like, shape (height, width)
        Grey values; each side at least 64.

    Returns
    -------
    float
        The mean variance of the noise, in squared grey values: an MSE. A codec that is closer to
        the picture than this codes its noise.

    Raises
    ------
    ValueError
        If the picture is too small.

    Notes
    -----
    In blocks of 2 x 2 pixels, the diagonal difference has the noise's variance and little of the
    picture (Donoho and Johnstone 1994). Noise grows with brightness, so blocks are put into groups
    by their mean; in each, the variance is that of a normal law of which the smallest 75 % of
    absolute differences were seen.

    Examples
    --------
    >>> ramp = np.add.outer(np.arange(128.0), np.arange(128.0) / 2)
    >>> noise_variance(ramp)
    0.0
    >>> grainy = ramp + np.random.default_rng(1).normal(scale=3, size=ramp.shape)
    >>> round(noise_variance(grainy) / 3**2, 1)
    1.0
    """
    from scipy.stats import norm

    values = np.asarray(pixels, dtype=np.float64)
    if values.ndim != 2 or min(values.shape) < 64:
        raise ValueError(f"pixels: shape {values.shape} given, at least 64 x 64 allowed")
    high, wide = (side - side % 2 for side in values.shape)
    a, b, c, d = (values[i:high:2, j:wide:2].ravel() for i in (0, 1) for j in (0, 1))
    diagonal, mean = (a - b - c + d) / 2, (a + b + c + d) / 4
    edge = float(norm.ppf((1 + _NOISE_PART) / 2))
    seen = 1 - 2 * edge * float(norm.pdf(edge)) / _NOISE_PART
    total = 0.0
    for group in np.array_split(np.argsort(mean, kind="stable"), _LEVELS):
        smallest = np.sort(np.abs(diagonal[group]))[: round(_NOISE_PART * group.size)]
        total += float((smallest**2).mean()) / seen * group.size
    return total / mean.size


def enlarge(pixels: npt.ArrayLike, factor: int) -> Pixels:
    """Make a picture larger, by cubic splines: what is left after `images.shrink`.

    Parameters
    ----------
    pixels : array_like of uint8, shape (height, width)
        Grey values.
    factor : int
        Pixels that each side of a pixel becomes, at least 1.

    Returns
    -------
    ndarray of uint8, shape (height * factor, width * factor)
        Grey values, rounded and clipped to 0 to 255.

    Raises
    ------
    ValueError
        If there is no such factor.

    Examples
    --------
    >>> enlarge([[0, 100]], 4)[0].tolist()
    [0, 0, 10, 36, 64, 90, 108, 118]
    """
    from scipy.ndimage import zoom

    if factor < 1:
        raise ValueError(f"factor: {factor} given, at least 1 needed")
    values = np.asarray(pixels, dtype=np.float64)
    large = zoom(values, factor, order=3, mode="reflect", grid_mode=True)
    return np.asarray(np.clip(np.rint(large), 0, 255), dtype=np.uint8)
