import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.panopticon import octal

ASCII = st.text(st.characters(max_codepoint=127))


@given(ASCII)
def test_decode_undoes_encode(text) -> None:
    digits = octal.encode(text)
    assert digits.size == octal.DIGITS_PER_CHARACTER * len(text)
    assert digits.max(initial=0) <= 7
    assert set(digits[::3].tolist()) <= {0, 1}
    assert octal.decode(digits) == text


def test_known_digits() -> None:
    assert octal.encode("A~").tolist() == [1, 0, 1, 1, 7, 6]


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="'é'"):
        octal.encode("café")
    with pytest.raises(ValueError, match="code 128"):
        octal.decode([2, 0, 0])
    with pytest.raises(ValueError, match="whole number of characters"):
        octal.decode([1, 0])
