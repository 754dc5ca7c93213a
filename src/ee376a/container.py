"""The frame around every file that this package writes, and the place that says `CorruptStream`.

A file is a header and sections, each with the CRC of all that stands before it::

    header   magic (3 bytes, EE 37 6A), version of the frame (1), kind of the content (1),
             fingerprint of what made it (4), length of the details (varint), details
    section  tag (1 byte: the highest bit is set in the last section), length (varint), payload,
             CRC-32C of the whole file up to here (4)

All numbers are written with the lowest byte first. A payload is given out only after its CRC was
found right, and no more memory is used than the reader allows to a section; so a file that was
cut, changed, or put together from others is told before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["CorruptStream", "Header", "Reader", "Section", "Writer", "crc32c"]

_MAGIC = bytes.fromhex("ee376a")
_VERSION = 1
_LAST = 0x80
_MOST_DETAILS = 1 << 16


class CorruptStream(ValueError):  # noqa: N818 - named for what happened
    """A file that was cut or changed, or that no file of ours can be."""


@dataclass(frozen=True)
class Header:
    """What a file says of itself.

    Attributes
    ----------
    kind : int
        What the sections hold, 0 to 255: each codec has a number of its own.
    fingerprint : bytes
        4 bytes that differ when the codec or its model was another.
    details : bytes
        What else the codec must know beforehand, up to 65,536 bytes.
    """

    kind: int
    fingerprint: bytes
    details: bytes = b""

    def __post_init__(self) -> None:
        if not 0 <= self.kind <= 255:
            raise ValueError(f"kind: {self.kind} given, 0 to 255 allowed")
        if len(self.fingerprint) != 4:
            raise ValueError(f"fingerprint: {len(self.fingerprint)} bytes given, 4 needed")
        if len(self.details) > _MOST_DETAILS:
            raise ValueError(
                f"details: {len(self.details)} bytes given, up to {_MOST_DETAILS} allowed"
            )


@dataclass(frozen=True)
class Section:
    """A part of a file: `tag`, 0 to 127, says what the `payload` is."""

    tag: int
    payload: bytes
    last: bool


def _table() -> list[int]:
    rows = []
    for byte in range(256):
        row = byte
        for _ in range(8):
            row = row >> 1 ^ (0x82F63B78 if row & 1 else 0)
        rows.append(row)
    return rows


_TABLE = _table()


def crc32c(data: bytes, before: int = 0) -> int:
    """Give the checksum CRC-32C (Castagnoli).

    Parameters
    ----------
    data : bytes
    before : int
        That of what stands before the data.

    Returns
    -------
    int
        32 bits. Every error in a burst of up to 32 bits changes it; others change it but for one
        in 2³².

    References
    ----------
    RFC 3720, section 12.1, and its appendix B.4 for the test vectors.

    Examples
    --------
    >>> hex(crc32c(b"123456789"))
    '0xe3069283'
    >>> hex(crc32c(b"6789", crc32c(b"12345")))
    '0xe3069283'
    """
    crc = before ^ 0xFFFFFFFF
    table = _TABLE
    for byte in data:
        crc = crc >> 8 ^ table[crc & 0xFF ^ byte]
    return crc ^ 0xFFFFFFFF


class Writer:
    """Write a file, section by section; `Reader` reads it.

    Parameters
    ----------
    stream : binary file
    header : Header
        Written at once.

    Attributes
    ----------
    bytes : int
        How long the file is so far.

    Examples
    --------
    >>> import io
    >>> stream = io.BytesIO()
    >>> writer = Writer(stream, Header(7, b"1234"))
    >>> writer.write(1, b"a picture")
    >>> writer.write(2, b"its frame", last=True)
    >>> stream.getvalue()[:10].hex(" ")
    'ee 37 6a 01 07 31 32 33 34 00'
    >>> _ = stream.seek(0)
    >>> reader = Reader(stream, limit=100)
    >>> reader.header.kind, [section.payload for section in reader]
    (7, [b'a picture', b'its frame'])
    """

    def __init__(self, stream: BinaryIO, header: Header) -> None:
        self._stream = stream
        self._crc = 0
        self.bytes = 0
        self._write(_MAGIC + bytes([_VERSION, header.kind]) + header.fingerprint)
        self._write(_varint(len(header.details)) + header.details)

    def write(self, tag: int, payload: bytes, *, last: bool = False) -> None:
        """Write a section.

        Parameters
        ----------
        tag : int
            0 to 127.
        payload : bytes
        last : bool
            Whether no other follows: a file needs such a section, and ends with it.

        Raises
        ------
        ValueError
            If it is no such tag.

        Examples
        --------
        >>> import io
        >>> stream = io.BytesIO()
        >>> Writer(stream, Header(7, b"mind")).write(1, b"a picture", last=True)
        >>> len(stream.getvalue()) - len(b"a picture")
        16
        """
        if not 0 <= tag < _LAST:
            raise ValueError(f"tag: {tag} given, 0 to {_LAST - 1} allowed")
        self._write(bytes([tag | _LAST * last]) + _varint(len(payload)))
        self._write(payload)
        before = self._crc
        self._write(before.to_bytes(4, "little"))
        # The CRC of what ends with its own CRC is the same for all: it is left out.
        self._crc = before

    def _write(self, data: bytes) -> None:
        self._crc = crc32c(data, self._crc)
        self._stream.write(data)
        self.bytes += len(data)


class Reader:
    """Read a file that `Writer` wrote: the header at once, then the sections by iteration.

    Parameters
    ----------
    stream : binary file
    limit : int
        The most bytes that a payload can have.

    Attributes
    ----------
    header : Header
    bytes : int
        How much of the file was read.

    Raises
    ------
    CorruptStream
        If it is not such a file, or it is cut or changed: here or from the iteration.
    ValueError
        If it is of a later version.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> Writer(file, Header(7, b"1234", b"small")).write(1, b"a picture", last=True)
    >>> reader = Reader(io.BytesIO(file.getvalue()), limit=100)
    >>> reader.header.details, [section.payload for section in reader]
    (b'small', [b'a picture'])
    >>> [*Reader(io.BytesIO(file.getvalue()[:-1]), limit=100)]
    Traceback (most recent call last):
    ee376a.container.CorruptStream: the file is cut: its end is missing
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._crc = 0
        self.bytes = 0
        if self._read(len(_MAGIC)) != _MAGIC:
            raise CorruptStream("no file of ee376a: it does not begin with the bytes ee 37 6a")
        version, kind = self._read(2)
        if version != _VERSION:
            raise ValueError(f"a file of version {version}, this ee376a reads version {_VERSION}")
        fingerprint = self._read(4)
        self.header = Header(kind, fingerprint, self._read(self._read_varint(_MOST_DETAILS)))

    def __iter__(self) -> Iterator[Section]:
        """Give the sections, each after its CRC was found right."""
        last = False
        while not last:
            (tag,) = self._read(1)
            last = tag >= _LAST
            payload = self._read(self._read_varint(self._limit))
            found = self._crc
            stored = int.from_bytes(self._take(4), "little")
            if stored != found:
                raise CorruptStream(
                    f"the file was changed: CRC {found:08x} found, {stored:08x} stored"
                )
            if last and self._stream.read(1):
                raise CorruptStream("the file goes on after its end")
            yield Section(tag % _LAST, payload, last)

    def _read(self, length: int) -> bytes:
        data = self._take(length)
        self._crc = crc32c(data, self._crc)
        return data

    def _take(self, length: int) -> bytes:
        """Read exactly so many bytes; a pipe can give them in pieces."""
        pieces = []
        while length:
            piece = self._stream.read(length)
            if not piece:
                raise CorruptStream("the file is cut: its end is missing")
            pieces.append(piece)
            length -= len(piece)
            self.bytes += len(piece)
        return b"".join(pieces)

    def _read_varint(self, limit: int) -> int:
        value = 0
        for shift in range(0, 35, 7):
            (byte,) = self._read(1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        if byte >= 0x80 or value > limit:
            raise CorruptStream(f"a length of {value} bytes, {limit} at most possible")
        return value


def _varint(value: int) -> bytes:
    """Write a number, 7 bits a byte, the lowest first; all bytes but the last are above 127."""
    data = bytearray()
    while value >= 0x80:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*data, value])
