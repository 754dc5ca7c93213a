"""The pixels of 2,000 handwritten digits: general compressors and this package's model of digits.

The data are the 10,000 test digits of MNIST: the first 8,000 to learn from, the last 2,000 are
coded, as one file of a byte a pixel. All files are read again. A general compressor gets the 2,000
alone, or the 8,000 before as a prior where it can use one; the trained network comes with the
package, and its weights are counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.prequential import COMPRESSORS
from ee376a.experiments import Experiment, Scalar

GENERAL = ("gzip -9", "bzip2 -9", "xz -9e", "zstd -22", "brotli 11", "zpaq -m5")
#: With the training digits as a prior.
PRIMED = ("xz -9e", "zstd -22")


def trial(
    rng: np.random.Generator,  # noqa: ARG001 - nothing here is random
    *,
    coder: str,
    primed: bool,
) -> Mapping[str, int]:
    """Code the held-out digits and read them again.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used.
    coder : str
        One of `GENERAL`, ``cm``, or a key of `ee376a.prequential.drawing.digits.PARTS`.
    primed : bool
        Whether it learns from the training digits first.

    Returns
    -------
    dict
        Bytes of the file, of the prior, and pixels.

    Raises
    ------
    RuntimeError
        If other digits come back.
    """
    from ee376a.prequential.drawing import digits
    from ee376a.prequential.drawing.training import HELD_OUT, TRAINING
    from ee376a.prequential.drawing.training import digits as mnist

    pictures = mnist()
    data, prior = pictures[HELD_OUT], pictures[TRAINING] if primed else pictures[:0]
    if coder in digits.PARTS:
        code = digits.encode(data, coder, prior)
        again = digits.decode(code, coder, prior).tobytes()
    else:
        chosen = COMPRESSORS[coder]
        raw, known = data.tobytes(), prior.tobytes()
        if primed:
            assert chosen.prime is not None
            assert chosen.unprime is not None
            code = chosen.prime(raw, known)
            again = chosen.unprime(code, known)
        else:
            code = chosen.encode(raw)
            again = chosen.decode(code)
    if again != data.tobytes():
        raise RuntimeError(f"{coder}: other digits came back")
    return {"bytes": len(code), "prior": prior.size, "pixels": data.size}


def experiment() -> Experiment:
    """Give the race of the digits."""
    points: list[dict[str, Scalar]] = [{"coder": name, "primed": False} for name in GENERAL]
    points += [{"coder": name, "primed": True} for name in PRIMED]
    points += [{"coder": "network", "primed": False}]
    points += [{"coder": name, "primed": True} for name in ("contexts", "both")]
    points += [{"coder": "cm", "primed": False}]
    return Experiment(
        "prequential-digits",
        "Bytes of 2,000 handwritten digits of 784 pixels, by coder",
        trial,
        points,
        seed=376_403,
        trials=1,
    )
