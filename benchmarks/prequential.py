"""The race: general compressors and this package's models on the same files, in one run.

Each of them makes a file and reads it again in a process of its own, on one core. What is
reported: bytes (of the whole file, as it would lie on disk), seconds of the processor both ways
(what is compiled or loaded is so before), and the largest memory of the process.

The settings are each one's strongest: those of PPMd were searched on alice29 and emma
(``--search``), the files on which this package's models were tuned, too. The other files are
nobody's.

Primed, a compressor knows three novels before it reads the fourth. Some take a dictionary. Others
write the novels and the file as one stream, of which only what comes after the stream of the
novels alone is counted: a reader who has the novels makes the beginning for himself.
"""

import argparse
import bz2
import gzip
import io
import lzma
import multiprocessing
import resource
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.speed import peak, timed
from ee376a import datasets, published
from ee376a.experiments import Experiment, Scalar

NAME = "prequential-race"
#: The order and the memory of PPMd, variant I.
PPMD = (7, 256 << 20)
NOVELS = ("emma", "persuasion", "sense-and-sensibility", "pride-and-prejudice")
#: Those on which something was tuned.
TUNED = ("alice29", "emma")
PRIOR = NOVELS[:3]


@cache
def file(name: str) -> bytes:
    """Give a file of the race.

    Parameters
    ----------
    name : str
        alice29, a novel, digits (the pixels of the first 500 of MNIST's test set), random, or walk
        (a random walk as numpy's file of 32-bit integers).

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If there is no such file.
    """
    if name in ("alice29", *NOVELS):
        return (datasets.fetch("text") / f"{name}.txt").read_bytes()
    if name == "digits":
        path = datasets.fetch("mnist") / "t10k-images-idx3-ubyte.gz"
        return gzip.decompress(path.read_bytes())[16 : 16 + 784 * 500]
    if name == "random":
        return np.random.default_rng(1).bytes(1 << 16)
    if name == "walk":
        stream = io.BytesIO()
        np.save(stream, np.cumsum(np.random.default_rng(2).integers(-9, 10, 1 << 14), dtype="<i4"))
        return stream.getvalue()
    raise ValueError(f"name: {name!r} given, a file of the race needed")


FILES = ("alice29", *NOVELS, "digits", "random", "walk")


@dataclass(frozen=True)
class Compressor:
    """A pair of functions of bytes, and such pairs of (bytes, prior) if it can be primed."""

    encode: Callable[[bytes], bytes]
    decode: Callable[[bytes], bytes]
    prime: Callable[[bytes, bytes], bytes] | None = None
    unprime: Callable[[bytes, bytes], bytes] | None = None
    ours: bool = False
    slow: bool = False


def continued(
    encode: Callable[[bytes], bytes], decode: Callable[[bytes], bytes]
) -> tuple[Callable[[bytes, bytes], bytes], Callable[[bytes, bytes], bytes]]:
    """Prime a compressor whose stream depends on what was read so far alone."""

    def prime(data: bytes, prior: bytes) -> bytes:
        whole, alone = encode(prior + data), encode(prior)
        pairs = enumerate(zip(whole, alone, strict=False))
        common = next((place for place, (a, b) in pairs if a != b), len(alone))
        return common.to_bytes(4, "little") + whole[common:]

    def unprime(code: bytes, prior: bytes) -> bytes:
        beginning = encode(prior)[: int.from_bytes(code[:4], "little")]
        return decode(beginning + code[4:])[len(prior) :]

    return prime, unprime


def _zlib(data: bytes, prior: bytes) -> bytes:
    deflate = zlib.compressobj(9, zdict=prior[-(1 << 15) :])
    return deflate.compress(data) + deflate.flush()


def _unzlib(code: bytes, prior: bytes) -> bytes:
    return zlib.decompressobj(zdict=prior[-(1 << 15) :]).decompress(code)


