"""Pages 22 to 26: two cans, one long string, and a gull."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from ee376a.entropy import huffman
from ee376a.panopticon import octal
from ee376a.panopticon.palettes import PAINTER
from ee376a.story.characters import claude, pose, shannon
from ee376a.story.costumes import SHANNON
from ee376a.story.creatures import noise
from ee376a.story.drawing import cutout, glow, group, line, linear, shape, specks
from ee376a.story.numbers import SECRET
from ee376a.story.palette import CREAM, DUSK, LAMPLIGHT, NIGHT, darker, lit, mix
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places import air, attic, hall, materials, seaside, section
from ee376a.story.props import furniture, papers


def _tin(at: Point, size: float, rotate: float) -> str:
    return furniture.can(LAMPLIGHT, at, size, rotate)


def calling() -> str:
    """Pages 22 and 23: two cans and one long string."""
    room = section.section(DUSK)
    listens = pose("stand", lean=3, nod=12, far_arm=(20, 96), near_hand="fist", far_hand="fist")
    pencil = line("M0-26V34", "#f2b632", 8) + line("M0 34v9", "#3b2a3f", 8)
    girl = shannon(
        listens,
        "busy",
        at=(470, section.FLOOR),
        height=420,
        flip=True,
        near_to=(536, 486),
        far_to=(378, 556),
        far_prop=pencil,
        look=(0.7, 0.35),
    )
    ear = (536.0, 462.0)
    actor = pose(
        "stand",
        lean=-10,
        nod=-10,
        near_arm=(-96, -128),
        near_hand="wave",
        far_hand="fist",
        near_leg=(-16, -8),
        far_leg=(24, 6),
    )
    boy = claude(
        actor,
        "laugh",
        goggles=False,
        at=(1500, section.FLOOR + 26),
        height=350,
        flip=True,
        far_to=(1412, 596),
        look=(0.6, -0.2),
    )
    mouth = (boy.far_hand[0] - 4, boy.far_hand[1] - 12)
    ends = [ear, (690, 450), (920, 462), (1150, 474), mouth]
    string = line(smooth(ends, closed=False, ease=0.6), "#fff1cf", 4)
    one, two = (mouth[0] - 20, mouth[1] - 64), (mouth[0] + 16, mouth[1] - 78)
    calls = line(f"M{join(one)}q-26-26-12-62M{join(two)}q-14-18-6-48", CREAM, 6, 0.7)
    leans = papers.chart(LAMPLIGHT, (128, 392), 176, rotate=-5)
    return (
        room.back
        + lit(noise("stand", (606, 166), 96, goggles=True), DUSK)
        + leans
        + lit(girl.art, LAMPLIGHT)
        + _tin(ear, 0.72, -94)
        + lit(boy.art, LAMPLIGHT)
        + string
        + _tin(mouth, 0.8, -74)
        + calls
        + room.front
    )


def names() -> dict[str, str]:
    """Give the short name of each colour of the message, 0 for hoo and 1 for hee, shortest first.

    Examples
    --------
    >>> list(names().items())[0]
    ('1', '0')
    """
    colours = Counter(str(digit) for digit in octal.encode(SECRET))
    code = huffman.canonical(huffman.codewords(huffman.tree(colours)))
    return dict(sorted(code.items(), key=lambda item: (len(item[1]), item[1])))


def _inset(at: Point, radius: float, *layers: str) -> str:
    """Look into a room through a round hole in the paper."""
    x, y = at
    rim = shape(oval(x + 6, y + 10, radius + 12), NIGHT.shade, opacity=0.35)
    return rim + shape(oval(x, y, radius + 11), CREAM) + group(*layers, clip=oval(x, y, radius))


def naming() -> str:
    """Page 24: eight names on eight strings."""
    rng = np.random.default_rng(24)
    back = air.wash(1000, 860, "#232a5c", "#3d3f7d", "#6a4f86")
    back += materials.drybrush((-40, -20, 1080, 900), 20, "#8f7ab8", rng, 26, 0.07)
    back += specks((0, 0, 1000, 860), 60, "#fff4d0", rng, 4, 0.5)
    art = back
    for k, (colour, name) in enumerate(names().items()):
        y = 84 + k * 97
        art += line(f"M-40 {y - 26}Q30 {y - 4} 84 {y}", "#e9d2a4", 5)
        art += papers.beads(LAMPLIGHT, (84, y), 64, PAINTER.colours[int(colour)], name)
    art += lit(noise("stand", (238, 84), 74, goggles=True), DUSK)
    top, low = (772.0, 214.0), (828.0, 664.0)
    room = attic.attic(LAMPLIGHT, DUSK, furnished=False)
    listens = pose("stand", lean=4, nod=8, near_hand="fist")
    girl = shannon(
        listens, "calm", at=(728, 606), height=530, flip=True, near_to=(834, 262), look=(0.5, 0.2)
    )
    ear = (828.0, 238.0)
    art += _inset(top, 186, group(room.back, at=(390, -60), scale=0.86), lit(girl.art, LAMPLIGHT))
    stone = hall.hall(LAMPLIGHT, DUSK, animal=False)
    hoots = pose("stand", lean=-4, nod=-8, near_arm=(-40, -20), far_hand="fist", far_over=True)
    boy = claude(
        hoots,
        "surprised",
        goggles=False,
        at=(866, 1020),
        height=520,
        flip=True,
        far_to=(746, 716),
        look=(0.6, -0.1),
    )
    mouth = (boy.far_hand[0] - 6, boy.far_hand[1] - 10)
    art += _inset(low, 168, group(stone.back, at=(516, 310), scale=0.8), lit(boy.art, LAMPLIGHT))
    string = smooth(
        [ear, (958, 250), (990, 380), (700, 452), (606, 560), (640, 680), mouth], closed=False
    )
    art += line(string, "#fff1cf", 5) + _tin(ear, 0.95, -84) + _tin(mouth, 1.05, -70)
    for k, r in enumerate((34, 54, 74)):
        start = (mouth[0] - 40 - r * 0.5, mouth[1] - r)
        arc = f"M{join(start)}a{r} {r} 0 0 0 {join((-r * 0.2, r * 1.2))}"
        art += line(arc, CREAM, 7 - k, 0.75)
    return art + air.grain(DUSK, rng)


def _waves(start: Point, end: Point, height: float, rng: np.random.Generator | None = None) -> str:
    """Draw a sound along a line: smooth waves, or torn ones where a generator is given."""
    (x0, y0), (x1, y1) = start, end
    steps = 26 if rng else 40
    points: list[Point] = []
    for k in range(steps + 1):
        t = k / steps
        up = float(rng.uniform(-1.2, 1.2)) if rng else float(np.sin(t * 7 * np.pi))
        up *= height * float(0.3 + 0.7 * np.sin(np.pi * t))
        points.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t - up))
    return poly(points, False) if rng else smooth(points, closed=False)


def singing() -> str:
    """Page 25: Noise finds the string and sings."""
    rng = np.random.default_rng(25)
    art = air.sky(DUSK, rng, clouds=0)
    art += shape("M-30-30H1030V890H-30Z", linear(90, "#1a1748/.6", "#1a1748/.2", "#141238/.5"))
    art += glow((520, 400), 430, "#ffb06a", 0.5)
    art += shape(oval(520, 400, 214), linear(90, "#f9b56c", "#ee7d56"))
    for x, y, size in ((250, 150, 0.8), (800, 110, 0.7), (820, 430, 0.9)):
        art += air.cloud(DUSK, (x, y), size, rng)
    art += seaside.sea(DUSK, 600, rng, glint=520)
    art += shape("M-30 600H1030V890H-30Z", linear(90, "#141238/.25", "#141238/.6"))
    art += seaside.fogbank(DUSK, 470, 170, rng, 1000, 60, 0.75)
    stone = mix(DUSK.on(seaside.STONE), DUSK.shade, 0.45)
    wall = mix(DUSK.on("#e9b44c"), DUSK.shade, 0.45)
    art += shape(materials.cut([(880, -40), (1040, -40), (1040, 900), (846, 900)], rng, 4), stone)
    art += materials.bricks((880, 0, 160, 860), 40, mix(stone, DUSK.shade, 0.4), rng, (44, 22))
    art += shape(box(-40, -40, 166, 940), wall)
    art += materials.planks((-40, -40, 166, 940), 26, mix(wall, DUSK.shade, 0.4), rng)
    roof = [(-40, -150), (30, -110), (226, 118), (198, 150), (-40, -60)]
    tiles = mix(DUSK.on("#35606b"), DUSK.shade, 0.4)
    art += cutout(materials.cut(roof, rng, 3), tiles, 10, DUSK.shade)
    rows = "".join(f"M{40 + 34 * k} {-66 + 40 * k}l-22 20" for k in range(6))
    art += line(rows, mix(tiles, DUSK.shade, 0.5), 5, 0.7)
    frame = DUSK.on("#f6ead0")
    art += glow((52, 270), 210, "#ffd98a", 0.75) + shape(oval(52, 270, 66), frame)
    art += shape(oval(52, 270, 54), "#ffdf94") + line("M-2 270h108M52 216v108", frame, 8)
    art += glow((948, 240), 190, "#ffd98a", 0.75)
    art += shape("M896 300V236a52 52 0 0 1 104 0V300Z", DUSK.on("#6d4a40"))
    art += shape("M908 292V238a40 40 0 0 1 80 0V292Z", "#ffdf94")
    left, seat, right = (110.0, 282.0), (500.0, 520.0), (906.0, 268.0)
    cord = f"M{join(left)}Q{join((330, 436, *seat))}Q{join((690, 436, *right))}"
    art += line(cord, "#fff1cf", 5)
    art += line(_waves((880, 212), (610, 384), 34), "#ffe7a8", 8, 0.95)
    art += line(_waves((322, 392), (136, 214), 40, rng), "#ff9a7a", 8, 0.95)
    gull = noise("stand", (508, 520), 380, flip=True, open_beak=True, goggles=True)
    art += lit(gull, DUSK)
    notes = oval(250, 146, 17, 13) + oval(306, 92, 14, 11)
    art += shape(notes, "#ff9a7a") + line("M265 144V80l36-12M319 90V38l32-8", "#ff9a7a", 7)
    art += seaside.boat(DUSK, (640, 704), 0.5, "#3f4f72", depth=0.25, flip=True)
    waves = smooth([(-40, 800), (160, 776), (420, 806), (700, 780), (1040, 812)], closed=False)
    art += shape(f"{waves}V900H-40Z", mix(DUSK.on("#1f4a5c"), DUSK.shade, 0.55))
    return art + air.grain(DUSK, rng)


def three_fingers(at: Point, size: float, rotate: float) -> str:
    """Draw Shannon's hand with three fingers up, round the middle of its palm."""
    skin = lit(SHANNON.skin, LAMPLIGHT)
    art = line("M-15-6L-34-58M1-12L2-76M16-6L37-58", skin, 16) + shape(oval(0, 8, 28, 29), skin)
    art += line("M-22 4q20 20 38 4M-9-6l-3-12M9-6l4-12", darker(skin, 0.3), 5)
    return group(art, at=at, scale=size, rotate=rotate)


