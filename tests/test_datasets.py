"""Datasets are found or downloaded, checked every time, and never left half there.

The files are served from this machine; no test reaches beyond it.
"""

import hashlib
import json
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ee376a import datasets

CONTENT = {"poem.txt": b"Ask me no more" * 20_000, "sub/bits.bin": bytes(range(256)) * 700}


class Handler(BaseHTTPRequestHandler):
    """Serves `CONTENT`, as badly as the server's attributes say."""

    def do_GET(self):
        key = self.path.removeprefix("/")
        self.server.asked.append((key, self.headers.get("Range")))
        body = self.server.content.get(key)
        if self.server.busy > 0:
            self.server.busy -= 1
            self.send_error(503)
            return
        if body is None:
            self.send_error(404)
            return
        start = 0
        if self.server.knows_ranges and (asked := self.headers.get("Range")):
            start = int(re.fullmatch(r"bytes=(\d+)-", asked)[1])
            if start >= len(body):
                self.send_error(416)
                return
        self.send_response(206 if start else 200)
        if self.server.says_length:
            self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        cut = self.server.cuts.pop(0) if self.server.cuts else None
        self.wfile.write(body[start:] if cut is None else body[start : start + cut])

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.content = dict(CONTENT)
        server.asked, server.cuts, server.busy = [], [], 0
        server.knows_ranges = server.says_length = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def house(server, tmp_path, monkeypatch):
    """Give a registry of one dataset on the server, an empty cache, and no EE376A_DATA."""
    files = {
        key: {
            "url": f"http://127.0.0.1:{server.server_port}/{key}",
            "sha256": hashlib.sha256(body).hexdigest(),
            "bytes": len(body),
        }
        for key, body in CONTENT.items()
    }
    registry = {"small": {"title": "Small", "licence": "public domain", "files": files}}
    (tmp_path / "registry.json").write_text(json.dumps(registry))
    monkeypatch.setattr(datasets, "REGISTRY", tmp_path / "registry.json")
    monkeypatch.setattr(datasets, "_FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("EE376A_DATA", raising=False)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "ee376a" / "small"


def files_under(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_downloads_once(server, cache):
    assert datasets.fetch("small") == cache
    assert files_under(cache) == CONTENT
    assert datasets.fetch("small") == cache
    assert [key for key, _ in server.asked] == list(CONTENT)


def test_a_file_that_went_bad_in_the_cache_is_downloaded_again(server, cache):
    datasets.fetch("small")
    (cache / "poem.txt").write_bytes(CONTENT["poem.txt"][:-1] + b"X")
    datasets.fetch("small")
    assert files_under(cache) == CONTENT
    assert [key for key, _ in server.asked] == ["poem.txt", "sub/bits.bin", "poem.txt"]


def test_progress_comes_to_the_whole(server):
    server.cuts = [1000, None]
    seen = []
    datasets.fetch("small", progress=lambda done, total: seen.append((done, total)))
    whole = sum(map(len, CONTENT.values()))
    assert {total for _, total in seen} == {whole}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (whole, whole)


def test_a_cut_connection_goes_on_where_it_was_cut(server, cache):
    server.cuts = [100_000, 50_000]
    datasets.fetch("small")
    assert files_under(cache) == CONTENT
    whole, second, third, other = server.asked
    assert whole == ("poem.txt", None)
    # What is lost at a cut is less than a chunk.
    assert 80_000 < int(second[1].removeprefix("bytes=").removesuffix("-")) <= 100_000
    assert 110_000 < int(third[1].removeprefix("bytes=").removesuffix("-")) <= 150_000
    assert other == ("sub/bits.bin", None)


@pytest.mark.parametrize("says_length", [True, False])
def test_a_server_that_cannot_go_on_begins_anew(server, cache, says_length):
    server.knows_ranges, server.says_length = False, says_length
    server.cuts = [100_000, 50_000]
    datasets.fetch("small")
    assert files_under(cache) == CONTENT


def test_a_connection_that_is_always_cut_is_an_error(server, cache):
    server.cuts = [10] * 100
    with pytest.raises(datasets.DatasetError, match=r"small: poem\.txt could not be downloaded"):
        datasets.fetch("small")
    assert len(server.asked) == 4
    assert files_under(cache) == {}
    server.cuts = []
    datasets.fetch("small")
    assert files_under(cache) == CONTENT


def test_a_truncated_file_is_an_error(server, cache):
    server.content["sub/bits.bin"] = CONTENT["sub/bits.bin"][:-9]
    with pytest.raises(datasets.DatasetError, match=r"only 179191 of 179200 bytes came.*EE376A_D"):
        datasets.fetch("small")
    assert files_under(cache) == {"poem.txt": CONTENT["poem.txt"]}


def test_a_wrong_file_is_an_error(server, cache):
    server.content["poem.txt"] = CONTENT["poem.txt"].swapcase()
    with pytest.raises(datasets.DatasetError, match=r"poem\.txt does not have the SHA-256"):
        datasets.fetch("small")
    assert files_under(cache) == {}


def test_a_missing_file_is_an_error_at_once(server, cache):
    del server.content["poem.txt"]
    with pytest.raises(datasets.DatasetError, match=r"small: poem\.txt .*404"):
        datasets.fetch("small")
    assert len(server.asked) == 1
    assert files_under(cache) == {}


def test_a_busy_server_is_asked_again(server, cache):
    server.busy = 2
    datasets.fetch("small")
    assert files_under(cache) == CONTENT


def test_no_server_is_an_error(server, cache):
    server.shutdown()
    server.server_close()
    with pytest.raises(datasets.DatasetError, match="could not be downloaded"):
        datasets.fetch("small")
    assert files_under(cache) == {}


def test_a_cache_that_cannot_be_written_is_an_error(server, cache):
    # A file where the folder should be stops even root, whom permissions do not.
    cache.parent.mkdir(parents=True)
    cache.write_text("in the way")
    with pytest.raises(datasets.DatasetError, match=r"poem\.txt cannot be written into .*small"):
        datasets.fetch("small")
    assert cache.read_text() == "in the way"


def test_a_full_disk_leaves_no_half_file(server, cache, monkeypatch):
    def no_space(download, url, output):
        output.write(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(datasets._Download, "_go_on", no_space)
    with pytest.raises(datasets.DatasetError, match=r"No space left.*make room"):
        datasets.fetch("small")
    assert files_under(cache) == {}


def test_an_interrupted_download_leaves_no_half_file(server, cache):
    def interrupt(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        datasets.fetch("small", progress=interrupt)
    assert files_under(cache) == {}


@pytest.fixture
def given(tmp_path, monkeypatch):
    folder = tmp_path / "given" / "small"
    for key, body in CONTENT.items():
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(body)
    monkeypatch.setenv("EE376A_DATA", str(folder.parent))
    return folder


def test_the_given_folder_comes_first(server, given, cache):
    assert datasets.fetch("small") == given
    assert server.asked == []
    assert not cache.exists()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda path: path.write_bytes(b"x" * path.stat().st_size), "has a wrong SHA-256"),
        (lambda path: path.write_bytes(b""), "has a wrong SHA-256"),
        (lambda path: path.unlink(), "is missing"),
    ],
)
def test_a_wrong_file_in_the_given_folder_is_an_error(server, given, spoil, says):
    spoil(given / "poem.txt")
    before = files_under(given)
    with pytest.raises(datasets.DatasetError, match=rf"small: .*poem\.txt {says}.*EE376A_DATA"):
        datasets.fetch("small")
    assert files_under(given) == before
    assert server.asked == []


def test_what_the_given_folder_does_not_have_is_downloaded(tmp_path, monkeypatch, cache):
    monkeypatch.setenv("EE376A_DATA", str(tmp_path / "elsewhere"))
    assert datasets.fetch("small") == cache


def test_an_unknown_name_is_named():
    with pytest.raises(ValueError, match="name: 'large' given, one of small allowed"):
        datasets.fetch("large")


def test_the_registry_is_complete(monkeypatch):
    monkeypatch.undo()
    registry = datasets.registry()
    assert {"bbbc016", "text", "mnist", "nanopore-duplex"} <= registry.keys()
    for dataset in registry.values():
        assert dataset.title
        assert dataset.licence
        assert dataset.bytes == sum(file.bytes for file in dataset.files.values()) > 0
        for file in dataset.files.values():
            assert file.url.startswith("https://")
            assert re.fullmatch("[0-9a-f]{64}", file.sha256)


def test_what_is_given_to_these_tests_is_right(monkeypatch):
    """Check the real files where the environment has them."""
    monkeypatch.undo()
    folder = os.environ.get("EE376A_DATA")
    if not folder:
        pytest.skip("EE376A_DATA is not set: the real datasets are not here to be checked")
    here = [name for name in datasets.registry() if (Path(folder) / name).is_dir()]
    assert here
    for name in here:
        assert datasets.fetch(name) == Path(folder) / name
