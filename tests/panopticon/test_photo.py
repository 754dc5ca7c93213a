import time

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ee376a.panopticon.photo import FOCAL, Photo, camera, photograph

RED = (255, 0, 0)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def plain(colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((1120, 1320, 3), colour, dtype=np.uint8)


def chequered(squares: int = 8) -> NDArray[np.uint8]:
    board = np.indices((squares, squares)).sum(axis=0) % 2 * 255
    return np.repeat(np.kron(board, np.ones((160, 160)))[..., None], 3, axis=2).astype(np.uint8)


def project(homography: NDArray[np.float64], x: float, y: float) -> NDArray[np.float64]:
    u, v, w = homography @ [x, y, 1]
    return np.array([u / w, v / w])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", 10),
        ("symbol", (660, 1200)),
        ("symbol", (660,)),
        ("margin", -1),
        ("tilt", 86),
        ("rotation", 400),
        ("lens", 0.5),
        ("occlusion", 1.0),
        ("scatter", -0.1),
        ("light", 0.5),
        ("cast", 1),
        ("blur", -1),
        ("blur", float("nan")),
        ("scale", 0),
        ("noise", 101),
        ("jpeg", 0),
        ("background", "sea"),
    ],
)
def test_a_parameter_outside_its_range_is_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} is .*but must be"):
        Photo(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "picture",
    [np.zeros((8, 8), np.uint8), np.zeros((8, 8, 4), np.uint8), np.zeros((8, 8, 3))],
)
def test_what_is_not_an_rgb_picture_is_refused(picture: NDArray[np.uint8]) -> None:
    with pytest.raises(ValueError, match="picture is an array"):
        photograph(picture, Photo(), rng())


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000), st.floats(-360, 360), st.floats(0.1, 1))
def test_untilted_the_symbol_has_its_size_in_the_photo(
    seed: int, rotation: float, scale: float
) -> None:
    photo = Photo(rotation=rotation, scale=scale)
    h = camera(photo, rng(seed))
    across = project(h, 1, 0) - project(h, 0, 0)
    down = project(h, 0, 1) - project(h, 0, 0)
    real_scale = round(1000 * scale) / 1000
    assert np.hypot(*across) == pytest.approx(660 * real_scale)
    assert np.hypot(*down) == pytest.approx(560 * real_scale)
    turned = np.rad2deg(np.arctan2(across[1], across[0]))
    assert (turned - rotation + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
    centre = project(h, 0.5, 0.5)
    assert np.all(np.abs(centre - (1000 * real_scale - 1) / 2) <= 4 * real_scale)


@pytest.mark.parametrize("tilt", [30, 60, 80])
def test_a_tilt_shortens_one_direction_by_its_cosine(tilt: float) -> None:
    h = camera(Photo(tilt=tilt), rng(5))
    step = 1e-6
    jacobian = np.column_stack(
        [
            (project(h, 0.5 + step / 660, 0.5) - project(h, 0.5, 0.5)) / step,
            (project(h, 0.5, 0.5 + step / 560) - project(h, 0.5, 0.5)) / step,
        ]
    )
    largest, smallest = np.linalg.svd(jacobian)[1]
    assert largest == pytest.approx(1, abs=1e-3)
    assert smallest == pytest.approx(np.cos(np.deg2rad(tilt)), abs=1e-3)


def test_the_tilt_is_a_pinhole_camera_at_the_focal_length() -> None:
    h = camera(Photo(tilt=60), rng(2))
    spread = [float(np.linalg.norm(project(h, x, y) - 499.5)) for x in (0, 1) for y in (0, 1)]
    half = np.hypot(660, 560) / 2
    nearest = half / (1 - half * np.sin(np.deg2rad(60)) / (FOCAL * 1000))
    assert max(spread) < nearest + 6


def test_the_picture_lies_where_camera_says() -> None:
    photo = Photo(tilt=55, background="flat")
    seen = photograph(chequered(), photo, rng(3)).astype(int)
    h = camera(photo, rng(3))
    for i in range(8):
        for j in range(8):
            x, y = np.rint(project(h, (j + 0.5) / 8, (i + 0.5) / 8)).astype(int)
            assert seen[y, x].tolist() == [255 * ((i + j) % 2)] * 3
    inner = np.float32([project(h, x / 8, y / 8) for x in range(1, 8) for y in range(1, 8)])
    grey = cv2.GaussianBlur(seen.astype(np.uint8)[..., 0], (0, 0), 1)
    found = inner.reshape(-1, 1, 2).copy()
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_COUNT, 50, 0.001)
    cv2.cornerSubPix(grey, found, (5, 5), (-1, -1), criteria)
    assert np.abs(found - inner.reshape(-1, 1, 2)).max() < 0.25


