"""Digits are written and drawn alike by every kind of machine that numba compiles for."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        platform.machine() not in ("x86_64", "AMD64"),
        reason=f"the targets are of x86-64, this is {platform.machine()}",
    ),
]

TARGETS = {
    "sse2": {"NUMBA_CPU_NAME": "generic"},
    "avx2": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": "+avx,+avx2,+fma,+sse2"},
}
SCRIPT = """
import sys
import numpy as np
from ee376a.prequential.drawing import digits
rng = np.random.default_rng(1)
pictures = np.stack([digits.complete(np.zeros((0, 28), np.uint8), rng) for _ in range(8)])
code = digits.encode(pictures[4:], "both", pictures[:4])
sys.stdout.buffer.write(pictures.tobytes() + code)
"""


def made(settings: dict[str, str]) -> str:
    # Nothing of this process's own settings is passed on.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=clean | settings,
        capture_output=True,
        check=True,
        timeout=900,
    )
    return hashlib.sha256(done.stdout).hexdigest()


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_on_every_cpu(target: str, tmp_path: Path) -> None:
    assert made(TARGETS[target] | {"NUMBA_CACHE_DIR": str(tmp_path)}) == made({})
