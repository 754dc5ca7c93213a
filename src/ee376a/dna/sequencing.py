"""Strands to a sequencer and back: its simulator, and a file out of a pile of reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ee376a.dna.channel import PROFILES, IDSChannel
from ee376a.dna.clusters import cluster
from ee376a.dna.detector import detect
from ee376a.dna.placement import turn
from ee376a.dna.strands import SCHEMES, LostStrands, Scheme, decode

__all__ = ["profile", "recover", "sequence"]

Symbols = npt.NDArray[np.uint8]
Groups = Sequence[Sequence[Symbols]]

# What the reader takes the sequencer to do; the decoder minds little if it does something else.
_BELIEVED = IDSChannel(0.03, 0.03, 0.03, insertions="geometric", alphabet=4)
_READS = 8  # of a strand: more do not help and take time
_ROUNDS = 4
_BATCH = 256
_MOST_COVERAGE = 1_000_000
_PROBE = 40  # groups that tell which scheme it is


def profile(name: str) -> IDSChannel:
    """Give a sequencer by name or by its error rates.

    Parameters
    ----------
    name : str
        One of `ee376a.dna.channel.PROFILES`, or rates of substitutions, insertions and deletions
        such as ``0.01/0.01/0.01``.

    Returns
    -------
    IDSChannel

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> profile("0.01/0.02/0.03").p_ins
    0.02
    """
    if name in PROFILES:
        return PROFILES[name]
    try:
        p_sub, p_ins, p_del = (float(rate) for rate in name.split("/"))
    except ValueError:
        allowed = f"one of {', '.join(PROFILES)} or substitutions/insertions/deletions allowed"
        raise ValueError(f"profile: {name!r} given, {allowed}") from None
    return IDSChannel(p_ins, p_del, p_sub, insertions="geometric", alphabet=4)


def sequence(
    strands: Sequence[Symbols], channel: IDSChannel, coverage: float, rng: np.random.Generator
) -> list[Symbols]:
    """Simulate a sequencer: a Poisson number of reads of each strand, half of them turned, mixed.

    Parameters
    ----------
    strands : sequence of array of uint8
        0 to 3 for A, C, G and T.
    channel : IDSChannel
        Of four bases.
    coverage : float
        Reads a strand on average, more than 0 and at most a million.
    rng : numpy.random.Generator

    Returns
    -------
    list of array of uint8

    Raises
    ------
    ValueError
        If there is no such coverage.

    Examples
    --------
    >>> channel = profile("0/0/0")
    >>> reads = sequence([np.array([0, 0, 1, 3], np.uint8)], channel, 3, np.random.default_rng(1))
    >>> sorted(read.tolist() for read in reads)
    [[0, 0, 1, 3], [0, 0, 1, 3], [0, 0, 1, 3], [0, 2, 3, 3]]
    """
    if not 0 < coverage <= _MOST_COVERAGE:
        allowed = f"more than 0, up to {_MOST_COVERAGE:,} allowed"
        raise ValueError(f"coverage: {coverage} given, {allowed}")
    counts = rng.poisson(coverage, len(strands))
    reads = [
        channel.transmit(strand, rng)
        for strand, count in zip(strands, counts, strict=True)
        for _ in range(count)
    ]
    around = rng.random(len(reads)) < 0.5
    return [turn(reads[i]) if around[i] else reads[i] for i in rng.permutation(len(reads))]


def recover(reads: Sequence[Symbols]) -> bytes:
    """Read a file out of reads of its strands.

    Reads of the same strand are found and decoded together; strands that cannot be read are worked
    out from the others.

    Parameters
    ----------
    reads : sequence of array of uint8
        0 to 3 for A, C, G and T; in any order, of either strand, with others among them.

    Returns
    -------
    bytes
        The file, with the CRC-32 that was stored.

    Raises
    ------
    LostStrands
        If it is not to be had from these reads.

    Examples
    --------
    >>> from ee376a.dna.strands import encode
    >>> strands = encode(b"hello", SCHEMES["dense"])
    >>> recover(strands[1:])
    b'hello'
    >>> recover([])
    Traceback (most recent call last):
    ...
    ee376a.dna.strands.LostStrands: no strand of a stored file among 0 reads
    """
    groups = sorted(cluster(reads), key=len, reverse=True)
    for scheme in SCHEMES.values():
        if any(len(messages) for messages in _messages(groups[:_PROBE], scheme)):
            return decode(
                (message for found in _messages(groups, scheme) for message in found), scheme
            )
    raise LostStrands(f"no strand of a stored file among {len(reads)} reads")


def _messages(groups: Groups, scheme: Scheme) -> Iterable[list[Symbols]]:
    """Decode groups of reads, some at a time; a message counts once for each of its reads."""
    length = scheme.code.length
    whole = []
    for group in groups:
        # Cut or foreign reads are of other lengths.
        fit = [read for read in group if abs(len(read) - length) < length // 7]
        fit.sort(key=lambda read: abs(len(read) - length))
        if fit:
            whole.append(fit)
    for begin in range(0, len(whole), _BATCH):
        batch = whole[begin : begin + _BATCH]
        forwards = [group[:_READS] for group in batch]
        backwards = [[turn(read) for read in group] for group in forwards]
        seen = [_evidence([group[0] for group in way], scheme) for way in (forwards, backwards)]
        likelier = [
            forward if ahead >= back else backward
            for forward, backward, ahead, back in zip(forwards, backwards, *seen, strict=True)
        ]
        result = scheme.code.decode(likelier, _BELIEVED, rounds=_ROUNDS)
        yield [
            message
            for message, satisfied, group in zip(
                result.message, result.satisfied, batch, strict=True
            )
            if satisfied
            for _ in group
        ]


def _evidence(reads: Sequence[Symbols], scheme: Scheme) -> npt.NDArray[np.float64]:
    priors = scheme.markers.priors(np.zeros(scheme.code.outer.n))
    return detect(reads, priors, _BELIEVED).evidence
