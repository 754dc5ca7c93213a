"""A trained codec and the same in whole numbers: the same bits, nearly the same pictures."""

import numpy as np
import pytest
import torch

from ee376a.medical import synthetic
from ee376a.medical.images import shrink
from ee376a.medical.lossy.network import LearnedCodec, Sizes
from ee376a.medical.lossy.packing import packed, unpacked
from ee376a.medical.lossy.picturemodel import PictureModel, analyse, encode, load, synthesise

SMALL = Sizes(analysis=6, analysis_blocks=1, synthesis=5, synthesis_blocks=2, context=8)


def wild():
    """A codec whose every part does something."""
    random = torch.Generator().manual_seed(3)
    codec = LearnedCodec(SMALL)
    with torch.no_grad():
        for weights in codec.parameters():
            weights += 0.05 * torch.randn(weights.shape, generator=random)
    return codec


def test_unpacking_undoes_packing_but_for_the_rounding():
    codec = wild()
    again = unpacked(packed(codec))
    assert again.sizes == codec.sizes
    picture = torch.tensor(shrink(synthetic.draw_field(1.0, np.random.default_rng(2))[0]))[None]
    quality = torch.tensor([40.0])
    with torch.no_grad():
        first, second = (net(picture.float(), quality, None) for net in (codec, again))
    for one, other in zip(first, second, strict=True):
        assert float(other) == pytest.approx(float(one), rel=0.01)
    # Packed again, it is the same file.
    once, twice = packed(again), packed(unpacked(packed(again)))
    assert all(np.array_equal(once[name], twice[name]) for name in once)


@pytest.mark.parametrize("quality", [10, 45, 90])
@pytest.mark.parametrize("make", ["wild", "shipped"])
def test_whole_numbers_cost_what_the_trained_codec_says(quality, make):
    model = load() if make == "shipped" else PictureModel.unpacked(packed(wild()))
    codec = unpacked(model.file)
    picture = shrink(synthetic.draw_field(0.0, np.random.default_rng(4))[0])
    latents = np.rint(analyse(model, picture, quality)).astype(np.int64)
    grade = torch.tensor([float(quality)])
    with torch.no_grad():
        known = torch.tensor(latents, dtype=torch.float32).permute(2, 0, 1)[None]
        known = known * codec.steps(grade)
        ideal = float(codec.bits(known, known, grade).sum()) / 8
        trained = codec.synthesise(known, grade)[0].clamp(0, 255).numpy()
    assert len(encode(model, [latents], quality)) == pytest.approx(ideal, rel=0.01, abs=4)
    assert np.abs(synthesise(model, latents, quality) - trained).max() < 1.5
