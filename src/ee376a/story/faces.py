"""Faces: dots for eyes, strokes for brows, and mouths that tell what somebody feels."""

from dataclasses import dataclass

from ee376a.story.drawing import group, line, shape
from ee376a.story.palette import CREAM, INK, darker
from ee376a.story.paths import Point, oval, poly, smooth


@dataclass(frozen=True)
class Mood:
    """What a face does.

    Parameters
    ----------
    eyes
        ``dot``, ``wide``, ``happy`` (shut, laughing), ``shut`` or ``half``.
    mouth
        A name of ``MOUTHS``.
    brows
        Height above their rest, then the slant (positive: inner ends down, cross),
        near brow and far brow.
    """

    eyes: str
    mouth: str
    brows: tuple[float, float, float, float] = (0, 0, 0, 0)


MOODS: dict[str, Mood] = {
    "calm": Mood("dot", "smile"),
    "happy": Mood("dot", "grin", (4, -4, 4, -4)),
    "laugh": Mood("happy", "laugh", (6, -4, 6, -4)),
    "surprised": Mood("wide", "o", (13, -6, 13, -6)),
    "amazed": Mood("wide", "gape", (14, -6, 14, -6)),
    "startled": Mood("wide", "gape", (14, -6, 14, -6)),
    "worried": Mood("dot", "wavy", (6, -20, 6, -20)),
    "cross": Mood("half", "frown", (-5, 22, -5, 22)),
    "thinking": Mood("dot", "aside", (-2, 8, 11, -8)),
    "sly": Mood("half", "smirk", (-2, 10, 10, -4)),
    "sad": Mood("dot", "sad", (3, -24, 3, -24)),
    "proud": Mood("shut", "smirk", (8, -4, 8, -4)),
    "busy": Mood("dot", "tongue", (-3, 12, -3, 12)),
    "grit": Mood("half", "grit", (-2, 16, 0, 14)),
    "sleepy": Mood("shut", "small", (2, -6, 2, -6)),
}
"""Expressions by name."""

LIP, TONGUE, DARK = "#8f2f3a", "#ec7f7f", "#5a1730"


def _open(width: float, depth: float) -> str:
    """Draw an open, smiling mouth, with its upper teeth and a tongue."""
    w, d = width, depth
    data = smooth(
        [(-w, 0), (-w * 0.75, d * 0.62), (0, d), (w * 0.75, d * 0.62), (w, 0), (0, d * 0.16)]
    )
    inside = shape(oval(0, d * 1.02, w * 0.62, d * 0.42), TONGUE)
    inside += shape(poly([(-w, -2), (w, -2), (w * 0.8, d * 0.36), (-w * 0.8, d * 0.36)]), CREAM)
    return shape(data, DARK) + group(inside, clip=data)


def _curve(points: list[Point]) -> str:
    return line(smooth(points, closed=False), LIP, 4)


MOUTHS: dict[str, str] = {
    "smile": _curve([(-13, -2), (0, 5), (13, -3)]),
    "small": _curve([(-6, 0), (0, 2), (6, 0)]),
    "grin": _open(17, 17),
    "laugh": _open(21, 24),
    "o": shape(oval(0, 3, 7, 9), DARK),
    "gape": shape(oval(0, 7, 12, 15), DARK) + shape(oval(0, 16, 7, 5), TONGUE),
    "wavy": _curve([(-14, 3), (-7, -2), (0, 3), (7, -2), (14, 3)]),
    "frown": _curve([(-12, 6), (0, 0), (12, 5)]),
    "aside": _curve([(-4, 2), (5, 1), (14, -4)]),
    "smirk": _curve([(-11, 1), (2, 5), (14, -6)]),
    "sad": _curve([(-11, 7), (0, 0), (11, 7)]),
    "tongue": _curve([(-13, -1), (0, 4), (12, -1)]) + shape(oval(9, 5, 5, 6), TONGUE),
    "grit": shape(smooth([(-15, -3), (0, -5), (15, -3), (15, 6), (0, 8), (-15, 6)]), CREAM)
    + line("M-14 1.5h28M-6-3v9M3-4v10", LIP, 2),
}
"""Mouths by name, drawn round ``(0, 0)``."""


def _eye(kind: str, at: Point, size: float, gaze: Point) -> str:
    """Draw an eye; ``gaze`` shifts the pupil of a wide one."""
    x, y = at
    if kind in ("happy", "shut"):
        rise = -8 if kind == "happy" else 7
        start = 3 if kind == "happy" else -1
        arc = [(x - 9 * size, y + start), (x, y + start + rise * size), (x + 9 * size, y + start)]
        return line(smooth(arc, closed=False, ease=1.3), INK, 4.5 * size)
    spark = shape(oval(x + 2 * size, y - 3 * size, 2 * size), CREAM)
    if kind == "wide":
        px, py = x + gaze[0] * 3, y + gaze[1] * 3
        white = shape(oval(x, y, 11 * size, 13 * size), CREAM)
        spark = shape(oval(px + 2 * size, py - 3 * size, 2 * size), CREAM)
        return white + shape(oval(px, py, 6 * size, 7.5 * size), INK) + spark
    pupil = shape(oval(x, y, 6.2 * size, 8 * size), INK)
    if kind == "half":
        lid = f"M{x - 9 * size:.1f} {y - 2.5 * size:.1f}h{18 * size:.1f}"
        clip = f"M{x - 20:.1f} {y - 3 * size:.1f}h40v30h-40Z"
        return group(pupil, clip=clip) + line(lid, INK, 3.6 * size)
    return pupil + spark


def face(mood: str, look: Point, head: Point, skin: str, brow: str) -> str:
    """Draw the features of a face round the middle of a head.

    Parameters
    ----------
    mood
        A name of ``MOODS``.
    look
        Where the face is turned: -1 to 1 across and down.
    head
        Half the width and half the height of the head.
    skin, brow
        Colours.

    Raises
    ------
    ValueError
        For a mood that is not known.
    """
    if mood not in MOODS:
        raise ValueError(f"mood must be one of {', '.join(MOODS)}, got {mood!r}")
    how = MOODS[mood]
    rx, ry = head
    fx, fy = look[0] * rx * 0.36, look[1] * ry * 0.26
    # the half of the face that turns away grows narrow
    spread = {side: rx * 0.37 * (1 - 0.3 * max(0.0, side * look[0])) for side in (-1, 1)}
    parts = ""
    for side in (-1, 1):
        size = 1 - 0.1 * max(0.0, side * look[0])
        x, y = fx + side * spread[side], fy + ry * 0.1
        cheek = oval(fx + side * spread[side] * 1.5, fy + ry * 0.42, rx * 0.19 * size, ry * 0.13)
        parts += shape(cheek, "#e0584f", opacity=0.32)
        parts += _eye(how.eyes, (x, y), size, look)
        rise, slant = how.brows[:2] if side < 0 else how.brows[2:]
        arch = smooth([(-10 * size, 2), (0, -2.5), (10 * size, 2)], closed=False)
        parts += group(
            line(arch, brow, 5), at=(x + side * 2, y - ry * 0.32 - rise), rotate=-side * slant
        )
    nose = smooth([(-5, -3), (2 + 3 * look[0], 3), (-4, 5)], closed=False)
    parts += group(line(nose, darker(skin, 0.3), 3.5), at=(fx * 1.22, fy + ry * 0.32))
    return parts + group(MOUTHS[how.mouth], at=(fx * 1.1, fy + ry * 0.54))
