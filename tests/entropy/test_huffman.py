"""Huffman's tree: what it is for candies, that none is better, and back again."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.entropy.huffman import (
    canonical,
    codewords,
    decode,
    encode,
    mean_length,
    picture,
    tree,
)
from ee376a.entropy.surprise import average_surprise

CANDY = {"cherry": 8, "lemon": 4, "mint": 2, "plum": 2}
bags = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(1, 60), min_size=1)
large_bags = bags.filter(lambda bag: len(bag) > 1)


def test_the_candy_s_code() -> None:
    code = codewords(tree(CANDY))
    assert code == {"cherry": "0", "lemon": "10", "mint": "110", "plum": "111"}
    assert mean_length(CANDY, code) == Fraction(7, 4) == Fraction(average_surprise(CANDY))


@given(large_bags)
def test_the_codewords_fill_a_tree(bag: dict[str, int]) -> None:
    code = codewords(tree(bag))
    assert code.keys() == bag.keys()
    assert sum(Fraction(1, 2 ** len(word)) for word in code.values()) == 1
    assert not any(
        one.startswith(other) or other.startswith(one)
        for one, other in combinations(code.values(), 2)
    )


@given(large_bags)
def test_the_mean_length_lies_within_a_bit_of_the_entropy(bag: dict[str, int]) -> None:
    length, least = mean_length(bag, codewords(tree(bag))), average_surprise(bag)
    assert least - 1e-9 <= length < least + 1


@given(st.lists(st.integers(0, 30), min_size=2, max_size=7).filter(any))
def test_no_tree_is_better(weights: list[int]) -> None:
    @cache
    def fewest(left: tuple[int, ...]) -> int:
        """The least total of weight times depth over all trees there are."""
        if len(left) == 1:
            return 0
        ways = (
            fewest(part) + fewest(tuple(k for k in left if k not in part))
            for size in range(1, len(left) // 2 + 1)
            for part in combinations(left, size)
        )
        return min(ways) + sum(weights[k] for k in left)

    bag = {str(k): weight for k, weight in enumerate(weights)}
    total = mean_length(bag, codewords(tree(bag))) * sum(weights)
    assert total == fewest(tuple(range(len(weights))))


@given(
    large_bags.flatmap(lambda bag: st.tuples(st.just(bag), st.lists(st.sampled_from(list(bag)))))
)
def test_decode_undoes_encode(given: tuple[dict[str, int], list[str]]) -> None:
    bag, message = given
    shape = tree(bag)
    bits = encode(message, shape)
    assert decode(bits, shape) == message
    assert len(bits) == sum(len(codewords(shape)[name]) for name in message)


@given(bags)
def test_canonical_codewords_have_the_same_lengths_and_count_upwards(bag: dict[str, int]) -> None:
    code = codewords(tree(bag))
    renamed = canonical(code)
    assert {name: len(word) for name, word in renamed.items()} == {
        name: len(word) for name, word in code.items()
    }
    words = list(renamed.values())
    assert words == sorted(words, key=lambda word: (len(word), word))
    assert not any(b.startswith(a) for a, b in pairwise(words))
    assert canonical(renamed) == renamed


def test_the_painting_s_names() -> None:
    counts = {"1": 19, "0": 8, "2": 7, "4": 6, "5": 2, "3": 1, "6": 1, "7": 1}
    code = canonical(codewords(tree(counts)))
    words = ["0", "100", "101", "110", "11100", "11101", "11110", "11111"]
    assert code == dict(zip("10243567", words, strict=True))
    assert mean_length(counts, code) * 45 == 107


def test_what_is_certain_needs_no_bits() -> None:
    assert tree({"plum": 3}) == "plum"
    assert encode(["plum", "plum"], "plum") == ""
    assert mean_length({"plum": 3}, {"plum": ""}) == 0


def test_what_never_comes_may_go_without_a_name() -> None:
    assert mean_length({"plum": 1, "mint": 0}, {"plum": "1"}) == 1


def test_refusals() -> None:
    shape = tree(CANDY)
    with pytest.raises(ValueError, match="'kiwi' given, only"):
        encode(["kiwi"], shape)
    with pytest.raises(ValueError, match="'plum' given, only"):
        mean_length(CANDY, {"cherry": "0", "lemon": "10", "mint": "11"})
    with pytest.raises(ValueError, match="end within a codeword"):
        decode("01", shape)
    with pytest.raises(ValueError, match="bits: '2' at 1 given"):
        decode("02", shape)
    with pytest.raises(ValueError, match="take 3/4 of the room of a tree"):
        canonical({"plum": "0", "mint": "10"})
    with pytest.raises(ValueError, match="two or more needed"):
        decode("0", "plum")
    with pytest.raises(ValueError, match="'plum' given"):
        picture("plum", {"mint": 2})


@given(bags)
def test_the_picture_names_every_leaf_with_its_codeword(bag: dict[str, int]) -> None:
    shape = tree(bag)
    root = ElementTree.fromstring(picture(shape, bag))
    written = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    for name, word in codewords(shape).items():
        assert name in written
        assert f"{bag[name]} · {word or '–'}" in written
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == len(bag) - 1
    if len(bag) > 1:
        assert str(sum(bag.values())) in written


def test_the_picture_escapes_names() -> None:
    ElementTree.fromstring(picture(("<&>", '"'), {"<&>": 1, '"': 2}))
