"""Files of every model: they come back, as small as the predictions say, and damage is told."""

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ee376a.container import CorruptStream, Header, Reader, Writer
from ee376a.prequential import codec, models, order2
from ee376a.prequential.codec import compress, decode, decompress, encode, info

TEXT = b"Alice was beginning to get very tired of sitting by her sister on the bank. " * 4
INPUTS = {
    "nothing": b"",
    "one byte": b"x",
    "one zero": b"\0",
    "text": TEXT,
    "zeros": bytes(3000),
    "ones": b"\xff" * 3000,
    "counting": bytes(range(256)) * 4,
    "random": np.random.default_rng(1).bytes(1000),
    "floats": np.linspace(0, 1, 200).tobytes(),
}


@pytest.fixture
def small_chunks(monkeypatch):
    """Chunks of 100 bytes, for many of them in a short file."""
    monkeypatch.setattr(codec, "CHUNK", 100)
    monkeypatch.setattr(codec, "_SLICE", 64)


@pytest.mark.parametrize("model", models.MODELS)
@pytest.mark.parametrize("name", INPUTS)
def test_every_model_gives_back_every_file(model, name):
    data = INPUTS[name]
    coded = encode(data, model)
    assert decode(coded) == data
    assert len(coded) <= len(data) + 18
    if name in ("text", "zeros", "ones", "counting"):
        assert len(coded) < 0.8 * len(data)


@pytest.mark.parametrize("model", models.MODELS)
def test_a_model_goes_on_learning_from_chunk_to_chunk(model, small_chunks):
    rng = np.random.default_rng(2)
    data = TEXT + rng.bytes(250) + TEXT
    coded = encode(data, model)
    assert decode(coded) == data
    found = info(io.BytesIO(coded))
    assert (found.chunks, found.original, found.compressed) == (9, len(data), len(coded))
    assert 1 <= found.stored <= 3
    # The second time the text is known, also from behind the chunks that were stored.
    assert len(coded) < len(encode(TEXT + rng.bytes(250), model)) + 0.6 * len(TEXT)


@settings(max_examples=30)
@given(st.binary(max_size=400))
def test_decode_undoes_encode(data):
    assert decode(encode(data, "order2")) == data


def test_the_length_is_that_of_the_predictions():
    data = np.random.default_rng(3).choice(list(b"abcd"), 5000, p=[0.7, 0.1, 0.1, 0.1])
    data = data.astype(np.uint8).tobytes()
    state = order2.new_state()
    ideal = 0.0
    for byte in data:
        for shift in range(7, -1, -1):
            bit = byte >> shift & 1
            p1 = order2.predict(state) / 65536
            ideal -= np.log2(p1 if bit else 1 - p1)
            order2.update(state, bit)
    # 10 bytes of the header, 8 of the section, 7 before the code, at most 2 of the coder.
    assert ideal / 8 + 24 <= len(encode(data, "order2")) <= ideal / 8 + 27


@pytest.mark.parametrize("model", models.MODELS)
def test_a_prior_helps_and_must_be_the_same(model):
    prior = [TEXT, b"another"]
    coded = encode(TEXT[:150], model, prior)
    assert decode(coded, prior) == TEXT[:150]
    assert len(coded) < 0.8 * len(encode(TEXT[:150], model))
    assert info(io.BytesIO(coded)).with_prior
    for other, made in (
        ((), "with other ones"),
        (prior[::-1], "with other ones"),
        ([b"".join(prior)], "with other ones"),
        ([TEXT], "with other ones"),
    ):
        with pytest.raises(
            ValueError, match=f"prior: {len(other)} given, the file was made {made}"
        ):
            decode(coded, other)
    with pytest.raises(ValueError, match="prior: 1 given, the file was made without any"):
        decode(encode(b"", model), [TEXT])


def test_a_stream_is_read_in_pieces_and_written_in_chunks(small_chunks):
    class Pipe(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 7))

    class Sink(io.BytesIO):
        def write(self, data):
            assert len(data) <= 100
            return super().write(data)

    told = []
    coded, again = io.BytesIO(), Sink()
    made = compress(Pipe(TEXT), coded, "order2", progress=told.append)
    assert sum(told) == len(TEXT)
    assert max(told) <= 64
    read = decompress(Pipe(coded.getvalue()), again, progress=told.append)
    assert again.getvalue() == TEXT
    assert made == read == info(Pipe(coded.getvalue()))
    assert sum(told) == 2 * len(TEXT)


