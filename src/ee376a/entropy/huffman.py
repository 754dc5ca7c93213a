"""Short names for frequent things: Huffman's code, its tree as data and as a picture.

A tree of yes/no questions and a code of 0 and 1 are the same thing: go left for 0, right for 1.

References
----------
D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes", Proceedings of the IRE
40, 1952. The bound ``H <= mean length < H + 1``: Cover and Thomas, *Elements of Information
Theory*, theorem 5.4.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from html import escape
from typing import TypeAlias

from ee376a.entropy.surprise import Weight, chances

__all__ = ["Tree", "canonical", "codewords", "decode", "encode", "mean_length", "picture", "tree"]

#: A leaf is the name of a thing; a node is the pair of what hangs under 0 and under 1.
Tree: TypeAlias = "str | tuple[Tree, Tree]"


def tree(weights: Mapping[str, Weight]) -> Tree:
    """Merge the two lightest piles until one is left: the best tree of yes/no questions.

    Of equally light piles the one that has stood there longest is taken; a merged pile is new. The
    lighter of two, or else the newer, goes right, under 1.

    Parameters
    ----------
    weights : mapping
        Name to how many there are, or how likely it is, zero or more.

    Returns
    -------
    str or tuple
        The tree.

    Raises
    ------
    ValueError
        If there is nothing to name, or a weight is negative.

    Examples
    --------
    >>> tree({"cherry": 8, "lemon": 4, "mint": 2, "plum": 2})
    ('cherry', ('lemon', ('mint', 'plum')))
    """
    # Each pile with its age: the time at which it came to stand there.
    piles = [(p, age, name) for age, (name, p) in enumerate(chances(weights).items())]
    grown: list[tuple[Fraction, int, Tree]] = list(piles)
    for age in range(len(piles), 2 * len(piles) - 1):
        light = sorted(grown, key=lambda pile: pile[:2])[:2]
        left, right = sorted(light, key=lambda pile: (-pile[0], pile[1]))
        grown = [pile for pile in grown if pile not in light]
        grown.append((left[0] + right[0], age, (left[2], right[2])))
    return grown[0][2]


def codewords(tree: Tree, start: str = "") -> dict[str, str]:
    """Read the codeword of each leaf off its path: 0 for left, 1 for right.

    Parameters
    ----------
    tree : str or tuple
        As `tree` makes it.
    start : str
        Path to the tree, if it is a part of a larger one.

    Returns
    -------
    dict
        Name to codeword, from left to right. A tree of one leaf has an empty codeword: what is
        certain need not be said.

    Examples
    --------
    >>> codewords(("cherry", ("lemon", ("mint", "plum"))))
    {'cherry': '0', 'lemon': '10', 'mint': '110', 'plum': '111'}
    """
    if isinstance(tree, str):
        return {tree: start}
    return codewords(tree[0], start + "0") | codewords(tree[1], start + "1")


def canonical(code: Mapping[str, str]) -> dict[str, str]:
    """Rename within each length, so that the lengths alone tell the code.

    The codewords count upwards, from the shortest to the longest and in the order of the names;
    whoever knows how long each is can write them all down.

    Parameters
    ----------
    code : mapping
        Name to codeword, as `codewords` gives them.

    Returns
    -------
    dict
        Name to a codeword as long as before, from the shortest to the longest.

    Raises
    ------
    ValueError
        If the codewords are not those of a tree: there is no room for some, or room is left.

    Examples
    --------
    >>> canonical({"plum": "00", "cherry": "1", "mint": "01"})
    {'cherry': '0', 'mint': '10', 'plum': '11'}
    """
    room = sum(Fraction(1, 2 ** len(word)) for word in code.values())
    if room != 1:
        raise ValueError(f"code: its codewords take {room} of the room of a tree, 1 needed")
    renamed, number, length = {}, 0, 0
    for name in sorted(code, key=lambda name: (len(code[name]), name)):
        number <<= len(code[name]) - length
        length = len(code[name])
        renamed[name] = f"{number:0{length}b}" if length else ""
        number += 1
    return renamed


def mean_length(weights: Mapping[str, Weight], code: Mapping[str, str]) -> Fraction:
    """Count the bits of a codeword, or the questions to a thing, on average.

    Parameters
    ----------
    weights : mapping
        Name to how many there are, or how likely it is.
    code : mapping
        Name to codeword.

    Returns
    -------
    Fraction
        Exact.

    Raises
    ------
    ValueError
        If a thing that occurs has no codeword; and as `tree`.

    Examples
    --------
    >>> bag = {"cherry": 8, "lemon": 4, "mint": 2, "plum": 2}
    >>> mean_length(bag, codewords(tree(bag)))
    Fraction(7, 4)
    """
    odds = {name: p for name, p in chances(weights).items() if p}
    _refuse_nameless(odds, code)
    return sum((p * len(code[name]) for name, p in odds.items()), Fraction(0))


def encode(message: Iterable[str], tree: Tree) -> str:
    """Write a message in the codewords of a tree, one after the other with no gaps.

    Parameters
    ----------
    message : iterable of str
        Names that are leaves of the tree.
    tree : str or tuple
        As `tree` makes it.

    Returns
    -------
    str
        Zeros and ones.

    Raises
    ------
    ValueError
        If a name is not in the tree.

    Examples
    --------
    >>> encode(["lemon", "cherry", "plum"], ("cherry", ("lemon", ("mint", "plum"))))
    '100111'
    """
    code, names = codewords(tree), list(message)
    _refuse_nameless(names, code)
    return "".join(code[name] for name in names)


def decode(bits: str, tree: Tree) -> list[str]:
    """Read a message by walking down the tree: the inverse of `encode`.

    Parameters
    ----------
    bits : str
        Zeros and ones.
    tree : str or tuple
        As `tree` makes it, of two leaves or more.

    Returns
    -------
    list of str
        The names.

    Raises
    ------
    ValueError
        If something is not 0 or 1, the bits end within a codeword, or the tree is one leaf, which
        no bits can name.

    Examples
    --------
    >>> decode("100111", ("cherry", ("lemon", ("mint", "plum"))))
    ['lemon', 'cherry', 'plum']
    """
    if isinstance(tree, str) and bits:
        raise ValueError(f"tree: the one leaf {tree!r} given, two or more needed to read bits")
    names, here = [], tree
    for place, bit in enumerate(bits):
        if bit not in "01":
            raise ValueError(f"bits: {bit!r} at {place} given, 0 and 1 allowed")
        here = here[int(bit)]
        if isinstance(here, str):
            names.append(here)
            here = tree
    if here != tree:
        raise ValueError("bits: they end within a codeword")
    return names


def picture(tree: Tree, weights: Mapping[str, Weight]) -> str:
    """Draw a tree: questions above, things below, 0 to the left and 1 to the right.

    Parameters
    ----------
    tree : str or tuple
        As `tree` makes it.
    weights : mapping
        Name to how many there are, for what is written at the nodes.

    Returns
    -------
    str
        An SVG file with its own light background.

    Raises
    ------
    ValueError
        If a thing of the tree has no weight.

    Examples
    --------
    >>> picture("plum", {"plum": 2}).startswith("<svg ")
    True
    """
    code = codewords(tree)
    _refuse_nameless(code, weights)
    wide, high, lines, marks = 110, 84, [], []

    def draw(branch: Tree, left: int, depth: int) -> tuple[float, int, Weight]:
        """Give the place of the branch's top, how many leaves it has and what it weighs."""
        y = 50 + high * depth
        if isinstance(branch, str):
            x = wide * (left + 0.5)
            marks.append(
                f'<rect x="{x - 48:g}" y="{y - 20}" width="96" height="58" rx="14" fill="#ffe3a3"/>'
                f'<text x="{x:g}" y="{y + 3}" font-weight="700">{escape(branch)}</text>'
                f'<text x="{x:g}" y="{y + 26}">{weights[branch]} · {code[branch] or "–"}</text>'
            )
            return x, 1, weights[branch]
        zero, before, light = draw(branch[0], left, depth + 1)
        one, after, heavy = draw(branch[1], left + before, depth + 1)
        x = (zero + one) / 2
        for bit, to in (("0", zero), ("1", one)):
            middle = (x + to) / 2 + (-14 if to < x else 14)
            lines.append(
                f'<path d="M{x:g} {y}L{to:g} {y + high}" stroke="#4a5a8a" stroke-width="4"/>'
            )
            marks.append(f'<text x="{middle:g}" y="{y + high / 2 - 4:g}">{bit}</text>')
        marks.append(
            f'<circle cx="{x:g}" cy="{y}" r="21" fill="#cfdcff"/>'
            f'<text x="{x:g}" y="{y + 6}" font-weight="700">{light + heavy}</text>'
        )
        return x, before + after, light + heavy

    draw(tree, 0, 0)
    width, height = wide * len(code), 110 + high * max(map(len, code.values()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="17" '
        f'text-anchor="middle" fill="#1d2433"><rect width="100%" height="100%" rx="18" '
        f'fill="#fffaf0"/>{"".join(lines)}{"".join(marks)}</svg>'
    )


def _refuse_nameless(names: Iterable[str], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{name!r} given, only {list(known)} known")
