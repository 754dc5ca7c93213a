"""Widgets that live in Jupyter and in the built page, where no kernel runs.

A widget is one ES module, ``static/NAME.mjs``, and one small class here that names it and holds its
state. Jupyter runs the module through `anywidget <https://anywidget.dev>`__; the built book puts
the same module and the state as JSON in the page and mounts it there. A reader without scripts sees
the widget's :attr:`~PageWidget.fallback`.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any, ClassVar

import anywidget

STATIC = Path(__file__).with_name("static")
"""The folder of the widgets' ES modules."""


class PageWidget(anywidget.AnyWidget):
    """Base class of the book's widgets.

    A subclass names its module and its fallback and declares its state as traitlets that are
    tagged ``sync=True`` and hold what JSON can hold.

    Attributes
    ----------
    _module : str
        Name of the ES module, without folder or suffix. Its default export has
        ``render({ model, el })``, and when that is done it sets ``el.dataset.ready = "true"``.
        It imports nothing, so that it can be put into a page as it is.
    fallback : str
        What a reader without scripts sees in the widget's place: plain text.

    Raises
    ------
    ValueError
        When a subclass names no module, or one that is not in ``static/``.

    Examples
    --------
    >>> class Unmade(PageWidget):
    ...     _module = "unmade"
    Traceback (most recent call last):
    ...
    ValueError: _module must name a file of static/, got 'unmade'
    """

    _module: ClassVar[str] = ""
    fallback: ClassVar[str] = "This is played with in a browser that runs scripts."

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Find the module of the new widget class."""
        # Each instance makes a subclass of its class to add traits: that one has its module.
        if "_module" in vars(cls) or not cls._module:
            path = STATIC / f"{cls._module}.mjs"
            if not path.is_file():
                raise ValueError(f"_module must name a file of static/, got {cls._module!r}")
            cls._esm = path
        super().__init_subclass__(**kwargs)

    def state(self) -> dict[str, Any]:
        """Give the synchronised traits that the subclass declares, by name.

        Returns
        -------
        dict
            What the module reads with ``model.get(name)``.
        """
        inherited = PageWidget.class_trait_names()
        names = sorted(set(self.trait_names(sync=True)) - {*inherited, "_esm", "_anywidget_id"})
        return {name: getattr(self, name) for name in names}

    def __repr__(self) -> str:
        """Show the class alone: an address would differ in every run of a notebook."""
        return f"{type(self).__name__}()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add to the live widget the one for pages: its module's name, its state, its fallback."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        # Sorted and without spaces: the same state is always the same text in a notebook.
        state = json.dumps(self.state(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        data["text/html"] = (
            f'<div class="ee376a-widget" data-module="{html.escape(self._module)}" '
            f'data-state="{html.escape(state)}">{html.escape(self.fallback)}</div>'
        )
        return data, metadata
