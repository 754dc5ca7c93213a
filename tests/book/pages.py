"""The book's pages, and one of them as a browser with no network sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Locator, Page, Route

ROOT = Path(__file__).parents[2]
THEMES = ("light", "dark")
WIDTHS = (1280, 390)


def names() -> list[str]:
    """The pages of the table of contents, in its order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [toc["root"]]

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for entry in node:
                walk(entry)
        elif isinstance(node, dict):
            if "file" in node:
                found.append(node["file"])
            for entry in node.values():
                walk(entry)

    walk(toc.get("parts", []))
    return found


@dataclass
class Visit:
    """A page in the browser, and what went wrong on the way there."""

    page: Page
    problems: list[str] = field(default_factory=list)


@contextmanager
def visit(
    browser: Browser, address: str, name: str, *, width: int = 1280, theme: str = "light"
) -> Iterator[Visit]:
    """Open a page with the network closed but for ``address``, and wait until it is drawn."""
    # Fades would be caught half-way by what looks at colours.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
    )
    context.add_init_script(
        f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')"
    )
    seen = Visit(context.new_page())

    def gate(route: Route) -> None:
        url = route.request.url
        if url.startswith((address, "blob:", "data:")):
            route.continue_()
        else:
            seen.problems.append(f"asked elsewhere for {url}")
            route.abort()

    context.route("**/*", gate)
    page = seen.page
    page.on("requestfailed", lambda request: seen.problems.append(f"failed: {request.url}"))
    page.on("pageerror", lambda error: seen.problems.append(f"error: {error}"))
    page.on(
        "response",
        lambda response: response.ok or seen.problems.append(f"{response.status}: {response.url}"),
    )
    page.on(
        "console",
        lambda message: (
            message.type in ("error", "warning")
            and seen.problems.append(f"console {message.type}: {message.text}")
        ),
    )
    try:
        page.goto(f"{address}{name}.html", wait_until="load")
        page.evaluate("window.MathJax?.startup?.promise")
        page.evaluate("document.fonts.ready")
        for widget in page.locator(".ee376a-widget").all():
            widget.locator("[data-ready=true]").wait_for(timeout=15_000)
        yield seen
    finally:
        context.close()


def press(game: Locator, key: str) -> None:
    """Press a button of a game by its key."""
    game.locator(f'[data-key="{key}"]').click()


def told(game: Locator) -> str:
    """Give what a game says."""
    return game.locator("[role=status]").inner_text()
