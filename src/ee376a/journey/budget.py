"""The least that each hand-over could cost: entropies and capacities, in bits.

References
----------
C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27 (1948),
379-423 and 623-656.
R. C. Singleton, "Maximum distance q-nary codes", IEEE Transactions on Information Theory 10 (1964),
116-118.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from scipy.special import entr

from ee376a.dna.channel import IDSChannel
from ee376a.entropy.huffman import codewords, tree
from ee376a.measures import entropy
from ee376a.prequential.learning import curve

__all__ = [
    "SYMBOL",
    "base_bound",
    "huffman_bits",
    "model_bits",
    "order0_bits",
    "painting_bound",
    "surprises",
]

#: Bits of a letter of the painting: three triangles of eight colours.
SYMBOL = 9


def order0_bits(data: bytes) -> float:
    """Give what data take when each byte has the name that its frequency deserves.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    float
        Bits: the number of bytes times the entropy of their frequencies, which the receiver would
        have to know beforehand.

    Examples
    --------
    >>> order0_bits(b"aabb"), order0_bits(b"")
    (4.0, 0.0)
    """
    if not data:
        return 0.0
    counts = Counter(data).values()
    return len(data) * float(entropy([count / len(data) for count in counts]))


def huffman_bits(data: bytes) -> int:
    """Give what data take in the short names of the picture book, one for each letter.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    int
        Bits: never less than `order0_bits`, and less than a bit a byte more (or a bit a byte, if
        all are the same). The list of names is not counted.

    Examples
    --------
    >>> huffman_bits(b"aabc"), huffman_bits(b"aaaa")
    (6, 4)
    """
    counts = Counter(data)
    if len(counts) < 2:
        return len(data)
    names = codewords(tree({f"{byte:02x}": count for byte, count in counts.items()}))
    return sum(counts[int(byte, 16)] * len(name) for byte, name in names.items())


def surprises(text: bytes, known: Sequence[bytes] = (), model: str = "cm") -> list[float]:
    """Give how surprised a model is by each byte of a text.

    Parameters
    ----------
    text : bytes
    known : sequence of bytes
        What the model has learned before.
    model : str
        A key of `ee376a.prequential.models.MODELS`.

    Returns
    -------
    list of float
        Bits, one number a byte.

    Examples
    --------
    >>> [round(bits) for bits in surprises(b"abra!", [b"abracadabra" * 4], "order2")]
    [2, 2, 1, 1, 10]
    """
    before = b"".join(known)
    ends = range(len(before), len(before) + len(text) + 1)
    lengths = curve(model, before + text, ends)
    return [after - first for first, after in pairwise(lengths)]


def model_bits(text: bytes, known: Sequence[bytes] = (), model: str = "cm") -> float:
    """Give the code length of a text under a model: what its file would take without any frame.

    Parameters
    ----------
    text, known, model
        As for `surprises`.

    Returns
    -------
    float
        Bits: the sum of the surprises.

    Examples
    --------
    >>> round(model_bits(b"abracadabra", [b"abracadabra" * 4], "order2"))
    13
    """
    return sum(surprises(text, known, model))


def base_bound(channel: IDSChannel, coverage: float) -> float:
    """Give a rate that no code for stored strands can exceed.

    A genie tells the receiver which bases of a read slipped in, and where some are missing. What is
    left is an erasure or a substitution; nobody loses by being told more. A strand that is not read
    tells nothing, and one that is read more than once not more than two bits a base.

    Parameters
    ----------
    channel : IDSChannel
        Of four bases, each wrong copy equally likely.
    coverage : float
        Mean of the Poisson number of reads of a strand.

    Returns
    -------
    float
        Bits a base.

    Raises
    ------
    ValueError
        If the channel is another.

    Examples
    --------
    >>> nanopore = IDSChannel(0.043, 0.032, 0.031, insertions="geometric", alphabet=4)
    >>> round(base_bound(nanopore, 8), 3), round(base_bound(nanopore, 1), 3)
    (1.999, 1.151)
    """
    if channel.alphabet != 4 or channel.bias is not None:
        raise ValueError(f"channel: {channel} given, one of four bases without a bias needed")
    arrives = float(channel.copied.sum())
    wrong = channel.p_sub
    spread = (float(entr(wrong)) + float(entr(1 - wrong))) / math.log(2) + wrong * math.log2(3)
    unread, once = math.exp(-coverage), coverage * math.exp(-coverage)
    return once * arrives * (2 - spread) + (1 - unread - once) * 2


def painting_bound(letters: int, wrong: int, hidden: int) -> int:
    """Give the fewest bits that any code of nine-bit letters needs to be sure of so much harm.

    ``n >= k + 2 e + f`` letters for ``k`` of message, ``e`` wrong and ``f`` hidden (Singleton's
    bound).

    Parameters
    ----------
    letters : int
        Of the message, with its check.
    wrong, hidden : int
        At most so many; those hidden are known to be.

    Returns
    -------
    int

    Examples
    --------
    >>> painting_bound(86, 3, 20)
    1008
    """
    return SYMBOL * (letters + 2 * wrong + hidden)
