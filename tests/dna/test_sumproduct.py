"""Belief propagation: against brute force, and against two other decoders bit for bit."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.matrices import gallager, peg
from ee376a.dna.sumproduct import decode

# A tree: belief propagation is exact on it.
TREE = LDPCCode(np.array([[1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 1, 0], [0, 0, 0, 0, 1, 1]]))
CODE = LDPCCode(peg(204, 102, np.random.default_rng(1)))


def noisy(code: LDPCCode, frames: int, decibel: float, seed: int) -> tuple[npt.NDArray, ...]:
    """Give codewords and what is received of them over a Gaussian channel, as signals."""
    rng = np.random.default_rng(seed)
    words = code.encode(rng.integers(0, 2, (frames, code.k)))
    deviation = 10 ** (-decibel / 20)
    return words, 1 - 2.0 * words + deviation * rng.normal(size=words.shape)


@given(st.lists(st.floats(-8, 8), min_size=6, max_size=6))
def test_exact_on_a_tree(llr: list[float]) -> None:
    tree = TREE.matrix.toarray()
    # A check apart whose bits never agree with it keeps the rest going.
    both = scipy.sparse.block_diag([tree, [[1, 1], [1, 0]]])
    words = np.array([w for w in itertools.product((0, 1), repeat=6) if not TREE.syndrome(w).any()])
    weights = np.exp(-words @ np.array(llr))
    exact = [np.log(weights[w == 0].sum() / weights[w == 1].sum()) for w in words.T]
    for schedule in ("layered", "flooding"):
        result = LDPCCode(both).decode([*llr, -1.0, -300.0], iterations=9, schedule=schedule)
        assert (result.iterations, result.satisfied) == (9, False)
        assert np.allclose(result.llr[:6], exact, rtol=1e-9, atol=1e-9)
        assert np.allclose(result.extrinsic[:6], result.llr[:6] - llr)


def test_min_sum_by_hand() -> None:
    llr = [3.0, -1.0, 2.0]
    result = LDPCCode([[1, 1, 1]]).decode(llr, iterations=1, algorithm="min-sum")
    assert np.allclose(result.extrinsic, [-0.8, 1.6, -0.8])
    assert result.bits.tolist() == [0, 0, 0]


@pytest.mark.parametrize("decibel", [0.0, 2.0])
def test_bit_for_bit_with_the_package_ldpc(decibel: float) -> None:
    other = pytest.importorskip("ldpc", reason="the package ldpc is in the group bench")
    _, signals = noisy(CODE, 40, decibel, seed=2)
    llr = 2 * signals * 10 ** (decibel / 10)
    ours = CODE.decode(llr, schedule="flooding", iterations=30)
    matrix = scipy.sparse.csr_matrix(CODE.matrix)
    for frame in range(40):
        # It looks for an error pattern, of a likelihood for each bit, that gives a syndrome.
        hard = (llr[frame] < 0).astype(np.uint8)
        flips = 1 / (1 + np.exp(np.abs(llr[frame])))
        decoder = other.BpDecoder(
            matrix, error_channel=list(flips), max_iter=30, bp_method="product_sum"
        )
        theirs = decoder.decode(CODE.syndrome(hard)) ^ hard
        assert (ours.bits[frame] == theirs).all()
        assert (ours.iterations[frame], ours.satisfied[frame]) == (decoder.iter, decoder.converge)
        log_ratios = np.array(decoder.log_prob_ratios) * (1 - 2.0 * hard)
        # It has the tanh rule: beyond 25 a double cannot tell tanh from 1.
        near = np.abs(log_ratios) < 25
        assert np.allclose(ours.llr[frame][near], log_ratios[near], rtol=1e-5)


@pytest.mark.filterwarnings("ignore:Decoding stopped before convergence")
def test_bit_for_bit_with_pyldpc() -> None:
    other = pytest.importorskip("pyldpc", reason="pyldpc comes with ee376a[ldpc]")
    code = LDPCCode(gallager(204, np.random.default_rng(1)))  # it wants rows of equal weight
    dense = code.matrix.toarray().astype(int)
    _, signals = noisy(code, 6, 2.0, seed=3)
    ours = code.decode(2 * signals * 10**0.2, schedule="flooding", iterations=20)
    for frame in range(6):
        theirs = other.decode(dense, signals[frame], 2.0, maxiter=20)
        assert (ours.bits[frame] == theirs).all()


def test_layered_and_flooding_fail_equally_often_and_layered_is_faster() -> None:
    words, signals = noisy(CODE, 1000, 2.0, seed=4)
    llr = 2 * signals * 10**0.2
    flooding = CODE.decode(llr, schedule="flooding", iterations=100)
    layered = CODE.decode(llr, iterations=50)
    least = CODE.decode(llr, iterations=50, algorithm="min-sum")
    lost = [(r.bits != words).any(axis=1).sum() for r in (flooding, layered, least)]
    assert 50 < lost[0] < 250
    assert abs(lost[1] - lost[0]) < 25
    assert abs(lost[2] - lost[0]) < 60
    both = flooding.satisfied & layered.satisfied
    assert layered.iterations[both].mean() < 0.65 * flooding.iterations[both].mean()
    assert not CODE.syndrome(layered.bits[layered.satisfied]).any()


def test_a_batch_is_its_frames() -> None:
    _, signals = noisy(CODE, 3, 2.0, seed=5)
    together = CODE.decode(2 * signals)
    for frame in range(3):
        alone = CODE.decode(2 * signals[frame])
        assert (alone.llr == together.llr[frame]).all()
        assert alone.llr.shape == (204,)
        assert alone.iterations.shape == ()


def test_certain_bits_and_lost_ones() -> None:
    word = CODE.encode(np.arange(102) % 2)
    llr = np.where(word == 0, np.inf, -np.inf)
    llr[:60] = 0
    result = CODE.decode(llr)
    assert result.satisfied
    assert (result.bits == word).all()
    assert np.isfinite(result.llr).all()
    assert np.isfinite(result.extrinsic).all()


def test_nothing_received_is_not_a_codeword() -> None:
    for algorithm in ("sum-product", "min-sum"):
        for schedule in ("layered", "flooding"):
            result = CODE.decode(np.zeros(204), algorithm=algorithm, schedule=schedule)
            assert (result.satisfied, result.iterations) == (False, 50)
            assert (result.llr == 0).all()


def test_a_bit_of_many_checks_stays_finite() -> None:
    matrix = np.hstack([np.ones((40, 1)), np.eye(40)])
    for word in (np.zeros(41), np.ones(41)):
        for schedule in ("layered", "flooding"):
            llr = 300 * (1 - 2 * word)
            result = LDPCCode(matrix).decode(llr, schedule=schedule, iterations=3)
            assert np.isfinite(result.llr).all()
            assert (result.bits == word).all()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"llr": np.zeros(203)}, "shape"),
        ({"llr": np.full(204, np.nan)}, "NaN"),
        ({"iterations": 0}, "iterations: 0"),
        ({"schedule": "other"}, "schedule"),
        ({"algorithm": "other"}, "algorithm"),
    ],
)
def test_bad_input(change: dict, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        CODE.decode(**{"llr": np.zeros(204)} | change)


def test_no_frames() -> None:
    starts, columns = np.array([0, 2], np.int32), np.array([0, 1], np.int32)
    assert decode(starts, columns, np.zeros((0, 2)), n=2).bits.shape == (0, 2)