def test_scale_moves_the_picture_as_camera_says() -> None:
    photo = Photo(tilt=40, scale=0.3, background="flat")
    seen = photograph(chequered(4), photo, rng(8)).astype(int)
    assert seen.shape == (300, 300, 3)
    h = camera(photo, rng(8))
    for i in range(4):
        for j in range(4):
            x, y = np.rint(project(h, (j + 0.5) / 4, (i + 0.5) / 4)).astype(int)
            assert seen[y, x].tolist() == [255 * ((i + j) % 2)] * 3


def test_fine_detail_at_a_steep_tilt_becomes_its_mean_and_not_moire() -> None:
    stripes = np.zeros((2240, 2640, 3), dtype=np.uint8)
    stripes[::4] = stripes[1::4] = 255  # 280 lines on 560 pixels
    photo = Photo(tilt=80, rotation=0)
    steep = None
    for seed in range(40):
        h = camera(photo, rng(seed))
        if np.linalg.norm(project(h, 0.5, 1) - project(h, 0.5, 0)) < 110:
            steep = seed
            break
    assert steep is not None
    seen = photograph(stripes, photo, rng(steep)).astype(int)
    h = camera(photo, rng(steep))
    points = [project(h, x, y) for x in np.linspace(0.1, 0.9, 9) for y in np.linspace(0.2, 0.8, 7)]
    values = np.array([seen[round(y), round(x), 0] for x, y in points])
    assert np.abs(values - 127.5).max() < 20


