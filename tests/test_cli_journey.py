"""`ee376a journey`: the bill, the message, and mistakes in one line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from typer.testing import CliRunner

from ee376a.cli import app


def run(*arguments: object):
    return CliRunner().invoke(app, ["journey", *(str(argument) for argument in arguments)])


def test_the_bill_and_the_message(tmp_path: Path) -> None:
    photo = np.random.default_rng(1).integers(0, 256, (40, 300, 3), dtype=np.uint8)
    Image.fromarray(photo).save(tmp_path / "in.png")
    result = run("Hoo! Hee!", "--picture", tmp_path / "in.png", "--seed", 2)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["hand-over", "bits"]
    assert lines[-1] == "Hoo! Hee!"
    assert "128 x 17 pixels" in result.stdout  # a third of a megapixel would take an hour
    assert len([line for line in lines if not line.startswith(" ")]) == 1 + 10 + 1


def test_mistakes(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("no picture")
    Image.fromarray(np.full((8, 8), 999, np.uint16)).save(tmp_path / "deep.png")
    cases = [
        (("",), "message: empty"),
        (("Hoo!", "--picture", tmp_path / "no.png"), "no.png is not an image"),
        (("Hoo!", "--picture", tmp_path / "none.png"), "none.png"),
        (("Hoo!", "--picture", tmp_path / "deep.png"), "deep.png is of mode I;16, 8 bits"),
    ]
    for arguments, told in cases:
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert told in result.stderr
        assert len(result.stderr.splitlines()) == 1
