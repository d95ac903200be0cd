"""Files of every kind with one story in them, made as programs make them."""

import csv
import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from uuid import NAMESPACE_URL, uuid5

from tests.articles.pages import LAST, LEAD, QUOTE, STORY

TITLE = "Board closes north pier"
PARAGRAPHS = (LEAD, QUOTE, LAST)
TEXT = "\n\n".join(PARAGRAPHS)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def zipped(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(*paragraphs: str, style: str = "") -> bytes:
    """The first paragraph is in the style of titles."""
    styled = [("Title", TITLE), *((style, text) for text in paragraphs or PARAGRAPHS)]
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for name, text in styled
    )
    return zipped({"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"})


def odt() -> bytes:
    body = "".join(f'<text:p text:style-name="P1">{text}</text:p>' for text in PARAGRAPHS)
    title = f'<text:p text:style-name="Title">{TITLE}</text:p>'
    mimetype = "application/vnd.oasis.opendocument.text"
    content = (
        f"<office:document-content {OPEN}><office:body><office:text>{title}{body}"
        "</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content})


def rtf() -> bytes:
    def escaped(text: str) -> str:
        return "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in text)

    lines = "\\par\n".join(map(escaped, (TITLE, *PARAGRAPHS)))
    return f"{{\\rtf1\\ansi\\ansicpg1252 {lines}\\par}}".encode()


def mail(attachments: dict[str, bytes] | None = None, *, html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Harbour Press Office <press@example.org>"
    message["To"] = "desk@example.com"
    message["Subject"] = TITLE
    message["Date"] = "Fri, 04 Mar 2022 23:30:00 -0500"
    message["Message-ID"] = "<1@example.org>"
    if html:
        message.set_content("See the HTML version.")
        message.add_alternative(html, subtype="html")
    else:
        message.set_content(f"{TEXT}\n\n-- \nHarbour Press Office\n+1 555 0100\n")
    for name, raw in (attachments or {}).items():
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    return message


def mailbox(*messages: EmailMessage) -> bytes:
    return b"".join(
        b"From press@example.org Fri Mar  4 23:30:00 2022\n" + message.as_bytes() + b"\n"
        for message in messages
    )


def snapshot(page: str) -> bytes:
    """A page as Chromium saves it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.org/2022/03/04/pier"
    message["Subject"] = TITLE
    message["MIME-Version"] = "1.0"
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    return message.as_bytes()


def table(rows: list[dict[str, str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def json_lines(*records: object) -> bytes:
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


def rss(*, content: str = STORY, summary: str = "A pier is closed.") -> bytes:
    full = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example Times</title>
<item><title>{TITLE}</title><link>https://example.org/pier</link><dc:creator>Ann Bell</dc:creator>
<pubDate>Fri, 04 Mar 2022 23:30:00 -0500</pubDate><description>{summary}</description>{full}
</item></channel></rss>""".encode()


def atom() -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example Times</title><id>urn:example</id>
<entry><title type="html">{TITLE}</title><link href="https://example.org/pier"/><id>urn:1</id>
<published>2022-03-05T02:30:00Z</published><updated>2022-03-05T03:30:00Z</updated>
<author><name>Ann Bell</name></author><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content></entry></feed>""".encode()


def http(html: str) -> bytes:
    """A server's whole answer with this page."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


def warc(pages: dict[str, str], *, extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """Packed responses: pages by their addresses, then raw HTTP responses by theirs."""
    responses = [(address, http(html)) for address, html in pages.items()]
    return b"".join(warc_record(*response) for response in (*responses, *extra))


def warc_record(address: str, response: bytes) -> bytes:
    """A packed record as crawlers write it."""
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2022-03-05T04:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, address)}>\r\n"
        f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(response)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + response + b"\r\n\r\n")
