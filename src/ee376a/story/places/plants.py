"""Leaves, in the corners of a page."""

import numpy as np

from ee376a.story.drawing import line, shape, stamps
from ee376a.story.palette import mix
from ee376a.story.paths import join


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
