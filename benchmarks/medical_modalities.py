"""The picture codec, which learnt from cells, on pictures of other kinds, beside the standard ones.

``python -m benchmarks.medical_modalities`` prints the tables from the published files, which
``ee376a reproduce medical-modalities`` and ``medical-modalities-lossy`` make. Trial ``i`` takes
picture ``i`` of `PICTURES`. Nothing was chosen or tuned by any of them.
"""

from collections.abc import Mapping
from functools import cache
from typing import cast

import numpy as np
import numpy.typing as npt

from ee376a import published
from ee376a.experiments import Experiment, Scalar
from ee376a.medical import codec, modalities, scans
from ee376a.medical.anchors import ANCHORS, LOSSLESS, Codec, versions
from ee376a.medical.bdrate import bd_rate
from ee376a.medical.lossless import coder as of_lossless
from ee376a.medical.lossy import picturemodel
from ee376a.medical.ratedistortion import curves, measure

NAME, LOSSY = "medical-modalities", "medical-modalities-lossy"
#: Pictures and pixels along a side, by kind.
KINDS: dict[str, dict[str, int]] = {
    "X-ray": {"chest": 256, "leg": 256},
    "CT": {"belly": 256, "spine": 128},
    "MR": {"shoulder": 256, "liver": 192},
    "microscope": {"cell": 256, "tissue": 256},
    "eye": {"retina": 256},
    "photograph": {"cameraman": 256, "astronaut": 256, "cat": 256, "coins": 256},
}
PICTURES: dict[str, int] = {name: side for kind in KINDS.values() for name, side in kind.items()}
OURS = "ours"
QUALITIES = (5, 20, 35, 50, 65, 80, 95)
#: The lossy codecs beside ours: how many of their settings are passed over for each that is taken.
BESIDE = {"JPEG flat": 2, "JPEG 2000": 2, "JPEG XL": 2, "AVIF psnr, speed 4": 1}


def kind(name: str) -> str:
    """Give the kind of a picture."""
    return next(kind for kind, names in KINDS.items() if name in names)


@cache
def picture(name: str) -> npt.NDArray[np.uint8]:
    """Give a picture by name."""
    read = scans.read if name in scans.SCANS else modalities.read
    return read(name, PICTURES[name])


def _encode(pixels: npt.NDArray[np.uint8], quality: float) -> bytes:
    return codec.encode([pixels], round(quality))


def _encode_lossless(pixels: npt.NDArray[np.uint8], quality: float) -> bytes:  # noqa: ARG001
    return codec.encode([pixels], None)


def _decode(data: bytes) -> npt.NDArray[np.uint8]:
    return codec.decode(data)[0]


def codecs(lossless: bool) -> dict[str, Codec]:
    """Give the codecs that are compared."""
    if lossless:
        return {**LOSSLESS, OURS: Codec(OURS, _encode_lossless, _decode, (0,))}
    beside = {
        name: Codec(name, chosen.encode, chosen.decode, chosen.settings[:: BESIDE[name]])
        for name, chosen in ANCHORS.items()
        if name in BESIDE
    }
    return {**beside, OURS: Codec(OURS, _encode, _decode, QUALITIES)}


def trial(
    rng: np.random.Generator,
    *,
    codec: str,
    setting: float,
    lossless: bool,
    weights: str | None,  # noqa: ARG001 - other weights make another point
) -> Mapping[str, int | float]:
    """Measure one codec at one setting on the picture of the trial's number."""
    number = cast(np.random.SeedSequence, rng.bit_generator.seed_seq).spawn_key[-1]
    return measure(codecs(lossless)[codec], picture([*PICTURES][number]), setting)


def weights(name: str, lossless: bool) -> str | None:
    """Give the fingerprint of the weights of ours; nothing for the others."""
    if name != OURS:
        return None
    return (of_lossless.fingerprint() if lossless else picturemodel.load().fingerprint).hex()


def experiment(lossless: bool = True) -> Experiment:
    """Give the measurement of the lossless codecs, or of the others."""
    points: list[dict[str, Scalar]] = [
        {
            "codec": name,
            "setting": setting,
            "lossless": lossless,
            "weights": weights(name, lossless),
        }
        for name, chosen in codecs(lossless).items()
        for setting in chosen.settings
    ]
    what = "Bytes of lossless" if lossless else "Bytes and distortion of"
    return Experiment(
        NAME if lossless else LOSSY,
        f"{what} picture codecs on X-ray, CT, MR and other pictures;"
        f" trial i is picture i. Measured with {versions()}",
        trial,
        points,
        seed=376_505,
        trials=len(PICTURES),
        keep=True,
        measured=("encode seconds", "decode seconds"),
    )


def lossy_experiment() -> Experiment:
    """Give the measurement of the lossy codecs."""
    return experiment(lossless=False)


def lossless_bytes(found: published.Published, name: str) -> dict[str, float]:
    """Give the mean bytes of the files of a lossless codec, by kind."""
    sizes = found.point(codec=name, lossless=True).records["bytes"]
    return _by_kind([float(size) for size in sizes])


def rates(found: published.Published, other: str, *, net: bool = False) -> dict[str, float]:
    """Give the BD-rate of ours against another, in per cent: the mean over pictures, by kind."""
    one, two = (curves(found, name, net=net) for name in (other, OURS))
    each = [
        bd_rate((one.rate[:, k], one.quality[:, k]), (two.rate[:, k], two.quality[:, k]))
        for k in range(len(PICTURES))
    ]
    return _by_kind(each)


def _by_kind(values: list[float]) -> dict[str, float]:
    found: dict[str, list[float]] = {name: [] for name in KINDS}
    for name, value in zip(PICTURES, values, strict=True):
        found[kind(name)].append(value)
    return {name: float(np.mean(each)) for name, each in found.items()}


def main() -> None:
    """Print both tables."""
    found = published.load(NAME)
    print("mean bytes, lossless " + "".join(f"{name:>12}" for name in KINDS))
    for name in codecs(lossless=True):
        print(f"{name:21}" + "".join(f"{n:12.0f}" for n in lossless_bytes(found, name).values()))
    lossy = published.load(LOSSY)
    for net in (False, True):
        print(f"\nBD-rate of ours, %, {'net' if net else 'file'}")
        for name in BESIDE:
            means = rates(lossy, name, net=net)
            print(f"{name:21}" + "".join(f"{mean:12.1f}" for mean in means.values()))


if __name__ == "__main__":
    main()
