"""Damaged files, many of them: each must be told, or give back what was in it.

Files of every model (a text, nothing, noise that is stored, several chunks, one with a prior) are
changed in five ways: bits flipped, cut, parts of two files put together, the header edited, and,
as no accident would, the code changed and the checksum of the file made right again.
"""

import io
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from multiprocessing.connection import Connection
from unittest import mock

import numpy as np

from benchmarks import damage
from ee376a.container import Header, Reader, Section, Writer
from ee376a.experiments import Experiment
from ee376a.prequential import codec, models

NAME = "prequential-fuzz"
#: How many streams a trial tries, and how many of those resealed, which the model has to read.
#: What is tried is mostly the frame and the codec: a quick model tries most of it.
BATCH = {"order2": (24_000, 500)}
SLOW_BATCH = (1500, 40)
#: More than so many seconds for a few hundred bytes are called a hang.
LIMIT = 60
PRIOR = [b"The prior is what both sides know. " * 10]
TEXT = b"A predictor that learns as it reads needs no model in the file. " * 4
RIGHT = "right outputs"
OUTCOMES = (RIGHT, "clean errors", "wrong outputs", "other errors", "hangs")

File = tuple[bytes, list[bytes], bytes]


@cache
def files(model: str) -> tuple[File, ...]:
    """Give what is changed: compressed files, the priors they need, and what is in them."""
    made = []
    noise = np.random.default_rng(1).bytes(200)
    for data, prior in ((TEXT, []), (b"", []), (noise, []), (TEXT[:100], PRIOR)):
        made.append((codec.encode(data, model, prior), prior, data))
    with mock.patch.object(codec, "CHUNK", 100):
        data = TEXT[:180] + noise[:100] + TEXT
        made.append((codec.encode(data, model), [], data))
    return tuple(made)


def _flip(rng: np.random.Generator, model: str) -> File:
    code, prior, data = _one(rng, model)
    return damage.flip(rng, code), prior, data


def _cut(rng: np.random.Generator, model: str) -> File:
    code, prior, data = _one(rng, model)
    return damage.cut(rng, code), prior, data


def _splice(rng: np.random.Generator, model: str) -> File:
    code, prior, data = _one(rng, model)
    other, other_prior, other_data = _one(rng, model)
    changed = damage.splice(rng, code, other)
    # It may have become the whole of the other.
    return (changed, other_prior, other_data) if changed == other else (changed, prior, data)


def _edit(rng: np.random.Generator, model: str) -> File:
    """Change the header or what follows it at once."""
    code, prior, data = _one(rng, model)
    return damage.edit(rng, code, 20), prior, data


def _reseal(rng: np.random.Generator, model: str) -> File:
    """Change the header or the code, and make the checksum of the file right again."""
    code, prior, data = _one(rng, model)
    reader = Reader(io.BytesIO(code), codec.CHUNK)
    header, sections = reader.header, list(reader)
    coded = [place for place, section in enumerate(sections) if section.tag]
    if coded and rng.random() < 0.9:
        chosen = int(rng.choice(coded))
        payload = bytearray(sections[chosen].payload)
        # The length of the data is left alone: up to 4 MB would be decoded.
        for place in rng.integers(3, len(payload), rng.integers(1, 9)):
            payload[place] = rng.integers(256)
        sections[chosen] = replace(sections[chosen], payload=bytes(payload))
    else:
        header = replace(header, kind=int(rng.integers(6)), fingerprint=rng.bytes(4))
    return _seal(header, sections), prior, data


WAYS: dict[str, Callable[[np.random.Generator, str], File]] = {
    "flip": _flip,
    "cut": _cut,
    "splice": _splice,
    "edit": _edit,
    "reseal": _reseal,
}


def _seal(header: Header, sections: Iterable[Section]) -> bytes:
    stream = io.BytesIO()
    writer = Writer(stream, header)
    for section in sections:
        writer.write(section.tag, section.payload, last=section.last)
    return stream.getvalue()


def _one(rng: np.random.Generator, model: str) -> File:
    made = files(model)
    # The last is of several chunks. What is damaged in a later one makes the model run: it is rare.
    return made[rng.choice(len(made), p=(0.3, 0.19, 0.2, 0.29, 0.02))]


def outcome(code: bytes, prior: list[bytes], data: bytes) -> str:
    """Read a file that may be damaged, and name what came of it."""
    try:
        found = codec.decode(code, prior)
    except ValueError:
        return "clean errors"
    except Exception:
        return "other errors"
    return RIGHT if found == data else "wrong outputs"


def _work(answers: Connection, rng: np.random.Generator, model: str, way: str, count: int) -> None:
    for file in files(model):
        outcome(*file)  # what is compiled is compiled before the clock starts
    for _ in range(count):
        # The system itself ends this process then, wherever it is.
        signal.alarm(LIMIT)
        answers.send(outcome(*WAYS[way](rng, model)))
    signal.alarm(0)


def trial(rng: np.random.Generator, *, model: str, way: str) -> Mapping[str, int | float]:
    """Try many streams in a process of its own, which a hang ends.

    Parameters
    ----------
    rng : numpy.random.Generator
    model : str
        One of `ee376a.prequential.models.MODELS`.
    way : str
        One of `WAYS`.

    Returns
    -------
    dict
        How many streams were tried, and how many came to each of `OUTCOMES`.
    """
    count = BATCH.get(model, SLOW_BATCH)[way == "reseal"]
    context = multiprocessing.get_context("spawn")
    answers, end = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(end, rng, model, way, count))
    process.start()
    end.close()
    result = dict.fromkeys(OUTCOMES, 0)
    tried = 0
    try:
        while True:
            result[answers.recv()] += 1
            tried += 1
    except EOFError:
        process.join()
    if process.exitcode == -signal.SIGALRM:
        result["hangs"] += 1
        tried += 1
    elif process.exitcode != 0 or tried != count:
        raise RuntimeError(f"{model}, {way}: the process ended with {process.exitcode}")
    return {"streams": tried} | result


def experiment() -> Experiment:
    """Give the experiment, for ``ee376a reproduce prequential-fuzz``."""
    return Experiment(
        NAME,
        "Damaged files of every model: errors told, right, wrong and endless outputs",
        trial,
        [{"model": model, "way": way} for model in models.MODELS for way in WAYS],
        seed=4,
        trials=1,
    )
