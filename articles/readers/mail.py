"""Mails (.eml) and mailboxes (.mbox): press releases, with their attachments; saved pages (.mhtml).

A mail is one document: its subject is the title, its sender the byline, its day the day. Each
attachment of a known kind is read by its own reader.
"""

from __future__ import annotations  # MailPart is no class when it runs

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses
from io import BytesIO
from typing import BinaryIO, cast

from articles.outlet_list import outlet_at
from articles.readers.archives import in_part
from articles.readers.decoding import decode
from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.html import document_of
from articles.readers.input_file import BROKEN, RICH_FACTOR, InputFile
from articles.readers.kinds import ENDINGS, ending_of
from articles.readers.mail_headers import (
    FAULTS,
    MailPart,
    charset_of,
    drop_long_headers,
    file_name_of,
    header_of,
)
from articles.readers.mail_text import (
    MailText,
    day_of,
    hands_on,
    notes_on,
    own_text,
    subject_of,
    unwrapped,
    without_quotes,
)
from articles.readers.markup import without_link_targets
from articles.readers.page.fragment import fragment_text
from articles.readers.page.source import one_line, web_address
from articles.structure import Structure

FROM_LINE = b"From "
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
NO_TEXT = "is a mail without text. Are its attachments what you want?"
MIN_PLAIN_SHARE = 0.5  # of the HTML part's text; a shorter plain part says "see the HTML"
MAX_PARTS = 200  # of one mail
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
            address = header_of(part, "Content-Location") or header_of(
                message, "Snapshot-Content-Location"
            )
            html = _payload(part)
            encoding = source.encoding or charset_of(part)
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
    left_out: Counter[str] = Counter()
    if hands_on(header_of(message, "Subject")) and any(map(_is_mail, attachments)):
        left_out["note with a mail that was forwarded"] += 1
    else:
        try:
            yield _document(message, raw, source.encoding)
        except Unreadable:
            if not attachments:
                raise
    for part in attachments:
        name = one_line(file_name_of(part))
        if _is_mail(part) and ending_of(name) != ".eml":
            name = f"{name or 'mail'}.eml"
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
    drop_long_headers(message)
    return message


def _document(message: MailPart, raw: bytes, encoding: str) -> Document:
    text, structure, text_encoding = _text(message, encoding)
    subject = one_line(header_of(message, "Subject"))
    part = own_text(text, subject)
    own, structure = _between(text, structure, part)
    if not own.strip():
        raise Unreadable(NO_TEXT)
    names = [pair for pair in getaddresses([header_of(message, "From")]) if pair[1]]
    name, address = part.sender if part.is_forwarded else names[0] if names else ("", "")
    outlet = outlet_at(address.rpartition("@")[2])
    return Document(
        raw=raw,
        text=own,
        encoding=text_encoding,
        notes=notes_on(text, part),
        title=part.subject or subject_of(subject),
        byline=one_line(name),
        published=part.sent if part.is_forwarded else day_of(header_of(message, "Date")),
        outlet=outlet.name if outlet else "",
        structure=structure,
    )


def _between(
    text: str, structure: Structure | None, part: MailText
) -> tuple[str, Structure | None]:
    own = text[part.start : part.end]
    if structure is None:
        return without_link_targets(without_quotes(own)), None
    return own, {
        place - part.start: kind
        for place, kind in structure.items()
        if part.start <= place < part.end
    }


def _text(message: MailPart, encoding: str) -> tuple[str, Structure | None, str]:
    """The plain part, wrapped lines and all, or the HTML part where that says more."""
    plain, html = _first(message, "text/plain"), _first(message, "text/html")
    plain_text = html_text = ""
    structure: Structure | None = None
    used = encoding
    if plain is not None and (raw := _payload(plain)).strip():
        decoded = decode(raw, encoding or charset_of(plain))
        plain_text, used = _unwrapped(plain, decoded.text), decoded.encoding
    if html is not None and (raw := _payload(html)).strip():
        decoded = decode(raw, encoding or charset_of(html))
        with suppress(Unreadable):
            html_text, structure = fragment_text(decoded.text)
    if len(plain_text.split()) >= MIN_PLAIN_SHARE * len(html_text.split()) and plain_text.strip():
        return plain_text, None, used
    if html_text.strip():
        return html_text, structure, decoded.encoding
    raise Unreadable(NO_TEXT)


def _unwrapped(part: MailPart, text: str) -> str:
    try:
        if str(part.get_param("format") or "").lower() == "flowed":
            return unwrapped(text, joins_words=str(part.get_param("delsp") or "").lower() == "yes")
    except FAULTS:
        pass
    return text


def _first(message: MailPart, content_type: str) -> MailPart | None:
    for part in _parts(message):
        if part.get_content_type() == content_type and not _is_attachment(part):
            return part
    return None


def _attachments(message: MailPart) -> Iterator[MailPart]:
    return (part for part in _parts(message) if _is_attachment(part))


def _is_attachment(part: MailPart) -> bool:
    try:
        is_named = bool(part.get_filename()) and part.get_content_maintype() == "application"
        return is_named or _is_mail(part) or part.get_content_disposition() == "attachment"
    except FAULTS:
        return False


def _is_mail(part: MailPart) -> bool:
    """A mail in this one, handed on as a file."""
    return part.get_content_type() == "message/rfc822"


def _parts(message: MailPart) -> Iterator[MailPart]:
    """Its leaves in order, without recursion."""
    waiting: list[MailPart] = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        drop_long_headers(part)
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
