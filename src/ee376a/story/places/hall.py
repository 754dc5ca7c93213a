"""The tower's hall: a round stone room, the painting, the stairs, what stands at their foot."""

import numpy as np

from ee376a.story.drawing import BLEED, cutout, glow, group, line, linear, shape
from ee376a.story.palette import LAMPLIGHT, NIGHT, Light, mix
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places import Place, air, materials, seaside
from ee376a.story.places.attic import corners
from ee376a.story.props.painting import coarse_painting, painting
from ee376a.story.props.walrus import walrus

MESSAGE = "LIFT THE WALRUS"
"""What Betty's painting says."""
STONE = "#b9aa98"
"""The colour of the tower's stones inside."""


def hall(
    light: Light,
    outside: Light,
    width: int = 1000,
    *,
    exact: bool = False,
    animal: bool = True,
    fog: float = 0.4,
) -> Place:
    """Draw the hall, 1000 or 2000 by 860; what the narrow one has is the right end of the wide one.

    Parameters
    ----------
    light, outside
        The hour inside, and what is seen through the window.
    width
        2000 has the door and a larger painting.
    exact
        Draw every triangle of the painting, else a small likeness.
    animal
        Whether the walrus stands at the foot of the stairs; else you draw it.
    fog
        Of the view.
    """
    rng, on = np.random.default_rng(21), light.on
    evening = outside is NIGHT or light is LAMPLIGHT
    back = wall(light, rng, width)
    wide = width == 2000
    window = (690.0, 200.0) if wide else (120.0, 250.0)
    if evening:
        back += glow((width * 0.55, 330), 620, "#ffdf9c", 0.5)
    back += arched_window(light, outside, window, 1.35 if wide else 1, rng, fog)
    if wide:
        back += _door(light, (250, 690), rng)
    left, top, size = (1120, 84, 520) if wide else (290, 150, 380)
    if exact:
        rim = size * 0.035
        back += cutout(
            box(left - rim, top - rim, size + 2 * rim, size * 56 / 66 + 2 * rim), on("#7b4636"), 14
        )
        back += painting(MESSAGE, (left, top), size, light)
    else:
        back += coarse_painting(MESSAGE, (left, top), size, light)
    back += _floor(light, rng, width)
    back += group(stairs(light, rng), at=(width - 1000, 0))
    if not evening:
        x, y = window
        s = 1.35 if wide else 1
        shaft = [(x - 44 * s, y + 72 * s), (x + 46 * s, y - 62 * s), (x + 690, 890), (x + 250, 890)]
        back += air.beam(shaft, outside.lamp, 52, 0.45)
        back += shape(oval(x + 430, 812, 230, 46), outside.lamp, opacity=0.28)
    if animal:
        back += walrus(light, (width - 150, 752), 258)
    if evening:
        back += corners(light, width)
    return Place(back, _front(light, rng, width))


