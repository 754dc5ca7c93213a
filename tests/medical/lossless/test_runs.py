from functools import partial

import numpy as np
import pytest

from ee376a import montecarlo, published
from ee376a.experiments import EXPERIMENTS, experiment
from ee376a.medical import synthetic
from ee376a.medical.images import shrink
from ee376a.medical.lossless import coder as lossless
from ee376a.medical.lossless import runs

for peer in ("imagecodecs", "pydicom", "data_store"):
    pytest.importorskip(peer, reason=f"{peer}, for the peers or the scans, is not installed")

NAME = "medical-lossless"


def test_every_codec_gives_back_a_scan_and_ours_is_the_shortest():
    found = {
        codec: runs.trial(np.random.default_rng(0), codec=codec, pictures="spine")
        for codec in runs.CODECS
    }
    assert all(one["equal"] == one["pictures"] == 1 for one in found.values())
    assert all(one["pixels"] == 128 * 128 for one in found.values())
    assert min(found, key=lambda codec: found[codec]["bytes"]) == "ours"
    assert found["PNG, Zopfli"]["bytes"] < found["PNG"]["bytes"]


def test_drawn_cells_take_less_than_with_jpeg_xl():
    # The network has not seen what the package draws.
    for picture in synthetic.draw_field(10, np.random.default_rng(2)):
        small = shrink(picture)
        peers = [len(runs.CODECS[name][0](small)) for name in ("JPEG XL", "JPEG XL, effort 9")]
        assert len(lossless.encode(small)) < 0.97 * min(peers)


def test_unknown_codecs_and_pictures_are_told():
    with pytest.raises(ValueError, match="codec: 'GIF' given"):
        runs.trial(np.random.default_rng(0), codec="GIF", pictures="spine")
    with pytest.raises(ValueError, match="name: 'cat' given"):
        runs.pictures("cat")


def test_the_experiment_is_registered():
    assert EXPERIMENTS[NAME] == "ee376a.medical.lossless.runs:experiment"
    made = experiment(NAME)
    assert made.name == NAME
    assert len(made.points) == len(runs.CODECS) * len(runs.PICTURES)


@pytest.mark.parametrize(
    ("size", "margin", "of_all"), [("wells at 128", 0.92, 0.92), ("wells at 512", 0.97, 0.975)]
)
def test_what_was_published(size, margin, of_all):
    sizes = {}
    for point in published.load(NAME).points:
        if point.params["pictures"] == size:
            assert point.rate("equal") == point.rate("pictures") == 42
            sizes[point.params["codec"]] = point.rate("bytes")
    ours = sizes.pop("ours")
    assert len(sizes) == 7
    assert ours < of_all * min(sizes.values())
    # JPEG XL at its greatest effort is the one that comes nearer.
    del sizes["JPEG XL"]
    assert ours < margin * min(sizes.values())


@pytest.mark.parametrize("codec", ["ours", "JPEG-LS"])
def test_points_can_be_made_again(codec):
    made = experiment(NAME)
    at = made.points.index({"codec": codec, "pictures": "spine"})
    published.verify(made, at, 1, run=partial(montecarlo.records, jobs=1))
