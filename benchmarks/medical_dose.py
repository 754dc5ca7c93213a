"""The assay of BBBC016 on decoded pictures: spots and bytes, by codec and setting.

``ee376a reproduce medical-dose`` measures; the chapter "Does the biology survive?" tells. Trial i
is field i of `doseresponse.assay_fields`, at 512 x 512 pixels. ``medical-dose-curve`` does the same
for all fields at all doses, with fewer codecs.

Only two of the seven wells compared, 3 and 7, are test wells of the split that our codec was
trained with. So a point also has the count before, and the error of the count can be compared
between wells that the codec has seen and those that it has not.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from benchmarks.medical import OURS, number
from ee376a.experiments import Experiment, Scalar
from ee376a.medical import images
from ee376a.medical.anchors import ANCHORS, LOSSLESS, Codec, versions
from ee376a.medical.cells import count_spots
from ee376a.medical.doseresponse import assay_fields, enlarge
from ee376a.medical.lossy import picturemodel
from ee376a.medical.similarity import mse

NAME, CURVE = "medical-dose", "medical-dose-curve"
SEED = 376_700
#: Codecs of the assay and their settings, from about 1 to 20 kB a field.
SETTINGS: dict[str, tuple[float, ...]] = {
    "JPEG": (2, 5, 10, 20, 30, 60),
    "JPEG flat": (48, 36, 24, 17, 12),
    "JPEG 2000": (32, 34, 36, 38, 40),
    "WebP": (0, 5, 15, 30, 50, 80),
    "HEIC psnr": (8, 16, 24, 32, 40),
    "AVIF psnr, speed 4": (8, 16, 24, 32, 40, 48),
    "JPEG XL": (7.5, 5, 3.4, 2.3),
    "ours": (20, 25, 30, 35, 40, 42, 44, 46, 48, 50, 55, 60),
}
#: Those of the curve: ours, and the best of the others at files of like size.
ON_THE_CURVE = (("ours", 45), ("AVIF psnr, speed 4", 31), ("JPEG", 10))


def _shrunk(factor: int) -> Codec:
    """Give the protocol of 2019 with nothing else lost: area averages, kept without loss."""
    inner = LOSSLESS["JPEG-LS"]
    return Codec(
        f"shrunk by {factor}",
        lambda pixels, setting: inner.encode(images.shrink(pixels, factor), setting),
        lambda data: enlarge(inner.decode(data), factor),
        (0,),
    )


SHRUNK = {codec.name: codec for codec in map(_shrunk, (2, 4))}


@cache
def fields(every: bool = False) -> tuple[images.Micrograph, ...]:
    """Give the fields that Z' compares, or every field, in the order of the trials."""
    pictures = images.load()
    if every:
        return tuple(picture for picture in pictures if picture.channel == "gfp")
    return assay_fields(pictures)


@cache
def _original(index: int, every: bool) -> int:
    return count_spots(fields(every)[index].pixels)


def codecs() -> dict[str, Codec]:
    """Give all codecs of the assay by name."""
    return {**{name: {**ANCHORS, **OURS}[name] for name in SETTINGS}, **SHRUNK}


def trial(
    rng: np.random.Generator,
    *,
    codec: str,
    setting: float,
    every: bool = False,
    weights: str | None = None,  # noqa: ARG001 - so that other weights are another point
) -> Mapping[str, int | float]:
    """Count the spots of one field as it was taken, and after a codec."""
    pixels = fields(every)[number(rng)].pixels
    chosen = codecs()[codec]
    data = chosen.encode(pixels, setting)
    again = chosen.decode(data)
    return {
        "bytes": len(data),
        "mse": round(mse(pixels, again), 4),
        "original": _original(number(rng), every),
        "spots": count_spots(again),
    }


def points() -> list[dict[str, Scalar]]:
    """Give every codec of the assay at its settings."""
    found: list[dict[str, Scalar]] = []
    for name, codec in codecs().items():
        found += [_point(name, setting) for setting in SETTINGS.get(name, codec.settings)]
    return found


def _point(name: str, setting: float) -> dict[str, Scalar]:
    point: dict[str, Scalar] = {"codec": name, "setting": setting}
    return point | ({"weights": picturemodel.load().fingerprint.hex()} if name in OURS else {})


def experiment() -> Experiment:
    """Give the assay on decoded pictures, for ``ee376a reproduce medical-dose``."""
    return Experiment(
        NAME,
        "Spots counted in fields of BBBC016 after picture codecs, dose 0 and doses 10 and 30,"
        f" 512 x 512; trial i is field i of assay_fields. Measured with {versions()}",
        trial,
        points(),
        seed=SEED,
        trials=21,
        keep=True,
    )


def curve_experiment() -> Experiment:
    """Give the counts of every field, for ``ee376a reproduce medical-dose-curve``."""
    return Experiment(
        CURVE,
        "Spots counted in all fields of BBBC016 after picture codecs, 512 x 512; trial i is GFP"
        f" field i in the order of images.load. Measured with {versions()}",
        trial,
        [_point(name, setting) | {"every": True} for name, setting in ON_THE_CURVE],
        seed=SEED,
        trials=72,
        keep=True,
    )
