"""`ee376a compress`, `decompress` and `info`: files, pipes, and what is left after a mistake."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ee376a.cli import app
from ee376a.prequential import codec

TEXT = b"It is a truth universally acknowledged, that a single man in possession " * 3
OPTION = ("--model", "order2")


def run(*arguments: object, data: bytes | None = None):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=data)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(TEXT)
    return path


def test_there_and_back(file: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    made = run("compress", file, out, *OPTION)
    size = out.stat().st_size
    rate = 8 * size / len(TEXT)
    assert (made.exit_code, made.stdout) == (0, f"216 bytes to {size}, {rate:.3f} bits a byte\n")
    assert run("decompress", out, again).stdout == "216 bytes\n"
    assert again.read_bytes() == TEXT
    assert run("info", out).stdout.splitlines() == [
        "model      order2, from scratch",
        "chunks     1, of which 0 stored as they are",
        "original   216 bytes",
        f"compressed {size} bytes",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "file", "out"]


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    made = run("compress", tmp_path / "file", tmp_path / "out", *OPTION)
    assert made.stdout == "0 bytes to 16\n"
    assert run("decompress", tmp_path / "out", tmp_path / "again").stdout == "0 bytes\n"
    assert (tmp_path / "again").read_bytes() == b""


def test_prior_files(file: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    prior = ("--prior", file)
    assert run("compress", file, out, *OPTION, *prior).exit_code == 0
    assert out.stat().st_size < 0.6 * len(codec.encode(TEXT, "order2"))
    assert "order2, primed" in run("info", out).stdout
    assert "the file was made with other ones" in run("decompress", out, again).stderr
    assert not again.exists()
    assert run("decompress", out, again, *prior).exit_code == 0
    assert again.read_bytes() == TEXT


def test_a_file_can_be_made_in_its_own_place(file: Path) -> None:
    assert run("compress", file, file, *OPTION).exit_code == 0
    assert file.read_bytes()[:3] == bytes.fromhex("ee376a")
    assert run("decompress", file, file).exit_code == 0
    assert file.read_bytes() == TEXT


def test_standard_input_and_output_have_the_data_alone(file: Path, tmp_path: Path) -> None:
    coded = run("compress", "-", "-", *OPTION, data=TEXT)
    assert coded.stdout_bytes == codec.encode(TEXT, "order2")
    assert coded.stderr == ""
    assert run("decompress", "-", "-", data=coded.stdout_bytes).stdout_bytes == TEXT
    assert "216 bytes" in run("info", "-", data=coded.stdout_bytes).stdout
    assert run("compress", "-", tmp_path / "out", *OPTION, data=TEXT).exit_code == 0
    assert (tmp_path / "out").read_bytes() == coded.stdout_bytes


def test_a_pipe_of_two_processes(file: Path) -> None:
    script = "from ee376a.cli import app; app()"
    command = [sys.executable, "-c", script]
    with file.open("rb") as source:
        first = subprocess.Popen(
            [*command, "compress", "-", "-", *OPTION], stdin=source, stdout=subprocess.PIPE
        )
    second = subprocess.run(
        [*command, "decompress", "-", "-"], stdin=first.stdout, capture_output=True, check=True
    )
    assert first.stdout is not None
    first.stdout.close()
    assert first.wait() == 0
    assert second.stdout == TEXT
    assert second.stderr == b""


def test_a_named_pipe_is_written_to(file: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("compress", file, pipe, *OPTION).exit_code == 0
    assert os.read(reader, 1000) == codec.encode(TEXT, "order2")
    os.close(reader)
    assert pipe.is_fifo()


def test_mistakes_are_told_and_leave_what_was_there(file: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    run("compress", file, out, *OPTION)
    cut = tmp_path / "cut"
    cut.write_bytes(out.read_bytes()[:-1])
    again.write_bytes(b"what was there")
    before = sorted(tmp_path.iterdir())
    cases = [
        (("compress", tmp_path / "none", again), "none"),
        (("compress", file, again, "--model", "x"), "model: 'x' given"),
        (("compress", file, tmp_path / "no" / "out", *OPTION), "there is no such folder"),
        (("compress", file, again, *OPTION, "--prior", tmp_path / "none"), "none"),
        (("decompress", cut, again), "the file is cut"),
        (("decompress", file, again), "no file of ee376a"),
        (("decompress", out, again, "--prior", file), "the file was made without any"),
        (("info", cut), "the file is cut"),
    ]
    for arguments, told in cases:
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("ee376a: ")
        assert told in result.stderr
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    assert again.read_bytes() == b"what was there"
    assert sorted(tmp_path.iterdir()) == before


def test_the_progress_is_shown_on_a_terminal_only(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ee376a import cli_prequential

    with cli_prequential._progress(10, []) as progress:
        assert progress is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with cli_prequential._progress(10, [b"12345"]) as progress:
        assert progress is not None
        progress(15)


def test_a_new_file_has_the_usual_rights(file: Path, tmp_path: Path) -> None:
    run("compress", file, tmp_path / "out", *OPTION)
    assert (tmp_path / "out").stat().st_mode == file.stat().st_mode
