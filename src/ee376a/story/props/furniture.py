"""The attic's furniture: the cabinet of sixteen drawers, the photo, jars, cans, string."""

from collections.abc import Collection, Sequence

import numpy as np

from ee376a.story.drawing import cutout, glow, line, shape, stamps
from ee376a.story.palette import Light, mix
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places.materials import drybrush, slab

Drawer = tuple[int, int]
"""Row and column of a drawer, from 1, counted from the top left."""


def drawer_box(at: Point, width: float, drawer: Drawer) -> tuple[float, float, float, float]:
    """Give left, top, width and height of a drawer in a `cabinet` at the same place."""
    (row, column), s = drawer, width / 300
    return (at[0] + (18 + (column - 1) * 67) * s, at[1] + (18 + (row - 1) * 72) * s, 63 * s, 66 * s)


def cabinet(
    light: Light,
    at: Point,
    width: float,
    rng: np.random.Generator,
    *,
    opened: Collection[Drawer] = (),
    shaded: Collection[Drawer] = (),
    bright: Collection[Drawer] = (),
) -> str:
    """Draw the cabinet, four drawers by four; ``at`` is its upper left corner.

    Parameters
    ----------
    light
        The hour.
    at, width
        Its height is 1.16 of its width, with feet.
    rng
        For the grain.
    opened
        Drawers pulled out, dark inside: put what is in them above [`drawer_box`][].
    shaded
        Drawers ruled out with chalk hatching.
    bright
        Drawers that lamp light falls on.
    """
    (x, y), s, on = at, width / 300, light.on
    wood, dark = "#8a4f3d", mix("#8a4f3d", light.shade, 0.45)
    art = shape(oval(x + 150 * s, y + 346 * s, 176 * s, 14 * s), light.shade, opacity=0.3)
    feet = "".join(box(x + a * s, y + 318 * s, 26 * s, 30 * s) for a in (10, 264))
    art += shape(feet, on(dark))
    art += cutout(slab((x, y, width, 324 * s), rng, 1.5), on(wood), 9 * s, light.shade)
    art += shape(
        slab((x - 10 * s, y - 12 * s, width + 20 * s, 20 * s), rng, 1.5),
        on(mix(wood, "#fff3d6", 0.2)),
    )
    for row in range(1, 5):
        for column in range(1, 5):
            art += _drawer(
                light,
                at,
                width,
                (row, column),
                (row, column) in opened,
                (row, column) in shaded,
                (row, column) in bright,
                rng,
            )
    return art + drybrush(
        (x, y, width, 320 * s), 8, on(mix(wood, "#ffd9a0", 0.5)), rng, 2 * s, 0.25
    )


def _drawer(
    light: Light,
    at: Point,
    width: float,
    drawer: Drawer,
    is_open: bool,
    shaded: bool,
    bright: bool,
    rng: np.random.Generator,
) -> str:
    on, s = light.on, width / 300
    x, y, w, h = drawer_box(at, width, drawer)
    tones = ("#c98a5a", "#bf7f54", "#d0935f", "#b97a58")
    face = tones[(drawer[0] * 3 + drawer[1]) % 4]
    if bright:
        face = mix(face, "#ffe08a", 0.55)
    if shaded:
        face = mix(face, light.shade, 0.5)
    art = shape(box(x, y, w, h), on(mix("#8a4f3d", light.shade, 0.6)))
    if is_open:  # the inside, and the front standing lower and larger
        art += shape(box(x + 3 * s, y + 3 * s, w - 6 * s, h - 6 * s), on("#2e1c33"))
        front = [
            (x - 5 * s, y + 36 * s),
            (x + w + 5 * s, y + 36 * s),
            (x + w + 8 * s, y + 80 * s),
            (x - 8 * s, y + 80 * s),
        ]
        art += cutout(poly(front), on(mix(face, "#fff3d6", 0.12)), 8 * s, light.shade)
        return art + shape(oval(x + w / 2, y + 58 * s, 6 * s), on("#f0c860"))
    art += shape(slab((x + 2 * s, y + 2 * s, w - 4 * s, h - 5 * s), rng, s), on(face))
    art += shape(
        box(x + 9 * s, y + 10 * s, w - 18 * s, h - 22 * s), on(mix(face, light.shade, 0.12))
    )
    art += shape(oval(x + w / 2, y + 32 * s, 6 * s), on("#f0c860"))
    art += shape(oval(x + w / 2 + 1.5 * s, y + 34 * s, 3.5 * s), on("#a8742e"))
    if shaded:
        chalk = "".join(
            f"M{join((x + (8 + a) * s, y + 58 * s))}l{join((18 * s, -50 * s))}"
            for a in (0, 12, 24, 36)
        )
        art += line(chalk, on("#fff6e0"), 2.6 * s, 0.5)
    return art


