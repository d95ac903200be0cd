"""Mails (.eml) and mailboxes (.mbox): press releases, with their attachments; saved pages (.mhtml).

A mail is one document: its subject is the title, its sender the byline, its day the day. Each
attachment of a known kind is read by its own reader.
"""

from __future__ import annotations  # MailPart is no class when it runs

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses
from io import BytesIO
from typing import BinaryIO, TypeAlias, cast

from articles.outlet_list import outlet_at
from articles.readers.archives import in_part
from articles.readers.decoding import decode
from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.html import document_of
from articles.readers.input_file import BROKEN, RICH_FACTOR, InputFile
from articles.readers.kinds import ENDINGS, ending_of
from articles.readers.page.days import instant_of
from articles.readers.page.fragment import fragment_text
from articles.readers.page.source import one_line, web_address
from articles.structure import Structure

FROM_LINE = b"From "
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
MIN_PLAIN_SHARE = 0.5  # of the HTML part's text; a shorter plain part says "see the HTML"
MAX_PARTS = 200  # of one mail
MAX_HEADER_CHARS = 2000  # of a header that is read; lists of recipients may be longer
FAULTS = (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError)
MailPart: TypeAlias = "Message[str, str]"  # generic for type checkers alone
ReadInput = Callable[[InputFile], Iterable[Reading]]


def read_mail(source: InputFile, read_input: ReadInput) -> Iterator[Reading]:
    """The mail's own text, then its attachments."""
    yield from _readings(source.raw(factor=RICH_FACTOR), source, read_input)


def read_mailbox(source: InputFile, read_input: ReadInput) -> Iterator[Reading]:
    """Each mail with its attachments; ``part`` counts mails from 1. One is in memory at a time."""
    limit = source.max_bytes * RICH_FACTOR
    with source.open() as file:
        for number, raw in enumerate(_mails(file, limit), start=1):
            if not source.counter.begin():
                continue
            place = f"mail {number}"
            if raw is None:
                yield Unreadable(f"is larger than {limit:,} bytes, left out.", place)
                continue
            try:
                for reading in _readings(raw, source, read_input):
                    yield in_part(reading, place)
            except Unreadable as error:
                yield in_part(error, place)


def read_snapshot(source: InputFile) -> Iterator[Document]:
    """The page in a file as browsers save it, with all that belongs to it, in one (.mhtml)."""
    raw = source.raw(factor=RICH_FACTOR)
    message = _parsed(raw)
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = _header(part, "Content-Location") or _header(
                message, "Snapshot-Content-Location"
            )
            html = _payload(part)
            encoding = source.encoding or _charset(part)
            yield document_of(html, encoding, web_address(address) or source.address)
            return
    raise Unreadable("holds no page. Save it again from the browser.")


