"""The command ``ee376a journey``: a message through all five projects, and the bill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ee376a import _files

__all__ = ["journey"]


def journey(
    message: Annotated[str, typer.Argument(help="Up to 438 characters; more if they are easy.")],
    seed: Annotated[int, typer.Option(min=0, help="Of the random numbers.")] = 1,
    picture: Annotated[
        Path | None, typer.Option(help="An image file to send along; the story's gull if none.")
    ] = None,
) -> None:
    """Compress, store in DNA, sequence, paint, photograph and read a message; show each cost.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from PIL import Image
    >>> from typer.testing import CliRunner
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     Image.new("L", (16, 16)).save("dot.png")
    ...     said = CliRunner().invoke(app, "journey Hoo! --picture dot.png".split())
    >>> [line.split()[:4] for line in said.stdout.splitlines() if line.startswith("compress")]
    [['compress', 'text', '32', '224'], ['compress', 'picture', '2,048', '168']]
    >>> said.stdout.splitlines()[-1]
    'Hoo!'
    """
    import numpy as np

    from ee376a.journey import travel
    from ee376a.journey.stages import ledger, table

    sent = travel.picture() if picture is None else _grey(picture)
    made = travel.travel(message, sent, np.random.default_rng(seed))
    typer.echo(table(ledger(made)))
    if not made.exact:
        raise ValueError("the message was not read as it was sent")
    typer.echo(made.read)


def _grey(path: Path) -> Any:
    """Read an image file in grey, small enough to travel."""
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with _files.as_file(path) as given, Image.open(given) as file:
            if file.mode.startswith(("I", "F")):
                raise ValueError(f"picture: {path} is of mode {file.mode}, 8 bits a channel needed")
            image = ImageOps.exif_transpose(file).convert("L")
    except UnidentifiedImageError:
        raise ValueError(f"picture: {path} is not an image that can be read") from None
    except Image.DecompressionBombError as error:
        raise ValueError(f"picture: {path}: {error}") from None
    image.thumbnail((128, 128))
    return np.asarray(image)