def photo_of_betty(light: Light, at: Point, width: float) -> str:
    """Hang the photograph of Great-aunt Betty: white bun, a paintbrush through it, a smile."""
    (x, y), s, on = at, width / 100, light.on

    def spot(a: float, b: float, rx: float, ry: float) -> str:
        return oval(x + a * s, y + b * s, rx * s, ry * s)

    art = cutout(box(x, y, 100 * s, 124 * s, 4), on("#6b3a3c"), 6 * s, light.shade)
    art += shape(box(x + 9 * s, y + 9 * s, 82 * s, 106 * s), on("#cfe0d8"))
    art += shape(
        (
            f"M{join((x + 9 * s, y + 115 * s))}q{join((6 * s, -42 * s, 41 * s, -42 * s))}t"
            f"{join((41 * s, 42 * s))}Z"
        ),
        on("#4d7f95"),
    )
    dabs = spot(32, 96, 4, 4) + spot(66, 102, 5, 4)
    art += shape(dabs, on("#f5cf1d")) + shape(spot(50, 94, 4, 5), on("#d32a1f"))
    art += line(
        f"M{join((x + 26 * s, y + 30 * s))}l{join((52 * s, -12 * s))}", on("#b5763c"), 3.5 * s
    )
    art += shape(spot(50, 26, 13, 11) + spot(50, 48, 25, 24), on("#f7f3ea"))
    art += shape(spot(50, 54, 20, 20), on("#efb592"))
    art += shape(spot(38, 58, 4.5, 3) + spot(62, 58, 4.5, 3), on("#e58a72"))
    art += shape(spot(43, 51, 2.2, 2.8) + spot(57, 51, 2.2, 2.8), on("#2b1b3d"))
    return art + line(
        f"M{join((x + 42 * s, y + 61 * s))}q{join((8 * s, 8 * s, 16 * s, 0))}",
        on("#8c3f3c"),
        2.6 * s,
    )


def jar(light: Light, at: Point, width: float, colour: str) -> str:
    """Stand a glass jar with paint, pebbles or beans in it; ``at`` is the middle of its foot."""
    (x, y), on = at, light.on
    h = width * 1.3
    glass = box(x - width / 2, y - h, width, h, width * 0.18)
    art = shape(glass, on("#d8ecec"), opacity=0.55)
    art += shape(
        box(x - width * 0.43, y - h * 0.6, width * 0.86, h * 0.6 - 3, width * 0.14), on(colour)
    )
    art += shape(
        box(x - width * 0.4, y - h - width * 0.14, width * 0.8, width * 0.2, 3), on("#b98a4e")
    )
    return art + shape(
        box(x - width * 0.36, y - h * 0.86, width * 0.09, h * 0.6, 2), "#ffffff", opacity=0.55
    )


def can(light: Light, at: Point, size: float, rotate: float = 0) -> str:
    """Draw a tin can, 54 by 70 at size 1, its open mouth upwards; the string ties in below."""
    on = light.on
    body = "M-27-30V30A27 9 0 0 0 27 30V-30Z"
    art = shape(body, on("#b9c4cc")) + shape(
        "M6-30V38.6A27 9 0 0 0 27 30V-30Z", on(mix("#b9c4cc", light.shade, 0.35))
    )
    art += shape("M-27-16V20A27 9 0 0 0 27 20V-16A27 9 0 0 1-27-16Z", on("#e2493b"))
    art += shape(
        "M10-8V28A27 9 0 0 0 27 20V-16A27 9 0 0 1 10-8Z", on(mix("#e2493b", light.shade, 0.3))
    )
    art += shape(oval(-8, 9, 9), on("#fff3da"))
    art += shape(oval(0, -30, 27, 9), on("#dfe7ea")) + shape(oval(0, -30, 22, 6.5), on("#4a4f66"))
    move = (
        f"translate({join(at)})" + (f"rotate({rotate:g})" if rotate else "") + f"scale({size:.3g})"
    )
    return f'<g transform="{move}">{art}</g>'


def twine(light: Light, points: Sequence[Point], width: float = 3) -> str:
    """Lay string along points."""
    return line(smooth(points, closed=False), light.on("#fbeed2"), width)


def bulb(light: Light, at: Point, size: float) -> str:
    """Hang a lit lamp with a tin shade from the ceiling; ``at`` is the bottom of the shade."""
    (x, y), on = at, light.on
    art = line(f"M{join((x, y - 40 * size))}V-40", on("#3b2a3f"), 4)
    art += glow((x, y + 10 * size), 330 * size, "#ffdf94", 0.75)
    art += shape(oval(x, y + 2 * size, 17 * size), "#fff6d0")
    shade = [
        (x - 15 * size, y - 42 * size),
        (x + 15 * size, y - 42 * size),
        (x + 56 * size, y),
        (x - 56 * size, y),
    ]
    art += shape(poly(shade), on("#1f7f86"))
    right = [
        (x + 4 * size, y - 42 * size),
        (x + 15 * size, y - 42 * size),
        (x + 56 * size, y),
        (x + 16 * size, y),
    ]
    return art + shape(poly(right), on(mix("#1f7f86", light.shade, 0.4)))


def books(light: Light, at: Point, size: float, rng: np.random.Generator, count: int = 6) -> str:
    """Stand a row of books on a shelf from ``at`` to the right."""
    x, art = at[0], ""
    for _ in range(count):
        w, h = float(rng.uniform(12, 24)) * size, float(rng.uniform(54, 84)) * size
        tone = light.on(str(rng.choice(("#a9473c", "#2f6f73", "#d8a13a", "#5b4a86", "#e7d3a8"))))
        art += shape(slab((x, at[1] - h, w, h), rng, 1), tone)
        art += shape(box(x + 2, at[1] - h * 0.8, w - 4, 5 * size), light.on("#fff3da"), opacity=0.6)
        x += w + 1
    return art


def crates(light: Light, at: Point, width: float, rng: np.random.Generator) -> str:
    """Stack a wooden box; ``at`` is its lower left corner."""
    (x, y), h, on = at, width * 0.62, light.on
    art = shape(oval(x + width / 2, y + 2, width * 0.58, width * 0.06), light.shade, opacity=0.3)
    art += shape(slab((x, y - h, width, h), rng, 2), on("#7c4f38"))
    boards = [(x + 6, y - h + 6 + k * h / 3, 1.0, 0.0) for k in range(3)]
    return art + stamps(
        shape(box(0, 0, width - 12, h / 3 - 8), on("#b9855a")),
        [(a, b, s, t) for a, b, s, t in boards],
    )
