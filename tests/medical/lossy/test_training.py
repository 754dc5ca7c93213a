"""Training: it goes down, and a stopped one goes on as if it had not been stopped."""

import io

import numpy as np
import pytest
import torch

from ee376a import published
from ee376a.medical import synthetic
from ee376a.medical.lossy.network import LearnedCodec, Sizes
from ee376a.medical.lossy.training import CodecTraining, Parameters, crops, orthogonal, train

SMALL = Sizes(analysis=4, analysis_blocks=1, synthesis=4, synthesis_blocks=1, context=8)
SHORT = Parameters(steps=16, pictures=2, side=32, warmup=5)


@pytest.fixture(scope="module")
def pictures():
    return list(synthetic.draw_field(0.0, np.random.default_rng(6)))


def small():
    torch.manual_seed(2)
    return LearnedCodec(SMALL)


def test_crops_are_grey_squares(pictures):
    source = crops(pictures, 128, np.random.default_rng(1))
    for _ in range(30):
        square = next(source)
        assert square.shape == (128, 128)
        assert (square == np.rint(square)).all()
        assert 0 <= square.min() <= square.max() <= 255


def test_orthogonal_brings_singular_values_near_one():
    matrix = torch.randn(12, 40, generator=torch.Generator().manual_seed(1))
    for given in (matrix, matrix.T):
        values = torch.linalg.svdvals(orthogonal(given))
        assert 0.6 < float(values.min()) < float(values.max()) < 1.3


def test_training_brings_rate_and_error_down(pictures):
    training = CodecTraining(pictures, Parameters(steps=40, pictures=2, side=32, warmup=5), small())
    while not training.done:
        training.step()
    assert np.mean(training.losses[-10:]) < np.mean(training.losses[:10]) - 0.1


def test_a_stopped_training_goes_on(pictures):
    whole = CodecTraining(pictures, SHORT, small())
    for _ in range(6):
        whole.step()
    stream = io.BytesIO()
    torch.save(whole.state(), stream)
    stream.seek(0)
    again = CodecTraining(pictures, SHORT, small())
    again.resume(torch.load(stream, weights_only=True))
    while not whole.done:
        whole.step()
        again.step()
    assert whole.losses == again.losses


def test_a_state_is_a_copy(pictures):
    first = CodecTraining(pictures, SHORT, small())
    first.step()
    state = first.state()
    for _ in range(3):
        first.step()
    for _ in range(2):  # what has gone on from it before leaves no trace in it
        again = CodecTraining(pictures, SHORT, small())
        again.resume(state)
        for _ in range(3):
            again.step()
        assert again.losses == first.losses


def test_at_the_end_the_analysis_stays(pictures):
    training = CodecTraining(pictures, SHORT, small())
    while len(training.losses) < SHORT.noisy * SHORT.steps:
        training.step()
    fixed = [weights.clone() for weights in training.codec.analysis.parameters()]
    moving = training.codec.synthesis.last.weight.clone()
    training.step()
    for before, after in zip(fixed, training.codec.analysis.parameters(), strict=True):
        assert torch.equal(before, after)
    assert not torch.equal(moving, training.codec.synthesis.last.weight)


def test_train_gives_the_running_mean(pictures):
    trained = train(pictures, Parameters(steps=2, pictures=1, side=16), small())
    assert isinstance(trained, LearnedCodec)


def test_the_published_curve_goes_down():
    point = published.load("medical-codec").points[0]
    curve = [point.rate(f"loss_{tenth}") for tenth in range(1, 11)]
    assert point.rate("cpu_minutes") <= 60
    assert curve[-1] < curve[4] < curve[1] < curve[0]
