"""The long experiments on the concatenated code, of which the chapters plot the results.

References
----------
Bilkent CTAR Laboratory, "Symbol-level transformer decoders for IDS channels" (code and results,
2024): the setting of n = 204 and n = 504, with a decoder that is a neural network.
F. Wang, D. Fertonani, T. M. Duman, "Symbol-level synchronization and LDPC code design for
insertion/deletion channels", IEEE Transactions on Communications 59 (2011), 1287-1297.
"""

from __future__ import annotations

import itertools

from ee376a.dna.trials import error_trial, rate_trial
from ee376a.experiments import Experiment, Scalar

__all__ = ["ber_experiment", "choices_experiment", "long_experiment", "rates_experiment"]

Point = dict[str, Scalar]


def ber_experiment() -> Experiment:
    """Give the published settings: n = 204 with a marker every 12 bits, n = 504 every 30.

    The published decoders (see the module's references) are neural; the best of each setting gave
    bit error rates of 2.25e-4, 8.9e-4, 3.09e-3, 6.99e-3 and 1.37e-2 at 1, 1.5, 2, 2.5 and 3 %
    deletions for n = 204, and 1.4e-3, 7.6e-3, 2.66e-2 and 7.1e-2 up to 2.5 % for n = 504.

    Returns
    -------
    Experiment
        ``dna-ber``; for the parameters of its points see `ee376a.dna.trials.error_trial`.

    Examples
    --------
    >>> experiment = ber_experiment()
    >>> len(experiment.points), sorted({point["decoder"] for point in experiment.points})
    (32, ['iterated', 'joint-3', 'joint-4', 'single'])
    >>> sorted({(point["code"], point["period"]) for point in experiment.points})
    [('mackay-204', 12), ('peg-504', 30)]
    """
    deletions = (0.01, 0.015, 0.02, 0.025, 0.03)
    points: list[Point] = []
    for (code, period, frames), decoder in itertools.product(
        (("mackay-204", 12, 50), ("peg-504", 30, 10)), ("single", "iterated", "joint-3")
    ):
        for p_del in deletions[: 5 if code == "mackay-204" else 4]:
            # The rarer the errors, the more frames.
            more = 4 if decoder == "iterated" and p_del < 0.02 else 1
            points.append(_point(code, "fixed", period, p_del, decoder, frames=more * frames))
    points += [_point("mackay-204", "fixed", 12, p, "joint-4", frames=25) for p in deletions]
    return Experiment(
        "dna-ber",
        "Bit and frame errors of short codes with markers, by decoder",
        error_trial,
        points,
        seed=376_301,
        trials=400,
        errors=1000,
        outcome="frame_errors",
    )


def long_experiment() -> Experiment:
    """Give the waterfalls of long codes, and what random markers are good for.

    Returns
    -------
    Experiment
        ``dna-long``; for the parameters of its points see `ee376a.dna.trials.error_trial`.

    Examples
    --------
    >>> experiment = long_experiment()
    >>> long = [point for point in experiment.points if point["code"] == "mackay-16383"]
    >>> [point["p_del"] for point in long if point["decoder"] == "iterated"]
    [0.017, 0.019, 0.021, 0.023, 0.025]
    """
    points = [
        _point("peg-4998", markers, 10, p_del, decoder, frames=10, p_sub=0.0)
        for markers, decoder, deletions in (
            ("random", "iterated", (0.08, 0.085, 0.09, 0.1)),
            ("random", "single", (0.045, 0.05, 0.055, 0.06)),
            ("fixed", "iterated", (0.05, 0.06, 0.07)),
            ("fixed", "single", (0.03, 0.04, 0.05)),
        )
        for p_del in deletions
    ]
    points += [
        _point("mackay-16383", "fixed", 10, p_del, decoder, frames=3, p_sub=0.0)
        for decoder, deletions in (
            ("single", (0.014, 0.016, 0.017)),
            ("iterated", (0.017, 0.019, 0.021, 0.023, 0.025)),
        )
        for p_del in deletions
    ]
    points += [
        _point("peg-4998", "random", 10, p, decoder, frames=10, p_ins=p, p_sub=0.0)
        for decoder, both in (("iterated", (0.035, 0.04)), ("single", (0.02, 0.025)))
        for p in both
    ]
    return Experiment(
        "dna-long",
        "Frame errors of long codes with markers, fixed and random, one pass and iterated",
        error_trial,
        points,
        seed=376_302,
        trials=100,
        errors=50,
        outcome="frame_errors",
    )


