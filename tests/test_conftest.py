"""Notebooks whose data are not on this machine are skipped with a reason; the others run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]


def check(folder: Path, data: Path) -> str:
    """What pytest says of a notebook in a folder, with data looked for in another one."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    notebook.metadata["ee376a"] = {"data": ["nanopore-duplex"]}
    nbformat.write(notebook, folder / "needs.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-rs", "-p", "no:cacheprovider"]
    command += ["-c", str(folder / "pytest.ini"), str(folder)]
    env = {**os.environ, "EE376A_DATA": str(data), "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text((ROOT / "conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --nbval-current-env\n", "utf-8")
    return tmp_path


def test_notebook_without_its_data_is_skipped_and_names_them(folder: Path) -> None:
    said = check(folder, folder / "nowhere")
    assert "1 skipped" in said
    assert "dataset not on this machine: nanopore-duplex" in said


def test_notebook_with_its_data_is_run(folder: Path) -> None:
    (folder / "data" / "nanopore-duplex").mkdir(parents=True)
    assert "1 passed" in check(folder, folder / "data")
