"""A small kit for drawing pictures as SVG: shapes, smooth paths, paper-cut shadows, texture.

Every drawing is a plain string, so parts are joined with ``+`` or ``"".join``. Paths are built
in two steps: a function such as ``smooth`` gives the *data* of a path, ``shape`` or
``cutout`` paints it. Gradients and clips are written where they are used
(``fill=linear(...)``, ``group(..., clip=data)``); ``picture`` gathers them in one place
under names that begin with the name of the picture, so many pictures can share one web page.
"""

import math
import re
import zlib
from collections.abc import Iterable
from html import escape

import numpy as np

from ee376a.story.paths import Point, join, num, oval

BLEED = 30
"""Units drawn beyond the edges of a page, for the printer's knife."""


def linear(angle: float, *colours: str) -> str:
    """Give a fill that runs through colours; 0 runs to the right, 90 down.

    A colour may carry its opacity: ``"#ffffff/.4"``.
    """
    return f"linear({num(angle)} {' '.join(colours)})"


def radial(*colours: str, at: Point = (0.5, 0.5), radius: float = 0.5) -> str:
    """Give a fill that runs from a centre outwards, as fractions of the shape's box."""
    return f"radial({at[0]:g} {at[1]:g} {radius:g} {' '.join(colours)})"


def shape(
    data: str,
    fill: str = "none",
    stroke: str = "",
    width: float = 0,
    opacity: float = 1,
    extra: str = "",
) -> str:
    """Paint a path: filled, outlined with round joins, or both.

    Parameters
    ----------
    data
        What ``smooth``, ``poly``, ``oval`` and the like give; several may be joined.
    fill, stroke
        Colours, ``linear`` or ``radial``.
    width
        Of the outline.
    opacity
        0 to 1.
    extra
        More attributes, written out.
    """
    look = f' fill="{fill}"'
    if stroke:
        look += f' stroke="{stroke}" stroke-width="{num(width)}"'
    if opacity < 1:
        look += f' opacity="{opacity:.2g}"'
    return f'<path d="{data}"{look}{" " * bool(extra)}{extra}/>'


def line(data: str, stroke: str, width: float, opacity: float = 1, extra: str = "") -> str:
    """Paint a path as a line with round ends."""
    return shape(data, "none", stroke, width, opacity, extra)


def cutout(data: str, fill: str, lift: float = 6, shade: str = "#1d1230", **look: float) -> str:
    """Paint a shape as paper laid on the picture: two offset shadows under it.

    ``lift`` tells how far above the picture the paper floats.
    """
    shadow = "".join(
        f'<path d="{data}" fill="{shade}" opacity="{strength}" '
        f'transform="translate({join((lift * k / 2, lift * k))})"/>'
        for k, strength in ((1, 0.1), (0.45, 0.14))
    )
    return shadow + shape(data, fill, **look)  # type: ignore[arg-type]


def group(
    *parts: str,
    at: Point = (0, 0),
    scale: float = 1,
    rotate: float = 0,
    flip: bool = False,
    opacity: float = 1,
    clip: str = "",
) -> str:
    """Join parts and move, turn (degrees, clockwise), scale, mirror, fade or clip them as one.

    ``clip`` is the data of a path in the group's own coordinates: only what lies in it shows.
    """
    moves = []
    if at != (0, 0):
        moves.append(f"translate({join(at)})")
    if rotate:
        moves.append(f"rotate({num(rotate)})")
    if flip or scale != 1:
        moves.append(f"scale({-scale if flip else scale:.3g} {scale:.3g})")
    look = f' transform="{"".join(moves)}"' if moves else ""
    if opacity < 1:
        look += f' opacity="{opacity:.2g}"'
    if clip:
        look += f' clip-path="clip({clip})"'
    inside = "".join(parts)
    return f"<g{look}>{inside}</g>" if look else inside


def stamps(part: str, places: Iterable[tuple[float, float, float, float]]) -> str:
    """Repeat a part at ``(x, y, scale, degrees)``; its drawing is stored once in the picture."""
    name = f"~{zlib.crc32(part.encode()):x}"
    uses = "".join(
        f'<use href="#{name}" transform="translate({join((x, y))})'
        + (f"rotate({num(turn)})" if turn else "")
        + (f"scale({size:.3g})" if size != 1 else "")
        + '"/>'
        for x, y, size, turn in places
    )
    return f'<defs><g id="{name}">{part}</g></defs>{uses}'


# Texture and light.


