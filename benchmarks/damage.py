"""Damage to files: what a disk, a wire or a careless hand does to them."""

import numpy as np

__all__ = ["cut", "edit", "flip", "splice"]


def flip(rng: np.random.Generator, code: bytes) -> bytes:
    """Flip one to eight bits."""
    changed = bytearray(code)
    for place in rng.integers(0, 8 * len(code), rng.integers(1, 9)):
        changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def cut(rng: np.random.Generator, code: bytes) -> bytes:
    """Cut the end off, or a part out of it, or add to it."""
    start, end = sorted(rng.integers(0, len(code) + 1, 2))
    more = rng.bytes(int(rng.integers(1, 20)))
    return (code[:start], code[:start] + code[end:], code + more)[rng.integers(3)]


def splice(rng: np.random.Generator, code: bytes, other: bytes) -> bytes:
    """Put the beginning of a file and the end of another together."""
    return code[: rng.integers(len(code) + 1)] + other[rng.integers(len(other) + 1) :]


def edit(rng: np.random.Generator, code: bytes, most: int) -> bytes:
    """Change one to four of the first bytes, `most` at the most."""
    changed = bytearray(code)
    for place in rng.integers(0, min(most, len(code)), rng.integers(1, 5)):
        changed[place] = rng.integers(256)
    return bytes(changed)
