"""The command ``ee376a``: the book's tools for the command line.

Results go to standard output and nothing else does; what cannot be done is told in one line on
standard error, with exit status 1, and a command that is not written as ``--help`` says with
status 2. A file is written whole or not at all.
"""

from __future__ import annotations

import inspect
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

import ee376a
from ee376a import _files, cli_dna, cli_journey, cli_medical, cli_prequential, cli_story

if TYPE_CHECKING:
    from rich.progress import Progress

    from ee376a.published import Point

__all__ = ["app", "data", "paint", "read", "reproduce"]


# What pip is asked for when a module is missing.
_EXTRAS = {
    "distributed": "cluster",
    "pydicom": "scans",
    "pypdf": "story",
    "torch": "learn",
    "typst": "story",
}


class _Commands(TyperGroup):
    """Tell what went wrong in one line; a traceback is for mistakes of ours."""

    def invoke(self, ctx: Any) -> Any:
        from ee376a.datasets import DatasetError
        from ee376a.montecarlo import TrialError

        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # the reader of a pipe went away: the command line library knows what to do
        except (ValueError, OSError, ImportError, MemoryError, DatasetError, TrialError) as error:
            typer.echo(f"ee376a: {_told(error)}", err=True)
            raise typer.Exit(1) from None


def _told(error: BaseException) -> str:
    """Say in one line what an error means to who gave the command."""
    if isinstance(error, OSError) and error.strerror:
        told = error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
    elif isinstance(error, MemoryError):
        told = f"not enough memory: {error}".removesuffix(": ")
    else:
        told = str(error)
        if isinstance(error, ModuleNotFoundError) and told.startswith("No module named"):
            name = str(error.name).partition(".")[0]
            if name in _EXTRAS:
                told = f'{name} is missing; `pip install "ee376a[{_EXTRAS[name]}]"`'
    return "; ".join(told.splitlines())


