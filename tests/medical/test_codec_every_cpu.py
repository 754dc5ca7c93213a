"""The same file gives the same pixels, and the same pixels the same file, on every machine.

Each target is a process of its own: numba compiles for another CPU, OpenBLAS takes other kernels,
numpy leaves out its own vector instructions, with one thread or two.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys

import pytest

from ee376a.medical import codec

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
    "no AVX": {
        "NUMBA_CPU_NAME": "generic",
        "OPENBLAS_CORETYPE": "Prescott",
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3",
    },
    "AVX2": {
        "NUMBA_CPU_NAME": "haswell",
        "NUMBA_CPU_FEATURES": HASWELL,
        "OPENBLAS_CORETYPE": "Haswell",
    },
    "one thread": {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    "two threads": {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"},
}
SCRIPT = """
import hashlib, json, sys
import numpy as np
from ee376a.medical import codec
y, x = np.ogrid[:150, :130]
noise = np.random.default_rng(3).integers(0, 9, (150, 130))
field = ((x * x // 37 + y * y // 23) % 200 + noise).astype(np.uint8)
slow = ((x * x + y * y) // 170 + noise).astype(np.uint8)
pictures = [field, field[::3, ::3], slow]
made = {}
for quality in (5, 45, 95, None):
    data = codec.encode(pictures, quality)
    # What another machine wrote is read here, if there is such a file.
    given = sys.stdin.readline().strip()
    decoded = codec.decode(bytes.fromhex(given) if given else data)
    pixels = b"".join(picture.tobytes() for picture in decoded)
    made[str(quality)] = [data.hex(), hashlib.sha256(pixels).hexdigest()]
print(json.dumps(made))
"""


def run(environment, given):
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input="\n".join([*given, ""]),
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


@pytest.fixture(scope="module")
def here():
    return run({}, [""] * 4)


@pytest.mark.parametrize("target", TARGETS)
def test_every_machine_reads_the_same_pixels(target, here, tmp_path):
    # A cache of its own: numba must not load what was compiled for this machine.
    environment = TARGETS[target] | {"NUMBA_CACHE_DIR": str(tmp_path)}
    there = run(environment, [data for data, _ in here.values()])
    assert there == here


def test_the_pixels_are_those_of_this_process(here):
    stored = [codec.info(bytes.fromhex(data)) for data, _ in here.values()]
    assert {picture.halvings for pictures in stored for picture in pictures} >= {0, 2}
    for data, digest in here.values():
        pixels = b"".join(picture.tobytes() for picture in codec.decode(bytes.fromhex(data)))
        assert hashlib.sha256(pixels).hexdigest() == digest
