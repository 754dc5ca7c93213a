"""A pixel as a walk of yes and no: from node to node down to a value.

The nodes are 0 (ink?), 1 (full ink?), 2 and then 4 or 5 (which of the four full ones), and 8 + t
for the bits of a gray, from the highest, where t is a one and the bits so far.
"""

from __future__ import annotations

from numba import njit

from ee376a.prequential.drawing.network import INK

__all__ = ["KINDS", "NODES", "branch", "follow", "level_of"]

#: How many nodes there are, and how many kinds of them: those below 8, then the levels of a gray.
NODES, KINDS = 8 + 256, 16


@njit(inline="always")
def level_of(node):  # type: ignore[no-untyped-def]
    """Give the number of bits of a gray that are known at a node.

    Parameters
    ----------
    node : int
        8 + t, where t is a one and the bits so far; 9 knows none.

    Returns
    -------
    int
        0 to 7.

    Examples
    --------
    >>> level_of(9), level_of(8 + 0b1), level_of(8 + 0b1101)
    (0, 0, 3)
    """
    level = 0
    while (node - 8) >> (level + 1):
        level += 1
    return level


@njit(inline="always")
def branch(value, node):  # type: ignore[no-untyped-def]
    """Give the branch that leads from a node to a value.

    Parameters
    ----------
    value : int
        0 to 255.
    node : int
        0 to `NODES` - 1, on the way to the value.

    Returns
    -------
    int
        0 or 1.

    Examples
    --------
    A value of 200 is ink, but not full ink; the highest bit of the gray is a one:

    >>> branch(200, 0), branch(200, 1), branch(200, 9)
    (1, 0, 1)
    """
    if node < 2:
        return 1 if value >= (INK if node else 1) else 0
    if node < 8:
        return value >> 1 & 1 if node == 2 else value & 1
    return value >> (7 - level_of(node)) & 1


@njit(inline="always")
def follow(node, bit):  # type: ignore[no-untyped-def]
    """Give the node after a branch, or -1 - value.

    Parameters
    ----------
    node : int
        0 to `NODES` - 1.
    bit : int

    Returns
    -------
    int

    Examples
    --------
    >>> node, nodes = 0, []
    >>> while node >= 0:
    ...     nodes.append(node)
    ...     node = follow(node, branch(200, node))
    >>> nodes, -1 - node
    ([0, 1, 9, 11, 15, 22, 36, 65, 122, 236], 200)
    """
    if node == 0:
        return 1 if bit else -1
    if node == 1:
        return 2 if bit else 9
    if node == 2:
        return 4 + bit
    if node < 8:
        return -1 - (INK + 2 * (node - 4) + bit)
    after = 2 * (node - 8) + bit
    return 8 + after if after < 256 else -1 - (after - 256)
