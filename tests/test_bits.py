"""Text, bytes, bits and digits undo each other, and refuse what is not theirs."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a import bits

bases = st.integers(2, 300)
ascii_texts = st.text(st.characters(max_codepoint=127))


@given(st.binary())
def test_bytes_and_bits_undo_each_other(data):
    as_bits = bits.bytes_to_bits(data)
    assert as_bits.dtype == np.uint8
    assert as_bits.shape == (8 * len(data),)
    assert bits.bits_to_bytes(as_bits) == data


@given(st.binary(min_size=1))
def test_bits_are_the_number_most_significant_first(data):
    number = int.from_bytes(data, "big")
    assert bits.digits_to_int(bits.bytes_to_bits(data), 2) == number


@given(st.integers(0, 10**60), bases)
def test_numbers_and_digits_undo_each_other(number, base):
    digits = bits.int_to_digits(number, base)
    assert digits.min() >= 0
    assert digits.max() < base
    assert digits[0] > 0 or number == 0
    assert bits.digits_to_int(digits, base) == number


@given(st.integers(0, 10**9), bases, st.integers(0, 5))
def test_zeros_in_front_change_nothing(number, base, more):
    shortest = bits.int_to_digits(number, base)
    digits = bits.int_to_digits(number, base, length=shortest.size + more)
    assert digits.tolist() == [0] * more + shortest.tolist()
    assert bits.digits_to_int(digits, base) == number


@given(ascii_texts, bases)
def test_text_and_digits_undo_each_other(text, base):
    digits = bits.text_to_digits(text, base)
    assert digits.size == bits.digits_per_character(base) * len(text)
    assert bits.digits_to_text(digits, base) == text


def test_octal_digits_are_those_python_writes():
    for character in string.printable:
        written = [int(digit) for digit in f"{ord(character):03o}"]
        assert bits.text_to_digits(character, 8).tolist() == written


def test_nothing_is_nothing():
    assert bits.bytes_to_bits(b"").size == 0
    assert bits.bits_to_bytes([]) == b""
    assert bits.digits_to_int([], 8) == 0
    assert bits.int_to_digits(0, 8, length=0).size == 0
    assert bits.text_to_digits("", 8).size == 0
    assert bits.digits_to_text([], 8) == ""


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: bits.bits_to_bytes([0, 1, 1]), r"bits: 3 given, .*8 n"),
        (lambda: bits.bits_to_bytes([0, 1, 2, 0, 0, 0, 0, 0]), r"bits: 2 at 2 given, 0 to 1"),
        (lambda: bits.bits_to_bytes([0.5] * 8), r"bits: dtype float64 given"),
        (lambda: bits.bits_to_bytes([[0] * 8]), r"bits: shape \(1, 8\) given"),
        (lambda: bits.int_to_digits(-1, 8), r"number: -1 given, zero or more"),
        (lambda: bits.int_to_digits(1.5, 8), r"number: 1.5 given, a whole one"),
        (lambda: bits.int_to_digits(8, 1), r"base: 1 given, two or more"),
        (lambda: bits.int_to_digits(64, 8, length=2), r"64 needs 3 digits of base 8, 2 allowed"),
        (lambda: bits.int_to_digits(0, 8, length=-1), r"length: -1 given"),
        (lambda: bits.digits_to_int([7, 8], 8), r"digits: 8 at 1 given, 0 to 7 allowed"),
        (lambda: bits.digits_to_int([-1], 8), r"digits: -1 at 0 given"),
        (lambda: bits.text_to_digits("naïve", 8), r"text: 'ï' \(character 3\) given, only ASCII"),
        (lambda: bits.digits_to_text([1, 0], 8), r"digits: 2 given, .*3 n digits"),
        (lambda: bits.digits_to_text([7, 7, 7], 8), r"character 1 has code 511, 0 to 127"),
    ],
)
def test_what_is_wrong_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
