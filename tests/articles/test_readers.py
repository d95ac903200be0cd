"""Bytes of every kind: the text they hold, or one line that says what is wrong and what to do."""

import codecs
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers import Unreadable, read
from articles.readers.decoding import decode

TEXT = "“Ça suffit,” said Zoë Müller – and left.\r\nIt rained.\n"


def read_bytes(tmp_path, raw: bytes, *, encoding: str = "", max_bytes: int = 1000):
    file = tmp_path / "article.txt"
    file.write_bytes(raw)
    return read(file, encoding=encoding, max_bytes=max_bytes)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path, raw, encoding):
    document = read_bytes(tmp_path, raw)

    assert document.text == TEXT
    assert document.encoding == encoding
    assert document.raw == raw


def test_a_guess_is_said_to_be_one(tmp_path):
    document = read_bytes(tmp_path, TEXT.encode("cp1252"))

    assert document.notes == ("read as cp1252, a guess; --encoding overrules it",)


def test_bytes_that_cp1252_lacks_are_read_as_latin_1(tmp_path):
    assert read_bytes(tmp_path, b"It rained in M\xfcnster. \x81").encoding == "latin-1"


def test_a_text_mostly_of_other_letters_is_guessed_from_them(tmp_path):
    russian = "Президент заявил, что переговоры продолжаются, и поблагодарил всех участников. " * 3

    assert read_bytes(tmp_path, russian.encode("cp1251")).text == russian


def test_the_guess_can_be_overruled(tmp_path):
    document = read_bytes(tmp_path, "Łódź said no.".encode("cp1250"), encoding="cp1250")

    assert document.text == "Łódź said no."
    assert document.notes == ()


def test_few_nul_bytes_are_left_out_and_counted(tmp_path):
    document = read_bytes(tmp_path, b"It rained.\0 " * 2 + b"And rained. " * 50)

    assert "\0" not in document.text
    assert document.notes == ("2 NUL characters left out",)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "nothing but white space"),
        (codecs.BOM_UTF8, "nothing but white space"),
        (b"%PDF-1.7 \xe2\xe3", "binary: a PDF"),
        (b"PK\x03\x04" + bytes(40), "binary: a ZIP"),
        (bytes(range(256)) * 3, "binary"),
        (b"\0\1\2\3" * 50, "binary"),
        (b"x" * 1001, "too large for one article"),
        (codecs.BOM_UTF16_LE + b"abc", "broken at byte"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path, raw, words):
    with pytest.raises(Unreadable, match=words):
        read_bytes(tmp_path, raw)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("klingon", "no encoding is called"), ("hex", "no encoding is called"), ("ascii", "at byte")],
)
def test_an_encoding_that_does_not_fit_is_refused(tmp_path, encoding, words):
    with pytest.raises(Unreadable, match=words):
        read_bytes(tmp_path, TEXT.encode(), encoding=encoding)


def test_a_file_too_large_is_not_read(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as handle:
        handle.truncate(10**12)  # sparse: no memory could hold it

    with pytest.raises(Unreadable, match="too large"):
        read(file, max_bytes=1000)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(Unreadable, match="no regular file"):
        read(tmp_path / "pipe.txt", max_bytes=1000)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="no regular file"):
        read(tmp_path / "none.txt", max_bytes=1000)


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(Unreadable, match=r"\.odt ending is not read.*\.txt"):
        read(tmp_path / "article.odt", max_bytes=1000)


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
def test_utf_8_comes_back_as_it_was_or_is_refused_as_binary(text):
    text = "A title of some length, and more. " + text

    assert decoded(text.encode()) == text or "REFUSED is binary" in decoded(text.encode())
