"""Files of parity-check matrices: alist, MATLAB's, and pchk.

References
----------
D. J. C. MacKay, *Encyclopedia of sparse graph codes* (the alist format).
R. M. Neal, *Software for low density parity check codes* (the pchk format).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import numpy as np
import scipy.io
import scipy.sparse

from ee376a.dna.matrices import Matrix, from_entries

__all__ = ["read", "read_alist", "read_mat", "read_pchk", "write_alist"]


def read(path: str | Path) -> Matrix:
    """Read a matrix from a file of any known format, told by its suffix.

    Parameters
    ----------
    path : str or Path
        ``.alist``, ``.mat`` or ``.pchk``.

    Returns
    -------
    scipy.sparse.csr_array, uint8

    Raises
    ------
    ValueError
        If the suffix is none of these, or the file is not what its suffix says.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_alist(f"{folder}/two.alist", from_entries([0, 0, 1, 1], [0, 1, 1, 2], (2, 3)))
    ...     read(f"{folder}/two.alist").toarray().tolist()
    [[1, 1, 0], [0, 1, 1]]
    """
    readers: dict[str, Callable[[Path], Matrix]] = {
        ".alist": read_alist,
        ".mat": read_mat,
        ".pchk": read_pchk,
    }
    path = Path(path)
    if path.suffix not in readers:
        raise ValueError(f"path: {path.name} given, one of {', '.join(readers)} allowed")
    return readers[path.suffix](path)


def read_alist(path: str | Path) -> Matrix:
    """Read MacKay's text format.

    Its numbers are: bits, checks; the most checks of a bit and bits of a check; how many each bit
    and each check has; the checks of each bit and the bits of each check, from 1, with zeros to
    fill a line.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    scipy.sparse.csr_array, uint8

    Raises
    ------
    ValueError
        If the file is cut short or its two lists disagree.

    Examples
    --------
    >>> import tempfile
    >>> matrix = from_entries([0, 0, 1, 1], [0, 1, 1, 2], (2, 3))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_alist(Path(folder) / "two.alist", matrix)
    ...     found = read_alist(Path(folder) / "two.alist")
    >>> found.toarray().tolist()
    [[1, 1, 0], [0, 1, 1]]
    """
    text = Path(path).read_bytes()
    try:
        lines = text.decode("ascii").split("\n")
        n, checks = (int(word) for word in lines[0].split())
        lists = [[int(word) - 1 for word in line.split() if word != "0"] for line in lines[4:]]
        bits, rows = lists[:n], lists[n : n + checks]
        matrix = _from_rows(rows, n)
        same = len(rows) == checks and (_from_rows(bits, checks) != matrix.T).nnz == 0
    except (ValueError, IndexError) as error:
        raise ValueError(f"path: {path} is not an alist file ({error})") from error
    if not same:
        raise ValueError(f"path: {path} says one thing by bits and another by checks")
    return matrix


def write_alist(path: str | Path, matrix: Matrix) -> None:
    """Write MacKay's text format, which `read_alist` reads.

    Parameters
    ----------
    path : str or Path
    matrix : scipy.sparse array, shape (checks, n)

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_alist(f"{folder}/two.alist", from_entries([0, 0, 1, 1], [0, 1, 1, 2], (2, 3)))
    ...     print(Path(f"{folder}/two.alist").read_text(encoding="ascii"), end="")
    3 2
    2 2
    1 2 1
    2 2
    1 0
    1 2
    2 0
    1 2
    2 3
    """
    sides = [scipy.sparse.csr_array(matrix.T), scipy.sparse.csr_array(matrix)]
    degrees = [np.diff(side.indptr) for side in sides]
    lines = [[side.shape[0] for side in sides], [degree.max() for degree in degrees], *degrees]
    for side, degree in zip(sides, degrees, strict=True):
        for first, width in zip(side.indptr, degree, strict=False):
            ones = np.sort(side.indices[first : first + width]) + 1
            lines.append([*ones, *[0] * (degree.max() - width)])
    text = "\n".join(" ".join(str(number) for number in line) for line in lines)
    Path(path).write_text(text + "\n", encoding="ascii")


def read_mat(path: str | Path) -> Matrix:
    """Read a MATLAB file that holds one matrix of zeros and ones, dense or sparse.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    scipy.sparse.csr_array, uint8

    Raises
    ------
    ValueError
        If it is no such file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     scipy.io.savemat(f"{folder}/two.mat", {"H": np.array([[1, 1, 0], [0, 1, 1]])})
    ...     read_mat(f"{folder}/two.mat").toarray().tolist()
    [[1, 1, 0], [0, 1, 1]]
    """
    with Path(path).open("rb") as file:
        try:
            content = scipy.io.loadmat(file)
        except Exception as error:  # of many kinds, when it reads what is no such file
            raise ValueError(f"path: {path} is not a MATLAB file ({error})") from error
    found = [value for name, value in content.items() if not name.startswith("__")]
    if len(found) != 1 or found[0].ndim != 2:
        raise ValueError(f"path: {path} has {len(found)} variables, one matrix needed")
    rows, columns = found[0].nonzero()
    return from_entries(rows, columns, found[0].shape)


def read_pchk(path: str | Path) -> Matrix:
    """Read the binary format of Neal's software.

    It is little-endian 32-bit integers: ``0x5080``; checks; bits; then ``-i`` for row ``i`` and
    ``j`` for each column ``j`` with a one in it, both counted from 1; and 0 at the end.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    scipy.sparse.csr_array, uint8

    Raises
    ------
    ValueError
        If it is no such file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     np.array([0x5080, 2, 3, -1, 1, 2, -2, 2, 3, 0], "<i4").tofile(f"{folder}/two.pchk")
    ...     read_pchk(f"{folder}/two.pchk").toarray().tolist()
    [[1, 1, 0], [0, 1, 1]]
    """
    content = Path(path).read_bytes()
    words = np.frombuffer(content[: len(content) // 4 * 4], dtype="<i4").astype(np.int64)
    if len(words) < 4 or words[0] != 0x5080 or words[-1] != 0 or (words[3:-1] == 0).any():
        raise ValueError(f"path: {path} is not a pchk file")
    checks, n, entries = words[1], words[2], words[3:-1]
    if not len(entries) or entries[0] > 0 or -entries.min() > checks or entries.max() > n:
        raise ValueError(f"path: {path} has entries outside of {checks} rows and {n} columns")
    # Each column belongs to the row named last before it.
    names = np.flatnonzero(entries < 0)
    row = np.repeat(-entries[names] - 1, np.diff(np.append(names, len(entries))) - 1)
    return from_entries(row, entries[entries > 0] - 1, (int(checks), int(n)))


def _from_rows(rows: list[list[int]], n: int) -> Matrix:
    row = np.repeat(np.arange(len(rows)), [len(columns) for columns in rows])
    return from_entries(row, np.array(list(chain(*rows)), dtype=np.int64), (len(rows), n))
