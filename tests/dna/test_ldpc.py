"""LDPC codes: every message comes back, every codeword satisfies every check."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.matrices import peg
from ee376a.dna.matrixfiles import read

CODE = LDPCCode(peg(96, 48, np.random.default_rng(1)))
DATA = Path(os.environ.get("EE376A_DATA", "not there"))


@given(st.integers(0, 2**48 - 1))
def test_encode_and_message(number: int) -> None:
    message = np.array([int(bit) for bit in f"{number:048b}"], np.uint8)
    word = CODE.encode(message)
    assert (CODE.message(word) == message).all()
    assert not CODE.syndrome(word).any()


def test_encoding_is_linear() -> None:
    a, b = np.random.default_rng(1).integers(0, 2, (2, 7, CODE.k))
    assert (CODE.encode(a) ^ CODE.encode(b) == CODE.encode(a ^ b)).all()


def test_dependent_checks_leave_more_message() -> None:
    code = LDPCCode([[1, 1, 0, 0], [0, 1, 1, 0], [1, 0, 1, 0]])
    assert (code.n, code.k, code.rate) == (4, 2, 0.5)
    words = code.encode([[a, b] for a in (0, 1) for b in (0, 1)])
    assert len(np.unique(words, axis=0)) == 4
    assert not code.syndrome(words).any()


@pytest.mark.parametrize("first", [0, 3])
def test_accumulated_parity(first: int) -> None:
    parity = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1]])
    rest = np.array([[1, 0, 1], [1, 1, 0], [0, 1, 1]])
    code = LDPCCode(np.hstack([parity, rest] if first == 0 else [rest, parity]))
    assert code.message_positions.tolist() == ([3, 4, 5] if first == 0 else [0, 1, 2])
    messages = [[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    assert not code.syndrome(code.encode(messages)).any()
    assert (code.message(code.encode(messages)) == messages).all()


def test_syndrome_of_a_word_with_an_error() -> None:
    word = CODE.encode(np.zeros(48, np.uint8))
    word[5] ^= 1
    assert CODE.syndrome(word).tolist() == CODE.matrix.toarray()[:, 5].tolist()
    assert CODE.syndrome(np.stack([word] * 6).reshape(2, 3, 96)).shape == (2, 3, 48)


def test_copies_are_the_same_code() -> None:
    copy = pickle.loads(pickle.dumps(CODE))
    message = np.arange(48) % 2
    assert (copy.encode(message) == CODE.encode(message)).all()
    assert repr(copy) == "LDPCCode(n=96, k=48)"


@pytest.mark.parametrize("matrix", [[[1, 2]], [[0, 0], [1, 1]], np.zeros((0, 4)), [1, 1]])
def test_bad_matrices(matrix: object) -> None:
    with pytest.raises(ValueError, match="matrix"):
        LDPCCode(matrix)


def test_bad_words() -> None:
    with pytest.raises(ValueError, match=r"message: shape \(47,\) given, \(..., 48\) needed"):
        CODE.encode(np.zeros(47))
    with pytest.raises(ValueError, match="codeword: values other than 0 and 1"):
        CODE.syndrome(np.full(96, 2))


@pytest.mark.skipif(not (DATA / "ldpc").is_dir(), reason="EE376A_DATA has no dataset ldpc")
@pytest.mark.parametrize(
    ("name", "n", "k"),
    [("small", 204, 102), ("medium", 816, 408), ("large", 16383, 14253)],
)
def test_mackay_codes(name: str, n: int, k: int) -> None:
    code = LDPCCode(read(DATA / "ldpc" / f"H_matrix_{name}.mat"))
    assert (code.n, code.k) == (n, k)
    message = np.random.default_rng(1).integers(0, 2, code.k)
    word = code.encode(message)
    assert not code.syndrome(word).any()
    llr = 3.0 * (1 - 2.0 * word)
    llr[:: 10 if n < 1000 else 100] *= -0.3
    assert (code.message(code.decode(llr).bits) == message).all()
