"""Marker codes: known bits among the data, by which a reader finds its place again.

References
----------
M. C. Davey, D. J. C. MacKay, "Reliable communication over channels with insertions, deletions,
and substitutions", IEEE Transactions on Information Theory 47 (2001), 687-698.
F. Wang, D. Fertonani, T. M. Duman, "Symbol-level synchronization and LDPC code design for
insertion/deletion channels", IEEE Transactions on Communications 59 (2011), 1287-1297.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ee376a.bits import as_bits
from ee376a.dna.channel import IDSChannel
from ee376a.dna.detector import LLR_LIMIT, all_words, demap, detect

__all__ = ["MarkerCode"]

Floats = npt.NDArray[np.float64]
Symbols = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class MarkerCode:
    """After every `period` bits of data comes a marker.

    With an alphabet of four, two bits make a base (00 A, 01 C, 10 G, 11 T), so a marker may be
    whole bases or one bit of each of some bases.

    Attributes
    ----------
    period : int
        Bits of data between markers.
    markers : tuple of str
        One marker, or some of equal length to take turns at random: then a reader that is out of
        step by a whole period notices. In a marker ``0`` and ``1`` are known bits, and ``.`` is
        one more bit of data: ``("0.", "1.")`` are half-markers, known in one of a base's bits.
    seed : int
        Sets, for the writer and the reader alike, which marker stands where.
    alphabet : {2, 4}
        Of the symbols sent.

    Raises
    ------
    ValueError
        If a parameter is not allowed; with four bases the period and the markers are even.

    Examples
    --------
    >>> MarkerCode(3).encode([1, 1, 1, 0, 0, 0]).tolist()
    [1, 1, 1, 0, 1, 0, 0, 0, 0, 1]
    >>> MarkerCode(2, ("0.",), alphabet=4).encode([1, 1, 1, 0, 0, 0]).tolist()
    [3, 1, 0, 0]
    """

    period: int = 12
    markers: tuple[str, ...] = ("01",)
    seed: int = 0
    alphabet: int = 2

    def __post_init__(self) -> None:
        if self.alphabet not in (2, 4):
            raise ValueError(f"alphabet: {self.alphabet} given, 2 or 4 allowed")
        if self.period < 1 or self.period % self.bits_per_symbol:
            raise ValueError(f"period: {self.period} given, whole symbols, at least 1, needed")
        # The letters of a text would be taken for markers.
        if isinstance(self.markers, str):  # type: ignore[unreachable]
            raise ValueError(f"markers: {self.markers!r} given, a tuple of texts needed")
        lengths = {len(marker) for marker in self.markers}
        if len(lengths) != 1 or 0 in lengths or lengths.pop() % self.bits_per_symbol:
            raise ValueError(f"markers: {self.markers} given, equal lengths of symbols needed")
        if len({tuple(mark == "." for mark in marker) for marker in self.markers}) != 1:
            raise ValueError(f"markers: {self.markers} given, '.' at the same places needed")
        if set("".join(self.markers)) - set("01."):
            raise ValueError(f"markers: {self.markers} given, of '0', '1' and '.' needed")

    @property
    def bits_per_symbol(self) -> int:
        """1 for bits, 2 for bases."""
        return self.alphabet // 2

    @property
    def rate(self) -> float:
        """Data per bit sent, in the long run.

        Examples
        --------
        >>> MarkerCode(6).rate
        0.75
        """
        marker = self.markers[0]
        return (self.period + marker.count(".")) / (self.period + len(marker))

    def length(self, data: int) -> int:
        """Give the number of symbols that so many bits of data become.

        Parameters
        ----------
        data : int
            Bits.

        Returns
        -------
        int

        Examples
        --------
        >>> MarkerCode(12).length(204)
        238
        """
        return self.known(data).size // self.bits_per_symbol

    def known(self, data: int) -> npt.NDArray[np.int8]:
        """Give what the reader knows of the bits sent before any is received.

        Parameters
        ----------
        data : int
            Bits.

        Returns
        -------
        ndarray of int8, shape (length(data) * bits_per_symbol,)
            0 or 1 for a marker's bit, -1 for a bit of data.

        Examples
        --------
        >>> MarkerCode(3).known(6).tolist()
        [-1, -1, -1, 0, 1, -1, -1, -1, 0, 1]
        """
        return _known(self, data)

    def encode(self, data: npt.ArrayLike) -> Symbols:
        """Put the markers in.

        Parameters
        ----------
        data : array_like of 0 and 1, shape (..., n)

        Returns
        -------
        ndarray of uint8, shape (..., length(n))
            Symbols.

        Raises
        ------
        ValueError
            If something is not 0 or 1.

        Examples
        --------
        >>> MarkerCode(2, ("01",)).encode([1, 1, 0, 0]).tolist()
        [1, 1, 0, 1, 0, 0, 0, 1]
        """
        bits = as_bits(data, "data")
        known = self.known(bits.shape[-1])
        sent = np.empty((*bits.shape[:-1], known.size), np.uint8)
        sent[..., known < 0] = bits
        sent[..., known >= 0] = known[known >= 0]
        if self.alphabet == 2:
            return sent
        return 2 * sent[..., ::2] + sent[..., 1::2]

    def decode(self, sent: npt.ArrayLike, data: int) -> Symbols:
        """Take the markers out: the inverse of `encode`, where nothing was lost.

        Parameters
        ----------
        sent : array_like of int, shape (..., length(data))
            Symbols.
        data : int
            Bits.

        Returns
        -------
        ndarray of uint8, shape (..., data)
            Zeros and ones.

        Raises
        ------
        ValueError
            If there are not just as many symbols.

        Examples
        --------
        >>> MarkerCode(2, ("01",)).decode([1, 1, 0, 1, 0, 0, 0, 1], 4).tolist()
        [1, 1, 0, 0]
        """
        symbols = np.asarray(sent, dtype=np.uint8)
        known = self.known(data)
        if symbols.shape[-1] * self.bits_per_symbol != known.size:
            raise ValueError(f"sent: {symbols.shape[-1]} symbols given, {self.length(data)} needed")
        if self.alphabet == 4:
            symbols = np.stack([symbols >> 1, symbols & 1], axis=-1)
            symbols = symbols.reshape(*symbols.shape[:-2], -1)
        return symbols[..., known < 0]

    def priors(self, llr: Floats) -> Floats:
        """Give the probabilities of the symbols sent, for the detector.

        Parameters
        ----------
        llr : ndarray of float64, shape (..., n)
            What is known of the data: zeros for nothing.

        Returns
        -------
        ndarray of float64, shape (..., length(n), alphabet)

        Examples
        --------
        >>> MarkerCode(1).priors(np.zeros(1)).tolist()
        [[0.5, 0.5], [1.0, 0.0], [0.0, 1.0]]
        """
        bits = self._bits(llr)
        if self.alphabet == 2:
            return bits
        pairs = bits[..., ::2, :, None] * bits[..., 1::2, None, :]
        return pairs.reshape(*pairs.shape[:-2], 4)

    def extrinsic(self, likelihoods: Floats, llr: Floats) -> Floats:
        """Give what the detector found out about the data.

        Parameters
        ----------
        likelihoods : ndarray of float64, shape (..., length(n), alphabet)
            From `ee376a.dna.detector.detect`.
        llr : ndarray of float64, shape (..., n)
            What was known before, as given to `priors`.

        Returns
        -------
        ndarray of float64, shape (..., n)
            LLRs, what was known before not included.
        """
        data = self.known(llr.shape[-1]) < 0
        if self.alphabet == 2:
            return demap(likelihoods[..., data, :], [[0], [1]])[..., 0]
        before = np.log(self._bits(llr).clip(1e-300))
        pairs = (before[..., 0] - before[..., 1]).reshape(*likelihoods.shape[:-1], 2)
        found = demap(likelihoods, all_words(2), pairs)
        return found.reshape(*found.shape[:-2], -1)[..., data]

    def detect(
        self,
        received: Sequence[npt.ArrayLike],
        llr: Floats,
        channel: IDSChannel,
        *,
        threads: int = 1,
    ) -> Floats:
        """Give what is found out about the data of some frames.

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
            See `ee376a.dna.detector.detect`.

        Examples
        --------
        >>> code, channel = MarkerCode(2), IDSChannel(p_del=0.05)
        >>> received = np.delete(code.encode([1, 1, 1, 1, 0, 0]), 0)
        >>> llr = code.detect([received], np.zeros(6), channel)
        >>> (llr[0] < 0).astype(int).tolist()
        [1, 1, 1, 1, 0, 0]
        """
        found = detect(received, self.priors(llr), channel, threads=threads)
        return self.extrinsic(
            found.likelihoods, np.broadcast_to(llr, (len(received), llr.shape[-1]))
        )

    def groups(self, data: int, length: int) -> npt.NDArray[np.int64]:
        """Cut the data into groups of symbols that follow each other, for the joint detector.

        Parameters
        ----------
        data : int
            Bits.
        length : int
            Symbols of data in a group.

        Returns
        -------
        ndarray of int64, shape (groups,)
            The first symbol of each group, in the order of the data.

        Raises
        ------
        ValueError
            If a marker would stand within a group, or the data do not fill the groups.

        Examples
        --------
        >>> MarkerCode(4).groups(8, 2).tolist()
        [0, 2, 6, 8]
        """
        known = self.known(data).reshape(-1, self.bits_per_symbol)
        places = np.flatnonzero((known < 0).all(axis=1))
        wide = length * self.bits_per_symbol
        if (
            length < 1
            or self.period % wide
            or data % wide
            or (known < 0).sum() != places.size * (self.bits_per_symbol)
        ):
            raise ValueError(f"length: {length} given, one that divides the period and data needed")
        return places[::length]

    def _bits(self, llr: Floats) -> Floats:
        """Probabilities of 0 and 1 for each bit sent, (..., bits, 2)."""
        known = self.known(llr.shape[-1])
        probability = np.empty((*llr.shape[:-1], known.size, 2))
        probability[..., known == 0, :] = (1.0, 0.0)
        probability[..., known == 1, :] = (0.0, 1.0)
        # Each by itself, so that a small one keeps its digits.
        limited = np.clip(llr, -LLR_LIMIT, LLR_LIMIT)
        probability[..., known < 0, 0] = 1 / (1 + np.exp(-limited))
        probability[..., known < 0, 1] = 1 / (1 + np.exp(limited))
        return probability


@lru_cache(maxsize=64)
def _known(code: MarkerCode, data: int) -> npt.NDArray[np.int8]:
    turns = -(-data // (code.period + code.markers[0].count("."))) if data else 0
    table = np.array([[".01".index(mark) - 1 for mark in marker] for marker in code.markers])
    choice = np.random.default_rng(code.seed).integers(len(table), size=turns)
    gaps = np.full((turns, code.period), -1)
    known = np.concatenate([gaps, table[choice]], axis=1).ravel().astype(np.int8)
    # The last turn may be cut short after the last bit of data; its last base is then filled up.
    places = np.flatnonzero(known < 0)
    if places.size > data:
        known = known[: places[data - 1] + 1] if data else known[:0]
    known = np.append(known, np.zeros(-known.size % code.bits_per_symbol, np.int8))
    known.setflags(write=False)
    return known
