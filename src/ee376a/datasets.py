"""Datasets: ``fetch(name)`` gives a folder in which every file is what it should be.

The folder is ``$EE376A_DATA/<name>`` if there is one, else the user's cache, into which what is
missing is downloaded. Wherever it comes from, each file is checked against the SHA-256 of the
registry, each time. The registry says where each file is from and under which licence; the files
themselves are not part of the project.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

__all__ = ["Dataset", "DatasetError", "File", "fetch", "registry"]

_CHECKOUT = Path(__file__).resolve().parents[2] / "data" / "registry.json"
#: In a checkout of the project, or beside this module when it is installed.
REGISTRY = _CHECKOUT if _CHECKOUT.is_file() else Path(__file__).parent / "data" / "registry.json"

Progress = Callable[[int, int], None]
_CONNECT_SECONDS, _SILENCE_SECONDS = 10, 30
_ATTEMPTS = 4
_FIRST_PAUSE_SECONDS = 0.5


class DatasetError(RuntimeError):
    """A dataset is not to be had, or not what it should be."""


@dataclass(frozen=True)
class File:
    """A file of a dataset: where it is from, and what it must be."""

    url: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Dataset:
    """An entry of the registry; `homepage` and `archive` are empty where there is none."""

    name: str
    title: str
    licence: str
    files: Mapping[str, File]
    homepage: str = ""
    archive: str = ""

    @property
    def bytes(self) -> int:
        """The size of all files together.

        Examples
        --------
        >>> registry()["text"].bytes
        2989811
        """
        return sum(file.bytes for file in self.files.values())


def registry() -> dict[str, Dataset]:
    """Read the registry.

    Returns
    -------
    dict
        Name to dataset.

    Examples
    --------
    >>> registry()["text"].licence
    'public domain'
    >>> len(registry()["bbbc016"].files)
    144
    """
    content = json.loads(REGISTRY.read_text(encoding="utf-8"))
    return {
        name: Dataset(
            name, **entry | {"files": {key: File(**file) for key, file in entry["files"].items()}}
        )
        for name, entry in content.items()
    }


def fetch(name: str, *, progress: Progress | None = None) -> Path:
    """Give the folder of a dataset, each of its files there and checked.

    Parameters
    ----------
    name : str
        As in the registry.
    progress : callable, optional
        Called while downloading with the bytes had so far and those of the whole dataset.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ValueError
        If the registry has no dataset of this name.
    DatasetError
        If a file is missing from, or wrong in, ``$EE376A_DATA/<name>``; or if one cannot be
        downloaded, is not what it should be, or cannot be written. No half file is left.

    Examples
    --------
    With the dataset ``text``:

    >>> folder = fetch("text")
    >>> (folder / "emma.txt").read_text(encoding="utf-8").splitlines()[0]
    'The Project Gutenberg EBook of Emma, by Jane Austen'
    """
    datasets = registry()
    if name not in datasets:
        raise ValueError(f"name: {name!r} given, one of {', '.join(datasets)} allowed")
    dataset = datasets[name]
    if given := os.environ.get("EE376A_DATA"):
        folder = Path(given) / name
        if folder.is_dir():
            _check(dataset, folder)
            return folder
    return _from_cache(dataset, progress)


def _check(dataset: Dataset, folder: Path) -> None:
    advice = "put the right one there, or unset EE376A_DATA to download it"
    for key, file in dataset.files.items():
        path = folder / key
        if not path.is_file():
            raise DatasetError(f"{dataset.name}: {path} is missing; {advice}")
        if not _is_right(path, file):
            raise DatasetError(f"{dataset.name}: {path} has a wrong SHA-256; {advice}")


def _is_right(path: Path, file: File) -> bool:
    if path.stat().st_size != file.bytes:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256


def _from_cache(dataset: Dataset, progress: Progress | None) -> Path:
    import pooch
    import requests

    folder = Path(pooch.os_cache("ee376a")) / dataset.name
    # Its one line a file would be in the way of a notebook's output.
    pooch.get_logger().setLevel("WARNING")
    shelf = pooch.create(
        path=folder,
        base_url="",
        registry={key: f"sha256:{file.sha256}" for key, file in dataset.files.items()},
        urls={key: file.url for key, file in dataset.files.items()},
    )
    done = 0
    for key, file in dataset.files.items():
        try:
            shelf.fetch(key, downloader=_Download(file, progress, done, dataset.bytes))
        except requests.RequestException as error:
            raise DatasetError(
                f"{dataset.name}: {key} could not be downloaded from {file.url} ({error}); "
                f"try again, or put its files into a folder {dataset.name} of the folder that "
                "EE376A_DATA names"
            ) from error
        except ValueError as error:
            raise DatasetError(
                f"{dataset.name}: {file.url} does not have the SHA-256 of the registry; "
                "what was there has changed"
            ) from error
        except OSError as error:
            raise DatasetError(
                f"{dataset.name}: {key} cannot be written into {folder} ({error}); "
                "make room or give permission there"
            ) from error
        done += file.bytes
        if progress:
            progress(done, dataset.bytes)
    return folder


@dataclass
class _Download:
    """Download a file for pooch, which has it in a temporary place until it is checked.

    When the connection breaks, the next attempt asks for what is missing only; a server that
    does not know how sends everything, and the file begins anew.
    """

    file: File
    progress: Progress | None
    before: int
    total: int

    def __call__(self, url: str, output_file: str, pooch: Any) -> None:  # noqa: ARG002
        import requests

        with Path(output_file).open("wb") as output:
            for attempt in range(_ATTEMPTS):
                if attempt:
                    time.sleep(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
                problem: requests.RequestException
                try:
                    self._go_on(url, output)
                    if output.tell() >= self.file.bytes:
                        return
                    came = f"only {output.tell()} of {self.file.bytes} bytes came"
                    problem = requests.ConnectionError(came)
                except requests.RequestException as error:
                    status = error.response.status_code if error.response is not None else None
                    if status is not None and status < 500 and status != 429:
                        raise  # not found, not allowed: asking again does not help
                    problem = error
            raise problem

    def _go_on(self, url: str, output: IO[bytes]) -> None:
        import requests

        have = output.tell()
        # Bytes as they are: compression on the way would make the place to go on from unknown.
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        timeout = (_CONNECT_SECONDS, _SILENCE_SECONDS)
        with requests.get(url, headers=headers, stream=True, timeout=timeout) as response:
            if have and response.status_code == requests.codes.requested_range_not_satisfiable:
                return  # what is there is shorter than it should be
            response.raise_for_status()
            if have and response.status_code != requests.codes.partial_content:
                output.seek(0)
                output.truncate()
            for chunk in response.iter_content(1 << 14):
                output.write(chunk)
                if self.progress:
                    self.progress(self.before + output.tell(), self.total)
