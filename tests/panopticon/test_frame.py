from collections import Counter

import cv2
import numpy as np

from ee376a.bits import digits_to_int
from ee376a.panopticon.frame import TAGS, frame, is_white, length_digits, ring, tag_squares
from ee376a.panopticon.geometry import ROBUST


def test_every_colour_stands_four_times_around() -> None:
    paints = Counter(shape.paint for shape in frame()[: len(ring())])
    assert [paints[str(digit)] for digit in range(8)] == [4] * 8
    assert sum(paints[f"length{i}"] for i in range(21)) == 21
    assert paints["white"] == 26


def test_the_known_sequence_is_unlike_itself_when_shifted() -> None:
    signs = np.array([1 if is_white(turn) else -1 for turn in range(53)])
    shifted = [int(signs @ np.roll(signs, shift)) for shift in range(1, 53)]
    assert max(map(abs, shifted)) <= 5


def test_the_length_is_told_seven_times() -> None:
    told = length_digits(202).reshape(7, 3)
    assert {digits_to_int(row, 8) for row in told} == {202}


def test_tags_are_those_of_opencv() -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for tag, bits in enumerate(TAGS):
        image = cv2.aruco.generateImageMarker(dictionary, tag, 60)
        seen = image[15:55:10, 15:55:10].ravel() > 0
        assert int("".join("01"[bit] for bit in seen.astype(int)), 2) == bits


def test_tags_do_not_cover_triangles() -> None:
    quads = ROBUST.quads()
    for square in tag_squares():
        low, high = square.min(axis=0) - 0.625, square.max(axis=0) + 0.625
        assert not ((quads > low) & (quads < high)).all(axis=2).any()
