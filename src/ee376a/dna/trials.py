"""One trial of each kind of experiment: send frames, decode them, count what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from ee376a import datasets
from ee376a.dna import matrixfiles
from ee376a.dna.channel import IDSChannel
from ee376a.dna.concatenated import ConcatenatedCode, Decoding
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode
from ee376a.dna.matrices import peg
from ee376a.dna.rates import receive_information
from ee376a.dna.watermark import WatermarkCode

__all__ = ["error_trial", "inner", "outer", "rate_trial"]

Symbols = npt.NDArray[np.uint8]

_FILES: Final = {"mackay-204": "H_matrix_small.mat", "mackay-16383": "H_matrix_large.mat"}
_MARKERS: Final = {
    "fixed": (("01",), 2),
    "random": (("01", "10"), 2),
    "bases": (("0110", "1001"), 4),
    "half": (("0.1.0.1.", "1.0.1.0."), 4),
}
# Rounds, and iterations of the outer decoder in each.
_SCHEDULES: Final = {
    "single": (1, 100),
    "joint-3": (10, 10),
    "joint-4": (10, 10),
    "iterated": (30, 5),
    "separate": (30, 5),
}


@lru_cache(maxsize=8)
def outer(name: str) -> LDPCCode:
    """Give an outer code of the experiments.

    Parameters
    ----------
    name : str
        ``mackay-204`` and ``mackay-16383`` are of the data set "ldpc"; ``peg-N`` is a (3,6) code
        of length N, grown here.

    Returns
    -------
    LDPCCode

    Raises
    ------
    ValueError
        If there is no such code.

    Examples
    --------
    >>> outer("peg-504")
    LDPCCode(n=504, k=252)
    """
    if name in _FILES:
        return LDPCCode(matrixfiles.read(datasets.fetch("ldpc") / _FILES[name]))
    kind, _, length = name.partition("-")
    if kind != "peg" or not length.isdecimal():
        raise ValueError(f"name: {name!r} given, {', '.join(_FILES)} or peg-N allowed")
    n = int(length)
    return LDPCCode(peg(n, n // 2, np.random.default_rng(1)))


def inner(kind: str, period: int) -> MarkerCode | WatermarkCode:
    """Give an inner code of the experiments.

    Parameters
    ----------
    kind : {"fixed", "random", "bases", "half", "watermark"}
        Markers 01; 01 and 10 by turns at random; of two bases; of four bases, one bit of each; or
        a watermark.
    period : int
        Bits of data between markers; for a watermark the length of a word of four bits of data.

    Returns
    -------
    MarkerCode or WatermarkCode

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> inner("fixed", 8).rate, inner("watermark", 5).rate
    (0.8, 0.8)
    """
    if kind == "watermark":
        return WatermarkCode(4, period, seed=1)
    if kind not in _MARKERS:
        raise ValueError(f"kind: {kind!r} given, watermark, {', '.join(_MARKERS)} allowed")
    markers, alphabet = _MARKERS[kind]
    return MarkerCode(period, markers, seed=1, alphabet=alphabet)


def error_trial(
    rng: np.random.Generator,
    *,
    code: str,
    markers: str,
    period: int,
    p_del: float,
    p_ins: float,
    p_sub: float,
    decoder: str,
    frames: int,
    reads: int = 1,
    assumed: float | None = None,
) -> Mapping[str, int]:
    """Send some frames of random messages and count what is wrong after decoding.

    Parameters
    ----------
    rng : numpy.random.Generator
    code : str
        See `outer`.
    markers : str
        See `inner`.
    period : int
        See `inner`.
    p_del, p_ins, p_sub : float
        Of the channel, with replacing insertions.
    decoder : {"single", "joint-3", "joint-4", "iterated", "separate"}
        One pass; one detection and a joint demapper of 3 or 4 bits; detector and outer decoder by
        turns, with all reads or each read by itself.
    frames : int
        How many are sent.
    reads : int
        Of each frame.
    assumed : float, optional
        The deletion probability as a mistaken receiver believes it to be.

    Returns
    -------
    dict
        ``frames``, and of them the ``frame_errors``; ``bits`` of codewords, and ``bit_errors``
        among them; ``silent`` are the frames that are wrong although all checks hold.

    Raises
    ------
    ValueError
        If there is no such code or decoder, or no code with such markers.

    Examples
    --------
    Twenty frames of 96 bits and their markers, of which a tenth is lost:

    >>> channel = {"p_del": 0.1, "p_ins": 0.0, "p_sub": 0.0}
    >>> system = {"code": "peg-96", "markers": "fixed", "period": 6, "decoder": "iterated"}
    >>> error_trial(np.random.default_rng(1), **system, **channel, frames=20)
    {'frames': 20, 'frame_errors': 4, 'bits': 1920, 'bit_errors': 89, 'silent': 0}
    """
    if decoder not in _SCHEDULES:
        raise ValueError(f"decoder: {decoder!r} given, {', '.join(_SCHEDULES)} allowed")
    system = ConcatenatedCode(outer(code), inner(markers, period))
    alphabet = getattr(system.inner, "alphabet", 2)
    channel = IDSChannel(p_ins, p_del, p_sub, alphabet=alphabet)
    belief = channel if assumed is None else IDSChannel(p_ins, assumed, p_sub, alphabet=alphabet)
    message = rng.integers(0, 2, (frames, system.outer.k), dtype=np.uint8)
    codeword = system.outer.encode(message)
    strands = system.inner.encode(codeword)
    received = [[channel.transmit(strand, rng) for _ in range(reads)] for strand in strands]
    found = _decode(system, received, belief, decoder)
    errors = (found.codeword != codeword).sum(axis=1)
    return {
        "frames": frames,
        "frame_errors": int((errors > 0).sum()),
        "bits": codeword.size,
        "bit_errors": int(errors.sum()),
        "silent": int(((errors > 0) & found.satisfied).sum()),
    }


def _decode(
    system: ConcatenatedCode, received: list[list[Symbols]], channel: IDSChannel, decoder: str
) -> Decoding:
    rounds, iterations = _SCHEDULES[decoder]
    if decoder.startswith("joint"):
        first = [reads[0] for reads in received]
        group = int(decoder[-1])
        return system.decode_joint(first, channel, group, rounds=rounds, iterations=iterations)
    combine: Literal["joint", "separate"] = "separate" if decoder == "separate" else "joint"
    return system.decode(received, channel, rounds=rounds, iterations=iterations, combine=combine)


def rate_trial(
    rng: np.random.Generator,
    *,
    markers: str,
    period: int,
    p_del: float,
    p_ins: float,
    p_sub: float,
    data: int,
    group: int,
    frames: int = 1,
) -> Mapping[str, float]:
    """Measure on long frames the rate that can be achieved with one detection.

    Parameters
    ----------
    rng : numpy.random.Generator
    markers, period, p_del, p_ins, p_sub
        As for `error_trial`; no watermark.
    data : int
        Bits of data in a frame.
    group : int
        Bits of data that are looked at together.
    frames : int
        How many are sent.

    Returns
    -------
    dict
        ``bit`` and ``word``: bits per bit sent, by single bits and by groups, rounded to a
        millionth.

    Raises
    ------
    ValueError
        If there are no such markers, or the groups do not fit them.

    Examples
    --------
    >>> channel = {"p_del": 0.05, "p_ins": 0.0, "p_sub": 0.0}
    >>> code = {"markers": "fixed", "period": 8, "data": 800, "group": 4}
    >>> found = rate_trial(np.random.default_rng(1), **code, **channel)
    >>> round(found["bit"], 3), round(found["word"], 3)
    (0.597, 0.638)
    """
    code = inner(markers, period)
    if not isinstance(code, MarkerCode):
        raise ValueError(f"markers: {markers!r} given, {', '.join(_MARKERS)} allowed")
    channel = IDSChannel(p_ins, p_del, p_sub)
    found = [receive_information(code, channel, data, group, rng) for _ in range(frames)]
    # The last digits of a float are not the same on every machine.
    return {
        "bit": round(code.rate * float(np.mean([each.bit for each in found])), 6),
        "word": round(code.rate * float(np.mean([each.word for each in found])), 6),
    }
