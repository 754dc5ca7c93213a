"""The training loop: it learns, it repeats, it looks when it is told to."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from ee376a.medical.encoders.training import (  # noqa: E402 - after the skip
    MODELS,
    Checkpoint,
    Training,
    build,
    mse,
    reconstruct,
    train,
)


def blobs(n: int, side: int = 32, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side]
    centres = rng.uniform(0, side, (n, 2, 1, 1))
    far = ((np.stack([y, x])[None] - centres) ** 2).sum(1)
    return (200 * np.exp(-far / 60) + 10).astype(np.uint8)


@pytest.mark.parametrize("name", MODELS)
def test_every_encoder_learns(name: str) -> None:
    learn, test = blobs(12), blobs(4, seed=1)
    model = build(name, 32, seed=0)
    before = mse(model, learn)
    rate = 0.0005 if name == "fc" else 0.005
    curve = train(model, learn, test, Training(rate, 20, batch=4), at={1})
    assert [point.epoch for point in curve] == [1, 20]
    assert curve[1].train < 0.6 * before
    assert curve[1].test == mse(model, test)


def test_the_same_seed_gives_the_same_run_and_another_does_not() -> None:
    def once(seed: int) -> list[Checkpoint]:
        model = build("vae", 32, seed)
        return train(model, blobs(8), blobs(2, seed=1), Training(0.005, 3, 4, seed), at={1, 2})

    torch.manual_seed(77)  # what others drew before must not matter
    first = once(4)
    torch.rand(5)
    assert once(4) == first
    assert once(5) != first


def test_what_others_draw_is_left_alone() -> None:
    torch.manual_seed(77)
    expected = torch.rand(3)
    torch.manual_seed(77)
    threads = torch.get_num_threads()
    train(build("gan", 32, 1), blobs(4), blobs(2), Training(epochs=1))
    assert torch.equal(torch.rand(3), expected)
    assert torch.get_num_threads() == threads


def test_progress_is_told_as_it_is_made() -> None:
    told: list[Checkpoint] = []
    model = build("conv", 32, 0)
    curve = train(model, blobs(4), blobs(2), Training(epochs=4), at=(2, 9), progress=told.append)
    assert told == curve
    assert [point.epoch for point in told] == [2, 4]


def test_pictures_come_back_as_pictures() -> None:
    model = build("fc", 16, 0)
    back = reconstruct(model, blobs(3, side=16))
    assert back.shape == (3, 16, 16)
    assert back.dtype == np.uint8
    difference = back.astype(float) - blobs(3, side=16)
    assert mse(model, blobs(3, side=16)) == pytest.approx((difference**2).mean())


def test_values_outside_grey_are_cut() -> None:
    model = build("conv", 32, 0)
    with torch.no_grad():
        model.decoder[-1].bias.fill_(1e6)
    assert (reconstruct(model, blobs(1)) == 255).all()


def test_what_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="name: 'transformer' given, one of fc, conv"):
        build("transformer", 32, 0)
    for training in (Training(epochs=0), Training(batch=0)):
        with pytest.raises(ValueError, match="at least one epoch and one picture"):
            train(build("fc", 16, 0), blobs(1, side=16), blobs(1, side=16), training)