def _mails(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The bytes of each mail in a mailbox; None for one that is too large."""
    lines: list[bytes] = []
    size, is_blank, has_begun = 0, True, False
    try:
        while line := file.readline(limit):
            if is_blank and line.startswith(FROM_LINE):
                if has_begun:
                    yield _joined(lines, size, limit)
                lines, size, has_begun = [], 0, True
            elif size <= limit:
                lines.append(line)
                size += len(line)
            is_blank = not line.strip()
    except BROKEN as error:
        raise Unreadable(f"can't be read to its end ({error}). Get it again.") from error
    if has_begun:
        yield _joined(lines, size, limit)


def _joined(lines: list[bytes], size: int, limit: int) -> bytes | None:
    return None if size > limit else QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _readings(raw: bytes, source: InputFile, read_input: ReadInput) -> Iterator[Reading]:
    message = _parsed(raw)
    attachments = list(_attachments(message))
    try:
        yield _document(message, raw, source.encoding)
    except Unreadable:
        if not attachments:
            raise
    left_out: Counter[str] = Counter()
    for part in attachments:
        name = one_line(_file_name(part))
        if ending_of(name) not in ENDINGS:
            left_out[f"attachments of kind {ending_of(name) or part.get_content_type()}"] += 1
            continue
        yield from _attachment(name, _payload(part), source, read_input)
    if left_out:
        yield LeftOut(left_out)


def _attachment(
    name: str, raw: bytes, source: InputFile, read_input: ReadInput
) -> Iterator[Reading]:
    try:
        source.budget.spend(len(raw))
        for reading in read_input(source.member(name, lambda: cast(BinaryIO, BytesIO(raw)))):
            yield in_part(reading, name)
    except Unreadable as error:
        yield in_part(error, name)


def _parsed(raw: bytes) -> MailPart:
    try:
        message = message_from_bytes(raw, policy=compat32)  # the newer one is quadratic in a header
    except FAULTS as error:
        raise Unreadable(f"is no mail that can be read ({error}). Save it again.") from error
    _drop_long_headers(message)
    return message


def _drop_long_headers(message: MailPart) -> None:
    """Reading a header takes time in proportion to the square of its length, at worst."""
    for name, value in list(message.raw_items()):
        if len(value) > MAX_HEADER_CHARS:
            del message[name]


def _document(message: MailPart, raw: bytes, encoding: str) -> Document:
    text, structure, text_encoding = _text(message, encoding)
    names = [pair for pair in getaddresses([_header(message, "From")]) if pair[1]]
    name, address = names[0] if names else ("", "")
    outlet = outlet_at(address.rpartition("@")[2])
    return Document(
        raw=raw,
        text=text,
        encoding=text_encoding,
        title=one_line(_header(message, "Subject")),
        byline=one_line(name),
        published=_day(_header(message, "Date")),
        outlet=outlet.name if outlet else "",
        structure=structure,
    )


def _text(message: MailPart, encoding: str) -> tuple[str, Structure | None, str]:
    """The plain part, wrapped lines and all, or the HTML part where that says more."""
    plain, html = _first(message, "text/plain"), _first(message, "text/html")
    plain_text = html_text = ""
    structure: Structure | None = None
    used = encoding
    if plain is not None and (raw := _payload(plain)).strip():
        decoded = decode(raw, encoding or _charset(plain))
        plain_text, used = SIGNATURE.split(decoded.text, maxsplit=1)[0], decoded.encoding
    if html is not None and (raw := _payload(html)).strip():
        decoded = decode(raw, encoding or _charset(html))
        with suppress(Unreadable):
            html_text, structure = fragment_text(decoded.text)
    if len(plain_text.split()) >= MIN_PLAIN_SHARE * len(html_text.split()) and plain_text.strip():
        return plain_text, None, used
    if html_text.strip():
        return html_text, structure, decoded.encoding
    raise Unreadable("is a mail without text. Are its attachments what you want?")


def _first(message: MailPart, content_type: str) -> MailPart | None:
    for part in _parts(message):
        if part.get_content_type() == content_type and not _is_attachment(part):
            return part
    return None


def _attachments(message: MailPart) -> Iterator[MailPart]:
    return (part for part in _parts(message) if _is_attachment(part))


def _file_name(part: MailPart) -> str:
    try:
        name = part.get_filename() or ""
        return str(make_header(decode_header(name))) if "=?" in name else name
    except FAULTS:
        return ""


def _is_attachment(part: MailPart) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(
            part.get_filename() and part.get_content_maintype() in ("application", "message")
        )
    except FAULTS:
        return False


def _parts(message: MailPart) -> Iterator[MailPart]:
    """Its leaves in order, without recursion."""
    waiting: list[MailPart] = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        _drop_long_headers(part)
        payload = part.get_payload()
        if isinstance(payload, list) and not _is_attachment(part):
            waiting += [child for child in reversed(payload) if isinstance(child, Message)]
        else:
            yield part


def _payload(part: MailPart) -> bytes:
    try:
        payload = part.get_payload()
        if isinstance(payload, list):  # a mail that is attached to this one
            return b"".join(child.as_bytes() for child in payload if hasattr(child, "as_bytes"))
        decoded = part.get_payload(decode=True)
    except FAULTS:
        return b""
    return decoded if isinstance(decoded, bytes) else b""


def _charset(part: MailPart) -> str:
    """What it says its encoding is, "" where that is none that Python knows."""
    try:
        name = part.get_content_charset() or ""
        "".encode(name or "utf-8")
    except FAULTS:
        return ""
    return "" if name in ("us-ascii", "ascii") else name


def _header(message: MailPart, name: str) -> str:
    try:
        value = str(message.get(name) or "")
        return str(make_header(decode_header(value))) if "=?" in value else value
    except FAULTS:
        return ""


def _day(value: str) -> date | None:
    """The day as the sender's clock had it."""
    instant = instant_of(value)
    return instant.moment.date() if instant else None