def voting() -> str:
    """Page 26: hoo, hee, hoo: two against one."""
    rng = np.random.default_rng(26)
    place = attic.attic(LAMPLIGHT, DUSK, furnished=False, fog=0.7)
    back, front = (group(part, at=(-240, -70), scale=1.25) for part in (place.back, place.front))
    wx, wy = attic.WINDOW[0] * 1.25 - 240, attic.WINDOW[1] * 1.25 - 70
    foot = "M0-60V10M46-70V0" + "M-26 34L0 10L0 40M0 10L26 32M20 24L46 0L46 30M46 0L72 22"
    legs = group(line(foot, "#e79a2c", 11), at=(wx - 66, wy - 128))
    legs += group(
        shape("M-26 34L0 10L26 32L0 42ZM20 24L46 0L72 22L46 32Z", "#e79a2c"), at=(wx - 66, wy - 128)
    )
    legs = group(legs, clip=oval(wx, wy, attic.RADIUS * 1.25))
    counts = pose("stand", lean=-2, nod=4, near_hand="fist", far_hand="none", far_over=True)
    girl = shannon(
        counts,
        "thinking",
        at=(330, 960),
        height=760,
        flip=True,
        near_to=(470, 430),
        far_to=(104, 470),
        look=(0.45, 0.1),
    )
    ear = (462.0, 386.0)
    string = line(
        smooth([(ear[0] + 36, ear[1]), (590, 352), (wx - 10, wy + 10)], closed=False), "#fff1cf", 5
    )
    art = back + legs + string + lit(girl.art, LAMPLIGHT) + _tin(ear, 1.25, -88)
    art += three_fingers((girl.far_hand[0], girl.far_hand[1] - 20), 1.35, -12)
    for (x, y), dark, size in (
        ((604, 486), False, 92),
        ((752, 528), True, 104),
        ((904, 556), False, 92),
    ):
        art += glow((x, y), 92, "#ff9a7a" if dark else "#bfe6ff", 0.4)
        if dark:
            art += cutout(box(x - 66, y - 25, 132, 50, 25), "#fff3d6", 7)
            art += line(
                f"M{x - 50} {y - 44}l14 14M{x} {y - 54}v16M{x + 50} {y - 44}l-14 14", "#ff9a7a", 6
            )
        else:
            art += cutout(oval(x, y, size * 0.38), "#5fb3e0", 7) + shape(
                oval(x - 10, y - 12, 9, 7), "#ffffff", opacity=0.6
            )
    page = shape(oval(-74, -10, 30), "#2f6fb0") + line("M58-30h60M58 0h44", "#9fc1d6", 5, 0.9)
    art += papers.notebook(LAMPLIGHT, (730, 730), 330, page, rotate=-5)
    art += group(
        line("M0 0L74-92", "#f2b632", 15)
        + line("M0 0l10-13", "#3b2a3f", 15)
        + line("M74-92l8-10", "#ef8fb0", 15),
        at=(690, 712),
    )
    return art + front + air.grain(LAMPLIGHT, rng)


SCENES: dict[int, Callable[[], str]] = {22: calling, 24: naming, 25: singing, 26: voting}
"""Scenes by the page that they begin on."""
