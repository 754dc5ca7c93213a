"""What the book's build adds to Jupyter Book: widgets in the page, and a lighter, plainer page.

- A page that shows a widget gets the sources of its modules and the loader that mounts them.
- The theme draws its icons twice, by a font and by 1.5 MB of script; the font stays. It is not
  asked for ahead of its use, which browsers refuse in a page opened from disk.
- What the theme leaves without a name or with a wrong role is mended for screen readers.
- That a class is an object goes without saying.
- Of MathJax only what the pages can ask for stays in the built book.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ee376a.widgets import STATIC

LOADER = Path(__file__).with_name("loader.mjs")
MATHJAX_KEPT = ("tex-chtml.js", "output/chtml/fonts/", "input/tex/extensions/")
MENDED = (
    (re.compile(r'<link rel="preload" as="font"[^>]*>\n?'), ""),
    (re.compile(r'<script src="[^"]*/fontawesome/[^"]*"></script>'), ""),
    (re.compile(r'<summary>(?=<span class="toctree-toggle")'), '<summary aria-label="Sections">'),
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    (re.compile(r'<p>Bases: <code[^>]*><span class="pre">object</span></code></p>\n?'), ""),
)


def depend_on_modules(app: Sphinx, _page: str, source: list[str]) -> None:
    """Build a page with a widget anew when a module or this file changes."""
    if "ee376a-widget" in source[0]:
        for path in (*STATIC.glob("*.mjs"), LOADER, Path(__file__)):
            app.env.note_dependency(str(path))


def inline_modules(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Put the modules of a page's widgets and their loader at the page's end."""
    body = context.get("body") or ""
    names = sorted(set(re.findall(r'class="ee376a-widget" data-module="([\w-]+)"', body)))
    if not names:
        return
    for name in names:
        source = (STATIC / f"{name}.mjs").read_text(encoding="utf-8")
        # As JSON without "<", so that nothing in a source can end the script element early.
        text = json.dumps(source, ensure_ascii=False).replace("<", "\\u003c")
        kind = 'type="application/json" class="ee376a-module"'
        body += f'<script {kind} data-name="{name}">{text}</script>'
    loader = LOADER.read_text(encoding="utf-8")
    context["body"] = f'{body}<script type="module">{loader}</script>'


def mend(app: Sphinx, error: Exception | None) -> None:
    """Mend the built pages, and remove the files that none of them uses."""
    if error is not None:
        return
    built = Path(app.outdir)
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        mended = text
        for pattern, replacement in MENDED:
            mended = pattern.sub(replacement, mended)
        if mended != text:
            page.write_text(mended, encoding="utf-8")
    for script in built.glob("_static/vendor/fontawesome/*/js/*"):
        script.unlink()
    for source_map in built.glob("_static/**/*.map"):
        source_map.unlink()
    mathjax = built / "_static" / "mathjax"
    for path in mathjax.rglob("*"):
        if path.is_file() and not path.relative_to(mathjax).as_posix().startswith(MATHJAX_KEPT):
            path.unlink()


def keep_colons(
    _app: Sphinx, what: str, _name: str, _thing: object, _options: object, lines: list[str]
) -> None:
    """Keep napoleon from taking a constant's sentence up to its first colon for a type."""
    if what in ("attribute", "data"):
        lines.insert(0, "\\ ")  # nothing, but it is a first line and has no colon


def one_attribute_each(
    _app: Sphinx, what: str, _name: str, _thing: object, _options: object, lines: list[str]
) -> None:
    """Write "a, b : int" of a class as an entry for each, as napoleon does for parameters."""
    if what not in ("class", "exception") or "Attributes" not in lines:
        return
    start = lines.index("Attributes") + 2  # behind the line below the heading
    ends = [at for at in range(start, len(lines)) if set(lines[at]) == {"-"}]
    stop = ends[0] - 1 if ends else len(lines)
    entries: list[list[str]] = []
    for line in lines[start:stop]:
        if line and not line.startswith(" "):
            entries.append([])
        entries[-1].append(line)
    split: list[str] = []
    for head, *told in entries:
        names, colon, kind = head.partition(" : ")
        for name in names.split(", "):
            split += [name + colon + kind, *told]
    lines[start:stop] = split


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the build; called by Sphinx."""
    app.connect("source-read", depend_on_modules)
    app.connect("html-page-context", inline_modules)
    # Before napoleon reads the docstring.
    app.connect("autodoc-process-docstring", keep_colons, priority=400)
    app.connect("autodoc-process-docstring", one_attribute_each, priority=400)
    # After sphinx-mathjax-offline has copied MathJax.
    app.connect("build-finished", mend, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
