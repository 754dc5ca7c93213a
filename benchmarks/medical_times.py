"""What one picture of 512 x 512 costs: seconds of one core, and memory, by codec.

``ee376a reproduce medical-times`` measures, each codec in a process of its own;
``python -m benchmarks.medical_times`` shows what was measured. ``--slider`` makes
``data/pictures/medical-slider.json``, the files that a reader of the chapter looks through.

Memory is the largest that the process had, so it has Python's own and the libraries' in it, which
the row "nothing" has alone.
"""

import argparse
import json
import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from benchmarks.medical import OURS, SMALL_SIDE, codec, pictures
from benchmarks.speed import peak, timed
from ee376a import published
from ee376a.experiments import Experiment, Scalar
from ee376a.medical import images
from ee376a.medical.anchors import ANCHORS, Codec, versions
from ee376a.medical.rateslider import BUDGETS, FILE, entry
from ee376a.medical.similarity import psnr

NAME = "medical-times"
#: Settings of like quality, about 35 dB, on the picture that is timed.
SETTINGS: dict[str, float] = {
    "nothing": 0,
    "JPEG flat": 17,
    "JPEG 2000": 37,
    "WebP": 68,
    "JPEG XL": 3.4,
    "HEIC psnr": 32,
    "AVIF psnr, speed 4": 40,
    "AVIF psnr": 40,
    "ours": 50,
}
#: The wells of the slider's pictures, and the channel of each.
SHOWN = {"cell nuclei": (7, "dna"), "a protein": (7, "gfp")}


def measure(name: str, setting: float) -> dict[str, int | float]:
    """Code and decode one picture of 512 x 512 in this process, a few times if that is quick.

    Parameters
    ----------
    name : str
        A codec's name, or "nothing".
    setting : float
        Of the codec.

    Returns
    -------
    dict
        Bytes, PSNR, the processor's seconds for encoding and for decoding, and the largest memory
        of the process in 10**6 bytes.
    """
    picture = pictures(images.SIDE)[1].pixels
    result: dict[str, int | float] = {"bytes": 0, "psnr": 0.0}
    result |= {"encode seconds": 0.0, "decode seconds": 0.0}
    if name != "nothing":
        chosen = codec(name)
        # What is compiled or loaded at first is so now.
        chosen.decode(chosen.encode(picture[:64, :64].copy(), setting))
        data, encoding = timed(lambda: chosen.encode(picture, setting), 0.5)
        again, decoding = timed(lambda: chosen.decode(data), 0.5)
        result = {"bytes": len(data), "psnr": round(psnr(picture, again), 2)}
        result |= {"encode seconds": round(encoding, 4), "decode seconds": round(decoding, 4)}
    return result | {"megabytes": round(peak(), 1)}


def trial(
    rng: np.random.Generator,  # noqa: ARG001 - nothing here is random
    *,
    codec: str,
    setting: float,
) -> Mapping[str, int | float]:
    """Measure in a process of its own, whose memory has nothing of those before."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, codec, setting).result()


def points() -> list[dict[str, Scalar]]:
    """Give each codec at its setting."""
    return [{"codec": name, "setting": setting} for name, setting in SETTINGS.items()]


def experiment() -> Experiment:
    """Give the measurement, for ``ee376a reproduce medical-times``."""
    return Experiment(
        NAME,
        "One picture of BBBC016, 512 x 512, coded and decoded on one core: seconds of the"
        f" processor and largest memory of the process. Measured with {versions()}",
        trial,
        points(),
        seed=0,
        trials=1,
        measured=("encode seconds", "decode seconds", "megabytes"),
    )


def slider() -> dict[str, Any]:
    """Make what the chapter's slider shows: files of three codecs within budgets of bytes."""
    qualities = range(101)
    codecs: dict[str, tuple[Codec, Sequence[float], str | None]] = {
        name: (chosen, qualities, None) for name, chosen in OURS.items()
    }
    codecs |= {
        "JPEG": (ANCHORS["JPEG flat"], range(255, 0, -1), "image/jpeg"),
        "AVIF": (ANCHORS["AVIF psnr"], qualities, "image/avif"),
    }
    found = {(p.well, p.channel): p.pixels for p in reversed(pictures(SMALL_SIDE))}
    made = [entry(title, found[where], codecs) for title, where in SHOWN.items()]  # type: ignore[index]
    return {"budgets": list(BUDGETS), "pictures": made}


def main() -> None:
    """Print what was measured, or make the slider's file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--slider", action="store_true", help="make the slider's file")
    if parser.parse_args().slider:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(slider(), separators=(",", ":")) + "\n", encoding="utf-8")
        return
    print("512 x 512              bytes     dB  encode s  decode s    MB")
    for point in published.load(NAME).points:
        c = point.counts
        print(
            f"{point.params['codec']:20}{c['bytes']:8,}{c['psnr']:7.2f}{c['encode seconds']:10.3f}"
            f"{c['decode seconds']:10.3f}{c['megabytes']:6.0f}"
        )


if __name__ == "__main__":
    main()
