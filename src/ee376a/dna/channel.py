"""The channel that inserts, deletes and substitutes, and what technologies make of it.

Each symbol sent becomes a short run of received ones: some symbols of chance, and then, or not,
a copy of the symbol sent (which may be wrong). Two tables of probabilities, `random` and
`copied`, say how long the run is and whether it ends in a copy. Both the channel of Gallager and
that of Davey and MacKay are such tables, so one detector serves both.

References
----------
R. G. Gallager, "Sequential decoding for binary channels with noise and synchronization errors",
MIT Lincoln Laboratory group report (1961).
M. C. Davey, D. J. C. MacKay, "Reliable communication over channels with insertions, deletions,
and substitutions", IEEE Transactions on Information Theory 47 (2001), 687-698.
F. Wang, D. Fertonani, T. M. Duman, "Symbol-level synchronization and LDPC code design for
insertion/deletion channels", IEEE Transactions on Communications 59 (2011), 1287-1297.
R. Heckel, G. Mikutis, R. N. Grass, "A characterization of the DNA data storage channel",
Scientific Reports 9 (2019), 9663.
S. Chandak et al., "Overcoming high nanopore basecaller error rates for DNA storage via
basecaller-decoder integration and convolutional codes", ICASSP (2020), 8822-8826.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

__all__ = ["PROFILES", "IDSChannel", "Passage"]

Symbols = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Passage:
    """One strand's way through the channel.

    Attributes
    ----------
    received : ndarray of uint8, shape (m,)
        What came out.
    drift : ndarray of int64, shape (n + 1,)
        After each number of symbols sent, how many more had been received than sent.
    copied : ndarray of bool, shape (n,)
        Which of the symbols sent were received at all, right or wrong.
    """

    received: Symbols
    drift: npt.NDArray[np.int64]
    copied: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class IDSChannel:
    """A memoryless channel of insertions, deletions and substitutions.

    Attributes
    ----------
    p_ins, p_del : float
        Of a symbol sent. Deletion leaves nothing. With ``insertions="replace"`` an insertion
        puts two random symbols in the place of the one sent (Gallager 1961; Wang, Fertonani and
        Duman 2011). With ``"geometric"`` a random symbol comes in front, and then the
        choice is made again (Davey and MacKay 2001), at most `longest` times.
    p_sub : float
        Of a symbol that is neither deleted nor replaced: that its copy is wrong.
    insertions : {"replace", "geometric"}
    alphabet : {2, 4}
        Bits, or bases as 0 to 3.
    bias : 4 × 4 (or 2 × 2) nested tuple, optional
        What a wrong copy of symbol ``x`` (row) is: weights of each ``y``; equal if not given.
    longest : int
        Most insertions in a row in the geometric channel. The probabilities of the shorter runs
        are scaled to sum to one, for sender and detector alike.

    Raises
    ------
    ValueError
        If a probability, the alphabet, `longest` or the shape of `bias` is not allowed.

    Examples
    --------
    >>> IDSChannel(p_del=0.02, p_sub=0.01).copied.tolist()
    [0.0, 0.98, 0.0]
    """

    p_ins: float = 0.0
    p_del: float = 0.0
    p_sub: float = 0.0
    insertions: Literal["replace", "geometric"] = "replace"
    alphabet: int = 2
    bias: Matrix | None = None
    longest: int = 3

    def __post_init__(self) -> None:
        for name in ("p_ins", "p_del", "p_sub"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}: {getattr(self, name)} given, 0 to 1 allowed")
        if self.p_ins + self.p_del >= 1:
            total = self.p_ins + self.p_del
            raise ValueError(f"p_ins + p_del: {total} given, less than 1 allowed")
        if self.insertions not in ("replace", "geometric"):
            raise ValueError(f"insertions: {self.insertions!r} given, replace or geometric allowed")
        if self.alphabet not in (2, 4):
            raise ValueError(f"alphabet: {self.alphabet} given, 2 or 4 allowed")
        if self.longest < 1:
            raise ValueError(f"longest: {self.longest} given, at least 1 needed")
        if self.bias is not None:
            shape = np.shape(self.bias)
            if shape != (self.alphabet,) * 2:
                raise ValueError(f"bias: shape {shape} given, one row and column a symbol needed")
            if np.min(self.bias) < 0 or np.min(_off_diagonal(self.bias).sum(axis=1)) <= 0:
                raise ValueError("bias: weights of zero or more needed, some in each row")

    @property
    def random(self) -> Floats:
        """Probability of a run of k random symbols and no copy, at index k.

        Examples
        --------
        >>> IDSChannel(p_ins=0.1, p_del=0.2).random.tolist()
        [0.2, 0.0, 0.1]
        """
        if self.insertions == "replace":
            return np.array([self.p_del, 0.0, self.p_ins])
        return np.append(self.p_del * self._fronts, 0.0)

    @property
    def copied(self) -> Floats:
        """Probability of a run of k symbols whose last is the copy, at index k.

        Examples
        --------
        >>> IDSChannel(p_ins=0.125, p_del=0.125).copied.tolist()
        [0.0, 0.75, 0.0]
        """
        arrives = 1 - self.p_ins - self.p_del
        if self.insertions == "replace":
            return np.array([0.0, arrives, 0.0])
        return np.insert(arrives * self._fronts, 0, 0.0)

    @property
    def _fronts(self) -> Floats:
        """Weight of each number of insertions before something else happens."""
        fronts = self.p_ins ** np.arange(self.longest + 1)
        scaled: Floats = fronts / (fronts.sum() * (1 - self.p_ins))
        return scaled

    @property
    def confusion(self) -> Floats:
        """Probability that the copy of symbol x (row) reads y (column), (alphabet, alphabet).

        Examples
        --------
        >>> IDSChannel(p_sub=0.25).confusion.tolist()
        [[0.75, 0.25], [0.25, 0.75]]
        """
        q = self.alphabet
        wrong = np.ones((q, q)) - np.eye(q) if self.bias is None else _off_diagonal(self.bias)
        spread = self.p_sub * wrong / wrong.sum(axis=1, keepdims=True)
        return np.asarray((1 - self.p_sub) * np.eye(q) + spread, dtype=np.float64)

    @property
    def growth(self) -> tuple[float, float]:
        """Mean and variance of the change of the drift at one symbol sent.

        Examples
        --------
        >>> IDSChannel(p_ins=0.25, p_del=0.25).growth
        (0.0, 0.5)
        """
        weight = self.random + self.copied
        change = np.arange(weight.size) - 1
        mean = float(weight @ change)
        return mean, float(weight @ change**2) - mean**2

    @cached_property
    def _thresholds(self) -> tuple[Floats, Floats]:
        """For random numbers: where runs end, and the copies of each symbol; all but the last."""
        edges = np.cumsum(np.concatenate([self.random, self.copied]))
        return edges[:-1], np.cumsum(self.confusion, axis=1)[:, :-1]

    def transmit(self, sent: npt.ArrayLike, rng: np.random.Generator) -> Symbols:
        """Send symbols through the channel.

        Parameters
        ----------
        sent : array_like of int, shape (n,)
            In ``range(alphabet)``.
        rng : numpy.random.Generator

        Returns
        -------
        ndarray of uint8, shape (m,)
            What is received; its length varies.

        Raises
        ------
        ValueError
            If a symbol is not of the alphabet.

        Examples
        --------
        >>> IDSChannel().transmit([0, 1, 1], np.random.default_rng(1)).tolist()
        [0, 1, 1]
        """
        return self.trace(sent, rng).received

    def trace(self, sent: npt.ArrayLike, rng: np.random.Generator) -> Passage:
        """Send symbols, as `transmit` does with the same random numbers, and say what happened.

        Parameters
        ----------
        sent : array_like of int, shape (n,)
            In ``range(alphabet)``.
        rng : numpy.random.Generator

        Returns
        -------
        Passage

        Raises
        ------
        ValueError
            If a symbol is not of the alphabet.

        Examples
        --------
        >>> passage = IDSChannel(p_del=0.5).trace([0, 1, 1, 0], np.random.default_rng(1))
        >>> passage.received.tolist(), passage.drift.tolist()
        ([0, 1, 0], [0, 0, 0, -1, -1])
        """
        symbols = np.asarray(sent)
        if not symbols.size:
            symbols = symbols.astype(np.uint8)
        if (
            symbols.ndim != 1
            or symbols.dtype.kind not in "bui"
            or not 0 <= symbols.min(initial=0) <= symbols.max(initial=0) < self.alphabet
        ):
            raise ValueError(f"sent: one row of symbols 0 to {self.alphabet - 1} needed")
        edges, cumulative = self._thresholds
        event = np.searchsorted(edges, rng.random(symbols.size), side="right")
        arrives, lengths = np.divmod(event, (edges.size + 1) // 2)
        arrives = arrives > 0
        ends = np.cumsum(lengths)
        received = rng.integers(0, self.alphabet, int(lengths.sum()), dtype=np.uint8)
        copied = symbols[arrives]
        received[ends[arrives] - 1] = (rng.random((copied.size, 1)) >= cumulative[copied]).sum(
            axis=1
        )
        drift = np.insert(ends - np.arange(1, symbols.size + 1), 0, 0)
        return Passage(received, drift, arrives)


def _off_diagonal(weights: Matrix) -> Floats:
    matrix = np.array(weights, dtype=np.float64)
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _profile(p_sub: float, p_ins: float, p_del: float) -> IDSChannel:
    return IDSChannel(p_ins, p_del, p_sub, insertions="geometric", alphabet=4)


#: Rates per base of whole ways through synthesis, storage and sequencing. ``illumina``: mean of
#: the five experiments of Heckel et al. (2019), read off their figure 3. ``nanopore``: aligned
#: simplex reads of Chandak et al. (2020). ``duplex``: aligned duplex nanopore reads of a
#: plasmid, the 800 reads of this book's own data.
PROFILES: Final = MappingProxyType(
    {
        "illumina": _profile(0.0048, 0.0011, 0.0078),
        "nanopore": _profile(0.031, 0.043, 0.032),
        "duplex": _profile(0.0032, 0.0029, 0.0046),
    }
)
