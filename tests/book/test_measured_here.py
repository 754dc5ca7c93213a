"""What a chapter's table says was measured here stands in its code or in what its cells print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_notebooks import cells, every_notebook

NUMBER = re.compile(r"(?<![\w.^_{])(?<!\w-)(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?![\w^]|\.\d)")
# Roles and code are no claims; of a link its words are.
ASIDE = re.compile(r"\{[\w:]+\}`[^`]*`|\[([^]]*)\]\([^)]*\)|`[^`]*`")
RULE = re.compile(r"\|[\s:|-]+\|")
# A share is told in per cent, bits in thousands, thousands in words.
UNITS = (1, 100, 0.01, 0.001)


def rounds_to(number: float, told: str) -> bool:
    """Whether a number is what is told, in some unit, to the digits that are told."""
    plain = told.replace(",", "")
    digits = plain.replace(".", "").lstrip("0")
    if "." not in plain:
        digits = digits.rstrip("0")
    meant = max(len(digits), 1)
    return any(float(f"{unit * number:.{meant - 1}e}") == float(plain) for unit in UNITS)


def numbers(text: str) -> list[str]:
    """The numbers of a text."""
    return [number.rstrip(",") for number in NUMBER.findall(ASIDE.sub(r"\1", text))]


def claims(path: Path) -> Iterator[tuple[str, str]]:
    """What the tables of a chapter say of this book's own measurements, row by row."""
    for cell in cells(path, "markdown"):
        lines = cell.source.split("\n")
        for place, line in enumerate(lines[:-1]):
            heads = [head.strip() for head in line.strip("|").split("|")]
            here = [
                column for column, head in enumerate(heads) if "here" in head.replace("there", "")
            ]
            if not (here and RULE.fullmatch(lines[place + 1])):
                continue
            for row in lines[place + 2 :]:
                if not row.startswith("|"):
                    break
                columns = [column.strip() for column in row.strip("|").split("|")]
                yield from ((columns[0], columns[column]) for column in here)


def known(path: Path) -> list[float]:
    """The numbers that a chapter's code holds and that its cells print."""
    texts = []
    for cell in cells(path):
        texts.append(cell.source)
        for output in cell.outputs:
            texts.append(output.get("text", "") or output.get("data", {}).get("text/plain", ""))
    return [
        float(n.replace(",", "")) for text in texts for n in NUMBER.findall(text.replace("_", ""))
    ]


@every_notebook
def test_what_was_measured_here_is_printed(path: Path) -> None:
    found = list(claims(path))
    if not found:
        pytest.skip("this notebook has no table of what was measured here")
    printed = known(path)
    missing = [
        (name, number)
        for name, text in found
        for number in numbers(text)
        if not any(rounds_to(one, number) for one in printed)
    ]
    assert not missing
