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


@pytest.mark.parametrize(
    ("needs", "lacks"),
    [
        ("the dataset ``text``", "dataset text"),
        ("the datasets ``nanopore-duplex`` and ``text``", "dataset nanopore-duplex, dataset text"),
        ("the packages ``json`` and ``not_there``", "package not_there"),
        ("the package ``not_there``, the typeface ``None``", "package not_there, typeface None"),
        ("the package ``json``", ""),
    ],
)
def test_example_without_what_it_needs_is_skipped_and_names_it(
    folder: Path, needs: str, lacks: str
) -> None:
    text = f'"""\nWith {needs}:\n\n>>> 1 + 1\n3\n"""\n'
    (folder / "module.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "--doctest-modules", "-rs", "-p", "no:cacheprovider"]
    command += ["-c", str(folder / "pytest.ini"), str(folder / "module.py")]
    env = {**os.environ, "EE376A_DATA": "", "XDG_CACHE_HOME": str(folder / "cache")}
    said = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True).stdout
    if lacks:
        assert "1 skipped" in said
        assert f"not on this machine: {lacks}" in said
    else:
        assert "1 failed" in said
