from binascii import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reedsolo import RSCodec

from ee376a.bits import int_to_digits
from ee376a.panopticon import protection
from ee376a.panopticon.protection import CHECK, CODEWORD, LIMIT, Uncorrectable, protect, recover


@settings(max_examples=6, deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=LIMIT), st.randoms(use_true_random=False))
def test_recover_undoes_protect_and_errors(text, random) -> None:
    symbols = protect(text)
    assert symbols.shape == (CODEWORD,)
    parity = CODEWORD - CHECK - len(text)
    places = random.sample(range(CODEWORD), parity // 2)
    symbols[places] ^= 5
    assert recover(symbols, len(text)) == text


def test_an_erasure_costs_half_an_error() -> None:
    text = "x" * 202
    symbols = protect(text)
    symbols[:300] ^= 1
    assert recover(symbols, 202, range(300)) == text
    with pytest.raises(Uncorrectable, match="too many errors"):
        recover(symbols, 202)


def test_the_message_comes_first_and_is_limited() -> None:
    assert bytes(protect("By hand")[:7].tolist()) == b"By hand"
    with pytest.raises(ValueError, match="at most 438"):
        protect("x" * 439)


def test_a_codeword_with_a_wrong_check_is_refused() -> None:
    # The code is linear: the sum of two codewords of one length is a codeword, its check wrong
    for one, other in [("abcd", "efgh"), ("abcd", "abce"), ("Art!", "art?"), ("0000", "8888")]:
        both = protect(one) ^ protect(other)
        with pytest.raises(Uncorrectable, match="checksum"):
            recover(both, 4)
        assert np.any(both[:4])


def test_a_codeword_of_what_is_no_letter_is_refused() -> None:
    symbols = protection._codec(CODEWORD - CHECK - 1).encode([128, 0, 0, 0, 0])
    with pytest.raises(Uncorrectable, match="checksum"):
        recover(np.array(symbols), 1)


def test_codewords_stay_what_they_were() -> None:
    symbols = protect("Art")
    assert symbols[3:7].tolist() == int_to_digits(crc32(b"Art"), 512, length=4).tolist()
    assert symbols[-3:].tolist() == [198, 410, 473]
    assert 256 <= protect("x" * LIMIT).max() < 512


def test_a_code_over_another_field_does_not_disturb() -> None:
    before = protect("Art")
    RSCodec(4).encode(b"bytes")
    after = protect("Art")
    assert before.tolist() == after.tolist()
    RSCodec(4).encode(b"bytes")
    assert recover(after, 3) == "Art"


def test_bad_input_is_named() -> None:
    symbols = protect("Art")
    for call, told in [
        (lambda: protect("café"), "text: 'café' given, only ASCII"),
        (lambda: recover(symbols[:-1], 3), r"symbols: shape \(505,\) given"),
        (lambda: recover(symbols + 512, 3), "symbols: .* 506 of 0 to 511 needed"),
        (lambda: recover(symbols, 439), "length: 439 given, 0 to 438 allowed"),
        (lambda: recover(symbols, -1), "length: -1 given"),
        (lambda: recover(symbols, 3, [506]), "erased: 0 to 505 allowed"),
        (lambda: recover(symbols, 3, [-1]), "erased: 0 to 505 allowed"),
    ]:
        with pytest.raises(ValueError, match=f"^{told}"):
            call()
