"""The slow encoder: fewer bits for the same error, and the same decoder."""

import numpy as np

from ee376a.medical import synthetic
from ee376a.medical.images import shrink
from ee376a.medical.lossy.picturemodel import analyse, encode, load, synthesise
from ee376a.medical.lossy.refining import Annealing, refine

BRIEF = Annealing(steps=40)


def cost(picture, latents, quality):
    """R + λD, in bits a pixel."""
    model = load()
    error = ((synthesise(model, latents, quality).astype(float) - picture) ** 2).mean()
    rate = 8 * len(encode(model, [latents], quality)) / picture.size
    return rate + 5e-4 * 500 ** (quality / 100) * error


def test_refined_latents_cost_less():
    picture = shrink(synthetic.draw_field(0.0, np.random.default_rng(8))[0])[:64, :64]
    for quality in (20, 70):
        start = analyse(load(), picture, quality)
        better = refine(load(), picture, start, quality, picture.shape, BRIEF)
        plain = np.rint(start).astype(np.int64)
        assert cost(picture, better, quality) < 0.97 * cost(picture, plain, quality)


def test_what_fills_the_edge_does_not_count():
    """Beyond the picture is noise, which nobody asked for: it is not paid for."""
    rng = np.random.default_rng(9)
    picture = np.full((32, 32), 120, np.uint8)
    picture[:, 16:] = rng.integers(0, 256, (32, 16))
    start = analyse(load(), picture, 80)
    whole = refine(load(), picture, start, 80, (32, 32), BRIEF)
    part = refine(load(), picture, start, 80, (32, 16), BRIEF)
    assert len(encode(load(), [part], 80)) < len(encode(load(), [whole], 80))
