"""Pictures of 8-bit grey values, coded so that not a single one changes.

Pixel by pixel, the eight bits of its grey value are coded with the probabilities that a small
network gives them (`ee376a.medical.lossless.network`), which sees what was coded before
(`ee376a.medical.lossless.neighbourhood`). Each of the 255 decisions that lead to a grey value has
an odds factor that is learnt on the way: a picture that was stretched has grey values that are
too frequent or too rare. Everything that the decoder repeats is done in one order with operations
that IEEE 754 fixes, so a picture that was coded on one CPU is decoded on another.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic import (
    decode_bit,
    encode_bit,
    finish,
    start_decoder,
    start_encoder,
)
from ee376a.medical.lossless.neighbourhood import INPUTS, end_line, look, mean_grey, new_known, put
from ee376a.medical.lossless.network import COMPONENTS, Mind, adapt, new_mind, think, up_to
from ee376a.published import FOLDER

__all__ = ["LARGEST", "WEIGHTS", "decode", "encode", "fingerprint", "unpacked", "weights"]

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

#: Pixels along a side, at the most.
LARGEST = 4096
# It changes when a payload of before cannot be read any more.
_VERSION = 1
WEIGHTS = FOLDER.parent / "weights" / "lossless.npz"
_LAYERS = ("first", "second", "last")
_ENCODE, _DECODE = 0, 1
# How fast the rate of an odds factor goes from the first to the last.
_SETTLING = 0.02
_LEAST_ODDS, _MOST_ODDS = 1 / 64, 64.0


def encode(picture: Pixels) -> bytes:
    """Code a picture.

    Parameters
    ----------
    picture : array, uint8, shape (height, width)
        Grey values; 1 to 4096 pixels along each side.

    Returns
    -------
    bytes
        The mean grey and the bits; or the pixels themselves, if that is not longer. Without the
        picture's shape or a checksum: those are for the file's frame.

    Raises
    ------
    ValueError
        If it is no such picture.

    Examples
    --------
    >>> ramp = np.add.outer(np.arange(32), np.arange(48)).astype(np.uint8)
    >>> len(encode(ramp)) < ramp.size / 8
    True
    >>> bool((decode(encode(ramp), (32, 48)) == ramp).all())
    True
    """
    if not isinstance(picture, np.ndarray) or picture.dtype != np.uint8 or picture.ndim != 2:
        given = (
            f"{getattr(picture, 'dtype', type(picture).__name__)}, {np.ndim(picture)} dimensions"
        )
        raise ValueError(f"picture: {given} given, uint8 of 2 dimensions allowed")
    _check(picture.shape)
    # A pixel takes 22 bits at the most, for the probabilities have a least.
    room = np.zeros(4 * picture.size + 64, np.uint8)
    mean = int(picture.sum(dtype=np.int64)) // picture.size
    length = _walk(_ENCODE, picture.copy(), room, mean, new_mind(weights()))
    payload = bytes([mean]) + room[:length].tobytes()
    return payload if len(payload) < picture.size else picture.tobytes()


def decode(payload: bytes, shape: tuple[int, int]) -> Pixels:
    """Read a picture again.

    Parameters
    ----------
    payload : bytes
        What `encode` gave. If it was changed, another picture comes out.
    shape : tuple of int
        Height and width of the picture.

    Returns
    -------
    array, uint8, shape (height, width)

    Raises
    ------
    ValueError
        If there can be no such shape, or the payload is empty or longer than any of this shape.

    Examples
    --------
    A payload as long as the picture is the picture:

    >>> decode(bytes([7, 200]), (1, 2)).tolist()
    [[7, 200]]
    >>> slope = np.arange(0, 256, 4, dtype=np.uint8)[None].repeat(8, axis=0)
    >>> np.array_equal(decode(encode(slope), slope.shape), slope)
    True
    """
    _check(shape)
    size = shape[0] * shape[1]
    if not 0 < len(payload) <= size:
        raise ValueError(f"payload: {len(payload)} bytes given, 1 to {size} allowed")
    content = np.frombuffer(payload, np.uint8)
    if len(payload) == size:
        return content.reshape(shape).copy()
    picture = np.zeros(shape, np.uint8)
    _walk(_DECODE, picture, content[1:].copy(), int(content[0]), new_mind(weights()))
    return picture


def _check(shape: tuple[int, ...]) -> None:
    if len(shape) != 2 or not all(1 <= side <= LARGEST for side in shape):
        raise ValueError(f"shape: {shape} given, two sides of 1 to {LARGEST} pixels allowed")


@cache
def weights() -> tuple[Floats, ...]:
    """Give the trained network: weights and biases of its three layers, and the rates.

    Returns
    -------
    tuple of array, float32
        Inputs by outputs, and outputs, of each layer; and (4,), see
        `ee376a.medical.lossless.network.Mind`.

    Examples
    --------
    >>> [layer.shape for layer in weights()]
    [(67, 64), (64,), (64, 32), (32,), (32, 9), (9,), (4,)]
    """
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return unpacked(file)


def unpacked(file: Any) -> tuple[Floats, ...]:
    """Give the layers of a file of weights, which keeps them as 16-bit floats.

    Parameters
    ----------
    file : mapping of str to array
        As `ee376a.medical.lossless.training.packed` makes it.

    Returns
    -------
    tuple of array, float32
        As of `weights`.

    Raises
    ------
    KeyError
        If one is missing.

    Examples
    --------
    >>> with np.load(WEIGHTS) as file:
    ...     print(file["first"].dtype, unpacked(file)[0].dtype)
    float16 float32
    """
    names = [name for layer in _LAYERS for name in (layer, f"{layer}_bias")] + ["rates"]
    return tuple(np.ascontiguousarray(file[name], np.float32) for name in names)


@cache
def fingerprint() -> bytes:
    """Give 4 bytes that are others when a payload would be.

    Returns
    -------
    bytes
        Of the weights and the version of the coder.

    Examples
    --------
    Every file has them, so that no other version of the codec takes it for its own:

    >>> from ee376a.medical import codec
    >>> len(fingerprint()), fingerprint() in codec.encode([np.eye(3, dtype=np.uint8)], None)
    (4, True)
    """
    content = bytes([_VERSION]) + b"".join(layer.tobytes() for layer in weights())
    return zlib.crc32(content).to_bytes(4, "little")


@njit(cache=True)
def _walk(way: int, picture: Pixels, stream: Pixels, mean: int, mind: Mind) -> int:
    """Code a picture, or read it into an array; give the stream's length."""
    height, width = picture.shape
    known = new_known(width, mean)
    coder = start_encoder() if way == _ENCODE else start_decoder(stream)
    seen = np.zeros(INPUTS, np.float32)
    odds, rates = np.ones(256), np.full(256, float(mind.rates[2]))
    below, above, middle = np.zeros(COMPONENTS), np.ones(COMPONENTS), np.zeros(COMPONENTS)
    for row in range(height):
        for column in range(width):
            look(known, column, seen)
            think(mind, seen, mean_grey(known), known.now[1])
            grey, step = 0, 256
            low, high = 0.0, 1.0
            below[:] = 0.0
            above[:] = 1.0
            node = 1
            while step > 1:
                step //= 2
                split = min(max(up_to(mind.parts, grey + step, middle), low), high)
                # How likely the upper half is, and its odds as they were found to be.
                for_upper, for_lower = (high - split) * odds[node], split - low
                total = for_upper + for_lower
                chance = for_upper / total if total > 0 else 0.5
                p1 = min(max(int(chance * 65536 + 0.5), 1), 65535)
                if way == _ENCODE:
                    bit = int((picture[row, column] & step) != 0)
                    encode_bit(coder, stream, bit, p1)
                else:
                    bit = decode_bit(coder, stream, p1)
                factor = odds[node] * (1 + rates[node] * (bit - chance))
                odds[node] = min(max(factor, _LEAST_ODDS), _MOST_ODDS)
                rates[node] += _SETTLING * (mind.rates[3] - rates[node])
                node = 2 * node + bit
                if bit:
                    grey += step
                    low = split
                    below[:] = middle
                else:
                    high = split
                    above[:] = middle
            picture[row, column] = grey
            adapt(mind, seen, grey, below, above, known.now[1])
            put(known, column, seen, grey)
        end_line(known)
    return finish(coder, stream) if way == _ENCODE else 0
