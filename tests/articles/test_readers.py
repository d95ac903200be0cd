"""Bytes of every kind: the text they hold, or one line that says what is wrong and what to do."""

import codecs
import os

import pytest

from articles.readers import Unreadable, read

LONG = "“We will not go,” said Zoë Müller, “not now.” It rained all the same in Łódź."
TEXT = "“Ça suffit,” said Zoë Müller – and left.\r\nIt rained.\n"


def read_as_file(tmp_path, raw: bytes, *, encoding: str = "", max_bytes: int = 1000):
    file = tmp_path / "article.txt"
    file.write_bytes(raw)
    (document,) = read(file, encoding=encoding, max_bytes=max_bytes)
    return document


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
    document = read_as_file(tmp_path, raw)

    assert document.text == TEXT
    assert document.encoding == encoding
    assert document.raw == raw


def test_a_guess_is_said_to_be_one(tmp_path):
    document = read_as_file(tmp_path, TEXT.encode("cp1252"))

    assert document.notes == ("read as cp1252, a guess; --encoding overrules it",)


def test_a_byte_that_no_encoding_has_becomes_a_sign_that_says_so(tmp_path):
    document = read_as_file(tmp_path, b"It rained in M\xfcnster. \x81")

    assert document.text == "It rained in Münster. \ufffd"
    assert "byte 22 (0x81) is no cp1252" in document.notes[1]


@pytest.mark.parametrize(
    ("raw", "text", "place"),
    [
        (LONG.encode() + b"\x93 more", LONG + "\ufffd more", "byte 90 (0x93)"),
        (b"\xff" + LONG.encode(), "\ufffd" + LONG, "byte 0 (0xff)"),
        (LONG.encode() + "…".encode()[:-1], LONG + "\ufffd", "byte 90 (0xe2)"),
        (LONG.encode() + "é".encode()[:-1], LONG + "\ufffd", "byte 90 (0xc3)"),
        ("He left,”".encode()[:-1], "He left,\ufffd", "byte 8 (0xe2)"),
        ("He left,”".encode()[:-2], "He left,\ufffd", "byte 8 (0xe2)"),
        ("at the café".encode()[:-1], "at the caf\ufffd", "byte 10 (0xc3)"),
        (codecs.BOM_UTF8 + LONG.encode() * 3 + b"\xff", LONG * 3 + "\ufffd", "byte 273 (0xff)"),
        (
            codecs.BOM_UTF16_LE + (LONG * 3).encode("utf-16-le") + b"\x41",
            LONG * 3 + "\ufffd",
            "byte 464 (0x41)",
        ),
    ],
)
def test_one_bad_byte_or_a_last_character_cut_in_half_leaves_utf_8_what_it_is(
    tmp_path, raw, text, place
):
    document = read_as_file(tmp_path, raw)

    assert document.text == text
    assert document.encoding.startswith("utf-")
    assert len(document.notes) == 1
    assert place in document.notes[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("It’s late, Père Molière said at the café in Genève.", "cp1252"),
        ("São Paulo’s mayor said señor Núñez left.", "cp1252"),
        ("Sørensen of Malmö met Kjær; Øystein Ødegård stayed in Århus.", "cp1252"),
        ("He paid £5 – or €6 – in “cash” at 20°C…", "cp1252"),
        ("Renée’s naïve cœur", "cp1252"),
        ("El año pasado Muñoz preguntó: “¿Quién sabe?”", "cp1252"),
        ("Þóra Guðmundsdóttir met Sigurður in Reykjavík.", "cp1252"),
        ("Lech Wałęsa said no.", "cp1250"),
        ("“Yes,” Aleksandar Vučić said – and Đoković agreed.", "cp1250"),
        ("Andrej Babiš met Jiří Dvořák.", "cp1250"),
        ("Viktor Orbán of Győr said so.", "cp1250"),
        ("Jarosław Kaczyński went to Gdańsk with Iga Świątek.", "cp1250"),
        ("“Ça suffit,” said Zoë Müller – and left.", "mac_roman"),
        ("“We won’t go,” she said — “never.”", "mac_roman"),
        ("José Núñez said… no", "mac_roman"),
        (
            "The minister, Путин, said “no” in Москва and left the hall with all the others.",
            "cp1251",
        ),
    ],
)
def test_old_encodings_are_told_by_their_letters(tmp_path, text, encoding):
    document = read_as_file(tmp_path, text.encode(encoding))

    assert document.text == text
    assert document.encoding == encoding
    assert document.notes == (f"read as {encoding}, a guess; --encoding overrules it",)


@pytest.mark.parametrize(
    ("text", "encoding", "choices"),
    [
        ("at the caffè", "cp1252", "cp1252 (“caffè”) or cp1250 (“caffč”)"),
        ("Petr Kovač said", "cp1250", "cp1252 (“Kovaè”) or cp1250 (“Kovač”)"),
        ("President Erdoğan said", "cp1254", "cp1252 (“Erdoðan”) or cp1254 (“Erdoğan”)"),
        ("Şahin met Yıldız in İzmir", "cp1254", "cp1252 (“Þahin”) or cp1254 (“Şahin”)"),
    ],
)
def test_where_letters_fit_two_encodings_the_user_is_asked(tmp_path, text, encoding, choices):
    with pytest.raises(Unreadable) as refusal:
        read_as_file(tmp_path, text.encode(encoding))

    assert choices in str(refusal.value)
    assert "--encoding" in str(refusal.value)
    assert read_as_file(tmp_path, text.encode(encoding), encoding=encoding).text == text


