"""Damaged picture files, many of them: each must be told, or give back the very pictures."""

import io
import signal
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from benchmarks.damage import cut, edit, flip, splice
from ee376a.container import Reader, Writer
from ee376a.experiments import Experiment
from ee376a.medical import codec

NAME = "medical-fuzz"
#: Files that a trial tries, and how many of those whose checksum was made right again.
BATCH, RESEALED = 3000, 400
#: More than so many seconds for a few pixels are called a hang.
LIMIT = 60
WAYS = ("flip", "cut", "splice", "edit", "reseal")
OUTCOMES = ("right outputs", "clean errors", "wrong outputs", "other errors", "hangs")

File = tuple[bytes, list[npt.NDArray[np.uint8]]]


@cache
def files() -> tuple[File, ...]:
    """Give what is changed, and what the decoder makes of it."""
    rng = np.random.default_rng(1)
    ramp = np.add.outer(np.arange(20), 2 * np.arange(30)).astype(np.uint8)
    noise = rng.integers(0, 256, (16, 16)).astype(np.uint8)
    made = [
        codec.encode(pictures, quality)
        for pictures in ([ramp], [ramp[:1, :1], noise, ramp])
        for quality in (10, 90, None)
    ]
    return tuple((code, codec.decode(code)) for code in made)


def damage(rng: np.random.Generator, code: bytes, other: bytes, way: str) -> bytes:
    """Change a file, in one of `WAYS`."""
    if way == "flip":
        return flip(rng, code)
    if way == "cut":
        return cut(rng, code)
    if way == "splice":
        return splice(rng, code, other)
    return edit(rng, code, 24) if way == "edit" else _reseal(rng, code)


def _reseal(rng: np.random.Generator, code: bytes) -> bytes:
    """Change what was coded, and make the checksums right again: any picture may come of it."""
    reader = Reader(io.BytesIO(code), 1 << 20)
    stream = io.BytesIO()
    writer = Writer(stream, reader.header)
    for section in reader:
        payload = bytearray(section.payload)
        for place in rng.integers(0, max(1, len(payload)), rng.integers(1, 9)):
            payload[place : place + 1] = rng.bytes(int(rng.integers(3)))
        writer.write(section.tag, bytes(payload), last=section.last)
    return stream.getvalue()


def outcome(code: bytes, allowed: Sequence[list[npt.NDArray[np.uint8]]], sealed: bool) -> str:
    """Read a file that may be damaged, and name what came of it."""
    try:
        found = codec.decode(code)
    except ValueError:
        return "clean errors"
    except Exception:
        return "other errors"
    if not sealed:  # no checksum can tell: it is enough that a picture came of it
        return "right outputs"
    same = any(
        len(found) == len(pictures) and all(map(np.array_equal, found, pictures))
        for pictures in allowed
    )
    return "right outputs" if same else "wrong outputs"


def trial(rng: np.random.Generator, *, way: str) -> Mapping[str, int | float]:
    """Try many files.

    Parameters
    ----------
    rng : numpy.random.Generator
    way : str
        One of `WAYS`.

    Returns
    -------
    dict
        How many files were tried, and how many came to each of `OUTCOMES`; of a resealed file any
        picture is right.
    """
    known = files()
    result = dict.fromkeys(OUTCOMES, 0)
    count = RESEALED if way == "reseal" else BATCH
    for _ in range(count):
        first, second = rng.integers(len(known), size=2)
        code = damage(rng, known[first][0], known[second][0], way)
        # The system itself ends the process then, wherever it is; the experiment fails loudly.
        signal.alarm(LIMIT)
        result[outcome(code, [known[first][1], known[second][1]], way != "reseal")] += 1
        signal.alarm(0)
    return {"files": count} | result


def experiment() -> Experiment:
    """Give the experiment, for ``ee376a reproduce medical-fuzz``."""
    return Experiment(
        NAME,
        "Damaged picture files: errors told, right, wrong and endless outputs",
        trial,
        [{"way": way} for way in WAYS],
        seed=5,
        trials=1,
    )