def _zstd(data: bytes, prior: bytes = b"") -> bytes:
    import zstandard

    # The window of --ultra -22 --long: 128 MB, also for a dictionary of megabytes.
    setting = zstandard.ZstdCompressionParameters.from_level(22, window_log=27)
    known = zstandard.ZstdCompressionDict(prior, zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(dict_data=known, compression_params=setting).compress(data)


def _unzstd(code: bytes, prior: bytes = b"") -> bytes:
    import zstandard

    known = zstandard.ZstdCompressionDict(prior, zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=known).decompress(code)


def _brotli(data: bytes) -> bytes:
    import brotli

    return cast(bytes, brotli.compress(data, quality=11, lgwin=24))


def _unbrotli(code: bytes) -> bytes:
    import brotli

    return cast(bytes, brotli.decompress(code))


def _ppmd(data: bytes) -> bytes:
    import pyppmd

    return pyppmd.compress(data, max_order=PPMD[0], mem_size=PPMD[1], variant="I")


def _unppmd(code: bytes) -> bytes:
    import pyppmd

    return cast(bytes, pyppmd.decompress(code, max_order=PPMD[0], mem_size=PPMD[1], variant="I"))


def _zpaq(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "f").write_bytes(data)
        command = ["zpaq", "add", "a.zpaq", "f", "-m5", "-t1"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return (Path(folder) / "a.zpaq").read_bytes()


def _unzpaq(code: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.zpaq").write_bytes(code)
        command = ["zpaq", "extract", "a.zpaq", "-t1"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return (Path(folder) / "f").read_bytes()


def _ours(model: str, *, slow: bool = False) -> Compressor:
    # Imported by the process that measures: the others need no compiler in their memory.
    def encode(data: bytes, prior: bytes = b"") -> bytes:
        from ee376a.prequential import codec

        return codec.encode(data, model, [prior] if prior else [])

    def decode(code: bytes, prior: bytes = b"") -> bytes:
        from ee376a.prequential import codec

        return codec.decode(code, [prior] if prior else [])

    return Compressor(encode, decode, encode, decode, ours=True, slow=slow)


_lzma = partial(lzma.compress, preset=9 | lzma.PRESET_EXTREME)
_alone = partial(lzma.compress, format=lzma.FORMAT_ALONE, preset=9 | lzma.PRESET_EXTREME)
COMPRESSORS = {
    "gzip -9": Compressor(partial(gzip.compress, mtime=0), gzip.decompress, _zlib, _unzlib),
    "bzip2 -9": Compressor(bz2.compress, bz2.decompress),
    "xz -9e": Compressor(_lzma, lzma.decompress, *continued(_alone, lzma.decompress)),
    "zstd -22": Compressor(_zstd, _unzstd, _zstd, _unzstd),
    "brotli 11": Compressor(_brotli, _unbrotli),
    "ppmd": Compressor(_ppmd, _unppmd, *continued(_ppmd, _unppmd)),
    "zpaq -m5": Compressor(_zpaq, _unzpaq),
    "order2": _ours("order2"),
    "cm": _ours("cm"),
    "lstm": _ours("lstm", slow=True),
    "mix": _ours("mix", slow=True),
}


def measure(compressor: str, name: str, primed: bool) -> dict[str, int | float]:
    """Compress a file and give it back, in this process.

    Parameters
    ----------
    compressor : str
        A key of `COMPRESSORS`.
    name : str
        One of `FILES`.
    primed : bool
        After the novels of `PRIOR`.

    Returns
    -------
    dict
        Bytes, seconds of the processor, and the largest memory in 10⁶ bytes; all zero, and
        skipped 1, if the program is not on this machine.

    Raises
    ------
    RuntimeError
        If another file comes back.
    ValueError
        If it cannot be primed.
    """
    data, chosen = file(name), COMPRESSORS[compressor]
    result: dict[str, int | float] = {"original": len(data), "prior": 0, "compressed": 0}
    result |= {"encode seconds": 0.0, "decode seconds": 0.0, "megabytes": 0.0, "skipped": 1}
    if compressor.startswith("zpaq") and shutil.which("zpaq") is None:
        return result
    encode, decode = chosen.encode, chosen.decode
    prior = b""
    if primed:
        if chosen.prime is None or chosen.unprime is None:
            raise ValueError(f"primed: True given, {compressor} cannot be")
        prior = b"".join(map(file, PRIOR))
        prime, unprime = chosen.prime, chosen.unprime
        encode, decode = (lambda data: prime(data, prior)), (lambda code: unprime(code, prior))
    _prepare(compressor)
    code, encoding = timed(partial(encode, data), 0.1)
    again, decoding = timed(partial(decode, code), 0.1)
    if again != data:
        raise RuntimeError(f"{compressor}, {name}: another file came back")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    return result | {
        "prior": len(prior),
        "compressed": len(code),
        "encode seconds": encoding,
        "decode seconds": decoding,
        "megabytes": round(max(peak() if not children else 0, children), 1),
        "skipped": 0,
    }


def trial(
    rng: np.random.Generator,  # noqa: ARG001 - nothing here is random
    *,
    compressor: str,
    file: str,
    primed: bool,
) -> Mapping[str, int | float]:
    """Measure in a process of its own, whose memory has nothing of those before."""
    if COMPRESSORS[compressor].ours:
        _prepare_elsewhere(compressor)
    with _process() as pool:
        return pool.submit(measure, compressor, file, primed).result()


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


@cache
def _prepare_elsewhere(compressor: str) -> None:
    """Have a model compiled and kept on disk: the memory of the compiler is not the model's."""
    with _process() as pool:
        pool.submit(_prepare, compressor).result()


def _prepare(compressor: str) -> None:
    """Compile or load what the first call compiles or loads."""
    chosen = COMPRESSORS[compressor]
    chosen.decode(chosen.encode(b"what is compiled at first is compiled now"))


def points() -> Iterator[dict[str, Scalar]]:
    """Give who runs on what, the slow ones at the end."""
    slow = [name for name, chosen in COMPRESSORS.items() if chosen.slow]
    for name in FILES:
        for compressor in COMPRESSORS:
            if compressor not in slow:
                yield {"compressor": compressor, "file": name, "primed": False}
    for compressor, chosen in COMPRESSORS.items():
        if chosen.prime and compressor not in slow:
            yield {"compressor": compressor, "file": NOVELS[3], "primed": True}
    for name, compressor in product(FILES, slow):
        yield {"compressor": compressor, "file": name, "primed": False}


def experiment() -> Experiment:
    """Give the race, for ``ee376a reproduce prequential-race``."""
    return Experiment(
        NAME,
        "General compressors and learning ones on the same files: bytes, seconds, memory",
        trial,
        tuple(points()),
        seed=0,
        trials=1,
        measured=("encode seconds", "decode seconds", "megabytes"),
    )


def show(found: list[published.Point]) -> None:
    """Print a table a file: sizes, beside the smallest of ours, and speeds."""
    titles = {(str(point.params["file"]), bool(point.params["primed"])) for point in found}
    order = sorted(titles, key=lambda title: (title[1], FILES.index(title[0])))
    for name, primed in order:
        rows = [p for p in found if (p.params["file"], p.params["primed"]) == (name, primed)]
        counts = rows[0].counts
        tuned = ", on which models and PPMd were tuned" if name in TUNED else ""
        after = f" after {max(row.counts['prior'] for row in rows):,} bytes" if primed else ""
        print(f"\n{name}{after}: {counts['original']:,} bytes{tuned}")
        print("            bytes   bits/byte  best of ours/it  kB/s in   kB/s out   MB")
        ours = [row for row in rows if COMPRESSORS[str(row.params["compressor"])].ours]
        best = min((row.counts["compressed"] for row in ours), default=0)
        for row in sorted(rows, key=lambda row: -row.counts["compressed"]):
            c = row.counts
            if c["skipped"]:
                print(f"{row.params['compressor']:9}  skipped: there is no such program here")
                continue
            speeds = [c["original"] / 1e3 / c[f"{way} seconds"] for way in ("encode", "decode")]
            print(
                f"{row.params['compressor']:9}{c['compressed']:9,}"
                f"{8 * c['compressed'] / c['original']:10.3f}{best / c['compressed']:12.3f}"
                f"{speeds[0]:14,.1f}{speeds[1]:11,.1f}{c['megabytes']:8.0f}"
            )


def search() -> None:
    """Print what PPMd makes of the tuned files, by variant and order."""
    import pyppmd

    for variant in "HI":
        for order in range(4, 13):
            sizes = [
                len(pyppmd.compress(file(name), max_order=order, mem_size=PPMD[1], variant=variant))
                for name in TUNED
            ]
            print(f"variant {variant}, order {order}: {sizes}, {sum(sizes)} together")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two small files, no slow models")
    parser.add_argument("--published", action="store_true", help="show what was measured before")
    parser.add_argument("--search", action="store_true", help="search the settings of PPMd")
    given = parser.parse_args()
    if given.search:
        search()
    elif given.published:
        show([point for point in published.load(NAME).points if point.done])
    else:
        rng = np.random.default_rng(0)
        found = []
        for params in points():
            slow = COMPRESSORS[str(params["compressor"])].slow or params["primed"]
            if not given.quick or (params["file"] in ("alice29", "random") and not slow):
                point = published.Point(params, [0], {})
                point.counts = dict(trial(rng, **params))  # type: ignore[arg-type]
                found.append(point)
        show(found)


if __name__ == "__main__":
    main()
