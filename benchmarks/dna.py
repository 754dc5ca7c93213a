"""How fast the DNA project's decoders are, beside those of others, in one run on one core.

- LDPC: the same noisy codewords of regular (3, 6) codes of Gallager's ensemble, on a Gaussian
  channel at Eb/N0 = 2 dB (of the code's rate), given to this package, to the package `ldpc`
  (product-sum, parallel) and to pyldpc. All stop at the first iteration with a codeword; flooding
  takes the same iterations as both of them and ends with the same bits, which is checked. This is
  ``ee376a reproduce bench-dna``.
- The detector and the LDPC code together: a frame of 204 bits with a marker after every twelve.
- A file through ``store``, ``sequence`` and ``recover``. ``python -m benchmarks.dna`` prints these.

Times are of the processor, the median of five runs, and what is compiled is compiled before.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt
import scipy.sparse
from ldpc import BpDecoder  # type: ignore[attr-defined]
from pyldpc import decode as decode_pyldpc

from benchmarks.speed import Contest, Contests, experiment, milliseconds
from ee376a.dna.channel import IDSChannel
from ee376a.dna.concatenated import ConcatenatedCode
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode
from ee376a.dna.matrices import gallager, peg
from ee376a.dna.sequencing import profile, recover, sequence
from ee376a.dna.strands import SCHEMES, encode
from ee376a.experiments import Experiment

ITERATIONS = 50
DECIBEL = 2.0

Floats = npt.NDArray[np.float64]


def _noisy(n: int, frames: int) -> tuple[LDPCCode, Floats, float]:
    """Give a code of a length that is a multiple of 6, signals received, and their noise."""
    rng = np.random.default_rng(1)
    code = LDPCCode(gallager(n, rng))
    words = code.encode(rng.integers(0, 2, (frames, code.k)))
    variance = 10 ** (-DECIBEL / 10) / (2 * code.rate)
    return code, 1 - 2.0 * words + np.sqrt(variance) * rng.normal(size=words.shape), variance


def _against_ldpc(n: int, frames: int, schedule: str) -> Contest:
    """Prepare this package and the package ldpc, which is flooding."""
    code, signals, variance = _noisy(n, frames)
    llr = 2 * signals / variance
    ours = partial(code.decode, llr, iterations=ITERATIONS, schedule=schedule)
    theirs = _ldpc(code, llr)
    if schedule == "flooding" and not (theirs() == ours().bits).all():
        raise RuntimeError(f"n = {n}: other bits than the package ldpc")
    return Contest(ours, theirs, frames)


def _against_pyldpc(n: int) -> Contest:
    """Prepare a single frame, for pyldpc's time and memory grow with the square of its length."""
    code, signals, variance = _noisy(n, 1)
    dense = code.matrix.toarray().astype(np.int64)
    # It reckons with a variance of its own, from a signal-to-noise ratio.
    decibel = -10 * np.log10(variance)
    llr = 2 * signals[0] / variance
    ours = partial(code.decode, llr, iterations=ITERATIONS, schedule="flooding")
    theirs = partial(decode_pyldpc, dense, signals[0], decibel, maxiter=ITERATIONS)
    if not (theirs() == ours().bits).all():
        raise RuntimeError(f"n = {n}: other bits than pyldpc")
    return Contest(ours, theirs)


CONTESTS: Contests = {
    (f"LDPC code of {n:,} bits, {schedule}", "ldpc"): partial(_against_ldpc, n, frames, schedule)
    for n, frames in ((204, 200), (1002, 50), (4998, 20))
    for schedule in ("flooding", "layered")
} | {
    (f"LDPC code of {n:,} bits, flooding", "pyldpc"): partial(_against_pyldpc, n)
    for n in (204, 1002)
}


def bench() -> Experiment:
    """Give the contests, for ``ee376a reproduce bench-dna``."""
    what = f"Decoding a frame of LDPC codes on a Gaussian channel at {DECIBEL} dB"
    return experiment("bench-dna", what, CONTESTS)


def _ldpc(code: LDPCCode, llr: Floats) -> Callable[[], npt.NDArray[np.uint8]]:
    """Prepare the package ldpc: it looks for the error pattern of a syndrome."""
    hard = (llr < 0).astype(np.uint8)
    flips = 1 / (1 + np.exp(np.abs(llr)))
    syndromes = code.syndrome(hard)
    decoder = BpDecoder(
        scipy.sparse.csr_matrix(code.matrix),
        error_rate=0.1,
        max_iter=ITERATIONS,
        bp_method="product_sum",
    )

    def run() -> npt.NDArray[np.uint8]:
        found = np.empty_like(hard)
        for frame in range(len(hard)):
            decoder.update_channel_probs(flips[frame])
            found[frame] = decoder.decode(syndromes[frame]) ^ hard[frame]
        return found

    return run


def time_frame(frames: int = 200) -> dict[str, float]:
    """Time the detector and the LDPC code on short frames, in one pass and in ten rounds.

    Parameters
    ----------
    frames : int

    Returns
    -------
    dict
        Milliseconds a frame, by decoder.
    """
    rng = np.random.default_rng(1)
    code = ConcatenatedCode(LDPCCode(peg(204, 102, rng)), MarkerCode(12))
    channel = IDSChannel(p_del=0.02, p_sub=0.01)
    sent = code.encode(rng.integers(0, 2, (frames, 102)))
    reads = [[channel.transmit(strand, rng)] for strand in sent]
    return {
        "single pass": milliseconds(lambda: code.decode(reads, channel), frames),
        "ten rounds": milliseconds(lambda: code.decode(reads, channel, rounds=10), frames),
    }


def time_file(size: int, scheme: str, name: str) -> dict[str, float]:
    """Store a file, sequence it at coverage 10, and recover it.

    Parameters
    ----------
    size : int
        Bytes.
    scheme : str
        Of `ee376a.dna.strands.SCHEMES`.
    name : str
        Of the sequencer, for `ee376a.dna.sequencing.profile`.

    Returns
    -------
    dict
        Bases a bit and seconds.

    Raises
    ------
    RuntimeError
        If it is not the same file.
    """
    data = np.random.default_rng(1).bytes(size)
    start = time.process_time()
    strands = encode(data, SCHEMES[scheme])
    stored = time.process_time()
    reads = sequence(strands, profile(name), 10, np.random.default_rng(2))
    sequenced = time.process_time()
    if recover(reads) != data:
        raise RuntimeError(f"{scheme}, {name}: another file came back")
    return {
        "bases a bit": len(strands) * len(strands[0]) / (8 * size),
        "store s": stored - start,
        "sequence s": sequenced - stored,
        "recover s": time.process_time() - sequenced,
    }


def main() -> None:
    """Print what has no peers: the detector, and a file there and back."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a small file")
    quick = parser.parse_args().quick
    print("Detector and LDPC, n = 204, milliseconds a frame")
    _show("2 % deletions, 1 % substitutions", time_frame())
    size = 10_000 if quick else 100_000
    print(f"A file of {size} bytes, coverage 10")
    for scheme, name in (
        ("dense", "0.01/0.01/0.01"),
        ("robust", "0.03/0.03/0.03"),
        ("robust", "nanopore"),
    ):
        _show(f"{scheme}, {name}", time_file(size, scheme, name))


def _show(title: str, numbers: dict[str, float]) -> None:
    print(f"  {title}: " + ", ".join(f"{name} {value:.3g}" for name, value in numbers.items()))


if __name__ == "__main__":
    main()
