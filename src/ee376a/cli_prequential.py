"""The commands ``ee376a compress``, ``decompress`` and ``info``: files and pipes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

__all__ = ["app", "compress", "decompress", "info"]

app = typer.Typer()

_Prior = Annotated[
    list[Path] | None, typer.Option(help="A file that the model learns first; may be repeated.")
]


@app.command()
def compress(
    file: Annotated[Path, typer.Argument(help="To be compressed; - is the standard input.")],
    out: Annotated[Path, typer.Argument(help="To be written; - is the standard output.")],
    model: Annotated[
        str,
        typer.Option(help="cm (context mixing), lstm, mix (both; slow and smallest) or order2."),
    ] = "cm",
    prior: _Prior = None,
) -> None:
    """Compress a file with a model that learns as it reads.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     _ = Path("file").write_text("Rose is a rose is a rose is a rose. " * 9)
    ...     app("compress file out".split(), standalone_mode=False)
    324 bytes to 38, 0.938 bits a byte
    """
    from ee376a.prequential import codec

    known = [path.read_bytes() for path in prior or ()]
    with (
        _source(file) as (source, total),
        _target(out) as target,
        _progress(total, known) as progress,
    ):
        made = codec.compress(source, target, model, known, progress)
    if str(out) != "-":
        rate = f", {8 * made.compressed / made.original:.3f} bits a byte" if made.original else ""
        typer.echo(f"{made.original} bytes to {made.compressed}{rate}")


@app.command()
def decompress(
    out: Annotated[Path, typer.Argument(help="A compressed file; - is the standard input.")],
    file: Annotated[Path, typer.Argument(help="To be written; - is the standard output.")],
    prior: _Prior = None,
) -> None:
    """Give back a file that was compressed, with the same prior files.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     _ = Path("file").write_text("Rose is a rose is a rose is a rose. " * 9)
    ...     app("compress file out".split(), standalone_mode=False)
    ...     app("decompress out again".split(), standalone_mode=False)
    ...     Path("again").read_bytes() == Path("file").read_bytes()
    324 bytes to 38, 0.938 bits a byte
    324 bytes
    True
    """
    from ee376a.prequential import codec

    known = [path.read_bytes() for path in prior or ()]
    with (
        _source(out) as (source, _),
        _target(file) as target,
        _progress(None, known) as progress,
    ):
        read = codec.decompress(source, target, known, progress)
    if str(file) != "-":
        typer.echo(f"{read.original} bytes")


@app.command()
def info(
    out: Annotated[Path, typer.Argument(help="A compressed file; - is the standard input.")],
) -> None:
    """Describe a compressed file, and see that it is whole.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     _ = Path("file").write_text("Rose is a rose is a rose is a rose. " * 9)
    ...     app("compress file out --model order2".split(), standalone_mode=False)
    ...     app("info out".split(), standalone_mode=False)
    324 bytes to 72, 1.778 bits a byte
    model      order2, from scratch
    chunks     1, of which 0 stored as they are
    original   324 bytes
    compressed 72 bytes
    """
    from ee376a.prequential import codec

    with _source(out) as (source, _):
        found = codec.info(source)
    typer.echo(f"model      {found.model}, {'primed' if found.with_prior else 'from scratch'}")
    typer.echo(f"chunks     {found.chunks}, of which {found.stored} stored as they are")
    typer.echo(f"original   {found.original} bytes")
    typer.echo(f"compressed {found.compressed} bytes")


@contextmanager
def _source(path: Path) -> Iterator[tuple[BinaryIO, int | None]]:
    """Open what is to be read, and tell its size if it is known."""
    if str(path) == "-":
        yield sys.stdin.buffer, None
        return
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        yield stream, size or None


@contextmanager
def _target(path: Path) -> Iterator[BinaryIO]:
    """Open what is to be written: a file appears whole, or what was there before stays."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:  # a device or a named pipe, which nothing can replace
            yield stream
        return
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path}: there is no such folder")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)  # mkstemp makes it the owner's alone
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def _progress(total: int | None, prior: list[bytes]) -> Iterator[Callable[[int], None] | None]:
    """Show how far the model is on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        known = sum(map(len, prior))
        task = bar.add_task("", total=None if total is None else total + known)
        yield lambda count: bar.advance(task, count)
