"""Encodings to search in that a network has learnt, whole or with the places forgotten.

A network is trained to bring its pictures back, and nobody tells it a well or a dose; what it is
searched with is its code. The code says where things are; `ee376a.medical.features.pool` forgets
that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from ee376a.medical.features import Map, pool, standard
from ee376a.medical.training import Training, build, train

__all__ = ["learn_code"]

Floats: TypeAlias = npt.NDArray[np.float64]

_SIDE = 128


def learn_code(model: str, training: Training, *, pooled: bool) -> Callable[[Floats], Map]:
    """Give what trains a network on rows of pixels, and encodes with it.

    Parameters
    ----------
    model : str
        A key of `ee376a.medical.training.MODELS`, of those whose code has channels.
    training : Training
        How it is trained.
    pooled : bool
        Forget where: means and deviations of the channels, `standard` over what was learnt from.

    Returns
    -------
    callable
        Given rows of 128 x 128 grey values, it gives a `Map`.
    """

    def learn(known: Floats) -> Map:
        network = build(model, _SIDE, training.seed)
        pictures = known.astype(np.uint8).reshape(-1, _SIDE, _SIDE)
        train(network, pictures, pictures[:1], training)

        def encode(rows: Floats) -> Floats:
            given = torch.from_numpy(rows.astype(np.float32)).reshape(-1, 1, _SIDE, _SIDE)
            with torch.no_grad():
                code = network.encode(given).numpy()
            return pool(code) if pooled else code.reshape(len(rows), -1).astype(np.float64)

        if not pooled:
            return encode
        scale = standard(encode(known))
        return lambda rows: scale(encode(rows))

    return learn
