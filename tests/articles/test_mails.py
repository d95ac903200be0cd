"""Mails as programs write them: forwarded, answered, flowed, signed, with headers as they come."""

from textwrap import wrap

import pytest

from articles.cleaning import clean
from articles.readers import Document, LeftOut, read_bytes
from tests.articles import files
from tests.articles.pages import LAST, LEAD, QUOTE

WRAPPED = "\n\n".join("\n".join(wrap(text, 72)) for text in files.PARAGRAPHS)
OUTLOOK = "From: Press Office <press@example.org>\nSent: Friday, March 4, 2022 10:00 AM\n" \
          "To: Sam Roe\nSubject: Board closes north pier\n\n"  # fmt: skip
GMAIL = (
    "---------- Forwarded message ---------\nFrom: Press Office <press@example.org>\n"
    "Date: Fri, Mar 4, 2022 at 10:00 AM\nSubject: Board closes north pier\n"
    "To: <sam@example.com>\n\n"
)
APPLE = (
    "Begin forwarded message:\n\nFrom: Press Office <press@example.org>\n"
    "Subject: Board closes north pier\nDate: March 4, 2022 at 10:00:00 GMT+1\n"
    "To: sam@example.com\n\n"
)


def mail(body: str, *, subject: str = "Board closes north pier", headers: str = "") -> bytes:
    top = (
        "From: Sam Roe <sam@example.com>\nDate: Mon, 7 Mar 2022 09:00:00 +0000\n"
        f"Subject: {subject}\nMIME-Version: 1.0\nMessage-ID: <1@example.com>\n"
    )
    return f"{top}{headers or 'Content-Type: text/plain; charset=utf-8'}\n\n{body}".encode()


def read(raw: bytes) -> Document:
    (document,) = read_bytes(raw, "a.eml", max_bytes=5_000_000)
    assert isinstance(document, Document)
    return document


def stored_text(document: Document) -> str:
    return clean(document.text, title=document.title, structure=document.structure).text


@pytest.mark.parametrize("block", [OUTLOOK, GMAIL, APPLE], ids=["Outlook", "Gmail", "Apple Mail"])
def test_a_mail_that_was_forwarded_is_the_senders_who_wrote_it(block):
    document = read(mail(f"For you, worth a line?\n\n{block}{WRAPPED}\n", subject="Fwd: Re: pier"))

    assert (document.title, document.byline) == ("Board closes north pier", "Press Office")
    assert str(document.published) == "2022-03-04"
    assert stored_text(document) == files.TEXT
    assert "forwarded" in document.notes[0]


def test_of_mails_forwarded_in_each_other_the_first_counts():
    middle = GMAIL.replace("Press Office <press@example.org>", "Ida Chen <ida@example.com>")

    document = read(mail(f"{middle}Have a look.\n\n{OUTLOOK}{WRAPPED}", subject="FW: pier"))

    assert (document.byline, stored_text(document)) == ("Press Office", files.TEXT)


def test_a_forwarded_mail_in_html_is_read_likewise():
    lines = "".join(f"<div>{line}</div>" for line in GMAIL.replace("<", "&lt;").split("\n"))
    html = f"<div>FYI</div>{lines}{''.join(f'<p>{text}</p>' for text in files.PARAGRAPHS)}"

    document = read(mail(html, subject="Fwd: x", headers="Content-Type: text/html"))

    assert (document.byline, stored_text(document)) == ("Press Office", files.TEXT)


def test_a_mail_that_is_handed_on_as_a_file_is_read_in_place_of_the_note():
    inner = files.mail().as_bytes().decode()
    body = (
        "--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n"
        f"{inner}\n--b--\n"
    )
    raw = mail(body, subject="Fwd: pier", headers="Content-Type: multipart/mixed; boundary=b")

    document, left_out = read_bytes(raw, "a.eml", max_bytes=5_000_000)

    assert isinstance(document, Document)
    assert document.byline == "Harbour Press Office"
    assert isinstance(left_out, LeftOut)


@pytest.mark.parametrize(
    "trail",
    [
        "On 3 Mar 2022, at 10:00, Ann Bell <ann@example.com> wrote:\n\n> “Why?”\n> he asked.\n",
        "On Thu, Mar 3, 2022 at 10:00 AM Ann Bell\n<ann@example.com> wrote:\n\n> “Why?”\n",
        f"-----Original Message-----\n{OUTLOOK}“Why?” he asked.\n",
        f"________________________________\n{OUTLOOK}“Why?” he asked.\n",
    ],
)
def test_the_mail_that_is_answered_is_none_of_the_answer(trail):
    document = read(mail(f"{WRAPPED}\n\n{trail}", subject="Re: pier"))

    assert (document.title, document.byline) == ("pier", "Sam Roe")
    assert stored_text(document) == files.TEXT
    assert "answers" in document.notes[0]


def test_an_article_that_says_somebody_wrote_stays_whole():
    text = f"{LEAD}\n\nOn Friday Ann Bell wrote:\n\n{QUOTE}"

    assert stored_text(read(mail(text))) == text


def test_lines_that_a_mail_program_broke_are_paragraphs_again():
    flowed = "\n\n".join(" \n".join(wrap(text, 40)) for text in (LEAD, QUOTE, LAST))
    headers = "Content-Type: text/plain; charset=utf-8; format=flowed"

    assert stored_text(read(mail(flowed, headers=headers))) == files.TEXT


def test_lines_are_paragraphs_again_though_an_address_is_longer_than_they_are():
    address = f"https://example.org/{'a' * 90}"

    assert files.TEXT in stored_text(read(mail(f"{WRAPPED}\n\n{address}\n")))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_headers_that_are_not_encoded_are_read(encoding):
    raw = mail(files.TEXT).replace(b"Sam Roe", "Zoë Müller’s".encode(encoding))

    assert read(raw).byline == "Zoë Müller’s"


def test_words_of_a_header_are_read_as_browsers_read_their_encoding():
    assert read(mail(files.TEXT, subject="=?iso-8859-1?Q?Board=92s_pier?=")).title == "Board’s pier"


def test_the_code_of_a_signature_is_none_of_the_text():
    signed = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{files.TEXT}\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"
    )

    assert stored_text(read(mail(signed))) == files.TEXT


def test_words_that_a_newsletter_hides_and_its_links_are_none_of_the_text():
    html = (
        "<div style='display:none;max-height:0'>News of the harbour, for your list</div>"
        f"<p><a href='x'>View in browser</a></p><p>{LEAD}</p><p>You receive this because you "
        "signed up. <a href='u'>Unsubscribe</a></p>"
    )

    assert stored_text(read(mail(html, headers="Content-Type: text/html"))) == LEAD
