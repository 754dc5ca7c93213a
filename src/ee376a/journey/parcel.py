"""What travels: a text and a picture, each as the file of its own codec, in one container.

And what is painted: letters that a painting can hold, the text itself where it can be painted, its
file where not.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np

from ee376a.bits import digits_to_int, int_to_digits
from ee376a.container import CorruptStream, Header, Reader, Writer
from ee376a.panopticon.painting import limit
from ee376a.prequential import codec

__all__ = ["SENT", "from_letters", "pack", "prior", "to_letters", "unpack"]

_KIND, _FINGERPRINT = 96, b"post"
_TEXT, _PICTURE = 0, 1
_LARGEST = 1 << 24
# The letters 1 to 127 are digits of this base; the first says that the others are.
_BASE, _PACKED = 127, "\x01"

#: The page of the picture book that the default message and picture are from.
SENT = 25


def prior() -> list[bytes]:
    """Give what sender and receiver both have: the picture book, but for the page that is sent.

    Returns
    -------
    list of bytes
        One text, for `ee376a.prequential.codec.encode`.

    Examples
    --------
    >>> b"Noise" in prior()[0], b"a hoo could come out as a hee" in prior()[0]
    (True, False)
    """
    from ee376a.story.book import pages

    known = (paragraph for page in pages() if page.number != SENT for paragraph in page.text)
    return ["\n".join(known).encode()]


def pack(text: bytes, picture: bytes) -> bytes:
    """Put two files into one.

    Parameters
    ----------
    text, picture : bytes

    Returns
    -------
    bytes

    Examples
    --------
    >>> len(pack(b"text", b"picture"))
    33
    >>> unpack(pack(b"text", b"picture"))
    (b'text', b'picture')
    """
    stream = io.BytesIO()
    writer = Writer(stream, Header(_KIND, _FINGERPRINT))
    writer.write(_TEXT, text)
    writer.write(_PICTURE, picture, last=True)
    return stream.getvalue()


def unpack(data: bytes) -> tuple[bytes, bytes]:
    """Take the two files out: the inverse of `pack`.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    text, picture : bytes

    Raises
    ------
    CorruptStream
        If it is no such parcel, or it was changed or cut.

    Examples
    --------
    >>> unpack(pack(b"text", b"picture"))
    (b'text', b'picture')
    >>> unpack(pack(b"text", b"picture")[:-1])
    Traceback (most recent call last):
    ...
    ee376a.container.CorruptStream: the file is cut: its end is missing
    """
    reader = Reader(io.BytesIO(data), _LARGEST)
    if (reader.header.kind, reader.header.fingerprint) != (_KIND, _FINGERPRINT):
        raise CorruptStream(f"a file of kind {reader.header.kind} is no parcel")
    sections = {section.tag: section.payload for section in reader}
    if sections.keys() != {_TEXT, _PICTURE}:
        raise CorruptStream(f"a parcel with the sections {sorted(sections)}, 0 and 1 needed")
    return sections[_TEXT], sections[_PICTURE]


def to_letters(text: str, known: Sequence[bytes] = ()) -> str:
    """Write a text in letters that can be painted.

    A text in ASCII is painted as it is, so that it can be read by hand, unless it is too long. Any
    other is compressed, and the file written in base 127.

    Parameters
    ----------
    text : str
    known : sequence of bytes
        What the model has learned before; `from_letters` must be given the same.

    Returns
    -------
    str
        ASCII characters except NUL, 1 to 438.

    Raises
    ------
    ValueError
        If the text is empty, or it is too long even when compressed.

    Examples
    --------
    >>> to_letters("Hoo! Hee!")
    'Hoo! Hee!'
    >>> len(to_letters("“Heeeee!” sang Noise."))
    49
    """
    if not text:
        raise ValueError("message: empty, at least one character needed")
    if len(text) <= limit(True) and text.isascii() and not {"\0", _PACKED} & {*text}:
        return text
    file = codec.encode(text.encode(), "cm", known)
    # A one in front keeps the zeros that a file may begin with.
    digits = int_to_digits(int.from_bytes(b"\1" + file), _BASE)
    if len(digits) >= limit(True):
        raise ValueError(
            f"message: {len(text)} characters given, which are {len(digits)} letters when "
            f"compressed; up to {limit(True) - 1} can be painted"
        )
    return _PACKED + bytes((digits + 1).tolist()).decode("ascii")


def from_letters(letters: str, known: Sequence[bytes] = ()) -> str:
    """Read the text: the inverse of `to_letters`.

    Parameters
    ----------
    letters : str
    known : sequence of bytes
        As there.

    Returns
    -------
    str

    Raises
    ------
    CorruptStream, ValueError
        As by `ee376a.prequential.codec.decode`.

    Examples
    --------
    >>> from_letters(to_letters("“Heeeee!” sang Noise."))
    '“Heeeee!” sang Noise.'
    """
    if not letters.startswith(_PACKED):
        return letters
    digits = np.frombuffer(letters[1:].encode("ascii"), np.uint8).astype(np.int64) - 1
    number = digits_to_int(digits, _BASE)
    file = number.to_bytes(-(-number.bit_length() // 8))[1:]
    return codec.decode(file, known).decode()
