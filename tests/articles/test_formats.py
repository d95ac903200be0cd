"""Documents, mails, tables, feeds and web archives: each gives the story that is in it."""

import gzip
import zipfile
from datetime import date
from io import BytesIO

import pytest

from articles.cleaning import clean
from articles.readers import Document, LeftOut, Unreadable, read_bytes, read_input
from articles.readers.input_file import input_of_bytes
from articles.readers.tables import column_map
from tests.articles import files
from tests.articles.pages import LEAD, QUOTE, STORY, page

TEXT, TITLE = files.TEXT, files.TITLE


def read(raw: bytes, name: str):
    return list(read_bytes(raw, name, max_bytes=5_000_000))


def stored_text(document: Document) -> str:
    cleaned = clean(document.text, title=document.title, structure=document.structure)
    return cleaned.text.removeprefix(f"{TITLE}\n\n")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.docx", files.docx()),
        ("a.odt", files.odt()),
        ("a.rtf", files.rtf()),
        ("a.eml", files.mail().as_bytes()),
        ("a.mhtml", files.snapshot(page())),
        ("a.rss", files.rss()),
        ("a.jsonl", files.json_lines({"title": TITLE, "body": TEXT})),
        ("a.json", files.json_lines([{"headline": TITLE, "text": TEXT}])),
        ("a.csv", files.table([{"Title": TITLE, "Text": TEXT}])),
        ("a.warc.gz", files.warc({"https://example.org/pier": page()})),
    ],
)
def test_the_story_is_read_from_every_format(name, raw):
    (document,) = read(raw, name)

    assert stored_text(document) == TEXT
    assert document.title in (TITLE, "")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("story", files.docx()),
        ("story", files.odt()),
        ("story", files.rtf()),
        ("story", files.mail().as_bytes()),
        ("story.txt", files.rss()),
        ("story", files.warc({"https://example.org/pier": page()})),
        ("story.bin", files.snapshot(page())),
    ],
)
def test_a_format_is_told_without_its_ending(name, raw):
    (document,) = read(raw, name)

    assert stored_text(document) == TEXT


def test_a_mail_gives_sender_and_the_day_of_its_own_clock():
    (document,) = read(files.mail().as_bytes(), "a.eml")

    assert (document.byline, document.published) == ("Harbour Press Office", date(2022, 3, 4))


def test_a_mail_whose_text_is_in_its_html_is_read_from_there():
    (document,) = read(files.mail(html=f"<table><tr><td>{STORY}</td></tr></table>").as_bytes(), "m")

    assert stored_text(document) == TEXT


def test_attachments_are_read_by_their_own_readers():
    attachments = {"release.docx": files.docx(LEAD), "logo.png": b"\x89PNG", "bad.docx": b"PK\3\4"}

    mail, attached, bad, left_out = read(files.mail(attachments).as_bytes(), "a.eml")

    assert (mail.part, attached.part, attached.title) == ("", "release.docx", TITLE)
    assert isinstance(bad, Unreadable)
    assert str(left_out) == "left out: 1 attachments of kind .png"


def test_each_mail_of_a_mailbox_is_a_document():
    first, second = read(files.mailbox(files.mail(), files.mail()), "press.mbox")

    assert (first.part, second.part) == ("mail 1", "mail 2")
    assert stored_text(second) == TEXT


def test_a_file_of_no_record_is_refused():
    with pytest.raises(Unreadable, match="holds no article"):
        read(b"\x00\x01no mail", "press.mbox")


def test_a_feed_without_full_text_names_the_article():
    (left_out,) = read(files.rss(content=""), "feed.xml")

    assert isinstance(left_out, LeftOut)
    assert "the article is at https://example.org/pier" in str(left_out)


def test_a_feed_entry_has_its_address_byline_and_day():
    (document,) = read(files.rss(), "feed.xml")

    assert (document.url, document.byline) == ("https://example.org/pier", "Ann Bell")
    assert (document.outlet, document.published) == ("The Example Times", date(2022, 3, 4))


def test_a_json_feed_is_a_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Example Times",
        "items": [{"id": "https://example.org/pier", "title": TITLE, "content_html": STORY}],
    }

    (document,) = read(files.json_lines(feed), "feed.json")

    assert (document.url, stored_text(document)) == ("https://example.org/pier", TEXT)


def test_columns_are_known_by_their_usual_names():
    row = {"headline": TITLE, "content": TEXT, "author": "Ann Bell", "date": "2022-03-04",
           "source": "The Example", "link": "https://example.org/pier"}  # fmt: skip

    (document,) = read(files.table([row]), "a.csv")

    assert (document.title, document.byline, document.outlet) == (TITLE, "Ann Bell", "The Example")
    assert (document.published, document.url) == (date(2022, 3, 4), "https://example.org/pier")
    assert document.part == "row 2" or document.part.startswith("row ")


def test_columns_may_be_said():
    raw = files.table([{"kop": TITLE, "tekst": TEXT}])
    source = input_of_bytes(
        raw, "a.csv", max_bytes=5_000_000, columns=column_map("text=tekst,title=kop")
    )

    (document,) = read_input(source)

    assert (document.title, document.text) == (TITLE, TEXT)


