"""The commands ``ee376a compress``, ``decompress`` and ``info``: files and pipes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ee376a import _files

__all__ = ["app", "compress", "decompress", "info"]

app = typer.Typer()

_Prior = Annotated[
    list[Path] | None, typer.Option(help="A file that the model learns first; may be repeated.")
]


@app.command()
def compress(
    file: Annotated[Path, typer.Argument(help="To be compressed; - is the standard input.")],
    compressed: Annotated[Path, typer.Argument(help="To be written; - is the standard output.")],
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
        _files.source(file) as (source, total),
        _files.target(compressed) as target,
        _progress(total, known) as progress,
    ):
        made = codec.compress(source, target, model, known, progress)
    rate = f", {8 * made.compressed / made.original:.3f} bits a byte" if made.original else ""
    _files.say(f"{made.original} bytes to {made.compressed}{rate}", compressed)


@app.command()
def decompress(
    compressed: Annotated[Path, typer.Argument(help="A compressed file; - is the standard input.")],
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
        _files.source(compressed) as (source, _),
        _files.target(file) as target,
        _progress(None, known) as progress,
    ):
        read = codec.decompress(source, target, known, progress)
    _files.say(f"{read.original} bytes", file)


@app.command()
def info(
    compressed: Annotated[Path, typer.Argument(help="A compressed file; - is the standard input.")],
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

    with _files.source(compressed) as (source, _):
        found = codec.info(source)
    typer.echo(f"model      {found.model}, {'primed' if found.with_prior else 'from scratch'}")
    typer.echo(f"chunks     {found.chunks}, of which {found.stored} stored as they are")
    typer.echo(f"original   {found.original} bytes")
    typer.echo(f"compressed {found.compressed} bytes")


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
