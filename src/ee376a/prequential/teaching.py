"""Learn the weights that the mixers begin with.

``python -m ee376a.prequential.teaching`` makes ``data/weights/mixers.npz`` anew, in about 20 s.
Everything is an integer: every machine learns the same.
"""

from __future__ import annotations

import numpy as np

from ee376a import datasets
from ee376a.arithmetic import start_encoder
from ee376a.prequential import contextmixing
from ee376a.prequential.models import LEARN, MODELS
from ee376a.prequential.opinions import INPUTS
from ee376a.prequential.taught import FINAL_UNIT, UNIT, WEIGHTS, Taught

__all__ = ["learned"]

_PIECE = 50_000
_LEAST_VISITS = 32  # a vector of weights that was used less often is not taken over
_KEPT = ("weights", "visits", "final", "maps", "corrections", "order0")


def learned(text: bytes, parameters: contextmixing.Parameters) -> Taught:
    """Read a text in pieces, each with empty counters, and give the weights after the last.

    Parameters
    ----------
    text : bytes
    parameters : contextmixing.Parameters
        Of the model that reads.

    Returns
    -------
    Taught

    Examples
    --------
    What was used often enough is taken over: a few of 28,672 vectors of 69 weights.

    >>> small = contextmixing.Parameters(buckets=4096, history=12, taught=False)
    >>> found = learned(b"She sells sea shells by the sea shore. " * 10, small)
    >>> found.weights.shape, found.final.shape
    ((152, 69), (2, 256, 7))
    """
    run, nothing = MODELS["cm"].run, np.zeros(0, np.uint8)
    data = np.frombuffer(text, np.uint8).copy()
    last = contextmixing.new_state(parameters)
    for start in range(0, len(data), _PIECE):
        state = contextmixing.new_state(parameters)
        for name in _KEPT:
            getattr(state, name)[...] = getattr(last, name)
        run(state, start_encoder(), nothing, data[start : start + _PIECE], LEARN)
        last = state
    rows = np.flatnonzero(last.visits >= _LEAST_VISITS)
    weights = np.rint(last.weights[rows, :INPUTS] / UNIT).clip(-128, 127)
    final = np.rint(last.final / FINAL_UNIT)
    return Taught(rows.astype(np.uint16), weights.astype(np.int8), final.astype(np.int16))


if __name__ == "__main__":
    novel = (datasets.fetch("text") / "emma.txt").read_bytes()
    np.savez_compressed(WEIGHTS, **learned(novel, contextmixing.Parameters(taught=False))._asdict())
