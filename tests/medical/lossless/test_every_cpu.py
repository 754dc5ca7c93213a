"""The same picture gives the same payload on every kind of machine that numba compiles for.

Each target is a process of its own with compiled code of its own: SSE2 is what every x86-64 has,
AVX2 with FMA is that of a Haswell (2013), the host may have more.
"""

import json
import os
import platform
import subprocess
import sys

import llvmlite.binding as llvm
import numpy as np
import pytest

from ee376a.medical.lossless import coder as lossless

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        platform.machine() not in ("x86_64", "AMD64"),
        reason=f"the targets are of x86-64, this is {platform.machine()}",
    ),
]

HASWELL = (
    "+64bit,+avx,+avx2,+bmi,+bmi2,+cmov,+cx16,+f16c,+fma,+fxsr,+lzcnt,+mmx,+movbe,+popcnt,+sse,"
    "+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+xsave"
)
TARGETS = {
    "sse2": {"NUMBA_CPU_NAME": "generic", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3"},
    "avx2": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": HASWELL},
    "host, one thread": {"NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    "host, two threads": {"NUMBA_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"},
}
SCRIPT = """
import json, sys
import numpy as np
from numba.core.registry import cpu_target
from ee376a.medical.lossless import coder as lossless
content = np.load(sys.argv[1])
made = {}
for name in content:
    picture = content[name]
    payload = lossless.encode(picture)
    made[name] = payload.hex()
    given = bytes.fromhex(sys.stdin.readline())
    assert np.array_equal(lossless.decode(given, picture.shape), picture), name
target = cpu_target.target_context.codegen().magic_tuple()
print(json.dumps({"made": made, "target": target, "fingerprint": lossless.fingerprint().hex()}))
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


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_payload_on_every_target(payloads, target):
    if target == "avx2" and not llvm.get_host_cpu_features().get("avx2"):
        pytest.skip("this machine has no AVX2: its code cannot be run here")
    folder, here = payloads
    cache = folder / ("host" if target.startswith("host") else target)
    # Nothing of this process's own settings is passed on.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder / "pictures.npz")],
        env=clean | TARGETS[target] | {"NUMBA_CACHE_DIR": str(cache)},
        input="\n".join(here.values()),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    name, features = found["target"][1:3]
    if target == "sse2":
        assert (name, features) == ("generic", "")
    elif target == "avx2":
        assert (name, features) == ("haswell", HASWELL)
    # The process that runs the tests may have compiled long ago: this tells stale code, too.
    assert found["made"] == here
    assert found["fingerprint"] == lossless.fingerprint().hex()