def choices_experiment() -> Experiment:
    """Give the choices compared: watermark, mistaken receivers, several reads, four bases.

    Returns
    -------
    Experiment
        ``dna-choices``; for the parameters of its points see `ee376a.dna.trials.error_trial`.

    Examples
    --------
    >>> experiment = choices_experiment()
    >>> len(experiment.points), sorted({point["markers"] for point in experiment.points})
    (62, ['bases', 'fixed', 'half', 'random', 'watermark'])
    >>> sorted({point["assumed"] for point in experiment.points if "assumed" in point})
    [0.001, 0.005, 0.02, 0.08]
    """
    points = [
        _point("peg-504", markers, period, p_del, decoder, frames=20)
        for (markers, period), decoder in itertools.product(
            (("fixed", 8), ("random", 8), ("watermark", 5)), ("single", "iterated")
        )
        for p_del in (0.01, 0.02, 0.03, 0.04, 0.05)
    ]
    points += [
        _point("mackay-204", "fixed", 12, 0.02, decoder, frames=20, p_ins=p_ins, assumed=assumed)
        for decoder in ("single", "iterated")
        # With deletions only, the number received gives the number of them away.
        for p_ins, believed in ((0.0, (0.005, 0.02, 0.08)), (0.02, (0.001, 0.005, 0.02, 0.08)))
        for assumed in believed
    ]
    points += [
        _point("mackay-204", "fixed", 12, 0.06, decoder, frames=20, p_ins=0.03, reads=reads)
        for decoder in ("iterated", "separate")
        for reads in (1, 2, 3, 4, 5)
    ]
    points += [
        _point("peg-504", markers, period, p_del, "iterated", frames=20)
        for markers, period in (("bases", 24), ("half", 20))
        for p_del in (0.02, 0.04, 0.06, 0.08)
    ]
    return Experiment(
        "dna-choices",
        "Frame errors by what keeps the reader in step, what it believes, and how often it reads",
        error_trial,
        points,
        seed=376_303,
        trials=50,
        errors=100,
        outcome="frame_errors",
    )


def rates_experiment() -> Experiment:
    """Give the rates that can be achieved with one detection, by the spacing of the markers.

    Returns
    -------
    Experiment
        ``dna-rates``; for the parameters of its points see `ee376a.dna.trials.rate_trial`.

    Examples
    --------
    >>> experiment = rates_experiment()
    >>> sorted({point["period"] for point in experiment.points}), experiment.points[0]["data"]
    ([4, 6, 8, 12, 16, 24, 40], 12000)
    """
    channels = (
        (0.01, 0.0, 0.0),
        (0.03, 0.0, 0.0),
        (0.05, 0.0, 0.0),
        (0.1, 0.0, 0.0),
        (0.03, 0.03, 0.0),
        (0.02, 0.02, 0.02),
    )
    points = [
        _rate_point(markers, period, 12_000, p_del, p_ins=p_ins, p_sub=p_sub)
        for (p_del, p_ins, p_sub), markers, period in itertools.product(
            channels, ("fixed", "random"), (4, 6, 8, 12, 16, 24, 40)
        )
    ]
    # The longer the frame, the more fixed markers lose by slips of a period.
    points += [
        _rate_point(markers, 8, data, 0.1, frames=12_000 // data)
        for markers in ("fixed", "random")
        for data in (240, 1200, 4800)
    ]
    return Experiment(
        "dna-rates",
        "Achievable rates of marker codes with one detection, in bits per bit sent",
        rate_trial,
        points,
        seed=376_304,
        trials=20,
        keep=True,
    )


def _point(
    code: str,
    markers: str,
    period: int,
    p_del: float,
    decoder: str,
    *,
    frames: int,
    p_ins: float = 0.0,
    p_sub: float = 0.01,
    **rest: int | float,
) -> Point:
    point: Point = {"code": code, "markers": markers, "period": period, "decoder": decoder}
    point |= {"p_del": p_del, "p_ins": p_ins, "p_sub": p_sub, "frames": frames}
    return point | rest


def _rate_point(
    markers: str,
    period: int,
    data: int,
    p_del: float,
    *,
    p_ins: float = 0.0,
    p_sub: float = 0.0,
    **rest: int,
) -> Point:
    point: Point = {"markers": markers, "period": period, "p_del": p_del, "p_ins": p_ins}
    point |= {"p_sub": p_sub, "data": data, "group": 3 if period % 4 else 4}
    return point | rest
