"""Importing the package costs next to nothing, and the floors of the house hold."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GROUND = [
    "bits",
    "measures",
    "experiments",
    "container",
    "datasets",
    "montecarlo",
    "published",
    "figures",
    "cli",
]
HEAVY = {"torch", "numba", "cv2", "matplotlib", "scipy", "skimage", "joblib", "dask", "distributed"}


def python(*arguments):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )


def import_seconds():
    """Time of the package alone: what Python itself imports at its start is not ours."""
    report = python("-X", "importtime", "-c", "import ee376a").stderr
    (line,) = [line for line in report.splitlines() if line.endswith("| ee376a")]
    return int(re.search(r"\|\s*(\d+) \|", line)[1]) / 1e6


def test_the_package_is_imported_in_no_time():
    # The best of three: a busy machine can make one slow, but not a slow import fast.
    assert min(import_seconds() for _ in range(3)) < 0.2


@pytest.mark.parametrize("module", ["ee376a", *(f"ee376a.{name}" for name in GROUND)])
def test_no_heavy_module_comes_with_it(module):
    loaded = python("-c", f"import sys, {module}; print(*sys.modules)").stdout.split()
    assert not HEAVY & set(loaded)


def test_the_floors_hold():
    command = Path(sys.executable).with_name("lint-imports")
    if not command.is_file():
        pytest.skip("import-linter is not installed: the floors are not checked")
    result = subprocess.run([command, "--no-cache"], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stdout
    assert "1 kept, 0 broken" in result.stdout
