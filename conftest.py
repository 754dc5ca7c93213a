"""What needs something that is not on this machine is skipped, and says what it lacks.

A notebook names its datasets in its metadata. In a docstring the line

    With the dataset ``text`` and the package ``torch``:

stands before the examples that need them (or a typeface); without, none of it is run.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from ee376a.datasets import registry

_NEEDS = re.compile(r"^ *With the (?:datasets?|packages?|typeface) .*``:$", re.MULTILINE)


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


def lacking(docstring: str) -> list[str]:
    """List what the examples of a docstring say they need and what is not on this machine."""
    lines = _NEEDS.findall(docstring)
    named = re.findall(r"(dataset|package|typeface)s?|``([\w-]+)``", "\n".join(lines))
    kind, found = "", []
    for word, name in named:
        kind = word or kind
        if name and not _has(kind, name):
            found.append(f"{kind} {name}")
    return found


def _has(kind: str, name: str) -> bool:
    if kind == "dataset":
        return is_here(name)
    if kind == "package":
        return find_spec(name) is not None
    from ee376a.story.typesetting import font

    try:
        return font().stem.startswith(name) and font(bold=True).stem.startswith(name)
    except FileNotFoundError:
        return False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the cells of notebooks that lack data, and the examples that lack anything."""
    for item in items:
        if item.path.suffix == ".ipynb" and (names := missing(item.path)):
            reason = f"dataset not on this machine: {', '.join(names)}"
            item.add_marker(pytest.mark.skip(reason=reason))
        elif isinstance(item, pytest.DoctestItem) and (
            names := lacking(item.dtest.docstring or "")
        ):
            reason = f"not on this machine: {', '.join(names)}"
            item.add_marker(pytest.mark.skip(reason=reason))
