"""Draw the book's own pictures: logo, one picture a project for the first page, card for links.

``python assets/pictures.py`` writes them, the same bytes every time. Each stands on a dark ground
of its own, so that it looks the same on a light and on a dark page.
"""

from __future__ import annotations

from collections import Counter
from math import log2
from pathlib import Path

import numpy as np
from numpy.random import Generator, default_rng
from PIL import Image

from ee376a.panopticon.painting import Painting, paint
from ee376a.panopticon.palettes import PALETTES
from ee376a.story.pictures import draw

HERE = Path(__file__).parent
PICTURES = HERE / "static" / "pictures"
WIDTH, HEIGHT = 480, 300
GROUND, INK, CREAM = "#15152e", "#0b0b1c", "#f4ead5"
# The painter's colours; black and blue are brighter, or they would sink into the ground.
COLOURS = ["#77748c", "#4a63ff", *PALETTES["painter"].colours[2:]]
MESSAGE = (
    "Five projects, one theory. A picture of a cell, a page of Jane Austen, a strand of DNA, a "
    "painting, a story for a child: each carries a message through a lossy or noisy world, and "
    "each message can be got back. You have just read this one, triangle by triangle: three bits "
    "in each colour, three triangles in each letter. "
)


def svg(body: str) -> str:
    """Wrap drawing elements as a picture on the dark ground."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>{body}</svg>\n'
    )


def logo() -> str:
    """Draw one quadrilateral of a painting."""
    corners = ((4, 4), (60, 4), (60, 60), (4, 60))
    triangles = "".join(
        f'<path d="M{x} {y}L{across} {down}L32 32z" fill="{COLOURS[digit]}" stroke="{INK}" '
        'stroke-width="2.5"/>'
        for (x, y), (across, down), digit in zip(
            corners, (*corners[1:], corners[0]), (6, 4, 1, 5), strict=True
        )
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="8" fill="{INK}"/>{triangles}</svg>\n'
    )


def social_card(painting: Painting) -> Image.Image:
    """Cut the middle of a painting to the shape that sites show beside a link."""
    picture = Image.fromarray(painting.pixels(1200))
    top = (picture.height - 630) // 3
    return picture.crop((0, top, 1200, top + 630)).quantize(32)


def medical(rng: Generator) -> str:
    """Draw glowing cells with ever fewer squares from left to right."""
    cells = rng.uniform([10, 10], [WIDTH - 10, HEIGHT - 10], (60, 2))
    sizes = rng.uniform(8, 16, 60)

    def light(x: float, y: float) -> float:
        away = np.hypot(cells[:, 0] - x, cells[:, 1] - y) / sizes
        return float(min(1.0, np.exp(-(away**2)).sum()))

    body = []
    for left, step in ((0, 5), (120, 10), (240, 20), (360, 30)):
        for x in range(left, left + 120, step):
            for y in range(0, HEIGHT, step):
                level = round(
                    7
                    * np.mean(
                        [
                            light(x + a * step, y + b * step)
                            for a in (0.25, 0.75)
                            for b in (0.25, 0.75)
                        ]
                    )
                )
                if level:
                    body.append(
                        f'<path d="M{x} {y}h{step}v{step}h-{step}z" fill="#8ff0c0" '
                        f'fill-opacity="{level / 7:.2f}"/>'
                    )
    return svg("".join(body))


def prequential() -> str:
    """Draw the surprise of each letter, in bits, to a predictor that learns pairs as it reads."""
    text = "how much wood would a woodchuck chuck if a woodchuck could chuck wood"
    pairs: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    body, step = [], (WIDTH - 40) / len(text)
    for place, letter in enumerate(text):
        before = text[max(0, place - 2) : place]
        # 27 characters are as likely as one another until some have been seen after these two.
        chance = (pairs[before + letter] + 1 / 27) / (seen[before] + 1)
        pairs[before + letter] += 1
        seen[before] += 1
        bits = -log2(chance)
        colour = COLOURS[4] if bits > 3 else COLOURS[6] if bits > 1 else COLOURS[3]
        x, tall = 20 + place * step, 31 * bits
        body.append(
            f'<rect x="{x:.1f}" y="{250 - tall:.1f}" width="{step - 1.4:.1f}" height="{tall:.1f}" '
            f'fill="{colour}"/><text x="{x + step / 2 - 0.7:.1f}" y="270" fill="{CREAM}" '
            f'font-family="monospace" font-size="10" text-anchor="middle">{letter}</text>'
        )
    return svg("".join(body))


def dna(rng: Generator) -> str:
    """Draw a strand above, what is read of it below: one base lost, one slipped in, one changed."""
    colours = dict(zip("ACGT", (COLOURS[3], COLOURS[6], COLOURS[5], COLOURS[4]), strict=True))
    strand = [str(base) for base in rng.choice(list("ACGT"), 14)]
    read: list[tuple[str, int | None]] = [(base, place) for place, base in enumerate(strand)]
    del read[4]
    read.insert(8, ("A" if strand[8] != "A" else "C", None))
    read[11] = ("G" if strand[11] != "G" else "T", 11)

    def bead(base: str, x: float, y: float, ring: bool) -> str:
        edge = f' stroke="{CREAM}" stroke-width="3"' if ring else ""
        return (
            f'<circle cx="{x}" cy="{y}" r="13" fill="{colours[base]}"{edge}/><text x="{x}" '
            f'y="{y + 5}" fill="{INK}" font-family="sans-serif" font-weight="bold" font-size="14" '
            f'text-anchor="middle">{base}</text>'
        )

    def middle(place: int) -> int:
        return 32 + 32 * place

    lines, beads = [], [bead(base, middle(i), 90, i == 4) for i, base in enumerate(strand)]
    for below, (base, above) in enumerate(read):
        wrong = above is None or strand[above] != base
        if above is not None:
            lines.append(
                f'<path d="M{middle(above)} 90L{middle(below)} 210" stroke="{CREAM}" '
                f'stroke-opacity="{1 if wrong else 0.4}" stroke-width="2"/>'
            )
        beads.append(bead(base, middle(below), 210, wrong))
    return svg("".join(lines + beads))


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    painting = paint(MESSAGE)
    pictures = {
        HERE / "logo.svg": logo(),
        PICTURES / "painting.svg": painting.svg(),
        PICTURES / "medical.svg": medical(default_rng(16)),
        PICTURES / "prequential.svg": prequential(),
        PICTURES / "dna.svg": dna(default_rng(4)),
        PICTURES / "story.svg": draw(8),
    }
    for path, picture in pictures.items():
        path.write_text(picture, encoding="utf-8")
    social_card(painting).save(HERE / "static" / "social-card.png", optimize=True)


if __name__ == "__main__":
    main()
