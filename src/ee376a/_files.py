"""What a command reads and writes: ``-`` is a pipe, and a file appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import typer


def is_pipe(path: Path) -> bool:
    """Say whether a command is told to read its standard input, or write its standard output."""
    return str(path) == "-"


@contextmanager
def source(path: Path) -> Iterator[tuple[BinaryIO, int | None]]:
    """Open what is to be read, and tell its size if it is known."""
    if is_pipe(path):
        yield _binary(sys.stdin, "input"), None
        return
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        yield stream, size or None


def read(path: Path) -> bytes:
    """Read all that is in a file or comes from a pipe."""
    with source(path) as (stream, _):
        return stream.read()


@contextmanager
def as_file(path: Path) -> Iterator[Path]:
    """Give a file with what is to be read, for readers that take nothing else."""
    if not is_pipe(path):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "standard input"
        kept.write_bytes(read(path))
        yield kept


@contextmanager
def target(path: Path) -> Iterator[BinaryIO]:
    """Open what is to be written: a file appears whole, or what was there before stays."""
    if is_pipe(path):
        stdout = _binary(sys.stdout, "output")
        yield stdout
        stdout.flush()
        return
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:  # a device or a named pipe, which nothing can replace
            yield stream
        return
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path}: there is no such folder")
    place = Path(os.path.realpath(path))  # what a link leads to, not the link
    if place.exists():
        place.open("ab").close()  # or it says that it may not be written
        mode = place.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".ee376a.")
    except OSError as error:
        # Of the file that was asked for, not of one that nobody knows.
        raise OSError(error.errno, error.strerror, str(path)) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        temporary.chmod(mode)  # mkstemp makes it the owner's alone
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write(path: Path, data: bytes) -> None:
    """Write a file, or to a pipe."""
    with target(path) as stream:
        stream.write(data)


def write_by(path: Path, save: Callable[[Path], object]) -> None:
    """Write what a function saves as a file, for writers that know nothing else."""
    with tempfile.TemporaryDirectory() as folder, target(path) as stream:
        made = Path(folder) / "made"
        save(made)
        with made.open("rb") as content:
            shutil.copyfileobj(content, stream)


def say(line: str, written: Path) -> None:
    """Say what was done, if the standard output is not what was written."""
    if not is_pipe(written):
        typer.echo(line)


def _binary(stream: TextIO | None, name: str) -> BinaryIO:
    if stream is None:
        raise OSError(f"the standard {name} is closed")
    return stream.buffer
