"""Rate and distortion of this package's picture codec and of the standard ones, on BBBC016.

``python -m benchmarks.medical`` prints BD-rates from the published files.
``ee376a reproduce medical-rd`` measures every codec on the 42 pictures of the test wells at
128 x 128, and ``medical-rd-512`` on 14 of them, the first field of each well, as they were taken.

No codec has been chosen or tuned by anything in these wells.
"""

from collections.abc import Mapping
from functools import cache
from typing import cast

import numpy as np
import numpy.typing as npt

from ee376a import published
from ee376a.experiments import Experiment, Scalar
from ee376a.medical import codec as medical_codec
from ee376a.medical import images
from ee376a.medical.anchors import ANCHORS, Codec, versions
from ee376a.medical.bdrate import compare
from ee376a.medical.lossy import picturemodel
from ee376a.medical.ratedistortion import curves, measure

NAME, LARGE = "medical-rd", "medical-rd-512"
#: Of the split by well that all work on the codec holds to.
SPLIT_SEED = 376
SMALL_SIDE = images.SIDE // 4
#: What is not measured at 512 x 512, where a picture takes its time.
NOT_LARGE = ("AVIF ssim", "HEIC ssim", "ours, slow")


@cache
def pictures(side: int) -> tuple[images.Micrograph, ...]:
    """Give the pictures of the test wells.

    Parameters
    ----------
    side : int
        128 for all of them, made smaller; 512 for the first field of each well.

    Returns
    -------
    tuple of Micrograph
        By well, field and channel.
    """
    chosen = images.split_by_well(images.load(), np.random.default_rng(SPLIT_SEED)).test
    if side == images.SIDE:
        return tuple(picture for picture in chosen if picture.field == 0)
    factor = images.SIDE // side
    return tuple(
        images.Micrograph(p.well, p.field, p.channel, images.shrink(p.pixels, factor))
        for p in chosen
    )


def wells(side: int) -> list[int]:
    """Give the well of each picture."""
    return [picture.well for picture in pictures(side)]


def _own(name: str, effort: medical_codec.Effort, settings: tuple[float, ...]) -> Codec:
    def encode(pixels: npt.NDArray[np.uint8], setting: float) -> bytes:
        return medical_codec.encode([pixels], int(setting), effort)

    def overhead(data: bytes) -> int:
        return len(data) - medical_codec.info(data)[0].bytes

    return Codec(name, encode, lambda data: medical_codec.decode(data)[0], settings, overhead)


#: The codec of this package, at its qualities.
OURS = {"ours": _own("ours", "fast", (0, 12, 25, 37, 50, 62, 75, 87, 100))}
SLOW = {"ours, slow": _own("ours, slow", "slow", (10, 37, 63, 90))}


def codec(name: str) -> Codec:
    """Give a codec by name.

    Parameters
    ----------
    name : str
        A key of `ANCHORS`, `OURS` or `SLOW`.

    Returns
    -------
    Codec

    Raises
    ------
    ValueError
        If there is none.
    """
    found = {**ANCHORS, **OURS, **SLOW}
    if name not in found:
        raise ValueError(f"name: {name!r} given, one of {', '.join(found)} allowed")
    return found[name]


def number(rng: np.random.Generator) -> int:
    """Give the number of the trial for which `montecarlo.generator` made a generator.

    Nothing is left to chance here: trial ``i`` takes picture ``i``.
    """
    key = cast(np.random.SeedSequence, rng.bit_generator.seed_seq).spawn_key
    return key[-1]


def trial(
    rng: np.random.Generator,
    *,
    codec: str,
    setting: float,
    side: int,
    lossless: bool,  # noqa: ARG001 - lossless codecs have an experiment of their own
    weights: str | None = None,  # noqa: ARG001 - so that other weights are another point
) -> Mapping[str, int | float]:
    """Measure one codec at one setting on the picture of the trial's number."""
    return measure(_codec(codec), pictures(side)[number(rng)].pixels, setting)


_codec = codec


def points(side: int) -> list[dict[str, Scalar]]:
    """Give every codec at every setting."""
    found: list[dict[str, Scalar]] = []
    for name, chosen in {**ANCHORS, **OURS, **SLOW}.items():
        if side == images.SIDE and name in NOT_LARGE:
            continue
        for setting in chosen.settings:
            point: dict[str, Scalar] = {"codec": name, "setting": setting, "side": side}
            point["lossless"] = False
            if name not in ANCHORS:
                point["weights"] = picturemodel.load().fingerprint.hex()
            found.append(point)
    return found


def experiment(side: int = SMALL_SIDE) -> Experiment:
    """Give the measurement of all codecs, for ``ee376a reproduce medical-rd``."""
    large = side == images.SIDE
    return Experiment(
        LARGE if large else NAME,
        f"Bytes and distortion of picture codecs on BBBC016's test wells, {side} x {side};"
        f" trial i is picture i. Measured with {versions()}",
        trial,
        points(side),
        seed=SPLIT_SEED,
        trials=14 if large else 42,
        keep=True,
        measured=("encode seconds", "decode seconds"),
    )


def large_experiment() -> Experiment:
    """Give the same for ``ee376a reproduce medical-rd-512``."""
    return experiment(images.SIDE)


def show_published(name: str, draws: int = 300) -> None:
    """Print the BD-rate of each of ours against each of the others, as files and net."""
    found = published.load(name)
    groups = wells(images.SIDE if name == LARGE else SMALL_SIDE)
    names = list(dict.fromkeys(str(p.params["codec"]) for p in found.points if p.done))
    tested = [codec for codec in (*OURS, *SLOW) if codec in names] or ["AVIF psnr, speed 4"]
    for ours in tested:
        print(f"\n{name}: BD-rate of {ours} in %, PSNR")
        print("against               file  [95 %]           net  [95 %]          dB")
        for other in names:
            if other in tested:
                continue
            row = f"{other:20}"
            for net in (False, True):
                pair = (curves(found, other, net=net), curves(found, ours, net=net))
                c = compare(*pair, groups, np.random.default_rng(SPLIT_SEED), draws=draws)
                row += f"{c.rate:7.1f}  [{c.low:6.1f},{c.high:6.1f}]"
            print(f"{row}  {c.start:.1f}-{c.stop:.1f}")


def main() -> None:
    """Print the tables of the published file."""
    show_published(NAME)


if __name__ == "__main__":
    main()
