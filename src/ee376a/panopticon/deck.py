"""The deck of InfoPictionary: 64 clues, each with a picture of 8 × 8 squares.

The clues and the pictures are this book's own. The pictures are drawn below as they are seen:
each band of the sheet has a line of names and then eight pictures side by side, ``#`` for a black
square.
A clue's number is its place on the sheet, counted from 0 row by row, and six squares spell it:
:func:`encode` and :func:`decode` are the code book that both sides would have to agree on first.

Examples
--------
>>> len(CLUES), bound(len(CLUES))
(64, 6.0)
>>> print(show("tent"))
□□□■■□□□
□□□■■□□□
□□■■■■□□
□□■□□■□□
□■■□□■■□
□■□□□□■□
■■□□□□■■
■■□□□□■■
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

_SHEET: Final = """
sun      moon     star     cloud    rainbow  lightning raindrop umbrella
#..##..# ..####.. ...##... ........ ..####.. ....###. ...##... ...##...
.#....#. .###.... ...##... ..###... .######. ...###.. ...##... .######.
..####.. ###..... ######## .#####.. ##....## ..###... ..####.. ########
#.####.# ##...... .######. .######. #..##..# .######. .######. ########
#.####.# ##...... ..####.. ######## #.####.# ...###.. .######. #..##..#
..####.. ###..... .######. ######## #.#..#.# ..###... .#.####. ...##...
.#....#. .###.... .##..##. .######. #.#..#.# .##..... .##.###. .#.##...
#..##..# ..####.. ##....## ........ #.#..#.# .#...... ..####.. ..##....

tree     flower   cactus   mushroom flag     house    tent     castle
...##... ...##... ...##... ..####.. .####### ...##.## ...##... #.#..#.#
..####.. .##..##. ...##... .##.###. .######. ..####.# ...##... ########
.######. .#.##.#. #..##..# ###.#.## .#####.. .######. ..####.. ########
..####.. .##..##. #..##..# #.###### .######. ######## ..#..#.. #.####.#
.######. ...##... ##.##.## ######## .####### .#....#. .##..##. ########
######## #..##..# .######. ...##... .#...... .#.##.#. .#....#. ###..###
...##... .######. ...##... ...##... .#...... .#.##.#. ##....## ###..###
...##... ...##... ...##... ..####.. .#...... .#.##.#. ##....## ###..###

cat      rabbit   dog      fish     duck     snail    snake    butterfly
#......# .##..##. .....#.. ........ .###.... .....#.# ..####.. ..#..#..
##....## .##..##. #....##. ..###..# ##.#.... .###..#. .##..##. ##.##.##
######## .##..##. #...#.## .#####.# ####.... #...#.## .##..... ###..###
#.####.# .######. #...#### #.###### ..##...# #.#.#.## ..###... .######.
######## ##.##.## .#####.. ######## ..###### #.##.##. ....##.. ...##...
###..### ######## .#####.. .#####.# ..###### #....##. ##..##.. .######.
.######. ###..### .#..##.. ..###..# ...####. ######.. .####... ###..###
..####.. .######. .#...#.. ........ ........ ........ ........ ##....##

spider   turtle   whale    elephant giraffe  crab     owl      bear
#..##..# ...##... ........ ..#####. .##..... ##....## #......# ##....##
.#.##.#. #..##..# #.#..... .####### ###..... #......# ######## ########
..####.. .######. .#....#. ##.##### ..#..... ##....## #..##..# .######.
######## .######. .#...### ######## ..#..... .#.##.#. #.#..#.# ##.##.##
..####.. .######. .###..#. #.###### ..#####. ..####.. #..##..# ########
.######. .######. ######## #..##.## ..###### .######. ###..### .##..##.
#.####.# #.####.# ######.. #..##.## ..#..#.. #.####.# .######. .######.
#..##..# ...##... .####... ........ ..#..#.. #.#..#.# ..#..#.. ..####..

car      bus      train    ship     rocket   plane    balloon  anchor
........ ........ ........ ...#.... ...##... ...##... ..####.. ...##...
..####.. ######## ####..#. ...##... ..####.. ...##... .#.##.#. ..#..#..
.#.##.#. #.#.#..# #.##..#. ...###.. ..#..#.. ...##... ##.##.## ...##...
.#.##.#. #.#.#..# #.##..#. ...####. ..####.. .######. ##.##.## .######.
######## ######## ######## ...##### ..####.. ######## .#.##.#. ...##...
######## ######## ######## ...#.... .######. ...##... ..####.. #..##..#
.##..##. .##..##. ######## ######## ##.##.## ...##... ........ ##.##.##
........ .##..##. .##..##. .######. #..##..# ..####.. ...##... ..####..

apple    pear     cherry   banana   carrot   ice_cream cake     cup
....##.. .....#.. ....##.. ......## ....#.#. ..####.. .#.#.#.. .#.#....
...#.... ....#... ...#.#.. ......#. .....##. .#....#. .#.#.#.. ..#.#...
.##..##. ...##... ..#..#.. .....##. ..##.### #......# ........ ........
######## ..####.. .#....#. ....###. .####... ######## #######. ######..
######## ..####.. ###..### #..####. .#####.. .######. #.#.#.#. ######.#
######## .######. ###..### ######.. .####... ..####.. #######. ######.#
.######. .######. ###..### .####... ###..... ..####.. #######. #######.
..####.. ..####.. .#....#. ........ ##...... ...##... ........ .####...

