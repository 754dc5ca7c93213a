"""The built book, a server for it on this machine, and a browser that reaches nothing else."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

# The tests here share pages.py, and pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

import pages

ROOT = Path(__file__).parents[2]
HTML = ROOT / "_build" / "html"
STAMP = ROOT / "_build" / "book.stamp"
SOURCES = ("_config.yml", "_toc.yml", "_ext", "assets", "chapters", "src")
KINDS = {".py", ".mjs", ".md", ".ipynb", ".bib", ".yml", ".css", ".svg", ".png"}


@pytest.fixture(scope="session")
def html() -> Path:
    """The folder of the built book, no older than what it is built from."""
    if not STAMP.exists():
        pytest.fail("the book is not built: run `make book` first", pytrace=False)
    built = STAMP.stat().st_mtime
    for name in SOURCES:
        for path in (ROOT / name, *(ROOT / name).rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts)
            if path.suffix in KINDS and not hidden and path.stat().st_mtime > built:
                pytest.fail(
                    f"{path.relative_to(ROOT)} is newer than the built book: run `make book`",
                    pytrace=False,
                )
    return HTML


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(html: Path) -> Iterator[str]:
    """Where the book is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(html)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def chrome() -> str | None:
    """Path of a Chromium, from $CHROME or from where systems put it."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROME") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped, and in CI they fail."""
    path = chrome()
    if path is None:
        reason = "no Chromium found: install one, or name it in $CHROME"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
        quiet += ["--disable-background-networking", "--disable-component-update"]
        started = playwright.chromium.launch(
            executable_path=path, args=quiet, chromium_sandbox=False
        )
        yield started
        started.close()


@pytest.fixture
def lab(browser: Browser, address: str) -> Iterator[Page]:
    """The page of the games, as wide as a phone; at the end nothing must have gone wrong on it."""
    with pages.visit(browser, address, "story/lab", width=390) as seen:
        yield seen.page
        assert seen.problems == []
