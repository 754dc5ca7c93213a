"""A pixel as a walk: every value has one, and no walk has two values."""

from __future__ import annotations

from numba import njit

from ee376a.prequential.drawing.walk import KINDS, NODES, branch, follow, level_of


@njit
def _walk(value: int) -> tuple[int, int]:
    node, steps = 0, 0
    while node >= 0:
        node = follow(node, branch(value, node))
        steps += 1
    return -1 - node, steps


@njit
def _levels() -> int:
    most = 0
    for node in range(9, NODES):
        most = max(most, 8 + level_of(node))
    return most


def test_every_value_is_reached_by_its_own_walk() -> None:
    walks = [_walk(value) for value in range(256)]
    assert [value for value, _ in walks] == list(range(256))
    assert walks[0][1] == 1
    assert {steps for _, steps in walks[252:]} == {4}
    assert {steps for _, steps in walks[1:252]} == {10}


def test_kinds_are_enough() -> None:
    assert _levels() < KINDS
