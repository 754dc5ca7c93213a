"""A notebook whose data are not on this machine is skipped, and says which it lacks."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest

from ee376a.datasets import registry


def is_here(name: str) -> bool:
    """Say whether each file of a dataset is on this machine; nothing is downloaded."""
    import pooch

    given = os.environ.get("EE376A_DATA")
    folder = Path(given) / name if given else None
    if folder is not None and folder.is_dir():
        return True  # what is wrong in a folder that was named is an error, and no reason to skip
    cached = Path(pooch.os_cache("ee376a")) / name
    return all((cached / key).is_file() for key in registry()[name].files)


@cache
def missing(notebook: Path) -> list[str]:
    """List the datasets that a notebook says it needs and that are not on this machine."""
    metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
    return [name for name in metadata.get("ee376a", {}).get("data", []) if not is_here(name)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the cells of notebooks that lack data."""
    for item in items:
        if item.path.suffix == ".ipynb" and (names := missing(item.path)):
            reason = f"dataset not on this machine: {', '.join(names)}"
            item.add_marker(pytest.mark.skip(reason=reason))
