"""Shows a published result as a table: ``{results} NAME`` with the columns to show.

The table is made from ``data/published/NAME.json`` while the book is built, so a page that is not a
notebook has no number typed by hand either.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ee376a import published


class Results(SphinxDirective):
    """A table with one row a point that is done: its parameters, and the mean of what is named."""

    required_arguments = 1
    option_spec: ClassVar[Any] = {
        # "heading = name : format", by ";"; the format is Python's, or .3r for three digits rounded
        "columns": directives.unchanged_required,
        "described": directives.flag,  # with what the file says of itself, such as the machine
    }

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        name = self.arguments[0]
        self.env.note_dependency(str(published.FOLDER / f"{name}.json"))
        found = published.load(name)
        columns = [_column(text) for text in self.options["columns"].split(";")]
        done = [point for point in found.points if point.done]
        rows = [[_cell(point, key, form) for _, key, form in columns] for point in done]
        made: list[nodes.Node] = [_table([heading for heading, _, _ in columns], rows)]
        if "described" in self.options:
            made.append(nodes.paragraph("", "", nodes.emphasis(text=f"{found.description}.")))
        return made


def _column(text: str) -> tuple[str, str, str]:
    heading, _, rest = text.partition("=")
    key, _, form = rest.partition(":")
    return heading.strip(), key.strip(), form.strip()


def _cell(point: published.Point, key: str, form: str) -> str:
    value = point.params[key] if key in point.params else point.rate(key)
    if form.endswith("r"):
        digits = int(form[1:-1])
        power = int(format(value, f".{digits - 1}e").split("e")[1])
        return format(round(value, digits - 1 - power), f",.{max(0, digits - 1 - power)}f")
    return format(value, form)


def _table(headings: list[str], rows: list[list[str]]) -> nodes.table:
    group = nodes.tgroup(cols=len(headings))
    group += [nodes.colspec(colwidth=1) for _ in headings]
    head, body = nodes.thead(), nodes.tbody()
    head += _row(headings)
    body += [_row(row) for row in rows]
    group += [head, body]
    return nodes.table("", group)


def _row(texts: list[str]) -> nodes.row:
    row = nodes.row()
    for text in texts:
        entry = nodes.entry()
        entry += nodes.paragraph(text=text)
        row += entry
    return row


def setup(app: Sphinx) -> dict[str, bool]:
    """Name the directive; called by Sphinx."""
    app.add_directive("results", Results)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
