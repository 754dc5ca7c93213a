"""The arithmetic coder: symbols and their probabilities in, bits of nearly the ideal length out.

A message is a number in [0, 1). The coder keeps the interval of the numbers that begin with what
was said so far; each symbol keeps the part of it that its probability asks for. At the end, the
shortest number in the interval is written.

Only integers are used, so the same stream comes out of every machine. The interval is `low` and
`range` of 32 bits, products are exact in 64, and a carry runs back into the bytes already
written. So a stream is less than 2 bytes longer than −log₂ of the product of the probabilities, but
for their rounding to an interval of at least 2²⁴ units.

`interval` has the compiled functions, for the inner loops of compiled models; `symbols` has
`Encoder` and `Decoder`, which do the same for one symbol at a time, and `encode` and `decode`, for
a whole sequence with fixed frequencies.

Sources
-------
G. N. N. Martin, "Range encoding", Video & Data Recording Conference, 1979.
A. Moffat, R. Neal, I. Witten, "Arithmetic coding revisited", ACM TOIS 16, 1998.
"""

from ee376a.arithmetic.interval import (
    MAX_TOTAL,
    PROBABILITY_BITS,
    decode_bit,
    decode_symbol,
    encode_bit,
    encode_symbol,
    find,
    finish,
    start_decoder,
    start_encoder,
)
from ee376a.arithmetic.symbols import Decoder, Encoder, decode, encode

__all__ = [
    "MAX_TOTAL",
    "PROBABILITY_BITS",
    "Decoder",
    "Encoder",
    "decode",
    "decode_bit",
    "decode_symbol",
    "encode",
    "encode_bit",
    "encode_symbol",
    "find",
    "finish",
    "start_decoder",
    "start_encoder",
]
