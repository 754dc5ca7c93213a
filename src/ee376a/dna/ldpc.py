"""Low-density parity-check codes: a matrix, the encoder found for it, and the decoder.

References
----------
R. G. Gallager, *Low-Density Parity-Check Codes*, MIT Press, 1963.
ETSI EN 302 307-1 (DVB-S2), section 5.3.2: codes whose parity bits are accumulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from ee376a.bits import as_bits
from ee376a.dna.encoder import Encoder, encoder
from ee376a.dna.sumproduct import Decoded, decode

__all__ = ["LDPCCode"]

Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class LDPCCode:
    """The code of all words that satisfy every check of a sparse matrix.

    Parameters
    ----------
    matrix : scipy.sparse array or array, shape (checks, n)
        Zeros and ones; rows may depend on each other. See `ee376a.dna.matrices`.

    Raises
    ------
    ValueError
        If it is no matrix, has a check without bits, or something that is neither 0 nor 1.

    Examples
    --------
    >>> from ee376a.dna.matrices import peg
    >>> code = LDPCCode(peg(204, 102, np.random.default_rng(1)))
    >>> code
    LDPCCode(n=204, k=102)
    >>> word = code.encode(np.ones(102, np.uint8))
    >>> bool(code.syndrome(word).any()), int(code.message(word).sum())
    (False, 102)
    >>> llr = 2.0 * (1 - 2.0 * word)
    >>> llr[:20] = 0  # twenty bits lost
    >>> bool((code.decode(llr).bits == word).all())
    True
    """

    matrix: Any

    def __post_init__(self) -> None:
        if np.ndim(self.matrix) != 2:
            raise ValueError(f"matrix: {np.ndim(self.matrix)} dimensions given, 2 needed")
        matrix = scipy.sparse.csr_array(self.matrix).astype(np.uint8)
        matrix.eliminate_zeros()
        matrix.sum_duplicates()
        if (matrix.data != 1).any():
            raise ValueError("matrix: values other than 0 and 1 given")
        if matrix.shape[0] == 0 or (np.diff(matrix.indptr) == 0).any():
            raise ValueError("matrix: a check without bits given")
        object.__setattr__(self, "matrix", matrix)

    def __repr__(self) -> str:
        return f"LDPCCode(n={self.n}, k={self.k})"

    @property
    def n(self) -> int:
        """Bits of a codeword."""
        return int(self.matrix.shape[1])

    @property
    def k(self) -> int:
        """Bits of a message; more than columns less rows if some checks follow from others."""
        return len(self.message_positions)

    @property
    def rate(self) -> float:
        """``k / n``.

        Examples
        --------
        >>> numbers = np.arange(1, 8)
        >>> hamming = LDPCCode([numbers & 1, numbers >> 1 & 1, numbers >> 2])
        >>> hamming.n, hamming.k, round(hamming.rate, 3)
        (7, 4, 0.571)
        """
        return self.k / self.n

    @property
    def message_positions(self) -> npt.NDArray[np.int64]:
        """Where in the codeword the message is, shape (k,), ascending.

        Examples
        --------
        >>> numbers = np.arange(1, 8)
        >>> hamming = LDPCCode([numbers & 1, numbers >> 1 & 1, numbers >> 2])
        >>> hamming.message_positions.tolist()
        [0, 1, 2, 3]
        """
        return self._encoder.free

    def encode(self, message: npt.ArrayLike) -> Bits:
        """Give the codeword that has the message in it.

        Parameters
        ----------
        message : array of 0 and 1, shape (..., k)

        Returns
        -------
        array of uint8, shape (..., n)

        Raises
        ------
        ValueError
            If the shape or a value is wrong.

        Examples
        --------
        >>> numbers = np.arange(1, 8)
        >>> hamming = LDPCCode([numbers & 1, numbers >> 1 & 1, numbers >> 2])
        >>> hamming.encode([1, 0, 1, 1]).tolist()
        [1, 0, 1, 1, 0, 1, 0]
        """
        bits = _checked("message", message, self.k)
        words = np.zeros((*bits.shape[:-1], self.n), dtype=np.uint8)
        words[..., self.message_positions] = bits
        self._encoder.fill(words.reshape(-1, self.n))
        return words

    def message(self, codeword: npt.ArrayLike) -> Bits:
        """Give the message that is in a codeword; the inverse of `encode`.

        Parameters
        ----------
        codeword : array of 0 and 1, shape (..., n)

        Returns
        -------
        array of uint8, shape (..., k)

        Raises
        ------
        ValueError
            If the shape or a value is wrong.

        Examples
        --------
        >>> numbers = np.arange(1, 8)
        >>> hamming = LDPCCode([numbers & 1, numbers >> 1 & 1, numbers >> 2])
        >>> hamming.message(hamming.encode([1, 0, 1, 1])).tolist()
        [1, 0, 1, 1]
        """
        return _checked("codeword", codeword, self.n)[..., self.message_positions]

    def syndrome(self, codeword: npt.ArrayLike) -> Bits:
        """Give the sum modulo 2 of each check: all are 0 for a codeword.

        Parameters
        ----------
        codeword : array of 0 and 1, shape (..., n)

        Returns
        -------
        array of uint8, shape (..., checks)

        Raises
        ------
        ValueError
            If the shape or a value is wrong.

        Examples
        --------
        >>> numbers = np.arange(1, 8)
        >>> hamming = LDPCCode([numbers & 1, numbers >> 1 & 1, numbers >> 2])
        >>> word = hamming.encode([1, 0, 1, 1])
        >>> word[4] ^= 1  # the fifth
        >>> hamming.syndrome(word).tolist()  # five, the lowest digit first
        [1, 0, 1]
        """
        bits = _checked("codeword", codeword, self.n)
        # A check has fewer than 2**31 bits; uint8 would overflow at 256, though not modulo 2.
        sums = self.matrix @ bits.reshape(-1, self.n).T
        syndromes: Bits = (sums.T.reshape(*bits.shape[:-1], -1) & 1).astype(np.uint8)
        return syndromes

    def decode(
        self,
        llr: npt.ArrayLike,
        *,
        iterations: int = 50,
        schedule: str = "layered",
        algorithm: str = "sum-product",
    ) -> Decoded:
        """Decode by belief propagation; see `ee376a.dna.sumproduct.decode`.

        Parameters
        ----------
        llr : array of float, shape (n,) or (frames, n)
            Of the channel, log P(0) / P(1); infinite where a bit is known, 0 where it is lost.
        iterations : int
            The most to run; it stops when all checks are satisfied.
        schedule : {"layered", "flooding"}
        algorithm : {"sum-product", "min-sum"}

        Returns
        -------
        Decoded
            `bits` has the codeword; `message` takes the message out of it.

        Raises
        ------
        ValueError
            If a parameter is not one of those allowed.

        Examples
        --------
        >>> numbers = np.arange(1, 8)
        >>> hamming = LDPCCode([numbers & 1, numbers >> 1 & 1, numbers >> 2])
        >>> llr = 3 * (1 - 2.0 * hamming.encode([1, 0, 1, 1]))
        >>> llr[4] *= -0.3
        >>> hamming.message(hamming.decode(llr).bits).tolist()
        [1, 0, 1, 1]
        """
        return decode(
            self._starts,
            self._columns,
            llr,
            n=self.n,
            iterations=iterations,
            schedule=schedule,
            algorithm=algorithm,
        )

    @cached_property
    def _starts(self) -> npt.NDArray[np.int32]:
        return self.matrix.indptr.astype(np.int32)  # type: ignore[no-any-return]

    @cached_property
    def _columns(self) -> npt.NDArray[np.int32]:
        return self.matrix.indices.astype(np.int32)  # type: ignore[no-any-return]

    @cached_property
    def _encoder(self) -> Encoder:
        return encoder(self.matrix)


def _checked(name: str, given: npt.ArrayLike, length: int) -> Bits:
    bits = np.asarray(given)
    if bits.ndim == 0 or bits.shape[-1] != length:
        raise ValueError(f"{name}: shape {bits.shape} given, (..., {length}) needed")
    return as_bits(bits, name)