app = typer.Typer(
    name="ee376a",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Five projects, one theory: the tools of the executable book.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(ee376a.__version__)
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


# The projects' own commands, in the order of the book.

app.add_typer(cli_prequential.app)
app.add_typer(cli_medical.app)
app.add_typer(cli_dna.app)
app.command()(cli_story.story)
app.command()(cli_journey.journey)


@app.command()
def paint(
    message: Annotated[str, typer.Argument(help="ASCII text.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="A .svg, .png or .pdf file.")],
    robust: Annotated[
        bool, typer.Option("--robust", help="With a frame and a code that corrects errors.")
    ] = False,
    palette: Annotated[
        str | None, typer.Option(help="painter, okabe-ito or safe (colour-blind and grey).")
    ] = None,
) -> None:
    """Paint a message as a panopticon of coloured triangles.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     app(["paint", "Hello!", "-o", "hello.svg"], standalone_mode=False)
    ...     Path("hello.svg").read_text().count("<polygon")
    1617
    """
    from ee376a.panopticon import painting

    painted = painting.paint(message, robust=robust, palette_name=palette)
    draw = {".svg": lambda: painted.svg().encode(), ".png": painted.png, ".pdf": painted.pdf}
    if output.suffix.lower() not in draw:
        raise ValueError(f"output: {output.name} given, a name with .svg, .png or .pdf allowed")
    _files.write(output, draw[output.suffix.lower()]())


@app.command()
def read(
    photo: Annotated[
        Path, typer.Argument(help="A photograph of a painting; - is the standard input.")
    ],
) -> None:
    """Read the message of a painting from a photograph: the message and nothing else.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     app(["paint", "Hello!", "--robust", "-o", "hello.png"], standalone_mode=False)
    ...     app(["read", "hello.png"], standalone_mode=False)
    Hello!
    """
    import sys

    from ee376a.panopticon import reading

    with _files.as_file(photo) as path:
        message = reading.read(path)
    typer.echo(message, nl=sys.stdout is not None and sys.stdout.isatty())


# The house's commands.


@app.command()
def reproduce(
    name: Annotated[str | None, typer.Argument(help="Of the experiment.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the experiments.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Processes; -1: one a core.")] = 1,
    cluster: Annotated[
        str | None, typer.Option(help="Address of the scheduler of a Dask cluster to run on.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Where the file goes, if not to data/published.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="From the beginning, whatever was done before.")
    ] = False,
) -> None:
    """Run a long experiment of the book and write its result, or go on where it was stopped.

    Examples
    --------
    >>> from typer.testing import CliRunner
    >>> lines = CliRunner().invoke(app, ["reproduce", "--list"]).stdout.splitlines()
    >>> print(*[line for line in lines if line.startswith("dna-ber ")])
    dna-ber  Bit and frame errors of short codes with markers, by decoder  [32 of 32 points done]
    """
    from functools import partial

    from ee376a import experiments, montecarlo, published

    if show or name is None:
        _list_experiments(folder)
        return
    experiment = experiments.experiment(name)
    trials = experiment.trials
    path = (folder or published.FOLDER) / f"{name}.json"
    if path.parent.exists() and not path.parent.is_dir():
        raise NotADirectoryError(f"folder: {path.parent} is a file, a folder needed")
    with _client(cluster) as client, _bar() as bar:
        run = partial(montecarlo.records, jobs=jobs, client=client)
        task = bar.add_task(name, total=trials * len(experiment.points))

        def progress(index: int, point: Point) -> None:
            # A point that stops early counts as all of its trials.
            done = index * trials + (trials if point.done else point.trials)
            bar.update(task, completed=done, description=f"{name}: point {index + 1}")

        published.reproduce(experiment, run=run, folder=folder, progress=progress, again=again)
    typer.echo(path)


def _client(cluster: str | None) -> AbstractContextManager[Any]:
    """Connect to a Dask cluster, if one is named."""
    if cluster is None:
        return nullcontext()
    from distributed import Client

    client: AbstractContextManager[Any] = Client(cluster, timeout="20s")  # type: ignore[no-untyped-call]
    return client


def _bar() -> Progress:
    """Make a progress bar on standard error; nothing where that is not a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def _list_experiments(folder: Path | None) -> None:
    from ee376a import experiments, published

    for name in sorted(experiments.EXPERIMENTS):
        try:
            experiment = experiments.experiment(name)
        except (ValueError, ImportError) as error:
            typer.echo(f"{name}  (cannot run here: {error})")
            continue
        try:
            points = published.load(name, folder).points
            state = f"{sum(point.done for point in points)} of {len(experiment.points)} points done"
        except FileNotFoundError:
            state = "not done"
        typer.echo(f"{name}  {experiment.description}  [{state}]")


@app.command()
def data(
    name: Annotated[str | None, typer.Argument(help="Of the dataset.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the datasets.")] = False,
) -> None:
    """Find or download a dataset of the book, check each file, and say where it is.

    Examples
    --------
    >>> app(["data", "--list"], standalone_mode=False)  # doctest: +ELLIPSIS
    bbbc016 ... [CC BY 3.0, Ilya Ravkin, 38.0 MB]
    text ... [public domain, 3.0 MB]
    mnist ... [CC BY-SA 3.0, 1.7 MB]
    nanopore-duplex ... [MIT, 5.5 MB]
    ldpc ... [MIT (repository), 0.9 MB]
    """
    from ee376a import datasets

    if show or name is None:
        for dataset in datasets.registry().values():
            size = f"{dataset.bytes / 1e6:.1f} MB"
            typer.echo(f"{dataset.name}  {dataset.title}  [{dataset.licence}, {size}]")
        return
    with _bar() as bar:
        task = bar.add_task(name, total=None)
        folder = datasets.fetch(
            name, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )
    typer.echo(folder)


# ``--help`` shows the first paragraph of a docstring; the examples are for the reference.
for _app in (app, cli_prequential.app, cli_medical.app, cli_dna.app):
    for _command in _app.registered_commands:
        _command.help = (inspect.getdoc(_command.callback) or "").partition("\n\n")[0]
