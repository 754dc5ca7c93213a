"""Handwritten digits, coded pixel by pixel and drawn by the same model.

A model that foresees pixels makes a file of them, and a model that foresees pixels can draw: each
pixel is drawn by lot, with the chances foreseen.
"""

from __future__ import annotations

import hashlib
import io

import numpy as np
import numpy.typing as npt

from ee376a.arithmetic import finish, start_decoder, start_encoder
from ee376a.container import CorruptStream, Header, Reader, Writer
from ee376a.prequential.drawing import palettes
from ee376a.prequential.drawing.model import PARTS, State, new_state, paint, run
from ee376a.prequential.drawing.network import SIDE, load
from ee376a.prequential.models import DECODE, ENCODE, LEARN

__all__ = ["PARTS", "complete", "decode", "encode"]

Pictures = npt.NDArray[np.uint8]

_KIND, _FORMAT = 5, 2
# The last pictures of a prior are learned with the network, the others by the contexts alone.
_TOGETHER = 500
_MOST = 1 << 26
_NONE = np.zeros((0, SIDE, SIDE), np.uint8)


def encode(pictures: Pictures, parts: str = "both", prior: Pictures = _NONE) -> bytes:
    """Make a file of pictures.

    Parameters
    ----------
    pictures : array, uint8, shape (n, 28, 28)
        0 is paper, 255 ink.
    parts : str
        Who foresees: a key of `PARTS`.
    prior : array, uint8, shape (m, 28, 28)
        What the contexts learn first; `decode` must be given the same.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If there are no such parts, or the pictures are not of that shape.

    Examples
    --------
    >>> picture = np.zeros((1, 28, 28), np.uint8)
    >>> picture[0, 5:20, 14] = 255
    >>> code = encode(picture, "network")
    >>> np.array_equal(decode(code, "network"), picture)
    True
    """
    _check(pictures, "pictures")
    state = _learned(parts, prior)
    coder, room = start_encoder(), np.zeros(2 * pictures.size + 64, np.uint8)
    run(state, coder, room, np.array(pictures), ENCODE)
    target = io.BytesIO()
    writer = Writer(target, Header(_KIND, _fingerprint(parts, prior), _number(len(pictures))))
    writer.write(0, room[: finish(coder, room)].tobytes(), last=True)
    return target.getvalue()


def decode(data: bytes, parts: str = "both", prior: Pictures = _NONE) -> Pictures:
    """Give the pictures of a file.

    Parameters
    ----------
    data : bytes
        What `encode` gave.
    parts : str
        As there.
    prior : array, uint8, shape (m, 28, 28)
        As there.

    Returns
    -------
    array, uint8, shape (n, 28, 28)

    Raises
    ------
    CorruptStream
        If it is no such file, or it was changed or cut.
    ValueError
        If it was made with another network, other parts or another prior.

    Examples
    --------
    >>> code = encode(np.full((2, 28, 28), 254, np.uint8), "network")
    >>> decode(code, "network").shape
    (2, 28, 28)
    >>> decode(code, "contexts")
    Traceback (most recent call last):
    ...
    ValueError: data: made with another network, other parts or another prior
    """
    reader = Reader(io.BytesIO(data), _MOST)
    header, sections = reader.header, list(reader)
    if header.kind != _KIND or len(header.details) != 4 or len(sections) != 1:
        raise CorruptStream("a file of ee376a, but none of digits")
    if header.fingerprint != _fingerprint(parts, prior):
        raise ValueError("data: made with another network, other parts or another prior")
    pictures = np.zeros((int.from_bytes(header.details, "little"), SIDE, SIDE), np.uint8)
    code = np.frombuffer(sections[0].payload, np.uint8).copy()
    run(_learned(parts, prior), start_decoder(code), code, pictures, DECODE)
    return pictures


def complete(top: Pictures, rng: np.random.Generator) -> Pictures:
    """Draw what is missing of a digit, by the network alone.

    Parameters
    ----------
    top : array, uint8, shape (rows, 28)
        The rows that are there; none for a digit that is all new.
    rng : numpy.random.Generator
        Draws the lots.

    Returns
    -------
    array, uint8, shape (28, 28)

    Raises
    ------
    ValueError
        If there are more than 28 rows, or they are not 28 wide.

    Examples
    --------
    >>> complete(np.zeros((0, 28), np.uint8), np.random.default_rng(1)).shape
    (28, 28)
    """
    if top.ndim != 2 or top.shape[0] > SIDE or top.shape[1] != SIDE:
        raise ValueError(f"top: shape {top.shape} given, (28 at most, 28) needed")
    picture = np.zeros((SIDE, SIDE), np.uint8)
    picture[: len(top)] = top
    paint(new_state("network", load()), picture, len(top), rng.random((SIDE, SIDE, 10)))
    return picture


def _check(pictures: Pictures, name: str) -> None:
    if pictures.ndim != 3 or pictures.shape[1:] != (SIDE, SIDE) or pictures.dtype != np.uint8:
        raise ValueError(
            f"{name}: {pictures.dtype} {pictures.shape} given, uint8 (n, 28, 28) needed"
        )


def _learned(parts: str, prior: Pictures) -> State:
    """Give the model after the prior."""
    _check(prior, "prior")
    state = new_state(parts, load())
    nothing, asked = np.zeros(0, np.uint8), int(state.parts[0])
    if state.parts[1]:
        for some, ask in ((prior[:-_TOGETHER], 0), (prior[-_TOGETHER:], asked)):
            state.parts[0] = ask
            run(state, start_encoder(), nothing, np.array(some), LEARN)
        state.parts[0] = asked
    return state


def _fingerprint(parts: str, prior: Pictures) -> bytes:
    known = hashlib.sha256(f"{_FORMAT} {parts} {len(prior)}".encode())
    shades = palettes.load()
    for array in (*load(), shades.logs, shades.shares, prior):
        known.update(np.ascontiguousarray(array).tobytes())
    return known.digest()[:4]


def _number(count: int) -> bytes:
    return count.to_bytes(4, "little")