def test_a_table_without_a_text_says_what_it_has_and_what_to_do():
    with pytest.raises(Unreadable, match="It has: kop, tekst. Say which: --columns"):
        read(files.table([{"kop": TITLE, "tekst": TEXT}]), "a.csv")


def test_a_bad_line_does_not_stop_the_next():
    raw = b"{no json\n" + files.json_lines({"text": ""}, {"text": TEXT}, [1])

    problems = read(raw, "a.jsonl")

    assert [item.part for item in problems] == ["line 1", "line 2", "line 3", "line 4"]
    assert [type(item) for item in problems] == [Unreadable, Unreadable, Document, Unreadable]


def test_a_day_that_reads_two_ways_is_left_out_and_said():
    (document,) = read(files.json_lines({"text": TEXT, "date": "03/04/2022"}), "a.jsonl")

    assert document.published is None
    assert document.notes == ("“03/04/2022” is no day that reads one way, left out",)


@pytest.mark.parametrize(
    ("said", "language"), [("en", "en"), ("EN-us", "en"), ("anglais", ""), ("\u202e", "")]
)
def test_a_language_that_is_no_code_is_left_to_the_text(said, language):
    [document] = read(files.json_lines({"text": files.TEXT, "lang": said}), "a.jsonl")
    assert document.language == language


def test_deleted_words_of_a_document_are_not_its_text():
    raw = files.docx(f"{LEAD}</w:t></w:r><w:del><w:r><w:t>Never.</w:t></w:r></w:del><w:r><w:t>")

    (document,) = read(raw, "a.docx")

    assert "Never" not in document.text


@pytest.mark.parametrize(
    "element",
    [
        "<office:annotation><text:p>Is that so?</text:p></office:annotation>",
        "<office:annotation-end/>",
        "<draw:frame xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'/>",
        "<text:note><text:note-body><text:p>See below.</text:p></text:note-body></text:note>",
    ],
)
def test_words_behind_a_comment_or_a_picture_are_the_paragraphs(element):
    content = zipfile.ZipFile(BytesIO(files.odt())).read("content.xml").decode()
    raw = files.zipped(
        {"mimetype": "", "content.xml": content.replace("closed the", f"closed{element} the")}
    )

    (document,) = read(raw, "a.odt")

    assert LEAD in document.text


def test_bullets_of_a_font_of_signs_are_bullets():
    (document,) = read(files.rtf().replace(b"\\par", b"\\par\n\\u-3913?\\tab ", 1), "a.rtf")

    assert f"• {LEAD}" in stored_text(document)


def test_entities_of_a_document_reach_no_file():
    body = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    raw = files.zipped(
        {"word/document.xml": f"{body}<w:document {files.WORD}><w:body><w:p><w:r><w:t>A &x; b"
                              "</w:t></w:r></w:p></w:body></w:document>"}
    )  # fmt: skip

    (document,) = read(raw, "a.docx")

    assert "root:" not in document.text


def test_only_news_pages_of_a_web_archive_are_read_and_the_rest_is_counted():
    moved = b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n"
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
    raw = files.warc(
        {
            "https://example.org/pier": page(),
            "https://example.org/": page(),
            "https://example.org/short": page(f"<p>{LEAD}</p>"),
        },
        extra=(("https://example.org/old", moved), ("https://example.org/a.png", image)),
    )

    document, left_out = read(raw, "a.warc.gz")

    assert (document.part, document.url) == ("https://example.org/pier",) * 2
    assert left_out.counts == {
        "front pages": 1,
        "of fewer than 40 words": 1,
        "of HTTP status 301": 1,
        "no HTML": 1,
    }


def test_a_broken_end_of_a_web_archive_is_said_and_the_rest_is_read():
    raw = files.warc({f"https://example.org/{number}": page() for number in range(3)})

    *documents, problem = read(raw[:-200], "a.warc.gz")

    assert len(documents) == 2
    assert isinstance(problem, Unreadable)


def test_a_web_archive_that_is_not_packed_is_read():
    raw = gzip.decompress(files.warc({"https://example.org/pier": page()}))

    (document,) = read(raw, "a.warc")

    assert stored_text(document) == TEXT


def test_a_collection_of_web_archives_is_read():
    raw = files.zipped(
        {"datapackage.json": "{}", "archive/1.warc.gz": files.warc({"https://e.org/a": page()})}
    )

    (document,) = read(raw, "a.wacz")

    assert document.part == "archive/1.warc.gz https://e.org/a"


def test_a_quotation_stays_whole_in_every_paragraph():
    (document,) = read(files.docx(QUOTE, style="Quote"), "a.docx")

    assert stored_text(document) == QUOTE


def test_a_header_without_end_costs_no_time():
    raw = b"Message-ID: <1>\nMIME-Version: 1.0\nFrom: " + b"(" * 300_000 + b"\nSubject: A\n\nText."

    (document,) = read(raw, "a.eml")

    assert (document.title, document.byline) == ("A", "")
