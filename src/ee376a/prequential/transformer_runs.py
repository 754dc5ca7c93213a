"""What a text costs the transformer that learns it: real streams, and the long run for a chapter.

This is an experiment and no file format: torch promises no two machines the same sums, so a stream
is read again only where it was written, with the same versions of everything. The code lengths are
those of its streams all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import process_time

import numpy as np
import numpy.typing as npt
import torch

from ee376a import datasets
from ee376a.arithmetic import Decoder, Encoder
from ee376a.experiments import Experiment, Scalar
from ee376a.prequential import learning
from ee376a.prequential.transformer import Learner, Symbols, TransformerParameters

__all__ = ["SETTINGS", "code_lengths", "decode", "encode", "experiment", "trial"]


def code_lengths(data: bytes, of: TransformerParameters) -> npt.NDArray[np.float64]:
    """Give what each byte costs, before it is learnt.

    Parameters
    ----------
    data : bytes
    of : TransformerParameters

    Returns
    -------
    ndarray of float64, shape (len(data),)
        Bits, in the order in which they are coded: the first byte of each stream, the second of
        each, and so on.

    Examples
    --------
    >>> small = TransformerParameters(width=16, layers=1, replays=1, rate=0.01)
    >>> bits = code_lengths(b"abracadabra" * 30, small)
    >>> print(bits[:9].mean().round(), bits[-9:].mean() < 4)
    8.0 True
    """
    learner, bits = Learner(of), [np.zeros(0)]
    for segment, real in _segments(data, of):
        frequencies = learner.predict(segment)
        chosen = np.take_along_axis(frequencies, segment[:, :, None], 2)[:, :, 0]
        bits.append(np.log2(frequencies.sum(axis=2) / chosen).T[real.T])
        learner.learn(segment)
    return np.concatenate(bits)


def encode(data: bytes, of: TransformerParameters) -> bytes:
    """Write data to a stream that `decode` reads on the same machine.

    Parameters
    ----------
    data : bytes
    of : TransformerParameters

    Returns
    -------
    bytes
        They do not say how many bytes of data there are.

    Raises
    ------
    ValueError
        If the heads cannot share the width.

    Examples
    --------
    >>> small = TransformerParameters(width=16, layers=1, replays=1, rate=0.01)
    >>> len(encode(b"abracadabra" * 30, small)) < 330 * 0.8
    True
    """
    learner, encoder = Learner(of), Encoder()
    for segment, real in _segments(data, of):
        frequencies = learner.predict(segment)
        for step, stream in np.argwhere(real.T):
            encoder.encode(segment[stream, step], frequencies[stream, step])
        learner.learn(segment)
    return encoder.finish()


def decode(coded: bytes, size: int, of: TransformerParameters) -> bytes:
    """Read the data again.

    For each symbol of a segment the whole segment is predicted again, with what is known of it: so
    the shapes are those of `encode`, and the sums the same.

    Parameters
    ----------
    coded : bytes
        From `encode`, on the same machine with the same versions of everything.
    size : int
        How many bytes it tells.
    of : TransformerParameters
        As there.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        As there.

    Examples
    --------
    >>> small = TransformerParameters(width=16, layers=1, replays=1, rate=0.01)
    >>> decode(encode(b"abracadabra", small), 11, small)
    b'abracadabra'
    """
    learner, decoder, found = Learner(of), Decoder(coded), [np.zeros((of.streams, 0), np.int64)]
    for segment, real in _segments(bytes(size), of):
        for step in range(segment.shape[1]):
            frequencies = learner.predict(segment)[:, step]
            for stream in np.flatnonzero(real[:, step]):
                segment[stream, step] = decoder.decode(frequencies[stream])
        learner.learn(segment)
        found.append(segment)
    return np.concatenate(found, axis=1).astype(np.uint8).tobytes()[:size]


def _segments(
    data: bytes, of: TransformerParameters
) -> Iterator[tuple[Symbols, npt.NDArray[np.bool_]]]:
    """Cut data into segments of its streams, and say which of their symbols are of the data.

    Both have shape (streams, length). The last streams end with zeros if there are symbols to fill.
    """
    part = -(-len(data) // of.streams)
    symbols = np.zeros((of.streams, part), np.int64)
    symbols.flat[: len(data)] = np.frombuffer(data, np.uint8)
    real = np.arange(symbols.size).reshape(symbols.shape) < len(data)
    for start in range(0, part, of.segment):
        here = slice(start, start + of.segment)
        yield symbols[:, here].copy(), real[:, here]


_FOUR, _SIXTEEN = TransformerParameters(streams=4), TransformerParameters(streams=16)
#: Name to the parameters of a run. The first were chosen on the beginning of alice29.
SETTINGS = {
    "1 stream": TransformerParameters(),
    "4 streams": _FOUR,
    "16 streams": _SIXTEEN,
    "4 streams, no replay": replace(_FOUR, replays=0),
    "4 streams, rate / 2": replace(_FOUR, rate=_FOUR.rate / 2),
    "4 streams, rate x 2": replace(_FOUR, rate=_FOUR.rate * 2),
    "4 streams, segment 32": replace(_FOUR, segment=32),
    "4 streams, 3 layers": replace(_FOUR, layers=3),
    "16 streams, segment 64": replace(_SIXTEEN, segment=64, memory=64),
    "16 streams, width 256": replace(_SIXTEEN, width=256),
}
#: Of other texts than alice29 so many bytes are read.
MOST = 1 << 16


def trial(rng: np.random.Generator, text: str, model: str) -> dict[str, int | float]:  # noqa: ARG001
    """Give the code lengths of the first symbols coded, and the time taken.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used: a model has a seed of its own.
    text : str
        One of `ee376a.prequential.learning.TEXTS`.
    model : str
        A key of `SETTINGS`, or one of `ee376a.prequential.learning.start` to compare.

    Returns
    -------
    dict
        Bits, rounded, by the number of symbols as text; ``"seconds"`` of the processor, of the
        code lengths alone.

    Raises
    ------
    ValueError
        If there is no such text or model.
    DatasetError
        If the dataset is not to be had, see `ee376a.datasets.fetch`.

    Examples
    --------
    With the dataset ``text``:

    >>> found = trial(np.random.default_rng(1), "alice29", "order2")
    >>> found["256"], found["152089"]
    (1111, 427013)
    """
    if text not in learning.TEXTS:
        raise ValueError(f"text: {text!r} given, one of {', '.join(learning.TEXTS)} allowed")
    data = (datasets.fetch("text") / f"{text}.txt").read_bytes()
    if text != learning.TEXTS[0]:
        data = data[:MOST]
    ends = [end for end in learning.CHECKPOINTS if end < len(data)] + [len(data)]
    if model in SETTINGS:
        torch.set_num_threads(1)
        start = process_time()
        so_far = np.cumsum(code_lengths(data, SETTINGS[model]))
        bits = [float(so_far[end - 1]) for end in ends]
    else:
        learning.curve(model, data[:99], [99])  # what is compiled, is compiled before
        start = process_time()
        bits = learning.curve(model, data, ends)
    seconds = process_time() - start
    return {str(end): round(some) for end, some in zip(ends, bits, strict=True)} | {
        "seconds": round(seconds, 1)
    }


def experiment() -> Experiment:
    """Give the learning curves of transformers on a novel, of one on another, and the LSTM's.

    Returns
    -------
    Experiment

    Examples
    --------
    >>> [point["model"] for point in experiment().points][-2:]
    ['recurrent', '1 stream']
    """
    novel, other = learning.TEXTS
    names = [(novel, name) for name in (*SETTINGS, "recurrent")]
    names.append((other, "1 stream"))
    points: list[dict[str, Scalar]] = [{"text": text, "model": model} for text, model in names]
    return Experiment(
        "prequential-transformer",
        "Code lengths in bits of the beginnings of novels, by a transformer that learns on the way",
        trial,
        points,
        seed=376_403,
        trials=1,
        measured=("seconds",),
    )
