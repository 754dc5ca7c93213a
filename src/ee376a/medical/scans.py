"""X-ray, CT and MR pictures from the wheels of pydicom and pydicom-data, in 256 greys.

A scanner measures more than 256 levels. A *window* (a centre and a width) says which of them a
screen shows, from black to white; what is below or above is lost. Each picture is windowed, cut to
a square and made smaller by area averaging, so that it is the same on every machine.

References
----------
National Electrical Manufacturers Association, "Digital imaging and communications in medicine
(DICOM)", PS3.3, C.11.2.1.2: windows. The files are for testing programs; where each comes from is
told in pydicom's ``data/test_files/README.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from ee376a.medical.images import shrink

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["SCANS", "Scan", "measured", "read", "window"]

_FOLDERS = {"pydicom": "data/test_files", "data_store": "data"}


@dataclass(frozen=True)
class Scan:
    """A square of a picture of a patient.

    Attributes
    ----------
    modality : {"X-ray", "CT", "MR"}
        How it was taken.
    package, file : str
        Where it is: a package that can be imported, and the name of a file in its data.
    shape : tuple of int
        Height and width of the whole picture, in pixels.
    top, left, side : int
        The square, in pixels.
    source : str
        Who gave it to the public.
    window : tuple of float, optional
        Centre and width; the file's own (first) window when not given.
    """

    modality: Literal["X-ray", "CT", "MR"]
    package: Literal["pydicom", "data_store"]
    file: str
    shape: tuple[int, int]
    top: int
    left: int
    side: int
    source: str
    window: tuple[float, float] | None = None


_NEMA = "DICOM working group 4's samples for compression (NEMA)"
_SOFT_TISSUE, _BONE = (40.0, 400.0), (300.0, 1500.0)
#: The pictures, by name.
SCANS: dict[str, Scan] = {
    "chest": Scan("X-ray", "data_store", "RG1_UNCR.dcm", (1955, 1841), 200, 152, 1536, _NEMA),
    "leg": Scan("X-ray", "data_store", "RG3_UNCR.dcm", (1760, 1760), 700, 380, 1024, _NEMA),
    "belly": Scan(
        "CT",
        "data_store",
        "explicit_VR-UN.dcm",
        (512, 512),
        0,
        0,
        512,
        "Pancreas-CT of the Cancer Imaging Archive, NIH Clinical Center",
        _SOFT_TISSUE,
    ),
    "spine": Scan("CT", "pydicom", "CT_small.dcm", (128, 128), 0, 0, 128, _NEMA, _BONE),
    "shoulder": Scan("MR", "data_store", "MR2_UNCR.dcm", (1024, 1024), 0, 0, 1024, _NEMA),
    "liver": Scan(
        "MR",
        "data_store",
        "MR-SIEMENS-DICOM-WithOverlays.dcm",
        (484, 484),
        50,
        50,
        384,
        "pydicom's contributors",
    ),
}


def window(
    values: npt.ArrayLike, centre: float, width: float, *, inverted: bool = False
) -> npt.NDArray[np.uint8]:
    """Show measured values in 256 greys (DICOM PS3.3, C.11.2.1.2.1).

    Parameters
    ----------
    values : array_like
        What the scanner measured, rescaled as its file says.
    centre, width : float
        Of the window, in the same unit; the width is more than 1.
    inverted : bool, optional
        Low values are white.

    Returns
    -------
    ndarray of uint8
        Of the same shape, rounded to the nearest grey, halves upwards.

    Raises
    ------
    ValueError
        If the width is not more than 1.

    Examples
    --------
    >>> window([-200, -160, 40, 240, 3000], 40, 400).tolist()
    [0, 0, 128, 255, 255]
    """
    if not width > 1:
        raise ValueError(f"width: {width} given, more than 1 allowed")
    given = np.asarray(values, dtype=np.float64)
    shown = np.clip((given - (centre - 0.5)) / (width - 1) + 0.5, 0, 1) * 255
    return np.floor((255 - shown if inverted else shown) + 0.5).astype(np.uint8)


def measured(name: str) -> npt.NDArray[np.float64]:
    """Give what the scanner measured, before any window.

    Parameters
    ----------
    name : str
        A key of `SCANS`.

    Returns
    -------
    ndarray of float64, shape of the whole picture
        Rescaled as the file says; for CT, Hounsfield's units: air is -1000, water is 0.

    Raises
    ------
    ValueError, ModuleNotFoundError
        As from `read`.

    Examples
    --------
    With the package ``pydicom``:

    >>> values = measured("spine")
    >>> values.shape, float(values.max())
    ((128, 128), 1167.0)
    """
    return _rescaled(_dataset(name))


def read(name: str, side: int = 128) -> npt.NDArray[np.uint8]:
    """Give a picture, grey and square.

    Parameters
    ----------
    name : str
        A key of `SCANS`.
    side : int, optional
        Of the picture, in pixels; it divides the side of the square.

    Returns
    -------
    ndarray of uint8, shape (side, side)
        Grey values.

    Raises
    ------
    ValueError
        If there is no such picture, `side` does not divide the square's, or the file is not what
        it should be.
    ModuleNotFoundError
        If pydicom or pydicom-data is not installed: ``pip install ee376a[scans]``.

    Examples
    --------
    With the package ``pydicom``:

    >>> read("spine").shape
    (128, 128)
    """
    scan = _scan(name)
    if side < 1 or scan.side % side:
        raise ValueError(f"side: {side} given, a divisor of {scan.side} allowed")
    dataset = _dataset(name)
    centre, width = scan.window or (_first(dataset, "WindowCenter"), _first(dataset, "WindowWidth"))
    inverted = dataset.PhotometricInterpretation == "MONOCHROME1"
    whole = window(_rescaled(dataset), centre, width, inverted=inverted)
    if whole.shape != scan.shape:
        raise ValueError(f"name: {scan.file} has shape {whole.shape}, {scan.shape} expected")
    square = whole[scan.top : scan.top + scan.side, scan.left : scan.left + scan.side]
    return shrink(square, scan.side // side)


def _scan(name: str) -> Scan:
    if name not in SCANS:
        raise ValueError(f"name: {name!r} given, one of {', '.join(SCANS)} allowed")
    return SCANS[name]


def _dataset(name: str) -> Dataset:
    scan = _scan(name)
    # Where the package is, without running it.
    spec = find_spec(scan.package) if find_spec("pydicom") else None
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "pydicom or pydicom-data is missing; `pip install ee376a[scans]`", name=scan.package
        )
    path = Path(spec.origin).parent / _FOLDERS[scan.package] / scan.file
    if not path.is_file():
        raise ValueError(f"name: {scan.file} is not in the installed {scan.package}")
    from pydicom import dcmread

    return dcmread(path)


def _rescaled(dataset: Dataset) -> npt.NDArray[np.float64]:
    slope, start = (
        float(dataset.get(keyword, otherwise))
        for keyword, otherwise in (("RescaleSlope", 1), ("RescaleIntercept", 0))
    )
    return np.asarray(slope * dataset.pixel_array + start, dtype=np.float64)


def _first(dataset: Dataset, keyword: str) -> float:
    value = dataset[keyword].value
    return float(value if isinstance(value, int | float | str) else value[0])
