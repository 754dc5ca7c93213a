"""Pages 21 to 26: the chart comes back, and the string begins to talk."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from ee376a.entropy import huffman
from ee376a.panopticon import octal
from ee376a.panopticon.palettes import PAINTER
from ee376a.story.characters import claude, pose, shannon
from ee376a.story.costumes import SHANNON
from ee376a.story.creatures import noise, theseus
from ee376a.story.drawing import cutout, glow, group, line, linear, shape, specks
from ee376a.story.numbers import SECRET
from ee376a.story.palette import CREAM, DUSK, LAMPLIGHT, LATE, NIGHT, darker, lit, mix
from ee376a.story.paths import Point, box, join, oval, poly, smooth
from ee376a.story.places import air, attic, hall, market, materials, seaside, section
from ee376a.story.props import furniture, papers, things


def barrel(at: Point, width: float) -> str:
    """Stand a barrel on its foot, in the late light; it is 1.15 times as high as wide."""
    (x, y), h, on = at, width * 1.15, LATE.on
    body = smooth([(x - width * 0.42, y), (x - width / 2, y - h / 2), (x - width * 0.42, y - h), (x + width * 0.42, y - h),
                   (x + width / 2, y - h / 2), (x + width * 0.42, y)], ease=0.7)  # fmt: skip
    art = shape(oval(x, y, width * 0.6, width * 0.08), LATE.shade, opacity=0.3) + shape(
        body, on("#a8693f")
    )
    staves = "".join(
        f"M{join((x + a * width, y - h + 6))}q{join((a * 20, h / 2, 0, h - 10))}"
        for a in (-0.28, -0.1, 0.1, 0.28)
    )
    hoops = "".join(
        f"M{join((x - b * width, y - h * a))}q{join((b * width, 10, 2 * b * width, 0))}"
        for a, b in ((0.2, 0.47), (0.8, 0.47))
    )
    art += line(staves, on("#6d3f31"), 4, 0.7) + line(hoops, on("#54485a"), width * 0.07)
    return art + shape(oval(x, y - h, width * 0.42, width * 0.08), on("#c98f5e"))


def trade() -> str:
    """Page 21: on the roof, a chart for a chip."""
    rng = np.random.default_rng(21)
    back = air.sky(LATE, rng, clouds=2) + seaside.sea(LATE, 470, rng)
    back += seaside.causeway(LATE, [(520, 640), (360, 596), (180, 560)], [40, 26, 18], rng, 1)
    back += seaside.rock(LATE, (66, 552), (200, 40), rng) + seaside.tower(LATE, (66, 526), 330, rng)
    back += seaside.fogbank(LATE, 350, 190, rng, 1000, -160, 0.75)
    back += shape(
        materials.cut([(-40, 720), (1040, 690), (1040, 900), (-40, 900)], rng, 3),
        LATE.on("#b9a68e"),
    )
    back += materials.cobbles((-30, 740, 1060, 130), 46, LATE.on("#8d7c70"), rng)
    back += group(market.chip_shop(LATE, (0, 0), rng), at=(470, 1190), scale=1.8)
    beak = (522.0, 224.0)
    gull = noise("stand", (700, 374), 262, flip=True, open_beak=True, goggles=True)
    reaches = pose(
        "reach", lean=10, nod=-4, far_hand="fist", near_arm=(-40, -16), near_leg=(-8, -22)
    )
    girl = shannon(reaches, "happy", at=(262, 704), height=500, far_to=(438, 268), look=(0.8, -0.3))
    chip = things.chip(LATE, (girl.far_hand[0] + 16, girl.far_hand[1] - 26), 1.15, -58)
    paper = papers.chart(LATE, (506, 410), 190, rotate=24)
    fall = line(
        f"M{join((beak[0] - 40, beak[1] + 60))}q-6 26 2 48M{join((beak[0] + 12, beak[1] + 46))}q2 30 4 44",
        CREAM,
        5,
        0.8,
    )
    mouse = theseus(1, (446, 846), 170, look=12)
    return (
        back + barrel((270, 876), 190) + lit(girl.art, LATE) + chip + lit(gull, LATE) + fall + paper
        + lit(mouse, LATE) + air.grain(LATE, rng)
    )  # fmt: skip


def _tin(at: Point, size: float, rotate: float) -> str:
    return furniture.can(LAMPLIGHT, at, size, rotate)


def calling() -> str:
    """Pages 22 and 23: two cans and one long string."""
    room = section.section(DUSK)
    listens = pose("stand", lean=3, nod=12, far_arm=(20, 96), near_hand="fist", far_hand="fist")
    pencil = line("M0-26V34", "#f2b632", 8) + line("M0 34v9", "#3b2a3f", 8)
    girl = shannon(listens, "busy", at=(470, section.FLOOR), height=420, flip=True, near_to=(536, 486),
                   far_to=(378, 556), far_prop=pencil, look=(0.7, 0.35))  # fmt: skip
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
    calls = line(
        f"M{join((mouth[0] - 20, mouth[1] - 64))}q-26-26-12-62M{join((mouth[0] + 16, mouth[1] - 78))}q-14-18-6-48",
        CREAM,
        6,
        0.7,
    )
    leans = papers.chart(LAMPLIGHT, (128, 392), 176, rotate=-5)
    return (
        room.back + leans + lit(girl.art, LAMPLIGHT) + _tin(ear, 0.72, -94) + lit(boy.art, LAMPLIGHT)
        + string + _tin(mouth, 0.8, -74) + calls + room.front
    )  # fmt: skip


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
    back += materials.drybrush((-40, -20, 1080, 900), 26, "#8f7ab8", rng, 14, 0.12)
    back += specks((0, 0, 1000, 860), 60, "#fff4d0", rng, 4, 0.5)
    art = back
    for k, (colour, name) in enumerate(names().items()):
        y = 84 + k * 97
        art += line(f"M-40 {y - 26}Q30 {y - 4} 84 {y}", "#e9d2a4", 5)
        art += papers.beads(LAMPLIGHT, (84, y), 64, PAINTER.colours[int(colour)], name)
    top, low = (772.0, 214.0), (828.0, 664.0)
    room = attic.attic(LAMPLIGHT, DUSK, furnished=False)
    listens = pose("stand", lean=4, nod=8, near_hand="fist")
    girl = shannon(
        listens, "calm", at=(730, 606), height=580, flip=True, near_to=(842, 236), look=(0.5, 0.2)
    )
    ear = (838.0, 206.0)
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
        arc = f"M{join((mouth[0] - 40 - r * 0.5, mouth[1] - r))}a{r} {r} 0 0 0 {join((-r * 0.2, r * 1.2))}"
        art += line(arc, CREAM, 7 - k, 0.75)
    return art + air.grain(DUSK, rng)


def _waves(start: Point, end: Point, height: float, rng: np.random.Generator | None = None) -> str:
    """Draw a sound along a line: smooth waves, or torn ones where a generator is given."""
    (x0, y0), (x1, y1) = start, end
    points: list[Point] = []
    steps = 26
    for k in range(steps + 1):
        t = k / steps
        size = height * (0.35 + 0.65 * np.sin(np.pi * t))
        up = float(rng.uniform(-1.2, 1.2)) if rng else float(np.sin(k * np.pi / 2))
        points.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t - up * float(size)))
    return poly(points, False) if rng else smooth(points, closed=False)


def singing() -> str:
    """Page 25: Noise finds the string and sings."""
    rng = np.random.default_rng(25)
    art = air.sky(DUSK, rng, clouds=3) + seaside.sea(DUSK, 600, rng)
    art += shape("M-30-30H1030V890H-30Z", linear(90, "#1a1748/.55", "#1a1748/.25", "#141238/.6"))
    art += seaside.fogbank(DUSK, 450, 190, rng, 1000, 120, 0.7)
    stone, wall = (
        mix(DUSK.on(seaside.STONE), DUSK.shade, 0.45),
        mix(DUSK.on("#e9b44c"), DUSK.shade, 0.45),
    )
    art += shape(materials.cut([(880, -40), (1040, -40), (1040, 900), (846, 900)], rng, 4), stone)
    art += materials.bricks((880, 0, 160, 860), 30, mix(stone, DUSK.shade, 0.4), rng, (44, 22))
    art += shape(
        materials.cut(
            [(-40, 40), (60, -60), (150, 120), (128, 130), (128, 900), (-40, 900)], rng, 4
        ),
        wall,
    )
    art += shape(
        materials.cut([(40, -60), (84, -60), (184, 150), (156, 164)], rng, 3),
        mix(DUSK.on("#35606b"), DUSK.shade, 0.5),
    )
    art += glow((52, 250), 210, "#ffd98a", 0.75) + shape(oval(52, 250, 66), DUSK.on("#f6ead0"))
    art += shape(oval(52, 250, 54), "#ffdf94") + line(
        "M-2 250h108M52 196v108", DUSK.on("#f6ead0"), 8
    )
    art += glow((948, 240), 190, "#ffd98a", 0.75)
    art += shape("M896 300V236a52 52 0 0 1 104 0V300Z", DUSK.on("#6d4a40")) + shape(
        "M908 292V238a40 40 0 0 1 80 0V292Z", "#ffdf94"
    )
    left, seat, right = (110.0, 262.0), (500.0, 520.0), (906.0, 268.0)
    cord = f"M{join(left)}Q{join((330, 436, *seat))}Q{join((690, 436, *right))}"
    art += line(cord, "#fff1cf", 5)
    art += line(_waves((880, 212), (610, 384), 34), "#ffe7a8", 8, 0.95)
    art += line(_waves((330, 372), (122, 190), 44, rng), "#ff9a7a", 8, 0.95)
    gull = noise("stand", (508, 520), 380, flip=True, open_beak=True, goggles=True)
    art += lit(gull, DUSK)
    notes = oval(206, 118, 17, 13) + oval(276, 70, 14, 11)
    art += shape(notes, "#ff9a7a") + line("M221 116V52l36-12M289 68V16l32-8", "#ff9a7a", 7)
    art += seaside.boat(DUSK, (640, 704), 0.5, "#3f4f72", rng, depth=0.25, flip=True)
    waves = smooth([(-40, 800), (160, 776), (420, 806), (700, 780), (1040, 812)], closed=False)
    art += shape(f"{waves}V900H-40Z", mix(DUSK.on("#1f4a5c"), DUSK.shade, 0.55))
    return art + air.grain(DUSK, rng)


def three_fingers(at: Point, size: float, rotate: float) -> str:
    """Draw Shannon's hand with three fingers up, round the middle of its palm."""
    skin = lit(SHANNON.skin, LAMPLIGHT)
    art = line("M-13-8L-20-50M0-12V-60M13-8L20-50", skin, 14) + shape(oval(0, 6, 24, 25), skin)
    art += line("M-20 8q16 12 30 2", darker(skin, 0.3), 6)
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
    girl = shannon(counts, "thinking", at=(330, 960), height=760, flip=True, near_to=(470, 430),
                   far_to=(104, 470), look=(0.45, 0.1))  # fmt: skip
    ear = (462.0, 386.0)
    string = line(
        smooth([(ear[0] + 36, ear[1]), (590, 352), (wx - 10, wy + 10)], closed=False), "#fff1cf", 5
    )
    art = back + legs + string + lit(girl.art, LAMPLIGHT) + _tin(ear, 1.25, -88)
    art += three_fingers((girl.far_hand[0], girl.far_hand[1] - 14), 1.25, -14)
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


SCENES: dict[int, Callable[[], str]] = {21: trade, 22: calling, 24: naming, 25: singing, 26: voting}
"""Scenes by the page that they begin on."""
