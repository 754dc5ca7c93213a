"""The same file is written, and read, by every kind of machine that numba compiles for.

Each target is a process of its own with compiled code of its own: SSE2 is what every x86-64 has,
AVX2 with FMA is that of a Haswell (2013), the host may have more.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import llvmlite.binding as llvm
import pytest

from ee376a.prequential import codec, models

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
    "sse2": {"NUMBA_CPU_NAME": "generic", "NUMBA_NUM_THREADS": "1"},
    "avx2": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": HASWELL},
    "host, one thread": {"NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    "host, two threads": {"NUMBA_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"},
}
SCRIPT = """
import json, sys
from pathlib import Path
from numba.core.registry import cpu_target
from ee376a.prequential import codec
folder, *names = sys.argv[1:]
folder = Path(folder)
data, prior = (folder / "data").read_bytes(), [(folder / "prior").read_bytes()]
made = {}
for name in names:
    made[name] = codec.encode(data, name, prior).hex()
    if (folder / name).is_file():
        assert codec.decode((folder / name).read_bytes(), prior) == data, name
print(json.dumps({"made": made, "target": cpu_target.target_context.codegen().magic_tuple()}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files for the processes: data, a prior, and what this process makes of them."""
    folder = tmp_path_factory.mktemp("targets")
    chapter = Path(codec.__file__).read_bytes()
    data, prior = chapter[:3000] + bytes(range(256)) + bytes(500), chapter[3000:5000]
    (folder / "data").write_bytes(data)
    (folder / "prior").write_bytes(prior)
    for name in models.MODELS:
        (folder / name).write_bytes(codec.encode(data, name, [prior]))
    return folder


def run(folder, target):
    cache = folder / ("host" if target.startswith("host") else target)
    # Nothing of this process's own settings is passed on.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), *models.MODELS],
        env=clean | TARGETS[target] | {"NUMBA_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def digest(data):
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_file_on_every_target(folder, target):
    if target == "avx2" and not llvm.get_host_cpu_features().get("avx2"):
        pytest.skip("this machine has no AVX2: its code cannot be run here")
    found = run(folder, target)
    name, features = found["target"][1:3]
    if target == "sse2":
        assert (name, features) == ("generic", "")
    elif target == "avx2":
        assert (name, features) == ("haswell", HASWELL)
    else:
        assert "+sse2" in features
    made = {model: digest(bytes.fromhex(coded)) for model, coded in found["made"].items()}
    # The process that runs the tests may have compiled long ago: this tells stale code, too.
    here = {model: digest((folder / model).read_bytes()) for model in models.MODELS}
    assert made == here
