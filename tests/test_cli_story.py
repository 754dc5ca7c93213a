"""`ee376a story`: each edition to a file, and plain words for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ee376a.cli import app
from ee376a.story.typesetting import font


def run(*arguments: object):
    return CliRunner().invoke(app, ["story", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize(
    ("edition", "start"),
    [
        ("pdf", b"%PDF"),
        ("booklet", b"%PDF"),
        ("activities", b"%PDF"),
        ("epub", b"PK"),
        ("web", b"<!DOCTYPE html>"),
    ],
)
def test_editions(edition: str, start: bytes, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst is not installed: editions are NOT checked")
    try:
        font()
    except FileNotFoundError as missing:
        pytest.skip(f"editions are NOT checked: {missing}")
    file = tmp_path / "book"
    done = run("--edition", edition, "-o", file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--edition", "scroll"), "edition: 'scroll' given, one of pdf, booklet, epub, web"),
        (("--edition", "web", "--bleed"), "bleed: given with web, allowed with pdf"),
        (("--edition", "web", "--paper", "a5"), "paper: 'a5' given, one of letter, a4 allowed"),
        (("--paper", "a5"), "paper: 'a5' given, one of letter, a4 allowed"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    done = run(*options, "-o", tmp_path / "book")
    assert done.exit_code == 1
    assert message in done.stderr
    assert not (tmp_path / "book").exists()
