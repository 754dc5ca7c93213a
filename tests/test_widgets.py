"""The base class of the widgets: what a notebook keeps of one, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import traitlets
from bs4 import BeautifulSoup

from ee376a import widgets
from ee376a.widgets import PageWidget


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[PageWidget]:
    """A widget class whose module stands in a folder of its own."""
    (tmp_path / "counter.mjs").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(widgets, "STATIC", tmp_path)

    class Counter(PageWidget):
        _module = "counter"
        fallback = "A <counter> & its button"
        value = traitlets.Int(3).tag(sync=True)
        label = traitlets.Unicode('say "ça"').tag(sync=True)
        secret = traitlets.Int(7)

    return Counter


def test_state_is_what_the_subclass_synchronises(counter: type[PageWidget]) -> None:
    assert counter(value=5).state() == {"label": 'say "ça"', "value": 5}


def test_page_form_gives_module_state_and_fallback_back(counter: type[PageWidget]) -> None:
    data, _ = counter(value=5)._repr_mimebundle_()
    place = BeautifulSoup(data["text/html"], "html.parser").div
    assert place is not None
    assert place["class"] == ["ee376a-widget"]
    assert place["data-module"] == "counter"
    assert json.loads(str(place["data-state"])) == {"label": 'say "ça"', "value": 5}
    assert place.text == "A <counter> & its button"


def test_what_is_compared_is_the_same_each_time(counter: type[PageWidget]) -> None:
    first, second = counter()._repr_mimebundle_()[0], counter()._repr_mimebundle_()[0]
    live = "application/vnd.jupyter.widget-view+json"
    assert first.pop(live) != second.pop(live)
    assert first == second
    assert not re.search(r"0x[0-9a-f]+", str(first))


def test_jupyter_is_given_the_same_module(counter: type[PageWidget]) -> None:
    assert counter()._esm == "export default { render() {} };"


def test_a_class_without_its_module_is_refused() -> None:
    with pytest.raises(ValueError, match="_module must name a file of static/, got ''"):

        class Nameless(PageWidget):
            pass
