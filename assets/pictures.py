"""Draw the book's own pictures: the logo and one small picture a project for the first page.

``python assets/pictures.py`` writes them as SVG, the same bytes every time. Each stands on a dark
ground of its own, so that it looks the same on a light and on a dark page.
"""

from __future__ import annotations

from collections import Counter
from math import log2
from pathlib import Path

import numpy as np
from numpy.random import Generator, default_rng

HERE = Path(__file__).parent
PICTURES = HERE / "static" / "pictures"
WIDTH, HEIGHT = 480, 300
GROUND, INK, CREAM = "#15152e", "#0b0b1c", "#f4ead5"
# The painting's colours, brightened where they would sink into the ground.
COLOURS = ["#2b2b66", "#8a5a2b", "#3d5cff", "#9a819a", "#f0571f", "#f07ff0", "#9cd4b8", "#f0e03c"]


def svg(body: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Wrap drawing elements as a picture on the dark ground."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{GROUND}"/>{body}</svg>\n'
    )


def polygon(points: list[tuple[float, float]], fill: str) -> str:
    """Draw a polygon, its corners to a tenth of a unit."""
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{text}" fill="{fill}" stroke="{INK}" stroke-width="2"/>'


def quad(corners: list[tuple[float, float]], digits: list[int]) -> str:
    """Draw four triangles that meet in the middle: top, right, bottom, left."""
    middle = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
    return "".join(
        polygon([corners[side], corners[(side + 1) % 4], middle], COLOURS[digit])
        for side, digit in enumerate(digits)
    )


def octal(text: str) -> list[int]:
    """Write each character as three digits to base 8."""
    return [int(digit) for character in text for digit in f"{ord(character):03o}"]


def logo() -> str:
    """Draw one quadrilateral of a painting."""
    body = quad([(4, 4), (60, 4), (60, 60), (4, 60)], [7, 4, 2, 6])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="8" fill="{INK}"/>{body}</svg>\n'
    )


def painting() -> str:
    """Draw a sentence as triangles in rows that curve as seen from a cell, around a tower."""
    columns, rows = 14, 8
    digits = octal("Everything in this book is a message that must come through. " * 8)
    xs = np.tan(np.linspace(-1.05, 1.05, columns + 1) / 2)

    def corner(column: int, row: int) -> tuple[float, float]:
        x = xs[column]
        height = (row / rows - 0.5) * (1 + 0.9 * x * x)
        return (WIDTH / 2 + x * 415, HEIGHT / 2 + height * 232)

    body = "".join(
        quad(
            [corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)],
            digits[4 * (r * columns + c) :][:4],
        )
        for r in range(rows)
        for c in range(columns)
    )
    tower = f'<path d="M216 300V96l24-26 24 26v204z" fill="{INK}"/>'
    windows = "".join(
        f'<rect x="{x}" y="{y}" width="7" height="14" fill="{COLOURS[7]}"/>'
        for y in (112, 146, 180, 214, 248)
        for x in (225, 248)
    )
    return svg(body + tower + windows)


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
        colour = COLOURS[4] if bits > 3 else COLOURS[7] if bits > 1 else COLOURS[6]
        x, tall = 20 + place * step, 31 * bits
        body.append(
            f'<rect x="{x:.1f}" y="{250 - tall:.1f}" width="{step - 1.4:.1f}" height="{tall:.1f}" '
            f'fill="{colour}"/><text x="{x + step / 2 - 0.7:.1f}" y="270" fill="{CREAM}" '
            f'font-family="monospace" font-size="10" text-anchor="middle">{letter}</text>'
        )
    return svg("".join(body))


def dna(rng: Generator) -> str:
    """Draw a strand above, what is read of it below: one base lost, one slipped in, one changed."""
    colours = dict(zip("ACGT", (COLOURS[6], COLOURS[7], COLOURS[5], COLOURS[4]), strict=True))
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


def entropy() -> str:
    """Draw three shops' balloons, and the bits of surprise in a balloon picked blindly."""
    shops = [[7] * 8, [2, 6] * 4, list(range(8))]
    body = []
    for shop, balloons in enumerate(shops):
        left = 20 + 154 * shop
        shares = [count / 8 for count in Counter(balloons).values()]
        bits = abs(sum(share * log2(share) for share in shares))
        for place, colour in enumerate(balloons):
            x, y = left + 20 + 31 * (place % 4), 74 + 62 * (place // 4) + 10 * (place % 2)
            body.append(
                f'<path d="M{x} {y + 17}Q{x - 6} {y + 30} {left + 66} 222" fill="none" '
                f'stroke="{CREAM}" stroke-opacity=".45"/>'
                f'<ellipse cx="{x}" cy="{y}" rx="13.5" ry="17" fill="{COLOURS[colour]}"/>'
            )
        body.append(
            f'<text x="{left + 66}" y="258" fill="{CREAM}" font-family="sans-serif" '
            f'font-size="22" text-anchor="middle">{bits:.0f} bit{"" if bits == 1 else "s"}</text>'
        )
    return svg("".join(body))


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    pictures = {
        HERE / "logo.svg": logo(),
        PICTURES / "painting.svg": painting(),
        PICTURES / "medical.svg": medical(default_rng(16)),
        PICTURES / "prequential.svg": prequential(),
        PICTURES / "dna.svg": dna(default_rng(4)),
        PICTURES / "entropy.svg": entropy(),
    }
    for path, picture in pictures.items():
        path.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
