"""The same picture gives the same payload on every kind of machine that numba compiles for."""

import numpy as np
import pytest

from ee376a.medical.lossless import coder as lossless

pytestmark = pytest.mark.slow

SCRIPT = """
import json, sys
import numpy as np
from ee376a.medical.lossless import coder as lossless
content = np.load(sys.argv[1])
made = {}
for name in content:
    picture = content[name]
    payload = lossless.encode(picture)
    made[name] = payload.hex()
    given = bytes.fromhex(sys.stdin.readline())
    assert np.array_equal(lossless.decode(given, picture.shape), picture), name
print(json.dumps({"made": made, "fingerprint": lossless.fingerprint().hex()}))
"""


def pictures():
    rng = np.random.default_rng(12)
    y, x = np.mgrid[:90, :70]
    smooth = 100 + 80 * np.sin(x / 9) * np.cos(y / 7)
    return {
        "cells": np.clip(rng.normal(smooth, 0.5 * np.sqrt(smooth)), 0, 255).astype(np.uint8),
        "stretched": (2 * rng.integers(0, 90, (60, 50))).astype(np.uint8),
        "stripes": np.where((x + y) % 9 < 3, 255, 0).astype(np.uint8),
        "flat": np.full((33, 47), 7, np.uint8),
    }


@pytest.fixture(scope="module")
def payloads(tmp_path_factory):
    folder = tmp_path_factory.mktemp("targets")
    np.savez(folder / "pictures.npz", **pictures())
    return folder, {name: lossless.encode(picture).hex() for name, picture in pictures().items()}


def test_the_same_payload_on_every_cpu(payloads, on_cpu):
    folder, here = payloads
    there = on_cpu(SCRIPT, str(folder / "pictures.npz"), given="\n".join(here.values()))
    # The process that runs the tests may have compiled long ago: this tells stale code, too.
    assert there == {"made": here, "fingerprint": lossless.fingerprint().hex()}
