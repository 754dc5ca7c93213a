"""Contexts: what of the past each counter of the mixer looks at.

The past is summed up in *registers* (an int64 array, the names below are its places) that are
brought up to date after each byte; from them `hash_contexts` makes one 32-bit number for each
context. Text has most of them: words, their neighbours, the line, the sentence; any data have
the last one to seven bytes, bytes skipped, and what followed the same bytes before.

Source of the idea of each kind: M. Mahoney, "The PAQ data compression programs" and the PAQ8
series (orders, words, sparse and indirect contexts).
"""

from string import ascii_lowercase, ascii_uppercase

import numpy as np
from numba import njit

from ee376a.prequential.counters import kernel

# Places of the registers.
PARTIAL = 0  # bits of the current byte so far, after a leading 1
BIT = 1  # how many bits of it there are
POSITION = 2  # bytes so far
LAST4, LAST8 = 3, 4  # the last four bytes, the four before; newest lowest
PLAIN4, PLAIN8 = 5, 6  # the same with every run of spaces and line ends as one space
WORD0, WORD1, WORD2 = 7, 8, 9  # hashes of this word (0 outside) and the ones before
WORD_LENGTH = 11
FIRST_LETTER = 13
LETTERS = 14  # hash of the last five letters, whatever stands between
CAPITALS = 16  # how the last four words were written: 2 bits each
COLUMN = 17
CLASSES = 18  # kinds of the last bytes: 3 bits each
MARKS = 19  # the last two punctuation marks
MATCH_POINTER = 20  # two match models: where the past that looks like now goes on,
MATCH_LENGTH = 22  # how many bytes agree,
MATCH_BYTE = 24  # which byte that foretells
ORDERS = 26  # how many of the orders 1 to 7 know the present context
TOUCHED = 27  # nothing of use: it makes the memory answer early
#: How many numbers there are.
REGISTERS = 32

CONTEXTS = 21
ORDER_CONTEXTS = 7
"""The first contexts are the last one to seven bytes."""


def _kinds() -> bytes:
    kinds = bytearray([7] * 256)
    for kind, members in enumerate(
        (ascii_lowercase, ascii_uppercase, " ", "\n\r", ".!?", ",;:", "\"'`_")
    ):
        for member in members:
            kinds[ord(member)] = kind
    return bytes(kinds)


KINDS = np.frombuffer(_kinds(), np.uint8)
"""0 small letter, 1 capital, 2 space, 3 line end, 4 to 6 punctuation, 7 any other byte."""


@njit(inline="always")
def mix_bits(a, b):  # type: ignore[no-untyped-def]
    """Hash two numbers of 32 bits to one: multiply, fold, multiply, fold.

    Parameters
    ----------
    a, b : int
        0 to 2^32 - 1.

    Returns
    -------
    int
        0 to 2^32 - 1.

    Examples
    --------
    A change of one bit changes about half of the 32:

    >>> [(mix_bits(0, 7) ^ mix_bits(1 << k, 7)).bit_count() for k in range(6)]
    [16, 19, 20, 18, 10, 12]
    """
    h = ((a * 0x9E3779B1) ^ ((b + 0x7F4A7C15) * 0x85EBCA6B)) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return h ^ (h >> 13)


@njit(inline="always")
def _newer(old, fresh, width):  # type: ignore[no-untyped-def]
    return (old << width | fresh) & 0xFFFFFFFF


