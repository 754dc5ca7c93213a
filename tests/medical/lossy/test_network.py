"""The codec while it learns: its transform, and what may depend on what."""

import numpy as np
import pytest
import torch

from ee376a.medical.lossy.blocks import SLICES, TURNS, cosines
from ee376a.medical.lossy.network import LearnedCodec, Sizes
from ee376a.medical.lossy.picturemodel import weight_of_error

SMALL = Sizes(analysis=6, analysis_blocks=1, synthesis=6, synthesis_blocks=1, context=8)


@pytest.fixture(scope="module")
def codec():
    random = torch.Generator().manual_seed(1)
    made = LearnedCodec(SMALL)
    with torch.no_grad():
        for weights in made.parameters():
            weights += 0.05 * torch.randn(weights.shape, generator=random)
    return made


def test_the_coefficients_keep_squared_errors(codec):
    pictures = torch.rand(2, 32, 48) * 255
    found = codec.coefficients(pictures)
    assert found.shape == (2, 16, 8, 12)
    assert torch.allclose(found.square().sum(), (pictures - 128).square().sum(), rtol=1e-5)
    assert torch.allclose(codec.pixels(found), pictures, atol=1e-3)
    # The first is the mean, the next are the slowest waves along each direction.
    wave = torch.tensor(cosines()[1] * 100, dtype=torch.float32).expand(16, 4).repeat(1, 4) + 128
    strongest = codec.coefficients(wave[None])[0, :, 0, 0].abs().argmax()
    assert int(strongest) in (1, 2)


def test_a_latent_is_told_by_earlier_ones_only(codec):
    """The decoder knows, at each latent, all that its distribution depends on."""
    rng = np.random.default_rng(2)
    quality = torch.tensor([30.0])
    latents = torch.randn(1, 16, 8, 6, generator=torch.Generator().manual_seed(2)) * 40
    turn_of = np.zeros((16, 8, 6), int)
    for at, begin in enumerate(np.cumsum([0, *SLICES[:-1]])):
        for turn, (row, column) in enumerate(TURNS):
            turn_of[begin : begin + SLICES[at], row::2, column::2] = len(TURNS) * at + turn
    with torch.no_grad():
        before = codec.bits(latents, latents, quality)
        for _ in range(25):
            place = tuple(int(rng.integers(size)) for size in turn_of.shape)
            changed = latents.clone()
            changed[(0, *place)] += 50
            different = (codec.bits(changed, changed, quality) != before)[0].numpy()
            different[place] = False
            assert not different[turn_of <= turn_of[place]].any()
            if turn_of[place] < turn_of.max() - 3:
                assert different.any()


def test_the_masses_of_all_latents_sum_to_one(codec):
    latents = torch.arange(-300.0, 301.0)[:, None, None, None]
    quality = torch.full((len(latents),), 60.0)
    known = torch.zeros(len(latents), 16, 2, 2)
    with torch.no_grad():
        # Only what is coded changes, not what is known.
        bits = codec.bits(known + latents * codec.steps(quality), known, quality)
    total = (0.5**bits).sum(0)
    assert float(total.min()) == pytest.approx(1, abs=0.02)
    assert float(total.max()) == pytest.approx(1, abs=0.001)


def test_the_weight_of_an_error_grows_with_the_quality():
    weights = weight_of_error(torch.tensor([0.0, 50.0, 100.0]))
    assert weights.tolist() == pytest.approx([5e-4, (5e-4 * 0.25) ** 0.5, 0.25])