@pytest.mark.parametrize("length", [99, 100, 101, 200])
def test_the_last_chunk_may_be_full(small_chunks, length):
    coded = encode(TEXT[:length], "order2")
    assert decode(coded) == TEXT[:length]
    assert info(io.BytesIO(coded)).chunks == -(-length // 100)


CODED = encode(TEXT, "order2")


def test_every_cut_is_told():
    for end in range(len(CODED)):
        with pytest.raises(CorruptStream):
            decode(CODED[:end])


def test_every_changed_byte_is_told():
    for place in range(len(CODED)):
        changed = bytearray(CODED)
        changed[place] ^= 1 << place % 8
        with pytest.raises(ValueError, match=r"\w"):
            decode(bytes(changed))


@settings(max_examples=200)
@given(st.data())
def test_edited_streams_never_give_wrong_bytes(data):
    changed = bytearray(CODED)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed)))
        end = data.draw(st.integers(start, min(start + 8, len(changed))))
        changed[start:end] = data.draw(st.binary(max_size=8))
    if changed == CODED:
        assert decode(bytes(changed)) == TEXT
    else:
        with pytest.raises(ValueError, match=r"\w"):
            decode(bytes(changed))


def forge(payload, tag=1, model="order2", fingerprint=None, kind=None, details=b""):
    """Give a file whose own checksums are right."""
    stream = io.BytesIO()
    chosen = models.MODELS[model]
    header = Header(
        chosen.kind if kind is None else kind, fingerprint or chosen.fingerprint, details
    )
    Writer(stream, header).write(tag, payload, last=True)
    return stream.getvalue()


@pytest.mark.parametrize("model", models.MODELS)
def test_what_the_model_reads_from_changed_bits_is_told(model):
    """Also where the file's own checksum is right, as after a wrong computation."""
    coded = encode(TEXT, model)
    (section,) = Reader(io.BytesIO(coded), 1 << 20)
    rng = np.random.default_rng(4)
    for _ in range(10):
        payload = bytearray(section.payload)
        payload[rng.integers(3, len(payload))] ^= 1 << rng.integers(8)
        with pytest.raises(CorruptStream, match="the model read other data"):
            decode(forge(bytes(payload), model=model))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (forge(b"short"), "a section of kind 1, 5 bytes for 7301235"),
        (forge(bytes(7)), "a section of kind 1, 7 bytes for 0"),
        (forge(b"\xff\xff\xff" + bytes(20)), "23 bytes for 16777215"),
        (forge(b"\1\0\0" + bytes(20), tag=5), "a section of kind 5"),
        (forge(b"", kind=200), "made by model 200, which is not known here"),
        (forge(b"", kind=0), "made by model 0, which is not known here"),
        (forge(b"", fingerprint=b"1234"), "another version of the model order2"),
        (b"PK\3\4", "no file of ee376a"),
        (b"", "is cut"),
    ],
)
def test_what_is_no_file_of_ours_is_told(data, message):
    for work in (decode, lambda data: info(io.BytesIO(data))):
        with pytest.raises(ValueError, match=message):
            work(data)


def test_what_stands_before_the_code_is_pinned():
    """A change of these bytes is a change of the format: each model needs a new number of it."""
    text = b"hoo hee " * 20
    for prior, details in (
        ([], ""),
        ([b"a"], "bf5d3affb73efd2e"),
        ([b"a", b"b"], "e5a01fee14e0ed5c"),
    ):
        reader = Reader(io.BytesIO(encode(text, "order2", prior)), codec.CHUNK)
        assert (reader.header.kind, reader.header.details.hex()) == (4, details)
        (section,) = reader
        assert (section.tag, section.payload[:7].hex()) == (1, "a000000f8d4411")  # length and CRC
    assert codec.CHUNK == 4_194_304


def test_another_version_of_a_model_has_another_fingerprint():
    model = models.MODELS["order2"]
    others = (
        replace(model, format=model.format + 1),
        replace(model, parameters=order2.Parameters(limit=6)),
        replace(model, name="order3"),
    )
    prints = {model.fingerprint, *(other.fingerprint for other in others)}
    assert len(prints) == 4
    assert all(len(each) == 4 for each in prints)


def test_an_unknown_model_is_named():
    with pytest.raises(ValueError, match="model: 'zip' given, one of"):
        encode(b"", "zip")


def test_the_models_have_numbers_of_their_own():
    assert len({model.kind for model in models.MODELS.values()}) == len(models.MODELS)
    assert all(name == model.name for name, model in models.MODELS.items())
