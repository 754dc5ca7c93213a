"""Pictures of every page to look at: ``python tests/book/screenshots.py FOLDER [PAGE ...]``."""

from __future__ import annotations

import sys
from pathlib import Path

import pages
from playwright.sync_api import sync_playwright

from conftest import HTML, chrome


def main(folder: Path, names: list[str]) -> None:
    """Write each page at each width in each theme."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome(), chromium_sandbox=False)
        for name in names:
            for width in pages.WIDTHS:
                for theme in pages.THEMES:
                    with pages.visit(
                        browser, f"{HTML.as_uri()}/", name, width=width, theme=theme
                    ) as seen:
                        # The theme's page has a frame of its own; this lets it be as tall as it is.
                        height = seen.page.evaluate("document.documentElement.scrollHeight")
                        seen.page.set_viewport_size({"width": width, "height": min(height, 8000)})
                        file = f"{name.replace('/', '-')}-{width}-{theme}.png"
                        seen.page.screenshot(path=folder / file)
                        sys.stdout.write(f"{file} {' '.join(seen.problems)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or pages.names())
