"""Chapters are measured as they are run: their time, and the memory of their kernel alone."""

from __future__ import annotations

import importlib
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ee376a import published
from ee376a.experiments import experiment

try:
    experiment("chapters")  # it puts the checkout's benchmarks within reach
except ValueError as error:
    pytest.skip(f"no benchmarks here: {error}", allow_module_level=True)
chapters = importlib.import_module("benchmarks.chapters")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one chapter that takes 300 MB, and one that fails."""
    folder = tmp_path / "chapters" / "part"
    folder.mkdir(parents=True)
    greedy = new_code_cell("import numpy as np\nheld = np.ones(37_500_000)")
    cells = [new_markdown_cell("# Greedy"), greedy, new_code_cell("len(held)")]
    nbformat.write(new_notebook(cells=cells), folder / "greedy.ipynb")
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), folder / "broken.ipynb")
    (folder / ".ipynb_checkpoints").mkdir()
    nbformat.write(new_notebook(), folder / ".ipynb_checkpoints" / "old.ipynb")
    monkeypatch.setattr(chapters, "CHECKOUT", tmp_path)
    return tmp_path


def test_every_notebook_is_a_chapter(book: Path) -> None:
    assert chapters.chapters() == ["part/broken", "part/greedy"]
    assert [point["chapter"] for point in chapters.experiment().points] == chapters.chapters()


def test_time_and_memory_are_those_of_the_kernel(book: Path) -> None:
    used = chapters.trial(np.random.default_rng(1), "part/greedy")
    assert used["cells"] == 2
    assert used["seconds"] > 0.1
    assert 330 < used["megabytes"] < 600


def test_a_cell_that_fails_is_told(book: Path) -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        chapters.trial(np.random.default_rng(1), "part/broken")


def test_every_chapter_is_within_its_limits() -> None:
    there = published.load("chapters")
    assert there.done
    assert [point.params["chapter"] for point in there.points] == chapters.chapters()
    over = {
        point.params["chapter"]: point.counts
        for point in there.points
        if point.counts["seconds"] > 120 or point.counts["megabytes"] > 1500
    }
    assert over == {}
