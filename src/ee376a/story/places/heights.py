"""The top of the tower: the winding stairs and the lamp room."""

import numpy as np

from ee376a.story.drawing import BLEED, glow, line, linear, radial, shape
from ee376a.story.palette import NIGHT, Light, mix
from ee376a.story.paths import Point, box, join, oval, poly
from ee376a.story.places import Place, air, materials, seaside
from ee376a.story.places.attic import corners
from ee376a.story.places.hall import STONE, arched_window, wall
from ee376a.story.props.things import lens

_AXIS, _REACH, _DEPTH = 470.0, 400.0, 96.0
_PILLAR = 84.0
_FOG = Light("#8e97ba", "#b4bbd2", "#ffffff", "#9aa3c4", "#aab2cc", "#3a4266")
_STEPS, _RISE = 16, 27.0  # a turn, and the height of one


def tread(k: float) -> Point:
    """Tell where one stands on the winding stairs: the middle of step k, 0 at the page's foot.

    Examples
    --------
    >>> tread(0)[1] > tread(4)[1]
    True
    """
    angle = 2 * np.pi * (k + 0.5) / _STEPS
    middle = 0.68 * _REACH
    return (
        _AXIS + middle * float(np.cos(angle)),
        930 - _RISE * k - 0.68 * _DEPTH * float(np.sin(-angle)) - _RISE,
    )


def winding_stairs(light: Light) -> Place:
    """Draw the stairs winding up round their pillar, 1000 by 860, grey windows in the wall."""
    rng, on = np.random.default_rng(51), light.on
    back = wall(light, rng, 1000)
    for x, y, s in ((150, 520, 0.72), (820, 300, 0.72), (200, 60, 0.72)):
        back += arched_window(light, _FOG, (x, y), s, rng, 1)
        back += shape(oval(x, y, 130, 150), radial("#c5cff2/.5", "#c5cff2/0"))
    back += glow((520, 940), 460, "#ffb870", 0.5)
    parts = [(np.sin(2 * np.pi * (k + 0.5) / _STEPS), k) for k in range(-6, 40)]
    behind = sorted(p for p in parts if p[0] < 0)
    before = sorted(p for p in parts if p[0] >= 0)
    back += "".join(_step(light, k) for _, k in behind)
    pillar = [
        (_AXIS - _PILLAR, -40),
        (_AXIS + _PILLAR, -40),
        (_AXIS + _PILLAR, 900),
        (_AXIS - _PILLAR, 900),
    ]
    back += shape(
        poly(pillar),
        linear(
            0,
            on(mix(STONE, light.shade, 0.1)),
            on(mix(STONE, "#fff3d6", 0.25)),
            on(mix(STONE, light.shade, 0.5)),
        ),
    )
    back += materials.bricks(
        (_AXIS - 80, -20, 160, 900), 30, on(mix(STONE, light.shade, 0.45)), rng, (54, 26), 0.4
    )
    back += "".join(_step(light, k) for _, k in before)
    return Place(back, corners(light) + air.grain(light, rng))


def _step(light: Light, k: int) -> str:
    """Lay step k: its tread, its riser, and its end where it faces us."""
    on = light.on
    y = 930 - _RISE * k

    def at(angle: float, far: float) -> Point:
        return (
            _AXIS + far * float(np.cos(angle)),
            y + far / _REACH * _DEPTH * float(np.sin(angle)),
        )

    a, b = 2 * np.pi * k / _STEPS, 2 * np.pi * (k + 1) / _STEPS
    near = float(np.sin((a + b) / 2))
    dim = 0.42 - 0.32 * near
    top, face = (
        on(mix("#d8c7ab", light.shade, dim * 0.8)),
        on(mix("#a8937f", light.shade, dim + 0.08)),
    )
    quad = [at(a, _PILLAR), at(a, _REACH), at(b, _REACH), at(b, _PILLAR)]
    thick = _RISE + 12
    edge = [at(a, _REACH), at(b, _REACH)]
    end = [edge[0], edge[1], (edge[1][0], edge[1][1] + thick), (edge[0][0], edge[0][1] + thick)]
    rise = [quad[0], quad[1], (quad[1][0], quad[1][1] + _RISE), (quad[0][0], quad[0][1] + _RISE)]
    art = shape(poly(rise), face)
    if near > 0:
        art += shape(poly(end), on(mix("#8f7c70", light.shade, dim)))
    lip = f"M{join(quad[0])}L{join(quad[1])}"
    return art + shape(poly(quad), top) + line(lip, on("#f2e4c8"), 2.5, 0.55)


def lamp_room() -> Place:
    """Draw the lamp room at night, 1000 by 860: glass all round, the lens huge above."""
    rng, light = np.random.default_rng(52), NIGHT
    on = light.on
    back = air.wash(1000, 860, "#1b2350", "#3a4780", "#2a3468")
    back += seaside.fogbank(light, 60, 560, rng, 1000, -300, 0.5)
    back += shape(
        box(-BLEED, -BLEED, 1060, 920),
        radial("#aab6e6/.35", "#aab6e6/.12", "#aab6e6/0", at=(0.3, 0.35), radius=0.6),
    )
    iron = mix(on("#2a2440"), light.shade, 0.55)
    panes = ""
    for x in (-10, 150, 330, 540, 760, 930):
        lean = (x - 500) * 0.08
        panes += f"M{x} 660L{x + lean:.0f} -40"
    back += line(panes, iron, 17) + line(
        "M-40 300Q500 250 1040 300M-40 40Q500-30 1040 40", iron, 11
    )
    shine = "".join(
        f"M{x} {y}l{40} {-70}"
        for x, y in ((40, 240), (220, 520), (420, 200), (640, 560), (850, 230))
    )
    back += line(shine, "#c9d3f6", 7, 0.22)
    back += shape(
        "M-40 650Q500 560 1040 650V900H-40Z",
        linear(90, mix(on("#4a3a58"), light.shade, 0.4), mix(on("#4a3a58"), light.shade, 0.75)),
    )
    boards = "".join(f"M{500 + d} 600L{500 + d * 2.2} 900" for d in range(-480, 481, 80))
    back += line(boards, light.shade, 3, 0.5)
    back += line("M-40 650Q500 560 1040 650", iron, 16)
    back += lens(light, (610, 250), 600)
    pedestal = [(520, 560), (720, 560), (752, 820), (488, 820)]
    brass = mix(on("#b98a3a"), light.shade, 0.25)
    back += shape(oval(620, 824, 190, 24), light.shade, opacity=0.5)
    back += shape(materials.cut(pedestal, rng, 2), mix(brass, light.shade, 0.35))
    back += shape(poly([(520, 560), (580, 560), (566, 820), (488, 820)]), brass)
    bolts = "".join(f"M{x} {y}h.1" for x, y in ((538, 590), (532, 780), (704, 590), (722, 780)))
    back += line(bolts, mix(brass, "#fff3c0", 0.4), 12)
    front = corners(light, strength=0.8)
    dark = mix(on("#2a2440"), light.shade, 0.7)
    front += shape(
        materials.cut([(860, 900), (880, 720), (960, 690), (1040, 700), (1040, 900)], rng, 4), dark
    )
    return Place(back, front + air.grain(light, rng))
