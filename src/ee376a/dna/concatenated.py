"""The whole of it: an LDPC code outside, markers or a watermark inside, and back.

References
----------
F. Wang, D. Fertonani, T. M. Duman, "Symbol-level synchronization and LDPC code design for
insertion/deletion channels", IEEE Transactions on Communications 59 (2011), 1287-1297.
A. Lenz et al., "Concatenated codes for recovery from multiple reads of DNA sequences", IEEE
Information Theory Workshop (2020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from ee376a.dna.channel import IDSChannel
from ee376a.dna.detector import all_words, demap, detect_words
from ee376a.dna.interleaver import BlockInterleaver
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode

__all__ = ["ConcatenatedCode", "Decoding", "InnerCode"]

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]
#: Reads of one strand, or one read.
Reads = Sequence[npt.ArrayLike]


class InnerCode(Protocol):
    """What keeps the reader in step: `MarkerCode` or `WatermarkCode`.

    Examples
    --------
    >>> inner: InnerCode = MarkerCode(3)
    >>> sent = inner.encode([1, 1, 1, 0, 0, 0])
    >>> llr = inner.detect([np.delete(sent, 0)], np.zeros((1, 6)), IDSChannel(p_del=0.1))
    >>> inner.length(6), len(sent), (llr < 0).astype(int).tolist()
    (10, 10, [[1, 1, 1, 0, 0, 0]])
    """

    def length(self, data: int) -> int:
        """Give the number of symbols that so many bits become."""

    def encode(self, data: npt.ArrayLike) -> Bits:
        """Turn bits, (..., n), into symbols, (..., length(n))."""

    def detect(
        self, received: Reads, llr: Floats, channel: IDSChannel, *, threads: int = 1
    ) -> Floats:
        """Give extrinsic LLRs, (frames, n), of the bits of frames of one read each."""


@dataclass(frozen=True)
class Decoding:
    """What a decoder says of some frames.

    Attributes
    ----------
    message : ndarray of uint8, shape (frames, k)
    codeword : ndarray of uint8, shape (frames, n)
        Of the outer code.
    llr : ndarray of float64, shape (frames, n)
        Of the codeword, log P(0) / P(1); after separate combining, votes for 0 less those for 1.
    satisfied : ndarray of bool, shape (frames,)
        Whether all checks hold. If so the message is, all but surely, right.
    rounds : ndarray of int64, shape (frames,)
        How often the outer decoder ran.
    """

    message: Bits
    codeword: Bits
    llr: Floats
    satisfied: npt.NDArray[np.bool_]
    rounds: npt.NDArray[np.int64]


@dataclass(frozen=True)
class ConcatenatedCode:
    """An outer LDPC code and an inner one that keeps the reader in step.

    Attributes
    ----------
    outer : LDPCCode
    inner : MarkerCode or WatermarkCode
    interleaver : BlockInterleaver
        Between the two.

    Examples
    --------
    >>> from ee376a.dna.matrices import peg
    >>> code = ConcatenatedCode(LDPCCode(peg(96, 48, np.random.default_rng(1))), MarkerCode(6))
    >>> sent = code.encode(np.ones(48, np.uint8))
    >>> lost = np.delete(sent, [30, 70])
    >>> found = code.decode([[lost]], IDSChannel(p_del=0.02), rounds=5)
    >>> bool(found.satisfied[0]), int(found.message.sum())
    (True, 48)
    """

    outer: LDPCCode
    inner: InnerCode
    interleaver: BlockInterleaver = field(default_factory=BlockInterleaver)

    @property
    def length(self) -> int:
        """Symbols of a strand."""
        return self.inner.length(self.outer.n)

    @property
    def rate(self) -> float:
        """Bits of message per symbol sent."""
        return self.outer.k / self.length

    def encode(self, message: npt.ArrayLike) -> Bits:
        """Turn messages into strands.

        Parameters
        ----------
        message : array_like of 0 and 1, shape (..., k)

        Returns
        -------
        ndarray of uint8, shape (..., length)
            Symbols of the inner code's alphabet.

        Raises
        ------
        ValueError
            If the message is not of the length or made of bits.
        """
        return self.inner.encode(self.interleaver.encode(self.outer.encode(message)))

    def decode(
        self,
        received: Sequence[Reads],
        channel: IDSChannel,
        *,
        rounds: int = 1,
        iterations: int = 50,
        combine: Literal["joint", "separate"] = "joint",
        threads: int = 1,
    ) -> Decoding:
        """Find the messages from one or more reads of each strand.

        In a round the detector reads each read, with the help of what the other reads and the
        outer decoder found out in the round before; then the outer decoder decodes the sum.
        A frame is done when all its checks are satisfied.

        Parameters
        ----------
        received : sequence of sequences of array_like of int
            For each frame its reads.
        channel : IDSChannel
            As the receiver believes it to be.
        rounds : int
            The most there may be; 1 is a single pass.
        iterations : int
            Of the outer decoder, in each round.
        combine : {"joint", "separate"}
            Joint: the product of what all the reads say goes into one decoder. Separate: each read
            is decoded by itself, and the codewords found are put to the vote, bit by bit.
        threads : int
            Of the detector.

        Returns
        -------
        Decoding

        Raises
        ------
        ValueError
            If a frame has no reads, `rounds` is under 1 or `combine` is not known, or see
            `ee376a.dna.detector.detect`.
        """
        if rounds < 1:
            raise ValueError(f"rounds: {rounds} given, at least 1 needed")
        counts = np.array([len(reads) for reads in received], dtype=np.int64)
        if counts.size and counts.min() < 1:
            raise ValueError("received: a frame without reads given")
        if combine == "separate":
            alone = [[read] for reads in received for read in reads]
            each = self.decode(
                alone, channel, rounds=rounds, iterations=iterations, threads=threads
            )
            return self._vote(each, counts)
        if combine != "joint":
            raise ValueError(f"combine: {combine!r} given, joint or separate allowed")
        # What each read said in the round before, by frame: it must not hear itself again.
        heard = [np.zeros((count, self.outer.n)) for count in counts]

        def look(frames: npt.NDArray[np.int64], known: Floats) -> Floats:
            total = np.empty_like(known)
            reads = [read for f in frames for read in received[f]]
            priors = [known[i] + heard[f].sum(axis=0) - heard[f] for i, f in enumerate(frames)]
            said = self.inner.detect(reads, np.concatenate(priors), channel, threads=threads)
            edges = np.cumsum(counts[frames])[:-1]
            for i, part in enumerate(np.split(said, edges)):
                heard[frames[i]] = part
                total[i] = part.sum(axis=0)
            return total

        return self._alternate(look, len(received), rounds, iterations)

    def decode_joint(
        self,
        received: Reads,
        channel: IDSChannel,
        group: int,
        *,
        rounds: int = 10,
        iterations: int = 10,
        threads: int = 1,
    ) -> Decoding:
        """Find the messages by a single detection, of groups of symbols, and a joint demapper.

        The detector looks once, and the rounds are between the outer decoder and the demapper of
        the groups (Wang, Fertonani and Duman 2011).

        Parameters
        ----------
        received : sequence of array_like of int, each of shape (m_f,)
            One read of each frame.
        channel : IDSChannel
            As the receiver believes it to be.
        group : int
            Symbols in a group; it divides the marker code's period.
        rounds, iterations, threads
            As for `decode`.

        Returns
        -------
        Decoding

        Raises
        ------
        ValueError
            If the inner code is not a `MarkerCode` that `group` fits, or see `decode`.
        """
        if not isinstance(self.inner, MarkerCode):
            raise ValueError(f"inner: {self.inner} given, a MarkerCode needed")
        if rounds < 1:
            raise ValueError(f"rounds: {rounds} given, at least 1 needed")
        starts = self.inner.groups(self.outer.n, group)
        priors = self.inner.priors(np.zeros(self.outer.n))
        words = all_words(group, self.inner.alphabet)
        labels = all_words(group * self.inner.bits_per_symbol)
        found = detect_words(received, priors, channel, starts, words, threads=threads).likelihoods

        def look(frames: npt.NDArray[np.int64], known: Floats) -> Floats:
            shape = (frames.size, starts.size, labels.shape[1])
            return demap(found[frames], labels, known.reshape(shape)).reshape(known.shape)

        return self._alternate(look, len(received), rounds, iterations)

    def _alternate(
        self,
        look: Callable[[npt.NDArray[np.int64], Floats], Floats],
        frames: int,
        rounds: int,
        iterations: int,
    ) -> Decoding:
        """Let the detector (`look`, in the order sent) and the outer decoder talk by turns."""
        llr = np.zeros((frames, self.outer.n))
        known = np.zeros((frames, self.outer.n))
        satisfied = np.zeros(frames, dtype=np.bool_)
        done = np.zeros(frames, dtype=np.int64)
        for _ in range(rounds):
            left = np.flatnonzero(~satisfied)
            if not left.size:
                break
            found = self.interleaver.decode(look(left, self.interleaver.encode(known[left])))
            result = self.outer.decode(found, iterations=iterations)
            llr[left], known[left] = result.llr, result.extrinsic
            satisfied[left] = result.satisfied
            done[left] += 1
        codeword = (llr < 0).astype(np.uint8)
        return Decoding(self.outer.message(codeword), codeword, llr, satisfied, done)

    def _vote(self, each: Decoding, counts: npt.NDArray[np.int64]) -> Decoding:
        """Put the codewords found of each frame to the vote, the others only where none is."""
        edges = np.cumsum(counts)[:-1]
        votes = np.empty((counts.size, self.outer.n))
        bits, found = np.split(1.0 - 2.0 * each.codeword, edges), np.split(each.satisfied, edges)
        for vote, ballot, valid in zip(votes, bits, found, strict=True):
            vote[:] = (ballot[valid] if valid.any() else ballot).sum(axis=0)
        codeword = (votes < 0).astype(np.uint8)
        satisfied = np.logical_not(self.outer.syndrome(codeword).any(axis=-1))
        rounds = np.array([part.max() for part in np.split(each.rounds, edges)], dtype=np.int64)
        return Decoding(self.outer.message(codeword), codeword, votes, satisfied, rounds)
