"""Small things that the story looks at: the key, chips, the paint pots, the lens."""

import numpy as np

from ee376a.panopticon.palettes import PAINTER
from ee376a.story.drawing import glow, group, line, shape
from ee376a.story.palette import Light, mix
from ee376a.story.paths import Point, box, join, oval, poly


def key(light: Light, at: Point, length: float, rotate: float = 0, shine: bool = False) -> str:
    """Draw the big brass key round its middle, its bow the head of a walrus at the left."""
    on, brass = light.on, "#e0a93a"
    dark, pale = on(mix(brass, light.shade, 0.4)), on(mix(brass, "#fff3c0", 0.6))
    art = glow((0, 0), 150, "#ffe9a0", 0.8) if shine else ""
    art += shape(box(-40, -8, 132, 16, 5) + box(58, 4, 13, 34) + box(80, 4, 13, 40), on(brass))
    art += shape(box(-40, 2, 132, 6, 3), dark) + shape(
        box(-34, -14, 12, 28, 4) + box(-18, -12, 8, 24, 3), on(brass)
    )
    art += shape(oval(-70, 0, 36, 38), on(brass))
    art += shape("M-70 38A36 38 0 0 0-36-12C-38 16-52 32-70 38Z", dark, opacity=0.7)
    art += shape(
        (
            "M-88 18C-92 40-86 52-78 60C-74 48-74 34-76 20ZM-64 20C-66 34-66 48-62"
            " 60C-54 52-48 40-52 18Z"
        ),
        pale,
    )
    art += shape(oval(-82, 12, 15, 12) + oval(-58, 12, 15, 12), pale)
    art += shape(oval(-70, 4, 8, 5) + oval(-84, -12, 4) + oval(-56, -12, 4), on("#4a2c1f"))
    art += shape(oval(-70, -42, 12, 8), on(brass)) + shape(oval(-70, -42, 6, 4), dark)
    return group(art, at=at, scale=length / 200, rotate=rotate)


def chip(light: Light, at: Point, size: float, rotate: float = 0) -> str:
    """Draw one chip, 60 long at size 1, round its middle."""
    on = light.on
    art = shape(poly([(-30, -8), (28, -11), (31, 6), (-28, 10)]), on("#f2b632"))
    art += shape(poly([(-30, -8), (28, -11), (24, -3), (-26, 0)]), on("#ffd970"))
    return group(art, at=at, scale=size, rotate=rotate)


def cone(light: Light, at: Point, size: float, rotate: float = 0) -> str:
    """Draw an empty paper cone round its middle, 70 by 110 at size 1."""
    on = light.on
    art = shape(poly([(-38, -50), (38, -50), (4, 60), (-4, 60)]), on("#f7ecd0"))
    art += shape(
        poly([(14, -50), (38, -50), (4, 60), (0, 60)]), on(mix("#f7ecd0", light.shade, 0.22))
    )
    marks = "".join(f"M{-30 + k * 14} {-38 + k * 3}l{22 - k} 44" for k in range(4))
    art += line(marks, on("#e2493b"), 4, 0.6)
    art += shape(oval(0, -50, 38, 7), on("#d9c49a"))
    return group(art, at=at, scale=size, rotate=rotate)


def paint_pots(light: Light, at: Point, step: float) -> str:
    """Stand the eight paints of the painting in a row from a point to the right."""
    on, art = light.on, ""
    for k, colour in enumerate(PAINTER.colours):
        x, y = at[0] + k * step, at[1] + (k % 2) * step * 0.16
        w, h = step * 0.74, step * 0.7
        art += shape(oval(x + w * 0.1, y, w * 0.6, w * 0.14), light.shade, opacity=0.3)
        art += shape(box(x - w / 2, y - h, w, h, w * 0.12), on("#efe2c6"))
        art += shape(box(x + w * 0.1, y - h, w * 0.4, h, w * 0.12), light.shade, opacity=0.18)
        art += shape(oval(x, y - h, w / 2, w * 0.16), on(mix(colour, "#ffffff", 0.1)))
        drip = (
            f"M{join((x - w * 0.3, y - h))}v{h * 0.5:.0f}q{join((w * 0.08, h * 0.14, w * 0.16, 0))}"
            f"v{-h * 0.3:.0f}h{w * 0.2:.0f}v{h * 0.2:.0f}q{join((w * 0.06, h * 0.1, w * 0.12, 0))}"
            f"v{-h * 0.4:.0f}Z"
        )
        art += shape(drip, on(colour))
    return art


def lens(light: Light, at: Point, height: float) -> str:
    """Mount the great lamp's lens, dark, round its middle: rings of glass in a brass frame."""
    (x, y), s, on = at, height / 400, light.on
    glass = on("#7fb0b8")
    brass = on("#b98a3a")
    art = shape(
        box(x - 150 * s, y + 182 * s, 300 * s, 40 * s, 8 * s)
        + box(x - 110 * s, y + 214 * s, 220 * s, 50 * s),
        on("#5b4a3a"),
    )
    art += shape(oval(x, y, 168 * s, 196 * s), brass)
    for k, part in enumerate((0.93, 0.79, 0.65, 0.51, 0.37)):
        tone = mix(glass, light.shade, 0.12 + 0.13 * (k % 2))
        art += shape(oval(x, y, 168 * s * part, 196 * s * part), tone)
        art += line(
            oval(x, y, 168 * s * part, 196 * s * part), mix(glass, "#ffffff", 0.3), 3 * s, 0.5
        )
    art += shape(oval(x, y, 44 * s, 54 * s), mix(glass, "#ffffff", 0.35))
    ribs = "".join(
        f"M{join((x, y))}L{join((x + 160 * s * float(np.cos(t)), y + 188 * s * float(np.sin(t))))}"
        for t in np.arange(8) * np.pi / 4 + 0.39
    )
    art += line(ribs, brass, 5 * s, 0.55)
    shine = f"M{join((x - 120 * s, y - 40 * s))}q{join((20 * s, -80 * s, 80 * s, -112 * s))}"
    return art + line(shine, "#ffffff", 10 * s, 0.5)
