"""The same file is written, and read, by every kind of machine that numba compiles for."""

import hashlib
from pathlib import Path

import pytest

from ee376a.prequential import codec, models

pytestmark = pytest.mark.slow

SCRIPT = """
import json, sys
from pathlib import Path
from ee376a.prequential import codec
folder, *names = sys.argv[1:]
folder = Path(folder)
data, prior = (folder / "data").read_bytes(), [(folder / "prior").read_bytes()]
made = {}
for name in names:
    made[name] = codec.encode(data, name, prior).hex()
    assert codec.decode((folder / name).read_bytes(), prior) == data, name
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files for the processes: data, a prior, and what this process makes of them."""
    folder = tmp_path_factory.mktemp("targets")
    chapter = Path(codec.__file__).read_bytes()
    data, prior = chapter[:3000] + bytes(range(256)) + bytes(500), chapter[3000:5000]
    (folder / "data").write_bytes(data)
    (folder / "prior").write_bytes(prior)
    for name in models.MODELS:
        (folder / name).write_bytes(codec.encode(data, name, [prior]))
    return folder


def digest(data):
    return hashlib.sha256(data).hexdigest()


def test_the_same_file_on_every_cpu(folder, on_cpu):
    there = on_cpu(SCRIPT, str(folder), *models.MODELS)
    made = {model: digest(bytes.fromhex(coded)) for model, coded in there.items()}
    # The process that runs the tests may have compiled long ago: this tells stale code, too.
    assert made == {model: digest((folder / model).read_bytes()) for model in models.MODELS}