def specks(
    where: tuple[float, float, float, float],
    count: int,
    colour: str,
    rng: np.random.Generator,
    size: float = 3,
    opacity: float = 0.3,
) -> str:
    """Scatter dots in a box ``(x, y, width, height)``: grain, snow, stars, dust."""
    x, y, wide, high = where
    spots = rng.uniform((x, y), (x + wide, y + high), (count, 2))
    data = "".join(f"M{join(map(round, spot))}h.1" for spot in spots.tolist())
    return line(data, colour, size, opacity)


def strokes(
    where: tuple[float, float, float, float],
    count: int,
    colour: str,
    rng: np.random.Generator,
    length: float = 60,
    angle: float = 0,
    size: float = 2,
    opacity: float = 0.2,
) -> str:
    """Scatter short brush strokes in a box: hatching, rain, grass, the grain of wood."""
    x, y, wide, high = where
    data = ""
    for cx, cy, part, turn in rng.uniform(
        (x, y, 0.5, -4), (x + wide, y + high, 1, 4), (count, 4)
    ).tolist():
        a = math.radians(angle + turn)
        data += f"M{join((round(cx), round(cy)))}"
        data += f"l{join((math.cos(a) * length * part, math.sin(a) * length * part))}"
    return line(data, colour, size, opacity)


def glow(at: Point, radius: float, colour: str, opacity: float = 0.6) -> str:
    """Paint light that fades outwards from a lamp, a window, the moon."""
    fill = radial(f"{colour}/{opacity:g}", f"{colour}/{opacity * 0.35:.2g}", f"{colour}/0")
    return shape(oval(*at, radius), fill)


# The whole picture.


def _paint(spec: str, name: str) -> str:
    """Give the definition of a gradient or a clip as an element called ``name``."""
    kind, rest = spec.split("(", 1)
    if kind == "clip":
        return f'<clipPath id="{name}"><path d="{rest}"/></clipPath>'
    words = rest.split()
    lead, colours = (words[:1], words[1:]) if kind == "linear" else (words[:3], words[3:])
    stops = ""
    for k, colour in enumerate(colours):
        tone, _, opacity = colour.partition("/")
        fade = f' stop-opacity="{opacity}"' if opacity else ""
        stops += f'<stop offset="{k / max(len(colours) - 1, 1):.3g}" stop-color="{tone}"{fade}/>'
    if kind == "linear":
        a = math.radians(float(lead[0]))
        # across the whole box of the shape, whatever the angle
        dx, dy = math.cos(a) / 2, math.sin(a) / 2
        ends = f'x1="{0.5 - dx:.3g}" y1="{0.5 - dy:.3g}" x2="{0.5 + dx:.3g}" y2="{0.5 + dy:.3g}"'
        return f'<linearGradient id="{name}" {ends}>{stops}</linearGradient>'
    cx, cy, r = lead
    return f'<radialGradient id="{name}" cx="{cx}" cy="{cy}" r="{r}">{stops}</radialGradient>'


def picture(name: str, size: tuple[int, int], title: str, desc: str, *layers: str) -> str:
    """Join layers, from the back to the front, to a complete SVG document.

    Parameters
    ----------
    name
        Begins every id in the picture: a letter, then letters and digits.
    size
        Width and height of the page; what lies beyond the edges is cut.
    title, desc
        What the picture is called, and what a listening child needs of it.
    layers
        The drawings.

    Returns
    -------
    str
        ``<svg ...>`` with ``<title>`` and ``<desc>``.

    Examples
    --------
    >>> svg = picture("p1", (100, 80), "Night", "A moon.", shape(oval(50, 40, 9), "#ffe"))
    >>> svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80"')
    True
    """
    art = "".join(layers)
    parts: dict[str, str] = {}
    inmost = re.compile(r'<defs><g id="~(\w+)">((?:(?!<defs>).)*?)</g></defs>', re.DOTALL)
    while found := inmost.search(art):
        parts[found[1]] = found[2]
        art = art[: found.start()] + art[found.end() :]
    stored = "".join(f'<g id="~{key}">{part}</g>' for key, part in parts.items())
    paints: dict[str, str] = {}

    def refer(match: re.Match[str]) -> str:
        label = paints.setdefault(match[1], f"~{len(paints)}")
        return f'"url(#{label})"'

    body = re.sub(r'"((?:linear|radial|clip)\([^"]*)\)"', refer, f"{stored}\x00{art}")
    stored, art = body.split("\x00")
    defs = "".join(_paint(spec, label) for spec, label in paints.items()) + stored
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" role="img" '
        'stroke-linecap="round" stroke-linejoin="round" '
        f'aria-labelledby="{name}-t {name}-d"><title id="~t">{escape(title)}</title>'
        f'<desc id="~d">{escape(desc)}</desc>' + (f"<defs>{defs}</defs>" if defs else "") + art
    )
    return re.sub(r'(id="|url\(#|href="#)~', rf"\1{name}-", whole) + "</svg>"
