"""Watermark codes: sparse data on a known random sequence (Davey and MacKay).

Instead of known bits here and there, the whole strand is a known sequence, the watermark, of
which the data flip only a few bits.

References
----------
M. C. Davey, D. J. C. MacKay, "Reliable communication over channels with insertions, deletions,
and substitutions", IEEE Transactions on Information Theory 47 (2001), 687-698.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ee376a.dna.channel import IDSChannel
from ee376a.dna.detector import LLR_LIMIT, all_words, demap, detect_words

__all__ = ["WatermarkCode"]

Floats = npt.NDArray[np.float64]
Symbols = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class WatermarkCode:
    """Each `bits` bits of data flip some of `spread` bits of a watermark, as few as possible.

    Attributes
    ----------
    bits, spread : int
        The sparse words are the ``2 ** bits`` of length `spread` with the fewest ones.
    seed : int
        Sets the watermark, for the writer and the reader alike.

    Raises
    ------
    ValueError
        If not ``1 <= bits <= spread``, or the words are longer than 16.

    Examples
    --------
    >>> WatermarkCode(2, 3).words.tolist()
    [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]]
    >>> WatermarkCode(4, 5).rate, WatermarkCode(4, 5).density
    (0.8, 0.3125)
    """

    bits: int = 4
    spread: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.bits <= self.spread <= 16:
            raise ValueError(f"bits, spread: {self.bits}, {self.spread} given, 1 to 16 rising")

    @property
    def rate(self) -> float:
        """Data per bit sent."""
        return self.bits / self.spread

    @property
    def words(self) -> Symbols:
        """The sparse word of each value of the data, in lexicographic order of both.

        Examples
        --------
        >>> WatermarkCode(2, 3).words.tolist()
        [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]]
        """
        return _words(self.bits, self.spread)

    @property
    def density(self) -> float:
        """Share of ones in the words: how much of the watermark is flipped.

        Examples
        --------
        >>> WatermarkCode(2, 3).density
        0.25
        """
        return float(self.words.mean())

    def length(self, data: int) -> int:
        """Give the number of symbols that so many bits of data become.

        Parameters
        ----------
        data : int
            Bits.

        Returns
        -------
        int

        Raises
        ------
        ValueError
            If the data are not of whole words.

        Examples
        --------
        >>> WatermarkCode(4, 5).length(400)
        500
        """
        if data % self.bits:
            raise ValueError(f"data: {data} bits given, a multiple of {self.bits} needed")
        return data // self.bits * self.spread

    def watermark(self, data: int) -> Symbols:
        """Give the sequence that the data are put on, shape (length(data),).

        Parameters
        ----------
        data : int
            Bits.

        Returns
        -------
        ndarray of uint8

        Raises
        ------
        ValueError
            If the data are not of whole words.
        """
        return np.random.default_rng(self.seed).integers(0, 2, self.length(data), dtype=np.uint8)

    def encode(self, data: npt.ArrayLike) -> Symbols:
        """Put data on the watermark.

        Parameters
        ----------
        data : array_like of 0 and 1, shape (..., n)

        Returns
        -------
        ndarray of uint8, shape (..., length(n))

        Raises
        ------
        ValueError
            If the data are not of whole words.

        Examples
        --------
        >>> code = WatermarkCode(2, 3)
        >>> (code.encode([1, 1, 0, 0]) ^ code.watermark(4)).tolist()
        [1, 0, 0, 0, 0, 0]
        """
        given = np.asarray(data, dtype=np.int64)
        mark = self.watermark(given.shape[-1])
        values = given.reshape(*given.shape[:-1], -1, self.bits) @ (1 << np.arange(self.bits)[::-1])
        sparse = self.words[values].reshape(*given.shape[:-1], mark.size)
        return np.asarray(sparse ^ mark)

    def decode(self, sent: npt.ArrayLike, data: int) -> Symbols:
        """Take data from the watermark: the inverse of `encode`, where nothing was lost.

        Parameters
        ----------
        sent : array_like of 0 and 1, shape (..., length(data))
        data : int
            Bits.

        Returns
        -------
        ndarray of uint8, shape (..., data)

        Raises
        ------
        ValueError
            If there are not just as many symbols, or some are no word on the watermark.

        Examples
        --------
        >>> code = WatermarkCode(2, 3)
        >>> code.decode(code.encode([1, 1, 0, 0]), 4).tolist()
        [1, 1, 0, 0]
        """
        symbols = np.asarray(sent, dtype=np.uint8)
        mark = self.watermark(data)
        if symbols.shape[-1] != mark.size:
            raise ValueError(f"sent: {symbols.shape[-1]} symbols given, {mark.size} needed")
        sparse = (symbols ^ mark).reshape(*symbols.shape[:-1], -1, self.spread)
        same = (sparse[..., None, :] == self.words).all(axis=-1)
        if not same.any(axis=-1).all():
            raise ValueError("sent: not a word of the code on its watermark")
        found: Symbols = all_words(self.bits)[same.argmax(axis=-1)]
        return found.reshape(*symbols.shape[:-1], data)

    def detect(
        self,
        received: Sequence[npt.ArrayLike],
        llr: Floats,
        channel: IDSChannel,
        *,
        threads: int = 1,
    ) -> Floats:
        """Give what is found out about the data of some frames.

        The drift is found as if the bits of a word were independent (Davey and MacKay 2001);
        then the words are told apart as wholes.

        Parameters
        ----------
        received : sequence of array_like of int, each of shape (m_f,)
            One frame each.
        llr : ndarray of float64, shape (n,) or (frames, n)
            What is known of the data beforehand.
        channel : IDSChannel
            As the receiver believes it to be.
        threads : int
            Frames are shared out over this many threads.

        Returns
        -------
        ndarray of float64, shape (frames, n)
            LLRs, what was known before not included.

        Raises
        ------
        ValueError
            If the data are not of whole words, or see `ee376a.dna.detector.detect_words`.
        """
        mark = self.watermark(llr.shape[-1])
        labels = all_words(self.bits)
        known = np.clip(llr, -LLR_LIMIT, LLR_LIMIT).reshape(*llr.shape[:-1], -1, self.bits)
        weight = known @ (0.5 - labels.T)
        chances = np.exp(weight - weight.max(axis=-1, keepdims=True))
        chances /= chances.sum(axis=-1, keepdims=True)
        flipped = (chances @ self.words).reshape(*llr.shape[:-1], mark.size)
        one = np.where(mark, 1 - flipped, flipped)
        priors = np.stack([1 - one, one], axis=-1)
        starts = np.arange(0, mark.size, self.spread)
        found = detect_words(
            received, priors, channel, starts, self.words, offsets=mark, threads=threads
        )
        shape = (len(received), starts.size, self.bits)
        told = demap(found.likelihoods, labels, np.broadcast_to(known, shape))
        return told.reshape(len(received), llr.shape[-1])


@lru_cache(maxsize=16)
def _words(bits: int, spread: int) -> Symbols:
    every = all_words(spread)
    order = np.argsort(every.sum(axis=1), kind="stable")[: 1 << bits]
    words = every[np.sort(order)]
    words.setflags(write=False)
    return words