@pytest.mark.parametrize("kind", ["occlusion", "scatter"])
@pytest.mark.parametrize("fraction", [0.05, 0.2, 0.4])
def test_occluders_hide_just_the_fraction(kind: str, fraction: float) -> None:
    photo = Photo(rotation=0, background="flat", **{kind: fraction})  # type: ignore[arg-type]
    seen = photograph(plain(RED), photo, rng(1)).astype(int)
    h = camera(photo, rng(1))
    left, top = np.rint(project(h, 0, 0)).astype(int)
    inside = seen[top + 1 : top + 559, left + 1 : left + 659]
    hidden = (np.abs(inside - RED) > 20).any(axis=2)
    # Pixels on an edge are mixed and count as hidden here.
    assert fraction - 0.01 < hidden.mean() < fraction + 0.04
    pieces = cv2.connectedComponents(hidden.astype(np.uint8))[0] - 1
    assert pieces == 1 if kind == "occlusion" else pieces > 20
    assert len(np.unique(inside[hidden] // 16, axis=0)) >= 4


def test_occluders_have_random_places_and_colours() -> None:
    photos = [photograph(plain(RED), Photo(occlusion=0.3, rotation=0), rng(s)) for s in range(4)]
    hidden = [(np.abs(p.astype(int) - RED) > 20).any(axis=2) for p in photos]
    assert all(not np.array_equal(a, b) for i, a in enumerate(hidden) for b in hidden[i + 1 :])


def test_light_falls_off_by_its_ratio_in_linear_light() -> None:
    photo = Photo(size=1000, symbol=(1000, 1000), margin=200, rotation=0, light=25)
    seen = photograph(plain((255, 255, 255)), photo, rng(4)).astype(float)
    brightest, darkest = seen[..., 0].max(), seen[..., 0].min()
    assert (brightest / darkest) ** 2.2 == pytest.approx(25, rel=0.1)


def test_a_cast_weakens_one_channel_and_spares_another() -> None:
    seen = photograph(plain((200, 200, 200)), Photo(cast=0.4), rng(4))[500, 500]
    assert seen.max() == 200
    assert seen.min() == 120


def test_blur_noise_and_jpeg_each_leave_their_mark() -> None:
    board = chequered()
    clean = photograph(board, Photo(rotation=0), rng(6)).astype(int)
    blurred = photograph(board, Photo(rotation=0, blur=5), rng(6)).astype(int)
    noisy = photograph(board, Photo(rotation=0, noise=10, cast=0.5), rng(6)).astype(int)
    even = photograph(board, Photo(rotation=0, cast=0.5), rng(6)).astype(int)
    coded = photograph(board, Photo(rotation=0, jpeg=5), rng(6)).astype(int)
    slope = np.abs(np.diff(clean[300:700, 300:700, 0], axis=1)).max()
    # An edge of height 255 blurred with sigma 5 has slope 255 / (5 sqrt(2 pi)).
    assert slope > 120
    assert np.abs(np.diff(blurred[300:700, 300:700, 0], axis=1)).max() == pytest.approx(20.3, abs=2)
    middle = (even > 40) & (even < 215)
    assert (noisy - even)[middle].std() == pytest.approx(10, abs=0.3)
    assert 2 < np.abs(coded - clean).mean() < 20


def test_a_barrel_lens_draws_the_corners_in() -> None:
    flat = photograph(plain(RED), Photo(rotation=0, margin=0), rng(7))
    barrel = photograph(plain(RED), Photo(rotation=0, margin=0, lens=0.2), rng(7))
    assert (barrel == RED).all(axis=2).sum() < 0.95 * (flat == RED).all(axis=2).sum()
    # A corner at radius r without the lens is at s with s (1 + 0.2 s²) = r, in half widths.
    corner = project(camera(Photo(rotation=0), rng(7)), 0, 0)
    r = np.hypot(*(corner - 499.5)) / 500
    s = min(np.roots([0.2, 0, 1, -r]), key=lambda root: abs(root.imag)).real
    at = 499.5 + (corner - 499.5) * s / r
    red = np.argwhere((np.abs(barrel.astype(int) - RED) < 60).all(axis=2))[:, ::-1]
    nearest = red[np.argmin(np.hypot(*(red - at).T))]
    assert np.hypot(*(nearest - at)) < 2
    outermost = red[np.argmax(np.hypot(*(red - [999, 999]).T))]
    assert np.hypot(*(outermost - at)) < 3


ALL = Photo(
    tilt=30,
    lens=0.05,
    occlusion=0.1,
    scatter=0.05,
    light=3,
    cast=0.2,
    blur=1,
    scale=0.5,
    noise=4,
    jpeg=50,
    background="clutter",
)


def test_the_same_seed_gives_the_same_photo_and_another_another() -> None:
    first, second = (photograph(chequered(), ALL, rng(9)) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, photograph(chequered(), ALL, rng(10)))


def test_two_pictures_get_the_same_photograph() -> None:
    photo = Photo(tilt=30, occlusion=0.2, scatter=0.1, light=5, cast=0.3, noise=3)
    dark, bright = (photograph(plain(c), photo, rng(11)) for c in ((0, 0, 0), (40, 40, 40)))
    wide, square = (
        photograph(plain(RED), Photo(symbol=s, background="clutter", light=5, noise=3), rng(11))
        for s in ((660, 560), (608, 608))
    )
    # Occluders, margin, background, light and noise are equal wherever the picture is not seen.
    same = (dark == bright).all(axis=2).mean()
    assert 0.75 < same < 0.95
    assert np.array_equal(wide[:8, :8], square[:8, :8])


def test_every_background_is_drawn_from_the_same_numbers() -> None:
    seen = {
        kind: photograph(chequered(), Photo(background=kind), rng(12))  # type: ignore[arg-type]
        for kind in ("flat", "texture", "clutter")
    }
    spread = {kind: np.ptp(photo[:, :100].astype(int)) for kind, photo in seen.items()}
    assert spread["flat"] < spread["texture"] < spread["clutter"]
    board = camera(Photo(), rng(12))
    x, y = np.rint(project(board, 0.5, 0.5)).astype(int)
    assert (
        len({photo[y - 100 : y + 100, x - 100 : x + 100].tobytes() for photo in seen.values()}) == 1
    )


def test_the_generator_is_the_only_source_of_chance() -> None:
    before = rng(13)
    camera(ALL, before)
    assert before.random() != rng(13).random()


@pytest.mark.parametrize("photo", [Photo(), Photo(tilt=80), ALL])
def test_a_photo_is_taken_in_well_under_a_second(photo: Photo) -> None:
    board = chequered()
    times = []
    for _ in range(3):
        start = time.process_time()
        photograph(board, photo, rng())
        times.append(time.process_time() - start)
    assert min(times) < 1
