"""What holds for every test, and the kinds of CPU on which a coder must do the same."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import pytest
from hypothesis import settings

# Tests share undernode.py, and pytest's importlib mode leaves sys.path alone.
sys.path.append(str(Path(__file__).parent))

# A busy machine is slow now and then; how long an example takes says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

_HASWELL = (
    "+64bit,+avx,+avx2,+bmi,+bmi2,+cmov,+cx16,+f16c,+fma,+fxsr,+lzcnt,+mmx,+movbe,+popcnt,+sse,"
    "+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+xsave"
)
_THREADS = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_CPUS = {
    "SSE2": {  # what every x86-64 has
        "NUMBA_CPU_NAME": "generic",
        "OPENBLAS_CORETYPE": "Prescott",
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3",
    },
    "AVX2": {  # a Haswell of 2013
        "NUMBA_CPU_NAME": "haswell",
        "NUMBA_CPU_FEATURES": _HASWELL,
        "OPENBLAS_CORETYPE": "Haswell",
    },
    "this one, one thread": dict.fromkeys(_THREADS, "1"),
    "this one, two threads": dict.fromkeys(_THREADS, "2"),
}
_TELL_TARGET = """
from numba.core.registry import cpu_target
print(json.dumps(cpu_target.target_context.codegen().magic_tuple()))
"""


@pytest.fixture(params=_CPUS)
def on_cpu(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Any]:
    """Give a function that runs a script on some kind of CPU and reads the JSON that it prints.

    It is a process of its own, with compiled code of its own; numpy and OpenBLAS are told to leave
    out what such a CPU lacks. The script has to import json.
    """
    cpu = request.param
    if platform.machine() not in ("x86_64", "AMD64"):
        pytest.skip(f"the kinds of CPU are of x86-64, this is {platform.machine()}")
    if cpu == "AVX2" and not llvm.get_host_cpu_features().get("avx2"):
        pytest.skip("this machine has no AVX2: its code cannot be run here")
    compiled = tmp_path_factory.getbasetemp() / f"compiled for {cpu.split(',')[0]}"
    # Nothing of this process's own settings is passed on.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}

    def run(script: str, *arguments: str, given: str = "") -> Any:
        result = subprocess.run(
            [sys.executable, "-c", script + _TELL_TARGET, *arguments],
            env=clean | _CPUS[cpu] | {"NUMBA_CACHE_DIR": str(compiled)},
            input=given,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert result.returncode == 0, result.stderr
        said, target = map(json.loads, result.stdout.splitlines())
        if cpu == "SSE2":
            assert target[1:3] == ["generic", ""]
        elif cpu == "AVX2":
            assert target[1:3] == ["haswell", _HASWELL]
        else:
            assert "+sse2" in target[2]
        return said

    return run
