"""The same file gives the same pixels, and the same pixels the same file, on every machine."""

import hashlib
import json
import subprocess
import sys

import pytest

from ee376a.medical import codec

pytestmark = pytest.mark.slow

SCRIPT = """
import hashlib, json, sys
import numpy as np
from ee376a.medical import codec
y, x = np.ogrid[:150, :130]
noise = np.random.default_rng(3).integers(0, 9, (150, 130))
field = ((x * x // 37 + y * y // 23) % 200 + noise).astype(np.uint8)
slow = ((x * x + y * y) // 170 + noise).astype(np.uint8)
pictures = [field, field[::3, ::3], slow]
made = {}
for quality in (5, 45, 95, None):
    data = codec.encode(pictures, quality)
    # What another machine wrote is read here, if there is such a file.
    given = sys.stdin.readline().strip()
    decoded = codec.decode(bytes.fromhex(given) if given else data)
    pixels = b"".join(picture.tobytes() for picture in decoded)
    made[str(quality)] = [data.hex(), hashlib.sha256(pixels).hexdigest()]
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def here():
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT], input="", capture_output=True, text=True, check=True
    )
    return json.loads(process.stdout)


def test_every_cpu_reads_the_same_pixels(here, on_cpu):
    assert on_cpu(SCRIPT, given="\n".join([data for data, _ in here.values()] + [""])) == here


def test_the_pixels_are_those_of_this_process(here):
    stored = [codec.info(bytes.fromhex(data)) for data, _ in here.values()]
    assert {picture.halvings for pictures in stored for picture in pictures} >= {0, 2}
    for data, digest in here.values():
        pixels = b"".join(picture.tobytes() for picture in codec.decode(bytes.fromhex(data)))
        assert hashlib.sha256(pixels).hexdigest() == digest
