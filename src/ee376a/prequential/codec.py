"""Files made by a model that learns as it reads, and the same files read by it.

The encoder predicts each bit, writes it by the arithmetic coder, and learns it. The decoder reads
it with the same prediction, and learns it too. No model is in the file: only which one it was, and
the bits.

The data are coded in chunks of 4 MiB, so memory is bounded; the model goes on learning from one to
the next. A chunk that the model cannot make smaller is stored as it is. A decoder gives out a
chunk after its checksums are right: one of the file (before the model sees it) and one of the
data (that of a model that learned otherwise, on a machine that errs, would differ).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from ee376a.arithmetic import finish, start_decoder, start_encoder
from ee376a.container import CorruptStream, Header, Reader, Section, Writer, crc32c
from ee376a.prequential.models import DECODE, ENCODE, LEARN, MODELS, Model

__all__ = ["Info", "compress", "decode", "decompress", "encode", "info"]

Bytes = npt.NDArray[np.uint8]
Progress = Callable[[int], None]

#: How many bytes of data a section holds at the most.
CHUNK = 1 << 22
# The sections: data as they are, or their length (3 bytes), CRC (4) and code.
_STORED, _CODED = 0, 1
_HEAD = 7
# The progress is told after so many bytes; an interrupt is heard then, too.
_SLICE = 1 << 12


@dataclass(frozen=True)
class Info:
    """What there is to say of a compressed file; sizes are in bytes.

    Of the `chunks`, so many are `stored` as they are.
    """

    model: str
    with_prior: bool
    chunks: int
    stored: int
    original: int
    compressed: int


def encode(data: bytes, model: str = "cm", prior: Sequence[bytes] = ()) -> bytes:
    """Compress data.

    Parameters
    ----------
    data : bytes
    model : str
        A key of `ee376a.prequential.models.MODELS`.
    prior : sequence of bytes
        What the model learns first, in this order; `decode` must be given the same.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If there is no such model.

    Examples
    --------
    >>> text = b"She sells sea shells by the sea shore. " * 20
    >>> coded = encode(text, "order2")
    >>> len(text), len(coded) < 220, decode(coded) == text
    (780, True, True)
    """
    target = io.BytesIO()
    compress(io.BytesIO(data), target, model, prior)
    return target.getvalue()


def decode(data: bytes, prior: Sequence[bytes] = ()) -> bytes:
    """Give back what was compressed.

    Parameters
    ----------
    data : bytes
        What `encode` gave; it knows its model.
    prior : sequence of bytes
        As there.

    Returns
    -------
    bytes

    Raises
    ------
    CorruptStream
        If it is no such file, or it was changed or cut.
    ValueError
        If it was made by another version, or with another prior.

    Examples
    --------
    >>> decode(encode(b"tick tock " * 9, "order2")) == b"tick tock " * 9
    True
    >>> decode(b"no such file")
    Traceback (most recent call last):
    ...
    ee376a.container.CorruptStream: no file of ee376a: it does not begin with the bytes ee 37 6a
    """
    target = io.BytesIO()
    decompress(io.BytesIO(data), target, prior)
    return target.getvalue()


def compress(
    source: BinaryIO,
    target: BinaryIO,
    model: str = "cm",
    prior: Sequence[bytes] = (),
    progress: Progress | None = None,
) -> Info:
    """Compress a stream of any length in bounded memory.

    Parameters
    ----------
    source, target : binary file
    model, prior
        As for `encode`.
    progress : callable, optional
        Called now and then with the number of bytes read since, those of the prior counted.

    Returns
    -------
    Info

    Raises
    ------
    ValueError
        If there is no such model.

    Examples
    --------
    >>> target = io.BytesIO()
    >>> found = compress(io.BytesIO(b"tick tock " * 50), target, "order2")
    >>> found.original, found.compressed == len(target.getvalue())
    (500, True)
    """
    if model not in MODELS:
        raise ValueError(f"model: {model!r} given, one of {', '.join(MODELS)} allowed")
    session = _Session(MODELS[model], prior, progress)
    writer = Writer(target, Header(session.model.kind, session.model.fingerprint, _digest(prior)))
    chunks = stored = original = 0
    chunk = _take(source)
    while True:
        # The next one, to know whether this is the last.
        following = _take(source) if len(chunk) == CHUNK else b""
        stored += not session.write(writer, chunk, last=not following)
        chunks += 1
        original += len(chunk)
        if not following:
            return Info(model, bool(prior), chunks, stored, original, writer.bytes)
        chunk = following


def decompress(
    source: BinaryIO,
    target: BinaryIO,
    prior: Sequence[bytes] = (),
    progress: Progress | None = None,
) -> Info:
    """Give back a stream that was compressed, in bounded memory.

    Parameters
    ----------
    source, target : binary file
    prior
        As for `decode`.
    progress : callable, optional
        Called now and then with the number of bytes made since, those of the prior counted.

    Returns
    -------
    Info

    Raises
    ------
    CorruptStream, ValueError
        As by `decode`. What was written until then was right.

    Examples
    --------
    >>> coded, target = io.BytesIO(encode(b"tick tock", "order2")), io.BytesIO()
    >>> decompress(coded, target).original, target.getvalue()
    (9, b'tick tock')
    """
    reader = Reader(source, CHUNK)
    model = _model(reader.header)
    if reader.header.details != _digest(prior):
        made = "with other ones" if reader.header.details else "without any"
        raise ValueError(f"prior: {len(prior)} given, the file was made {made}")
    session = None
    chunks = stored = original = 0
    for section in reader:
        length = _length(section)
        if section.tag == _STORED and section.last:
            data = section.payload  # there is nothing left to learn it for
            if progress:
                progress(length)
        else:
            session = session or _Session(model, prior, progress)
            data = session.read(section, length)
        target.write(data)
        chunks += 1
        stored += section.tag == _STORED
        original += length
    return Info(model.name, bool(prior), chunks, stored, original, reader.bytes)


def info(source: BinaryIO) -> Info:
    """Describe a compressed file after its checksums were found right; the model is not run.

    Parameters
    ----------
    source : binary file

    Returns
    -------
    Info

    Raises
    ------
    CorruptStream, ValueError
        As by `decode`.

    Examples
    --------
    >>> found = info(io.BytesIO(encode(b"tick tock", "order2")))
    >>> found.model, found.original, found.chunks
    ('order2', 9, 1)
    """
    reader = Reader(source, CHUNK)
    model = _model(reader.header)
    chunks = stored = original = 0
    for section in reader:
        chunks += 1
        stored += section.tag == _STORED
        original += _length(section)
    with_prior = bool(reader.header.details)
    return Info(model.name, with_prior, chunks, stored, original, reader.bytes)


class _Session:
    """A model that goes on learning, from its prior on."""

    def __init__(self, model: Model, prior: Sequence[bytes], progress: Progress | None) -> None:
        self.model = model
        self._progress = progress
        self._state: Any = model.new_state(model.parameters)
        for data in prior:
            self.learn(data)

    def learn(self, data: bytes) -> None:
        self._run(start_encoder(), np.empty(0, np.uint8), _array(data), LEARN)

    def write(self, writer: Writer, data: bytes, *, last: bool) -> bool:
        """Write data as a section, and learn them; tell whether they were made smaller."""
        coder, out = start_encoder(), np.zeros(len(data), np.uint8)
        self._run(coder, out, _array(data), ENCODE)
        # More than there was room for, if they do not get smaller.
        length = finish(coder, out)
        smaller = _HEAD + length < len(data)
        if smaller:
            head = len(data).to_bytes(3, "little") + crc32c(data).to_bytes(4, "little")
            writer.write(_CODED, head + out[:length].tobytes(), last=last)
        else:
            writer.write(_STORED, data, last=last)
        return smaller

    def read(self, section: Section, length: int) -> bytes:
        """Give the data of a section, and learn them."""
        if section.tag == _STORED:
            self.learn(section.payload)
            return section.payload
        stream, array = _array(section.payload[_HEAD:]), np.zeros(length, np.uint8)
        self._run(start_decoder(stream), stream, array, DECODE)
        data = array.tobytes()
        if crc32c(data) != int.from_bytes(section.payload[3:_HEAD], "little"):
            raise CorruptStream(
                "the model read other data than were written: the file was changed, or it was "
                "made where numbers are reckoned otherwise"
            )
        return data

    def _run(self, coder: npt.NDArray[np.int64], stream: Bytes, data: Bytes, task: int) -> None:
        for start in range(0, len(data), _SLICE):
            part = data[start : start + _SLICE]
            self.model.run(self._state, coder, stream, part, task)
            if self._progress:
                self._progress(len(part))


def _model(header: Header) -> Model:
    """Find the model that made a file."""
    for model in MODELS.values():
        if model.kind == header.kind:
            if model.fingerprint != header.fingerprint:
                raise ValueError(
                    f"the file was made by another version of the model {model.name} than this"
                )
            return model
    raise ValueError(f"the file was made by model {header.kind}, which is not known here")


def _length(section: Section) -> int:
    """Give the length of the data of a section."""
    if section.tag == _STORED:
        return len(section.payload)
    length = int.from_bytes(section.payload[:3], "little")
    if section.tag != _CODED or len(section.payload) < _HEAD or not 0 < length <= CHUNK:
        raise CorruptStream(
            f"a section of kind {section.tag}, {len(section.payload)} bytes for {length}, is none "
            "of this codec"
        )
    return length


def _digest(prior: Sequence[bytes]) -> bytes:
    """Give 8 bytes that tell this prior from others; none for none."""
    if not prior:
        return b""
    each = b"".join(hashlib.sha256(data).digest() for data in prior)
    return hashlib.sha256(each).digest()[:8]


def _take(source: BinaryIO) -> bytes:
    """Read a chunk; a pipe can give it in pieces."""
    pieces = []
    missing = CHUNK
    while missing and (piece := source.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _array(data: bytes) -> Bytes:
    """Give a copy that can be written to: one type of array, and so one compilation, for all."""
    return np.frombuffer(data, np.uint8).copy()
