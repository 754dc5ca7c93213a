"""A file as strands of DNA, and back from whichever of them were read.

The file is cut into pieces. Up to 223 pieces make a group, to which a Reed-Solomon code over
the bytes at each place adds more: any so many of a group's strands may be lost. Each strand
says which piece it is, and its bits are protected by an LDPC code and kept in step by markers
(`ee376a.dna.concatenated`). What a strand holds is scrambled, so that no two strands look alike,
whatever the file.

References
----------
R. N. Grass, R. Heckel, M. Puddu, D. Paunescu and W. J. Stark, "Robust chemical preservation of
digital information on DNA in silica with error-correcting codes", Angewandte Chemie International
Edition 54 (2015), 2552-2555 (an outer code across strands).
"""

from __future__ import annotations

import binascii
import hashlib
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import reedsolo

from ee376a.dna.concatenated import ConcatenatedCode
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode
from ee376a.dna.matrices import peg

__all__ = ["SCHEMES", "LostStrands", "Scheme", "decode", "encode"]

Symbols = npt.NDArray[np.uint8]

_GROUP = 223  # pieces of the file in a full group
_HEADER = struct.Struct(">QI")  # the file's length and CRC-32, before the file itself
_NAME = struct.Struct(">I")
_PARITY = 1 << 31  # in a name: this is no piece of the file
# Names are scrambled, so that neighbours look different and none is all A.
_ODD, _MASK = 0x9E3779B1, 0x5BD1E995  # an odd number has an inverse modulo 2**32


class LostStrands(ValueError):  # noqa: N818 - named for what happened
    """Too few strands, or strands that do not belong together: the file cannot be had."""


