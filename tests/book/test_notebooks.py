"""The notebooks as files: run, tidy, described, and every skipped comparison with its reason."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pages
import pytest

NOTEBOOKS = [
    pages.ROOT / "chapters" / f"{name}.ipynb"
    for name in pages.names()
    if (pages.ROOT / "chapters" / f"{name}.ipynb").exists()
]
SKIPS = {"nbval-skip", "nbval-ignore-output", "raises-exception"}
# Kept by hand: a comparison that is to be skipped raises this number in the same change.
SKIPPED_COMPARISONS = 0

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str = "code") -> list[Any]:
    """The cells of one kind of a notebook."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_the_book_has_notebooks() -> None:
    assert NOTEBOOKS
    listed = {path.resolve() for path in NOTEBOOKS}
    found = (pages.ROOT / "chapters").rglob("*.ipynb")
    assert {path.resolve() for path in found if ".ipynb_checkpoints" not in path.parts} == listed


@every_notebook
def test_cells_were_run_in_order(path: Path) -> None:
    nbformat.validate(nbformat.read(path, as_version=4))
    counts = [cell.execution_count for cell in cells(path) if cell.source.strip()]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_cells_are_short_and_end_without_a_semicolon(path: Path) -> None:
    for cell in cells(path):
        assert not cell.source.rstrip().endswith(";"), cell.source
        assert len(cell.source.splitlines()) <= 16, cell.source


@every_notebook
def test_no_printed_text_is_cut(path: Path) -> None:
    for cell in cells(path):
        streams = [output.get("name") for output in cell.outputs]
        assert all(not name or name != after for name, after in pairwise(streams)), cell.source


@every_notebook
def test_no_error_path_or_address_in_outputs(path: Path) -> None:
    for cell in cells(path):
        for output in cell.outputs:
            assert output.output_type != "error" or "raises-exception" in cell.metadata.tags
            assert output.get("name") != "stderr", output
            data = output.get("data", {})
            assert "application/vnd.jupyter.widget-view+json" not in data
            text = output.get("text", "") + "".join(
                value for key, value in data.items() if key.startswith("text/")
            )
            assert not re.search(r"/(home|root|tmp|work|Users)/|\b0x[0-9a-f]{8,}", text), text
    assert "widgets" not in nbformat.read(path, as_version=4).metadata


@every_notebook
def test_figures_have_alternative_text_and_caption(path: Path) -> None:
    for cell in cells(path):
        if not any(
            key.startswith("image/") for output in cell.outputs for key in output.get("data", {})
        ):
            continue
        render = cell.metadata.get("mystnb", {})
        assert len(render.get("image", {}).get("alt", "")) >= 15, cell.source
        assert render.get("figure", {}).get("caption"), cell.source


@every_notebook
def test_chapter_begins_with_its_title_and_ends_with_its_sources(path: Path) -> None:
    texts = [cell.source for cell in cells(path, "markdown")]
    assert texts[0].startswith("# ")
    assert sum(line.startswith("# ") for text in texts for line in text.splitlines()) == 1
    whole = "\n".join(texts)
    assert "{bibliography}" in whole or ("\n## Sources" in f"\n{whole}" and "{cite" in whole)
    assert "{exercise" in whole
    assert "{solution" in whole


def test_skipped_comparisons_are_counted_and_justified() -> None:
    skipped = 0
    for path in NOTEBOOKS:
        for cell in cells(path):
            tags = SKIPS & set(cell.metadata.get("tags", []))
            skipped += bool(tags)
            if tags:
                assert len(cell.metadata.get("ee376a", {}).get("why", "")) >= 20, cell.source
    assert skipped == SKIPPED_COMPARISONS
