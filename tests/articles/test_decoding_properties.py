"""Whatever bytes come: they are read, or refused with the reason."""

from hypothesis import given
from hypothesis import strategies as st

from articles.readers import Unreadable
from articles.readers.decoding import decode


def decoded(raw: bytes) -> str:
    """The text, or what was wrong."""
    try:
        return decode(raw).text
    except Unreadable as error:
        return f"REFUSED {error}"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    text = decoded(raw)

    assert "\0" not in text
    text.encode()  # raises for a lone surrogate, which a database can't hold


@given(st.text().filter(lambda text: "\0" not in text))
def test_utf_8_comes_back_as_it_was_or_mended_or_is_refused(text):
    text = "A title of some length, and more. " + text

    result = decoded(text.encode())
    if result != text and "REFUSED" not in result:  # it looked misread, and a note says so
        assert any("mended" in note for note in decode(text.encode()).notes)


@given(st.data())
def test_utf_8_with_a_byte_changed_anywhere_is_utf_8_but_for_that_byte(data):
    text = "“Ça suffit,” said Zoë Müller – “enough is enough,” the mayor’s aide told Łukasz Żak. "
    raw = bytearray(text.encode())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] = data.draw(st.sampled_from([0x80, 0x93, 0xC0, 0xFF]))

    document = decode(bytes(raw))

    assert document.encoding == "utf-8"
    assert document.text.replace("\ufffd", "")[-20:] == text[-20:] or place >= len(raw) - 25
