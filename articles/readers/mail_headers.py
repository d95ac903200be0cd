"""Headers of mails as text: encoded words, and bytes that mail programs leave as they are."""

from __future__ import annotations  # MailPart is no class when it runs

from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import TypeAlias

from articles.readers.decoding import web_encoding

MAX_HEADER_CHARS = 2000  # of a header that is read; lists of recipients may be longer
FAULTS = (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError)
MailPart: TypeAlias = "Message[str, str]"  # generic for type checkers alone


def drop_long_headers(message: MailPart) -> None:
    """Reading a header takes time in proportion to the square of its length, at worst."""
    for name, value in list(message.raw_items()):
        if len(value) > MAX_HEADER_CHARS:
            del message[name]


def header_of(message: MailPart, name: str) -> str:
    """The first header of this name, "" where there is none that can be read."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return decoded_header(next(values, ""))


def decoded_header(value: str) -> str:
    """Its words as characters. Bytes that say no encoding are UTF-8 or Windows-1252."""
    text = _text_of(value.encode("utf-8", "surrogateescape"), "")
    if "=?" not in text:
        return text
    try:
        words = decode_header(text)
    except FAULTS:
        return text
    return "".join(
        word if isinstance(word, str) else _text_of(word, charset or "") for word, charset in words
    )


def file_name_of(part: MailPart) -> str:
    try:
        return decoded_header(part.get_filename() or "")
    except FAULTS:
        return ""


def charset_of(part: MailPart) -> str:
    """What it says its encoding is, "" where that is none that Python knows."""
    try:
        name = part.get_content_charset() or ""
        "".encode(name or "utf-8")
    except FAULTS:
        return ""
    return "" if name in ("us-ascii", "ascii") else name


def _text_of(raw: bytes, charset: str) -> str:
    for encoding in filter(None, (web_encoding(charset), "utf-8")):
        try:
            return raw.decode(encoding)
        except ValueError:
            continue
    return raw.decode("cp1252", "replace")
