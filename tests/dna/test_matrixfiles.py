"""Files of matrices: what is written is read, what is broken is said to be."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import scipy.io
import scipy.sparse

from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.matrices import peg
from ee376a.dna.matrixfiles import read, read_alist, read_mat, read_pchk, write_alist

DATA = Path(os.environ.get("EE376A_DATA", "not there"))
MATRIX = peg(40, 20, np.random.default_rng(1), degree=np.arange(40) % 3 + 1)


def same(a: scipy.sparse.csr_array, b: scipy.sparse.csr_array) -> bool:
    return a.shape == b.shape and (a != b).nnz == 0


def test_alist_there_and_back(tmp_path: Path) -> None:
    write_alist(tmp_path / "a.alist", MATRIX)
    assert same(read(tmp_path / "a.alist"), MATRIX)


def test_alist_by_hand(tmp_path: Path) -> None:
    text = "3 2\n2 2\n1 2 1\n2 2\n1 0\n1 2\n2 0\n1 2\n2 3\n"
    (tmp_path / "a.alist").write_text(text)
    assert read_alist(tmp_path / "a.alist").toarray().tolist() == [[1, 1, 0], [0, 1, 1]]
    write_alist(tmp_path / "b.alist", read_alist(tmp_path / "a.alist"))
    assert (tmp_path / "b.alist").read_text() == text


@pytest.mark.parametrize("text", ["", "3 2\n2 2\n", "x y\n", "2 1\n1 2\n1 1\n2\n1\n1\n1 3\n"])
def test_broken_alist(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.alist").write_text(text)
    with pytest.raises(ValueError, match="path"):
        read_alist(tmp_path / "a.alist")


@pytest.mark.parametrize("data", [b"", b"Roses are red, violets are blue.", bytes(range(256)) * 9])
@pytest.mark.parametrize("suffix", ["mat", "alist", "pchk"])
def test_what_is_no_such_file(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"^path: .* is not an? .* file"):
        read(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for suffix in ("mat", "alist", "pchk"):
        with pytest.raises(FileNotFoundError):
            read(tmp_path / f"a.{suffix}")


def test_alist_whose_lists_disagree(tmp_path: Path) -> None:
    (tmp_path / "a.alist").write_text("3 2\n2 2\n1 2 1\n2 2\n1 0\n1 2\n2 0\n1 3\n2 3\n")
    with pytest.raises(ValueError, match="one thing by bits"):
        read_alist(tmp_path / "a.alist")


@pytest.mark.parametrize("dense", [True, False])
def test_mat(tmp_path: Path, dense: bool) -> None:
    content = MATRIX.toarray() if dense else scipy.sparse.csc_array(MATRIX).astype(float)
    scipy.io.savemat(tmp_path / "a.mat", {"H": content})
    assert same(read(tmp_path / "a.mat"), MATRIX)
    scipy.io.savemat(tmp_path / "two.mat", {"H": content, "G": content})
    with pytest.raises(ValueError, match="2 variables"):
        read_mat(tmp_path / "two.mat")


def pchk(matrix: scipy.sparse.csr_array) -> bytes:
    words = [0x5080, *matrix.shape]
    for row in range(matrix.shape[0]):
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        words += [-(row + 1), *(columns + 1)]
    return np.array([*words, 0], "<i4").tobytes()


def test_pchk(tmp_path: Path) -> None:
    (tmp_path / "a.pchk").write_bytes(pchk(MATRIX))
    assert same(read(tmp_path / "a.pchk"), MATRIX)


@pytest.mark.parametrize("cut", [0, 3, 13, 400, -4])
def test_broken_pchk(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.pchk").write_bytes(pchk(MATRIX)[:cut])
    with pytest.raises(ValueError, match="pchk"):
        read_pchk(tmp_path / "a.pchk")


def test_pchk_with_a_column_too_many(tmp_path: Path) -> None:
    words = np.frombuffer(pchk(MATRIX), "<i4").copy()
    words[2] = 39
    (tmp_path / "a.pchk").write_bytes(words.tobytes())
    with pytest.raises(ValueError, match="39 columns"):
        read_pchk(tmp_path / "a.pchk")


def test_unknown_suffix() -> None:
    with pytest.raises(ValueError, match=r"matrix\.txt given, one of \.alist, \.mat, \.pchk"):
        read("matrix.txt")


@pytest.mark.skipif(
    not (DATA / "nanopore-duplex").is_dir(), reason="EE376A_DATA has no dataset nanopore-duplex"
)
def test_dvb_s2() -> None:
    code = LDPCCode(read(DATA / "nanopore-duplex" / "dvb_s2_r025.pchk"))
    assert (code.n, code.k, code.rate) == (64800, 16200, 0.25)
    assert code.message_positions[0] == 48600
    word = code.encode(np.random.default_rng(1).integers(0, 2, (2, 16200)))
    assert not code.syndrome(word).any()
    assert 0.45 < word.mean() < 0.55
    # Rate 1/4 fills in what is missing up to nearly three quarters.
    llr = np.where(word[0] == 0, 9.0, -9.0)
    llr[np.random.default_rng(2).permutation(64800)[: int(0.7 * 64800)]] = 0
    assert (code.decode(llr, iterations=100).bits == word[0]).all()
