"""Encodings: what is learnt is learnt from the rows given, and what forgets places forgets them."""

from __future__ import annotations

import numpy as np
import pytest

from ee376a.medical.search.features import ENCODINGS, components, pool, standard
from ee376a.medical.synthetic import draw_field

RNG = np.random.default_rng(376)
FIELDS = [draw_field(dose, RNG)[1] for dose in (0, 0, 0, 100)]


@pytest.mark.parametrize("name", ENCODINGS)
def test_rows_are_finite_and_of_one_length(name: str) -> None:
    encoding = ENCODINGS[name]
    rows = encoding.rows([*FIELDS[:2], np.zeros((512, 512), np.uint8)])
    assert rows.shape[0] == 3
    assert np.isfinite(rows).all()
    assert not np.allclose(rows[0], rows[1])
    encode = encoding.learn(rows)
    assert np.isfinite(encode(rows)).all()
    # A row is encoded by itself, whatever it is encoded with.
    assert encode(rows[1:2])[0] == pytest.approx(encode(rows)[1])


@pytest.mark.parametrize("name", ["histogram", "textures", "energies", "energies-512", "spots"])
def test_those_that_forget_places_hardly_see_a_turned_picture(name: str) -> None:
    rows = ENCODINGS[name].rows([*FIELDS, FIELDS[0][::-1], FIELDS[0].T])
    encoded = ENCODINGS[name].learn(rows[:4])(rows)
    across = np.linalg.norm(encoded[0] - encoded[3])
    assert np.linalg.norm(encoded[0] - encoded[4]) < 0.1 * across
    # The transposed picture has its waves across where they were along.
    assert np.linalg.norm(encoded[0] - encoded[5]) < (0.5 if name == "textures" else 0.1) * across


@pytest.mark.parametrize("name", ["pixels", "components", "frequencies"])
def test_those_that_keep_places_see_it(name: str) -> None:
    rows = ENCODINGS[name].rows([*FIELDS, FIELDS[0][::-1]])
    encoded = ENCODINGS[name].learn(rows[:3])(rows)
    other_field = np.linalg.norm(encoded[0] - encoded[1])
    assert np.linalg.norm(encoded[0] - encoded[4]) > 0.3 * other_field


def test_components_are_the_eigenvectors_of_the_covariance() -> None:
    known = RNG.standard_normal((30, 4)) @ np.diag([5, 3, 1, 0.1])
    encoded = components(known, most=2)(known)
    variances = np.linalg.eigvalsh(np.cov(known.T, bias=True))[::-1]
    assert encoded.var(axis=0) == pytest.approx(variances[:2])
    assert encoded[:, 0] @ encoded[:, 1] == pytest.approx(0, abs=1e-9)


def test_what_never_varies_is_left_out() -> None:
    known = np.array([[1.0, 5.0, 1e9], [3.0, 5.0, 1e9]])
    assert standard(known)(known).tolist() == [[-1.0], [1.0]]


def test_pooling_forgets_the_order_of_places() -> None:
    latents = RNG.standard_normal((2, 3, 4, 5))
    shuffled = latents.reshape(2, 3, 20)[:, :, RNG.permutation(20)].reshape(2, 3, 5, 4)
    assert pool(latents) == pytest.approx(pool(shuffled))
    assert pool(latents)[1, 4] == pytest.approx(latents[1, 1].std())
