"""What is measured of a file is what is in it; MS-SSIM against its definition."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.anchors import Codec
from ee376a.medical.ratedistortion import curves, measure, ms_ssim
from ee376a.medical.similarity import mse, ssim
from ee376a.published import Point, Published

RNG = np.random.default_rng(4)
PICTURE = RNG.integers(0, 200, (128, 128), dtype=np.uint8)


def halves(pixels: np.ndarray, setting: float) -> bytes:
    return bytes([*pixels.shape]) + (pixels // int(setting)).tobytes()


def doubles(data: bytes) -> np.ndarray:
    return np.frombuffer(data[2:], np.uint8).reshape(data[0], data[1]) * np.uint8(2)


TOY = Codec("toy", halves, doubles, (2,))


def test_a_picture_of_one_scale_has_its_ssim() -> None:
    small = PICTURE[:20, :21]
    noisy = np.clip(small + RNG.normal(0, 20, small.shape), 0, 255)
    assert ms_ssim(small, noisy) == pytest.approx(ssim(small, noisy), abs=1e-9)


def test_two_scales_are_multiplied_by_their_weights() -> None:
    large = PICTURE[:40, :40].astype(float)
    noisy = large + RNG.normal(0, 20, large.shape)
    # The finer scale has contrast alone; with equal means in every window that is its SSIM.
    tiny = 1e-9 * large
    assert ms_ssim(tiny + 128, tiny + 128) == pytest.approx(1)
    small, small_noisy = (v.reshape(20, 2, 20, 2).mean(axis=(1, 3)) for v in (large, noisy))
    coarse = ssim(small, small_noisy)
    weight = 0.2856 / (0.0448 + 0.2856)
    fine = (ms_ssim(large, noisy) / coarse**weight) ** (1 / (1 - weight))
    assert ssim(large, noisy) < fine < ssim(large, noisy) + 0.05


def test_blur_that_a_far_eye_does_not_see_counts_less() -> None:
    smooth = np.kron(RNG.integers(0, 200, (16, 16)), np.ones((8, 8)))
    noisy = smooth + RNG.choice([-12, 12], smooth.shape)
    assert ssim(smooth, noisy) < ms_ssim(smooth, noisy) < 1
    assert ms_ssim(smooth, 200 - smooth) == 0


def test_shapes_that_do_not_fit_are_refused() -> None:
    for other in (PICTURE[:100], PICTURE[:10, :10]):
        with pytest.raises(ValueError, match=r"two equal ones of at least 11 x 11"):
            ms_ssim(PICTURE[:10, :10], other)


def test_a_measurement_is_of_the_file() -> None:
    found = measure(TOY, PICTURE[:64, :32], 2)
    again = PICTURE[:64, :32] // 2 * 2
    assert found["bytes"] == found["flat"] == 2 + 64 * 32
    assert found["mse"] == pytest.approx(mse(PICTURE[:64, :32], again), abs=1e-4)
    assert found["mse"] == pytest.approx(0.5, abs=0.05)
    assert found["ssim"] == pytest.approx(ssim(PICTURE[:64, :32], again), abs=1e-6)
    assert found["ms_ssim"] >= found["ssim"]
    assert 0 <= found["encode seconds"] < 1
    assert 0 <= found["decode seconds"] < 1
    wrong = Codec("turned", halves, lambda data: doubles(data).T, (2,))
    with pytest.raises(ValueError, match=r"turned made uint8 \(32, 64\) of uint8 \(64, 32\)"):
        measure(wrong, PICTURE[:64, :32], 2)


def test_curves_of_a_published_file() -> None:
    def point(codec: str, setting: int, lossless: bool = False) -> Point:
        records = {"bytes": [200 // setting, 300 // setting], "flat": [50, 150]}
        records |= {"mse": [65.025 * setting, 6.5025 * setting], "ssim": [0.9, 0.99]}
        params = {"codec": codec, "setting": setting, "lossless": lossless}
        return Point(params, [1], {}, done=True, trials=2, records=records)

    points = [point("a", 2), point("a", 1), point("b", 1), point("a", 1, lossless=True)]
    found = Published("medical-rd", "", "", points)
    whole = curves(found, "a")
    assert whole.rate.tolist() == [[100, 150], [200, 300]]
    assert whole.quality[1] == pytest.approx([30, 40])
    net = curves(found, "a", net=True)
    assert net.rate.tolist() == [[50, 1], [150, 150]]
    assert curves(found, "b", by="ssim").quality[0] == pytest.approx([10, 20])
    with pytest.raises(ValueError, match="codec: 'c' given"):
        curves(found, "c")
