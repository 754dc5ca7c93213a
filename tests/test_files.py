"""What commands read and write: whole files, pipes, links, and what may not be written."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ee376a import _files


class Pipe:
    """What stands in for the standard input or output."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write_half(path: Path) -> None:
    with _files.target(path) as stream:
        stream.write(b"half")
        raise ZeroDivisionError


def test_a_file_appears_whole_or_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert [*tmp_path.iterdir()] == [path]
    assert path.read_bytes() == b"before"
    _files.write(path, b"after")
    assert [*tmp_path.iterdir()] == [path]
    assert path.read_bytes() == b"after"


def test_a_link_stays_one_and_so_do_the_rights(tmp_path: Path) -> None:
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_bytes(b"before")
    path.chmod(0o640)
    link.symlink_to(path)
    _files.write(link, b"after")
    assert link.is_symlink()
    assert (path.read_bytes(), mode(path)) == (b"after", 0o640)


@pytest.fixture
def common_user() -> Iterator[None]:
    """Whoever runs the tests, no one who may write everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_what_may_not_be_written_is_not(common_user: None) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path, shut = folder / "file", folder / "shut"
        path.write_bytes(b"before")
        path.chmod(0o444)
        shut.mkdir(mode=0o555)
        for place in (path, shut / "new"):
            with pytest.raises(PermissionError) as told:
                _files.write(place, b"after")
            assert told.value.filename == str(place)
        assert path.read_bytes() == b"before"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none.new: there is no such folder"):
        _files.write(tmp_path / "none" / "new", b"")


def test_pipes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    dash = Path("-")
    monkeypatch.setattr(sys, "stdin", Pipe(b"data"))
    with _files.as_file(dash) as path:
        assert path.read_bytes() == b"data"
    assert not path.exists()
    stdout = Pipe()
    with monkeypatch.context() as change:
        change.setattr(sys, "stdout", stdout)
        _files.write(dash, b"some ")
        _files.write_by(dash, lambda path: path.write_bytes(b"more"))
        _files.say("done", dash)
    assert stdout.buffer.getvalue() == b"some more"
    _files.say("done", Path("file"))
    assert capsys.readouterr().out == "done\n"


def test_a_closed_pipe_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="the standard input is closed"):
        _files.read(Path("-"))
    with pytest.raises(OSError, match="the standard output is closed"):
        _files.write(Path("-"), b"")
