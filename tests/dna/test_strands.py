"""Files as strands: what is lost is worked out, and what cannot be is said, never guessed."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.dna.strands import SCHEMES, LostStrands, decode, encode

Symbols = npt.NDArray[np.uint8]


def contents(data: bytes, name: str = "robust") -> list[Symbols]:
    """Give what the strands of a file hold, read without an error."""
    code = SCHEMES[name].code
    strands = np.array(encode(data, SCHEMES[name]))
    bits = code.inner.decode(strands, code.outer.n)
    return list(code.outer.message(code.interleaver.decode(bits)))


@given(st.binary(max_size=300), st.sampled_from(sorted(SCHEMES)), st.randoms())
@settings(max_examples=25)
def test_there_and_back_with_strands_lost(data: bytes, name: str, random) -> None:
    scheme = SCHEMES[name]
    held = contents(data, name)
    random.shuffle(held)
    pieces = scheme.pieces(len(data))
    spares = len(held) - pieces
    assert spares == scheme.spares(pieces)
    assert decode(held[spares:], scheme) == data
    if pieces > 1:
        with pytest.raises(LostStrands):
            decode(held[spares + 1 :], scheme)


def test_a_file_of_several_groups() -> None:
    data = np.random.default_rng(1).bytes(20_000)
    scheme = SCHEMES["dense"]
    held = contents(data, "dense")
    assert len(held) == 455 + 2 * 20 + 5
    rng = np.random.default_rng(2)
    # Twenty of each full group, five of the last; the same twice does no harm.
    names = np.array([*range(455)])
    lost = [*rng.choice(names[:223], 20, replace=False), *rng.choice(names[223:446], 20, False)]
    lost += [*range(446, 451)]
    left = [message for place, message in enumerate(held) if place not in lost]
    assert decode(left + left[:100], scheme) == data
    with pytest.raises(LostStrands, match="group 2: 8 of 14 strands found, 9 needed"):
        decode([m for place, m in enumerate(held) if place not in [*lost, 451]], scheme)


def test_last_pieces_are_missed_even_with_all_spares_lost() -> None:
    held = contents(bytes(100))
    pieces = -(-112 // SCHEMES["robust"].piece)
    with pytest.raises(LostStrands, match="last strands are lost"):
        decode(held[: pieces - 1], SCHEMES["robust"])


def test_broken_and_foreign_strands() -> None:
    scheme = SCHEMES["robust"]
    ours, foreign = contents(b"ours" * 50), contents(b"others" * 90)
    noise = np.random.default_rng(1).integers(0, 2, (50, scheme.code.outer.k), dtype=np.uint8)
    assert decode([*noise, *ours], scheme) == b"ours" * 50
    # Outvoted, name by name; a name that only they have makes the file fail, or is not looked at.
    assert decode([*foreign[:3], *ours, *ours], scheme) == b"ours" * 50
    # The names in a draw count as lost, and the longer file has enough others.
    assert decode([*ours, *foreign], scheme) == b"others" * 90
    twin = contents(b"twin" * 50)
    with pytest.raises(LostStrands, match="do not belong together"):
        decode([*ours[2:6], *twin[6:]], scheme)
    with pytest.raises(LostStrands, match="CRC-32"):
        decode([*ours[:3], *foreign[3:]], scheme)
    with pytest.raises(LostStrands, match="no strand"):
        decode(noise, scheme)
    with pytest.raises(LostStrands, match="no strand"):
        decode([], scheme)


def test_strands_look_random_whatever_the_file() -> None:
    strands = np.array(encode(bytes(5000), SCHEMES["robust"]))
    assert len(np.unique(strands, axis=0)) == len(strands)
    shares = np.bincount(strands.ravel(), minlength=4) / strands.size
    assert abs(shares - 0.25).max() < 0.02
    runs = max(len(list(run)) for strand in strands for _, run in groupby(strand))
    assert runs < 15


def test_rates() -> None:
    sizes = {
        name: (scheme.piece, scheme.code.length, [scheme.spares(n) for n in (1, 100, 223)])
        for name, scheme in SCHEMES.items()
    }
    assert sizes == {"robust": (34, 270, [5, 17, 32]), "dense": (44, 256, [5, 12, 20])}