@kernel
def remember(reg, byte):  # type: ignore[no-untyped-def]
    """Bring the registers up to date after a byte.

    Parameters
    ----------
    reg : array, int64, shape (`REGISTERS`,)
        The registers.
    byte : int
        What came, 0 to 255.

    Examples
    --------
    >>> reg = np.zeros(REGISTERS, np.int64)
    >>> for byte in b"Hi, Bob":
    ...     remember(reg, byte)
    >>> reg[[WORD_LENGTH, COLUMN]].tolist(), chr(reg[FIRST_LETTER]), chr(reg[MARKS])
    ([3, 7], 'b', ',')
    >>> int(reg[LAST4]).to_bytes(4, "big")
    b' Bob'
    """
    reg[LAST8] = _newer(reg[LAST8], reg[LAST4] >> 24, 8)
    reg[LAST4] = _newer(reg[LAST4], byte, 8)
    kind = np.int64(KINDS[byte])
    reg[CLASSES] = _newer(reg[CLASSES], kind, 3)

    plain = 32 if byte == 10 else byte
    if byte != 13 and not (plain == 32 and reg[PLAIN4] & 255 == 32):
        reg[PLAIN8] = _newer(reg[PLAIN8], reg[PLAIN4] >> 24, 8)
        reg[PLAIN4] = _newer(reg[PLAIN4], plain, 8)
    reg[COLUMN] = 0 if byte == 10 else reg[COLUMN] + 1

    letter = byte + 32 if kind == 1 else byte
    if kind < 2 or byte >= 128:
        h = ((reg[WORD0] + letter) * 0x2F0B4C47) & 0xFFFFFFFF
        reg[WORD0] = h ^ (h >> 15)
        if reg[WORD_LENGTH] == 0:
            reg[FIRST_LETTER] = letter
            reg[CAPITALS] = (reg[CAPITALS] << 2 | (2 if kind == 1 else 1)) & 255
        elif kind == 1:
            reg[CAPITALS] |= 3
        reg[WORD_LENGTH] += 1
        reg[LETTERS] = _newer(reg[LETTERS], letter & 63, 6)
    else:
        if reg[WORD_LENGTH] > 0:
            reg[WORD2] = reg[WORD1]
            reg[WORD1] = reg[WORD0]
            reg[WORD0] = 0
            reg[WORD_LENGTH] = 0
            reg[FIRST_LETTER] = 0
        if 4 <= kind < 7:
            reg[MARKS] = (reg[MARKS] << 8 | byte) & 0xFFFF


@kernel
def hash_contexts(reg, hashes):  # type: ignore[no-untyped-def]
    """Fill `hashes` with the contexts of the next byte.

    Parameters
    ----------
    reg : array, int64, shape (`REGISTERS`,)
        The registers, after `remember`.
    hashes : array, int64, shape (`CONTEXTS`,)
        Is set, to 32 bits each.

    Examples
    --------
    After two words that end alike, the contexts of the last one, two and three bytes agree (0 to
    2), but not those of more, nor of the word (7):

    >>> reg, hashes = np.zeros((2, REGISTERS), np.int64), np.zeros((2, CONTEXTS), np.int64)
    >>> for k, text in enumerate((b"a queer look", b"the next book")):
    ...     for byte in text:
    ...         remember(reg[k], byte)
    ...     hash_contexts(reg[k], hashes[k])
    >>> (hashes[0] == hashes[1])[:8].tolist()
    [True, True, True, False, False, False, False, False]
    """
    last4, plain4, plain8 = reg[LAST4], reg[PLAIN4], reg[PLAIN8]
    last = last4 & 255
    # Between words the word so far is empty: the mark or space just read stands in its place.
    word = reg[WORD0] if reg[WORD0] else last + 1
    expected = reg[MATCH_BYTE] + 256 if reg[MATCH_LENGTH] else 0
    expected1 = reg[MATCH_BYTE + 1] + 256 if reg[MATCH_LENGTH + 1] else 0
    kind = last if last == 32 or last == 10 else np.int64(KINDS[last])
    # Orders 1 to 7.
    hashes[0] = last
    hashes[1] = plain4 & 0xFFFF
    hashes[2] = plain4 & 0xFFFFFF
    hashes[3] = plain4
    hashes[4] = mix_bits(plain4, plain8 & 0xFF)
    hashes[5] = mix_bits(plain4, plain8 & 0xFFFF)
    hashes[6] = mix_bits(plain4, plain8)
    # Words.
    hashes[7] = word
    hashes[8] = mix_bits(word, reg[WORD1])
    hashes[9] = mix_bits(mix_bits(word, reg[WORD1]), reg[WORD2])
    hashes[10] = mix_bits(word, reg[WORD2] + 1)
    hashes[11] = mix_bits(reg[FIRST_LETTER] | reg[WORD_LENGTH] << 8, reg[WORD1])
    hashes[12] = mix_bits(word, reg[CAPITALS])
    hashes[13] = mix_bits(word, reg[MARKS])
    # Letters, whatever stands between; kinds of characters; shapes.
    hashes[14] = reg[LETTERS]
    hashes[15] = mix_bits(reg[CLASSES], last)
    hashes[16] = mix_bits(last4 & 0xF0F0FFFF, 3)
    # Lines.
    hashes[17] = mix_bits(min(reg[COLUMN], 80), kind)
    # Bytes skipped.
    hashes[18] = last4 & 0xFFFF00
    # What the match models foretell.
    hashes[19] = mix_bits(expected, last | min(reg[MATCH_LENGTH], 32) << 8)
    hashes[20] = mix_bits(expected, expected1)
    for i in range(CONTEXTS):
        hashes[i] = mix_bits(hashes[i], i + 1)