@dataclass(frozen=True)
class Scheme:
    """How strong the protection is.

    Attributes
    ----------
    checks : int
        Of the LDPC code of 480 bits.
    period : int
        Bits between markers of one base.
    spare : int
        Of each full group, how many strands may be lost.
    """

    checks: int
    period: int
    spare: int

    @property
    def code(self) -> ConcatenatedCode:
        """The code of a strand."""
        return _code(self)

    @property
    def markers(self) -> MarkerCode:
        """The inner code: a base of its own after every `period` bits."""
        return MarkerCode(self.period, ("00", "01", "10", "11"), alphabet=4)

    @property
    def piece(self) -> int:
        """Bytes of the file, or of the outer code, in a strand.

        Examples
        --------
        >>> {name: scheme.piece for name, scheme in SCHEMES.items()}
        {'robust': 34, 'dense': 44}
        """
        return self.code.outer.k // 8 - _NAME.size - 2

    def pieces(self, size: int) -> int:
        """Give in how many pieces a file of so many bytes is cut, with what stands before it.

        Examples
        --------
        >>> SCHEMES["robust"].pieces(6), SCHEMES["robust"].pieces(600)
        (1, 18)
        """
        return -(-(_HEADER.size + size) // self.piece)

    def spares(self, pieces: int) -> int:
        """Give how many strands the outer code adds to a group of so many pieces.

        Examples
        --------
        >>> [SCHEMES["robust"].spares(pieces) for pieces in (1, 100, 223)]
        [5, 17, 32]
        """
        # The smaller the group, the more chance rules: never fewer than five.
        return 4 + -(-pieces * (self.spare - 4) // _GROUP)


@cache
def _code(scheme: Scheme) -> ConcatenatedCode:
    outer = LDPCCode(peg(480, scheme.checks, np.random.default_rng(376)))
    return ConcatenatedCode(outer, scheme.markers)


#: ``robust`` is for reads with about one error in ten bases, ``dense`` for one in thirty.
SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType(
    {"robust": Scheme(160, 16, 32), "dense": Scheme(80, 30, 20)}
)


def encode(data: bytes, scheme: Scheme) -> list[Symbols]:
    """Turn a file into strands.

    Parameters
    ----------
    data : bytes
        Any, also none.
    scheme : Scheme

    Returns
    -------
    list of array of uint8
        Strands of equal length, 0 to 3 for A, C, G and T.

    Examples
    --------
    >>> from ee376a.dna.channel import IDSChannel
    >>> scheme = SCHEMES["robust"]
    >>> strands = encode(b"hello", scheme)
    >>> len(strands), len(strands[0])
    (6, 270)
    >>> reads = [[strand] for strand in strands if strand is not strands[3]]
    >>> decode(scheme.code.decode(reads, IDSChannel(alphabet=4)).message, scheme)
    b'hello'
    """
    size = scheme.piece
    whole = _HEADER.pack(len(data), zlib.crc32(data)) + data
    pieces = [whole[i : i + size].ljust(size, b"\0") for i in range(0, len(whole), size)]
    contents = [_content(name, piece) for name, piece in enumerate(pieces)]
    for group, begin in enumerate(range(0, len(pieces), _GROUP)):
        members = pieces[begin : begin + _GROUP]
        spares = scheme.spares(len(members))
        coder = reedsolo.RSCodec(spares)
        columns = [coder.encode(bytes(column))[-spares:] for column in zip(*members, strict=True)]
        for number, piece in enumerate(zip(*columns, strict=True)):
            name = _PARITY | group << 16 | number << 8 | len(members)
            contents.append(_content(name, bytes(piece)))
    messages = np.unpackbits(np.frombuffer(b"".join(contents), np.uint8)).reshape(len(contents), -1)
    return list(scheme.code.encode(messages))


def decode(messages: Iterable[npt.ArrayLike], scheme: Scheme) -> bytes:
    """Put the file together from what the strands hold; the inverse of `encode`.

    Parameters
    ----------
    messages : iterable of array of 0 and 1, shape (k,)
        The decoded messages of strands, in any order, also more than once, or wrong ones. If there
        are several of one name, the most frequent counts.
    scheme : Scheme

    Returns
    -------
    bytes
        The file. It has the length and the CRC-32 that were stored.

    Raises
    ------
    LostStrands
        If too many strands of a group are lost, or the result is not what was stored.

    Examples
    --------
    >>> decode([], SCHEMES["robust"])
    Traceback (most recent call last):
    ...
    ee376a.dna.strands.LostStrands: no strand of a stored file among the reads
    """
    votes: dict[int, Counter[bytes]] = defaultdict(Counter)
    for message in messages:
        content = np.packbits(np.asarray(message, dtype=np.uint8)).tobytes()
        if (read := _read(content)) is not None:
            votes[read[0]][read[1]] += 1
    found: dict[int, bytes] = {}
    for name, counts in votes.items():
        (piece, first), *others = counts.most_common(2)
        if not others or others[0][1] < first:  # a draw is no better than a loss
            found[name] = piece
    if not found:
        raise LostStrands("no strand of a stored file among the reads")
    whole = b"".join(_group(group, members, scheme) for group, members in _groups(found))
    if len(whole) < _HEADER.size:
        raise LostStrands("the strands with the file's length are lost")
    length, crc = _HEADER.unpack_from(whole)
    data = whole[_HEADER.size : _HEADER.size + length]
    if len(data) < length:
        raise LostStrands(f"{len(data)} of {length} bytes found; the last strands are lost")
    if zlib.crc32(data) != crc:
        raise LostStrands("the strands found do not make the file that was stored (CRC-32)")
    return data


Members = dict[int, bytes]


def _groups(found: dict[int, bytes]) -> list[tuple[int, tuple[int, Members]]]:
    """Give of each group how many pieces it has, and what was found, by place."""
    pieces: dict[int, Members] = defaultdict(dict)
    spares: dict[int, Members] = defaultdict(dict)
    sizes: dict[int, Counter[int]] = defaultdict(Counter)
    for name, content in found.items():
        if name & _PARITY:
            group, number, size = name >> 16 & 0x7FFF, name >> 8 & 0xFF, name & 0xFF
            sizes[group][size] += 1
            spares[group][number] = content
        else:
            pieces[name // _GROUP][name % _GROUP] = content
    last = max([*pieces, *spares])
    groups = []
    for group in range(last + 1):
        size = _GROUP
        if group == last:
            known = sizes[group].most_common(1)
            size = known[0][0] if known else max(pieces[group]) + 1
        members = {place: piece for place, piece in pieces[group].items() if place < size}
        members |= {size + number: piece for number, piece in spares[group].items()}
        groups.append((group, (size, members)))
    return groups


def _group(group: int, found: tuple[int, Members], scheme: Scheme) -> bytes:
    """Give the pieces of a group, those that were lost worked out from the others."""
    size, members = found
    total = size + scheme.spares(size)
    members = {place: piece for place, piece in members.items() if place < total}
    lost = [place for place in range(total) if place not in members]
    if len(lost) > total - size:
        raise LostStrands(f"group {group}: {len(members)} of {total} strands found, {size} needed")
    if lost and lost[0] < size:
        coder = reedsolo.RSCodec(total - size)
        blank = bytes(scheme.piece)
        rows = [members.get(place, blank) for place in range(total)]
        try:
            solved = [
                coder.decode(bytes(column), erase_pos=lost, only_erasures=True)[0]
                for column in zip(*rows, strict=True)
            ]
        except reedsolo.ReedSolomonError:
            raise LostStrands(f"group {group}: its strands do not belong together") from None
        members = dict(enumerate(bytes(row) for row in zip(*solved, strict=True)))
    return b"".join(members[place] for place in range(size))


def _content(name: int, piece: bytes) -> bytes:
    """Name, piece and a checksum of both, scrambled."""
    scrambled = bytes(a ^ b for a, b in zip(piece, _noise(name, len(piece)), strict=True))
    head = _NAME.pack(name * _ODD % 2**32 ^ _MASK) + scrambled
    return head + binascii.crc_hqx(head, 0).to_bytes(2, "big")


def _read(content: bytes) -> tuple[int, bytes] | None:
    """Give name and piece, or None if the checksum does not fit: the inverse of `_content`."""
    if binascii.crc_hqx(content[:-2], 0).to_bytes(2, "big") != content[-2:]:
        return None
    name = (_NAME.unpack_from(content)[0] ^ _MASK) * pow(_ODD, -1, 2**32) % 2**32
    scrambled = content[_NAME.size : -2]
    return name, bytes(a ^ b for a, b in zip(scrambled, _noise(name, len(scrambled)), strict=True))


def _noise(name: int, length: int) -> bytes:
    return hashlib.shake_128(_NAME.pack(name)).digest(length)
