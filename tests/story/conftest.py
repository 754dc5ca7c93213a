"""What the editions need of a machine; without it their tests are skipped, and say so."""

from __future__ import annotations

import importlib.util
import shutil

import pytest

from ee376a.story.typesetting import font


@pytest.fixture(scope="session")
def typeface() -> None:
    """Need Andika."""
    try:
        font(), font(bold=True)
    except FileNotFoundError as missing:
        pytest.skip(f"an edition of the story is NOT checked: {missing}")


@pytest.fixture(scope="session")
def typst(typeface: None) -> None:
    """Need typst and the typeface."""
    if importlib.util.find_spec("typst") is None:
        pytest.skip("typst is not installed: a paper edition of the story is NOT checked")


@pytest.fixture(scope="session")
def java() -> None:
    """Need a Java runtime."""
    if shutil.which("java") is None:
        pytest.skip("java is not installed: the e-book is NOT checked")