def wall(light: Light, rng: np.random.Generator, width: int) -> str:
    """Build the round wall: courses that bend up above our eyes and down below them."""
    on = light.on
    art = air.wash(width, 860, on(mix(STONE, "#ffe6c0", 0.25)), on(mix(STONE, light.shade, 0.12)))
    joints, stones = "", ""
    for k in range(-2, 17):
        y = k * 46
        bend = (y - 400) * 0.16
        joints += (
            f"M{-BLEED} {y + bend:.0f}Q{width / 2:g} {y - bend:.0f} {width + BLEED} {y + bend:.0f}"
        )
        for _ in range(width // 160):
            x = float(rng.uniform(-20, width - 40))
            t = (x + BLEED) / (width + 2 * BLEED)
            lift = y + bend * (1 - 4 * t * (1 - t))
            w = float(rng.uniform(40, 78))
            stones += (
                f"M{join(map(round, (x, lift + 5)))}h{w:.0f}v{36 + rng.uniform(-2, 2):.0f}"
                f"h{-w:.0f}Z"
            )
    art += shape(stones, on(mix(STONE, light.shade, 0.22)), opacity=0.35)
    art += line(joints, on(mix(STONE, light.shade, 0.42)), 2.5, 0.45)
    dim = f"{light.shade}/.5"
    art += shape(box(-BLEED, -BLEED, width * 0.3, 920), linear(0, dim, f"{light.shade}/0"))
    return art + shape(
        box(width * 0.7 + BLEED, -BLEED, width * 0.3, 920), linear(180, dim, f"{light.shade}/0")
    )


def arched_window(
    light: Light, outside: Light, at: Point, size: float, rng: np.random.Generator, fog: float = 0
) -> str:
    """Set a deep arched window into the wall; ``at`` is in its middle, the sill 84 below."""
    (x, y), s, on = at, size, light.on

    def arch(half: float, top: float, low: float) -> str:
        return (
            f"M{join((x - half * s, y + low * s))}V{y - top * s:.0f}a{half * s:g}"
            f" {half * s:g} 0 0 1 {2 * half * s:g} 0V{y + low * s:.0f}Z"
        )

    art = shape(arch(74, 44, 84), on(mix(STONE, light.shade, 0.5)))
    art += shape(arch(60, 40, 80), on(mix(STONE, "#fff3d6", 0.35)))
    view = shape(
        box(x - 60 * s, y - 110 * s, 120 * s, 200 * s), linear(90, outside.sky, outside.horizon)
    )
    view += group(seaside.sea(outside, 20 * s, rng, 110 * s, 110 * s), at=(x - 55 * s, y))
    if fog:
        view += group(
            seaside.fogbank(outside, 2, 34 * s, rng, 110 * s, -40, fog), at=(x - 55 * s, y)
        )
    art += group(view, clip=arch(48, 36, 72))
    bars = f"M{x:g} {y - 84 * s:.0f}V{y + 72 * s:.0f}M{x - 48 * s:.0f} {y - 4 * s:.0f}h{96 * s:.0f}"
    art += line(bars, on("#6d4a40"), 6 * s)
    return art + cutout(
        materials.slab((x - 84 * s, y + 78 * s, 168 * s, 20 * s), rng),
        on(mix(STONE, "#fff3d6", 0.5)),
        7,
        light.shade,
    )


def _floor(light: Light, rng: np.random.Generator, width: int) -> str:
    on, mid = light.on, width / 2
    edge = f"M{-BLEED} 720Q{mid:g} 586 {width + BLEED} 720V890H{-BLEED}Z"
    art = shape(edge, linear(90, on("#8d7b74"), on("#b7a18c")))
    flags = "".join(
        f"M{-BLEED} {720 + d}Q{mid:g} {586 + d * 1.05:.0f} {width + BLEED} {720 + d}"
        for d in (34, 80, 138, 206)
    )
    for k in range(width // 60):
        x = width * (k + 0.5) / (width // 60)
        flags += f"M{x:.0f} {640 + (x / mid - 1) ** 2 * 76:.0f}L{mid + (x - mid) * 1.5:.0f} 880"
    art += line(flags, on(mix("#8d7b74", light.shade, 0.5)), 2.5, 0.4)
    art += line(
        f"M{-BLEED} 720Q{mid:g} 586 {width + BLEED} 720", on(mix(STONE, light.shade, 0.55)), 9, 0.6
    )
    mat = (
        (1.0, "#7a3550"),
        (0.88, "#e8c67c"),
        (0.8, "#2c5f78"),
        (0.42, "#e8c67c"),
        (0.34, "#7a3550"),
    )
    for part, tone in mat:
        art += shape(oval(width - 560, 768, 250 * part, 54 * part), on(tone))
    return art + materials.drybrush((width - 800, 726, 480, 90), 10, on("#fff0d0"), rng, 3, 0.2)


def stairs(light: Light, rng: np.random.Generator) -> str:
    """Wind the stone stairs up the wall at the right, in the narrow hall's coordinates."""
    on = light.on
    steps, front = [], ""
    x, y = 716.0, 700.0
    for k in range(13):
        wide = 42 - k * 1.4
        steps.append((x, y, wide))
        x, y = x + wide * 0.78, y - 44 - k * 0.6
    under = [(716, 706), *[(a, b - 30) for a, b, _ in steps], (1040, 100), (1040, 730), (900, 720)]
    art = shape(poly(under), on(mix(STONE, light.shade, 0.5)))
    art += materials.bricks(
        (760, 420, 280, 300), 22, on(mix(STONE, light.shade, 0.65)), rng, (56, 24), 0.5
    )
    for a, b, w in steps:
        front += f"M{join(map(round, (a - 6, b)))}v-36h{w + 16:.0f}v36Z"
        top = [(a - 12, b - 36), (a + 14, b - 52), (a + w + 22, b - 52), (a + w + 10, b - 36)]
        art += shape(poly(top), on(mix(STONE, "#fff3d6", 0.42)))
    art += shape(front, on(mix(STONE, light.shade, 0.1)))
    rope = [(700, 590), (742, 500), (822, 360), (900, 210), (960, 60), (990, -40)]
    return (
        art
        + line(smooth(rope, closed=False), on("#c79d5e"), 9)
        + line(smooth(rope, closed=False), on("#8c6238"), 3, 0.6, 'stroke-dasharray="3 9"')
    )


def _door(light: Light, at: Point, rng: np.random.Generator) -> str:
    """Hang the heavy door, 250 by 430; ``at`` is the middle of its foot."""
    (x, y), on = at, light.on
    frame = f"M{x - 150} {y}V{y - 320}a150 150 0 0 1 300 0V{y}Z"
    leaf = f"M{x - 118} {y}V{y - 316}a118 118 0 0 1 236 0V{y}Z"
    art = shape(frame, on(mix(STONE, light.shade, 0.45))) + shape(leaf, on("#2f6a70"))
    art += line(
        "".join(
            f"M{x + d} {y - 6}V{y - 316 - (118**2 - d * d) ** 0.5:.0f}"
            for d in (-78, -39, 0, 39, 78)
        ),
        on("#1f4a54"),
        4,
        0.7,
    )
    art += materials.drybrush((x - 116, y - 400, 232, 390), 12, on("#6fb0ac"), rng, 4, 0.3, True)
    art += line(f"M{x - 116} {y - 96}h190M{x - 116} {y - 290}h190", on("#3b3340"), 14)
    art += shape(oval(x + 84, y - 190, 13), on("#f0c860")) + shape(
        oval(x + 84, y - 190, 5), on("#7a5228")
    )
    hooks = "".join(f"M{a} 330v30q0 14 14 10" for a in (-10, 470, 530))
    art += line(hooks, on("#4a3a40"), 6)
    coat = "M458 352q18-20 36 0l22 150q-40 18-78 0Z"
    art += shape(coat, on("#a9473c"))
    art += shape("M480 346q10 0 14 6l22 150q-16 8-30 8Z", on(mix("#a9473c", light.shade, 0.3)))
    net = "".join(
        f"M{836 + k * 26} {250 - k * 6}q{20 - k * 4} 90 {10 - k * 6} 210" for k in range(6)
    )
    net += "".join(f"M826 {300 + k * 36}q70 34 142 {-8 - k * 3}" for k in range(5))
    art += line(net, on("#6f5f63"), 3, 0.8) + line("M820 246L980 214", on("#8a5a38"), 9)
    floats = "".join(oval(x, y, 13) for x, y in ((846, 470), (896, 486), (948, 470)))
    art += shape(floats, on("#e2493b")) + line("M820 246v-30M980 214v-30", on("#4a3a40"), 5)
    oars = "M18 700L58 250M52 700L20 262"
    return (
        art
        + line(oars, on("#a8714a"), 11)
        + shape(oval(58, 238, 16, 44) + oval(20, 250, 16, 44), on("#c98f5e"))
    )


def _front(light: Light, rng: np.random.Generator, width: int) -> str:
    """Put a coil of rope and a dark barrel into the near corner."""
    dark = mix(light.on("#43354a"), light.shade, 0.4)
    art = shape(
        smooth([(-40, 770), (20, 742), (74, 752), (96, 830), (84, 900), (-40, 900)], ease=0.7), dark
    )
    art += line("M-40 790q60 16 126-6M-40 850q64 14 132-4", mix(dark, light.lamp, 0.2), 6)
    return art + air.grain(light, rng, width)
