"""Encodings to search in that a network has learnt, whole or with the places forgotten.

A network is trained to bring its pictures back, and nobody tells it a well or a dose; what it is
searched with is its code. The code says where things are;
`ee376a.medical.search.features.pool` forgets that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from ee376a.medical.encoders.autoencoders import Autoencoder
from ee376a.medical.encoders.training import Training, build, train
from ee376a.medical.search.features import Map, pool, standard

__all__ = ["learn_code"]

Floats: TypeAlias = npt.NDArray[np.float64]

_SIDE = 128


def learn_code(model: str, training: Training | None, *, pooled: bool) -> Callable[[Floats], Map]:
    """Give what trains a network on rows of pixels, and encodes with it.

    Parameters
    ----------
    model : str
        A key of `ee376a.medical.encoders.training.MODELS`, of those whose code has channels.
    training : Training, optional
        How it is trained; a network that is not has the weights with which training begins.
    pooled : bool
        Forget where: means and deviations of the channels, `standard` over what was learnt from.

    Returns
    -------
    callable
        Given rows of 128 x 128 grey values, it gives a `Map`.

    Examples
    --------
    A spot, the same spot elsewhere, and stripes. Pooled, a code does not tell where the spot is:

    >>> pictures = np.zeros((3, 128, 128))
    >>> pictures[0, 24:40, 24:40] = pictures[1, 24:40, 88:104] = pictures[2, ::2] = 255
    >>> rows = pictures.reshape(3, -1)
    >>> for pooled in (False, True):
    ...     codes = learn_code("conv", None, pooled=pooled)(rows)(rows)
    ...     print(codes.shape, np.allclose(codes[0], codes[1]), np.allclose(codes[0], codes[2]))
    (3, 2048) False False
    (3, 16) True False
    """

    def learn(known: Floats) -> Map:
        network = _network(model, training, known.astype(np.uint8).tobytes())

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


# For the code as it is and pooled, one after the other.
@lru_cache(maxsize=4)
def _network(model: str, training: Training | None, known: bytes) -> Autoencoder:
    network = build(model, _SIDE, training.seed if training else 0)
    if training:
        pictures = np.frombuffer(known, np.uint8).reshape(-1, _SIDE, _SIDE)
        train(network, pictures, pictures[:1], training)
    return network
