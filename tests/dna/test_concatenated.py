"""The whole system brings messages back."""

import numpy as np
import pytest

from ee376a.dna.channel import IDSChannel
from ee376a.dna.concatenated import ConcatenatedCode
from ee376a.dna.interleaver import BlockInterleaver
from ee376a.dna.ldpc import LDPCCode
from ee376a.dna.marker import MarkerCode
from ee376a.dna.matrices import peg
from ee376a.dna.watermark import WatermarkCode

OUTER = LDPCCode(peg(96, 48, np.random.default_rng(1)))
INNER = {
    "fixed": MarkerCode(8),
    "random": MarkerCode(8, ("01", "10")),
    "bases": MarkerCode(8, ("0110",), alphabet=4),
    "half": MarkerCode(8, ("0.", "1."), alphabet=4),
    "watermark": WatermarkCode(4, 6),
}


def sent_and_received(code, channel, rng, frames=40):
    message = rng.integers(0, 2, (frames, code.outer.k), dtype=np.uint8)
    return message, [[channel.transmit(s, rng)] for s in code.encode(message)]


@pytest.mark.parametrize("inner", INNER.values(), ids=INNER.keys())
@pytest.mark.parametrize("columns", [1, 12])
def test_messages_come_back(inner, columns):
    code = ConcatenatedCode(OUTER, inner, BlockInterleaver(columns))
    channel = IDSChannel(0.005, 0.01, 0.01, alphabet=getattr(inner, "alphabet", 2))
    message, received = sent_and_received(code, channel, np.random.default_rng(2))
    found = code.decode(received, channel, rounds=10, iterations=10)
    right = (found.message == message).all(axis=1)
    assert right.mean() >= 0.9
    assert np.array_equal(right, found.satisfied & right)
    assert np.array_equal(found.codeword[right], code.outer.encode(message)[right])
    assert (found.rounds[~found.satisfied] == 10).all()


def test_each_kind_of_iteration_helps():
    code = ConcatenatedCode(OUTER, INNER["fixed"])
    channel = IDSChannel(p_del=0.04, p_sub=0.01)
    message, received = sent_and_received(code, channel, np.random.default_rng(3), 200)
    single = code.decode(received, channel)
    joint = code.decode_joint([read for (read,) in received], channel, 4)
    turbo = code.decode(received, channel, rounds=10, iterations=10)
    wrong = [(found.message != message).any(axis=1).mean() for found in (single, joint, turbo)]
    assert wrong[0] > 1.3 * wrong[1] > 1.3 * wrong[2]


def test_more_reads_help_and_the_joint_product_is_better_than_the_vote():
    code = ConcatenatedCode(OUTER, INNER["fixed"])
    channel = IDSChannel(p_ins=0.03, p_del=0.05, p_sub=0.02)
    rng = np.random.default_rng(4)
    message = rng.integers(0, 2, (60, 48), dtype=np.uint8)
    received = [[channel.transmit(s, rng) for _ in range(3)] for s in code.encode(message)]
    one = code.decode([reads[:1] for reads in received], channel, rounds=5)
    joint = code.decode(received, channel, rounds=5)
    vote = code.decode(received, channel, rounds=5, combine="separate")
    wrong = [(found.message != message).any(axis=1).mean() for found in (one, vote, joint)]
    assert wrong[0] > wrong[1] > wrong[2]
    assert wrong[2] <= 0.1


def test_strands_may_have_different_numbers_of_reads():
    code = ConcatenatedCode(OUTER, INNER["half"])
    channel = IDSChannel(p_del=0.02, alphabet=4)
    rng = np.random.default_rng(5)
    message = rng.integers(0, 2, (4, 48), dtype=np.uint8)
    counts = (1, 3, 2, 4)
    strands = code.encode(message)
    pairs = zip(strands, counts, strict=True)
    received = [[channel.transmit(s, rng) for _ in range(c)] for s, c in pairs]
    for combine in ("joint", "separate"):
        found = code.decode(received, channel, rounds=8, combine=combine)
        assert np.array_equal(found.message, message)
    alone = code.decode(received[1:2], channel, rounds=8)
    together = code.decode(received, channel, rounds=8)
    assert np.array_equal(alone.llr[0], together.llr[1])


def test_rate_and_length():
    code = ConcatenatedCode(OUTER, INNER["fixed"])
    assert code.length == 120
    assert code.rate == pytest.approx(48 / 120)
    assert ConcatenatedCode(OUTER, INNER["bases"]).length == 72


def test_what_cannot_be_is_refused():
    code, channel = ConcatenatedCode(OUTER, INNER["fixed"]), IDSChannel(p_del=0.1)
    for arguments, name in (
        ({"received": [[]]}, "received"),
        ({"received": [[[0, 1]]], "rounds": 0}, "rounds"),
        ({"received": [[[0, 1]]], "combine": "best"}, "combine"),
    ):
        with pytest.raises(ValueError, match=f"^{name}:"):
            code.decode(channel=channel, **arguments)
    with pytest.raises(ValueError, match=r"^rounds:"):
        code.decode_joint([[0]], channel, 4, rounds=0)
    with pytest.raises(ValueError, match=r"^inner:"):
        ConcatenatedCode(OUTER, INNER["watermark"]).decode_joint([[0]], channel, 4)
    assert code.decode([], channel).message.shape == (0, 48)
