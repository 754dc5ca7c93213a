"""How long each chapter runs, and how much memory it takes at the most.

Each notebook is run from the top in a process of its own, as its reader would run it, and thrown
away. The time is that of the processor, the memory the most that its kernel has had at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.speed import machine
from ee376a.experiments import CHECKOUT, Experiment

__all__ = ["chapters", "experiment", "trial"]

_RUN = """
import sys, nbformat
from nbclient import NotebookClient
path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
folder = {"metadata": {"path": path.rpartition("/")[0]}}
NotebookClient(notebook, timeout=600, kernel_name="python3", resources=folder).execute()
"""
_MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run([sys.executable, "-c", sys.argv[1], sys.argv[2]], stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
failed = done.stderr.decode()[-2000:] if done.returncode else ""
print(json.dumps({"seconds": seconds, "kilobytes": used.ru_maxrss, "failed": failed}))
"""


def chapters() -> list[str]:
    """Give the names of the notebooks, in the order of the files.

    Returns
    -------
    list of str
        Without folder ``chapters`` and suffix.
    """
    folder = CHECKOUT / "chapters"
    found = (path.relative_to(folder) for path in folder.rglob("*.ipynb"))
    return sorted(
        str(path.with_suffix("")) for path in found if ".ipynb_checkpoints" not in path.parts
    )


def needs(chapter: str) -> list[str]:
    """Give the data sets that a chapter says it needs.

    Parameters
    ----------
    chapter : str
        One of `chapters`.

    Returns
    -------
    list of str
    """
    path = CHECKOUT / "chapters" / f"{chapter}.ipynb"
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    names: list[str] = metadata.get("ee376a", {}).get("data", [])
    return names


def trial(rng: np.random.Generator, chapter: str) -> dict[str, float]:  # noqa: ARG001
    """Run a chapter once.

    Parameters
    ----------
    rng : numpy.random.Generator
        Not used.
    chapter : str
        One of `chapters`.

    Returns
    -------
    dict
        Its `cells` of code, `seconds` of the processor, and `megabytes` of memory at the most.

    Raises
    ------
    RuntimeError
        If a cell failed.
    """
    path = CHECKOUT / "chapters" / f"{chapter}.ipynb"
    # A process between, so that its only children are those of this chapter.
    command = [sys.executable, "-c", _MEASURE, _RUN, str(path)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found = json.loads(told.stdout)
    if found["failed"]:
        raise RuntimeError(f"{chapter}: {found['failed']}")
    return {
        "cells": _cells(path),
        "seconds": round(found["seconds"], 1),
        "megabytes": round(found["kilobytes"] / 1000),
    }


def _cells(path: Path) -> int:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return sum(cell["cell_type"] == "code" for cell in cells)


def experiment() -> Experiment:
    """Give the experiment ``chapters``.

    Returns
    -------
    Experiment
    """
    return Experiment(
        name="chapters",
        description=(
            "Seconds of the processor that a chapter takes, run from the top, and the largest"
            f" memory of its kernel in 10⁶ bytes. Measured on {machine()}"
        ),
        trial=trial,
        points=[{"chapter": chapter} for chapter in chapters()],
        seed=1,
        trials=1,
        measured=("seconds", "megabytes"),
    )


def main() -> None:
    """Run all chapters, or those that are named, and print what they took."""
    print(f"{'chapter':28}{'cells':>6}{'seconds':>9}{'MB':>7}")
    for chapter in sys.argv[1:] or chapters():
        used = trial(np.random.default_rng(1), chapter)
        print(f"{chapter:28}{used['cells']:6}{used['seconds']:9.1f}{used['megabytes']:7.0f}")


if __name__ == "__main__":
    main()
