"""Trees, bushes, grass and leaves, in layers from dark to light."""

import numpy as np

from ee376a.story.drawing import line, shape, stamps
from ee376a.story.palette import Light, mix
from ee376a.story.paths import Point, join, oval, ribbon, smooth


def blob(
    at: Point, rx: float, ry: float, rng: np.random.Generator, lumps: int = 9, rough: float = 0.12
) -> str:
    """Give the data of a lumpy round: a crown of leaves, a bush, a puddle."""
    turns = np.arange(lumps) * 2 * np.pi / lumps + rng.uniform(0, 1)
    far = 1 + rng.uniform(-rough, rough, lumps)
    return smooth(
        [
            (at[0] + rx * float(f * np.cos(t)), at[1] + ry * float(f * np.sin(t)))
            for t, f in zip(turns, far, strict=True)
        ]
    )


def leaf(size: float, colour: str, vein: str) -> str:
    """Draw one leaf that points to the right from the origin."""
    h = size * 0.24
    data = f"M0 0C{join((size * 0.3, -h, size * 0.7, -h, size, 0))}"
    data += f"C{join((size * 0.7, h, size * 0.3, h, 0, 0))}Z"
    return shape(data, colour) + line(f"M4 0H{size * 0.8:.0f}", vein, 2, 0.5)


def leaves(
    where: tuple[float, float, float, float],
    count: int,
    colours: tuple[str, ...],
    rng: np.random.Generator,
    size: float = 46,
    toward: float | None = None,
) -> str:
    """Scatter leaves of several colours in an oval; all ways or about one direction (degrees)."""
    x, y, wide, high = where
    art = ""
    for colour in colours:
        places = []
        for _ in range(max(1, count // len(colours))):
            t, far = rng.uniform(0, 2 * np.pi), float(np.sqrt(rng.uniform()))
            turn = rng.uniform(0, 360) if toward is None else toward + rng.uniform(-50, 50)
            px = x + wide / 2 * (1 + far * np.cos(t))
            py = y + high / 2 * (1 + far * np.sin(t))
            places.append((round(px), round(py), float(rng.uniform(0.6, 1.2)), round(turn)))
        art += stamps(leaf(size, colour, mix(colour, "#fff3c8", 0.3)), places)
    return art


def bush(
    light: Light,
    at: Point,
    size: float,
    rng: np.random.Generator,
    colour: str = "#4f8f56",
    depth: float = 0,
) -> str:
    """Grow a bush of three greens from a point on the ground."""
    x, y = at
    art = shape(oval(x + size * 0.1, y, size * 1.1, size * 0.12), light.shade, opacity=0.25)
    for dx, dy, part, tone in (
        (0, -0.45, 1, mix(colour, light.shade, 0.35)),
        (-0.25, -0.55, 0.72, colour),
        (-0.38, -0.75, 0.4, mix(colour, light.lamp, 0.3)),
    ):
        crown = blob((x + dx * size, y + dy * size), size * part, size * part * 0.62, rng, 11, 0.1)
        art += shape(crown, light.on(tone, depth))
    return art


def tree(
    light: Light,
    at: Point,
    height: float,
    rng: np.random.Generator,
    colour: str = "#4f8f56",
    depth: float = 0,
    spread: float = 0.34,
) -> str:
    """Grow a tree: bent trunk, branches, a crown in clumps lit from the upper left."""
    x, y = at
    bark = light.on("#6b4638", depth)
    lean = float(rng.uniform(-0.05, 0.05)) * height
    w = height * 0.09
    trunk = [(x, y + 4), (x + lean * 0.3, y - height * 0.3), (x + lean, y - height * 0.62)]
    art = shape(oval(x + w, y, height * 0.2, height * 0.02), light.shade, opacity=0.25)
    art += shape(ribbon(trunk, (w * 1.5, w * 0.85, w * 0.5)), bark)
    for side in (-1, 1):
        arm = [
            (x + lean * 0.5, y - height * 0.36),
            (x + lean + side * height * 0.1, y - height * 0.52),
            (x + lean + side * height * 0.2, y - height * 0.68),
        ]
        art += shape(ribbon(arm, (w * 0.6, w * 0.4, w * 0.2)), bark)
    top = (x + lean, y - height * 0.74)
    r = height * spread
    if depth > 0.3:  # far away one clump in two tones does
        for shift, part, tone in ((0, 1, mix(colour, light.shade, 0.25)), (-0.2, 0.6, colour)):
            crown = blob((top[0] + shift * r, top[1] + shift * r), r * part, r * part * 0.9, rng, 7)
            art += shape(crown, light.on(tone, depth))
        return art
    clumps = [
        (0, 0, 1),
        (-0.75, 0.28, 0.62),
        (0.78, 0.24, 0.6),
        (0.1, -0.5, 0.66),
        (-0.5, -0.34, 0.6),
    ]
    for tone, shift, part in (
        (mix(colour, light.shade, 0.42), 0.07, 1.0),
        (colour, 0, 0.86),
        (mix(colour, light.lamp, 0.28), -0.13, 0.5),
    ):
        data = "".join(
            blob(
                (top[0] + (a + shift) * r, top[1] + (b + shift) * r),
                r * c * part * 0.8,
                r * c * part * 0.66,
                rng,
                10,
                0.1,
            )
            for a, b, c in clumps
        )
        art += shape(data, light.on(tone, depth))
    return art


def grass(
    where: tuple[float, float, float, float],
    count: int,
    colour: str,
    rng: np.random.Generator,
    height: float = 26,
) -> str:
    """Plant blades of grass in a box, as one path."""
    x, y, wide, high = where
    data = ""
    for px, py, part, bend in rng.uniform(
        (x, y, 0.5, -0.5), (x + wide, y + high, 1, 0.5), (count, 4)
    ):
        h = height * part
        data += f"M{join((round(px), round(py)))}q{join((2, -h * 0.6, bend * h, -h))}"
        data += f"q{join((3 - bend * h * 0.2, h * 0.5, 5 - bend * h, h))}Z"
    return shape(data, colour)
