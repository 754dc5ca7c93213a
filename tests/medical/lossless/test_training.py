from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch, which trains the network, is not installed")

import torch

from ee376a.medical.lossless import coder as lossless
from ee376a.medical.lossless import network, training
from ee376a.medical.lossless.neighbourhood import INPUTS

SMALL = training.Parameters(low=12, high=8, share=0.5, batch=256, steps=600)


@pytest.fixture(scope="module")
def pictures():
    rng = np.random.default_rng(6)
    y, x = np.mgrid[:44, :40]
    scene = 90 + 50 * np.sin(x / 6) * np.cos(y / 8)
    return [np.clip(rng.normal(scene, 6), 0, 255).astype(np.uint8) for _ in range(2)]


@pytest.fixture(scope="module")
def lessons(pictures):
    return training.lessons(pictures, SMALL)


def test_lessons_are_a_share_of_each_picture_and_its_sixteen_small_ones(pictures, lessons):
    pixels = 2 * (44 * 40 + 16 * 10 * 9)
    assert len(lessons.seen) == pytest.approx(pixels / 2, rel=0.1)
    assert lessons.seen.shape[1:] == (INPUTS,)
    assert (lessons.truth[:, 0] == np.rint(lessons.truth[:, 0])).all()
    assert len(training.observe(pictures[0], np.ones((44, 40), bool)).seen) == 44 * 40


def test_a_course_learns_and_can_be_taken_in_parts(lessons):
    whole, parts = training.Course(lessons, SMALL), training.Course(lessons, SMALL)
    whole.advance(600)
    for steps in (7, 433, 160):
        parts.advance(steps)
    assert parts.curve == whole.curve
    # The noise alone has log2(6 sqrt(2 pi e)) = 4.6 bits.
    assert 4.5 < np.mean(whole.curve[-10:]) < np.mean(whole.curve[:5]) - 0.1


def test_the_codec_computes_what_was_trained(pictures, lessons):
    course = training.Course(lessons, SMALL)
    course.advance(30)
    file = training.packed(course, SMALL)
    mind = network.new_mind(lossless.unpacked(file))
    below, above = np.zeros(3), np.zeros(3)
    for at in range(0, 600, 13):
        seen, truth = lessons.seen[at].astype(np.float32), lessons.truth[at]
        network.think(mind, seen, float(truth[1]), float(truth[2]))
        grey = int(truth[0])
        chance = network.up_to(mind.parts, grey + 1, above)
        chance -= network.up_to(mind.parts, grey, below)
        with torch.no_grad():
            bits = course.trainee.code_length(
                torch.from_numpy(seen[None]), torch.from_numpy(truth[None])
            )
        # Weights are kept as 16-bit floats.
        assert -np.log2(chance) == pytest.approx(float(bits), rel=0.02, abs=0.02)


def test_ends_of_the_greys_take_what_lies_beyond():
    trainee = training.Trainee(4, 4)
    seen = torch.zeros((256, INPUTS))
    for centre in (-3.0, 128.0, 300.0):
        truth = torch.tensor([[float(grey), centre, 5.0] for grey in range(256)])
        with torch.no_grad():
            bits = [
                float(trainee.code_length(seen[k : k + 1], truth[k : k + 1])) for k in range(256)
            ]
        assert sum(2.0**-some for some in bits) == pytest.approx(1, abs=1e-3)


def test_what_is_packed_codes(pictures, lessons, monkeypatch):
    course = training.Course(lessons, replace(SMALL, low=16))
    course.advance(100)
    weights = lossless.unpacked(training.packed(course, SMALL))
    monkeypatch.setattr(lossless, "weights", lambda: weights)
    payload = lossless.encode(pictures[0])
    assert len(payload) < 0.7 * pictures[0].size
    assert np.array_equal(lossless.decode(payload, pictures[0].shape), pictures[0])


def test_the_weights_of_the_package_fit_the_parameters():
    first, _, second, _, last, _, rates = lossless.weights()
    of = training.Parameters()
    assert first.shape == (INPUTS, of.low)
    assert second.shape == (of.low, of.high)
    assert last.shape == (of.high, 3 * network.COMPONENTS)
    assert np.allclose(rates, of.adaptation)
