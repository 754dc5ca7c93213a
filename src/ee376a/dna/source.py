"""What is known of a message before it is read: that it is text of some kind.

A Markov chain of bytes, learnt from other texts, says which byte is likely to follow which. Joined
with what a decoder has found out so far, it gives every bit of the message a prior; so the
redundancy that the author left in the text helps to read it.

References
----------
J. Hagenauer, "Source-controlled channel decoding", IEEE Transactions on Communications 43 (1995),
2449-2457.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["MarkovSource"]

Floats = npt.NDArray[np.float64]

# Eight columns: the bits of each byte, most significant first.
_BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float64)
# Log-likelihood ratios beyond it are certain enough, and a byte's eight do not overflow.
_LIMIT = 40.0


@dataclass(frozen=True, eq=False)
class MarkovSource:
    """A chain of bytes.

    Attributes
    ----------
    first : array of float, shape (256,)
        Probability of the first byte.
    next : array of float, shape (256, 256)
        Row: a byte; column: the probability of the one that follows.
    """

    first: Floats
    next: Floats

    @classmethod
    def learn(cls, text: bytes) -> MarkovSource:
        """Count which byte follows which; every byte can follow every other, if rarely.

        Parameters
        ----------
        text : bytes
            At least one.

        Returns
        -------
        MarkovSource

        Raises
        ------
        ValueError
            If there is no text.

        Examples
        --------
        >>> source = MarkovSource.learn(b"abababab")
        >>> int(source.next[ord("a")].argmax()) == ord("b")
        True
        """
        if not text:
            raise ValueError("text: none given, at least one byte needed")
        codes = np.frombuffer(text, dtype=np.uint8).astype(np.int64)
        single = np.bincount(codes, minlength=256) + 0.01
        pairs = np.bincount(codes[:-1] * 256 + codes[1:], minlength=1 << 16).reshape(256, 256)
        first = single / single.sum()
        # A pair not seen is as likely as its second byte, as often as a new pair comes up.
        follow = pairs + 4.0 * first
        return cls(first, follow / follow.sum(axis=1, keepdims=True))

    def bits_per_byte(self, text: bytes) -> float:
        """Give how long a text is under the chain, in bits a byte.

        Parameters
        ----------
        text : bytes
            At least one.

        Returns
        -------
        float

        Examples
        --------
        >>> source = MarkovSource.learn(b"abababab" * 100)
        >>> source.bits_per_byte(b"abab") < source.bits_per_byte(b"aabb")
        True
        """
        codes = np.frombuffer(text, dtype=np.uint8)
        steps = np.log2(self.next[codes[:-1], codes[1:]]).sum() + np.log2(self.first[codes[0]])
        return float(-steps / len(codes))

    def extrinsic(self, llr: npt.ArrayLike) -> Floats:
        """Give what the chain says of each bit, over and above what is given of that bit itself.

        Parameters
        ----------
        llr : array of float, shape (8 * bytes,)
            What is known of the bits, log P(0) / P(1), most significant bit of a byte first.

        Returns
        -------
        array of float, shape (8 * bytes,)
            To be added to `llr`.

        Raises
        ------
        ValueError
            If the bits are not whole bytes.

        Examples
        --------
        >>> source = MarkovSource.learn(b"abababab")
        >>> known = np.zeros(24)
        >>> known[:8] = 9 * (1 - 2 * np.unpackbits(np.frombuffer(b"a", np.uint8)).astype(float))
        >>> bytes(np.packbits(known + source.extrinsic(known) < 0))
        b'aba'
        """
        given = np.clip(np.asarray(llr, dtype=np.float64), -_LIMIT, _LIMIT)
        if given.ndim != 1 or len(given) % 8 or not len(given):
            raise ValueError(f"llr: shape {given.shape} given, (8 * bytes,) needed")
        # Of each byte, how likely its bits make each of the 256 values.
        likely = np.exp(
            -np.logaddexp(0, -given.reshape(-1, 8)) @ (1 - _BITS.T)
            - np.logaddexp(0, given.reshape(-1, 8)) @ _BITS.T
        )
        likely /= likely.max(axis=1, keepdims=True)
        ahead, back = np.empty_like(likely), np.empty_like(likely)
        ahead[0], back[-1] = self.first, 1 / 256
        for i in range(1, len(likely)):
            ahead[i] = (ahead[i - 1] * likely[i - 1]) @ self.next
            ahead[i] /= ahead[i].sum()
        for i in range(len(likely) - 2, -1, -1):
            back[i] = self.next @ (back[i + 1] * likely[i + 1])
            back[i] /= back[i].sum()
        values = ahead * likely * back
        one = values @ _BITS
        zero = values @ (1 - _BITS)
        tiny = np.finfo(np.float64).tiny
        posterior = np.log(np.maximum(zero, tiny)) - np.log(np.maximum(one, tiny))
        extrinsic: Floats = np.clip(posterior - given.reshape(-1, 8), -_LIMIT, _LIMIT).ravel()
        return extrinsic
