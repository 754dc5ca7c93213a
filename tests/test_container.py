"""The frame of files: what is written is read, and what was changed is told."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ee376a.container import CorruptStream, Header, Reader, Writer, crc32c

sections = st.lists(st.tuples(st.integers(0, 127), st.binary(max_size=300)), min_size=1, max_size=5)


class Dripping(io.BytesIO):
    """A stream that gives one byte at a time, as a pipe may."""

    def read(self, size=-1):
        return super().read(min(size, 1))


def write(header, parts):
    stream = io.BytesIO()
    writer = Writer(stream, header)
    for index, (tag, payload) in enumerate(parts, 1):
        writer.write(tag, payload, last=index == len(parts))
    return stream.getvalue()


def read(data, limit=1000):
    reader = Reader(io.BytesIO(data), limit)
    return reader.header, [(section.tag, section.payload) for section in reader]


FILE = write(Header(3, b"abcd", b"details"), [(0, b"one" * 50), (5, b""), (127, bytes(200))])
OTHER = write(Header(3, b"abcd", b"details"), [(0, b"two" * 50), (5, b""), (127, bytes(200))])


@given(st.integers(0, 255), st.binary(min_size=4, max_size=4), st.binary(max_size=300), sections)
def test_reader_undoes_writer(kind, fingerprint, details, parts):
    header = Header(kind, fingerprint, details)
    assert read(write(header, parts)) == (header, parts)


def test_a_pipe_may_give_it_in_pieces():
    reader = Reader(Dripping(FILE), 1000)
    assert [section.payload for section in reader] == [b"one" * 50, b"", bytes(200)]


def test_the_longest_details_are_read():
    header = Header(0, bytes(4), bytes(65536))
    assert read(write(header, [(0, b"")]))[0] == header


def test_writer_and_reader_count_the_bytes():
    stream = io.BytesIO()
    writer = Writer(stream, Header(3, b"abcd", b"details"))
    writer.write(0, b"one", last=True)
    reader = Reader(io.BytesIO(stream.getvalue()), 1000)
    list(reader)
    assert writer.bytes == reader.bytes == len(stream.getvalue())


def test_the_last_section_is_marked():
    reader = Reader(io.BytesIO(FILE), 1000)
    assert [section.last for section in reader] == [False, False, True]


def test_the_frame_of_one_section_takes_sixteen_bytes():
    assert len(write(Header(0, bytes(4)), [(0, b"")])) == 16
    assert len(write(Header(0, bytes(4)), [(0, bytes(100_000))])) == 100_018


def test_every_cut_is_told():
    for end in range(len(FILE)):
        with pytest.raises(CorruptStream, match="is cut"):
            read(FILE[:end])


def test_every_changed_bit_is_told():
    for place in range(8 * len(FILE)):
        changed = bytearray(FILE)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(ValueError, match=r"file|length|version"):
            read(bytes(changed))


def test_two_files_cannot_be_put_together():
    first = FILE.index(b"one")
    seam = first + 150 + 4
    assert FILE[seam : seam + 2] == OTHER[seam : seam + 2] == b"\x05\x00"
    with pytest.raises(CorruptStream, match="was changed"):
        read(FILE[:seam] + OTHER[seam:])


def test_sections_cannot_change_places():
    data = write(Header(0, bytes(4)), [(0, b"first"), (0, b"other"), (0, b"")])
    a, b = data.index(b"first") - 2, data.index(b"other") - 2
    size = b - a
    with pytest.raises(CorruptStream, match="was changed"):
        read(data[:a] + data[b : b + size] + data[a:b] + data[b + size :])


def test_no_payload_is_given_out_before_its_crc_is_right():
    changed = bytearray(FILE)
    changed[FILE.index(b"one") + 151] ^= 1
    seen = []
    with pytest.raises(CorruptStream):
        seen.extend(Reader(io.BytesIO(bytes(changed)), 1000))
    assert seen == []


def test_a_length_above_the_limit_is_not_read():
    with pytest.raises(CorruptStream, match="a length of 150 bytes, 149 at most"):
        read(FILE, limit=149)
    assert read(FILE, limit=200)


def test_a_length_without_an_end_is_told():
    with pytest.raises(CorruptStream, match="a length of"):
        read(FILE[:9] + b"\xff" * 100)


def test_what_follows_the_end_is_told():
    with pytest.raises(CorruptStream, match="goes on after its end"):
        read(FILE + b"\n")


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08 gzip", b"\xee\x37\x6b", b"text"])
def test_a_file_of_others_is_told(data):
    with pytest.raises(CorruptStream, match="no file of ee376a"):
        read(data)


def test_a_later_version_is_told():
    with pytest.raises(ValueError, match="version 2, this ee376a reads version 1") as caught:
        read(FILE[:3] + b"\x02" + FILE[4:])
    assert not isinstance(caught.value, CorruptStream)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Header(256, bytes(4)), "kind: 256 given"),
        (lambda: Header(0, bytes(5)), "fingerprint: 5 bytes given"),
        (lambda: Header(0, bytes(4), bytes(65537)), "details: 65537 bytes given"),
        (
            lambda: Writer(io.BytesIO(), Header(0, bytes(4))).write(128, b""),
            "tag: 128 .* to 127 allowed",
        ),
        (lambda: Writer(io.BytesIO(), Header(0, bytes(4))).write(200, b""), "tag: 200 given"),
    ],
)
def test_what_cannot_be_written_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# RFC 3720, appendix B.4.
@pytest.mark.parametrize(
    ("data", "crc"),
    [
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
        (b"", 0),
    ],
)
def test_the_crc_is_that_of_the_rfc(data, crc):
    assert crc32c(data) == crc


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_the_crc_goes_on(a, b):
    assert crc32c(b, crc32c(a)) == crc32c(a + b)
