"""The command ``ee376a medical``: grey pictures into a file of the learned codec, and back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ee376a import _files

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["app", "decode", "encode", "info"]

_QUALITY = 50
# What keeps every pixel, by the end of a file's name.
_EXACT = {".png": "PNG", ".tif": "TIFF", ".tiff": "TIFF", ".bmp": "BMP", ".pgm": "PPM"}

app = typer.Typer(
    name="medical", no_args_is_help=True, help="Code grey pictures with a codec trained on cells."
)


@app.command()
def encode(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="IN... OUT", help="Pictures, then the file to write; - is a pipe."),
    ],
    quality: Annotated[
        int | None, typer.Option(help="0 (few bytes) to 100 (few errors); 50 if not given.")
    ] = None,
    lossless: Annotated[bool, typer.Option("--lossless", help="Keep every pixel.")] = False,
    effort: Annotated[
        str, typer.Option(help="fast, or slow: search better latents (needs torch).")
    ] = "fast",
) -> None:
    """Put 8-bit grey pictures (PNG, TIFF, ...) into one file.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from PIL import Image
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     Image.linear_gradient("L").crop((0, 0, 24, 24)).save("slope.png")
    ...     app("medical encode slope.png slope.eei --lossless".split(), standalone_mode=False)
    576 pixels to 59 bytes, 0.819 bits a pixel
    """
    from ee376a.medical import codec

    *pictures, out = files
    if not pictures:
        raise ValueError("IN: no picture given; name the pictures, then the file to be written")
    if effort not in ("fast", "slow"):
        raise ValueError(f"effort: {effort!r} given, fast or slow allowed")
    if lossless and quality is not None:
        raise ValueError("quality: given with lossless, allowed without")
    if out.is_file() and _is_picture(out):
        raise ValueError(f"OUT: {out} is a picture; name the file to be written last")
    given = [_read(path) for path in pictures]
    chosen: codec.Effort = "slow" if effort == "slow" else "fast"
    wanted = None if lossless else _QUALITY if quality is None else quality
    data = codec.encode(given, wanted, chosen)
    _files.write(out, data)
    pixels = sum(picture.size for picture in given)
    rate = f"{8 * len(data) / pixels:.3f} bits a pixel"
    _files.say(f"{pixels} pixels to {len(data)} bytes, {rate}", out)


@app.command()
def decode(
    file: Annotated[
        Path, typer.Argument(help="A file that encode wrote; - is the standard input.")
    ],
    picture: Annotated[
        Path, typer.Argument(help="A PNG or TIFF file; a folder for several pictures.")
    ],
) -> None:
    """Give back the pictures of a file.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from PIL import Image
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     Image.linear_gradient("L").crop((0, 0, 24, 24)).save("slope.png")
    ...     app("medical encode slope.png slope.eei".split(), standalone_mode=False)
    ...     app("medical decode slope.eei again.png".split(), standalone_mode=False)
    576 pixels to 27 bytes, 0.375 bits a pixel
    again.png: 24 x 24 pixels
    """
    from PIL import Image

    from ee376a.medical import codec

    found = codec.decode(_files.read(file))
    one = len(found) == 1 and not picture.is_dir()
    if one and not (_files.is_pipe(picture) or picture.suffix.lower() in _EXACT):
        raise ValueError(f"PICTURE: {picture} given, a name with {', '.join(_EXACT)} allowed")
    if not one and (_files.is_pipe(picture) or picture.is_file()):
        raise ValueError(f"PICTURE: {picture} is a file, a folder needed for {len(found)} pictures")
    if one:
        targets = [picture]
    else:
        picture.mkdir(parents=True, exist_ok=True)
        targets = [picture / f"{number:04d}.png" for number in range(1, len(found) + 1)]
    for target, pixels in zip(targets, found, strict=True):
        content = io.BytesIO()
        Image.fromarray(pixels).save(content, _EXACT.get(target.suffix.lower(), "PNG"))
        _files.write(target, content.getvalue())
        _files.say(f"{target}: {pixels.shape[1]} x {pixels.shape[0]} pixels", target)


@app.command()
def info(
    file: Annotated[
        Path, typer.Argument(help="A file that encode wrote; - is the standard input.")
    ],
) -> None:
    """Describe a file, and see that it is whole.

    Examples
    --------
    >>> from contextlib import chdir
    >>> from tempfile import TemporaryDirectory
    >>> from PIL import Image
    >>> from ee376a.cli import app
    >>> with TemporaryDirectory() as folder, chdir(folder):
    ...     Image.linear_gradient("L").crop((0, 0, 24, 24)).save("slope.png")
    ...     app("medical encode slope.png slope.eei --quality 80".split(), standalone_mode=False)
    ...     app("medical info slope.eei".split(), standalone_mode=False)
    576 pixels to 37 bytes, 0.514 bits a pixel
    1: 24 x 24, quality 80, 18 bytes
    """
    from ee376a.medical import codec

    for number, stored in enumerate(codec.info(_files.read(file)), start=1):
        mode = "lossless" if stored.quality is None else f"quality {stored.quality}"
        if stored.halvings:
            mode += f", 1/{2**stored.halvings} of the size"
        typer.echo(f"{number}: {stored.shape[1]} x {stored.shape[0]}, {mode}, {stored.bytes} bytes")


def _read(path: Path) -> npt.NDArray[np.uint8]:
    """Read a picture of 8-bit grey values; one in colours or with more bits is refused."""
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    try:
        with _files.as_file(path) as file, Image.open(file) as image:
            frames = getattr(image, "n_frames", 1)
            if frames > 1:
                raise ValueError(f"{path}: {frames} pictures in a file, one allowed")
            mode = image.mode
            if mode == "L":
                return np.asarray(image)
            if mode in ("1", "P", "RGB"):
                # A palette or three channels may hold greys all the same.
                colours = np.asarray(image.convert("RGB"))
                if (colours == colours[..., :1]).all():
                    return np.ascontiguousarray(colours[..., 0])
    except UnidentifiedImageError:
        raise ValueError(f"{path}: not a picture of a known format") from None
    except Image.DecompressionBombError as error:
        raise ValueError(f"{path}: {error}") from None
    raise ValueError(f"{path}: mode {mode}, only 8-bit grey pictures can be coded")


def _is_picture(path: Path) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path):
            return True
    except UnidentifiedImageError:
        return False
    except Image.DecompressionBombError:
        return True
