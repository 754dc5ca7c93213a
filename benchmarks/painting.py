"""Who reads what from a bad photograph: the painting, and the matrix codes of industry.

The same message stands in symbols of the same area, 660 × 560 pixels of a 1000-pixel photo, each
in a white margin of 40 pixels which is not counted (a quiet zone wider than any of them asks for).
The same photographs are taken of each: the same camera, occluders, background, light and noise.

- `painting`: robust mode, in the colours that it has by default.
- `qr`: QR Code at level H, its strongest. `opencv` reads the same photographs of it.
- `aztec23`, `aztec75`: Aztec Code at 23 % of error correction, the standard's advice, and at 75 %.
- `datamatrix`: Data Matrix ECC 200, which has one strength only.

zxing-cpp reads the codes with all that it offers switched on (rotated, inverted, smaller). Where
it sees nothing it is given the photo again, by each of its binarizers and then larger, sharper and
by its brightest and darkest channel: each of these helped somewhere among the photos that they
were chosen on. The first answer counts. OpenCV's two QR readers are tried in turn.

``python benchmarks/painting.py --quick`` gives an idea in a minute or two; ``ee376a reproduce
painting-robustness`` makes the published file, with 100 photos a level.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import zxingcpp
from aztec_code_generator import AztecCode  # type: ignore[import-untyped]
from numpy.typing import NDArray

from ee376a import experiments, montecarlo, published
from ee376a.panopticon.painting import paint
from ee376a.panopticon.photo import Photo, photograph
from ee376a.panopticon.reading import read

Picture = NDArray[np.uint8]

SEED = 376_202
"""Of the published photographs: no reader is tuned on them."""

PHOTOS = 100

SYMBOL = (660, 560)
SQUARE = (608, 608)
"""The side of a square of the same area, to the nearest pixel."""

MESSAGES = {
    202: (
        "We painted this message in eight colours, three triangles a letter. Stand well to one "
        "side, dim the lamps, let a leaf fall on it or a lens go out of focus: it is still the "
        "same message, up to its limit."
    ),
    404: (
        "This message is twice as long as the other one, and it has to stand on a canvas of the "
        "same size. What was room for mending is now taken up by words, so that fewer triangles "
        "may be hidden before it is lost; a symbol of another kind would have to draw its squares "
        "smaller instead. Either way there is no free room in a painting: one pays for what one "
        "says with how badly it may be photographed afterwards."
    ),
}
"""By their number of characters."""

STRESSES: dict[str, dict[int, tuple[float, ...]]] = {
    "none": {202: (0,)},
    "tilt": {202: (60, 65, 70, 75, 80), 404: (70,)},
    "occlusion": {202: (0.1, 0.2, 0.3, 0.4), 404: (0.1,)},
    "scatter": {202: (0.1, 0.15)},
    "blur": {202: (5,)},
    "scale": {202: (0.3,)},
    "snapshot": {202: (1, 2)},
}
"""For each way to spoil a photo, and each message, how much: parameters of `Photo`."""

SNAPSHOTS = {
    1: {"tilt": 20, "lens": 0.03, "light": 2, "cast": 0.1, "blur": 1, "noise": 4, "jpeg": 70},
    2: {"tilt": 40, "lens": 0.06, "light": 4, "cast": 0.2, "blur": 2, "noise": 8, "jpeg": 40}
    | {"occlusion": 0.05},
}
"""A bit of everything before a cluttered background, as it comes from a phone: fair and poor."""


def photo(stress: str, amount: float) -> Photo:
    """Say how a level's photographs are taken.

    Parameters
    ----------
    stress : str
        A key of `STRESSES`.
    amount : float
        How much of it.

    Returns
    -------
    Photo
        Of the painting's symbol.
    """
    if stress == "none":
        return Photo()
    if stress == "snapshot":
        return Photo(background="clutter", **SNAPSHOTS[int(amount)])  # type: ignore[arg-type]
    return Photo(**{stress: amount})  # type: ignore[arg-type]


@cache
def symbols(characters: int) -> dict[str, Picture]:
    """Draw the message in each symbology, without quiet zones.

    Parameters
    ----------
    characters : int
        A key of `MESSAGES`.

    Returns
    -------
    dict
        RGB pictures, two pixels for each of the photo's.
    """
    message = MESSAGES[characters]
    assert len(message) == characters

    def modules(kind: zxingcpp.BarcodeFormat, **options: str) -> NDArray[Any]:
        code = zxingcpp.create_barcode(message, kind, **options)
        return np.array(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False))

    aztec = AztecCode(message, ec_percent=75).matrix  # zxing-cpp writes 50 % at most
    codes = {
        "qr": modules(zxingcpp.BarcodeFormat.QRCode, ec_level="H"),
        "aztec23": modules(zxingcpp.BarcodeFormat.Aztec, ec_level="23%"),
        "aztec75": np.where(np.array(aztec, dtype=bool), 0, 255),
        "datamatrix": modules(zxingcpp.BarcodeFormat.DataMatrix),
    }
    drawn = {"painting": paint(message, robust=True).pixels(2 * SYMBOL[0])}
    for name, code in codes.items():
        large = np.kron(code, np.ones((32, 32))).astype(np.uint8)
        small = cv2.resize(large, (2 * SQUARE[0], 2 * SQUARE[1]), interpolation=cv2.INTER_AREA)
        drawn[name] = np.asarray(cv2.merge([small] * 3), np.uint8)
    return drawn


def read_painting(seen: Picture) -> str | None:
    """Read our painting; None if it cannot be read."""
    try:
        return read(seen)
    except ValueError:
        return None


def read_zxing(kind: zxingcpp.BarcodeFormat, seen: Picture) -> str | None:
    """Read a matrix code with zxing-cpp; None if it cannot be read."""
    for image, binarizer in _chances(seen):
        found = zxingcpp.read_barcodes(
            image, formats=zxingcpp.BarcodeFormats(kind), binarizer=binarizer
        )
        if found:
            return str(found[0].text)
    return None


def _chances(seen: Picture) -> Iterator[tuple[Picture, zxingcpp.Binarizer]]:
    kinds = zxingcpp.Binarizer
    grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
    for binarizer in (
        kinds.LocalAverage,
        kinds.GlobalHistogram,
        kinds.FixedThreshold,
        kinds.BoolCast,
    ):
        yield np.asarray(grey, np.uint8), binarizer
    larger = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    yield np.asarray(larger, np.uint8), kinds.LocalAverage
    sharper = cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 3), -1.5, 0)
    yield np.asarray(sharper, np.uint8), kinds.LocalAverage
    red, green, blue = cv2.split(seen)
    for extreme in (cv2.max, cv2.min):
        yield np.asarray(extreme(extreme(red, green), blue), np.uint8), kinds.LocalAverage


def read_opencv(seen: Picture) -> str | None:
    """Read a QR Code with OpenCV; None if it cannot be read."""
    image = cv2.cvtColor(seen, cv2.COLOR_RGB2BGR)
    chances = [image]
    if len(image) <= 500:
        chances.append(cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))
    for chance in chances:
        for reader in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
            try:
                text = reader.detectAndDecode(chance)[0]
            except cv2.error:
                continue
            if text:
                return str(text)
    return None


READERS: dict[str, tuple[str, Callable[[Picture], str | None]]] = {
    "painting": ("painting", read_painting),
    "qr": ("qr", partial(read_zxing, zxingcpp.BarcodeFormat.QRCode)),
    "opencv": ("qr", read_opencv),
    "aztec23": ("aztec23", partial(read_zxing, zxingcpp.BarcodeFormat.Aztec)),
    "aztec75": ("aztec75", partial(read_zxing, zxingcpp.BarcodeFormat.Aztec)),
    "datamatrix": ("datamatrix", partial(read_zxing, zxingcpp.BarcodeFormat.DataMatrix)),
}
"""What each reader reads, and how."""


def trial(
    rng: np.random.Generator, *, stress: str, amount: float, characters: int
) -> dict[str, int | float]:
    """Take one photograph of each symbol and let each reader read.

    Parameters
    ----------
    rng : numpy.random.Generator
        What is random in the photograph, the same for each symbol.
    stress, amount : str, float
        See `photo`.
    characters : int
        A key of `MESSAGES`.

    Returns
    -------
    dict
        For each reader, "NAME right" and "NAME wrong", 0 or 1 (both 0: nothing read), and
        "NAME seconds" of processor time.
    """
    cv2.setNumThreads(1)  # the trials share the cores among themselves
    seed = int(rng.integers(2**63))
    taken: dict[str, Picture] = {}
    result: dict[str, int | float] = {}
    for name, (symbol, reader) in READERS.items():
        if symbol not in taken:
            how = photo(stress, amount)
            if symbol != "painting":
                how = replace(how, symbol=SQUARE)
            taken[symbol] = photograph(
                symbols(characters)[symbol], how, np.random.default_rng(seed)
            )
        start = time.process_time()
        text = reader(taken[symbol])
        result[f"{name} seconds"] = round(time.process_time() - start, 3)
        result[f"{name} right"] = int(text == MESSAGES[characters])
        result[f"{name} wrong"] = int(text not in (None, MESSAGES[characters]))
    return result


def experiment() -> experiments.Experiment:
    """Give the experiment `painting-robustness`.

    Returns
    -------
    Experiment
        One point a level.
    """
    versions = ", ".join(
        f"{name} {version(name)}"
        for name in ("zxing-cpp", "opencv-python-headless", "aztec-code-generator")
    )
    return experiments.Experiment(
        name="painting-robustness",
        description=(
            "Photographs of a message in symbols of equal area (660 x 560 pixels of a 1000-pixel "
            "photo), read right, read wrong or not read, and the seconds of processor time that "
            f"the reading took. Peers: {versions}. See benchmarks/painting.py."
        ),
        trial=trial,
        points=[
            {"stress": stress, "amount": amount, "characters": characters}
            for characters in MESSAGES
            for stress, amounts in STRESSES.items()
            for amount in amounts.get(characters, ())
        ],
        seed=SEED,
        trials=PHOTOS,
        keep=True,
        measured=[f"{name} seconds" for name in READERS],
    )


def table(result: published.Published) -> str:
    """Set out what was read.

    Parameters
    ----------
    result : Published
        What `published.reproduce` gives.

    Returns
    -------
    str
        A row a level: for each reader the photos read right, in per cent with the 95 % Wilson
        interval, the median milliseconds, and in capitals any wrong message.
    """
    lines = ["".join(f"{head:>22}" for head in ("level", *READERS))]
    for point in result.points:
        level = " ".join(str(point.params[name]) for name in ("characters", "stress", "amount"))
        cells = []
        for name in READERS:
            right, wrong = (
                int(point.counts[f"{name} {outcome}"]) for outcome in ("right", "wrong")
            )
            low, high = montecarlo.wilson(right, point.trials)
            median = np.median(point.records[f"{name} seconds"])
            cells.append(
                f"{100 * right / point.trials:.0f} ({100 * low:.0f}-{100 * high:.0f}) "
                f"{1000 * median:.0f}ms" + (f" {wrong} WRONG" if wrong else "")
            )
        lines.append("".join(f"{cell:>22}" for cell in (level, *cells)))
    return "\n".join(lines)


def main() -> None:
    """Run the experiment, or a part of it which is printed and not published."""
    parser = argparse.ArgumentParser(description="Robustness of the painting and of its peers.")
    parser.add_argument("--photos", type=int, default=PHOTOS, help="photos a level")
    parser.add_argument("--levels", nargs="*", help="stresses to try, such as tilt or tilt=70")
    parser.add_argument("--quick", action="store_true", help="3 photos a level")
    parser.add_argument("--jobs", type=int, default=-1, help="processes; -1 is one a core")
    options = parser.parse_args()

    # By its registered name, so that other processes can import it.
    whole = experiments.experiment("painting-robustness")
    part = replace(
        whole,
        trials=3 if options.quick else options.photos,
        points=[
            point
            for point in whole.points
            if not options.levels
            or {point["stress"], f"{point['stress']}={point['amount']}"} & {*options.levels}
        ],
    )
    publish = part == whole
    with tempfile.TemporaryDirectory() as scratch:
        result = published.reproduce(
            part,
            run=partial(montecarlo.records, jobs=options.jobs),
            folder=published.FOLDER if publish else Path(scratch),
        )
    print(table(result))


if __name__ == "__main__":
    main()
