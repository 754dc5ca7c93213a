"""`ee376a paint` and `ee376a read`: there and back through files."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ee376a.cli import app

TEXT = 'He said: "look & <see>"; 100 % of it.'


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_painted_file_reads_back_and_nothing_else_is_printed(tmp_path) -> None:
    path = tmp_path / "p.png"
    painted = run("paint", TEXT, "-o", path, "--robust", "--palette", "painter")
    assert (painted.exit_code, painted.output) == (0, "")
    seen = run("read", path)
    assert (seen.exit_code, seen.stdout) == (0, TEXT)


def test_in_a_process_of_its_own_too(tmp_path) -> None:
    path = tmp_path / "p.png"
    assert run("paint", TEXT, "-o", path).exit_code == 0
    command = [sys.executable, "-c", "from ee376a.cli import app; app()", "read", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (0, TEXT.encode())


@pytest.mark.parametrize(
    ("suffix", "magic"), [("svg", b"<svg "), ("pdf", b"%PDF"), ("png", b"\x89PNG")]
)
def test_each_kind_of_file(tmp_path, suffix, magic) -> None:
    path = tmp_path / f"p.{suffix}"
    assert run("paint", "Hi", "-o", path).exit_code == 0
    assert path.read_bytes().startswith(magic)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("paint", "", "-o", "x.png"), "1 to 528"),
        (("paint", "a" * 529, "-o", "x.png"), "1 to 528"),
        (("paint", "a" * 439, "-o", "x.png", "--robust"), "1 to 438"),
        (("paint", "café", "-o", "x.png"), "ASCII"),
        (("paint", "Hi", "-o", "x.gif"), ".svg, .png or .pdf"),
        (("paint", "Hi", "-o", "x.png", "--palette", "grey"), "okabe-ito"),
        (("read", "nothing-here.png"), "nothing-here.png"),
    ],
)
def test_mistakes_are_told_on_standard_error(arguments, told, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_photograph_from_a_pipe(tmp_path) -> None:
    path = tmp_path / "p.png"
    assert run("paint", TEXT, "-o", path).exit_code == 0
    seen = CliRunner().invoke(app, ["read", "-"], input=path.read_bytes())
    assert (seen.exit_code, seen.stdout) == (0, TEXT)


def test_too_many_pixels_are_told(tmp_path, monkeypatch) -> None:
    from PIL import Image

    path = tmp_path / "grey.png"
    Image.new("RGB", (100, 100), "grey").save(path)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    seen = run("read", path)
    assert (seen.exit_code, seen.stdout) == (1, "")
    assert "grey.png: Image size (10000 pixels) exceeds limit" in seen.stderr


def test_a_picture_without_a_painting_is_an_error(tmp_path) -> None:
    from PIL import Image

    path = tmp_path / "grey.png"
    Image.new("RGB", (300, 200), "grey").save(path)
    result = run("read", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no whole painting found" in result.stderr
