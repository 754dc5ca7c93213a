"""What a widget's module answers under node, to be compared with what the package says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from ee376a.widgets import STATIC


def evaluate(module: str, expression: str, **given: Any) -> Any:
    """Evaluate an expression of a module's exports, as ``page``, and of what is given.

    ``luck(seed)`` is chance that can be repeated. Without node the test is skipped, and in CI it
    fails.
    """
    node = shutil.which("node")
    if node is None:
        reason = "node is not installed: what the page computes is NOT compared with the package"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    script = f"""
      import * as page from {json.dumps((STATIC / f"{module}.mjs").as_uri())};
      let received = "";
      for await (const chunk of process.stdin) received += chunk;
      const {{ {", ".join(given)} }} = JSON.parse(received);
      const luck = (seed) => () => (seed = (seed * 48271) % 2147483647) / 2147483647;
      console.log(JSON.stringify({expression}));
    """
    done = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def answers(module: str, calls: list[tuple[str, list[Any]]]) -> list[Any]:
    """Give what functions of a module answer, called by name with arguments."""
    found: list[Any] = evaluate(
        module, "calls.map(([name, args]) => page[name](...args))", calls=calls
    )
    return found
