"""The reference has every module once, shows what is public in it, and shows it by an example."""

from __future__ import annotations

import ast
import builtins
import doctest
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
Definition = ast.FunctionDef | ast.ClassDef

# What nobody looks up: it draws the picture book, page by page, and has its own tests.
DRAWINGS = [
    *("places", "props", "scenes", "sheets"),
    *("characters", "grownups", "puppet", "faces", "creatures", "critterdrawing"),
    *("costumes", "costume_claude", "costume_grownups", "costume_shannon", "dressing"),
    *("drawing", "palette", "paths"),
]
ENUMS = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}


def modules() -> dict[str, Path]:
    """The package's modules by name, but for those that begin with an underscore."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if not re.search(r"\._", name):
            found[name] = path
    return found


def pages() -> Counter[str]:
    """How often each module stands on a page of the reference."""
    texts = (path.read_text("utf-8") for path in (ROOT / "chapters" / "reference").glob("*.md"))
    return Counter(name for text in texts for name in re.findall(r"automodule:: (\S+)", text))


MODULES, PAGES = modules(), pages()


def may_be_missing(name: str) -> bool:
    """A package itself has at most words to introduce its modules; and see `DRAWINGS`."""
    is_package = MODULES[name].name == "__init__.py"
    is_drawing = any(f"{name}.".startswith(f"ee376a.story.{part}.") for part in DRAWINGS)
    return is_package or is_drawing


@cache
def body(name: str) -> list[ast.stmt]:
    return ast.parse(MODULES[name].read_text("utf-8")).body


def public(nodes: list[ast.stmt]) -> list[Definition]:
    found = [node for node in nodes if isinstance(node, Definition) and node.name[0] != "_"]
    return [node for node in found if "overload" not in map(ast.unparse, node.decorator_list)]


def has_example(node: Definition) -> bool:
    """Whether there is an example, and something that it must give."""
    examples = doctest.DocTestParser().get_examples(ast.get_docstring(node) or "")
    return any(example.want for example in examples)


def bases(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(base).split(".")[-1] for base in node.bases]


@cache
def is_exception(name: str) -> bool:
    known = getattr(builtins, name, None)
    if isinstance(known, type):
        return issubclass(known, BaseException)
    ours = (node for module in MODULES for node in body(module) if isinstance(node, ast.ClassDef))
    return any(is_exception(base) for node in ours if node.name == name for base in bases(node))


def needs_no_example(node: ast.ClassDef) -> bool:
    """Errors, enums, and records that only hold what the functions that make them show."""
    decorators = {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    is_record = "dataclass" in decorators or "NamedTuple" in bases(node)
    return (
        is_exception(node.name)
        or bool(ENUMS & {*bases(node)})
        or (is_record and not public(node.body))
    )


def test_what_may_be_missing_is_there() -> None:
    assert {f"ee376a.story.{part}" for part in DRAWINGS} <= {*MODULES}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_is_on_one_page(name: str) -> None:
    assert PAGES[name] == 1 or (PAGES[name] == 0 and may_be_missing(name))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_is_public_is_shown(name: str) -> None:
    lists = [
        ast.literal_eval(node.value)
        for node in body(name)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    for shown in lists:
        assert {node.name for node in public(body(name))} <= {*shown}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_is_public_has_an_example(name: str) -> None:
    lacking = [
        node.name
        for node in public(body(name))
        if not has_example(node)
        and (
            isinstance(node, ast.FunctionDef)
            or not (needs_no_example(node) or any(map(has_example, public(node.body))))
        )
    ]
    assert lacking == []
