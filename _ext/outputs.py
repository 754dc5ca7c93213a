"""Run notebooks and keep their outputs: ``python _ext/outputs.py chapters/*/*.ipynb``.

What differs from one run to the next is left out: times, the state of live widgets and their keys,
and where a text was cut that was printed little by little.
Pictures keep 256 colours, which halves a page.
"""

from __future__ import annotations

import base64
import io
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

LIVE = "application/vnd.jupyter.widget-view+json"


def slim(picture: str) -> str:
    """Give a picture, in base64, with a palette of 256 colours, if that is smaller."""
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        if image.mode == "RGBA" and image.getextrema()[3] != (255, 255):
            return picture
        few = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        stream = io.BytesIO()
        few.save(stream, "PNG", optimize=True, dpi=image.info.get("dpi", (72, 72)))
    packed = base64.b64encode(stream.getvalue()).decode()
    return min(picture, packed, key=len)


def joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Make one text of those that follow each other on the same stream."""
    found: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = found[-1] if found else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            found.append(output)
    return found


def run(path: Path) -> None:
    """Run one notebook in its folder and write it back."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        **{key: notebook.metadata[key] for key in ("ee376a",) if key in notebook.metadata},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = joined(cell.outputs)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(LIVE, None)
            if "image/png" in data:
                data["image/png"] = slim(data["image/png"])
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(f"{name}\n")
        run(Path(name))
