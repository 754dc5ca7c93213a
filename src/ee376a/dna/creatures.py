"""How each of the eight animals is drawn: smooth shapes, back to front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

__all__ = ["DRAWINGS", "PALETTES", "SIDE", "Shape"]

#: A drawing is a square of this many units a side.
SIDE = 160
GROUND, INK, COAT, LIGHT, DEEP, BLUSH, WHITE, TREAT = range(8)

_COLOURS = {
    "fox": "bfe3d0 3a2a3f f08a3c ffd9ab c9602a f79a8b fffaf0 6fae7f",
    "owl": "2f3f73 231f3d a9795a ecd0a4 7a4f43 f2a79a fffaf0 f6c445",
    "frog": "a8dcec 25384a 7cc35a d8efa0 4b9450 f59a94 fffaf0 4a9fc9",
    "penguin": "cfe4f7 232b4a 44558f 8fb0de 33406f f7a6a6 ffffff f39a2d",
    "elephant": "fbe3a8 33345a 96a7cf c3cfe8 7285b5 f5a9b5 fffdf5 8fc274",
    "rabbit": "d9cdf0 4a3040 f3dcc0 fff3e2 79b061 f4a3ad ffffff f0872e",
    "whale": "fde0c4 1f3355 4f8fd0 d4ebfa 2f67a8 f5a3a0 ffffff 7fc4d6",
    "snail": "cdeab9 43304a f6c66a ffe6b0 c2557f f59a94 fffaf0 ee8fae",
}
#: Eight colours an animal: ground, ink, coat, light coat, deep coat, blush, white, and a treat.
PALETTES: dict[str, tuple[str, ...]] = {
    name: tuple(f"#{colour}" for colour in colours.split()) for name, colours in _COLOURS.items()
}


@dataclass(frozen=True)
class Shape:
    """A smooth shape of one colour.

    Attributes
    ----------
    points : ndarray, shape (n, 2)
        Its outline, or its middle line if it is open; units of the drawing.
    colour : int
        Which of the animal's colours, 0 to 7.
    width : float
        Of the line: an outline in ink around a closed shape, the shape itself when it is open.
    closed : bool
        Is it filled?
    """

    points: npt.NDArray[np.float64]
    colour: int
    width: float = 0
    closed: bool = True

    def mirrored(self) -> Shape:
        """Give the shape on the other side of the middle.

        Examples
        --------
        >>> Shape(np.array([[10.0, 20.0]]), INK).mirrored().points.tolist()
        [[150.0, 20.0]]
        """
        return replace(self, points=self.points * (-1, 1) + (SIDE, 0))


def _oval(
    x: float, y: float, w: float, h: float, colour: int, line: float = 0, turn: float = 0
) -> Shape:
    t = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    a = np.radians(turn)
    u, v = w / 2 * np.cos(t), h / 2 * np.sin(t)
    across, down = u * np.cos(a) - v * np.sin(a), u * np.sin(a) + v * np.cos(a)
    return Shape(np.stack([x + across, y + down], axis=1), colour, line)


def _smooth(corners: str, closed: bool) -> npt.NDArray[np.float64]:
    """Run a curve through corners (Catmull and Rom); a corner with ``!`` stays sharp."""
    words = corners.split()
    p = np.array([[float(v) for v in word.strip("!").split(",")] for word in words])
    n = len(p)
    before, after = (np.roll(p, 1, 0), np.roll(p, -1, 0))
    if not closed:
        before[0], after[-1] = p[0], p[-1]
    slope = (after - before) / 2
    slope[["!" in word for word in words]] = 0
    t = np.linspace(0, 1, 8, endpoint=False)[:, None]
    pieces = [
        (2 * t**3 - 3 * t**2 + 1) * p[i] + (t**3 - 2 * t**2 + t) * slope[i]
        + (3 * t**2 - 2 * t**3) * p[(i + 1) % n] + (t**3 - t**2) * slope[(i + 1) % n]
        for i in range(n if closed else n - 1)
    ]  # fmt: skip
    return np.concatenate(pieces if closed else [*pieces, p[-1:]])


def _body(corners: str, colour: int, line: float = 4) -> Shape:
    return Shape(_smooth(corners, closed=True), colour, line)


def _stroke(corners: str, colour: int = INK, width: float = 4) -> Shape:
    return Shape(_smooth(corners, closed=False), colour, width, closed=False)


def _both(*shapes: Shape) -> list[Shape]:
    return [side for shape in shapes for side in (shape, shape.mirrored())]


def _face(x: float, y: float, size: float = 13, cheek: float = 19) -> list[Shape]:
    """Draw eyes with a gleam and cheeks, the same for all animals that look at us."""
    gleam = _oval(x + 2, y - size * 0.22, size * 0.36, size * 0.36, WHITE)
    right = _oval(SIDE - x + 2, y - size * 0.22, size * 0.36, size * 0.36, WHITE)
    return [
        *_both(_oval(x, y, size, size * 1.2, INK)), gleam, right,
        *_both(_oval(x - cheek * 0.55, y + cheek * 0.75, cheek * 0.8, cheek * 0.5, BLUSH)),
    ]  # fmt: skip


# fmt: off
def _fox() -> list[Shape]:
    return [
        _oval(80, 176, 260, 78, TREAT),
        _body("104,146 128,150 150,128 148,96! 128,112 112,128", COAT),
        _body("137,112 142,119 150,118 151,104 148,94! 139,102", WHITE),
        _body("80,88 54,104 46,142 58,152 80,153 102,152 114,142 106,104", COAT),
        _body("80,104 66,118 66,140 80,147 94,140 94,118", LIGHT, 0),
        *_both(_oval(64, 150, 26, 14, DEEP, 4)),
        *_both(_body("26,14! 30,56 62,40", COAT), _body("33,27! 36,50 52,42", DEEP, 0)),
        _body("80,30 48,36 30,60 14,84! 40,104 80,118 120,104 146,84! 130,60 112,36", COAT),
        *_both(_body("17,84! 40,103 80,117 80,96 66,88 48,80 34,78", LIGHT, 0)),
        *_face(55, 72),
        _body("70,94 80,91 90,94 80,104", INK, 0),
        _stroke("68,106 75,110 80,104 85,110 92,106", width=3.5),
    ]


def _owl() -> list[Shape]:
    feathers = [
        _stroke(f"{x - 6},{y} {x},{y + 5} {x + 6},{y}", DEEP, 3.5)
        for y, xs in ((106, (68, 92)), (119, (56, 80, 104)), (132, (68, 92))) for x in xs
    ]
    return [
        _oval(18, 26, 30, 30, TREAT), _oval(26, 21, 27, 27, GROUND),
        *[_oval(x, y, r, r, WHITE) for x, y, r in
          ((146, 20, 5), (12, 72, 4), (150, 74, 4), (140, 50, 3), (80, 10, 4))],
        _stroke("-6,148 60,146 110,150 168,144", DEEP, 13),
        _body("80,32 54,32 32,14! 30,60 26,100 38,134 60,149 80,151 100,149 122,134 134,100 "
            "130,60 128,14! 106,32", COAT),
        _body("80,88 52,94 42,116 54,140 80,146 106,140 118,116 108,94", LIGHT, 0),
        *feathers,
        *_both(_body("28,82 20,104 28,130 45,132 43,100", DEEP)),
        *_both(_oval(57, 66, 46, 48, WHITE, 4)),
        *_both(_oval(59, 67, 26, 28, INK)),
        _oval(64, 60, 9, 9, WHITE), _oval(106, 60, 9, 9, WHITE), _oval(54, 74, 5, 5, WHITE),
        _oval(96, 74, 5, 5, WHITE),
        _body("70,79! 80,75 90,79! 84,91 80,96! 76,91", TREAT, 3.5),
        *_both(_oval(39, 92, 14, 9, BLUSH)),
        *_both(_oval(64, 149, 8, 12, TREAT, 3), _oval(73, 149, 8, 12, TREAT, 3)),
    ]


def _frog() -> list[Shape]:
    return [
        _body("-10,118 40,112 80,117 120,112 170,118 170,170 -10,170", TREAT, 0),
        _oval(80, 142, 150, 30, DEEP, 4),
        *_both(_body("38,90 14,108 16,136 40,144 60,132", COAT)),
        _body("80,72 46,84 38,124 54,144 80,147 106,144 122,124 114,84", COAT),
        _body("80,92 58,104 54,132 80,141 106,132 102,104", LIGHT, 0),
        *_both(_body("50,122 46,142 34,148 48,152 62,147 62,126", COAT)),
        *_both(_oval(47, 40, 40, 40, COAT, 4)),
        _body("80,40 46,44 18,66 20,90 50,108 80,111 110,108 140,90 142,66 114,44", COAT),
        *_both(_oval(47, 44, 33, 28, COAT)),
        *_both(_oval(48, 39, 25, 26, WHITE, 3)),
        *_both(_oval(50, 40, 14, 17, INK)),
        _oval(53, 36, 5, 5, WHITE), _oval(113, 36, 5, 5, WHITE),
        *_both(_oval(34, 82, 17, 11, BLUSH)),
        _stroke("42,82 56,94 80,98 104,94 118,82", width=4.5),
        *_both(_oval(75, 70, 4, 4, DEEP)),
        *[_oval(135 + 8 * np.cos(turn), 136 + 7 * np.sin(turn), 11, 10, BLUSH, 3)
          for turn in 2 * np.pi * (np.arange(5) / 5 - 1 / 4)],
        _oval(135, 136, 9, 8, WHITE),
    ]


def _penguin() -> list[Shape]:
    return [
        _oval(80, 172, 280, 66, WHITE),
        *[_oval(x, y, r, r, WHITE) for x, y, r in
          ((18, 30, 8), (140, 22, 9), (30, 78, 6), (146, 70, 7), (12, 116, 7), (46, 10, 5),
           (112, 8, 5))],
        *_both(_oval(60, 150, 34, 15, TREAT, 4)),
        *_both(_body("34,88 14,112 10,130 26,126 42,112", DEEP)),
        _body("80,12 48,22 32,56 30,108 42,140 80,150 118,140 130,108 128,56 112,22", COAT),
        _body("80,52 66,38 46,44 42,66 50,84 44,110 54,136 80,143 106,136 116,110 110,84 "
            "118,66 114,44 94,38", WHITE, 0),
        *_face(61, 60, 13, 20),
        _body("68,69! 80,65 92,69! 87,77 80,81 73,77", TREAT, 3.5),
        _body("106,92 116,96 120,122 112,128 100,124 102,100", BLUSH),
        _body("36,84 58,93 80,95 102,93 124,84 126,98 104,108 80,110 56,108 34,98", BLUSH),
    ]


def _elephant() -> list[Shape]:
    trunk = "80,74 80,100 86,120 102,126 112,114"
    return [
        _oval(80, 180, 270, 76, TREAT),
        _stroke("72,20 74,10 83,6", width=4), _stroke("81,20 84,13 91,10", width=4),
        _body("80,74 50,84 36,112 40,146 80,152 120,146 124,112 110,84", COAT),
        *_both(_oval(56, 146, 38, 22, COAT, 4)),
        *_both(*[_oval(x, y, 7, 6, WHITE) for x, y in ((46, 149), (56, 151), (66, 149))]),
        *_both(_body("54,36 32,18 8,28 5,60 20,90 44,92 56,74", COAT)),
        *_both(_body("46,44 32,32 18,38 15,61 26,79 42,78", BLUSH, 0)),
        _body("80,16 52,24 42,54 48,84 66,98 80,100 94,98 112,84 118,54 108,24", COAT),
        *_face(56, 60, 13, 15),
        *_both(_body("64,90 58,102 62,114! 73,100", WHITE, 3.5)),
        _stroke(trunk, INK, 30), _stroke(trunk, LIGHT, 22),
        *[_stroke(f"{x},{y} {x + 8},{y + 3} {x + 16},{y}", DEEP, 3.5)
          for x, y in ((72, 80), (72, 91), (74, 102))],
        _oval(111, 113, 9, 6, DEEP, 0, -40),
    ]


def _rabbit() -> list[Shape]:
    return [
        _oval(80, 178, 280, 76, LIGHT),
        _oval(118, 134, 26, 26, WHITE, 4),
        _body("80,88 56,102 46,130 54,150 80,153 106,150 114,130 104,102", COAT),
        *_both(_oval(58, 149, 34, 15, COAT, 4)),
        _body("64,52 46,38 38,14 46,4 58,12 71,44", COAT),
        _body("60,44 51,32 46,16 50,14 57,22 65,42", BLUSH, 0),
        _body("92,50 96,20 110,6 132,12 146,38 138,50 122,36 112,32 106,52", COAT),
        _body("99,43 104,23 112,18 115,25 109,32 105,44", BLUSH, 0),
        _body("80,40 46,48 28,76 38,100 80,112 122,100 132,76 114,48", COAT),
        _body("80,82 62,88 56,100 68,108 80,110 92,108 104,100 98,88", WHITE, 0),
        *_face(56, 74),
        _body("73,85 80,83 87,85 80,92", BLUSH, 3),
        _stroke("70,98 76,101 80,93 84,101 90,98", width=3.5),
        *[_oval(x, 113, 9, 17, DEEP, 3, turn) for x, turn in ((72, -28), (88, 28), (80, 0))],
        _body("80,118 68,119 66,128 73,142 80,153! 87,142 94,128 92,119", TREAT, 4),
        _stroke("73,139 80,141", INK, 2.5), _stroke("80,147 84,146", INK, 2.5),
        *_both(_oval(63, 130, 19, 15, COAT, 4, 15)),
    ]


def _whale() -> list[Shape]:
    return [
        _body("-10,118 20,112 50,118 80,112 110,118 140,112 172,118 170,170 -10,170", TREAT, 0),
        _stroke("62,48 60,28 46,16 34,22 32,34", WHITE, 9),
        _stroke("62,48 64,28 78,16 90,22 92,34", WHITE, 9),
        _body("12,96 16,68 38,50 70,47 100,56 122,76 132,70 133,56 116,50 106,33! 126,30 "
            "139,42 146,27 154,22! 156,44 148,58 153,90 143,120 118,138 74,144 34,137", COAT),
        _body("13,99 40,110 74,110 104,118 122,136 74,144 34,137 17,120", LIGHT),
        *[_stroke(f"{x},{y} {x + 5},{y + 9} {x + 14},{y + 17}", DEEP, 3.5)
          for x, y in ((34, 118), (52, 120), (70, 120))],
        _body("88,104 102,112 106,130 94,140 83,122", DEEP),
        _oval(43, 86, 13, 15.6, INK), _oval(41, 82, 5, 5, WHITE), _oval(61, 97, 16, 10, BLUSH),
        _stroke("14,100 25,105 33,98", width=4),
        _stroke("6,153 18,149 30,153 42,149", WHITE, 4),
        _stroke("110,153 122,149 134,153 146,149", WHITE, 4),
    ]


def _snail() -> list[Shape]:
    t = np.linspace(0.6, 4.4 * np.pi, 90)
    spiral = np.stack([101 + 2.6 * t * np.cos(t + 0.9), 80 + 2.5 * t * np.sin(t + 0.9)], axis=1)
    stalks = "31,76 25,54 22,38", "47,76 50,54 53,40"
    ball, pupil = _oval(20, 32, 22, 22, WHITE, 4), _oval(22, 33, 10, 12, INK)
    eye = ball, pupil, _oval(24, 30, 4, 4, WHITE)
    return [
        _oval(80, 184, 300, 92, LIGHT),
        *[_stroke(stalk, colour, width)
          for stalk in stalks for colour, width in ((INK, 15), (COAT, 7))],
        _body("12,138 10,110 14,82 38,68 62,82 66,108 94,122 130,126 154,144 140,151 70,153 "
              "24,152", COAT),
        _oval(101, 80, 92, 90, TREAT, 4),
        Shape(spiral, DEEP, 8, closed=False),
        *eye, *(replace(part, points=part.points + np.array([36, 2])) for part in eye),
        _oval(22, 108, 15, 10, BLUSH), _oval(54, 108, 15, 10, BLUSH),
        _stroke("29,106 38,114 47,106", width=4.5),
    ]
# fmt: on


#: The shapes of each animal, back to front.
#:
#: :meta hide-value:
DRAWINGS: dict[str, Callable[[], list[Shape]]] = {
    "fox": _fox,
    "owl": _owl,
    "frog": _frog,
    "penguin": _penguin,
    "elephant": _elephant,
    "rabbit": _rabbit,
    "whale": _whale,
    "snail": _snail,
}
