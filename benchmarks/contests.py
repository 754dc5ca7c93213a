"""Contests of this package with its peers: the arithmetic coder, text, pictures, photographs.

Each file of contests is made by ``ee376a reproduce bench-...``; those of DNA are in `dna`. What is
compared gives back the same thing, and its size is written beside the time, for a coder is as fast
as it likes when it may write more.
"""

import shutil
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import constriction
import numpy as np
import numpy.typing as npt

from benchmarks import medical, painting, prequential
from benchmarks.medical_times import SETTINGS as ALIKE
from benchmarks.speed import Contest, Contests, experiment
from ee376a import arithmetic
from ee376a.experiments import Experiment
from ee376a.medical import images
from ee376a.medical.anchors import ANCHORS, Codec
from ee376a.medical.similarity import psnr
from ee376a.panopticon.photo import Photo, photograph

SYMBOLS = 200_000
#: The best of those that need no network, and what they are held up to.
TEXT, OURS = "alice29", "cm"
#: What the peers are set to: below the quality at which the picture's noise is coded too.
SETTINGS = ALIKE | {"JPEG flat": 20, "JPEG 2000": 36.5}
#: Readers of photographs by their keys in `painting.READERS`.
READERS = {
    "qr": "QR Code, zxing-cpp",
    "opencv": "QR Code, OpenCV",
    "aztec23": "Aztec Code of 23 %, zxing-cpp",
    "aztec75": "Aztec Code of 75 %, zxing-cpp",
    "datamatrix": "Data Matrix, zxing-cpp",
}


@cache
def _message() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Give symbols, their frequencies, and these as probabilities."""
    rng = np.random.default_rng(1)
    frequencies = rng.integers(1, 1000, 256)
    p = frequencies / frequencies.sum()
    return rng.choice(256, SYMBOLS, p=p).astype(np.int32), frequencies, p


def _coding(peer: str, *, back: bool) -> Contest:
    symbols, frequencies, p = _message()
    model = constriction.stream.model.Categorical(p, perfect=False)
    stream = constriction.stream

    def encode() -> npt.NDArray[np.uint32]:
        if peer == "constriction, range":
            coder = stream.queue.RangeEncoder()
            coder.encode(symbols, model)
        else:
            coder = stream.stack.AnsCoder()
            coder.encode_reverse(symbols, model)
        words: npt.NDArray[np.uint32] = coder.get_compressed()
        return words

    def decode() -> npt.NDArray[np.int32]:
        range_coder = peer == "constriction, range"
        kind = stream.queue.RangeDecoder if range_coder else stream.stack.AnsCoder
        found: npt.NDArray[np.int32] = kind(words).decode(model, SYMBOLS)
        return found

    data, words = arithmetic.encode(symbols, frequencies), encode()
    ours = partial(arithmetic.decode, data, frequencies, SYMBOLS)
    _same(peer, (ours(), symbols), (decode(), symbols))
    told = {"our bytes": len(data), "their bytes": words.nbytes}
    if back:
        return Contest(ours, decode, 1, told)
    return Contest(partial(arithmetic.encode, symbols, frequencies), encode, 1, told)


def _text(peer: str, *, back: bool) -> Contest:
    data = prequential.file(TEXT)
    ours, theirs = (prequential.COMPRESSORS[name] for name in (OURS, peer))
    codes = ours.encode(data), theirs.encode(data)
    _same(peer, *((c.decode(code), data) for c, code in zip((ours, theirs), codes, strict=True)))
    told = {"our bytes": len(codes[0]), "their bytes": len(codes[1])}
    if back:
        return Contest(partial(ours.decode, codes[0]), partial(theirs.decode, codes[1]), 1, told)
    return Contest(partial(ours.encode, data), partial(theirs.encode, data), 1, told)


def _pictures(peer: str, *, back: bool) -> Contest:
    pixels = medical.pictures(images.SIDE)[1].pixels

    def quality(chosen: Codec, data: bytes) -> float:
        return psnr(pixels, chosen.decode(data))

    ours, theirs, setting = medical.OURS["ours"], medical.codec(peer), SETTINGS[peer]
    wanted = quality(theirs, theirs.encode(pixels, setting))
    # The least quality that is as good as theirs.
    least = bisect_left(range(101), wanted, key=lambda q: quality(ours, ours.encode(pixels, q)))
    both = ((ours, "our", min(least, 100)), (theirs, "their", setting))
    told: dict[str, int | float] = {}
    work: list[Callable[[], object]] = []
    for chosen, whose, at in both:
        data = chosen.encode(pixels, at)
        told |= {f"{whose} bytes": len(data), f"{whose} dB": quality(chosen, data)}
        work.append(partial(chosen.decode, data) if back else partial(chosen.encode, pixels, at))
    return Contest(work[0], work[1], 1, told)


def _painting(peer: str) -> Contest:
    characters = min(painting.MESSAGES)
    how = Photo()
    pairs = []
    for name in ("painting", peer):
        symbol, read = painting.READERS[name]
        shape = how if symbol == "painting" else replace(how, symbol=painting.SQUARE)
        seen = photograph(painting.symbols(characters)[symbol], shape, np.random.default_rng(1))
        pairs.append(partial(read, seen))
    right = painting.MESSAGES[characters]
    _same(peer, *((read(), right) for read in pairs))
    return Contest(pairs[0], pairs[1])


def _same(peer: str, *pairs: tuple[object, object]) -> None:
    """Refuse a contest in which something else came back."""
    if not all(np.array_equal(found, wanted) for found, wanted in pairs):  # type: ignore[arg-type]
        raise RuntimeError(f"this package and {peer}: not the same came back")


def _both(names: list[str], work: str, prepare: Callable[..., Contest]) -> Contests:
    """Give the contests of a coder's two ways."""
    ways = {"coded": False, "read again": True}
    return {
        (f"{work} {way}", name): partial(prepare, name, back=back)
        for way, back in ways.items()
        for name in names
    }


def coding() -> Experiment:
    """Give the contests of the arithmetic coder, for ``ee376a reproduce bench-coding``."""
    names = ["constriction, range", "constriction, ANS"]
    what = f"{SYMBOLS:,} symbols of an alphabet of 256, with fixed frequencies"
    return experiment("bench-coding", what, _both(names, "symbols", _coding))


def text() -> Experiment:
    """Give the contests of text compressors, for ``ee376a reproduce bench-text``."""
    names = ["gzip -9", "xz -9e", "brotli 11", "ppmd", "zpaq -m5"]
    if shutil.which("zpaq") is None:
        names.remove("zpaq -m5")
    what = f"The file {TEXT}, by the model {OURS} and by others"
    return experiment("bench-text", what, _both(names, "the text", _text))


def pictures() -> Experiment:
    """Give the contests of picture codecs, for ``ee376a reproduce bench-pictures``."""
    names = [name for name in SETTINGS if name in ANCHORS]
    what = "One picture of BBBC016, 512 x 512, by ours with the least quality that is no worse"
    return experiment("bench-pictures", what, _both(names, "the picture", _pictures))


def photographs() -> Experiment:
    """Give the contests of readers of photographs, for ``ee376a reproduce bench-painting``."""
    contests: Contests = {
        ("a good photograph read", title): partial(_painting, name)
        for name, title in READERS.items()
    }
    what = "A message of 202 letters in symbols of the same area, photographed from in front"
    return experiment("bench-painting", what, contests)