@pytest.mark.parametrize("misread", ["cp1252", "latin-1", "mac_roman", "cp1250", "cp1251"])
def test_utf_8_that_was_misread_and_saved_again_is_mended_with_a_note(tmp_path, misread):
    text = "“We won’t go,” said Zoë Müller.\nIt rained – all day."
    wrong = text.replace("”", "’") if misread not in ("latin-1", "mac_roman") else text
    document = read_as_file(tmp_path, wrong.encode().decode(misread).encode())

    assert document.text == wrong
    assert "mended in 2 lines" in document.notes[0]


def test_a_closing_mark_that_lost_its_last_byte_is_mended_too(tmp_path):
    assert read_as_file(tmp_path, "â€œNo,â€ she said.".encode()).text == "“No,” she said."


def test_what_was_misread_beyond_mending_is_refused_with_the_place(tmp_path):
    with pytest.raises(Unreadable, match="in line 2"):
        read_as_file(tmp_path, "It rained.\nHe said â€x all day.".encode())


def test_foreign_letters_are_no_misreading(tmp_path):
    text = "São Paulo, Åse’s “À la carte”, Ãngela; Đoković, Łódź, Ærø, Путин, 習近平, £5 – €6."

    document = read_as_file(tmp_path, text.encode())

    assert (document.text, document.notes) == (text, ())


def test_html_entities_become_their_signs_with_a_note(tmp_path):
    text = "&ldquo;No,&rdquo; he said &#8212; &#x27;so&#x27; &amp;ldquo;AT&T; R&D &bogus; &lt;b&gt;"
    document = read_as_file(tmp_path, text.encode())

    assert document.text == "“No,” he said — 'so' “AT&T; R&D &bogus; <b>"
    assert document.notes == (
        "HTML entities read as the characters they stand for: 9, such as &ldquo;",
    )


def test_html_tags_go_and_paragraphs_end_lines(tmp_path):
    text = (
        '<p>The <a href="https://x.example/?a=1&amp;b=2">minister</a>&nbsp;<b>left</b>.</p>'
        "<script>if (a < b) {}</script><!-- no -->It rained<br/>all day: x <y and z>, 3 < 4."
    )
    document = read_as_file(tmp_path, text.encode())

    assert [line.strip() for line in document.text.split("\n") if line.strip()] == [
        "The minister\u00a0left.",
        "It rained",
        "all day: x <y and z>, 3 < 4.",
    ]
    assert document.notes[0] == "HTML tags left out: 9"


def test_a_text_mostly_of_other_letters_is_guessed_from_them(tmp_path):
    russian = "Президент заявил, что переговоры продолжаются, и поблагодарил всех участников. " * 3

    assert read_as_file(tmp_path, russian.encode("cp1251")).text == russian


def test_a_greek_text_is_not_taken_for_a_russian_one(tmp_path):
    greek = "Ο υπουργός είπε ότι δεν θα υπογράψουμε τη συμφωνία αυτή την εβδομάδα. " * 3

    assert read_as_file(tmp_path, greek.encode("cp1253")).text == greek


def test_the_guess_can_be_overruled(tmp_path):
    document = read_as_file(tmp_path, "Łódź said no.".encode("cp1250"), encoding="cp1250")

    assert document.text == "Łódź said no."
    assert document.notes == ()


def test_few_nul_bytes_are_left_out_and_counted(tmp_path):
    document = read_as_file(tmp_path, b"It rained.\0 " * 2 + b"And rained. " * 50)

    assert "\0" not in document.text
    assert document.notes == ("2 NUL characters left out",)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "nothing but white space"),
        (codecs.BOM_UTF8, "nothing but white space"),
        (b"PK\x03\x04" + bytes(40), "no whole ZIP archive"),
        (b"\x1f\x8b" + bytes(40), "Is it whole"),
        (b"GIF89a" + bytes(40), "binary: a picture"),
        (bytes(range(256)) * 3, "binary"),
        (b"\0\1\2\3" * 50, "binary"),
        (b"x" * 1001, "too large for one article"),
        (codecs.BOM_UTF16_LE + b"abc", "broken at byte"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path, raw, words):
    with pytest.raises(Unreadable, match=words):
        read_as_file(tmp_path, raw)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("klingon", "no encoding is called"), ("hex", "no encoding is called"), ("ascii", "at byte")],
)
def test_an_encoding_that_does_not_fit_is_refused(tmp_path, encoding, words):
    with pytest.raises(Unreadable, match=words):
        read_as_file(tmp_path, TEXT.encode(), encoding=encoding)


def test_a_file_too_large_is_not_read(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as handle:
        handle.truncate(10**12)  # sparse: no memory could hold it

    with pytest.raises(Unreadable, match="too large"):
        list(read(file, max_bytes=1000))


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(Unreadable, match="no regular file"):
        list(read(tmp_path / "pipe.txt", max_bytes=1000))


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(Unreadable, match="is not there"):
        list(read(tmp_path / "none.txt", max_bytes=1000))


def test_a_text_of_an_unknown_ending_is_read_as_text(tmp_path):
    (tmp_path / "article.v2").write_text(TEXT, newline="")

    (document,) = read(tmp_path / "article.v2", max_bytes=1000)

    assert document.text == TEXT
