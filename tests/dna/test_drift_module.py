"""The alignment viewer reckons as the package does: its functions under node, beside Python's."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from undernode import answers

from ee376a.dna.channel import IDSChannel
from ee376a.dna.detector import detect, drift_posterior
from ee376a.dna.marker import MarkerCode
from ee376a.widgets import DriftViewer

run = partial(answers, "drift")
SHARES = (0.001, 0.01, 0.05, 0.1, 0.2)  # what the page offers


def known(data: int, period: int) -> list[int]:
    return MarkerCode(period).known(data).tolist() if period else [-1] * data


def cases(count: int = 60) -> list[tuple[list[int], list[int], IDSChannel]]:
    """What was received, what was known of what was sent, and the channel believed in."""
    rng, found = np.random.default_rng(11), []
    for _ in range(count):
        marks = np.array(known(24, int(rng.choice([0, 4, 6, 8, 12, 7]))))
        sent = np.where(marks < 0, rng.integers(0, 2, marks.size), marks)
        believed, real = (
            IDSChannel(p_ins, p_del, p_sub, insertions="geometric")
            for p_ins, p_del, p_sub in rng.choice(SHARES, (2, 3)).tolist()
        )
        found.append((real.transmit(sent, rng).tolist(), marks.tolist(), believed))
    return found


def laws(channels: list[IDSChannel]) -> list[dict[str, Any]]:
    return run([("law", [c.p_ins, c.p_del, c.p_sub]) for c in channels])


def priors(marks: list[int]) -> np.ndarray[Any, np.dtype[np.float64]]:
    table = np.array([[0.5, 0.5], [1, 0], [0, 1]])
    return np.take(table, np.array(marks) + 1, axis=0)


def test_markers_stand_where_the_package_puts_them() -> None:
    asked = [(data, period) for data in (1, 7, 24) for period in (0, 1, 4, 5, 6, 24, 30)]
    assert run([("known", list(pair)) for pair in asked]) == [known(*pair) for pair in asked]


def test_channel_tables() -> None:
    channels = [IDSChannel(i, d, 0.1, insertions="geometric") for i in SHARES for d in SHARES]
    for channel, law in zip(channels, laws(channels), strict=True):
        np.testing.assert_allclose(law["random"], channel.random, atol=1e-15)
        np.testing.assert_allclose(law["copied"], channel.copied, atol=1e-15)
        np.testing.assert_allclose(law["variance"], channel.growth[1], atol=1e-14)


def test_posteriors_of_bits_and_of_the_drift() -> None:
    tried = cases()
    channels = laws([channel for _, _, channel in tried])
    calls = [
        ("detect", [read, marks, law])
        for (read, marks, _), law in zip(tried, channels, strict=True)
    ]
    for (read, marks, channel), found in zip(tried, run(calls), strict=True):
        exact = detect([read], priors(marks), channel)
        data = np.array(marks) < 0
        ones = exact.likelihoods[0, data, 1]
        np.testing.assert_allclose(np.array(found["one"])[data], ones, rtol=0, atol=1e-9)
        assert [one for one, mark in zip(found["one"], marks, strict=True) if mark >= 0] == [
            mark for mark in marks if mark >= 0
        ]
        lattice = drift_posterior(read, priors(marks), channel)
        np.testing.assert_allclose(found["lattice"], lattice, rtol=0, atol=1e-9)
        np.testing.assert_allclose(found["evidence"], exact.evidence[0], rtol=0, atol=1e-9)


def likeliest(read: list[int], marks: list[int], channel: IDSChannel) -> float:
    """Log-probability of the likeliest way, over the whole lattice and one step after the other."""
    best = np.full((len(marks) + 1, len(read) + 1), -np.inf)
    best[0, 0] = 0
    for i, mark in enumerate(marks):
        for j in range(len(read) + 1):
            for k in range(min(channel.random.size, j + 1)):
                copy = channel.copied[k] * 2.0 ** -max(k - 1, 0)
                if k and mark >= 0:
                    copy *= channel.confusion[mark, read[j - 1]]
                elif k:
                    copy *= 0.5
                way = max(copy, channel.random[k] * 0.5**k)
                if way > 0:
                    best[i + 1, j] = max(best[i + 1, j], best[i, j - k] + np.log(way))
    return float(best[-1, -1])


def test_likeliest_alignment_has_the_greatest_probability_of_all() -> None:
    tried = cases(40)
    channels = laws([channel for _, _, channel in tried])
    calls = [
        ("align", [read, marks, law]) for (read, marks, _), law in zip(tried, channels, strict=True)
    ]
    for (read, marks, channel), found in zip(tried, run(calls), strict=True):
        assert found["score"] == pytest.approx(likeliest(read, marks, channel), abs=1e-9)
        steps = np.diff(found["ends"])
        assert found["ends"][0] == 0
        assert found["ends"][-1] == len(read)
        assert (steps >= np.array(found["arrived"])).all()
        assert len(found["arrived"]) == len(marks)


def test_what_is_received_after_each_kind_of_harm() -> None:
    damage = [
        {"fate": "copied", "before": []}, {"fate": "deleted", "before": [1, 0]},
        {"fate": "flipped", "before": []}, {"fate": "copied", "before": [1]},
    ]  # fmt: skip
    [found] = run([("transmit", [[1, 1, 1, 0], damage])])
    assert found == {"read": [1, 1, 0, 0, 1, 0], "ends": [0, 1, 3, 4, 6]}


def test_state_fits_the_module() -> None:
    state = DriftViewer().state()
    assert len(state["bits"]) == 24
    assert set(state["bits"]) == {0, 1}
    assert max(state["deleted"]) < len(state["bits"])
    assert {state["p_del"], state["p_ins"], state["p_sub"]} <= set(SHARES)