chair    bed      lamp     window   clock    key      ladder   scissors
.#...... ........ ..####.. ######## ..####.. ..####.. .#....#. #......#
.#...... #....... ..####.. #..##..# .#....#. ..#..#.. .######. ##....##
.#...... #....... .######. #..##..# #..#...# ..####.. .#....#. .##..##.
.#####.. ###....# ######## ######## #..#...# ...##... .######. ..####..
.#####.. ######## ...#..#. ######## #..###.# ...##... .#....#. ...##...
.#...#.. ######## ...#..#. #..##..# #......# ...###.. .######. .##..##.
.#...#.. #......# ...#.... #..##..# .#....#. ...##... .#....#. #.#..#.#
.#...#.. #......# .#####.. ######## ..####.. ...###.. .#....#. .#....#.

heart    crown    ghost    robot    note     book     bell     gift
.##..##. ........ ..####.. .######. ..###### ........ ...##... .##..##.
######## #..##..# .######. .#.##.#. ..###### ###..### ..#..#.. #..##..#
######## #..##..# #..##..# .######. ..#....# #..##..# .#....#. ########
######## ##.##.## #..##..# ...##... ..#....# #..##..# .#....#. #..##..#
.######. ######## ######## ######## ..#....# #..##..# .#....#. ########
..####.. #.#..#.# ######## #.####.# ###..### ##.##.## ######## #..##..#
...##... ######## ######## ..####.. ###..### ..####.. ...##... #..##..#
........ ........ #.#..#.# .##..##. ........ ........ ........ ########
"""


def _cut(sheet: str) -> tuple[tuple[str, ...], npt.NDArray[np.uint8]]:
    names: list[str] = []
    pictures: list[list[list[bool]]] = []
    for band in sheet.strip().split("\n\n"):
        heading, *rows = (line.split() for line in band.splitlines())
        names += [name.replace("_", " ") for name in heading]
        pictures += [
            [[ink == "#" for ink in row] for row in rows] for rows in zip(*rows, strict=True)
        ]
    cut = np.array(pictures, dtype=np.uint8)
    cut.flags.writeable = False
    return tuple(names), cut


_cut_out = _cut(_SHEET)
CLUES: Final = _cut_out[0]
"""The 64 clues, by number."""
PICTURES: Final = _cut_out[1]
"""Their pictures, (64, 8, 8): 1 is a black square, 0 a white one. Read-only."""


def bound(clues: int) -> float:
    """Give the bits that name one of so many equally likely clues: log2 of their number.

    No rule that always names the clue from n squares, black or white, in places that do not depend
    on the clue, does it with n below this: n squares have 2^n appearances (Shannon 1948).

    Parameters
    ----------
    clues : int
        Size of the deck, at least 1.

    Returns
    -------
    float
        Bits.

    Raises
    ------
    ValueError
        When the deck is empty.

    Examples
    --------
    >>> bound(64), bound(32), round(bound(100), 2)
    (6.0, 5.0, 6.64)
    """
    if clues < 1:
        raise ValueError(f"clues must be at least 1, got {clues}")
    return math.log2(clues)


def encode(clue: str) -> tuple[int, ...]:
    """Spell a clue's number in six squares, the most significant first.

    Parameters
    ----------
    clue : str
        One of :data:`CLUES`.

    Returns
    -------
    tuple of int
        Six squares: 1 black, 0 white.

    Raises
    ------
    ValueError
        When the clue is not in the deck.

    Examples
    --------
    >>> encode("sun"), encode("cat"), encode("gift")
    ((0, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0), (1, 1, 1, 1, 1, 1))
    """
    number = number_of(clue)
    return tuple(number >> place & 1 for place in range(5, -1, -1))


def decode(squares: tuple[int, ...]) -> str:
    """Read the clue from six squares: the inverse of :func:`encode`.

    Parameters
    ----------
    squares : tuple of int
        Six squares: 1 black, 0 white.

    Returns
    -------
    str
        The clue.

    Raises
    ------
    ValueError
        When there are not six squares, or one is neither 0 nor 1.

    Examples
    --------
    >>> decode((0, 1, 0, 0, 0, 0))
    'cat'
    """
    if len(squares) != 6 or not set(squares) <= {0, 1}:
        raise ValueError(f"squares must be six of 0 or 1, got {squares}")
    return CLUES[
        sum(square << place for square, place in zip(squares, range(5, -1, -1), strict=True))
    ]


def number_of(clue: str) -> int:
    """Give a clue's number in the deck.

    Parameters
    ----------
    clue : str
        One of :data:`CLUES`.

    Returns
    -------
    int
        0 to 63.

    Raises
    ------
    ValueError
        When the clue is not in the deck.

    Examples
    --------
    >>> number_of("cat")
    16
    """
    if clue not in CLUES:
        raise ValueError(f"clue must be one of the deck's {len(CLUES)} names, got {clue!r}")
    return CLUES.index(clue)


def show(clue: str) -> str:
    """Draw a clue's picture in text.

    Parameters
    ----------
    clue : str
        One of :data:`CLUES`.

    Returns
    -------
    str
        Eight lines of eight signs: ``■`` black, ``□`` white.

    Raises
    ------
    ValueError
        When the clue is not in the deck.

    Examples
    --------
    >>> show("cat").splitlines()[0]
    '■□□□□□□■'
    """
    return "\n".join("".join("□■"[square] for square in row) for row in PICTURES[number_of(clue)])
