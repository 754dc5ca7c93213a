"""Paper lanterns, single and on strings."""

from collections.abc import Sequence

from ee376a.story.drawing import glow, line, shape, stamps
from ee376a.story.palette import Light, mix
from ee376a.story.paths import Point, box, join, oval

YELLOW, BLUE, RED = "#f7bd2c", "#2f74c4", "#e0392c"


def lantern(light: Light, colour: str, lit: bool = False) -> str:
    """Draw a lantern that hangs from the origin: 60 wide, 88 high with cap and tassel."""
    paper = mix(colour, "#fff0c0", 0.3) if lit else light.on(colour)
    dim = mix(colour, "#d05a2a", 0.25) if lit else light.on(mix(colour, light.shade, 0.28))
    wood = light.on("#5d3f4a")
    art = glow((0, 38), 86, mix(colour, "#ffe9a0", 0.5), 0.6) if lit else ""
    art += line("M0-2V10M0 66V84", wood, 3)
    art += shape(oval(0, 38, 30, 29), paper)
    art += shape("M8 9.6A30 29 0 0 1 8 66.4C24 52 24 24 8 9.6Z", dim, opacity=0.6)
    if lit:
        art += shape(oval(-3, 42, 13, 16), "#fff6d2", opacity=0.75)
    art += line("M-27 26Q0 32 27 26M-30 39Q0 46 30 39M-26 52Q0 59 26 52", dim, 2, 0.7)
    return art + shape(box(-13, 6, 26, 7, 2) + box(-11, 63, 22, 6, 2), wood)


def lanterns(
    light: Light, places: Sequence[tuple[float, float, float, str]], lit: bool = False
) -> str:
    """Hang lanterns ``(x, y, size, colour)``, one drawing stored for each colour."""
    return "".join(
        stamps(lantern(light, colour, lit), [(x, y, s, 0) for x, y, s, c in places if c == colour])
        for colour in dict.fromkeys(c for *_, c in places)
    )


def garland(
    light: Light,
    start: Point,
    end: Point,
    colours: Sequence[str],
    sag: float = 60,
    size: float = 1,
    lit: bool = False,
) -> str:
    """Hang lanterns at equal steps on a cord between two points: exactly as many as colours."""
    (x0, y0), (x1, y1) = start, end
    low = ((x0 + x1) / 2, (y0 + y1) / 2 + 2 * sag)
    cord = line(f"M{join(start)}Q{join((*low, *end))}", light.on("#4d3a4a"), 3)
    places = []
    for k, colour in enumerate(colours):
        t = (k + 0.5) / len(colours)
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * low[0] + t * t * x1
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * low[1] + t * t * y1
        places.append((round(x), round(y), size, colour))
    return cord + lanterns(light, places, lit)
