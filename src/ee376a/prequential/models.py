"""The models that can write files, by name, and the one loop in which all of them do.

A model is a module with ``new_state(parameters)``, compiled functions ``predict(state)`` (the
probability that the next bit is 1, in 1/65536) and ``update(state, bit)``, its ``PARAMETERS`` and
the number of its ``FORMAT``. The same machine code learns, encodes and decodes, so that no
compiler can make the decoder predict otherwise than the encoder did.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.arithmetic import decode_bit, encode_bit
from ee376a.prequential import contextmixing, mixture, network, order2, taught

__all__ = ["DECODE", "ENCODE", "LEARN", "MODELS", "Model"]

Bytes = npt.NDArray[np.uint8]

#: What to do with each bit: learn it, write it, or read it.
LEARN, ENCODE, DECODE = 0, 1, 2


@dataclass(frozen=True)
class Model:
    """A model that can write files.

    Attributes
    ----------
    name : str
        What it is called by.
    kind : int
        Its number in the header of a file.
    format : int
        Raised with every change that gives other bits.
    parameters : dataclass
        Those of the files.
    new_state : callable
        Gives the state of a model that has seen nothing, from the parameters.
    run : callable
        ``run(state, coder, stream, data, task)``: learn `data`, or write it to `stream`, or
        fill it from `stream`. It is compiled, and kept on disk for the next process.
    weights : Path, optional
        What the model begins with, as it comes with the package.

    Examples
    --------
    A model that is a later version of another is told from it.

    >>> from dataclasses import replace
    >>> model = MODELS["order2"]
    >>> later = replace(model, format=model.format + 1)
    >>> len(model.fingerprint), later.fingerprint == model.fingerprint
    (4, False)
    """

    name: str
    kind: int
    format: int
    parameters: Any
    new_state: Callable[[Any], Any]
    run: Callable[[Any, npt.NDArray[np.int64], Bytes, Bytes, int], None]
    weights: Path | None = None

    @cached_property
    def fingerprint(self) -> bytes:
        """4 bytes that tell this model from others and from its other versions."""
        text = f"{self.name} {self.format} {self.parameters!r}".encode()
        known = self.weights.read_bytes() if self.weights else b""
        return hashlib.sha256(text + known).digest()[:4]


# Inlined, since a compiled function that is handed others is not kept on disk.
@njit(inline="always")
def _run(predict, update, state, coder, stream, data, task):  # type: ignore[no-untyped-def]
    for index in range(len(data)):
        given = int(data[index])
        byte = 0
        for shift in range(7, -1, -1):
            p1 = predict(state)
            if task == DECODE:
                bit = decode_bit(coder, stream, p1)
            else:
                bit = given >> shift & 1
                if task == ENCODE:
                    encode_bit(coder, stream, bit, p1)
            update(state, bit)
            byte = byte << 1 | bit
        data[index] = byte


@njit(cache=True)
def _run_cm(state, coder, stream, data, task):  # type: ignore[no-untyped-def]
    _run(contextmixing.predict, contextmixing.update, state, coder, stream, data, task)


@njit(cache=True)
def _run_lstm(state, coder, stream, data, task):  # type: ignore[no-untyped-def]
    _run(network.predict, network.update, state, coder, stream, data, task)


@njit(cache=True)
def _run_mix(state, coder, stream, data, task):  # type: ignore[no-untyped-def]
    _run(mixture.predict, mixture.update, state, coder, stream, data, task)


@njit(cache=True)
def _run_order2(state, coder, stream, data, task):  # type: ignore[no-untyped-def]
    _run(order2.predict, order2.update, state, coder, stream, data, task)


def _model(name: str, kind: int, module: Any, run: Any, weights: Path | None = None) -> Model:
    return Model(name, kind, module.FORMAT, module.PARAMETERS, module.new_state, run, weights)


#: By name.
#:
#: :meta hide-value:
MODELS = {
    model.name: model
    for model in (
        _model("cm", 1, contextmixing, _run_cm, taught.WEIGHTS),
        _model("lstm", 2, network, _run_lstm),
        _model("mix", 3, mixture, _run_mix, taught.WEIGHTS),
        _model("order2", 4, order2, _run_order2),
    )
}
